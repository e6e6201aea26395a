"""The stock worker: carries out claims and releases at the shared counters, and keeps the till's lease alive.

`StockWorker` owns the thread `stock`, on which all of this happens; its `put` may be called from any thread
and never waits. `StockDesk` is what the thread does, without a thread. Neither settles: that belongs to the
upload (services/settling.py).

A claim is sent only under the lease of the present generation. What could not be asked within 30 s of being
handed in is not asked any more: the core reads its state again and hands in what is owed then.
"""

import logging
import queue
import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from pos_terminal.domain.jobs import ClaimStock, ReleaseStock
from pos_terminal.errors import StockRefused, StockUnavailable
from pos_terminal.services.messages import (
    LeaseLost,
    StockAgain,
    StockAnswer,
    StockDown,
    StockOutcome,
    StockStuck,
    StockUp,
)
from pos_terminal.services.ports import ClaimReply, Clock, Post, StockCounters, Version

LEASE_EVERY_NS = 20_000_000_000
FIRST_WAIT_NS = 100_000_000
LONGEST_WAIT_NS = 2_000_000_000
STUCK_WAIT_NS = 30_000_000_000
TOO_OLD_NS = 30_000_000_000

_log = logging.getLogger("stock")


@dataclass(frozen=True, slots=True)
class Work:
    """One claim or release. A newer version of the same hold takes the place of one that still waits."""

    job_id: int
    job: ClaimStock | ReleaseStock
    version: Version


@dataclass(frozen=True, slots=True)
class Generation:
    """From now on this generation holds; nothing of an older one is sent any more."""

    generation: int


@dataclass(frozen=True, slots=True)
class Withdraw:
    """These holds are handed over to the centre: no claim of theirs is sent any more."""

    hold_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Stop:
    """End the thread; what still waits stays owed in the journal."""


StockMessage = Work | Generation | Withdraw


@dataclass(frozen=True, slots=True)
class _Waiting:
    work: Work
    put_at_ns: int


