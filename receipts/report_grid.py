"""One table of a report on A4: how wide its columns come, which rows fit, and their drawing.

Used by the thread that has the `Fonts`. A table that does not go into half the page, has many rows, or bars
beside them is wide: it goes over the whole page and may be broken between rows.
"""

from dataclasses import dataclass

from pos_terminal.domain.reports.table import ReportTable
from receipts.report_wording import NUMBERS, STRONG, ReportTexts
from receipts.shaded_sheet import ShadedSheet
from receipts.sheet import MARGIN, WIDTH, Place

ROOM = WIDTH - 2 * MARGIN
HALF = (ROOM - 24) // 2
SMALL, NORMAL, LARGE = 8, 9, 12
LEADING = 13
MOST_NARROW_ROWS = 36
_GAP = 10
_BARS_WIDTH = 110
_BAR = 55
_HEAD = 2 * LEADING + 4


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row ready to be drawn: the lines of each cell. share_milli: how long its bar is, below 0: none."""

    cells: tuple[tuple[str, ...], ...]
    bold: bool
    share_milli: int

    @property
    def height(self) -> int:
        """In points."""
        return LEADING * max(map(len, self.cells))


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its measures. places: x, width and alignment of each column, from its own start."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[GridRow, ...]
    sums: GridRow | None
    places: tuple[tuple[int, int, Place], ...]
    width: int
    is_wide: bool

    @property
    def height(self) -> int:
        """Of the whole table."""
        return _HEAD + sum(row.height for row in self.rows) + (LEADING + 4 if self.sums else 0)

    def last_that_fits(self, first: int, room: int) -> int:
        """Up to which row (not included) the rows from `first` on fit; one row at least."""
        left = room - _HEAD - (LEADING + 4 if self.sums else 0)
        for at in range(first, len(self.rows)):
            left -= self.rows[at].height
            if left < 0:
                return max(at, first + 1)
        return len(self.rows)

    def draw(self, sheet: ShadedSheet, x: int, y: int, first: int, last: int) -> int:
        """Draw the rows from first to last (not included); where the next thing may stand."""
        sheet.text(x, y, self.width, self.title, size=LARGE - 2, bold=True)
        y += LEADING + 2
        for head, (at, width, place) in zip(self.heads, self.places, strict=True):
            sheet.text(x + at, y, width, head, size=SMALL, place=place)
        sheet.rule(x, y + 4, self.width)
        y += LEADING + 2
        for row in self.rows[first:last]:
            y = self._row(sheet, x, y, row)
        if self.sums is not None and last == len(self.rows):
            sheet.rule(x, y - LEADING + 5, self.width)
            y = self._row(sheet, x, y + 3, self.sums)
        return y

    def _row(self, sheet: ShadedSheet, x: int, y: int, row: GridRow) -> int:
        for lines, (at, width, place) in zip(row.cells, self.places, strict=True):
            for number, line in enumerate(lines):
                sheet.text(x + at, y + number * LEADING, width, line, size=NORMAL, place=place, bold=row.bold)
        if row.share_milli >= 0:
            length = max(1, _BARS_WIDTH * row.share_milli // 1000)
            sheet.box(x + self.width - _BARS_WIDTH, y - 7, length, 8, _BAR)
        return y + row.height


def grid_of(sheet: ShadedSheet, texts: ReportTexts, table: ReportTable) -> Grid:
    """The table as it will stand on the page."""
    has_bars = table.bars >= 0 and table.kinds[0] != "hour"
    rows, sums, heads = texts.rows(table), texts.sums(table), texts.columns(table)
    needs = _needs(sheet, (heads, *rows, *((sums,) if sums else ())))
    gaps = _GAP * (len(needs) - 1)
    is_wide = has_bars or len(rows) > MOST_NARROW_ROWS or sum(needs) + gaps > HALF
    width = ROOM if is_wide else HALF
    widths = _widths(table, needs, width - gaps - (_BARS_WIDTH + _GAP if has_bars else 0))
    drawn = tuple(
        GridRow(_lines(sheet, row, widths), codes[0] in STRONG, share)
        for row, codes, share in zip(rows, table.rows, _shares(table, has_bars=has_bars), strict=True)
    )
    last = GridRow(_lines(sheet, sums, widths), True, -1) if sums else None
    amounts = f" ({texts.currency})" if "money" in table.kinds and texts.currency else ""
    return Grid(texts.word(table.code) + amounts, heads, drawn, last, _places(table, widths), width, is_wide)


def _needs(sheet: ShadedSheet, rows: tuple[tuple[str, ...], ...]) -> list[int]:
    """How wide each column would like to be."""
    columns = zip(*rows, strict=True)
    return [max(sheet.measure(text, size=NORMAL, bold=True) for text in column) for column in columns]


def _widths(table: ReportTable, needs: list[int], room: int) -> tuple[int, ...]:
    """Figures get what they need, texts the rest; what is over goes to all, half of it to the first.

    Where it is too little the first text gives way down to a third of the room, then all texts do.
    """
    texts = [at for at in range(len(needs)) if at == 0 or table.kinds[at] not in NUMBERS]
    left = room - sum(need for at, need in enumerate(needs) if at not in texts)
    wanted = sum(needs[at] for at in texts)
    if wanted > left and 3 * (wanted - needs[0]) <= 2 * left:
        return (left - wanted + needs[0], *needs[1:])
    if wanted > left:
        return tuple(
            max(need * max(left, 0) // wanted, 20) if at in texts else need for at, need in enumerate(needs)
        )
    each = (left - wanted) // (2 * len(needs)) if len(needs) > 2 else 0
    wider = [need + each for need in needs]
    return (wider[0] + room - sum(wider), *wider[1:])


def _places(table: ReportTable, widths: tuple[int, ...]) -> tuple[tuple[int, int, Place], ...]:
    found: list[tuple[int, int, Place]] = []
    x = 0
    for at, (kind, width) in enumerate(zip(table.kinds, widths, strict=True)):
        place: Place = "amount" if at and kind in NUMBERS else "start"
        found.append((x, width, place))
        x += width + _GAP
    return tuple(found)


def _lines(sheet: ShadedSheet, row: tuple[str, ...], widths: tuple[int, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(sheet.wrapped(text, width, size=NORMAL)) for text, width in zip(row, widths, strict=True)
    )


def _shares(table: ReportTable, *, has_bars: bool) -> tuple[int, ...]:
    """The length of each row's bar in thousandths of the longest."""
    if not has_bars:
        return (-1,) * len(table.rows)
    values = [max(int(row[table.bars]), 0) for row in table.rows]
    most = max(*values, 1)
    return tuple(value * 1000 // most for value in values)
