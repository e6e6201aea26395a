"""A document as a PDF of one page, as wide as the paper and as long as the receipt.

Used by the thread that has the `Fonts`; reportlab is imported with the first PDF, as few sales need one. Text
that needs no shaping is real text, the rest are pictures. All is placed in printer dots of 1/8 mm and scaled
to points.
"""

import io
from fractions import Fraction
from itertools import groupby
from typing import Any

from receipts.cells import cells, clusters
from receipts.document import Document
from receipts.fonts import FACES, Face, Fonts
from receipts.painter import Cell, paint
from receipts.strip import PlacedBars, PlacedDots, PlacedRow, PlacedRule, Strip
from receipts.surface import Row, Segment

DOT_POINTS = Fraction(72 * 10, 254 * 8)
MARGIN_DOTS, NARROW_MARGIN_DOTS = 32, 40  # of rolls of 80 and of 58 mm
NARROW_DOTS = 432
_PICTURE_SCALE = 4
_FILL_AND_STROKE = 2
_INK_THRESHOLD = 110

# DejaVu Sans Mono: every character is 602/1000 of its size wide.
_MONO_ADVANCE = Fraction(602, 1000)


def pdf(document: Document, fonts: Fonts) -> bytes:
    """The PDF; the same document gives the same bytes. 48 columns of font A are 80 mm, 32 are 58 mm."""
    from reportlab.pdfgen.canvas import Canvas

    strip = Strip(document, document.columns * document.cell_dots)
    margin = MARGIN_DOTS if strip.width_dots > NARROW_DOTS else NARROW_MARGIN_DOTS
    height = strip.height_dots + 2 * margin
    out = io.BytesIO()
    size = tuple(-int(-dots * DOT_POINTS // 1) for dots in (strip.width_dots + 2 * margin, height))
    plain = registered(fonts, FACES[0], bold=False)
    canvas = Canvas(out, pagesize=size, invariant=1, pageCompression=1, initialFontName=plain)
    canvas.setTitle(document.title)
    canvas.setCreator("POS Terminal")
    canvas.scale(DOT_POINTS, DOT_POINTS)
    canvas.translate(margin, height - margin)
    sheet = _Sheet(canvas, fonts)
    for placed in strip.placed:
        match placed:
            case PlacedRow(y, row, cell):
                sheet.row(y, row, cell)
            case PlacedRule():
                sheet.rule(placed, strip.width_dots)
            case PlacedBars():
                sheet.bars(placed, strip.width_dots)
            case PlacedDots():
                sheet.dots(placed, strip.width_dots)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


class _Sheet:
    """A canvas whose origin is the top left corner of what is printed; y counts downwards."""

    def __init__(self, canvas: Any, fonts: Fonts) -> None:
        self._canvas = canvas
        self._fonts = fonts

    def row(self, y: int, row: Row, cell: Cell) -> None:
        """Draw one row of print."""
        for segment in row.segments:
            pieces = self._fonts.pieces(segment.text)
            if all(face.drawn == "grid" and not face.file.endswith(".otf") for face, _ in pieces):
                self._text(y, segment, pieces, cell, row.bold)
            else:
                self._picture(y, segment, cell, row.bold)

    def rule(self, placed: PlacedRule, width: int) -> None:
        """Draw a line: dashed, or thick."""
        canvas = self._canvas
        canvas.saveState()
        canvas.setLineWidth(2 if placed.weight == "thin" else 3)
        if placed.weight == "thin":
            canvas.setDash(8, 4)
        canvas.line(0, -placed.y, width, -placed.y)
        canvas.restoreState()

    def bars(self, placed: PlacedBars, width: int) -> None:
        """Draw a barcode as rectangles."""
        dots = placed.symbol.module_dots
        at = 0 if placed.ladder else (width - placed.symbol.dots) // 2
        for module, run in groupby(placed.symbol.modules):
            length = len(list(run)) * dots
            if module == "1" and placed.ladder:
                left = (width - placed.height) // 2
                self._canvas.rect(left, -placed.y - at - length, placed.height, length, stroke=0, fill=1)
            elif module == "1":
                self._canvas.rect(at, -placed.y - placed.height, length, placed.height, stroke=0, fill=1)
            at += length

    def dots(self, placed: PlacedDots, width: int) -> None:
        """Draw a picture as large as the printer prints it."""
        from reportlab.lib.utils import ImageReader

        ink = placed.dots.mask().point(lambda value: 255 - value)
        wide, high = placed.dots.width * placed.scale, placed.dots.height * placed.scale
        self._canvas.drawImage(ImageReader(ink), (width - wide) // 2, -placed.y - high, wide, high)

    def _text(self, y: int, segment: Segment, pieces: list[tuple[Face, str]], cell: Cell, bold: bool) -> None:
        spare = max(0, segment.cells - cells(segment.text))
        at = segment.start + {"left": 0, "center": spare // 2, "right": spare}[segment.align]
        for face, piece in pieces:
            step = [piece] if face.bold_file else clusters(piece)
            for part in step:
                self._words(face, part, at * cell.width, y, cell, bold)
                at += cells(part)

    def _words(self, face: Face, text: str, x: int, y: int, cell: Cell, bold: bool) -> None:
        """A text in one font, from x on. Stretched where the row is tall but not wide."""
        mono = bool(face.bold_file)
        natural = cell.height // 2
        size = natural / _MONO_ADVANCE if mono else Fraction(cell.height * face.size_milli, 1000)
        baseline = -y - Fraction(cell.height * face.baseline_milli, 1000)
        inset = 0 if mono else (cells(text) * natural - size) / 2
        words = self._canvas.beginText()
        stretch = Fraction(cell.width, natural)
        words.setTextTransform(stretch, 0, 0, 1, x + inset * stretch, baseline)
        words.setFont(registered(self._fonts, face, bold), size)
        if bold and not mono:
            self._canvas.setLineWidth(1)
            words.setTextRenderMode(_FILL_AND_STROKE)
        words.textOut(text)
        self._canvas.drawText(words)

    def _picture(self, y: int, segment: Segment, cell: Cell, bold: bool) -> None:
        from reportlab.lib.utils import ImageReader

        finer = Cell(cell.width * _PICTURE_SCALE, cell.height * _PICTURE_SCALE)
        mask = paint(
            self._fonts, segment.text, segment.cells, finer, align=segment.align, base=segment.base, bold=bold
        )
        width, height = segment.cells * cell.width, cell.height
        ink = mask.point(lambda value: 0 if value >= _INK_THRESHOLD else 255)
        self._canvas.drawImage(ImageReader(ink), segment.start * cell.width, -y - height, width, height)


def registered(fonts: Fonts, face: Face, bold: bool) -> str:
    """reportlab's name of a font; it keeps a table of its own."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    file = face.bold_file if bold and face.bold_file else face.file
    if file not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(file, str(fonts.path(file)), subfontIndex=face.index))
    return file
