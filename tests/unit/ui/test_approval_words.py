"""What somebody is asked to approve says who wants what, how much and why. The real core, every right."""

import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_terminal import commands as c
from pos_terminal.domain.staff import RIGHTS
from pos_terminal.services import messages as m
from pos_terminal.services import staff_messages as s
from tests.desk_harness import BREAD, LAST_VASE, MILK, CounterTill
from tools.sheet_states import KIT
from ui.flows.approval import ApprovalFlow, asked_words
from ui.flows.kit import Start
from ui.wording import APPROVALS

ADA = s.StaffBrief("ada", "Ada", "cashier")
MIA = s.StaffBrief("mia", "Mia", "manager")

# What a right is about, as fields of its sentence; beside `who`, which each of them names.
ABOUT: dict[str, set[str]] = {
    "sell": {"goods"},
    "discount": {"off", "goods", "was", "amount", "reason"},
    "discount_large": {"off", "goods", "was", "amount", "reason"},
    "price_change": {"goods", "was", "amount", "reason"},
    "return_receipt": {"goods", "amount", "reason"},
    "return_no_receipt": {"goods", "amount", "reason"},
    "return_unchecked": {"goods", "amount", "reason"},
    "no_sale": {"reason"},
    "cash_in": {"amount", "reason"},
    "cash_out": {"amount", "reason"},
    "cash_drop": {"amount", "reason"},
    "open_shift": {"amount"},
    "close_shift": {"counted"},
    "close_over_tolerance": {"counted", "limit"},
    "x_report": set(),
    "z_reprint": {"z_no"},
    "store_report": {"first", "last"},
    "void_sale": {"amount"},
    "stock_override": {"goods", "left"},
    "article_edit": {"name", "was", "amount"},
    "customer_edit": {"name"},
    "tender_correct": {"receipt_no", "amount", "was_method", "method", "reason"},
    "card_by_hand": {"amount", "reason"},
    "drop_paper": {"receipt_no", "reason"},
    "staff_edit": set(),
    "findings": set(),
    "stock_raise": {"name", "count"},
    "backup": set(),
}


@pytest.fixture
def till(tmp_path: Path) -> Iterator[CounterTill]:
    till = CounterTill(
        tmp_path, large_discount_bp=2_000, cash_tolerance_minor=500, has_centre=False, has_stock=True
    )
    till.tell(s.StaffList((ADA, MIA)))
    sign_in(till, "ada")
    yield till
    till.journal.close()


def sign_in(till: CounterTill, staff_id: str) -> None:
    till.do(c.SignIn(staff_id, "1111"))
    request = till.tray.staff_requests[-1]
    assert isinstance(request, s.CheckPin)
    till.tell(s.PinChecked(request.request_id, staff_id, "ok"))


def asked(till: CounterTill, *commands: c.Command) -> str:
    """What the manager reads."""
    till.do(*commands)
    assert till.view.approval is not None
    return asked_words(till.view.approval, till.view, KIT)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("right", RIGHTS)
def test_every_right_says_who_what_how_much_and_why(right: str) -> None:
    assert fields(APPROVALS[right]) == ABOUT[right] | {"who"}


def test_there_is_no_sentence_without_a_right_and_each_form_names_who_asks() -> None:
    for name, text in APPROVALS.items():
        assert any(name == right or name.startswith(f"{right}_") for right in RIGHTS), name
        assert "who" in fields(text), name


def test_cash_and_the_drawer(till: CounterTill) -> None:
    assert asked(till, c.MoveCash("out", 500, "wages")) == "Ada: take 5.00 out. Wages?"
    till.do(c.RefuseApproval())

    words = "Ada: open the drawer without a sale. Look into the drawer?"
    assert asked(till, c.OpenDrawerNow("check")) == words


def test_another_price_says_the_old_one_and_the_quantity(till: CounterTill) -> None:
    line_id = till.scan(MILK).lines[0].line_id
    assert asked(till, c.ChangePrice(line_id, 100, "damaged")) == "Ada: Milk 1 l, 1.19 → 1.00. Damaged?"

    till.do(c.RefuseApproval(), c.ChangeQuantity(line_id, 50_000))
    assert asked(till, c.ChangePrice(line_id, 1, "damaged")) == "Ada: 50 × Milk 1 l, 1.19 → 0.01. Damaged?"


