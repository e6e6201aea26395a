"""Payments as the screen shows them. Pure."""

from pos_terminal.domain.sale import Sale, Tender
from pos_terminal.views import TenderView


def tender_views(sale: Sale, *, by_hand: bool = False) -> tuple[TenderView, ...]:
    """What was taken or given back, and what somebody is asked for. by_hand: a manager may end that."""
    taken = tuple(_tender(tender) for tender in sale.tenders)
    if sale.asked is None:
        return taken
    amount = sale.asked.amount_minor
    asked = TenderView(sale.asked.tender_id, sale.asked.method, amount, amount, 0, "asked", by_hand)
    return (*taken, asked)


def _tender(tender: Tender) -> TenderView:
    return TenderView(
        tender.tender_id, tender.method, tender.amount_minor, tender.given_minor, tender.change_minor
    )
