"""From the configuration's sections to the drivers' options. Builds nothing and opens nothing."""

from collections.abc import Sequence

from drivers.catalog import PrinterOptions, ScannerOptions
from drivers.scanners.layout_guess import guessed_layout
from drivers.scanners.serial_line import SerialSettings
from drivers.scanners.wedge import WedgeSettings
from pos_terminal.config_devices import Printer, Scanner, Wedge


def scanner_options(scanner: Scanner) -> ScannerOptions:
    """What the drivers' table needs for one configured scanner."""
    return ScannerOptions(
        name=scanner.name,
        path=scanner.path,
        serial=SerialSettings(
            baud=scanner.baud,
            bytesize=scanner.bits,
            parity=scanner.parity,
            stopbits=scanner.stop_bits,
            dtr=scanner.dtr,
            flow=scanner.flow,
            rts=scanner.rts,
        ),
        quirk=scanner.quirk,
        repeat_ms=None if scanner.repeat_ms < 0 else scanner.repeat_ms,
        host=scanner.host,
        port=scanner.port,
        listen=scanner.listen,
        layout=scanner.layout,
        prefix=scanner.prefix,
        suffix=scanner.suffix,
        gs=scanner.gs,
    )


def wedge_settings(wedge: Wedge) -> WedgeSettings:
    """What the recogniser of the window's keys needs."""
    return WedgeSettings(
        hold_ms=wedge.hold_ms,
        touch_ms=wedge.touch_ms,
        learns=wedge.learn,
        layout=wedge.layout,
        silence_ends=wedge.silence_ends,
        repeat_ms=wedge.repeat_ms,
    )


def layout_guess(scanners: Sequence[Scanner], wedge: Wedge, device: str, drawn: str, came: str) -> str:
    """The keyboard layouts that a device may be set to, by what was drawn for it and what came; else empty.

    Only what types can have a layout: a scanner in keyboard mode, or one that is read from the window.
    """
    section = next((row for row in scanners if row.name == device), None)
    if section is None:
        return guessed_layout(drawn, came, wedge.layout)
    return guessed_layout(drawn, came, section.layout) if section.kind == "keyboard" else ""


def printer_options(printer: Printer) -> PrinterOptions:
    """What the drivers' table needs for a configured printer."""
    return PrinterOptions(
        name=printer.name,
        host=printer.host,
        port=printer.port,
        path=printer.path,
        answers=printer.status == "asked",
        by_port=printer.status == "port",
        queue=printer.queue,
        serial=SerialSettings(
            baud=printer.baud,
            bytesize=printer.bits,
            parity=printer.parity,
            stopbits=printer.stop_bits,
            flow="none" if printer.flow == "dtrdsr" else printer.flow,
        ),
        by_dsr=printer.flow == "dtrdsr",
    )
