"""Goods that come back, and money that another place has to agree to: the real core and journal."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_terminal import commands as c
from pos_terminal.domain.day_events import RefundPart
from pos_terminal.domain.jobs import ChargeCard, EndHold, HoldCredit, HoldReturn
from pos_terminal.domain.returns import Given, right_of
from pos_terminal.services import enquiry_messages as q
from pos_terminal.services import ledger_messages as lm
from pos_terminal.services import messages as m
from pos_terminal.services.card_messages import CardAnswer
from pos_terminal.services.found_receipts import central_of
from pos_terminal.views import RegisterView
from tests.desk_harness import BAG, BREAD, MILK, WINE, CounterTill


@pytest.fixture
def till(tmp_path: Path) -> Iterator[CounterTill]:
    till = CounterTill(tmp_path, unchecked_return_minor=1000)
    yield till
    till.journal.close()


def sold(till: CounterTill, *products: object, tender: str = "cash") -> tuple[str, str]:
    """A paid sale; its sale id and barcode. Its stock is not answered, so it is still the till's own."""
    till.scan(*products)  # type: ignore[arg-type]
    till.pay(tender, approval_code="123" if tender == "card" else "")
    finished = till.core.last_finished
    assert finished is not None
    return finished.sale.sale_id, f"{finished.sale.receipt_no}-{finished.hash[:4].upper()}"


def handed_over(till: CounterTill) -> None:
    till.clock.pass_ms(11_000)
    till.tell(m.Tick())
    till.register.settle()
    assert till.core.till.unsent == ()


def line_id(view: RegisterView, name: str) -> str:
    assert view.receipt_found is not None
    return next(row.line_id for row in view.receipt_found.lines if row.name == name)


def take_back(till: CounterTill, barcode: str, name: str, milli: int = 1000, **more: bool) -> RegisterView:
    view = till.scan_text(barcode)
    assert view.receipt_found is not None
    assert view.receipt_found.state == "found"
    wanted = c.ReturnLine(view.receipt_found.sale_id, line_id(view, name), milli, "defective", **more)
    return till.do(wanted)


def test_a_receipt_is_scanned_and_one_line_goes_back_as_cash(till: CounterTill) -> None:
    _, barcode = sold(till, MILK, BREAD)

    view = take_back(till, barcode, BREAD.name)

    assert [(row.milli, row.amount_minor, row.badges) for row in view.lines] == [(-1000, -349, ("returned",))]
    assert view.totals.due_minor == -349
    view = till.do(c.RefundAsPaid())
    assert view.phase == "done"
    assert till.core.till.last is not None
    assert till.core.till.last.kind == "return"
    assert [(row.method, row.amount_minor) for row in till.core.till.last.tenders] == [("cash", -349)]
    assert till.core.till.figures.returned_minor == 349
    assert len(till.tray.drawers) == 2


def test_never_more_comes_back_than_was_sold(till: CounterTill) -> None:
    _, barcode = sold(till, MILK, MILK)
    shown = take_back(till, barcode, MILK.name, 2000).receipt_found
    assert shown is not None

    view = till.do(c.ReturnLine(shown.sale_id, shown.lines[0].line_id, 1000, "other"))

    assert view.notices[-1].code == "return_too_many"
    till.do(c.RefundAsPaid())
    view = till.scan_text(barcode)
    assert view.receipt_found is not None
    assert view.receipt_found.lines[0].left_milli == 0


def test_a_mistyped_receipt_finds_nothing(till: CounterTill) -> None:
    _, barcode = sold(till, MILK)
    wrong = barcode[:-4] + ("0000" if not barcode.endswith("0000") else "1111")

    view = till.scan_text(wrong)

    assert view.receipt_found is not None
    assert view.receipt_found.state in ("asking", "unknown")
    till.tell(m.CentreDown("away"))
    assert till.do(c.FindReceipt("T1-A000001")).receipt_found.state == "needs_digits"  # type: ignore[union-attr]


def test_an_exchange_pays_only_the_difference(till: CounterTill) -> None:
    _, barcode = sold(till, BREAD)
    take_back(till, barcode, BREAD.name)

    view = till.scan(MILK)
    assert view.totals.due_minor == 119 - 349
    till.do(c.RefundAsPaid())

    assert till.core.till.last is not None
    assert till.core.till.last.kind == "exchange"
    assert [row.amount_minor for row in till.core.till.last.tenders] == [-230]