def test_a_second_price_is_measured_by_the_list(till: CounterTill) -> None:
    line_id = till.scan(MILK).lines[0].line_id
    till.do(c.ChangePrice(line_id, 100, "damaged"), c.Approve("mia", "3333"))
    till.tell(s.PinChecked(till.tray.staff_requests[-1].request_id, "mia", "ok"))  # type: ignore[attr-defined]
    assert till.view.totals.total_minor == 100

    assert asked(till, c.ChangePrice(line_id, 90, "damaged")) == "Ada: Milk 1 l, 1.19 → 0.90. Damaged?"


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("percent", 3000, "Ada: 30 % off the whole basket, 4.68 → 3.28. Complaint?"),
        ("amount", 200, "Ada: 2.00 off the whole basket, 4.68 → 2.68. Complaint?"),
    ],
)
def test_a_discount_on_the_basket(till: CounterTill, kind: str, value: int, words: str) -> None:
    till.scan(MILK, BREAD)
    assert asked(till, c.GiveDiscount("", kind, value, "complaint")) == words  # type: ignore[arg-type]


def test_a_discount_on_a_line(till: CounterTill) -> None:
    line_id = till.scan(BREAD, BREAD).lines[0].line_id
    words = "Ada: 50 % off 2 × Rye bread, 6.98 → 3.49. Short-dated?"
    assert asked(till, c.GiveDiscount(line_id, "percent", 5000, "expiring")) == words


def test_goods_without_a_receipt(till: CounterTill) -> None:
    words = "Ada: take back 2 × Rye bread without a receipt, 6.98. Defective?"
    assert asked(till, c.ReturnWithoutReceipt("bread", 2000, None, "defective")) == words


def test_the_end_of_the_day_stays_blind(till: CounterTill) -> None:
    assert asked(till, c.CloseShift(((200, 1),))) == "Ada: close the day with 2.00 counted?"
    till.do(c.RefuseApproval())

    words = "Ada: close the day with 10.00 counted? It is off by more than 5.00."
    assert asked(till, c.CloseShift(((1000, 1),))) == words


def test_reports(till: CounterTill) -> None:
    assert asked(till, c.ShowReport("x")) == "Ada: show the X report of the open day?"
    till.do(c.RefuseApproval())
    assert asked(till, c.PrintReportNow("z", 7)) == "Ada: print Z report 7 again?"
    till.do(c.RefuseApproval())

    days = c.ShowReport("store", first_day="2026-03-01", last_day="2026-03-03")
    assert asked(till, days) == "Ada: show the report over all tills, 2026-03-01 to 2026-03-03?"


def test_more_than_the_stock_has(till: CounterTill) -> None:
    till.scan(LAST_VASE)
    owed = till.tray.stock_jobs[-1]
    till.tell(m.StockAnswer(owed.job_id, owed.job.sale_id, owed.job.hold_id, "short", 0))  # type: ignore[union-attr]
    words = "Ada: sell Hand-made vase, though only 0 are left?"
    assert asked(till, c.StartPayment()) == words


def test_an_article_says_what_is_new_beside_its_price(till: CounterTill) -> None:
    new = c.SaveArticle("", "Crusty roll", 45, "B")
    assert asked(till, new) == "Ada: put Crusty roll on file at 0.45?"
    till.do(c.RefuseApproval())

    changed = c.SaveArticle("milk", "Milk 1 litre", 129, "A", "9520000000103")
    assert asked(till, changed) == "Ada: change Milk 1 litre on file, 1.19 → 1.29?"
    rows = [row.cells[0] for row in ApprovalFlow(Start(KIT, till.view)).sheet(till.view).rows]
    assert rows[:3] == ["Name: Milk 1 l → Milk 1 litre", "Tax class: B → A", "New barcode: 9520000000103"]


def test_a_corrected_payment(till: CounterTill) -> None:
    till.scan(MILK)
    last = till.pay().tenders[0].tender_id
    correct = c.CorrectTender(last, "card", "wrong_key")
    words = "Ada: 1.19 of receipt T1-A000001, Cash → Card. Wrong key pressed?"
    assert asked(till, correct) == words


def test_a_second_act_does_not_take_the_place_of_the_one_that_was_read(till: CounterTill) -> None:
    asked(till, c.MoveCash("out", 500, "wages"))

    view = till.do(c.MoveCash("out", 50_000, "wages"))

    assert view.notices[-1].code == "approval_open"
    assert view.approval is not None
    assert view.approval.params["amount_minor"] == 500
    till.do(c.Approve("mia", "3333"))
    till.tell(s.PinChecked(till.tray.staff_requests[-1].request_id, "mia", "ok"))  # type: ignore[attr-defined]
    assert till.core.till.figures.cash_expected_minor == -500


def test_what_is_wrong_with_a_pin_stands_below_what_is_asked(till: CounterTill) -> None:
    asked(till, c.MoveCash("out", 500, "wages"), c.Approve("mia", "3333"))
    till.tell(s.PinChecked(till.tray.staff_requests[-1].request_id, "mia", "wrong"))  # type: ignore[attr-defined]

    sheet = ApprovalFlow(Start(KIT, till.view)).sheet(till.view)

    assert sheet.lead == "Ada: take 5.00 out. Wages?"
    assert sheet.level == "bad"
    assert sheet.rows[0].cells == ("That PIN is wrong: type it again.",)
