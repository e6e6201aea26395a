"""Rows in columns, and bars below them: lists to choose from and whole reports. GUI thread.

Only what is in sight is painted. Where no row can be marked, the row it is told is the first one shown.
"""

from dataclasses import dataclass, field
from itertools import pairwise

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from ui.cart_model import first_row
from ui.flows.sheet import Align, Bar, Column, SheetRow
from ui.theme.look import Look
from ui.theme.tokens import MARK, PAD, TARGET, ColourRole, Type
from ui.widgets.canvas import Pen, Side, Surface, Words
from ui.widgets.columns import shared
from ui.widgets.drag import TAP_SLIP, Drag

REPORT_ROW = 36
NOTE = 24
HEAD = 30
THUMB = 6
BETWEEN = 12
# Plain and bold, the largest in which every word of the rows fits is taken.
SIZES = (
    (Type.ROW, Type.ROW_BOLD),
    (Type.BODY, Type.BODY_BOLD),
    (Type.SMALL, Type.SMALL_BOLD),
    (Type.SMALL_NARROW, Type.KEY_NARROW),
)


@dataclass(frozen=True, slots=True)
class Table:
    """What is shown. empty: what stands there when there is nothing."""

    columns: tuple[Column, ...] = ()
    rows: tuple[SheetRow, ...] = ()
    bars: tuple[Bar, ...] = ()
    empty: str = ""


@dataclass(slots=True)
class Setting:
    """How the table is set in the width it has: fonts, and where each column begins and how wide it is."""

    kinds: tuple[Type, Type] = SIZES[0]
    places: list[tuple[int, int]] = field(default_factory=list)
    bar_label: int = 0
    bar_text: int = 0


