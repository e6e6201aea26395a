"""Digits, Enter and Pay, bottom right where the hand knows them. GUI thread."""

from collections.abc import Collection

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.keymap import Action, Pressed
from ui.theme.look import Look
from ui.theme.tokens import GAP
from ui.translations.words import tr
from ui.widgets.canvas import Pen, Surface
from ui.widgets.key_button import KeyButton, KeyKind

# Column, row, columns and rows that a key takes.
_DIGITS = {
    "7": (0, 0),
    "8": (1, 0),
    "9": (2, 0),
    "4": (0, 1),
    "5": (1, 1),
    "6": (2, 1),
    "1": (0, 2),
    "2": (1, 2),
    "3": (2, 2),
    "0": (0, 3),
    "00": (1, 3),
    ".": (2, 3),
}
_COLUMNS, _ROWS = 5, 4


class NumberPad(Surface):
    """Twelve digit keys, five that act, Enter and Pay."""

    pressed = Signal(object)

    def __init__(self, look: Look, decimal: str, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._places: list[tuple[KeyButton, tuple[int, int, int, int]]] = []
        for digit, (column, row) in _DIGITS.items():
            shown = decimal if digit == "." else digit
            self._add(shown, "", "digit", (column, row, 1, 1), Action.CHAR, digit)
        self._add(tr("Erase"), "⌫", "plain", (3, 0, 1, 1), Action.BACKSPACE)
        self._quantity = self._add("×", tr("Quantity"), "sign", (4, 0, 1, 1), Action.QUANTITY)
        self._minus = self._add("−", tr("1 less"), "sign", (3, 1, 1, 1), Action.MINUS)
        self._plus = self._add("+", tr("1 more"), "sign", (4, 1, 1, 1), Action.PLUS)
        self._enter = self._add(tr("Enter"), "⏎", "plain", (3, 2, 1, 2), Action.ENTER)
        self._pay = self._add(tr("Pay"), "F12", "main", (4, 2, 1, 2), Action.PAY)

    def set_use(
        self, *, can_pay: bool, signs: Collection[Action], enter_is_next: bool, enter_acts: bool
    ) -> None:
        """Grey what does nothing here, colour what is next; every key keeps its place.

        signs: those of ×, − and + that do something.
        """
        self._pay.setEnabled(can_pay)
        self._enter.setEnabled(enter_acts)
        self._enter.set_face(tr("Enter"), "⏎", "main" if enter_is_next else "plain")
        for key, action in (
            (self._quantity, Action.QUANTITY),
            (self._minus, Action.MINUS),
            (self._plus, Action.PLUS),
        ):
            key.setEnabled(action in signs)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The keys fill the pad; digits keep their order in every language."""
        gap = self.look.px(GAP)
        for key, (column, row, columns, rows) in self._places:
            left = column * (self.width() + gap) // _COLUMNS
            right = (column + columns) * (self.width() + gap) // _COLUMNS - gap
            top = row * (self.height() + gap) // _ROWS
            bottom = (row + rows) * (self.height() + gap) // _ROWS - gap
            key.setGeometry(QRect(left, top, right - left, bottom - top))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt asks for what is between the keys."""
        with QPainter(self) as painter:
            Pen(painter, self.look, self.drawn).fill(event.rect(), "window")

    def _add(
        self,
        label: str,
        hint: str,
        kind: KeyKind,
        place: tuple[int, int, int, int],
        action: Action,
        text: str = "",
    ) -> KeyButton:
        key = KeyButton(self.look, label, hint, kind, self)
        self._places.append((key, place))
        for char in text or " ":
            pressed = Pressed(action, char if text else "")
            key.tapped.connect(lambda pressed=pressed: self.pressed.emit(pressed))
        return key
