"""Drawer and customer display on the screen: their light when something is wrong, the glass on the panel."""

from dataclasses import replace

import pytest

from pos_terminal.views import LightView
from tests.ui.conftest import OpenTill
from tools.screen_states import AT, GOOD_LIGHTS, three
from ui.widgets.pole_glass import PoleGlass
from ui.widgets.status_strip import StatusStrip

ROWS = ("Milk 1 l        1.19", "Total       EUR 1.19")


@pytest.mark.parametrize(
    ("light", "label", "state"),
    [
        (LightView("drawer", "warn", "drawer_left_open", {}, AT), "Drawer", "open"),
        (LightView("display", "warn", "display_lost", {"device": "pole"}, AT), "Display", "gone"),
    ],
)
def test_what_is_wrong_takes_the_tills_field(
    open_till: OpenTill, light: LightView, label: str, state: str
) -> None:
    window = open_till().window
    strip = window.findChild(StatusStrip)
    assert strip is not None
    window.show_view(three().view(lights=(*GOOD_LIGHTS, light)))
    cell = strip._cells[5]
    assert (cell.label.split()[0], cell.level) == (label, "warn")
    assert cell.state.startswith(state)

    well = LightView(light.subject, "good", light.code, {})
    window.show_view(three().view(lights=(*GOOD_LIGHTS, well)))

    assert strip._cells[5].label == "Till"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_glass_shows_each_character_in_its_cell_from_the_left(open_till: OpenTill, language: str) -> None:
    till = open_till(1366, 768, language=language, devices=True)
    panel = till.window.parts.devices
    assert panel is not None
    glass = panel.findChild(PoleGlass)
    assert glass is not None
    assert not glass.isVisible()

    till.devices.now = replace(till.devices.now, display=ROWS)
    panel.look_at_devices()
    glass.drawn = []
    glass.grab()

    assert glass.isVisible()
    assert "".join(drawn.text for drawn in glass.drawn) == "".join(ROWS).replace(" ", "")
    assert all(drawn.needed_width <= drawn.room_width for drawn in glass.drawn)


def test_without_a_display_the_paper_has_its_room(open_till: OpenTill) -> None:
    till = open_till(1366, 768, devices=True)
    panel = till.window.parts.devices
    assert panel is not None
    whole = panel._roll.height()
    till.devices.now = replace(till.devices.now, display=ROWS)
    panel.look_at_devices()
    assert panel._roll.height() < whole

    till.devices.now = replace(till.devices.now, display=())
    panel.look_at_devices()

    assert panel._roll.height() == whole
