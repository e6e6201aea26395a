"""The glass of the simulated customer display: two rows of 20 cells, as the bytes made them. GUI thread."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.geometry import grid
from ui.theme.look import Look
from ui.theme.tokens import PAD, Type
from ui.widgets.canvas import Pen, Surface, Words

ROWS, COLUMNS = 2, 20


class PoleGlass(Surface):
    """Each character stands in its own cell, in every language from the left."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._rows: tuple[str, ...] = ()

    def show_rows(self, rows: tuple[str, ...]) -> None:
        """Show these, empty: there is no display."""
        if rows != self._rows:
            self._rows = rows
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt asks for the picture."""
        with QPainter(self) as painter:
            pen = Pen(painter, self.look, self.drawn)
            pen.fill(self.rect(), "panel")
            inside = QRect(0, 0, self.width(), self.height()).adjusted(*self._edges())
            cells = grid(inside, COLUMNS, ROWS, 0)
            words = Words(Type.SMALL, side="middle", ltr=True)
            for place, character in zip(cells, "".join(self._rows), strict=False):
                if character != " ":
                    pen.text(place, character, words)
            pen.frame(self.rect(), "edge")

    def _edges(self) -> tuple[int, int, int, int]:
        pad = self.look.px(PAD) // 2
        return pad, pad, -pad, -pad
