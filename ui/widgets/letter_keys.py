"""Letters for the finger, for a till without a keyboard. GUI thread."""

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.theme.look import Look
from ui.theme.tokens import GAP
from ui.translations.words import RIGHT_TO_LEFT, tr
from ui.widgets.canvas import Pen, Surface
from ui.widgets.key_button import KeyButton

_ENGLISH = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_ROWS: dict[str, tuple[str, str, str]] = {
    "de": ("qwertzuiop", "asdfghjkl", "yxcvbnm"),
    "ar": ("ضصثقفغعهخح", "شسيبلاتنمك", "جدذرزطظةوى"),
}
_COLUMNS = 10
_LINES = 4


class LetterKeys(Surface):
    """Three rows of letters and a space bar. `typed` carries one character.

    Latin letters stand from left to right on every till.
    """

    typed = Signal(str)

    def __init__(self, look: Look, language: str, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._mirrors = language in RIGHT_TO_LEFT
        self._lines: list[list[KeyButton]] = []
        for letters in _ROWS.get(language, _ENGLISH):
            self._lines.append([self._key(letter.upper(), letter) for letter in letters])
        self._lines.append([self._key(tr("Space"), " ")])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keys of one width; a shorter row stands in the middle."""
        gap = self.look.px(GAP)
        width = (self.width() + gap) // _COLUMNS - gap
        for line, keys in enumerate(self._lines):
            top = line * (self.height() + gap) // _LINES
            bottom = (line + 1) * (self.height() + gap) // _LINES - gap
            wide = width if len(keys) > 1 else self.width() * 6 // 10
            left = (self.width() - len(keys) * (wide + gap) + gap) // 2
            for index, key in enumerate(keys):
                place = QRect(left + index * (wide + gap), top, wide, bottom - top)
                key.setGeometry(self.look.mirrored(place, self.width()) if self._mirrors else place)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt asks for what is between the keys."""
        with QPainter(self) as painter:
            Pen(painter, self.look, self.drawn).fill(event.rect(), "window")

    def _key(self, label: str, text: str) -> KeyButton:
        key = KeyButton(self.look, label, "", "plain", self)
        key.tapped.connect(lambda: self.typed.emit(text))
        return key
