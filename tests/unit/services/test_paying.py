"""Payment, completion, paper and drawer, hand-over and recovery, on the real journal."""

from pathlib import Path

import pytest

from pos_terminal import commands as c
from pos_terminal.domain.jobs import ClaimStock, PrintPaper
from pos_terminal.domain.stock_audit import StockFinding
from pos_terminal.journal.sqlite_journal import SqliteJournalReader
from pos_terminal.services import messages as m
from tests.desk_harness import BREAD, CHEESE, FREE, LAST_VASE, MILK, CounterTill


@pytest.fixture
def till(tmp_path: Path) -> CounterTill:
    return CounterTill(tmp_path)


def answer_claims(till: CounterTill) -> None:
    for owed in till.tray.stock_jobs:
        if isinstance(owed.job, ClaimStock):
            outcome: m.StockOutcome = "sold" if owed.job.sold else "held"
            till.tell(m.StockAnswer(owed.job_id, owed.job.sale_id, owed.job.hold_id, outcome, 5))
    till.tray.stock_jobs.clear()


def test_cash_exact_is_scans_plus_two_keys(till: CounterTill) -> None:
    till.scan(MILK, BREAD)
    view = till.pay()
    assert view.phase == "done"
    assert view.receipt_no == "T1-A000001"
    assert (view.totals.total_minor, view.totals.change_minor) == (468, 0)
    assert [getattr(job.job, "sale_id", "") for job in till.tray.drawers] == [
        till.tray.papers[0][1].sale.sale_id
    ]
    assert till.tray.papers[0][1].sale.receipt_no == "T1-A000001"


def test_change_stays_until_the_next_scan(till: CounterTill) -> None:
    till.scan(MILK)
    view = till.pay(amount_minor=1000)
    assert view.totals.change_minor == 881
    assert till.tell(m.Tick()).totals.change_minor == 881
    view = till.scan(BREAD)
    assert view.phase == "sale"
    assert view.totals.change_minor == 0
    assert view.totals.total_minor == 349


def test_a_second_key_press_takes_nothing_twice(till: CounterTill) -> None:
    till.scan(MILK)
    till.pay()
    view = till.do(c.TakeTender("cash"))
    assert view.last_item is not None
    assert view.last_item.code == "nothing_to_pay"
    assert till.core.till.receipt_count == 1


def test_split_over_cash_and_card(till: CounterTill) -> None:
    till.scan(BREAD)
    till.do(c.StartPayment(), c.TakeTender("cash", 100))
    assert till.view.totals.due_minor == 249
    assert till.view.phase == "tender"
    view = till.do(c.TakeTender("card", None, "123456"))
    assert view.phase == "done"
    sale = till.tray.papers[-1][1].sale
    assert [(t.method, t.amount_minor, t.approval_code) for t in sale.tenders] == [
        ("cash", 100, ""),
        ("card", 249, "123456"),
    ]


def test_card_alone_does_not_open_the_drawer(till: CounterTill) -> None:
    till.scan(BREAD)
    till.pay("card", approval_code="A1")
    assert not till.tray.drawers
    assert till.tray.papers


def test_card_by_hand_wants_its_approval_code(till: CounterTill) -> None:
    till.scan(BREAD)
    view = till.pay("card")
    assert view.phase == "tender"
    assert view.last_item is not None
    assert view.last_item.code == "approval_missing"


def test_a_card_number_never_becomes_an_approval_code(till: CounterTill) -> None:
    till.scan(BREAD)
    view = till.pay("card", approval_code="4111 1111 1111 1111")
    assert view.last_item is not None
    assert view.last_item.code == "approval_too_long"
    assert b"4111" not in b"".join(row.raw for row in SqliteJournalReader(till.journal_path).events(0, 99))


def test_what_reconciling_found_is_said_where_it_needs_a_person(till: CounterTill) -> None:
    found = (
        StockFinding("low", "milk", 3, "Three bottles are missing."),
        StockFinding("settled", "milk", 1, "Settled."),
    )
    view = till.tell(m.StockFindings(found))
    assert [(said.code, said.params) for said in view.notices] == [
        ("stock_found_low", {"name": "milk", "milli": 3000})
    ]
    assert len(view.history) == 2


