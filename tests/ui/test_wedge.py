"""A keyboard scanner's burst reaches no field and no key; what a person types is never lost."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from pytestqt.qtbot import QtBot

from drivers.scanners.wedge import KeyEvent, Wedge, WedgeSettings
from pos_terminal import commands as c
from tests.ui.conftest import OpenTill, Till
from tools.screen_states import METHODS, three
from ui.interaction import Page
from ui.keymap import Action, Pressed
from ui.ports import WedgePort

# Key codes of X11: evdev's plus eight.
CODES = {char: 10 + index for index, char in enumerate("1234567890")} | {
    "m": 58,
    "i": 31,
    "l": 46,
    "k": 45,
    "\r": 36,
    "\t": 23,
}
KEYS = {"\r": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}
NO_MODIFIER = Qt.KeyboardModifier.NoModifier


@dataclass
class Hand:
    """Sends keys to a window as the window system would, each with its code and its time."""

    till: Till
    at_ms: int = 1_000_000

    def keys(self, text: str, gap_ms: int, touch_ms: int = 0) -> None:
        """touch_ms: from down to up; a finger takes longer than 35."""
        for char in text:
            self.at_ms += gap_ms
            for kind, after_ms in ((QEvent.Type.KeyPress, 0), (QEvent.Type.KeyRelease, touch_ms)):
                event = QKeyEvent(
                    kind, KEYS.get(char, Qt.Key(ord(char.upper()))), NO_MODIFIER, CODES[char], 0, 0, char
                )
                event.setTimestamp(self.at_ms + after_ms)
                QCoreApplication.sendEvent(self.till.window.windowHandle(), event)

    def scan(self, text: str, gap_ms: int) -> None:
        """A code of a scanner, so long after the last key that nothing of that is still held."""
        self.at_ms += 500
        self.keys(text, gap_ms)


@dataclass
class Scanner:
    """What the recogniser told."""

    scans: list[str]
    broken: list[str]

    def port(self) -> WedgePort[KeyEvent]:
        return WedgePort(Wedge(WedgeSettings()), KeyEvent, self.scans.append, self.broken.append)


@pytest.fixture
def scanner() -> Scanner:
    return Scanner([], [])


@pytest.fixture
def hand(open_till: OpenTill, scanner: Scanner, qtbot: QtBot) -> Hand:
    till = open_till(wedge=scanner.port())
    qtbot.waitExposed(till.window)
    till.window.show_view(three().view())
    return Hand(till)


@pytest.mark.parametrize("end", ["\r", "\t"])
def test_a_burst_is_a_scan_and_no_key_of_it_gets_through(hand: Hand, scanner: Scanner, end: str) -> None:
    hand.scan("4006381333931" + end, 3)
    assert scanner.scans == ["4006381333931"]
    assert hand.till.posted == []
    assert hand.till.window.till.hands.entry == ""


def test_a_burst_never_leaks_into_the_search_field(hand: Hand, scanner: Scanner, qtbot: QtBot) -> None:
    hand.till.window.press(Pressed(Action.FIND))
    field = hand.till.window.parts.find.field
    hand.keys("mi", 150, 80)
    qtbot.waitUntil(lambda: field.text() == "mi")
    hand.scan("4006381333931\r", 3)
    assert scanner.scans == ["4006381333931"]
    hand.keys("lk", 150, 80)
    qtbot.waitUntil(lambda: field.text() == "milk")
    assert hand.till.window.till.hands.page is Page.FIND
    assert [type(command) for command in hand.till.posted] == [c.Search] * 4


def test_typing_by_hand_is_never_lost_and_keeps_its_order(hand: Hand, qtbot: QtBot) -> None:
    hand.keys("40063", 120, 60)
    hand.keys("8133", 66, 40)
    hand.keys("\r", 120, 60)
    qtbot.waitUntil(lambda: bool(hand.till.posted))
    assert hand.till.posted == [c.EnterCode("400638133")]


def test_two_fingers_at_once_are_no_scan(hand: Hand, scanner: Scanner, qtbot: QtBot) -> None:
    hand.keys("12", 10, 50)
    qtbot.waitUntil(lambda: hand.till.window.till.hands.entry == "12")
    assert scanner.scans == []


def test_a_scan_is_never_an_amount(hand: Hand, scanner: Scanner) -> None:
    hand.till.window.show_view(three().view(phase="tender", methods=METHODS))
    hand.scan("2000\r", 4)
    assert scanner.scans == ["2000"]
    assert hand.till.window.till.hands.entry == ""
    assert hand.till.posted == []


def test_scans_follow_each_other(hand: Hand, scanner: Scanner) -> None:
    hand.scan("111222333\r", 3)
    hand.scan("444555666\r", 3)
    assert scanner.scans == ["111222333", "444555666"]


def test_a_slow_radio_is_a_scanner_without_being_told(hand: Hand, scanner: Scanner) -> None:
    hand.till.window.press(Pressed(Action.FIND))
    hand.scan("4006381333931\r", 55)
    assert scanner.scans == ["4006381333931"]
    assert hand.till.window.parts.find.field.text() == ""


def test_a_scan_without_its_end_is_thrown_away_and_never_an_amount(
    hand: Hand, scanner: Scanner, qtbot: QtBot
) -> None:
    hand.till.window.show_view(three().view(phase="tender", methods=METHODS))
    hand.scan("4006381333931", 4)
    qtbot.waitUntil(lambda: scanner.broken == ["no_end"])
    assert hand.till.window.till.hands.entry == ""


def test_the_window_that_loses_the_keyboard_gives_back_what_was_held(hand: Hand) -> None:
    hand.keys("1", 100)
    QCoreApplication.sendEvent(hand.till.window.windowHandle(), QFocusEvent(QEvent.Type.FocusOut))
    assert hand.till.window.till.hands.entry == "1"


def test_a_key_without_a_code_passes(hand: Hand) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_7, NO_MODIFIER, "7")
    QCoreApplication.sendEvent(hand.till.window.windowHandle(), event)
    assert hand.till.window.till.hands.entry == "7"
