"""Views and calls cross into the GUI thread; the newest view wins."""

import threading

from pytestqt.qtbot import QtBot

from pos_terminal.views import RegisterView, TotalsView
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
