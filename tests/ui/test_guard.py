"""When Enter may take money."""

import pytest

from ui.guard import QUIET_MS, EnterGuard


def test_enter_after_a_quiet_moment_takes_at_once() -> None:
    guard = EnterGuard()
    guard.other_input(1000, 1000)
    assert guard.enter(1000 + QUIET_MS, 1000 + QUIET_MS).do == "take"


def test_an_early_enter_waits_for_the_rest_of_the_quiet_time() -> None:
    guard = EnterGuard()
    guard.other_input(1000, 1000)
    early = guard.enter(1120, 1120)
    assert (early.do, early.wait_ms) == ("wait", 180)
    assert guard.due(1300).do == "take"
    assert guard.due(1400).do == "drop"


def test_anything_else_takes_back_an_enter_that_waits() -> None:
    guard = EnterGuard()
    guard.other_input(1000, 1000)
    guard.enter(1100, 1100)
    guard.other_input(1200, 1200)
    assert guard.due(1600).do == "drop"


def test_a_timer_that_rings_early_waits_on() -> None:
    guard = EnterGuard()
    guard.other_input(1000)
    guard.enter(1100)
    assert (guard.due(1290).do, guard.due(1290).wait_ms) == ("wait", 10)


def test_a_double_press_takes_once() -> None:
    guard = EnterGuard()
    assert guard.enter(5000, 5000).do == "take"
    assert guard.enter(5120, 5120).do == "drop"
    assert guard.enter(5240, 5240).do == "drop"
    assert guard.enter(5240 + QUIET_MS, 5240 + QUIET_MS).do == "take"


def test_a_double_press_takes_back_an_enter_that_waits() -> None:
    guard = EnterGuard()
    guard.other_input(1000, 1000)
    guard.enter(1100, 1100)
    guard.enter(1150, 1150)
    assert guard.due(2000).do == "drop"


@pytest.mark.parametrize(
    ("stamps", "enter", "done"),
    [
        ([1000, 1010, 1020], 1030, "drop"),  # a scanner, Enter included
        ([1000, 1010, 1020], 1400, "drop"),  # a scanner whose Enter came late
        ([1000, 1150, 1300], 1335, "drop"),  # Enter hard on the last key
        ([1000, 1150, 1300], 1400, "wait"),  # a person
        ([1000, 1020], 1400, "take"),  # two fingers at once
    ],
)
def test_the_end_of_a_burst_never_takes(stamps: list[int], enter: int, done: str) -> None:
    guard = EnterGuard()
    for stamp in stamps:
        guard.other_input(stamp, stamp)
    assert guard.enter(enter, enter).do == done


def test_taps_between_keys_are_no_burst() -> None:
    guard = EnterGuard()
    for stamp in (1000, 1010, 1020):
        guard.other_input(stamp, stamp)
    guard.other_input(1500)
    assert guard.enter(1900).do == "take"


def test_after_a_burst_the_next_enter_is_a_persons() -> None:
    guard = EnterGuard()
    for stamp in (1000, 1010, 1020):
        guard.other_input(stamp, stamp)
    assert guard.enter(1400, 1400).do == "drop"
    assert guard.enter(1450, 1450).do == "drop"  # the line feed behind a scanner's return
    assert guard.enter(5000, 5000).do == "take"