def test_card_takes_never_more_than_is_due(till: CounterTill) -> None:
    till.scan(BREAD)
    view = till.pay("card", 400)
    assert view.phase == "tender"
    assert view.last_item is not None
    assert view.last_item.code == "card_above_due"


def test_a_scan_before_any_tender_goes_back_and_after_one_is_refused(till: CounterTill) -> None:
    till.scan(MILK)
    till.do(c.StartPayment())
    assert till.scan(BREAD).phase == "sale"
    till.do(c.StartPayment(), c.TakeTender("cash", 100))
    view = till.scan(MILK)
    assert view.cue.kind == "bad"
    assert view.phase == "tender"
    assert len(view.lines) == 2


def test_esc_gives_cash_back_and_keeps_a_card(till: CounterTill) -> None:
    till.scan(BREAD)
    view = till.do(c.StartPayment(), c.TakeTender("cash", 100), c.LeavePayment())
    assert view.phase == "sale"
    assert not view.tenders
    assert (view.notices[-1].code, view.notices[-1].params) == ("cash_given_back", {"amount_minor": 100})
    view = till.do(
        c.StartPayment(), c.TakeTender("cash", 100), c.TakeTender("card", 100, "A1"), c.LeavePayment()
    )
    assert view.phase == "tender"
    assert [t.method for t in view.tenders] == ["card"]


def test_ten_times_the_due_is_asked_back_once(till: CounterTill) -> None:
    till.scan(MILK)
    view = till.pay(amount_minor=20_000)
    assert view.phase == "tender"
    assert view.question is not None
    assert view.question.code == "cash_large"
    view = till.do(c.AnswerQuestion(view.question.question_id, True))
    assert view.phase == "done"
    assert view.totals.change_minor == 19_881


def test_cash_alone_is_rounded(tmp_path: Path) -> None:
    till = CounterTill(tmp_path, cash_step_minor=5)
    till.scan(MILK, MILK, MILK)
    view = till.pay()
    sale = till.tray.papers[-1][1].sale
    assert (view.totals.total_minor, sale.paid_minor, sale.rounding_minor) == (357, 355, -2)
    till.scan(MILK)
    till.pay("card", approval_code="A1")
    assert till.tray.papers[-1][1].sale.paid_minor == 119


def test_a_basket_that_costs_nothing_is_completed(till: CounterTill) -> None:
    till.scan(FREE)
    assert till.pay().receipt_no == "T1-A000001"


def test_an_empty_basket_cannot_be_paid(till: CounterTill) -> None:
    assert till.do(c.StartPayment()).phase == "sale"


def test_stock_is_handed_over_when_the_sold_claims_are_answered(till: CounterTill) -> None:
    till.scan(MILK)
    till.pay()
    answer_claims(till)
    upto, sales = till.tray.uploads[-1]
    assert sales == (till.tray.papers[0][1].sale.sale_id,)
    assert upto == till.core.head.seq
    assert not till.core.till.unsent


def test_stock_is_handed_over_after_ten_seconds_without_an_answer(till: CounterTill) -> None:
    till.scan(MILK)
    till.pay()
    assert till.tray.uploads == [(till.tray.uploads[0][0], ())]
    till.clock.pass_ms(10_100)
    till.tell(m.Tick())
    assert len(till.tray.uploads[-1][1]) == 1
    assert not [job for job in till.journal.open_jobs() if isinstance(job.job, ClaimStock)]


def test_nothing_beyond_a_sale_that_waits_for_its_claims_goes_up(till: CounterTill) -> None:
    till.scan(MILK)
    till.pay()
    first = till.tray.papers[0][1]
    till.scan(BREAD)
    till.clock.pass_ms(6_000)
    till.tell(m.Tick())
    assert till.tray.uploads[-1][0] < first.seq


