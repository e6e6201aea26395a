"""Pictures as ESC/POS bytes: in a row of text (`ESC *`) or on rows of their own (`GS v 0`; needles: `ESC *`).

Pure. SAFETY: a printer obeys DLE EOT, DLE ENQ and DLE DC4 even in the middle of an image (Epson, ESC/POS
command reference, "real-time commands"), and DLE DC4 opens the drawer: no picture may spell them, whatever is
drawn.
"""

import re
from functools import cache

from PIL import Image

INK_THRESHOLD = 110
COLUMN_DOTS = 24

_NEEDLES = 8
_NEEDLE_INK = 100  # in fewer and larger dots thin strokes must not vanish
# So that no height spells a real-time command: 0x0410 rows would.
_MOST_ROWS = 1023
_BAND_SPACING, _USUAL_SPACING = b"\x1b3\x10", b"\x1b2"

_REAL_TIME = re.compile(rb"\x10([\x04\x05\x14])")


def column_image(mask: Image.Image) -> bytes:
    """A mask of 24 dots' height as 24-dot columns of double density; stands in the row like a word."""
    turned = _one_bit(mask, INK_THRESHOLD).transpose(Image.Transpose.TRANSPOSE)
    return b"\x1b*\x21" + mask.width.to_bytes(2, "little") + without_real_time_commands(turned.tobytes())


def raster_image(mask: Image.Image) -> bytes:
    """A mask of any height; stands alone, from the left edge."""
    if mask.height > _MOST_ROWS:
        upper, lower = (0, 0, mask.width, _MOST_ROWS), (0, _MOST_ROWS, *mask.size)
        return raster_image(mask.crop(upper)) + raster_image(mask.crop(lower))
    picture = _one_bit(mask, INK_THRESHOLD)
    width_bytes = (mask.width + 7) // 8
    header = b"\x1dv0\0" + width_bytes.to_bytes(2, "little") + mask.height.to_bytes(2, "little")
    return header + without_real_time_commands(picture.tobytes())


def band_image(mask: Image.Image) -> bytes:
    """A mask for a printer with needles: half as many dots across, two for three down, in rows of eight.

    Single density, as dots beside one another cannot be struck in double density; the paper moves 16/144
    inch a row (Epson, TM-U220 and TM-U230 specifications, `ESC *` and `ESC 3`).
    """
    rows = -(-mask.height * 2 // (3 * _NEEDLES))
    small = mask.resize(((mask.width + 1) // 2, max(1, mask.height * 2 // 3)), Image.Resampling.BOX)
    whole = Image.new("L", (small.width, rows * _NEEDLES))
    whole.paste(small, (0, 0))
    dots = _one_bit(whole, _NEEDLE_INK).transpose(Image.Transpose.TRANSPOSE)
    head = b"\x1b*\0" + small.width.to_bytes(2, "little")
    bands = b""
    for row in range(rows):
        columns = dots.crop((row * _NEEDLES, 0, (row + 1) * _NEEDLES, small.width)).tobytes()
        bands += head + without_real_time_commands(columns) + b"\n"
    return _BAND_SPACING + bands + _USUAL_SPACING


def without_real_time_commands(dots: bytes) -> bytes:
    """The same dots with one dot more wherever they would spell a real-time command."""
    return _REAL_TIME.sub(lambda found: bytes((0x10, found[1][0] | 0x08)), dots)


def _one_bit(mask: Image.Image, threshold: int) -> Image.Image:
    """Ink is 1, as the printer wants it."""
    return mask.point(_table(threshold)).convert("1", dither=Image.Dither.NONE)


@cache
def _table(threshold: int) -> list[int]:
    """What becomes of each grey; made once, as Pillow would ask a function 256 times a picture."""
    return [255 if value >= threshold else 0 for value in range(256)]
