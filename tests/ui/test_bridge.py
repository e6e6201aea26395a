"""Views and calls cross into the GUI thread; the newest view wins."""

import threading

import msgspec
from pytestqt.qtbot import QtBot

from pos_terminal.views import CueView, RegisterView, TotalsView
from ui.bridge import Bridge, Knock


def view(serial: int) -> RegisterView:
    return RegisterView(serial=serial, phase="sale", currency="EUR", decimals=2, totals=TotalsView())


def test_the_newest_view_replaces_those_nobody_saw(qtbot: QtBot) -> None:
    shown: list[int] = []
    on_thread: list[threading.Thread] = []

    def show(seen: RegisterView) -> None:
        shown.append(seen.serial)
        on_thread.append(threading.current_thread())

    bridge = Bridge(show)

    def publish() -> None:
        for serial in range(1, 101):
            bridge.publish(view(serial))

    core = threading.Thread(target=publish)
    core.start()
    core.join()
    qtbot.waitUntil(lambda: shown[-1:] == [100])
    assert shown == [100]
    assert on_thread == [threading.main_thread()]
    bridge.publish(view(101))
    qtbot.waitUntil(lambda: shown == [100, 101])


def test_a_knock_is_answered_on_the_gui_thread(qtbot: QtBot) -> None:
    answered: list[threading.Thread] = []
    knock = Knock(lambda: answered.append(threading.current_thread()))
    other = threading.Thread(target=knock.knock)
    other.start()
    other.join()
    qtbot.waitUntil(lambda: bool(answered))
    assert answered == [threading.main_thread()]


def test_a_bad_scan_is_heard_even_when_a_good_one_followed_before_the_screen_looked(qtbot: QtBot) -> None:
    heard: list[tuple[int, str]] = []
    bridge = Bridge(lambda seen: heard.append((seen.cue.serial, seen.cue.kind)))
    bridge.publish(msgspec.structs.replace(view(1), cue=CueView(1, "bad")))
    bridge.publish(msgspec.structs.replace(view(2), cue=CueView(2, "good")))
    qtbot.waitUntil(lambda: heard == [(2, "bad")])
