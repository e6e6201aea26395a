"""F5: another unit price for the marked line, with a reason. GUI thread.

It closes at once: what became of it, or the approval that it needs, comes with the next view.
"""

from pos_terminal.commands import ChangePrice
from pos_terminal.views import RegisterView
from ui.flows.choices import fill, is_amount, joined, reason_rows
from ui.flows.kit import Start
from ui.flows.sheet import CLOSE, Entry, PlainFlow, Sheet, SheetKey, Step, say
from ui.translations.words import tr


class PriceFlow(PlainFlow):
    """A price, a reason, Enter. What was typed before F5 stands there already."""

    def __init__(self, start: Start) -> None:
        line = start.marked
        self._kit = start.kit
        self._view = start.view
        self._line = line if line is not None and line.milli >= 0 else None
        self._first_typed = start.typed if is_amount(start.typed) else ""

    def sheet(self, view: RegisterView) -> Sheet:
        """Which article, what it costs, and what it shall cost."""
        line = self._line
        if line is None:
            lead = tr("Mark the line of an article that is sold, then press F5.")
            return Sheet(tr("Change price"), lead, level="warn")
        now = fill(tr("now {price}"), price=self._kit.amount(line.unit_price_minor, view))
        per = f"{now} / {line.unit}" if line.unit != "each" else now
        return Sheet(
            tr("Change price"),
            joined(line.name, per),
            rows=reason_rows(view, "price"),
            entry=Entry(
                tr("New price"),
                self._first_typed,
                kind="amount",
                hint=tr("Then choose the reason, and press Enter."),
            ),
            keys=(SheetKey("change", tr("Change it"), "Enter", "main"),),
        )

    def enter(self, text: str, row_id: str) -> Step:
        """Ask for it; nought is a price, nothing is none."""
        if self._line is None:
            return CLOSE
        if not text:
            return say("price_missing")
        minor = self._kit.parse(text, self._view)
        if minor is None:
            return say("amount_unreadable")
        return Step((ChangePrice(self._line.line_id, minor, row_id),), closing="all")
