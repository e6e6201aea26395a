"""Servers that are killed, frozen, absent, full, or keep what they should not: one sentence, and recovery."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing

import pytest
from redis.crc import key_slot

from pos_terminal.adapters.redis_stock.client import RedisStock, connect
from pos_terminal.adapters.redis_stock.keys import Keys
from pos_terminal.errors import ConfigError, StockRefused, StockUnavailable
from pos_terminal.services.ports import Version
from tests.stock_servers import PROGRAMS, StockServerProcess, TestClock, free_port, stock_server

V1, V2 = Version(1, 1), Version(1, 2)


@pytest.fixture(params=PROGRAMS)
def server(request: pytest.FixtureRequest) -> Iterator[StockServerProcess]:
    with stock_server(request.param) as started:
        yield started


@pytest.fixture
def till(server: StockServerProcess) -> Iterator[RedisStock]:
    """A till with a lease and ten pieces of p; it waits 200 ms for an answer."""
    client = connect(server.url, "T1", "token", TestClock(), deadline_ms=200)
    client.preset("p", 10)
    assert client.lease(1).ours
    yield client
    client.close()


def plain(error: pytest.ExceptionInfo[StockUnavailable]) -> str:
    """The sentence of an error, after a look at its form."""
    text = str(error.value)
    assert text.startswith("The ")
    assert text.endswith(".")
    assert "\n" not in text
    return text


# Away


def test_a_closed_port_is_named_and_no_password_with_it() -> None:
    port = free_port()
    url = f"redis://till:geheim@127.0.0.1:{port}/0"
    with closing(connect(url, "T1", "t", TestClock())) as client, pytest.raises(StockUnavailable) as error:
        client.lease(1)

    assert f"127.0.0.1:{port}" in plain(error)
    assert "geheim" not in plain(error)


def test_a_missing_socket_is_named() -> None:
    url = "unix:///nowhere/valkey.sock"
    with closing(connect(url, "T1", "t", TestClock())) as client, pytest.raises(StockUnavailable) as error:
        client.settle_deadline()

    assert "/nowhere/valkey.sock" in plain(error)


def test_a_server_that_accepts_and_says_nothing_is_not_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"redis://127.0.0.1:{listener.getsockname()[1]}/0"
        client = connect(url, "T1", "t", TestClock(), deadline_ms=100)
        with closing(client), pytest.raises(StockUnavailable) as error:
            client.lease(1)

    assert "in time" in plain(error)


@pytest.mark.parametrize("url", ["http://here:6379", "redis://here:port", "here"])
def test_an_address_that_cannot_be_read_is_a_wrong_setting(url: str) -> None:
    with pytest.raises(ConfigError):
        connect(url, "T1", "t", TestClock())


def test_a_tcp_address_works_as_a_socket_does() -> None:
    with stock_server("valkey", tcp=True) as server, closing(server.connect(clock=TestClock())) as till:
        till.preset("p", 4)
        till.lease(1)

        assert till.claim("p", "h", V1, 3, False, "block").left == 1


def test_a_killed_server_comes_back_with_everything_that_it_answered(
    server: StockServerProcess, till: RedisStock
) -> None:
    run = till.lease(1).server_run
    till.claim("p", "open", V1, 2, False, "block")
    till.settle("p", "settled", 3, till.settle_deadline())
    server.kill()

    with pytest.raises(StockUnavailable):
        till.claim("p", "open", V2, 4, False, "block")
    with pytest.raises(StockUnavailable):
        till.lease(1)
    server.start()
    reply = till.lease(1)

    assert reply.ours
    assert reply.server_run != run
    look = till.look("p")
    assert (look.counter, [(hold.hold_id, hold.units) for hold in look.holds]) == (5, [("open", 2)])
    assert till.settle("p", "settled", 3, till.settle_deadline()) == "done"


def test_a_server_that_restarted_between_two_calls_is_not_taken_for_the_same(
    server: StockServerProcess, till: RedisStock
) -> None:
    server.kill()
    server.start()

    with pytest.raises(StockUnavailable):
        till.claim("p", "h", V1, 2, False, "block")
    with pytest.raises(StockUnavailable):
        till.claim("p", "h", V1, 2, False, "block")
    assert server.fields("{stock:p}:holds") == {}


def test_a_frozen_server_costs_one_deadline_and_what_it_was_asked_happens_once(
    server: StockServerProcess, till: RedisStock
) -> None:
    till.claim("p", "known", V1, 0, False, "block")
    with server.raw() as raw:
        raw.config_resetstat()
    server.freeze()
    with pytest.raises(StockUnavailable) as error:
        till.claim("p", "h", V1, 2, False, "block")
    with pytest.raises(StockUnavailable):
        till.lease(1)
    server.thaw()

    assert till.lease(1).ours
    again = till.claim("p", "h", V1, 2, False, "block")

    assert "in time" in plain(error)
    assert (again.outcome, again.held, again.left) == ("held", 2, 8)
    with server.raw() as raw:
        # The claim that waited in the frozen server, the lease, and the claim again: the client library sent
        # nothing twice.
        assert raw.info("commandstats")["cmdstat_evalsha"]["calls"] == 3


def test_a_claim_that_waited_in_a_frozen_server_does_not_undo_what_came_later(
    server: StockServerProcess, till: RedisStock
) -> None:
    till.claim("p", "known", V1, 0, False, "block")
    server.freeze()
    with pytest.raises(StockUnavailable):
        till.claim("p", "h", V1, 7, False, "block")
    server.thaw()
    till.lease(1)

    till.release("p", "h", V2)
    delayed = till.claim("p", "h", V1, 7, False, "block")

    assert delayed.outcome == "done"
    assert (server.text("stock:p"), list(server.fields("{stock:p}:holds"))) == ("10", ["known"])


# Not as it should be


def test_scripts_that_the_server_forgot_are_sent_again(server: StockServerProcess, till: RedisStock) -> None:
    till.claim("p", "h", V1, 1, False, "warn")
    with server.raw() as raw:
        raw.script_flush()

    assert till.claim("p", "h", V2, 2, False, "warn").held == 2
    assert till.look("p").counter == 8


@pytest.mark.parametrize(
    ("key", "kind"), [("stock:q", "list"), ("stock:q", "word"), ("{stock:q}:holds", "word")]
)
def test_a_key_of_a_wrong_kind_stops_one_article_and_nothing_else(
    server: StockServerProcess, till: RedisStock, key: str, kind: str
) -> None:
    with server.raw() as raw:
        if kind == "list":
            raw.rpush(key, "1")
        else:
            raw.set(key, "several")
        if key != "stock:q":
            raw.set("stock:q", "10")

    with pytest.raises(StockRefused) as error:
        till.claim("q", "h", V1, 1, False, "warn")
    with pytest.raises(StockRefused):
        till.settle("q", "h", 1, till.settle_deadline())

    assert "article" in plain(error)
    assert till.claim("p", "h", V1, 1, False, "warn").outcome == "held"
    with server.raw() as raw:
        assert not raw.exists("{stock:q}:done:h")
        if key != "stock:q":
            assert raw.get("stock:q") == "10"


def test_a_hold_that_no_till_wrote_stops_one_article(server: StockServerProcess, till: RedisStock) -> None:
    with server.raw() as raw:
        raw.hset("{stock:p}:holds", "h", "two, please")

    with pytest.raises(StockRefused):
        till.claim("p", "h", V1, 1, False, "warn")
    with pytest.raises(StockRefused):
        till.look("p")
    assert server.text("stock:p") == "10"


def test_a_server_that_wants_a_password_says_so(server: StockServerProcess) -> None:
    with server.raw() as raw:
        raw.config_set("requirepass", "geheim")

    with closing(server.connect(clock=TestClock())) as stranger, pytest.raises(StockUnavailable) as error:
        stranger.lease(1)
    with closing(connect(f"{server.url}?password=geheim", "T1", "t", TestClock())) as known:
        assert known.lease(1).ours

    assert "password" in plain(error)


def test_a_server_without_memory_says_so(server: StockServerProcess, till: RedisStock) -> None:
    with server.raw() as raw:
        raw.config_set("maxmemory", "1")

        with pytest.raises(StockUnavailable) as error:
            till.claim("p", "h", V1, 1, False, "warn")
        raw.config_set("maxmemory", "0")

    assert "memory" in plain(error)
    assert till.lease(1).ours
    assert till.claim("p", "h", V1, 1, False, "warn").left == 9


def test_a_copy_that_cannot_be_written_says_so(server: StockServerProcess, till: RedisStock) -> None:
    with server.raw() as raw:
        raw.replicaof("127.0.0.1", "1")

        with pytest.raises(StockUnavailable) as error:
            till.claim("p", "h", V1, 1, False, "warn")
        raw.replicaof("NO", "ONE")

    assert "read-only" in plain(error)


def test_a_change_of_master_changes_the_run(server: StockServerProcess, till: RedisStock) -> None:
    before = till.lease(1).server_run
    with server.raw() as raw:
        raw.replicaof("127.0.0.1", "1")
        raw.replicaof("NO", "ONE")

    assert till.lease(1).server_run != before


def test_all_keys_of_an_article_lie_in_one_cluster_slot() -> None:
    for keys in (Keys(), Keys("shop:", "cellar")):
        names = (keys.counter("p.1"), keys.holds("p.1"), keys.tombstone("p.1", "h"))

        assert len({key_slot(name.encode()) for name in names}) == 1
