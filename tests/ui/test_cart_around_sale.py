"""Goods that come back, discounts and other prices in the cart; quick keys; letters for codes."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from pos_terminal import commands as c
from tests.ui.conftest import OpenTill, Till
from tests.ui.walk import texts
from tools.screen_states import three
from tools.screen_states_sale import QUICK, changed
from ui.keymap import Action, Pressed
from ui.widgets.key_button import KeyButton
from ui.widgets.tile_field import Tile


def shown(till: Till) -> dict[str, str]:
    """Every text of the cart and its ground."""
    cart = till.window.parts.cart
    return {drawn.text: drawn.ground for _, drawn in texts(till.window, cart)}


def tap(key: KeyButton) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    point = QPointF(key.rect().center())
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        QApplication.sendEvent(key, QMouseEvent(kind, point, key.mapToGlobal(point), left, left, none))


def test_what_comes_back_has_its_minus_its_colour_and_its_word(open_till: OpenTill) -> None:
    till = open_till()
    till.window.show_view(changed().view())
    drawn = shown(till)
    assert drawn["−1.19"] == "alarm_fill"
    assert drawn["RETURN"] == "alarm_fill"
    assert "−2" in drawn
    assert drawn["2.95"] != "alarm_fill"


def test_discounts_and_the_price_before_stand_on_the_line(open_till: OpenTill) -> None:
    till = open_till(1366)
    till.window.show_view(changed().view())
    drawn = shown(till)
    assert {"discount −0.62", "was 3.99", "was 24.99"} <= set(drawn)


def test_half_an_amount_is_never_shown(open_till: OpenTill) -> None:
    till = open_till(800, 600)
    till.window.show_view(changed().view())
    assert not any("…" in text and text.startswith(("was", "discount −")) for text in shown(till))


def test_a_quick_key_sells_at_one_tap(open_till: OpenTill) -> None:
    till = open_till()
    till.window.show_view(three().view(quick=QUICK))
    till.window.press(Pressed(Action.QUICK_KEYS))
    tiles = [tile for tile in till.window.findChildren(Tile) if tile.isVisible()]
    assert len(tiles) == 19
    tap(tiles[4])
    assert till.posted == [c.AddProduct("q4")]


def test_quick_keys_turn_their_page_by_tap_and_by_key(open_till: OpenTill) -> None:
    till = open_till()
    till.window.show_view(three().view(quick=QUICK))
    till.window.press(Pressed(Action.QUICK_KEYS))

    def names() -> list[str]:
        return [tile.label for tile in till.window.findChildren(Tile) if tile.isVisible()]

    first = names()
    tap(next(key for key in till.window.findChildren(KeyButton) if key.label == "Next page"))
    assert names()[0] == QUICK[19].name
    till.window.press(Pressed(Action.PAGE_DOWN))
    till.window.press(Pressed(Action.FIRST))
    assert names() == first


@pytest.mark.parametrize(("action", "has_latin"), [(Action.RETURN, True), (Action.CUSTOMER, False)])
def test_codes_can_be_tapped_where_letters_are_arabic(
    open_till: OpenTill, action: Action, has_latin: bool
) -> None:
    till = open_till(language="ar")
    till.window.show_view(three().view())
    till.window.press(Pressed(action))
    keys = {key.label: key for key in till.window.findChildren(KeyButton) if key.isVisible()}
    assert ("Q" in keys) is has_latin
    if has_latin:
        assert keys["Q"].x() < keys["P"].x()
        tap(keys["T"])
        assert till.window.parts.sheet.field.text() == "t"
