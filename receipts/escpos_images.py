"""Pictures as ESC/POS bytes: in a row of text (`ESC *`), or on rows of their own (`GS v 0`).

Pure. SAFETY: a printer obeys DLE EOT, DLE ENQ and DLE DC4 even in the middle of an image (Epson, ESC/POS
command reference, "real-time commands"), and DLE DC4 opens the drawer: no picture may spell them, whatever is
drawn.
"""

import re

from PIL import Image

INK_THRESHOLD = 110
COLUMN_DOTS = 24

_REAL_TIME = re.compile(rb"\x10([\x04\x05\x14])")


def column_image(mask: Image.Image) -> bytes:
    """A mask of 24 dots' height as 24-dot columns of double density; stands in the row like a word."""
    turned = _one_bit(mask).transpose(Image.Transpose.TRANSPOSE)
    return b"\x1b*\x21" + mask.width.to_bytes(2, "little") + without_real_time_commands(turned.tobytes())


def raster_image(mask: Image.Image) -> bytes:
    """A mask of any height; stands alone, from the left edge."""
    picture = _one_bit(mask)
    width_bytes = (mask.width + 7) // 8
    header = b"\x1dv0\0" + width_bytes.to_bytes(2, "little") + mask.height.to_bytes(2, "little")
    return header + without_real_time_commands(picture.tobytes())


def without_real_time_commands(dots: bytes) -> bytes:
    """The same dots with one dot more wherever they would spell a real-time command."""
    return _REAL_TIME.sub(lambda found: bytes((0x10, found[1][0] | 0x08)), dots)


def _one_bit(mask: Image.Image) -> Image.Image:
    """Ink is 1, as the printer wants it."""
    return mask.point(lambda value: 255 if value >= INK_THRESHOLD else 0).convert(
        "1", dither=Image.Dither.NONE
    )
