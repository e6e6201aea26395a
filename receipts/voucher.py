"""The voucher: store credit for somebody whom the shop does not know, on a paper of its own. Pure.

Whoever has its code can spend it, so it says that; and it counts only at the centre, so it says that too.
"""

from collections.abc import Iterator

from pos_terminal.domain.sale import Sale
from receipts.amounts import Numbers
from receipts.document import Element
from receipts.elements.barcode import Barcode
from receipts.elements.cut import Cut
from receipts.elements.feed import Feed
from receipts.elements.pair import Pair
from receipts.elements.rule import Rule
from receipts.elements.text import Text
from receipts.parts import Proof, ShopHeader, heading, shop_name, stamps
from receipts.ticket import Extras
from receipts.wording import words

METHOD = "store_credit"


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
        yield Text(amount, "center", bold=True, wide=2 if len(amount) * 2 <= columns else 1, tall=2)
        yield Rule()
        yield from _code(account)
        yield Feed()
        yield Text(say("It can be spent as soon as this till has reported it to the centre."), "center")
        yield Text(say("Keep it like cash: whoever has the code can spend it."), "center")
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
