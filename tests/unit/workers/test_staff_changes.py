"""The staff thread changes the list: here at once, at the centre when it answers."""

from __future__ import annotations

import logging
import queue
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_terminal.adapters.staff_file import StaffFile
from pos_terminal.domain.decision import Refused
from pos_terminal.domain.staff import StaffMember
from pos_terminal.errors import StorageUnavailable
from pos_terminal.services import staff_messages as s
from pos_terminal.services import staffing
from pos_terminal.services.attempts import TRIES, Attempts
from pos_terminal.services.roster import Entry, Kept, RosterFile
from pos_terminal.workers.staff import StaffWorker
from tests.fakes.staff import FakePeople, FakeRoster, FakeSignInServer, person, plain_hash, plain_matches
from tests.stock_servers import TestClock

WAIT_S = 10
ADA, MIA = person("ada"), person("mia", "manager")
PIN = "80246"


class Desk:
    """A worker with everything around it in memory."""

    def __init__(self, people: FakePeople | None, file: RosterFile) -> None:
        self.people = people
        self.file = file
        self.inbox: queue.SimpleQueue[object] = queue.SimpleQueue()
        clock = TestClock()
        self.worker = StaffWorker(
            self.file,
            people,
            plain_matches,
            Attempts(FakeSignInServer().store("T1"), clock),
            self.inbox.put,
            clock,
            every_s=3600,
            hash_pin=plain_hash,
        )
        self.worker.start()
        self.until(s.StaffList)

    def until(self, kind: type[object]) -> object:
        """The next answer of this kind."""
        while True:
            answer = self.inbox.get(timeout=WAIT_S)
            if isinstance(answer, kind):
                return answer

    def change(self, change: staffing.StaffChange) -> s.StaffChanged:
        self.worker.put(s.ChangeStaff(change))
        answer = self.until(s.StaffChanged)
        assert isinstance(answer, s.StaffChanged)
        return answer

    def roster(self) -> s.Roster:
        self.worker.put(s.AskRoster())
        answer = self.until(s.Roster)
        assert isinstance(answer, s.Roster)
        return answer

    def row(self, staff_id: str) -> s.RosterRow:
        return next(row for row in self.roster().rows if row.staff_id == staff_id)

    def sign_in(self, staff_id: str, pin: str) -> str:
        self.worker.put(s.CheckPin("q", staff_id, pin, "sign_in"))
        answer = self.until(s.PinChecked)
        assert isinstance(answer, s.PinChecked)
        return answer.outcome


@pytest.fixture
def people() -> FakePeople:
    return FakePeople(ADA, MIA)


@pytest.fixture
def desk(people: FakePeople, tmp_path: Path) -> Iterator[Desk]:
    # The real file: two threads write it.
    file = StaffFile(tmp_path / "staff.json")
    file.change(lambda _: (Entry(ADA), Entry(MIA)))
    made = Desk(people, file)
    yield made
    made.worker.stop(WAIT_S)


def told(desk: Desk, staff_id: str) -> StaffMember:
    """What the centre has, as soon as nothing is owed."""
    assert desk.people is not None
    while desk.row(staff_id).owed:
        pass
    return desk.people.members[staff_id]


def test_a_change_holds_here_at_once_and_is_told_to_the_centre(desk: Desk) -> None:
    answer = desk.change(staffing.AddPerson("zoe", "Zoe", "supervisor", PIN))

    assert (answer.name, answer.refused, answer.problem) == ("Zoe", None, "")
    assert desk.sign_in("zoe", PIN) == "ok"
    zoe = StaffMember("zoe", "Zoe", "supervisor", plain_hash(PIN), "")
    assert told(desk, "zoe") == zoe
    assert desk.roster().centre == "answers"


def test_a_new_pin_holds_and_the_old_one_does_not(desk: Desk) -> None:
    desk.change(staffing.SetPin("ada", PIN))
    assert [desk.sign_in("ada", pin) for pin in ("1357", PIN)] == ["wrong", "ok"]


