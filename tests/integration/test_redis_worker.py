"""The stock worker's thread at a real server that is killed, frozen and brought back."""

from __future__ import annotations

import queue
from collections.abc import Iterator

import pytest

from pos_terminal.adapters.redis_stock.client import connect
from pos_terminal.domain.jobs import ClaimStock, ReleaseStock
from pos_terminal.services.messages import LeaseLost, StockAnswer, StockDown, StockUp
from pos_terminal.services.ports import Version
from pos_terminal.workers.stock import Generation, StockWorker, Work
from tests.stock_servers import StockServerProcess, TestClock, stock_server

pytestmark = pytest.mark.expected_warnings("stock.down")


class Core:
    """What the core would hear, and the worker that it hears it from."""

    def __init__(self, server: StockServerProcess) -> None:
        self.heard: queue.SimpleQueue[object] = queue.SimpleQueue()
        counters = connect(server.url, "T1", "token", TestClock(), deadline_ms=150)
        self.worker = StockWorker(counters, self.heard.put, TestClock())
        self.worker.start()

    def claim(
        self, job_id: int, hold_id: str, units: int, *, generation: int = 1, sold: bool = False
    ) -> None:
        job = ClaimStock("sale", hold_id, "p", units, sold, "block")
        self.worker.put(Work(job_id, job, Version(generation, job_id)))

    def release(self, job_id: int, hold_id: str, *, generation: int = 1) -> None:
        self.worker.put(Work(job_id, ReleaseStock("sale", hold_id, "p"), Version(generation, job_id)))

    def hear(self) -> object:
        return self.heard.get(timeout=20)

    def answers(self, number: int) -> list[tuple[int, str]]:
        messages = [self.hear() for _ in range(number)]
        assert all(isinstance(message, StockAnswer) for message in messages), messages
        return [(message.job_id, message.outcome) for message in messages if isinstance(message, StockAnswer)]


@pytest.fixture
def server() -> Iterator[StockServerProcess]:
    with stock_server("valkey") as started:
        started.put("stock:p", "10")
        yield started


@pytest.fixture
def core(server: StockServerProcess) -> Iterator[Core]:
    hearing = Core(server)
    hearing.worker.put(Generation(1))
    assert hearing.hear() == StockUp()
    yield hearing
    assert hearing.worker.stop(10)


def test_claims_and_releases_reach_the_server(core: Core, server: StockServerProcess) -> None:
    core.claim(1, "a", 3)
    core.claim(2, "b", 8)
    claimed = core.answers(2)
    core.release(3, "a")
    core.claim(4, "c", 10)

    assert claimed == [(1, "held"), (2, "short")]
    assert core.answers(2) == [(3, "released"), (4, "held")]
    assert server.text("stock:p") == "0"


def test_a_killed_server_makes_the_core_say_everything_again(core: Core, server: StockServerProcess) -> None:
    core.claim(1, "a", 3)
    assert core.answers(1) == [(1, "held")]
    server.kill()
    core.claim(2, "b", 1)
    down = core.hear()
    core.claim(3, "b", 2)
    server.start()
    superseded, lost = core.hear(), core.hear()
    core.claim(4, "a", 3, generation=2)
    core.claim(5, "b", 2, generation=2)
    core.worker.put(Generation(2))

    assert isinstance(down, StockDown)
    assert superseded == StockAnswer(2, "sale", "b", "superseded")
    assert lost == LeaseLost("server", 1)
    heard = [core.hear() for _ in range(4)]
    assert StockUp() in heard
    assert sorted((a.job_id, a.outcome) for a in heard if isinstance(a, StockAnswer)) == [
        (3, "superseded"),
        (4, "held"),
        (5, "held"),
    ]
    assert server.text("stock:p") == "5"
    assert server.text("pos:lease:T1") == "2:token"


def test_a_frozen_server_is_away_and_goes_on_where_it_was(core: Core, server: StockServerProcess) -> None:
    core.claim(1, "a", 3)
    assert core.answers(1) == [(1, "held")]
    server.freeze()
    core.claim(2, "a", 4)
    down = core.hear()
    core.release(3, "b")
    core.claim(4, "a", 5, sold=True)
    superseded = core.hear()
    server.thaw()

    assert isinstance(down, StockDown)
    assert superseded == StockAnswer(2, "sale", "a", "superseded")
    assert core.hear() == StockUp()
    assert core.answers(2) == [(3, "released"), (4, "sold")]
    assert server.text("stock:p") == "5"


def test_the_thread_ends_while_the_server_is_frozen(server: StockServerProcess) -> None:
    core = Core(server)
    server.freeze()
    core.worker.put(Generation(1))
    core.claim(1, "a", 3)
    down = core.hear()

    assert isinstance(down, StockDown)
    assert core.worker.stop(10)


@pytest.mark.expected_warnings("stock.worker_ended")
def test_an_error_of_ours_is_said_and_not_hidden(core: Core) -> None:
    core.claim(1, "a", -1)

    ended = core.hear()

    assert isinstance(ended, StockDown)
    assert "restart" in ended.reason
