"""A report on A4 as a manager files it: head, key figures, tables in two columns, charts, page numbers.

Used by the thread that has the `Fonts`. It says what the paper on the roll says: the same `ReportTexts`.
"""

from dataclasses import dataclass

from pos_terminal.domain.reports.table import Report, ReportTable
from receipts.amounts import locale_of
from receipts.fonts import Fonts
from receipts.parts import ShopHeader
from receipts.report_grid import HALF, LARGE, LEADING, NORMAL, ROOM, SMALL, Grid, grid_of
from receipts.report_wording import ReportTexts, lean
from receipts.shaded_sheet import ShadedSheet
from receipts.sheet import HEIGHT, MARGIN

TITLE = 20
BOTTOM = HEIGHT - 64
CHART_HEIGHT = 84
KEY_SIZES = (14, 12, 10)
_GAP = ROOM - 2 * HALF
_BELOW_TABLE = 16
_BAR = 55  # percent of white
_KEYS = (("summary", "turnover"), ("summary", "tax"), ("counts", "receipts"))
_KEYS_OF = {
    "x": (*_KEYS, ("drawer", "expected")),
    "z": (*_KEYS, ("drawer", "difference")),
    "store": (("summary", "turnover"), ("summary", "tax"), ("summary", "returns")),
}


def report_pdf(
    report: Report, header: ShopHeader, fonts: Fonts, *, language: str = "en", training: bool = False
) -> bytes:
    """The PDF; the same report gives the same bytes. training: nothing in it was really sold."""
    texts = ReportTexts(report, language)
    rtl = locale_of(language).text_direction == "rtl"

    def draw(pages: int) -> tuple[bytes, int]:
        sheet = ShadedSheet(texts.title, fonts, rtl=rtl)
        return _Layout(sheet, texts, report, header, training=training).draw(pages)

    return draw(draw(0)[1])[0]


@dataclass(slots=True)
class _Column:
    """How far down a column is filled."""

    x: int
    y: int


