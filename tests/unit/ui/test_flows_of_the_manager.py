"""The manager's pages as flows: what each key asks of the core, and what is never shown."""

import msgspec
import pytest

from pos_terminal import manager_commands as mc
from pos_terminal.manager_views import FindingsView, ManagerView, StaffPageView
from pos_terminal.views import ApprovalView, NoticeView, RegisterView
from tests.unit.ui.flow_desk import FlowDesk
from tools.screen_states import AT, three
from tools.screen_states_manager import EXCEPTIONS, PAGE, STAFF, STOCK
from ui.flows.findings import FindingsFlow
from ui.flows.staff_list import StaffFlow

PIN = "80246"


def with_page(
    findings: FindingsView | None = None, staff: StaffPageView | None = None, **parts: object
) -> RegisterView:
    return three().view(manager=ManagerView(0, findings, staff), **parts)


def said(view: RegisterView, *codes: str) -> RegisterView:
    """The same, after the core has said something."""
    last = view.history[-1].notice_id
    new = tuple(NoticeView(last + n, "good", code, {"name": "Ada"}, AT) for n, code in enumerate(codes, 1))
    return msgspec.structs.replace(view, history=(*view.history, *new))


def page_of_findings() -> FlowDesk:
    desk = FlowDesk(with_page(PAGE))
    desk.open(FindingsFlow(desk.start))
    desk.show(with_page(PAGE))
    return desk


def page_of_staff() -> FlowDesk:
    desk = FlowDesk(with_page(staff=STAFF))
    desk.open(StaffFlow(desk.start))
    desk.show(with_page(staff=STAFF))
    return desk


def words(desk: FlowDesk) -> str:
    """All that is read on the sheet."""
    sheet = desk.sheet
    entry = f"{sheet.entry.label} {sheet.entry.text}" if sheet.entry else ""
    return " ".join([sheet.title, sheet.lead, entry, *(cell for row in sheet.rows for cell in row.cells)])


def test_what_needs_somebody_stands_first_then_exceptions_then_what_was_mended() -> None:
    desk = page_of_findings()

    headings = [row.cells[0] for row in desk.sheet.rows if not row.row_id]

    assert headings == ["Stock counters", "Exceptions of the centre", "Stock counters, mended"]
    ids = [row.row_id for row in desk.sheet.rows if row.row_id]
    assert ids[0] == f"stock|{STOCK[0].finding_id}"
    assert ids.index("exception|x1") < ids.index(f"stock|{STOCK[5].finding_id}")


def test_a_low_counter_says_why_and_is_raised_with_a_reason() -> None:
    # given
    desk = page_of_findings()
    desk.enter()
    assert desk.sheet.lead == "The counter is 3 too low, for 15 minutes or more."
    assert "Look at the shelf." in words(desk)

    # when
    view = with_page(PAGE, reasons={"stock_raise": ("order_refused", "counted")})
    desk.show(view)
    desk.key("raise")
    desk.mark("counted")
    desk.enter()

    # then
    assert desk.posted == [mc.RaiseCounter("MILK-1", "counted")]
    raising = msgspec.structs.replace(STOCK[0], raising=True)
    desk.show(with_page(msgspec.structs.replace(PAGE, stock=(raising,))))
    assert desk.sheet.lead == "It is being raised."
    assert not desk.sheet.keys[0].enabled


def test_an_exception_that_is_opened_is_seen_and_can_be_settled_once() -> None:
    desk = page_of_findings()
    desk.mark("exception|x1")
    desk.enter()

    desk.key("settle")

    assert desk.posted == [mc.MarkException("x1", "seen"), mc.MarkException("x1", "settled")]
    shown = words(desk)
    for fact in ("T2-A000187", "T1-A000042", "3 · 25.98 · 1 were left", "Ada Lindqvist", "2026-03-03"):
        assert fact in shown
    settled = msgspec.structs.replace(EXCEPTIONS[0], settled=EXCEPTIONS[2].settled)
    desk.show(with_page(msgspec.structs.replace(PAGE, exceptions=(settled,))))
    assert "Settled by Mia Müller · T2 · 14:05" in words(desk)
    assert not desk.sheet.keys[0].enabled


