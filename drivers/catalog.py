"""From the configuration's words to drivers: the only place that lists them. Used on the main thread.

Explicit tables, no registration: whoever reads this file has seen every driver. Nothing is opened here.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count

from drivers.api import CardTerminal, Display, Drawer, MakeReader, Printer, Reader, Sink
from drivers.cards.simulated import SimulatedCards
from drivers.displays.commands import COMMAND_SETS
from drivers.displays.pages import Charset
from drivers.displays.pole import PoleDisplay
from drivers.drawers.serial import SerialDrawer
from drivers.outgoing import Outgoing, network_link, serial_link
from drivers.printers.file import FilePrinter
from drivers.printers.linked import OpenLink
from drivers.printers.network import network_printer
from drivers.printers.serial_port import serial_printer
from drivers.printers.usblp import usblp_printer
from drivers.scale import ScaleLines
from drivers.scanners.framing import Framer, set_by_hand, unescaped
from drivers.scanners.hid_evdev import EvdevKeyboards, KeyboardReader
from drivers.scanners.hid_pos import HidPosReader, SystemHid
from drivers.scanners.key_decoder import KeyDecoder, KeySettings
from drivers.scanners.network import NetworkReader, NetworkSettings
from drivers.scanners.quirks import QUIRKS, scanner_ids
from drivers.scanners.serial_line import LineReader, OpenLine, SerialSettings, open_serial
from drivers.scanners.tape import Kind, Recipe, Tap, TapedKeys, TapedLine, TapedReports
from drivers.simulated.devices import SimulatedDevices
from drivers.simulated.display import open_display
from drivers.simulated.printer import simulated_printer

# Longer than any pause within a scan, so that a port opened in the middle of one does not read its end.
_SETTLE_MS = 30


@dataclass(frozen=True, slots=True)
class ScannerOptions:
    """What a scanner may need.

    path: of a port, or part of its stable name; of a keyboard or HID-POS device `vendor:product[:serial]` or
    a path. host, port, listen: of a scanner in the network. quirk: a row of scanners/quirks.py. layout: a
    row of scanners/keymaps.py. prefix, suffix: what it is set to send around each code, with escapes such as
    \\x02; empty: as the quirk says; the suffix `none`: silence ends a scan. gs: as KeySettings has it.

    repeat_ms: None leaves the quirk's own window. tap: is given all that the scanner sends, piece by piece.
    """

    name: str
    path: str = ""
    serial: SerialSettings = field(default_factory=SerialSettings)
    quirk: str = "standard"
    repeat_ms: int | None = None
    host: str = ""
    port: int = 2101
    listen: bool = False
    layout: str = "us"
    prefix: str = ""
    suffix: str = ""
    gs: str = "F8"
    tap: Tap | None = None


@dataclass(frozen=True, slots=True)
class ScaleOptions:
    """What a scale may need. path: of a port, or part of its stable name."""

    name: str
    path: str = ""
    serial: SerialSettings = field(default_factory=SerialSettings)


@dataclass(frozen=True, slots=True)
class PrinterOptions:
    """What a printer may need.

    path: of a port or part of its stable name; of a USB printer as its driver has it; of a file. queue: of
    CUPS or the Windows spooler. answers: whether it understands DLE EOT. by_port: whether its USB port is
    asked instead. by_dsr: flow control by DTR and DSR, which SerialSettings has no word for.
    """

    name: str
    host: str = ""
    port: int = 9100
    path: str = ""
    answers: bool = True
    by_port: bool = False
    queue: str = ""
    serial: SerialSettings = field(default_factory=SerialSettings)
    by_dsr: bool = False


@dataclass(frozen=True, slots=True)
class CardOptions:
    """What a card terminal may need."""

    name: str


@dataclass(frozen=True, slots=True)
class DisplayOptions:
    """What a customer display may need. commands, page: rows of displays/commands.py, displays/pages.py."""

    name: str
    commands: str = "escpos"
    page: str = "cp437"
    path: str = ""
    serial: SerialSettings = field(default_factory=SerialSettings)
    host: str = ""
    port: int = 9100
    brightness: int = 0


def make_scanner(kind: str, options: ScannerOptions, simulated: SimulatedDevices | None = None) -> MakeReader:
    """A scanner for Supervisor.watch(). kind: a word of SCANNERS, else KeyError. simulated: for that kind."""
    return SCANNERS[kind](options, simulated)


def recipe_of(kind: Kind, options: ScannerOptions) -> Recipe:
    """All that decides what a scanner's bytes or keys mean."""
    framing = set_by_hand(QUIRKS[options.quirk].framing, options.prefix, options.suffix, options.repeat_ms)
    if kind == "keyboard" and options.repeat_ms is None and not framing.repeat_ms:
        framing = replace(framing, repeat_ms=QUIRKS["keyboard"].framing.repeat_ms)
    return Recipe(kind, options.name, framing, KeySettings(options.layout, options.gs))


