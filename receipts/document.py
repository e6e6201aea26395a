"""A receipt as a pure document: what stands on it, in order. Every renderer draws the same one.

Pure. A new element is one file in `elements/` and its line in `Element` below.
"""

from dataclasses import dataclass

from receipts.elements.barcode import Barcode
from receipts.elements.cut import Cut
from receipts.elements.feed import Feed
from receipts.elements.item import Item
from receipts.elements.pair import Pair
from receipts.elements.rule import Rule
from receipts.elements.table import Table
from receipts.elements.text import Text
from receipts.surface import Surface

Element = Barcode | Cut | Feed | Item | Pair | Rule | Table | Text

MIN_COLUMNS = 24


@dataclass(frozen=True, slots=True)
class Document:
    """columns: cells of a row, 24 or more. rtl: read from right to left. title: for lists and PDF."""

    title: str
    columns: int
    rtl: bool
    elements: tuple[Element, ...]

    def draw(self, surface: Surface) -> None:
        """Draw every element in order."""
        for element in self.elements:
            element.draw(surface)
