"""Rows to choose from: articles found, parked baskets, what was said. GUI thread.

Only what is in sight is painted, so a list may be long. A tap chooses, the wheel scrolls.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from ui.cart_model import first_row
from ui.theme.look import Look
from ui.theme.tokens import MARK, PAD, ColourRole, Type
from ui.widgets.canvas import Pen, Surface, Words
from ui.widgets.drag import TAP_SLIP, Drag

ROW = 48
TALL_ROW = 74


@dataclass(frozen=True, slots=True)
class Row:
    """One row. detail: small, below or beside; trail: an amount or a time; alarm: it was an error."""

    text: str
    detail: str = ""
    trail: str = ""
    alarm: bool = False


class ListField(Surface):
    """Shows rows with one of them marked."""

    chosen = Signal(int)

    def __init__(
        self, look: Look, *, tall: bool = False, marks: bool = True, parent: QWidget | None = None
    ) -> None:
        """tall: two lines of text a row. marks: a row can be chosen."""
        super().__init__(look, parent)
        self._row = TALL_ROW if tall else ROW
        self._tall = tall
        self._marks = marks
        self._rows: Sequence[Row] = ()
        self._empty = ""
        self._marked = 0
        self._first = 0
        self._drag = Drag()

    def show_rows(self, rows: Sequence[Row], marked: int, empty: str) -> None:
        """empty: what stands there when there are no rows."""
        if rows == self._rows and marked == self._marked and empty == self._empty:
            return
        self._rows, self._marked, self._empty = rows, marked, empty
        self._first = first_row(self._first, min(marked, len(rows) - 1), self._capacity(), len(rows))
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """One notch is one row."""
        self._scroll(-1 if event.angleDelta().y() > 0 else 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A tap or a pull begins."""
        self._drag.press(int(event.position().y()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A pull moves the rows."""
        self._scroll(
            self._drag.move(int(event.position().y()), self.look.px(self._row), self.look.px(TAP_SLIP))
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A tap chooses."""
        if not self._drag.release():
            return
        row = self._first + int(event.position().y()) // self.look.px(self._row)
        if (
            self._marks
            and event.button() == Qt.MouseButton.LeftButton
            and self._first <= row < len(self._rows)
        ):
            self.chosen.emit(row)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt asks for the picture."""
        height = self.look.px(self._row)
        with QPainter(self) as painter:
            pen = Pen(painter, self.look, self.drawn)
            pen.fill(self.rect(), "panel")
            if not self._rows:
                pad = self.look.px(PAD)
                top = QRect(pad, pad, self.width() - 2 * pad, min(self.height() - pad, self.look.px(64)))
                pen.name(top, self._empty, Words(Type.BODY, "muted"))
            for offset in range(min(self._capacity(), len(self._rows) - self._first)):
                self._draw_row(pen, QRect(0, offset * height, self.width(), height), self._first + offset)
            pen.frame(self.rect(), "edge")

    def _scroll(self, rows: int) -> None:
        if rows:
            self._first = max(0, min(self._first + rows, len(self._rows) - self._capacity()))
            self.update()

    def _capacity(self) -> int:
        return max(1, self.height() // self.look.px(self._row))

    def _draw_row(self, pen: Pen, rect: QRect, index: int) -> None:
        row, px, width = self._rows[index], self.look.px, self.width()
        marked = self._marks and index == self._marked
        ground: ColourRole = "accent_soft" if marked else "panel"
        pen.fill(rect, ground)
        pen.fill(QRect(rect.x(), rect.bottom(), rect.width(), 1), "edge")
        if marked:
            pen.frame(rect, "accent", 2)
            pen.fill(self.look.mirrored(QRect(0, rect.y(), px(MARK), rect.height()), width), "accent")
        inner = rect.adjusted(px(MARK + PAD), px(2), -px(PAD), -px(3))
        _, metrics = self.look.font(Type.ROW_BOLD)
        trail_width = metrics.horizontalAdvance(row.trail) + px(4) if row.trail else 0
        trail = QRect(inner.x() + inner.width() - trail_width, inner.y(), trail_width, inner.height())
        pen.text(
            self.look.mirrored(trail, width),
            row.trail,
            Words(Type.ROW_BOLD, "ink", ground, "trail", ltr=True),
        )
        room = QRect(
            inner.x(),
            inner.y(),
            inner.width() - trail_width - (px(PAD) if trail_width else 0),
            inner.height(),
        )
        self._draw_text(pen, room, row, ground)

    def _draw_text(self, pen: Pen, room: QRect, row: Row, ground: ColourRole) -> None:
        width = self.width()
        ink: ColourRole = "alarm" if row.alarm else "ink"
        if self._tall:
            low = self.look.px(24) if row.detail else 0
            upper = QRect(room.x(), room.y() + low, room.width(), room.height() - low)
            lower = QRect(room.x(), room.y(), room.width(), low)
            pen.text(
                self.look.mirrored(lower, width), row.detail, Words(Type.SMALL, "muted", ground, fit="elide")
            )
            pen.name(
                self.look.mirrored(upper, width),
                row.text,
                Words(Type.SMALL, ink, ground, smaller=(Type.SMALL_NARROW,)),
            )
            return
        _, metrics = self.look.font(Type.SMALL)
        side = (
            min(metrics.horizontalAdvance(row.detail) + self.look.px(4), room.width() // 3)
            if row.detail
            else 0
        )
        detail = QRect(room.x() + room.width() - side, room.y(), side, room.height())
        text = QRect(room.x(), room.y(), room.width() - side, room.height())
        pen.text(
            self.look.mirrored(detail, width),
            row.detail,
            Words(Type.SMALL, "muted", ground, "trail", "elide", True),
        )
        pen.text(
            self.look.mirrored(text, width), row.text, Words(Type.ROW, ink, ground, fit="elide", data=True)
        )