def make_scale(kind: str, options: ScaleOptions, simulated: SimulatedDevices | None = None) -> MakeReader:
    """A scale for Supervisor.watch(). kind: a word of SCALES, else KeyError. simulated: for that kind."""
    return SCALES[kind](options, simulated)


def make_printer(
    kind: str, options: PrinterOptions, simulated: SimulatedDevices | None = None
) -> Printer | None:
    """A printer, None for the kind `none`. kind: a word of PRINTERS, else KeyError."""
    return PRINTERS[kind](options, simulated)


def make_card_terminal(
    kind: str, options: CardOptions, simulated: SimulatedDevices | None = None
) -> CardTerminal | None:
    """A card terminal, None for the kind `hand`. kind: a word of CARD_TERMINALS, else KeyError."""
    return CARD_TERMINALS[kind](options, simulated)


def make_display(
    kind: str, options: DisplayOptions, simulated: SimulatedDevices | None = None
) -> Display | None:
    """A customer display, None for the kind `none`. kind: a word of DISPLAYS, else KeyError."""
    return DISPLAYS[kind](options, simulated)


def make_serial_drawer(name: str, path: str, serial: SerialSettings, opens_with: str) -> Drawer:
    """A drawer on a port of its own. opens_with: what opens it, with escapes such as \\x07."""
    return SerialDrawer(name, Outgoing(f"drawer {name}", serial_link(path, serial)), unescaped(opens_with))


def _serial_scanner(options: ScannerOptions, _: SimulatedDevices | None) -> MakeReader:
    settings = replace(options.serial, dtr=options.serial.dtr and QUIRKS[options.quirk].dtr)
    return _line_scanner("serial", options, lambda: open_serial(options.path, settings), _SETTLE_MS)


def _hid_pos_scanner(options: ScannerOptions, _: SimulatedDevices | None) -> MakeReader:
    repeat_ms, tap = recipe_of("hid_pos", options).framing.repeat_ms, options.tap

    def make(sink: Sink) -> Reader:
        if tap is None:
            return HidPosReader(options.name, options.path, sink, SystemHid(), repeat_ms)
        make_decoder = partial(TapedReports, tap=tap)
        return HidPosReader(options.name, options.path, sink, SystemHid(), repeat_ms, make_decoder)

    return make


def _simulated_scanner(options: ScannerOptions, simulated: SimulatedDevices | None) -> MakeReader:
    return _line_scanner("simulated", options, _needed(simulated).scanner.line.open)


def _serial_scale(options: ScaleOptions, _: SimulatedDevices | None) -> MakeReader:
    return _line_scale(options, lambda: open_serial(options.path, options.serial))


def _simulated_scale(options: ScaleOptions, simulated: SimulatedDevices | None) -> MakeReader:
    return _line_scale(options, _needed(simulated).scale.line.open)


def _line_scale(options: ScaleOptions, open_line: OpenLine) -> MakeReader:
    def make(sink: Sink) -> Reader:
        return LineReader(options.name, "scale", open_line, ScaleLines(options.name), sink)

    return make


def _line_scanner(kind: Kind, options: ScannerOptions, open_line: OpenLine, settle_ms: int = 0) -> MakeReader:
    recipe, tap = recipe_of(kind, options), options.tap

    def make(sink: Sink) -> Reader:
        decoder = Framer(options.name, recipe.framing) if tap is None else TapedLine(recipe, tap)
        return LineReader(options.name, "scanner", open_line, decoder, sink, settle_ms)

    return make


def _keyboard_scanner(options: ScannerOptions, _: SimulatedDevices | None) -> MakeReader:
    recipe, tap = recipe_of("keyboard", options), options.tap
    known = {(vendor, product) for vendor, product, _ in scanner_ids("keyboard")}

    def make(sink: Sink) -> Reader:
        if tap is None:
            decoder = KeyDecoder(options.name, recipe.keys, recipe.framing)
        else:
            decoder = TapedKeys(recipe, tap)
        return KeyboardReader(options.name, EvdevKeyboards(options.path, known), decoder, sink)

    return make


def _network_scanner(options: ScannerOptions, _: SimulatedDevices | None) -> MakeReader:
    recipe, tap, lines = recipe_of("network", options), options.tap, count()
    settings = NetworkSettings(options.host, options.port, options.listen)

    def make(sink: Sink) -> Reader:
        if tap is None:
            return NetworkReader(options.name, settings, recipe.framing, sink)
        return NetworkReader(
            options.name, settings, recipe.framing, sink, lambda: TapedLine(recipe, tap, next(lines))
        )

    return make


