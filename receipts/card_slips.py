"""What a card terminal approved or refused, as a slip for the customer and one for the shop. Pure.

A card's number never stands here: its last four digits at most.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from receipts.document import Document, Element
from receipts.elements.pair import Pair
from receipts.elements.rule import Rule
from receipts.elements.text import Text
from receipts.look import Look, Made, signature, slip

Outcome = Literal["approved", "declined", "reversed"]

_DIGITS = 4


@dataclass(frozen=True, slots=True)
class CardPayment:
    """What the terminal answered. amount_minor: below zero where it is given back.

    scheme, entry: as the terminal names the card and how it was read; last_four: digits; terminal_ref: the
    terminal's own number of it. Whatever is empty does not stand there.
    """

    made: Made
    amount_minor: int
    outcome: Outcome = "approved"
    receipt_no: str = ""
    scheme: str = ""
    last_four: str = ""
    entry: str = ""
    approval: str = ""
    terminal_ref: str = ""


def card_slip(payment: CardPayment, look: Look, *, merchant: bool, signed: bool = False) -> Document:
    """The slip. merchant: the shop's own, else the customer's. signed: with a line for a signature."""
    say = look.say
    title = say("CARD REFUND") if payment.amount_minor < 0 else say("CARD PAYMENT")
    body: tuple[Element, ...] = (
        Text(say("Merchant's copy") if merchant else say("Customer's copy"), "center"),
        Rule(),
        Pair(look.currency, look.numbers.amount(abs(payment.amount_minor)), bold=True, large=True),
        Text(_outcome(payment, look), "center", bold=True),
        Rule(),
        *(Pair(label, value) for label, value in _rows(payment, look) if value),
        *(signature(say("Customer's signature"), look) if merchant and signed else ()),
    )
    return slip(look, payment.made, title, body)


def masked_card(last_four: str) -> str:
    """The end of a card's number as it may be seen by anybody."""
    digits = "".join(filter(str.isdigit, last_four))[-_DIGITS:]
    return f"**** {digits}" if digits else ""


def _rows(payment: CardPayment, look: Look) -> Iterator[tuple[str, str]]:
    say = look.say
    yield say("Card"), payment.scheme
    yield say("Card number"), masked_card(payment.last_four)
    yield say("Read by"), payment.entry
    yield say("Approval"), payment.approval
    yield say("Terminal reference"), payment.terminal_ref
    yield say("Receipt"), payment.receipt_no


def _outcome(payment: CardPayment, look: Look) -> str:
    say = look.say
    match payment.outcome:
        case "approved":
            return say("APPROVED")
        case "declined":
            return say("DECLINED: nothing was charged")
        case "reversed":
            return say("REVERSED: nothing was charged")
