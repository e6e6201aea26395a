"""Ctrl+L locks the till from anywhere; Alt and a digit types where something is typed, and else scans."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pos_terminal import commands as c
from tests.ui.conftest import OpenTill, Till
from tests.ui.walk import texts
from tools.screen_states import METHODS, three
from tools.screen_states_day import PEOPLE
from tools.screen_states_sale import day
from ui.flows.cash import cash_out
from ui.flows.customer import new_customer
from ui.flows.kit import Start
from ui.flows.sheet import Flow
from ui.interaction import Page
from ui.keymap import Action, Pressed

K = Qt.Key
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def signed_in(open_till: OpenTill, **parts: object) -> Till:
    till = open_till(1366, 768, devices=True)
    told = {"staff": PEOPLE, "cashier_id": "ada", "cashier": "Ada"} | parts
    till.window.show_view(day(three().view(**told)))
    return till


def opened(till: Till, flow: Flow) -> None:
    till.window.till.sheets.open(flow)
    till.window.till.open_page(Page.SHEET)
    till.window.show_view(till.window.till.view)


@pytest.mark.parametrize("place", ["sale", "tender", "help", "sheet", "letters"])
def test_ctrl_l_locks_at_once_wherever_one_is(open_till: OpenTill, place: str) -> None:
    tender = {"phase": "tender", "methods": METHODS}
    till = signed_in(open_till, **(tender if place == "tender" else {}))
    window = till.window
    target = window.parts.sheet.field if place == "letters" else window
    if place == "help":
        window.press(Pressed(Action.HELP))
    elif place == "sheet":
        opened(till, cash_out(Start(window.till.sheets.kit, window.till.view)))
    elif place == "letters":
        opened(till, new_customer(window.till.sheets.kit, "Mia"))
    QTest.keyClick(target, K.Key_L, CTRL)
    assert till.posted == [c.SignOut()]


def test_where_nobody_is_signed_in_there_is_nothing_to_lock(open_till: OpenTill) -> None:
    till = signed_in(open_till, cashier_id="")
    QTest.keyClick(till.window, K.Key_L, CTRL)
    assert till.posted == []
    assert any(drawn.text.startswith("Nobody is signed in") for _, drawn in texts(till.window))


def test_the_help_shows_the_lock(open_till: OpenTill) -> None:
    till = signed_in(open_till)
    till.window.press(Pressed(Action.HELP))
    assert {"Ctrl L", "Lock the till"} <= {drawn.text for _, drawn in texts(till.window)}


def test_alt_and_a_digit_types_into_letters_and_into_an_amount(open_till: OpenTill) -> None:
    till = signed_in(open_till)
    window = till.window
    opened(till, new_customer(window.till.sheets.kit))
    for target in (window.parts.sheet.field, window):
        QTest.keyClick(target, K.Key_1, ALT)
    assert window.parts.sheet.field.text() == "11"
    opened(till, cash_out(Start(window.till.sheets.kit, window.till.view)))
    QTest.keyClick(window, K.Key_2, ALT)
    assert window.till.sheets.shown is not None
    assert window.till.sheets.shown.text == "2"
    assert till.devices.scanned == []


def test_alt_and_a_digit_still_scans_at_the_basket(open_till: OpenTill) -> None:
    till = signed_in(open_till)
    QTest.keyClick(till.window, K.Key_1, ALT)
    assert len(till.devices.scanned) == 1
