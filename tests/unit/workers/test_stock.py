"""The stock worker's desk, turn by turn, over a server in memory and a clock that stands still."""

from __future__ import annotations

import pytest

from pos_terminal.domain.jobs import ClaimStock, ReleaseStock
from pos_terminal.services.messages import (
    LeaseLost,
    StockAgain,
    StockAnswer,
    StockDown,
    StockOutcome,
    StockStuck,
    StockUp,
)
from pos_terminal.services.ports import Version
from pos_terminal.workers.stock import Generation, StockDesk, StockMessage, Withdraw, Work
from tests.fakes.stock import FakeStockServer

SECOND_NS = 1_000_000_000


class StillClock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now_ns = 0

    def utc_ms(self) -> int:
        """Wall clock."""
        return self.now_ns // 1_000_000

    def monotonic_ns(self) -> int:
        """Monotonic clock."""
        return self.now_ns


class Counter:
    """A desk at a server, and everything it said."""

    def __init__(self) -> None:
        self.server = FakeStockServer()
        self.clock = StillClock()
        self.said: list[object] = []
        self.counters = self.server.connect("T1", "token", clock=self.clock)
        self.desk = StockDesk(self.counters, self.said.append, self.clock)
        for product in ("p", "q"):
            self.server.put(f"stock:{product}", "10")

    def tell(self, *messages: StockMessage) -> None:
        for message in messages:
            self.desk.take(message, self.clock.now_ns)

    def work(self) -> list[object]:
        """Do everything that is due now; what was said of it."""
        while self.desk.turn() == 0:
            pass
        said, self.said[:] = list(self.said), []
        return said

    def pass_time(self, by_ns: int) -> None:
        self.clock.now_ns += by_ns
        self.server.now_ms += by_ns // 1_000_000


@pytest.fixture
def counter() -> Counter:
    return Counter()


@pytest.fixture
def open_counter(counter: Counter) -> Counter:
    """The lease of generation 1 is taken."""
    counter.tell(Generation(1))
    assert counter.work() == [StockUp()]
    return counter


def claim(
    job_id: int,
    units: int,
    *,
    hold: str = "h",
    product: str = "p",
    sold: bool = False,
    policy: str = "warn",
    generation: int = 1,
    seq: int | None = None,
) -> Work:
    job = ClaimStock("sale", hold, product, units, sold, policy)
    return Work(job_id, job, Version(generation, job_id if seq is None else seq))


def release(job_id: int, *, hold: str = "h", product: str = "p", generation: int = 1) -> Work:
    return Work(job_id, ReleaseStock("sale", hold, product), Version(generation, job_id))


def answer(job_id: int, outcome: StockOutcome, left: int | None = None, *, hold: str = "h") -> StockAnswer:
    return StockAnswer(job_id, "sale", hold, outcome, left)


# Answers


def test_nothing_is_asked_before_the_first_generation(counter: Counter) -> None:
    counter.tell(claim(1, 2))

    assert counter.desk.turn() is None
    assert counter.said == []


def test_claims_and_releases_are_answered(open_counter: Counter) -> None:
    open_counter.tell(claim(1, 2), claim(2, 3, hold="g", product="q"))
    claims = open_counter.work()
    open_counter.tell(release(3), release(4, hold="g", product="q"), release(5))

    assert claims == [answer(1, "held", 8), answer(2, "held", 7, hold="g")]
    assert open_counter.work() == [
        answer(3, "superseded"),
        answer(4, "released", 10, hold="g"),
        answer(5, "released", 10),
    ]


@pytest.mark.parametrize(
    ("work", "outcome", "left"),
    [
        (claim(1, 11, policy="block"), "short", 10),
        (claim(1, 11, policy="warn"), "below", 0),
        (claim(1, 11, policy="block", sold=True), "sold", 0),
        (claim(1, 2, sold=True), "sold", 8),
        (claim(1, 2, product="new"), "unknown", None),
        (claim(1, 2, product="new", sold=True), "sold", None),
    ],
)
def test_outcomes_in_the_words_of_the_core(
    open_counter: Counter, work: Work, outcome: StockOutcome, left: int | None
) -> None:
    open_counter.tell(work)

    assert open_counter.work() == [answer(1, outcome, left)]


def test_a_sold_claim_of_a_settled_hold_is_done(open_counter: Counter) -> None:
    deadline_ms = open_counter.counters.settle_deadline()
    open_counter.counters.settle("p", "h", 2, deadline_ms)
    open_counter.tell(claim(1, 2, sold=True))

    assert open_counter.work() == [answer(1, "done", 8)]


