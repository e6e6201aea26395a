"""Slips: asked for with what they are about, owed from then on; a basket recalled by its slip."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_terminal import commands as c
from pos_terminal.config import Config
from pos_terminal.config_slips import Slips
from pos_terminal.rendering import paper_maker
from pos_terminal.services import messages as m
from pos_terminal.services import staff_messages as s
from pos_terminal.services.slip_messages import SlipOrder
from pos_terminal.services.slips import PARKED_PREFIX
from pos_terminal.slip_commands import PrintGiftReceipt, PrintLabels
from pos_terminal.slip_rendering import SlipMaker
from receipts.text import as_text
from tests.desk_harness import BREAD, MILK, CounterTill
from tests.unit.receipts.papers import FONT_FOLDER

EVERY = Slips(no_sale=True, parked=True, voided=True, card_customer=True, card_merchant=True).kinds()


@pytest.fixture
def till(tmp_path: Path) -> Iterator[CounterTill]:
    till = CounterTill(tmp_path, slips=EVERY)
    yield till
    till.journal.close()


def newest(till: CounterTill) -> SlipOrder:
    return till.tray.sheets.slips[-1][1]


def text(order: SlipOrder) -> str:
    return as_text(SlipMaker(paper_maker(Config(), FONT_FOLDER), "T1").document(order))


def test_cash_taken_out_gives_a_slip_with_its_reason(till: CounterTill) -> None:
    till.do(c.MoveCash("out", 500, "wages"))

    assert newest(till).kind == "cash_out"
    paper = text(newest(till))
    assert "5.00" in paper
    assert "wages" in paper
    assert "____" in paper


def test_the_slip_names_who_approved(till: CounterTill) -> None:
    till.tell(s.StaffList((s.StaffBrief("ada", "Ada", "cashier"), s.StaffBrief("mia", "Mia", "manager"))))
    till.do(c.SignIn("ada", "1111"))
    request = till.tray.staff_requests[-1]
    assert isinstance(request, s.CheckPin)
    till.tell(s.PinChecked(request.request_id, "ada", "ok"))

    till.do(c.MoveCash("out", 500, "wages"), c.Approve("mia", "3333"))
    request = till.tray.staff_requests[-1]
    assert isinstance(request, s.CheckPin)
    till.tell(s.PinChecked(request.request_id, "mia", "ok"))

    assert (newest(till).cashier, newest(till).approved_by) == ("Ada", "Mia")


def test_a_drawer_opened_without_a_sale_gives_a_slip(till: CounterTill) -> None:
    till.do(c.OpenDrawerNow("change"))

    assert newest(till).kind == "no_sale"
    assert "change" in text(newest(till))


def test_a_parked_basket_comes_back_by_its_slip(till: CounterTill) -> None:
    till.scan(MILK, BREAD)
    till.do(c.ParkSale("Mrs Green"))
    order = newest(till)
    paper = text(order)
    assert order.code.startswith(PARKED_PREFIX)
    assert order.code in paper
    assert "Mrs Green" in paper

    view = till.scan_text(order.code)

    assert [line.name for line in view.lines] == [MILK.name, BREAD.name]
    assert view.parked == ()


def test_a_slip_whose_basket_is_gone_is_no_article(till: CounterTill) -> None:
    view = till.scan_text(PARKED_PREFIX + "0123456789")

    assert view.notices[-1].code == "parked_gone"
    assert view.lines == ()


def test_a_voided_basket_gives_a_slip_with_what_was_in_it(till: CounterTill) -> None:
    till.scan(MILK)
    till.do(c.VoidSale())

    assert newest(till).kind == "voided"
    assert MILK.name in text(newest(till))


def test_a_card_payment_gives_its_slips_before_the_receipt(till: CounterTill) -> None:
    till.scan(MILK)
    till.pay("card", None, "A77")

    assert [order.kind for _, order in till.tray.sheets.slips] == ["card_merchant", "card_customer"]
    slips = [job.job_id for job, _ in till.tray.sheets.slips]
    assert max(slips) < till.tray.papers[-1][0].job_id
    assert "A77" in text(newest(till))


def test_a_gift_receipt_names_no_price(till: CounterTill) -> None:
    till.scan(MILK)
    view = till.pay()

    till.do(PrintGiftReceipt(""))

    paper = text(newest(till))
    assert MILK.name in paper
    assert f"{MILK.price_minor // 100}.{MILK.price_minor % 100:02d}" not in paper
    assert view.receipt_no in paper


def test_there_is_no_gift_receipt_of_nothing(till: CounterTill) -> None:
    view = till.do(PrintGiftReceipt("T1-A999999"))

    assert view.notices[-1].code == "receipt_unknown"


@pytest.mark.parametrize(("pieces", "printed"), [(1, True), (50, True), (0, False), (51, False)])
def test_labels(till: CounterTill, pieces: int, printed: bool) -> None:
    view = till.do(PrintLabels(MILK.product_id, "shelf", pieces))

    if not printed:
        assert view.notices[-1].code == "labels_too_many"
        return
    assert text(newest(till)).count(MILK.name) == pieces


def test_a_slip_that_was_not_wanted_is_not_owed(tmp_path: Path) -> None:
    till = CounterTill(tmp_path)
    till.do(c.MoveCash("in", 500, "change"))

    assert till.tray.sheets.slips == []
    assert all(job.job.STORED != "PrintSlip" for job in till.journal.open_jobs())
    till.journal.close()


def test_a_waiting_slip_is_printed_after_a_kill_and_closed_by_its_answer(till: CounterTill) -> None:
    till.do(c.MoveCash("in", 500, "change"))
    job, order = till.tray.sheets.slips[-1]
    till.tell(m.PaperAnswer(job.job_id, order.slip_id, 0, "waiting"))

    till.restart()

    again, same = till.tray.sheets.slips[-1]
    assert (again.job_id, same.kind, same.amount_minor) == (job.job_id, "cash_in", 500)
    till.tell(m.PaperAnswer(again.job_id, same.slip_id, 0, "printed"))
    assert all(job.job.STORED != "PrintSlip" for job in till.journal.open_jobs())


def test_a_slip_that_may_have_come_out_is_not_printed_again_by_itself(till: CounterTill) -> None:
    till.do(c.MoveCash("in", 500, "change"))

    till.restart()

    assert till.tray.sheets.slips == []
    assert till.view.notices[-1].code == "sheet_doubtful"
