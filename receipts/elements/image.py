"""A picture in the middle of the paper, such as the shop's logo. Pure."""

from dataclasses import dataclass

from receipts.cells import wrap
from receipts.clean import clean
from receipts.dots import Dots
from receipts.surface import Row, Segment, Surface


@dataclass(frozen=True, slots=True)
class Image:
    """dots: no wider than the paper is meant to be; wider ones are made smaller. caption: words below it."""

    dots: Dots
    caption: str = ""

    def draw(self, surface: Surface) -> None:
        """Print it."""
        surface.image(self.dots)
        if self.caption:
            for part in wrap(clean(self.caption), surface.columns):
                surface.row(Row((Segment(0, surface.columns, part, "center"),)))
