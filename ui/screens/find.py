"""Finding an article by its name, as the cashier types. GUI thread."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QWidget

from ui.theme.look import Look
from ui.theme.tokens import GAP
from ui.translations.words import tr
from ui.widgets.letter_keys import LetterKeys
from ui.widgets.list_field import ListField, Row
from ui.widgets.page import PageFrame
from ui.widgets.text_field import TextField

FIELD = 48
LETTERS = 4 * 48 + 3 * GAP


class FindPage(PageFrame):
    """A field, what was found, and letters for the finger."""

    text_changed = Signal(str)
    letter = Signal(str)
    chosen = Signal(int)

    def __init__(self, look: Look, language: str, parent: QWidget | None = None) -> None:
        super().__init__(look, tr("Find an article"), parent)
        self.field = TextField(look, tr("Words of its name, or a part of its code"), self)
        self._list = ListField(look, parent=self)
        self._letters = LetterKeys(look, language, self)
        self.field.textEdited.connect(self.text_changed)
        self._letters.typed.connect(self.letter)
        self._list.chosen.connect(self.chosen)

    def show_found(self, text: str, rows: Sequence[Row], marked: int, *, answered: bool) -> None:
        """Show what was found for a text. answered: the search has come back for it."""
        self.field.show_text(text)
        empty = ""
        if not text:
            empty = tr("Nothing found yet: type a word of the name.")
        elif answered:
            empty = tr("No article has these words.")
        self._list.show_rows(rows, marked, empty)

    def arrange(self) -> None:
        """Field above, letters below, the list between."""
        body, px = self.body(), self.look.px
        self.field.dress()
        field = QRect(0, body.y(), body.width(), px(FIELD))
        letters = QRect(0, body.bottom() + 1 - px(LETTERS), body.width(), px(LETTERS))
        top = field.bottom() + 1 + px(GAP)
        self.field.setGeometry(field)
        self._letters.setGeometry(letters)
        self._list.setGeometry(0, top, body.width(), letters.y() - px(GAP) - top)
