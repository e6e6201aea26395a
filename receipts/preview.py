"""A document as a picture that looks like its paper.

Used by the thread that has the `Fonts`. Never more than a picture: nothing here reaches a printer.
"""

import io

from PIL import Image, ImageDraw

from receipts.bars import bars_picture
from receipts.document import Document
from receipts.fonts import Fonts
from receipts.painter import paint
from receipts.strip import PlacedBars, PlacedDots, PlacedRow, PlacedRule, Strip

PAPER = 252
INK = 24
_MARGIN_CELLS = 3


def picture(document: Document, width_dots: int, fonts: Fonts) -> bytes:
    """A PNG in grey. width_dots: printable width (576 for 80 mm), to which the paper's margins are added."""
    out = io.BytesIO()
    draw_paper(document, width_dots, fonts).save(out, "PNG")
    return out.getvalue()


def draw_paper(document: Document, width_dots: int, fonts: Fonts) -> Image.Image:
    """The same before it is a PNG."""
    strip = Strip(document, width_dots)
    margin = _MARGIN_CELLS * strip.cell.width
    paper = Image.new("L", (width_dots + 2 * margin, strip.height_dots + 2 * margin), PAPER)
    for placed in strip.placed:
        match placed:
            case PlacedRow():
                _draw_row(paper, margin, strip, placed, fonts)
            case PlacedRule():
                _draw_rule(paper, margin, strip, placed)
            case PlacedBars():
                bars = bars_picture(placed.symbol, placed.height, ladder=placed.ladder)
                paper.paste(INK, (margin + (width_dots - bars.width) // 2, margin + placed.y), bars)
            case PlacedDots(y, dots, scale):
                size = (dots.width * scale, dots.height * scale)
                mask = dots.mask().resize(size, Image.Resampling.NEAREST)
                paper.paste(INK, (margin + (width_dots - mask.width) // 2, margin + y), mask)
    return paper


def _draw_row(paper: Image.Image, margin: int, strip: Strip, placed: PlacedRow, fonts: Fonts) -> None:
    row, cell = placed.row, placed.cell
    for segment in row.segments:
        mask = paint(
            fonts, segment.text, segment.cells, cell, align=segment.align, base=segment.base, bold=row.bold
        )
        paper.paste(INK, (margin + strip.left_dots + segment.start * cell.width, margin + placed.y), mask)


def _draw_rule(paper: Image.Image, margin: int, strip: Strip, placed: PlacedRule) -> None:
    """As the row of hyphens or equals signs that the printer prints."""
    draw = ImageDraw.Draw(paper)
    gap = max(1, strip.cell.width // 6)
    thickness = max(1, strip.cell.height // 12)
    offsets = (0,) if placed.weight == "thin" else (-thickness, thickness)
    for column in range(strip.columns):
        x = margin + strip.left_dots + column * strip.cell.width
        for offset in offsets:
            y = margin + placed.y + offset
            draw.rectangle((x + gap, y, x + strip.cell.width - gap - 1, y + thickness - 1), INK)
