"""A QR code with its text, or other words, below. Pure."""

from dataclasses import dataclass

from receipts.bidi import Base
from receipts.cells import wrap
from receipts.clean import clean
from receipts.surface import Row, Segment, Surface


@dataclass(frozen=True, slots=True)
class QR:
    """text: what it holds. caption: what stands below it; empty: the text itself."""

    text: str
    caption: str = ""

    def draw(self, surface: Surface) -> None:
        """Print symbol and caption."""
        text, caption = clean(self.text), clean(self.caption)
        surface.matrix(text)
        base: Base = "auto" if caption else "ltr"
        for part in wrap(caption or text, surface.columns):
            surface.row(Row((Segment(0, surface.columns, part, "center", base),)))
