"""The simulated devices through the real drivers: the device panel's buttons become messages and paper."""

import queue
from collections.abc import Iterator
from typing import get_args, get_type_hints

import pytest

from drivers import drawer
from drivers.api import (
    DeviceChanged,
    DeviceMissing,
    DeviceRefused,
    DeviceSilent,
    Message,
    ScanBroken,
    ScanRead,
    WeightRead,
)
from drivers.catalog import (
    PRINTERS,
    SCALES,
    SCANNERS,
    PrinterOptions,
    ScaleOptions,
    ScannerOptions,
    make_printer,
    make_scale,
    make_scanner,
)
from drivers.simulated.devices import SimulatedDevices
from drivers.simulated.machine import Faults
from drivers.simulated.scanner import SimulatedScanner
from drivers.simulated.transport import SimulatedLine
from drivers.supervisor import BackOff, Supervisor
from pos_terminal import config_devices

WITHIN_S = 20.0


@pytest.fixture
def devices() -> Iterator[SimulatedDevices]:
    made = SimulatedDevices()
    yield made
    # A scale and its line know each other: which of them the collector ends first is chance.
    made.scale.line.unplug()


@pytest.fixture
def messages() -> "queue.Queue[Message]":
    return queue.Queue()


@pytest.fixture
def supervisor(messages: "queue.Queue[Message]", devices: SimulatedDevices) -> Iterator[Supervisor]:
    made = Supervisor(messages.put, BackOff(first_s=0.01, most_s=0.02))
    yield made
    assert made.stop(WITHIN_S) == ()


@pytest.fixture
def scanning(
    devices: SimulatedDevices, messages: "queue.Queue[Message]", supervisor: Supervisor
) -> SimulatedDevices:
    supervisor.watch(make_scanner("simulated", ScannerOptions("scanner"), devices), "scanner")
    assert messages.get(timeout=WITHIN_S) == DeviceChanged("scanner", "scanner", True, "")
    return devices


def text(message: Message) -> str:
    assert isinstance(message, ScanRead)
    return message.text


def test_a_click_on_an_article_is_a_scan(
    scanning: SimulatedDevices, messages: "queue.Queue[Message]"
) -> None:
    assert scanning.scanner.scan("9520000000015", aim="]E0")
    assert scanning.scanner.scan("9520000000022")

    assert text(messages.get(timeout=WITHIN_S)) == "]E09520000000015"
    assert text(messages.get(timeout=WITHIN_S)) == "9520000000022"


@pytest.mark.expected_warnings("^device_lost")
def test_the_plug_pulled_in_a_scan_and_put_back(
    scanning: SimulatedDevices, messages: "queue.Queue[Message]"
) -> None:
    scanning.scanner.unplug_in_scan("9520000000015")
    assert messages.get(timeout=WITHIN_S) == ScanBroken("scanner", "unplugged")
    lost = messages.get(timeout=WITHIN_S)
    assert isinstance(lost, DeviceChanged)
    assert not lost.present

    assert not scanning.scanner.scan("9520000000015")
    scanning.scanner.line.plug()

    assert messages.get(timeout=WITHIN_S) == DeviceChanged("scanner", "scanner", True, "")
    assert scanning.scanner.scan("9520000000022")
    assert text(messages.get(timeout=WITHIN_S)) == "9520000000022"
    assert messages.empty()


@pytest.mark.expected_warnings("^device_lost")
def test_the_plug_pulled_between_scans_breaks_none(
    scanning: SimulatedDevices, messages: "queue.Queue[Message]"
) -> None:
    scanning.scanner.scan("9520000000015")
    scanning.scanner.line.unplug()

    assert text(messages.get(timeout=WITHIN_S)) == "9520000000015"
    lost = messages.get(timeout=WITHIN_S)
    assert isinstance(lost, DeviceChanged)
    assert "panel" not in lost.reason
    assert not scanning.scanner.line.plugged


def test_a_line_has_one_reader_and_none_while_unplugged() -> None:
    line = SimulatedLine("scanner")
    first = line.open()

    with pytest.raises(DeviceRefused):
        line.open()
    first.close()
    line.open().close()
    line.unplug()
    with pytest.raises(DeviceMissing, match="plug it in"):
        line.open()


def test_a_line_that_nobody_reads_does_not_block_the_panel() -> None:
    scanner = SimulatedScanner()
    assert not scanner.scan("1")
    with scanner.line.open():
        assert scanner.line.wait_open(WITHIN_S)

        sent = [scanner.scan("9520000000015") for _ in range(100_000)]

    assert sent[0]
    assert not sent[-1]


