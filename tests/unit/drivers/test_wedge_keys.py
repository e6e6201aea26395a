"""The keyboard wedge: what a scanner's keys mean, by its own layout."""

import pytest

from drivers.scanners import keymaps
from drivers.scanners.keymaps import LAYOUTS
from drivers.scanners.wedge import KeyEvent, WedgeSettings
from tests.unit.drivers.keyboards import (
    ENTER,
    KEYPAD,
    KP_ENTER,
    Window,
    let_go,
    press,
    stroke,
    typed,
)

EAN = "4006381333931"
ALT, ALTGR, CTRL, SHIFT = (
    keymaps.KEY_LEFTALT,
    keymaps.KEY_RIGHTALT,
    keymaps.KEY_LEFTCTRL,
    keymaps.KEY_LEFTSHIFT,
)
F5, KEY_B, KEY_C, KEY_J = 63, 48, 46, 36
LATIN = [name for name, table in LAYOUTS.items() if "a" in table.plain.values()]


@pytest.mark.parametrize("gap_ms", [1, 4, 10])
def test_capitals_come_from_shift_alone(gap_ms: int) -> None:
    # A person's Caps Lock changes the character that the system makes of a key, and nothing here
    window = Window()

    window.feed([*stroke(keymaps.KEY_CAPSLOCK, 0), *typed("Ab-12_C", 400, gap_ms)])

    assert window.scans == ["Ab-12_C"]
    assert window.presses() == []


def test_a_scanner_that_presses_caps_lock_itself_means_it() -> None:
    window = Window()
    on, off = stroke(keymaps.KEY_CAPSLOCK, 0), stroke(keymaps.KEY_CAPSLOCK, 14)

    window.feed([*on, *typed("abc1", 2, 3, None), *off, *typed("xy", 17, 3), *typed("small", 900, 3)])

    assert window.scans == ["ABC1xy", "small"]


@pytest.mark.parametrize("layout", LATIN)
def test_each_layout_types_what_its_scanner_read(layout: str) -> None:
    window = Window(WedgeSettings(layout=layout))
    code = "85123A/x-7.Z_%"

    window.feed(typed(code, 0, 4, layout=layout))

    assert window.scans == [code]


def test_altgr_and_dead_keys_of_a_german_scanner() -> None:
    window = Window(WedgeSettings(layout="de"))
    accent, space, letter = stroke(41, 20), stroke(57, 22), stroke(18, 26)

    window.feed([*typed("a@[", 0, 5, end=None, layout="de"), *accent, *space, *stroke(41, 24), *letter])
    window.feed([*typed("a@[", 2000, 5, end=None, layout="de"), *shifted_by(2000, accent + space)], False)
    window.feed([*stroke(41, 2024), *stroke(18, 2026), *stroke(ENTER, 2030)])

    assert window.scans == ["a@[^ê"]


def shifted_by(ms: int, events: list[KeyEvent]) -> list[KeyEvent]:
    return [KeyEvent(e.code, e.pressed, e.at_ms + ms) for e in events]


def test_a_windows_scanner_types_altgr_as_ctrl_and_alt() -> None:
    window = Window(WedgeSettings(layout="de"))
    at_sign = [
        press(CTRL, 10),
        press(ALT, 10),
        *stroke(16, 11, ctrl=True, alt=True),
        let_go(ALT, 12),
        let_go(CTRL, 12),
    ]

    window.feed([*typed("ab", 0, 4, end=None), *at_sign, *typed("c", 15, 4)])

    assert window.scans == ["ab@c"]


def ctrl(code: int, at_ms: int) -> list[KeyEvent]:
    return [press(CTRL, at_ms), *stroke(code, at_ms, ctrl=True), let_go(CTRL, at_ms + 1)]


@pytest.mark.parametrize("layout", LATIN)
def test_ctrl_bracket_is_gs(layout: str) -> None:
    window = Window(WedgeSettings(layout=layout))

    window.feed([*typed("10abc", 0, 3, None, layout), *ctrl(27, 16), *typed("215", 20, 3, ENTER, layout)])

    assert window.scans == ["10abc\x1d215"]
    assert window.presses() == []


def test_other_control_characters_in_a_scan_are_dropped_and_reach_no_shortcut() -> None:
    window = Window()

    window.feed(
        [*ctrl(KEY_B, 0), *typed("ab", 3, 3, None), *ctrl(KEY_C + 1, 9), *stroke(F5, 12), *typed("c", 15, 3)]
    )

    assert window.scans == ["abc"]
    assert window.presses() == []


def test_etx_as_ctrl_c_ends_a_scan() -> None:
    window = Window()

    window.feed([*typed(EAN, 0, 3, end=None), *ctrl(KEY_C, 40)])

    assert (window.scans, window.presses()) == ([EAN], [])


def test_a_persons_ctrl_key_goes_through_at_once() -> None:
    window = Window()

    window.feed([*ctrl(KEY_C, 0), *ctrl(KEY_J, 500)])

    assert window.presses() == [KEY_C, KEY_J]
    assert window.longest_wait_ms == 0


def alt_code(digits: str, at_ms: int) -> list[KeyEvent]:
    strokes = [event for digit in digits for event in stroke(KEYPAD[digit], at_ms, alt=True)]
    return [press(ALT, at_ms), *strokes, let_go(ALT, at_ms + 2)]


@pytest.mark.parametrize(
    ("digits", "char"),
    [("029", "\x1d"), ("065", "A"), ("0228", "ä"), ("132", "ä"), ("013", ""), ("0128", "€")],
)
def test_alt_and_keypad_digits_are_one_character(digits: str, char: str) -> None:
    window = Window()

    window.feed([*typed("AB", 0, 5, None), *alt_code(digits, 12), *typed("7", 18, 5)])

    assert (window.scans, window.presses()) == ([f"AB{char}7"], [])


def test_a_whole_scan_in_alt_codes() -> None:
    window = Window()
    sent = [event for n, symbol in enumerate("Ab1") for event in alt_code(f"0{ord(symbol)}", n * 6)]

    window.feed([*sent, *stroke(ENTER, 20)])

    assert (window.scans, window.presses()) == (["Ab1"], [])


def test_keypad_digits_without_alt_are_digits() -> None:
    window = Window()

    window.feed(
        [event for n, digit in enumerate("431") for event in stroke(KEYPAD[digit], n * 5)]
        + stroke(KP_ENTER, 20)
    )

    assert (window.scans, window.reached) == (["431"], [])


def test_a_substitute_key_for_gs() -> None:
    window = Window(WedgeSettings(gs_keys=frozenset((66,))))

    window.feed([*typed("10abc", 0, 3, None), *stroke(66, 16), *typed("215", 20, 3)])

    assert window.scans == ["10abc\x1d215"]


def test_alt_reaches_all_of_unicode() -> None:
    window = Window()

    window.feed([*typed("AB", 0, 5, None), *alt_code("08364", 12), *typed("7", 20, 5)])

    assert window.scans == ["AB€7"]


def test_two_dead_keys_type_both_accents() -> None:
    window = Window(WedgeSettings(layout="de"))

    window.feed([*typed("ab", 0, 5, None), *stroke(41, 10), *stroke(41, 13), *typed("c", 16, 5)])

    assert window.scans == ["ab^^c"]
