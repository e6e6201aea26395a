"""Sessions and attempt limits on real servers: many at once, killed, frozen, and in the way of other keys."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from pos_terminal.adapters.redis_sessions import RedisSessions
from pos_terminal.errors import ConfigError, Unavailable
from pos_terminal.services.attempts import (
    ASK_AGAIN_MS,
    LOCK_MS,
    SESSION_MS,
    TRIES,
    WINDOW_MS,
    Attempts,
)
from tests.stock_servers import StockServerProcess, TestClock, free_port, stock_server

TRIES_KEY, SESSION_KEY = "pos:rate:pin:ada", "pos:session:ada"


@pytest.fixture
def server() -> Iterator[StockServerProcess]:
    with stock_server("valkey") as started:
        yield started


def test_keys_and_their_ends_are_the_contracts(server: StockServerProcess) -> None:
    clock = TestClock()
    with closing(RedisSessions(server.url, "T1", clock, key_prefix="shop:")) as till:
        till.begin("ada")
        till.count_try("ada")
        window_ms = server.ttl_ms("shop:" + TRIES_KEY)
        for _ in range(TRIES - 1):
            till.count_try("ada")

    terminal_id, since_ms = (server.text("shop:" + SESSION_KEY) or "").split("|")
    assert terminal_id == "T1"
    assert abs(int(since_ms) - clock.utc_ms()) < 60_000
    assert window_ms is not None
    assert LOCK_MS < window_ms <= WINDOW_MS
    lock_ms, session_ms = server.ttl_ms("shop:" + TRIES_KEY), server.ttl_ms("shop:" + SESSION_KEY)
    assert lock_ms is not None
    assert session_ms is not None
    assert 0 < lock_ms <= LOCK_MS
    assert SESSION_MS - 60_000 < session_ms <= SESSION_MS


def test_a_count_that_somebody_left_without_an_end_gets_one(server: StockServerProcess) -> None:
    server.put(TRIES_KEY, "7")
    with closing(RedisSessions(server.url, "T1", TestClock())) as till:
        assert till.count_try("ada").wait_ms == LOCK_MS
    assert server.ttl_ms(TRIES_KEY) is not None


def test_activity_makes_a_session_last_and_keeps_its_beginning(server: StockServerProcess) -> None:
    server.put(SESSION_KEY, "T1|1700000000000")
    with closing(RedisSessions(server.url, "T1", TestClock())) as till:
        till.renew("ada")

    assert server.text(SESSION_KEY) == "T1|1700000000000"
    assert server.ttl_ms(SESSION_KEY) is not None


def test_a_till_whose_name_begins_like_ours_is_another(server: StockServerProcess) -> None:
    server.put(SESSION_KEY, "T11|1700000000000")
    with closing(RedisSessions(server.url, "T1", TestClock())) as till:
        till.end("ada")
        till.renew("ada")
        assert till.begin("ada") == "T11"


def test_eight_guessing_at_once_get_five_tries(server: StockServerProcess) -> None:
    tills = [RedisSessions(server.url, f"T{number}", TestClock(), deadline_ms=5_000) for number in range(8)]
    together, waits_ms = threading.Barrier(8), list[int]()

    def guess(till: RedisSessions) -> None:
        together.wait()
        waits_ms.extend(till.count_try("mia").wait_ms for _ in range(10))
        till.close()

    threads = [threading.Thread(target=guess, args=(till,)) for till in tills]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(waits_ms) == 80
    assert waits_ms.count(0) == TRIES


# Away. Deadlines are the till's own here.


@pytest.mark.parametrize("how", ["kill", "freeze"])
@pytest.mark.expected_warnings("sign_in_store_down")
def test_a_server_lost_in_the_middle_gives_no_new_tries_at_this_till(
    server: StockServerProcess, how: str
) -> None:
    clock = TestClock()
    attempts = Attempts(RedisSessions(server.url, "T1", clock), clock)
    assert [attempts.count_try("ada").wait_ms for _ in range(2)] == [0, 0]

    server.kill() if how == "kill" else server.freeze()

    assert [attempts.count_try("ada").wait_ms for _ in range(3)] == [0, 0, 0]
    assert attempts.count_try("ada").wait_ms > 0
    attempts.clear_tries("ada")
    assert attempts.begin("ada") == ""
    attempts.close()


@pytest.mark.parametrize("how", ["kill", "freeze"])
@pytest.mark.expected_warnings("sign_in_store_down")
def test_a_server_that_is_back_counts_again(server: StockServerProcess, how: str) -> None:
    clock = TestClock()
    attempts = Attempts(RedisSessions(server.url, "T1", clock, deadline_ms=400), clock)
    attempts.begin("ada")
    server.kill() if how == "kill" else server.freeze()
    attempts.count_try("sam")

    server.start() if how == "kill" else server.thaw()
    clock.offset_ms += ASK_AGAIN_MS
    attempts.count_try("mia")

    assert server.text("pos:rate:pin:mia") == "1"
    assert (server.text(SESSION_KEY) or "").startswith("T1|")
    attempts.close()


def test_a_late_answer_is_not_taken_for_the_next_question(server: StockServerProcess) -> None:
    with closing(RedisSessions(server.url, "T1", TestClock(), deadline_ms=400)) as till:
        till.begin("ada")
        server.freeze()
        with pytest.raises(Unavailable, match="does not answer in time"):
            till.count_try("ada")
        server.thaw()

        assert till.begin("sam") == ""
        assert till.begin("ada") == ""


def test_what_is_away_is_a_sentence_without_a_password() -> None:
    url = f"redis://till:geheim@127.0.0.1:{free_port()}/0"
    with closing(RedisSessions(url, "T1", TestClock())) as till, pytest.raises(Unavailable) as error:
        till.count_try("ada")

    assert "cannot be reached; look whether it runs." in str(error.value)
    assert "geheim" not in str(error.value)


def test_a_server_that_takes_connections_and_says_nothing_is_not_waited_for() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        with closing(RedisSessions(url, "T1", TestClock())) as till, pytest.raises(Unavailable):
            till.count_try("ada")


def test_a_key_of_another_kind_is_a_sentence(server: StockServerProcess) -> None:
    with server.raw() as client:
        client.hset(TRIES_KEY, "a", "b")
    with closing(RedisSessions(server.url, "T1", TestClock())) as till, pytest.raises(Unavailable) as error:
        till.count_try("ada")

    assert "cannot serve" in str(error.value)


def test_an_address_that_cannot_be_read_is_a_setting_to_mend() -> None:
    with pytest.raises(ConfigError, match="redis://HOST:PORT/0"):
        RedisSessions("http://nowhere", "T1", TestClock())
