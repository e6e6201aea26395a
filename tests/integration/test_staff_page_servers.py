"""The list of the staff changed at one till, on real parts: argon2, the files, a central database, Valkey."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pos_terminal.adapters.mongo.people import MongoPeople
from pos_terminal.adapters.pins import hash_pin, pin_matches
from pos_terminal.adapters.redis_sessions import RedisSessions
from pos_terminal.adapters.staff_file import StaffFile
from pos_terminal.domain.staff import StaffMember
from pos_terminal.services import staff_messages as s
from pos_terminal.services import staffing
from pos_terminal.services.attempts import TRIES, Attempts
from pos_terminal.workers.sign_in_store import InTime
from pos_terminal.workers.staff import StaffWorker
from tests.centre_servers import CentreServer, own_centre_server
from tests.stock_servers import TestClock, stock_server

__all__ = ["own_centre_server"]

WAIT_S = 20
PIN, NEW_PIN = "80246", "13579"
OpenTill = Callable[[str], "Till"]


class Till:
    """One till's staff threads."""

    def __init__(self, folder: Path, terminal_id: str, stock_url: str, centre_url: str) -> None:
        self.path, clock = folder / terminal_id / "staff.json", TestClock()
        self.inbox: queue.SimpleQueue[object] = queue.SimpleQueue()
        self.hashed_on: list[str] = []
        shared = InTime(RedisSessions(stock_url, terminal_id, clock, deadline_ms=5_000), WAIT_S)
        self.worker = StaffWorker(
            StaffFile(self.path),
            MongoPeople(centre_url, answer_ms=2_000),
            pin_matches,
            Attempts(shared, clock),
            self.inbox.put,
            clock,
            every_s=3600,
            hash_pin=self._hash,
        )
        self.worker.start()

    def _hash(self, pin: str) -> str:
        self.hashed_on.append(threading.current_thread().name)
        return hash_pin(pin)

    def until(self, kind: type[object]) -> object:
        while True:
            answer = self.inbox.get(timeout=WAIT_S)
            if isinstance(answer, kind):
                return answer

    def change(self, change: staffing.StaffChange) -> s.StaffChanged:
        self.worker.put(s.ChangeStaff(change))
        answer = self.until(s.StaffChanged)
        assert isinstance(answer, s.StaffChanged)
        return answer

    def roster_when(self, wanted: Callable[[s.Roster], bool]) -> s.Roster:
        """The list, as soon as it is so."""
        self.worker.put(s.AskRoster())
        while True:
            roster = self.until(s.Roster)
            assert isinstance(roster, s.Roster)
            if wanted(roster):
                return roster

    def sign_in(self, staff_id: str, pin: str) -> str:
        self.worker.put(s.CheckPin("q", staff_id, pin, "sign_in"))
        answer = self.until(s.PinChecked)
        assert isinstance(answer, s.PinChecked)
        return answer.outcome


@pytest.fixture
def open_till(tmp_path: Path, own_centre_server: CentreServer) -> Iterator[OpenTill]:
    url, opened = own_centre_server.url(), list[Till]()
    with stock_server("valkey", fsync="no") as stock:

        def till(terminal_id: str) -> Till:
            opened.append(Till(tmp_path, terminal_id, stock.url, url))
            return opened[-1]

        yield till
        for made in opened:
            made.worker.stop(WAIT_S)


def rows(roster: s.Roster) -> dict[str, s.RosterRow]:
    return {row.staff_id: row for row in roster.rows}


def nothing_owed(roster: s.Roster) -> bool:
    return roster.centre == "answers" and not any(row.owed for row in roster.rows)


def test_a_person_taken_on_at_one_till_works_at_the_other(open_till: OpenTill) -> None:
    # given
    one = open_till("T1")
    one.change(staffing.AddPerson("mia", "Mia Berg", "manager", PIN))

    # when
    one.change(staffing.AddPerson("ada", "Ada Lind", "cashier", PIN))
    one.change(staffing.SetBadge("ada", "BDG-77001"))
    one.change(staffing.SetPin("ada", NEW_PIN))
    one.roster_when(nothing_owed)
    two = open_till("T2")
    shown = rows(two.roster_when(lambda roster: len(roster.rows) == 2))

    # then
    assert (shown["ada"].has_badge, shown["ada"].role) == (True, "cashier")
    assert [two.sign_in("ada", pin) for pin in (PIN, NEW_PIN)] == ["wrong", "ok"]
    assert set(one.hashed_on) == {"staff"}
    kept = one.path.read_text() + two.path.read_text()
    assert PIN not in kept
    assert NEW_PIN not in kept


@pytest.mark.expected_warnings("pin_locked staff=ada")
def test_a_lock_at_one_till_is_shown_at_the_other(open_till: OpenTill) -> None:
    one = open_till("T1")
    for staff_id, role in (("mia", "manager"), ("ada", "cashier")):
        one.change(staffing.AddPerson(staff_id, staff_id.title(), role, PIN))  # type: ignore[arg-type]
    one.roster_when(nothing_owed)
    two = open_till("T2")
    two.roster_when(lambda roster: len(roster.rows) == 2)

    for _ in range(TRIES):
        one.sign_in("ada", "97531")

    shown = rows(two.roster_when(lambda roster: True))
    assert (shown["ada"].locked, shown["mia"].locked) == (True, False)


def test_with_the_centre_killed_a_change_holds_here_and_goes_there_later(
    open_till: OpenTill, own_centre_server: CentreServer, tmp_path: Path
) -> None:
    # given
    till = open_till("T1")
    till.change(staffing.AddPerson("mia", "Mia", "manager", PIN))
    till.change(staffing.AddPerson("ada", "Ada", "cashier", PIN))
    till.roster_when(nothing_owed)
    own_centre_server.kill()

    # when
    answer = till.change(staffing.SwitchOff("ada"))

    # then
    assert (answer.refused, answer.problem) == (None, "")
    assert till.sign_in("ada", PIN) == "unknown"
    away = till.roster_when(lambda roster: roster.centre == "away")
    assert (rows(away)["ada"].owed, rows(away)["ada"].active) == (True, False)
    own_centre_server.start()
    till.worker.put(s.Refresh())
    till.roster_when(nothing_owed)
    two = open_till("T2")
    assert not rows(two.roster_when(lambda roster: len(roster.rows) == 2))["ada"].active


def test_the_last_manager_stays_also_at_the_centre(open_till: OpenTill) -> None:
    till = open_till("T1")
    till.change(staffing.AddPerson("mia", "Mia", "manager", PIN))
    till.change(staffing.AddPerson("ada", "Ada", "cashier", PIN))

    answers = [
        till.change(change).refused
        for change in (
            staffing.SwitchOff("mia"),
            staffing.SetRole("mia", "cashier"),
            staffing.SetRole("ada", "manager"),
        )
    ]

    assert [refused.code if refused else "" for refused in answers] == ["staff_last_manager"] * 2 + [""]
    assert till.change(staffing.SetRole("mia", "cashier")).refused is None
    roster = till.roster_when(nothing_owed)
    assert {row.staff_id: row.role for row in roster.rows} == {"ada": "manager", "mia": "cashier"}


def test_a_person_at_the_centre_is_what_the_command_writes_too(open_till: OpenTill) -> None:
    till = open_till("T1")
    till.change(staffing.AddPerson("mia", "Mia", "manager", PIN))
    till.roster_when(nothing_owed)
    (entry,) = StaffFile(till.path).read().entries
    assert isinstance(entry.member, StaffMember)
    assert pin_matches(entry.member.pin_hash, PIN)