def test_who_is_switched_off_is_shown_last_and_may_not_sign_in(desk: Desk) -> None:
    desk.change(staffing.SwitchOff("ada"))
    assert desk.sign_in("ada", "1357") == "unknown"
    assert [(row.staff_id, row.active) for row in desk.roster().rows] == [("mia", True), ("ada", False)]


def test_the_last_manager_stays(desk: Desk) -> None:
    answer = desk.change(staffing.SetRole("mia", "cashier"))
    assert answer.refused == Refused("staff_last_manager", {"name": "Mia", "staff_id": "mia"})
    assert desk.row("mia").role == "manager"


def test_with_the_centre_away_a_change_holds_here_and_is_owed(desk: Desk, people: FakePeople) -> None:
    # given
    people.away = True

    # when
    desk.change(staffing.SetRole("ada", "supervisor"))

    # then
    assert (desk.row("ada").role, desk.row("ada").owed) == ("supervisor", True)
    while desk.roster().centre != "away":
        pass
    people.away = False
    desk.worker.put(s.Refresh())
    assert told(desk, "ada").role == "supervisor"


def test_a_later_change_at_the_centre_wins_and_that_is_said(desk: Desk, people: FakePeople) -> None:
    # given a centre that knows a later change of Ada and takes no older one
    later = person("ada", "cashier", name="Ada Later")
    people.save_staff = lambda member, at: people.members.update(ada=later)  # type: ignore[method-assign]

    # when
    desk.change(staffing.SetRole("ada", "manager"))

    # then
    assert desk.until(s.StaffOutdated) == s.StaffOutdated("Ada")
    assert (desk.row("ada").name, desk.row("ada").role) == ("Ada Later", "cashier")


def test_a_list_that_cannot_be_read_is_not_added_to() -> None:
    file = FakeRoster((), "The staff file is damaged.")
    desk = Desk(None, file)

    answer = desk.change(staffing.AddPerson("eve", "Eve", "manager", PIN))

    assert (answer.problem, file.written) == ("The staff file is damaged.", 0)
    desk.worker.stop(WAIT_S)


def test_a_disk_that_takes_nothing_is_said() -> None:
    class Full(FakeRoster):
        def change(self, changed: object) -> Kept:
            raise StorageUnavailable("The staff file cannot be written.")

    desk = Desk(None, Full((Entry(MIA),)))

    answer = desk.change(staffing.SetPin("mia", PIN))

    assert answer.problem == "The staff file cannot be written."
    assert (desk.roster().centre, desk.row("mia").owed) == ("none", False)
    desk.worker.stop(WAIT_S)


@pytest.mark.expected_warnings("staff_failed")
def test_a_fault_of_ours_is_answered_and_shows_no_pin(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    class Broken(FakeRoster):
        def change(self, changed: object) -> Kept:
            raise ValueError(PIN)

    desk = Desk(None, Broken((Entry(MIA),)))

    assert desk.change(staffing.SetPin("mia", PIN)).problem.startswith("The till met an error")
    assert PIN not in caplog.text
    desk.worker.stop(WAIT_S)


@pytest.mark.expected_warnings("pin_locked staff=ada")
def test_whose_pin_is_locked_is_shown(desk: Desk) -> None:
    assert not desk.row("ada").locked
    for _ in range(TRIES):
        desk.sign_in("ada", "9753")
    assert desk.row("ada").locked
    assert not desk.row("mia").locked


def test_the_log_names_who_was_changed_and_no_pin(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    desk.change(staffing.AddPerson("zoe", "Zoe", "cashier", PIN, "BDG-77001"))
    assert "staff_changed staff=zoe what=AddPerson" in caplog.text
    for secret in (PIN, "BDG", plain_hash(PIN), "Zoe "):
        assert secret not in caplog.text


def test_changes_in_a_row_all_hold(desk: Desk) -> None:
    """A list that was fetched before a change does not take it back."""
    for number in range(20):
        desk.change(staffing.AddPerson(f"p{number}", f"P {number}", "cashier", PIN))
        assert desk.sign_in(f"p{number}", PIN) == "ok"
    assert len(desk.file.read().entries) == 22
