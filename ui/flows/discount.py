"""F4: a line or the whole basket is made cheaper, by per cent or by an amount, with a reason. GUI thread.

It closes at once: what became of it, or the approval that it needs, comes with the next view.
"""

from typing import Literal

from pos_terminal.commands import GiveDiscount
from pos_terminal.views import LineView, RegisterView
from ui.cart_model import index_of
from ui.flows.choices import FULL_BP, basis_points, fill, is_amount, joined, reason_rows
from ui.flows.kit import Start
from ui.flows.sheet import STAY, Entry, PlainFlow, Sheet, SheetKey, Step, say
from ui.formatting import parse_milli
from ui.translations.words import tr


class DiscountFlow(PlainFlow):
    """Digits, a reason, Enter. What was typed before F4 stands there already."""

    def __init__(self, start: Start) -> None:
        line = start.marked
        self._kit = start.kit
        self._view = start.view
        self._line_id = line.line_id if line is not None and line.milli >= 0 else ""
        self._whole = not self._line_id
        self._kind: Literal["percent", "amount"] = "percent"
        self._first_typed = start.typed if is_amount(start.typed) else ""

    def sheet(self, view: RegisterView) -> Sheet:
        """What it is about, how much, and why."""
        line = self._line(view)
        is_percent = self._kind == "percent"
        label = tr("Discount in per cent") if is_percent else tr("Discount as an amount")
        rows = reason_rows(view, "discount")
        on_line = line is not None and "discounted" in line.badges
        has_one = bool(view.sale_discount_minor) if self._whole else on_line
        return Sheet(
            tr("Discount"),
            self._about(line, view),
            rows=rows,
            entry=Entry(
                label,
                self._first_typed,
                kind="number" if is_percent else "amount",
                hint=tr("Then choose the reason, and press Enter."),
            ),
            keys=(
                SheetKey("give", tr("Give it"), "Enter", "main", enabled=bool(view.lines)),
                SheetKey(
                    "scope",
                    tr("This line") if self._whole else tr("Whole basket"),
                    "F5",
                    enabled=bool(self._line_id),
                ),
                SheetKey("kind", tr("An amount") if is_percent else tr("Per cent"), "F6"),
                SheetKey("remove", tr("Take it away"), "Del", "alarm", enabled=has_one),
            ),
        )

    def enter(self, text: str, row_id: str) -> Step:
        """Ask for it."""
        value = self._value(text)
        if value is None:
            return say("amount_unreadable")
        if value == 0:
            return say("discount_missing")
        if self._kind == "percent" and value > FULL_BP:
            return say("discount_too_large")
        return self._ask(value, row_id)

    def key(self, action: str, text: str, row_id: str) -> Step:
        """Line or basket, per cent or amount, or none any more."""
        if action == "remove":
            return self._ask(0, "")
        if action == "scope":
            self._whole = not self._whole
        else:
            self._kind = "amount" if self._kind == "percent" else "percent"
            self._first_typed = ""
        return STAY

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """Another phase of the sale ends it; a scan does not."""
        self._view = view
        return super().watch(old, view)

    def _ask(self, value: int, reason: str) -> Step:
        # SAFETY: the core refuses a line that is gone; its discount never falls on the basket.
        line_id = "" if self._whole else self._line_id
        return Step((GiveDiscount(line_id, self._kind, value, reason),), closing="all")

    def _value(self, text: str) -> int | None:
        """Basis points or minor units; 0 where nothing was typed."""
        if not text:
            return 0
        if self._kind == "amount":
            return self._kit.parse(text, self._view)
        milli = parse_milli(text)
        return None if milli is None else basis_points(milli)

    def _line(self, view: RegisterView) -> LineView | None:
        """The line that it is for; None: it is for the basket, or the line is gone."""
        index = index_of(view.lines, self._line_id)
        return view.lines[index] if index >= 0 and not self._whole else None

    def _about(self, line: LineView | None, view: RegisterView) -> str:
        if line is not None:
            return joined(line.name, self._kit.amount(line.amount_minor, view))
        if not self._whole:
            return self._kit.wording.sentence("line_gone", {})
        total = self._kit.amount(view.totals.total_minor, view)
        given = view.sale_discount_minor
        off = fill(tr("{amount} is off already"), amount=self._kit.amount(given, view)) if given else ""
        return joined(tr("Whole basket"), total, off)
