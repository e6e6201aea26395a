"""The strategies of payment and the table that lists them. Pure.

A method answers what a tender becomes; when the due reaches nought the sale is complete.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pos_terminal.domain.decision import Ask, Refused
from pos_terminal.domain.money import round_to_step

ASK_ABOVE_DUE_TIMES = 10
# SAFETY: a card's number (13 digits and more, ISO/IEC 7812-1) typed by mistake must not get into the journal.
MOST_APPROVAL_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Offer:
    """What the cashier keyed. amount_minor None: whatever is due.

    A refund's due and amount are below zero.
    """

    due_minor: int
    amount_minor: int | None
    cash_step_minor: int
    approval_code: str
    confirmed: bool
    account: str = ""
    by_terminal: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """What a tender becomes; given - change = amount."""

    amount_minor: int
    given_minor: int
    change_minor: int
    rounding_minor: int


@dataclass(frozen=True, slots=True)
class Method:
    """One way to pay.

    opens_drawer: money goes into it. may_go_back: a tender can be given back without a device. refund: the
    same for money that goes back (due and amounts below zero). has_ledger: an account at the centre stands
    behind it, which is asked before it counts; needs_account: such a one has to be named.
    """

    name: str
    take: Callable[[Offer], Taken | Refused | Ask]
    refund: Callable[[Offer], Taken | Refused | Ask]
    opens_drawer: bool
    may_go_back: bool
    offers_quick_amounts: bool = False
    has_ledger: bool = False


def _cash(offer: Offer) -> Taken | Refused | Ask:
    """Any amount; what exceeds the due is change. Cash alone is rounded to the smallest coin."""
    due_minor = (
        round_to_step(offer.due_minor, offer.cash_step_minor) if offer.cash_step_minor else offer.due_minor
    )
    given_minor = due_minor if offer.amount_minor is None else offer.amount_minor
    if given_minor < 0 or (given_minor == 0 and due_minor > 0):
        return Refused("amount_missing")
    if given_minor < due_minor:
        return Taken(given_minor, given_minor, 0, 0)
    if given_minor > ASK_ABOVE_DUE_TIMES * due_minor and given_minor > due_minor and not offer.confirmed:
        return Ask("cash_large", {"amount_minor": given_minor, "due_minor": due_minor})
    return Taken(due_minor, given_minor, given_minor - due_minor, due_minor - offer.due_minor)


def _card_by_hand(offer: Offer) -> Taken | Refused | Ask:
    """Charged on a terminal that is not connected; the cashier confirms it. Never more than is due."""
    amount_minor = offer.due_minor if offer.amount_minor is None else offer.amount_minor
    if amount_minor <= 0:
        return Refused("amount_missing")
    if amount_minor > offer.due_minor:
        return Refused("card_above_due", {"due_minor": offer.due_minor})
    if not offer.approval_code and not offer.by_terminal:
        return Refused("approval_missing")
    if sum(map(str.isdigit, offer.approval_code)) > MOST_APPROVAL_DIGITS:
        return Refused("approval_too_long")
    return Taken(amount_minor, amount_minor, 0, 0)


def _store_credit(offer: Offer) -> Taken | Refused | Ask:
    """Taken out of an account at the centre, after that has held it. Never more than is due."""
    amount_minor = offer.due_minor if offer.amount_minor is None else offer.amount_minor
    if amount_minor <= 0:
        return Refused("amount_missing")
    if amount_minor > offer.due_minor:
        return Refused("credit_above_due", {"due_minor": offer.due_minor})
    if not offer.account:
        return Refused("credit_account_missing")
    return Taken(amount_minor, amount_minor, 0, 0)


def _cash_back(offer: Offer) -> Taken | Refused | Ask:
    """Out of the drawer; the last of it is rounded to the smallest coin."""
    due_minor = (
        round_to_step(offer.due_minor, offer.cash_step_minor) if offer.cash_step_minor else offer.due_minor
    )
    whole = offer.amount_minor in (None, due_minor, offer.due_minor)
    amount_minor = due_minor if whole or offer.amount_minor is None else offer.amount_minor
    if whole:
        return Taken(due_minor, due_minor, 0, due_minor - offer.due_minor)
    if amount_minor >= 0:
        return Refused("amount_missing")
    if amount_minor < due_minor:
        return Refused("refund_above_due", {"due_minor": -due_minor})
    return Taken(amount_minor, amount_minor, 0, 0)


def _back(offer: Offer) -> Taken | Refused | Ask:
    """Back to a card or an account: any part of what is owed."""
    amount_minor = offer.due_minor if offer.amount_minor is None else offer.amount_minor
    if amount_minor >= 0:
        return Refused("amount_missing")
    if amount_minor < offer.due_minor:
        return Refused("refund_above_due", {"due_minor": -offer.due_minor})
    return Taken(amount_minor, amount_minor, 0, 0)


def _credit_back(offer: Offer) -> Taken | Refused | Ask:
    """Into an account: a customer's, or a new voucher's."""
    return _back(offer) if offer.account else Refused("credit_account_missing")


METHODS: Mapping[str, Method] = {
    "cash": Method("cash", _cash, _cash_back, opens_drawer=True, may_go_back=True, offers_quick_amounts=True),
    "card": Method("card", _card_by_hand, _back, opens_drawer=False, may_go_back=False),
    "store_credit": Method(
        "store_credit", _store_credit, _credit_back, opens_drawer=False, may_go_back=True, has_ledger=True
    ),
}

# Which notes stand on the three note keys, by how much is due: a key never changes its note with the cents.
_NOTES_MAJOR = ((10, 20, 50), (100, 200, 500))
_EVEN_MAJOR = 5


def quick_amounts(due_minor: int, decimals: int) -> tuple[int, ...]:
    """Amounts for four keys that keep their place: the next even sum, then three notes.

    0: that key is empty now, its note does not cover the due, or is so large that it would be asked back.
    """
    unit = 10**decimals if decimals else 100
    even = -(-due_minor // (_EVEN_MAJOR * unit)) * _EVEN_MAJOR * unit
    tier = _NOTES_MAJOR[0] if due_minor < _NOTES_MAJOR[0][-1] * unit else _NOTES_MAJOR[1]
    notes = tuple(note * unit for note in tier)
    offered = (0 if even in notes else even, *notes)
    return tuple(amount if due_minor < amount <= ASK_ABOVE_DUE_TIMES * due_minor else 0 for amount in offered)
