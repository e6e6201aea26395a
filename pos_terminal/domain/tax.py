"""Taxes: prices with or without tax, several rates in a sale, rounded by line or by receipt. Pure.

Council Directive 2006/112/EC leaves the rounding rule to the member states (CJEU C-302/07); so it is a
setting.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from pos_terminal.domain.money import round_half_up

Rounding = Literal["line", "receipt"]


@dataclass(frozen=True, slots=True)
class TaxRules:
    """How a shop reckons tax."""

    prices_include_tax: bool = True
    rounding: Rounding = "receipt"

    def tax_in(self, amount_minor: int, rate_bp: int) -> int:
        """The tax that an amount carries (included) or that comes on top of it. rate_bp: basis points."""
        base_bp = 10_000 + rate_bp if self.prices_include_tax else 10_000
        return round_half_up(Fraction(amount_minor * rate_bp, base_bp))


@dataclass(frozen=True, slots=True)
class RateSum:
    """The running sums of one tax class in a sale; line_tax_minor: sum of the taxes rounded line by line.

    returned: amount and tax of goods that come back, below zero; their tax is what was paid then.
    """

    tax_class: str
    rate_bp: int
    amount_minor: int
    line_tax_minor: int
    returned_minor: int = 0
    returned_tax_minor: int = 0


@dataclass(frozen=True, slots=True)
class TaxLine:
    """One row of the tax summary; net + tax = gross, exactly."""

    tax_class: str
    rate_bp: int
    net_minor: int
    tax_minor: int
    gross_minor: int


def add_amount(
    sums: tuple[RateSum, ...], rules: TaxRules, tax_class: str, rate_bp: int, amounts: tuple[int, int]
) -> tuple[RateSum, ...]:
    """The sums after a line's amount went from amounts[0] to amounts[1].

    A class keeps its place once it has one.
    """
    before, after = amounts
    change = after - before
    tax_change = rules.tax_in(after, rate_bp) - rules.tax_in(before, rate_bp)
    for index, row in enumerate(sums):
        if row.tax_class == tax_class and row.rate_bp == rate_bp:
            new = replace(
                row,
                amount_minor=row.amount_minor + change,
                line_tax_minor=row.line_tax_minor + tax_change,
            )
            return (*sums[:index], new, *sums[index + 1 :])
    return (*sums, RateSum(tax_class, rate_bp, change, tax_change))


def add_fixed(
    sums: tuple[RateSum, ...], tax_class: str, rate_bp: int, fixed: tuple[int, int]
) -> tuple[RateSum, ...]:
    """The sums with an amount whose tax is known: goods that come back carry the tax that was paid."""
    sums = add_amount(sums, TaxRules(), tax_class, rate_bp, (0, 0))
    return tuple(
        replace(
            row,
            returned_minor=row.returned_minor + fixed[0],
            returned_tax_minor=row.returned_tax_minor + fixed[1],
        )
        if (row.tax_class, row.rate_bp) == (tax_class, rate_bp)
        else row
        for row in sums
    )


def summary(sums: Iterable[RateSum], rules: TaxRules) -> tuple[TaxLine, ...]:
    """The tax summary of a sale, ordered by class and rate."""
    rows = []
    for row in sorted(sums, key=lambda s: (s.tax_class, s.rate_bp)):
        tax = row.line_tax_minor if rules.rounding == "line" else rules.tax_in(row.amount_minor, row.rate_bp)
        tax += row.returned_tax_minor
        amount = row.amount_minor + row.returned_minor
        net = amount - tax if rules.prices_include_tax else amount
        rows.append(TaxLine(row.tax_class, row.rate_bp, net, tax, net + tax))
    return tuple(rows)
