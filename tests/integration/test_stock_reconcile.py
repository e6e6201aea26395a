"""Reconciling on every pair of servers: in memory, Valkey and Redis with a real central database."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import pytest

from pos_terminal.errors import StockUnavailable
from pos_terminal.services.ports import CentreStock, Version
from tests.centre_servers import CentreServer, centre_server
from tests.fakes.audited_shop import MINUTE_MS, AuditedShop, CentreDesk, FakeDesk, MongoDesk
from tests.fakes.stock import FakeStockServer
from tests.fakes.stock_shop import Server, Shop
from tests.stock_servers import PROGRAMS, StockServerProcess, stock_server

__all__ = ["centre_server"]

NOTHING: list[tuple[str, int]] = []


@contextmanager
def running(kind: str) -> Iterator[Server]:
    if kind == "memory":
        yield FakeStockServer()
    else:
        with stock_server(kind) as server:
            yield server


@pytest.fixture(scope="module", params=["memory", *PROGRAMS])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with running(request.param) as started:
        yield started


@pytest.fixture
def shop(server: Server, request: pytest.FixtureRequest) -> Iterator[AuditedShop]:
    keys = Shop(server)
    desk: CentreDesk = FakeDesk()
    if not isinstance(server, FakeStockServer):
        desk = MongoDesk(request.getfixturevalue("centre_server").url())
    yield AuditedShop(keys, desk)
    keys.close()
    desk.centre.close()


def test_a_shop_in_order_is_left_as_it_is(shop: AuditedShop) -> None:
    # given a basket, and a sale that is not at the centre yet
    shop.hold("open", 2)
    shop.hold("sold", 3, sold=True)

    # when
    first = shop.round()
    shop.later(20 * MINUTE_MS)
    second = shop.round()

    # then
    assert (first.findings, second.findings, second.waiting, second.next_due_ms) == ((), (), (), None)
    assert (first.looked_at, shop.shop.counter()) == (1, 5)


def test_a_settling_that_was_lost_is_made_up_for(shop: AuditedShop) -> None:
    # given a sale at the centre whose till died before it settled
    shop.hold("h", 3, sold=True)
    shop.upload("h", 3)

    # when
    found = shop.kinds()

    # then
    assert found == [("settled", 3)]
    assert (shop.shop.counter(), shop.shop.hold("h"), shop.desk.unsettled()) == (7, None, set())
    assert shop.shop.tombstone("h")[1] is not None
    assert shop.kinds() == NOTHING


def test_a_sale_that_the_counters_never_heard_of_is_settled(shop: AuditedShop) -> None:
    # given a till that was offline all day
    shop.upload("h", 4)

    # when, then
    assert shop.kinds() == [("settled", 4)]
    assert (shop.shop.counter(), shop.desk.on_hand("p")) == (6, 6)


def test_a_counter_that_is_too_high_is_lowered_after_a_minute_of_nobody(shop: AuditedShop) -> None:
    # given a counter that lost an online sale of 2
    shop.desk.add("p", -2)

    # when
    first = shop.round()
    shop.later(MINUTE_MS - 1_000)
    early = shop.round()
    shop.later(1_000)
    second = shop.round()

    # then
    assert [(finding.kind, finding.units) for finding in first.waiting] == [("waiting", 2)]
    assert early.findings == ()
    assert [(finding.kind, finding.units) for finding in second.findings] == [("lowered", 2)]
    assert (shop.shop.counter(), shop.desk.on_hand("p")) == (8, 8)
    assert shop.kinds() == NOTHING


def test_an_online_sale_in_between_begins_the_minute_anew(shop: AuditedShop) -> None:
    # given
    shop.desk.add("p", -2)
    shop.round()
    shop.later()

    # when a sale of 1 comes in, and a refused one of 1 leaves the value as it was then
    shop.shop.online(-1)
    touched = shop.kinds()
    shop.later()
    shop.shop.online(-1)
    shop.shop.online(1)
    touched_again = shop.kinds()
    shop.later()

    # then what was proven is lowered, and the sale that is not written down is no part of it
    assert (touched, touched_again, shop.kinds()) == (NOTHING, NOTHING, [("lowered", 1)])
    assert shop.shop.counter() == 8
    shop.desk.add("p", -1)
    shop.round()
    shop.later()
    assert shop.kinds() == [("lowered", 1)]
    assert shop.shop.counter() == shop.desk.on_hand("p") == 7


def test_two_online_orders_of_one_size_are_seen(shop: AuditedShop) -> None:
    # given a look in the middle of an order of 1, whose other half is at the centre already
    shop.desk.add("p", -1)
    shop.round()
    shop.later()

    # when it arrives at the counter, and goods of 1 are put back
    shop.shop.online(-1)
    shop.shop.online(1)

    # then the counter, with the value of the first look, is not lowered
    assert shop.kinds() == NOTHING
    assert shop.shop.counter() == 10


def test_what_happens_while_the_centre_is_asked_is_seen(
    shop: AuditedShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    shop.desk.add("p", -2)
    shop.round()
    shop.later()
    ask = shop.desk.centre.stock_of

    def ask_slowly(ids: Sequence[str], holds: Sequence[str]) -> Mapping[str, CentreStock]:
        seen = ask(ids, holds)
        shop.shop.online(-1)
        shop.shop.online(1)
        return seen

    # when
    with monkeypatch.context() as patch:
        patch.setattr(shop.desk.centre, "stock_of", ask_slowly)
        found = shop.kinds()

    # then
    assert (found, shop.shop.counter()) == (NOTHING, 10)


def test_another_stock_at_the_centre_begins_the_minute_anew(shop: AuditedShop) -> None:
    shop.desk.add("p", -2)
    shop.round()
    shop.later()

    shop.desk.add("p", -1)

    assert shop.kinds() == NOTHING
    shop.later()
    assert shop.kinds() == [("lowered", 3)]


def test_an_online_refusal_that_was_never_given_back_is_told_after_15_minutes(shop: AuditedShop) -> None:
    # given
    shop.shop.online(-20)

    # when
    before = [shop.kinds()]
    shop.later(15 * MINUTE_MS - 1_000)
    before.append(shop.kinds())
    shop.later(1_000)
    seen = shop.round()
    shop.later(15 * MINUTE_MS)
    again = shop.kinds()

    # then it is told once, and nothing is changed
    assert before == [NOTHING, NOTHING]
    (finding,) = seen.findings
    assert (finding.kind, finding.units, again, shop.shop.counter()) == ("low", 20, NOTHING, -10)
    assert "stock reconcile --raise p" in finding.text


def test_a_counter_that_is_too_low_is_raised_by_a_manager(shop: AuditedShop) -> None:
    shop.shop.online(-2)
    shop.raised.add("p")
    shop.round()
    shop.later(15 * MINUTE_MS)

    assert shop.kinds() == [("raised", 2)]
    assert shop.shop.counter() == 10


def test_what_a_till_that_died_held_is_free_after_two_looks(shop: AuditedShop) -> None:
    # given
    shop.hold("open", 2)
    shop.hold("sold", 3, sold=True)
    shop.till_dies()

    # when
    first = shop.round()
    shop.later()
    second = shop.kinds()

    # then
    assert (first.findings, [finding.units for finding in first.waiting]) == ((), [2])
    assert second == [("reaped", 2)]
    assert (shop.shop.counter(), shop.shop.hold("open")) == (7, None)
    assert shop.shop.hold("sold") is not None
    assert shop.kinds() == NOTHING


def test_a_till_that_has_started_again_has_lost_its_old_baskets(shop: AuditedShop) -> None:
    shop.hold("open", 2)
    shop.shop.till("T1", generation=2)

    shop.round()
    shop.later()

    assert shop.kinds() == [("reaped", 2)]


def test_a_parked_basket_of_a_living_till_is_never_free(shop: AuditedShop) -> None:
    shop.hold("parked", 2)
    for _ in range(5):
        assert shop.kinds() == NOTHING
        shop.later(240 * MINUTE_MS)

    assert shop.shop.hold("parked") is not None


def test_a_till_that_comes_back_keeps_what_it_claims_anew(shop: AuditedShop) -> None:
    # given
    shop.hold("open", 2)
    shop.till_dies()
    shop.round()
    shop.later()

    # when
    shop.shop.till("T1", generation=2).claim("p", "open", Version(2, 1), 2, False, "warn")

    # then
    assert shop.kinds() == NOTHING
    shop.later()
    assert (shop.kinds(), shop.shop.counter()) == (NOTHING, 8)


def test_nothing_is_proven_over_a_broken_connection(shop: AuditedShop) -> None:
    # given something to lower and something to reap
    shop.hold("open", 2)
    shop.till_dies()
    shop.desk.add("p", -2)
    shop.round()
    shop.later()

    # when
    shop.audit.close()

    # then both begin anew
    assert shop.kinds() == NOTHING
    shop.later()
    assert shop.kinds() == [("reaped", 2)]
    assert shop.kinds() == NOTHING
    shop.later()
    assert (shop.kinds(), shop.shop.counter()) == ([("lowered", 2)], 8)


def test_an_article_without_a_counter_is_named_once(shop: AuditedShop) -> None:
    shop.shop.server.drop(f"{shop.shop.prefix}stock:p")

    assert [shop.kinds(), shop.kinds()] == [[("no_counter", 10)], NOTHING]


@pytest.fixture
def real(centre_server: CentreServer) -> Iterator[tuple[AuditedShop, StockServerProcess]]:
    with stock_server("valkey") as server:
        keys = Shop(server)
        shop = AuditedShop(keys, MongoDesk(centre_server.url()))
        yield shop, server
        keys.close()
        shop.desk.centre.close()


def test_a_server_restored_from_an_older_file(
    real: tuple[AuditedShop, StockServerProcess],
) -> None:
    # given a file from before a sale was claimed, and one from before it was settled
    shop, server = real
    old = server._folder / "old"

    def keep() -> None:
        server.kill()
        shutil.rmtree(old, ignore_errors=True)
        shutil.copytree(server._folder / "appendonlydir", old)
        server.start()

    def restore() -> None:
        server.kill()
        shutil.rmtree(server._folder / "appendonlydir")
        shutil.copytree(old, server._folder / "appendonlydir")
        server.start()

    shop.hold("before", 1, sold=True)
    keep()
    shop.upload("before", 1)
    shop.hold("after", 2, sold=True)
    shop.upload("after", 2)
    assert shop.kinds() == [("settled", 3)]
    assert shop.desk.unsettled() == set()

    # when the server knows neither the settling of the one nor anything of the other
    restore()
    with pytest.raises(StockUnavailable):
        shop.round()
    settled = shop.kinds()
    waiting = shop.kinds()
    shop.later()
    lowered = shop.kinds()

    # then the hold that stands again is settled again, and what is too high is lowered
    assert (settled, waiting, lowered) == ([("settled", 1)], NOTHING, [("lowered", 2)])
    assert shop.shop.counter() == shop.desk.on_hand("p") == 7


def test_a_server_that_restarts_between_two_looks_proves_nothing(
    real: tuple[AuditedShop, StockServerProcess],
) -> None:
    shop, server = real
    shop.desk.add("p", -2)
    shop.round()
    shop.later()

    server.kill()
    server.start()

    with pytest.raises(StockUnavailable):
        shop.round()
    assert shop.kinds() == NOTHING
    assert shop.shop.counter() == 10


def test_an_article_whose_keys_are_broken_does_not_stop_the_others(
    real: tuple[AuditedShop, StockServerProcess],
) -> None:
    shop, server = real
    shop.desk.put("a", 3)
    server.put(f"{{{shop.shop.prefix}stock:a}}:holds", "not a hash")
    shop.upload("h", 1)

    assert shop.kinds() == [("unreadable", 0), ("settled", 1)]
    assert shop.kinds() == NOTHING
