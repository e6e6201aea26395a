"""The schedule: when it looks, what it posts, and that nothing ends it."""

from __future__ import annotations

import queue
import threading

import pytest

from pos_terminal.domain.stock_audit import StockFinding
from pos_terminal.errors import CentreUnavailable
from pos_terminal.services.messages import StockFindings
from pos_terminal.services.reconciling import Round
from pos_terminal.workers.reconcile import FIRST_MS, ReconcileWorker

LOWERED = StockFinding("lowered", "p", 2, "p: lowered.")
QUIET = Round(1, ())


class Script:
    """A reconciler that gives what it was given, a clock, and a wait that takes no time."""

    def __init__(self, *rounds: Round | Exception) -> None:
        self.rounds = list(rounds)
        self.calls: list[tuple[str, int]] = []
        self.clock_ms = 1_000
        self.closed = threading.Event()

    def look_at_all(self) -> Round:
        return self._next("all")

    def look_again(self) -> Round:
        return self._next("again")

    def now_ms(self) -> int:
        return self.clock_ms

    def close(self) -> None:
        self.closed.set()

    def wait(self, seconds: float) -> bool:
        if not self.rounds:
            return True
        self.clock_ms += round(seconds * 1000)
        return False

    def _next(self, what: str) -> Round:
        self.calls.append((what, self.clock_ms - 1_000))
        seen = self.rounds.pop(0)
        if isinstance(seen, Exception):
            raise seen
        return seen


def play(*rounds: Round | Exception) -> tuple[Script, list[object]]:
    script, heard = Script(*rounds), queue.SimpleQueue[object]()
    worker = ReconcileWorker(script, heard.put, 10, script.wait)
    worker.start()
    assert script.closed.wait(20)
    worker.stop(10)
    return script, [heard.get() for _ in range(heard.qsize())]


def test_it_looks_first_after_a_minute_and_then_every_ten() -> None:
    script, heard = play(QUIET, QUIET, QUIET)

    assert script.calls == [("all", 60_000), ("all", 660_000), ("all", 1_260_000)]
    assert heard == []


def test_what_waits_is_looked_at_again_when_it_is_due() -> None:
    waiting = Round(1, (), next_due_ms=1_000 + FIRST_MS + 60_000)

    script, heard = play(waiting, Round(1, (LOWERED,)), QUIET)

    assert script.calls == [("all", 60_000), ("again", 120_000), ("all", 660_000)]
    assert heard == [StockFindings((LOWERED,))]


def test_a_server_that_is_away_is_looked_for_again() -> None:
    script, heard = play(CentreUnavailable("away"), CentreUnavailable("away"), QUIET)

    assert script.calls == [("all", 60_000), ("all", 120_000), ("all", 180_000)]
    assert heard == []


@pytest.mark.expected_warnings("reconcile_failed")
def test_a_fault_of_ours_does_not_end_it() -> None:
    script, _ = play(ValueError("ours"), QUIET)

    assert len(script.calls) == 2


def test_it_can_be_stopped_while_it_waits() -> None:
    script = Script(QUIET)
    worker = ReconcileWorker(script, lambda _: None, 10)
    worker.start()

    worker.stop(20)

    assert script.closed.is_set()
    assert script.calls == []
