"""Paper and drawer: one thread that talks to the receipt printer, one that makes papers' bytes.

Receipts, reports and invoices alike; they decide nothing about sales. Drawer pulses overtake waiting paper,
never inside a document. A paper counts as printed only after the status that follows it; one that may or may
not have come out is reported as doubtful and never sent again by itself.
"""

import logging
import queue
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import Literal

from drivers.api import DriverError, Printer, PrinterStatus
from pos_terminal.domain.records import FinishedSale
from pos_terminal.errors import Bug
from pos_terminal.services import messages as m
from pos_terminal.services.messages import PaperOutcome
from pos_terminal.services.ports import Clock, Post

log = logging.getLogger("pos.printer")

RETRY_S = 0.5
QUIET_AFTER_S = 1.5
LOOK_EVERY_S = 10.0
MADE_AHEAD = 3
GIVES_WAY_S = 0.015


@dataclass(frozen=True, slots=True)
class Paper:
    """A receipt to print. waiting: it was marked on disk as certainly not begun."""

    job_id: int
    sale: FinishedSale
    copy: int
    waiting: bool

    @property
    def subject_id(self) -> str:
        """What its answers are about."""
        return self.sale.sale.sale_id


@dataclass(frozen=True, slots=True)
class OtherPaper:
    """A report or an invoice. subject_id: stands for the sale; make: its bytes, on the maker's thread."""

    job_id: int
    subject_id: str
    make: Callable[[], bytes]
    waiting: bool = False
    copy: int = 0


@dataclass(frozen=True, slots=True)
class Kick:
    """A drawer to open until a deadline (CLOCK_MONOTONIC ns)."""

    job_id: int
    sale_id: str
    deadline_ns: int


@dataclass(frozen=True, slots=True)
class MayStart:
    """The mark of a waiting paper has been taken off on disk."""

    job_id: int


@dataclass(frozen=True, slots=True)
class Drop:
    """A paper is not wanted any more."""

    job_id: int


@dataclass(frozen=True, slots=True)
class Draw:
    """Draw a receipt's picture for the screen."""

    sale: FinishedSale


@dataclass(frozen=True, slots=True)
class Make:
    """Anything else that needs the fonts, such as a report's files. What make() answers is posted."""

    make: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Rendering:
    """How sales become bytes, and pictures. warm_up: loads what the first paper would otherwise wait for."""

    document: Callable[[FinishedSale, int], bytes]
    picture: Callable[[FinishedSale], bytes]
    pulse: bytes
    pulse_at_once: bytes
    warm_up: Callable[[], object] = bytes


@dataclass(frozen=True, slots=True)
class Made:
    """A paper's bytes, None where making them met a fault of ours."""

    job_id: int
    blob: bytes | None


