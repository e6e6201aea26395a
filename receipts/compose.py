"""A completed sale as a receipt. Pure: everything that stands on the paper was given.

What it says comes from `ticket.py`, its parts from `parts.py`, in the order below.
"""

from datetime import datetime

from pos_terminal.domain.sale import Sale
from receipts.amounts import locale_of
from receipts.document import Document, Element
from receipts.elements.barcode import Barcode
from receipts.elements.cut import Cut
from receipts.elements.feed import Feed
from receipts.elements.rule import Rule
from receipts.parts import (
    Proof,
    ShopHeader,
    farewell,
    heading,
    items,
    numbers,
    shop,
    stamps,
    sums,
    taxes,
)
from receipts.ticket import NO_EXTRAS, Extras, ticket_of
from receipts.voucher import vouchers
from receipts.wording import Say, words


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
    extras: Extras = NO_EXTRAS,
) -> Document:
    """The receipt of a completed sale, with a voucher behind its cut where it gave one.

    completed_at: with its zone, shown in that zone. copy: 0 the original, else its number as a copy.
    language: the shop's, such as `de` or `ar_EG`.
    """
    say, ticket = words(language), ticket_of(sale, language, extras)
    proof = Proof(receipt_no, completed_at, journal_hash, barcode_text)
    elements: tuple[Element, ...] = (
        *shop(header, columns),
        *(heading(_kind(ticket.kind, say), columns) if ticket.kind != "sale" else ()),
        *stamps(say, copy, training=extras.training),
        Rule(),
        *items(ticket),
        Rule("thick"),
        *sums(ticket),
        Rule(),
        *taxes(ticket),
        *numbers(sale, proof, language, say, extras),
        *stamps(say, copy, training=extras.training),
        *farewell(header, ticket.kind),
        Feed(),
        Barcode(barcode_text),
        Cut(),
        *vouchers(sale, header, proof, copy=copy, language=language, columns=columns, extras=extras),
    )
    rtl = locale_of(language).text_direction == "rtl"
    return Document(f"{say('Receipt')} {receipt_no}", columns, rtl, elements)


def _kind(kind: str, say: Say) -> str:
    return say("RETURN") if kind == "return" else say("EXCHANGE")
