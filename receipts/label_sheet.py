"""Labels on sheets of A4 to cut or peel, as PDF: three beside one another, eight below (70 x 36 mm each).

Used by the thread that has the `Fonts`. They say what the labels of `labels.py` say.
"""

from collections.abc import Sequence

from receipts.amounts import locale_of
from receipts.fonts import Fonts
from receipts.labels import Label, comparison, has_bars, instead_of, priced
from receipts.linear import bars_of, kind_of
from receipts.look import Look
from receipts.shaded_sheet import ShadedSheet
from receipts.sheet import HEIGHT, WIDTH

ACROSS, DOWN = 3, 8

_WIDE, _HIGH = WIDTH // ACROSS, HEIGHT // DOWN
_TOP = (HEIGHT - DOWN * _HIGH) // 2
_INSET = 14
_ROOM = _WIDE - 2 * _INSET
# Sizes that are tried, and how many rows of each there is room for.
_NAMES = ((10, 2), (8, 3), (6, 4))
_PRICES = (20, 16, 12, 9)
_SMALL = 7
_BARS = 20


def label_sheets(labels: Sequence[Label], look: Look, fonts: Fonts, *, used: int = 0) -> bytes:
    """The PDF. used: places of the first sheet that are empty already."""
    rtl = locale_of(look.language).text_direction == "rtl"
    sheet = ShadedSheet(look.say("Shelf labels"), fonts, rtl=rtl)
    wanted = [label for label in labels for _ in range(label.pieces)]
    for place, label in enumerate(wanted, used):
        if place > used and place % (ACROSS * DOWN) == 0:
            sheet.turn()
        row, column = divmod(place % (ACROSS * DOWN), ACROSS)
        _draw(sheet, column * _WIDE + _INSET, _TOP + row * _HIGH, label, look)
    return sheet.finish()


def _draw(sheet: ShadedSheet, x: int, top: int, label: Label, look: Look) -> None:
    """Its name, its price, and at the lower edge the code with the number beside it."""
    _name(sheet, x, top + 16, label.name)
    price, text = top + 54, priced(label, look)
    size = next((one for one in _PRICES if sheet.measure(text, size=one, bold=True) <= _ROOM), _PRICES[-1])
    sheet.text(x, price, _ROOM, text, size=size, bold=True, place="end")
    below = price + _SMALL + 3
    sheet.text(x, below, _ROOM // 2, instead_of(label, look), size=_SMALL)
    sheet.text(x, below, _ROOM, comparison(label, look), size=_SMALL, place="end")
    lower = top + _HIGH - _BARS - 2 * _SMALL
    if _fits(label):
        sheet.bars(x + _ROOM, lower, label.code, _BARS, kind_of(label.code))
    below = lower + _BARS + _SMALL + 1
    sheet.text(x, below, _ROOM, label.code, size=_SMALL, place="end")
    sheet.text(x, below, _ROOM // 2, label.article_no, size=_SMALL)
    sheet.text(x, below - 2 * _SMALL, _ROOM // 3, label.note, size=_SMALL)


def _fits(label: Label) -> bool:
    """Whether its barcode is no wider than the label; the sheet's modules are 4/5 of a point."""
    return has_bars(label) and len(bars_of(label.code, kind_of(label.code), WIDTH).modules) * 4 <= _ROOM * 5


def _name(sheet: ShadedSheet, x: int, y: int, name: str) -> None:
    """As large as it can stand there whole."""
    for size, most in _NAMES:
        rows = sheet.wrapped(name, _ROOM, size=size, bold=True)
        if len(rows) <= most:
            break
    for row in rows[: _NAMES[-1][1]]:
        sheet.text(x, y, _ROOM, row, size=size, bold=True)
        y += size + 1
