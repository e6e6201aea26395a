"""USB printers beside the contract: which device, whose it is, what stands in the way, what the port says."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers.api import DeviceMissing, DeviceRefused
from drivers.printers.linked import Limits, LinkedPrinter
from drivers.printers.port_status import port_problem
from drivers.printers.usb_bulk import usb_printer
from drivers.printers.usblp import resolve, usb_lps, usblp_printer
from drivers.simulated.server import SimulatedPrinterServer
from drivers.simulated.usb_bus import SimulatedUsbBus, UsbIdentity

WITHIN_S = 20.0
SLIP = b"slip\n\x1dV\x00"
EPSON = "MFG:EPSON;CMD:ESC/POS;MDL:TM-T20II;CLS:PRINTER;DES:EPSON TM-T20II"


@pytest.fixture
def server() -> Iterator[SimulatedPrinterServer]:
    made = SimulatedPrinterServer().start()
    yield made
    made.close()


@pytest.fixture
def bus(server: SimulatedPrinterServer) -> Iterator[SimulatedUsbBus]:
    made = SimulatedUsbBus(server.address)
    yield made
    made.close()


def on(bus: SimulatedUsbBus, wanted: str = "", **options: bool) -> LinkedPrinter:
    return usb_printer("p1", wanted, Limits(answer_s=WITHIN_S), find_backend=lambda: bus, **options)


@pytest.mark.parametrize("wanted", ["", "04b8:0e28", "04B8:0E28", "04b8:0e28:SIM0001"])
def test_a_printer_by_its_ids_or_as_the_only_one(bus: SimulatedUsbBus, wanted: str) -> None:
    printer = on(bus, wanted)

    assert printer.status().ready
    printer.close()


@pytest.mark.parametrize("wanted", ["04b8:0e29", "04b8:0e28:OTHER", "TM-T20"])
def test_another_one_is_missing_and_what_is_there_is_said(bus: SimulatedUsbBus, wanted: str) -> None:
    with pytest.raises(DeviceMissing, match="04b8:0e28"):
        on(bus, wanted).status()


def test_the_kernels_driver_gets_it_back(bus: SimulatedUsbBus) -> None:
    printer = on(bus)

    assert printer.status().ready
    assert not bus.kernel_driver
    printer.close()

    assert bus.kernel_driver


def test_one_that_may_not_be_opened_names_the_rules(bus: SimulatedUsbBus) -> None:
    bus.forbidden = True

    for wanted in ("04b8:0e28", "04b8:0e28:SIM0001"):
        with pytest.raises(DeviceRefused, match=r"70-pos-terminal\.rules"):
            on(bus, wanted).status()


def test_one_that_another_program_holds(bus: SimulatedUsbBus) -> None:
    bus.held = True

    with pytest.raises(DeviceRefused, match="Another program holds"):
        on(bus).status()
    assert bus.kernel_driver
    bus.held = False
    printer = on(bus)
    assert printer.status().ready
    printer.close()


def test_without_libusb_there_is_a_sentence() -> None:
    printer = usb_printer("p1", "", find_backend=lambda: None)

    with pytest.raises(DeviceRefused, match=r"install libusb-1\.0-0"):
        printer.status()
    assert printer.send(b"x").sent_bytes == 0


def test_a_port_without_paper_gets_no_document(server: SimulatedPrinterServer) -> None:
    empty = SimulatedUsbBus(server.address, UsbIdentity(port_status=0x38))

    result = on(empty, answers=False, by_port=True).send(SLIP)

    assert (result.sent_bytes, result.error) == (0, "The printer p1 has no paper; put a new roll in.")
    assert empty.kernel_driver
    empty.close()


@pytest.mark.parametrize("port_status", [0x18, None])
def test_a_port_that_names_no_problem_gets_the_document(
    server: SimulatedPrinterServer, port_status: int | None
) -> None:
    bus = SimulatedUsbBus(server.address, UsbIdentity(port_status=port_status))
    printer = on(bus, answers=False, by_port=True)

    assert printer.send(SLIP).error == ""

    server.machine.wait_for_slips(1, WITHIN_S)
    assert not printer.has_status()
    printer.close()
    bus.close()


@pytest.mark.parametrize(
    ("byte", "problem"),
    [
        (None, ""),
        (0x18, ""),
        (0x38, "has no paper; put a new roll in"),
        (0x08, "is not ready; switch it to on-line"),
        (0x10, "says that something is wrong with it; look at its lamps"),
    ],
)
def test_what_a_port_says(byte: int | None, problem: str) -> None:
    assert port_problem(byte) == problem


@pytest.fixture
def sysfs(tmp_path: Path) -> Path:
    """Two printers that the kernel's driver has."""
    for number, about, serial in ((0, EPSON, "J1"), (1, "MFG:Star;MDL:TSP143;", "S2")):
        device = tmp_path / f"sys/devices/usb1/1-{number}"
        interface = device / f"1-{number}:1.0"
        node = interface / f"usbmisc/lp{number}"
        node.mkdir(parents=True)
        (interface / "ieee1284_id").write_text(about + "\n")
        for name, text in (("idVendor", "04b8"), ("idProduct", f"0e2{number}"), ("serial", serial)):
            (device / name).write_text(text + "\n")
        (node / "device").symlink_to(interface)
        link = tmp_path / "sys/class/usbmisc" / f"lp{number}"
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(node)
    return tmp_path


def test_printers_of_the_kernels_driver_and_what_they_say_of_themselves(sysfs: Path) -> None:
    assert [(each.path, each.about) for each in usb_lps(sysfs)] == [
        ("/dev/usb/lp0", f"{EPSON} 04b8:0e20:J1"),
        ("/dev/usb/lp1", "MFG:Star;MDL:TSP143; 04b8:0e21:S2"),
    ]


@pytest.mark.parametrize(
    ("wanted", "path"),
    [
        ("/dev/usb/lp7", "/dev/usb/lp7"),
        ("tm-t20ii", "/dev/usb/lp0"),
        ("TSP143", "/dev/usb/lp1"),
        ("04b8:0e21", "/dev/usb/lp1"),
        ("0e20:J1", "/dev/usb/lp0"),
    ],
)
def test_a_node_by_what_the_printer_says(sysfs: Path, wanted: str, path: str) -> None:
    assert resolve(wanted, sysfs) == path


@pytest.mark.parametrize(
    ("wanted", "word"), [("", "Several"), ("MFG", "Several"), ("Bixolon", "No USB printer")]
)
def test_none_or_several_nodes(sysfs: Path, wanted: str, word: str) -> None:
    with pytest.raises(DeviceMissing, match=f"{word}.*TM-T20II"):
        resolve(wanted, sysfs)


def test_a_system_without_usb_printers(tmp_path: Path) -> None:
    with pytest.raises(DeviceMissing, match="plugged in: none"):
        resolve("", tmp_path)


def test_a_node_that_is_not_there_and_one_that_is_no_printer(tmp_path: Path) -> None:
    with pytest.raises(DeviceMissing, match="plug it in"):
        usblp_printer("p1", str(tmp_path / "lp0")).status()
    with pytest.raises(DeviceMissing):
        usblp_printer("p1", str(tmp_path)).status()
