"""A report as CSV: one file, its tables one below the other, each under its title and a row of headings.

Pure. One form for every language (RFC 4180): commas, CRLF, days and times as in ISO 8601, a point before the
decimals of the currency and no other sign in a number. So a program reads all alike, and a spreadsheet never
takes an amount for a date (`1.50` between semicolons becomes the first of May in a German Excel). It begins
with the UTF-8 mark, without which Excel reads umlauts as Latin-1.
SAFETY: a text that begins like a formula is none when the file is opened.
"""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal

from pos_terminal.domain.reports.table import Cell, Report, ReportTable
from receipts.clean import clean
from receipts.report_wording import ReportTexts

UTF8_MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def report_csv(report: Report, *, language: str = "en") -> bytes:
    """The file's bytes; language: of titles and headings."""
    texts = ReportTexts(report, language, plain=True)
    decimals = int(report.params.get("decimals", 2))
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow((_text(texts.title),))
    writer.writerows((_text(label), _text(value)) for label, value in _head(report, texts))
    for table in report.tables:
        writer.writerow(())
        writer.writerow((_text(texts.word(table.code)),))
        writer.writerow(tuple(map(_text, texts.columns(table))))
        writer.writerows(_rows(table, texts, decimals))
    return (UTF8_MARK + out.getvalue()).encode("utf-8")


def _head(report: Report, texts: ReportTexts) -> Iterator[tuple[str, str]]:
    yield from texts.head()
    if texts.currency:
        yield texts.word("currency"), texts.currency


def _rows(table: ReportTable, texts: ReportTexts, decimals: int) -> Iterator[tuple[str, ...]]:
    for row, shown in zip(table.rows, texts.rows(table), strict=True):
        yield tuple(
            _number(kind, cell, decimals) or _text(text)
            for kind, cell, text in zip(table.kinds, row, shown, strict=True)
        )


def _number(kind: str, cell: Cell, decimals: int) -> str:
    """A figure as a plain number; empty where the cell is a text. A rate is in per cent."""
    digits = {"money": decimals, "count": 0, "milli": 3, "rate": 2}
    if kind not in digits:
        return ""
    return f"{Decimal(int(cell)).scaleb(-digits[kind]):f}"


def _text(text: str) -> str:
    text = clean(text)
    return f"'{text}" if text.startswith(_FORMULA) else text