def _network_printer(options: PrinterOptions, _: SimulatedDevices | None) -> Printer:
    return network_printer(options.name, options.host, options.port, answers=options.answers)


def _serial_printer(options: PrinterOptions, _: SimulatedDevices | None) -> Printer:
    return serial_printer(options.name, options.path, options.serial, options.by_dsr, answers=options.answers)


def _usb_printer(options: PrinterOptions, _: SimulatedDevices | None) -> Printer:
    # Late, as the two below: what only some tills need is not to cost every start its time.
    from drivers.printers.usb_bulk import usb_printer

    return usb_printer(options.name, options.path, answers=options.answers, by_port=options.by_port)


def _usblp_printer(options: PrinterOptions, _: SimulatedDevices | None) -> Printer:
    return usblp_printer(options.name, options.path, answers=options.answers, by_port=options.by_port)


def _cups_printer(options: PrinterOptions, _: SimulatedDevices | None) -> Printer:
    from drivers.printers.cups import CupsPrinter

    return CupsPrinter(options.name, options.queue)


def _spooler_printer(options: PrinterOptions, _: SimulatedDevices | None) -> Printer:
    from drivers.printers.spooler import SpoolerPrinter

    return SpoolerPrinter(options.name, options.queue)


def _file_printer(options: PrinterOptions, _: SimulatedDevices | None) -> Printer:
    return FilePrinter(options.name, options.path)


def _simulated_printer(options: PrinterOptions, simulated: SimulatedDevices | None) -> Printer:
    return simulated_printer(options.name, _needed(simulated).printer)


def _no_printer(_: PrinterOptions, __: SimulatedDevices | None) -> None:
    return None


def _simulated_cards(options: CardOptions, simulated: SimulatedDevices | None) -> CardTerminal:
    return SimulatedCards(options.name, _needed(simulated).card_terminal)


def _serial_display(options: DisplayOptions, _: SimulatedDevices | None) -> Display:
    return _pole(options, serial_link(options.path, options.serial))


def _network_display(options: DisplayOptions, _: SimulatedDevices | None) -> Display:
    return _pole(options, network_link(f"customer display {options.name}", options.host, options.port))


def _simulated_display(options: DisplayOptions, simulated: SimulatedDevices | None) -> Display:
    display = _needed(simulated).display
    display.set_up(options.commands, options.page)
    return _pole(options, lambda: open_display(display))


def _no_display(_: DisplayOptions, __: SimulatedDevices | None) -> None:
    return None


def _pole(options: DisplayOptions, open_link: OpenLink) -> Display:
    line = Outgoing(f"customer display {options.name}", open_link)
    commands, charset = COMMAND_SETS[options.commands], Charset(options.page)
    return PoleDisplay(options.name, line, commands, charset, options.brightness)


def _no_card_terminal(_: CardOptions, __: SimulatedDevices | None) -> None:
    return None


def _needed(simulated: SimulatedDevices | None) -> SimulatedDevices:
    if simulated is None:
        raise ValueError("A simulated device needs the set of simulated devices that it belongs to.")
    return simulated


SCANNERS: dict[str, Callable[[ScannerOptions, SimulatedDevices | None], MakeReader]] = {
    "serial": _serial_scanner,
    "hid_pos": _hid_pos_scanner,
    "keyboard": _keyboard_scanner,
    "network": _network_scanner,
    "simulated": _simulated_scanner,
}
SCALES: dict[str, Callable[[ScaleOptions, SimulatedDevices | None], MakeReader]] = {
    "serial": _serial_scale,
    "simulated": _simulated_scale,
}
PRINTERS: dict[str, Callable[[PrinterOptions, SimulatedDevices | None], Printer | None]] = {
    "network": _network_printer,
    "serial": _serial_printer,
    "usb": _usb_printer,
    "usblp": _usblp_printer,
    "cups": _cups_printer,
    "spooler": _spooler_printer,
    "file": _file_printer,
    "simulated": _simulated_printer,
    "none": _no_printer,
}
CARD_TERMINALS: dict[str, Callable[[CardOptions, SimulatedDevices | None], CardTerminal | None]] = {
    "simulated": _simulated_cards,
    "hand": _no_card_terminal,
}
DISPLAYS: dict[str, Callable[[DisplayOptions, SimulatedDevices | None], Display | None]] = {
    "serial": _serial_display,
    "network": _network_display,
    "simulated": _simulated_display,
    "none": _no_display,
}
