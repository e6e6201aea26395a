"""The ledger worker: what it asks, what it answers, and what it keeps owing."""

import queue
from collections.abc import Iterator
from itertools import count

import pytest

from pos_terminal.adapters.system_clock import SystemClock
from pos_terminal.domain.jobs import EndHold, HoldCredit, HoldReturn, Job
from pos_terminal.domain.records import OpenJob
from pos_terminal.domain.returns import Right, RightLine, RightTender
from pos_terminal.services.ledger_messages import CreditAnswer, HoldEnded, ReturnAnswer
from pos_terminal.services.ledger_port import RETURN_RIGHTS
from pos_terminal.workers.ledger import LedgerDesk, LedgerWorker
from tests.fakes.ledger import Account, FakeLedger, Returnable

CREDIT = "store_credit"
WAIT_S = 20.0


class HandClock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now_ns = 0

    def utc_ms(self) -> int:
        return 0

    def monotonic_ns(self) -> int:
        return self.now_ns


class Bench:
    """A desk with a ledger in memory, its clock set by hand; jobs are numbered in order."""

    def __init__(self) -> None:
        self.ledger = FakeLedger()
        self.ledger.accounts[CREDIT, "a1"] = Account(500)
        self.ledger.accounts[CREDIT, "a2"] = Account(500)
        self.said: list[object] = []
        self.clock = HandClock()
        self.desk = LedgerDesk(self.ledger, self.said.append, self.clock, lambda: 1.0)
        self._ids = count(1)

    def put(self, job: Job) -> OpenJob:
        owed = OpenJob(next(self._ids), 1, job, False, 0)
        self.desk.take(owed)
        return owed

    def run(self) -> int | None:
        """Until it waits; answers for how long."""
        wait_ns: int | None = 0
        while wait_ns == 0:
            wait_ns = self.desk.turn()
        return wait_ns


@pytest.fixture
def bench() -> Bench:
    return Bench()


def credit(op_id: str, amount_minor: int = 300, account: str = "a1") -> HoldCredit:
    return HoldCredit("s9", op_id, CREDIT, account, amount_minor)


def free(op_id: str, account: str = "a1") -> EndHold:
    return EndHold(op_id, CREDIT, account, take=False)


def test_a_credit_is_held_or_told_why_not(bench: Bench) -> None:
    # given, when
    bench.put(credit("o1"))
    bench.put(credit("o2"))
    bench.put(credit("o3", account="a9"))
    bench.put(credit("o1"))
    bench.ledger.free(CREDIT, "a2", "o4")
    bench.put(credit("o4", account="a2"))
    assert bench.run() is None

    # then
    assert bench.said == [
        CreditAnswer(1, "s9", "o1", "held", 200),
        CreditAnswer(2, "s9", "o2", "too_little", 200),
        CreditAnswer(3, "s9", "o3", "no_account"),
        CreditAnswer(4, "s9", "o1", "held", 200),
        CreditAnswer(5, "s9", "o4", "ended"),
    ]


def test_a_return_is_held_or_told_why_not(bench: Bench) -> None:
    # given
    right = Right("s1", False, (RightLine("l1", 2000, 500, 80),), (RightTender("cash", "", 500),))
    bench.ledger.rights["s1"] = Returnable(right)

    # when
    bench.put(HoldReturn("s9", "o1", "s1", "l1", 1000))
    bench.put(HoldReturn("s9", "o2", "s1", "l1", 2000))
    bench.put(HoldReturn("s9", "o3", "s0", "l1", 1000))
    bench.put(EndHold("o4", RETURN_RIGHTS, "s1", take=False))
    bench.put(HoldReturn("s9", "o4", "s1", "l1", 1000))
    bench.run()

    # then the end comes first, for it may give back what is wanted
    ended, held, *others = bench.said
    assert ended == HoldEnded(4, "o4", "freed")
    assert isinstance(held, ReturnAnswer)
    assert held.given is not None
    assert (held.outcome, held.given.amount_minor, held.given.tax_minor) == ("held", 250, 40)
    assert others == [
        ReturnAnswer(2, "s9", "o2", "too_many", left_milli=1000),
        ReturnAnswer(3, "s9", "o3", "no_right"),
        ReturnAnswer(5, "s9", "o4", "ended"),
    ]


def test_nobody_knows_where_the_centre_is_away_and_a_hold_is_tried_once(bench: Bench) -> None:
    # given
    bench.ledger.down = True

    # when
    bench.put(credit("o1"))
    bench.put(HoldReturn("s9", "o2", "s1", "l1", 1000))
    bench.run()

    # then
    assert bench.said == [CreditAnswer(1, "s9", "o1", "away"), ReturnAnswer(2, "s9", "o2", "away")]
    assert bench.ledger.calls == [("hold", "o1"), ("hold_return", "o2")]


