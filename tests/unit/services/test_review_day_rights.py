"""Defects of rights and personal data found by reading the day's core: the real core and journal."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_terminal import commands as c
from pos_terminal.domain import day_events as d
from pos_terminal.domain import events as e
from pos_terminal.journal import codec
from pos_terminal.services import messages as m
from pos_terminal.services import staff_messages as s
from tests.desk_harness import BREAD, LAST_VASE, MILK, CounterTill

ADA = s.StaffBrief("ada", "Ada", "cashier")
MIA = s.StaffBrief("mia", "Mia", "manager")


@pytest.fixture
def till(tmp_path: Path) -> Iterator[CounterTill]:
    till = CounterTill(tmp_path, departments=(("Food", "B"),), large_discount_bp=2_000)
    yield till
    till.journal.close()


def events(till: CounterTill) -> list[e.Event]:
    rows = till.journal._db.execute("SELECT raw FROM events ORDER BY seq").fetchall()
    return [codec.decode(raw).event for (raw,) in rows]


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


def test_an_approved_price_does_not_reach_a_basket_that_is_being_paid(till: CounterTill) -> None:
    signed_in(till, ADA)
    line_id = till.scan(MILK, BREAD).lines[0].line_id
    till.do(c.ChangePrice(line_id, 1, "expiring"), c.StartPayment(), c.TakeTender("cash", 400))

    approved(till)

    assert till.view.totals.total_minor == 119 + 349


def test_an_approved_price_is_for_the_line_as_it_was_shown(till: CounterTill) -> None:
    signed_in(till, ADA)
    line_id = till.scan(MILK).lines[0].line_id
    till.do(c.ChangePrice(line_id, 1, "expiring"), c.ChangeQuantity(line_id, 50_000))

    approved(till)

    assert till.view.totals.total_minor == 50 * 119
    assert till.view.notices[-1].code == "question_gone"


def test_a_question_for_a_manager_goes_with_the_cashier_who_asked(till: CounterTill) -> None:
    signed_in(till, ADA)
    till.do(c.OpenDrawerNow("change"), c.SignIn("mia", "3333"))
    checked(till, "mia")

    assert till.view.approval is None


def test_a_report_does_not_stay_for_the_next_cashier(till: CounterTill) -> None:
    signed_in(till, MIA)
    till.do(c.ShowReport("x"), c.SignOut(), c.SignIn("ada", "1111"))
    checked(till, "ada")

    assert till.view.report is None
    assert till.do(c.ExportReport()).notices[-1].code == "report_unknown"


def test_a_small_discount_does_not_grow_large_by_voids(till: CounterTill) -> None:
    signed_in(till, ADA)
    view = till.scan(LAST_VASE, MILK)
    till.do(c.GiveDiscount("", "amount", 100, "loyal"), c.VoidLine(view.lines[0].line_id))

    view = till.do(c.StartPayment())

    assert view.approval is not None
    assert view.approval.right == "discount_large"
    approved(till)
    till.do(c.StartPayment())
    assert till.view.phase == "tender"
    assert till.do(c.TakeTender("cash")).phase == "done"


def test_a_released_line_of_an_override_is_of_its_own_basket(till: CounterTill) -> None:
    signed_in(till, MIA)
    till.tell(s.StaffList((ADA, MIA)))
    till.do(c.SignOut(), c.SignIn("ada", "1111"))
    checked(till, "ada")
    till.scan(LAST_VASE)
    owed = till.tray.stock_jobs[-1]
    till.tell(m.StockAnswer(owed.job_id, owed.job.sale_id, owed.job.hold_id, "short", 0))  # type: ignore[union-attr]
    till.do(c.StartPayment())
    assert till.view.approval is not None
    till.do(c.ParkSale())
    till.scan(MILK)

    approved(till)

    assert till.view.phase == "sale"
    assert not any(isinstance(row, d.StockOverridden) for row in events(till))


# -- personal data --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        c.MoveCash("in", 500, "Mrs Smith, Main Street 1"),
        c.OpenDrawerNow("Mrs Smith, Main Street 1"),
        c.ReturnWithoutReceipt("milk", 1000, None, "Mrs Smith, Main Street 1"),
    ],
)
def test_a_reason_typed_freely_stays_out_of_the_journal(till: CounterTill, command: c.Command) -> None:
    view = till.do(command)

    assert view.notices[-1].code == "reason_missing"
    raw = till.journal._db.execute("SELECT count(*) FROM events WHERE instr(raw, 'Smith')").fetchone()
    assert raw == (0,)


def test_a_deposit_is_never_discounted_with_the_basket(tmp_path: Path) -> None:
    from dataclasses import replace

    from pos_terminal.domain.catalog import Product
    from tests.desk_harness import ARTICLES, ShelfCatalogue

    deposit = Product("deposit", "Deposit", 25, "A", tracked=False, barcodes=("9520000000080",))
    bottle = replace(MILK, product_id="bottle", deposit_id="deposit", barcodes=("9520000000097",))
    till = CounterTill(tmp_path, catalogue=ShelfCatalogue((*ARTICLES, deposit, bottle)))
    till.scan(bottle)

    view = till.do(c.GiveDiscount("", "percent", 1000, "loyal"))

    assert [row.amount_minor for row in view.lines] == [107, 25]
    till.scan(bottle)
    assert till.view.totals.total_minor == 2 * 119 - 24 + 50
    till.journal.close()
