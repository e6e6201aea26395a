"""Paper and drawer: the thread that talks to one printer.

Receipts, reports and slips alike; it decides nothing about sales. Drawer pulses overtake waiting paper,
never inside a document. A paper counts as printed only after the status that follows it; one that may or may
not have come out is reported as doubtful and never sent again by itself. Bytes are made on another thread.
"""

import logging
import queue
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal, Protocol

from drivers.api import DriverError, Printer, PrinterStatus
from pos_terminal.domain.records import FinishedSale
from pos_terminal.errors import Bug
from pos_terminal.services import messages as m
from pos_terminal.services.messages import PaperOutcome
from pos_terminal.services.ports import Clock, Post
from pos_terminal.services.print_messages import Draw, Drop, Kick, Made, Make, MayStart, OtherPaper, Paper
from pos_terminal.services.print_queue import AnyPaper, PrintQueue, Ready

log = logging.getLogger("pos.printer")

RETRY_S = 0.5
QUIET_AFTER_S = 1.5
LOOK_EVERY_S = 10.0
# What was cut off in the middle of a command has the printer take what follows for the rest of it: so much
# of nothing goes before the next document that no command of the one before can still be open. The first one
# of a run may follow one that was killed: enough for all but a picture.
FIRST_BYTES = 64


@dataclass(frozen=True, slots=True)
class Rendering:
    """How sales become bytes, and pictures. warm_up: loads what the first paper would otherwise wait for."""

    document: Callable[[FinishedSale, int], bytes]
    picture: Callable[[FinishedSale], bytes]
    pulse: bytes
    pulse_at_once: bytes
    warm_up: Callable[[], object] = bytes


class Maker(Protocol):
    """The thread that makes papers."""

    def put(self, make: Callable[[], object]) -> None:
        """Hand something over to be made; returns at once."""


class Press:
    """One printer with its queue; used by one thread. name: of a spare printer, empty for the till's own."""

    def __init__(
        self,
        printer: Printer | None,
        rendering: Rendering,
        post: Post,
        clock: Clock,
        make: Callable[[Callable[[], object]], None],
        back: Callable[[object], None],
        name: str = "",
    ) -> None:
        """make: gives something to the maker's thread; back: from there into this printer's own queue."""
        self._printer = printer
        self._rendering = rendering
        self._post = post
        self._clock = clock
        self._make = make
        self._back = back
        self._name = name
        self._papers = PrintQueue()
        self._kicks: deque[Kick] = deque()
        self._light = ""
        self._warm = False
        self._cut_off_bytes = FIRST_BYTES if printer is not None and printer.has_status() else 0

    @property
    def busy(self) -> bool:
        """Whether anything waits."""
        return bool(self._kicks or len(self._papers))

    def look(self) -> None:
        """See how the printer is."""
        if self._printer is not None and (self._printer.has_status() or not self._light):
            self._status(self._printer)

    def take(self, work: object) -> None:
        """Take work in; nothing goes to the printer yet."""
        match work:
            case Paper() | OtherPaper():
                if self._papers.put(work):
                    self._say(work, "waiting")
            case Kick():
                self._kicks.append(work)
            case Made(job_id=job_id, blob=blob):
                parked = self._papers.made(job_id, blob)
                if parked is not None:
                    self._say(parked, "parked", "fault")
            case MayStart(job_id=job_id):
                self._papers.may_start(job_id)
            case Drop(job_id=job_id):
                self._papers.drop(job_id)
            case Draw(sale=sale):
                self._make(partial(self._draw, sale))
            case Make(make=make):
                self._make(lambda: self._post(make()))
            case _:
                raise Bug(f"The printing thread cannot do {type(work).__name__}.")

    def work(self, more: Callable[[], bool]) -> None:
        """As much as the printer takes now: drawers before papers. more: other work has come meanwhile."""
        while self.busy:
            if self._kicks:
                if not self._kick(self._kicks[0]):
                    return
                self._kicks.popleft()
            elif not self._print():
                return
            if more():
                return

    def rest(self, *, look: bool) -> None:
        """Nothing to do for a while: load the encoder once, look how the printer is, so that the strip knows
        before the next receipt does, and let go of a printer that takes one caller at a time."""
        if not self._warm:
            self._warm = True
            self._make(self._rendering.warm_up)
        if self._printer is not None:
            if look and self._printer.has_status():
                self._status(self._printer)
            self._printer.close()

    def give_up(self) -> None:
        """SAFETY: a fault of ours must not send a paper again and again, nor hold up those behind it."""
        paper = self._papers.begun()
        if paper is not None:
            self._say(paper, "doubtful", "fault")

    def end(self) -> None:
        """What was not begun is said to wait and stays owed."""
        for paper in self._papers.unmarked():
            self._say(paper, "waiting")
        if self._printer is not None:
            self._printer.close()

    def _say(self, paper: AnyPaper, outcome: PaperOutcome, reason: str = "") -> None:
        self._post(
            m.PaperAnswer(paper.job_id, paper.subject_id, paper.copy, outcome, reason, printer=self._name)
        )

    def _produce(self, paper: AnyPaper) -> None:
        """On the maker's thread: a paper's bytes, or word that there will be none."""
        blob: bytes | None = None
        try:
            if isinstance(paper, OtherPaper):
                blob = paper.make()
            else:
                blob = self._rendering.document(paper.sale, paper.copy)
        finally:
            self._back(Made(paper.job_id, blob))

    def _draw(self, sale: FinishedSale) -> None:
        """On the maker's thread: a receipt's picture."""
        self._post(m.ReceiptPicture(sale.sale.receipt_no, self._rendering.picture(sale)))

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
        # The answer may have taken its time: the deadline holds for the pulse.
        late = self._clock.monotonic_ns() > kick.deadline_ns
        if late or status is None or (status.online is None and self._printer.has_status()):
            return late and self._kick(kick)
        # Without paper or with its cover open a printer keeps ordinary commands for later: only the
        # real-time form acts now or never. Where it has none, it is waited for until the deadline.
        pulse = self._rendering.pulse if status.online is not False else self._rendering.pulse_at_once
        if not pulse:
            return False
        result = self._printer.send(pulse)
        # SAFETY: asked at once, for a pulse that is still under way is taken back with a link that is silent.
        arrived = not result.error and self._status(self._printer) is not None
        outcome: Literal["failed", "sent"] = "sent" if arrived else "failed"
        why = "" if arrived else result.error or self._light
        self._post(m.DrawerAnswer(kick.job_id, kick.sale_id, outcome, why))
        return True

    def _print(self) -> bool:
        """Print the first paper; False: it waits at the head of the queue."""
        printer = self._printer
        if printer is None:
            return self._drop_all()
        for wanted in self._papers.to_make():
            self._make(partial(self._produce, wanted))
        if not self._papers.head_is_made:
            return False
        status = self._status(printer)
        if status is None or not (status.ready or not printer.has_status()):
            self._hold()
            return False
        match self._papers.next():
            case Ready() as ready:
                return self._send(printer, ready)
            case None:
                return False
            case paper:
                self._post(m.PaperStarting(paper.job_id, self._name))
                return False

    def _send(self, printer: Printer, ready: Ready) -> bool:
        before = bytes(self._cut_off_bytes)
        result = printer.send(before + ready.blob)
        if result.error and result.sent_bytes <= len(before):
            self._set_light("offline")
            self._hold()
            return False
        came_out = not result.error and self._well_after(printer)
        self._cut_off_bytes = 0 if came_out else len(ready.blob)
        paper = self._papers.begun()
        if paper is not None:
            self._say(paper, "printed" if came_out else "doubtful")
        return True

    def _drop_all(self) -> bool:
        """Without a printer no paper will ever come."""
        for paper in self._papers.clear():
            self._say(paper, "dropped", "no_printer")
        return True

    def _hold(self) -> None:
        for paper in self._papers.hold():
            self._say(paper, "waiting")

    def _well_after(self, printer: Printer) -> bool:
        """Whether the printer says after a document that it is well: only then did the paper come out."""
        if not printer.has_status():
            return True
        status = self._status(printer)
        return status is not None and status.ready

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
            self._post(m.PrinterLight(code, self._name))


