"""The printing thread against a printer that the test holds in its hand."""

import queue
import threading
from dataclasses import dataclass, field

import pytest

from drivers.api import DeviceMissing, PrinterStatus, SendResult
from pos_terminal.domain.records import FinishedSale
from pos_terminal.domain.sale import Sale
from pos_terminal.domain.tax import TaxRules
from pos_terminal.services import messages as m
from pos_terminal.services.print_messages import Drop, Kick, Make, MayStart, OtherPaper, Paper
from pos_terminal.workers.paper_making import PaperMaking
from pos_terminal.workers.printing import FIRST_BYTES, PrintingWorker, Rendering
from tests.desk_harness import ManualClock

WELL = PrinterStatus(online=True, paper="ok", cover_open=False)
NO_PAPER = PrinterStatus(online=False, paper="out", cover_open=False)


@dataclass
class HandPrinter:
    """Says what the test set, takes as many bytes as the test allows."""

    name: str = "hand"
    states: list[PrinterStatus | None] = field(default_factory=lambda: [WELL])
    takes: int | None = None
    sent: list[bytes] = field(default_factory=list)
    nothing: list[int] = field(default_factory=list)
    asked: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    answers: bool = True

    def status(self) -> PrinterStatus:
        self.asked.release()
        state = self.states.pop(0) if len(self.states) > 1 else self.states[0]
        if state is None:
            raise DeviceMissing("Nobody there.")
        return state

    def send(self, blob: bytes) -> SendResult:
        document = blob.lstrip(b"\0")
        self.nothing.append(len(blob) - len(document))
        if self.takes is None:
            self.sent.append(document)
            return SendResult(len(blob), len(blob))
        return SendResult(self.nothing[-1] + self.takes if self.takes else 0, len(blob), "cable pulled")

    def has_status(self) -> bool:
        return self.answers

    def close(self) -> None:
        pass


def finished(number: int) -> FinishedSale:
    sale = Sale(f"s{number}", "2026-01-01", "ann", "EUR", 2, TaxRules(), 0, receipt_no=f"R{number}")
    return FinishedSale(sale, number, "ab" * 32)


class Bench:
    """A worker on its thread, its printer, and what it said."""

    def __init__(self, printer: HandPrinter | None) -> None:
        self.said: queue.SimpleQueue[object] = queue.SimpleQueue()
        self.clock = ManualClock()
        rendering = Rendering(
            lambda sale, copy: f"{sale.sale.receipt_no}/{copy}".encode(),
            lambda _: b"png",
            b"KICK",
            b"KICK NOW",
        )
        self.making = PaperMaking()
        self.making.start()
        self.worker = PrintingWorker(printer, rendering, self.said.put, self.clock, self.making)
        self.worker.start()
        if printer is not None and printer.answers:
            assert printer.asked.acquire(timeout=10)  # it looks at the printer once at its start

    def next(self, kind: type) -> object:
        """What it says next of this kind; lights are passed over."""
        while True:
            message = self.said.get(timeout=10)
            if isinstance(message, kind):
                return message

    def stop(self) -> None:
        self.worker.stop(5)
        self.making.stop(5)

    def paper(self, number: int, waiting: bool = False) -> None:
        self.worker.put(Paper(number, finished(number), 0, waiting))


@pytest.fixture
def printer() -> HandPrinter:
    return HandPrinter()


def test_a_paper_is_printed_when_the_status_after_it_says_so(printer: HandPrinter) -> None:
    bench = Bench(printer)
    bench.paper(1)
    assert bench.next(m.PaperAnswer) == m.PaperAnswer(1, "s1", 0, "printed")
    assert printer.sent == [b"R1/0"]
    bench.stop()


def test_bad_news_after_the_bytes_is_doubt_and_never_a_second_original(printer: HandPrinter) -> None:
    printer.states = [WELL, WELL, NO_PAPER, WELL]
    bench = Bench(printer)
    bench.paper(1)
    assert bench.next(m.PaperAnswer) == m.PaperAnswer(1, "s1", 0, "doubtful")
    bench.paper(2)
    assert bench.next(m.PaperAnswer) == m.PaperAnswer(2, "s2", 0, "printed")
    assert printer.sent == [b"R1/0", b"R2/0"]
    bench.stop()


def test_a_cable_pulled_in_the_middle_is_doubt(printer: HandPrinter) -> None:
    printer.takes = 2
    bench = Bench(printer)
    bench.paper(1)
    assert bench.next(m.PaperAnswer) == m.PaperAnswer(1, "s1", 0, "doubtful")
    bench.stop()


