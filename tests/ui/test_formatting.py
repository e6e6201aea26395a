"""Numbers as the cashier reads and types them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.screen_states import now
from ui.formatting import Numbers, local_clock_text, parse_amount, parse_milli


@pytest.mark.parametrize(
    ("language", "minor", "decimals", "text"),
    [
        ("en", 0, 2, "0.00"),
        ("en", 99_999_999_00, 2, "99,999,999.00"),
        ("en", -305, 2, "−3.05"),
        ("de", 123_456_7, 2, "12.345,67"),
        ("en", 12_345_678, 3, "12,345.678"),
        ("en", 1500, 0, "1,500"),
        ("ar", 123456, 2, "1,234.56"),
    ],
)
def test_amounts(language: str, minor: int, decimals: int, text: str) -> None:
    assert Numbers(language).amount(minor, decimals) == text


@pytest.mark.parametrize(
    ("milli", "unit", "text"),
    [(3000, "each", "3"), (1_250_375, "kg", "1,250.375 kg"), (-1000, "each", "−1"), (250, "l", "0.250 l")],
)
def test_quantities(milli: int, unit: str, text: str) -> None:
    assert Numbers("en").quantity(milli, unit) == text


@pytest.mark.parametrize(
    ("text", "decimals", "minor"),
    [
        ("2000", 2, 2000),
        ("20.", 2, 2000),
        ("20,5", 2, 2050),
        (".5", 2, 50),
        ("20.505", 2, None),
        ("1750", 3, 1750),
        ("1.75", 3, 1750),
        ("1500", 0, 1500),
        ("1.5", 0, None),
        ("", 2, None),
        (".", 2, None),
        ("1.2.3", 2, None),
        ("12x", 2, None),
        ("٣", 2, None),
        ("1234567890123", 2, None),
    ],
)
def test_typed_amounts(text: str, decimals: int, minor: int | None) -> None:
    assert parse_amount(text, decimals, digits_are_minor=True) == minor


def test_digits_are_major_units_where_configured() -> None:
    assert parse_amount("20", 2, digits_are_minor=False) == 2000
    assert parse_amount("20.5", 2, digits_are_minor=False) == 2050


@pytest.mark.parametrize(
    ("text", "milli"), [("5", 5000), ("0.345", 345), (",25", 250), ("0.3456", None), ("-1", None), ("", None)]
)
def test_typed_quantities(text: str, milli: int | None) -> None:
    assert parse_milli(text) == milli


@given(st.integers(0, 10**11), st.sampled_from([0, 2, 3]), st.sampled_from(["en", "de", "ar"]))
def test_a_shown_amount_typed_without_its_groups_is_the_same(
    minor: int, decimals: int, language: str
) -> None:
    numbers = Numbers(language)
    typed = numbers.amount(minor, decimals).replace(numbers.group, "")
    if len(typed) <= 12:
        assert parse_amount(typed, decimals, digits_are_minor=True) == minor


def test_times_are_shown_in_the_shops_zone() -> None:
    assert local_clock_text("2026-03-03T13:05:00.000+00:00", now()) == "14:05"
    assert local_clock_text("", now()) == ""
    assert local_clock_text("not a time", now()) == ""
