"""Codes of cases among an article's barcodes, as the file keeps them. Pure.

A case's code stands beside the others, with how many units are in it behind a sign that no code can have; it
is found as they are. In lists it is written `CODE*12`.
"""

from pos_terminal.domain.barcodes import BadCode, catalogue_key

BARCODE_SEPARATOR = "|"
MOST_UNITS = 100_000

_UNITS_BEHIND = "\x1f"

Packs = tuple[tuple[str, int], ...]


def kept(code_text: str, units: int) -> str:
    """A case's code as it is kept."""
    return f"{code_text}{_UNITS_BEHIND}{units}"


def joined(barcodes: tuple[str, ...], packs: Packs) -> str:
    """All codes of an article as one text."""
    return BARCODE_SEPARATOR.join((*barcodes, *(kept(code, units) for code, units in packs)))


def parted(text: str) -> tuple[tuple[str, ...], Packs]:
    """The barcodes of an article, and its cases."""
    if not text:
        return (), ()
    codes = text.split(BARCODE_SEPARATOR)
    if _UNITS_BEHIND not in text:
        return tuple(codes), ()
    pairs = [code.partition(_UNITS_BEHIND) for code in codes]
    return (
        tuple(code for code, _, units in pairs if not units),
        tuple((code, int(units)) for code, _, units in pairs if units),
    )


def read_pack(text: str) -> tuple[str, str] | None:
    """`CODE*12` of a list: the key that it is found by, and how it is kept; None where it is none."""
    code_text, _, count = text.rpartition("*")
    units = int(count) if count.isascii() and count.isdigit() and len(count) <= 6 else 0
    found = catalogue_key(code_text.strip())
    if not 1 < units <= MOST_UNITS or isinstance(found, BadCode):
        return None
    return found.key, kept(code_text.strip(), units)
