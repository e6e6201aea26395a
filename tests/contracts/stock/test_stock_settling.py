"""Settling: what the centre has moved leaves the holds, once, whoever is interrupted where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from pos_terminal.adapters.redis_stock.client import RedisStock
from pos_terminal.domain.records import Movement
from pos_terminal.errors import CentreUnavailable, StockUnavailable
from pos_terminal.services.ports import Version
from pos_terminal.services.settling import settle_movements
from tests.fakes.centre import FakeCentre
from tests.fakes.stock import FakeStockServer
from tests.stock_servers import PROGRAMS, StockServerProcess, TestClock, stock_server

Server = FakeStockServer | StockServerProcess


@pytest.fixture(params=["memory", *PROGRAMS])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    if request.param == "memory":
        yield FakeStockServer()
    else:
        with stock_server(request.param, fsync="no") as started:
            yield started


class Books:
    """A till with two sold holds of p and q, whose movements are at the centre."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.clock = TestClock()
        self.counters: RedisStock = server.connect("T1", "token", clock=self.clock)
        self.centre = FakeCentre()
        self.counters.lease(1)
        for product, units in (("p", 3), ("q", 2)):
            self.counters.preset(product, 10)
            hold_id = f"{product}1"
            self.counters.claim(product, hold_id, Version(1, 1), units, True, "warn")
            self.centre.moves[hold_id] = Movement(hold_id, product, units, "sale")

    def settle(self) -> int:
        return settle_movements(self.counters, self.centre, ["sale"])

    def left(self) -> dict[str, tuple[str | None, int]]:
        """Counter and number of holds by product."""
        return {
            product: (
                self.server.text(f"stock:{product}"),
                len(self.server.fields(f"{{stock:{product}}}:holds")),
            )
            for product in ("p", "q")
        }

    def tombstone(self, product: str) -> tuple[str | None, bool]:
        """Its value, and whether it runs out."""
        key = f"{{stock:{product}}}:done:{product}1"
        return self.server.text(key), self.server.ttl_ms(key) is not None


@pytest.fixture
def books(server: Server) -> Iterator[Books]:
    opened = Books(server)
    yield opened
    opened.counters.close()


SETTLED = {"p": ("7", 0), "q": ("8", 0)}


def test_movements_are_settled_marked_and_forgotten(books: Books) -> None:
    assert books.settle() == 2
    assert books.left() == SETTLED
    assert books.centre.settled == {"p1", "q1"}
    assert books.tombstone("p") == ("s", True)


def test_nothing_is_left_for_a_second_time(books: Books) -> None:
    books.settle()

    assert books.settle() == 0
    assert books.left() == SETTLED


def test_sales_of_others_stay_untouched(books: Books) -> None:
    books.centre.moves["r1"] = Movement("r1", "p", 5, "another")

    assert books.settle() == 2
    assert "r1" not in books.centre.settled


def test_a_centre_that_goes_away_before_the_mark_leaves_it_for_the_next_time(books: Books) -> None:
    marks = books.centre.mark_settled

    def refuse(hold_ids: Sequence[str]) -> None:
        raise CentreUnavailable("The central database does not answer.")

    books.centre.mark_settled = refuse  # type: ignore[method-assign]
    with pytest.raises(CentreUnavailable):
        books.settle()
    between = (books.left(), books.tombstone("p"))
    books.centre.mark_settled = marks  # type: ignore[method-assign]

    assert between == (SETTLED, ("s", False))
    assert books.settle() == 2
    assert (books.left(), books.tombstone("p")) == (SETTLED, ("s", True))


def test_movements_that_took_longer_to_read_than_the_deadline_are_left_for_the_next_time() -> None:
    """Somebody else may have settled, marked and forgotten them since, and the tombstone may be gone."""
    server = FakeStockServer()
    books = Books(server)
    unsettled = books.centre.unsettled

    def read_slowly(sale_ids: Sequence[str]) -> tuple[Movement, ...]:
        movements = unsettled(sale_ids)
        server.now_ms += 31_000
        return movements

    books.centre.unsettled = read_slowly  # type: ignore[method-assign]
    too_slow = books.settle()
    books.centre.unsettled = unsettled  # type: ignore[method-assign]

    assert too_slow == 0
    assert books.tombstone("p") == (None, False)
    assert books.settle() == 2
    assert books.left() == SETTLED


def test_an_article_that_cannot_be_counted_does_not_hold_up_the_others(books: Books) -> None:
    books.centre.moves["x1"] = Movement("x1", "no such id", 1, "sale")

    assert books.settle() == 2
    assert books.centre.settled == {"p1", "q1"}
    assert books.left() == SETTLED


def test_counters_that_are_away_are_said(books: Books) -> None:
    if isinstance(books.server, FakeStockServer):
        books.server.away = True
    else:
        books.server.kill()

    with pytest.raises(StockUnavailable):
        books.settle()
    if not isinstance(books.server, FakeStockServer):
        books.server.start()
    assert books.centre.settled == set()