class TableField(Surface):
    """Shows a table with one row marked."""

    chosen = Signal(int)
    scrolled = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._table = Table()
        self._row = 0
        self._first = 0
        self._drag = Drag()
        self._set: tuple[Table, int, int] | None = None
        self._setting = Setting()

    @property
    def capacity(self) -> int:
        """So many rows have room."""
        return max(1, (self.height() - self._head()) // self._row_height())

    def show_table(self, table: Table, row: int) -> None:
        """row: the marked one; where none can be marked, the first one to show."""
        if table == self._table and row == self._row and self._set is not None:
            return
        # An equal table stays the same object: its columns are measured once.
        self._table, self._row = self._table if table == self._table else table, row
        count = len(table.rows) + len(table.bars)
        if self._marks():
            ids = [index for index, shown in enumerate(table.rows) if shown.row_id]
            # Above the first row that can be marked stands its heading.
            self._first = first_row(self._first, 0 if row == ids[0] else row, self.capacity, count)
        else:
            self._first = max(0, min(row, count - self.capacity))
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """One notch is one row."""
        self._scroll(-1 if event.angleDelta().y() > 0 else 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A tap or a pull begins."""
        self._drag.press(int(event.position().y()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A pull moves the rows."""
        y = int(event.position().y())
        self._scroll(self._drag.move(y, self._row_height(), self.look.px(TAP_SLIP)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A tap chooses."""
        y = int(event.position().y()) - self._head()
        if not self._drag.release() or y < 0 or event.button() != Qt.MouseButton.LeftButton:
            return
        row = self._first + y // self._row_height()
        if row < len(self._table.rows) and self._table.rows[row].row_id:
            self.chosen.emit(row)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt asks for the picture."""
        self._set_type()
        height, head = self._row_height(), self._head()
        rows, bars = self._table.rows, self._table.bars
        with QPainter(self) as painter:
            pen = Pen(painter, self.look, self.drawn)
            pen.fill(self.rect(), "panel")
            if not rows and not bars:
                pad = self.look.px(PAD)
                top = QRect(pad, pad, self.width() - 2 * pad, min(self.height() - pad, self.look.px(64)))
                pen.name(top, self._table.empty, Words(Type.BODY, "muted"))
            self._draw_head(pen, QRect(0, 0, self.width(), head))
            for offset in range(min(self.capacity, len(rows) + len(bars) - self._first)):
                place = QRect(0, head + offset * height, self.width(), height)
                index = self._first + offset
                if index < len(rows):
                    self._draw_row(pen, place, index)
                else:
                    self._draw_bar(pen, place, bars[index - len(rows)], first=index == len(rows))
            self._draw_thumb(pen)
            pen.frame(self.rect(), "edge")

    def _marks(self) -> bool:
        return any(row.row_id for row in self._table.rows)

    def _row_height(self) -> int:
        notes = NOTE if any(row.note for row in self._table.rows) else 0
        return self.look.px((TARGET if self._marks() else REPORT_ROW) + notes)

    def _head(self) -> int:
        return self.look.px(HEAD) if any(column.title for column in self._table.columns) else 0

    def _scroll(self, rows: int) -> None:
        if not rows:
            return
        if not self._marks():
            self.scrolled.emit(rows)
            return
        self._first = max(0, min(self._first + rows, len(self._table.rows) - self.capacity))
        self.update()

    def _set_type(self) -> None:
        """Choose fonts and widths, once for each table, width and scale."""
        now = (self._table, self.width(), self.look.scale_milli)
        if self._set is not None and self._set[0] is now[0] and self._set[1:] == now[1:]:
            return
        self._set = now
        px, columns = self.look.px, self._columns()
        room = self.width() - px(MARK + 2 * PAD + THUMB) - px(BETWEEN) * max(0, len(columns) - 1)
        kinds, needed = self._size(columns, room)
        widths = shared(needed, [column.align for column in columns], [c.weight for c in columns], room)
        starts = [px(MARK + PAD)]
        for width in widths:
            starts.append(starts[-1] + width + px(BETWEEN))
        self._setting = Setting(
            kinds, [(left, after - left - px(BETWEEN)) for left, after in pairwise(starts)]
        )
        _, metrics = self.look.font(Type.SMALL)
        advance = metrics.horizontalAdvance
        longest = max((advance(bar.label) for bar in self._table.bars), default=0) + px(4)
        self._setting.bar_label = min(longest, self.width() * 2 // 5)
        self._setting.bar_text = max((advance(bar.text) for bar in self._table.bars), default=0) + px(4)

    def _size(self, columns: tuple[Column, ...], room: int) -> tuple[tuple[Type, Type], list[int]]:
        """The largest type in which every word fits; for names that never do, one that leaves them half."""
        tried = [(kinds, self._needed(kinds, len(columns))) for kinds in SIZES]
        for kinds, needed in tried:
            if sum(needed) <= room:
                return kinds, needed
        for kinds, needed in tried:
            figures = [width for width, column in zip(needed, columns, strict=True) if column.align == "end"]
            if sum(figures) <= room // 2:
                return kinds, needed
        return tried[-1]

    def _columns(self) -> tuple[Column, ...]:
        """The columns; those that nobody named hold words first and figures after."""
        count = max((len(row.cells) for row in self._table.rows), default=0)
        given = self._table.columns
        rest = [Column(align="start" if index == 0 else "end") for index in range(len(given), count)]
        return (*given, *rest)

    def _needed(self, kinds: tuple[Type, Type], count: int) -> list[int]:
        advances = [self.look.font(kind)[1].horizontalAdvance for kind in kinds]
        title = self.look.font(Type.SMALL)[1].horizontalAdvance
        needed = [title(column.title) + self.look.px(4) for column in self._columns()]
        for row in self._table.rows:
            cells = row.cells if len(row.cells) > 1 or count == 1 else ()
            for index, cell in enumerate(cells):
                needed[index] = max(needed[index], advances[row.strong](cell) + self.look.px(2))
        return needed

    def _draw_head(self, pen: Pen, rect: QRect) -> None:
        if not rect.height():
            return
        pen.fill(rect, "panel_alt")
        pen.fill(QRect(0, rect.bottom(), rect.width(), 1), "edge")
        for column, (left, width) in zip(self._columns(), self._setting.places, strict=False):
            place = self.look.mirrored(QRect(left, 0, width, rect.height()), self.width())
            words = Words(Type.SMALL, "muted", "panel_alt", _SIDES[column.align], "elide")
            pen.text(place, column.title, words)

    def _draw_row(self, pen: Pen, rect: QRect, index: int) -> None:
        row, px, width = self._table.rows[index], self.look.px, self.width()
        marked = bool(row.row_id) and index == self._row
        heading = not row.row_id and row.strong
        ground: ColourRole = "accent_soft" if marked else "panel_alt" if heading else "panel"
        ink: ColourRole = "ink" if row.enabled else "muted"
        pen.fill(rect, ground)
        pen.fill(QRect(0, rect.bottom(), width, 1), "edge")
        if marked:
            pen.frame(rect, "accent", 2)
            pen.fill(self.look.mirrored(QRect(0, rect.y(), px(MARK), rect.height()), width), "accent")
        notes = px(NOTE) if rect.height() > px(TARGET) + 1 else 0
        upper = QRect(0, rect.y() + px(2), width, rect.height() - px(5) - (notes if row.note else 0))
        whole = QRect(px(MARK + PAD), upper.y(), width - px(MARK + 2 * PAD + THUMB), upper.height())
        kind, narrower = self._setting.kinds[row.strong], _NARROWER[row.strong]
        if len(row.cells) == 1 and len(self._setting.places) > 1:
            words = Words(SIZES[0][row.strong], ink, ground, data=True, smaller=narrower)
            pen.name(self.look.mirrored(whole, width), row.cells[0], words)
        else:
            for column, cell, (left, wide) in zip(
                self._columns(), row.cells, self._setting.places, strict=False
            ):
                place = self.look.mirrored(QRect(left, upper.y(), wide, upper.height()), width)
                if column.align == "end":
                    pen.text(place, cell, Words(kind, ink, ground, "trail", ltr=True))
                else:
                    pen.name(place, cell, Words(kind, ink, ground, data=True, smaller=narrower))
        if row.note:
            lower = QRect(whole.x(), upper.bottom(), whole.width(), notes)
            pen.text(
                self.look.mirrored(lower, width),
                row.note,
                Words(Type.SMALL, "muted", ground, fit="elide", data=True),
            )

    def _draw_bar(self, pen: Pen, rect: QRect, bar: Bar, *, first: bool) -> None:
        px, width, gap = self.look.px, self.width(), self.look.px(BETWEEN)
        label = QRect(px(MARK + PAD), rect.y(), self._setting.bar_label, rect.height())
        right = width - px(PAD + THUMB)
        text = QRect(right - self._setting.bar_text, rect.y(), self._setting.bar_text, rect.height())
        room = max(0, text.x() - label.x() - label.width() - 2 * gap)
        length = max(px(2), room * max(0, min(bar.permille, 1000)) // 1000) if bar.permille > 0 else 0
        thick = rect.height() * 6 // 10
        drawn = QRect(label.x() + label.width() + gap, rect.y() + (rect.height() - thick) // 2, length, thick)
        if first and self._table.rows:
            pen.fill(QRect(0, rect.y(), width, px(2)), "accent")
        pen.text(self.look.mirrored(label, width), bar.label, Words(Type.SMALL, fit="elide", data=True))
        pen.fill(self.look.mirrored(drawn, width), "accent")
        pen.text(self.look.mirrored(text, width), bar.text, Words(Type.SMALL, side="trail", ltr=True))

    def _draw_thumb(self, pen: Pen) -> None:
        """Where in the whole list one is."""
        count, capacity = len(self._table.rows) + len(self._table.bars), self.capacity
        if count <= capacity:
            return
        room = self.height() - self._head()
        length = max(self.look.px(24), room * capacity // count)
        top = self._head() + (room - length) * self._first // (count - capacity)
        place = QRect(self.width() - self.look.px(THUMB), top, self.look.px(THUMB), length)
        pen.fill(self.look.mirrored(place, self.width()), "muted")


_NARROWER = {False: (Type.SMALL, Type.SMALL_NARROW), True: (Type.SMALL_BOLD, Type.KEY_NARROW)}
_SIDES: dict[Align, Side] = {"start": "lead", "end": "trail"}
