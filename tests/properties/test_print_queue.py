"""Papers under random faults, kills and hands: no original twice, none lost, and in their order.

The real core on its real journal, the real printing engine and driver, two simulated printers; only threads
are taken out: what one would say to the other lies in a queue, and chance decides when it arrives.
"""

import shutil
import tempfile
from collections import Counter, deque
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from drivers.simulated.machine import Faults, PrinterMachine
from drivers.simulated.paper import Slip
from drivers.simulated.printer import simulated_printer
from drivers.simulated.roll import PaperRead, read_back
from pos_terminal import commands as c
from pos_terminal import paper_commands as pc
from pos_terminal.domain.jobs import lane
from pos_terminal.domain.records import FinishedSale, OpenJob
from pos_terminal.services import messages as m
from pos_terminal.services.print_messages import Drop, MayStart, Paper
from pos_terminal.services.waiting_papers import TO_FILE
from pos_terminal.workers.printing import Press, Rendering
from tests.desk_harness import BAG, CounterTill

SPARE = "office"
NAMES = ("", SPARE)
ROUNDS = 400
FAULTS = st.one_of(
    st.builds(Faults, paper=st.sampled_from(("near_end", "out"))),
    st.builds(Faults, cover_open=st.just(True)),
    st.builds(Faults, offline=st.just(True)),
    st.builds(Faults, unplugged=st.just(True)),
    st.builds(Faults, answers=st.sampled_from(("nothing", "late", "garbage"))),
    st.builds(Faults, dies_after=st.integers(0, 300)),
    st.builds(Faults, rows_left=st.integers(1, 12)),
)


def document(finished: FinishedSale, copy: int) -> bytes:
    """A receipt in a few rows, with its barcode."""
    number = finished.sale.receipt_no
    code = f"{{B{number}-0F3C".encode()
    mark = f"COPY {copy}\n".encode() if copy else b""
    return (
        b"\x1b@Shop\n"
        + mark
        + b"Bag 0.25\nTotal 0.25\n\x1dw\x01\x1dkI"
        + bytes((len(code),))
        + code
        + b"\x1dV\x00"
    )


class Station:
    """A printer with its engine. roll: all that ever came off it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.roll: list[PaperRead] = []
        self.machine = PrinterMachine(on_slip=self._came)
        self.queue: deque[object] = deque()
        self.press = self.switched_on([])

    def switched_on(self, said: list[object] | deque[object]) -> Press:
        """A new engine of a new run of the till."""
        self.queue = deque()
        rendering = Rendering(document, lambda _: b"", b"", b"")
        self.press = Press(
            simulated_printer(self.name or "own", self.machine),
            rendering,
            said.append,
            StoppedClock(),
            make_at_once,
            self.queue.append,
            self.name,
        )
        return self.press

    def _came(self, slip: Slip) -> None:
        self.roll.append(read_back(slip))


def make_at_once(make: Callable[[], object]) -> None:
    """The fonts' thread is never late here."""
    make()


class StoppedClock:
    """No drawer is kicked here."""

    def utc_ms(self) -> int:
        return 0

    def monotonic_ns(self) -> int:
        return 0


class Machinery(RuleBasedStateMachine):
    """A till with two printers, its threads, and what breaks."""

    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="papers-"))
        self.stations = {name: Station(name) for name in NAMES}
        self.said: deque[object] = deque()
        self.given_up: set[str] = set()
        self.moved: set[str] = set()
        self.saves_fail = False
        self.till = CounterTill(self.folder, spare_printers=(SPARE,))
        self._switch_on()

    @rule(count=st.integers(1, 3), rounds=st.integers(0, 4))
    def sell(self, count: int, rounds: int) -> None:
        for _ in range(count):
            self.till.scan(BAG)
            self.till.pay()
        self.a_while_goes_by(rounds)

    @rule(rounds=st.integers(1, 4))
    def a_while_goes_by(self, rounds: int) -> None:
        for _ in range(rounds):
            for name, station in self.stations.items():
                self.the_printers_thread_takes(name, len(station.queue))
                self.the_printers_thread_works(name)
            self.the_core_hears(len(self.said))

    @rule()
    def ask_for_a_copy(self) -> None:
        if self.till.core.till.last is not None:
            self.till.do(c.ReprintReceipt())

    @rule(name=st.sampled_from(NAMES), count=st.integers(1, 4))
    def the_printers_thread_takes(self, name: str, count: int) -> None:
        station = self.stations[name]
        for _ in range(min(count, len(station.queue))):
            station.press.take(station.queue.popleft())

    @rule(name=st.sampled_from(NAMES))
    def the_printers_thread_works(self, name: str) -> None:
        self.stations[name].press.work(lambda: False)

    @rule(count=st.integers(1, 4))
    def the_core_hears(self, count: int) -> None:
        for _ in range(min(count, len(self.said))):
            self.till.tell(self.said.popleft())

    @rule(name=st.sampled_from(NAMES), faults=FAULTS)
    def a_printer_breaks(self, name: str, faults: Faults) -> None:
        self.stations[name].machine.set_faults(faults)

    @rule(faults=FAULTS, sold=st.integers(1, 3))
    def it_breaks_while_sales_go_on(self, faults: Faults, sold: int) -> None:
        self.sell(1, 1)
        self.stations[""].machine.set_faults(faults)
        self.sell(sold, 3)

    @rule(name=st.sampled_from(NAMES))
    def a_printer_is_switched_off_and_on(self, name: str) -> None:
        self.stations[name].machine.switch_off_and_on()

    @rule(name=st.sampled_from(NAMES))
    def a_printer_is_mended(self, name: str) -> None:
        self.stations[name].machine.set_faults(Faults())

    @rule()
    def the_till_is_killed(self) -> None:
        self.till.restart()
        self._switch_on()

    def _switch_on(self) -> None:
        """The engines of a new run, connected to its core."""
        self.said = deque()
        for station in self.stations.values():
            station.switched_on(self.said)
        tray, places = self.till.tray, dict[int, str]()

        def paper(job: OpenJob, sale: FinishedSale) -> None:
            copy = int(getattr(job.job, "copy", 0))
            place = places.pop(job.job_id, "")
            if place == TO_FILE:
                problem = "The disk is full." if self.saves_fail else ""
                self.given_up |= set() if problem else {sale.sale.receipt_no}
                self.said.append(m.PaperSaved(job.job_id, "x.pdf", problem))
            else:
                self.stations[place].queue.append(Paper(job.job_id, sale, copy, job.waiting))

        def everywhere(work: object) -> None:
            for station in self.stations.values():
                station.queue.append(work)

        for job, sale in tray.papers:
            paper(job, sale)
        tray.paper = paper  # type: ignore[method-assign]
        tray.paper_to = places.__setitem__  # type: ignore[method-assign, assignment]
        tray.paper_may_start = lambda job_id: everywhere(MayStart(job_id))  # type: ignore[method-assign]
        tray.drop_paper = lambda job_id: everywhere(Drop(job_id))  # type: ignore[method-assign]

    def _mend_all(self) -> None:
        for station in self.stations.values():
            station.machine.set_faults(Faults())


