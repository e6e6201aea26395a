"""Amounts in every language carry exactly the digits that they were given."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from receipts.amounts import Numbers, locale_of

MINOR = st.integers(-(2**53), 2**53)
LANGUAGES = ["en", "de", "ar", "zh", "fr", "de_CH", "sv", "hi", "he", "ja", "th", "fa", "pt-BR", "nonsense"]


@pytest.mark.parametrize(
    ("language", "decimals", "minor", "text"),
    [
        ("en", 2, 9_999_999_900, "99,999,999.00"),
        ("de", 2, -123456, "-1.234,56"),
        ("fr", 2, 123456, "1 234,56"),
        ("de_CH", 2, 123456, "1'234.56"),
        ("sv", 2, -123456, "-1 234,56"),
        ("hi", 2, 1234567890, "1,23,45,678.90"),
        ("ar", 2, -123456, "-1,234.56"),
        ("he", 2, -5, "-0.05"),
        ("en", 0, 1234, "1,234"),
        ("en", 3, 1234, "1.234"),
        ("ar", 3, 99_999_999_000, "99,999,999.000"),
        ("nonsense", 2, 100, "1.00"),
        ("pt-BR", 2, 123456, "1.234,56"),
    ],
)
def test_amounts(language: str, decimals: int, minor: int, text: str) -> None:
    assert Numbers(language, decimals).amount(minor) == text


@given(MINOR, st.sampled_from([0, 2, 3]), st.sampled_from(LANGUAGES))
def test_every_digit_is_there_and_no_other(minor: int, decimals: int, language: str) -> None:
    text = Numbers(language, decimals).amount(minor)

    assert int(re.sub(r"[ .,']", "", text)) == minor
    assert text.isascii()
    assert len(re.split(r"[.,]", text)[-1]) == decimals or decimals == 0


@pytest.mark.parametrize(
    ("language", "milli", "text"),
    [("en", 3000, "3"), ("en", 1_250_375, "1,250.375"), ("de", 754, "0,754"), ("de", -1500, "-1,5")],
)
def test_quantities(language: str, milli: int, text: str) -> None:
    assert Numbers(language, 2).quantity(milli) == text


@pytest.mark.parametrize(
    ("language", "basis_points", "text"),
    [("en", 1900, "19%"), ("en", 725, "7.25%"), ("de", 550, "5,5 %"), ("ar", 1500, "15%"), ("zh", 0, "0%")],
)
def test_rates(language: str, basis_points: int, text: str) -> None:
    assert Numbers(language, 2).rate(basis_points) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Nov 23, 2026 2:05:33 PM"),
        ("de", "23.11.2026 14:05:33"),
        ("ar", "23/11/2026 2:05:33 م"),
        ("zh", "2026年11月23日 14:05:33"),
    ],
)
def test_moments(language: str, text: str) -> None:
    assert Numbers(language, 2).moment(datetime(2026, 11, 23, 14, 5, 33, tzinfo=UTC)) == text


DIRECTIONS = [("ar_EG", "rtl"), ("he", "rtl"), ("de", "ltr"), ("", "ltr")]


@pytest.mark.parametrize(("language", "direction"), DIRECTIONS)
def test_direction_of_reading(language: str, direction: str) -> None:
    assert locale_of(language).text_direction == direction
