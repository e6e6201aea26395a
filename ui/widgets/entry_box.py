"""What is typed on a sheet: digits, an amount or a PIN's dots, large. GUI thread."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme.look import Look
from ui.theme.tokens import PAD, Type
from ui.widgets.canvas import Pen, Surface, Words


class EntryBox(Surface):
    """A field that shows; the keys go to the window."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._text = ""

    def show_text(self, text: str) -> None:
        """Show what is typed so far."""
        if text != self._text:
            self._text = text
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt asks for the picture."""
        with QPainter(self) as painter:
            pen, pad = Pen(painter, self.look, self.drawn), self.look.px(PAD)
            pen.fill(self.rect(), "accent_soft")
            pen.frame(self.rect(), "accent", 2)
            words = Words(
                Type.ENTRY,
                "ink",
                "accent_soft",
                "trail",
                "shrink",
                ltr=True,
                money=True,
                smaller=(Type.ROW_BOLD, Type.SMALL_BOLD, Type.SMALL_NARROW),
            )
            pen.text(self.rect().adjusted(pad, 0, -pad, 0), self._text, words)
