"""A barcode of bars with its text below. Pure."""

from dataclasses import dataclass

from receipts.cells import wrap
from receipts.clean import clean
from receipts.linear import BarKind
from receipts.surface import Row, Segment, Surface


@dataclass(frozen=True, slots=True)
class Barcode:
    """text: printable ASCII, or what an article's symbology holds."""

    text: str
    kind: BarKind = "code128"

    def draw(self, surface: Surface) -> None:
        """Print bars and text."""
        surface.bars(self.text, self.kind)
        for part in wrap(clean(self.text), surface.columns):
            surface.row(Row((Segment(0, surface.columns, part, "center", "ltr"),)))
