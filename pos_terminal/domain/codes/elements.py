"""GS1 element strings: application identifiers and their values, as FNC1 parts them or as brackets do. Pure.

A value of variable length runs to the next separator or to the end, and has to fit as a whole: what the
printer ran together fails, and is never guessed apart.

Source: GS1 General Specifications, sections 3 and 7.8.
"""

import re
from functools import cache

from pos_terminal.domain.codes.dates import day_of
from pos_terminal.domain.codes.gtin import gtin_14
from pos_terminal.domain.codes.identifiers import ROWS
from pos_terminal.domain.codes.meaning import UnknownReason

SEPARATOR = "\x1d"
Pairs = tuple[tuple[str, str], ...]

# Dates of six digits (7.12), and 7003 with hours and minutes behind them.
DATES = frozenset(("11", "12", "13", "15", "16", "17"))

_FORMS = {
    f"{number:0{len(first)}d}": (pattern, separated)
    for first, last, pattern, separated in ROWS
    for number in range(int(first), int(last) + 1)
}
_BRACKETS = re.compile(r"\(([0-9]{2,4})\)")
_TEXT = re.compile(r"[!%-?A-Z_a-z\"]")

# Whole values, and the leading digits of those that go on, that end in a check digit (7.9.1).
_CHECKED = {
    **dict.fromkeys(("00", "01", "02", "03", "402", "8017", "8018"), 0),
    **{str(number): 0 for number in range(410, 418)},
    **dict.fromkeys(("253", "255"), 13),
    **dict.fromkeys(("8006", "8026"), 14),
}

# What a lot or serial number that swallowed its neighbours looks like: behind at least one character of its
# own stands a whole element of fixed length (a date, a weight below 100 kg or lb, a GTIN), and then nothing
# or an element that usually follows. Measures in other units and prices are left out: they fit too much.
_SWALLOWED = re.compile(r"(?=((1[1-3567])[0-9]{6}|(3[12]0[0-5])0[0-9]{5}|(0[12])[0-9]{14})(?:10|21|30|37|$))")
_NUMBERED_FREELY = frozenset(f"{number}" for number in range(90, 100))


def split(text: str, century_year: int) -> Pairs | UnknownReason:
    """The elements of a symbol's text; separators before, after and between them are no matter (7.8.6)."""
    pairs: list[tuple[str, str]] = []
    at, size = 0, len(text)
    while at < size:
        if text[at] == SEPARATOR:
            at += 1
            continue
        identifier = _identifier_at(text, at)
        if not identifier:
            return "gs1_bad_element"
        at += len(identifier)
        pattern, separated = _form(identifier)
        if separated:
            end = text.find(SEPARATOR, at)
            end = size if end < 0 else end
            match = pattern.fullmatch(text, at, end)
        else:
            end = at
            match = pattern.match(text, at)
        if match is None or match.end() == at:
            return _misfit(identifier, text, at, end)
        pairs.append((identifier, match.group()))
        at = match.end()
    return _swallowing(pairs, century_year) or _checked(pairs)


def is_bracketed(text: str) -> bool:
    """Whether a text begins with an identifier in brackets."""
    return _BRACKETS.match(text) is not None


def split_bracketed(text: str) -> Pairs | UnknownReason:
    """The elements of a text such as (01)09521234567899(10)ABC, as it is printed below a symbol and typed."""
    parts = _BRACKETS.split("".join(text.split()))
    if len(parts) < 3 or parts[0]:
        return "gs1_bad_element"
    return listed(tuple(zip(parts[1::2], parts[2::2], strict=True)))


def listed(pairs: Pairs) -> Pairs | UnknownReason:
    """The same elements if each value fits its identifier: for forms that say themselves where each ends."""
    for identifier, text in pairs:
        if identifier not in _FORMS or not text:
            return "gs1_bad_element"
        if not _form(identifier)[0].fullmatch(text):
            return _misfit(identifier, text, 0, 0)
    return _checked(list(pairs))


def _identifier_at(text: str, at: int) -> str:
    """No identifier begins as another does."""
    for length in (2, 4, 3):
        if (found := text[at : at + length]) in _FORMS and len(found) == length:
            return found
    return ""


@cache  # one row an identifier
def _form(identifier: str) -> tuple[re.Pattern[str], bool]:
    pattern, separated = _FORMS[identifier]
    return re.compile(pattern, re.ASCII), separated


def _misfit(identifier: str, text: str, at: int, end: int) -> UnknownReason:
    """Why a value does not fit: it goes on where a separator should stand, is no date, or anything else."""
    if identifier in DATES and re.fullmatch(r"[0-9]{6}", text[at : at + 6]):
        return "gs1_date"
    begins = _form(identifier)[0].match(text, at, end)
    if begins and at < begins.end() < end and _TEXT.match(text, begins.end()):
        return "gs1_missing_separator"
    return "gs1_bad_element"


def _swallowing(pairs: list[tuple[str, str]], century_year: int) -> UnknownReason | None:
    """Whether a value of variable length seems to hold the elements behind it.

    Not where an element of that kind stands by itself: makers put dates and lines into their lots.
    """
    present = {_kind(identifier) for identifier, _ in pairs}
    for identifier, text in pairs:
        if len(text) < 9 or identifier in _NUMBERED_FREELY or not _form_is_separated(identifier):
            continue
        for match in _SWALLOWED.finditer(text, 1):
            within, date, measure, number = match.groups()
            absent = _kind(date or measure or number) not in present
            if absent and _plausible(within, date, number, century_year):
                return "gs1_missing_separator"
    return None


def _kind(identifier: str) -> str:
    """Dates are of one kind, measures too."""
    if identifier in DATES:
        return "date"
    return "measure" if len(identifier) == 4 and "31" <= identifier[:2] <= "36" else identifier


def _form_is_separated(identifier: str) -> bool:
    return _FORMS[identifier][1]


def _plausible(within: str, date: str | None, number: str | None, century_year: int) -> bool:
    if date:
        day = day_of(within[2:8], century_year)
        return bool(day) and century_year - 5 <= int(day[:4]) <= century_year + 15
    return gtin_14(within[2:]) is not None if number else True


def _checked(pairs: list[tuple[str, str]]) -> Pairs | UnknownReason:
    """The elements, unless two contradict each other or a check digit is wrong."""
    by_identifier: dict[str, str] = {}
    for identifier, text in pairs:
        if by_identifier.setdefault(identifier, text) != text:
            return "gs1_bad_element"
        length = _CHECKED.get(identifier)
        if length is not None and not _check_digit_is_right(text[:length] if length else text):
            return "check_digit"
    return tuple(by_identifier.items())


def _check_digit_is_right(digits: str) -> bool:
    odd, even = digits[-1::-2], digits[-2::-2]
    return (sum(map(int, odd)) + 3 * sum(map(int, even))) % 10 == 0
