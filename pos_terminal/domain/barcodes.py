"""What a code means that was scanned or typed: the keys under which the catalogue may know it. Pure.

A code is never bent until it fits: no zeros are stripped, a number whose check digit is wrong is looked up as
it stands and as nothing else, and a case (GTIN-14 with indicator 1 to 8) is not its unit. Symbols that carry
more than a number (GS1 element strings, Digital Link) are looked up as they stand.

Sources: GS1 General Specifications (check digit, zero-suppressed UPC-E); ISO/IEC 15424 (symbology
identifiers).
"""

import re
import unicodedata
from dataclasses import dataclass

from pos_terminal.domain.codes.meaning import (
    DEFAULT_RULES,
    NOTHING_CARRIED,
    BadReason,
    Carried,
    CodeRules,
    OwnCode,
    UnknownReason,
)

MAX_CODE_CHARS = 512
GROUP_SEPARATOR = "\x1d"

_AIM = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_GTIN_LENGTHS = frozenset((8, 12, 13, 14))
_PRINTED_WITH_GAPS = frozenset((12, 13, 14))


@dataclass(frozen=True, slots=True)
class Code:
    """A code that can be looked up.

    keys: what to look for, in order; the first that any article has decides. text: as read, without the AIM
    identifier. symbology: the AIM identifier such as `]E0`; empty where the reader gave none. unknown_reason:
    what to say if no article has any of the keys. carried: what came with the number. own: a number of the
    shop's own, which is nobody's article. pack: a case (GTIN-14 with indicator 1 to 8); unit_keys: under
    which its unit could be known, to be asked only where nothing has the keys, or for the pack's content.
    add_on: the 2 or 5 digits beside the symbol.
    """

    keys: tuple[str, ...]
    text: str
    symbology: str = ""
    unknown_reason: UnknownReason = "unknown_code"
    carried: Carried = NOTHING_CARRIED
    own: OwnCode | None = None
    pack: bool = False
    unit_keys: tuple[str, ...] = ()
    add_on: str = ""


@dataclass(frozen=True, slots=True)
class BadCode:
    """Nothing that could be looked up."""

    reason: BadReason


@dataclass(frozen=True, slots=True)
class CatalogueKey:
    """How the catalogue keeps a code: a GTIN as its GTIN-14, anything else as it is.

    check_failed: it has the length of a GTIN and a wrong check digit.
    """

    key: str
    check_failed: bool


def parse(text: str, symbology: str = "", rules: CodeRules = DEFAULT_RULES) -> Code | BadCode:
    """What a scan or a typed code says. symbology: the AIM identifier where the driver knows it already."""
    code_text = unicodedata.normalize("NFC", text[: MAX_CODE_CHARS + 8]).strip()
    match = _AIM.match(code_text)
    if match and symbology in ("", match.group()):
        symbology, code_text = match.group(), code_text[match.end() :].strip()
    if not code_text:
        return BadCode("empty")
    if len(code_text) > MAX_CODE_CHARS:
        return BadCode("too_long")
    if not code_text.replace(GROUP_SEPARATOR, "").isprintable():
        return BadCode("unreadable")
    normal_keys = _normal_keys(code_text, symbology)
    failed = not normal_keys and _has_gtin_length(code_text)
    return Code(
        keys=tuple(dict.fromkeys((code_text, *normal_keys))),
        text=code_text,
        symbology=symbology,
        unknown_reason="check_digit" if failed else "unknown_code",
    )


def catalogue_key(text: str) -> CatalogueKey | BadCode:
    """The one key under which the catalogue keeps a code; `parse` of the same text has it among its keys."""
    normal = gtin_14(text)
    if normal:
        return CatalogueKey(normal, check_failed=False)
    code = parse(text)
    if isinstance(code, BadCode):
        return code
    normal = gtin_14(code.text) or (_expand_upc_e(code.text) if len(code.text) == 8 else None)
    return CatalogueKey(normal or code.text, check_failed=not normal and _has_gtin_length(code.text))


def gtin_14(code_text: str) -> str | None:
    """The GTIN-14 form of 8, 12, 13 or 14 digits; None where the check digit is wrong or it is no GTIN.

    All zeros satisfy the check digit and are nobody's number.
    """
    if len(code_text) not in _GTIN_LENGTHS or not (code_text.isascii() and code_text.isdigit()):
        return None
    padded = code_text.zfill(14)
    octets = padded.encode("ascii")
    # Weights 3, 1, 3, 1 ... over 14 digits; an ASCII digit is 48 more than its value: 48 * 28 = 1344.
    if (3 * sum(octets[::2]) + sum(octets[1::2]) - 1344) % 10 or padded == "00000000000000":
        return None
    return padded


def check_digit(payload: str) -> str:
    """The GS1 check digit for the digits before it, at most 13."""
    octets = payload.zfill(13).encode("ascii")
    return str(-(3 * sum(octets[::2]) + sum(octets[1::2]) - 48 * 27) % 10)


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _has_gtin_length(code_text: str) -> bool:
    return len(code_text) in _GTIN_LENGTHS and _is_digits(code_text)


def _normal_keys(code_text: str, symbology: str) -> tuple[str, ...]:
    """The GTIN-14 forms that the code may stand for, the likelier first."""
    if not _is_digits(code_text):
        # As printed under the bars or on a book's back, typed with its gaps.
        compact = code_text.replace(" ", "").replace("-", "")
        found = gtin_14(compact) if len(compact) in _PRINTED_WITH_GAPS else None
        return (found,) if found else ()
    gtin = gtin_14(code_text)
    upc_e = None if symbology == "]E4" else _expand_upc_e(code_text, symbology)
    # An EAN-8 carries ]E4: eight digits under another EAN/UPC identifier are a UPC-E that was not expanded.
    said_upc = symbology.startswith("]E") and len(code_text) == 8
    return tuple(key for key in ((upc_e, gtin) if said_upc else (gtin, upc_e)) if key)


def _expand_upc_e(code_text: str, symbology: str = "") -> str | None:
    """The GTIN-14 of a zero-suppressed UPC-E number.

    8 digits: number system 0 or 1, six digits, check digit. 7 digits: without the number system, or without
    the check digit; what could be both (it begins with 0 or 1 and the last digit checks) is neither: a wrong
    article is worse than none. Forms without check digit are believed where the reader says EAN/UPC.
    """
    said_retail = symbology.startswith("]E")
    match len(code_text):
        case 8 if code_text[0] in "01":
            return gtin_14(_upc_a_payload(code_text[:7]) + code_text[7])
        case 7 if said_retail or not symbology:
            checked = gtin_14(_upc_a_payload("0" + code_text[:6]) + code_text[6])
            if code_text[0] not in "01":
                return checked
            return None if checked or not said_retail else _unchecked_upc_e(code_text)
        case 6 if said_retail:
            return _unchecked_upc_e("0" + code_text)
        case _:
            return None


def _unchecked_upc_e(system_and_six: str) -> str | None:
    payload = _upc_a_payload(system_and_six)
    return gtin_14(payload + check_digit(payload))


def _upc_a_payload(system_and_six: str) -> str:
    """The eleven digits of a UPC-A without check digit, from number system and six digits of a UPC-E."""
    system, six = system_and_six[0], system_and_six[1:]
    match six[5]:
        case "0" | "1" | "2":
            return f"{system}{six[:2]}{six[5]}0000{six[2:5]}"
        case "3":
            return f"{system}{six[:3]}00000{six[3:5]}"
        case "4":
            return f"{system}{six[:4]}00000{six[4]}"
        case _:
            return f"{system}{six[:5]}0000{six[5]}"