def test_an_exception_that_was_seen_before_is_not_marked_again() -> None:
    desk = page_of_findings()
    desk.mark("exception|x2")
    desk.enter()
    assert desk.posted == []


def test_older_exceptions_are_asked_for() -> None:
    desk = page_of_findings()
    desk.mark("more")
    desk.enter()
    assert desk.posted == [mc.MoreExceptions()]


def test_a_centre_that_is_away_is_said_plainly_and_can_be_asked_again() -> None:
    away = FindingsView(STOCK[:1], state="away", problem="The central database cannot be reached.")
    desk = FlowDesk(with_page(away))
    desk.open(FindingsFlow(desk.start))

    assert desk.sheet.lead == "The centre does not answer: exceptions cannot be shown now."
    assert "The central database cannot be reached." in words(desk)
    desk.key("again")
    assert desk.posted == [mc.MoreExceptions()]


@pytest.mark.parametrize(
    ("page", "words_of_it"),
    [
        (FindingsView((), True, AT, 12, state="ready"), "Every counter is as it should be."),
        (FindingsView((), True, state="ready"), "The counters are looked at within a minute."),
        (FindingsView((), False, state="none"), "This till does not compare the counters with the centre."),
    ],
)
def test_nothing_found_says_why_it_is_nothing(page: FindingsView, words_of_it: str) -> None:
    desk = FlowDesk(with_page(page))
    desk.open(FindingsFlow(desk.start))
    assert words_of_it in words(desk)


@pytest.mark.parametrize("make", [FindingsFlow, StaffFlow])
def test_a_page_that_nobody_agreed_to_closes(make: type[FindingsFlow | StaffFlow]) -> None:
    desk = FlowDesk(with_page())
    desk.open(make(desk.start))
    asked = ApprovalView("a", "findings", {}, ())
    desk.show(with_page(approval=asked))
    assert desk.host.shown is not None

    desk.show(with_page())

    assert desk.host.shown is None


@pytest.mark.parametrize(
    ("make", "page", "leaves"),
    [
        (FindingsFlow, with_page(PAGE), mc.LeaveFindings()),
        (StaffFlow, with_page(staff=STAFF), mc.LeaveStaff()),
    ],
)
def test_a_page_that_is_left_is_told_and_one_that_ends_closes_what_is_above(
    make: type[FindingsFlow | StaffFlow], page: RegisterView, leaves: object
) -> None:
    desk = FlowDesk(page)
    desk.open(make(desk.start))
    desk.show(page)
    desk.host.back()
    assert desk.posted == [leaves]
    assert desk.host.shown is None

    desk.open(make(desk.start))
    desk.show(page)
    desk.enter()  # what is above it
    desk.show(with_page())  # the next cashier signed in
    assert desk.host.shown is None


def test_somebody_is_taken_on_with_the_pin_twice_and_unseen() -> None:
    # given
    desk = page_of_staff()
    desk.key("add")
    desk.enter("Zoe")
    desk.mark("supervisor")
    desk.enter()

    # when
    desk.enter(PIN)
    assert desk.sheet.entry is not None
    assert desk.sheet.entry.masked
    assert (desk.text, PIN in words(desk)) == ("", False)
    desk.enter(PIN)

    # then
    assert desk.posted == [mc.AddStaff("Zoe", "supervisor", PIN)]
    assert PIN not in repr(desk.posted)
    desk.show(said(desk.view, "staff_added"))
    assert desk.sheet.title == "Staff"


def test_two_pins_that_differ_are_typed_anew_and_nothing_is_asked() -> None:
    desk = page_of_staff()
    desk.enter()
    desk.mark("pin")
    desk.enter()

    desk.enter(PIN)
    desk.enter("80247")

    assert desk.posted == []
    assert desk.sheet.lead == "The two PINs differ: type the new one again."
    assert desk.sheet.entry is not None
    assert desk.sheet.entry.label == "New PIN"


