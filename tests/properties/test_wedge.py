"""The wedge with generated typists and scanners: no typing is a scan, no scan is typing, no key is lost.

As many of each as WEDGE says (default 240).
"""

import os
import random
from collections import Counter
from dataclasses import replace

import pytest

from drivers.scanners import keymaps
from drivers.scanners.keymaps import LAYOUTS
from drivers.scanners.wedge import KeyEvent, WedgeSettings
from tests.unit.drivers.hands import Person, Scanner, merged
from tests.unit.drivers.keyboards import ENTER, KP_ENTER, TAB, Window

COUNT = int(os.environ.get("WEDGE", "240"))
SEED = int(os.environ.get("SEED", "1"))
LATIN = [name for name, table in LAYOUTS.items() if "a" in table.plain.values()]
LONGEST_WAIT_MS = 260


def gtin(rng: random.Random, digits: int = 13) -> str:
    body = "".join(rng.choices("0123456789", k=digits - 1))
    weighed = sum(int(digit) * (1 if place % 2 else 3) for place, digit in enumerate(reversed(body)))
    return body + str(-weighed % 10)


def code(rng: random.Random, fewest: int, *, digits: bool = False) -> str:
    if digits or rng.random() < 0.5:
        return gtin(rng, rng.choice((8, 12, 13, 14)))
    return "".join(rng.choices("0123456789ABCXYZabcxyz-.", k=rng.randint(fewest, 30)))


