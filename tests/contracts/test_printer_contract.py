"""What every transport to a printer keeps: all of it arrives or it says how far it got, and every call ends.

One suite for the network, a serial port, the kernel's USB printer node and USB by libusb.
"""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers import drawer
from drivers.api import DeviceMissing, DeviceSilent, DriverError, PrinterStatus, SendResult
from drivers.printers.linked import Limits, LinkedPrinter
from drivers.simulated.machine import Faults
from tests.printer_rigs import KINDS, WITHIN_S, Rig, rigged

RECEIPT = b"\x1b@\x1bt\x13Shop\n" + b"Article                                    1.00\n" * 300 + b"\x1dVB\x30"
WELL = PrinterStatus(True, "ok", False, False)
PATIENT = Limits(answer_s=WITHIN_S)
HASTY = Limits(answer_s=0.05, stall_s=0.1, after_s=0.05, late_s=0.2)
MUCH = b"x" * 20_000_000


@pytest.fixture(params=KINDS)
def rig(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    yield from rigged(request.param, tmp_path)


@pytest.fixture
def printer(rig: Rig) -> Iterator[LinkedPrinter]:
    made = rig.printer(PATIENT)
    yield made
    made.close()


def test_a_document_is_printed_between_two_good_answers(rig: Rig, printer: LinkedPrinter) -> None:
    assert printer.status() == WELL
    result = printer.send(RECEIPT)
    assert printer.status() == WELL

    assert result == SendResult(len(RECEIPT), len(RECEIPT))
    (slip,) = rig.bench.machine.snapshot().slips
    assert slip.text().count("Article") == 300


def test_many_documents_each_over_a_link_of_its_own(rig: Rig, printer: LinkedPrinter) -> None:
    for number in range(10):
        assert printer.status().ready
        assert printer.send(b"slip %d\n\x1dV\x00" % number).error == ""
        assert printer.status().ready
        printer.close()

    slips = rig.bench.machine.wait_for_slips(10, WITHIN_S)
    assert [slip.text().splitlines()[0] for slip in slips] == [f"slip {number}" for number in range(10)]


def test_a_picture_goes_in_as_many_pieces_as_it_takes(rig: Rig, printer: LinkedPrinter) -> None:
    document = (b"\x1dv0\x00\x48\x00\xe8\x03" + b"\xaa" * 72_000) * 5 + b"\x1dV\x00"

    assert printer.send(document) == SendResult(len(document), len(document))

    (slip,) = rig.bench.machine.wait_for_slips(1, WITHIN_S)
    assert slip.text().count("[picture 576x1000]") == 5


def test_a_document_that_is_not_asked_about_arrives_although_the_link_is_closed_at_once(rig: Rig) -> None:
    mute = rig.printer(PATIENT, answers=False)

    assert not mute.has_status()
    assert mute.status() == PrinterStatus(None, None, None)
    assert mute.send(RECEIPT) == SendResult(len(RECEIPT), len(RECEIPT))
    mute.close()

    (slip,) = rig.bench.machine.wait_for_slips(1, WITHIN_S)
    assert slip.text().count("Article") == 300


@pytest.mark.parametrize(
    ("faults", "status"),
    [
        (Faults(paper="near_end"), PrinterStatus(True, "near_end", False, False)),
        (Faults(paper="out"), PrinterStatus(False, "out", False, False)),
        (Faults(cover_open=True), PrinterStatus(False, "ok", True, False)),
        (Faults(offline=True), PrinterStatus(False, "ok", False, False)),
    ],
)
def test_it_says_what_is_wrong_with_it(
    rig: Rig, printer: LinkedPrinter, faults: Faults, status: PrinterStatus
) -> None:
    rig.bench.machine.set_faults(faults)

    assert printer.status() == status
    assert status.ready is (faults.paper == "near_end")


def test_garbage_is_no_answer_and_unknown_is_not_well(rig: Rig, printer: LinkedPrinter) -> None:
    rig.bench.machine.set_faults(Faults(answers="garbage"))

    status = printer.status()

    assert status == PrinterStatus(None, None, None, None)
    assert not status.ready


def test_a_printer_that_answers_nothing_is_silent_and_not_well(rig: Rig) -> None:
    rig.bench.machine.set_faults(Faults(answers="nothing"))
    printer = rig.printer(HASTY)

    for _ in range(2):
        with pytest.raises(DeviceSilent, match="switched on"):
            printer.status()
    printer.close()


def test_a_late_answer_is_never_taken_for_a_new_one(rig: Rig) -> None:
    # Given a printer whose cover is open, and that says so only when nobody waits any more
    rig.bench.machine.set_faults(Faults(cover_open=True, answers="late", late_ms=150))
    printer = rig.printer(HASTY)
    for _ in range(3):
        with pytest.raises(DeviceSilent):
            printer.status()

    # When the cover is shut and it answers in time again
    rig.bench.machine.set_faults(Faults())
    status = first_answer(printer)

    # Then what it said of its open cover is never heard
    assert status == WELL
    printer.close()


def test_the_result_says_how_far_it_came_when_the_printer_dies(rig: Rig, printer: LinkedPrinter) -> None:
    rig.bench.machine.set_faults(Faults(dies_after=20_000))

    result = printer.send(MUCH)

    assert 20_000 <= result.sent_bytes < len(MUCH) == result.total_bytes
    assert "broke the connection" in result.error
    assert rig.bench.received_bytes == 20_000


def test_a_printer_that_died_in_a_document_is_used_again(rig: Rig, printer: LinkedPrinter) -> None:
    rig.bench.machine.set_faults(Faults(dies_after=10))
    printer.send(MUCH)

    rig.bench.machine.set_faults(Faults())
    rig.plug()

    assert printer.status() == WELL
    assert printer.send(RECEIPT).error == ""
    assert printer.status() == WELL


def test_sending_ends_when_the_printer_takes_no_more(rig: Rig) -> None:
    rig.bench.machine.set_faults(Faults(paper="out"))
    printer = rig.printer(HASTY)

    result = printer.send(MUCH)

    assert rig.bench.received_bytes <= result.sent_bytes < len(MUCH)
    assert "look at its paper" in result.error


def test_sending_ends_on_a_printer_that_is_endlessly_slow(rig: Rig) -> None:
    rig.bench.machine.set_faults(Faults(bytes_per_s=2000))
    printer = rig.printer(Limits(stall_s=WITHIN_S, document_s=0.3))

    result = printer.send(MUCH)

    assert result.sent_bytes < len(MUCH)
    assert "takes no more data" in result.error


def test_a_slow_printer_prints_all_the_same(rig: Rig, printer: LinkedPrinter) -> None:
    rig.bench.machine.set_faults(Faults(bytes_per_s=20_000))

    assert printer.send(b"slow\n" * 800 + b"\x1dV\x00").error == ""
    assert printer.status() == WELL

    (slip,) = rig.bench.machine.snapshot().slips
    assert slip.text().count("slow") == 800


def test_what_is_unplugged_is_missing_and_prints_when_it_is_back(rig: Rig, printer: LinkedPrinter) -> None:
    assert printer.status() == WELL
    printer.close()
    rig.unplug()

    with pytest.raises(DeviceMissing):
        printer.status()
    result = printer.send(b"receipt")
    assert (result.sent_bytes, result.total_bytes) == (0, 7)
    assert result.error.endswith(".")

    rig.plug()
    assert printer.status() == WELL
    assert printer.send(RECEIPT).error == ""
    assert printer.status() == WELL


def test_pulled_out_in_the_middle_of_a_document_and_back(rig: Rig, printer: LinkedPrinter) -> None:
    rig.bench.machine.set_faults(Faults(bytes_per_s=500_000))
    results: list[SendResult] = []
    sending = threading.Thread(target=lambda: results.append(printer.send(MUCH)))
    sending.start()
    rig.bench.wait_received(20_000)

    rig.unplug()
    sending.join(WITHIN_S)

    (result,) = results
    assert 20_000 <= result.sent_bytes < len(MUCH)
    assert result.error
    rig.bench.machine.switch_off_and_on()
    rig.bench.machine.set_faults(Faults())
    rig.plug()
    assert printer.status() == WELL
    assert printer.send(b"again\n\x1dV\x00").error == ""
    assert printer.status() == WELL
    assert "again" in rig.bench.machine.snapshot().slips[-1].text()


def test_a_link_that_was_cut_between_two_documents_is_opened_anew(rig: Rig, printer: LinkedPrinter) -> None:
    assert printer.status() == WELL
    rig.unplug()
    rig.plug()

    # Then the next document does not vanish in the dead link
    assert printer.send(RECEIPT).error == ""
    assert printer.status() == WELL
    (slip,) = rig.bench.machine.snapshot().slips
    assert slip.text().count("Article") == 300


def test_the_drawer_opens_and_says_so(rig: Rig, printer: LinkedPrinter) -> None:
    printer.send(drawer.pulse())

    assert rig.bench.drawer.wait_opened(1, WITHIN_S)
    assert printer.status().drawer_open is True


def first_answer(printer: LinkedPrinter) -> PrinterStatus:
    """The first one that comes; each try ends within its time."""
    for _ in range(40):
        try:
            return printer.status()
        except DriverError:
            continue
    raise AssertionError("It never answered again.")