def test_what_the_server_calls_stale_is_superseded(open_counter: Counter) -> None:
    open_counter.tell(claim(5, 2))
    open_counter.work()
    open_counter.tell(claim(4, 1))

    assert open_counter.work() == [answer(4, "superseded")]


# Order and coalescing


def test_work_keeps_its_order(open_counter: Counter) -> None:
    open_counter.tell(*(claim(number, 1, hold=f"h{number}") for number in range(1, 6)))

    said = open_counter.work()

    assert [a.job_id for a in said if isinstance(a, StockAnswer)] == [1, 2, 3, 4, 5]


def test_a_newer_claim_of_a_hold_takes_the_place_of_one_that_waits(open_counter: Counter) -> None:
    open_counter.tell(claim(1, 1), claim(2, 2), claim(3, 3))

    assert open_counter.work() == [answer(1, "superseded"), answer(2, "superseded"), answer(3, "held", 7)]


def test_an_older_claim_does_not_take_the_place_of_a_newer_one(open_counter: Counter) -> None:
    open_counter.tell(claim(7, 3), claim(2, 1))

    assert open_counter.work() == [answer(2, "superseded"), answer(7, "held", 7)]


def test_the_same_job_handed_in_again_is_answered_once(open_counter: Counter) -> None:
    open_counter.tell(claim(1, 1), claim(1, 1))

    assert open_counter.work() == [answer(1, "held", 9)]


def test_holds_that_were_handed_over_are_not_claimed_any_more(open_counter: Counter) -> None:
    open_counter.tell(claim(1, 1, sold=True), claim(2, 1, hold="g"), release(3, hold="r"))
    open_counter.tell(Withdraw(("h", "r", "unknown")))

    assert open_counter.work() == [
        answer(1, "superseded"),
        answer(2, "held", 9, hold="g"),
        answer(3, "released", 9, hold="r"),
    ]


# Away


@pytest.mark.expected_warnings("stock.down")
def test_away_is_said_once_and_so_is_back(open_counter: Counter) -> None:
    open_counter.server.away = True
    open_counter.tell(claim(1, 1))
    away = open_counter.work()
    for _ in range(10):
        open_counter.pass_time(2 * SECOND_NS)
        assert open_counter.work() == []
    open_counter.server.away = False
    open_counter.pass_time(2 * SECOND_NS)

    assert [type(message) for message in away] == [StockDown]
    assert open_counter.work() == [StockUp(), answer(1, "held", 9)]


@pytest.mark.expected_warnings("stock.down")
def test_a_server_that_was_never_there_is_said_to_be_away(counter: Counter) -> None:
    counter.server.away = True
    counter.tell(Generation(1))

    assert [type(message) for message in counter.work()] == [StockDown]


