"""Stock findings and exceptions in the core: who may see and settle them, who is told, what is journalled."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_terminal import commands as c
from pos_terminal import manager_commands as mc
from pos_terminal.domain.stock_audit import StockFinding
from pos_terminal.services import enquiry_messages as q
from pos_terminal.services import findings_messages as fm
from pos_terminal.services import messages as m
from pos_terminal.services import staff_messages as s
from pos_terminal.services.exception_port import CentralException, Marked
from pos_terminal.services.findings_book import Noted
from tests.desk_harness import CounterTill
from tests.manager_desk import ADA, MIA, approvals, approve, findings_page, refused, sign_in

AT = "2026-01-01T08:00:00.000Z"
LOW = StockFinding("low", "milk", 3, "Low.", "Milk 1 l")
LOWERED = StockFinding("lowered", "bread", 2, "Lowered.", "Rye bread", counter=4)
OLD = CentralException("x1", "return_not_left", AT, "T2")


@pytest.fixture
def till(tmp_path: Path) -> Iterator[CounterTill]:
    till = CounterTill(tmp_path, reconciles=True)
    till.tell(s.StaffList((ADA, MIA)))
    yield till
    till.journal.close()


def board(*rows: Noted) -> fm.StockBoard:
    return fm.StockBoard(rows, (), 9, AT)


def test_findings_and_exceptions_are_shown_to_a_manager_and_marked_as_seen(till: CounterTill) -> None:
    # given
    till.tell(board(Noted(LOW, AT), Noted(LOWERED, AT)))
    sign_in(till, "ada")
    till.do(mc.ShowFindings())
    assert till.view.manager.findings is None

    # when
    approve(till)
    till.tell(q.ExceptionsAnswer(None, (OLD,), more=True))

    # then
    page = findings_page(till)
    assert [(row.kind, row.name, row.milli, row.stands) for row in page.stock] == [
        ("low", "Milk 1 l", 3000, True),
        ("lowered", "Rye bread", 2000, False),
    ]
    assert page.stock[1].counter_milli == 4000
    assert ([row.exception_id for row in page.exceptions], page.state, page.more) == (["x1"], "ready", True)
    assert till.tray.reconciling == [fm.FindingsSeen("mia")]
    assert till.tray.enquiries == [q.AskExceptions()]
    assert approvals(till) == []  # looking changes nothing


def test_older_exceptions_are_added_and_a_late_answer_is_not(till: CounterTill) -> None:
    sign_in(till, "mia")
    till.do(mc.ShowFindings())
    till.tell(q.ExceptionsAnswer(None, (OLD,), more=True))
    older = CentralException("x0", "hold_missing", AT)
    till.do(mc.MoreExceptions(), mc.MoreExceptions())
    assert till.tray.enquiries[1:] == [q.AskExceptions(OLD)]

    till.tell(q.ExceptionsAnswer(OLD, (older,)))
    till.tell(q.ExceptionsAnswer(OLD, (older,)))

    page = findings_page(till)
    assert [row.exception_id for row in page.exceptions] == ["x1", "x0"]
    till.do(mc.LeaveFindings())
    assert till.view.manager.findings is None


def test_a_centre_that_is_away_is_said_on_the_page_and_is_no_alarm(till: CounterTill) -> None:
    sign_in(till, "mia")
    till.do(mc.ShowFindings())
    sounds = till.view.cue.serial

    till.tell(q.ExceptionsAnswer(None, problem="The central database cannot be reached."))

    page = findings_page(till)
    assert (page.state, page.problem) == ("away", "The central database cannot be reached.")
    assert till.view.cue.serial == sounds
    till.do(mc.MoreExceptions())
    assert till.tray.enquiries[-1] == q.AskExceptions()


def test_a_counter_is_raised_with_a_reason_and_both_names(till: CounterTill) -> None:
    # given
    till.tell(board(Noted(LOW, AT)))
    sign_in(till, "ada")
    till.do(mc.RaiseCounter("milk", "nonsense"))
    assert refused(till) == "reason_missing"
    till.do(mc.RaiseCounter("bread", "counted"))
    assert refused(till) == "counter_not_low"

    # when
    till.do(mc.RaiseCounter("milk", "counted"))
    assert till.tray.reconciling == []
    approve(till)

    # then
    assert till.tray.reconciling == [fm.RaiseCounter("milk")]
    (row,) = approvals(till)
    assert (row["right"], row["cashier"], row["approver"], row["reason"], row["subject_id"]) == (
        *("stock_raise", "ada", "mia", "counted", "milk"),
    )
    till.tell(fm.CounterRaised("milk", "raised", "Milk 1 l"))
    assert till.view.history[-1].code == "counter_raised"


@pytest.mark.parametrize(
    ("outcome", "code"),
    [("not_low", "counter_not_low"), ("not_proven", "counter_not_proven"), ("away", "counter_not_raised")],
)
def test_why_a_counter_was_not_raised_is_said(till: CounterTill, outcome: str, code: str) -> None:
    sign_in(till, "mia")
    till.tell(board(Noted(LOW, AT)))
    till.tell(fm.CounterRaised("milk", outcome, problem="It is away."))  # type: ignore[arg-type]
    assert till.view.history[-1].code == code
    assert till.view.history[-1].params["name"] == "Milk 1 l"


def test_an_exception_is_settled_by_name_and_journalled(till: CounterTill) -> None:
    # given
    sign_in(till, "mia")
    till.do(mc.MarkException("x1", "settled"))
    assert refused(till) == "findings_closed"
    till.do(mc.ShowFindings())
    till.tell(q.ExceptionsAnswer(None, (OLD,)))

    # when
    till.do(mc.MarkException("x1", "seen"), mc.MarkException("x1", "settled"))

    # then
    assert till.tray.enquiries[-2:] == [
        q.MarkException("x1", "seen", "mia"),
        q.MarkException("x1", "settled", "mia"),
    ]
    (row,) = approvals(till)
    assert (row["right"], row["reason"], row["subject_id"]) == ("findings", "exception_settled", "x1")
    settled = CentralException("x1", "return_not_left", AT, settled=Marked("Mia", "T1", AT))
    till.tell(q.ExceptionMarked("x1", "settled", settled, first=True))
    page = findings_page(till)
    assert page.exceptions[0].settled is not None
    assert till.view.history[-1].code == "exception_settled"
    till.tell(q.ExceptionMarked("x1", "settled", settled))
    assert till.view.history[-1].code == "exception_settled_before"
    till.tell(q.ExceptionMarked("x1", "settled", problem="It is away."))
    assert refused(till) == "exception_not_settled"


def tick(till: CounterTill, ms: int) -> list[str]:
    """Time passes; what stands in the notice strip."""
    till.clock.pass_ms(ms)
    till.tell(m.Tick())
    return [said.code for said in till.view.notices]


def test_a_manager_is_told_once_of_what_nobody_has_seen_and_a_cashier_is_not(till: CounterTill) -> None:
    # given a cashier, and news at the centre
    till.tell(board())
    sign_in(till, "ada")
    tick(till, 1_000)
    tick(till, 31_000)
    assert till.tray.enquiries == [q.CountExceptions()]
    till.tell(q.ExceptionsCounted(2))
    assert tick(till, 1_000) == []
    assert till.view.manager.unseen == 2

    # when a manager takes over
    sign_in(till, "mia")
    sounds = till.view.cue.serial

    # then it is said once, without a sound, and no more after the page was open
    assert tick(till, 1_000) == ["findings_unseen"]
    till.do(c.ClearNotice(till.view.notices[-1].notice_id))
    assert tick(till, 1_000) == []
    assert till.view.cue.serial == sounds
    till.tell(q.ExceptionsCounted(3))
    assert tick(till, 1_000) == ["findings_unseen"]
    assert tick(till, 600_000)
    assert till.tray.enquiries == [q.CountExceptions()] * 2


def test_a_till_without_a_centre_asks_nothing_and_says_so(tmp_path: Path) -> None:
    till = CounterTill(tmp_path, has_centre=False)
    till.tell(s.StaffList(()))
    till.do(mc.ShowFindings())
    tick(till, 60_000)

    page = findings_page(till)
    assert (page.state, page.reconciles) == ("none", False)
    assert till.tray.enquiries == []
    till.journal.close()


def test_who_comes_next_does_not_see_what_was_open(till: CounterTill) -> None:
    sign_in(till, "mia")
    till.do(mc.ShowFindings(), mc.ShowStaff())
    sign_in(till, "ada")
    assert (till.view.manager.findings, till.view.manager.staff) == (None, None)