def test_a_refund_goes_back_to_what_paid_by_what_is_left(till: CounterTill) -> None:
    till.scan(BREAD, MILK)
    till.do(c.StartPayment(), c.TakeTender("card", 400, "77"), c.TakeTender("cash", 100))
    finished = till.core.last_finished
    assert finished is not None
    barcode = f"{finished.sale.receipt_no}-{finished.hash[:4].upper()}"

    take_back(till, barcode, BREAD.name)
    till.do(c.RefundAsPaid())

    assert till.core.till.last is not None
    back = {row.method: -row.amount_minor for row in till.core.till.last.tenders}
    assert sum(back.values()) == 349
    assert back["card"] == 298  # 349 x 400/468, largest remainder
    assert back["cash"] == 51


def test_after_the_hand_over_the_centre_decides(till: CounterTill) -> None:
    sale_id, barcode = sold(till, MILK)
    handed_over(till)

    view = till.scan_text(barcode)
    assert view.receipt_found is not None
    assert view.receipt_found.state == "asking"
    assert till.tray.enquiries == [q.FindSale(barcode)]
    finished = till.journal.finished_sale(sale_id)
    assert finished is not None
    central = central_of(finished.sale, right_of(finished.sale))
    view = till.tell(q.SaleAnswer(barcode, central))
    till.do(c.ReturnLine(sale_id, line_id(view, MILK.name), 1000, "defective"))
    owed = till.tray.day_jobs[-1]
    assert isinstance(owed.job, HoldReturn)
    assert till.view.lines == ()

    till.tell(
        lm.ReturnAnswer(
            owed.job_id,
            owed.job.sale_id,
            owed.job.op_id,
            "held",
            Given(owed.job.original_line_id, 1000, 119, 8, (RefundPart("cash", "", 119),)),
        )
    )

    assert till.views[-1].lines[0].amount_minor == -119
    till.do(c.RefundAsPaid())
    ends: list[EndHold] = [job.job for job in till.tray.day_jobs if isinstance(job.job, EndHold)]
    assert [(job.op_id, job.take) for job in ends] == [(owed.job.op_id, True)]


def test_a_voided_return_frees_the_right(till: CounterTill) -> None:
    test_after_the_hand_over_asks(till)
    till.do(c.VoidSale())

    ends: list[EndHold] = [job.job for job in till.tray.day_jobs if isinstance(job.job, EndHold)]
    assert [job.take for job in ends] == [False]


def test_after_the_hand_over_asks(till: CounterTill) -> None:
    sale_id, barcode = sold(till, MILK)
    handed_over(till)
    till.scan_text(barcode)
    finished = till.journal.finished_sale(sale_id)
    assert finished is not None
    view = till.tell(q.SaleAnswer(barcode, central_of(finished.sale, right_of(finished.sale))))
    till.do(c.ReturnLine(sale_id, line_id(view, MILK.name), 1000, "defective"))
    owed = till.tray.day_jobs[-1]
    assert isinstance(owed.job, HoldReturn)
    given = Given(owed.job.original_line_id, 1000, 119, 8, (RefundPart("cash", "", 119),))
    till.tell(lm.ReturnAnswer(owed.job_id, owed.job.sale_id, owed.job.op_id, "held", given))
    assert len(till.view.lines) == 1


def test_the_centre_away_gives_store_credit_up_to_a_limit(till: CounterTill) -> None:
    _, barcode = sold(till, MILK)
    handed_over(till)
    till.tell(m.CentreDown("The centre does not answer."))

    view = take_back(till, barcode, MILK.name)
    assert [row.amount_minor for row in view.lines] == [-119]
    till.do(c.RefundAsPaid())

    last = till.core.till.last
    assert last is not None
    assert last.lines[0].returned is not None
    assert last.lines[0].returned.authority == "unchecked"
    assert last.tenders[0].method == "store_credit"
    assert last.tenders[0].account.startswith("SC-")


