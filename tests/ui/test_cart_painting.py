"""The cart repaints only what differs, and what stands on the screen is always the whole truth."""

import random

import pytest
from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QImage, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pos_terminal import commands as c
from tests.ui.conftest import OpenTill
from tools.screen_states import ARTICLES, Maker, many, three
from ui.keymap import Action, Pressed
from ui.theme.tokens import LIGHT
from ui.widgets.cart_view import HEADER, ROW


class Painted(QObject):
    """Takes down the areas that a widget was asked to paint."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.areas: list[QRect] = []
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.areas.append(event.region().boundingRect())
        return False


def on_screen(widget: QWidget) -> QImage:
    """What really stands in the window, blits and partial paints included."""
    window = widget.window()
    place = QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size())
    picture = window.screen().grabWindow(window.winId(), place.x(), place.y(), place.width(), place.height())
    return picture.toImage().convertToFormat(QImage.Format.Format_RGB32)


def repainted(widget: QWidget) -> QImage:
    """The same painted anew."""
    return widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def test_a_line_more_in_a_long_basket_paints_two_rows(open_till: OpenTill, qtbot: QtBot) -> None:
    till = open_till()
    maker = many(675)
    till.window.show_view(maker.view())
    qtbot.waitExposed(till.window)
    QApplication.processEvents()
    painted = Painted(till.window.parts.cart)
    beside = [
        Painted(widget) for name, widget in till.window.parts.permanent.items() if name in ("pad", "status")
    ]
    maker.line(*ARTICLES[3])
    till.window.show_view(maker.view(serial=2))
    qtbot.waitUntil(lambda: bool(painted.areas))
    assert sum(area.height() for area in painted.areas) <= 2 * ROW
    assert [area for watcher in beside for area in watcher.areas] == []


def test_an_equal_view_paints_nothing(open_till: OpenTill, qtbot: QtBot) -> None:
    till = open_till()
    view = many(20).view()
    till.window.show_view(view)
    qtbot.waitExposed(till.window)
    QApplication.processEvents()
    watchers = [Painted(widget) for widget in till.window.parts.permanent.values()]
    till.window.show_view(view)
    QApplication.processEvents()
    assert [area for watcher in watchers for area in watcher.areas] == []


def _change(maker: Maker, chance: random.Random) -> None:
    """One thing that happens to a basket."""
    lines = maker.lines
    what = chance.random()
    if what < 0.55 or not lines:
        maker.line(*ARTICLES[chance.randrange(len(ARTICLES))], 1000 * chance.randrange(1, 5))
        last = lines[-1]
        lines[-1] = type(last)(f"n{chance.random()}", *[getattr(last, f) for f in last.__struct_fields__[1:]])
    elif what < 0.8:
        del lines[chance.randrange(len(lines))]
    else:
        index = chance.randrange(len(lines))
        old = lines[index]
        fields = {name: getattr(old, name) for name in old.__struct_fields__}
        lines[index] = type(old)(**(fields | {"badges": ("stock_below",), "amount_minor": 1}))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_stands_on_the_screen_is_what_a_full_repaint_gives(
    open_till: OpenTill, qtbot: QtBot, seed: int
) -> None:
    till = open_till()
    qtbot.waitExposed(till.window)
    chance = random.Random(seed)
    maker = Maker()
    for serial in range(1, 61):
        _change(maker, chance)
        newest = chance.choice(maker.lines).line_id if maker.lines else ""
        till.window.show_view(maker.view(serial=serial, newest_line_id=newest))
        if chance.random() < 0.3:
            till.window.parts.cart.scroll_rows(chance.randrange(-5, 6))
        QApplication.processEvents()
        assert on_screen(till.window.parts.cart) == repainted(till.window.parts.cart), f"step {serial}"


def test_a_line_is_reported_when_it_was_painted(open_till: OpenTill, qtbot: QtBot) -> None:
    seen: list[str] = []
    till = open_till(on_painted=lambda line_id, at_ns: seen.append(line_id))
    qtbot.waitExposed(till.window)
    maker = Maker()
    wanted = []
    for index in range(12):
        maker.line(*ARTICLES[index % 8])
        wanted.append(f"l{index}")
        till.window.show_view(maker.view(serial=index + 1))
        qtbot.waitUntil(lambda: seen == wanted)


def test_a_line_is_reported_even_if_another_view_came_before_its_painting(
    open_till: OpenTill, qtbot: QtBot
) -> None:
    seen: list[str] = []
    till = open_till(on_painted=lambda line_id, at_ns: seen.append(line_id))
    qtbot.waitExposed(till.window)
    maker = Maker()
    maker.line(*ARTICLES[0])
    till.window.show_view(maker.view(serial=1))
    till.window.show_view(maker.view(serial=2, price_check=True))
    qtbot.waitUntil(lambda: seen == ["l0"])


def test_the_newest_line_is_in_sight_and_a_marked_one_stays_in_sight(open_till: OpenTill) -> None:
    till = open_till()
    till.window.show_view(many(200).view())
    cart = till.window.parts.cart
    rows = (cart.height() - HEADER) // ROW
    assert rows >= 8
    assert cart.first_shown == 200 - rows
    till.window.till.hands.selected_id = "l3"
    till.window.show_view(till.window.till.view)
    assert cart.first_shown == 3


def test_only_the_line_that_keys_act_on_is_filled(open_till: OpenTill) -> None:
    till = open_till()
    till.window.show_view(three().view())

    def grounds() -> list[str]:
        picture = repainted(till.window.parts.cart)
        middle = picture.width() // 2
        return [picture.pixelColor(middle, HEADER + row * ROW + 6).name().upper() for row in range(3)]

    filled, plain = LIGHT.accent_soft, LIGHT.panel
    assert grounds() == [plain, plain, filled]
    till.window.press(Pressed(Action.UP))
    assert grounds() == [plain, filled, plain]
    till.window.press(Pressed(Action.VOID_LINE))
    assert till.posted == [c.VoidLine("l1")]
