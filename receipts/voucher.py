"""Vouchers: store credit for somebody whom the shop does not know, and gift cards, on paper. Pure.

Whoever has its code can spend it, so it says that; and it counts only at the centre, so it says that too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from pos_terminal.domain.sale import Sale
from receipts.amounts import Numbers
from receipts.document import Document, Element
from receipts.elements.barcode import Barcode
from receipts.elements.cut import Cut
from receipts.elements.feed import Feed
from receipts.elements.pair import Pair
from receipts.elements.rule import Rule
from receipts.elements.text import Text
from receipts.look import Look, Made, slip
from receipts.parts import Proof, ShopHeader, heading, shop_name, stamps
from receipts.ticket import Extras
from receipts.wording import Say, words

METHOD = "store_credit"


@dataclass(frozen=True, slots=True)
class Voucher:
    """A paper that is worth money. code: what spends it; valid_until: None: for ever; number: see Made.

    message: free words, such as for whom it is. reported: whether the centre knows it and it can be spent.
    """

    made: Made
    code: str
    amount_minor: int
    valid_until: datetime | None = None
    message: str = ""
    reported: bool = True


def credit_voucher(voucher: Voucher, look: Look) -> Document:
    """Store credit, printed on its own."""
    return _on_its_own(voucher, look, look.say("STORE CREDIT VOUCHER"))


def gift_card_voucher(voucher: Voucher, look: Look) -> Document:
    """A gift card on paper."""
    return _on_its_own(voucher, look, look.say("GIFT CARD"))


def _on_its_own(voucher: Voucher, look: Look, title: str) -> Document:
    say = look.say
    body: tuple[Element, ...] = (
        *_worth(look.money(voucher.amount_minor), look.columns),
        Rule(),
        *((Text(voucher.message, "center"), Feed()) if voucher.message else ()),
        *_code(voucher.code),
        Feed(),
        *_advice(say, reported=voucher.reported),
        *_until(voucher, look),
    )
    return slip(look, voucher.made, title, body)


def _until(voucher: Voucher, look: Look) -> Iterator[Element]:
    if voucher.valid_until is not None:
        yield Rule()
        yield Pair(look.say("Valid until"), look.numbers.day(voucher.valid_until), bold=True)


def _worth(amount: str, columns: int) -> Iterator[Element]:
    yield Text(amount, "center", bold=True, wide=2 if len(amount) * 2 <= columns else 1, tall=2)


def _advice(say: Say, *, reported: bool) -> Iterator[Element]:
    if not reported:
        yield Text(say("It can be spent as soon as this till has reported it to the centre."), "center")
    yield Text(say("Keep it like cash: whoever has the code can spend it."), "center")


def vouchers(
    sale: Sale, header: ShopHeader, proof: Proof, *, copy: int, language: str, columns: int, extras: Extras
) -> Iterator[Element]:
    """A paper for each account that got credit and is no customer's; each ends with its own cut."""
    say, numbers = words(language), Numbers(language, sale.decimals)
    for account, minor in _credits(sale, extras).items():
        amount = f"{numbers.amount(minor)} {sale.currency}"
        yield from shop_name(header, columns)
        yield from heading(say("STORE CREDIT VOUCHER"), columns)
        yield from stamps(say, copy, training=extras.training)
        yield Rule()
        yield from _worth(amount, columns)
        yield Rule()
        yield from _code(account)
        yield Feed()
        yield from _advice(say, reported=False)
        yield Rule()
        yield Pair(say("Date"), numbers.moment(proof.completed_at))
        yield Pair(say("Receipt"), proof.receipt_no)
        yield Cut()


def _credits(sale: Sale, extras: Extras) -> dict[str, int]:
    """What each account of nobody got, in minor units above zero."""
    found: dict[str, int] = {}
    for tender in sale.tenders:
        if tender.method == METHOD and tender.account and tender.account not in extras.customer_accounts:
            found[tender.account] = found.get(tender.account, 0) - tender.amount_minor
    return {account: minor for account, minor in found.items() if minor > 0}


def _code(account: str) -> Iterator[Element]:
    """As a barcode with its text; text alone where it is not plain ASCII."""
    if account.isascii() and account.isprintable():
        yield Barcode(account)
    else:
        yield Text(account, "center", bold=True)
