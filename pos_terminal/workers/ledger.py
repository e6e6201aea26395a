"""The ledgers at the centre: holds of store credit and of rights to return, taken or freed at their end.

`LedgerWorker` is the thread, `LedgerDesk` what it does. A hold is tried once, within the ledger's short
deadline, for a customer waits; `away` then means that nobody knows. An end is repeated with back-off until it
is done and never dropped. It decides nothing; it must only be told of what is fsynced.
"""

import logging
import queue
import random
import threading
from collections import deque
from collections.abc import Callable

from pos_terminal.domain.jobs import EndHold, HoldCredit, HoldReturn, lane
from pos_terminal.domain.records import OpenJob
from pos_terminal.errors import Unavailable
from pos_terminal.services.ledger_messages import CreditAnswer, HoldEnded, ReturnAnswer
from pos_terminal.services.ledger_port import (
    CreditReply,
    Ended,
    Held,
    Ledger,
    NoAccount,
    NoRight,
    ReturnHeld,
    ReturnReply,
    ReturnTooMany,
    TooLittle,
)
from pos_terminal.services.ports import Clock, Post

log = logging.getLogger("pos.ledger")

FIRST_MS = 200
LONGEST_MS = 5_000
_NS_PER_MS = 1_000_000
_NS_PER_S = 1_000_000_000


Hold = HoldCredit | HoldReturn


class LedgerDesk:
    """Carries the jobs out, without a thread of its own. jitter: as `random.random`."""

    def __init__(self, ledger: Ledger, post: Post, clock: Clock, jitter: Callable[[], float]) -> None:
        self._ledger = ledger
        self._post = post
        self._clock = clock
        self._jitter = jitter
        self._queued: set[int] = set()
        self._holds: deque[tuple[int, Hold]] = deque()
        self._lanes: dict[str, deque[tuple[int, EndHold]]] = {}
        self._failures = 0
        self._not_before_ns = 0

    def take(self, owed: OpenJob) -> None:
        """Take a job in; one that is here already changes nothing."""
        if owed.job_id in self._queued:
            return
        match owed.job:
            case HoldCredit() | HoldReturn() as job:
                self._holds.append((owed.job_id, job))
            case EndHold() as job:
                self._lanes.setdefault(lane(job), deque()).append((owed.job_id, job))
            case _:
                return
        self._queued.add(owed.job_id)

    def turn(self) -> int | None:
        """Do the most urgent thing; answers in how many ns the next is due, None where there is none.

        Where it raises, `fault` must follow.
        """
        if self._holds:
            self._hold(*self._holds[0])
            self._queued.discard(self._holds.popleft()[0])
        elif self._lanes and self._wait_ns() == 0:
            self._end(next(iter(self._lanes)))
        if self._holds:
            return 0
        return self._wait_ns() if self._lanes else None

    def fault(self) -> int:
        """What was to be done failed by an error of ours: a hold is answered, an end is tried again later."""
        self._pause()
        if self._holds:
            job_id, job = self._holds.popleft()
            self._queued.discard(job_id)
            self._post(_away(job_id, job))
        else:
            self._next_lane(next(iter(self._lanes)))
        return 0 if self._holds else self._wait_ns()

    def _wait_ns(self) -> int:
        return max(0, self._not_before_ns - self._clock.monotonic_ns())

    def _hold(self, job_id: int, job: Hold) -> None:
        # What the account gets back first may be what is wanted now.
        name = lane(job)
        reached = True
        while reached and name in self._lanes:
            reached = self._end(name)
        try:
            answer = _away(job_id, job) if not reached else self._asked(job_id, job)
        except Unavailable as error:
            self._away(error)
            answer = _away(job_id, job)
        self._post(answer)

    def _asked(self, job_id: int, job: Hold) -> CreditAnswer | ReturnAnswer:
        match job:
            case HoldCredit():
                credit = self._ledger.hold(job.method, job.account, job.op_id, job.amount_minor)
                self._back()
                return _credit_answer(job_id, job, credit)
            case HoldReturn():
                right = self._ledger.hold_return(
                    job.original_sale_id, job.op_id, job.original_line_id, job.milli
                )
                self._back()
                return _return_answer(job_id, job, right)

    def _end(self, name: str) -> bool:
        """End the first hold of a lane; False: the centre does not answer, it stays there."""
        job_id, job = self._lanes[name][0]
        try:
            end = self._ledger.take if job.take else self._ledger.free
            done = end(job.ledger, job.account, job.op_id)
        except Unavailable as error:
            self._away(error)
            self._next_lane(name)
            return False
        self._back()
        if done != ("taken" if job.take else "freed"):
            log.warning("hold_ended_otherwise op=%s take=%s done=%s", job.op_id, job.take, done)
        self._post(HoldEnded(job_id, job.op_id, done))
        self._queued.discard(job_id)
        self._lanes[name].popleft()
        if not self._lanes[name]:
            del self._lanes[name]
        return True

    def _next_lane(self, name: str) -> None:
        """What cannot be ended for one account must not keep the others waiting."""
        self._lanes[name] = self._lanes.pop(name)

    def _back(self) -> None:
        if self._failures:
            log.info("ledger_back")
        self._failures = 0
        self._not_before_ns = 0

    def _away(self, error: Unavailable) -> None:
        if not self._failures:
            log.info("ledger_away reason=%s", error)
        self._pause()

    def _pause(self) -> None:
        self._failures += 1
        wait_ms = min(FIRST_MS << min(self._failures - 1, 20), LONGEST_MS)
        self._not_before_ns = self._clock.monotonic_ns() + int(self._jitter() * wait_ms * _NS_PER_MS)


