"""One contract for both command sets: what a display that knows nothing else makes of the bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.api import DeviceLost, DeviceMissing, DisplayFace, DisplayRow
from drivers.displays.commands import COMMAND_SETS, Look
from drivers.displays.pages import Charset
from drivers.displays.pole import PoleDisplay
from drivers.outgoing import Outgoing
from drivers.simulated.display import SimulatedDisplay, open_display

SETS = sorted(COMMAND_SETS)


def pole(display: SimulatedDisplay, commands: str, page: str = "cp437", brightness: int = 0) -> PoleDisplay:
    line = Outgoing("customer display pole", lambda: open_display(display))
    return PoleDisplay("pole", line, COMMAND_SETS[commands], Charset(page), brightness)


def face(top: str, bottom: str = "", right: str = "") -> DisplayFace:
    return DisplayFace(DisplayRow(top, right), DisplayRow(bottom))


@pytest.fixture(params=SETS)
def commands(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_it_shows_both_rows_and_nothing_of_before(commands: str) -> None:
    display = SimulatedDisplay(commands)
    driver = pole(display, commands)
    driver.show(face("Sunflower bread, sliced", "Total", right="3.49"))
    driver.show(face("Öl", "Summe 1"))

    assert display.rows() == ("Öl".ljust(20), "Summe 1".ljust(20))
    assert display.misunderstood() == ()


def test_a_full_row_does_not_spill_into_the_other(commands: str) -> None:
    display = SimulatedDisplay(commands)

    pole(display, commands).show(face("A" * 30, "B" * 30))

    assert display.rows() == ("A" * 20, "B" * 20)


@pytest.mark.parametrize("page", ["cp437", "cp850", "cp852", "cp858", "cp866", "cp1252"])
def test_every_page_is_written_and_read_alike(commands: str, page: str) -> None:
    display = SimulatedDisplay(commands, page if commands == "cd5220" else "cp437")
    text = {"cp866": "Хлеб", "cp858": "1 €", "cp852": "Łódź"}.get(page, "Käse")

    pole(display, commands, page).show(face(text))

    assert display.rows()[0].strip() == text


def test_brightness_is_sent_where_it_is_set(commands: str) -> None:
    begun = COMMAND_SETS[commands].begin(Look(0, 3)) + COMMAND_SETS[commands].frame(Look(0, 3), b"", b"")

    assert (b"\x1fX\x03" if commands == "escpos" else b"\x1b*\x03") in begun


def test_a_name_cannot_reach_it_as_a_command(commands: str) -> None:
    display = SimulatedDisplay(commands)
    driver = pole(display, commands)

    driver.show(face("\x0c\x1b@\x1f$\x01\x02X\rY\x1bQBZ", "ok"))

    assert display.rows() == ("@$X YQBZ".ljust(20), "ok".ljust(20))
    assert display.misunderstood() == ()


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(SETS))
def test_whatever_it_is_called_it_is_text(top: str, bottom: str, commands: str) -> None:
    display = SimulatedDisplay(commands)
    driver, plain = pole(display, commands), Charset("cp437").plain

    driver.show(face(top, bottom))

    assert display.rows() == (
        plain(top)[:20].rstrip().ljust(20),
        plain(bottom)[:20].rstrip().ljust(20),
    )
    assert display.misunderstood() == ()


def test_half_a_frame_is_mended_by_the_next(commands: str) -> None:
    display = SimulatedDisplay(commands)
    driver = pole(display, commands)
    driver.show(face("Milk", "Total"))
    display.receive(COMMAND_SETS[commands].frame(Look(), b"Bread".ljust(20), b"lost".ljust(20))[:15])

    driver.show(face("Bread", "Total 2"))
    driver.show(face("Bread", "Total 2"))

    assert [row.strip() for row in display.rows()] == ["Bread", "Total 2"]


def test_switched_off_and_on_the_next_frame_is_right(commands: str) -> None:
    display = SimulatedDisplay(commands)
    driver = pole(display, commands, "cp858" if commands == "escpos" else "cp437")
    driver.show(face("Käse", "Total"))
    display.unplug()
    display.plug()  # too quick for the line to notice

    driver.show(face("Käse", "Total"))

    assert [row.strip() for row in display.rows()] == ["Käse", "Total"]


def test_away_it_says_so_and_begins_anew_when_it_is_back(commands: str) -> None:
    display = SimulatedDisplay(commands)
    driver = pole(display, commands)
    driver.show(face("Milk"))
    display.unplug()

    with pytest.raises(DeviceMissing, match="plug it in"):
        driver.show(face("Bread"))
    display.plug()
    driver.show(face("Bread"))

    assert display.rows()[0].strip() == "Bread"


def test_a_display_of_the_other_set_is_noticed() -> None:
    display = SimulatedDisplay("cd5220")

    pole(display, "escpos").show(face("Milk"))

    assert display.misunderstood() != ()


def test_gone_in_the_middle_of_a_frame_is_lost() -> None:
    display = SimulatedDisplay()
    link = open_display(display)
    display.unplug()

    with pytest.raises(DeviceLost):
        link.write_some(memoryview(b"x"), 1.0)
