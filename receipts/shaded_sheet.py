"""A sheet of A4 that also has grey boxes and measures texts: what reports need beside invoices.

Used by the thread that has the `Fonts`.
"""

from fractions import Fraction

from receipts.cells import cells
from receipts.clean import clean
from receipts.sheet import HEIGHT, WIDTH, Sheet


class ShadedSheet(Sheet):
    """See Sheet; places are told in the direction of reading."""

    def box(self, x: int, y: int, width: int, height: int, white_percent: int) -> None:
        """A filled box whose upper edge is at y; text drawn later stands on it."""
        if width <= 0 or height <= 0:
            return
        left = WIDTH - x - width if self._rtl else x
        self._canvas.saveState()
        self._canvas.setFillGray(Fraction(white_percent, 100))
        self._canvas.rect(left, HEIGHT - y - height, width, height, stroke=0, fill=1)
        self._canvas.restoreState()

    def measure(self, text: str, *, size: int, bold: bool = False) -> int:
        """About how wide a text comes, in whole points."""
        text = clean(text)
        pieces = self._pieces(text)
        if pieces is None:
            return -(-cells(text) * size * 6 // 10)
        return int(self._width(pieces, size, bold)) + 1
