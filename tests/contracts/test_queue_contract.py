"""What a printer behind another program's queue keeps: CUPS, and the Windows spooler's made-up library."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

import pytest

from drivers.api import DeviceMissing, DeviceRefused, DeviceSilent, Printer, PrinterStatus, SendResult
from drivers.printers.cups import CupsLimits, CupsPrinter, queue_of
from drivers.printers.spooler import SpoolerPrinter
from drivers.simulated.machine import Faults, PrinterMachine
from tests.cups_server import Cups

RECEIPT = b"Article                                    1.00\n" * 300 + b"\x1dVB\x30"
WITHIN_S = 20.0


class Winspool:
    """What is used of win32print, in front of a simulated printer. stuck: no job is begun."""

    class Failed(Exception):
        """As pywintypes.error: number, call, words."""

    @property
    def error(self) -> type[Exception]:
        return self.Failed

    def __init__(self, machine: PrinterMachine) -> None:
        self.machine = machine
        self.there, self.stuck, self.broken_after = True, False, -1
        self.status = 0
        self.open_handles = 0
        self.jobs: list[bytes | None] = []

    def OpenPrinter(self, name: str) -> object:
        if not self.there:
            raise self.Failed(1801, "OpenPrinter", "The printer name is invalid.")
        self.open_handles += 1
        return object()

    def ClosePrinter(self, handle: object) -> None:
        self.open_handles -= 1

    def GetPrinter(self, handle: object, level: int) -> dict[str, Any]:
        return {"Status": self.status}

    def StartDocPrinter(self, handle: object, level: int, what: tuple[str, None, str]) -> int:
        assert what[2] == "RAW"
        self.jobs.append(b"")
        return len(self.jobs)

    def StartPagePrinter(self, handle: object) -> None: ...
    def EndPagePrinter(self, handle: object) -> None: ...
    def EndDocPrinter(self, handle: object) -> None: ...

    def WritePrinter(self, handle: object, piece: bytes) -> int:
        if self.broken_after == 0:
            raise self.Failed(1722, "WritePrinter", "The RPC server is unavailable.")
        self.broken_after -= 1
        self.jobs[-1] = (self.jobs[-1] or b"") + piece[:4000]
        return len(piece[:4000])

    def GetJob(self, handle: object, job: int, level: int) -> dict[str, Any]:
        if self.jobs[job - 1] is None:
            raise self.Failed(87, "GetJob", "The parameter is incorrect.")
        if not self.stuck:
            left = self.jobs[job - 1] or b""
            self.jobs[job - 1] = left[self.machine.receive(left).taken :] or None
        return {"Status": 0x10}

    def SetJob(self, handle: object, job: int, level: int, what: None, command: int) -> None:
        assert command == 5
        self.jobs[job - 1] = None


class Rig(Protocol):
    machine: PrinterMachine

    def printer(self, document_s: float = WITHIN_S) -> Printer: ...
    def stick(self) -> None: ...
    def stop_queue(self) -> None: ...
    def waiting(self) -> int: ...


@dataclass
class CupsRig:
    cups: Cups
    machine: PrinterMachine

    def printer(self, document_s: float = WITHIN_S) -> CupsPrinter:
        return CupsPrinter("p1", self.cups.queue, CupsLimits(5.0, document_s, 0.01, 0.02))

    def stick(self) -> None:
        self.cups.stuck = True

    def stop_queue(self) -> None:
        self.cups.state, self.cups.reasons = 5, ("paused", "media-empty-error")

    def waiting(self) -> int:
        return sum(job.state < 7 for job in self.cups.jobs)


@dataclass
class SpoolerRig:
    machine: PrinterMachine
    library: Winspool = field(init=False)

    def __post_init__(self) -> None:
        self.library = Winspool(self.machine)

    def printer(self, document_s: float = WITHIN_S) -> SpoolerPrinter:
        return SpoolerPrinter("p1", "receipts", self.library, document_s)

    def stick(self) -> None:
        self.library.stuck = True

    def stop_queue(self) -> None:
        self.library.status = 0x10

    def waiting(self) -> int:
        return sum(job is not None for job in self.library.jobs)


@pytest.fixture
def cups() -> Iterator[Cups]:
    made = Cups(PrinterMachine())
    yield made
    made.close()


@pytest.fixture(params=["cups", "spooler"])
def rig(request: pytest.FixtureRequest, cups: Cups) -> Rig:
    return CupsRig(cups, cups.machine) if request.param == "cups" else SpoolerRig(PrinterMachine())


def test_a_document_goes_through_the_queue_as_it_is(rig: Rig) -> None:
    printer = rig.printer()

    assert printer.send(RECEIPT) == SendResult(len(RECEIPT), len(RECEIPT))

    (slip,) = rig.machine.snapshot().slips
    assert slip.text().count("Article") == 300
    assert not printer.has_status()
    assert printer.status() == PrinterStatus(None, None, None)
    printer.close()


def test_a_queue_that_is_stopped_gets_nothing(rig: Rig) -> None:
    rig.stop_queue()

    result = rig.printer().send(RECEIPT)

    assert result.sent_bytes == 0
    assert "receipts" in result.error
    assert rig.machine.snapshot().received_bytes == rig.waiting() == 0
    with pytest.raises(DeviceRefused):
        rig.printer().status()


def test_a_document_that_does_not_get_through_is_given_up_and_never_comes_later(rig: Rig) -> None:
    rig.stick()

    result = rig.printer(document_s=0.1).send(RECEIPT)

    assert "does not get the document to the printer" in result.error
    assert rig.waiting() == 0


def test_a_printer_that_takes_only_a_part_is_in_doubt(rig: Rig) -> None:
    rig.machine.set_faults(Faults(paper="out"))

    result = rig.printer(document_s=0.1).send(RECEIPT)

    assert result.error
    assert result.sent_bytes == result.total_bytes == len(RECEIPT)
    assert rig.waiting() == 0


def test_cups_that_never_began_has_left_nothing_on_paper(cups: Cups) -> None:
    cups.stuck = True

    result = CupsPrinter("p1", cups.queue, CupsLimits(5.0, 0.05, 0.01, 0.02)).send(RECEIPT)

    assert (result.sent_bytes, result.total_bytes) == (0, len(RECEIPT))
    assert [job.state for job in cups.jobs] == [7]


def test_cups_gets_it_raw_and_without_a_cover_sheet(cups: Cups) -> None:
    CupsPrinter("till 2", cups.queue).send(b"\x1b@\x00\xff")

    (job,) = cups.jobs
    assert job.document == b"\x1b@\x00\xff"
    assert job.about["document-format"] == [b"application/vnd.cups-raw"]
    assert job.about["job-sheets"] == [b"none"]
    assert job.about["job-name"] == [b"till 2"]


def test_cups_that_is_not_there_is_missing_and_used_when_it_is_back() -> None:
    cups = Cups(PrinterMachine())
    printer = CupsPrinter("p1", cups.queue)
    cups.close()

    with pytest.raises(DeviceMissing, match="look whether it runs"):
        printer.status()
    assert printer.send(RECEIPT).sent_bytes == 0


def test_a_job_whose_number_was_lost_is_in_doubt(cups: Cups) -> None:
    cups.loses = True

    result = CupsPrinter("p1", cups.queue).send(RECEIPT)

    assert result.sent_bytes == len(RECEIPT)
    assert "does not answer" in result.error


def test_a_queue_that_cups_does_not_know(cups: Cups) -> None:
    with pytest.raises(DeviceMissing, match="not known to CUPS"):
        CupsPrinter("p1", cups.queue + "2").status()


def test_cups_that_takes_no_documents_or_will_not_talk_to_this_till(cups: Cups) -> None:
    printer = CupsPrinter("p1", cups.queue)
    cups.accepting = False
    assert "cupsaccept" in printer.send(RECEIPT).error
    cups.refuses = 403
    assert "HTTP 403" in printer.send(RECEIPT).error
    cups.refuses, cups.garbage = 0, True
    with pytest.raises(DeviceSilent, match="no CUPS"):
        printer.status()
    assert cups.jobs == []


def test_warnings_of_a_queue_do_not_stop_it(cups: Cups) -> None:
    cups.reasons = ("toner-low-warning", "offline-report", "media-low-report")

    assert CupsPrinter("p1", cups.queue).send(RECEIPT).error == ""


def test_a_printer_that_dies_behind_cups_is_in_doubt(cups: Cups) -> None:
    cups.machine.set_faults(Faults(dies_after=0))

    result = CupsPrinter("p1", cups.queue).send(RECEIPT)

    assert "broke the document off" in result.error
    assert result.sent_bytes == len(RECEIPT)


def test_many_callers_one_queue(cups: Cups) -> None:
    printers = [CupsPrinter(f"p{number}", cups.queue) for number in range(4)]
    results: list[SendResult] = []
    threads = [
        threading.Thread(target=lambda printer=printer: results.append(printer.send(b"x\n\x1dV\x00")))
        for printer in printers
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WITHIN_S)

    assert [result.error for result in results] == [""] * 4
    assert len(cups.machine.snapshot().slips) == 4


@pytest.mark.parametrize(
    ("wanted", "uri"),
    [
        ("receipts", "ipp://localhost:631/printers/receipts"),
        ("till 2", "ipp://localhost:631/printers/till%202"),
        ("ipp://192.0.2.9/printers/r", "ipp://192.0.2.9:631/printers/r"),
        ("ipp://192.0.2.9:8631/printers/r", "ipp://192.0.2.9:8631/printers/r"),
    ],
)
def test_queues_by_name_and_by_address(wanted: str, uri: str) -> None:
    assert queue_of(wanted).uri == uri


def test_a_spooler_that_fails_in_a_document_says_how_far_it_came_and_deletes_the_job() -> None:
    rig = SpoolerRig(PrinterMachine())
    rig.library.broken_after = 2

    result = rig.printer().send(RECEIPT)

    assert (result.sent_bytes, result.total_bytes) == (8000, len(RECEIPT))
    assert "rpc server is unavailable" in result.error
    assert rig.waiting() == rig.library.open_handles == 0


def test_a_queue_of_windows_that_is_not_there_and_a_system_that_is_no_windows() -> None:
    rig = SpoolerRig(PrinterMachine())
    rig.library.there = False
    with pytest.raises(DeviceMissing, match="name is invalid"):
        rig.printer().status()

    with pytest.raises(DeviceRefused, match="another `kind`"):
        SpoolerPrinter("p1", "receipts").status()
    assert SpoolerPrinter("p1", "receipts").send(b"x").sent_bytes == 0
