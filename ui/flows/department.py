"""An article that is not on file: sold by its department and price; its barcode stays with the sale. GUI
thread.
"""

from pos_terminal.commands import SellByDepartment, SetNextQuantity
from pos_terminal.domain.quantity import PIECE_MILLI
from pos_terminal.views import RegisterView
from ui.flows.choices import fill, fresh_code, is_amount, joined
from ui.flows.kit import Start
from ui.flows.sheet import STAY, Entry, PlainFlow, Sheet, SheetKey, SheetRow, Step, say
from ui.translations.words import tr


class DepartmentFlow(PlainFlow):
    """A price, a department, Enter. After an unknown scan its code goes along, unless a key says no."""

    def __init__(self, start: Start) -> None:
        self._kit = start.kit
        self._view = start.view
        self._first_typed = start.typed if is_amount(start.typed) else ""
        self._takes_code = True

    def sheet(self, view: RegisterView) -> Sheet:
        """The departments, and the price above them."""
        code, count = fresh_code(view), view.next_milli
        many = f"{self._kit.quantity(count)} ×" if count else ""
        about = ""
        if code:
            with_code = fill(tr("with code {code}"), code=code)
            about = with_code if self._takes_code else tr("without a code")
        key = tr("Without the code") if self._takes_code else tr("With the code")
        return Sheet(
            tr("Sell by department"),
            joined(many, about),
            rows=tuple(SheetRow((name,), name) for name in view.departments),
            entry=Entry(
                tr("Price"),
                self._first_typed,
                kind="amount",
                hint=tr("Then choose the department, and press Enter."),
            ),
            keys=(
                SheetKey("sell", tr("Sell"), "Enter", "main", enabled=bool(view.departments)),
                *((SheetKey("code", key, "F5"),) if code else ()),
            ),
            empty=tr("No departments are set up. Call the manager."),
        )

    def enter(self, text: str, row_id: str) -> Step:
        """Into the basket with it."""
        view = self._view
        if not text:
            return say("price_missing")
        minor = self._kit.parse(text, view)
        if minor is None:
            return say("amount_unreadable")
        if minor == 0:
            return say("price_missing")
        code = fresh_code(view) if self._takes_code else ""
        sell = SellByDepartment(row_id, minor, code, view.next_milli or PIECE_MILLI)
        rest = (SetNextQuantity(None),) if view.next_milli else ()
        return Step((sell, *rest), closing="all")

    def key(self, action: str, text: str, row_id: str) -> Step:
        """With or without the code that was scanned."""
        self._takes_code = not self._takes_code
        return STAY

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """The next phase of the sale ends it."""
        self._view = view
        return super().watch(old, view)
