"""Taking and giving back tenders of the open sale, and completing it. Pure."""

from pos_terminal.domain import events as e
from pos_terminal.domain.decision import Ask, Decision, Refused
from pos_terminal.domain.payments.methods import METHODS, Offer
from pos_terminal.domain.sale import Sale
from pos_terminal.domain.sale_fold import evolve

MOST_MINOR = 10**12


def take(
    sale: Sale,
    method_name: str,
    amount_minor: int | None,
    approval_code: str,
    tender_id: str,
    *,
    confirmed: bool,
    account: str = "",
    by_terminal: bool = False,
) -> Decision:
    """Take one tender, or (where less than nothing is due) give one back.

    The sale is complete when nothing is due any more; `complete` makes that event.
    """
    method = METHODS.get(method_name)
    if method is None:
        return Refused("method_unknown", {"method": method_name})
    if sale.asked is not None or sale.asked_returns:
        return Refused("payment_under_way")
    if amount_minor is not None and abs(amount_minor) > MOST_MINOR:
        return Refused("amount_unreadable")
    due, step = sale.due_minor, sale.cash_step_minor
    offer = Offer(due, amount_minor, step, approval_code, confirmed, account, by_terminal)
    taken = method.refund(offer) if due < 0 else method.take(offer)
    if isinstance(taken, Refused | Ask):
        return taken
    return (
        e.TenderTaken(
            sale_id=sale.sale_id,
            tender_id=tender_id,
            method=method.name,
            amount_minor=taken.amount_minor,
            given_minor=taken.given_minor,
            change_minor=taken.change_minor,
            rounding_minor=taken.rounding_minor,
            approval_code=approval_code,
            account=account if method.has_ledger else "",
        ),
    )


def complete(
    sale: Sale, tendered: Decision, receipt_no: str, completed_at: str, cashier: str = ""
) -> Decision:
    """The tender's events, with the sale's completion behind them where nothing is due any more."""
    if isinstance(tendered, Refused | Ask):
        return tendered
    paid = sale
    for event in tendered:
        paid = evolve(paid, event)
    if paid.due_minor != 0:
        return tendered
    return (
        *tendered,
        e.SaleCompleted(
            sale_id=sale.sale_id,
            receipt_no=receipt_no,
            total_minor=paid.total_minor,
            rounding_minor=paid.rounding_minor,
            change_minor=paid.change_minor,
            taxes=paid.taxes,
            completed_at=completed_at,
            cashier=cashier,
        ),
    )


def give_back(sale: Sale, tender_id: str) -> Decision:
    """Give one tender back."""
    if any(tender.tender_id == tender_id for tender in sale.tenders):
        return (e.TenderTakenBack(sale.sale_id, tender_id),)
    return Refused("tender_gone")


def leave(sale: Sale) -> Decision:
    """Back to the sale.

    What may be given back without a device is; anything else stays and keeps the sale here.
    """
    backs = tuple(
        e.TenderTakenBack(sale.sale_id, tender.tender_id)
        for tender in sale.tenders
        if METHODS[tender.method].may_go_back
    )
    if len(backs) == len(sale.tenders):
        return backs
    return backs or Refused("card_taken")
