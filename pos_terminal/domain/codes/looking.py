"""Looking into a scan: its bytes made visible, how it came, in which symbology, what it carries. Pure.

For whoever sets a device up. The sale reads nothing of this.

Source: ISO/IEC 15424 for the names behind AIM identifiers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pos_terminal.domain.codes.meaning import Carried

_PICTURES = 0x2400
_DELETE_PICTURE = "\u2421"
_RUN = re.compile("([\u2400-\u241f\u2421])\\1{3,}")
_AIM = re.compile(r"\][A-Za-z][0-9A-Za-z]")

_MODIFIED = {
    "E0": "EAN-13, UPC-A, UPC-E",
    "E1": "EAN/UPC add-on 2",
    "E2": "EAN/UPC add-on 5",
    "E3": "EAN/UPC with add-on",
    "E4": "EAN-8",
    "C0": "Code 128",
    "C1": "GS1-128",
    "d1": "Data Matrix",
    "d2": "GS1 DataMatrix",
    "Q1": "QR Code",
    "Q3": "GS1 QR Code",
    "J1": "GS1 DotCode",
    "e0": "GS1 DataBar",
}
_FAMILIES = {
    "A": "Code 39",
    "C": "Code 128",
    "E": "EAN/UPC",
    "F": "Codabar",
    "G": "Code 93",
    "H": "Code 11",
    "I": "ITF (2 of 5)",
    "J": "DotCode",
    "L": "PDF417",
    "M": "MSI",
    "P": "Plessey",
    "Q": "QR Code",
    "R": "2 of 5",
    "S": "2 of 5",
    "U": "MaxiCode",
    "d": "Data Matrix",
    "e": "GS1 DataBar",
    "h": "Han Xin",
    "z": "Aztec",
}


@dataclass(frozen=True, slots=True)
class Timing:
    """How a scan came. pieces: reads, keys or reports; total_us: from the first to the last of them.

    least_us, median_us, most_us: between two; all 0 where it came in one piece.
    """

    pieces: int
    total_us: int = 0
    least_us: int = 0
    median_us: int = 0
    most_us: int = 0


def visible(raw: bytes) -> str:
    """Bytes as they can be shown: controls as their pictures (a CR is \u240d), four and more of one counted,
    what is no UTF-8 as \\xNN.
    """
    text = raw.decode("utf-8", "backslashreplace")
    shown = "".join(
        chr(_PICTURES + ord(char)) if char < " " else _DELETE_PICTURE if char == "\x7f" else _printable(char)
        for char in text
    )
    return _RUN.sub(lambda run: f"{run[1]}×{len(run[0])}", shown)


def aim_of(text: str) -> str:
    """The AIM identifier that a scan begins with, empty where it has none."""
    match = _AIM.match(text)
    return match.group() if match is not None else ""


def symbology(aim: str) -> str:
    """The name of a symbology by its AIM identifier, empty where there is none or nobody knows it."""
    return _MODIFIED.get(aim[1:], _FAMILIES.get(aim[1:2], ""))


def timing(pieces_ns: Sequence[int]) -> Timing:
    """How a scan came, by the times of its pieces."""
    gaps = sorted(later - earlier for earlier, later in pairwise(pieces_ns))
    if not gaps:
        return Timing(len(pieces_ns))
    total_ns = pieces_ns[-1] - pieces_ns[0]
    median_ns = (gaps[(len(gaps) - 1) // 2] + gaps[len(gaps) // 2]) // 2
    return Timing(len(pieces_ns), *(ns // 1000 for ns in (total_ns, gaps[0], median_ns, gaps[-1])))


def carried_facts(carried: Carried, currency_decimals: int) -> tuple[tuple[str, str], ...]:
    """What came with the number: names of facts and their values, those that are there."""
    weight = _decimal(carried.weight_milli, 3)
    price = "" if carried.price_minor is None else _decimal(carried.price_minor, currency_decimals)
    elements = "".join(f"({identifier}){value}" for identifier, value in carried.elements)
    facts = (
        ("lot", carried.lot),
        ("serial", carried.serial),
        ("expiry", carried.expiry),
        ("best_before", carried.best_before),
        ("count", str(carried.count or "")),
        ("weight", f"{weight} {carried.measure}" if carried.weight_milli else ""),
        ("price", f"{price} {carried.currency}".strip()),
        ("elements", elements),
    )
    return tuple((name, value) for name, value in facts if value)


def _printable(char: str) -> str:
    return char if char.isprintable() else f"\\u{ord(char):04x}"


def _decimal(number: int, decimals: int) -> str:
    digits = str(number).zfill(decimals + 1)
    return f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