def any_scanner(rng: random.Random) -> tuple[Scanner, int]:
    """A scanner that needs no learning, and the shortest code that it is to be recognised by."""
    layout, end = rng.choice(LATIN), rng.choice((28, KP_ENTER, TAB))
    match rng.randrange(4):
        case 0:
            gap_ms = rng.randint(1, 25)
            return Scanner(gap_ms, gap_ms // 4, rng.randint(0, gap_ms), layout=layout, end=end), 3
        case 1:
            return Scanner(rng.randint(2, 12), rolls=True, end=end), 4
        case 2:
            gap_ms = rng.randint(20, 60)
            return Scanner(gap_ms, rng.randint(0, 12), rng.randint(3, 30), layout=layout, end=end), 6
        case _:
            radio = rng.randint(2, 6)
            return Scanner(rng.randint(20, 80), 8, 0, at_once=radio, layout=layout, end=end), 6


def presses(events: list[KeyEvent]) -> list[int]:
    codes = [event.code - 8 for event in events if event.pressed]
    return [key for key in codes if key not in keymaps.MODIFIERS]


def assert_typed(window: Window, sent: list[KeyEvent], note: str) -> None:
    """Every key of the person arrived, in order, and none went up before it went down."""
    assert presses(window.reached) == presses(sent), note
    down: Counter[int] = Counter()
    for event in window.reached:
        if not event.repeat and event.code - 8 not in keymaps.MODIFIERS:
            down[event.code] += 1 if event.pressed else -1
            assert down[event.code] in (0, 1), note
    assert not any(down.values()), note


@pytest.mark.parametrize("part", range(4))
def test_no_typing_is_a_scan_and_every_key_arrives_in_order(part: int) -> None:
    for number in range(COUNT // 4):
        rng = random.Random(f"{SEED} {part} {number}")
        person = Person(rng)
        for _ in range(5):
            person.type(rng.randint(1, 20), end=rng.random() < 0.9)
            person.wait(rng.choice((0, 100, 1000)))
        window = Window()
        events = sorted(person.events, key=lambda event: event.at_ms)

        window.feed(events)

        note = f"SEED={SEED} {part} {number}"
        assert (window.scans, window.broken) == ([], []), note
        assert_typed(window, events, note)
        assert window.longest_wait_ms <= LONGEST_WAIT_MS, note
        assert window.wedge.pace.touch_ms == WedgeSettings().touch_ms, note


@pytest.mark.parametrize("part", range(4))
def test_every_scan_of_every_scanner_arrives_once_and_nothing_else_does(part: int) -> None:
    for number in range(COUNT // 4):
        rng = random.Random(f"{SEED} {part} {number}")
        scanner, fewest = any_scanner(rng)
        window = Window(WedgeSettings(layout=scanner.layout))
        at_ms, sent = rng.randrange(1 << 32), []
        for _ in range(6):
            text = code(rng, fewest, digits=scanner.rolls)
            events = scanner.scan(text, at_ms, rng)
            sent += [text]
            window.feed([replace(event, at_ms=event.at_ms % (1 << 32)) for event in events], False)
            at_ms = events[-1].at_ms + rng.randint(60, 2000)
        window.feed([], True)

        note = f"SEED={SEED} {part} {number} {scanner}"
        assert window.scans == sent, note
        assert (window.broken, presses(window.reached)) == ([], []), note


@pytest.mark.parametrize("part", range(2))
def test_a_person_and_a_scanner_one_after_the_other(part: int) -> None:
    for number in range(COUNT // 2):
        rng = random.Random(f"{SEED} {part} {number}")
        scanner, fewest = any_scanner(rng)
        scanner = replace(scanner, end=rng.choice((ENTER, TAB)))
        person, sent = Person(rng, tap_chance=0, on_pad=True), list[KeyEvent]()
        for _ in range(4):
            person.type(rng.randint(1, 8), end=rng.random() < 0.5)
            # The last finger may still be down when the scanner begins.
            scan = scanner.scan(
                code(rng, fewest, digits=scanner.rolls), person.at_ms + rng.randint(5, 300), rng
            )
            sent += scan
            person.at_ms = max(person.at_ms, scan[-1].at_ms) + rng.randint(100, 300)
        window = Window(WedgeSettings(layout=scanner.layout))

        window.feed(merged(person.events, sent))

        note = f"SEED={SEED} {part} {number} {scanner}"
        assert (len(window.scans), window.broken) == (4, []), note
        assert_typed(window, sorted(person.events, key=lambda event: event.at_ms), note)


def test_a_key_in_the_middle_of_a_scan_is_never_lost_and_never_part_of_another_code() -> None:
    for number in range(COUNT):
        rng = random.Random(f"{SEED} {number}")
        scanner, text = Scanner(rng.randint(1, 60), 0, rng.randint(0, 10)), gtin(rng)
        scan = scanner.scan(text, 1000, rng)
        person = Person(rng, rng.randrange(scan[0].at_ms, scan[-1].at_ms))
        person.strike(rng.choice((30, 31, 57, 59, 1, 28)), 0, rng.randint(50, 160))
        window = Window()

        window.feed(merged(scan, person.events))

        # Whole, thrown away, or (a slow link, whose keys are as rare as a person's) typed: never another one.
        note = f"SEED={SEED} {number} {scanner}"
        assert window.scans in ([], [text]), note
        assert presses(person.events)[0] in presses(window.reached), note


def test_of_any_stream_of_keys_each_event_is_let_through_once_or_belongs_to_a_scan() -> None:
    for number in range(COUNT):
        rng = random.Random(f"{SEED} {number}")
        window, at_ms, sent = Window(WedgeSettings(max_chars=rng.choice((8, 512)))), 0, list[KeyEvent]()
        keys = rng.choice(([*range(2, 12), ENTER], [2, 28, 29, 42, 56, 58, 71, 100], list(range(1, 200))))
        slowest_ms = rng.choice((1, 5, 40, 100, 400))
        for _ in range(rng.randrange(400)):
            at_ms += rng.randint(0, slowest_ms)
            held = {name: rng.random() < 0.1 for name in ("shift", "ctrl", "alt", "repeat")}
            sent.append(KeyEvent(rng.choice(keys) + 8, rng.random() < 0.6, at_ms, token=len(sent), **held))

        window.feed(sent)

        note = f"SEED={SEED} {number}"
        came = Counter(_place(event) for event in window.reached)
        assert set(came.values()) <= {1}, note
        gone = len(sent) - len(came)
        assert not gone or window.scans or window.broken, note
        # Of what is not a modifier, what went down first arrives first.
        places = [
            _place(event)
            for event in window.reached
            if event.pressed and event.code - 8 not in keymaps.MODIFIERS and not event.repeat
        ]
        if not (window.scans or window.broken):
            assert places == sorted(places), note


def _place(event: KeyEvent) -> int:
    """Which of the events sent it is."""
    assert isinstance(event.token, int)
    return event.token
