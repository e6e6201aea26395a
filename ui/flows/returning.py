"""F8: goods come back. Ask for the receipt, show what it still holds, take lines back. GUI thread.

A receipt's barcode scanned on the sale screen opens the list by itself (`automatic.py`): what is shown is the
core's `receipt_found`, so it goes when that goes.
"""

import re

from pos_terminal.commands import FindReceipt, HandOutOrder
from pos_terminal.views import ReceiptFoundView, RegisterView, ReturnableView
from ui.flows.choices import fill, joined
from ui.flows.goods_back import LineBackFlow, ReceiptBackFlow, without_receipt
from ui.flows.kit import Kit, Start
from ui.flows.sheet import (
    CLEAR,
    CLOSE,
    STAY,
    Column,
    Entry,
    PlainFlow,
    Sheet,
    SheetKey,
    SheetRow,
    Step,
    post,
    say,
)
from ui.translations.words import source, tr

DASH = "-"
_SPACED = re.compile(r"([A-Z0-9]{1,8})[ -]+([A-Z][0-9]{6,})(?:[ -]+([0-9A-F]{4}))?")
_STATES = {
    "asking": source("The centre is asked for {text}."),
    "unknown": source("No receipt or order {text} is known: compare its digits, and type it again."),
    "away": source("The centre does not answer, so {text} cannot be looked at now: try again in a while."),
    "needs_digits": source("The four characters behind the number of {text} are missing: type them too."),
}


class AskReceiptFlow(PlainFlow):
    """Type or scan the number. What is found opens by itself in place of this."""

    def __init__(self, start: Start) -> None:
        self._kit = start.kit
        self._view = start.view
        self._first_typed = start.typed

    def sheet(self, view: RegisterView) -> Sheet:
        """The number."""
        return Sheet(
            tr("Return"),
            tr("Scan the receipt, or type its number with the four characters behind it."),
            entry=Entry(tr("Receipt or order"), self._first_typed, kind="text", latin=True),
            keys=_entry_keys(),
        )

    def enter(self, text: str, row_id: str) -> Step:
        """Look it up."""
        return _look_up(text)

    def key(self, action: str, text: str, row_id: str) -> Step:
        """Without a receipt; or a dash for the finger."""
        if action == DASH:
            self._first_typed = text + DASH
            return CLEAR
        return without_receipt(self._kit, self._view)

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """The answer is another flow's."""
        self._view = view
        found = view.receipt_found
        return CLOSE if found is not None and found is not old.receipt_found else STAY


