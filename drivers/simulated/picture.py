"""A slip as a picture, dot for dot as wide as the paper. Uses Pillow and a monospaced font; any thread."""

import io
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw, ImageFont

from drivers.simulated.paper import (
    CELL_HEIGHT_DOTS,
    Bars,
    Bitmap,
    Cut,
    Element,
    Feed,
    Matrix,
    Run,
    Slip,
    TextLine,
)

MARGIN_DOTS = 16
_HRI_DOTS = 26
_WHITE, _BLACK, _GREY = 255, 0, 190


def draw(slip: Slip, font_path: str) -> Image.Image:
    """The paper in grey levels. font_path: a TrueType font with characters of one width."""
    height = sum(_height(element) for element in slip.elements) + 2 * MARGIN_DOTS
    image = Image.new("L", (slip.width_dots + 2 * MARGIN_DOTS, height), _WHITE)
    y = MARGIN_DOTS
    for element in slip.elements:
        _draw(image, element, y, font_path)
        y += _height(element)
    return image


def png(slip: Slip, font_path: str) -> bytes:
    """The same as a PNG file."""
    out = io.BytesIO()
    draw(slip, font_path).save(out, "PNG", compress_level=1)
    return out.getvalue()


def _height(element: Element) -> int:
    match element:
        case TextLine(height_dots=height) | Feed(height_dots=height) | Bitmap(height_dots=height):
            return height
        case Bars(height_dots=height, hri=hri):
            return height + _HRI_DOTS * {"none": 0, "both": 2}.get(hri, 1)
        case Matrix(rows=rows, module_dots=dots):
            return len(rows) * dots
        case Cut():
            return 2


def _draw(image: Image.Image, element: Element, y: int, font_path: str) -> None:
    match element:
        case TextLine(runs=runs, bitmaps=bitmaps, height_dots=height):
            for bitmap in bitmaps:
                _paste_bitmap(image, bitmap, y)
            # Characters of all sizes stand on one line, a little above the end of theirs.
            below = min(3, height - max((run.style.height_dots for run in runs), default=0))
            for run in runs:
                _paste_run(image, run, y + height - below - run.style.height_dots, font_path)
        case Bitmap():
            _paste_bitmap(image, element, y)
        case Bars():
            _draw_bars(image, element, y, font_path)
        case Matrix(x_dots=x, rows=rows, module_dots=dots):
            small = Image.new("L", (len(rows), len(rows)))
            small.putdata([_BLACK if module == "1" else _WHITE for row in rows for module in row])
            size = len(rows) * dots
            image.paste(small.resize((size, size), Image.Resampling.NEAREST), (MARGIN_DOTS + x, y))
        case Cut():
            ImageDraw.Draw(image).line((0, y, image.width, y), fill=_GREY)
        case Feed():
            pass


def _paste_bitmap(image: Image.Image, bitmap: Bitmap, y: int) -> None:
    stride = (bitmap.width_dots + 7) // 8
    if not stride or not bitmap.height_dots:
        return
    dots = Image.frombytes("1", (stride * 8, bitmap.height_dots), bitmap.rows).convert("L")
    dots = ImageChops.invert(dots).crop((0, 0, bitmap.width_dots, bitmap.height_dots))
    image.paste(dots, (MARGIN_DOTS + bitmap.x_dots, y))


def _draw_bars(image: Image.Image, bars: Bars, y: int, font_path: str) -> None:
    above, below = bars.hri in ("above", "both"), bars.hri in ("below", "both")
    top = y + (_HRI_DOTS if above else 0)
    pen = ImageDraw.Draw(image)
    for place, module in enumerate(bars.modules):
        if module == "1":
            left = MARGIN_DOTS + bars.x_dots + place * bars.module_dots
            pen.rectangle((left, top, left + bars.module_dots - 1, top + bars.height_dots - 1), fill=_BLACK)
    font = _font(font_path, 12)
    text = (
        MARGIN_DOTS + bars.x_dots + (len(bars.modules) * bars.module_dots - len(bars.text) * 12) // 2,
        "la",
    )
    if above:
        pen.text((text[0], y), bars.text, font=font, fill=_BLACK)
    if below:
        pen.text((text[0], top + bars.height_dots + 2), bars.text, font=font, fill=_BLACK)


def _paste_run(image: Image.Image, run: Run, y: int, font_path: str) -> None:
    """Each character in its own cell, so that columns stand exactly, then stretched as a printer does."""
    style = run.style
    cell = style.cell_dots // style.width
    size = (cell * len(run.text), CELL_HEIGHT_DOTS)
    ink = Image.new("L", size, _WHITE)
    for place, char in enumerate(run.text):
        if char != " ":
            ink.paste(_glyph(font_path, cell, char), (place * cell, 0))
    if style.bold:
        ink = ImageChops.darker(ink, ImageChops.offset(ink, 1, 0))
    if style.underline:
        ImageDraw.Draw(ink).line((0, size[1] - 1, size[0], size[1] - 1), fill=_BLACK, width=2)
    if style.inverted:
        ink = ImageChops.invert(ink)
    if style.width > 1 or style.height > 1:
        ink = ink.resize((size[0] * style.width, size[1] * style.height), Image.Resampling.BICUBIC)
    place_at = (MARGIN_DOTS + run.x_dots, y)
    box = (*place_at, place_at[0] + ink.width, place_at[1] + ink.height)
    image.paste(ImageChops.darker(ink, image.crop(box)), place_at)


@lru_cache(maxsize=1024)
def _glyph(font_path: str, cell_dots: int, char: str) -> Image.Image:
    """One character in its cell. Kept: drawing them anew for every slip took most of its time."""
    glyph = Image.new("L", (cell_dots, CELL_HEIGHT_DOTS), _WHITE)
    ImageDraw.Draw(glyph).text((0, 0), char, font=_font(font_path, cell_dots), fill=_BLACK)
    return glyph


@lru_cache(maxsize=8)
def _font(font_path: str, cell_dots: int) -> ImageFont.FreeTypeFont:
    """The size at which a character is as wide as the cell."""
    wide = ImageFont.truetype(font_path, 100).getlength("0")
    return ImageFont.truetype(font_path, round(cell_dots * 100 / wide))
