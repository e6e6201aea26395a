"""A completed sale as a document. Pure: everything that stands on the paper was given.

The order of the parts is the order of the functions below. Words come from `wording.py`, numbers from
`amounts.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from pos_terminal.domain.sale import Line, Sale, Tender
from pos_terminal.domain.tax import TaxLine
from receipts.amounts import Numbers, locale_of
from receipts.cells import cells
from receipts.clean import clean
from receipts.document import Document, Element
from receipts.elements.barcode import Barcode
from receipts.elements.cut import Cut
from receipts.elements.feed import Feed
from receipts.elements.item import INDENT, Item
from receipts.elements.pair import Pair
from receipts.elements.rule import Rule
from receipts.elements.table import Table
from receipts.elements.text import Text
from receipts.wording import Say, words

HASH_DIGITS = 8


@dataclass(frozen=True, slots=True)
class ShopHeader:
    """What a shop puts on every paper. returns, footer: may hold line breaks; empty leaves them out."""

    name: str
    address: tuple[str, ...] = ()
    vat_id: str = ""
    returns: str = ""
    footer: str = ""


@dataclass(frozen=True, slots=True)
class _Context:
    """What every part needs. marks: tax class and rate to its letter, empty where there is only one."""

    sale: Sale
    say: Say
    numbers: Numbers
    marks: dict[tuple[str, int], str]
    amount_cells: int

    @property
    def mark_cells(self) -> int:
        return 1 + max(map(len, self.marks.values())) if self.marks else 0

    def sum(self, label: str, minor: int, *, bold: bool = False) -> Pair:
        """A row of the sums, its amount in the items' column."""
        return Pair(
            label, self.numbers.amount(minor), bold=bold, value_cells=self.amount_cells, inset=self.mark_cells
        )


def compose_receipt(
    sale: Sale,
    header: ShopHeader,
    *,
    receipt_no: str,
    completed_at: datetime,
    journal_hash: str,
    barcode_text: str,
    copy: int = 0,
    language: str = "en",
    columns: int = 48,
    cashier: str = "",
) -> Document:
    """The receipt of a completed sale.

    completed_at: with its zone, shown in that zone. copy: 0 the original, else its number as a copy. cashier:
    the name to print, the id where it is empty. language: the shop's, such as `de` or `ar_EG`.
    """
    context = _context(sale, language)
    number = _Number(receipt_no, completed_at, journal_hash, cashier or sale.cashier)
    elements = (
        *_shop(header, columns),
        *_copy_mark(context.say, copy),
        Rule(),
        *_items(context),
        Rule("thick"),
        *_sums(context),
        *_tenders(context),
        Rule(),
        *_taxes(context),
        *_numbers(context, number),
        *_copy_mark(context.say, copy),
        *_farewell(header),
        Feed(),
        Barcode(barcode_text),
        Cut(),
    )
    rtl = locale_of(language).text_direction == "rtl"
    word = context.say("Receipt")
    return Document(f"{word} {receipt_no}", columns, rtl, elements)


@dataclass(frozen=True, slots=True)
class _Number:
    """Which receipt it is."""

    receipt_no: str
    completed_at: datetime
    journal_hash: str
    cashier: str


def _context(sale: Sale, language: str) -> _Context:
    numbers = Numbers(language, sale.decimals)
    taxes = sale.taxes
    marks = {(tax.tax_class, tax.rate_bp): _letter(place) for place, tax in enumerate(taxes)}
    tendered = [minor for tender in sale.tenders for minor in (tender.given_minor, tender.change_minor)]
    shown = [line.amount_minor for line in sale.lines] + tendered
    amount_cells = max((cells(numbers.amount(minor)) for minor in shown), default=0)
    return _Context(sale, words(language), numbers, marks if len(taxes) > 1 else {}, amount_cells)


