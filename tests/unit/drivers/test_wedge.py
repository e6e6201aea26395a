"""The keyboard wedge: no key of a scan reaches a widget, and no key of a person is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.scanners import keymaps
from drivers.scanners.keymaps import LAYOUTS
from drivers.scanners.wedge import KeyEvent, WedgeSettings
from tests.unit.drivers.keyboards import (
    ENTER,
    KEYPAD,
    KP_ENTER,
    LINEFEED,
    TAB,
    Window,
    char,
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
F5, ESC, BACKSPACE, KEY_B, KEY_C, KEY_J = 63, 1, 14, 48, 46, 36
LATIN = [name for name, table in LAYOUTS.items() if "a" in table.plain.values()]


@pytest.mark.parametrize("end", [ENTER, TAB, KP_ENTER, LINEFEED])
@pytest.mark.parametrize("gap_ms", [0, 1, 8, 16, 25, 34])
def test_a_burst_that_ends_in_enter_or_tab_is_a_scan_and_nothing_leaks(gap_ms: int, end: int) -> None:
    window = Window()

    window.feed(typed(EAN, 1000, gap_ms, end))

    assert (window.scans, window.reached) == ([EAN], [])


@given(gaps=st.lists(st.integers(0, 35), min_size=14, max_size=14), start=st.integers(0, 2**32 - 1))
def test_any_rhythm_of_a_scanner_is_a_scan_also_where_the_time_stamp_wraps(
    gaps: list[int], start: int
) -> None:
    window, at_ms = Window(), start
    for symbol, gap in zip(EAN, gaps, strict=False):
        at_ms += gap
        window.feed(char(symbol, at_ms)[:1], then_wait=False)
    window.feed([press(ENTER, at_ms + gaps[-1])])

    assert (window.scans, window.reached) == ([EAN], [])


@given(
    text=st.text("0123456789abcXYZ+-*. ", min_size=1, max_size=20),
    gaps=st.lists(st.integers(60, 400), min_size=21, max_size=21),
)
def test_a_person_who_types_fast_is_not_a_scanner(text: str, gaps: list[int]) -> None:
    # Given keys 60 ms and more apart, Enter at the end
    window, at_ms, sent = Window(), 5000, []
    for symbol, gap in zip(text, gaps, strict=False):
        at_ms += gap
        sent += char(symbol, at_ms)
    sent += stroke(ENTER, at_ms + gaps[-1])

    window.feed(sent)

    # Then every key arrives, in order, none later than 35 ms, and nothing was a scan
    assert window.scans == []
    assert window.reached == sent or sorted_by_key(window.reached) == sorted_by_key(sent)
    assert window.presses() == [e.code - 8 for e in sent if e.pressed and e.code - 8 not in keymaps.MODIFIERS]
    assert window.longest_wait_ms <= 35


def sorted_by_key(events: list[KeyEvent]) -> list[KeyEvent]:
    """Modifiers go through at once, so they may overtake the key that waits; nothing else changes places."""
    return sorted(events, key=lambda event: (event.at_ms, event.code, event.pressed))


def test_two_fingers_at_once_and_enter_are_not_a_scan() -> None:
    window = Window()

    window.feed(typed("12", 0, 5))

    assert window.scans == []
    assert window.presses() == [2, 3, ENTER]


def test_a_burst_without_enter_is_given_back_whole_and_in_order() -> None:
    window = Window()

    window.feed(typed(EAN, 0, 10, end=None))

    assert window.scans == []
    assert window.reached == typed(EAN, 0, 10, end=None)


def test_enter_long_after_a_burst_is_the_persons() -> None:
    window = Window()

    window.feed([*typed(EAN, 0, 10, end=None), *stroke(ENTER, 400)])

    assert window.scans == []
    assert window.presses()[-1] == ENTER


def test_a_lone_enter_escape_and_function_key_do_not_wait() -> None:
    window = Window()

    window.feed([*stroke(ENTER, 0), *stroke(ESC, 100), *stroke(F5, 200)])

    assert window.presses() == [ENTER, ESC, F5]
    assert window.longest_wait_ms == 0


def test_keys_pressed_after_a_digit_keep_their_order() -> None:
    window = Window()

    window.feed([*stroke(6, 0), *stroke(BACKSPACE, 20), *stroke(F5, 30), *stroke(ENTER, 200)])

    assert window.presses() == [6, BACKSPACE, F5, ENTER]


def test_scans_back_to_back_are_two_scans() -> None:
    window = Window()

    window.feed([*typed(EAN, 0, 2), *typed("73513537", 30, 2)])

    assert (window.scans, window.reached) == ([EAN, "73513537"], [])


@pytest.mark.parametrize(
    "second", [stroke(KP_ENTER, 28), stroke(LINEFEED, 28), [press(KEY_J, 28, ctrl=True), let_go(KEY_J, 29)]]
)
def test_cr_lf_is_one_end(second: list[KeyEvent]) -> None:
    window = Window()

    window.feed([*typed(EAN, 0, 2), *second])

    assert (window.scans, window.reached) == ([EAN], [])


def test_a_persons_enter_after_a_scan_arrives() -> None:
    window = Window()

    window.feed([*typed(EAN, 0, 2), *stroke(ENTER, 200)])

    assert window.scans == [EAN]
    assert window.presses() == [ENTER]


@pytest.mark.parametrize("gap_ms", [1, 4, 10])
def test_capitals_come_from_shift_alone(gap_ms: int) -> None:
    # Caps Lock changes the character that the system makes of a key, and nothing that the wedge looks at
    window = Window()

    window.feed([*stroke(keymaps.KEY_CAPSLOCK, 0), *typed("Ab-12_C", 100, gap_ms)])

    assert window.scans == ["Ab-12_C"]
    assert window.presses() == []


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


def test_key_repeat_goes_where_its_key_went() -> None:
    # Given a person who holds a key down
    window = Window()
    held = (
        [press(30, 0)] + [KeyEvent(38, True, 300 + n * 30, repeat=True) for n in range(5)] + [let_go(30, 500)]
    )

    window.feed(held)

    assert window.reached == held


def test_a_key_that_a_scanner_holds_down_types_once() -> None:
    window = Window()
    repeats = [KeyEvent(13, True, 3 + n, repeat=True) for n in range(3)]

    window.feed([press(5, 0), *repeats, let_go(5, 8), *typed("55", 10, 5)])

    assert (window.scans, window.reached) == (["455"], [])


def test_keys_let_go_after_the_scan_do_not_reach_the_widget() -> None:
    window = Window()

    window.feed([press(5, 0), press(6, 5), let_go(5, 8), press(7, 10), press(ENTER, 15)], then_wait=False)
    window.feed([let_go(6, 20), let_go(7, 25), let_go(ENTER, 90), *stroke(6, 500)])

    assert window.scans == ["456"]
    assert window.reached == stroke(6, 500)


def test_a_scan_right_after_typing_leaves_the_typing_alone() -> None:
    window = Window()

    window.feed([*stroke(6, 0), *typed(EAN, 100, 5)])

    assert (window.scans, window.presses()) == ([EAN], [6])


def test_a_bounce_is_one_scan_and_a_second_unit_is_another() -> None:
    window = Window()

    window.feed([*typed("431", 0, 3), *typed("431", 18, 3), *typed("431", 800, 3)])

    assert (window.scans, window.reached) == (["431", "431"], [])


def test_an_endless_burst_is_thrown_away_up_to_its_end() -> None:
    window = Window()

    window.feed([*typed("7" * 600, 0, 2), *typed("431", 1500, 5)])

    assert window.broken == ["too_long"]
    assert (window.scans, window.reached) == (["431"], [])


def test_an_endless_burst_of_keys_that_type_nothing_stays_bounded() -> None:
    window = Window()

    window.feed([*stroke(6, 0), *[event for n in range(5000) for event in stroke(F5, n * 2)]])

    assert window.broken == ["too_long"]


def test_a_scanner_without_suffix_ends_by_silence_where_it_is_set_so() -> None:
    window = Window(WedgeSettings(silence_ends=True))

    window.feed([*typed(EAN, 0, 10, end=None), *typed("12", 2000, 100)])

    assert window.scans == [EAN]
    assert window.presses() == [2, 3, ENTER]


def test_a_substitute_key_for_gs() -> None:
    window = Window(WedgeSettings(gs_keys=frozenset((66,))))

    window.feed([*typed("10abc", 0, 3, None), *stroke(66, 16), *typed("215", 20, 3)])

    assert window.scans == ["10abc\x1d215"]


def test_events_without_a_key_code_go_through_after_what_waits() -> None:
    window = Window()
    made = KeyEvent(0, True, 0)

    window.feed([press(6, 0), made])

    assert window.reached == [press(6, 0), made]


def test_losing_the_keyboard_gives_back_what_is_held() -> None:
    window = Window()
    window.feed([press(6, 0)], then_wait=False)

    decision = window.wedge.reset()

    assert [event.token for event in decision.release] == [press(6, 0)]
    assert window.wedge.tick(1000).release == ()
