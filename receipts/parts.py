"""The parts that papers on a roll are put together from, in the order in which they mostly stand. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from pos_terminal.domain.sale import Sale
from receipts.amounts import Numbers
from receipts.bidi import has_right_to_left
from receipts.cells import cells
from receipts.clean import clean
from receipts.document import Element
from receipts.dots import Dots
from receipts.elements.feed import Feed
from receipts.elements.image import Image
from receipts.elements.item import INDENT, Item
from receipts.elements.pair import Pair
from receipts.elements.rule import Rule
from receipts.elements.table import Table
from receipts.elements.text import Text
from receipts.ticket import Extras, Ticket, TicketLine, TicketSum
from receipts.wording import Say

HASH_DIGITS = 8


@dataclass(frozen=True, slots=True)
class ShopHeader:
    """What a shop puts on every paper. returns, footer: may hold line breaks; empty leaves them out.

    lines: more of the shop's own words below its address. logo: above its name.
    """

    name: str
    address: tuple[str, ...] = ()
    vat_id: str = ""
    returns: str = ""
    footer: str = ""
    lines: tuple[str, ...] = ()
    logo: Dots | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """Which receipt it is. completed_at: with its zone, shown in that zone."""

    receipt_no: str
    completed_at: datetime
    journal_hash: str
    barcode_text: str


def shop_name(header: ShopHeader, columns: int) -> Iterator[Element]:
    """The logo, and the name as large as the paper allows."""
    if header.logo is not None:
        yield Image(header.logo)
    longest_word = max(map(cells, clean(header.name).split()), default=0)
    yield Text(header.name, "center", bold=True, wide=2 if longest_word * 2 <= columns else 1, tall=2)


def shop(header: ShopHeader, columns: int, *, compact: bool = False) -> Iterator[Element]:
    """Who sells."""
    yield from shop_name(header, columns)
    for line in (", ".join(header.address),) if compact else header.address:
        if line:
            yield Text(line, "center")
    for line in (header.vat_id, *header.lines):
        if line:
            yield Text(line, "center")


def heading(text: str, columns: int) -> Iterator[Element]:
    """What kind of paper it is."""
    longest_word = max(map(cells, clean(text).split()), default=0)
    yield Feed()
    yield Text(text, "center", bold=True, wide=2 if longest_word * 2 <= columns else 1, tall=2)


def stamps(say: Say, copy: int, *, training: bool, copied: str = "") -> Iterator[Element]:
    """That it is no original, or none at all; it stands at both ends of the paper.

    copied: when the copy was made, in words.
    """
    if training:
        word = say("TRAINING")
        yield Text(f"*** {word} ***", "center", bold=True, wide=2, tall=2)
        yield Text(say("Not a receipt: nothing was sold."), "center")
    if copy:
        word = say("COPY")
        yield Text(f"*** {word} {copy} ***", "center", bold=True, wide=2, tall=2)
        if copied:
            yield Text(say("Printed on {moment}").format(moment=copied), "center")


def items(ticket: Ticket, *, compact: bool = False) -> Iterator[Element]:
    """The articles, under a heading where some of them came back."""
    # Once, not for every line: they look at all lines.
    amount_cells, mark_cells = ticket.amount_cells, ticket.mark_cells
    for place, group in enumerate(ticket.groups):
        if group.heading:
            yield from (Feed(),) if place else ()
            yield Text(group.heading, bold=True)
        for line in map(_briefly, group.lines) if compact else group.lines:
            yield Item(
                line.name,
                line.amount,
                detail=line.detail,
                mark=line.mark,
                amount_cells=amount_cells,
                mark_cells=mark_cells,
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


def sums_but_total(ticket: Ticket) -> Iterator[Element]:
    """What stands between the articles and the total of a basket that nobody has paid."""
    for row in ticket.sums:
        if row.weight == "plain":
            yield _sum(row, ticket)


def taxes(ticket: Ticket, *, compact: bool = False) -> Iterator[Element]:
    """The tax summary: for each rate net + tax = gross."""
    if ticket.taxes and compact:
        for rate, net, tax, gross in ticket.rates:
            yield Pair(rate, f"{net} + {tax} = {gross}")
        yield Rule()
    elif ticket.taxes:
        yield Table(ticket.tax_heading, ticket.taxes)
        yield Rule()


def numbers(sale: Sale, proof: Proof, language: str, say: Say, extras: Extras) -> Iterator[Element]:
    """When, where and by whom."""
    yield Pair(say("Date"), Numbers(language, sale.decimals).moment(proof.completed_at))
    yield Pair(say("Receipt"), proof.receipt_no)
    yield Pair(say("Till"), proof.receipt_no.partition("-")[0])
    yield Pair(say("Cashier"), extras.name_of(sale.cashier))
    yield from _customer(sale, say, extras)
    yield Pair(say("Journal"), proof.journal_hash[:HASH_DIGITS])


def numbers_briefly(sale: Sale, proof: Proof, language: str, say: Say, extras: Extras) -> Iterator[Element]:
    """The same on two rows."""
    yield Pair(Numbers(language, sale.decimals).moment(proof.completed_at), proof.receipt_no)
    yield Pair(f"{say('Cashier')} {extras.name_of(sale.cashier)}", proof.journal_hash[:HASH_DIGITS])
    yield from _customer(sale, say, extras)


def customers_own(extras: Extras) -> Iterator[Element]:
    """What became of the customer's points, and what there is to tell."""
    for label, value in extras.loyalty:
        yield Pair(label, value)
    for message in extras.messages:
        yield Feed()
        yield Text(message, "center")


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


def _customer(sale: Sale, say: Say, extras: Extras) -> Iterator[Element]:
    name = extras.names.get(sale.customer_id, "")
    if name:
        yield Pair(say("Customer"), name)


def _briefly(line: TicketLine) -> TicketLine:
    """Quantity and name on one row, below it only what has an amount; a weight keeps its own row."""
    notes = tuple(note for note in line.notes if note[1])
    if line.unit or line.is_single:
        return replace(line, notes=notes)
    # A letter x before an Arabic or Hebrew name would turn the row's direction of reading.
    times = "\u00d7" if has_right_to_left(line.name) else "x"
    return replace(line, name=f"{line.quantity} {times} {line.name}", is_single=True, notes=notes)
