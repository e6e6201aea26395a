"""The paper of the simulated printer: what is on it, and its plain-text form. Pure, frozen values.

Positions and sizes are in printer dots; x 0 is the left edge of the printable area.
"""

from dataclasses import dataclass
from typing import Literal

CELL_A_DOTS, CELL_B_DOTS, CELL_HEIGHT_DOTS = 12, 9, 24


@dataclass(frozen=True, slots=True)
class Style:
    """How characters look. width and height: multiples, 1 to 8; font B is narrower."""

    bold: bool = False
    underline: bool = False
    inverted: bool = False
    width: int = 1
    height: int = 1
    font: Literal["A", "B"] = "A"

    @property
    def cell_dots(self) -> int:
        """How far one character moves on."""
        return (CELL_A_DOTS if self.font == "A" else CELL_B_DOTS) * self.width

    @property
    def height_dots(self) -> int:
        """How high one character is."""
        return CELL_HEIGHT_DOTS * self.height


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one style, one after the other."""

    x_dots: int
    text: str
    style: Style

    @property
    def end_dots(self) -> int:
        """Where it ends, where no spacing was set between its characters."""
        return self.x_dots + self.style.cell_dots * len(self.text)


@dataclass(frozen=True, slots=True)
class Bitmap:
    """Dots. rows: packed, 8 dots a byte, the leftmost in the highest bit, 1 is black."""

    x_dots: int
    width_dots: int
    height_dots: int
    rows: bytes


@dataclass(frozen=True, slots=True)
class TextLine:
    """One printed line; bitmaps: column images among its text."""

    runs: tuple[Run, ...]
    height_dots: int
    bitmaps: tuple[Bitmap, ...] = ()


@dataclass(frozen=True, slots=True)
class Bars:
    """A barcode. modules: `1` is a bar, `0` a space, each module_dots wide. hri: where its text stands."""

    x_dots: int
    symbology: str
    text: str
    modules: str
    module_dots: int
    height_dots: int
    hri: Literal["none", "above", "below", "both"]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A QR code. rows: of `1` and `0`."""

    x_dots: int
    text: str
    rows: tuple[str, ...]
    module_dots: int


@dataclass(frozen=True, slots=True)
class Feed:
    """Empty paper."""

    height_dots: int


@dataclass(frozen=True, slots=True)
class Cut:
    """The knife. partial: a bridge is left."""

    partial: bool


Element = TextLine | Bitmap | Bars | Matrix | Feed | Cut


@dataclass(frozen=True, slots=True)
class Slip:
    """One piece of paper, up to and with its cut.

    notices: what a real printer would have got wrong in silence. torn: off by hand, no knife went through.
    """

    number: int
    width_dots: int
    elements: tuple[Element, ...] = ()
    notices: tuple[str, ...] = ()
    finished: bool = False
    torn: bool = False

    @property
    def columns(self) -> int:
        """Characters of font A in one line."""
        return self.width_dots // CELL_A_DOTS

    def text(self) -> str:
        """The paper as plain text, one line for each printed one; barcodes and pictures in brackets."""
        return "".join(f"{line}\n" for element in self.elements for line in self._lines(element))

    def _lines(self, element: Element) -> list[str]:
        match element:
            case TextLine(runs=runs, bitmaps=bitmaps):
                pictures = [self._centred(f"[picture {b.width_dots}x{b.height_dots}]") for b in bitmaps]
                return [*pictures, *([_line(runs)] if runs or not bitmaps else [])]
            case Bitmap(width_dots=width, height_dots=height):
                return [self._centred(f"[picture {width}x{height}]")]
            case Bars(symbology=symbology, text=text):
                return [self._centred(f"[{symbology} {text}]")]
            case Matrix(text=text):
                return [self._centred(f"[QR {text}]")]
            case Feed(height_dots=height):
                return [""] * max(1, height // 30)
            case Cut():
                return [("- " * self.columns)[: self.columns].rstrip()]

    def _centred(self, text: str) -> str:
        return text.center(self.columns).rstrip()


def _line(runs: tuple[Run, ...]) -> str:
    """Each run at its column; wide characters are not spread, so that text can be searched."""
    cell_dots = CELL_B_DOTS if runs and all(run.style.font == "B" for run in runs) else CELL_A_DOTS
    line = ""
    before: Run | None = None
    for run in runs:
        # A run that came in two parts is one word, however wide its characters are.
        goes_on = before is not None and before.style == run.style and before.end_dots == run.x_dots
        line = (line if goes_on else line.ljust(run.x_dots // cell_dots)) + run.text
        before = run
    return line.rstrip()
