"""The rules of the list of the staff, which the command and the screen share."""

import pytest

from pos_terminal.domain.decision import Refused
from pos_terminal.services import staffing
from pos_terminal.services.roster import Entry
from tests.fakes.staff import FakeRoster, person

ADA, SAM, MIA = person("ada"), person("sam", "supervisor"), person("mia", "manager")
EVA = person("eva", "manager")
GONE = person("gone", active=False, badge="OLD-1")
ENTRIES = (Entry(ADA), Entry(SAM), Entry(MIA), Entry(GONE))
PIN = "80246"


def code(answer: object) -> str:
    return answer.code if isinstance(answer, Refused) else ""


@pytest.mark.parametrize(
    "change",
    [
        staffing.SwitchOff("mia"),
        staffing.SetRole("mia", "supervisor"),
        staffing.SwitchOff("mia", empties=True),
    ],
)
def test_the_last_manager_can_neither_go_nor_be_demoted(change: staffing.StaffChange) -> None:
    assert code(staffing.changed(ENTRIES, change, "")) == "staff_last_manager"
    assert code(staffing.changed((*ENTRIES, Entry(EVA)), change, "")) == ""


def test_who_is_alone_may_go_only_where_the_list_may_become_empty() -> None:
    alone = (Entry(MIA), Entry(GONE))
    assert code(staffing.changed(alone, staffing.SwitchOff("mia"), "")) == "staff_last_manager"
    assert code(staffing.changed(alone, staffing.SwitchOff("mia", empties=True), "")) == ""
    assert code(staffing.changed(alone, staffing.SetRole("mia", "cashier"), "")) == "staff_last_manager"


def test_a_manager_who_is_switched_off_is_none() -> None:
    off = person("old", "manager", active=False)
    assert (
        code(staffing.changed((*ENTRIES, Entry(off)), staffing.SwitchOff("mia"), "")) == "staff_last_manager"
    )


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        (staffing.SetPin("nobody", PIN), "staff_gone"),
        (staffing.SetBadge("gone", "NEW-1"), "staff_gone"),
        (staffing.SetBadge("ada", "BADGE-sam"), "staff_badge_taken"),
        (staffing.SetBadge("ada", "OLD-1"), "staff_badge_taken"),
        (staffing.AddPerson("ada", "Ada", "cashier", PIN), "staff_here_already"),
        (staffing.AddPerson("zoe", "Zoe", "cashier", PIN, "BADGE-sam"), "staff_badge_taken"),
    ],
)
def test_what_the_list_does_not_allow(change: staffing.StaffChange, refused: str) -> None:
    assert code(staffing.changed(ENTRIES, change, "")) == refused


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        (staffing.AddPerson("zoe", "Z" * 81, "cashier", PIN), "staff_name_bad"),
        (staffing.AddPerson("zoe", "Zo\ne", "cashier", PIN), "staff_name_bad"),
        (staffing.SetBadge("ada", "with space"), "staff_badge_bad"),
        (staffing.SetBadge("ada", "abc"), "staff_badge_bad"),
        (staffing.SetRole("ada", "owner"), "staff_role_bad"),  # type: ignore[arg-type]  # from outside
    ],
)
def test_what_no_list_allows(change: staffing.StaffChange, refused: str) -> None:
    assert code(staffing.objection(change)) == refused


def test_who_comes_back_has_the_new_pin_and_role_and_no_badge_of_before() -> None:
    back = staffing.changed(ENTRIES, staffing.AddPerson("gone", "Gone Again", "supervisor", PIN), "#")
    assert back == person("gone", "supervisor", name="Gone Again", pin_hash="#", badge="")


def test_a_change_that_is_refused_writes_nothing_and_hashes_nothing() -> None:
    file, hashed = FakeRoster(ENTRIES), list[str]()

    def hash_pin(pin: str) -> str:
        hashed.append(pin)
        return "#"

    for change in (staffing.SetPin("ada", "1234"), staffing.AddPerson("z z", "Z", "cashier", PIN)):
        assert isinstance(staffing.write(file, change, hash_pin, lambda: "at"), Refused)
    assert (hashed, file.written) == ([], 0)


def test_a_pin_stands_in_no_repr() -> None:
    for change in (
        staffing.SetPin("ada", PIN),
        staffing.AddPerson("zoe", "Zoe", "cashier", PIN, "BDG-77001"),
        staffing.SetBadge("ada", "BDG-77001"),
    ):
        assert PIN not in repr(change)
        assert "BDG" not in repr(change)
