"""A scanner in keyboard mode: which keys it presses for a text, as the kernel's events. Pure.

Times go on by themselves, a fifth of a millisecond an event, from the moment that the keyboard is grabbed.
"""

import random
from collections.abc import Iterator

from drivers.scanners.hid_evdev import EV_KEY, EV_SYN, EVENT, SYN_DROPPED
from drivers.scanners.keymaps import (
    KEY_F8,
    KEY_LEFTALT,
    KEY_LEFTCTRL,
    KEY_LEFTSHIFT,
    KEY_RIGHTALT,
    KEY_RIGHTBRACE,
    KEY_RIGHTSHIFT,
    KEYPAD_DIGITS,
    LAYOUTS,
)

GS = "\x1d"
EVENT_NS = 200_000
_PAD = {digit: code for code, digit in KEYPAD_DIGITS.items()}
# Each state of a layout that can be typed without Caps Lock, with the keys held for it.
_HELD: tuple[tuple[int, ...], ...] = (
    (),
    (KEY_LEFTSHIFT,),
    (KEY_RIGHTALT,),
    (KEY_RIGHTSHIFT, KEY_RIGHTALT),
)


class KeyWriter:
    """The keys of one scanner. layout: the one that it is set to; end: the key after each code."""

    def __init__(self, layout: str, end: int, chance: random.Random) -> None:
        self._keys = _strokes(layout)
        self._end = end
        self._chance = chance
        self._now_ns = 0

    def begin(self, at_ns: int) -> None:
        """The keyboard was grabbed; what follows is later than that, and than all before."""
        self._now_ns = max(self._now_ns, at_ns)

    def wait(self, pause_ns: int) -> None:
        """A pause between two scans."""
        self._now_ns += pause_ns

    def scan(self, text: str) -> bytes:
        """All events of one scan, its end included."""
        return self.typed(text) + self._pack(((self._end, 1), (self._end, 0)))

    def typed(self, text: str) -> bytes:
        """The events of a text without its end. Raises KeyError for a character that no key gives."""
        return self._pack(change for char in text for change in self._char(char))

    def dropped(self) -> bytes:
        """The kernel says that events before this one were lost."""
        return self._event(EV_SYN, SYN_DROPPED, 0)

    def _char(self, char: str) -> Iterator[tuple[int, int]]:
        if char == GS:
            way = self._chance.randrange(3)
            if way == 0:
                return _with((), KEY_F8)
            return _with((KEY_LEFTCTRL,), KEY_RIGHTBRACE) if way == 1 else _alt("029")
        if char in _PAD and self._chance.random() < 0.05:
            return _with((), _PAD[char])
        if char in self._keys:
            return _with(*self._keys[char])
        return _alt(f"{char.encode('cp1252')[0]:04}")

    def _pack(self, changes: Iterator[tuple[int, int]] | tuple[tuple[int, int], ...]) -> bytes:
        return b"".join(
            self._event(EV_KEY, code, value) + self._event(EV_SYN, 0, 0) for code, value in changes
        )

    def _event(self, kind: int, code: int, value: int) -> bytes:
        self._now_ns += EVENT_NS // 2
        return EVENT.pack(self._now_ns // 10**9, self._now_ns % 10**9 // 1000, kind, code, value)


def _with(held: tuple[int, ...], code: int) -> Iterator[tuple[int, int]]:
    yield from ((key, 1) for key in held)
    yield (code, 1)
    yield (code, 0)
    yield from ((key, 0) for key in reversed(held))


def _alt(digits: str) -> Iterator[tuple[int, int]]:
    yield (KEY_LEFTALT, 1)
    for digit in digits:
        yield (_PAD[digit], 1)
        yield (_PAD[digit], 0)
    yield (KEY_LEFTALT, 0)


def _strokes(name: str) -> dict[str, tuple[tuple[int, ...], int]]:
    """Held keys and key by character, without dead keys; the simplest way where there are several."""
    layout, keys = LAYOUTS[name], dict[str, tuple[tuple[int, ...], int]]()
    for state, held in enumerate(_HELD):
        if KEY_RIGHTALT in held and not layout.has_altgr:
            continue
        for code, char in layout.states[state].items():
            if (code, state) not in layout.dead and code not in layout.pad:
                keys.setdefault(char, (held, code))
    return keys
