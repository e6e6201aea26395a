"""Finding an article by its name, as the cashier types. GUI thread."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QWidget

from ui.keymap import Action, hint_of
from ui.theme.look import Look
from ui.theme.tokens import GAP
from ui.translations.words import tr
from ui.widgets.key_button import KeyButton
from ui.widgets.letter_keys import LetterKeys
from ui.widgets.list_field import ListField, Row
from ui.widgets.page import BACK_WIDTH, HEAD, PageFrame
from ui.widgets.text_field import TextField

FIELD = 48
LETTERS = 4 * 48 + 3 * GAP


class FindPage(PageFrame):
    """A field, what was found, and letters for the finger."""

    text_changed = Signal(str)
    letter = Signal(str)
    chosen = Signal(int)
    acted = Signal(object)

    def __init__(self, look: Look, language: str, parent: QWidget | None = None) -> None:
        super().__init__(look, tr("Find an article"), parent)
        self.field = TextField(look, tr("Words of its name, or a part of its code"), self)
        self._list = ListField(look, parent=self)
        self._letters = LetterKeys(look, language, self)
        # What is not on file is sold by its department: the way there stands beside the way back.
        hint = hint_of(Action.DEPARTMENT)
        self._department = KeyButton(look, tr("Department"), hint, "plain", self)
        self._department.tapped.connect(lambda: self.acted.emit(Action.DEPARTMENT))
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
        back = px(BACK_WIDTH)
        place = QRect(body.width() - 2 * back - px(GAP), 0, back, px(HEAD))
        self._department.setGeometry(self.look.mirrored(place, self.width()))
        self.field.dress()
        field = QRect(0, body.y(), body.width(), px(FIELD))
        letters = QRect(0, body.bottom() + 1 - px(LETTERS), body.width(), px(LETTERS))
        top = field.bottom() + 1 + px(GAP)
        self.field.setGeometry(field)
        self._letters.setGeometry(letters)
        self._list.setGeometry(0, top, body.width(), letters.y() - px(GAP) - top)