def test_a_paper_waits_for_paper_and_prints_once_its_mark_is_taken_off(printer: HandPrinter) -> None:
    printer.states = [NO_PAPER, NO_PAPER, WELL]
    bench = Bench(printer)
    bench.paper(1)
    assert bench.next(m.PrinterLight) == m.PrinterLight("paper_out")
    assert bench.next(m.PaperAnswer) == m.PaperAnswer(1, "s1", 0, "waiting")
    assert bench.next(m.PaperStarting) == m.PaperStarting(1)
    assert printer.sent == []
    bench.worker.put(MayStart(1))
    assert bench.next(m.PaperAnswer) == m.PaperAnswer(1, "s1", 0, "printed")
    bench.stop()


def test_all_that_lie_there_are_marked_when_the_printer_cannot_print(printer: HandPrinter) -> None:
    # Given a printer that lost its paper after the first of three
    printer.states = [WELL, WELL, NO_PAPER]
    bench = Bench(printer)
    for number in (1, 2, 3):
        bench.paper(number)
    assert [bench.next(m.PaperAnswer) for _ in range(3)] == [
        m.PaperAnswer(1, "s1", 0, "doubtful"),
        m.PaperAnswer(2, "s2", 0, "waiting"),
        m.PaperAnswer(3, "s3", 0, "waiting"),
    ]
    bench.stop()


def test_a_paper_that_may_start_and_cannot_waits_again(printer: HandPrinter) -> None:
    printer.states = [NO_PAPER, NO_PAPER, WELL, NO_PAPER]
    bench = Bench(printer)
    bench.paper(1)
    assert bench.next(m.PaperAnswer) == m.PaperAnswer(1, "s1", 0, "waiting")
    assert bench.next(m.PaperStarting) == m.PaperStarting(1)
    bench.worker.put(MayStart(1))
    assert bench.next(m.PaperAnswer) == m.PaperAnswer(1, "s1", 0, "waiting")
    bench.stop()


def test_no_command_that_was_cut_off_eats_the_next_paper(printer: HandPrinter) -> None:
    # Given a paper that was cut off in its middle
    printer.states = [WELL, WELL, WELL, WELL, NO_PAPER, WELL]
    bench = Bench(printer)
    for number in (1, 2, 3):
        bench.paper(number)
        bench.next(m.PaperAnswer)

    # Then as much of nothing goes before the next one as that was long, and some before the first of a run
    assert printer.nothing == [FIRST_BYTES, 0, 4]
    assert printer.sent == [b"R1/0", b"R2/0", b"R3/0"]
    bench.stop()


def test_a_pulse_after_which_nobody_answers_did_not_open_the_drawer(printer: HandPrinter) -> None:
    printer.states = [WELL, WELL, None]
    bench = Bench(printer)
    bench.worker.put(Kick(9, "s2", bench.clock.mono_ns + 5_000_000_000))
    assert bench.next(m.DrawerAnswer) == m.DrawerAnswer(9, "s2", "failed", "offline")
    bench.stop()


def test_a_link_that_took_nothing_is_no_doubt(printer: HandPrinter) -> None:
    printer.takes = 0
    bench = Bench(printer)
    bench.paper(1)
    assert bench.next(m.PaperAnswer) == m.PaperAnswer(1, "s1", 0, "waiting")
    bench.stop()


def test_papers_behind_a_waiting_one_are_marked_and_keep_their_order(printer: HandPrinter) -> None:
    printer.states = [NO_PAPER]
    bench = Bench(printer)
    bench.paper(1)
    assert bench.next(m.PaperAnswer) == m.PaperAnswer(1, "s1", 0, "waiting")
    bench.paper(2)
    assert bench.next(m.PaperAnswer) == m.PaperAnswer(2, "s2", 0, "waiting")
    bench.worker.put(MayStart(1))
    bench.worker.put(MayStart(2))
    printer.states = [WELL]
    assert [bench.next(m.PaperAnswer), bench.next(m.PaperAnswer)] == [
        m.PaperAnswer(1, "s1", 0, "printed"),
        m.PaperAnswer(2, "s2", 0, "printed"),
    ]
    bench.stop()


def test_a_dropped_paper_is_not_printed(printer: HandPrinter) -> None:
    printer.states = [NO_PAPER]
    bench = Bench(printer)
    bench.paper(1)
    bench.next(m.PaperAnswer)
    bench.worker.put(Drop(1))
    printer.states = [WELL]
    bench.paper(2)
    assert bench.next(m.PaperAnswer) == m.PaperAnswer(2, "s2", 0, "printed")
    assert printer.sent == [b"R2/0"]
    bench.stop()


def test_a_drawer_overtakes_waiting_paper(printer: HandPrinter) -> None:
    printer.states = [NO_PAPER]
    bench = Bench(printer)
    bench.paper(1)
    bench.next(m.PaperAnswer)
    printer.states = [WELL]
    bench.worker.put(Kick(9, "s2", bench.clock.mono_ns + 5_000_000_000))
    assert bench.next(m.DrawerAnswer) == m.DrawerAnswer(9, "s2", "sent")
    assert printer.sent == [b"KICK"]
    bench.stop()


