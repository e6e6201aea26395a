"""Numbers as the shop's language writes them, from integers, without a float.

Pure. Grouping and signs come from Babel; the decimals are always the currency's own, whatever the language
prefers.
"""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.numbers import NumberPattern, parse_pattern

# Blanks, apostrophes and signs that Babel takes from CLDR and that no printer's code page has.
_PLAIN = str.maketrans(
    {
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\u2019": "'",
        "\u2212": "-",
        "\u200e": "",
        "\u200f": "",
        "\u061c": "",
    }
)


def locale_of(language: str) -> Locale:
    """The locale of a language such as `de`, `de_CH` or `pt-BR`; English where there is none of that name."""
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


class Numbers:
    """Writes amounts, quantities, rates and times of one receipt."""

    def __init__(self, language: str, decimals: int) -> None:
        self._locale = locale_of(language)
        self._decimals = decimals
        plain = self._locale.decimal_formats[None].pattern.split(";")[0]
        self._whole = plain.partition(".")[0]
        self._amount = parse_pattern(f"{self._whole}.{'0' * decimals}" if decimals else self._whole)
        self._quantity = parse_pattern(f"{self._whole}.###")
        percent = self._locale.percent_formats[None].pattern.split(";")[0]
        self._rate = parse_pattern(percent.replace("0", "0.##", 1))
        self._known: dict[int, str] = {}

    def amount(self, minor: int) -> str:
        """An amount without its currency: 1,234.50."""
        found = self._known.get(minor)
        if found is None:
            found = self._known[minor] = self._text(self._amount, Decimal(minor).scaleb(-self._decimals))
        return found

    def quantity(self, milli: int) -> str:
        """A quantity: 3, or 1,250.375."""
        return self._text(self._quantity, Decimal(milli).scaleb(-3))

    def rate(self, basis_points: int) -> str:
        """A tax rate: 19%."""
        return self._text(self._rate, Decimal(basis_points).scaleb(-4))

    def moment(self, at: datetime) -> str:
        """Date and time of day as the language writes them, in the zone that `at` carries."""
        parts: tuple[Callable[..., str], ...] = (format_date, format_time)
        return " ".join(part(at, "medium", locale=self._locale) for part in parts).translate(_PLAIN)

    def day(self, at: datetime) -> str:
        """The date alone, in the zone that `at` carries."""
        return str(format_date(at, "medium", locale=self._locale)).translate(_PLAIN)

    def _text(self, pattern: NumberPattern, number: Decimal) -> str:
        return str(pattern.apply(number, self._locale)).translate(_PLAIN)
