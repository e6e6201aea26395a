"""Where each permanent widget stands, for any size of the window, whatever the state. Pure arithmetic.

The design is 1024x768; a wider screen widens the cart (and makes room for the simulated devices), a larger
one scales everything.
"""

from dataclasses import dataclass

from PySide6.QtCore import QRect

DEVICE_PANEL = 336
STATUS = 52
NOTICE = 72
RIGHT = 416
TOTAL = 104
LAST = 112
CUSTOMER = 48
ENTRY = 48
BAR = 128
GAP = 8


@dataclass(frozen=True, slots=True)
class Places:
    """The rectangles of the permanent widgets, before mirroring. stage: where a page covers cart and keys."""

    status: QRect
    notice: QRect
    stage: QRect
    cart: QRect
    bar: QRect
    total: QRect
    last: QRect
    customer: QRect
    entry: QRect
    pad: QRect


def design_places(width: int, height: int) -> Places:
    """The rectangles in design pixels, for a design size of at least 1024x768."""
    left_width = width - RIGHT - 3 * GAP
    right_x = width - RIGHT - GAP
    notice_y = STATUS + GAP
    top = notice_y + NOTICE + GAP
    bottom = height - GAP
    last_y = top + TOTAL + GAP
    customer_y = last_y + LAST + GAP
    entry_y = customer_y + CUSTOMER + GAP
    pad_y = entry_y + ENTRY + GAP
    return Places(
        status=QRect(0, 0, width, STATUS),
        notice=QRect(GAP, notice_y, width - 2 * GAP, NOTICE),
        stage=QRect(GAP, top, left_width, bottom - top),
        cart=QRect(GAP, top, left_width, bottom - top - BAR - GAP),
        bar=QRect(GAP, bottom - BAR, left_width, BAR),
        total=QRect(right_x, top, RIGHT, TOTAL),
        last=QRect(right_x, last_y, RIGHT, LAST),
        customer=QRect(right_x, customer_y, RIGHT, CUSTOMER),
        entry=QRect(right_x, entry_y, RIGHT, ENTRY),
        pad=QRect(right_x, pad_y, RIGHT, bottom - pad_y),
    )


def scaled(rect: QRect, scale_milli: int) -> QRect:
    """The rectangle on a screen of that scale; neighbours that touch still touch."""
    left = rect.x() * scale_milli // 1000
    top = rect.y() * scale_milli // 1000
    right = (rect.x() + rect.width()) * scale_milli // 1000
    bottom = (rect.y() + rect.height()) * scale_milli // 1000
    return QRect(left, top, right - left, bottom - top)


def grid(area: QRect, columns: int, rows: int, gap: int) -> list[QRect]:
    """Equal cells of an area, row by row, the last column and row ending exactly at its edge."""
    cells = []
    for row in range(rows):
        top = area.y() + row * (area.height() + gap) // rows
        bottom = area.y() + (row + 1) * (area.height() + gap) // rows - gap
        for column in range(columns):
            left = area.x() + column * (area.width() + gap) // columns
            right = area.x() + (column + 1) * (area.width() + gap) // columns - gap
            cells.append(QRect(left, top, right - left, bottom - top))
    return cells
