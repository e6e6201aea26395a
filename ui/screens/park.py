"""Parking the basket under a name. GUI thread."""

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QWidget

from ui.theme.look import Look
from ui.theme.tokens import GAP, MAIN_TARGET
from ui.translations.words import tr
from ui.widgets.key_button import KeyButton
from ui.widgets.letter_keys import LetterKeys
from ui.widgets.page import PageFrame
from ui.widgets.text_field import TextField

FIELD = 48
LETTERS = 4 * 48 + 3 * GAP


class ParkPage(PageFrame):
    """A field for the name, letters for the finger, and the key that parks."""

    text_changed = Signal(str)
    letter = Signal(str)
    parked = Signal()

    def __init__(self, look: Look, language: str, parent: QWidget | None = None) -> None:
        super().__init__(look, tr("Park with a name"), parent)
        self.field = TextField(look, tr("Name of the basket, may be empty"), self)
        self._park = KeyButton(look, tr("Park"), tr("Enter"), "main", self)
        self._letters = LetterKeys(look, language, self)
        self.field.textEdited.connect(self.text_changed)
        self._letters.typed.connect(self.letter)
        self._park.tapped.connect(self.parked)

    def show_name(self, text: str) -> None:
        """Show what is typed."""
        self.field.show_text(text)

    def arrange(self) -> None:
        """Field and key above, letters below."""
        body, px = self.body(), self.look.px
        self.field.dress()
        self.field.setGeometry(0, body.y(), body.width(), px(FIELD))
        key = QRect(0, body.y() + px(FIELD + GAP), px(200), px(MAIN_TARGET))
        self._park.setGeometry(self.look.mirrored(key, self.width()))
        self._letters.setGeometry(0, body.bottom() + 1 - px(LETTERS), body.width(), px(LETTERS))
