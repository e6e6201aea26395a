"""A network printer over real sockets: what it says, what it takes, and every way in which it fails."""

import socket
import threading
from collections.abc import Iterator

import pytest

from drivers import drawer
from drivers.api import DeviceMissing, DeviceSilent, PrinterStatus
from drivers.printers.linked import Limits, LinkedPrinter
from drivers.printers.network import network_printer
from drivers.simulated.drawer import SimulatedDrawer
from drivers.simulated.machine import Faults, PrinterMachine
from drivers.simulated.server import SimulatedPrinterServer

WITHIN_S = 20.0
RECEIPT = b"\x1b@\x1bt\x13Shop\n" + b"Article                                    1.00\n" * 300 + b"\x1dVB\x30"
WELL = PrinterStatus(True, "ok", False, False)


@pytest.fixture
def cash_drawer() -> SimulatedDrawer:
    return SimulatedDrawer()


@pytest.fixture
def server(cash_drawer: SimulatedDrawer) -> Iterator[SimulatedPrinterServer]:
    made = SimulatedPrinterServer(PrinterMachine(cash_drawer)).start()
    yield made
    made.close()


@pytest.fixture
def printer(server: SimulatedPrinterServer) -> Iterator[LinkedPrinter]:
    made = printer_at(server.address[1])
    yield made
    made.close()


def printer_at(port: int, limits: Limits | None = None) -> LinkedPrinter:
    return network_printer("p1", "127.0.0.1", port, limits=limits or Limits(answer_s=WITHIN_S))


def test_a_document_is_printed_between_two_good_answers(
    printer: LinkedPrinter, server: SimulatedPrinterServer
) -> None:
    assert printer.status() == WELL
    result = printer.send(RECEIPT)
    assert printer.status() == WELL

    # Then the answer after it proves that it arrived
    assert (result.sent_bytes, result.error) == (len(RECEIPT), "")
    (slip,) = server.machine.snapshot().slips
    assert slip.text().count("Article") == 300


def test_many_documents_one_connection_each(printer: LinkedPrinter, server: SimulatedPrinterServer) -> None:
    for number in range(50):
        assert printer.status().ready
        assert printer.send(b"slip %d\n\x1dV\x00" % number).error == ""
        assert printer.status().ready
        printer.close()

    slips = server.machine.wait_for_slips(50, WITHIN_S)
    assert [slip.text().splitlines()[0] for slip in slips] == [f"slip {number}" for number in range(50)]


def test_a_megabyte_goes_in_as_many_short_writes_as_it_takes(
    printer: LinkedPrinter, server: SimulatedPrinterServer
) -> None:
    picture = b"\x1dv0\x00\x48\x00\xe8\x03" + b"\xaa" * 72_000
    document = picture * 15 + b"\x1dV\x00"

    assert printer.send(document).sent_bytes == len(document)

    (slip,) = server.machine.wait_for_slips(1, WITHIN_S)
    assert slip.text().count("[picture 576x1000]") == 15


@pytest.mark.parametrize(
    ("faults", "status"),
    [
        (Faults(paper="near_end"), PrinterStatus(True, "near_end", False, False)),
        (Faults(paper="out"), PrinterStatus(False, "out", False, False)),
        (Faults(cover_open=True), PrinterStatus(False, "ok", True, False)),
        (Faults(offline=True), PrinterStatus(False, "ok", False, False)),
        (Faults(answers="garbage"), PrinterStatus(None, None, None, None)),
    ],
)
def test_it_says_what_is_wrong_with_it(
    printer: LinkedPrinter, server: SimulatedPrinterServer, faults: Faults, status: PrinterStatus
) -> None:
    server.machine.set_faults(faults)

    assert printer.status() == status
    assert printer.status().ready is (faults.paper == "near_end")


def test_the_drawer_opens_and_says_so(printer: LinkedPrinter, cash_drawer: SimulatedDrawer) -> None:
    printer.send(drawer.pulse())

    assert cash_drawer.wait_opened(1, WITHIN_S)
    assert printer.status().drawer_open is True
    cash_drawer.close()
    assert printer.status().drawer_open is False


def test_a_printer_that_answers_nothing_is_silent_not_well(server: SimulatedPrinterServer) -> None:
    server.machine.set_faults(Faults(answers="nothing"))
    printer = printer_at(server.address[1], Limits(answer_s=0.05))

    with pytest.raises(DeviceSilent, match="switched on"):
        printer.status()


def test_a_late_answer_does_not_become_the_next_questions(server: SimulatedPrinterServer) -> None:
    # Given a printer whose cover is open, and that says so only when nobody waits any more
    server.machine.set_faults(Faults(cover_open=True, answers="late", late_ms=100))
    printer = printer_at(server.address[1], Limits(answer_s=0.02))
    for _ in range(3):
        with pytest.raises(DeviceSilent):
            printer.status()

    # When it answers in time again
    server.machine.set_faults(Faults(cover_open=True))
    patient = printer_at(server.address[1])

    # Then each answer belongs to its question, in this connection and in a new one
    assert patient.status() == PrinterStatus(False, "ok", True, False)
    printer.close()
    patient.close()


