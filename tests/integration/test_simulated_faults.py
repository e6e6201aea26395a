"""The simulated printer's faults, over TCP, over a serial port, and switched by whoever stands beside it."""

import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from drivers import drawer
from drivers.api import DeviceMissing, DeviceSilent
from drivers.printers.linked import Limits
from drivers.printers.network import network_printer
from drivers.printers.serial_port import serial_printer
from drivers.scanners.serial_line import SerialSettings
from drivers.simulated.control import PrinterControl
from drivers.simulated.drawer import SimulatedDrawer
from drivers.simulated.machine import Faults, PrinterMachine
from drivers.simulated.port import SimulatedPrinterPort
from drivers.simulated.printer import simulated_printer
from drivers.simulated.roll import read_back
from drivers.simulated.server import SimulatedPrinterServer

WITHIN_S = 20.0
QUICK = Limits(answer_s=0.2, stall_s=0.2, after_s=0.5)
CUT = b"\x1dV\x00"


def receipt(number: int, copy: bool = False, rows: int = 3) -> bytes:
    """A shop's name, some rows, the number as a barcode, and the knife."""
    code = f"{{BT1-A{number:06d}-0F3C".encode()
    mark = b"*** COPY 1 ***\n" if copy else b""
    bars = b"\x1dkI" + bytes((len(code),)) + code
    return b"\x1b@Shop\n" + mark + b"Article 1.00\n" * rows + b"\x1dw\x01" + bars + CUT


class Rig:
    """A machine behind one kind of cable, and the driver at its other end."""

    def __init__(self, kind: str, folder: Path) -> None:
        self.drawer = SimulatedDrawer()
        self.machine = PrinterMachine(self.drawer)
        self.server: SimulatedPrinterServer | SimulatedPrinterPort | None = None
        if kind == "tcp":
            self.server = SimulatedPrinterServer(self.machine).start()
            self.printer = network_printer("p1", "127.0.0.1", self.server.address[1], limits=QUICK)
        elif kind == "pty":
            self.server = SimulatedPrinterPort(folder / "printer", self.machine).start()
            settings = SerialSettings(baud=115_200)
            self.printer = serial_printer("p1", str(folder / "printer"), settings, limits=QUICK)
        else:
            self.printer = simulated_printer("p1", self.machine)

    def close(self) -> None:
        self.printer.close()
        if self.server is not None:
            self.server.close()

    def numbers(self) -> list[str]:
        return [read_back(slip).receipt_no for slip in self.machine.snapshot().slips]


