"""A sheet on the real window: keys, taps, letters, what it covers, and the way back to the sale."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pos_terminal import commands as c
from pos_terminal.views import CustomerView, NoticeView, QuestionView, RegisterView
from tests.ui.conftest import OpenTill, Till
from tests.ui.walk import texts
from tools.screen_states import AT, three
from tools.sheet_states import amount, long_rows, person, pin, report
from ui.flows.automatic import Wanted
from ui.flows.kit import Start
from ui.flows.sheet import CLOSE, PlainFlow, Sheet, Step, post
from ui.interaction import Page
from ui.keymap import Action, Pressed
from ui.widgets.key_button import KeyButton
from ui.widgets.table_field import TableField

K = Qt.Key
AGE = QuestionView("age:18", "age", {"age": 18})


class Recorder(PlainFlow):
    """Remembers what reached it; Enter posts an undo."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.asked: list[tuple[str, str, str]] = []

    def sheet(self, view: RegisterView) -> Sheet:
        return self._sheet

    def enter(self, text: str, row_id: str) -> Step:
        self.asked.append(("enter", text, row_id))
        return post(c.Undo())

    def key(self, action: str, text: str, row_id: str) -> Step:
        self.asked.append((action, text, row_id))
        return CLOSE if action == "none" else Step()


def open_sheet(till: Till, sheet: Sheet) -> Recorder:
    flow = Recorder(sheet)
    till.window.show_view(three().view())
    till.window.till.sheets.open(flow)
    till.window.till.open_page(Page.SHEET)
    till.window.show_view(three().view())
    return flow


def shown(till: Till) -> list[str]:
    return [drawn.text for _, drawn in texts(till.window)]


def tap(widget: QWidget, point: QPointF | None = None) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    place = point or QPointF(widget.rect().center())
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        QApplication.sendEvent(widget, QMouseEvent(kind, place, widget.mapToGlobal(place), left, left, none))


def key_named(till: Till, label: str) -> KeyButton:
    return next(key for key in till.window.findChildren(KeyButton) if key.isVisible() and key.label == label)


def test_digits_go_into_the_entry_and_enter_takes_them(open_till: OpenTill) -> None:
    till = open_till()
    flow = open_sheet(till, amount())
    QTest.keyClicks(till.window, "1234")
    tap(key_named(till, "00"))
    assert "1,234.00" in shown(till)
    QTest.keyClick(till.window, K.Key_Down)
    QTest.keyClick(till.window, K.Key_Return)
    assert flow.asked == [("enter", "123400", "Small purchases")]
    assert till.posted == [c.Undo()]


@pytest.mark.parametrize(
    ("key", "action"),
    [(K.Key_F5, "all"), (K.Key_Plus, "more"), (K.Key_Minus, "less"), (K.Key_Delete, "none")],
)
def test_a_sheets_own_keys_are_bound_while_it_is_open(open_till: OpenTill, key: Qt.Key, action: str) -> None:
    till = open_till()
    flow = open_sheet(till, long_rows())
    QTest.keyClick(till.window, key)
    assert flow.asked == [(action, "", "r0")]
    assert till.posted == []


def test_its_keys_can_be_tapped_and_the_pads_signs_too(open_till: OpenTill) -> None:
    till = open_till()
    flow = open_sheet(till, long_rows())
    tap(key_named(till, "All lines"))
    tap(key_named(till, "+"))
    assert not key_named(till, "×").isEnabled()
    tap(key_named(till, "Take back"))
    assert flow.asked == [("all", "", "r0"), ("more", "", "r0"), ("enter", "", "r0")]


def test_a_tap_marks_a_row_and_the_second_takes_it(open_till: OpenTill) -> None:
    till = open_till()
    flow = open_sheet(till, amount())
    table = till.window.parts.sheet.findChild(TableField)
    assert table is not None
    for _ in range(2):
        assert flow.asked == []
        tap(table, QPointF(100, till.window.look.px(48 * 2 + 24)))
    assert flow.asked == [("enter", "", "Deposit for a supplier's crates")]


def test_letters_go_into_a_text_entry(open_till: OpenTill) -> None:
    till = open_till()
    flow = open_sheet(till, person())
    field = till.window.parts.sheet.field
    QTest.keyClicks(field, "y")
    tap(key_named(till, "N"))
    tap(key_named(till, "7"))
    assert field.text() == "yn7"
    QTest.keyClick(field, K.Key_Down)
    QTest.keyClick(field, K.Key_Return)
    assert flow.asked[0][1] == "yn7"


def test_letters_answer_no_question_while_a_name_is_typed(open_till: OpenTill) -> None:
    till = open_till()
    open_sheet(till, person())
    till.window.show_view(three().view(serial=2, question=AGE))
    before = till.window.till.now_ms
    till.window.till.now_ms = lambda: before() + 1000
    QTest.keyClicks(till.window.parts.sheet.field, "yn")
    assert till.posted == []


