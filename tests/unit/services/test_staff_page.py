"""The list of the staff, changed at the till: who may, what is journalled, what nobody ever sees."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_terminal import commands as c
from pos_terminal import manager_commands as mc
from pos_terminal.domain.decision import Refused
from pos_terminal.services import staff_messages as s
from pos_terminal.services import staffing
from tests.desk_harness import MILK, CounterTill
from tests.manager_desk import (
    ADA,
    MIA,
    approvals,
    approve,
    changes,
    everything_seen,
    refused,
    sign_in,
    staff_page,
)

PIN, BADGE = "80246", "BDG-77001-XYZ"
ROWS = (
    s.RosterRow("ada", "Ada", "cashier", True, True, False, False),
    s.RosterRow("mia", "Mia", "manager", True, False, False, False),
)


@pytest.fixture
def till(tmp_path: Path) -> Iterator[CounterTill]:
    till = CounterTill(tmp_path)
    till.tell(s.StaffList((ADA, MIA)))
    yield till
    till.journal.close()


def badge_for(till: CounterTill) -> str:
    page = staff_page(till)
    return page.badge_for if page is not None else "?"


def test_the_list_of_the_staff_is_shown_to_somebody_who_may_change_it(till: CounterTill) -> None:
    # given a cashier
    sign_in(till, "ada")
    till.do(mc.ShowStaff())
    assert staff_page(till) is None
    assert till.view.approval is not None

    # when a manager agrees
    approve(till)
    till.tell(s.Roster(ROWS, "away"))

    # then
    page = staff_page(till)
    assert page is not None
    assert ([row.staff_id for row in page.rows], page.centre) == (["ada", "mia"], "away")
    assert s.AskRoster() in till.tray.staff_requests
    till.do(mc.LeaveStaff())
    assert staff_page(till) is None


def test_each_change_is_journalled_by_id_before_the_staff_thread_hears_of_it(till: CounterTill) -> None:
    sign_in(till, "mia")

    till.do(
        mc.AddStaff("Zoe  Quill", "cashier", PIN),
        mc.ChangePin("ada", PIN),
        mc.ChangeRole("ada", "supervisor"),
        mc.TakeBadge("ada"),
        mc.SwitchStaffOff("ada"),
    )

    asked = changes(till)
    assert isinstance(asked[0], staffing.AddPerson)
    new_id = asked[0].staff_id
    assert asked == [
        staffing.AddPerson(new_id, "Zoe Quill", "cashier", PIN),
        staffing.SetPin("ada", PIN),
        staffing.SetRole("ada", "supervisor"),
        staffing.SetBadge("ada", ""),
        staffing.SwitchOff("ada"),
    ]
    assert [(row["reason"], row["subject_id"], row["approver"]) for row in approvals(till)] == [
        ("added_cashier", new_id, "mia"),
        ("pin", "ada", "mia"),
        ("role_supervisor", "ada", "mia"),
        ("badge_off", "ada", "mia"),
        ("off", "ada", "mia"),
    ]
    assert PIN not in everything_seen(till)
    assert PIN not in repr(asked)
    assert "Quill" not in json.dumps(approvals(till))


def test_a_cashier_has_each_change_approved_and_both_names_stand(till: CounterTill) -> None:
    sign_in(till, "ada")
    till.do(mc.ChangePin("ada", PIN))
    assert changes(till) == []
    assert PIN not in repr(till.core.desk.approval)

    approve(till)

    assert changes(till) == [staffing.SetPin("ada", PIN)]
    (row,) = approvals(till)
    assert (row["cashier"], row["approver"], row["right"]) == ("ada", "mia", "staff_edit")


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (mc.ChangePin("ada", "1234"), "pin_simple"),
        (mc.ChangePin("ada", "12"), "pin_length"),
        (mc.AddStaff(" ", "cashier", PIN), "staff_name_bad"),
        (mc.AddStaff("Z", "cashier", PIN, "a b"), "staff_id_bad"),
    ],
)
def test_what_is_wrong_at_once_is_refused_and_not_journalled(
    till: CounterTill, command: c.Command, code: str
) -> None:
    sign_in(till, "mia")
    till.do(command)
    assert (refused(till), changes(till), approvals(till)) == (code, [], [])


def test_the_first_on_an_empty_list_is_a_manager(tmp_path: Path) -> None:
    till = CounterTill(tmp_path)
    till.tell(s.StaffList(()))
    till.do(mc.AddStaff("Ada", "cashier", PIN))
    assert (refused(till), changes(till)) == ("staff_first_manager", [])

    till.do(mc.AddStaff("Mia", "manager", PIN))

    assert len(changes(till)) == 1
    till.journal.close()


def test_a_badge_is_the_next_scan_and_its_code_is_seen_nowhere(till: CounterTill) -> None:
    # given
    sign_in(till, "mia")
    till.do(mc.ShowStaff(), mc.AwaitBadge("ada"))
    assert badge_for(till) == "ada"

    # when an article is scanned by mistake, then the badge
    till.scan(MILK)
    assert (refused(till), till.view.lines) == ("staff_badge_bad", ())
    till.scan_text(BADGE)

    # then
    assert changes(till) == [staffing.SetBadge("ada", BADGE)]
    assert badge_for(till) == ""
    (row,) = approvals(till)
    assert (row["reason"], row["subject_id"]) == ("badge", "ada")
    assert BADGE not in everything_seen(till)
    assert BADGE not in repr(changes(till))
    assert till.scan(MILK).lines


@pytest.mark.parametrize("end", [mc.AwaitBadge(""), mc.LeaveStaff(), c.SignOut()])
def test_a_badge_that_is_not_waited_for_any_more_is_nobodys(till: CounterTill, end: c.Command) -> None:
    sign_in(till, "mia")
    till.do(mc.ShowStaff(), mc.AwaitBadge("ada"), end)
    till.scan_text(BADGE)
    assert (changes(till), approvals(till)) == ([], [])


def test_what_became_of_a_change_is_said(till: CounterTill) -> None:
    sign_in(till, "mia")
    change = staffing.SetRole("ada", "manager")
    till.tell(s.StaffChanged(change, "Ada"))
    till.tell(s.StaffChanged(staffing.SetBadge("ada", ""), "Ada"))
    till.tell(s.StaffOutdated("Ada"))
    assert [said.code for said in till.view.history[-3:]] == [
        "staff_role_changed",
        "staff_badge_gone",
        "staff_outdated",
    ]
    till.tell(s.StaffChanged(change, refused=Refused("staff_last_manager", {"name": "Mia"})))
    assert refused(till) == "staff_last_manager"
    till.tell(s.StaffChanged(change, problem="The disk is full."))
    assert refused(till) == "staff_not_saved"