def test_papers_are_closed_by_the_answer_and_doubtful_ones_asked_for(till: CounterTill) -> None:
    till.scan(MILK)
    till.pay()
    owed, sale = till.tray.papers[0]
    view = till.tell(m.PaperAnswer(owed.job_id, sale.sale.sale_id, 0, "doubtful"))
    assert view.question is not None
    assert view.question.code == "paper_doubtful"
    view = till.do(c.AnswerQuestion(view.question.question_id, False))
    copy, _ = till.tray.papers[1]
    assert view.question is None
    assert copy.job == PrintPaper(sale.sale.sale_id, 1)


def test_a_paper_that_may_have_begun_is_asked_for_after_a_kill(till: CounterTill) -> None:
    till.scan(MILK)
    till.pay()
    till.restart()
    assert not till.tray.papers
    question = till.view.question
    assert question is not None
    assert question.code == "paper_doubtful"
    till.do(c.AnswerQuestion(question.question_id, True))
    till.restart()
    assert till.view.question is None
    assert not till.tray.papers


def test_a_paper_that_certainly_waited_prints_by_itself_after_a_kill(till: CounterTill) -> None:
    till.scan(MILK)
    till.pay()
    owed, sale = till.tray.papers[0]
    till.tell(m.PaperAnswer(owed.job_id, sale.sale.sale_id, 0, "waiting"))
    till.restart()
    assert till.view.question is None
    assert [(job.job_id, job.waiting) for job, _ in till.tray.papers] == [(owed.job_id, True)]
    till.tell(m.PaperStarting(owed.job_id))
    assert till.tray.may_start == [owed.job_id]
    till.restart()
    assert till.view.question is not None


def test_a_late_drawer_never_opens_after_a_restart(till: CounterTill) -> None:
    till.scan(MILK)
    till.pay()
    till.clock.pass_ms(6_000)
    till.restart()
    assert not till.tray.drawers


def test_tenders_of_an_open_sale_survive_a_kill(till: CounterTill) -> None:
    till.scan(BREAD)
    till.do(c.StartPayment(), c.TakeTender("cash", 100))
    till.restart()
    assert till.view.phase == "tender"
    assert till.view.totals.due_minor == 249


def test_receipt_numbers_have_no_gap_over_a_restart(till: CounterTill) -> None:
    for expected in ("T1-A000001", "T1-A000002"):
        till.scan(MILK)
        assert till.pay().receipt_no == expected
        till.restart()
    till.scan(MILK)
    assert till.pay().receipt_no == "T1-A000003"


def test_a_sold_claim_is_said_again_after_a_restart_until_handed_over(till: CounterTill) -> None:
    till.scan(MILK)
    till.pay()
    till.restart()
    claims = [job.job for job in till.tray.stock_jobs]
    assert [(claim.product_id, claim.sold) for claim in claims if isinstance(claim, ClaimStock)] == [
        ("milk", True)
    ]


def test_a_clock_jump_shows_in_the_strip(till: CounterTill) -> None:
    till.clock.wall_ms -= 3_600_000
    view = till.tell(m.Tick())
    assert [light.code for light in view.lights if light.subject == "clock"] == ["clock_jumped"]


def test_unknown_stock_may_be_refused_by_configuration(tmp_path: Path) -> None:
    till = CounterTill(tmp_path, refuse_unknown_stock=True)
    till.scan(LAST_VASE)
    till.do(c.StartPayment())
    till.clock.pass_ms(400)
    view = till.tell(m.Tick())
    assert view.phase == "sale"
    assert view.last_item is not None
    assert view.last_item.code == "stock_unknown"


def test_a_control_call_is_answered_with_view_and_refusal(till: CounterTill) -> None:
    heard: list[tuple[int, str]] = []
    till.tell(
        m.Called(c.EnterCode("nonsense"), lambda view, refused: heard.append((len(view.lines), refused)))
    )
    till.tell(
        m.Called(
            c.EnterCode(MILK.barcodes[0]), lambda view, refused: heard.append((len(view.lines), refused))
        )
    )
    assert heard == [(0, "code_unknown_code"), (1, "")]


def test_weights_and_totals_stay_exact_over_many_lines(till: CounterTill) -> None:
    for milli in (1, 333, 999, 1001):
        till.do(c.SetNextQuantity(milli))
        till.scan(CHEESE)
    assert till.view.totals.total_minor == sum(line.amount_minor for line in till.view.lines)