def _letter(place: int) -> str:
    """A to Z, then AA and on."""
    letters = chr(ord("A") + place % 26)
    return letters if place < 26 else _letter(place // 26 - 1) + letters


def _shop(header: ShopHeader, columns: int) -> Iterator[Element]:
    longest_word = max(map(cells, clean(header.name).split()), default=0)
    yield Text(header.name, "center", bold=True, wide=2 if longest_word * 2 <= columns else 1, tall=2)
    for line in header.address:
        yield Text(line, "center")
    if header.vat_id:
        yield Text(header.vat_id, "center")


def _copy_mark(say: Say, copy: int) -> Iterator[Element]:
    if copy:
        word = say("COPY")
        yield Text(f"*** {word} {copy} ***", "center", bold=True, wide=2, tall=2)


def _items(context: _Context) -> Iterator[Element]:
    for line in context.sale.lines:
        yield Item(
            line.name,
            context.numbers.amount(line.amount_minor),
            detail=_detail(line, context.numbers),
            mark=context.marks.get((line.tax_class, line.rate_bp), ""),
            amount_cells=context.amount_cells,
            mark_cells=context.mark_cells,
        )


def _detail(line: Line, numbers: Numbers) -> str:
    """Quantity and unit price; nothing for a single piece."""
    price = numbers.amount(line.unit_price_minor)
    quantity = numbers.quantity(line.milli)
    if line.unit != "each":
        return f"{quantity} {line.unit} x {price}/{line.unit}"
    return f"{quantity} x {price}" if line.milli != 1000 else ""


def _sums(context: _Context) -> Iterator[Element]:
    sale, say = context.sale, context.say
    if not sale.rules.prices_include_tax:
        yield context.sum(say("Subtotal"), sum(tax.net_minor for tax in sale.taxes))
        yield context.sum(say("Tax"), sum(tax.tax_minor for tax in sale.taxes))
    word, total = say("TOTAL"), context.numbers.amount(sale.total_minor)
    yield Pair(f"{word} {sale.currency}", total, bold=True, large=True, inset=context.mark_cells)
    if sale.rounding_minor:
        yield context.sum(say("Cash rounding"), sale.rounding_minor)
        yield context.sum(say("To pay"), sale.total_minor + sale.rounding_minor, bold=True)


def _tenders(context: _Context) -> Iterator[Element]:
    sale, say = context.sale, context.say
    for tender in sale.tenders:
        yield context.sum(_method(tender, say), tender.given_minor)
        if tender.approval_code:
            word = say("Approval")
            yield Text(f"{word} {tender.approval_code}", indent=INDENT)
    if sale.change_minor:
        yield context.sum(say("Change"), sale.change_minor, bold=True)


def _method(tender: Tender, say: Say) -> str:
    names = {
        "cash": say("Cash"),
        "card": say("Card"),
        "store_credit": say("Store credit"),
        "gift_card": say("Gift card"),
    }
    return names.get(tender.method) or tender.method.replace("_", " ").capitalize()


def _taxes(context: _Context) -> Iterator[Element]:
    say, taxes = context.say, context.sale.taxes
    if not taxes:
        return
    rows = [_tax_row(context, tax) for tax in taxes]
    if len(taxes) > 1:
        sums = (
            sum(column)
            for column in zip(*((t.net_minor, t.tax_minor, t.gross_minor) for t in taxes), strict=True)
        )
        rows.append((say("Sum"), *map(context.numbers.amount, sums)))
    yield Table((say("Rate"), say("Net"), say("Tax"), say("Gross")), tuple(rows))
    yield Rule()


def _tax_row(context: _Context, tax: TaxLine) -> tuple[str, ...]:
    mark = context.marks.get((tax.tax_class, tax.rate_bp), "")
    amounts = map(context.numbers.amount, (tax.net_minor, tax.tax_minor, tax.gross_minor))
    return (f"{mark} {context.numbers.rate(tax.rate_bp)}".strip(), *amounts)


def _numbers(context: _Context, number: _Number) -> Iterator[Element]:
    say = context.say
    yield Pair(say("Date"), context.numbers.moment(number.completed_at))
    yield Pair(say("Receipt"), number.receipt_no)
    yield Pair(say("Till"), number.receipt_no.partition("-")[0])
    yield Pair(say("Cashier"), number.cashier)
    yield Pair(say("Journal"), number.journal_hash[:HASH_DIGITS])


def _farewell(header: ShopHeader) -> Iterator[Element]:
    for text in (header.returns, header.footer):
        if text:
            yield Feed()
            yield Text(text, "center")
