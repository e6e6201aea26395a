"""A receipt as an invoice: the same sale with buyer, number and dates, on the roll. Pure.

What has to stand on it is listed in Council Directive 2006/112/EC, article 226. `invoice_sheet.py` lays the
same words out on a sheet of A4.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from pos_terminal.domain.sale import Sale
from receipts.amounts import Numbers, locale_of
from receipts.document import Document, Element
from receipts.elements.barcode import Barcode
from receipts.elements.cut import Cut
from receipts.elements.feed import Feed
from receipts.elements.pair import Pair
from receipts.elements.rule import Rule
from receipts.elements.text import Text
from receipts.parts import Proof, ShopHeader, heading, items, numbers, shop, stamps, sums, taxes
from receipts.ticket import NO_EXTRAS, Extras, copied_text, ticket_of
from receipts.wording import Say, words


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who gets the invoice. address: its lines."""

    name: str
    address: tuple[str, ...] = ()
    vat_id: str = ""


@dataclass(frozen=True, slots=True)
class Invoice:
    """What makes an invoice of a receipt. issued_at: with its zone, shown in that zone."""

    invoice_no: str
    issued_at: datetime
    buyer: Buyer


@dataclass(frozen=True, slots=True)
class InvoiceWords:
    """The head of an invoice in words. dates: numbers and dates with their labels; buyer: its lines."""

    title: str
    dates: tuple[tuple[str, str], ...]
    bill_to: str
    buyer: tuple[str, ...]
    about_prices: str


def compose_invoice(
    sale: Sale,
    header: ShopHeader,
    proof: Proof,
    invoice: Invoice,
    *,
    copy: int = 0,
    language: str = "en",
    columns: int = 48,
    extras: Extras = NO_EXTRAS,
) -> Document:
    """The invoice over a completed sale; a credit note where money went back. Parameters as for a receipt."""
    say, ticket = words(language), ticket_of(sale, language, extras)
    head = invoice_words(sale, proof, invoice, language)
    copied = copied_text(sale, language, extras)
    elements: tuple[Element, ...] = (
        *shop(header, columns),
        *heading(head.title, columns),
        *stamps(say, copy, training=extras.training, copied=copied),
        Rule(),
        *(Pair(label, value) for label, value in head.dates),
        Rule(),
        *_buyer(head),
        Rule(),
        *items(ticket),
        Rule("thick"),
        *sums(ticket),
        Rule(),
        *taxes(ticket),
        Text(head.about_prices, "center"),
        Rule(),
        *numbers(sale, proof, language, say, extras),
        *stamps(say, copy, training=extras.training, copied=copied),
        Feed(),
        Barcode(proof.barcode_text),
        Cut(),
    )
    rtl = locale_of(language).text_direction == "rtl"
    return Document(f"{head.title} {invoice.invoice_no}", columns, rtl, elements)


def invoice_words(sale: Sale, proof: Proof, invoice: Invoice, language: str) -> InvoiceWords:
    """The words that a receipt does not have."""
    say, numbers = words(language), Numbers(language, sale.decimals)
    return InvoiceWords(
        title=say("CREDIT NOTE") if sale.total_minor < 0 else say("INVOICE"),
        dates=(
            (say("Invoice number"), invoice.invoice_no),
            (say("Invoice date"), numbers.day(invoice.issued_at)),
            (say("Date of supply"), numbers.day(proof.completed_at)),
            (say("Belongs to receipt"), proof.receipt_no),
        ),
        bill_to=say("Bill to"),
        buyer=tuple(_lines_of(invoice.buyer, say)),
        about_prices=_about_prices(sale, say),
    )


def _about_prices(sale: Sale, say: Say) -> str:
    if sale.rules.prices_include_tax:
        return say("All prices include tax.")
    return say("All prices are without tax.")


def _lines_of(buyer: Buyer, say: Say) -> Iterator[str]:
    yield buyer.name
    yield from filter(None, buyer.address)
    if buyer.vat_id:
        yield say("VAT number {number}").format(number=buyer.vat_id)


def _buyer(head: InvoiceWords) -> Iterator[Element]:
    name, *rest = head.buyer
    yield Text(head.bill_to)
    yield Text(name, bold=True)
    for line in rest:
        yield Text(line)
