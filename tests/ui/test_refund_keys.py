"""Money that goes back, payments that somebody has to agree to, and store credit on the tender screen."""

from typing import Any

import pytest

from pos_terminal import commands as c
from pos_terminal.views import (
    CustomerView,
    MethodView,
    NoticeView,
    QuestionView,
    TenderView,
    TotalsView,
)
from tests.ui.conftest import OpenTill
from tests.ui.tender_desk import Desk
from tests.ui.walk import texts
from tools.screen_states import AT, three
from tools.screen_states_sale import ALL_METHODS, MIA
from ui.interaction import Page
from ui.keymap import METHOD_ACTIONS, Action, Pressed
from ui.widgets.key_button import KeyButton

OWED = TotalsView(-1083, 0, 0, -1083, 0, -5000, 3)
ASKED = TenderView("t1", "card", 1083, 1083, 0, "asked")


def desk_of(**parts: Any) -> Desk:
    return Desk(**({"methods": ALL_METHODS} | parts))


def notice(desk: Desk) -> str:
    return desk.till.hands.notice.code if desk.till.hands.notice is not None else ""


def test_enter_gives_back_as_it_was_paid() -> None:
    desk = desk_of(totals=OWED)
    desk.press(Action.ENTER)
    assert desk.posted == [c.RefundAsPaid()]


@pytest.mark.parametrize(
    ("action", "method"), list(zip(METHOD_ACTIONS[:3], ("cash", "card", "store_credit"), strict=True))
)
@pytest.mark.parametrize(("typed", "amount"), [("", None), ("500", -500)])
def test_a_method_is_chosen_and_enter_gives_back_what_is_typed_or_all(
    action: Action, method: str, typed: str, amount: int | None
) -> None:
    desk = desk_of(totals=OWED)
    desk.type(typed)
    desk.press(action)
    assert desk.posted == []
    desk.press(Action.ENTER)
    assert desk.posted == [c.TakeTender(method, amount)]
    assert desk.till.hands.entry == ""


def test_esc_takes_the_chosen_way_back_before_it_leaves() -> None:
    desk = desk_of(totals=OWED)
    desk.press(Action.METHOD_2)
    desk.press(Action.ESCAPE)
    assert desk.posted == []
    desk.press(Action.ENTER)
    assert desk.posted == [c.RefundAsPaid()]


def test_after_a_part_is_given_back_the_rest_goes_as_it_was_paid_again() -> None:
    desk = desk_of(totals=OWED)
    desk.press(Action.METHOD_1)
    given = (TenderView("t1", "cash", -500, -500, 0),)
    desk.show(three().view(phase="tender", methods=ALL_METHODS, totals=OWED, tenders=given))
    desk.press(Action.ENTER)
    assert desk.posted == [c.RefundAsPaid()]


def test_the_chosen_way_back_fills_the_amount_and_enter_says_so(open_till: OpenTill) -> None:
    till = open_till()
    till.window.show_view(three().view(phase="tender", methods=ALL_METHODS, totals=OWED))
    till.window.press(Pressed(Action.METHOD_3))
    shown = [drawn.text for _, drawn in texts(till.window)]
    assert "10.83" in [drawn.text for _, drawn in texts(till.window, till.window.parts.entry)]
    assert "Enter gives 10.83 back: Store credit. Or type a part of it." in shown
    till.window.press(Pressed(Action.CHAR, "5"))
    assert "Enter gives 0.05 back: Store credit." in [drawn.text for _, drawn in texts(till.window)]


def test_an_amount_typed_has_to_say_how_it_goes_back() -> None:
    desk = desk_of(totals=OWED)
    desk.type("500")
    desk.press(Action.ENTER)
    assert desk.posted == []
    assert notice(desk) == "refund_how"


def test_nothing_goes_back_by_a_method_that_is_not_built() -> None:
    desk = desk_of(totals=OWED)
    desk.press(Action.METHOD_4)
    assert (desk.posted, notice(desk)) == ([], "method_not_set_up")


def test_an_open_question_holds_a_refund() -> None:
    desk = desk_of(totals=OWED, question=QuestionView("q", "cash_large", {"amount_minor": 1, "due_minor": 1}))
    desk.press(Action.METHOD_1)
    desk.press(Action.ENTER)
    assert desk.posted == []


@pytest.mark.parametrize("action", [Action.ENTER, Action.QUICK_1, Action.METHOD_1, Action.TAKE_BACK])
def test_while_an_answer_is_awaited_nothing_is_taken(action: Action) -> None:
    desk = desk_of(tenders=(ASKED,))
    desk.press(action)
    assert (desk.posted, notice(desk)) == ([], "payment_under_way")


def test_esc_calls_off_what_was_asked() -> None:
    desk = desk_of(tenders=(ASKED,))
    desk.press(Action.ESCAPE)
    assert desk.posted == [c.CancelTender()]


def test_a_card_that_a_terminal_charges_needs_no_approval_code() -> None:
    desk = desk_of(methods=(MethodView("cash", True), MethodView("card", True, by_terminal=True)))
    desk.press(Action.METHOD_2)
    desk.press(Action.ENTER)
    assert desk.posted == [c.TakeTender("card", None)]


