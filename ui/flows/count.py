"""Closing the day: the drawer is counted piece by piece, blind, and then the day is closed. GUI thread.

Nothing here knows what ought to lie in the drawer.
"""

from collections.abc import Mapping

from pos_terminal.commands import CloseShift
from pos_terminal.views import RegisterView
from ui.flows.choices import fill
from ui.flows.kit import Start
from ui.flows.sheet import (
    CLEAR,
    CLOSE,
    CLOSE_ALL,
    STAY,
    Column,
    Entry,
    PlainFlow,
    Sheet,
    SheetKey,
    SheetRow,
    Step,
    say,
)
from ui.translations.words import tr

MOST_PIECES = 99_999


class CountFlow(PlainFlow):
    """First the pieces, a row each; then what they come to, and the key that closes the day.

    A row's id is a token that goes on to the next row with each Enter: the mark follows its token. What is
    typed belongs to the row that was marked then, as in a spreadsheet, also when another is marked since.
    """

    def __init__(self, start: Start) -> None:
        self._kit = start.kit
        self._faces = start.view.shift.pieces_minor
        self._counts: Mapping[int, int] = {}
        self._turned = 0
        self._typed = ""
        self._typed_at = ""
        self._begun = ""
        self._counting = True
        self._left_at = ""
        self._armed = False
        self._warned = False

    def sheet(self, view: RegisterView) -> Sheet:
        """The count, or what it came to."""
        return self._count_sheet(view) if self._counting else self._close_sheet(view)

    def typed(self, text: str, row_id: str) -> Step:
        """Remember which row it is for; with another row marked a new number begins."""
        before, self._begun = self._typed, ""
        if before and row_id != self._typed_at and text.startswith(before):
            if not self._take():
                return say("count_unreadable")
            self._begun = text[len(before) :]
            self._typed, self._typed_at = self._begun, row_id
            return CLEAR
        self._typed = text
        if not before:
            self._typed_at = row_id
        return STAY

    def enter(self, text: str, row_id: str) -> Step:
        """So many of this face; on to the next. Without a number the row stays as it is."""
        if not self._counting or not row_id:
            return STAY
        here = not text or row_id == self._typed_at
        if not self._take():
            return say("count_unreadable")
        if here and self._place(row_id) == len(self._faces) - 1:
            self._counting, self._left_at = False, row_id
        elif here:
            self._turned += 1
        return CLEAR

    def key(self, action: str, text: str, row_id: str) -> Step:
        """All is counted; then the same key twice closes the day: what it does is said between."""
        if action == "counted":
            if not self._take():
                return say("count_unreadable")
            self._counting, self._left_at = False, row_id
            return CLEAR
        if action == "close" and not self._armed:
            self._armed = True
            return STAY
        if action == "close":
            self._armed = False
            pieces = tuple((face, self._counts.get(face, 0)) for face in self._faces)
            return Step(commands=(CloseShift(pieces),))
        return STAY

    def back(self) -> Step:
        """From the end back to the count; a count is not thrown away by one key."""
        if not self._counting:
            self._counting, self._armed = True, False
            return CLEAR
        if self._counts and not self._warned:
            self._warned = True
            return say("count_thrown_away")
        return CLOSE

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """The day is closed; its Z opens by itself."""
        return CLOSE_ALL if old.shift.is_open and not view.shift.is_open else STAY

    def _take(self) -> bool:
        """What is typed becomes the count of its row; False where it cannot be one."""
        self._warned = False
        if self._typed:
            if int(self._typed) > MOST_PIECES:
                return False
            face = self._faces[self._place(self._typed_at)]
            self._counts = {**self._counts, face: int(self._typed)}
        self._typed = self._begun = ""
        return True

    def _place(self, row_id: str) -> int:
        return (int(row_id) + self._turned) % len(self._faces)

    def _count_sheet(self, view: RegisterView) -> Sheet:
        count = len(self._faces)
        rows = (
            SheetRow(self._cells(face, view), str((place - self._turned) % count))
            for place, face in enumerate(self._faces)
        )
        return Sheet(
            tr("Count the drawer"),
            self._counted(view),
            _columns(),
            tuple(rows),
            Entry(tr("So many pieces of the marked row"), self._begun),
            (
                SheetKey("next", tr("Next row"), "Enter", "main"),
                SheetKey("counted", tr("All is counted"), "F5"),
            ),
            empty=tr("No coins and notes are set up. Press F5."),
            marked=self._left_at,
            holds=bool(self._counts),
        )

    def _close_sheet(self, view: RegisterView) -> Sheet:
        counted = self._counted(view)
        again = tr("Press F5 once more: the day is closed with it.")
        faces = (face for face in self._faces if self._counts.get(face))
        return Sheet(
            tr("Close the day"),
            f"{counted} {again}" if self._armed else counted,
            _columns(),
            tuple(SheetRow(self._cells(face, view)) for face in faces),
            keys=(SheetKey("close", tr("Close the day"), "F5", "main"),),
            level="warn" if self._armed else "info",
            empty=tr("Nothing was counted: the drawer is empty."),
            holds=bool(self._counts),
            enters=False,
        )

    def _cells(self, face: int, view: RegisterView) -> tuple[str, ...]:
        amount, count = self._kit.amount, self._counts.get(face)
        if count is None:
            return (amount(face, view), "", "")
        return (amount(face, view), self._kit.quantity(count * 1000), amount(face * count, view))

    def _counted(self, view: RegisterView) -> str:
        total = sum(face * count for face, count in self._counts.items())
        return fill(tr("Counted: {amount}."), amount=self._kit.amount(total, view))


def _columns() -> tuple[Column, ...]:
    return (Column(tr("Piece")), Column(tr("Count"), "end"), Column(tr("Amount"), "end"))