def test_unasked_bytes_before_a_question_are_thrown_away() -> None:
    # Given a printer that sends its state by itself (automatic status back) and answers properly
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _ = listening.accept()
        with connection:
            connection.settimeout(WITHIN_S)
            connection.sendall(b"\x10\x00\x00\x00")
            for answer in (b"\x12", b"\x12", b"\x12"):
                connection.recv(3, socket.MSG_WAITALL)
                connection.sendall(answer)
            connection.recv(1)

    thread = threading.Thread(target=serve)
    thread.start()
    printer = printer_at(listening.getsockname()[1])
    # The four bytes are there before the first question: opening and then waiting for them makes sure
    link = printer._ready_link()
    assert link.read_byte(WITHIN_S) == 0x10

    assert printer.status() == WELL

    printer.close()
    thread.join(WITHIN_S)
    listening.close()


def test_the_result_says_how_far_a_document_came_when_the_printer_died(
    printer: LinkedPrinter, server: SimulatedPrinterServer
) -> None:
    server.machine.set_faults(Faults(dies_after=20_000))
    document = b"x" * 5_000_000

    result = printer.send(document)

    assert 0 < result.sent_bytes < len(document)
    assert result.total_bytes == len(document)
    assert "broke the connection" in result.error
    assert server.machine.snapshot().received_bytes == 20_000


def test_it_is_used_again_after_it_died(printer: LinkedPrinter, server: SimulatedPrinterServer) -> None:
    server.machine.set_faults(Faults(dies_after=10))
    printer.send(b"x" * 5_000_000)

    server.machine.set_faults(Faults())

    assert printer.status() == WELL
    assert printer.send(RECEIPT).error == ""
    assert printer.status() == WELL


def test_a_printer_without_paper_stops_taking_and_sending_ends(server: SimulatedPrinterServer) -> None:
    server.machine.set_faults(Faults(paper="out"))
    printer = printer_at(server.address[1], Limits(answer_s=WITHIN_S, stall_s=0.1))
    document = b"x" * 20_000_000

    result = printer.send(document)

    assert result.sent_bytes < len(document)
    assert "look at its paper" in result.error


def test_a_document_has_an_end_also_on_a_printer_that_is_endlessly_slow(
    server: SimulatedPrinterServer,
) -> None:
    server.machine.set_faults(Faults(bytes_per_s=2000))
    printer = printer_at(server.address[1], Limits(stall_s=WITHIN_S, document_s=0.3))

    result = printer.send(b"x" * 50_000_000)

    assert "takes no more data" in result.error


def test_a_slow_printer_prints_all_the_same(server: SimulatedPrinterServer) -> None:
    server.machine.set_faults(Faults(bytes_per_s=20_000))
    printer = printer_at(server.address[1])

    assert printer.send(b"slow\n" * 400 + b"\x1dV\x00").error == ""
    assert printer.status() == WELL

    (slip,) = server.machine.snapshot().slips
    assert slip.text().count("slow") == 400
    printer.close()


def test_a_printer_that_is_off_is_missing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    printer = printer_at(port)

    with pytest.raises(DeviceMissing, match="cannot be reached"):
        printer.status()
    result = printer.send(b"receipt")
    assert (result.sent_bytes, result.total_bytes) == (0, 7)
    assert "switched on" in result.error


def test_a_connection_that_the_printer_hung_up_is_opened_anew(server: SimulatedPrinterServer) -> None:
    # Given a printer that hangs up after each document
    listening = socket.create_server(("127.0.0.1", 0))
    received: list[bytes] = []
    hung_up = threading.Event()

    def serve() -> None:
        for _ in range(2):
            connection, _ = listening.accept()
            with connection:
                received.append(connection.recv(5, socket.MSG_WAITALL))
            hung_up.set()

    thread = threading.Thread(target=serve)
    thread.start()
    printer = network_printer("p1", "127.0.0.1", listening.getsockname()[1], answers=False)

    # Then the second document is not written into the dead connection
    assert printer.send(b"first").error == ""
    assert hung_up.wait(WITHIN_S)
    assert printer.send(b"again").error == ""
    thread.join(WITHIN_S)
    listening.close()
    printer.close()
    assert received == [b"first", b"again"]


def test_a_printer_that_cannot_answer_is_not_asked(server: SimulatedPrinterServer) -> None:
    printer = network_printer("p1", "127.0.0.1", server.address[1], answers=False)

    assert not printer.has_status()
    assert printer.status() == PrinterStatus(None, None, None)
    assert server.machine.snapshot().received_bytes == 0
