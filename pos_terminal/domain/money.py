"""Amounts in integer minor units, and the few roundings that the till knows.

Pure. Rounding happens here and in `tax.py` only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from pos_terminal.errors import ConfigError

# ISO 4217 list one, currencies whose minor unit is not 1/100 (2026-01 edition).
_DECIMALS = {
    **dict.fromkeys(
        [
            "BIF",
            "CLP",
            "DJF",
            "GNF",
            "ISK",
            "JPY",
            "KMF",
            "KRW",
            "PYG",
            "RWF",
            "UGX",
            "UYI",
            "VND",
            "VUV",
            "XAF",
            "XOF",
            "XPF",
        ],
        0,
    ),
    **dict.fromkeys(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], 3),
}


@dataclass(frozen=True, slots=True)
class Currency:
    """An ISO 4217 currency: its code and how many decimals its minor unit has."""

    code: str
    decimals: int = 2

    @classmethod
    def of(cls, code: str) -> "Currency":
        """The currency of an ISO 4217 code. Raises ConfigError where it cannot be one."""
        if len(code) != 3 or not code.isascii() or not code.isalpha() or not code.isupper():
            raise ConfigError(f"'{code}' is not a currency code: use three capital letters such as EUR.")
        return cls(code, _DECIMALS.get(code, 2))


def round_half_up(value: Fraction) -> int:
    """The nearest integer, halves away from zero (commercial rounding, DIN 1333)."""
    sign = -1 if value < 0 else 1
    doubled = 2 * abs(value.numerator) + value.denominator
    return sign * (doubled // (2 * value.denominator))


def round_to_step(amount_minor: int, step_minor: int) -> int:
    """The nearest multiple of step_minor, halves away from zero (cash rounding, e.g. CH 5 Rappen)."""
    return round_half_up(Fraction(amount_minor, step_minor)) * step_minor


def line_amount(unit_price_minor: int, milli: int) -> int:
    """Price of milli thousandths of a unit, rounded half up to the minor unit."""
    if milli % 1000 == 0:
        return unit_price_minor * (milli // 1000)
    return round_half_up(Fraction(unit_price_minor * milli, 1000))


def allocate(total: int, weights: Sequence[int]) -> list[int]:
    """Split total by weights with no unit lost: largest remainder, ties to the earlier."""
    base = sum(weights)
    if base == 0:
        return [0] * len(weights)
    shares = [total * weight // base for weight in weights]
    remainders = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % base), i))
    for index in remainders[: total - sum(shares)]:
        shares[index] += 1
    return shares
