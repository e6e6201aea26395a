"""The answer after a document counts only over the link that took it; what is in doubt never arrives late."""

import select
import socket

import pytest

from drivers.api import DeviceSilent
from drivers.printers.linked import Limits, LinkedPrinter
from drivers.printers.network import network_printer
from drivers.simulated.machine import Faults, PrinterMachine
from drivers.simulated.server import SimulatedPrinterServer

WITHIN_S = 20.0


@pytest.fixture
def listening() -> socket.socket:
    return socket.create_server(("127.0.0.1", 0))


def printer_of(listening: socket.socket, limits: Limits) -> LinkedPrinter:
    return network_printer("p1", "127.0.0.1", listening.getsockname()[1], limits=limits)


def accepted(listening: socket.socket) -> socket.socket:
    connection, _ = listening.accept()
    connection.settimeout(WITHIN_S)
    return connection


def test_a_printer_that_was_switched_off_and_on_after_a_document_is_in_doubt(
    listening: socket.socket,
) -> None:
    # Given a document that lies in the printer's buffer
    printer = printer_of(listening, Limits(answer_s=WITHIN_S))
    assert printer.send(b"receipt").error == ""
    connection = accepted(listening)
    assert connection.recv(7, socket.MSG_WAITALL) == b"receipt"

    # When it loses its current, and is well at once
    connection.close()

    # Then its new answer says nothing of that document
    with listening, pytest.raises(DeviceSilent, match="look at what came out"):
        printer.status()
    printer.close()


def test_the_first_answer_after_a_document_may_take_as_long_as_the_document() -> None:
    # Given a printer that takes half a second for a document, and a tenth of it for an answer
    server = SimulatedPrinterServer(PrinterMachine()).start()
    server.machine.set_faults(Faults(bytes_per_s=8000))
    printer = network_printer("p1", "127.0.0.1", server.address[1], limits=Limits(answer_s=0.1))

    # When it was sent one
    assert printer.send(b"slow\n" * 800 + b"\x1dV\x00").error == ""

    # Then its answer is waited for, and the paper is there
    assert printer.status().ready
    (slip,) = server.machine.snapshot().slips
    assert slip.text().count("slow") == 800
    printer.close()
    server.close()


def test_what_is_in_doubt_is_not_sent_again_by_the_kernel(listening: socket.socket) -> None:
    # Given a printer that does not read any more (its cable is out)
    printer = printer_of(listening, Limits(answer_s=0.05, after_s=0.05))
    assert printer.send(b"pulse").error == ""
    connection = accepted(listening)

    # When nobody knows what became of it
    with pytest.raises(DeviceSilent):
        printer.status()

    # Then the connection was reset and not closed in order, which would deliver what is left of it
    ends = select.poll()
    ends.register(connection, select.POLLIN)
    with listening, connection:
        ((_, seen),) = ends.poll(WITHIN_S * 1000)
    assert seen & select.POLLERR
