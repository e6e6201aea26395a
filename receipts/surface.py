"""What elements draw on: rows of a grid of cells, rules, codes, pictures. Each renderer is one surface.

Pure. An element knows cells only; what a cell is in dots, points or characters is the surface's own affair.
"""

from dataclasses import dataclass, replace
from typing import Literal, Protocol

from receipts.bidi import Base
from receipts.dots import Dots
from receipts.linear import BarKind

Align = Literal["left", "right", "center"]
Scale = Literal[1, 2, 3, 4]
Weight = Literal["thin", "thick"]

_MIRRORED: dict[Align, Align] = {"left": "right", "right": "left", "center": "center"}


@dataclass(frozen=True, slots=True)
class Segment:
    """A cleaned text in its place on a row.

    start, cells: where it stands and how much room it has, in the row's cells. base: the reading direction;
    `auto` goes by the first letter.
    """

    start: int
    cells: int
    text: str
    align: Align = "left"
    base: Base = "auto"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of print. wide, tall: multiples of a character's size; a wide row has half the cells."""

    segments: tuple[Segment, ...]
    bold: bool = False
    wide: Scale = 1
    tall: Scale = 1

    def mirrored(self, columns: int) -> "Row":
        """The same row for a paper that is read from right to left. columns: the row's own cells."""
        return replace(
            self, segments=tuple(_mirrored(segment, columns) for segment in reversed(self.segments))
        )


class Surface(Protocol):
    """A paper that is being drawn on, from top to bottom."""

    @property
    def columns(self) -> int:
        """Cells of a row of normal width."""

    @property
    def rtl(self) -> bool:
        """Whether the paper is read from right to left."""

    def row(self, row: Row) -> None:
        """Print a row as it is (already mirrored)."""

    def rule(self, weight: Weight) -> None:
        """Draw a line across the paper."""

    def bars(self, text: str, kind: BarKind) -> None:
        """Print a barcode, without its text."""

    def matrix(self, text: str) -> None:
        """Print a QR code, without its text."""

    def image(self, dots: Dots) -> None:
        """Print a picture in the middle."""

    def feed(self, rows: int) -> None:
        """Leave empty rows."""

    def cut(self) -> None:
        """End the paper and cut it."""


def cut_mark(columns: int) -> Row:
    """What shows a cut between two papers where nothing is really cut."""
    return Row((Segment(0, columns, ("- " * columns)[:columns]),))


def put(surface: Surface, rows: list[Row]) -> None:
    """Print rows that were laid out from left to right, mirrored where the paper asks for it."""
    for row in rows:
        surface.row(row.mirrored(surface.columns // row.wide) if surface.rtl else row)


def _mirrored(segment: Segment, columns: int) -> Segment:
    """Amounts stay right-aligned in their column, so that decimal points stand below one another."""
    is_amount = segment.base == "ltr" and segment.align == "right"
    align = segment.align if is_amount else _MIRRORED[segment.align]
    return replace(segment, start=columns - segment.start - segment.cells, align=align)