@pytest.fixture(params=["tcp", "pty", "inside"])
def rig(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    made = Rig(request.param, tmp_path)
    yield made
    made.close()


@pytest.fixture(params=["tcp", "pty"])
def cabled(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    made = Rig(request.param, tmp_path)
    yield made
    made.close()


def test_papers_are_told_apart_by_what_stands_on_them(rig: Rig) -> None:
    assert rig.printer.send(receipt(1) + receipt(1, copy=True) + b"Report\n" + CUT).error == ""
    assert rig.printer.status().ready

    read = [read_back(slip) for slip in rig.machine.wait_for_slips(3, WITHIN_S)]
    assert [(paper.receipt_no, paper.copy, paper.whole) for paper in read] == [
        ("T1-A000001", False, True),
        ("T1-A000001", True, True),
        ("", False, False),
    ]


def test_switched_off_and_on_in_a_document_is_no_good_answer(rig: Rig) -> None:
    # Given a document whose end the printer does not know yet
    assert rig.printer.status().ready
    rig.printer.send(receipt(1)[:40])

    # When it is switched off and on, and is well at once
    rig.machine.switch_off_and_on()

    # Then nobody takes that for a paper that came out, and the next one does
    with pytest.raises(DeviceSilent):
        rig.printer.status()
    rig.machine.tear_off()
    assert printed_after(rig, receipt(2))
    assert rig.numbers()[-1] == "T1-A000002"


def printed_after(rig: Rig, document: bytes) -> bool:
    """Whether a document came out; the port of a printer that was just switched on may need a moment."""
    end = time.monotonic() + WITHIN_S
    while time.monotonic() < end:
        try:
            if rig.printer.status().ready:
                return rig.printer.send(document).error == "" and rig.printer.status().ready
        except (DeviceMissing, DeviceSilent):
            time.sleep(0.01)
    return False


def test_the_paper_ends_after_so_many_rows_and_the_rest_comes_with_the_next_roll(rig: Rig) -> None:
    rig.machine.set_faults(Faults(rows_left=4))
    assert rig.printer.send(receipt(1, rows=20)).error == ""
    assert rig.printer.status().paper == "out"
    assert rig.machine.snapshot().slips == ()

    rig.machine.set_faults(Faults())

    (slip,) = rig.machine.wait_for_slips(1, WITHIN_S)
    assert read_back(slip).whole
    assert slip.text().count("Article") == 20


def test_nothing_of_what_was_sent_into_a_loose_cable_comes_out_later(cabled: Rig) -> None:
    # Given a printer that was well a moment ago
    assert cabled.printer.status().ready
    cabled.machine.set_faults(Faults(unplugged=True))

    # When a pulse is sent into the loose cable
    assert cabled.printer.send(drawer.pulse()).error == ""
    with pytest.raises(DeviceSilent):
        cabled.printer.status()

    # Then the drawer stays shut when the cable is back
    cabled.machine.set_faults(Faults())
    assert printed_after(cabled, receipt(1))
    assert cabled.drawer.snapshot().pulses == 0
    assert cabled.numbers() == ["T1-A000001"]


def test_a_port_goes_with_the_current(tmp_path: Path) -> None:
    rig = Rig("pty", tmp_path)
    rig.machine.set_faults(Faults(dies_after=10))
    rig.printer.send(receipt(1))
    with pytest.raises((DeviceMissing, DeviceSilent)):
        rig.printer.status()

    rig.machine.switch_off_and_on()
    rig.machine.set_faults(Faults())

    rig.machine.tear_off()
    assert printed_after(rig, receipt(2))
    rig.close()


class Bystander:
    """Whoever stands beside the printer and switches its faults."""

    def __init__(self, path: Path) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(WITHIN_S)
        self._socket.connect(str(path))
        self._lines = self._socket.makefile("rb")

    def ask(self, **asked: object) -> dict[str, Any]:
        self._socket.sendall(json.dumps(asked).encode() + b"\n")
        answer: dict[str, Any] = json.loads(self._lines.readline())
        return answer

    def close(self) -> None:
        self._lines.close()
        self._socket.close()


def test_faults_are_switched_and_papers_read_from_outside(tmp_path: Path) -> None:
    rig = Rig("inside", tmp_path)
    control = PrinterControl(tmp_path / "c", rig.machine, rig.drawer).start()
    bystander = Bystander(tmp_path / "c")

    # When the paper is taken out and the cover opened, then all is mended
    bystander.ask(set={"paper": "out"})
    assert bystander.ask(set={"cover_open": True})["faults"]["paper"] == "out"
    assert not rig.printer.status().ready
    assert bystander.ask(mend=True)["ok"] is True
    assert rig.printer.send(receipt(1) + drawer.pulse()).error == ""

    # Then the papers are told one by one
    seen = bystander.ask(papers_after=0)
    assert [(row["receipt_no"], row["whole"]) for row in seen["papers"]] == [("T1-A000001", True)]
    assert (seen["slips"], seen["pulses"], seen["drawer_open"]) == (1, 1, True)
    assert bystander.ask(do="close_drawer", papers_after=1)["papers"] == []
    assert bystander.ask(do="power_cycle")["dead"] is False
    assert bystander.ask(do="tear_off")["slips"] == 1
    bystander.close()
    control.close()


@pytest.mark.parametrize(
    "asked", [{"set": {"paper": "wet"}}, {"set": {"colour": 1}}, {"do": "dance"}, {"set": 3}]
)
def test_what_cannot_be_done_is_said(tmp_path: Path, asked: dict[str, object]) -> None:
    rig = Rig("inside", tmp_path)
    control = PrinterControl(tmp_path / "c", rig.machine, rig.drawer)
    answer = json.loads(control.answer(json.dumps(asked).encode()))
    assert not answer["ok"]
    assert answer["why"].startswith("That line cannot be done")
    assert rig.machine.faults() == Faults()
    control.start().close()


def test_in_this_program_a_loose_cable_is_no_printer(tmp_path: Path) -> None:
    rig = Rig("inside", tmp_path)
    rig.machine.set_faults(Faults(unplugged=True))
    with pytest.raises(DeviceMissing, match="cable"):
        rig.printer.status()
