"""What is left to return of a receipt, as the till knows it this moment. Core thread only.

A receipt may lie on the screen for long: before anything is given the right is read again, and what lies in
any basket, or is paid but not yet at the centre, counts as given.
"""

from collections.abc import Iterator

from pos_terminal.domain.decision import Refused
from pos_terminal.domain.returns import Right, give, given_in, right_of, take_away
from pos_terminal.domain.sale import Sale
from pos_terminal.services.core import Core
from pos_terminal.services.found_receipts import Found, central_of

NOT_UPLOADED_LOOKED_AT = 200


def centre_is_away(core: Core) -> bool:
    """Whether there is a centre and it does not answer."""
    light = core.desk.lights.get("centre")
    return core.settings.has_centre and light is not None and light.code == "centre_away"


def own_receipt(core: Core, receipt_no: str, digits: str | None, *, unchecked: bool = False) -> Found | None:
    """A sale of this till's journal, with what is left of its right as far as the till knows.

    None where the centre decides and can be asked, unless unchecked: then nobody walks through the journal.
    """
    finished = core.journal.finished_sale(receipt_no=receipt_no)
    if finished is None or digits != finished.hash[:4].upper():
        return None
    centre_decides = core.settings.has_centre and core.till.right_of(finished.sale.sale_id) is None
    if centre_decides and not unchecked and not centre_is_away(core):
        return None
    return _found(core, finished.sale)


def found_again(core: Core, found: Found) -> Found | None:
    """The same receipt as it is now; None where somebody else decides on it meanwhile."""
    if found.authority == "centre":
        return found
    finished = core.journal.finished_sale(found.sale.sale_id)
    now = _found(core, finished.sale) if finished is not None else None
    if now is None or now.authority != found.authority:
        return None
    return None if now.authority == "unchecked" and not centre_is_away(core) else now


def right_now(core: Core, found: Found) -> Right:
    """What is left, without what lies in the baskets already; what the centre holds it has taken off."""
    right, sale_id, at_centre = found.sale.right, found.sale.sale_id, found.authority == "centre"
    baskets = [row.sale for row in core.till.parked]
    if core.till.sale is not None:
        baskets.append(core.till.sale)
    for sale in (*baskets, *(_not_uploaded(core) if at_centre else ())):
        for given in given_in(sale, sale_id, besides="centre" if at_centre else ""):
            right = take_away(right, given)
    asked = (row for sale in baskets for row in sale.asked_returns if row.sale_id == sale_id)
    for row in asked:  # under way: the centre has not said yet whether it holds it
        outcome = give(right, row.line_id, row.milli)
        right = right if isinstance(outcome, Refused) else outcome[0]
    return right


def in_hand(core: Core, sale_id: str) -> frozenset[str]:
    """Lines of a sale that lie in a basket as goods that come back, or are asked for: nothing is paid yet."""
    baskets = [*(row.sale for row in core.till.parked), *((core.till.sale,) if core.till.sale else ())]
    given = (row.line_id for basket in baskets for row in given_in(basket, sale_id))
    asked = (row.line_id for basket in baskets for row in basket.asked_returns if row.sale_id == sale_id)
    return frozenset((*given, *asked))


def _found(core: Core, sale: Sale) -> Found:
    right = core.till.right_of(sale.sale_id)
    if right is not None:
        return Found(central_of(sale, right), "till")
    # Handed over: without a centre the journal is the only place there is; with one it is unchecked.
    left = right_of(sale)
    for other in core.journal.returns_of(sale.sale_id):
        for given in given_in(other, sale.sale_id):
            left = take_away(left, given)
    return Found(central_of(sale, left), "unchecked" if core.settings.has_centre else "till")


def _not_uploaded(core: Core) -> Iterator[Sale]:
    """Sales that the centre may not know yet: what they gave back without it, it would give once more."""
    unsent = {sale.sale_id for sale in core.till.unsent}
    yield from core.till.unsent
    for sale_id in [row for row in core.upload_jobs if row not in unsent][-NOT_UPLOADED_LOOKED_AT:]:
        finished = core.journal.finished_sale(sale_id)
        if finished is not None:
            yield finished.sale