def test_without_receipt_by_name_and_price(till: CounterTill) -> None:
    view = till.do(c.ReturnWithoutReceipt("milk", 2000, 100, "other"))

    assert [(row.milli, row.amount_minor) for row in view.lines] == [(-2000, -200)]
    till.do(c.RefundAsPaid())
    assert till.core.till.last is not None
    assert [row.amount_minor for row in till.core.till.last.tenders] == [-200]


def test_store_credit_counts_only_when_the_ledger_has_held_it(till: CounterTill) -> None:
    till.tell(m.CentreUp())
    till.scan(MILK)
    till.do(c.StartPayment(), c.TakeTender("store_credit", None, account="SC-1"))
    owed = till.tray.day_jobs[-1]
    assert isinstance(owed.job, HoldCredit)
    assert (owed.job.amount_minor, owed.job.account) == (119, "SC-1")
    assert till.do(c.TakeTender("cash")).phase == "tender"
    assert till.view.notices[-1].code == "payment_under_way"

    till.tell(lm.CreditAnswer(owed.job_id, owed.job.sale_id, owed.job.op_id, "held", 0))

    assert till.view.phase == "done"
    ends: list[EndHold] = [job.job for job in till.tray.day_jobs if isinstance(job.job, EndHold)]
    assert [(job.account, job.take) for job in ends] == [("SC-1", True)]


@pytest.mark.parametrize("outcome", ["too_little", "away", "no_account"])
def test_a_ledger_that_says_no_is_freed_and_the_sale_goes_on(
    till: CounterTill, outcome: lm.CreditOutcome
) -> None:
    till.tell(m.CentreUp())
    till.scan(MILK)
    till.do(c.StartPayment(), c.TakeTender("store_credit", None, account="SC-1"))
    owed = till.tray.day_jobs[-1]
    assert isinstance(owed.job, HoldCredit)

    till.tell(lm.CreditAnswer(owed.job_id, owed.job.sale_id, owed.job.op_id, outcome, 50))

    assert till.view.notices[-1].code == f"credit_{outcome}"
    assert isinstance(till.tray.day_jobs[-1].job, EndHold)
    assert till.do(c.TakeTender("cash")).phase == "done"


def test_store_credit_is_refused_offline(till: CounterTill) -> None:
    till.tell(m.CentreDown("away"))
    till.scan(MILK)

    view = till.do(c.StartPayment(), c.TakeTender("store_credit", None, account="SC-1"))

    assert view.notices[-1].code == "credit_away"
    assert till.tray.day_jobs == []


def test_a_card_terminal_is_asked_once_and_after_a_crash_again_by_the_same_id(tmp_path: Path) -> None:
    till = CounterTill(tmp_path, card_terminal=True)
    till.scan(WINE)
    till.do(c.AnswerQuestion(till.view.question.question_id, True))  # type: ignore[union-attr]
    till.do(c.StartPayment(), c.TakeTender("card"))
    owed = till.tray.day_jobs[-1]
    assert isinstance(owed.job, ChargeCard)

    till.restart()

    again = [job.job for job in till.tray.day_jobs]
    assert again == [owed.job]
    assert till.tray.inquired == [True]
    answer = CardAnswer(till.tray.day_jobs[0].job_id, owed.job.sale_id, owed.job.tender_id, "approved", "A1")
    till.tell(answer)
    assert till.view.phase == "done"
    assert till.tell(answer).receipt_no == "T1-A000001"
    assert till.core.till.receipt_count == 1
    till.journal.close()


def test_a_declined_card_leaves_the_sale_open(tmp_path: Path) -> None:
    till = CounterTill(tmp_path, card_terminal=True)
    till.scan(MILK)
    till.do(c.StartPayment(), c.TakeTender("card"))
    owed = till.tray.day_jobs[-1]
    assert isinstance(owed.job, ChargeCard)

    till.tell(CardAnswer(owed.job_id, owed.job.sale_id, owed.job.tender_id, "declined"))

    assert till.view.notices[-1].code == "card_declined"
    assert till.do(c.TakeTender("cash")).phase == "done"
    till.journal.close()


