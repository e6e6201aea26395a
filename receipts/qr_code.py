"""QR codes on paper: how large they are, their modules, and the bytes of a printer's own function. Pure.

Source of the capacities: ISO/IEC 18004, table 7, level M, byte mode; of the command: Epson, ESC/POS command
reference, `GS ( k`.
"""

from functools import lru_cache

from PIL import Image

from pos_terminal.errors import Bug
from receipts.dots import Dots, dots_of
from receipts.symbols import qr

MOST_BYTES = 412

# Bytes that versions 1 to 15 hold; a version's symbol is 17 + 4 x version modules wide.
_CAPACITIES = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, MOST_BYTES)
_QUIET_MODULES = 8
_MOST_DOTS, _FEWEST_DOTS = 6, 2
_MODEL_2 = b"\x1d(k\x04\x001A2\0"
_LEVEL_M = b"\x1d(k\x03\x001E1"
_PRINT = b"\x1d(k\x03\x001Q0"

# Lengths whose two bytes would spell a real-time command (DLE EOT, DLE ENQ): Epson, "real-time commands".
_REAL_TIME = {0x0410, 0x0510, 0x1410}


def module_dots(text: str, width_dots: int) -> int:
    """How wide a module is, so that the symbol is well read and never wider than the paper.

    Raises Bug where the text is too long for a paper.
    """
    modules = 17 + 4 * _version(text) + _QUIET_MODULES
    return max(_FEWEST_DOTS, min(_MOST_DOTS, width_dots // 2 // modules))


@lru_cache(maxsize=64)
def matrix_dots(text: str) -> Dots:
    """The symbol, a dot for each module, without its quiet zone. Raises Bug where the text is too long."""
    _version(text)
    rows = qr(text)
    mask = Image.new("L", (len(rows), len(rows)))
    mask.putdata([255 if module == "1" else 0 for row in rows for module in row])
    return dots_of(mask)


def qr_picture(text: str, width_dots: int) -> Image.Image:
    """A mask of the symbol, 255 is ink, without its quiet zone."""
    small = matrix_dots(text)
    size = small.width * module_dots(text, width_dots)
    return small.mask().resize((size, size), Image.Resampling.NEAREST)


def native_qr(text: str, width_dots: int) -> bytes | None:
    """The printer's own function; None where its bytes could be taken for a command."""
    stored = text.encode("utf-8")
    length = len(stored) + 3
    if length in _REAL_TIME:
        return None
    size = b"\x1d(k\x03\x001C" + bytes((module_dots(text, width_dots),))
    return _MODEL_2 + size + _LEVEL_M + b"\x1d(k" + length.to_bytes(2, "little") + b"1P0" + stored + _PRINT


def _version(text: str) -> int:
    size = len(text.encode("utf-8"))
    version = next((place for place, most in enumerate(_CAPACITIES, 1) if size <= most), 0)
    if not version:
        raise Bug(f"A text of {size} bytes is too long for a QR code on a receipt.")
    return version
