"""Keys for goods without a barcode: rolls, bags, produce. GUI thread."""

from pos_terminal.commands import AddProduct, Command, SetNextQuantity
from pos_terminal.views import RegisterView
from ui.flows.choices import is_amount, price_of
from ui.flows.kit import Start
from ui.flows.sheet import CLOSE, STAY, Entry, PlainFlow, Sheet, SheetRow, Step, say
from ui.formatting import parse_milli
from ui.translations.words import tr


class QuickKeysFlow(PlainFlow):
    """One tap is one article; digits typed before it are how many. It stays open for the next."""

    def __init__(self, start: Start) -> None:
        self._kit = start.kit
        self._first_typed = start.typed if is_amount(start.typed) else ""

    def sheet(self, view: RegisterView) -> Sheet:
        """The keys."""
        return Sheet(
            tr("Quick keys"),
            rows=tuple(
                SheetRow((row.name, price_of(row, view, self._kit)), row.product_id) for row in view.quick
            ),
            entry=Entry(tr("How many (nothing typed: 1)"), self._first_typed, kind="number"),
            empty=tr("No quick keys are set up. Call the manager."),
            tiles=True,
        )

    def enter(self, text: str, row_id: str) -> Step:
        """Into the basket with it."""
        if not row_id:
            return CLOSE
        milli = parse_milli(text) if text else None
        if text and not milli:
            return say("quantity_unreadable")
        self._first_typed = ""
        count: tuple[Command, ...] = (SetNextQuantity(milli),) if milli else ()
        return Step((*count, AddProduct(row_id)), clears=True)

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """The first article begins the next sale; only payment ends it."""
        return CLOSE if view.phase == "tender" and old.phase != "tender" else STAY
