"""The staff thread: every check is answered once, from the newest list, and no PIN is ever to be seen."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator

import pytest

from pos_terminal.errors import Bug
from pos_terminal.services.attempts import LOCK_MS, TRIES, Attempts
from pos_terminal.services.roster import Entry, Kept, put
from pos_terminal.services.staff_messages import (
    Active,
    CheckBadge,
    CheckPin,
    PinChecked,
    Purpose,
    Refresh,
    SignedOut,
    StaffBrief,
    StaffList,
    StaffRequest,
)
from pos_terminal.workers.staff import RENEW_NS, StaffWorker
from tests.fakes.staff import FakePeople, FakeRoster, FakeSignInServer, person, plain_matches
from tests.stock_servers import TestClock

WAIT_S = 10
ADA, SAM = person("ada", pin="1357"), person("sam", "supervisor", pin="2468")
GONE = person("gone", pin="1470", active=False)
AT = "2026-11-23T08:00:00.000Z"
BRIEFS = (StaffBrief("ada", "Ada", "cashier"), StaffBrief("sam", "Sam", "supervisor"))


class Desk:
    """A worker with everything around it in memory; answers in order."""

    def __init__(self, people: FakePeople | None = None, terminal_id: str = "T1") -> None:
        self.clock = TestClock()
        self.server = FakeSignInServer()
        self.store = self.server.store(terminal_id)
        self.file = FakeRoster((Entry(SAM), Entry(ADA), Entry(GONE)))
        self.people = people
        self.looked_at = 0
        self.inbox: queue.SimpleQueue[object] = queue.SimpleQueue()
        self.faults: list[Exception] = []
        self.worker: StaffWorker | None = None

    def start(self) -> None:
        attempts = Attempts(self.store, self.clock)
        self.worker = StaffWorker(
            self.file, self.people, self._matches, attempts, self.inbox.put, self.clock, every_s=3600
        )
        self.worker.start()

    def ask(self, request: StaffRequest) -> object:
        self.put(request)
        return self.answer()

    def put(self, request: StaffRequest) -> None:
        assert self.worker is not None
        self.worker.put(request)

    def answer(self) -> object:
        return self.inbox.get(timeout=WAIT_S)

    def check(self, staff_id: str, pin: str, purpose: Purpose = "sign_in") -> PinChecked:
        answer = self.ask(CheckPin("q", staff_id, pin, purpose))
        assert isinstance(answer, PinChecked)
        return answer

    def stop(self) -> None:
        if self.worker is not None:
            self.worker.stop(WAIT_S)
            self.worker = None

    def _matches(self, pin_hash: str, pin: str) -> bool:
        self.looked_at += 1
        assert threading.current_thread().name == "staff"
        if self.faults:
            raise self.faults.pop()
        return plain_matches(pin_hash, pin)


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    made.start()
    assert made.answer() == StaffList(BRIEFS)
    yield made
    made.stop()


def assert_true(seen: bool) -> None:
    assert seen


# The list


def test_the_list_comes_at_once_by_name_without_who_is_off(desk: Desk) -> None:
    assert desk.check("ada", "1357").outcome == "ok"


def test_nobody_on_the_list_is_said_too() -> None:
    desk = Desk()
    desk.file = FakeRoster(problem="The staff file is damaged.")
    desk.start()

    assert desk.answer() == StaffList((), "The staff file is damaged.")
    desk.stop()


def test_the_first_check_waits_for_the_list_and_not_for_the_centre() -> None:
    # given a centre that keeps its caller waiting
    people, may_answer = FakePeople(ADA), threading.Event()
    people.on_read = lambda: assert_true(may_answer.wait(WAIT_S))
    desk = Desk(people)
    desk.start()
    desk.put(CheckPin("q", "sam", "2468", "sign_in"))

    assert desk.answer() == StaffList(BRIEFS)
    assert desk.answer() == PinChecked("q", "sam", "ok")

    may_answer.set()
    assert desk.answer() == StaffList(BRIEFS[:1])
    assert desk.check("sam", "2468").outcome == "unknown"
    desk.stop()


def test_a_change_at_the_centre_comes_with_a_refresh_and_once() -> None:
    people = FakePeople(ADA, SAM)
    desk = Desk(people)
    desk.start()
    assert desk.answer() == StaffList(BRIEFS)
    people.members["mia"] = person("mia", "manager")

    assert desk.ask(Refresh()) == StaffList((BRIEFS[0], StaffBrief("mia", "Mia", "manager"), BRIEFS[1]))
    desk.put(Refresh())
    assert desk.check("mia", "1357").outcome == "ok"
    desk.stop()


def test_what_a_command_wrote_into_the_file_is_seen_while_the_centre_is_away() -> None:
    people = FakePeople()
    people.away = True
    desk = Desk(people)
    desk.start()
    assert desk.answer() == StaffList(BRIEFS)
    put(desk.file, person("ada", name="Ada L."), AT)

    assert desk.ask(Refresh()) == StaffList((StaffBrief("ada", "Ada L.", "cashier"), BRIEFS[1]))
    desk.stop()


@pytest.mark.expected_warnings("staff_failed")
def test_a_fault_of_the_list_does_not_end_it() -> None:
    people = FakePeople(ADA)
    desk = Desk(people)

    def fault() -> None:
        people.on_read = lambda: None
        raise Bug("ours")

    people.on_read = fault
    desk.start()
    assert desk.answer() == StaffList(BRIEFS)

    assert desk.ask(Refresh()) == StaffList(BRIEFS[:1])
    desk.stop()


# PINs


def test_right_wrong_and_unknown(desk: Desk) -> None:
    assert desk.ask(CheckPin("q1", "ada", "1357", "approve")) == PinChecked("q1", "ada", "ok")
    assert desk.ask(CheckPin("q2", "ada", "9999", "approve")) == PinChecked("q2", "ada", "wrong")
    assert desk.ask(CheckPin("q3", "eve", "1357", "approve")) == PinChecked("q3", "eve", "unknown")
    assert desk.ask(CheckPin("q4", "gone", "1470", "sign_in")) == PinChecked("q4", "gone", "unknown")


@pytest.mark.expected_warnings("pin_locked staff=ada")
def test_the_fifth_wrong_try_locks_and_the_right_pin_does_not_open(desk: Desk) -> None:
    answers = [desk.check("ada", "9999") for _ in range(TRIES)]
    after = desk.check("ada", "1357")

    assert [answer.outcome for answer in answers] == ["wrong"] * 4 + ["locked"]
    assert answers[-1].wait_s == LOCK_MS // 1000
    assert (after.outcome, desk.looked_at) == ("locked", TRIES)
    assert 0 < after.wait_s <= LOCK_MS // 1000
    assert desk.check("sam", "2468").outcome == "ok"


def test_a_right_pin_forgives_the_wrong_ones(desk: Desk) -> None:
    for _ in range(3):
        for _ in range(TRIES - 1):
            assert desk.check("ada", "9999").outcome == "wrong"
        assert desk.check("ada", "1357").outcome == "ok"


@pytest.mark.expected_warnings("pin_locked staff=ada", "sign_in_store_down")
@pytest.mark.parametrize("away", [False, True])
def test_eight_threads_guessing_at_once_get_five_tries(desk: Desk, away: bool) -> None:
    desk.server.away = away
    together = threading.Barrier(8)

    def guess(number: int) -> None:
        together.wait()
        for turn in range(5):
            desk.put(CheckPin(f"{number}-{turn}", "ada", f"{number}{turn}99", "approve"))

    threads = [threading.Thread(target=guess, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    answers = [desk.answer() for _ in range(40)]
    for thread in threads:
        thread.join()

    assert desk.looked_at == TRIES
    assert len({answer.request_id for answer in answers if isinstance(answer, PinChecked)}) == 40


@pytest.mark.expected_warnings("staff_failed kind=ValueError")
def test_a_fault_is_answered_and_shows_no_pin(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    desk.faults.append(ValueError("cannot use 80246"))

    assert desk.ask(CheckPin("q", "ada", "80246", "sign_in")) == PinChecked("q", "ada", "unknown")
    assert desk.check("ada", "1357").outcome == "ok"
    assert "80246" not in caplog.text


@pytest.mark.expected_warnings("pin_locked")
def test_no_pin_and_no_badge_is_logged_or_in_a_repr(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    asked: list[StaffRequest] = [CheckPin("q", "ada", f"8024{turn}", "approve") for turn in range(6)]
    asked += [
        CheckPin("q", "ada", "1357", "unlock"),
        CheckBadge("q", "BADGE-nobody"),
        CheckBadge("q", ADA.badge),
    ]

    seen = [repr(desk.ask(request)) for request in asked] + [repr(request) for request in asked]

    everything = "".join([*seen, caplog.text, repr(Kept((Entry(ADA),)))])
    assert "pin_wrong staff=ada" in caplog.text
    for secret in ("8024", "1357", "7531", "BADGE"):
        assert secret not in everything


# Badges and sessions


def test_a_badge_signs_in_and_approves(desk: Desk) -> None:
    assert desk.ask(CheckBadge("q1", "BADGE-ada")) == PinChecked("q1", "ada", "ok")
    assert desk.ask(CheckBadge("q2", "BADGE-sam", "approve")) == PinChecked("q2", "sam", "ok")
    assert desk.server.sessions == {"ada": "T1"}


@pytest.mark.parametrize("badge", ["BADGE-eve", "", "BADGE-gone"])
def test_nobodys_badge_is_unknown(badge: str) -> None:
    desk = Desk()
    desk.file = FakeRoster((Entry(ADA), Entry(person("noel", badge="")), Entry(GONE)))
    desk.start()
    desk.answer()

    assert desk.ask(CheckBadge("q", badge)) == PinChecked("q", "", "unknown")
    desk.stop()


def test_a_badge_that_two_have_is_nobodys() -> None:
    desk = Desk()
    desk.file = FakeRoster((Entry(ADA), Entry(person("eve", "manager", badge=ADA.badge))))
    desk.start()
    desk.answer()

    assert desk.ask(CheckBadge("q", ADA.badge)) == PinChecked("q", "", "unknown")
    desk.stop()


def test_a_sign_in_says_where_else_and_only_a_sign_in_begins_a_session(desk: Desk) -> None:
    desk.server.sessions["ada"] = "T7"

    assert desk.check("ada", "1357", "approve") == PinChecked("q", "ada", "ok")
    assert desk.server.sessions == {"ada": "T7"}
    assert desk.check("ada", "1357", "sign_in") == PinChecked("q", "ada", "ok", elsewhere="T7")
    assert desk.server.sessions == {"ada": "T1"}


def test_signing_out_ends_the_session(desk: Desk) -> None:
    desk.check("ada", "1357")
    desk.put(SignedOut("ada"))
    desk.put(SignedOut("sam"))
    desk.check("eve", "")

    assert desk.server.sessions == {}


def test_activity_renews_a_session_once_a_minute(desk: Desk) -> None:
    desk.check("ada", "1357")
    before = desk.server.asked
    for _ in range(100):
        desk.put(Active("ada"))
    desk.check("eve", "")
    assert desk.server.asked == before

    desk.clock.offset_ms += RENEW_NS // 1_000_000
    desk.server.sessions.clear()
    desk.put(Active("ada"))
    desk.check("eve", "")
    assert desk.server.sessions == {"ada": "T1"}


def test_the_end_of_the_till_ends_its_sessions(desk: Desk) -> None:
    desk.check("ada", "1357")
    desk.check("sam", "2468", "approve")

    desk.stop()

    assert desk.server.sessions == {}
    assert desk.store.closed


def test_the_end_lets_go_of_the_centre() -> None:
    people = FakePeople(ADA)
    desk = Desk(people)
    desk.start()
    desk.answer()

    desk.stop()

    assert people.closed.wait(WAIT_S)
