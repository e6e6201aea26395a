"""A document as ESC/POS bytes, with python-escpos as the encoder: one blob, ready to be sent.

Used by one thread at a time. SAFETY: a text reaches the printer only through `Page.encode`, which knows no
control character, or as dots.
"""

import re
from typing import TypedDict

from PIL import Image

from receipts.bars import bars_picture
from receipts.bidi import Base, has_right_to_left
from receipts.cells import cells
from receipts.code128 import Symbol
from receipts.document import Document, Font
from receipts.dots import Dots
from receipts.escpos_images import COLUMN_DOTS, band_image, column_image, raster_image
from receipts.escpos_library import in_memory, pages_of
from receipts.escpos_pages import Page, best_page
from receipts.fonts import Fonts
from receipts.linear import NATIVE_CODES, BarKind, bars_of
from receipts.painter import Cell, paint
from receipts.profiles import Profile
from receipts.qr_code import native_qr, qr_picture
from receipts.surface import Align, Row, Segment, Weight

BARCODE_DOTS = 72
ROW_DOTS = 30  # default line spacing: the 24 dots of font A and 6 between

_RULES = {"thin": "-", "thick": "="}
_TOKENS = re.compile(r" +|[^ ]+")
_ROWS_TO_TEAR_BAR = 4
_LEAVE_DOUBLE_BYTE = b"\x1c."
_FONT_B = b"\x1bM\x01"
_CENTER, _LEFT = b"\x1ba\x01", b"\x1ba\0"


def render(document: Document, profile: Profile, fonts: Fonts) -> bytes:
    """The bytes that print a document; they begin with `ESC @`, so nothing of an earlier job shows."""
    paper = _Paper(document, profile, fonts)
    document.draw(paper)
    return paper.finish()


def prepare(profile: Profile) -> None:
    """Import what the first paper needs, so that it does not wait for it."""
    pages_of(profile.base, profile.pages)


class _Look(TypedDict):
    align: Align
    base: Base
    bold: bool


