"""Dates of six digits in GS1 symbols. Pure.

Source: GS1 General Specifications 7.12 (century) and 3.4 (day 00).
"""

from calendar import monthrange


def day_of(six_digits: str, century_year: int) -> str:
    """The ISO date of YYMMDD, empty where there is no such day; day 00 is the month's last.

    The year is at most 49 before and 50 after century_year.
    """
    year = century_year - century_year % 100 + int(six_digits[:2])
    if year - century_year > 50:
        year -= 100
    elif century_year - year > 49:
        year += 100
    month, day = int(six_digits[2:4]), int(six_digits[4:6])
    if not 1 <= month <= 12:
        return ""
    last = monthrange(year, month)[1]
    return f"{year:04d}-{month:02d}-{day or last:02d}" if day <= last else ""


def minute_of(four_digits: str) -> bool:
    """Whether HHMM is a time of day."""
    return int(four_digits[:2]) < 24 and int(four_digits[2:]) < 60
