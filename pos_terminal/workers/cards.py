"""The card terminal: charges and refunds, each once at most, and what became of one after any doubt.

`CardWorker` is the thread, `CardDesk` what it does. SAFETY: a tender's id is its reference at the terminal,
which is asked for the outcome before anything else; only a reference that it has never seen is charged, and
none that was asked for before a restart. While nobody knows, it goes on asking; it never guesses. Where a
manager has said meanwhile what became of it, no other charge waits for it, and it is asked for all the same.
"""

import logging
import queue
import random
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace

from drivers.api import (
    CardResult,
    CardTerminal,
    DeviceChanged,
    DeviceMissing,
    DeviceRefused,
    DriverError,
    NeverSeen,
)
from pos_terminal.services.card_messages import CardAnswer, CardOutcome
from pos_terminal.services.ports import Clock, Post

log = logging.getLogger("pos.card")

LOOK_MS = 200
FIRST_MS = 200
LONGEST_MS = 5_000
_NS_PER_MS = 1_000_000
_NS_PER_S = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Charge:
    """Charge a card, or give money back to it (amount_minor < 0).

    inquire: it may have been asked for before this start; only ask what became of it.
    """

    job_id: int
    sale_id: str
    tender_id: str
    amount_minor: int
    inquire: bool


@dataclass(frozen=True, slots=True)
class Cancel:
    """Stop a charge if it can still be stopped."""

    tender_id: str


@dataclass(frozen=True, slots=True)
class Settled:
    """A manager has said by hand what became of a charge; its answer, whenever it comes, is still wanted."""

    tender_id: str


Message = Charge | Cancel | Settled


@dataclass(slots=True, eq=False)
class _Operation:
    """A charge on its way. begun: the terminal may have it. closed: it was asked to end it.

    settled: by hand; nobody waits for it.
    """

    wanted: Charge
    begun: bool
    stop: bool = False
    closed: bool = False
    settled: bool = False
    failures: int = 0
    said_unknown: bool = False
    not_before_ns: int = 0


