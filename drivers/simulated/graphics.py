"""Pictures, barcodes and QR codes of ESC/POS commands as elements of the paper, at x 0. Pure.

Raises Unprintable where a real printer would print nothing. Source: Epson's ESC/POS command reference.
"""

from typing import Final

from drivers.simulated import symbols
from drivers.simulated.modes import Modes
from drivers.simulated.paper import Bars, Bitmap, Matrix
from drivers.simulated.stream import Command
from drivers.simulated.symbols import Unprintable

_EAN: Final = {65: ("UPC-A", symbols.upc_a), 67: ("EAN13", symbols.ean13), 68: ("EAN8", symbols.ean8)}
_CODE128: Final = 73


def raster(command: Command) -> Bitmap:
    """`GS v 0`: rows of bytes; m doubles dots across (1) or down (2)."""
    mode, across = command.args[0], command.args[1] | command.args[2] << 8
    return _stretched(across * 8, command.payload, 2 if mode & 1 else 1, 2 if mode & 2 else 1)


def columns(command: Command) -> Bitmap:
    """`ESC *`: columns of 8 or 24 dots, the topmost in the highest bit; low densities are stretched."""
    mode, width = command.args[0], command.args[1] | command.args[2] << 8
    deep = 3 if mode in (32, 33) else 1
    rows = bytearray((width + 7) // 8 * deep * 8)
    stride = (width + 7) // 8
    for x in range(width):
        for y in range(deep * 8):
            if command.payload[x * deep + y // 8] & 0x80 >> y % 8:
                rows[y * stride + x // 8] |= 0x80 >> x % 8
    bitmap = _stretched(stride * 8, bytes(rows), 1 if mode in (1, 33) else 2, 1 if deep == 3 else 3)
    return Bitmap(0, width * (1 if mode in (1, 33) else 2), bitmap.height_dots, bitmap.rows)


def stored_raster(payload: bytes) -> Bitmap:
    """`GS ( L` function 112, and `GS 8 L`: m, fn, a, bx, by, c, xL, xH, yL, yH, then rows of bytes."""
    across = payload[6] | payload[7] << 8
    return _stretched((across + 7) // 8 * 8, payload[10:], payload[3], payload[4])


def barcode(command: Command, modes: Modes) -> Bars:
    """`GS k`, both forms, with the height, width and text position that are set."""
    kind = command.args[0] + 65 if command.args[0] <= 6 else command.args[0]
    if kind == _CODE128:
        name, (modules, text) = "CODE128", symbols.code128(command.payload)
    elif kind in _EAN:
        name, encode = _EAN[kind]
        modules, text = encode(command.payload.decode("latin-1"))
    else:
        raise Unprintable(f"The simulated printer has no barcode of kind {kind}.")
    return Bars(0, name, text, modules, modes.bar_dots, modes.bar_height_dots, modes.hri)


def matrix_command(payload: bytes, modes: Modes) -> Matrix | None:
    """`GS ( k`: sets the QR code's size, level and data; a code where it is to be printed."""
    kind, function, rest = payload[0], payload[1], payload[2:]
    if kind != 49:
        raise Unprintable(f"The simulated printer has no two-dimensional code of kind {kind}.")
    match function:
        case 67:
            modes.qr_dots = rest[0]
        case 69:
            modes.qr_level = rest[0]
        case 80:
            modes.qr_data = rest[1:]
        case 81:
            rows = symbols.qr(modes.qr_data, modes.qr_level)
            return Matrix(0, modes.qr_data.decode("utf-8", "replace"), rows, modes.qr_dots)
        case _:
            pass  # the model: all readers take both
    return None


def _stretched(width: int, rows: bytes, wide: int, high: int) -> Bitmap:
    stride = width // 8
    lines = [rows[at : at + stride] for at in range(0, len(rows), stride)] if stride else []
    if wide == 2:
        lines = [b"".join(_DOUBLED[byte] for byte in line) for line in lines]
    return Bitmap(0, width * wide, len(lines) * high, b"".join(line for line in lines for _ in range(high)))


_DOUBLED = [
    sum(3 << 14 - 2 * place for place in range(8) if byte & 0x80 >> place).to_bytes(2, "big")
    for byte in range(256)
]
