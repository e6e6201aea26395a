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


PageName = Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9_-]+(=[0-9]{1,3})?$")]


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
    """The receipt printer, docs/printers.md. profile: a row of the receipts' table; columns 0: the profile's.

    host, port: in the network (`network`). path: of the port or part of its stable name (`serial`);
    `vendor:product` in hexadecimal, or `vendor:product:serial number`, empty: the only one (`usb`);
    /dev/usb/lp0 or part of what the printer says of itself, empty: the only one (`usblp`); a file or pipe
    (`file`). queue: a raw queue's name (`cups`, `spooler`) or ipp://host/printers/name (`cups`). baud, bits,
    parity, stop_bits, flow: as the printer is set (`serial`). status: whether it is asked how it is before
    and after each paper (`asked`), only its USB port is (`port`: `usb`, `usblp`), or nobody (`none`: for
    printers that cannot answer); `cups`, `spooler` and `file` have nobody to ask.

    What the profile says may be put right for a printer that differs: columns; dots: printable width (0: the
    profile's); pages: code pages, best first, with the number of `ESC t` where it is not Epson's, as
    `CP858=2` (empty: the profile's; `ASCII` alone: all else is drawn); cutter; barcodes, qr: by the printer's
    own function (`native`) or drawn (`picture`); inline_images: whether small pictures may stand in a row of
    text.
    """

    kind: Literal["network", "serial", "usb", "usblp", "cups", "spooler", "file", "simulated", "none"] = (
        "none"
    )
    name: Name = "printer"
    host: str = ""
    port: Port = 9100
    path: str = ""
    profile: Name = "generic-80"
    columns: Annotated[int, msgspec.Meta(ge=0, le=80)] = 0
    queue: str = ""
    baud: Annotated[int, msgspec.Meta(ge=300, le=4_000_000)] = 9600
    bits: Literal[7, 8] = 8
    parity: Literal["N", "E", "O"] = "N"
    stop_bits: Literal[1, 2] = 1
    flow: Literal["none", "xonxoff", "rtscts", "dtrdsr"] = "none"
    status: Literal["asked", "port", "none"] = "asked"
    dots: Annotated[int, msgspec.Meta(ge=0, le=1024)] = 0
    pages: tuple[PageName, ...] = ()
    cutter: Literal["profile", "partial", "full", "none"] = "profile"
    barcodes: Literal["profile", "native", "picture"] = "profile"
    qr: Literal["profile", "native", "picture"] = "profile"
    inline_images: Literal["profile", "yes", "no"] = "profile"

    def overrides(self) -> dict[str, int | bool | str | tuple[str, ...]]:
        """The profile's fields that are set here, by their names there."""
        own: dict[str, int | tuple[str, ...]] = {"columns": self.columns, "dots": self.dots}
        own["pages"] = self.pages
        found: dict[str, int | bool | str | tuple[str, ...]] = {name: own[name] for name in own if own[name]}
        if self.cutter != "profile":
            found["cutter"] = self.cutter
        for name, word in (
            ("barcode_b", self.barcodes),
            ("qr", self.qr),
            ("inline_images", self.inline_images),
        ):
            if word != "profile":
                found[name] = word in ("native", "yes")
        return found

    def __post_init__(self) -> None:
        if self.kind in ("cups", "spooler") and not self.queue:
            raise ValueError(f"kind {self.kind} needs the name of a queue as queue")
        if self.kind == "serial" and not self.path:
            raise ValueError("kind serial needs the port as path")
        if self.status == "port" and self.kind not in ("usb", "usblp"):
            raise ValueError("status port is for the kinds usb and usblp")


class Drawer(Section, frozen=True):
    """The cash drawer, docs/printers.md.

    on: where it hangs: `printer` (the receipt printer), `printer:NAME` (that one of `[[spare_printers]]`),
    `serial` (a port of its own), `none` (it is opened by its key). form: `esc_p` in turn with what is
    printed, `dle_dc4` at once, `auto`: the first, and the second while the printer has no paper. pin, on_ms,
    off_ms: the pulse on a printer. tenders: kinds of payment that open it, either way. sensor: the level of
    the printer's pin 3 while it stands open. left_open_s: after so long the cashier is told, 0: never.
    must_be_closed: nobody pays while it is known to stand open. path, baud, opens_with: its own port, and
    what opens it, with \\r \\n \\t \\x07 for what cannot be typed.
    """

    on: Annotated[str, msgspec.Meta(pattern=r"^(printer|serial|none|printer:.{1,80})$")] = "printer"
    form: Literal["auto", "esc_p", "dle_dc4"] = "auto"
    pin: Literal[2, 5] = 2
    on_ms: Annotated[int, msgspec.Meta(ge=20, le=500)] = 120
    off_ms: Annotated[int, msgspec.Meta(ge=20, le=500)] = 240
    tenders: tuple[Literal["cash", "card", "store_credit", "gift_card"], ...] = ("cash",)
    sensor: Literal["none", "high", "low"] = "none"
    left_open_s: Annotated[int, msgspec.Meta(ge=0, le=3600)] = 60
    must_be_closed: bool = False
    path: str = ""
    baud: Annotated[int, msgspec.Meta(ge=300, le=4_000_000)] = 9600
    opens_with: Framed = "\\x07"

    def __post_init__(self) -> None:
        if not self.opens_with or not _ESCAPED.fullmatch(self.opens_with):
            raise ValueError("opens_with is empty, or a backslash begins none of \\r \\n \\t \\\\ \\x07")
        if self.on == "serial" and not self.path:
            raise ValueError("on serial needs the port of the drawer as path")
        if self.sensor != "none" and not self.on.startswith("printer"):
            raise ValueError("sensor needs a drawer on a printer, which reports its switch")
        if self.must_be_closed and self.sensor == "none":
            raise ValueError("must_be_closed needs sensor, else nobody knows whether it is")


class Display(Section, frozen=True):
    """The customer display of two rows of 20 characters, docs/printers.md.

    commands: its command set. page: the code page it is set to (`cd5220`), or is to choose (`escpos`). path,
    baud, parity, flow: of its port (`serial`). host, port: in the network. brightness: 1 to 4, 0: its own.
    idle: up to two rows while nobody buys, empty: the shop's name. closed: the same while the till is closed
    or locked, empty: the word for it. idle_after_s: so long the change stays, 0: until the next sale.
    """

    kind: Literal["none", "serial", "network", "simulated"] = "none"
    name: Name = "display"
    commands: Literal["escpos", "cd5220"] = "escpos"
    page: Literal["ascii", "cp437", "cp850", "cp852", "cp858", "cp866", "cp1252"] = "cp437"
    path: str = ""
    baud: Annotated[int, msgspec.Meta(ge=300, le=4_000_000)] = 9600
    parity: Literal["N", "E", "O"] = "N"
    flow: Literal["none", "xonxoff", "rtscts"] = "none"
    host: str = ""
    port: Port = 9100
    brightness: Annotated[int, msgspec.Meta(ge=0, le=4)] = 0
    idle: Annotated[tuple[str, ...], msgspec.Meta(max_length=2)] = ()
    closed: Annotated[tuple[str, ...], msgspec.Meta(max_length=2)] = ()
    idle_after_s: Annotated[int, msgspec.Meta(ge=0, le=3600)] = 30

    def __post_init__(self) -> None:
        if self.kind == "serial" and not self.path:
            raise ValueError("kind serial needs the port of the display as path")
        if self.kind == "network" and not self.host:
            raise ValueError("kind network needs the address of the display as host")


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