@pytest.mark.expected_warnings("stock.down")
def test_the_wait_grows_to_two_seconds_and_begins_anew(open_counter: Counter) -> None:
    open_counter.server.away = True
    open_counter.tell(claim(1, 1))
    open_counter.work()
    waits = []
    for _ in range(7):
        wait_ns = open_counter.desk.turn()
        assert wait_ns
        waits.append(wait_ns // 1_000_000)
        open_counter.pass_time(wait_ns)
        open_counter.work()

    open_counter.server.away = False
    open_counter.pass_time(2 * SECOND_NS)
    open_counter.work()
    open_counter.server.away = True
    open_counter.tell(claim(2, 2))
    open_counter.work()

    assert waits == [100, 200, 400, 800, 1600, 2000, 2000]
    assert open_counter.desk.turn() == 100_000_000


@pytest.mark.expected_warnings("stock.down")
def test_work_waits_in_order_and_only_the_newest_of_a_hold_is_asked(open_counter: Counter) -> None:
    open_counter.server.away = True
    open_counter.tell(claim(1, 1))
    open_counter.work()
    open_counter.tell(claim(2, 1, hold="g"), claim(3, 4), claim(4, 1, hold="k"), release(5, hold="g"))
    superseded = open_counter.work()
    open_counter.server.away = False
    open_counter.pass_time(SECOND_NS)

    assert superseded == [answer(1, "superseded"), answer(2, "superseded", hold="g")]
    assert open_counter.work() == [
        StockUp(),
        answer(3, "held", 6),
        answer(4, "held", 5, hold="k"),
        answer(5, "released", 5, hold="g"),
    ]


@pytest.mark.expected_warnings("stock.down")
def test_work_that_waited_too_long_is_handed_back(open_counter: Counter) -> None:
    open_counter.server.away = True
    open_counter.tell(claim(1, 1))
    open_counter.work()
    open_counter.pass_time(29 * SECOND_NS)
    open_counter.tell(claim(2, 1, hold="g"))
    open_counter.work()
    open_counter.server.away = False
    open_counter.pass_time(2 * SECOND_NS)

    assert open_counter.work() == [StockUp(), StockAgain(1), answer(2, "held", 9, hold="g")]


def test_what_came_too_late_is_handed_back(open_counter: Counter) -> None:
    open_counter.server.now_ms += 31_000
    open_counter.tell(claim(1, 1))

    assert open_counter.work() == [StockAgain(1)]
    assert open_counter.server.text("stock:p") == "10"


# One article


@pytest.mark.expected_warnings("stock.stuck")
def test_an_article_that_is_refused_waits_and_all_others_go_on(open_counter: Counter) -> None:
    bad = claim(1, 1, product="no such id")
    open_counter.tell(bad, claim(2, 1, hold="g"), claim(3, 1, hold="k", product="no such id"))

    said = open_counter.work()
    wait_ns = open_counter.desk.turn()
    open_counter.pass_time(19 * SECOND_NS)
    again = open_counter.work()

    assert [type(message) for message in said] == [StockStuck, StockAnswer]
    assert wait_ns == 20 * SECOND_NS
    assert again == []


@pytest.mark.expected_warnings("stock.stuck")
def test_a_refused_article_is_handed_back_and_asked_again_later(open_counter: Counter) -> None:
    open_counter.tell(claim(1, 1, product="no such id"))
    open_counter.work()
    open_counter.pass_time(30 * SECOND_NS + 1)
    handed_back = open_counter.work()
    open_counter.tell(claim(1, 1, product="no such id"))

    assert handed_back == [StockAgain(1)]
    assert open_counter.work() == []


# Leases and generations


def test_the_lease_is_renewed_every_20_s(open_counter: Counter) -> None:
    for _ in range(60):
        assert open_counter.desk.turn() == 20 * SECOND_NS
        open_counter.pass_time(20 * SECOND_NS)
        assert open_counter.work() == []

    assert open_counter.server.text("pos:lease:T1") == "1:token"


def test_a_lost_lease_stops_all_claims_until_the_next_generation(open_counter: Counter) -> None:
    open_counter.server.drop("pos:lease:T1")
    open_counter.pass_time(20 * SECOND_NS)
    lost = open_counter.work()
    open_counter.tell(claim(1, 1))
    silence = open_counter.work()
    open_counter.tell(claim(2, 1, generation=2, seq=1), Generation(2))

    assert lost == [LeaseLost("lease", 0)]
    assert silence == []
    assert open_counter.work() == [answer(1, "superseded"), answer(2, "held", 9)]


def test_a_lease_of_another_with_a_higher_generation_is_told(open_counter: Counter) -> None:
    open_counter.server.put("pos:lease:T1", "7:other")
    open_counter.pass_time(20 * SECOND_NS)

    assert open_counter.work() == [LeaseLost("lease", 7)]
    open_counter.tell(Generation(8))
    assert open_counter.work() == []
    assert open_counter.server.text("pos:lease:T1") == "8:token"


@pytest.mark.expected_warnings("stock.down")
def test_another_server_run_asks_for_a_new_generation(open_counter: Counter) -> None:
    open_counter.server.restart()
    open_counter.tell(claim(1, 1))
    first = open_counter.work()
    open_counter.pass_time(SECOND_NS)
    then = open_counter.work()
    open_counter.tell(Generation(2), claim(2, 1, generation=2, seq=1))

    assert [type(message) for message in first] == [StockDown]
    assert then == [LeaseLost("server", 1)]
    assert open_counter.work() == [answer(1, "superseded"), StockUp(), answer(2, "held", 9)]


def test_work_of_an_older_generation_that_nobody_replaced_is_handed_back(open_counter: Counter) -> None:
    open_counter.tell(claim(1, 1), Generation(2))

    assert open_counter.work() == [StockAgain(1)]


def test_work_of_a_generation_that_is_not_leased_yet_waits_for_it(open_counter: Counter) -> None:
    open_counter.tell(claim(1, 1, generation=2))
    waiting = open_counter.work()
    open_counter.tell(Generation(2))

    assert waiting == []
    assert open_counter.work() == [answer(1, "held", 9)]