class Shop(Machinery):
    """The same with people who do what people do, and what must hold whatever they do."""

    def teardown(self) -> None:
        if hasattr(self, "till"):
            self._rest()
            self._nothing_is_lost()
            self.till.journal.close()
            shutil.rmtree(self.folder)

    @precondition(lambda self: self.till.core.desk.doubts)
    @rule(wants_another=st.booleans())
    def the_cashier_is_asked_and_looks(self, wants_another: bool) -> None:
        self._mend_all()
        doubt = self.till.core.desk.doubts[0]
        lies = any(
            paper.whole and paper.receipt_no == doubt.receipt_no
            for station in self.stations.values()
            for paper in station.roll
        )
        self.till.do(c.AnswerPrint(doubt.job_id, again=not lies or wants_another))

    @rule(place=st.sampled_from(NAMES), which=st.integers(0, 5))
    def a_waiting_paper_is_sent_elsewhere(self, place: str, which: int) -> None:
        rows = self.till.view.papers.rows
        if rows:
            row = rows[which % len(rows)]
            self.moved.add(row.number)
            self.till.do(pc.PrintElsewhere(row.job_id, place))

    @rule(which=st.integers(0, 5))
    def a_waiting_paper_is_dropped(self, which: int) -> None:
        rows = self.till.view.papers.rows
        if rows:
            row = rows[which % len(rows)]
            self.till.do(pc.DropPaper(row.job_id, "not_wanted"))
            if self.till.journal.open_job(row.job_id) is None:
                self.given_up.add(row.number)

    @rule(which=st.integers(0, 5), fails=st.booleans())
    def a_waiting_paper_is_saved(self, which: int, fails: bool) -> None:
        rows = self.till.view.papers.rows
        if rows:
            self.saves_fail = fails
            self.till.do(pc.SavePaper(rows[which % len(rows)].job_id))

    @invariant()
    def no_original_lies_twice(self) -> None:
        if hasattr(self, "till"):
            originals = Counter(paper.receipt_no for paper in self._papers() if not paper.copy)
            assert [number for number, count in originals.items() if count > 1] == []

    @invariant()
    def originals_lie_in_order(self) -> None:
        for station in self.stations.values() if hasattr(self, "till") else ():
            whole = [paper for paper in station.roll if paper.whole and not paper.copy]
            numbers = [paper.receipt_no for paper in whole if paper.receipt_no not in self.moved]
            assert numbers == sorted(numbers)

    def _papers(self) -> list[PaperRead]:
        return [paper for station in self.stations.values() for paper in station.roll if paper.whole]

    def _rest(self) -> None:
        """All is mended, every question answered honestly, until nothing moves any more."""
        self._mend_all()
        for _ in range(ROUNDS):
            self.a_while_goes_by(1)
            if self.till.core.desk.doubts:
                self.the_cashier_is_asked_and_looks(wants_another=False)
            if not self._owed() and not self.said and not any(row.queue for row in self.stations.values()):
                return
        raise AssertionError(f"Papers are owed for ever: {self._owed()}")

    def _owed(self) -> list[OpenJob]:
        return [owed for owed in self.till.journal.open_jobs() if lane(owed.job) == "printer"]

    def _nothing_is_lost(self) -> None:
        there = {paper.receipt_no for paper in self._papers()} | self.given_up
        sold = {f"T1-A{number:06d}" for number in range(1, self.till.core.till.receipt_count + 1)}
        assert sold - there == set()


TestPapers = Shop.TestCase
TestPapers.settings = settings(
    max_examples=60, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
)
