"""Defects found by reading the day's core, each once: the real core and journal."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_terminal import commands as c
from pos_terminal.domain import events as e
from pos_terminal.domain.jobs import ChargeCard, HoldReturn
from pos_terminal.domain.returns import right_of
from pos_terminal.journal import codec
from pos_terminal.services import enquiry_messages as q
from pos_terminal.services import messages as m
from pos_terminal.services import staff_messages as s
from pos_terminal.services.card_messages import CardAnswer
from pos_terminal.services.found_receipts import central_of
from pos_terminal.views import RegisterView
from tests.desk_harness import BAG, BREAD, MILK, CounterTill

ADA = s.StaffBrief("ada", "Ada", "cashier")
MIA = s.StaffBrief("mia", "Mia", "manager")


@pytest.fixture
def till(tmp_path: Path) -> Iterator[CounterTill]:
    till = CounterTill(tmp_path, departments=(("Food", "B"),), large_discount_bp=2_000)
    yield till
    till.journal.close()


def sold(till: CounterTill, *products: object, tender: str = "cash") -> tuple[str, str]:
    till.scan(*products)  # type: ignore[arg-type]
    till.pay(tender, approval_code="123" if tender == "card" else "")
    finished = till.core.last_finished
    assert finished is not None
    return finished.sale.sale_id, f"{finished.sale.receipt_no}-{finished.hash[:4].upper()}"


def handed_over(till: CounterTill) -> None:
    till.clock.pass_ms(11_000)
    till.tell(m.Tick())
    till.register.settle()


def events(till: CounterTill) -> list[e.Event]:
    rows = till.journal._db.execute("SELECT raw FROM events ORDER BY seq").fetchall()
    return [codec.decode(raw).event for (raw,) in rows]


def first_line(view: RegisterView) -> str:
    assert view.receipt_found is not None
    return view.receipt_found.lines[0].line_id


def signed_in(till: CounterTill, who: s.StaffBrief) -> None:
    till.tell(s.StaffList((ADA, MIA)))
    till.do(c.SignIn(who.staff_id, "1111"))
    checked(till, who.staff_id)


def checked(till: CounterTill, staff_id: str) -> None:
    request = till.tray.staff_requests[-1]
    assert isinstance(request, s.CheckPin | s.CheckBadge)
    till.tell(s.PinChecked(request.request_id, staff_id, "ok"))


def approved(till: CounterTill) -> None:
    till.do(c.Approve("mia", "3333"))
    checked(till, "mia")


# -- money ----------------------------------------------------------------------------------------------


def test_a_receipt_on_the_screen_gives_its_goods_back_once(till: CounterTill) -> None:
    sale_id, barcode = sold(till, MILK)
    line_id = first_line(till.scan_text(barcode))
    again = c.ReturnLine(sale_id, line_id, 1000, "defective")
    till.do(again, c.RefundAsPaid())

    view = till.do(again)

    assert view.lines == ()
    assert till.core.till.figures.returned_minor == 119


def test_goods_in_a_parked_basket_do_not_come_back_a_second_time(till: CounterTill) -> None:
    sale_id, barcode = sold(till, MILK)
    line_id = first_line(till.scan_text(barcode))
    till.do(c.ReturnLine(sale_id, line_id, 1000, "defective"), c.ParkSale())

    till.scan_text(barcode)
    view = till.do(c.ReturnLine(sale_id, line_id, 1000, "defective"))

    assert view.lines == ()


def test_goods_in_the_basket_are_not_asked_for_at_the_centre_again(till: CounterTill) -> None:
    sale_id, barcode = sold(till, MILK)
    line_id = first_line(till.scan_text(barcode))
    till.do(c.ReturnLine(sale_id, line_id, 1000, "defective"))
    finished = till.journal.finished_sale(sale_id)
    assert finished is not None
    handed_over(till)

    till.scan_text(barcode)
    till.tell(q.SaleAnswer(barcode, central_of(finished.sale, right_of(finished.sale))))
    till.do(c.ReturnLine(sale_id, line_id, 1000, "defective"))

    assert [job for job in till.tray.day_jobs if isinstance(job.job, HoldReturn)] == []


def test_a_right_that_went_to_the_centre_is_not_given_by_the_till(till: CounterTill) -> None:
    sale_id, barcode = sold(till, MILK)
    line_id = first_line(till.scan_text(barcode))
    handed_over(till)

    view = till.do(c.ReturnLine(sale_id, line_id, 1000, "defective"))

    assert view.lines == ()


def test_half_a_piece_does_not_come_back(till: CounterTill) -> None:
    sale_id, barcode = sold(till, MILK)
    line_id = first_line(till.scan_text(barcode))

    view = till.do(c.ReturnLine(sale_id, line_id, 500, "defective"))
    assert view.lines == ()
    assert view.notices[-1].code == "quantity_not_whole"
    view = till.do(c.ReturnWithoutReceipt("milk", 1500, None, "other"))
    assert view.lines == ()


def test_a_return_of_senseless_size_is_refused_and_is_no_fault(till: CounterTill) -> None:
    view = till.do(c.ReturnWithoutReceipt("milk", 10**15, 10**12, "other"))

    assert view.lines == ()
    assert view.notices[-1].code == "quantity_too_large"


def test_nothing_is_sold_in_a_quantity_below_nought(till: CounterTill) -> None:
    view = till.do(c.SellByDepartment("Food", 5000, "", -1000))

    assert view.lines == ()
    view = till.do(c.SellByDepartment("Food", 5000, "", 0))
    assert view.lines == ()


def test_goods_that_come_back_cannot_be_weighed_into_a_sale(till: CounterTill) -> None:
    view = till.do(c.ReturnWithoutReceipt("cheese", 500, None, "other"))

    view = till.do(c.EnterWeight(view.lines[0].line_id, 2000))

    assert [row.milli for row in view.lines] == [-500]
    assert view.notices[-1].code == "return_line_fixed"


def test_the_voucher_of_one_customer_does_not_pay_for_the_next(till: CounterTill) -> None:
    till.tell(m.CentreUp())
    till.scan(MILK)
    till.scan_text("SC-1")
    till.pay()
    till.scan(BREAD)

    view = till.pay("store_credit")

    assert view.notices[-1].code == "credit_account_missing"
    assert till.core.till.sale is not None
    assert till.core.till.sale.asked is None


def test_store_credit_is_not_given_into_an_account_that_somebody_typed(till: CounterTill) -> None:
    till.do(c.ReturnWithoutReceipt("milk", 1000, None, "other"))

    view = till.do(c.StartPayment(), c.TakeTender("store_credit", None, account="John Smith"))

    assert view.phase != "done"
    assert not any(isinstance(row, e.TenderTaken) for row in events(till))


def test_a_charge_on_the_terminal_is_not_forgotten_with_its_tender(tmp_path: Path) -> None:
    till = CounterTill(tmp_path, card_terminal=True)
    till.scan(MILK, BREAD)
    till.do(c.StartPayment(), c.TakeTender("card", 100))
    owed = till.tray.day_jobs[-1]
    assert isinstance(owed.job, ChargeCard)
    till.tell(CardAnswer(owed.job_id, owed.job.sale_id, owed.job.tender_id, "approved", "A1"))

    view = till.do(c.TakeTenderBack(owed.job.tender_id))

    assert view.totals.paid_minor == 100
    assert view.notices[-1].code == "card_taken"
    till.journal.close()


def test_a_corrected_tender_is_also_the_one_that_gets_the_rest_back(till: CounterTill) -> None:
    sale_id, barcode = sold(till, MILK, BREAD)
    last = till.core.till.last
    assert last is not None
    till.scan_text(barcode)
    till.do(c.ReturnLine(sale_id, first_line(till.view), 1000, "defective"), c.RefundAsPaid())

    till.do(c.CorrectTender(last.tenders[0].tender_id, "card", "wrong_key", last.receipt_no))

    right = till.core.till.right_of(sale_id)
    assert right is not None
    assert [(row.method, row.left_minor) for row in right.tenders if row.left_minor] == [("card", 349)]


def test_an_undone_void_keeps_discount_and_price(till: CounterTill) -> None:
    line_id = till.scan(MILK).lines[0].line_id
    till.do(c.ChangePrice(line_id, 100, "expiring"), c.GiveDiscount(line_id, "percent", 1000, "damaged"))
    assert till.view.totals.total_minor == 90

    view = till.do(c.VoidLine(line_id), c.Undo())

    assert view.totals.total_minor == 90
    assert (view.lines[0].list_price_minor, view.lines[0].discount_minor) == (119, 10)


def test_a_refund_that_was_called_back_is_not_told_as_cash_for_the_customer(till: CounterTill) -> None:
    till.do(c.ReturnWithoutReceipt("milk", 2000, None, "other"), c.StartPayment(), c.TakeTender("cash", -100))

    view = till.do(c.LeavePayment())

    assert all(row.code != "cash_given_back" for row in view.notices)


# -- the shift ------------------------------------------------------------------------------------------


def test_a_parked_basket_is_not_paid_while_the_day_is_closed(till: CounterTill) -> None:
    till.scan(MILK)
    till.do(c.CloseShift(()))
    parked = till.view.parked[0].sale_id

    view = till.do(c.RecallSale(parked))
    assert view.notices[-1].code == "shift_closed_now"
    view = till.pay()

    assert view.phase != "done"
    assert till.core.till.receipt_count == 0


def test_a_basket_of_yesterday_that_is_paid_today_belongs_to_today(till: CounterTill) -> None:
    till.scan(MILK)
    till.do(c.CloseShift(()))
    till.do(c.OpenShift(0, "2026-01-02"), c.RecallSale(till.view.parked[0].sale_id))
    till.pay()

    last = till.core.till.last
    assert last is not None
    assert last.business_day == "2026-01-02"
    finished = till.journal.finished_sale(last.sale_id)
    assert finished is not None
    assert finished.sale.business_day == "2026-01-02"


def test_no_basket_begins_while_the_day_is_closed(till: CounterTill) -> None:
    sale_id, barcode = sold(till, MILK)
    finished = till.journal.finished_sale(sale_id)
    assert finished is not None
    handed_over(till)
    till.do(c.CloseShift(()))
    till.scan_text(barcode)
    view = till.tell(q.SaleAnswer(barcode, central_of(finished.sale, right_of(finished.sale))))

    view = till.do(c.ReturnLine(sale_id, first_line(view), 1000, "defective"))

    assert view.notices[-1].code == "shift_closed_now"
    assert till.core.till.sale is None


def test_a_day_is_not_closed_over_a_payment_that_began_meanwhile(till: CounterTill) -> None:
    signed_in(till, ADA)
    till.scan(MILK)
    till.do(c.CloseShift(()), c.StartPayment(), c.TakeTender("cash", 50))

    approved(till)

    assert till.core.till.shift_id
    assert till.core.till.sale is not None
    assert till.core.till.parked == ()


# -- crash and hand-over --------------------------------------------------------------------------------


def test_a_sale_behind_one_that_waits_is_settled_only_when_it_goes_up(till: CounterTill) -> None:
    sold(till, MILK)
    behind, _ = sold(till, BAG)
    completed = till.core.head.seq
    assert [sale.sale_id for sale in till.core.till.unsent] != [behind]

    handed_over(till)

    assert not any(behind in sale_ids for upto, sale_ids in till.tray.uploads if upto < completed)
    assert any(behind in sale_ids for upto, sale_ids in till.tray.uploads if upto >= completed)


def test_a_sale_completed_by_an_answer_goes_up_only_after_its_hand_over(tmp_path: Path) -> None:
    till = CounterTill(tmp_path, card_terminal=True)
    till.scan(MILK)
    till.do(c.StartPayment(), c.TakeTender("card"))
    owed = till.tray.day_jobs[-1]
    assert isinstance(owed.job, ChargeCard)
    till.tell(CardAnswer(owed.job_id, owed.job.sale_id, owed.job.tender_id, "approved", "A1"))
    completed = till.core.head.seq

    till.clock.pass_ms(6_000)
    till.tell(m.Tick())

    assert till.core.till.unsent != ()
    assert max((upto for upto, _ in till.tray.uploads), default=0) < completed
    till.journal.close()