class LedgerWorker:
    """The thread around the desk. ledger belongs to it from `start` on, and it closes it at its end."""

    def __init__(
        self, ledger: Ledger, post: Post, clock: Clock, jitter: Callable[[], float] = random.random
    ) -> None:
        self._ledger = ledger
        self._desk = LedgerDesk(ledger, post, clock, jitter)
        self._queue: queue.SimpleQueue[OpenJob | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="ledger", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def put(self, owed: OpenJob) -> None:
        """Hand a HoldCredit, HoldReturn or EndHold over, from any thread; returns at once."""
        self._queue.put(owed)

    def stop(self, timeout_s: float) -> None:
        """End after the call that is on its way; what was not done stays owed in the journal."""
        self._queue.put(None)
        self._thread.join(timeout_s)

    def _run(self) -> None:
        wait_ns: int | None = None
        while self._listen(wait_ns):
            try:
                wait_ns = self._desk.turn()
            except Exception:
                log.exception("ledger_failed")
                wait_ns = self._desk.fault()
        self._ledger.close()

    def _listen(self, wait_ns: int | None) -> bool:
        """Everything that lies in the queue, or whatever comes until something is due; False at the end."""
        block, timeout_s = True, None if wait_ns is None else wait_ns / _NS_PER_S
        while True:
            try:
                owed = self._queue.get(block, timeout_s)
            except queue.Empty:
                return True
            if owed is None:
                return False
            self._desk.take(owed)
            block, timeout_s = False, None


def _away(job_id: int, job: Hold) -> CreditAnswer | ReturnAnswer:
    """Nobody knows whether it is held."""
    if isinstance(job, HoldCredit):
        return CreditAnswer(job_id, job.sale_id, job.op_id, "away")
    return ReturnAnswer(job_id, job.sale_id, job.op_id, "away")


def _credit_answer(job_id: int, job: HoldCredit, reply: CreditReply) -> CreditAnswer:
    match reply:
        case Held(left_minor=left):
            return CreditAnswer(job_id, job.sale_id, job.op_id, "held", left)
        case TooLittle(left_minor=left):
            return CreditAnswer(job_id, job.sale_id, job.op_id, "too_little", left)
        case NoAccount():
            return CreditAnswer(job_id, job.sale_id, job.op_id, "no_account")
        case Ended():
            return CreditAnswer(job_id, job.sale_id, job.op_id, "ended")


def _return_answer(job_id: int, job: HoldReturn, reply: ReturnReply) -> ReturnAnswer:
    match reply:
        case ReturnHeld(given=given):
            return ReturnAnswer(job_id, job.sale_id, job.op_id, "held", given)
        case ReturnTooMany(left_milli=left_milli):
            return ReturnAnswer(job_id, job.sale_id, job.op_id, "too_many", left_milli=left_milli)
        case NoRight():
            return ReturnAnswer(job_id, job.sale_id, job.op_id, "no_right")
        case Ended():
            return ReturnAnswer(job_id, job.sale_id, job.op_id, "ended")
