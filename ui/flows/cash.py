"""Cash that is no sale's: into the drawer, out of it, to the safe; and the drawer opened without a sale.

GUI thread. Each closes at once: what became of it, or the approval that it needs, comes with the next view.
"""

from typing import Literal

from pos_terminal.commands import MoveCash, OpenDrawerNow
from pos_terminal.views import RegisterView
from ui.flows.day_words import reason_rows
from ui.flows.kit import Start
from ui.flows.sheet import Entry, PlainFlow, Sheet, SheetKey, Step, say
from ui.translations.words import source, tr

CashKind = Literal["in", "out", "drop"]
_TITLES: dict[CashKind, str] = {
    "in": source("Cash in"),
    "out": source("Cash out"),
    "drop": source("Drop to the safe"),
}
_KEYS: dict[CashKind, str] = {
    "in": source("Put in"),
    "out": source("Take out"),
    "drop": source("To the safe"),
}


class CashFlow(PlainFlow):
    """An amount, a reason, Enter."""

    def __init__(self, start: Start, kind: CashKind) -> None:
        self._kit = start.kit
        self._view = start.view
        self._kind: CashKind = kind

    def sheet(self, view: RegisterView) -> Sheet:
        """The reasons, and the amount above them."""
        return Sheet(
            tr(_TITLES[self._kind]),
            rows=reason_rows(view, f"cash_{self._kind}"),
            entry=Entry(tr("Amount"), kind="amount", hint=tr("Then choose the reason, and press Enter.")),
            keys=(SheetKey("move", tr(_KEYS[self._kind]), "Enter", "main"),),
        )

    def enter(self, text: str, row_id: str) -> Step:
        """Ask for it."""
        if not text:
            return say("cash_amount_missing")
        amount_minor = self._kit.parse(text, self._view)
        if amount_minor is None:
            return say("amount_unreadable")
        if amount_minor == 0:
            return say("cash_amount_missing")
        return Step(commands=(MoveCash(self._kind, amount_minor, row_id),), closing="all")


class NoSaleFlow(PlainFlow):
    """A reason, Enter."""

    def __init__(self, start: Start) -> None:
        pass

    def sheet(self, view: RegisterView) -> Sheet:
        """The reasons."""
        return Sheet(
            tr("Open drawer, no sale"),
            tr("Why is the drawer opened? Choose the reason, and press Enter."),
            rows=reason_rows(view, "no_sale"),
            keys=(SheetKey("open", tr("Open drawer"), "Enter", "main"),),
        )

    def enter(self, text: str, row_id: str) -> Step:
        """Ask for it."""
        return Step(commands=(OpenDrawerNow(row_id),), closing="all")


def cash_in(start: Start) -> CashFlow:
    """Cash into the drawer."""
    return CashFlow(start, "in")


def cash_out(start: Start) -> CashFlow:
    """Cash out of the drawer."""
    return CashFlow(start, "out")


def cash_drop(start: Start) -> CashFlow:
    """Cash to the safe."""
    return CashFlow(start, "drop")