class PrintingWorker:
    """A printer's thread. maker: the one thread that has the fonts.

    look_again_s: how soon to look at a quiet printer again.
    """

    def __init__(
        self,
        printer: Printer | None,
        rendering: Rendering,
        post: Post,
        clock: Clock,
        maker: Maker,
        name: str = "",
        look_again_s: Callable[[], float] = lambda: LOOK_EVERY_S,
    ) -> None:
        self._look_again_s = look_again_s
        self._queue: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._press = Press(printer, rendering, post, clock, maker.put, self._queue.put, name)
        self._quiet = False
        self._thread = threading.Thread(
            target=self._run, name=f"printing-{name}" if name else "printing", daemon=True
        )

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def put(self, work: object) -> None:
        """Hand work over; returns at once."""
        self._queue.put(work)

    def stop(self, timeout_s: float) -> None:
        """Finish what is being sent and end; what was not begun is said to wait and stays owed."""
        self._queue.put(None)
        self._thread.join(timeout_s)

    def _run(self) -> None:
        press = self._press
        self._guarded(press.look)
        while True:
            try:
                if not self._take():
                    break
                press.work(lambda: not self._queue.empty())
            except Exception:
                log.exception("printing_failed")
                press.give_up()
        press.end()

    def _guarded(self, step: Callable[[], None]) -> None:
        try:
            step()
        except Exception:
            log.exception("printing_failed")

    def _take(self) -> bool:
        """Everything that lies in the queue, or the next thing; False at the end."""
        block, timeout_s = True, self._patience_s()
        while True:
            try:
                work = self._queue.get(block, timeout_s)
            except queue.Empty:
                if block and not self._press.busy:
                    self._press.rest(look=self._quiet)
                    self._quiet = True
                return True
            if work is None:
                return False
            self._quiet = False
            self._press.take(work)
            block, timeout_s = False, None

    def _patience_s(self) -> float | None:
        if self._press.busy:
            return RETRY_S
        return self._look_again_s() if self._quiet else QUIET_AFTER_S


def light_of(status: PrinterStatus) -> str:
    """The printer's state as one word."""
    if status.cover_open:
        return "cover_open"
    if status.paper == "out":
        return "paper_out"
    if status.online is not True or status.paper is None or status.cover_open is None:
        return "silent" if status.online is None else "offline"
    return "paper_low" if status.paper == "near_end" else "ok"
