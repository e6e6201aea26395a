"""A sheet of A4 with barcodes to scan, as PNG or PDF. Used by the thread that has the `Fonts`."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from receipts.fonts import Fonts
from receipts.symbols import Modules

DPI = 300
_SIDE, _TALL = 2480, 3508
_MARGIN = 200
_TITLE_PX, _TEXT_PX = 64, 40
# 0.34 mm a module, the size of goods' own bars; 0.68 mm where modules are squares.
_BAR_PX, _SQUARE_PX = 4, 8
_BAR_TALL = 240
_GAP = 70


@dataclass(frozen=True, slots=True)
class SheetSymbol:
    """name: printed above it. text: printed below it, as a person reads it."""

    name: str
    text: str
    modules: Modules


def symbol_sheet(title: str, lead: str, symbols: Sequence[SheetSymbol], fonts: Fonts) -> Image.Image:
    """The sheet, black and white."""
    sheet = Image.new("1", (_SIDE, _TALL), 1)
    draw = ImageDraw.Draw(sheet)
    face = str(fonts.path("DejaVuSans.ttf"))
    large, small = ImageFont.truetype(face, _TITLE_PX), ImageFont.truetype(face, _TEXT_PX)
    draw.text((_MARGIN, _MARGIN), title, fill=0, font=large)
    draw.text((_MARGIN, _MARGIN + 2 * _TITLE_PX), lead, fill=0, font=small)
    top = _MARGIN + 4 * _TITLE_PX
    for number, symbol in enumerate(symbols, 1):
        draw.text((_MARGIN, top), f"{number}  {symbol.name}", fill=0, font=small)
        top += 2 * _TEXT_PX
        top += _paint(draw, symbol.modules, _MARGIN + _GAP, top) + _TEXT_PX // 2
        draw.text((_MARGIN, top), symbol.text, fill=0, font=small)
        top += _TEXT_PX + _GAP + _TEXT_PX
    return sheet


def as_file(sheet: Image.Image, name: str) -> bytes:
    """By the ending of the file's name: `.png`, else PDF of one page, as large as A4."""
    out = io.BytesIO()
    if name.lower().endswith(".png"):
        sheet.save(out, "PNG", dpi=(DPI, DPI))
    else:
        sheet.save(out, "PDF", resolution=DPI)
    return out.getvalue()


def _paint(draw: ImageDraw.ImageDraw, modules: Modules, left: int, top: int) -> int:
    """Paint a symbol; answers how tall it is."""
    flat = len(modules) == 1
    wide, tall = (_BAR_PX, _BAR_TALL) if flat else (_SQUARE_PX, _SQUARE_PX)
    for row_number, row in enumerate(modules):
        for column, module in enumerate(row):
            if module == "1":
                x, y = left + column * wide, top + row_number * tall
                draw.rectangle((x, y, x + wide - 1, y + tall - 1), fill=0)
    return len(modules) * tall
