"""The printing thread: a paper that cannot be made, and the end of the day in the middle of the queue."""

import queue
import threading

import pytest

from drivers.api import PrinterStatus, SendResult
from pos_terminal.domain.records import FinishedSale
from pos_terminal.domain.sale import Sale
from pos_terminal.domain.tax import TaxRules
from pos_terminal.services import messages as m
from pos_terminal.services.print_messages import Paper
from pos_terminal.workers.paper_making import PaperMaking
from pos_terminal.workers.printing import PrintingWorker, Rendering
from tests.desk_harness import ManualClock


class SlowPrinter:
    """Well at all times; takes a document only when the test lets it."""

    name = "slow"

    def __init__(self) -> None:
        self.begun = threading.Semaphore(0)
        self.go_on = threading.Semaphore(0)
        self.sent: list[bytes] = []

    def status(self) -> PrinterStatus:
        return PrinterStatus(online=True, paper="ok", cover_open=False)

    def send(self, blob: bytes) -> SendResult:
        self.begun.release()
        assert self.go_on.acquire(timeout=10)
        self.sent.append(blob.lstrip(b"\0"))
        return SendResult(len(blob), len(blob))

    def has_status(self) -> bool:
        return True

    def close(self) -> None:
        pass


def paper(number: int) -> Paper:
    sale = Sale(f"s{number}", "2026-01-01", "ann", "EUR", 2, TaxRules(), 0, receipt_no=f"R{number}")
    return Paper(number, FinishedSale(sale, number, "ab" * 32), 0, False)


def render(sale: FinishedSale, copy: int) -> bytes:
    if sale.sale.sale_id == "s1":
        raise ValueError("no such glyph")
    return sale.sale.receipt_no.encode()


def answers(said: "queue.SimpleQueue[object]") -> list[tuple[int, str]]:
    messages = [said.get_nowait() for _ in range(said.qsize())]
    return [(row.job_id, row.outcome) for row in messages if isinstance(row, m.PaperAnswer)]


def worker_of(printer: SlowPrinter, said: "queue.SimpleQueue[object]") -> PrintingWorker:
    rendering = Rendering(render, lambda _: b"png", b"KICK", b"KICK NOW")
    making = PaperMaking()
    making.start()
    return PrintingWorker(printer, rendering, said.put, ManualClock(), making)


@pytest.mark.expected_warnings("paper_not_made")
def test_a_paper_that_cannot_be_made_does_not_hold_up_the_next_one() -> None:
    printer, said = SlowPrinter(), queue.SimpleQueue[object]()
    worker = worker_of(printer, said)
    worker.put(paper(1))
    worker.put(paper(2))
    worker.start()
    assert printer.begun.acquire(timeout=10)
    printer.go_on.release()
    worker.stop(10)
    assert answers(said) == [(1, "parked"), (2, "printed")]


def test_papers_that_were_not_begun_at_the_end_are_marked_as_waiting() -> None:
    printer, said = SlowPrinter(), queue.SimpleQueue[object]()
    worker = worker_of(printer, said)
    worker.start()
    worker.put(paper(2))
    assert printer.begun.acquire(timeout=10)
    worker.put(paper(3))
    worker.put(paper(4))
    printer.go_on.release()
    worker.stop(10)
    assert answers(said) == [(2, "printed"), (3, "waiting"), (4, "waiting")]
    assert printer.sent == [b"R2"]


class FaultyPrinter(SlowPrinter):
    """Takes all bytes and then meets a fault of its own."""

    def send(self, blob: bytes) -> SendResult:
        self.sent.append(blob.lstrip(b"\0"))
        if len(self.sent) == 1:
            raise ValueError("a fault of the driver")
        return SendResult(len(blob), len(blob))


@pytest.mark.expected_warnings("printing_failed")
def test_a_paper_whose_sending_met_a_fault_is_doubtful_and_not_sent_again() -> None:
    printer, said = FaultyPrinter(), queue.SimpleQueue[object]()
    worker = worker_of(printer, said)
    worker.put(paper(2))
    worker.start()
    assert isinstance(said.get(timeout=10), m.PrinterLight)
    first = said.get(timeout=10)
    worker.stop(10)
    assert isinstance(first, m.PaperAnswer)
    assert (first.job_id, first.outcome) == (2, "doubtful")
    assert printer.sent == [b"R2"]