def test_a_printer_without_paper_opens_the_drawer_at_once_or_never(printer: HandPrinter) -> None:
    printer.states = [NO_PAPER]
    bench = Bench(printer)
    bench.worker.put(Kick(9, "s2", bench.clock.mono_ns + 5_000_000_000))
    assert bench.next(m.DrawerAnswer) == m.DrawerAnswer(9, "s2", "sent")
    assert printer.sent == [b"KICK NOW"]
    bench.stop()


def test_a_drawer_is_not_kicked_late(printer: HandPrinter) -> None:
    printer.states = [None]
    bench = Bench(printer)
    bench.worker.put(Kick(9, "s1", bench.clock.mono_ns + 1))
    assert printer.asked.acquire(timeout=10)
    bench.clock.pass_ms(10)
    answer = bench.next(m.DrawerAnswer)
    assert isinstance(answer, m.DrawerAnswer)
    assert answer.outcome == "expired"
    assert printer.sent == []
    bench.stop()


def test_a_printer_without_status_counts_when_it_took_every_byte(printer: HandPrinter) -> None:
    printer.answers = False
    bench = Bench(printer)
    bench.paper(1)
    assert bench.next(m.PaperAnswer) == m.PaperAnswer(1, "s1", 0, "printed")
    bench.stop()


def test_without_a_printer_papers_are_dropped_with_the_reason() -> None:
    bench = Bench(None)
    bench.paper(1)
    assert bench.next(m.PaperAnswer) == m.PaperAnswer(1, "s1", 0, "dropped", "no_printer")
    bench.stop()


def report(job_id: int = 7) -> OtherPaper:
    return OtherPaper(job_id, "z:shift1", lambda: b"Z report")


def test_a_report_is_printed_by_the_rules_of_a_receipt(printer: HandPrinter) -> None:
    bench = Bench(printer)
    bench.worker.put(report())
    assert bench.next(m.PaperAnswer) == m.PaperAnswer(7, "z:shift1", 0, "printed")
    assert printer.sent == [b"Z report"]
    bench.stop()


def test_a_doubtful_report_is_never_sent_again_by_itself(printer: HandPrinter) -> None:
    printer.states = [WELL, WELL, NO_PAPER, WELL]
    bench = Bench(printer)
    bench.worker.put(report())
    assert bench.next(m.PaperAnswer) == m.PaperAnswer(7, "z:shift1", 0, "doubtful")
    bench.paper(1)
    assert bench.next(m.PaperAnswer) == m.PaperAnswer(1, "s1", 0, "printed")
    assert printer.sent == [b"Z report", b"R1/0"]
    bench.stop()


def test_a_report_waits_for_paper_and_keeps_its_place_among_receipts(printer: HandPrinter) -> None:
    printer.states = [NO_PAPER]
    bench = Bench(printer)
    bench.worker.put(report())
    assert bench.next(m.PaperAnswer) == m.PaperAnswer(7, "z:shift1", 0, "waiting")
    bench.paper(1)
    assert bench.next(m.PaperAnswer) == m.PaperAnswer(1, "s1", 0, "waiting")
    bench.worker.put(MayStart(7))
    bench.worker.put(MayStart(1))
    printer.states = [WELL]
    bench.next(m.PaperAnswer)
    bench.next(m.PaperAnswer)
    assert printer.sent == [b"Z report", b"R1/0"]
    bench.stop()


@pytest.mark.expected_warnings("paper_not_made")
def test_a_report_that_cannot_be_made_is_parked_and_holds_up_nothing(printer: HandPrinter) -> None:
    bench = Bench(printer)

    def broken() -> bytes:
        raise ValueError("no such figure")

    bench.worker.put(OtherPaper(7, "x1", broken))
    bench.paper(1)
    assert bench.next(m.PaperAnswer) == m.PaperAnswer(7, "x1", 0, "parked", "fault")
    assert bench.next(m.PaperAnswer) == m.PaperAnswer(1, "s1", 0, "printed")
    bench.stop()


def test_a_report_that_is_not_wanted_any_more_is_dropped(printer: HandPrinter) -> None:
    printer.states = [NO_PAPER]
    bench = Bench(printer)
    bench.worker.put(report())
    bench.next(m.PaperAnswer)
    bench.worker.put(Drop(7))
    printer.states = [WELL]
    bench.paper(1)
    assert bench.next(m.PaperAnswer) == m.PaperAnswer(1, "s1", 0, "printed")
    assert printer.sent == [b"R1/0"]
    bench.stop()


def test_what_else_needs_the_fonts_is_made_there_and_its_answer_posted(printer: HandPrinter) -> None:
    bench = Bench(printer)
    bench.worker.put(Make(lambda: m.ReceiptPicture("threads", threading.current_thread().name.encode())))
    assert bench.next(m.ReceiptPicture) == m.ReceiptPicture("threads", b"paper")
    bench.stop()
