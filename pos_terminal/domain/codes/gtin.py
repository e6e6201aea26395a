"""Numbers of articles and their check digits: GTIN, zero-suppressed UPC-E, ISBN-10, ISSN, cases. Pure.

Sources: GS1 General Specifications 7.9.1 (check digit), 5.2.2.4 (zero suppression); ISO 2108 (ISBN) and
ISO 3297 (ISSN), both modulo 11.
"""

import re

GTIN_LENGTHS = frozenset((8, 12, 13, 14))

_ISBN_10 = re.compile(r"[0-9]{9}[0-9X]")
_ISSN = re.compile(r"[0-9]{4}-[0-9]{3}[0-9X]|[0-9]{7}X")


def gtin_14(code_text: str) -> str | None:
    """The GTIN-14 form of 8, 12, 13 or 14 digits; None where the check digit is wrong or it is no GTIN.

    All zeros satisfy the check digit and are nobody's number.
    """
    if len(code_text) not in GTIN_LENGTHS or not (code_text.isascii() and code_text.isdigit()):
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


def unit_of(case: str) -> str:
    """The GTIN-14 of what a case most often holds: the same number with indicator 0.

    GS1 does not promise it (General Specifications 2.1.7): whoever asks believes it only of an article that
    says how many it holds, or lets a person confirm it.
    """
    payload = "0" + case[1:13]
    return payload + check_digit(payload)


def isbn_10_as_gtin(compact: str) -> str | None:
    """The GTIN-14 of ten characters that are an ISBN with a right check character."""
    upper = compact.upper()
    if not _ISBN_10.fullmatch(upper) or _modulo_11(upper) or upper == "0000000000":
        return None
    payload = "978" + upper[:9]
    return "0" + payload + check_digit(payload)


def issn_as_gtin(typed: str) -> str | None:
    """The GTIN-14 of an ISSN as it is printed (1234-567X): 977 and the base variant 00.

    Eight bare digits are no ISSN: they are an EAN-8 or a UPC-E.
    """
    upper = typed.upper()
    compact = upper.replace("-", "")
    if not _ISSN.fullmatch(upper) or _modulo_11(compact) or compact == "00000000":
        return None
    payload = "977" + compact[:7] + "00"
    return "0" + payload + check_digit(payload)


def _modulo_11(text: str) -> int:
    """Weights count down to 1; X is ten. 0 where the check character is right."""
    digits = (10 if c == "X" else int(c) for c in text)
    return sum(weight * digit for weight, digit in zip(range(len(text), 0, -1), digits, strict=True)) % 11


def expand_upc_e(code_text: str, symbology: str = "") -> str | None:
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
