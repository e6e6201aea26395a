"""The simulated devices' panel works its port, and nothing of it reaches the till's own keys."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import OpenTill
from tests.ui.test_window import keys_named, tap
from tools.screen_states import METHODS, three
from ui.keymap import Action, Pressed
from ui.widgets.text_field import TextField

ALT = Qt.KeyboardModifier.AltModifier


def test_alt_and_a_digit_scan_an_article(open_till: OpenTill) -> None:
    till = open_till(1366, 768, devices=True)
    for code in (Qt.Key.Key_1, Qt.Key.Key_8, Qt.Key.Key_9):
        QTest.keyClick(till.window, code, ALT)
    assert till.devices.scanned == ["9520001", "9520008"]
    assert till.posted == []


def test_a_tapped_article_is_scanned(open_till: OpenTill) -> None:
    till = open_till(1366, 768, devices=True)
    tap(keys_named(till.window, "Demo article 3")[0])
    assert till.devices.scanned == ["9520003"]


def test_a_typed_code_is_scanned_and_its_enter_takes_no_money(open_till: OpenTill) -> None:
    till = open_till(1366, 768, devices=True)
    till.window.show_view(three().view(phase="tender", methods=METHODS))
    assert till.window.parts.devices is not None
    field = till.window.parts.devices.findChild(TextField)
    assert field is not None
    field.setFocus()
    QTest.keyClicks(field, "4006381333931")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert till.devices.scanned == ["4006381333931"]
    assert till.posted == []
    assert till.window.till.pending_tender is None


def test_faults_and_drawer(open_till: OpenTill) -> None:
    till = open_till(1366, 768, devices=True)
    panel = till.window.parts.devices
    assert panel is not None
    tap(keys_named(till.window, "Paper out")[0])
    tap(keys_named(till.window, "Open cover")[0])
    assert (till.devices.now.paper_out, till.devices.now.cover_open) == (True, True)
    till.devices.now = replace(till.devices.now, drawer_open=True, card="waiting", weight_milli=1275)
    panel.look_at_devices()
    tap(keys_named(till.window, "Shut drawer")[0])
    assert not till.devices.now.drawer_open
    tap(keys_named(till.window, "Card: yes")[0])
    assert till.devices.answers == [True]
    panel.look_at_devices()
    assert len(keys_named(till.window, "Put paper in")) == 1


def test_the_card_terminal_breaks_off_after_charging_and_answers_again(open_till: OpenTill) -> None:
    till = open_till(1366, 768, devices=True)
    panel = till.window.parts.devices
    assert panel is not None
    states = []
    for name in ("Card: break off", "Card: answer"):
        till.devices.now = replace(till.devices.now, card="waiting")
        panel.look_at_devices()
        tap(keys_named(till.window, name)[0])
        states.append(till.devices.now.card_away)
    assert states == [True, False]


def test_the_card_terminal_falls_silent(open_till: OpenTill) -> None:
    till = open_till(1366, 768, devices=True)
    assert not keys_named(till.window, "Card: break off")[0].isEnabled()
    tap(keys_named(till.window, "Card: silent")[0])
    assert till.devices.now.card_away


def test_a_narrow_screen_keeps_the_till_whole_and_shows_the_devices_on_demand(open_till: OpenTill) -> None:
    till = open_till(1024, 768, devices=True)
    QApplication.processEvents()
    panel = till.window.parts.devices
    assert panel is not None
    assert not panel.isVisible()
    places = {name: widget.geometry() for name, widget in till.window.parts.permanent.items()}
    till.window.press(Pressed(Action.DEVICES))
    assert panel.isVisible()
    assert {name: widget.geometry() for name, widget in till.window.parts.permanent.items()} == places
    assert not panel.geometry().intersects(till.window.parts.pad.geometry())
    till.window.press(Pressed(Action.DEVICES))
    assert not panel.isVisible()