class _Layout:
    """Draws one report. pages: how many it takes, nought while that is being found out."""

    def __init__(
        self, sheet: ShadedSheet, texts: ReportTexts, report: Report, header: ShopHeader, *, training: bool
    ) -> None:
        self._sheet = sheet
        self._texts = texts
        self._report = report
        self._header = header
        self._training = training
        self._columns = (_Column(MARGIN, MARGIN), _Column(MARGIN + HALF + _GAP, MARGIN))
        self._page = 1
        self._pages = 0

    def draw(self, pages: int) -> tuple[bytes, int]:
        """The PDF and its number of pages."""
        self._pages = pages
        self._head()
        self._facts()
        self._key_figures()
        self._charts()
        waiting = [lean(table) for table in self._report.tables if table.rows]
        while waiting:
            waiting.remove(self._placed(waiting))
        if self._report.kind == "z":
            self._signature()
        self._footer()
        return self._sheet.finish(), self._page

    def _head(self) -> None:
        sheet, header, y = self._sheet, self._header, MARGIN + 4
        sheet.text(MARGIN, y, ROOM, header.name, size=LARGE, bold=True)
        for line in sheet.wrapped(
            "  ·  ".join(filter(None, (*header.address, header.vat_id))), ROOM, size=SMALL
        ):
            y += LEADING
            sheet.text(MARGIN, y, ROOM, line, size=SMALL)
        y += 34
        sheet.text(MARGIN, y, ROOM, self._texts.title, size=TITLE, bold=True)
        if self._training:
            stamp = self._texts.word("training")
            sheet.text(MARGIN, y, ROOM, f"*** {stamp} ***", size=LARGE, bold=True, place="end")
        y += 10
        sheet.rule(MARGIN, y, ROOM, thick=True)
        self._fill_to(y + 18)

    def _facts(self) -> None:
        """What stands above the tables, in two columns."""
        facts = self._texts.head()
        half = (len(facts) + 1) // 2
        for column, part in zip(self._columns, (facts[:half], facts[half:]), strict=True):
            for label, value in part:
                self._sheet.text(column.x, column.y, HALF, label, size=SMALL)
                self._sheet.text(column.x + 90, column.y, HALF - 90, value, size=NORMAL)
                column.y += LEADING
        self._fill_to(self._deepest() + 2)

    def _key_figures(self) -> None:
        """What is looked at first, large."""
        found = [figure for key in _KEYS_OF.get(self._report.kind, ()) if (figure := self._figure(*key))]
        if not found:
            return
        sheet, y, width = self._sheet, self._deepest(), ROOM // len(found)
        widest = {
            size: max(sheet.measure(value, size=size, bold=True) for _, value in found) for size in KEY_SIZES
        }
        size = max((size for size in KEY_SIZES if widest[size] <= width - 14), default=SMALL)
        for place, (label, value) in enumerate(found):
            x = MARGIN + place * width
            sheet.box(x, y, 3, 40, _BAR)
            sheet.text(x + 10, y + 12, width - 14, label, size=SMALL)
            sheet.text(x + 10, y + 32, width - 14, value, size=size, bold=True)
        self._fill_to(y + 40 + 26)

    def _figure(self, table_code: str, row_code: str) -> tuple[str, str] | None:
        texts = self._texts
        for table in self._report.tables:
            for row in table.rows if table.code == table_code else ():
                if row[0] == row_code:
                    value = texts.cell(table.kinds[-1], row[-1])
                    unit = f" {texts.currency}" if table.kinds[-1] == "money" else ""
                    return texts.word(row_code), value + unit
        return None

    def _placed(self, waiting: list[ReportTable]) -> ReportTable:
        """Draw the next table; a later one goes before it where it fills the hole beside the last."""
        table = waiting[0]
        grid = self._grid(table)
        if grid.is_wide:
            hole = self._deepest() - min(column.y for column in self._columns)
            for later in waiting[1:]:
                other = self._grid(later)
                if not other.is_wide and other.height - 2 * LEADING <= hole:
                    self._narrow(other)
                    return later
            self._wide(grid)
        else:
            self._narrow(grid)
        return table

    def _grid(self, table: ReportTable) -> Grid:
        return grid_of(self._sheet, self._texts, table)

    def _narrow(self, grid: Grid) -> None:
        column = min(self._columns, key=lambda one: one.y)
        if column.y + grid.height > BOTTOM:
            self._turn()
            column = self._columns[0]
        column.y = grid.draw(self._sheet, column.x, column.y, 0, len(grid.rows)) + _BELOW_TABLE

    def _wide(self, grid: Grid) -> None:
        y = self._deepest()
        if y + min(grid.height, 8 * LEADING) > BOTTOM:
            self._turn()
            y = self._deepest()
        first = 0
        while first < len(grid.rows):
            last = grid.last_that_fits(first, BOTTOM - y)
            y = grid.draw(self._sheet, MARGIN, y, first, last) + _BELOW_TABLE
            first = last
            if first < len(grid.rows):
                self._turn()
                y = self._deepest()
        self._fill_to(y)

    def _charts(self) -> None:
        """Whatever is told by the hour, before the tables."""
        for table in self._report.tables:
            if table.rows and table.bars >= 0 and table.kinds[0] == "hour":
                y = self._deepest()
                self._chart(table, y)
                self._fill_to(y + CHART_HEIGHT + 3 * LEADING + 10)

    def _chart(self, table: ReportTable, y: int) -> None:
        """Columns by hour, with their amounts above them where there is room."""
        sheet = self._sheet
        title = f"{self._texts.word(table.code)} ({self._texts.currency})"
        sheet.text(MARGIN, y, ROOM, title, size=LARGE - 2, bold=True)
        values = [max(int(row[table.bars]), 0) for row in table.rows]
        most, base = max(*values, 1), y + LEADING + CHART_HEIGHT
        slot = ROOM // max(len(values), 8)
        for place, (value, row) in enumerate(zip(values, self._texts.rows(table), strict=True)):
            x, height = MARGIN + place * slot, value * (CHART_HEIGHT - LEADING) // most
            sheet.box(x + slot // 6, base - height, slot - 2 * (slot // 6), height, _BAR)
            if value and slot >= 36:
                sheet.text(x, base - height - 3, slot, row[table.bars], size=6, place="center")
            sheet.text(x, base + 10, slot, row[0] if slot >= 24 else row[0][:2], size=6, place="center")
        sheet.rule(MARGIN, base, slot * len(values))

    def _signature(self) -> None:
        if self._deepest() + 50 > BOTTOM:
            self._turn()
        y = self._deepest() + 34
        self._sheet.rule(MARGIN, y, HALF)
        self._sheet.text(MARGIN, y + 11, HALF, self._texts.word("signature"), size=SMALL)
        self._fill_to(y + 20)

    def _footer(self) -> None:
        y = HEIGHT - 40
        self._sheet.rule(MARGIN, y - 12, ROOM)
        till = str(self._report.params.get("terminal_id", ""))
        foot = "  ·  ".join(filter(None, (self._header.name, self._texts.title, till, self._texts.journal)))
        self._sheet.text(MARGIN, y, ROOM - 90, foot, size=SMALL)
        page = f"{self._texts.word('page')} {self._page} / {self._pages}"
        self._sheet.text(MARGIN + ROOM - 90, y, 90, page, size=SMALL, place="end")

    def _turn(self) -> None:
        self._footer()
        self._sheet.turn()
        self._page += 1
        self._fill_to(MARGIN + 4)

    def _deepest(self) -> int:
        return max(column.y for column in self._columns)

    def _fill_to(self, y: int) -> None:
        """Both columns begin anew at y."""
        for column in self._columns:
            column.y = y