class CardDesk:
    """Carries charges out, one after the other, without a thread. jitter: as `random.random`."""

    def __init__(
        self, terminal: CardTerminal, currency: str, post: Post, clock: Clock, jitter: Callable[[], float]
    ) -> None:
        self._terminal = terminal
        self._currency = currency
        self._post = post
        self._clock = clock
        self._jitter = jitter
        self._operations: deque[_Operation] = deque()
        self._settled: list[_Operation] = []
        self._at: _Operation | None = None
        self._present: bool | None = None

    def take(self, message: Message) -> None:
        """Take a message in; a charge that is here already changes nothing."""
        found = next((one for one in self._operations if one.wanted.tender_id == message.tender_id), None)
        match message:
            case Cancel():
                if found is not None:
                    found.stop = True
                    found.not_before_ns = 0
            case Settled():
                if found is not None:
                    self._set_aside(found)
            case Charge():
                if found is None and all(one.wanted.tender_id != message.tender_id for one in self._settled):
                    self._operations.append(_Operation(message, begun=message.inquire))

    def turn(self) -> int | None:
        """Take one operation a step on; answers in how many ns the next is due, None where none is.

        Where it raises, `fault` must follow.
        """
        self._at = self._due()
        if self._at is not None:
            try:
                self._step(self._at)
            except DriverError as error:
                self._failed(self._at, error)
        return self._wait_ns()

    def fault(self) -> int | None:
        """A step failed by an error of ours: nobody knows what the terminal did."""
        if self._at is not None:
            self._doubt(self._at)
        return self._wait_ns()

    def _set_aside(self, operation: _Operation) -> None:
        """SAFETY: from here on it is never charged, and ended at the terminal if that still can be."""
        self._operations.remove(operation)
        operation.settled, operation.stop, operation.not_before_ns = True, True, 0
        operation.wanted = replace(operation.wanted, inquire=True)
        self._settled.append(operation)

    def _due(self) -> _Operation | None:
        """What is due now. Those settled by hand first: the terminal may still be busy with one of them."""
        now_ns = self._clock.monotonic_ns()
        return next((one for one in self._under_way() if one.not_before_ns <= now_ns), None)

    def _under_way(self) -> list[_Operation]:
        return [*self._settled, *([self._operations[0]] if self._operations else [])]

    def _wait_ns(self) -> int | None:
        waits = [one.not_before_ns for one in self._under_way()]
        return max(0, min(waits) - self._clock.monotonic_ns()) if waits else None

    def _step(self, operation: _Operation) -> None:
        """A question to the terminal and what follows from its answer; raises DriverError."""
        wanted = operation.wanted
        found = self._terminal.outcome(wanted.tender_id)
        if not isinstance(found, NeverSeen):
            operation.begun = True
            self._found(operation, found)
        elif wanted.inquire or operation.stop:
            self._close_unseen(operation)
        else:
            self._found(operation, self._charge(operation))

    def _charge(self, operation: _Operation) -> CardResult:
        """SAFETY: from here on the terminal may have charged, whatever it says or does not say."""
        wanted = operation.wanted
        was_begun, operation.begun = operation.begun, True
        try:
            return self._terminal.charge(wanted.tender_id, wanted.amount_minor, self._currency)
        except (DeviceMissing, DeviceRefused):
            operation.begun = was_begun
            raise

    def _close_unseen(self, operation: _Operation) -> None:
        """SAFETY: a reference that is given up is closed there first: a late request must charge nothing."""
        if operation.closed:
            self._end(operation, "cancelled")
            return
        self._terminal.cancel(operation.wanted.tender_id)
        operation.closed = True

    def _found(self, operation: _Operation, result: CardResult) -> None:
        self._tell_presence(True)
        operation.failures, operation.said_unknown = 0, False
        if result.state != "in_progress":
            self._end(operation, result.state, result.approval_code)
        elif operation.stop and not operation.closed:
            self._terminal.cancel(operation.wanted.tender_id)
            operation.closed = True
        else:
            self._pause(operation, LOOK_MS)

    def _failed(self, operation: _Operation, error: DriverError) -> None:
        self._tell_presence(False, str(error))
        self._doubt(operation)

    def _doubt(self, operation: _Operation) -> None:
        """Nothing was begun: say so. Else ask again at once, then say that nobody knows, then back off."""
        if operation.settled:
            self._pause(operation, LONGEST_MS)
            return
        if not operation.begun:
            self._end(operation, "no_terminal")
            return
        operation.failures += 1
        if operation.failures == 1:
            return
        if not operation.said_unknown:
            operation.said_unknown = True
            log.warning("card_unknown tender=%s", operation.wanted.tender_id)
            self._answer(operation, "unknown")
        wait_ms = min(FIRST_MS << min(operation.failures - 2, 20), LONGEST_MS)
        self._pause(operation, wait_ms // 2 + int(self._jitter() * (wait_ms // 2)))

    def _pause(self, operation: _Operation, wait_ms: int) -> None:
        operation.not_before_ns = self._clock.monotonic_ns() + wait_ms * _NS_PER_MS

    def _answer(self, operation: _Operation, outcome: CardOutcome, approval_code: str = "") -> None:
        wanted = operation.wanted
        self._post(CardAnswer(wanted.job_id, wanted.sale_id, wanted.tender_id, outcome, approval_code))

    def _end(self, operation: _Operation, outcome: CardOutcome, approval_code: str = "") -> None:
        """The outcome is final; the next operation may begin."""
        self._answer(operation, outcome, approval_code)
        (self._settled if operation.settled else self._operations).remove(operation)
        log.info("card_ended tender=%s outcome=%s", operation.wanted.tender_id, outcome)

    def _tell_presence(self, present: bool, reason: str = "") -> None:
        """A loss once, a return once; that it is there at first is no news."""
        was, self._present = self._present, present
        if present is was or (present and was is None):
            return
        if present:
            log.info("card_terminal_back device=%s", self._terminal.name)
        else:
            log.warning("card_terminal_lost device=%s reason=%s", self._terminal.name, reason)
        self._post(DeviceChanged(self._terminal.name, "card", present, reason))


class CardWorker:
    """The thread around the desk. terminal belongs to it from `start` on, and it closes it at its end."""

    def __init__(
        self,
        terminal: CardTerminal,
        currency: str,
        post: Post,
        clock: Clock,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._terminal = terminal
        self._desk = CardDesk(terminal, currency, post, clock, jitter)
        self._queue: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="card", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def put(self, message: Message) -> None:
        """Hand over what is fsynced, from any thread; returns at once."""
        self._queue.put(message)

    def stop(self, timeout_s: float) -> None:
        """End after the call that is on its way; what is not answered stays owed in the journal."""
        self._queue.put(None)
        self._thread.join(timeout_s)

    def _run(self) -> None:
        wait_ns: int | None = None
        while self._listen(wait_ns):
            try:
                wait_ns = self._desk.turn()
            except Exception:
                log.exception("card_failed")
                wait_ns = self._desk.fault()
        self._terminal.close()

    def _listen(self, wait_ns: int | None) -> bool:
        """Everything that lies in the queue, or whatever comes until something is due; False at the end."""
        block, timeout_s = True, None if wait_ns is None else wait_ns / _NS_PER_S
        while True:
            try:
                message = self._queue.get(block, timeout_s)
            except queue.Empty:
                return True
            if message is None:
                return False
            self._desk.take(message)
            block, timeout_s = False, None
