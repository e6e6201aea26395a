"""A document laid out on a strip of paper in dots, from the top; what picture and PDF have in common.

Pure. Cells are half as wide as high, as on a printer; a row of text takes five quarters of its characters'
height.
"""

from dataclasses import dataclass

from receipts.code128 import Symbol
from receipts.document import Document
from receipts.dots import Dots
from receipts.linear import BarKind, bars_of
from receipts.painter import Cell
from receipts.qr_code import matrix_dots, module_dots
from receipts.surface import Row, Weight, cut_mark

BARCODE_CELLS = 3
CUT_ROWS = 2


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row of print. y: top of its characters; cell: their size in it."""

    y: int
    row: Row
    cell: Cell


@dataclass(frozen=True, slots=True)
class PlacedRule:
    """A line across the paper. y: its middle."""

    y: int
    weight: Weight


@dataclass(frozen=True, slots=True)
class PlacedBars:
    """A barcode. height: across the bars, or along them where it is a ladder."""

    y: int
    symbol: Symbol
    height: int
    ladder: bool


@dataclass(frozen=True, slots=True)
class PlacedDots:
    """A picture or a QR code in the middle of the paper. y: its upper edge. scale: dots of one of its own."""

    y: int
    dots: Dots
    scale: int = 1


Placed = PlacedRow | PlacedRule | PlacedBars | PlacedDots


class Strip:
    """The surface that places everything. width_dots: printable; left_dots: where its first cell begins."""

    def __init__(self, document: Document, width_dots: int) -> None:
        self.columns = document.columns
        self.rtl = document.rtl
        self.width_dots = width_dots
        self.cell = Cell(width_dots // document.columns, 2 * (width_dots // document.columns))
        self.left_dots = (width_dots - self.cell.width * document.columns) // 2
        self.height_dots = 0
        self.placed: list[Placed] = []
        self._is_cut = False
        document.draw(self)

    def row(self, row: Row) -> None:
        """See Surface."""
        if self._is_cut:
            self._is_cut = False
            self.feed(CUT_ROWS)
            self.row(cut_mark(self.columns))
            self.feed(CUT_ROWS)
        cell = Cell(self.cell.width * row.wide, self.cell.height * row.tall)
        space = self.cell.height // 4
        self.placed.append(PlacedRow(self.height_dots + space // 2, row, cell))
        self.height_dots += cell.height + space

    def rule(self, weight: Weight) -> None:
        """See Surface."""
        pitch = self.cell.height * 5 // 4
        self.placed.append(PlacedRule(self.height_dots + pitch // 2, weight))
        self.height_dots += pitch

    def bars(self, text: str, kind: BarKind) -> None:
        """See Surface."""
        found = bars_of(text, kind, self.width_dots)
        ladder = found.dots > self.width_dots
        height = BARCODE_CELLS * self.cell.height
        self.placed.append(PlacedBars(self.height_dots, found, height, ladder))
        self.height_dots += found.dots if ladder else height

    def matrix(self, text: str) -> None:
        """See Surface."""
        self._place_dots(matrix_dots(text), module_dots(text, self.width_dots))

    def image(self, dots: Dots) -> None:
        """See Surface."""
        self._place_dots(dots.fitted(self.width_dots), 1)

    def feed(self, rows: int) -> None:
        """See Surface."""
        self.height_dots += rows * self.cell.height * 5 // 4

    def cut(self) -> None:
        """See Surface. Shown only where another paper follows, which begins with a row."""
        self._is_cut = True

    def _place_dots(self, dots: Dots, scale: int) -> None:
        space = self.cell.height // 4
        self.placed.append(PlacedDots(self.height_dots + space, dots, scale))
        self.height_dots += dots.height * scale + 2 * space
