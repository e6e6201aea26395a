"""A paragraph: wraps, aligned to the start, the middle or the end of the paper. Pure."""

from dataclasses import dataclass
from typing import Literal

from receipts.cells import wrap
from receipts.clean import lines_of
from receipts.surface import Align, Row, Scale, Segment, Surface, put

_ALIGN: dict[str, Align] = {"start": "left", "center": "center", "end": "right"}


@dataclass(frozen=True, slots=True)
class Text:
    """Free text, line breaks kept. indent: cells left free at its start."""

    text: str
    align: Literal["start", "center", "end"] = "start"
    bold: bool = False
    wide: Scale = 1
    tall: Scale = 1
    indent: int = 0

    def draw(self, surface: Surface) -> None:
        """Print it."""
        columns = surface.columns // self.wide - self.indent
        found = [part for line in lines_of(self.text) for part in wrap(line, columns)]
        align = _ALIGN[self.align]
        put(
            surface,
            [
                Row((Segment(self.indent, columns, part, align),), self.bold, self.wide, self.tall)
                for part in found
            ],
        )
