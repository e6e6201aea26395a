"""The modes of an ESC/POS printer and the commands that set them. Pure; knows no paper.

Source: Epson's ESC/POS command reference.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

from drivers.simulated.paper import Bitmap, Style
from drivers.simulated.stream import Command

# `ESC t n`, as Epson's printers number them and Python names them.
CODE_PAGES = {
    0: "cp437",
    2: "cp850",
    3: "cp860",
    4: "cp863",
    5: "cp865",
    13: "cp857",
    14: "cp737",
    15: "iso8859_7",
    16: "cp1252",
    17: "cp866",
    18: "cp852",
    19: "cp858",
    32: "cp720",
    33: "cp775",
    34: "cp855",
    35: "cp861",
    36: "cp862",
    37: "cp864",
    38: "cp869",
    39: "iso8859_2",
    40: "iso8859_15",
    44: "cp1125",
    45: "cp1250",
    46: "cp1251",
    47: "cp1253",
    48: "cp1254",
    49: "cp1255",
    50: "cp1256",
    51: "cp1257",
    52: "cp1258",
}
LINE_DOTS = 30

Hri = Literal["none", "above", "below", "both"]
_HRI: tuple[Hri, ...] = ("none", "above", "below", "both")


@dataclass(slots=True)
class Modes:
    """What `ESC @` sets back. Changed in place by the one typesetter that owns it."""

    style: Style = field(default_factory=Style)
    page: str = "cp437"
    align: int = 0
    line_dots: int = LINE_DOTS
    spacing_dots: int = 0
    left_dots: int = 0
    area_dots: int | None = None
    tabs: tuple[int, ...] = tuple(range(8, 256, 8))
    bar_dots: int = 3
    bar_height_dots: int = 162
    hri: Hri = "none"
    qr_dots: int = 3
    qr_level: int = 48
    qr_data: bytes = b""
    graphics: Bitmap | None = None
    notice: str = ""


def set_mode(modes: Modes, command: Command) -> bool:
    """Do a command that only sets a mode; False where it is none. A notice is left in modes.notice."""
    setter = _SETTERS.get(command.name)
    if setter is None:
        return False
    setter(modes, command.args)
    return True


def _bold(modes: Modes, args: bytes) -> None:
    modes.style = replace(modes.style, bold=bool(args[0] & 1))


def _underline(modes: Modes, args: bytes) -> None:
    modes.style = replace(modes.style, underline=bool(args[0] & 3))


def _inverted(modes: Modes, args: bytes) -> None:
    modes.style = replace(modes.style, inverted=bool(args[0] & 1))


def _print_mode(modes: Modes, args: bytes) -> None:
    bits = args[0]
    modes.style = Style(
        bold=bool(bits & 8),
        underline=bool(bits & 128),
        inverted=modes.style.inverted,
        height=2 if bits & 16 else 1,
        width=2 if bits & 32 else 1,
        font="B" if bits & 1 else "A",
    )


def _character_size(modes: Modes, args: bytes) -> None:
    modes.style = replace(modes.style, width=(args[0] >> 4 & 7) + 1, height=(args[0] & 7) + 1)


def _font(modes: Modes, args: bytes) -> None:
    modes.style = replace(modes.style, font="B" if args[0] in (1, 49) else "A")


def _code_page(modes: Modes, args: bytes) -> None:
    page = CODE_PAGES.get(args[0])
    if page is None:
        modes.notice = f"Code page {args[0]} is not in this printer."
    else:
        modes.page = page


def _national_characters(modes: Modes, args: bytes) -> None:
    if args[0]:
        modes.notice = f"The national character set {args[0]} changes #, $, @ and brackets."


def _align(modes: Modes, args: bytes) -> None:
    modes.align = args[0] & 3


def _line_spacing(modes: Modes, args: bytes) -> None:
    modes.line_dots = args[0] if args else LINE_DOTS


def _spacing(modes: Modes, args: bytes) -> None:
    modes.spacing_dots = args[0]


def _left_margin(modes: Modes, args: bytes) -> None:
    modes.left_dots = args[0] | args[1] << 8


def _area(modes: Modes, args: bytes) -> None:
    modes.area_dots = args[0] | args[1] << 8


def _bar_height(modes: Modes, args: bytes) -> None:
    modes.bar_height_dots = args[0]


def _bar_width(modes: Modes, args: bytes) -> None:
    modes.bar_dots = args[0]


def _hri(modes: Modes, args: bytes) -> None:
    modes.hri = _HRI[args[0] & 3]


_SETTERS: dict[str, Callable[[Modes, bytes], None]] = {
    "ESC !": _print_mode,
    "GS !": _character_size,
    "ESC E": _bold,
    "ESC G": _bold,
    "ESC -": _underline,
    "GS B": _inverted,
    "ESC M": _font,
    "ESC t": _code_page,
    "ESC R": _national_characters,
    "ESC a": _align,
    "ESC 2": _line_spacing,
    "ESC 3": _line_spacing,
    "ESC  ": _spacing,
    "GS L": _left_margin,
    "GS W": _area,
    "GS h": _bar_height,
    "GS w": _bar_width,
    "GS H": _hri,
}