class StockDesk:
    """What waits, in order of arrival (so every product keeps its order), and what is to be done next."""

    def __init__(self, counters: StockCounters, post: Post, clock: Clock) -> None:
        self._counters = counters
        self._post = post
        self._clock = clock
        self._waiting: OrderedDict[str, _Waiting] = OrderedDict()
        self._stuck_until_ns: dict[str, int] = {}
        self._generation: int | None = None
        self._server_run = ""
        self._up: bool | None = None
        self._lease_at_ns = 0
        self._next_wait_ns = FIRST_WAIT_NS
        self._newest = 0

    def take(self, message: StockMessage, put_at_ns: int) -> None:
        """Accept a message. put_at_ns: when it was handed in."""
        match message:
            case Work():
                self._enqueue(message, put_at_ns)
            case Generation(generation=generation):
                self._generation = self._newest = generation
                self._server_run = ""
                self._lease_at_ns = self._clock.monotonic_ns()
            case Withdraw(hold_ids=hold_ids):
                for hold_id in hold_ids:
                    found = self._waiting.get(hold_id)
                    if found is not None and isinstance(found.work.job, ClaimStock):
                        del self._waiting[hold_id]
                        self._answer(found.work, "superseded", None)
            case _:
                assert_never(message)

    def turn(self) -> int | None:
        """Do one thing that is due.

        Answers in how many ns the next one is (0: at once), None: only after a message.
        """
        if self._generation is None:
            return None
        now_ns = self._clock.monotonic_ns()
        if now_ns >= self._lease_at_ns:
            self._keep_lease(self._generation)
            return 0
        if not self._up:
            return self._lease_at_ns - now_ns
        due_at_ns = self._lease_at_ns
        for waiting in self._waiting.values():
            if waiting.work.version.generation > self._generation:
                continue  # its lease is not taken yet; the message that says so is on its way
            stuck_until_ns = self._stuck_until_ns.get(waiting.work.job.product_id, now_ns)
            if stuck_until_ns <= now_ns:
                self._carry_out(waiting, now_ns)
                return 0
            due_at_ns = min(due_at_ns, stuck_until_ns)
        return due_at_ns - now_ns

    def _enqueue(self, work: Work, put_at_ns: int) -> None:
        hold_id = work.job.hold_id
        older = self._waiting.get(hold_id)
        if older is not None:
            if _order(work.version) < _order(older.work.version):
                self._answer(work, "superseded", None)
                return
            del self._waiting[hold_id]
            if older.work.job_id != work.job_id:
                self._answer(older.work, "superseded", None)
        self._waiting[hold_id] = _Waiting(work, put_at_ns)

    def _keep_lease(self, generation: int) -> None:
        try:
            reply = self._counters.lease(generation)
        except StockUnavailable as error:
            self._go_away(error)
            return
        moved = self._server_run not in ("", reply.server_run)
        if moved or not reply.ours:
            # Whoever saw the lease gone may have given our open holds back, and a server that restarted may
            # have forgotten some: all have to be said again, under a new generation.
            self._generation = None
            lost = LeaseLost("server" if moved else "lease", reply.generation_seen)
            _log.info("stock.lease_lost reason=%s seen=%d", lost.reason, lost.generation_seen)
            self._post(lost)
            return
        self._server_run = reply.server_run
        self._lease_at_ns = self._clock.monotonic_ns() + LEASE_EVERY_NS
        self._next_wait_ns = FIRST_WAIT_NS
        if not self._up:
            self._up = True
            _log.info("stock.up generation=%d", generation)
            self._post(StockUp())

    def _go_away(self, error: StockUnavailable) -> None:
        self._lease_at_ns = self._clock.monotonic_ns() + self._next_wait_ns
        self._next_wait_ns = min(2 * self._next_wait_ns, LONGEST_WAIT_NS)
        if self._up is not False:
            self._up = False
            _log.warning("stock.down reason=%s", error)
            self._post(StockDown(str(error)))

    def _carry_out(self, waiting: _Waiting, now_ns: int) -> None:
        work = waiting.work
        if work.version.generation < self._newest or now_ns - waiting.put_at_ns > TOO_OLD_NS:
            self._done(work)
            self._post(StockAgain(work.job_id))
            return
        try:
            reply = self._ask(work)
        except StockRefused as error:
            self._stick(work.job.product_id, error)
        except StockUnavailable as error:
            self._go_away(error)
        else:
            self._done(work)
            self._stuck_until_ns.pop(work.job.product_id, None)
            self._report(work, reply)

    def _ask(self, work: Work) -> ClaimReply:
        match work.job:
            case ClaimStock() as job:
                return self._counters.claim(
                    job.product_id, job.hold_id, work.version, job.units, job.sold, job.policy
                )
            case ReleaseStock() as job:
                return self._counters.release(job.product_id, job.hold_id, work.version)

    def _report(self, work: Work, reply: ClaimReply) -> None:
        sold = isinstance(work.job, ClaimStock) and work.job.sold
        match reply.outcome:
            case "late":
                self._post(StockAgain(work.job_id))
            case "stale":
                self._answer(work, "superseded", None)
            case "norecord":
                self._answer(work, "sold" if sold else "unknown", None)
            case "held" | "below":
                self._answer(work, "sold" if sold else reply.outcome, reply.left)
            case "short" | "released" | "done":
                self._answer(work, reply.outcome, reply.left)
            case _:
                assert_never(reply.outcome)

    def _stick(self, product_id: str, error: StockRefused) -> None:
        if product_id not in self._stuck_until_ns:
            _log.warning("stock.stuck product=%s reason=%s", product_id, error)
            self._post(StockStuck(product_id, str(error)))
        self._stuck_until_ns[product_id] = self._clock.monotonic_ns() + STUCK_WAIT_NS

    def _done(self, work: Work) -> None:
        del self._waiting[work.job.hold_id]

    def _answer(self, work: Work, outcome: StockOutcome, left: int | None) -> None:
        self._post(StockAnswer(work.job_id, work.job.sale_id, work.job.hold_id, outcome, left))


class StockWorker:
    """The thread around the desk. counters belong to it from `start` on, and it closes them at its end."""

    def __init__(self, counters: StockCounters, post: Post, clock: Clock) -> None:
        self._counters = counters
        self._post = post
        self._clock = clock
        self._queue: queue.SimpleQueue[tuple[StockMessage | _Stop, int]] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="stock", daemon=True)

    def start(self) -> None:
        """Begin; nothing is asked before the first Generation."""
        self._thread.start()

    def put(self, message: StockMessage) -> None:
        """Hand a message in, from any thread; returns at once."""
        self._queue.put((message, self._clock.monotonic_ns()))

    def stop(self, timeout_s: float) -> bool:
        """End the thread after what it is doing; what waits stays owed. True if it ended in time."""
        self._queue.put((_Stop(), 0))
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        desk = StockDesk(self._counters, self._post, self._clock)
        wait_ns: int | None = None
        try:
            while True:
                for message, put_at_ns in self._arrived(wait_ns):
                    if isinstance(message, _Stop):
                        return
                    desk.take(message, put_at_ns)
                wait_ns = desk.turn()
        except Exception:  # noqa: BLE001 - top of the thread: the till goes on selling without it
            _log.exception("stock.worker_ended")
            self._post(StockDown("Stock is not counted any more because of an error; restart the till."))
        finally:
            self._counters.close()

    def _arrived(self, wait_ns: int | None) -> Iterator[tuple[StockMessage | _Stop, int]]:
        """Wait for a message, wait_ns at most; then everything that is there."""
        try:
            yield self._queue.get(timeout=None if wait_ns is None else wait_ns / 1_000_000_000)
            while True:
                yield self._queue.get_nowait()
        except queue.Empty:
            return


def _order(version: Version) -> tuple[int, int]:
    return version.generation, version.seq
