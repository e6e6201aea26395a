"""Reconciling on a schedule: one thread with connections of its own, which posts what was found.

It decides nothing about sales and owes nothing to anybody: what a stopped till did not find, the next one
finds. While a server is away it waits; the other workers say so.
"""

import logging
import threading
from collections.abc import Callable
from typing import Protocol

from pos_terminal.errors import PosError
from pos_terminal.services.messages import StockFindings
from pos_terminal.services.ports import Post
from pos_terminal.services.reconciling import Round

log = logging.getLogger("pos.reconcile")

# The start of the app comes first; a server that is away is looked for again after the same time.
FIRST_MS = 60_000
_MS_PER_MINUTE = 60_000


class Reconciling(Protocol):
    """`services.reconciling.Reconciler`, used on this thread only."""

    def look_at_all(self) -> Round:
        """Every article."""

    def look_again(self) -> Round:
        """What is due for another look."""

    def now_ms(self) -> int:
        """The clock in which due times are told."""

    def close(self) -> None:
        """Close the connections."""


class ReconcileWorker:
    """The schedule's thread. wait: until stopped, at most so many seconds; whether it was stopped."""

    def __init__(
        self,
        reconciler: Reconciling,
        post: Post,
        every_minutes: int,
        wait: Callable[[float], bool] | None = None,
    ) -> None:
        self._reconciler = reconciler
        self._post = post
        self._every_ms = every_minutes * _MS_PER_MINUTE
        self._stopped = threading.Event()
        self._wait = wait or self._stopped.wait
        self._full_ms = 0
        self._due_ms = 0
        self._away = False
        self._thread = threading.Thread(target=self._run, name="reconcile", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def stop(self, timeout_s: float) -> None:
        """End after the round that is running."""
        self._stopped.set()
        self._thread.join(timeout_s)

    def _run(self) -> None:
        self._full_ms = self._due_ms = self._reconciler.now_ms() + FIRST_MS
        while not self._wait(max(0, self._due_ms - self._reconciler.now_ms()) / 1000):
            try:
                self._look()
            except PosError as error:
                self._put_off()
                if not self._away:
                    log.info("reconcile_waits reason=%s", error)
                self._away = True
            except Exception:
                self._put_off()
                log.exception("reconcile_failed")
        self._reconciler.close()

    def _look(self) -> None:
        now_ms = self._reconciler.now_ms()
        if now_ms >= self._full_ms:
            seen = self._reconciler.look_at_all()
            self._full_ms = now_ms + self._every_ms
        else:
            seen = self._reconciler.look_again()
        self._due_ms = self._full_ms if seen.next_due_ms is None else min(self._full_ms, seen.next_due_ms)
        self._away = False
        for finding in seen.findings:
            log.info("stock_%s product=%s units=%d", finding.kind, finding.product_id, finding.units)
        if seen.findings:
            self._post(StockFindings(seen.findings))

    def _put_off(self) -> None:
        self._full_ms = self._due_ms = self._reconciler.now_ms() + FIRST_MS