def test_a_report_scrolls_by_keys_and_by_the_finger(open_till: OpenTill) -> None:
    till = open_till()
    open_sheet(till, report())
    assert "Sales, kind 1" in shown(till)
    QTest.keyClick(till.window, K.Key_PageDown)
    assert "Sales, kind 1" not in shown(till)
    QTest.keyClick(till.window, K.Key_End)
    assert "20:00" in shown(till)
    QTest.keyClick(till.window, K.Key_Home)
    till.window.parts.sheet.scrolled.emit(1)
    assert "Sales" not in shown(till)


@pytest.mark.parametrize("key", [K.Key_F12, K.Key_F2])
def test_a_key_of_the_sale_leaves_the_sheet(open_till: OpenTill, key: Qt.Key) -> None:
    till = open_till()
    open_sheet(till, report())
    QTest.keyClick(till.window, key)
    assert till.window.till.sheets.shown is None
    assert till.window.till.hands.page is (Page.FIND if key == K.Key_F2 else Page.NONE)
    assert till.posted == ([] if key == K.Key_F2 else [c.StartPayment()])


def test_help_shows_the_sheets_keys_and_esc_comes_back_to_it(open_till: OpenTill) -> None:
    till = open_till()
    open_sheet(till, long_rows())
    QTest.keyClick(till.window, K.Key_F1)
    assert {"All lines", "One less", "Mark another row"} <= set(shown(till))
    QTest.keyClick(till.window, K.Key_Escape)
    assert till.window.till.hands.page is Page.SHEET
    tap(key_named(till, "Back"))
    assert till.window.till.sheets.shown is None
    assert till.window.parts.cart.isVisible()


def test_f11_opens_the_managers_menu_with_all_its_rows_in_sight(open_till: OpenTill) -> None:
    till = open_till()
    till.window.show_view(three().view())
    QTest.keyClick(till.window, K.Key_F11)
    assert {"Count the drawer, close the day", "Staff", "Sign out, hand over"} <= set(shown(till))
    QTest.keyClick(till.window, K.Key_Return)
    assert "Count the drawer" in shown(till)


def test_a_scan_while_a_sheet_is_open_goes_to_the_sale(open_till: OpenTill) -> None:
    till = open_till()
    open_sheet(till, amount())
    scanned = three()
    scanned.line("Milk", 119)
    till.window.show_view(scanned.view(serial=2))
    assert till.window.till.hands.page is Page.SHEET
    assert "Milk" in shown(till)


@pytest.fixture
def locked(open_till: OpenTill) -> Till:
    """A till at which nobody is signed in, with a basket, a question and a notice behind the sheet."""

    def automatic(start: Start) -> Wanted | None:
        return None if start.view.cashier else Wanted("sign_in", Recorder(pin()))

    till = open_till(automatic=automatic)
    old = NoticeView(1, "warn", "line_stock_below", {"name": "Secret milk", "left": 0}, AT)
    till.window.show_view(three().view(serial=2, cashier="", notices=(old,), question=AGE))
    return till


def test_nothing_of_the_sale_is_seen_behind_a_sheet_that_covers(locked: Till) -> None:
    words = " ".join(shown(locked))
    assert "Sign in" in words
    assert "Demo shop" in words
    for secret in ("10.83", "Sourdough", "Secret milk", "18 or older", "Back"):
        assert secret not in words


def test_nothing_of_the_sale_is_done_behind_it(locked: Till) -> None:
    for key in (K.Key_F12, K.Key_F2, K.Key_F6, K.Key_F11, K.Key_Delete, K.Key_Plus, K.Key_Escape, K.Key_Y):
        QTest.keyClick(locked.window, key)
    for action in (Action.PAY, Action.HISTORY, Action.YES, Action.PLUS, Action.CUSTOMER):
        locked.window.press(Pressed(action))
    assert locked.posted == []
    assert locked.window.till.sheets.covers
    assert not key_named(locked, "Pay").isEnabled()


def test_a_pin_is_dots_wherever_it_shows(locked: Till) -> None:
    QTest.keyClicks(locked.window, "8642")
    assert shown(locked).count("●●●●") == 2
    assert not any("8642" in text for text in shown(locked))


def test_what_is_said_since_it_covers_is_seen(locked: Till) -> None:
    notices = (*locked.window.till.view.notices, NoticeView(2, "bad", "printer_paper_out", {}, AT))
    locked.window.show_view(three().view(serial=3, cashier="", notices=notices))
    assert any(text.startswith("The printer has no paper") for text in shown(locked))


def test_signed_in_the_sale_is_there_again(locked: Till) -> None:
    locked.window.show_view(three().view(serial=3, question=AGE))
    words = " ".join(shown(locked))
    assert "10.83" in words
    assert "Is the customer 18 or older?" in words


def test_the_customer_and_their_credit_stand_in_their_field(open_till: OpenTill) -> None:
    till = open_till()
    till.window.show_view(three().view(customer=CustomerView("c1", "Mia Müller", credit_minor=1250)))
    assert "Mia Müller" in shown(till)
