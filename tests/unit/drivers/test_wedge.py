"""The keyboard wedge: no key of a scan reaches a widget, and no key of a person is kept.

What its keys mean is in test_wedge_keys.py, generated hands and scanners in tests/properties/test_wedge.py.
"""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.scanners import keymaps
from drivers.scanners.keymaps import LAYOUTS
from drivers.scanners.wedge import KeyEvent, WedgeSettings
from tests.unit.drivers.keyboards import (
    ENTER,
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
        window.feed([replace(event, at_ms=at_ms % (1 << 32)) for event in char(symbol, 0)], then_wait=False)
    window.feed(stroke(ENTER, at_ms + gaps[-1]))

    assert (window.scans, window.reached) == ([EAN], [])


@given(
    text=st.text("0123456789abcXYZ+-*. ", min_size=1, max_size=20),
    gaps=st.lists(st.integers(66, 400), min_size=21, max_size=21),
    touch_ms=st.integers(40, 60),
)
def test_a_person_who_types_fast_is_not_a_scanner(text: str, gaps: list[int], touch_ms: int) -> None:
    # Given keys 66 ms and more apart, each down for 40 ms and more, Enter at the end
    window, at_ms, sent = Window(), 5000, list[KeyEvent]()
    for symbol, gap in zip(text, gaps, strict=False):
        at_ms += gap
        sent += by_finger(char(symbol, at_ms), touch_ms)
    sent += by_finger(stroke(ENTER, at_ms + gaps[-1]), touch_ms)

    window.feed(sent)

    # Then every key arrives, in order, none later than 36 ms, and nothing was a scan
    assert (window.scans, window.broken) == ([], [])
    assert window.reached == sent or sorted_by_key(window.reached) == sorted_by_key(sent)
    assert window.presses() == [e.code - 8 for e in sent if e.pressed and e.code - 8 not in keymaps.MODIFIERS]
    assert window.longest_wait_ms <= 36


def by_finger(events: list[KeyEvent], touch_ms: int) -> list[KeyEvent]:
    """The same keys, let go as late as a finger lets go."""
    return [event if event.pressed else replace(event, at_ms=event.at_ms - 1 + touch_ms) for event in events]


def sorted_by_key(events: list[KeyEvent]) -> list[KeyEvent]:
    """Modifiers go through at once, so they may overtake the key that waits; nothing else changes places."""
    return sorted(events, key=lambda event: (event.at_ms, event.code, event.pressed))


def test_two_fingers_at_once_and_enter_are_not_a_scan() -> None:
    window = Window()

    window.feed(typed("12", 0, 5))

    assert window.scans == []
    assert window.presses() == [2, 3, ENTER]


def test_a_burst_without_enter_is_nothing_for_a_field() -> None:
    window = Window()

    window.feed(typed(EAN, 0, 10, end=None))

    assert (window.scans, window.broken, window.reached) == ([], ["no_end"], [])


def test_a_few_quick_keys_without_enter_are_given_back_whole_and_in_order() -> None:
    window = Window()

    window.feed(typed("40063", 0, 10, end=None))

    assert (window.scans, window.broken) == ([], [])
    assert window.reached == typed("40063", 0, 10, end=None)


def test_enter_long_after_a_burst_is_the_persons() -> None:
    window = Window()

    window.feed([*typed(EAN, 0, 10, end=None), *stroke(ENTER, 900)])

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


def test_a_digit_twice_in_one_millisecond_is_two_though_it_is_told_as_repeating() -> None:
    # Given Qt on X11, which takes up and down at one moment for a key that repeats
    window = Window()
    twice = [press(5, 2), replace(let_go(5, 2), repeat=True), replace(press(5, 2), repeat=True), let_go(5, 2)]

    window.feed([*typed("12", 0, 1, None), *twice, *typed("3", 3, 1)])

    assert (window.scans, window.reached) == (["12443"], [])


def test_a_key_that_was_down_before_the_window_had_the_keyboard_goes_on_repeating() -> None:
    window = Window()
    repeats = [
        replace(make(5, at_ms), repeat=True) for at_ms in range(0, 330, 33) for make in (let_go, press)
    ]

    window.feed([*repeats, let_go(5, 340)])

    assert (window.scans, window.broken) == ([], [])
    assert window.reached == [*repeats, let_go(5, 340)]


def test_keys_let_go_after_the_scan_do_not_reach_the_widget() -> None:
    window = Window()

    window.feed([press(5, 0), press(6, 5), let_go(5, 8), press(7, 10), press(ENTER, 15)], then_wait=False)
    window.feed([let_go(6, 17), let_go(ENTER, 18), let_go(7, 40), *stroke(6, 500)])

    assert window.scans == ["456"]
    assert window.reached == stroke(6, 500)


def test_an_enter_that_stays_down_ends_a_scan_of_a_settled_scanner_only() -> None:
    window = Window()

    window.feed([*typed(EAN, 0, 3, None), press(ENTER, 39), let_go(ENTER, 200)])
    window.feed([*typed("431", 1000, 3, None), press(ENTER, 1009), let_go(ENTER, 1100)])

    assert window.scans == [EAN]
    assert window.presses() == [5, 4, 2, ENTER]


def test_a_scan_right_after_typing_leaves_the_typing_alone() -> None:
    window = Window()

    window.feed([press(6, 0), *typed(EAN, 20, 5), let_go(6, 95)])

    assert (window.scans, window.presses()) == ([EAN], [6])


def test_the_rest_of_a_scan_whose_head_was_taken_for_typing_is_no_code() -> None:
    # Given a radio that stalled after the first digit for longer than any pause
    window = Window()

    window.feed([*stroke(5, 0), *typed(EAN[1:], 130, 5)])

    assert (window.scans, window.broken, window.presses()) == ([], ["mixed"], [5])


@pytest.mark.parametrize("stalled_after", range(4, 14))
@pytest.mark.parametrize("gap_ms", [1, 6])
def test_a_machine_that_stalls_does_not_tear_a_settled_scan(stalled_after: int, gap_ms: int) -> None:
    window = Window()
    events = typed(EAN, 0, gap_ms)
    late = [replace(event, at_ms=event.at_ms + 350) for event in events[2 * stalled_after :]]

    window.feed([*events[: 2 * stalled_after], *late])

    assert (window.scans, window.reached) == ([EAN], [])


@pytest.mark.parametrize("torn_after", range(6, 14))
def test_of_a_scan_that_was_torn_for_long_nothing_is_a_code_or_gets_into_a_field(torn_after: int) -> None:
    window = Window()
    events = typed(EAN, 0, 1)
    late = [replace(event, at_ms=event.at_ms + 600) for event in events[2 * torn_after :]]

    window.feed([*events[: 2 * torn_after], *late], then_wait=False)
    window.feed([])

    assert (window.scans, window.broken[:1]) == ([], ["no_end"])
    assert window.presses() == []


def test_a_finger_on_another_keyboard_is_taken_out_of_a_scan() -> None:
    window = Window()
    letter = [press(30, 15), let_go(30, 100)]

    window.feed(sorted([*typed(EAN, 0, 4), *letter], key=lambda event: event.at_ms))

    assert (window.scans, window.reached) == ([EAN], letter)


def test_of_a_long_code_what_came_early_is_not_forgotten() -> None:
    # Given a slow radio, so that a finger's key has none of its keys inside
    window = Window()
    scan = [event for n, digit in enumerate("7" * 60) for event in char(digit, n * 60)]
    letter = [press(30, 610), let_go(30, 655)]

    window.feed(sorted([*scan, *letter, *stroke(ENTER, 3600)], key=lambda event: event.at_ms))

    assert (window.scans, window.broken, window.reached) == ([], ["mixed"], letter)


def test_a_persons_enter_in_the_middle_does_not_cut_a_scan_short() -> None:
    window = Window()
    enter = [press(KP_ENTER, 33), let_go(KP_ENTER, 110)]

    window.feed(sorted([*typed(EAN, 0, 4), *enter], key=lambda event: event.at_ms))

    assert (window.scans, window.reached) == ([EAN], enter)


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
