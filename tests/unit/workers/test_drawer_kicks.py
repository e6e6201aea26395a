"""The drawer on the printer: never late, in the form that the shop chose; and how often it is looked at."""

import queue
import threading

import pytest

from drivers.api import PrinterStatus, SendResult
from drivers.drawer import Pulses, pulses
from pos_terminal.services import messages as m
from pos_terminal.services.print_messages import Kick
from pos_terminal.workers.printing import PrintingWorker, Rendering
from tests.desk_harness import ManualClock

WELL = PrinterStatus(online=True, paper="ok", cover_open=False)
NO_PAPER = PrinterStatus(online=False, paper="out", cover_open=False)
SECOND_NS = 1_000_000_000


class Printer:
    """Answers as the test set, after it moved the clock; looked: how often it was asked."""

    name = "printer"

    def __init__(self, clock: ManualClock) -> None:
        self._clock = clock
        self.states = [WELL]
        self.takes_ms = 0
        self.sent: list[bytes] = []
        self.looked = threading.Semaphore(0)

    def status(self) -> PrinterStatus:
        self._clock.pass_ms(self.takes_ms)
        self.looked.release()
        return self.states.pop(0) if len(self.states) > 1 else self.states[0]

    def send(self, blob: bytes) -> SendResult:
        self.sent.append(blob)
        return SendResult(len(blob), len(blob))

    def has_status(self) -> bool:
        return True

    def close(self) -> None:
        pass


class NoMaker:
    def put(self, make: object) -> None:
        pass


class Counter:
    def __init__(self, pulse: Pulses, look_again_s: float = 60.0) -> None:
        self.clock = ManualClock()
        self.printer = Printer(self.clock)
        self.said: queue.SimpleQueue[object] = queue.SimpleQueue()
        rendering = Rendering(lambda *_: b"", lambda _: b"", pulse.in_turn, pulse.at_once)
        self.worker = PrintingWorker(
            self.printer, rendering, self.said.put, self.clock, NoMaker(), look_again_s=lambda: look_again_s
        )
        self.worker.start()
        assert self.printer.looked.acquire(timeout=10)

    def kick(self) -> None:
        self.worker.put(Kick(1, "s1", self.clock.monotonic_ns() + 5 * SECOND_NS))

    def answer(self) -> m.DrawerAnswer:
        while not isinstance(said := self.said.get(timeout=10), m.DrawerAnswer):
            pass
        self.worker.stop(10)
        return said


@pytest.mark.parametrize(("form", "without_paper"), [("auto", "at_once"), ("dle_dc4", "at_once")])
def test_the_real_time_form_opens_it_without_paper(form: str, without_paper: str) -> None:
    pulse = pulses(form)  # type: ignore[arg-type]
    counter = Counter(pulse)
    counter.printer.states = [NO_PAPER]

    counter.kick()

    assert counter.answer().outcome == "sent"
    assert counter.printer.sent == [getattr(pulse, without_paper)]


def test_a_printer_without_that_form_is_waited_for() -> None:
    pulse = pulses("esc_p")
    counter = Counter(pulse)
    counter.printer.states = [NO_PAPER, NO_PAPER, WELL]

    counter.kick()

    assert counter.answer().outcome == "sent"
    assert counter.printer.sent == [pulse.in_turn]


def test_without_that_form_it_is_not_opened_after_the_deadline() -> None:
    counter = Counter(pulses("esc_p"))
    counter.printer.states = [NO_PAPER]
    counter.printer.takes_ms = 2_000

    counter.kick()

    assert counter.answer().outcome == "expired"
    assert counter.printer.sent == []


def test_an_answer_that_took_until_the_deadline_opens_nothing() -> None:
    counter = Counter(pulses())
    counter.printer.takes_ms = 5_001

    counter.kick()

    assert counter.answer().outcome == "expired"
    assert counter.printer.sent == []


def test_a_quiet_printer_is_looked_at_as_often_as_its_drawer_asks_for() -> None:
    counter = Counter(pulses(), look_again_s=0.01)

    for _ in range(3):
        assert counter.printer.looked.acquire(timeout=10)

    counter.worker.stop(10)
