"""Reads ESC/POS bytes back, strictly: any byte that is not text or a command known here is an error.

Written from Epson's command reference, not from our encoder, and imports nothing of ours.
"""

from dataclasses import dataclass, field
from functools import cached_property

PAGES = {
    0: "cp437",
    2: "cp850",
    16: "cp1252",
    17: "cp866",
    18: "cp852",
    19: "cp858",
    45: "cp1250",
    46: "cp1251",
}
PAGES |= {13: "cp857", 14: "cp737", 33: "cp775"}
CELL_DOTS = 12
FONT_B_DOTS = 9


class NotEscPos(Exception):
    """The bytes do something that a receipt must not."""


class Image:
    """Dots as rows of 0 and 1, made of the bytes when they are looked at. columns: so they are stored."""

    def __init__(self, lines: list[bytes], columns: bool = False) -> None:
        self._lines, self._columns = lines, columns

    @property
    def is_raster(self) -> bool:
        """Whether it stands alone on its rows."""
        return not self._columns

    @cached_property
    def rows(self) -> list[list[int]]:
        """From the top."""
        lines = [_bits(line) for line in self._lines]
        return [list(row) for row in zip(*lines, strict=True)] if self._columns else lines


@dataclass
class Line:
    """One printed row: text and images from left to right. size: GS ! byte."""

    parts: list[tuple[int, str | Image]] = field(default_factory=list)
    bold: bool = False
    size: int = 0
    at: int = 0

    @property
    def text(self) -> str:
        """The text alone, an image as that many blanks."""
        found = ""
        for at, part in self.parts:
            if isinstance(part, str):
                found = found.ljust(at // CELL_DOTS) + part
        return found


@dataclass
class Paper:
    """What came out. commands: the names of all commands in order."""

    lines: list[Line] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    barcodes: list[bytes] = field(default_factory=list)
    symbols: list[bytes] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All rows as text."""
        return "\n".join(line.text for line in self.lines)


class _Reader:
    def __init__(self, blob: bytes, pages: dict[int, str]) -> None:
        self.blob, self.at, self.pages = blob, 0, pages
        self.paper, self.line = Paper(), Line()
        self.page, self.bold, self.size, self.cell = "cp437", False, 0, CELL_DOTS

    def take(self, count: int = 1) -> bytes:
        found = self.blob[self.at : self.at + count]
        if len(found) < count:
            raise NotEscPos("The bytes end within a command.")
        self.at += count
        return found

    def read(self) -> Paper:
        while self.at < len(self.blob):
            byte = self.take()
            match byte:
                case b"\x1b":
                    self.escape(self.take())
                case b"\x1d":
                    self.group(self.take())
                case b"\x1c":
                    self.command("FS .") if self.take() == b"." else self.fail("FS")
                case b"\n":
                    self.end_line()
                case _ if byte < b" " or byte == b"\x7f":
                    self.fail(f"control byte {byte!r}")
                case _:
                    self.put(byte.decode(self.page), self.cell * (1 + (self.size >> 4)))
        if self.line.parts:
            self.fail("a row without its end")
        return self.paper

    def escape(self, name: bytes) -> None:
        match name:
            case b"@":
                self.command("ESC @")
                self.page, self.bold, self.size, self.cell = "cp437", False, 0, CELL_DOTS
            case b"!":
                mode = self.take()[0]
                self.bold, self.size = bool(mode & 8), (mode >> 4 & 1) | (mode & 0x20) >> 1
                self.command("ESC !")
            case b"M":
                self.cell = FONT_B_DOTS if self.take() == b"\x01" else CELL_DOTS
                self.command("ESC M")
            case b"2":
                self.command("ESC 2")
            case b"3":
                self.take()
                self.command("ESC 3")
            case b"t":
                self.page = self.pages[self.take()[0]]
                self.command("ESC t")
            case b"E":
                self.bold = self.take() == b"\x01"
                self.command("ESC E")
            case b"a":
                self.take()
                self.command("ESC a")
            case b"d":
                self.take()
                self.command("ESC d")
            case b"*":
                self.columns()
            case _:
                self.fail(f"ESC {name!r}")

    def group(self, name: bytes) -> None:
        match name:
            case b"!":
                self.size = self.take()[0]
                self.command("GS !")
            case b"V":
                self.take()
                self.command("GS V")
            case b"h" | b"w" | b"H":
                self.take()
                self.command(f"GS {name.decode()}")
            case b"k":
                if self.take() not in (b"I", b"C", b"D"):  # CODE128, EAN-13, EAN-8
                    self.fail("GS k of another symbology")
                self.paper.barcodes.append(self.take(self.take()[0]))
                self.command("GS k")
            case b"(":
                self.symbol()
            case b"v":
                self.raster()
            case _:
                self.fail(f"GS {name!r}")

    def symbol(self) -> None:
        if self.take() != b"k":
            self.fail("GS ( of another kind")
        body = self.take(int.from_bytes(self.take(2), "little"))
        if body[:3] == b"1P0":
            self.paper.symbols.append(body[3:])
        self.command("GS ( k")

    def columns(self) -> None:
        density = self.take()
        width = int.from_bytes(self.take(2), "little")
        if density == b"\0":  # eight needles; a dot is as wide as two of the printer's smallest steps
            self.put(Image(self.lines(width, 1), columns=True), 2 * width)
            self.command("ESC *")
            return
        if density != b"\x21":
            self.fail("ESC * of another density")
        self.put(Image(self.lines(width, 3), columns=True), width)
        self.command("ESC *")

    def lines(self, count: int, size: int) -> list[bytes]:
        dots = self.take(size * count)
        return [dots[at : at + size] for at in range(0, len(dots), size)]

    def raster(self) -> None:
        if self.take(2) != b"0\0" or self.line.parts:
            self.fail("GS v 0 within a row")
        width, height = (int.from_bytes(self.take(2), "little") for _ in range(2))
        self.line.parts.append((0, Image(self.lines(height, width))))
        self.command("GS v 0")
        self.end_line()

    def put(self, part: str | Image, dots: int) -> None:
        parts = self.line.parts
        if isinstance(part, str) and parts and isinstance(parts[-1][1], str):
            parts[-1] = (parts[-1][0], parts[-1][1] + part)
        else:
            parts.append((self.line.at, part))
        self.line.at += dots

    def end_line(self) -> None:
        self.line.bold, self.line.size = self.bold, self.size
        self.paper.lines.append(self.line)
        self.line = Line()

    def command(self, name: str) -> None:
        self.paper.commands.append(name)

    def fail(self, what: str) -> None:
        raise NotEscPos(f"{what} at byte {self.at}")


def _bits(row: bytes) -> list[int]:
    return [byte >> bit & 1 for byte in row for bit in range(7, -1, -1)]


def read_escpos(blob: bytes, pages: dict[int, str] = PAGES) -> Paper:
    """What a printer makes of the bytes. pages: of one that numbers them otherwise. Raises NotEscPos."""
    return _Reader(blob, pages).read()
