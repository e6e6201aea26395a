"""A completed sale as a receipt. Pure: everything that stands on the paper was given.

What it says comes from `ticket.py`, its parts from `parts.py`, in the order below.
"""

from collections.abc import Iterator
from datetime import datetime

from pos_terminal.domain.sale import Sale
from receipts.amounts import locale_of
from receipts.document import Document, Element
from receipts.elements.barcode import Barcode
from receipts.elements.cut import Cut
from receipts.elements.feed import Feed
from receipts.elements.qr import QR
from receipts.elements.rule import Rule
from receipts.parts import (
    Proof,
    ShopHeader,
    customers_own,
    farewell,
    heading,
    items,
    numbers,
    numbers_briefly,
    shop,
    stamps,
    sums,
    taxes,
)
from receipts.style import DETAILED, Style
from receipts.ticket import NO_EXTRAS, Extras, copied_text, ticket_of
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
    style: Style = DETAILED,
) -> Document:
    """The receipt of a completed sale, with a voucher behind its cut where it gave one.

    completed_at: with its zone, shown in that zone. copy: 0 the original, else its number as a copy.
    language: the shop's, such as `de` or `ar_EG`.
    """
    say, kind = words(language), sale.kind
    proof = Proof(receipt_no, completed_at, journal_hash, barcode_text)
    stamp = tuple(stamps(say, copy, training=extras.training, copied=copied_text(sale, language, extras)))
    elements: tuple[Element, ...] = (
        *shop(header, columns, compact=style.compact),
        *(heading(_kind(kind, say), columns) if kind != "sale" else ()),
        *stamp,
        *_bought(sale, proof, language, extras, style),
        *customers_own(extras),
        *stamp,
        *farewell(header, kind),
        *_qr(sale, proof, style),
        Feed(),
        Barcode(barcode_text),
        Cut(),
        *vouchers(sale, header, proof, copy=copy, language=language, columns=columns, extras=extras),
    )
    rtl = locale_of(language).text_direction == "rtl"
    return Document(f"{say('Receipt')} {receipt_no}", columns, rtl, style.laid_out(elements), style.font)


def _bought(sale: Sale, proof: Proof, language: str, extras: Extras, style: Style) -> Iterator[Element]:
    """What was bought and paid, its taxes, when, where and by whom."""
    say, ticket, compact = words(language), ticket_of(sale, language, extras), style.compact
    yield Rule()
    yield from items(ticket, compact=compact)
    yield Rule("thick")
    yield from sums(ticket)
    yield Rule()
    yield from taxes(ticket, compact=compact)
    yield from (numbers_briefly if compact else numbers)(sale, proof, language, say, extras)


def _kind(kind: str, say: Say) -> str:
    return say("RETURN") if kind == "return" else say("EXCHANGE")


def _qr(sale: Sale, proof: Proof, style: Style) -> Iterator[Element]:
    if not style.qr or style.compact:
        return
    meant = {
        "{receipt}": proof.receipt_no,
        "{code}": proof.barcode_text,
        "{total}": str(sale.total_minor),
        "{day}": sale.business_day,
    }
    text = style.qr
    for mark, value in meant.items():
        text = text.replace(mark, value)
    yield Feed()
    yield QR(text, style.qr_caption)
