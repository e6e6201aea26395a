"""Several tills and an online store at the same counters at once: the last piece is sold once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from pos_terminal.adapters.redis_stock.client import RedisStock
from pos_terminal.services.ports import Version
from tests.stock_servers import PROGRAMS, StockServerProcess, TestClock, stock_server

PRODUCTS = [f"p{number}" for number in range(150)]


@pytest.fixture(scope="module", params=PROGRAMS)
def server(request: pytest.FixtureRequest) -> Iterator[StockServerProcess]:
    with stock_server(request.param, fsync="no") as started:
        yield started


@pytest.fixture(autouse=True)
def _empty(server: StockServerProcess) -> None:
    with server.raw() as raw:
        raw.flushall()


def at_once(*jobs: Callable[[], object]) -> None:
    """Run these on threads of their own, and raise what they raise."""
    start = threading.Barrier(len(jobs))
    errors: list[BaseException] = []

    def work(job: Callable[[], object]) -> None:
        start.wait(10)
        try:
            job()
        except BaseException as error:  # noqa: BLE001 - top of a thread; raised again below
            errors.append(error)

    threads = [threading.Thread(target=work, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    if errors:
        raise errors[0]


def till(server: StockServerProcess, name: str) -> RedisStock:
    client = server.connect(name, clock=TestClock(), pause=lambda _: None)
    assert client.lease(1).ours
    return client


def test_two_tills_get_the_last_piece_once(server: StockServerProcess) -> None:
    with closing(till(server, "T1")) as first, closing(till(server, "T2")) as second:
        for product in PRODUCTS:
            first.preset(product, 1)
        got: dict[str, list[str]] = {product: [] for product in PRODUCTS}

        def claim_all(client: RedisStock, name: str) -> None:
            for seq, product in enumerate(PRODUCTS, 1):
                if (
                    client.claim(product, f"{name}.{seq}", Version(1, seq), 1, False, "block").outcome
                    == "held"
                ):
                    got[product].append(name)

        at_once(lambda: claim_all(first, "T1"), lambda: claim_all(second, "T2"))

        assert [len(names) for names in got.values()] == [1] * len(PRODUCTS)
        assert {first.look(product).counter for product in PRODUCTS} == {0}


def test_tills_and_an_online_store_sell_no_more_than_there_is(server: StockServerProcess) -> None:
    with closing(till(server, "T1")) as first, closing(till(server, "T2")) as second:
        first.preset("p", 300)
        sold_online: list[int] = []

        def sell(client: RedisStock, name: str) -> None:
            for seq in range(1, 200):
                hold = f"{name}.{seq}"
                client.claim("p", hold, Version(1, 2 * seq), 1 + seq % 3, False, "block")
                if seq % 4 == 0:
                    client.release("p", hold, Version(1, 2 * seq + 1))

        def sell_online() -> None:
            with server.raw() as raw:
                for number in range(200):
                    units = 1 + number % 4
                    if int(str(raw.decrby("stock:p", units))) < 0:
                        raw.incrby("stock:p", units)
                    else:
                        sold_online.append(units)

        at_once(lambda: sell(first, "T1"), lambda: sell(second, "T2"), sell_online)

        look = first.look("p")
        held = sum(hold.units for hold in look.holds)
        assert look.counter is not None
        assert 0 <= look.counter < 4
        assert look.counter + held + sum(sold_online) == 300


def test_two_settlers_settle_a_movement_once(server: StockServerProcess) -> None:
    with closing(till(server, "T1")) as first, closing(till(server, "T2")) as second:
        for product in PRODUCTS:
            first.preset(product, 10)
            first.claim(product, f"{product}.h", Version(1, 1), 3, True, "warn")
        answers: list[str] = []

        def settle_all(client: RedisStock) -> None:
            deadline_ms = client.settle_deadline()
            answers.extend(client.settle(product, f"{product}.h", 3, deadline_ms) for product in PRODUCTS)

        at_once(lambda: settle_all(first), lambda: settle_all(second))

        assert sorted(answers) == ["done"] * len(PRODUCTS) + ["settled"] * len(PRODUCTS)
        assert {first.look(product).counter for product in PRODUCTS} == {7}
