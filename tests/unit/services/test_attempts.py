"""Tries are counted here and everywhere; a store that is away gives nobody more of them."""

from __future__ import annotations

import pytest

from pos_terminal.services.attempts import ASK_AGAIN_MS, LOCK_MS, TRIES, WINDOW_MS, Attempts, LocalTries, Try
from tests.fakes.staff import FakeSignInServer
from tests.stock_servers import TestClock


class StillClock(TestClock):
    """It moves when it is told to."""

    def monotonic_ns(self) -> int:
        return 1 + self.offset_ms * 1_000_000


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def server() -> FakeSignInServer:
    return FakeSignInServer()


def test_five_tries_and_then_none_for_five_minutes(clock: StillClock) -> None:
    tries = LocalTries(clock)

    counted = [tries.count_try("ada") for _ in range(TRIES)]

    assert counted == [Try(0, left) for left in (4, 3, 2, 1, 0)]
    assert tries.count_try("ada") == Try(LOCK_MS, 0)
    assert tries.count_try("sam") == Try(0, 4)
    clock.offset_ms += LOCK_MS - 1
    assert tries.count_try("ada") == Try(1, 0)
    clock.offset_ms += 1
    assert tries.count_try("ada") == Try(0, 4)


def test_a_locked_try_does_not_make_the_lock_longer(clock: StillClock) -> None:
    tries = LocalTries(clock)
    for _ in range(TRIES):
        tries.count_try("ada")
    clock.offset_ms += LOCK_MS // 2
    tries.count_try("ada")
    clock.offset_ms += LOCK_MS // 2

    assert tries.count_try("ada").wait_ms == 0


def test_tries_long_apart_are_forgotten(clock: StillClock) -> None:
    tries = LocalTries(clock)
    for _ in range(TRIES - 1):
        tries.count_try("ada")
    clock.offset_ms += WINDOW_MS

    assert tries.count_try("ada") == Try(0, 4)


def test_a_right_pin_clears_the_count(clock: StillClock, server: FakeSignInServer) -> None:
    attempts = Attempts(server.store("T1"), clock)
    for _ in range(TRIES - 1):
        attempts.count_try("ada")

    attempts.clear_tries("ada")

    assert attempts.count_try("ada") == Try(0, 4)


def test_tills_count_together(clock: StillClock, server: FakeSignInServer) -> None:
    tills = [Attempts(server.store(name), clock) for name in ("T1", "T2")]

    counted = [tills[turn % 2].count_try("ada") for turn in range(6)]

    assert counted == [*(Try(0, left) for left in (4, 3, 2, 1, 0)), Try(LOCK_MS, 0)]


@pytest.mark.expected_warnings("sign_in_store_down")
def test_pulling_the_cable_gives_no_new_tries(clock: StillClock, server: FakeSignInServer) -> None:
    attempts = Attempts(server.store("T1"), clock)
    for _ in range(3):
        attempts.count_try("ada")
    server.away = True

    counted = [attempts.count_try("ada") for _ in range(3)]

    assert counted == [Try(0, 1), Try(0, 0), Try(LOCK_MS, 0)]
    # and plugging it in again gives none either
    server.away, server.tries = False, {}
    clock.offset_ms += ASK_AGAIN_MS
    assert attempts.count_try("ada").wait_ms


@pytest.mark.expected_warnings("sign_in_store_down")
def test_a_lock_of_all_tills_holds_here_without_the_store(
    clock: StillClock, server: FakeSignInServer
) -> None:
    # given five wrong tries at another till
    other, here = (Attempts(server.store(name), clock) for name in ("T2", "T1"))
    for _ in range(TRIES):
        other.count_try("ada")
    assert here.count_try("ada").wait_ms == LOCK_MS

    server.away = True

    assert here.count_try("ada").wait_ms == LOCK_MS


@pytest.mark.expected_warnings("sign_in_store_down")
def test_a_store_that_is_away_is_said_once_and_not_asked_all_the_time(
    clock: StillClock, server: FakeSignInServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    attempts = Attempts(server.store("T1"), clock)
    server.away = True
    attempts.count_try("ada")
    attempts.clear_tries("ada")
    assert attempts.begin("ada") == ""
    attempts.renew("ada")
    attempts.end("ada")
    assert server.asked == 1

    clock.offset_ms += ASK_AGAIN_MS
    attempts.renew("ada")
    assert server.asked == 2
    server.away = False
    clock.offset_ms += ASK_AGAIN_MS
    attempts.renew("ada")

    assert [record.getMessage().split()[0] for record in caplog.records] == [
        "sign_in_store_down",
        "sign_in_store_up",
    ]
    assert server.sessions == {"ada": "T1"}


def test_without_a_store_a_till_counts_alone(clock: StillClock) -> None:
    attempts = Attempts(None, clock)

    counted = [attempts.count_try("ada").wait_ms for _ in range(TRIES + 1)]

    assert counted == [0] * TRIES + [LOCK_MS]
    assert attempts.begin("ada") == ""
    attempts.renew("ada")
    attempts.end("ada")
    attempts.close()
