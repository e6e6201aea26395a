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

    A row's id is a token that goes on to the next row with each Enter: the mark follows its token.
    """

    def __init__(self, start: Start) -> None:
        self._kit = start.kit
        self._faces = start.view.shift.pieces_minor
        self._counts: Mapping[int, int] = {}
        self._turned = 0
        self._counting = True
        self._armed = False
        self._warned = False

    def sheet(self, view: RegisterView) -> Sheet:
        """The count, or what it came to."""
        return self._count_sheet(view) if self._counting else self._close_sheet(view)

    def enter(self, text: str, row_id: str) -> Step:
        """So many of this face; on to the next. Without a number the row stays as it is."""
        self._warned = False
        if not self._counting or not row_id:
            return STAY
        row = (int(row_id) + self._turned) % len(self._faces)
        if text:
            if not text.isdecimal() or int(text) > MOST_PIECES:
                return say("count_unreadable")
            self._counts = {**self._counts, self._faces[row]: int(text)}
        if row == len(self._faces) - 1:
            self._counting = False
        else:
            self._turned += 1
        return CLEAR

    def key(self, action: str, text: str, row_id: str) -> Step:
        """All is counted; then the same key twice closes the day: what it does is said between."""
        if action == "counted":
            if text:
                self.enter(text, row_id)
            self._counting = self._warned = False
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
            Entry(tr("So many pieces of the marked row")),
            (
                SheetKey("next", tr("Next row"), "Enter", "main"),
                SheetKey("counted", tr("All is counted"), "F5"),
            ),
            empty=tr("No coins and notes are set up. Press F5."),
        )

    def _close_sheet(self, view: RegisterView) -> Sheet:
        counted = self._counted(view)
        again = tr("Press the key once more: the day is closed with it.")
        faces = (face for face in self._faces if self._counts.get(face))
        return Sheet(
            tr("Close the day"),
            f"{counted} {again}" if self._armed else counted,
            _columns(),
            tuple(SheetRow(self._cells(face, view)) for face in faces),
            keys=(SheetKey("close", tr("Close the day"), "F5", "main"),),
            level="warn" if self._armed else "info",
            empty=tr("Nothing was counted: the drawer is empty."),
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
    return (Column(tr("Piece"), "end"), Column(tr("Count"), "end"), Column(tr("Amount"), "end"))
