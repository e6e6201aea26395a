"""The wedge learns a slow scanner's pace from whole codes, and from nothing that a person types."""

import random

import pytest

from drivers.scanners.wedge import WedgeSettings
from drivers.scanners.wedge_burst import Pace
from drivers.scanners.wedge_pace import MOST_HOLD_MS, MOST_TOUCH_MS
from tests.unit.drivers.hands import Person, Scanner
from tests.unit.drivers.keyboards import KEYPAD, KP_ENTER, Window

EAN, OTHER, LETTERS = "4006381333931", "5901234123457", "]C0AB12cd34"
# A radio that tells of each key when the next one comes: as long down as a person's.
SLOW = Scanner(52, 8, coupled=True)
STEADY = WedgeSettings(learns=False)


def fed(window: Window, scanner: Scanner, codes: list[str], at_ms: int = 1000) -> Window:
    rng = random.Random(1)
    for number, text in enumerate(codes):
        window.feed(scanner.scan(text, at_ms + number * 5000, rng))
    return window


def test_a_radio_with_a_touch_as_long_as_a_persons_is_learned_from_three_codes() -> None:
    window = fed(Window(), SLOW, [EAN, OTHER, EAN])
    assert window.scans == []
    window.reached.clear()

    fed(window, SLOW, [EAN, OTHER, LETTERS, EAN], at_ms=30_000)

    assert window.scans == [EAN, OTHER, LETTERS, EAN]
    assert window.presses() == []
    assert Pace().touch_ms < window.wedge.pace.touch_ms <= MOST_TOUCH_MS
    assert window.wedge.pace.hold_ms <= MOST_HOLD_MS


def test_a_configured_pace_needs_no_learning() -> None:
    assert fed(Window(WedgeSettings(touch_ms=75)), SLOW, [EAN, OTHER]).scans == [EAN, OTHER]


def test_nothing_is_learned_where_that_is_off() -> None:
    window = fed(Window(STEADY), SLOW, [EAN] * 5)

    assert (window.scans, window.wedge.pace) == ([], Pace())


@pytest.mark.parametrize("text", ["4006381333932", "123456", "0123456789", "abcdefgh"])
def test_what_is_no_code_teaches_nothing(text: str) -> None:
    assert fed(Window(), SLOW, [text] * 5).wedge.pace == Pace()


@pytest.mark.parametrize("touch_ms", [38, 45, 62])
def test_a_person_who_types_codes_at_fifteen_keys_a_second_teaches_nothing(touch_ms: int) -> None:
    # Given fingers that never roll over, as no person's do at that speed
    window, person = Window(), Person(random.Random(1))
    for _ in range(10):
        for digit in EAN:
            person.strike(KEYPAD[digit], 67, touch_ms)
        person.strike(KP_ENTER, 67, touch_ms)
        person.wait(1000)

    window.feed(person.events)

    assert (window.scans, window.wedge.pace) == ([], Pace())
    assert len(window.presses()) == 140


def test_after_learning_a_person_is_still_a_person() -> None:
    window = fed(Window(), SLOW, [EAN, OTHER, EAN])
    window.reached.clear()
    sent = []
    for number in range(100):
        person = Person(random.Random(number), at_ms=100_000 + number * 50_000)
        person.type(12)
        sent += sorted(person.events, key=lambda event: event.at_ms)

    window.feed(sent)

    assert (window.scans, window.broken) == ([], [])
    assert window.presses() == [event.code - 8 for event in sent if event.pressed]


def test_who_wants_to_know_is_told_once() -> None:
    told: list[Pace] = []
    window = Window(learned=told.append)

    fed(window, SLOW, [EAN] * 8)

    assert told == [window.wedge.pace]
