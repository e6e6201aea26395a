"""The paper that goes with a present: what was bought and the code to bring it back, no price. Pure."""

from collections.abc import Iterator

from pos_terminal.domain.sale import Sale
from receipts.document import Document, Element
from receipts.elements.barcode import Barcode
from receipts.elements.cut import Cut
from receipts.elements.feed import Feed
from receipts.elements.item import Item
from receipts.elements.pair import Pair
from receipts.elements.rule import Rule
from receipts.elements.text import Text
from receipts.look import Look
from receipts.parts import Proof, heading, shop, stamps
from receipts.ticket import NO_EXTRAS, Extras, copied_text, gifts


def gift_receipt(
    sale: Sale,
    proof: Proof,
    look: Look,
    *,
    line_ids: frozenset[str] = frozenset(),
    copy: int = 0,
    extras: Extras = NO_EXTRAS,
) -> Document:
    """The paper over what was bought. line_ids: these lines alone; empty: all. copy: as for a receipt."""
    say, copied = look.say, copied_text(sale, look.language, extras)
    elements: tuple[Element, ...] = (
        *shop(look.header, look.columns, compact=look.style.compact),
        *heading(say("GIFT RECEIPT"), look.columns),
        *stamps(say, copy, training=look.training, copied=copied),
        Rule(),
        *_goods(sale, look, extras, line_ids),
        Rule(),
        Text(say("This paper shows no prices. Goods are exchanged for what they cost."), "center"),
        *((Feed(), Text(look.header.returns, "center")) if look.header.returns else ()),
        Rule(),
        Pair(say("Date"), look.numbers.day(proof.completed_at)),
        Pair(say("Receipt"), proof.receipt_no),
        *stamps(say, copy, training=look.training, copied=copied),
        Feed(),
        Barcode(proof.barcode_text),
        Cut(),
    )
    return look.document(f"{say('GIFT RECEIPT')} {proof.receipt_no}", elements)


def _goods(sale: Sale, look: Look, extras: Extras, line_ids: frozenset[str]) -> Iterator[Element]:
    for line in gifts(sale, look.language, extras, line_ids):
        yield Item(line.name, line.amount, adjustments=line.notes)