@pytest.mark.parametrize(("credit", "takes"), [(1250, 1083), (400, 400), (None, None)])
def test_the_customers_credit_is_offered_first(credit: int | None, takes: int | None) -> None:
    desk = desk_of(customer=CustomerView("c1", "Mia", credit_minor=credit))
    desk.press(Action.METHOD_3)
    assert desk.till.hands.page is Page.NONE
    desk.press(Action.ENTER)
    assert desk.posted == [c.TakeTender("store_credit", takes)]


def test_f3_once_more_asks_for_a_voucher() -> None:
    desk = desk_of(customer=MIA)
    desk.press(Action.METHOD_3)
    desk.press(Action.METHOD_3)
    assert desk.till.hands.page is Page.SHEET


def test_without_a_customer_f3_asks_for_the_voucher_and_the_amount_stays() -> None:
    desk = desk_of()
    desk.type("500")
    desk.press(Action.METHOD_3)
    sheets = desk.till.sheets
    for char in "7q2m9kxw4t":
        sheets.type(char)
    desk.now += 1000
    sheets.enter()
    assert desk.posted == [c.EnterCode("SC-7Q2M9KXW4T")]
    said = NoticeView(9, "good", "voucher_left", {"amount_minor": 800}, AT)
    told = three().view(
        phase="tender", methods=ALL_METHODS, voucher="SC-7Q2M9KXW4T", voucher_left_minor=800, history=(said,)
    )
    desk.show(told)
    assert desk.till.hands.page is Page.NONE
    desk.press(Action.ENTER)
    assert desk.posted[1:] == [c.TakeTender("store_credit", 500, account="SC-7Q2M9KXW4T")]


def test_a_voucher_pays_no_more_than_is_on_it() -> None:
    desk = desk_of(voucher="SC-1", voucher_left_minor=800)
    desk.press(Action.METHOD_3)
    desk.press(Action.ENTER)
    assert desk.posted == [c.TakeTender("store_credit", 800, account="SC-1")]


@pytest.mark.parametrize(
    ("typed", "sent"), [("SC-OIL", "SC-011"), (" sc-7 q2 ", "SC-7Q2"), ("SC-sc-7Q2", "SC-7Q2")]
)
def test_a_voucher_is_read_as_it_was_meant(typed: str, sent: str) -> None:
    desk = desk_of()
    desk.press(Action.METHOD_3)
    desk.till.sheets.set_text(typed)
    desk.now += 1000
    desk.till.sheets.enter()
    assert desk.posted == [c.EnterCode(sent)]


def test_what_goes_back_is_unmistakable(open_till: OpenTill) -> None:
    till = open_till()
    till.window.show_view(three().view(phase="tender", methods=ALL_METHODS, totals=OWED))
    shown = [drawn.text for _, drawn in texts(till.window)]
    assert "To give back" in shown
    assert "10.83" in shown
    assert any(text.startswith("Enter gives it back as it was paid") for text in shown)
    assert "Give money back" in shown
    assert {"To pay", "Payment"}.isdisjoint(shown)


@pytest.mark.parametrize(
    ("methods", "change", "title", "amount"),
    [
        (("card",), 0, "Paid by card", "5.00"),
        (("store_credit",), 0, "Paid by store credit", "5.00"),
        (("card", "store_credit"), 0, "Paid, no change", "10.00"),
        (("wallet",), 0, "Paid: wallet", "5.00"),
        (("cash",), 0, "Change", "0.00"),
        (("card", "cash"), 100, "Change", "1.00"),
    ],
)
def test_without_cash_no_change_is_large(
    open_till: OpenTill, methods: tuple[str, ...], change: int, title: str, amount: str
) -> None:
    till = open_till()
    tenders = tuple(TenderView(method, method, 500, 500, 0) for method in methods)
    totals = TotalsView(change_minor=change)
    till.window.show_view(three().view(phase="done", tenders=tenders, totals=totals))
    shown = [drawn.text for _, drawn in texts(till.window, till.window.parts.done)]
    assert shown[:2] == [title, amount]


def test_while_the_card_terminal_is_asked_no_key_of_money_is_lit(open_till: OpenTill) -> None:
    till = open_till()
    till.window.show_view(three().view(phase="tender", methods=ALL_METHODS, tenders=(ASKED,)))
    keys = {key.label: key for key in till.window.findChildren(KeyButton) if key.isVisible()}
    assert not any(keys[name].isEnabled() for name in ("Cash", "Card", "", "Give back", "Enter"))
    waits = next(drawn for _, drawn in texts(till.window) if drawn.text.startswith("The card terminal"))
    assert waits.ground == "panel"


@pytest.mark.parametrize(
    ("methods", "title", "amount"),
    [(("cash",), "Give back in cash", "5.00"), (("card",), "Given back, no cash", "5.00")],
)
def test_after_a_refund_it_says_what_goes_over_the_counter(
    open_till: OpenTill, methods: tuple[str, ...], title: str, amount: str
) -> None:
    till = open_till()
    tenders = tuple(TenderView(method, method, -500, -500, 0) for method in methods)
    till.window.show_view(three().view(phase="done", tenders=tenders))
    shown = [drawn.text for _, drawn in texts(till.window)]
    assert {title, amount} <= set(shown)
