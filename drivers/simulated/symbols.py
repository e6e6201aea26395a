"""Barcodes as the simulated printer draws them: data to bars and squares. Pure.

Sources: ISO/IEC 15417 (Code 128), GS1 General Specifications 5.2 (EAN/UPC), ISO/IEC 18004 (QR, by the qrcode
library); how ESC/POS writes the data: Epson's command reference, `GS k` function B.
"""

from itertools import cycle

# Widths of bar, space, bar, space, bar, space for the values 0 to 105, then the stop with its closing bar.
_CODE128 = (
    "212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221"
    "223211221132221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321"
    "112313132113132311211313231113231311112133112331132131113123113321133121313121211331231131213113213311213131"
    "311123311321331121312113312311332111314111221411431111111224111422121124121421141122141221112214112412122114"
    "122411142112142211241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141"
    "214121412121111143111341131141114113114311411113411311113141114131311141411131211412211214211232"
)
_CODE128_STOP = "2331112"
_CODE128_STARTS = {"A": 103, "B": 104, "C": 105}
_CODE128_SHIFT = 98
_CODE128_SWITCH = {"A": 101, "B": 100, "C": 99}

_EAN_L = (
    *("0001101", "0011001", "0010011", "0111101", "0100011"),
    *("0110001", "0101111", "0111011", "0110111", "0001011"),
)
_EAN_R = tuple(row.translate({48: "1", 49: "0"}) for row in _EAN_L)
_EAN_G = tuple(row[::-1] for row in _EAN_R)
_EAN13_LEFT = (
    "LLLLLL",
    "LLGLGG",
    "LLGGLG",
    "LLGGGL",
    "LGLLGG",
    "LGGLLG",
    "LGGGLL",
    "LGLGLG",
    "LGLGGL",
    "LGGLGL",
)

_QR_LEVELS = {48: 1, 49: 0, 50: 3, 51: 2}


class Unprintable(ValueError):
    """A real printer would print nothing, or something else; the text says why."""


def code128(data: bytes) -> tuple[str, str]:
    """Modules and readable text of `GS k` data, which begins with {A, {B or {C. Raises Unprintable."""
    if len(data) < 3 or data[:1] != b"{" or chr(data[1]) not in _CODE128_STARTS:
        raise Unprintable("CODE128 data must begin with {A, {B or {C.")
    code_set = chr(data[1])
    values, text, at = [_CODE128_STARTS[code_set]], "", 2
    shifted = ""
    while at < len(data):
        if data[at] == ord("{"):
            mark = chr(data[at + 1]) if at + 1 < len(data) else ""
            at += 2
            if mark in _CODE128_SWITCH:
                values.append(_CODE128_SWITCH[mark])
                code_set = mark
                continue
            if mark == "S":
                values.append(_CODE128_SHIFT)
                shifted = "B" if code_set == "A" else "A"
                continue
            value, shown = _code128_mark(mark, code_set)
        else:
            value, shown = _code128_value(data[at], shifted or code_set)
            at += 1
        shifted = ""
        values.append(value)
        text += shown
    check = (values[0] + sum(place * value for place, value in enumerate(values[1:], 1))) % 103
    widths = "".join(_CODE128[value * 6 : value * 6 + 6] for value in [*values, check]) + _CODE128_STOP
    return _modules(widths), text


def _code128_mark(mark: str, code_set: str) -> tuple[int, str]:
    match mark:
        case "1":
            return 102, ""
        case "2" | "3" if code_set != "C":
            return {"2": 97, "3": 96}[mark], ""
        case "4" if code_set != "C":
            return {"A": 101, "B": 100}[code_set], ""
        case "{" if code_set == "B":
            return ord("{") - 32, "{"
    raise Unprintable(f"CODE128 has no {{{mark} in code set {code_set}.")


def _code128_value(byte: int, code_set: str) -> tuple[int, str]:
    if code_set == "C" and byte < 100:
        return byte, f"{byte:02d}"
    if code_set == "B" and 32 <= byte < 128:
        return byte - 32, chr(byte)
    if code_set == "A" and byte < 96:
        return (byte + 64 if byte < 32 else byte - 32), chr(byte)
    raise Unprintable(f"CODE128 has no character {byte} in code set {code_set}.")


def ean13(digits: str) -> tuple[str, str]:
    """Modules and text of 12 digits, or of 13 with their check digit. Raises Unprintable."""
    digits = _checked(digits, 13)
    left = zip(digits[1:7], _EAN13_LEFT[int(digits[0])], strict=True)
    halves = (
        "".join((_EAN_L if parity == "L" else _EAN_G)[int(digit)] for digit, parity in left),
        "".join(_EAN_R[int(digit)] for digit in digits[7:]),
    )
    return f"101{halves[0]}01010{halves[1]}101", digits


def ean8(digits: str) -> tuple[str, str]:
    """Modules and text of 7 digits, or of 8 with their check digit. Raises Unprintable."""
    digits = _checked(digits, 8)
    halves = ("".join(_EAN_L[int(d)] for d in digits[:4]), "".join(_EAN_R[int(d)] for d in digits[4:]))
    return f"101{halves[0]}01010{halves[1]}101", digits


def upc_a(digits: str) -> tuple[str, str]:
    """Modules and text of 11 digits, or of 12 with their check digit: an EAN-13 that begins with 0."""
    digits = _checked(digits, 12)
    return ean13("0" + digits)[0], digits


def qr(data: bytes, level: int) -> tuple[str, ...]:
    """The rows of a QR code with `GS ( k` data. level: 48 to 51 for L, M, Q, H. Raises Unprintable."""
    # Imported late: it costs 0.1 s, and few receipts have a QR code.
    import qrcode  # type: ignore[import-untyped]
    from qrcode.exceptions import DataOverflowError  # type: ignore[import-untyped]

    code = qrcode.QRCode(error_correction=_QR_LEVELS[level], border=0)
    code.add_data(data)
    try:
        code.make(fit=True)
    except (DataOverflowError, ValueError) as error:
        raise Unprintable("This is too much for a QR code.") from error
    return tuple("".join("1" if dark else "0" for dark in row) for row in code.get_matrix())


def _checked(digits: str, length: int) -> str:
    if not (digits.isascii() and digits.isdigit() and len(digits) in (length - 1, length)):
        raise Unprintable(f"This barcode needs {length - 1} or {length} digits.")
    weights = zip(reversed(digits[: length - 1]), cycle((3, 1)), strict=False)
    check = str(-sum(int(digit) * weight for digit, weight in weights) % 10)
    if digits[length - 1 :] not in ("", check):
        raise Unprintable(f"The check digit of {digits} is wrong: no scanner would read it.")
    return digits[: length - 1] + check


def _modules(widths: str) -> str:
    return "".join(colour * int(width) for width, colour in zip(widths, cycle("10"), strict=False))
