"""Slips of the till's day that are no receipts: void, parked, cash, drawer without a sale. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pos_terminal.domain.sale import Sale
from receipts.amounts import Numbers
from receipts.document import Document, Element
from receipts.elements.barcode import Barcode
from receipts.elements.feed import Feed
from receipts.elements.pair import Pair
from receipts.elements.rule import Rule
from receipts.elements.text import Text
from receipts.look import Look, Made, signature, slip
from receipts.parts import items, sums_but_total
from receipts.ticket import NO_EXTRAS, Extras, ticket_of
from receipts.wording import Say

CashKind = Literal["in", "out", "drop", "float"]


@dataclass(frozen=True, slots=True)
class Voided:
    """A basket that was given up unpaid. reason, approved_by: as they shall stand there, or empty."""

    made: Made
    sale: Sale
    reason: str = ""
    approved_by: str = ""


@dataclass(frozen=True, slots=True)
class Parked:
    """A basket that waits. code: what the barcode says, printable ASCII; name: whose it is, or empty."""

    made: Made
    sale: Sale
    code: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class CashMove:
    """Cash that is no sale's. kind: as `CashMoved` has it; amount_minor > 0; reason: in words.

    other: the second person's name, who brought or took it; empty leaves a line to write it on.
    """

    made: Made
    kind: CashKind
    amount_minor: int
    reason: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class NoSale:
    """The drawer was opened without a sale. reason, approved_by: in words, or empty."""

    made: Made
    reason: str
    approved_by: str = ""


def void_slip(voided: Voided, look: Look, extras: Extras = NO_EXTRAS) -> Document:
    """What was in the basket, and that nobody bought it."""
    say = look.say
    body: tuple[Element, ...] = (
        *_basket(voided.sale, look, extras, say("Voided")),
        Text(say("Nothing was sold and nothing was paid."), "center"),
        *_why(say, voided.reason, voided.approved_by),
    )
    return slip(look, voided.made, say("VOID"), body)


def parked_slip(parked: Parked, look: Look, extras: Extras = NO_EXTRAS) -> Document:
    """What is in the basket, and the barcode that brings it back."""
    say = look.say
    body: tuple[Element, ...] = (
        *((Text(parked.name, "center", bold=True), Rule()) if parked.name else ()),
        *_basket(parked.sale, look, extras, say("To pay")),
        Text(say("Not a receipt: nothing is paid yet."), "center"),
        Feed(),
        Barcode(parked.code),
        Text(say("Scan this code at a till of this shop to go on."), "center"),
    )
    return slip(look, parked.made, say("PARKED SALE"), body)


def cash_slip(move: CashMove, look: Look) -> Document:
    """How much, why, and two signatures."""
    say = look.say
    other = _other(move.kind, say)
    signed = (move.made.cashier or say("Cashier"), move.other or other)
    body: tuple[Element, ...] = (
        Pair(look.currency, look.numbers.amount(move.amount_minor), bold=True, large=True),
        *_why(say, move.reason, ""),
        *((Pair(other, move.other),) if move.other else ()),
        *(element for name in signed for element in signature(name, look)),
    )
    return slip(look, move.made, _cash_title(move.kind, say), body)


def no_sale_slip(no_sale: NoSale, look: Look) -> Document:
    """That the drawer was opened, why, and a signature."""
    say = look.say
    body: tuple[Element, ...] = (
        Text(say("The drawer was opened without a sale."), "center"),
        *_why(say, no_sale.reason, no_sale.approved_by),
        *signature(no_sale.made.cashier or say("Cashier"), look),
    )
    return slip(look, no_sale.made, say("NO SALE"), body)


def _basket(sale: Sale, look: Look, extras: Extras, label: str) -> Iterator[Element]:
    ticket = ticket_of(sale, look.language, extras)
    yield from items(ticket, compact=look.style.compact)
    yield Rule("thick")
    yield from sums_but_total(ticket)
    total = Numbers(look.language, sale.decimals).amount(sale.total_minor)
    yield Pair(f"{label} {sale.currency}", total, bold=True, large=True, inset=ticket.mark_cells)


def _why(say: Say, reason: str, approved_by: str) -> Iterator[Element]:
    if reason:
        yield Pair(say("Reason"), reason)
    if approved_by:
        yield Pair(say("Approved by"), approved_by)


def _cash_title(kind: CashKind, say: Say) -> str:
    match kind:
        case "in":
            return say("CASH IN")
        case "out":
            return say("CASH OUT")
        case "drop":
            return say("CASH DROP")
        case "float":
            return say("FLOAT")


def _other(kind: CashKind, say: Say) -> str:
    return say("Handed over by") if kind in ("in", "float") else say("Received by")
