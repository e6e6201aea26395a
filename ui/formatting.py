"""Amounts, quantities and times as the cashier reads them, and typed numbers read back.

Pure, but for the words.

Digits are Latin in every language: amounts are compared with coins, paper and other screens.
"""

from datetime import datetime

from pos_terminal.domain.quantity import PIECE_MILLI, quantity_text

MINUS = "\u2212"
MOST_DIGITS = 12
_MARKS = {"de": (",", ".")}
_POINT = (".", ",")


class Numbers:
    """How one language writes numbers."""

    def __init__(self, language: str) -> None:
        self.decimal, self.group = _MARKS.get(language, _POINT)

    def amount(self, minor: int, decimals: int) -> str:
        """An amount with grouped thousands and a real minus sign, without the currency."""
        whole, rest = divmod(abs(minor), _unit(decimals))
        text = f"{whole:,}".replace(",", self.group)
        if decimals:
            text = f"{text}{self.decimal}{rest:0{decimals}d}"
        return MINUS + text if minor < 0 else text

    def quantity(self, milli: int, unit: str) -> str:
        """A quantity with its unit; pieces stand alone, kilograms always show their grams."""
        if unit == "each" and milli % PIECE_MILLI == 0:
            text = f"{abs(milli) // PIECE_MILLI:,}".replace(",", self.group)
        else:
            whole, rest = divmod(abs(milli), PIECE_MILLI)
            text = f"{whole:,}".replace(",", self.group) + f"{self.decimal}{rest:03d}"
        signed = MINUS + text if milli < 0 else text
        return signed if unit == "each" else f"{signed} {unit}"

    def plain_quantity(self, milli: int) -> str:
        """A quantity as it would be typed."""
        return quantity_text(milli, self.decimal)


def parse_amount(text: str, decimals: int, *, digits_are_minor: bool) -> int | None:
    """A typed amount in minor units; None where it cannot be read.

    Plain digits are minor units (or major ones, as configured); a `.` or `,` always marks the decimals.
    """
    if not _is_number(text):
        return None
    whole, mark, rest = text.replace(",", ".").partition(".")
    if not mark:
        return int(whole) if digits_are_minor else int(whole) * _unit(decimals)
    if len(rest) > decimals:
        return None
    return int(whole or "0") * _unit(decimals) + int(rest.ljust(decimals, "0") or "0")


def parse_milli(text: str) -> int | None:
    """A typed quantity in thousandths; None where it cannot be read."""
    if not _is_number(text):
        return None
    whole, _, rest = text.replace(",", ".").partition(".")
    if len(rest) > 3:
        return None
    return int(whole or "0") * PIECE_MILLI + int(rest.ljust(3, "0"))


def clock_text(moment: datetime) -> str:
    """Hours and minutes."""
    return f"{moment:%H:%M}"


def local_clock_text(utc_iso: str, zone_of: datetime) -> str:
    """Hours and minutes of a UTC time in the zone of another moment; empty where there is none."""
    if not utc_iso:
        return ""
    try:
        moment = datetime.fromisoformat(utc_iso)
    except ValueError:
        return ""
    return clock_text(moment.astimezone(zone_of.tzinfo))


def _unit(decimals: int) -> int:
    """Minor units of one major unit."""
    return int(10**decimals)


def _is_number(text: str) -> bool:
    digits = text.replace(",", ".").replace(".", "", 1)
    return 0 < len(digits) <= MOST_DIGITS and digits.isascii() and digits.isdigit()