def test_discounts_on_line_and_basket_add_up(till: CounterTill) -> None:
    till.scan(MILK, BREAD, BAG)
    milk = till.view.lines[0].line_id

    till.do(c.GiveDiscount(milk, "percent", 1000, "damaged"), c.GiveDiscount("", "amount", 100, "loyal"))

    view = till.view
    assert view.totals.total_minor == 119 - 12 + 349 + 25 - 100
    assert sum(row.amount_minor for row in view.lines) == view.totals.total_minor
    assert view.sale_discount_minor == 100
    till.do(c.GiveDiscount("", "amount", 0, ""))
    assert till.view.totals.total_minor == 119 - 12 + 349 + 25


def test_a_changed_price_shows_what_it_was(till: CounterTill) -> None:
    till.scan(MILK)

    view = till.do(c.ChangePrice(till.view.lines[0].line_id, 99, "expiring"))

    assert (view.lines[0].unit_price_minor, view.lines[0].list_price_minor) == (99, 119)
    assert view.totals.total_minor == 99
    assert len(till.scan(MILK).lines) == 2


def test_a_wrong_tender_is_corrected_without_a_return(till: CounterTill) -> None:
    sold(till, MILK)
    last = till.core.till.last
    assert last is not None

    till.do(c.CorrectTender(last.tenders[0].tender_id, "card", "wrong_key"))

    assert till.core.till.last is not None
    assert till.core.till.last.tenders[0].method == "card"
    assert till.core.till.figures.cash_expected_minor == 0
    finished = till.journal.finished_sale(last.sale_id)
    assert finished is not None
    assert finished.sale.tenders[0].method == "card"


def test_while_the_centre_is_away_the_own_till_takes_its_goods_back_as_cash(till: CounterTill) -> None:
    till.tell(m.CentreDown("away"))
    _, barcode = sold(till, MILK)
    till.clock.pass_ms(60_000)
    till.tell(m.Tick())

    take_back(till, barcode, MILK.name)
    till.do(c.RefundAsPaid())

    last = till.core.till.last
    assert last is not None
    assert last.lines[0].returned is not None
    assert last.lines[0].returned.authority == "till"
    assert [row.method for row in last.tenders] == ["cash"]
    till.tell(m.CentreUp())
    till.register.settle()
    assert till.core.till.unsent == ()


def test_nothing_changes_while_a_ledger_is_asked(till: CounterTill) -> None:
    till.tell(m.CentreUp())
    till.scan(MILK)
    till.do(c.StartPayment(), c.TakeTender("store_credit", None, account="SC-1"))

    for command in (c.VoidSale(), c.ParkSale(), c.VoidLine(till.view.lines[0].line_id)):
        assert till.do(command).notices[-1].code == "payment_begun"
    till.scan(BREAD)

    assert len(till.view.lines) == 1
    till.do(c.LeavePayment())
    assert isinstance(till.tray.day_jobs[-1].job, EndHold)


def test_a_right_that_comes_after_its_basket_was_parked_is_freed(till: CounterTill) -> None:
    sale_id, barcode = sold(till, MILK)
    handed_over(till)
    till.scan_text(barcode)
    finished = till.journal.finished_sale(sale_id)
    assert finished is not None
    view = till.tell(q.SaleAnswer(barcode, central_of(finished.sale, right_of(finished.sale))))
    till.scan(BREAD)
    till.do(c.ReturnLine(sale_id, line_id(view, MILK.name), 1000, "defective"), c.ParkSale())
    owed = till.tray.day_jobs[-1]
    assert isinstance(owed.job, HoldReturn)

    given = Given(owed.job.original_line_id, 1000, 119, 8, (RefundPart("cash", "", 119),))
    till.tell(lm.ReturnAnswer(owed.job_id, owed.job.sale_id, owed.job.op_id, "held", given))

    assert isinstance(till.tray.day_jobs[-1].job, EndHold)
    till.do(c.RecallSale(till.view.parked[0].sale_id))
    assert till.pay().phase == "done"


def test_a_receipt_on_which_the_centre_decides_walks_through_no_journal(
    till: CounterTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, barcode = sold(till, MILK)
    handed_over(till)
    walked: list[str] = []
    monkeypatch.setattr(till.journal, "returns_of", walked.append)

    till.scan_text(barcode)

    assert walked == []
    assert till.tray.enquiries == [q.FindSale(barcode)]
