"""A receipt as a pure document: what stands on it, in order. Every renderer draws the same one.

Pure. A new element is one file in `elements/` and its line in `Element` below.
"""

from dataclasses import dataclass
from typing import Literal

from receipts.elements.barcode import Barcode
from receipts.elements.cut import Cut
from receipts.elements.feed import Feed
from receipts.elements.image import Image
from receipts.elements.item import Item
from receipts.elements.pair import Pair
from receipts.elements.qr import QR
from receipts.elements.rule import Rule
from receipts.elements.table import Table
from receipts.elements.text import Text
from receipts.surface import Surface

Element = Barcode | Cut | Feed | Image | Item | Pair | QR | Rule | Table | Text
Font = Literal["A", "B"]

# A character of the printer's fonts, in dots (Epson; most others are the same).
FONT_DOTS: dict[Font, tuple[int, int]] = {"A": (12, 24), "B": (9, 17)}

MIN_COLUMNS = 24


@dataclass(frozen=True, slots=True)
class Document:
    """columns: cells of a row, 24 or more. rtl: read from right to left. title: for lists and PDF.

    font: the printer's own that its texts stand in; a row of the smaller B has more columns.
    """

    title: str
    columns: int
    rtl: bool
    elements: tuple[Element, ...]
    font: Font = "A"

    @property
    def cell_dots(self) -> int:
        """How wide a cell is on the printer."""
        return FONT_DOTS[self.font][0]

    def draw(self, surface: Surface) -> None:
        """Draw every element in order."""
        for element in self.elements:
            element.draw(surface)
