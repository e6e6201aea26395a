"""A store that hangs keeps nobody waiting, and one that does not is passed through."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from pos_terminal.errors import Unavailable
from pos_terminal.services.attempts import TRIES, Try
from pos_terminal.workers.sign_in_store import InTime
from tests.fakes.staff import FakeSignInServer, FakeSignInStore

WAIT_S = 10


class HangingStore(FakeSignInStore):
    """It hangs in `begin`, as a client does in the look-up of a name."""

    def __init__(self, server: FakeSignInServer) -> None:
        super().__init__(server, "T1")
        self.may_go_on = threading.Event()
        self.gone_on = threading.Event()
        self.closed_by = ""
        self.ended = threading.Event()

    def begin(self, staff_id: str) -> str:
        assert self.may_go_on.wait(WAIT_S)
        self.gone_on.set()
        return super().begin(staff_id)

    def close(self) -> None:
        self.closed_by = threading.current_thread().name
        self.ended.set()


@pytest.fixture
def server() -> FakeSignInServer:
    return FakeSignInServer()


@pytest.fixture
def store(server: FakeSignInServer) -> Iterator[HangingStore]:
    made = HangingStore(server)
    yield made
    made.may_go_on.set()


def test_answers_and_what_was_raised_come_through(server: FakeSignInServer, store: HangingStore) -> None:
    server.sessions["ada"] = "T2"
    store.may_go_on.set()
    in_time = InTime(store, WAIT_S)

    assert in_time.count_try("ada") == Try(0, TRIES - 1)
    assert in_time.begin("ada") == "T2"
    in_time.clear_tries("ada")
    in_time.renew("sam")
    in_time.end("ada")
    assert (server.tries, server.sessions) == ({}, {"sam": "T1"})
    server.away = True
    with pytest.raises(Unavailable, match="cannot be reached"):
        in_time.count_try("ada")

    in_time.close()
    assert store.ended.wait(WAIT_S)
    assert store.closed_by == "staff-redis"


def test_what_hangs_is_given_up_and_nothing_is_asked_behind_it(
    server: FakeSignInServer, store: HangingStore
) -> None:
    in_time = InTime(store, 0.01)

    with pytest.raises(Unavailable, match="does not answer in time"):
        in_time.begin("ada")
    with pytest.raises(Unavailable, match="still does not answer"):
        in_time.count_try("ada")

    assert server.tries == {}
    in_time.close()


def test_a_late_answer_is_nobodys(server: FakeSignInServer, store: HangingStore) -> None:
    # given a session at T2 that was asked for, too late to hear of it
    server.sessions["ada"] = "T2"
    in_time = InTime(store, 0.05)
    with pytest.raises(Unavailable):
        in_time.begin("ada")

    store.may_go_on.set()
    assert store.gone_on.wait(WAIT_S)
    counted = None
    while counted is None:
        try:
            counted = in_time.count_try("ada")
        except Unavailable:
            counted = None

    assert counted == Try(0, TRIES - 1)
    assert server.sessions == {"ada": "T1"}
    in_time.close()
