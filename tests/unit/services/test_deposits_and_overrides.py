"""Bottle deposits follow their article; goods in the hand outrank the counter. The real core and journal."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_terminal import commands as c
from pos_terminal.domain.catalog import Product
from pos_terminal.domain.jobs import ClaimStock
from pos_terminal.services import messages as m
from pos_terminal.services import staff_messages as s
from tests.desk_harness import ARTICLES, LAST_VASE, MILK, CounterTill, ShelfCatalogue

COLA = Product("cola", "Cola 1 l", 129, "A", barcodes=("9520000000080",), deposit_id="pfand")
PFAND = Product("pfand", "Deposit 0.25", 25, "A", tracked=False, barcodes=("9520000000097",))


@pytest.fixture
def till(tmp_path: Path) -> Iterator[CounterTill]:
    shelf = ShelfCatalogue((*ARTICLES, COLA, PFAND))
    till = CounterTill(
        tmp_path, catalogue=shelf, deposit_ids=frozenset({"pfand"}), departments=(("Flowers", "B"),)
    )
    yield till
    till.journal.close()


def lines(till: CounterTill) -> list[tuple[str, int]]:
    return [(row.name, row.milli // 1000) for row in till.view.lines]


def test_the_deposit_comes_with_its_article_and_keeps_its_quantity(till: CounterTill) -> None:
    view = till.scan(COLA)
    assert lines(till) == [(COLA.name, 1), (PFAND.name, 1)]
    assert view.last_item is not None
    assert view.last_item.name == COLA.name

    till.scan(COLA, MILK, COLA)
    assert lines(till) == [(COLA.name, 3), (PFAND.name, 3), (MILK.name, 1)]
    assert till.view.totals.total_minor == 3 * 154 + 119

    till.do(c.StepQuantity(till.view.lines[0].line_id, -1))
    assert lines(till)[:2] == [(COLA.name, 2), (PFAND.name, 2)]
    till.do(c.VoidLine(till.view.lines[0].line_id))
    assert lines(till) == [(MILK.name, 1)]


def test_undo_takes_both_back_and_brings_both_again(till: CounterTill) -> None:
    till.scan(COLA, COLA)

    till.do(c.Undo())
    assert lines(till) == [(COLA.name, 1), (PFAND.name, 1)]
    till.do(c.Undo())
    assert lines(till) == []
    till.scan(COLA)
    till.do(c.VoidLine(till.view.lines[0].line_id), c.Undo())
    till.do(c.StepQuantity(next(row.line_id for row in till.view.lines if row.name == COLA.name), 1))
    assert sorted(lines(till)) == [(COLA.name, 2), (PFAND.name, 2)]


def test_an_empty_bottle_is_no_part_of_a_full_one(till: CounterTill) -> None:
    till.scan(COLA, PFAND)

    assert lines(till) == [(COLA.name, 1), (PFAND.name, 1), (PFAND.name, 1)]


def test_a_scan_never_joins_what_comes_back(till: CounterTill) -> None:
    till.do(c.ReturnWithoutReceipt("milk", 1000, None, "other"))

    till.scan(MILK)

    assert [row.milli for row in till.view.lines] == [-1000, 1000]
    back = till.view.lines[0].line_id
    assert till.do(c.ChangeQuantity(back, 5000)).notices[-1].code == "return_line_fixed"


def test_a_supervisor_lets_go_what_the_counter_says_is_not_there(till: CounterTill) -> None:
    till.tell(s.StaffList((s.StaffBrief("ada", "Ada", "cashier"), s.StaffBrief("sam", "Sam", "supervisor"))))
    till.do(c.SignIn("ada", "1"))
    request = till.tray.staff_requests[-1]
    assert isinstance(request, s.CheckPin)
    till.tell(s.PinChecked(request.request_id, "ada", "ok"))
    till.scan(LAST_VASE)
    claim = till.tray.stock_jobs[-1]
    assert isinstance(claim.job, ClaimStock)
    till.tell(m.StockAnswer(claim.job_id, claim.job.sale_id, claim.job.hold_id, "short", 0))

    asked = till.do(c.StartPayment()).approval
    assert asked is not None
    assert asked.right == "stock_override"
    till.do(c.Approve("sam", "2"))
    request = till.tray.staff_requests[-1]
    assert isinstance(request, s.CheckPin)
    till.tell(s.PinChecked(request.request_id, "sam", "ok"))

    assert till.view.phase == "tender"
    again = till.tray.stock_jobs[-1].job
    assert isinstance(again, ClaimStock)
    assert again.policy == "allow"


def test_an_empty_bottle_is_paid_back_by_anybody(till: CounterTill) -> None:
    till.tell(s.StaffList((s.StaffBrief("ada", "Ada", "cashier"), s.StaffBrief("mia", "Mia", "manager"))))
    till.do(c.SignIn("ada", "1"))
    request = till.tray.staff_requests[-1]
    assert isinstance(request, s.CheckPin)
    till.tell(s.PinChecked(request.request_id, "ada", "ok"))

    view = till.do(c.ReturnWithoutReceipt("pfand", 3000, None, "other"))

    assert view.approval is None
    assert view.totals.due_minor == -75
    assert till.do(c.ReturnWithoutReceipt("milk", 1000, None, "other")).approval is not None


def test_what_is_not_on_file_is_sold_by_department_and_told_at_the_closing(till: CounterTill) -> None:
    till.scan_text("9520000009991")
    assert till.view.unknown_code == "9520000009991"

    till.do(c.SellByDepartment("Flowers", 1290, "9520000009991"))
    till.pay()
    view = till.do(c.ShowReport("x"))

    assert view.report is not None
    rows = next(table.rows for table in view.report.tables if table.code == "unfiled")
    assert rows == (("9520000009991 (Flowers)", 1, 1290),)
