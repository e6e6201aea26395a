"""The window itself: questions, notices, sounds and flashes, closing, raising, themes, pages."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pos_terminal import commands as c
from pos_terminal.views import CueView, MethodView, QuestionView, ReceiptView, SearchRow, SearchView
from tests.ui.conftest import OpenTill, Till
from tests.ui.walk import texts
from tools.screen_states import METHODS, NOTICES, PARKED, many, now, three
from ui.interaction import QUESTION_QUIET_MS, Page
from ui.keymap import Action, Pressed
from ui.widgets.key_button import KeyButton

AGE = QuestionView("age:18", "age", {"age": 18})


def age(till: Till, ms: int) -> None:
    """Let time pass for the interaction, without waiting."""
    before = till.window.till.now_ms
    till.window.till.now_ms = lambda: before() + ms


def send_mouse(widget: QWidget, kind: QEvent.Type, point: QPointF) -> None:
    left = Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QMouseEvent(kind, point, widget.mapToGlobal(point), left, left, none))


def tap(widget: QWidget) -> None:
    """A finger down and up."""
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        send_mouse(widget, kind, QPointF(widget.rect().center()))


def key_texts(till: Till, key: KeyButton) -> list[str]:
    return [drawn.text for surface, drawn in texts(till.window) if surface is key]


def keys_named(window: QWidget, label: str) -> list[KeyButton]:
    return [key for key in window.findChildren(KeyButton) if key.isVisible() and key.label == label]


@pytest.mark.parametrize(
    ("language", "text", "yes"),
    [
        ("en", "y", True),
        ("en", "N", False),
        ("de", "j", True),
        ("de", "n", False),
        ("ar", "ن", True),
        ("ar", "n", False),
    ],
)
def test_a_question_is_answered_by_one_key(open_till: OpenTill, language: str, text: str, yes: bool) -> None:
    till = open_till(language=language)
    till.window.show_view(three().view(question=AGE))
    age(till, QUESTION_QUIET_MS)
    if text.isascii():
        QTest.keyClicks(till.window, text)
    else:
        till.window.press(Pressed(Action.YES if yes else Action.NO))
    assert till.posted == [c.AnswerQuestion("age:18", yes)]


def test_a_key_meant_for_something_else_answers_nothing(open_till: OpenTill) -> None:
    till = open_till()
    till.window.show_view(three().view(question=AGE))
    QTest.keyClicks(till.window, "y")
    assert till.posted == []


def test_letters_of_a_code_that_was_begun_answer_nothing(open_till: OpenTill) -> None:
    till = open_till()
    till.window.show_view(three().view())
    QTest.keyClicks(till.window, "85")
    till.window.show_view(three().view(question=AGE))
    age(till, QUESTION_QUIET_MS)
    QTest.keyClicks(till.window, "ny")
    assert till.posted == []
    assert till.window.till.hands.entry == "85ny"


def test_yes_and_no_can_be_tapped(open_till: OpenTill) -> None:
    till = open_till()
    till.window.show_view(three().view(question=AGE))
    age(till, QUESTION_QUIET_MS)
    tap(keys_named(till.window, "No")[0])
    assert till.posted == [c.AnswerQuestion("age:18", False)]


def test_two_taps_in_one_blink_are_one(open_till: OpenTill) -> None:
    till = open_till()
    till.window.show_view(three().view())
    plus = keys_named(till.window, "+")[0]
    tap(plus)
    tap(plus)
    assert till.posted == [c.StepQuantity("l2", 1)]


def test_a_notice_is_read_by_a_tap(open_till: OpenTill) -> None:
    till = open_till()
    till.window.show_view(three().view(notices=NOTICES))
    tap(keys_named(till.window, "Read")[0])
    assert till.posted == [c.ClearNotice(8)]


def test_a_cue_flashes_and_grows_calm_again(open_till: OpenTill, qtbot: QtBot) -> None:
    till = open_till()
    till.window.show_view(three().view(cue=CueView(1, "good")))
    till.window.show_view(three().view(serial=2, cue=CueView(2, "bad")))
    last = till.window.parts.last
    assert last.is_flashing
    qtbot.waitUntil(lambda: not last.is_flashing)


def test_closing_tells_it_once_and_asks_nothing(open_till: OpenTill) -> None:
    told: list[str] = []
    till = open_till(on_quit=lambda: told.append("quit"))
    till.window.show_view(three().view())
    till.window.close()
    till.window.close()
    assert told == ["quit"]
    assert not till.window.isVisible()


def test_a_second_start_raises_the_window(open_till: OpenTill) -> None:
    till = open_till()
    till.window.showMinimized()
    till.window.raise_window()
    assert not till.window.isMinimized()


def test_the_theme_changes_without_a_new_window(open_till: OpenTill) -> None:
    till = open_till()
    before = till.window.grab().toImage()
    till.window.press(Pressed(Action.THEME))
    assert till.window.look.theme == "dark"
    assert till.window.grab().toImage() != before


def test_the_clock_goes_on_without_views(open_till: OpenTill, qtbot: QtBot) -> None:
    minutes = [0]
    till = open_till(now=lambda: now() + timedelta(minutes=minutes[0]))

    def shown(text: str) -> bool:
        return any(drawn.text == text for _, drawn in texts(till.window))

    assert shown("14:30")
    minutes[0] = 5
    qtbot.waitUntil(lambda: shown("14:35"))


def test_search_asks_with_each_letter_and_adds_what_is_chosen(open_till: OpenTill) -> None:
    till = open_till()
    till.window.show_view(three().view())
    QTest.keyClick(till.window, Qt.Key.Key_F2)
    field = till.window.parts.find.field
    QTest.keyClicks(field, "mi")
    assert till.taken() == [c.Search("m"), c.Search("mi")]
    rows = (SearchRow("p1", "Milk", "1", 119, "each"), SearchRow("p2", "Mint", "2", 99, "each"))
    till.window.show_view(three().view(serial=2, search=SearchView("mi", rows)))
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert till.taken() == [c.AddProduct("p2")]
    assert till.window.till.hands.page is Page.NONE


def test_enter_before_the_results_takes_the_first_when_they_come(open_till: OpenTill) -> None:
    till = open_till()
    till.window.show_view(three().view())
    QTest.keyClick(till.window, Qt.Key.Key_F2)
    QTest.keyClicks(till.window.parts.find.field, "mi")
    QTest.keyClick(till.window.parts.find.field, Qt.Key.Key_Return)
    till.taken()
    old = (SearchRow("p0", "Marmalade", "1", 119, "each"),)
    till.window.show_view(three().view(serial=2, search=SearchView("m", old)))
    assert till.posted == []
    found = (SearchRow("p1", "Milk", "1", 119, "each"),)
    till.window.show_view(three().view(serial=3, search=SearchView("mi", found)))
    assert till.posted == [c.AddProduct("p1")]


def test_a_code_of_several_articles_opens_the_list(open_till: OpenTill) -> None:
    till = open_till()
    till.window.show_view(three().view())
    rows = (SearchRow("p1", "Milk", "42", 119, "each"), SearchRow("p2", "Mint", "42", 99, "each"))
    till.window.show_view(three().view(serial=2, search=SearchView("42", rows)))
    assert till.window.till.hands.page is Page.FIND
    QTest.keyClick(till.window.parts.find.field, Qt.Key.Key_Return)
    assert till.posted == [c.AddProduct("p1")]


def test_a_parked_basket_is_recalled(open_till: OpenTill) -> None:
    till = open_till()
    till.window.show_view(three().view(parked=PARKED))
    QTest.keyClick(till.window, Qt.Key.Key_F7)
    QTest.keyClick(till.window, Qt.Key.Key_Down)
    QTest.keyClick(till.window, Qt.Key.Key_Return)
    assert till.posted == [c.RecallSale("s2")]


def test_the_recall_key_says_how_many_baskets_are_parked(open_till: OpenTill) -> None:
    till = open_till()
    till.window.show_view(three().view(parked=PARKED))
    key = keys_named(till.window, "Recall (2)")[0]
    place = key.geometry()
    till.window.show_view(three().view(serial=2))
    assert (key.label, key.hint, key.geometry()) == ("Recall", "F7", place)


def test_parking_with_a_name(open_till: OpenTill) -> None:
    till = open_till()
    till.window.show_view(three().view())
    QTest.keyClick(till.window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(till.window.parts.park.field, "Mia")
    QTest.keyClick(till.window.parts.park.field, Qt.Key.Key_Return)
    assert till.posted == [c.ParkSale("Mia")]


def test_the_receipt_that_was_asked_for_is_shown(open_till: OpenTill) -> None:
    till = open_till()
    till.window.show_view(three().view())
    till.window.press(Pressed(Action.SHOW_RECEIPT))
    till.window.show_view(three().view(serial=2, receipt=ReceiptView("T1-A000001", b"")))
    assert till.window.till.hands.page is Page.RECEIPT


def test_keys_of_the_tender_screen_can_be_tapped(open_till: OpenTill) -> None:
    till = open_till()
    till.window.show_view(three().view(phase="tender", methods=METHODS))
    age(till, 1000)
    tap(keys_named(till.window, "35.00")[0])
    assert till.posted == [c.TakeTender("cash", 3500)]


def test_the_key_of_a_method_that_is_not_set_up_is_greyed_and_says_so(open_till: OpenTill) -> None:
    till = open_till()
    till.window.show_view(three().view(phase="tender", methods=METHODS))
    key = keys_named(till.window, "Gift card")[0]
    assert not key.isEnabled()
    assert any(text.endswith("  not set up") for text in key_texts(till, key))
    assert keys_named(till.window, "Cash")[0].isEnabled()


def test_help_can_be_tapped_on_the_tender_screen_where_f1_is_cash(open_till: OpenTill) -> None:
    till = open_till()
    till.window.show_view(three().view(phase="tender", methods=METHODS))
    key = keys_named(till.window, "Help")[0]
    assert "⇧F1" in key_texts(till, key)
    tap(key)
    assert till.window.till.hands.page is Page.HELP
    assert till.posted == []


def test_quick_amounts_keep_their_keys_whatever_is_offered(open_till: OpenTill) -> None:
    till = open_till()
    seen = []
    for quick in ((1000, 2000, 5000, 10000), (0, 2000, 0, 10000), (1500,), ()):
        cash = MethodView("cash", True, quick)
        till.window.show_view(three().view(phase="tender", methods=(cash, *METHODS[1:])))
        keys = till.window.parts.tender.findChildren(KeyButton)[-4:]
        assert [key.label for key in keys] == [
            f"{minor // 100}.00" if minor else "" for minor in (*quick, 0, 0, 0, 0)[:4]
        ]
        assert [key.isEnabled() for key in keys] == [bool(key.label) for key in keys]
        seen.append([key.geometry() for key in keys])
    assert all(places == seen[0] for places in seen)


@pytest.mark.parametrize(("language", "said"), [("en", ["3 lines", "12 lines"]), ("de", ["3 Zeilen"])])
def test_parked_baskets_say_how_many_lines_they_have(
    open_till: OpenTill, language: str, said: list[str]
) -> None:
    till = open_till(language=language)
    till.window.show_view(three().view(parked=PARKED))
    till.window.press(Pressed(Action.RECALL))
    shown = [drawn for _, drawn in texts(till.window)]
    for words in said:
        found = [drawn for drawn in shown if drawn.text.endswith(f"  {words}")]
        assert found
        assert all(drawn.needed_width <= drawn.room_width for drawn in found)


def test_a_pull_scrolls_and_a_tap_marks(open_till: OpenTill) -> None:
    till = open_till()
    till.window.show_view(many(60).view())
    cart = till.window.parts.cart
    first = cart.first_shown
    down, up, move = (
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseMove,
    )
    for kind, y in ((down, 100), (move, 220), (move, 330), (up, 330)):
        send_mouse(cart, kind, QPointF(100, y))
    assert cart.first_shown == first - 4
    assert till.window.till.hands.selected_id == ""
    for kind in (down, up):
        send_mouse(cart, kind, QPointF(100, 40))
    assert till.window.till.hands.selected_id == f"l{first - 4}"
