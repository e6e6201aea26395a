"""Stands over total, last item and customer while nobody is signed in. GUI thread."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme.look import Look
from ui.theme.tokens import PAD, Type
from ui.widgets.canvas import Pen, Surface, Words


class Veil(Surface):
    """The shop's name on a plain ground."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._name = ""

    def show_name(self, name: str) -> None:
        """Show whose till this is."""
        if name != self._name:
            self._name = name
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt asks for the picture."""
        with QPainter(self) as painter:
            pen, pad = Pen(painter, self.look, self.drawn), self.look.px(2 * PAD)
            pen.fill(self.rect(), "panel_alt")
            pen.frame(self.rect(), "edge")
            words = Words(Type.TITLE, "muted", "panel_alt", "middle", smaller=(Type.ROW_BOLD,), data=True)
            pen.name(self.rect().adjusted(pad, pad, -pad, -pad), self._name, words)
