"""Taking money: methods, amounts, approval, and what must never take twice."""

import pytest

from pos_terminal import commands as c
from pos_terminal.views import MethodView, QuestionView, TenderView
from tests.ui.tender_desk import Desk
from tools.screen_states import METHODS, three
from ui.keymap import Action


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("", None), ("2000", 2000), ("20.", 2000), ("20,5", 2050), ("20.55", 2055), ("2a0", 20), ("1.2.", 120)],
)
def test_amounts(typed: str, amount: int | None) -> None:
    desk = Desk()
    desk.type(typed)
    desk.press(Action.ENTER)
    assert desk.posted == [c.TakeTender("cash", amount)]


def test_an_amount_with_too_many_decimals_is_said_and_not_taken() -> None:
    desk = Desk()
    desk.type("1.234")
    desk.press(Action.ENTER)
    assert desk.posted == []
    assert desk.till.hands.notice is not None
    assert desk.till.hands.notice.code == "amount_unreadable"


def test_an_amount_typed_stays_when_the_method_changes() -> None:
    desk = Desk()
    desk.type("500")
    desk.press(Action.METHOD_2)
    desk.press(Action.ENTER)
    desk.type("A1")
    desk.press(Action.ENTER)
    assert desk.posted == [c.TakeTender("card", 500, "A1")]


def test_a_card_asks_for_its_approval_and_esc_goes_back_to_the_amount() -> None:
    desk = Desk()
    desk.press(Action.METHOD_2)
    desk.press(Action.ENTER)
    assert desk.approving()
    desk.press(Action.ESCAPE)
    assert not desk.approving()
    assert desk.posted == []
    desk.press(Action.ESCAPE)
    assert desk.posted == [c.LeavePayment()]


@pytest.mark.parametrize(
    ("typed", "code"),
    [("", "approval_missing"), ("  ", "approval_missing"), ("4111111111111111", "approval_too_long")],
)
def test_a_card_without_an_approval_code_takes_nothing_and_says_so(typed: str, code: str) -> None:
    desk = Desk()
    desk.press(Action.METHOD_2)
    desk.press(Action.ENTER)
    desk.type(typed)
    desk.press(Action.ENTER)
    assert desk.posted == []
    assert desk.approving()
    assert desk.till.hands.notice is not None
    assert desk.till.hands.notice.code == code
    desk.type("A1")
    desk.press(Action.ENTER)
    assert desk.posted == [c.TakeTender("card", None, "A1")]


def test_the_method_is_cash_again_at_the_next_payment() -> None:
    desk = Desk()
    desk.press(Action.METHOD_2)
    desk.show(three().view())
    desk.show(three().view(phase="tender", methods=METHODS))
    desk.press(Action.ENTER)
    assert desk.posted == [c.TakeTender("cash", None)]


@pytest.mark.parametrize("action", [Action.METHOD_3, Action.METHOD_4])
def test_a_method_that_is_not_set_up_says_so(action: Action) -> None:
    desk = Desk()
    desk.press(action)
    assert desk.till.hands.method == "cash"
    assert desk.till.hands.notice is not None
    assert desk.till.hands.notice.code == "method_not_set_up"


def test_a_quick_amount_is_taken_with_one_key() -> None:
    desk = Desk()
    desk.press(Action.QUICK_2)
    assert desk.posted == [c.TakeTender("cash", 3500)]
    desk.press(Action.QUICK_2, after_ms=100)
    assert len(desk.posted) == 1


def test_a_quick_amount_of_nothing_is_an_empty_key() -> None:
    desk = Desk(methods=(MethodView("cash", True, (0, 1000, 0, 5000)),))
    desk.press(Action.QUICK_1)
    desk.press(Action.QUICK_3)
    assert desk.posted == []
    desk.press(Action.QUICK_4)
    assert desk.posted == [c.TakeTender("cash", 5000)]


def test_a_double_enter_takes_one_tender() -> None:
    desk = Desk()
    desk.type("500")
    desk.press(Action.ENTER)
    desk.press(Action.ENTER, after_ms=120)
    assert desk.posted == [c.TakeTender("cash", 500)]


def test_a_scan_takes_back_an_enter_that_waits() -> None:
    desk = Desk()
    desk.type("500")
    wait_ms = desk.press(Action.ENTER, after_ms=100)
    assert wait_ms == 200
    scanned = three()
    scanned.line("Milk", 119)
    desk.show(scanned.view())
    desk.now += wait_ms
    assert desk.keys.due() == 0
    assert desk.posted == []


def test_a_burst_of_digits_and_enter_is_no_amount() -> None:
    desk = Desk()
    for char in "4006381333931":
        desk.press(Action.CHAR, char, 5)
    assert desk.press(Action.ENTER, after_ms=5) == 0
    desk.now += 2000
    assert desk.keys.due() == 0
    assert desk.posted == []


def test_nothing_is_taken_while_a_question_is_open() -> None:
    desk = Desk(question=QuestionView("q", "cash_large", {"amount_minor": 1, "due_minor": 1}))
    desk.press(Action.ENTER)
    desk.press(Action.QUICK_1)
    assert desk.posted == []


def test_the_last_payment_goes_back() -> None:
    tenders = (TenderView("t1", "card", 500, 500, 0), TenderView("t2", "cash", 100, 100, 0))
    desk = Desk(tenders=tenders)
    desk.press(Action.TAKE_BACK)
    assert desk.posted == [c.TakeTenderBack("t2")]


def test_a_view_that_ends_the_payment_drops_what_was_typed() -> None:
    desk = Desk()
    desk.type("500")
    desk.show(three().view(phase="done"))
    assert desk.till.hands.entry == ""
    assert desk.keys.due() == 0
    assert desk.posted == []


def test_a_refused_card_keeps_its_method_and_an_accepted_one_gives_it_back_to_cash() -> None:
    desk = Desk()
    desk.press(Action.METHOD_2)
    desk.press(Action.ENTER)
    desk.type("12")
    desk.press(Action.ENTER)
    assert isinstance(desk.posted[-1], c.TakeTender)
    refused = three().view(phase="tender", methods=METHODS, last_item=None)
    desk.show(refused)
    assert desk.till.hands.method == "card"
    desk.show(three().view(phase="tender", methods=METHODS, tenders=(TenderView("t", "card", 100, 100, 0),)))
    assert desk.till.hands.method == "cash"
