"""The screen's own question never outlives what it was about, and an open question never makes a key dead."""

from typing import Any

import pytest

from pos_terminal import commands as c
from pos_terminal.views import QuestionView, RegisterView
from tests.ui.conftest import OpenTill
from tests.ui.walk import texts
from tools.screen_states import METHODS, Maker, three
from tools.sheet_states import KIT
from ui.interaction import QUESTION_OPEN, QUESTION_QUIET_MS, Interaction, Page
from ui.keymap import Action, Pressed
from ui.sale_keys import SaleKeys
from ui.tender_keys import TenderKeys

PAPER = QuestionView("paper:7", "paper_doubtful", {"receipt_no": "T1-A000042"})
LARGE = QuestionView("q1", "cash_large", {"amount_minor": 99_999_999_00, "due_minor": 745})


class Desk:
    """Hands with a clock of their own, over three lines."""

    def __init__(self, **parts: Any) -> None:
        self.posted: list[c.Command] = []
        self.now = 100_000
        self.till = Interaction(
            self.posted.append, lambda: "2026-03-03T13:05:00.000+00:00", lambda: self.now, KIT
        )
        self.till.show(three().view(**parts))
        self.sale = SaleKeys(self.till)
        self.tender = TenderKeys(self.till, digits_are_minor=True)

    def yes(self) -> None:
        self.now += QUESTION_QUIET_MS
        self.till.answer(True)

    def notice(self) -> str:
        return self.till.hands.notice.code if self.till.hands.notice else ""


def one_more() -> RegisterView:
    scanned = three()
    scanned.line("Milk", 119)
    return scanned.view()


@pytest.mark.parametrize(
    "view",
    [
        three().view(phase="tender", methods=METHODS),
        Maker().view(phase="done"),
        one_more(),
        three().view(question=PAPER),
    ],
    ids=["tender", "done", "a line more", "a question of the core"],
)
def test_a_question_is_dropped_when_the_situation_changes(view: RegisterView) -> None:
    desk = Desk()
    desk.sale.press(Action.VOID_SALE)
    desk.till.show(view)
    desk.till.show(three().view())
    desk.yes()
    assert desk.till.hands.question is None
    assert desk.posted == []


def test_a_view_that_changes_nothing_of_it_leaves_the_question() -> None:
    desk = Desk()
    desk.sale.press(Action.VOID_SALE)
    desk.till.show(three().view(serial=2, business_day="2026-03-04"))
    desk.yes()
    assert desk.posted == [c.VoidSale()]


@pytest.mark.parametrize("action", [Action.FIND, Action.HELP, Action.RECALL])
def test_a_page_drops_the_question(action: Action) -> None:
    desk = Desk()
    desk.sale.press(Action.VOID_SALE)
    desk.sale.press(action)
    desk.till.open_page(Page.NONE)
    desk.yes()
    assert desk.posted == []


def test_a_question_taken_back_by_esc_is_new_when_it_is_asked_again() -> None:
    desk = Desk()
    desk.sale.press(Action.VOID_SALE)
    desk.now += QUESTION_QUIET_MS
    desk.sale.press(Action.ESCAPE)
    desk.sale.press(Action.VOID_SALE)
    desk.till.answer(True)
    assert desk.posted == []


def test_the_sale_cannot_be_voided_behind_a_question_of_the_core() -> None:
    desk = Desk(question=PAPER)
    desk.sale.press(Action.VOID_SALE)
    assert desk.notice() == QUESTION_OPEN
    desk.till.show(three().view(serial=2))
    desk.yes()
    assert desk.posted == []


@pytest.mark.parametrize("action", [Action.ENTER, Action.QUICK_1, Action.QUICK_4])
def test_a_pay_key_under_a_question_says_why_it_does_nothing(action: Action) -> None:
    desk = Desk(phase="tender", methods=METHODS, question=LARGE)
    desk.tender.press(action)
    desk.tender.press(action)
    assert desk.posted == []
    assert [notice.code for notice in desk.till.hands.said] == [QUESTION_OPEN]
    desk.till.show(three().view(phase="tender", methods=METHODS))
    assert desk.notice() == ""


def test_enter_on_the_sale_screen_says_it_too() -> None:
    desk = Desk(question=PAPER)
    desk.sale.press(Action.ENTER)
    assert desk.notice() == QUESTION_OPEN


def test_the_strip_shows_it_before_the_question(open_till: OpenTill) -> None:
    till = open_till()
    till.window.show_view(three().view(phase="tender", methods=METHODS, question=LARGE))
    till.window.press(Pressed(Action.ENTER))
    shown = [drawn.text for surface, drawn in texts(till.window) if surface is till.window.parts.notice]
    assert any(text.startswith("Answer the question first. Really 99,999,999.00") for text in shown)
