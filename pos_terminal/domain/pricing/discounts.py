"""How much a discount takes off, and how a basket's discount is spread over its lines. Pure.

A share is kept by each line, so that a partial return gives back exactly what was paid for it.
"""

from collections.abc import Sequence
from fractions import Fraction

from pos_terminal.domain.money import allocate, round_half_up
from pos_terminal.domain.sale import Discount

WHOLE_BP = 10_000


def discount_of(discount: Discount | None, amount_minor: int) -> int:
    """What a discount takes off an amount >= 0; never more than the amount."""
    if discount is None or amount_minor <= 0:
        return 0
    if discount.kind == "percent":
        return round_half_up(Fraction(amount_minor * discount.value, WHOLE_BP))
    return min(discount.value, amount_minor)


def shares(discount: Discount | None, amounts_minor: Sequence[int]) -> tuple[int, ...]:
    """What a basket's discount takes off each line, by largest remainder; nothing off lines of nought."""
    return tuple(allocate(discount_of(discount, sum(amounts_minor)), amounts_minor))
