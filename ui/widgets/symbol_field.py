"""A barcode on the screen, for a scanner to read: black on white in every theme. GUI thread.

A module is a whole number of the screen's own pixels, so that all bars of one width are equally wide.
"""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme.look import Look
from ui.widgets.canvas import Pen, Surface

# What stays white around it, in modules (GS1 General Specifications, 5.2 to 5.6: 11 for bars, 4 for QR).
_QUIET_BARS, _QUIET_SQUARES = 11, 4
# Bars need not be taller than that to be hit.
_MOST_BAR_SHARE = 3


class SymbolField(Surface):
    """Shows one symbol as large as there is room for it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._rows: tuple[str, ...] = ()

    def show_symbol(self, rows: tuple[str, ...]) -> None:
        """rows: modules, `1` is dark; one row stands for bars."""
        if rows != self._rows:
            self._rows = rows
            self.update()

    def module_px(self) -> int:
        """How many of the screen's pixels a module is wide; 0: there is no room."""
        if not self._rows:
            return 0
        ratio = self.devicePixelRatioF()
        width, height = int(self.width() * ratio), int(self.height() * ratio)
        wide = width // (len(self._rows[0]) + 2 * self._quiet())
        if self._is_bars():
            return wide
        return min(wide, height // (len(self._rows) + 2 * self._quiet()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt asks for the picture."""
        with QPainter(self) as painter:
            pen = Pen(painter, self.look, self.drawn)
            pen.fill(self.rect(), "paper")
            module = self.module_px()
            if module:
                ratio = self.devicePixelRatioF()
                painter.scale(1 / ratio, 1 / ratio)
                self._draw(pen, module, int(self.width() * ratio), int(self.height() * ratio))

    def _draw(self, pen: Pen, module: int, width: int, height: int) -> None:
        rows = self._rows
        side = len(rows[0]) * module
        tall = (
            min(height - 2 * module * _QUIET_SQUARES, side // _MOST_BAR_SHARE * 2)
            if self._is_bars()
            else module
        )
        left, top = (width - side) // 2, (height - tall * len(rows)) // 2
        for number, row in enumerate(rows):
            for first, last in _runs(row):
                bar = QRect(left + first * module, top + number * tall, (last - first) * module, tall)
                pen.fill(bar, "paper_ink")

    def _is_bars(self) -> bool:
        return len(self._rows) == 1

    def _quiet(self) -> int:
        return _QUIET_BARS if self._is_bars() else _QUIET_SQUARES


def _runs(row: str) -> list[tuple[int, int]]:
    """Where dark modules begin and end."""
    runs, start = [], None
    for place, module in enumerate(f"{row}0"):
        if module == "1" and start is None:
            start = place
        elif module == "0" and start is not None:
            runs.append((start, place))
            start = None
    return runs
