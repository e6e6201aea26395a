"""A report's tables as rows and bars of a sheet, in words, sorted as is wished. Pure, but for the words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from pos_terminal.views import RegisterView, ReportTableView, ReportView
from ui.flows.choices import fill, percent
from ui.flows.day_words import report_word
from ui.flows.kit import Kit
from ui.flows.sheet import Bar, Column, SheetRow
from ui.translations.words import tr

Cell = str | int
NUMBERS = frozenset({"money", "count", "milli", "rate", "hour"})
ADDED = frozenset({"money", "count"})
# Tables of one figure a row, which are read together on the first page.
TOGETHER = ("summary", "drawer", "counts")
SUMMED = frozenset({"taxes", "tenders", "pieces", "hours", "cashiers", "channels", "categories", "terminals"})
STRONG = frozenset({"turnover", "expected", "difference"})
# These say how the rest is written, or stand in the title.
_HIDDEN = frozenset({"currency", "decimals", "offset_minutes", "journal_hash", "z_no"})
# PDF and CSV have these.
_ON_PAPER = frozenset({"product_id"})
# What is no sale is counted by nobody.
UNCOUNTED = ("count", 0)
NOTHING = "–"
_UP, _DOWN = " ▲", " ▼"


@dataclass(frozen=True, slots=True)
class Order:
    """By which column a table is sorted, -1 as it came; falling: the largest first."""

    column: int = -1
    falling: bool = True


UNSORTED = Order()


class ReportCells:
    """Writes the cells of one report."""

    def __init__(self, kit: Kit, view: RegisterView) -> None:
        self._kit = kit
        self._view = view

    def cell(self, column: str, kind: str, cell: Cell) -> str:
        """One cell."""
        numbers = self._kit.numbers
        match kind:
            case "money":
                return self._kit.amount(int(cell), self._view)
            case "count":
                return numbers.quantity(int(cell) * 1000, "each")
            case "milli":
                return numbers.quantity(int(cell), "each")
            case "rate":
                return percent(int(cell), self._kit)
            case "code":
                return report_word(str(cell))
            case _:
                return self.text(column, cell)

    def text(self, name: str, value: Cell) -> str:
        """A text; times, days and units are told by their name alone."""
        if name.endswith("_at"):
            return self._moment(str(value)) if value else NOTHING
        if name.endswith("_minor"):
            return self._kit.amount(int(value), self._view)
        return report_word(str(value)) if name == "unit" else str(value)

    def warnings(self, report: ReportView) -> tuple[SheetRow, ...]:
        """What the reader must know before any figure."""
        return tuple(
            SheetRow(
                (
                    self._kit.wording.sentence(
                        said.code, {name: self.text(name, value) for name, value in said.params.items()}
                    ),
                ),
                strong=True,
            )
            for said in report.warnings
        )

    def head(self, report: ReportView) -> tuple[SheetRow, ...]:
        """From when and whom it is."""
        shown = ((name, value) for name, value in report.params.items() if name not in _HIDDEN)
        return tuple(
            SheetRow((f"{report_word(name)}: {self.text(name, value)}",))
            for name, value in shown
            if value != ""
        )

    def rows(self, table: ReportTableView, order: Order = UNSORTED) -> tuple[SheetRow, ...]:
        """The rows, and their sum."""
        rows = tuple(
            SheetRow(self._written(table, row), strong=_is_strong(table, row))
            for row in in_order(table, order)
        )
        sums = self._sums(table)
        return (*rows, SheetRow(sums, strong=True)) if sums else rows

    def bars(self, table: ReportTableView, order: Order = UNSORTED) -> tuple[Bar, ...]:
        """The chart; what is below nought has no length."""
        at = table.bars
        if at < 0:
            return ()
        most = max((int(row[at]) for row in table.rows), default=0)
        return tuple(
            Bar(
                self.cell(table.columns[0], table.kinds[0], row[0]),
                max(0, int(row[at])) * 1000 // most if most > 0 else 0,
                self.cell(table.columns[at], table.kinds[at], row[at]),
            )
            for row in in_order(table, order)
        )

    def _written(self, table: ReportTableView, row: tuple[Cell, ...]) -> tuple[str, ...]:
        return tuple(
            self.cell(column, kind, cell) if (kind, cell) != UNCOUNTED or table.code != "summary" else ""
            for column, kind, cell in zip(table.columns, table.kinds, row, strict=True)
        )

    def _sums(self, table: ReportTableView) -> tuple[str, ...]:
        if table.code not in SUMMED or len(table.rows) < 2:
            return ()
        cells = (
            self.cell(table.columns[at], kind, sum(int(row[at]) for row in table.rows))
            if kind in ADDED and at
            else ""
            for at, kind in enumerate(table.kinds)
        )
        return (report_word("sum"), *tuple(cells)[1:])

    def _moment(self, utc_iso: str) -> str:
        try:
            moment = datetime.fromisoformat(utc_iso).astimezone(self._kit.now().tzinfo)
        except ValueError:
            return utc_iso
        return f"{moment:%Y-%m-%d %H:%M}"


def columns(tables: tuple[ReportTableView, ...], order: Order = UNSORTED) -> tuple[Column, ...]:
    """The headings of a page; the one that its table is sorted by has an arrow. Several tables have none."""
    if len(tables) != 1:
        return (Column(weight=2), Column(align="end"))
    table = tables[0]
    arrow = _DOWN if order.falling else _UP
    return tuple(
        Column(
            report_word(code) + (arrow if at == order.column else ""),
            "end" if kind in NUMBERS and at else "start",
            2 if at == 0 else 1,
        )
        for at, (code, kind) in enumerate(zip(table.columns, table.kinds, strict=True))
    )


def in_order(table: ReportTableView, order: Order) -> tuple[tuple[Cell, ...], ...]:
    """The rows, sorted."""
    if not 0 <= order.column < len(table.kinds):
        return table.rows
    key = _sort_key(table.kinds[order.column], order.column)
    return tuple(sorted(table.rows, key=key, reverse=order.falling))


def _sort_key(kind: str, column: int) -> Callable[[tuple[Cell, ...]], tuple[int, str]]:
    """Figures by their size, words by the alphabet."""

    def key(row: tuple[Cell, ...]) -> tuple[int, str]:
        cell = row[column]
        if isinstance(cell, int):
            return cell, ""
        return 0, (report_word(cell) if kind == "code" else cell).casefold()

    return key


def pages(report: ReportView) -> list[tuple[ReportTableView, ...]]:
    """The tables by page: what is read together comes first, then each by itself."""
    tables = [_narrower(table) for table in report.tables]
    first = tuple(table for table in tables if table.code in TOGETHER)
    rest = [(table,) for table in tables if table.code not in TOGETHER]
    return [first, *rest] if first else list(rest)


def days_text(report: ReportView) -> str:
    """The business day or days that a report is about."""
    first = str(report.params.get("business_day", report.params.get("first_day", "")))
    last = str(report.params.get("last_day", first))
    if not first or first == last:
        return first
    return fill(tr("{first} to {last}"), first=first, last=last)


def typed_day(text: str) -> str:
    """A typed day (20260303) as ISO 8601 has it; empty where it is none."""
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:])).isoformat() if len(text) == 8 else ""
    except ValueError:
        return ""


def _narrower(table: ReportTableView) -> ReportTableView:
    """The table without the columns that the screen has no room for."""
    kept = [at for at, code in enumerate(table.columns) if code not in _ON_PAPER]
    if len(kept) == len(table.columns):
        return table
    return ReportTableView(
        table.code,
        tuple(table.columns[at] for at in kept),
        tuple(table.kinds[at] for at in kept),
        tuple(tuple(row[at] for at in kept) for row in table.rows),
        kept.index(table.bars) if table.bars in kept else -1,
    )


def _is_strong(table: ReportTableView, row: tuple[Cell, ...]) -> bool:
    return table.kinds[0] == "code" and row[0] in STRONG
