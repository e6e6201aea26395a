"""A small table of amounts, such as the tax summary; stacked where the paper is too narrow. Pure."""

from dataclasses import dataclass

from receipts.cells import cells
from receipts.clean import clean
from receipts.ledger import ledger_rows
from receipts.surface import Row, Segment, Surface, put

GAP = 1
INDENT = 2


@dataclass(frozen=True, slots=True)
class Table:
    """The first column is text, the others are amounts. Every row is as long as the heading."""

    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def draw(self, surface: Surface) -> None:
        """Print it."""
        lines = [tuple(map(clean, line)) for line in (self.heading, *self.rows)]
        widths = [max(map(cells, column)) for column in zip(*lines, strict=True)]
        if sum(widths) + GAP * (len(widths) - 1) <= surface.columns:
            put(surface, _in_columns(lines, widths, surface.columns))
        else:
            put(surface, _stacked(lines, surface.columns))


def _in_columns(lines: list[tuple[str, ...]], widths: list[int], columns: int) -> list[Row]:
    """Amounts in equal columns where there is room, else each as wide as it needs."""
    equal = (columns - widths[0]) // (len(widths) - 1)
    if all(width + GAP <= equal for width in widths[1:]):
        widths = [widths[0], *[equal] * (len(widths) - 1)]
    else:
        widths = [widths[0], *[width + GAP for width in widths[1:]]]
    starts = [0] + [columns - sum(widths[index:]) for index in range(1, len(widths))]
    rows = []
    for line in lines:
        segments = [Segment(0, widths[0], line[0])]
        for start, width, text in list(zip(starts, widths, line, strict=True))[1:]:
            # The gap is no part of the column, so that it stays between both in either direction.
            segments.append(Segment(start + GAP, width - GAP, text, "right", "ltr"))
        rows.append(Row(tuple(segments)))
    return rows


def _stacked(lines: list[tuple[str, ...]], columns: int) -> list[Row]:
    heading, *body = lines
    amount_cells = max(cells(text) for line in body for text in line[1:])
    rows: list[Row] = []
    for line in body:
        rows += ledger_rows(line[0], "", columns)
        for name, text in zip(heading[1:], line[1:], strict=True):
            rows += ledger_rows(name, text, columns, indent=INDENT, amount_cells=amount_cells)
    return rows