def test_an_end_is_repeated_until_it_is_done(bench: Bench) -> None:
    # given
    bench.ledger.hold(CREDIT, "a1", "o1", 300)
    bench.ledger.down = True
    bench.put(free("o1"))

    # when it fails again and again
    waits = []
    for _ in range(8):
        wait_ns = bench.run()
        assert wait_ns is not None
        waits.append(wait_ns // 1_000_000)
        bench.clock.now_ns += wait_ns
    bench.ledger.down = False

    # then it waits longer each time, and is done when the centre is back
    assert waits == [200, 400, 800, 1600, 3200, 5000, 5000, 5000]
    assert bench.run() is None
    assert bench.said == [HoldEnded(1, "o1", "freed")]
    assert bench.ledger.accounts[CREDIT, "a1"].left == 500


def test_a_customer_who_waits_is_not_kept_by_a_pause_and_gets_back_first(bench: Bench) -> None:
    # given credit that a dead sale still holds, and a centre that was away
    bench.ledger.hold(CREDIT, "a1", "o1", 300)
    bench.ledger.down = True
    bench.put(free("o1"))
    bench.run()
    bench.ledger.down = False

    # when the same account is asked before the pause is over
    bench.put(credit("o2", 500))
    assert bench.run() is None

    # then
    assert bench.said == [HoldEnded(1, "o1", "freed"), CreditAnswer(2, "s9", "o2", "held", 0)]


def test_where_the_end_before_it_fails_a_hold_is_not_asked(bench: Bench) -> None:
    # given
    bench.ledger.down = True
    bench.put(free("o1"))

    # when
    bench.put(credit("o2"))
    bench.run()

    # then the customer does not wait for a second deadline
    assert bench.said == [CreditAnswer(2, "s9", "o2", "away")]
    assert ("hold", "o2") not in bench.ledger.calls


def test_a_job_that_is_here_already_is_done_once(bench: Bench) -> None:
    # given
    owed = bench.put(free("o1"))

    # when
    bench.desk.take(owed)
    bench.run()

    # then
    assert bench.said == [HoldEnded(1, "o1", "freed")]


@pytest.mark.expected_warnings("hold_ended_otherwise")
def test_what_ended_otherwise_is_said_and_over(bench: Bench) -> None:
    # given a centre that was set back
    bench.put(EndHold("o1", CREDIT, "a1", take=True))

    # when, then
    assert bench.run() is None
    assert bench.said == [HoldEnded(1, "o1", "missing")]


class Running:
    """A worker with its thread."""

    def __init__(self) -> None:
        self.ledger = FakeLedger()
        self.ledger.accounts[CREDIT, "a2"] = Account(500)
        self.said: queue.SimpleQueue[object] = queue.SimpleQueue()
        self.worker = LedgerWorker(self.ledger, self.said.put, SystemClock(), lambda: 0.05)
        self.worker.start()


@pytest.fixture
def running() -> Iterator[Running]:
    made = Running()
    yield made
    made.worker.stop(WAIT_S)
    assert made.ledger.closed


@pytest.mark.expected_warnings("ledger_failed")
def test_an_error_of_ours_is_answered_and_blocks_no_other_account(running: Running) -> None:
    # given an account that cannot be read
    running.ledger.broken = "a1"

    # when
    running.worker.put(OpenJob(1, 1, free("o1"), False, 0))
    running.worker.put(OpenJob(2, 1, credit("o2"), False, 0))
    running.worker.put(OpenJob(3, 1, credit("o3", account="a2"), False, 0))
    running.worker.put(OpenJob(4, 1, free("o4", account="a2"), False, 0))
    said = {running.said.get(timeout=WAIT_S) for _ in range(3)}
    running.ledger.broken = ""
    said.add(running.said.get(timeout=WAIT_S))

    # then
    assert CreditAnswer(2, "s9", "o2", "away") in said
    assert HoldEnded(4, "o4", "freed") in said
    assert HoldEnded(1, "o1", "freed") in said
    assert any(
        isinstance(row, CreditAnswer) and row.tender_id == "o3" and row.outcome == "held" for row in said
    )


def test_holds_open_at_the_start_are_answered_as_they_were_decided(running: Running) -> None:
    # given a till that died before it heard the answer
    running.ledger.hold(CREDIT, "a2", "o1", 300)

    # when
    running.worker.put(OpenJob(7, 1, credit("o1", account="a2"), False, 0))

    # then
    assert running.said.get(timeout=WAIT_S) == CreditAnswer(7, "s9", "o1", "held", 200)
