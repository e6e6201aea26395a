"""Amounts, roundings and quick amounts by example."""

import pytest

from pos_terminal.domain.money import Currency, allocate, line_amount, round_to_step
from pos_terminal.domain.payments.methods import METHODS, Offer, Taken, quick_amounts
from pos_terminal.domain.quantity import base_units, quantity_text
from pos_terminal.domain.tax import RateSum, TaxRules, add_amount, summary
from pos_terminal.errors import ConfigError


@pytest.mark.parametrize(("code", "decimals"), [("EUR", 2), ("JPY", 0), ("KWD", 3), ("CHF", 2), ("TND", 3)])
def test_a_currency_has_the_decimals_of_iso_4217(code: str, decimals: int) -> None:
    assert Currency.of(code).decimals == decimals


@pytest.mark.parametrize("code", ["eur", "EURO", "E1R", ""])
def test_what_cannot_be_a_currency_is_refused(code: str) -> None:
    with pytest.raises(ConfigError):
        Currency.of(code)


@pytest.mark.parametrize(
    ("price_minor", "milli", "amount_minor"),
    [(119, 3000, 357), (2490, 432, 1076), (2490, 1, 2), (1, 500, 1), (1, 499, 0)],
)
def test_a_line_is_rounded_half_up(price_minor: int, milli: int, amount_minor: int) -> None:
    assert line_amount(price_minor, milli) == amount_minor


@pytest.mark.parametrize(("amount", "rounded"), [(1, 0), (2, 0), (3, 5), (7, 5), (8, 10), (-3, -5)])
def test_swiss_cash_is_rounded_to_five(amount: int, rounded: int) -> None:
    assert round_to_step(amount, 5) == rounded


def test_what_is_left_over_goes_to_the_largest_remainder() -> None:
    assert allocate(100, [1, 1, 1]) == [34, 33, 33]


@pytest.mark.parametrize(
    ("due_minor", "decimals", "offered"),
    [
        (369, 2, (500, 1000, 2000, 0)),
        (670, 2, (0, 1000, 2000, 5000)),
        (1367, 2, (1500, 0, 2000, 5000)),
        (90, 2, (500, 0, 0, 0)),
        (2000, 2, (0, 0, 0, 5000)),
        (7250, 2, (7500, 10_000, 20_000, 50_000)),
        (980, 0, (0, 1000, 2000, 5000)),
        (12_345, 3, (15_000, 0, 20_000, 50_000)),
        (0, 2, (0, 0, 0, 0)),
    ],
)
def test_quick_amounts_keep_their_keys(due_minor: int, decimals: int, offered: tuple[int, ...]) -> None:
    assert quick_amounts(due_minor, decimals) == offered


def test_cash_takes_what_is_due_when_no_amount_is_typed() -> None:
    assert METHODS["cash"].take(Offer(357, None, 5, "", confirmed=False)) == Taken(355, 355, 0, -2)


@pytest.mark.parametrize(
    ("milli", "text"), [(3000, "3"), (250, "0.25"), (1_250_375, "1250.375"), (-500, "-0.5")]
)
def test_quantities_are_plain_numbers(milli: int, text: str) -> None:
    assert quantity_text(milli) == text


def test_stock_counts_pieces_or_thousandths() -> None:
    assert (base_units(3000, "each"), base_units(432, "kg")) == (3, 432)


def test_tax_by_line_and_by_receipt_differ_and_both_add_up() -> None:
    sums: dict[str, int] = {}
    for rounding in ("line", "receipt"):
        rules = TaxRules(False, rounding)
        rows: tuple[RateSum, ...] = ()
        for amount_minor in (33, 33, 33):
            rows = add_amount(rows, rules, "A", 1900, (0, amount_minor))
        sums[rounding] = summary(rows, rules)[0].tax_minor
    assert sums == {"line": 18, "receipt": 19}
