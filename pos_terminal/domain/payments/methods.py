"""The strategies of payment and the table that lists them. Pure.

A method answers what a tender becomes; when the due reaches nought the sale is complete.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pos_terminal.domain.decision import Ask, Refused
from pos_terminal.domain.money import round_to_step

ASK_ABOVE_DUE_TIMES = 10


@dataclass(frozen=True, slots=True)
class Offer:
    """What the cashier keyed. amount_minor None: whatever is due."""

    due_minor: int
    amount_minor: int | None
    cash_step_minor: int
    approval_code: str
    confirmed: bool


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

    opens_drawer: money goes into it. may_go_back: a tender can be given back without a device.
    """

    name: str
    take: Callable[[Offer], Taken | Refused | Ask]
    opens_drawer: bool
    may_go_back: bool
    offers_quick_amounts: bool = False


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
    return Taken(amount_minor, amount_minor, 0, 0)


METHODS: Mapping[str, Method] = {
    "cash": Method("cash", _cash, opens_drawer=True, may_go_back=True, offers_quick_amounts=True),
    "card": Method("card", _card_by_hand, opens_drawer=False, may_go_back=False),
}

_NOTES_MAJOR = (1, 2, 5, 10, 20, 50, 100, 200, 500)


def quick_amounts(due_minor: int, decimals: int) -> tuple[int, ...]:
    """Amounts that a customer is likely to hand over.

    The next even sums and notes above what is due, at most four.
    """
    if due_minor <= 0:
        return ()
    unit = 10**decimals if decimals else 100
    sums = {-(-due_minor // (step * unit)) * step * unit for step in (1, 5, 10, 20, 50, 100)}
    sums |= {note * unit for note in _NOTES_MAJOR if note * unit >= due_minor}
    return tuple(sorted(amount for amount in sums if amount > due_minor)[:4])