class _Paper:
    """A surface that gathers rows first, as the best code page is known only at the end."""

    def __init__(self, document: Document, profile: Profile, fonts: Fonts) -> None:
        self.columns = document.columns
        self.rtl = document.rtl
        self._profile = profile
        self._fonts = fonts
        self._printer = in_memory(profile.base)
        self._pages = pages_of(profile.base, profile.pages)
        self._page = self._pages[0]
        self._rows: list[Row | bytes] = []
        self._style = (False, 1, 1)
        self._font = document.font
        self._cell = Cell(*profile.cell_dots_of(document.font))

    def row(self, row: Row) -> None:
        """See Surface."""
        self._rows.append(row)

    def rule(self, weight: Weight) -> None:
        """See Surface."""
        self._rows.append(Row((Segment(0, self.columns, _RULES[weight] * self.columns),)))

    def bars(self, text: str, kind: BarKind) -> None:
        """See Surface."""
        if self._profile.pictures == "bands":
            return  # needles print no bars that a scanner reads; the text stands below
        lines = bars_of(text, kind, self._profile.dots)
        too_long = lines.dots > self._profile.dots
        if self._profile.barcode_b and not too_long:
            self._rows.append(_native_bars(lines, NATIVE_CODES[kind]))
        else:
            self._centred(bars_picture(lines, BARCODE_DOTS, ladder=too_long))

    def matrix(self, text: str) -> None:
        """See Surface."""
        if self._profile.pictures == "bands":
            return
        native = native_qr(text, self._profile.dots) if self._profile.qr else None
        if native is not None:
            self._rows.append(_CENTER + native + _LEFT)
        else:
            self._centred(qr_picture(text, self._profile.dots))

    def image(self, dots: Dots) -> None:
        """See Surface."""
        self._centred(dots.fitted(self._profile.dots).mask())

    def feed(self, rows: int) -> None:
        """See Surface."""
        self._rows.append(b"\n" * rows)

    def cut(self) -> None:
        """See Surface."""
        self._rows.append(_cut(self._profile))

    def finish(self) -> bytes:
        """Everything that was drawn."""
        rows = self._rows
        texts = (segment.text for row in rows if isinstance(row, Row) for segment in row.segments)
        self._printer.hw("INIT")
        if self._profile.double_byte:
            self._printer._raw(_LEAVE_DOUBLE_BYTE)
        self._select(best_page(self._pages, texts))
        if self._font == "B":
            self._printer._raw(_FONT_B)
        for row in rows:
            if isinstance(row, Row):
                self._set(row)
                self._printer._raw(self._line(row))
            else:
                self._set(Row(()))
                self._printer._raw(row)
        return bytes(self._printer.output)

    def _centred(self, mask: Image.Image) -> None:
        """A picture in the middle, on rows of its own."""
        left = (self._profile.dots - mask.width) // 2
        whole = Image.new("L", (left + mask.width, mask.height))
        whole.paste(mask, (left, 0))
        self._rows.append(self._block(whole))

    def _block(self, mask: Image.Image) -> bytes:
        """A picture on rows of its own, as this printer takes it."""
        return band_image(mask) if self._profile.pictures == "bands" else raster_image(mask)

    def _set(self, row: Row) -> None:
        """Bold and size, sent only where they change."""
        style = (row.bold, row.wide, row.tall)
        if style != self._style and self._profile.pictures == "bands":
            self._printer._raw(_print_mode(row, self._font))
            self._style = style
            return
        if style[0] != self._style[0]:
            self._printer.set(bold=row.bold)
        if style[1:] != self._style[1:]:
            self._printer.set(custom_size=True, width=row.wide, height=row.tall)
        self._style = style

    def _select(self, wanted: Page) -> None:
        self._page = wanted
        self._printer._raw(_select_page(wanted))

    def _line(self, row: Row) -> bytes:
        """A row as text, with pictures of what no code page has."""
        line, at = b"", 0
        for segment in row.segments:
            width = cells(segment.text)
            spare = max(0, segment.cells - width)
            start = segment.start + {"left": 0, "center": spare // 2, "right": spare}[segment.align]
            content = self._content(segment, row)
            if content is None:
                return self._raster_row(row)
            line += b" " * (start - at) + content
            at = start + width
        return line + b"\n"

    def _content(self, segment: Segment, row: Row) -> bytes | None:
        """A segment's bytes; None where the row must be one picture.

        So it is where this printer takes no pictures inside a row, and for large rows that are one text.
        """
        plain = self._page.encode(segment.text)
        if plain is not None:
            return plain
        may_be_inline = self._profile.inline_images and (row.tall == 1 or len(row.segments) > 1)
        if row.tall > 1 or has_right_to_left(segment.text) or self._fonts.is_shaped(segment.text):
            return self._picture(segment.text, segment, row) if may_be_inline else None
        found = b""
        for text, chosen in self._runs(segment.text):
            if chosen is not None:
                found += _in_page(text, chosen, self._page)
            elif may_be_inline:
                found += self._picture(text, segment, row)
            else:
                return None
        return found

    def _runs(self, text: str) -> list[tuple[str, Page | None]]:
        """The text by words and blanks: with the page that has all of a word, None for a picture."""
        runs: list[tuple[str, Page | None]] = []
        for token in _TOKENS.findall(text):
            candidates = [self._page, *self._pages]
            chosen = next((one for one in candidates if one.encode(token) is not None), None)
            blank = token.isspace()
            if runs and (runs[-1][1] is chosen or (blank and runs[-1][1] is None)):
                runs[-1] = (runs[-1][0] + token, runs[-1][1])
            else:
                runs.append((token, chosen))
        return runs

    def _picture(self, text: str, segment: Segment, row: Row) -> bytes:
        """A text as dots on the line. Beside large text it stays small, on the common base line."""
        width = cells(text) * row.wide
        options: _Look = {"align": segment.align, "base": segment.base, "bold": row.bold}
        mask = paint(self._fonts, text, width, self._cell, **options)
        if mask.height < COLUMN_DOTS:
            column = Image.new("L", (mask.width, COLUMN_DOTS))
            column.paste(mask, (0, COLUMN_DOTS - mask.height))
            return column_image(column)
        return column_image(mask)

    def _raster_row(self, row: Row) -> bytes:
        """The whole row as one picture, as high as a row of text."""
        cell = Cell(self._cell.width * row.wide, self._cell.height * row.tall)
        space = 0 if self._profile.pictures == "bands" else ROW_DOTS - self._cell.height
        whole = Image.new("L", (self.columns * self._cell.width, cell.height + space))
        for segment in row.segments:
            options: _Look = {"align": segment.align, "base": segment.base, "bold": row.bold}
            part = paint(self._fonts, segment.text, segment.cells, cell, **options)
            whole.paste(part, (segment.start * cell.width, space // 2))
        return self._block(whole)


def _in_page(text: str, chosen: Page, current: Page) -> bytes:
    """A text in another page than the paper's own, and back again."""
    encoded = chosen.encode(text) or b""
    return encoded if chosen is current else _select_page(chosen) + encoded + _select_page(current)


def _print_mode(row: Row, font: Font) -> bytes:
    """`ESC !`: printers with needles have no other sizes than double ones."""
    bits = (font == "B") | row.bold << 3 | (row.tall > 1) << 4 | (row.wide > 1) << 5
    return b"\x1b!" + bytes((bits,))


def _select_page(wanted: Page) -> bytes:
    return b"\x1bt" + bytes((wanted.number,))


def _native_bars(lines: Symbol, code: int) -> bytes:
    """`GS k`, function B: python-escpos' barcode() prints to standard output and leaves the paper centred."""
    size = b"\x1dh" + bytes((BARCODE_DOTS,)) + b"\x1dw" + bytes((lines.module_dots,)) + b"\x1dH\0"
    return _CENTER + size + b"\x1dk" + bytes((code, len(lines.native))) + lines.native + _LEFT


def _cut(profile: Profile) -> bytes:
    printer = in_memory(profile.base)
    if profile.cutter == "none":
        printer.print_and_feed(_ROWS_TO_TEAR_BAR)
    else:
        printer.cut("FULL" if profile.cutter == "full" else "PART")
    return bytes(printer.output)
