"""A card tender whose terminal can be reached no more: what became of it, said by a manager. Pure.

The terminal's own paper or journal is the evidence. If it answers after all, its answer is compared: what it
says never changes the sale by itself, and is never lost.
"""

from dataclasses import dataclass

from pos_terminal.domain import day_events as d
from pos_terminal.domain import events as e
from pos_terminal.domain.decision import Decision, Refused
from pos_terminal.domain.payments.methods import METHODS, MOST_APPROVAL_DIGITS
from pos_terminal.domain.sale import Sale


@dataclass(frozen=True, slots=True)
class ByHand:
    """What a manager said. charged: money moved; amount_minor < 0: back to the card."""

    sale_id: str
    tender_id: str
    amount_minor: int
    charged: bool


def settle(sale: Sale, tender_id: str, *, charged: bool, approval_code: str, reason: str) -> Decision:
    """The tender that a terminal was asked for, as taken or as refused."""
    asked = sale.asked
    if asked is None or asked.tender_id != tender_id or METHODS[asked.method].has_ledger:
        return Refused("tender_gone")
    code = approval_code.strip() if charged else ""
    if charged and not code and asked.amount_minor > 0:
        return Refused("approval_missing")
    if sum(map(str.isdigit, code)) > MOST_APPROVAL_DIGITS:
        return Refused("approval_too_long")
    amount = asked.amount_minor
    said = d.CardSettledByHand(sale.sale_id, tender_id, amount, charged, code, reason)
    if not charged:
        return (said, d.TenderRefused(sale.sale_id, tender_id, asked.method, asked.account, "by_hand"))
    return (said, e.TenderTaken(sale.sale_id, tender_id, asked.method, amount, amount, 0, 0, code))


def said_later(row: ByHand, outcome: str, approval_code: str) -> d.CardAnsweredLate:
    """The terminal's answer beside what the manager said."""
    agrees = (outcome == "approved") == row.charged
    return d.CardAnsweredLate(
        row.sale_id, row.tender_id, row.amount_minor, row.charged, outcome, approval_code, agrees
    )


def after(
    by_hand: tuple[ByHand, ...], disputes: tuple[d.CardAnsweredLate, ...], event: d.CardByHandEvent
) -> tuple[tuple[ByHand, ...], tuple[d.CardAnsweredLate, ...]]:
    """What the terminal has not answered yet, and what a manager has not looked at yet, after an event."""
    match event:
        case d.CardSettledByHand():
            row = ByHand(event.sale_id, event.tender_id, event.amount_minor, event.charged)
            return (*by_hand, row), disputes
        case d.CardAnsweredLate():
            left = tuple(row for row in by_hand if row.tender_id != event.tender_id)
            return left, (disputes if event.agrees else (*disputes, event))
        case d.CardDisputeEnded():
            return by_hand, tuple(row for row in disputes if row.tender_id != event.tender_id)
