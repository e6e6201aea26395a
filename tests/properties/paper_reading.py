"""Reads a receipt back from the bytes for the printer: its rows as text, rows that are pictures too.

A picture is compared with the figures of the font cell by cell; what is no figure becomes a blank.
"""

import re
from functools import cache

from PIL import Image as Picture

from receipts.painter import Cell, paint
from receipts.profiles import Profile
from tests.unit.receipts.escpos_reader import Image, Line
from tests.unit.receipts.papers import FONTS
from tests.unit.receipts.printers import read_of

FIGURES = "0123456789.,-=%ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# An amount or a count, but no rate, no date and no part of a code.
NUMBER = re.compile(r"(?<![\w.,/-])-?\d{1,3}(?:[.,]\d{3})*(?:[.,]\d{2,3})?(?![\w.,/]|\s?%)")

_INK = 110
_SPACE_DOTS = 6
_FEW_DOTS = 6


class Sheet:
    """One paper. rows: its text, in cells of the printer's font; large: which of them are of large type."""

    def __init__(self, blob: bytes, profile: Profile, cell_dots: int) -> None:
        self.paper = read_of(blob, profile)
        self.rows, self.large = [], []
        for line in self.paper.lines:
            text, large = _text(line, cell_dots)
            self.rows.append(text)
            self.large.append(large or line.size > 0)
        self.widest_dots = max(_width_dots(line) for line in self.paper.lines)
        cut = next(place for place, row in enumerate(self.rows) if row.startswith("=="))
        thin = [place for place, row in enumerate(self.rows) if row.startswith("--")]
        self.cut = cut
        self.start = max(place for place in thin if place < cut)
        self.paid, self.taxed = [place for place in thin if place > cut][:2]

    def column(self, first: int, last: int, ends_at: int) -> list[int]:
        """The amounts of rows of usual size whose last digit stands in that cell."""
        return [
            minor(number[0])
            for row, large in zip(self.rows[first:last], self.large[first:last], strict=True)
            for number in NUMBER.finditer(row)
            if number.end() == ends_at and not large
        ]

    def numbers(self, first: int, last: int) -> list[int]:
        """All numbers of rows."""
        return [minor(number[0]) for row in self.rows[first:last] for number in NUMBER.finditer(row)]


def minor(text: str) -> int:
    """An amount that is written with all of its decimals."""
    return int(re.sub(r"[.,]", "", text))


def _width_dots(line: Line) -> int:
    pictures = [
        at + len(part.rows[0]) for at, part in line.parts if isinstance(part, Image) and part.is_raster
    ]
    return max(line.at, *pictures, 0)


def _text(line: Line, cell_dots: int) -> tuple[str, bool]:
    """A row as text, and whether its characters are large."""
    found = ""
    for at, part in line.parts:
        if isinstance(part, str):
            found = found.ljust(at // cell_dots) + part
        elif part.is_raster:
            return _figures(part, line)
    return found, False


def _figures(image: Image, line: Line) -> tuple[str, bool]:
    height = len(image.rows) - _SPACE_DOTS
    if height not in (24, 48):
        return "", False  # a barcode or a logo
    guesses = [_in_cells(image, Cell(wide * 12, height)) for wide in ((1,) if height == 24 else (1, 2))]
    return max(guesses, key=lambda text: len(text.replace(" ", ""))), height > 24


def _in_cells(image: Image, cell: Cell) -> str:
    top = _SPACE_DOTS // 2
    rows = [sum(dot << place for place, dot in enumerate(row)) for row in image.rows[top : top + cell.height]]
    mask, text = (1 << cell.width) - 1, ""
    for place in range(len(image.rows[0]) // cell.width):
        bits = 0
        for row in rows:
            bits = bits << cell.width | (row >> place * cell.width & mask)
        text += _read(bits, cell)
    return text


def _read(bits: int, cell: Cell) -> str:
    if not bits:
        return " "
    known = _templates(cell)
    if bits in known:
        return known[bits]
    nearest = min(known, key=lambda one: (one ^ bits).bit_count())
    return known[nearest] if (nearest ^ bits).bit_count() <= _FEW_DOTS else " "


@cache
def _templates(cell: Cell) -> dict[int, str]:
    return {_bits(figure, cell, bold): figure for figure in FIGURES for bold in (False, True)}


def _bits(figure: str, cell: Cell, bold: bool) -> int:
    drawn: Picture.Image = paint(FONTS, figure, 1, cell, align="left", base="ltr", bold=bold)
    bits = 0
    for place, ink in enumerate(drawn.tobytes()):
        if place % cell.width == 0:
            bits <<= cell.width
        bits |= (ink >= _INK) << place % cell.width
    return bits
