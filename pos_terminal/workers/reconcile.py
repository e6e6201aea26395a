"""Reconciling on a schedule: one thread with connections of its own, which posts what was found.

It decides nothing about sales and owes nothing to anybody: what a stopped till did not find, the next one
finds. While a server is away it waits; the other workers say so. It keeps the book of what was found, and
raises a counter when a manager has said so.
"""

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol, assert_never

from pos_terminal.errors import PosError, StorageUnavailable
from pos_terminal.services.findings_book import FindingsFile, looked_at, with_round
from pos_terminal.services.findings_messages import (
    CounterRaised,
    FindingsRequest,
    FindingsSeen,
    RaiseCounter,
    StockBoard,
)
from pos_terminal.services.messages import StockFindings
from pos_terminal.services.ports import Post
from pos_terminal.services.reconciling import Round

log = logging.getLogger("pos.reconcile")

# The start of the app comes first; a server that is away is looked for again after the same time.
FIRST_MS = 60_000
_MS_PER_MINUTE = 60_000
_FAULT = "The till met an error of its own; its log tells more."


class Reconciling(Protocol):
    """`services.reconciling.Reconciler`, used on this thread only."""

    def look_at_all(self) -> Round:
        """Every article."""

    def look_again(self) -> Round:
        """What is due for another look."""

    def raise_low(self, product_id: str) -> Round:
        """One article, whose counter may be raised."""

    def now_ms(self) -> int:
        """The clock in which due times are told."""

    def close(self) -> None:
        """Close the connections."""


class ReconcileWorker:
    """The schedule's thread. file: the book, used on the thread only; now_text: the wall clock, UTC.

    wait: until woken or stopped, at most so many seconds; whether it was stopped.
    """

    def __init__(
        self,
        reconciler: Reconciling,
        post: Post,
        every_minutes: int,
        file: FindingsFile,
        now_text: Callable[[], str],
        wait: Callable[[float], bool] | None = None,
    ) -> None:
        self._reconciler = reconciler
        self._post = post
        self._every_ms = every_minutes * _MS_PER_MINUTE
        self._file = file
        self._now_text = now_text
        self._board = StockBoard(())
        self._requests: queue.SimpleQueue[FindingsRequest] = queue.SimpleQueue()
        self._stopping = False
        self._woken = threading.Event()
        self._wait = wait or self._until_woken
        self._full_ms = 0
        self._due_ms = 0
        self._away = False
        self._thread = threading.Thread(target=self._run, name="reconcile", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def put(self, request: FindingsRequest) -> None:
        """Hand a request over, from any thread; returns at once. A round that is running ends first."""
        self._requests.put(request)
        self._woken.set()

    def stop(self, timeout_s: float) -> None:
        """End after the round that is running."""
        self._stopping = True
        self._woken.set()
        self._thread.join(timeout_s)

    def _run(self) -> None:
        self._full_ms = self._due_ms = self._reconciler.now_ms() + FIRST_MS
        self._board = StockBoard(self._file.read())
        self._post(self._board)
        while not self._wait(max(0, self._due_ms - self._reconciler.now_ms()) / 1000):
            while not self._requests.empty():
                self._take(self._requests.get())
            if self._reconciler.now_ms() >= self._due_ms:
                self._look()
        self._reconciler.close()

    def _until_woken(self, seconds: float) -> bool:
        self._woken.wait(seconds)
        self._woken.clear()
        return self._stopping

    def _look(self) -> None:
        """A round of the schedule."""
        try:
            self._look_now()
        except PosError as error:
            self._put_off()
            if not self._away:
                log.info("reconcile_waits reason=%s", error)
            self._away = True
            self._show(replace(self._board, away=str(error)))
        except Exception:
            self._put_off()
            log.exception("reconcile_failed")

    def _look_now(self) -> None:
        now_ms = self._reconciler.now_ms()
        whole = now_ms >= self._full_ms
        if whole:
            seen = self._reconciler.look_at_all()
            self._full_ms = now_ms + self._every_ms
        else:
            seen = self._reconciler.look_again()
        self._noted(seen, whole=whole)

    def _noted(self, seen: Round, *, whole: bool = False, product_id: str = "") -> None:
        self._due_ms = self._full_ms if seen.next_due_ms is None else min(self._full_ms, seen.next_due_ms)
        self._away = False
        for finding in seen.findings:
            log.info("stock_%s product=%s units=%d", finding.kind, finding.product_id, finding.units)
        at = self._now_text()
        book = with_round(self._board.book, seen, at, whole=whole, product_id=product_id)
        board = replace(self._board, book=book, waiting=seen.waiting, away="")
        self._show(replace(board, articles=seen.looked_at, at=at) if whole else board)
        if seen.findings:
            self._post(StockFindings(seen.findings))

    def _take(self, request: FindingsRequest) -> None:
        match request:
            case FindingsSeen(staff_id=staff_id):
                book = looked_at(self._board.book, staff_id, self._now_text())
                self._show(replace(self._board, book=book))
            case RaiseCounter(product_id=product_id):
                self._post(self._raise(product_id))
            case _:
                assert_never(request)

    def _raise(self, product_id: str) -> CounterRaised:
        try:
            seen = self._reconciler.raise_low(product_id)
        except PosError as error:
            return CounterRaised(product_id, "away", problem=str(error))
        except Exception:
            log.exception("reconcile_failed")
            return CounterRaised(product_id, "away", problem=_FAULT)
        self._noted(seen, product_id=product_id)
        for finding in seen.findings:
            if finding.kind == "raised":
                return CounterRaised(product_id, "raised", finding.name)
        return CounterRaised(product_id, "not_proven" if product_id in seen.low else "not_low")

    def _show(self, board: StockBoard) -> None:
        """Keep the book and tell the core, if anything is new."""
        before, self._board = self._board, board
        if board.book != before.book:
            try:
                self._file.write(board.book)
            except StorageUnavailable as error:
                log.warning("findings_not_kept reason=%s", error)
        if board != before:
            self._post(board)

    def _put_off(self) -> None:
        self._full_ms = self._due_ms = self._reconciler.now_ms() + FIRST_MS
