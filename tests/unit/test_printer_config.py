"""The settings of a printer: what is wrong is one sentence, and what is right reaches the drivers' table."""

from dataclasses import replace
from pathlib import Path

import pytest

from drivers.catalog import PrinterOptions, make_printer
from drivers.printers.cups import CupsPrinter
from drivers.printers.linked import LinkedPrinter
from drivers.printers.spooler import SpoolerPrinter
from drivers.scanners.serial_line import SerialSettings
from pos_terminal import config
from pos_terminal.bootstrap_devices import printer_options
from pos_terminal.errors import ConfigError


def load(folder: Path, text: str) -> config.Config:
    file = folder / "pos.toml"
    file.write_text(f"[printer]\n{text}")
    return config.load(file)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kind = 'cups'", "needs the name of a queue"),
        ("kind = 'spooler'", "needs the name of a queue"),
        ("kind = 'serial'", "needs the port as path"),
        ("kind = 'network'\nhost = 'h'\nstatus = 'port'", "usb and usblp"),
        ("kind = 'bluetooth'", "printer.kind is wrong"),
        ("kind = 'serial'\npath = 'x'\nflow = 'dsr'", "printer.flow is wrong"),
        ("kind = 'serial'\npath = 'x'\nbaud = 110", "printer.baud is wrong"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError) as error:
        load(tmp_path, text)

    assert said in str(error.value)
    assert str(error.value).endswith(".")


PLAIN = PrinterOptions("printer")


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("kind = 'network'\nhost = '192.0.2.7'\nport = 9101", replace(PLAIN, host="192.0.2.7", port=9101)),
        ("kind = 'network'\nhost = 'h'\nstatus = 'none'", replace(PLAIN, host="h", answers=False)),
        ("kind = 'usb'\npath = '04b8:0e28'", replace(PLAIN, path="04b8:0e28")),
        ("kind = 'usb'\nstatus = 'port'", replace(PLAIN, answers=False, by_port=True)),
        ("kind = 'usblp'\npath = 'TM-T20'", replace(PLAIN, path="TM-T20")),
        ("kind = 'cups'\nqueue = 'receipts'", replace(PLAIN, queue="receipts")),
        (
            "kind = 'serial'\npath = 'FTDI'\nbaud = 38400\nparity = 'E'\nflow = 'rtscts'",
            replace(PLAIN, path="FTDI", serial=SerialSettings(baud=38400, parity="E", flow="rtscts")),
        ),
        (
            "kind = 'serial'\npath = '/dev/ttyS0'\nbits = 7\nstop_bits = 2\nflow = 'dtrdsr'",
            replace(PLAIN, path="/dev/ttyS0", serial=SerialSettings(bytesize=7, stopbits=2), by_dsr=True),
        ),
    ],
)
def test_what_is_right_reaches_the_drivers(tmp_path: Path, text: str, options: PrinterOptions) -> None:
    assert printer_options(load(tmp_path, text).printer) == options


@pytest.mark.parametrize(
    ("kind", "made"),
    [
        ("network", LinkedPrinter),
        ("serial", LinkedPrinter),
        ("usb", LinkedPrinter),
        ("usblp", LinkedPrinter),
        ("cups", CupsPrinter),
        ("spooler", SpoolerPrinter),
    ],
)
def test_a_driver_is_made_and_nothing_is_opened(kind: str, made: type[object]) -> None:
    printer = make_printer(kind, replace(PLAIN, host="192.0.2.7", path="/dev/nowhere", queue="q"))

    assert printer is not None
    assert isinstance(printer, made)
    printer.close()


def test_only_printers_that_are_asked_have_a_status() -> None:
    for kind in ("network", "serial", "usb", "usblp"):
        for answers in (True, False):
            printer = make_printer(kind, replace(PLAIN, path="/dev/nowhere", answers=answers))
            assert printer is not None
            assert printer.has_status() is answers
