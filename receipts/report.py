"""A report as a document of the receipt printer. Pure: everything that stands on the paper was given.

The same elements as a receipt's, so bytes, picture, text and PDF of the paper come from the same renderers.
"""

from collections.abc import Iterator

from pos_terminal.domain.reports.table import Report, ReportTable
from receipts.cells import cells
from receipts.clean import clean
from receipts.document import Document, Element
from receipts.elements.cut import Cut
from receipts.elements.feed import Feed
from receipts.elements.item import INDENT
from receipts.elements.pair import Pair
from receipts.elements.rule import Rule
from receipts.elements.table import Table
from receipts.elements.text import Text
from receipts.parts import ShopHeader, heading, shop
from receipts.report_wording import NUMBERS, STRONG, ReportTexts, lean
from receipts.style import DETAILED, Style

_SIGNATURE_ROWS = 3
_GAP = 1


def report_document(
    report: Report,
    header: ShopHeader,
    *,
    language: str = "en",
    columns: int = 48,
    copy: bool = False,
    training: bool = False,
    style: Style = DETAILED,
) -> Document:
    """The paper of a report. columns: 48 on 80 mm, 32 on 58 mm; language: the shop's, such as `de`.

    copy: a Z that was printed before; training: nothing on it was really sold.
    """
    texts = ReportTexts(report, language)
    marks = tuple(texts.word(code) for code, is_so in (("training", training), ("copy", copy)) if is_so)
    stamps = tuple(Text(f"*** {mark} ***", "center", bold=True, wide=2, tall=2) for mark in marks)
    elements = (
        *shop(header, columns, compact=style.compact),
        *stamps,
        Rule("thick"),
        *heading(texts.title, columns),
        Rule("thick"),
        *(Pair(label, value) for label, value in texts.head()),
        *(element for table in report.tables for element in _table(lean(table), texts, columns)),
        *(_signature(texts, columns) if report.kind == "z" else ()),
        *stamps,
        Feed(),
        Cut(),
    )
    return Document(texts.title, columns, texts.rtl, style.laid_out(elements), style.font)


def _table(table: ReportTable, texts: ReportTexts, columns: int) -> Iterator[Element]:
    if not table.rows:
        return
    yield Rule()
    amounts = f" ({texts.currency})" if "money" in table.kinds and texts.currency else ""
    yield Text(texts.word(table.code) + amounts, bold=True)
    rows = texts.rows(table)
    if len(table.columns) == 2:
        for codes, (label, value) in zip(table.rows, rows, strict=True):
            yield Pair(label, value, bold=codes[0] in STRONG)
        return
    sums = texts.sums(table)
    labels = _labels(table)
    body = [_joined(row, labels) for row in (*rows, sums) if row]
    heads = _joined(texts.columns(table), labels)
    if _fits((heads, *body), columns):
        yield Table(heads, tuple(body))
    else:
        yield from _below(heads, body, table.kinds)


def _labels(table: ReportTable) -> int:
    """How many columns tell what a row is about; the others are figures."""
    return next((at for at, kind in enumerate(table.kinds) if at and kind in NUMBERS), 1)


def _joined(row: tuple[str, ...], labels: int) -> tuple[str, ...]:
    """The paper is narrow: what the row is about goes into one column."""
    return (", ".join(filter(None, row[:labels])), *row[labels:])


def _fits(rows: tuple[tuple[str, ...], ...], columns: int) -> bool:
    """Whether `Table` would set them in columns."""
    widths = [max(cells(clean(text)) for text in column) for column in zip(*rows, strict=True)]
    return sum(widths) + _GAP * (len(widths) - 1) <= columns


def _below(heads: tuple[str, ...], body: list[tuple[str, ...]], kinds: tuple[str, ...]) -> Iterator[Element]:
    """Too wide for columns: the last figure beside its row, the number in brackets, any other below."""
    figures = kinds[-(len(heads) - 1) :]
    for row in body:
        counts = [text for kind, text in zip(figures, row[1:], strict=True) if kind == "count"]
        yield Pair(f"{row[0]} ({counts[0]})" if counts else row[0], row[-1])
        between = [
            (name, text)
            for kind, name, text in list(zip(figures, heads[1:], row[1:], strict=True))[:-1]
            if kind != "count"
        ]
        if all(text != row[-1] for _, text in between):  # else one of them is all there is
            for name, text in between:
                yield Pair(name, text, indent=INDENT)


def _signature(texts: ReportTexts, columns: int) -> Iterator[Element]:
    yield Rule()
    yield Feed(_SIGNATURE_ROWS)
    yield Text("_" * columns)
    yield Text(texts.word("signature"))