def test_a_pin_that_is_refused_can_be_typed_anew_at_once() -> None:
    desk = page_of_staff()
    desk.enter()
    desk.mark("pin")
    desk.enter()
    desk.enter("1234")
    desk.enter("1234")

    desk.show(said(desk.view, "pin_simple"))

    assert desk.sheet.lead.startswith("This PIN is among the first")
    desk.enter(PIN)
    desk.enter(PIN)
    assert desk.posted == [mc.ChangePin("ada", "1234"), mc.ChangePin("ada", PIN)]


def test_another_role_is_asked_for_and_the_same_one_is_not() -> None:
    desk = page_of_staff()
    desk.enter()
    desk.mark("role")
    desk.enter()
    assert desk.row_id == "cashier"
    desk.enter()
    assert desk.posted == []

    desk.mark("role")
    desk.enter()
    desk.mark("manager")
    desk.enter()
    assert desk.posted == [mc.ChangeRole("ada", "manager")]


def test_a_badge_is_scanned_and_esc_lets_the_scanner_sell_again() -> None:
    desk = page_of_staff()
    desk.enter()
    desk.mark("badge")
    desk.enter()
    desk.show(with_page(staff=msgspec.structs.replace(STAFF, badge_for="ada")))
    assert desk.sheet.lead == "Scan the new badge of Ada Lindqvist now."

    desk.host.back()

    assert desk.posted == [mc.AwaitBadge("ada"), mc.AwaitBadge("")]


@pytest.mark.parametrize("code", ["staff_badge_changed", "staff_badge_taken"])
def test_the_badge_page_closes_when_it_is_decided(code: str) -> None:
    desk = page_of_staff()
    desk.enter()
    desk.mark("badge")
    desk.enter()

    desk.show(said(desk.view, code))

    assert desk.sheet.title == "Staff"


def test_nobody_is_switched_off_by_enter() -> None:
    desk = page_of_staff()
    desk.enter()
    desk.mark("off")
    desk.enter()
    desk.enter()
    assert desk.posted == []

    desk.key("off")

    assert desk.posted == [mc.SwitchStaffOff("ada")]


def test_who_is_switched_off_can_be_taken_on_again_with_a_new_pin() -> None:
    desk = page_of_staff()
    desk.mark("amal")
    desk.enter()
    assert [row.row_id for row in desk.sheet.rows] == ["back"]
    desk.enter()
    desk.enter()
    desk.enter()
    desk.enter(PIN)
    desk.enter(PIN)
    assert desk.posted == [mc.AddStaff("أمل حداد", "cashier", PIN, "amal")]


def test_an_empty_list_begins_with_a_manager() -> None:
    desk = FlowDesk(with_page(staff=StaffPageView((), "none")))
    desk.open(StaffFlow(desk.start))
    desk.key("add")
    desk.enter("Mia")
    assert [row.row_id for row in desk.sheet.rows if row.row_id] == ["manager"]


@pytest.mark.parametrize(
    ("centre", "lead"),
    [
        ("away", "The centre does not answer. A change holds here, and goes there as soon as it answers."),
        ("none", "No centre is set up: this list is for this till alone."),
        ("answers", "The list of all tills: 4 may sign in."),
    ],
)
def test_where_the_list_holds_is_said(centre: str, lead: str) -> None:
    desk = FlowDesk(with_page(staff=msgspec.structs.replace(STAFF, centre=centre)))
    desk.open(StaffFlow(desk.start))
    assert desk.sheet.lead == lead


def test_the_state_of_each_person_is_told_in_words() -> None:
    desk = page_of_staff()
    states = {row.row_id: row.cells[2] for row in desk.sheet.rows}
    assert states == {
        "ada": "PIN locked · badge",
        "jonas": "not sent yet",
        "mia": "badge",
        "long": "",
        "amal": "switched off · not sent yet",
    }