class _Maker:
    """The only thread that uses the fonts: no drawer waits until a long receipt is made."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[Callable[[], object] | None] = queue.SimpleQueue()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="paper", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def put(self, make: Callable[[], object]) -> None:
        self._queue.put(make)

    def stop(self) -> None:
        self._ended.set()
        self._queue.put(None)

    def _run(self) -> None:
        while (make := self._queue.get()) is not None:
            # Nobody sees a paper begin a blink later, but a drawer that waits for one is felt.
            self._ended.wait(GIVES_WAY_S)
            try:
                make()
            except Exception:
                log.exception("paper_not_made")


class PrintingWorker:
    """The printer's thread."""

    def __init__(self, printer: Printer | None, rendering: Rendering, post: Post, clock: Clock) -> None:
        self._printer = printer
        self._rendering = rendering
        self._post = post
        self._clock = clock
        self._queue: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._papers: deque[Paper | OtherPaper] = deque()
        self._kicks: deque[Kick] = deque()
        self._begun: set[int] = set()
        self._asked: set[int] = set()
        self._making: set[int] = set()
        self._made: dict[int, bytes | None] = {}
        self._maker = _Maker()
        self._on_fault: PaperOutcome | None = None
        self._light = ""
        self._warm = False
        self._quiet = False
        self._thread = threading.Thread(target=self._run, name="printing", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._maker.start()
        self._thread.start()

    def put(self, work: object) -> None:
        """Hand work over; returns at once."""
        self._queue.put(work)

    def stop(self, timeout_s: float) -> None:
        """Finish what is being sent and end; what was not begun is said to wait and stays owed."""
        self._maker.stop()
        self._queue.put(None)
        self._thread.join(timeout_s)

    def _run(self) -> None:
        if self._printer is not None:
            self._status(self._printer)
        while True:
            try:
                if not self._take():
                    break
                self._work()
            except Exception:
                log.exception("printing_failed")
                self._give_up()
        for paper in self._papers:
            if not paper.waiting or paper.job_id in self._asked:
                self._say(paper, "waiting")
        if self._printer is not None:
            self._printer.close()

    def _give_up(self) -> None:
        """SAFETY: a fault of ours must not send a paper again and again, nor hold up those behind it."""
        if self._on_fault is not None:
            paper = self._papers.popleft()
            self._forget(paper.job_id)
            self._say(paper, self._on_fault, "fault")
            self._on_fault = None

    def _say(self, paper: Paper | OtherPaper, outcome: PaperOutcome, reason: str = "") -> None:
        self._post(m.PaperAnswer(paper.job_id, paper.subject_id, paper.copy, outcome, reason))

    def _take(self) -> bool:
        """Everything that lies in the queue, or the next thing; False at the end."""
        block, timeout_s = True, self._patience_s()
        while True:
            try:
                work = self._queue.get(block, timeout_s)
            except queue.Empty:
                if block and not self._papers and not self._kicks:
                    self._use_quiet()
                return True
            if work is None:
                return False
            self._quiet = False
            self._sort(work)
            block, timeout_s = False, None

    def _use_quiet(self) -> None:
        """Nothing to do for a while: load the encoder once, look how the printer is, so that the strip knows
        before the next receipt does, and let go of a printer that takes one caller at a time."""
        if not self._warm:
            self._warm = True
            self._maker.put(self._rendering.warm_up)
        if self._printer is not None:
            if self._quiet and self._printer.has_status():
                self._status(self._printer)
            self._printer.close()
        self._quiet = True

    def _patience_s(self) -> float | None:
        if self._papers or self._kicks:
            return RETRY_S
        return LOOK_EVERY_S if self._quiet else QUIET_AFTER_S

    def _sort(self, work: object) -> None:
        match work:
            case Paper() | OtherPaper():
                self._papers.append(work)
                if len(self._papers) > 1 and not work.waiting and self._light not in ("", "ok", "paper_low"):
                    self._say(work, "waiting")
                    self._papers[-1] = replace(work, waiting=True)
            case Kick():
                self._kicks.append(work)
            case Made(job_id=job_id, blob=blob):
                if job_id in self._making:
                    self._made[job_id] = blob
            case MayStart(job_id=job_id):
                self._begun.add(job_id)
            case Drop(job_id=job_id):
                self._papers = deque(paper for paper in self._papers if paper.job_id != job_id)
                self._forget(job_id)
            case Draw(sale=sale):
                self._maker.put(partial(self._draw, sale))
            case Make(make=make):
                self._maker.put(lambda: self._post(make()))
            case _:
                raise Bug(f"The printing thread cannot do {type(work).__name__}.")

    def _make(self, paper: Paper | OtherPaper) -> None:
        """On the maker's thread: a paper's bytes, or word that there will be none."""
        blob: bytes | None = None
        try:
            if isinstance(paper, OtherPaper):
                blob = paper.make()
            else:
                blob = self._rendering.document(paper.sale, paper.copy)
        finally:
            self._queue.put(Made(paper.job_id, blob))

    def _draw(self, sale: FinishedSale) -> None:
        """On the maker's thread: a receipt's picture."""
        self._post(m.ReceiptPicture(sale.sale.receipt_no, self._rendering.picture(sale)))

    def _work(self) -> None:
        """As much as the printer takes now: drawers before papers."""
        while self._kicks or self._papers:
            if self._kicks:
                if not self._kick(self._kicks[0]):
                    return
                self._kicks.popleft()
            elif not self._print(self._papers[0]):
                return
            else:
                self._papers.popleft()
            if not self._queue.empty():
                return

    def _kick(self, kick: Kick) -> bool:
        """Open the drawer; False: try again.

        SAFETY: only a printer that answers now gets a pulse; a buffered one would open it unattended.
        """
        if self._clock.monotonic_ns() > kick.deadline_ns:
            self._post(m.DrawerAnswer(kick.job_id, kick.sale_id, "expired", self._light))
            return True
        if self._printer is None:
            self._post(m.DrawerAnswer(kick.job_id, kick.sale_id, "failed", "none"))
            return True
        status = self._status(self._printer)
        if status is None or (status.online is None and self._printer.has_status()):
            return self._clock.monotonic_ns() > kick.deadline_ns and self._kick(kick)
        # Without paper or with its cover open a printer keeps ordinary commands for later: only the
        # real-time form acts now or never.
        pulse = self._rendering.pulse if status.online is not False else self._rendering.pulse_at_once
        result = self._printer.send(pulse)
        outcome: Literal["failed", "sent"] = "failed" if result.error else "sent"
        self._post(m.DrawerAnswer(kick.job_id, kick.sale_id, outcome, result.error))
        return True

    def _print(self, paper: Paper | OtherPaper) -> bool:
        """Print one paper; False: it waits at the head of the queue."""
        if self._printer is None:
            self._say(paper, "dropped", "no_printer")
            return True
        for ahead in islice(self._papers, MADE_AHEAD):
            if ahead.job_id not in self._making:
                self._making.add(ahead.job_id)
                self._maker.put(partial(self._make, ahead))
        if paper.job_id not in self._made:
            return False
        blob = self._made[paper.job_id]
        if blob is None:
            self._forget(paper.job_id)
            self._say(paper, "dropped", "fault")
            return True
        status = self._status(self._printer)
        if status is None or not (status.ready or not self._printer.has_status()):
            self._let_wait(paper)
            return False
        if paper.waiting and paper.job_id not in self._begun:
            if paper.job_id not in self._asked:
                self._asked.add(paper.job_id)
                self._post(m.PaperStarting(paper.job_id))
            return False
        self._on_fault = "doubtful"
        result = self._printer.send(blob)
        if result.sent_bytes == 0 and result.error:
            self._on_fault = None
            self._set_light("offline")
            self._let_wait(paper)
            return False
        self._forget(paper.job_id)
        came_out = not result.error and self._well_after(self._printer)
        self._on_fault = None
        self._say(paper, "printed" if came_out else "doubtful")
        return True

    def _forget(self, job_id: int) -> None:
        self._begun.discard(job_id)
        self._asked.discard(job_id)
        self._made.pop(job_id, None)
        self._making.discard(job_id)

    def _well_after(self, printer: Printer) -> bool:
        """Whether the printer says after a document that it is well: only then did the paper come out."""
        if not printer.has_status():
            return True
        status = self._status(printer)
        return status is not None and status.ready

    def _let_wait(self, paper: Paper | OtherPaper) -> None:
        if not paper.waiting:
            self._papers[0] = replace(paper, waiting=True)
            self._say(paper, "waiting")

    def _status(self, printer: Printer) -> PrinterStatus | None:
        if not printer.has_status():
            self._set_light("no_status")
            return PrinterStatus(online=None, paper=None, cover_open=None)
        try:
            status = printer.status()
        except DriverError as error:
            log.info("printer_silent error=%s", error)
            self._set_light("offline")
            return None
        self._set_light(light_of(status))
        return status

    def _set_light(self, code: str) -> None:
        if code != self._light:
            self._light = code
            self._post(m.PrinterLight(code))


def light_of(status: PrinterStatus) -> str:
    """The printer's state as one word."""
    if status.cover_open:
        return "cover_open"
    if status.paper == "out":
        return "paper_out"
    if status.online is not True or status.paper is None or status.cover_open is None:
        return "silent" if status.online is None else "offline"
    return "paper_low" if status.paper == "near_end" else "ok"
