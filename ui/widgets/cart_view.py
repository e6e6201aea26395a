"""The basket: one row a line, the one that keys act on filled, the newest in sight. GUI thread.

It paints itself, for speed: a new line costs one blit and two rows, whether the basket has one line or 675.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from pos_terminal.views import LineView
from ui.cart_model import Lines, difference, first_row, index_of
from ui.formatting import Numbers
from ui.theme.look import Look
from ui.theme.tokens import MARK, PAD, ColourRole, Type
from ui.translations.words import isolated, tr
from ui.widgets.canvas import Pen, Surface, Words
from ui.widgets.drag import TAP_SLIP, Drag
from ui.wording import Wording

HEADER = 30
ROW = 56
AMOUNT_WIDTH = 164
PRICE_WIDTH = 122
QUANTITY_WIDTH = 140
BADGE_ALARMS = frozenset({"returned", "stock_short", "stock_below", "needs_weight", "needs_age", "past_date"})
BADGE_FILLED = "returned"
Painted = Callable[[str, int], None]


class CartView(Surface):
    """Shows the lines of the open sale."""

    chosen = Signal(str)

    def __init__(
        self,
        look: Look,
        numbers: Numbers,
        wording: Wording,
        on_painted: Painted | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self._numbers = numbers
        self._wording = wording
        self._on_painted = on_painted
        self._decimals = 2
        self._lines: Lines = ()
        self._newest_id = ""
        self._marked_id = ""
        self._first = 0
        self._fresh: dict[int, str] = {}
        self._drag = Drag()
        self._no_weight = tr("weight?")
        self._empty = tr("Scan the first article, or find it with F2.")
        self._heads = (tr("Article"), tr("Quantity"), tr("Unit price"), tr("Amount"))

    @property
    def first_shown(self) -> int:
        """The uppermost row in sight."""
        return self._first

    def show_lines(self, lines: Lines, newest_id: str, marked_id: str, decimals: int) -> None:
        """Show a basket; repaints only what differs."""
        old, old_newest, old_marked = self._lines, self._newest_id, self._marked_id
        if lines is old and newest_id == old_newest and marked_id == old_marked:
            return
        diff = difference(old, lines)
        self._lines, self._newest_id, self._marked_id, self._decimals = lines, newest_id, marked_id, decimals
        rows = set(diff.rows)
        if newest_id != old_newest:
            rows |= {index_of(old, old_newest), index_of(lines, newest_id)}
        if marked_id != old_marked:
            rows |= {index_of(old, old_marked), index_of(lines, marked_id)}
        marked = index_of(lines, marked_id)
        # A badge that comes to a line out of sight does not pull the view away from where the cashier looks.
        follow = marked_id != old_marked or newest_id != old_newest or marked in rows
        self._scroll_to(marked if follow else -1)
        if self._on_painted is not None:
            # A line whose painting is still to come is not forgotten when the next view arrives first.
            still = {r: i for r, i in self._fresh.items() if r < len(lines) and lines[r].line_id == i}
            self._fresh = still | {row: lines[row].line_id for row in diff.rows}
        for row in rows:
            self._update_row(row)
        if not old or not lines:
            self.update()
        if diff.below is not None:
            top = self._row_top(max(diff.below, self._first))
            self.update(0, top, self.width(), self.height() - top)

    def scroll_rows(self, rows: int) -> None:
        """Look further up or down; the mark stays where it is."""
        capacity = self._capacity()
        wanted = max(0, min(self._first + rows, len(self._lines) - capacity))
        self._move_to(wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer rows have room."""
        self._first = first_row(
            self._first, index_of(self._lines, self._marked_id), self._capacity(), len(self._lines)
        )

    def wheelEvent(self, event: QWheelEvent) -> None:
        """One notch is one row."""
        self.scroll_rows(-1 if event.angleDelta().y() > 0 else 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A tap or a pull begins."""
        self._drag.press(int(event.position().y()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A pull moves the rows."""
        y = int(event.position().y())
        self.scroll_rows(self._drag.move(y, self._row_height(), self.look.px(TAP_SLIP)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A tap marks a line."""
        if not self._drag.release():
            return
        row = self._first + (int(event.position().y()) - self._header()) // self._row_height()
        if event.button() == Qt.MouseButton.LeftButton and self._first <= row < len(self._lines):
            self.chosen.emit(self._lines[row].line_id)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt asks for a part of the picture."""
        area = event.rect()
        with QPainter(self) as painter:
            self._draw(Pen(painter, self.look, self.drawn), area)
        if self._fresh and self._on_painted is not None:
            self._tell_painted(area)

    def _tell_painted(self, area: QRect) -> None:
        now_ns = time.monotonic_ns()
        for row in [row for row in self._fresh if area.contains(self._row_rect(row).center())]:
            line_id = self._fresh.pop(row)
            if self._on_painted is not None:
                self._on_painted(line_id, now_ns)

    def _header(self) -> int:
        return self.look.px(HEADER)

    def _row_height(self) -> int:
        return self.look.px(ROW)

    def _capacity(self) -> int:
        return max(1, (self.height() - self._header()) // self._row_height())

    def _row_top(self, row: int) -> int:
        return self._header() + (row - self._first) * self._row_height()

    def _row_rect(self, row: int) -> QRect:
        return QRect(0, self._row_top(row), self.width(), self._row_height())

    def _update_row(self, row: int) -> None:
        if self._first <= row < self._first + self._capacity():
            self.update(self._row_rect(row))

    def _scroll_to(self, row: int) -> None:
        self._move_to(first_row(self._first, row, self._capacity(), len(self._lines)))

    def _move_to(self, first: int) -> None:
        moved = self._first - first
        if moved == 0:
            return
        self._first = first
        capacity, height = self._capacity(), self._row_height()
        rows = QRect(0, self._header(), self.width(), capacity * height)
        if abs(moved) < capacity and self.isVisible():
            self.scroll(0, moved * height, rows)
        else:
            self.update(rows)

    def _draw(self, pen: Pen, area: QRect) -> None:
        header = self._header()
        if area.top() < header:
            self._draw_header(pen)
        if not self._lines:
            self._draw_empty(pen)
            return
        capacity, height = self._capacity(), self._row_height()
        from_row = max(0, (area.top() - header) // height)
        to_row = min(capacity - 1, (area.bottom() - header) // height)
        for offset in range(from_row, to_row + 1):
            row = self._first + offset
            if row < len(self._lines):
                self._draw_row(pen, self._row_rect(row), self._lines[row])
            else:
                pen.fill(self._row_rect(row), "panel")
        rest = header + capacity * height
        if area.bottom() >= rest:
            pen.fill(QRect(0, rest, self.width(), self.height() - rest), "panel")

    def _draw_empty(self, pen: Pen) -> None:
        header, pad = self._header(), self.look.px(3 * PAD)
        room = QRect(0, header, self.width(), self.height() - header)
        pen.fill(room, "panel")
        pen.name(room.adjusted(pad, 0, -pad, 0), self._empty, Words(Type.ROW, "muted", side="middle"))

    def _columns(self, rect: QRect) -> tuple[QRect, QRect, QRect, QRect]:
        """Name, quantity, unit price and amount, mirrored where the language asks for it."""
        px, pad = self.look.px, self.look.px(PAD)
        right = rect.x() + rect.width() - pad
        amount = QRect(right - px(AMOUNT_WIDTH), rect.y(), px(AMOUNT_WIDTH), rect.height())
        price = QRect(amount.x() - pad - px(PRICE_WIDTH), rect.y(), px(PRICE_WIDTH), rect.height())
        quantity = QRect(price.x() - pad - px(QUANTITY_WIDTH), rect.y(), px(QUANTITY_WIDTH), rect.height())
        left = rect.x() + px(MARK) + pad
        name = QRect(left, rect.y(), quantity.x() - pad - left, rect.height())
        mirrored = self.look.mirrored
        width = self.width()
        return (
            mirrored(name, width),
            mirrored(quantity, width),
            mirrored(price, width),
            mirrored(amount, width),
        )

    def _draw_header(self, pen: Pen) -> None:
        rect = QRect(0, 0, self.width(), self._header())
        pen.fill(rect, "panel_alt")
        for column, text, side in zip(
            self._columns(rect), self._heads, ("lead", "trail", "trail", "trail"), strict=True
        ):
            pen.text(column, text, Words(Type.SMALL, "muted", "panel_alt", side))  # type: ignore[arg-type]
        edge = self.look.px(1)
        pen.fill(QRect(0, self._header() - edge, self.width(), edge), "edge")

    def _draw_ground(self, pen: Pen, rect: QRect, line: LineView) -> ColourRole:
        """Fill the row that keys act on; the newest has a thin edge at most."""
        marked = line.line_id == self._marked_id
        ground: ColourRole = "accent_soft" if marked else "panel"
        pen.fill(rect, ground)
        pen.fill(QRect(rect.x(), rect.bottom(), rect.width(), 1), "edge")
        if line.line_id == self._newest_id:
            pen.frame(rect, "edge")
        if marked:
            pen.frame(rect, "accent", 2)
            bar = QRect(0, rect.y(), self.look.px(MARK), rect.height())
            pen.fill(self.look.mirrored(bar, self.width()), "accent")
        return ground

    def _draw_row(self, pen: Pen, rect: QRect, line: LineView) -> None:
        ground, px = self._draw_ground(pen, rect, line), self.look.px
        name, quantity, price, amount = self._columns(rect)
        upper, lower = px(31), rect.height() - px(31) - px(2)
        widest = name.united(price)
        pen.text(
            QRect(widest.x(), rect.y() + px(1), widest.width(), upper),
            line.name,
            Words(Type.ROW, "ink", ground, fit="elide", data=True),
        )
        below = rect.y() + px(1) + upper
        kind = Type.SMALL if line.milli == 1000 and line.unit == "each" else Type.SMALL_BOLD
        shown = self._numbers.quantity(line.milli, line.unit) if line.milli else self._no_weight
        taken = self.look.font(kind)[1].horizontalAdvance(shown) + px(PAD)
        wide = name.united(quantity)
        left = wide.x() + (taken if self.look.rtl else 0)
        self._draw_badges(pen, QRect(left, below, wide.width() - taken, lower), line, ground)
        pen.text(
            QRect(quantity.x(), below, quantity.width(), lower),
            shown,
            Words(kind, "ink" if line.milli > 0 else "alarm", ground, "trail", ltr=True),
        )
        pen.text(
            QRect(price.x(), below, price.width(), lower),
            self._numbers.amount(line.unit_price_minor, self._decimals),
            Words(Type.SMALL, "ink", ground, "trail", ltr=True, money=True),
        )
        self._draw_amount(pen, amount, line, ground)

    def _draw_amount(self, pen: Pen, rect: QRect, line: LineView, ground: ColourRole) -> None:
        """What comes back stands in the alarm colour: nobody takes it for something that is sold."""
        ink: ColourRole = "ink"
        if line.amount_minor < 0:
            pad = self.look.px(PAD)
            pen.fill(rect.adjusted(-pad // 2, pad, pad // 2, -pad), "alarm_fill")
            ink, ground = "alarm_ink", "alarm_fill"
        pen.text(
            rect,
            self._numbers.amount(line.amount_minor, self._decimals),
            Words(Type.AMOUNT, ink, ground, "trail", "shrink", True, True, (Type.ROW_BOLD, Type.KEY_NARROW)),
        )

    def _badge_text(self, code: str, line: LineView, free: int) -> str:
        """The word, with the amount that it is about where that has room: half an amount is a wrong one."""
        word, minor = self._wording.badge(code), 0
        if code == "discounted":
            minor = -line.discount_minor
        elif code == "price_changed":
            minor = line.list_price_minor or 0
        amount = self._numbers.amount(minor, self._decimals)
        # From right to left the sign of an amount would stand behind it.
        text = f"{word} {isolated(amount) if self.look.rtl else amount}" if minor else word
        _, metrics = self.look.font(Type.SMALL_BOLD)
        return text if metrics.horizontalAdvance(text) + self.look.px(14) <= free else word

    def _draw_badges(self, pen: Pen, rect: QRect, line: LineView, ground: ColourRole) -> None:
        """The line's marks, then lot, dates and code where there is room; what has no room is elided."""
        _, metrics = self.look.font(Type.SMALL_BOLD)
        x, gap, inset = rect.x(), self.look.px(6), self.look.px(5)
        free = rect.width()
        shared = ("discounted",) if line.discount_minor and "discounted" not in line.badges else ()
        for code in sorted((*line.badges, *shared), key=lambda code: code not in BADGE_ALARMS):
            text = self._badge_text(code, line, free)
            width = min(metrics.horizontalAdvance(text) + 2 * inset + 3, free)
            if width < 4 * inset:
                return
            left = x if not self.look.rtl else rect.x() + rect.x() + rect.width() - x - width
            box = QRect(left, rect.y(), width, rect.height() - self.look.px(1))
            alarm, filled = code in BADGE_ALARMS, code == BADGE_FILLED
            if filled:
                pen.fill(box, "alarm_fill")
            pen.frame(box, "alarm" if alarm else "edge", 2 if alarm else 1)
            ink: ColourRole = "alarm_ink" if filled else "alarm" if alarm else "muted"
            pen.text(
                box.adjusted(inset, 0, -inset, 0),
                text,
                Words(Type.SMALL_BOLD, ink, "alarm_fill" if filled else ground, "middle", "elide"),
            )
            x += width + gap
            free -= width + gap
        if free > 6 * inset:
            left = x if not self.look.rtl else rect.x()
            piece = self._wording.of_piece(line)
            pen.text(
                QRect(left, rect.y(), free, rect.height()),
                f"{piece} · {line.code_text}" if piece else line.code_text,
                Words(Type.SMALL, "muted", ground, "lead", "elide", ltr=not piece),
            )
