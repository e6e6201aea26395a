"""The parts that papers on a roll are put together from, in the order in which they mostly stand. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from pos_terminal.domain.sale import Sale
from receipts.amounts import Numbers
from receipts.cells import cells
from receipts.clean import clean
from receipts.document import Element
from receipts.elements.feed import Feed
from receipts.elements.item import INDENT, Item
from receipts.elements.pair import Pair
from receipts.elements.rule import Rule
from receipts.elements.table import Table
from receipts.elements.text import Text
from receipts.ticket import Extras, Ticket, TicketSum
from receipts.wording import Say

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
class Proof:
    """Which receipt it is. completed_at: with its zone, shown in that zone."""

    receipt_no: str
    completed_at: datetime
    journal_hash: str
    barcode_text: str


def shop_name(header: ShopHeader, columns: int) -> Iterator[Element]:
    """The name alone, as large as the paper allows."""
    longest_word = max(map(cells, clean(header.name).split()), default=0)
    yield Text(header.name, "center", bold=True, wide=2 if longest_word * 2 <= columns else 1, tall=2)


def shop(header: ShopHeader, columns: int) -> Iterator[Element]:
    """Who sells."""
    yield from shop_name(header, columns)
    for line in header.address:
        yield Text(line, "center")
    if header.vat_id:
        yield Text(header.vat_id, "center")


def heading(text: str, columns: int) -> Iterator[Element]:
    """What kind of paper it is."""
    longest_word = max(map(cells, clean(text).split()), default=0)
    yield Feed()
    yield Text(text, "center", bold=True, wide=2 if longest_word * 2 <= columns else 1, tall=2)


def stamps(say: Say, copy: int, *, training: bool) -> Iterator[Element]:
    """That it is no original, or none at all; it stands at both ends of the paper."""
    if training:
        word = say("TRAINING")
        yield Text(f"*** {word} ***", "center", bold=True, wide=2, tall=2)
        yield Text(say("Not a receipt: nothing was sold."), "center")
    if copy:
        word = say("COPY")
        yield Text(f"*** {word} {copy} ***", "center", bold=True, wide=2, tall=2)


def items(ticket: Ticket) -> Iterator[Element]:
    """The articles, under a heading where some of them came back."""
    for place, group in enumerate(ticket.groups):
        if group.heading:
            yield from (Feed(),) if place else ()
            yield Text(group.heading, bold=True)
        for line in group.lines:
            yield Item(
                line.name,
                line.amount,
                detail=line.detail,
                mark=line.mark,
                amount_cells=ticket.amount_cells,
                mark_cells=ticket.mark_cells,
                adjustments=line.notes,
            )


def sums(ticket: Ticket) -> Iterator[Element]:
    """What the articles come to, what was paid, and what was saved."""
    for row in (*ticket.sums, *ticket.tenders):
        yield _sum(row, ticket)
        if row.note:
            yield Text(row.note, indent=INDENT)
    if ticket.saved:
        yield Text(ticket.saved, "center", bold=True)


def taxes(ticket: Ticket) -> Iterator[Element]:
    """The tax summary."""
    if ticket.taxes:
        yield Table(ticket.tax_heading, ticket.taxes)
        yield Rule()


def numbers(sale: Sale, proof: Proof, language: str, say: Say, extras: Extras) -> Iterator[Element]:
    """When, where and by whom."""
    yield Pair(say("Date"), Numbers(language, sale.decimals).moment(proof.completed_at))
    yield Pair(say("Receipt"), proof.receipt_no)
    yield Pair(say("Till"), proof.receipt_no.partition("-")[0])
    yield Pair(say("Cashier"), extras.name_of(sale.cashier))
    customer = extras.names.get(sale.customer_id, "")
    if customer:
        yield Pair(say("Customer"), customer)
    yield Pair(say("Journal"), proof.journal_hash[:HASH_DIGITS])


def farewell(header: ShopHeader, kind: str) -> Iterator[Element]:
    """The shop's own words; what came back is not told how to come back."""
    for text in ("" if kind == "return" else header.returns, header.footer):
        if text:
            yield Feed()
            yield Text(text, "center")


def _sum(row: TicketSum, ticket: Ticket) -> Pair:
    """Its amount stands below the items' amounts; the total is as large as the paper allows."""
    if row.weight == "total":
        return Pair(row.label, row.amount, bold=True, large=True, inset=ticket.mark_cells)
    return Pair(
        row.label,
        row.amount,
        bold=row.weight == "bold",
        value_cells=ticket.amount_cells,
        inset=ticket.mark_cells,
    )
