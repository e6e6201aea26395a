"""The strip that always says how the till is: devices, stock, centre, cashier, day, clock. GUI thread.

Each cell has its place; a tap anywhere opens the history of everything it ever said.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from pos_terminal.views import Level
from ui.theme.look import Look
from ui.theme.tokens import ColourRole, Type
from ui.widgets.canvas import Pen, Surface, Words


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of the strip: a label over a state. name: the state is somebody's name and may be elided."""

    label: str
    state: str
    level: Level = "info"
    ltr: bool = False
    name: bool = False


# Shares of the width: printer, scanner, stock, centre, disk, clock's jump or training, cashier, day and time.
SHARES = (144, 128, 116, 196, 108, 112, 126, 94)


class StatusStrip(Surface):
    """Eight cells."""

    tapped = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._cells: tuple[Cell, ...] = ()

    def show_cells(self, cells: Sequence[Cell]) -> None:
        """Show the cells; repaints only those that differ."""
        old, self._cells = self._cells, tuple(cells)
        if len(old) != len(self._cells):
            self.update()
            return
        for index, (before, after) in enumerate(zip(old, self._cells, strict=True)):
            if before != after:
                self.update(self._place(index))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt asks for a part of the picture."""
        with QPainter(self) as painter:
            pen = Pen(painter, self.look, self.drawn)
            pen.fill(event.rect(), "panel_alt")
            for index, cell in enumerate(self._cells):
                place = self._place(index)
                if place.intersects(event.rect()):
                    self._draw_cell(pen, place, cell)
            edge = self.look.px(1)
            pen.fill(QRect(0, self.height() - edge, self.width(), edge), "edge")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A tap."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.tapped.emit()

    def _place(self, index: int) -> QRect:
        whole = sum(SHARES)
        left = sum(SHARES[:index]) * self.width() // whole
        right = sum(SHARES[: index + 1]) * self.width() // whole
        return self.look.mirrored(QRect(left, 0, right - left, self.height()), self.width())

    def _draw_cell(self, pen: Pen, place: QRect, cell: Cell) -> None:
        px = self.look.px
        ground: ColourRole = "panel_alt"
        ink: ColourRole = "ink"
        if cell.level == "bad":
            ground, ink = "alarm_fill", "alarm_ink"
        elif cell.level == "warn":
            ink = "alarm"
        if ground == "alarm_fill":
            pen.fill(place.adjusted(1, px(2), -1, -px(3)), ground)
        pad = px(6)
        inner = place.adjusted(pad, px(2), -pad // 2, -px(3))
        half = inner.height() // 2
        label: ColourRole = "muted" if ground == "panel_alt" else ink
        pen.text(
            QRect(inner.x(), inner.y(), inner.width(), half),
            cell.label,
            Words(Type.SMALL, label, ground, fit="shrink", smaller=(Type.SMALL_NARROW,)),
        )
        state = QRect(inner.x(), inner.y() + half, inner.width(), half)
        _, metrics = self.look.font(Type.SMALL_BOLD)
        roomy = metrics.horizontalAdvance(cell.state) <= inner.width()
        kind = Type.SMALL_BOLD if roomy else Type.KEY_NARROW
        pen.text(
            state, cell.state, Words(kind, ink, ground, fit="elide" if cell.name else "plain", ltr=cell.ltr)
        )
