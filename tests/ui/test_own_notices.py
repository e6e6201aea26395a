"""What the screen itself says about an answer: gone with the next one that is taken, kept in the history."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pos_terminal.commands import LeavePayment
from tests.ui.conftest import OpenTill, Till
from tests.ui.walk import texts
from tools.screen_states import METHODS, three
from tools.screen_states_sale import day
from ui.flows.customer import new_customer
from ui.flows.kit import Start
from ui.flows.report import StoreDaysFlow
from ui.flows.sheet import Flow
from ui.interaction import Page
from ui.keymap import Action, Pressed

NO_DAY = "That is no day: type year, month and day, such as 20260303."


def opened(till: Till, flow: Flow) -> None:
    window = till.window
    window.till.sheets.open(flow)
    window.till.open_page(Page.SHEET)
    window.show_view(window.till.view)


def shown(till: Till) -> list[str]:
    return [drawn.text for _, drawn in texts(till.window)]


def start(till: Till) -> Start:
    return Start(till.window.till.sheets.kit, till.window.till.view)


def typed(till: Till, text: str) -> None:
    for char in text:
        till.window.press(Pressed(Action.CHAR, char))


def enter(till: Till) -> None:
    before = till.window.till.sheets._now_ms
    till.window.till.sheets._now_ms = lambda: before() + 1000
    till.window.press(Pressed(Action.ENTER))


def test_that_is_no_day_goes_with_the_next_day_that_is_one(open_till: OpenTill) -> None:
    till = open_till()
    till.window.show_view(day(three().view()))
    opened(till, StoreDaysFlow(start(till)))
    typed(till, "2026")
    enter(till)
    assert NO_DAY in shown(till)
    typed(till, "0301")
    assert NO_DAY in shown(till)
    enter(till)
    assert NO_DAY not in shown(till)
    till.window.press(Pressed(Action.HISTORY))
    assert NO_DAY in shown(till)


def test_it_goes_with_the_sheet_too(open_till: OpenTill) -> None:
    till = open_till()
    till.window.show_view(day(three().view()))
    opened(till, StoreDaysFlow(start(till)))
    typed(till, "2026")
    enter(till)
    till.window.press(Pressed(Action.ESCAPE))
    till.window.press(Pressed(Action.ESCAPE))
    assert not till.window.till.sheets.shown
    assert NO_DAY not in shown(till)


def test_an_unreadable_amount_goes_with_the_next_that_is_taken(open_till: OpenTill) -> None:
    till = open_till()
    till.window.show_view(three().view(phase="tender", methods=METHODS))
    said = till.window.till
    said.say("warn", "amount_unreadable")
    said.post(LeavePayment())
    assert said.hands.notice is None
    assert [notice.code for notice in said.hands.said] == ["amount_unreadable"]


@pytest.mark.parametrize("key", [Qt.Key.Key_F12, Qt.Key.Key_F4, Qt.Key.Key_F8])
def test_no_key_of_the_sale_throws_a_new_customer_away(open_till: OpenTill, key: Qt.Key) -> None:
    till = open_till()
    till.window.show_view(day(three().view()))
    opened(till, new_customer(till.window.till.sheets.kit))
    QTest.keyClicks(till.window.parts.sheet.field, "Mia")
    QTest.keyClick(till.window.parts.sheet.field, key)
    assert till.posted == []
    assert till.window.parts.sheet.field.text() == "Mia"
    assert any(text.startswith("Finish what is typed here first") for text in shown(till))
