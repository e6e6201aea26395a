"""A report's codes and values as text, in the shop's language: what paper, PDF and CSV have in common.

Pure. A code without words is shown as it is, so that nothing told is ever lost.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from pos_terminal.domain.reports.table import Cell, Kind, Report, ReportTable
from receipts.amounts import Numbers, locale_of
from receipts.report_words import ar, de, en, zh

HASH_DIGITS = 8
PIECE = "each"
NUMBERS: frozenset[Kind] = frozenset({"money", "count", "milli"})

# Tables whose columns of amounts and counts are worth a sum below them.
SUMMED = frozenset({"taxes", "tenders", "pieces", "hours", "days", "cashiers", "channels", "categories"})
STRONG = frozenset({"turnover", "expected", "difference"})

_LANGUAGES: Mapping[str, Mapping[str, str]] = {"ar": ar.WORDS, "de": de.WORDS, "en": en.WORDS, "zh": zh.WORDS}
_CODE = re.compile(r"[a-z][a-z0-9_]*")
_HIDDEN = frozenset({"currency", "decimals", "offset_minutes", "journal_hash", "z_no"})


def word(code: str, language: str) -> str:
    """The words of a code; of one that is not known, the code as words; a text that is no code, as it is."""
    known = _LANGUAGES.get(language.replace("-", "_").partition("_")[0], en.WORDS)
    if code in known:
        return known[code]
    return code.replace("_", " ").capitalize() if _CODE.fullmatch(code) else code


def lean(table: ReportTable) -> ReportTable:
    """The table as people read it: the class of a tax says nothing more where its rate does already."""
    if table.columns[:2] != ("tax_class", "rate"):
        return table
    if len({row[1] for row in table.rows}) < len(table.rows):
        return table
    rows = tuple(row[1:] for row in table.rows)
    return replace(table, columns=table.columns[1:], kinds=table.kinds[1:], rows=rows, bars=-1)


class ReportTexts:
    """Everything that one report says, as texts. plain: days and times for programs, as ISO 8601 has them."""

    def __init__(self, report: Report, language: str, *, plain: bool = False) -> None:
        params = report.params
        self.language = language
        self.rtl = locale_of(language).text_direction == "rtl"
        self.currency = str(params.get("currency", ""))
        self._report = report
        self._plain = plain
        self._numbers = Numbers(language, int(params.get("decimals", 2)))
        self._zone = timezone(timedelta(minutes=int(params.get("offset_minutes", 0))))

    @property
    def title(self) -> str:
        """What it is, with the number of a Z."""
        number = self._report.params.get("z_no", "")
        return f"{self.word(self._report.title_code)} {number}".strip()

    @property
    def journal(self) -> str:
        """The beginning of the journal's hash; empty where the report has none."""
        return str(self._report.params.get("journal_hash", ""))[:HASH_DIGITS]

    def word(self, code: str) -> str:
        """A code in words."""
        return word(code, self.language)

    def head(self) -> tuple[tuple[str, str], ...]:
        """What stands above the tables: labels and values."""
        shown = [(name, value) for name, value in self._report.params.items() if name not in _HIDDEN]
        rows = [(self.word(name), self._param(name, value)) for name, value in shown if value != ""]
        return (*rows, (self.word("journal"), self.journal)) if self.journal else tuple(rows)

    def columns(self, table: ReportTable) -> tuple[str, ...]:
        """The headings."""
        return tuple(self.word(code) for code in table.columns)

    def rows(self, table: ReportTable) -> tuple[tuple[str, ...], ...]:
        """The cells, without the sums."""
        of_columns = tuple(zip(table.columns, table.kinds, strict=True))
        return tuple(
            tuple(self._cell_of(*column, cell) for column, cell in zip(of_columns, row, strict=True))
            for row in table.rows
        )

    def sums(self, table: ReportTable) -> tuple[str, ...]:
        """The row below them; empty where there is none."""
        if table.code not in SUMMED or len(table.rows) < 2:
            return ()
        cells = [
            self.cell(kind, sum(int(row[at]) for row in table.rows)) if kind in NUMBERS else ""
            for at, kind in enumerate(table.kinds)
        ]
        return (self.word("sum"), *cells[1:])

    def cell(self, kind: str, cell: Cell) -> str:
        """One cell."""
        match kind:
            case "code":
                return self.word(str(cell))
            case "money":
                return self._numbers.amount(int(cell))
            case "milli":
                return self._numbers.quantity(int(cell))
            case "count":
                return self._numbers.quantity(int(cell) * 1000)
            case "rate":
                return self._numbers.rate(int(cell))
            case _:
                return str(cell)

    def _cell_of(self, column: str, kind: str, cell: Cell) -> str:
        """One cell; times, days and units stand in columns of text, and only their names tell."""
        if kind != "text":
            return self.cell(kind, cell)
        return self.word(PIECE) if (column, cell) == ("unit", PIECE) else self._param(column, cell)

    def _param(self, name: str, value: Cell) -> str:
        if value == "":
            return ""
        if name.endswith("_at"):
            moment = datetime.fromisoformat(str(value)).astimezone(self._zone)
            return f"{moment:%Y-%m-%d %H:%M:%S}" if self._plain else self._numbers.moment(moment)
        if name.endswith("_day") and not self._plain:
            return self._numbers.day(datetime.fromisoformat(str(value)))
        if name.endswith("_minor"):
            return self._numbers.amount(int(value))
        return str(value)
