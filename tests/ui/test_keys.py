"""Real key events on the real window become the commands that the contract names."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos_terminal import commands as c
from pos_terminal.views import RegisterView
from tests.ui.conftest import OpenTill, Till
from tests.ui.walk import texts
from tools.screen_states import METHODS, NOTICES, extreme, three
from ui.interaction import Page
from ui.keymap import SHORTCUTS, Where

K = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier

SALE = three().view()
CHEESE = three()
CHEESE.line("Cheese", 1999, 0, "kg", ("needs_weight",))
WAITING = CHEESE.view()
TENDER = three().view(phase="tender", methods=METHODS)


def digits(text: str) -> list[tuple[Qt.Key, Qt.KeyboardModifier, str]]:
    return [(K(ord(char.upper())), Qt.KeyboardModifier.NoModifier, char) for char in text]


def key(
    code: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, text: str = ""
) -> list[tuple[Qt.Key, Qt.KeyboardModifier, str]]:
    return [(code, modifiers, text)]


ENTER = key(K.Key_Return, text="\r")
TABLE = [
    ("a code and Enter", SALE, [*digits("4006381333931"), *ENTER], [c.EnterCode("4006381333931")]),
    ("letters keep their case", SALE, [*digits("85123a"), *ENTER], [c.EnterCode("85123a")]),
    ("Enter alone", SALE, ENTER, []),
    ("quantity", SALE, [*digits("5"), *key(K.Key_Asterisk, text="*")], [c.SetNextQuantity(5000)]),
    (
        "quantity with Shift",
        SALE,
        [*digits("5"), *key(K.Key_Asterisk, SHIFT, "*")],
        [c.SetNextQuantity(5000)],
    ),
    ("measured", SALE, [*digits("0.25"), *key(K.Key_Asterisk, text="*")], [c.SetNextQuantity(250)]),
    ("quantity taken back", SALE, key(K.Key_Asterisk, text="*"), [c.SetNextQuantity(None)]),
    ("plus", SALE, key(K.Key_Plus, text="+"), [c.StepQuantity("l2", 1)]),
    ("minus", SALE, key(K.Key_Minus, text="-"), [c.StepQuantity("l2", -1)]),
    (
        "minus on a marked line",
        SALE,
        [*key(K.Key_Up), *key(K.Key_Up), *key(K.Key_Minus, text="-")],
        [c.StepQuantity("l0", -1)],
    ),
    (
        "hyphen in a code",
        SALE,
        [*digits("T1"), *key(K.Key_Minus, text="-"), *digits("7"), *ENTER],
        [c.EnterCode("T1-7")],
    ),
    ("void", SALE, key(K.Key_Delete), [c.VoidLine("l2")]),
    ("void the first", SALE, [*key(K.Key_Home), *key(K.Key_Delete)], [c.VoidLine("l0")]),
    ("undo", SALE, key(K.Key_Z, CTRL, "\x1a"), [c.Undo()]),
    ("repeat", SALE, key(K.Key_Insert), [c.RepeatLast()]),
    ("price of the next scan", SALE, key(K.Key_Slash, text="/"), [c.CheckPrice("")]),
    ("price of a code", SALE, [*digits("42"), *key(K.Key_Slash, text="/")], [c.CheckPrice("42")]),
    ("park", SALE, key(K.Key_F6), [c.ParkSale("")]),
    ("park under what is typed", SALE, [*digits("Mia"), *key(K.Key_F6)], [c.ParkSale("Mia")]),
    ("reprint", SALE, key(K.Key_F9), [c.ReprintReceipt("")]),
    ("show receipt", SALE, key(K.Key_F9, SHIFT), [c.ShowReceipt("")]),
    ("pay", SALE, key(K.Key_F12), [c.StartPayment()]),
    ("erase", SALE, [*digits("123"), *key(K.Key_Backspace, text="\b"), *ENTER], [c.EnterCode("12")]),
    ("Esc loses what is typed", SALE, [*digits("123"), *key(K.Key_Escape), *ENTER], []),
    (
        "Esc ends the price check",
        three().view(price_check=True),
        key(K.Key_Escape),
        [c.CheckPrice("")],
    ),
    ("Esc ends the quantity", three().view(next_milli=5000), key(K.Key_Escape), [c.SetNextQuantity(None)]),
    ("Esc clears a notice", three().view(notices=NOTICES), key(K.Key_Escape), [c.ClearNotice(8)]),
    ("weight", extreme().view(), [*digits("0.345"), *ENTER], [c.EnterWeight("l1", 345)]),
    ("a weight for the marked line", WAITING, [*digits("1,5"), *ENTER], [c.EnterWeight("l3", 1500)]),
    ("a code while the marked line waits", WAITING, [*digits("4006"), *ENTER], [c.EnterCode("4006")]),
    ("a code beside a waiting line", extreme().view(), [*digits("345"), *ENTER], [c.EnterCode("345")]),
    (
        "keypad without NumLock",
        SALE,
        [*key(K.Key_End, KEYPAD), *key(K.Key_Insert, KEYPAD), *key(K.Key_Delete, KEYPAD), *ENTER],
        [c.EnterCode("10.")],
    ),
    ("not built", SALE, key(K.Key_F4), []),
    ("leave payment", TENDER, key(K.Key_Escape), [c.LeavePayment()]),
    (
        "give back",
        three().view(phase="tender", methods=METHODS, tenders=extreme().view().tenders),
        key(K.Key_Delete),
        [],
    ),
    ("F12 on the tender screen", TENDER, key(K.Key_F12), []),
    (
        "letters are no amount",
        TENDER,
        [*digits("1x2"), *key(K.Key_Escape), *key(K.Key_Escape)],
        [c.LeavePayment()],
    ),
]


def press(till: Till, keys: list[tuple[Qt.Key, Qt.KeyboardModifier, str]]) -> None:
    for number, (code, modifiers, text) in enumerate(keys):
        event = QKeyEvent(QEvent.Type.KeyPress, code, modifiers, text)
        event.setTimestamp(10_000 + 200 * number)
        focused = QApplication.focusWidget()
        QCoreApplication.sendEvent(till.window if focused is None else focused, event)


@pytest.mark.parametrize(
    ("view", "keys", "commands"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_keys(
    open_till: OpenTill,
    view: RegisterView,
    keys: list[tuple[Qt.Key, Qt.KeyboardModifier, str]],
    commands: list[c.Command],
) -> None:
    till = open_till()
    till.window.show_view(view)
    press(till, keys)
    assert till.posted == commands


@pytest.mark.parametrize("typed", ["1", "345"])
def test_a_bare_number_is_no_weight_and_no_code_while_the_marked_line_waits(
    open_till: OpenTill, typed: str
) -> None:
    till = open_till()
    till.window.show_view(WAITING)
    assert "Weight in kg" in [drawn.text for _, drawn in texts(till.window)]
    press(till, [*digits(typed), *ENTER])
    assert till.posted == []
    hands = till.window.till.hands
    assert hands.entry == ""
    assert hands.notice is not None
    assert hands.notice.code == "weight_needs_decimals"
    press(till, [*key(K.Key_Up), *digits(typed), *ENTER])
    assert till.posted == [c.EnterCode(typed)]


@pytest.mark.parametrize(
    ("code", "modifiers", "text", "command"),
    [
        (K.Key_F12, NONE, "", c.StartPayment()),
        (K.Key_Delete, NONE, "", c.VoidLine("l2")),
        (K.Key_Insert, NONE, "", c.RepeatLast()),
        (K.Key_Z, CTRL, "\x1a", c.Undo()),
    ],
)
def test_a_key_held_down_acts_once(
    open_till: OpenTill, code: Qt.Key, modifiers: Qt.KeyboardModifier, text: str, command: c.Command
) -> None:
    till = open_till()
    till.window.show_view(SALE)
    for repeat in (False, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, code, modifiers, text, repeat)
        QCoreApplication.sendEvent(till.window, event)
    assert till.posted == [command]


def test_enter_with_nothing_typed_takes_what_is_due(open_till: OpenTill, qtbot: QtBot) -> None:
    till = open_till()
    till.window.show_view(SALE)
    till.window.show_view(TENDER)
    press(till, ENTER)
    qtbot.waitUntil(lambda: bool(till.posted))
    assert till.posted == [c.TakeTender("cash", None)]


def test_an_amount_typed_in_a_hurry_is_taken_once_when_it_is_quiet(open_till: OpenTill, qtbot: QtBot) -> None:
    till = open_till()
    till.window.show_view(TENDER)
    press(till, [*digits("2000"), *ENTER])
    assert till.posted == []
    qtbot.waitUntil(lambda: bool(till.posted))
    assert till.posted == [c.TakeTender("cash", 2000)]


def test_void_of_the_sale_is_asked_in_the_strip(open_till: OpenTill, qtbot: QtBot) -> None:
    till = open_till()
    till.window.show_view(SALE)
    press(till, key(K.Key_Delete, SHIFT))
    assert till.posted == []

    def answered() -> bool:
        press(till, digits("y"))
        till.window.till.hands.entry = ""
        return bool(till.posted)

    qtbot.waitUntil(answered)
    assert till.posted == [c.VoidSale()]


PAGES: list[tuple[Qt.Key, Qt.KeyboardModifier, Page]] = [
    (K.Key_F1, Qt.KeyboardModifier.NoModifier, Page.HELP),
    (K.Key_F1, SHIFT, Page.HELP),
    (K.Key_F2, Qt.KeyboardModifier.NoModifier, Page.FIND),
    (K.Key_F7, Qt.KeyboardModifier.NoModifier, Page.RECALL),
    (K.Key_F6, SHIFT, Page.PARK),
    (K.Key_F2, SHIFT, Page.MORE),
    (K.Key_F10, SHIFT, Page.HISTORY),
]


@pytest.mark.parametrize(("code", "modifiers", "page"), PAGES)
def test_pages_open_and_esc_goes_back(
    open_till: OpenTill, code: Qt.Key, modifiers: Qt.KeyboardModifier, page: Page
) -> None:
    till = open_till()
    till.window.show_view(SALE)
    press(till, key(code, modifiers))
    assert till.window.till.hands.page is page
    press(till, key(K.Key_Escape))
    assert till.window.till.hands.page is Page.NONE
    press(till, key(K.Key_F12))
    assert till.taken()[-1] == c.StartPayment()


def test_a_function_key_works_over_a_page(open_till: OpenTill) -> None:
    till = open_till()
    till.window.show_view(SALE)
    press(till, [*key(K.Key_F2), *key(K.Key_F12)])
    assert till.posted[-1] == c.StartPayment()
    assert till.window.till.hands.page is Page.NONE


def test_help_stands_over_the_tender_screen_and_takes_no_money(open_till: OpenTill) -> None:
    till = open_till()
    till.window.show_view(TENDER)
    press(till, [*key(K.Key_F1, SHIFT), *ENTER])
    assert till.window.till.hands.page is Page.NONE
    assert till.posted == []


def test_no_key_has_two_meanings_in_one_place() -> None:
    meanings: dict[tuple[Where, Qt.Key, Qt.KeyboardModifier], str] = {}
    for item in SHORTCUTS:
        for where in item.where:
            place = (where, item.key, item.modifiers)
            assert meanings.setdefault(place, item.action) == item.action


def test_every_key_of_the_keyboard_says_what_it_does() -> None:
    assert [item for item in SHORTCUTS if item.hint and not item.label] == []