class FoundReceiptFlow(PlainFlow):
    """What became of looking it up; its lines stay for more until Esc."""

    def __init__(self, start: Start) -> None:
        self._kit = start.kit
        self._view = start.view
        self._typed = ""

    def sheet(self, view: RegisterView) -> Sheet:
        """The lines, or why there are none."""
        found = view.receipt_found
        if found is None:
            return Sheet(tr("Return"))
        if found.state == "found":
            return self._found_sheet(found, view)
        lead = fill(tr(_STATES.get(found.state, _STATES["unknown"])), text=found.text)
        if found.state == "asking":
            keys = (SheetKey("without", tr("No receipt"), "F6"),)
            return Sheet(tr("Return"), lead, keys=keys, empty=tr("Esc stops asking."))
        text = self._typed or (f"{found.text}-" if found.state == "needs_digits" else found.text)
        entry = Entry(tr("Receipt or order"), text, kind="text", latin=True)
        return Sheet(tr("Return"), lead, entry=entry, keys=_entry_keys(), level="bad")

    def enter(self, text: str, row_id: str) -> Step:
        """Take units of the marked line back, or look the number typed up."""
        found = self._view.receipt_found
        if found is None or found.state == "asking":
            return STAY
        if found.state != "found":
            return _look_up(text)
        line = _line_of(found, row_id)
        if line is None:
            return say("return_line_unknown")
        return Step(over=LineBackFlow(self._kit, self._view, found.sale_id, line))

    def key(self, action: str, text: str, row_id: str) -> Step:
        """The whole receipt, none at all, another one, or the order handed out."""
        found = self._view.receipt_found
        if action == DASH:
            self._typed = text + DASH
            return CLEAR
        if action == "without":
            return without_receipt(self._kit, self._view)
        if found is None:
            return STAY
        if action == "whole":
            return Step(over=ReceiptBackFlow(self._kit, self._view, found))
        if action == "hand_out":
            return post(HandOutOrder(found.sale_id))
        again = AskReceiptFlow(Start(self._kit, self._view))
        return Step((FindReceipt(""),), over=again)

    def back(self) -> Step:
        """It is looked at no more."""
        return Step((FindReceipt(""),), closing="this")

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """It stays through the phases of the sale: the first line that comes back begins the next one."""
        self._view = view
        return STAY

    def _found_sheet(self, found: ReceiptFoundView, view: RegisterView) -> Sheet:
        first = next((line.line_id for line in found.lines if line.left_milli), "")
        any_left = bool(first)
        rows = tuple(self._row(line, view, marks=any_left) for line in found.lines)
        online = found.channel == "online"
        keys = [
            SheetKey("line", tr("Take back"), "Enter", "main", enabled=any_left),
            SheetKey("whole", tr("All of it"), "F5", enabled=any_left),
            SheetKey("without", tr("No receipt"), "F6"),
            SheetKey("another", tr("Another"), "F8"),
        ]
        if online:
            keys.insert(2, SheetKey("hand_out", tr("Hand out"), "F7", enabled=not found.handed_out_at))
        title = tr("Order {number}") if online else tr("Receipt {number}")
        return Sheet(
            fill(title, number=found.receipt_no),
            joined(found.business_day, _order_words(found, self._kit) if online else _left_words(found)),
            columns=(
                Column(tr("Article")),
                Column(tr("Sold"), "end"),
                Column(tr("Left"), "end"),
                Column(tr("Worth"), "end"),
            ),
            rows=rows,
            keys=tuple(keys),
            level="info" if any_left else "warn",
            marked=first,
        )

    def _row(self, line: ReturnableView, view: RegisterView, *, marks: bool) -> SheetRow:
        kit = self._kit
        cells = (
            line.name,
            kit.quantity(line.sold_milli, line.unit),
            kit.quantity(line.left_milli, line.unit),
            kit.amount(line.left_minor, view),
        )
        # Where nothing can come back, nothing is marked.
        return SheetRow(cells, line.line_id if marks else "", enabled=line.left_milli > 0)


def _entry_keys() -> tuple[SheetKey, ...]:
    find = SheetKey("find", tr("Find"), "Enter", "main")
    return find, SheetKey("without", tr("No receipt"), "F6"), SheetKey(DASH, DASH)


def _look_up(text: str) -> Step:
    """A till's number may be typed with blanks in place of its dashes."""
    wanted = text.strip().upper()
    parts = _SPACED.fullmatch(wanted)
    number = "-".join(part for part in parts.groups() if part) if parts is not None else text.strip()
    return Step((FindReceipt(number),)) if number else say("receipt_missing")


def _line_of(found: ReceiptFoundView, row_id: str) -> ReturnableView | None:
    return next((line for line in found.lines if line.line_id == row_id), None)


def _left_words(found: ReceiptFoundView) -> str:
    if any(line.left_milli for line in found.lines):
        return tr("Choose what comes back, and press Enter.")
    if any(line.asked for line in found.lines):
        return tr("All that was left of it is in the basket. Esc: go on.")
    if any(line.sold_milli > 0 for line in found.lines):
        return tr("Everything of it came back already.")
    return tr("Nothing on it can come back.")


def _order_words(found: ReceiptFoundView, kit: Kit) -> str:
    if not found.handed_out_at:
        return tr("An online order: hand it out with F7, or take goods back.")
    text = tr("Handed out at till {terminal}, {time}.")
    return fill(text, terminal=found.handed_out_by, time=kit.clock(found.handed_out_at))