def test_the_scale_says_what_lies_on_it_once_for_each_change(
    devices: SimulatedDevices, messages: "queue.Queue[Message]", supervisor: Supervisor
) -> None:
    devices.scale.put(1250, stable=False)
    supervisor.watch(make_scale("simulated", ScaleOptions("scale"), devices), "scale")

    assert messages.get(timeout=WITHIN_S) == DeviceChanged("scale", "scale", True, "")
    assert messages.get(timeout=WITHIN_S) == WeightRead(1250, False, "scale")
    for milli in (1250, 1250, -5, 20_000, 0):
        assert devices.scale.put(milli)
    assert [messages.get(timeout=WITHIN_S) for _ in range(4)] == [
        WeightRead(1250, True, "scale"),
        WeightRead(-5, True, "scale"),
        WeightRead(0, False, "scale"),
        WeightRead(0, True, "scale"),
    ]


def test_paper_and_drawer_of_the_printer_inside_the_program(devices: SimulatedDevices) -> None:
    printer = make_printer("simulated", PrinterOptions("printer"), devices)
    assert printer is not None

    assert printer.status().ready
    assert printer.send(drawer.pulse() + b"receipt\n\x1dV\x00").error == ""
    assert printer.status().drawer_open is True

    (slip,) = devices.printer.wait_for_slips(1, WITHIN_S)
    assert slip.text().startswith("receipt\n")
    assert devices.drawer.snapshot().is_open


@pytest.mark.parametrize("answers", ["nothing", "late"])
def test_a_simulated_printer_that_does_not_answer_is_silent(devices: SimulatedDevices, answers: str) -> None:
    printer = make_printer("simulated", PrinterOptions("printer"), devices)
    assert printer is not None
    devices.printer.set_faults(Faults(answers="late" if answers == "late" else "nothing"))

    for _ in range(2):
        with pytest.raises(DeviceSilent):
            printer.status()
    devices.printer.set_faults(Faults())
    assert printer.status().ready


def test_a_simulated_printer_that_dies_is_missing_until_it_is_mended(devices: SimulatedDevices) -> None:
    printer = make_printer("simulated", PrinterOptions("printer"), devices)
    assert printer is not None
    devices.printer.set_faults(Faults(dies_after=100))

    result = printer.send(b"x" * 50_000)
    assert result.sent_bytes == 100
    with pytest.raises(DeviceMissing, match="switch it on"):
        printer.status()

    devices.printer.set_faults(Faults())
    assert printer.status().ready


def test_a_simulated_printer_without_paper_takes_a_buffer_full(devices: SimulatedDevices) -> None:
    printer = make_printer("simulated", PrinterOptions("printer"), devices)
    assert printer is not None
    devices.printer.set_faults(Faults(paper="out"))

    result = printer.send(b"x" * 50_000)

    assert result.sent_bytes == 4096
    assert "look at its paper" in result.error
    assert printer.status().paper == "out"


def test_every_word_of_the_configuration_makes_its_driver(devices: SimulatedDevices) -> None:
    printers = {
        kind: make_printer(kind, PrinterOptions("p", "localhost", path="x", queue="q"), devices)
        for kind in PRINTERS
    }

    assert set(printers) == set(get_args(get_type_hints(config_devices.Printer)["kind"]))
    assert [kind for kind, printer in printers.items() if printer is None] == ["none"]
    assert set(SCANNERS) >= {"serial", "network", "simulated"}
    assert set(SCALES) == {"serial", "simulated"}


def test_a_simulated_device_needs_its_set() -> None:
    with pytest.raises(ValueError, match="set of simulated devices"):
        make_printer("simulated", PrinterOptions("p"))


@pytest.mark.expected_warnings("^device_lost")
def test_a_serial_scanner_and_scale_of_the_configuration_are_looked_for(
    messages: "queue.Queue[Message]", supervisor: Supervisor
) -> None:
    supervisor.watch(make_scanner("serial", ScannerOptions("s1", "/dev/pos-no-such-port")), "scanner")
    supervisor.watch(make_scale("serial", ScaleOptions("w1", "/dev/pos-no-such-port")), "scale")

    lost = {messages.get(timeout=WITHIN_S), messages.get(timeout=WITHIN_S)}
    assert {(m.device, m.kind, m.present) for m in lost if isinstance(m, DeviceChanged)} == {
        ("s1", "scanner", False),
        ("w1", "scale", False),
    }


def test_the_repeat_window_of_the_configuration_overrides_the_quirks(
    devices: SimulatedDevices, messages: "queue.Queue[Message]", supervisor: Supervisor
) -> None:
    options = ScannerOptions("scanner", repeat_ms=2000)
    supervisor.watch(make_scanner("simulated", options, devices), "scanner")
    assert isinstance(messages.get(timeout=WITHIN_S), DeviceChanged)

    for code in ("431", "431", "432"):
        devices.scanner.scan(code)

    assert [text(messages.get(timeout=WITHIN_S)) for _ in range(2)] == ["431", "432"]
