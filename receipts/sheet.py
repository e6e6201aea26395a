"""A sheet of A4 to draw on: proportional text of any script, rules, bars, several pages. PDF only.

Used by the thread that has the `Fonts`; reportlab is imported with the first sheet. Lengths are points.
Places are told in the direction of reading: x counts from where a row begins, y from the top, down to a
text's base line.
"""

import io
from fractions import Fraction
from itertools import groupby
from typing import Any, Literal

from receipts.bidi import has_right_to_left
from receipts.cells import cells, clusters
from receipts.clean import clean
from receipts.cmap import Coverage, read_coverage
from receipts.fonts import FACES, Face, Fonts
from receipts.linear import BarKind, bars_of
from receipts.painter import Cell, paint
from receipts.pdf import registered

Place = Literal["start", "end", "center", "amount"]

WIDTH, HEIGHT = 595, 842
MARGIN = 57

_SANS = next(face for face in FACES if face.file == "DejaVuSans.ttf")
_PICTURE_CELL = Cell(36, 72)
_PICTURE_BASELINE_MILLI = 792
_PICTURE_HEIGHT = Fraction(6, 5)  # of the size of the text beside it
_INK_THRESHOLD = 110


class Sheet:
    """Draws; y counts downwards. rtl: pages are read from right to left."""

    def __init__(self, title: str, fonts: Fonts, *, rtl: bool) -> None:
        from reportlab.pdfgen.canvas import Canvas

        self._out = io.BytesIO()
        self._fonts = fonts
        self._rtl = rtl
        plain = registered(fonts, _SANS, bold=False)
        self._canvas = Canvas(
            self._out, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1, initialFontName=plain
        )
        self._canvas.setTitle(title)
        self._canvas.setCreator("POS Terminal")
        self._sans: Coverage = read_coverage(fonts.path(_SANS.file))

    def text(
        self, x: int, y: int, width: int, text: str, *, size: int, place: Place = "start", bold: bool = False
    ) -> None:
        """One row of text in a column that begins at x; `amount` is at the right in both directions."""
        text = clean(text)
        if not text:
            return
        pieces = self._pieces(text)
        if pieces is None:
            self._picture(x, y, width, text, size=size, place=place, bold=bold)
            return
        left = self._left(x, width, self._width(pieces, size, bold), place)
        for face, part in pieces:
            font = registered(self._fonts, face, bold)
            words = self._canvas.beginText(left, HEIGHT - y)
            words.setFont(font, size)
            words.textOut(part)
            self._canvas.drawText(words)
            left += _string_width(part, font, size)

    def wrapped(self, text: str, width: int, *, size: int, bold: bool = False) -> list[str]:
        """The rows of a text that are no wider than `width`; only blanks at the breaks are lost."""
        rows = [""]
        for word in clean(text).split():
            joined = f"{rows[-1]} {word}" if rows[-1] else word
            if self._is_within(joined, width, size, bold):
                rows[-1] = joined
            elif self._is_within(word, width, size, bold):
                rows.append(word)
            else:
                rows += [""] if rows[-1] else []
                for cluster in clusters(word):
                    longer = rows[-1] + cluster
                    if rows[-1] and not self._is_within(longer, width, size, bold):
                        rows.append(cluster)
                    else:
                        rows[-1] = longer
        return rows

    def rule(self, x: int, y: int, width: int, *, thick: bool = False) -> None:
        """A line across."""
        left = WIDTH - x - width if self._rtl else x
        self._canvas.setLineWidth(1 if thick else Fraction(1, 2))
        self._canvas.line(left, HEIGHT - y, left + width, HEIGHT - y)

    def bars(self, x: int, y: int, text: str, height: int, kind: BarKind = "code128") -> None:
        """A barcode that ends at x, its upper edge at y."""
        found = bars_of(text, kind, WIDTH)
        module = Fraction(4, 5)
        width = len(found.modules) * module
        left = WIDTH - x if self._rtl else x - width
        for is_bar, run in groupby(found.modules):
            length = len(list(run)) * module
            if is_bar == "1":
                self._canvas.rect(left, HEIGHT - y - height, length, height, stroke=0, fill=1)
            left += length

    def turn(self) -> None:
        """On to the next page."""
        self._canvas.showPage()

    def finish(self) -> bytes:
        """End the last page; the PDF."""
        self._canvas.showPage()
        self._canvas.save()
        return self._out.getvalue()

    def _pieces(self, text: str) -> list[tuple[Face, str]] | None:
        """The text by fonts, None where it has to be shaped and therefore is a picture."""
        if has_right_to_left(text):
            return None
        found: list[tuple[Face, str]] = []
        for cluster in clusters(text):
            face = _SANS if cluster[0] in self._sans else self._fonts.face_of(cluster[0])
            is_plain = face is _SANS or (face is not None and face.drawn == "grid")
            if len(cluster) > 1 or face is None or not is_plain or face.file.endswith(".otf"):
                return None
            if found and found[-1][0] is face:
                found[-1] = (face, found[-1][1] + cluster)
            else:
                found.append((face, cluster))
        return found

    def _width(self, pieces: list[tuple[Face, str]], size: int, bold: bool) -> Any:
        return sum(_string_width(part, registered(self._fonts, face, bold), size) for face, part in pieces)

    def _is_within(self, text: str, width: int, size: int, bold: bool) -> bool:
        pieces = self._pieces(text)
        if pieces is None:
            return cells(text) * size * _PICTURE_HEIGHT / 2 <= width
        return bool(self._width(pieces, size, bold) <= width)

    def _left(self, x: int, width: int, used: Any, place: Place) -> Any:
        """Where a text of that width begins on paper."""
        left = WIDTH - x - width if self._rtl else x
        mirrored: dict[Place, Place] = {"start": "end", "end": "start"} if self._rtl else {}
        match mirrored.get(place, place):
            case "start":
                return left
            case "center":
                return left + (width - used) / 2
            case _:
                return left + width - used

    def _picture(self, x: int, y: int, width: int, text: str, *, size: int, place: Place, bold: bool) -> None:
        """A text that has to be shaped, as dots; made smaller where it is too wide."""
        from reportlab.lib.utils import ImageReader

        mask = paint(
            self._fonts, text, cells(text), _PICTURE_CELL, align="left", base=self._base(), bold=bold
        )
        ink = mask.getbbox()
        if ink is None:
            return
        mask = mask.crop((ink[0], 0, ink[2], mask.height))
        height = size * _PICTURE_HEIGHT
        used = min(mask.width * height / _PICTURE_CELL.height, width)
        dots = mask.point(lambda value: 0 if value >= _INK_THRESHOLD else 255)
        below = height * (1000 - _PICTURE_BASELINE_MILLI) / 1000
        left = self._left(x, width, used, place)
        self._canvas.drawImage(ImageReader(dots), left, HEIGHT - y - below, used, height)

    def _base(self) -> Literal["rtl", "auto"]:
        return "rtl" if self._rtl else "auto"


def _string_width(text: str, font: str, size: int) -> Any:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return stringWidth(text, font, size)
