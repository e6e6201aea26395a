"""The shop's logo from its file, in black and white and fit for the paper. Pure but for reading it."""

import io
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from pos_terminal.errors import ConfigError
from receipts.dots import Dots, dots_of

MOST_BYTES = 4_000_000
MOST_PIXELS = 16_000_000
MOST_ROWS = 240  # 30 mm of paper

_FORMATS = ("PNG", "BMP", "GIF", "JPEG")


def read_logo(file: Path, width_dots: int) -> Dots:
    """The picture, never enlarged; no wider than width_dots and no higher than 30 mm.

    Greys and colours become a pattern of dots; what is transparent is paper. Raises ConfigError with one
    sentence that names the file and the remedy.
    """
    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ConfigError(
            f"The logo {file} cannot be read ({reason}); papers go without it until that is mended."
        ) from error
    if len(content) > MOST_BYTES:
        raise ConfigError(f"The logo {file} is larger than 4 MB; make it smaller, papers go without it.")
    try:
        picture = Image.open(io.BytesIO(content), formats=_FORMATS)
        if picture.width * picture.height > MOST_PIXELS:
            raise ConfigError(f"The logo {file} has too many pixels; make it smaller, papers go without it.")
        return _fitted(_on_white(picture), width_dots)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ConfigError(
            f"The logo {file} is no picture that can be read; save it as PNG, papers go without it."
        ) from error


def _on_white(picture: Image.Image) -> Image.Image:
    """In greys."""
    coloured = picture.convert("RGBA")
    paper = Image.new("RGBA", coloured.size, "white")
    paper.alpha_composite(coloured)
    return paper.convert("L")


def _fitted(grey: Image.Image, width_dots: int) -> Dots:
    width, height = min(grey.width, width_dots), grey.height
    height = max(1, grey.height * width // grey.width)
    if height > MOST_ROWS:
        width, height = max(1, width * MOST_ROWS // height), MOST_ROWS
    if (width, height) != grey.size:
        grey = grey.resize((width, height), Image.Resampling.LANCZOS)
    ink = grey.point(lambda value: 255 - value).convert("1", dither=Image.Dither.FLOYDSTEINBERG)
    return dots_of(ink.convert("L"))
