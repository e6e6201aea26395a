"""What a text may legally stand for, told from the article's side: a second opinion for the fuzzer.

It shares nothing with pos_terminal: it takes the number of an article and asks whether the text is one of the
ways to write it. Element strings are walked with the short table of predefined lengths (GS1 General
Specifications, figure 7.8.5-2), which the program does not use.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import unquote

ELEMENT_SYMBOLOGIES = ("]C1", "]e0", "]d2", "]Q3", "]J1")
# The first two digits of an element of fixed length, and its whole length with them.
_FIXED = {
    "00": 20, "01": 16, "02": 16, "03": 16, "04": 18, "11": 8, "12": 8, "13": 8, "14": 8, "15": 8, "16": 8,
    "17": 8, "18": 8, "19": 8, "20": 4, "31": 10, "32": 10, "33": 10, "34": 10, "35": 10, "36": 10, "41": 16,
}  # fmt: skip
_AIM = re.compile(r"\][A-Za-z][0-9A-Za-z]")


def spells(text: str, gtin: str) -> bool:
    """Whether a text, as a scanner sends it or a person types it, is a legal way to write a GTIN-14."""
    symbology, body = _without_aim(text)
    if body.lower().startswith("http"):
        return gtin in _linked(body)
    if re.match(r"\([0-9]{2,4}\)", body):
        return gtin in _named(re.findall(r"\(([0-9]{2,4})\)([^()]*)", "".join(body.split())))
    if symbology in ELEMENT_SYMBOLOGIES or (not symbology and "\x1d" in text):
        if gtin in _named(list(walk(body))):
            return True
        if symbology:
            return False
    return _is_written(body, gtin, symbology) or _has_add_on(body, gtin, symbology)


def spells_label(text: str, item: str, pattern: str) -> bool:
    """Whether a text is a label of an article: its 13 digits fit the item's, the value may be any."""
    _, body = _without_aim(text)
    if not re.fullmatch(r"[0-9]{12,14}", body):
        return False
    number = body.zfill(14)
    if number[0] != "0" or mod_10(number[:13]) != number[13]:
        return False
    return all(
        digit == wanted
        for digit, wanted, letter in zip(number[1:], item, pattern, strict=True)
        if letter in "PI"
    )


def walk(body: str) -> Iterator[tuple[str, str]]:
    """The elements of a text: two digits for those of fixed length, else all up to the separator."""
    for chunk in body.split("\x1d"):
        rest = chunk
        while rest:
            length = _FIXED.get(rest[:2], len(rest))
            element, rest = rest[:length], rest[length:]
            yield element[:2], element[2:]


def _without_aim(text: str) -> tuple[str, str]:
    body = text.strip()
    if _AIM.match(body):
        return body[:3], body[3:].strip()
    return "", body


def _named(elements: list[tuple[str, str]]) -> set[str]:
    keys = {key for key, _ in elements}
    found = {digits for key, digits in elements if key == "01"}
    return found or ({digits for key, digits in elements if key == "02"} if "37" in keys else set())


def _linked(body: str) -> set[str]:
    path = body.split("?")[0].split("#")[0].split("/")[3:]
    return {unquote(number).zfill(14) for key, number in pairwise(path) if key == "01"}


def _is_written(body: str, gtin: str, symbology: str) -> bool:
    """Whether a text is the number itself, with or without the gaps that people print in it."""
    plain = {gtin[zeros:] for zeros in (0, 1, 2, 6) if gtin.startswith("0" * zeros)}
    upper = body.upper()
    compact = upper.replace(" ", "").replace("-", "")
    if upper in plain or upper in short_forms(gtin, symbology):
        return True
    if compact != upper and compact in {number for number in plain if len(number) > 8}:
        return True
    if gtin.startswith("0978"):
        isbn = gtin[4:13] + mod_11(gtin[4:13])
        if compact == isbn and (compact != upper or not symbology):
            return True
    if gtin.startswith("0977") and gtin[11:13] == "00":
        issn = gtin[4:11] + mod_11(gtin[4:11])
        return upper == issn[:4] + "-" + issn[4:] or (upper == issn and issn.endswith("X"))
    return False


def short_forms(gtin: str, symbology: str) -> set[str]:
    """The zero-suppressed forms of a UPC-A (General Specifications, 5.2.2.4.2), also as readers cut them."""
    if not gtin.startswith("00") or gtin[2] not in "01":
        return set()
    system, maker, item, check = gtin[2], gtin[3:8], gtin[8:13], gtin[13]
    six = set()
    if maker[2:] in ("000", "100", "200") and item[:2] == "00":
        six.add(maker[:2] + item[2:] + maker[2])
    if maker[3:] == "00" and item[:3] == "000":
        six.add(maker[:3] + item[3:] + "3")
    if maker[4] == "0" and item[:4] == "0000":
        six.add(maker[:4] + item[4] + "4")
    if item[:4] == "0000" and item[4] in "56789":
        six.add(maker + item[4])
    found = {system + digits + check for digits in six}
    if not symbology or symbology.startswith("]E"):
        found |= {digits + check for digits in six if system == "0"}
    if symbology.startswith("]E"):
        found |= {system + digits for digits in six} | {digits for digits in six if system == "0"}
    return found


def _has_add_on(body: str, gtin: str, symbology: str) -> bool:
    """Whether it is an EAN-13 or UPC-A with two or five more digits, and nothing else it could be."""
    if symbology not in ("", "]E0", "]E3") and " " not in body:
        return False
    match = re.fullmatch(r"([0-9]{12,13}) ?([0-9]{5}|[0-9]{2})", body)
    if not match or (len(body) == 14 and symbology != "]E3"):
        return False
    numbers = {gtin[zeros:] for zeros in (1, 2) if gtin.startswith("0" * zeros)}
    return any(body.replace(" ", "")[: len(number)] == number for number in numbers)


def mod_10(digits: str) -> str:
    return str(-sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(digits[::-1])) % 10)


def mod_11(nine_or_seven: str) -> str:
    weights = range(len(nine_or_seven) + 1, 1, -1)
    rest = -sum(int(digit) * weight for digit, weight in zip(nine_or_seven, weights, strict=True)) % 11
    return "X" if rest == 10 else str(rest)
