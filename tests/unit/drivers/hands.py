"""How people type, and how keyboard scanners do, with their times: models for the wedge's tests.

A person: 3 to 15 keys a second, rolled over in bursts of two to four keys 10 to 20 ms apart, each finger down
for 40 to 160 ms (now and then a tap of 15 to 35 ms), keys held until they repeat, corrections. A scanner: a
steady pace with jitter, or a radio that hands over several keys at once; each key up again before the next
but on cables that roll reports over.
"""

import random
from dataclasses import dataclass, field, replace

from drivers.scanners import keymaps
from drivers.scanners.wedge import KeyEvent
from tests.unit.drivers.keyboards import ENTER, KP_ENTER, char, let_go, press

BACKSPACE = 14
_DIGITS = dict(zip("1234567890", range(2, 12), strict=True))
_PAD = {digit: code for code, digit in keymaps.KEYPAD_DIGITS.items()}
_LETTERS = dict(zip("qwertyuiop", range(16, 26), strict=True)) | dict(
    zip("zxcvbnm", range(44, 51), strict=True)
)
_REPEAT_AFTER_MS, _REPEAT_EVERY_MS = 500, 33


@dataclass
class Person:
    """Types on a keyboard of its own. tap_chance: how many keys are struck as briefly as a scanner's.

    on_pad: on no key that a scanner presses, for X makes one of a key that is down on two keyboards.
    """

    rng: random.Random
    at_ms: int = 10_000
    tap_chance: float = 0.08
    on_pad: bool = False
    events: list[KeyEvent] = field(default_factory=list)
    _up_ms: dict[int, int] = field(default_factory=dict)

    def type(self, count: int, *, end: bool = True) -> None:
        """So many keys and Enter, at one speed."""
        keys = _PAD if self.on_pad else self.rng.choice((_DIGITS, _PAD, _DIGITS | _LETTERS))
        speed_ms = self.rng.randrange(67, 330)
        rolled = 0
        for _ in range(count):
            rolled = rolled - 1 if rolled > 0 else self.rng.choice((0, 0, 0, 1, 2, 3))
            gap_ms = self.rng.randrange(10, 21) if rolled else self._gap(speed_ms)
            self.strike(self.rng.choice(list(keys.values())), gap_ms)
            if self.rng.random() < 0.05:
                self.strike(BACKSPACE, self._gap(speed_ms))
        if end:
            enter = KP_ENTER if self.on_pad else ENTER
            self.strike(enter, self.rng.choice((self.rng.randrange(15, 60), self._gap(speed_ms))))

    def strike(self, code: int, gap_ms: int, touch_ms: int = 0) -> None:
        """One key, so long after the last went down; one that is still down has to come up first."""
        at_ms = self.at_ms + gap_ms
        if code in self._up_ms:
            at_ms = max(at_ms, self._up_ms[code] + 25)
        # Only the key that went down last repeats.
        self.events = [event for event in self.events if not event.repeat or event.at_ms < at_ms]
        self.at_ms = at_ms
        up_ms = self._up_ms[code] = at_ms + (touch_ms or self._touch())
        self.events.append(press(code, at_ms))
        for repeat_ms in range(at_ms + _REPEAT_AFTER_MS, up_ms, _REPEAT_EVERY_MS):
            self.events.append(replace(press(code, repeat_ms), repeat=True))
        self.events.append(let_go(code, up_ms))

    def wait(self, ms: int) -> None:
        self.at_ms += ms

    def _gap(self, speed_ms: int) -> int:
        return max(8, round(self.rng.gauss(speed_ms, speed_ms / 5)))

    def _touch(self) -> int:
        if self.rng.random() < self.tap_chance:
            return self.rng.randrange(15, 36)
        if self.rng.random() < 0.02:
            return self.rng.randrange(550, 900)
        return min(160, max(40, round(self.rng.gauss(85, 25))))


@dataclass(frozen=True, slots=True)
class Scanner:
    """One scanner. gap_ms: from key to key; rolls: the next key comes down before the last is up; at_once: a
    radio hands over so many keys at a time, 0: each by itself. coupled: a key goes up with the next one.
    """

    gap_ms: int
    jitter_ms: int = 0
    touch_ms: int = 1
    rolls: bool = False
    at_once: int = 0
    coupled: bool = False
    layout: str = "us"
    end: int = ENTER

    def scan(self, text: str, at_ms: int, rng: random.Random) -> list[KeyEvent]:
        """The keys of a code with their times."""
        strokes = [
            *(char(symbol, 0, self.layout) for symbol in text),
            [press(self.end, 0), let_go(self.end, 0)],
        ]
        downs = self._downs(len(strokes), at_ms, rng)
        timed: list[KeyEvent] = []
        for place, stroke in enumerate(strokes):
            again = place + 1 < len(text) and text[place + 1] == text[place]
            up_ms = min(self._up(place, downs, rng), downs[place + 1] if again else 1 << 63)
            timed += [replace(event, at_ms=downs[place] if event.pressed else up_ms) for event in stroke]
        # Of one moment, what goes up goes before what comes down.
        return sorted(timed, key=lambda event: (event.at_ms, event.pressed)) if self.rolls else timed

    def _downs(self, count: int, at_ms: int, rng: random.Random) -> list[int]:
        downs = []
        for place in range(count):
            downs.append(at_ms)
            if not self.at_once or place % self.at_once == self.at_once - 1:
                at_ms += max(0, self.gap_ms + rng.randint(-self.jitter_ms, self.jitter_ms))
        return downs

    def _up(self, place: int, downs: list[int], rng: random.Random) -> int:
        following = downs[place + 1] if place + 1 < len(downs) else downs[place] + self.gap_ms
        if self.coupled:
            return following
        if self.rolls:
            return downs[place] + min(30, self.gap_ms * 3 // 2)
        return min(following, downs[place] + rng.randint(min(1, self.touch_ms), self.touch_ms))


def merged(*streams: list[KeyEvent]) -> list[KeyEvent]:
    """Two keyboards at one window."""
    return sorted((event for stream in streams for event in stream), key=lambda event: event.at_ms)
