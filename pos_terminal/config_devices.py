"""The configuration's sections of what stands on the counter: scanners, printer, drawer, screen. Pure."""

import re
from typing import Annotated, Literal

import msgspec

from pos_terminal.config_base import Language, Name, Port, Section

# The layouts of the drivers' table (drivers/scanners/key_tables.py).
KeyLayout = Literal[
    "us", "gb", "de", "fr", "be", "es", "it", "ch_de", "ch_fr", "dk", "no", "se", "fi", "ru", "pt", "nl"
]  # fmt: skip

# Backslashes as drivers.scanners.framing.unescaped() reads them.
_ESCAPED = re.compile(r"(?:[^\\]|\\(?:x[0-9A-Fa-f]{2}|[rnt\\]))*")
# As drivers.scanners.key_decoder.gs_problem() reads it.
_GS_WORDS = re.compile(r"\s*(?:(?:F(?:[1-9]|1\d|2[0-4])|\S)(?:\s+|$))*")
Framed = Annotated[str, msgspec.Meta(max_length=64)]


class Scanner(Section, frozen=True):
    """One barcode scanner, docs/scanners.md. kind: a word of the drivers' table.

    path: which device: of a port or part of its stable name (`serial`); `vendor:product` in hexadecimal,
    `vendor:product:serial number` or a path (`keyboard`, `hid_pos`; empty: the only one that is known as a
    scanner). host, port: where to listen or connect (`network`). quirk: a row of the table of devices.
    layout: the keyboard layout that the scanner is set to. repeat_ms: the same code again within it is one
    scan; -1: as the row says. prefix, suffix: what the scanner is set to send around each code, with \\r \\n
    \\t \\x02 for what cannot be typed; empty: as the row says; the suffix `none`: silence ends a scan.
    gs: what it types for the separator GS beside Ctrl+] and Alt+029 (`keyboard`): function keys and
    characters, with spaces between.
    """

    kind: Literal["serial", "keyboard", "hid_pos", "network", "simulated"]
    name: Name = "scanner"
    path: str = ""
    host: str = ""
    port: Port = 2101
    listen: bool = False
    quirk: Name = "standard"
    layout: KeyLayout = "us"
    baud: Annotated[int, msgspec.Meta(ge=300, le=4_000_000)] = 9600
    bits: Literal[7, 8] = 8
    parity: Literal["N", "E", "O"] = "N"
    stop_bits: Literal[1, 2] = 1
    flow: Literal["none", "xonxoff", "rtscts"] = "none"
    dtr: bool = True
    rts: bool = True
    repeat_ms: Annotated[int, msgspec.Meta(ge=-1, le=2000)] = -1
    prefix: Framed = ""
    suffix: Framed = ""
    gs: Annotated[str, msgspec.Meta(max_length=40)] = "F8"

    def __post_init__(self) -> None:
        for text in (self.prefix, self.suffix):
            if not _ESCAPED.fullmatch(text):
                raise ValueError(f"of {text!r} a backslash begins none of \\r \\n \\t \\\\ \\x02")
        if not _GS_WORDS.fullmatch(self.gs):
            raise ValueError(f"gs {self.gs!r} is not made of function keys (F1 to F24) and single characters")
        if self.kind == "network" and not (self.host or self.listen):
            raise ValueError("kind network needs the scanner's address as host, or listen = true")


class Wedge(Section, frozen=True):
    """A keyboard-wedge scanner received for the whole window.

    hold_ms: the longest pause between two of its keys. touch_ms: the longest that it keeps a key down; a
    person's key is let through when it is down for longer. learn: both grow, until the till ends, when a
    slower scanner reads three articles; the log then says what to write here. silence_ends: the scanner sends
    no Enter. layout: the one that the scanner is set to. repeat_ms: the same code again within it is one
    scan.
    """

    enabled: bool = True
    layout: KeyLayout = "us"
    repeat_ms: Annotated[int, msgspec.Meta(ge=0, le=2000)] = 30
    hold_ms: Annotated[int, msgspec.Meta(ge=20, le=150)] = 90
    touch_ms: Annotated[int, msgspec.Meta(ge=10, le=80)] = 35
    learn: bool = True
    silence_ends: bool = False


class Printer(Section, frozen=True):
    """The receipt printer. profile: a row of the receipts' table; columns 0: the profile's."""

    kind: Literal["network", "file", "simulated", "none"] = "none"
    name: Name = "printer"
    host: str = ""
    port: Port = 9100
    path: str = ""
    profile: Name = "generic-80"
    columns: Annotated[int, msgspec.Meta(ge=0, le=80)] = 0


class Drawer(Section, frozen=True):
    """The cash drawer on the printer. Times in ms."""

    pin: Literal[2, 5] = 2
    on_ms: Annotated[int, msgspec.Meta(ge=20, le=500)] = 120
    off_ms: Annotated[int, msgspec.Meta(ge=20, le=500)] = 240


class Screen(Section, frozen=True):
    """The cashier's screen. width 0: the whole screen."""

    theme: Literal["light", "dark"] = "light"
    language: Language = "en"
    width: Annotated[int, msgspec.Meta(ge=0, le=7680)] = 0
    height: Annotated[int, msgspec.Meta(ge=0, le=4320)] = 0
    scale_percent: Annotated[int, msgspec.Meta(ge=75, le=300)] = 100


class Sound(Section, frozen=True):
    """Sounds; volume 0 to 100, 0 is mute (every sound is a flash too)."""

    volume: Annotated[int, msgspec.Meta(ge=0, le=100)] = 70


class Card(Section, frozen=True):
    """Card payments: `hand` (on a terminal that is not connected), or `simulated` (demo and training)."""

    kind: Literal["hand", "simulated"] = "hand"
