"""Text as a picture: any mixture of scripts, shaped and in the right order, in its cells on the paper.

The user of a `Fonts` calls this from that one thread. Pictures are masks: 255 is ink.
"""

from dataclasses import dataclass, replace
from typing import Literal

from PIL import Image, ImageChops, ImageDraw

from receipts.bidi import Base, visual_runs
from receipts.cells import cells, clusters
from receipts.fonts import Face, Fonts, shapes_text
from receipts.surface import Align


@dataclass(frozen=True, slots=True)
class Cell:
    """Size of one cell in dots; twice as high as wide unless it is stretched."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class _Piece:
    face: Face
    text: str
    rtl: bool
    width: int
    is_squeezed: bool = False


def paint(
    fonts: Fonts, text: str, width: int, cell: Cell, *, align: Align, base: Base, bold: bool
) -> Image.Image:
    """A cleaned text in a box of `width` cells; shaped scripts, which have no cells, are squeezed to fit."""
    natural = cell.height // 2
    pieces = _pieces(fonts, text, Cell(natural, cell.height), base, bold)
    room = width * natural
    pieces = _squeezed(pieces, room)
    used = sum(piece.width for piece in pieces)
    mask = Image.new("L", (room, cell.height), 0)
    x = {"left": 0, "center": (room - used) // 2, "right": room - used}[align]
    for piece in pieces:
        draw = _draw_shaped if piece.face.drawn == "shaped" else _draw_grid
        draw(fonts, mask, x, piece, bold)
        x += piece.width
    return mask if natural == cell.width else mask.resize((width * cell.width, cell.height))


def _pieces(fonts: Fonts, text: str, cell: Cell, base: Base, bold: bool) -> list[_Piece]:
    """From left to right."""
    found: list[_Piece] = []
    for run, rtl in visual_runs(text, base):
        parts = fonts.pieces(run)
        for face, part in reversed(parts) if rtl else parts:
            if face.drawn == "shaped":
                font = fonts.opened(face, _size(face, cell.height), bold, shaped=True)
                width = -int(-font.getlength(part, direction=_direction(rtl)) // 1)
            else:
                width = cells(part) * cell.width
            found.append(_Piece(face, part, rtl, width))
    return found


def _squeezed(pieces: list[_Piece], room: int) -> list[_Piece]:
    """Take the width that is too much from the shaped pieces, each its share."""
    too_much = sum(piece.width for piece in pieces) - room
    shaped = sum(piece.width for piece in pieces if piece.face.drawn == "shaped")
    if too_much <= 0 or shaped == 0:
        return pieces
    return [
        replace(piece, width=max(1, piece.width * max(0, shaped - too_much) // shaped), is_squeezed=True)
        if piece.face.drawn == "shaped"
        else piece
        for piece in pieces
    ]


def _draw_grid(fonts: Fonts, mask: Image.Image, x: int, piece: _Piece, bold: bool) -> None:
    """Each character in the middle of its cells; plain ones in one go where they are as wide as a cell."""
    height = mask.height
    cell = height // 2
    font = fonts.opened(piece.face, _size(piece.face, height), bold, shaped=False)
    baseline = _baseline(piece.face, height)
    ink = Image.new("L", (piece.width, height), 0)
    draw = ImageDraw.Draw(ink)
    together = clusters(piece.text)
    turned = piece.rtl and piece.face.drawn == "grid"
    if len(together) == piece.width // cell and font.getlength(piece.text) == piece.width and not piece.rtl:
        draw.text((0, baseline), piece.text, 255, font, anchor="ls")
        together = []
    at = 0
    for cluster in reversed(together) if piece.rtl else together:
        width = cells(cluster) * cell
        several = len(cluster) > 1 or turned
        font = fonts.opened(piece.face, _size(piece.face, height), bold, shaped=several)
        direction = _direction(turned) if several else None
        # The parts of an old Korean syllable are drawn to be laid over one another.
        for part in cluster if "\u1100" <= cluster[0] <= "\u115f" else (cluster,):
            draw.text((at + width // 2, baseline), part, 255, font, anchor="ms", direction=direction)
        at += width
    mask.paste(255, (x, 0), _emboldened(ink, piece.face, bold))


def _draw_shaped(fonts: Fonts, mask: Image.Image, x: int, piece: _Piece, bold: bool) -> None:
    """A whole run, moved or made smaller where its marks would leave the row."""
    height = mask.height
    direction = _direction(piece.rtl)
    text = piece.text if shapes_text() or not piece.rtl else piece.text[::-1]
    size = _size(piece.face, height)
    font = fonts.opened(piece.face, size, bold, shaped=True)
    left, top, right, bottom = map(int, font.getbbox(text, anchor="ls", direction=direction))
    if bottom - top > height:
        font = fonts.opened(piece.face, size * height // (bottom - top), bold, shaped=True)
        left, top, right, bottom = map(int, font.getbbox(text, anchor="ls", direction=direction))
    baseline = max(-top, min(_baseline(piece.face, height), height - bottom))
    left = min(left, 0)
    ink = Image.new("L", (right - left, height), 0)
    ImageDraw.Draw(ink).text((-left, baseline), text, 255, font, anchor="ls", direction=direction)
    ink = _emboldened(ink, piece.face, bold)
    if piece.is_squeezed:
        mask.paste(255, (x, 0), ink.resize((piece.width, height)))
    else:
        mask.paste(255, (x + left, 0), ink)


def _emboldened(ink: Image.Image, face: Face, bold: bool) -> Image.Image:
    """Thicker strokes, for a face that has no bold file."""
    if not bold or face.bold_file:
        return ink
    stroke = max(1, ink.height // 24)
    shift = (1, 0, -stroke, 0, 1, 0)
    return ImageChops.lighter(ink, ink.transform(ink.size, Image.Transform.AFFINE, shift))


def _direction(rtl: bool) -> Literal["rtl", "ltr"] | None:
    """What HarfBuzz is told; without libraqm nothing may be said."""
    if not shapes_text():
        return None
    return "rtl" if rtl else "ltr"


def _size(face: Face, height: int) -> int:
    return height * face.size_milli // 1000


def _baseline(face: Face, height: int) -> int:
    return height * face.baseline_milli // 1000
