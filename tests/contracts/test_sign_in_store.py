"""What every sign-in store does: Redis or Valkey, and the stand-in of the tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from pos_terminal.adapters.redis_sessions import RedisSessions
from pos_terminal.services.attempts import LOCK_MS, TRIES, SignInStore, Try
from tests.fakes.staff import FakeSignInServer
from tests.stock_servers import PROGRAMS, TestClock, stock_server

OpenTill = Callable[[str], SignInStore]


@pytest.fixture(params=["fake", *PROGRAMS])
def open_till(request: pytest.FixtureRequest) -> Iterator[OpenTill]:
    """Opens the store for a till."""
    if request.param == "fake":
        yield FakeSignInServer().store
        return
    with stock_server(request.param, fsync="no") as server:
        opened: list[RedisSessions] = []

        def till(terminal_id: str) -> RedisSessions:
            opened.append(RedisSessions(server.url, terminal_id, TestClock(), deadline_ms=5_000))
            return opened[-1]

        yield till
        for store in opened:
            store.close()


def test_tries_are_counted_over_all_tills(open_till: OpenTill) -> None:
    one, two = open_till("T1"), open_till("T2")

    counted = [(one if turn % 2 else two).count_try("ada") for turn in range(TRIES)]
    locked = one.count_try("ada")

    assert counted == [Try(0, left) for left in range(TRIES - 1, -1, -1)]
    assert LOCK_MS - 60_000 < locked.wait_ms <= LOCK_MS
    assert locked.left == 0
    assert one.count_try("sam").wait_ms == 0


def test_a_right_pin_clears_the_tries(open_till: OpenTill) -> None:
    one, two = open_till("T1"), open_till("T2")
    one.count_try("ada")

    two.clear_tries("ada")

    assert one.count_try("ada") == Try(0, TRIES - 1)


def test_a_session_elsewhere_is_named_once(open_till: OpenTill) -> None:
    one, two = open_till("T1"), open_till("T2")

    assert one.begin("ada") == ""
    assert two.begin("ada") == "T1"
    assert two.begin("ada") == ""
    assert one.begin("sam") == ""


def test_an_ended_session_is_nowhere(open_till: OpenTill) -> None:
    one, two = open_till("T1"), open_till("T2")
    one.begin("ada")

    one.end("ada")

    assert two.begin("ada") == ""


def test_another_tills_session_is_neither_ended_nor_taken_by_activity(open_till: OpenTill) -> None:
    one, two, three = open_till("T1"), open_till("T2"), open_till("T3")
    one.begin("ada")
    two.begin("ada")

    one.renew("ada")
    one.end("ada")

    assert three.begin("ada") == "T2"


def test_activity_begins_a_session_that_is_gone(open_till: OpenTill) -> None:
    one, two = open_till("T1"), open_till("T2")

    one.renew("ada")

    assert two.begin("ada") == "T1"


def test_a_lock_is_seen_and_looking_is_no_try(open_till: OpenTill) -> None:
    one, two = open_till("T1"), open_till("T2")

    before = [two.locked_ms("ada") for _ in range(TRIES)]
    for _ in range(TRIES):
        one.count_try("ada")

    assert before == [0] * TRIES
    assert 0 < two.locked_ms("ada") <= LOCK_MS
    assert two.locked_ms("sam") == 0
