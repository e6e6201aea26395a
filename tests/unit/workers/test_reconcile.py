"""The schedule: when it looks, what it posts, and that nothing ends it."""

from __future__ import annotations

import queue
import threading

import pytest

from pos_terminal.domain.stock_audit import StockFinding
from pos_terminal.errors import CentreUnavailable
from pos_terminal.services.findings_book import Book, Noted, unseen
from pos_terminal.services.findings_messages import (
    CounterRaised,
    FindingsRequest,
    FindingsSeen,
    RaiseCounter,
    StockBoard,
)
from pos_terminal.services.messages import StockFindings
from pos_terminal.services.reconciling import Round
from pos_terminal.workers.reconcile import FIRST_MS, ReconcileWorker

LOWERED = StockFinding("lowered", "p", 2, "p: lowered.")
LOW = StockFinding("low", "p", 3, "p: low.", "Pears")
RAISED = StockFinding("raised", "p", 3, "p: raised.", "Pears", counter=7)
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

    def raise_low(self, product_id: str) -> Round:
        return self._next(f"raise {product_id}")

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


class Kept:
    """The book's file, in memory."""

    def __init__(self, book: Book = ()) -> None:
        self.book = book

    def read(self) -> Book:
        return self.book

    def write(self, book: Book) -> None:
        self.book = book


def play(*rounds: Round | Exception, kept: Kept | None = None) -> tuple[Script, list[object]]:
    """All that was posted but the boards."""
    script, heard = play_with(kept or Kept(), (), *rounds)
    return script, [message for message in heard if not isinstance(message, StockBoard)]


def play_with(
    kept: Kept, asked: tuple[FindingsRequest, ...], *rounds: Round | Exception
) -> tuple[Script, list[object]]:
    script, heard = Script(*rounds), queue.SimpleQueue[object]()
    worker = ReconcileWorker(script, heard.put, 10, kept, lambda: f"at {script.clock_ms}", script.wait)
    for request in asked:
        worker.put(request)
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
    worker = ReconcileWorker(script, lambda _: None, 10, Kept(), lambda: "")
    worker.start()

    worker.stop(20)

    assert script.closed.is_set()
    assert script.calls == []


def boards(heard: list[object]) -> list[StockBoard]:
    return [message for message in heard if isinstance(message, StockBoard)]


def test_what_was_found_is_kept_and_shown() -> None:
    kept = Kept()

    _, heard = play_with(kept, (), Round(9, (LOW,), standing=(LOW,)), Round(9, (LOWERED,)))

    first, second = boards(heard)[1:]
    assert boards(heard)[0] == StockBoard(())
    assert first == StockBoard((Noted(LOW, "at 61000"),), articles=9, at="at 61000")
    assert second.book == (Noted(LOWERED, "at 661000"), Noted(LOW, "at 61000", ended="at 661000"))
    assert kept.book == second.book
    assert unseen(first.book) == unseen(kept.book) == 1


def test_what_was_low_before_the_start_stands_while_it_is_not_right() -> None:
    # given a till that was started anew: nothing is proven yet
    kept = Kept((Noted(LOW, "yesterday"),))

    # when it is low in the first round, proven in the second, right in the third
    play_with(kept, (), Round(1, (), low=frozenset("p")))
    first = kept.book
    play_with(kept, (), Round(1, (LOW,), standing=(LOW,), low=frozenset("p")))
    second = kept.book
    play_with(kept, (), QUIET)

    # then
    assert first == second == (Noted(LOW, "yesterday"),)
    assert kept.book == (Noted(LOW, "yesterday", ended="at 61000"),)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (Round(1, (RAISED,)), CounterRaised("p", "raised", "Pears")),
        (Round(1, (), low=frozenset("p")), CounterRaised("p", "not_proven")),
        (QUIET, CounterRaised("p", "not_low")),
        (CentreUnavailable("away"), CounterRaised("p", "away", problem="away")),
    ],
)
def test_a_counter_is_raised_when_a_manager_says_so(
    answer: Round | Exception, outcome: CounterRaised
) -> None:
    kept = Kept((Noted(LOW, "before"), Noted(StockFinding("no_counter", "q", 1, "q"), "before")))

    script, heard = play_with(kept, (RaiseCounter("p"),), answer, CentreUnavailable("away"))

    assert script.calls[0][0] == "raise p"
    assert outcome in heard
    ends = {noted.finding.kind: noted.ended for noted in kept.book}
    assert ends["no_counter"] == ""
    assert bool(ends["low"]) == (outcome.outcome in ("raised", "not_low"))


def test_who_has_looked_first_is_kept() -> None:
    kept = Kept((Noted(LOW, "before"),))

    play_with(kept, (FindingsSeen("mia"), FindingsSeen("sam")), QUIET)

    assert kept.book[0].seen_by == "mia"
    assert unseen(kept.book) == 0


def test_a_server_that_is_away_is_said_on_the_board_until_it_is_back() -> None:
    _, heard = play_with(Kept(), (), CentreUnavailable("It is away."), QUIET)

    assert [board.away for board in boards(heard)] == ["", "It is away.", ""]
