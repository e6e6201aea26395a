"""What tells a scanner's keys from a person's, by their times alone. Pure; runs on the GUI thread.

Rate is not enough: a person rolls four keys over in 50 ms, and a scanner on a slow Bluetooth link takes 60 ms
for one. But a finger keeps a key down for longer than TOUCH_MS, and at a scanner's rate the next finger comes
down before the last one is lifted; a scanner lets go at once. So, of the keys since the last pause:

- a key that stays down for longer than the scanner's touch is a person's, and is given back at that moment,
  long before the pause is over for which a slow scanner has to be waited;
- a key that stays down while three others come and go is a person's too, on another keyboard: it is taken out
  of the scan (`foreign`) and given back after it;
- a scan is at least a few quick keys and a quick end. Few are enough at a cable's rate; on a slow link, or
  where the scanner's own touch is long (learned, wedge_pace.py), it takes six, no two of them down at once,
  at a rate that no person keeps up.

Once so many quick keys have come that no person is left to doubt (`settled`), a much longer pause is waited
for: a radio repeats itself, and a busy machine stalls.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

Kind = Literal["char", "dead", "alt", "alt_end", "other", "end"]

# As quick as cables are, and quicker than fingers: between two keys, and from down to up.
FAST_MS = TOUCH_MS = 35
# A scanner is settled after so many quick keys: at a cable's rate, and slower.
_SETTLED_FAST, _SETTLED_SLOW = 4, 6
SETTLED_HOLD_MS, SILENCE_MS = 400, 150
# Mean time of a key on a slow link: of quick keys, and of keys that are as long down as a person's. Fifteen
# keys a second, which nobody keeps up without rolling over, are 67 ms.
_SLOW_MS, STRICT_MS = 75, 62
_SLACK_MS, _LONGEST_GAP_MS = 40, 90
# What has come is judged by the last of it; a code is read whole only at its end.
_LOOKED_AT = 32
_STROKES_INSIDE = 3
# Two keys in one report of the scanner, or just let go.
_TOGETHER_MS = 2


@dataclass(frozen=True, slots=True)
class Pace:
    """What a scanner may take: from key to key at most, from down to up, and a key on average where its touch
    is as long as a finger's. settled_ms: from key to key, once there is no doubt.
    """

    hold_ms: int = 90
    touch_ms: int = TOUCH_MS
    strict_ms: int = STRICT_MS
    settled_ms: int = SETTLED_HOLD_MS


@dataclass(slots=True)
class Stroke:
    """One key, down and (up_ms) up again. inside: how many others came and went meanwhile."""

    code: int
    kind: Kind
    text: str
    at_ms: int
    up_ms: int | None = None
    inside: int = 0
    over: bool = False

    @property
    def foreign(self) -> bool:
        """Another keyboard's."""
        return self.inside >= _STROKES_INSIDE

    def touch_ms(self, now_ms: int) -> int:
        """How long it is, or was, down."""
        return (now_ms if self.up_ms is None else self.up_ms) - self.at_ms


@dataclass(slots=True)
class Burst:
    """The keys since the last pause, in order; `end` is the first that may end a scan.

    size: characters at most.
    """

    strokes: list[Stroke] = field(default_factory=list)
    end: Stroke | None = None
    size: int = 0

    def __bool__(self) -> bool:
        return bool(self.strokes)

    def add(self, stroke: Stroke) -> None:
        """A key went down."""
        if self.end is None and stroke.kind == "end":
            self.end = stroke
        stroke.over = any(
            other.up_ms is None and stroke.at_ms - other.at_ms >= _TOGETHER_MS
            for other in self.strokes[-_SETTLED_SLOW:]
        )
        self.strokes.append(stroke)
        self.size += stroke.kind != "alt"

    def let_go(self, code: int, now_ms: int) -> None:
        """One of these keys went up."""
        for place in range(len(self.strokes) - 1, -1, -1):
            stroke = self.strokes[place]
            if stroke.code == code and stroke.up_ms is None:
                stroke.up_ms = now_ms
                if stroke.touch_ms(0) <= TOUCH_MS:
                    for earlier in self.strokes[max(0, place - _LOOKED_AT) : place]:
                        earlier.inside += earlier.up_ms is None
                return

    @property
    def own(self) -> list[Stroke]:
        """Without other keyboards' keys."""
        return [stroke for stroke in self.strokes if not stroke.foreign]

    @property
    def _recent(self) -> list[Stroke]:
        return [stroke for stroke in self.strokes[-_LOOKED_AT:] if not stroke.foreign]

    def settled(self, pace: Pace) -> bool:
        """Whether this is a scanner without doubt."""
        quick = [s for s in self._recent if s.up_ms is not None and s.touch_ms(0) <= pace.touch_ms]
        if len(quick) < _SETTLED_FAST or _is_rolled(quick):
            return False
        fast = _mean_ms(quick) <= FAST_MS and all(s.touch_ms(0) <= TOUCH_MS for s in quick)
        return fast or len(quick) >= _SETTLED_SLOW

    def hold_ms(self, pace: Pace) -> int:
        """How long the next key is waited for."""
        return max(pace.hold_ms, pace.settled_ms) if self.settled(pace) else pace.hold_ms

    def is_ended(self, now_ms: int, pace: Pace) -> bool:
        """Whether `end` counts by now. A person's Enter, around which a scanner goes on, does not."""
        if self.end is not None and self.end.foreign:
            self._find_end()
        end = self.end
        if end is None or end.up_ms is not None:
            return end is not None
        if now_ms < self._end_due_ms(end, pace):
            return False
        if end is self.strokes[-1]:
            return True
        if self.settled(pace):
            end.inside = _STROKES_INSIDE
            self._find_end()
        return False

    def after_end(self) -> list[Stroke]:
        """Take out what came after the end: it is of the next burst."""
        place = next((place for place, stroke in enumerate(self.strokes) if stroke is self.end), -1)
        after, self.strokes = self.strokes[place + 1 :], self.strokes[: place + 1]
        return after

    def _end_due_ms(self, end: Stroke, pace: Pace) -> int:
        """When the end counts though its key is still down: then no key of the scan is still to come."""
        wait_ms = pace.touch_ms
        if end is self.strokes[-1]:
            wait_ms = max(wait_ms, 10 + longest_gap_ms(self._recent) * 3 // 2)
        return end.at_ms + wait_ms + 1

    def due_ms(self, pace: Pace) -> int:
        """When something is decided though nothing comes."""
        due = self.strokes[-1].at_ms + self.hold_ms(pace)
        if self.settled(pace):
            return min(due, self._end_due_ms(self.end, pace)) if self.end is not None else due
        down = (s.at_ms + pace.touch_ms + 1 for s in self._recent if s.up_ms is None)
        return min(due, min(down, default=due))

    def persons(self, now_ms: int, pace: Pace) -> int:
        """How many keys from the first on are a person's."""
        own, count = self._recent, len(self.strokes)
        if self.settled(pace):
            slow = sum(
                s.touch_ms(0) > pace.touch_ms for s in own if s.up_ms is not None and s is not self.end
            )
            return count if slow * 5 > len(own) or _is_too_slow(own, pace) else 0
        if _is_too_slow(own, pace):
            return count
        for place in range(count - 1, -1, -1):
            stroke = self.strokes[place]
            if not stroke.foreign and stroke.touch_ms(now_ms) > pace.touch_ms:
                return place + 1
        return 0

    def tell_apart(self, pace: Pace) -> bool:
        """A scanner is at its end: what is still down is another keyboard's. Whether all else is its own.

        A key that was down for long may be another keyboard's, or the radio's doing: that cannot be told.
        """
        clean = True
        for stroke in self.strokes if self.settled(pace) else ():
            if stroke.up_ms is None and stroke is not self.end:
                stroke.inside = _STROKES_INSIDE
            elif stroke.touch_ms(stroke.at_ms) > pace.touch_ms and stroke is not self.end:
                clean = clean and stroke.foreign
                stroke.inside = _STROKES_INSIDE
        return clean

    def is_scan(self, pace: Pace, now_ms: int) -> bool:
        """Whether the keys so far, ended by `end` or by silence, are a scan."""
        own = self.own
        keys = [stroke for stroke in own if stroke is not self.end]
        if not keys or any(stroke.up_ms is None for stroke in keys[:-1]):
            return False
        touches = [stroke.touch_ms(now_ms) for stroke in keys if stroke.up_ms is not None]
        if max(touches, default=0) > pace.touch_ms:
            return False
        if _mean_ms(own) <= FAST_MS and all(touch <= TOUCH_MS for touch in touches):
            return True
        return len(keys) >= _SETTLED_SLOW and not _is_too_slow(own, pace)

    def drop(self, count: int) -> list[Stroke]:
        """Take the first so many out."""
        dropped, self.strokes = self.strokes[:count], self.strokes[count:]
        self.size = sum(stroke.kind != "alt" for stroke in self.strokes)
        self._find_end()
        return dropped

    def _find_end(self) -> None:
        ends = (stroke for stroke in self.strokes if stroke.kind == "end" and not stroke.foreign)
        self.end = next(ends, None)


def quick(strokes: Sequence[Stroke], touch_ms: int) -> int:
    """How many of these a scanner may have sent."""
    return sum(stroke.up_ms is not None and stroke.touch_ms(0) <= touch_ms for stroke in strokes)


def longest_gap_ms(strokes: Sequence[Stroke]) -> int:
    """The longest pause from one key to the next."""
    return max((after.at_ms - before.at_ms for before, after in pairwise(strokes)), default=0)


def _mean_ms(strokes: Sequence[Stroke]) -> int:
    """From one key to the next; of several the longest pause, which may be a stall, is left out."""
    gaps = _gaps(strokes)
    if len(gaps) > _SETTLED_FAST - 1:
        gaps.remove(max(gaps))
    return sum(gaps) // max(1, len(gaps))


def _gaps(strokes: Sequence[Stroke]) -> list[int]:
    """Pauses between keys, stalls cut down to what a slow link may take."""
    return [min(after.at_ms - before.at_ms, _LONGEST_GAP_MS) for before, after in pairwise(strokes)]


def _is_rolled(strokes: Sequence[Stroke]) -> bool:
    """Two fingers were down at once: only a scanner with a quick touch may do that."""
    long = any(stroke.up_ms is not None and stroke.touch_ms(0) > TOUCH_MS for stroke in strokes)
    return long and any(stroke.over for stroke in strokes)


def _is_too_slow(strokes: Sequence[Stroke], pace: Pace) -> bool:
    """Whether no scanner is as slow as this, or as careless of the last key."""
    if len(strokes) < 3:
        return False
    long = any(stroke.up_ms is not None and stroke.touch_ms(0) > TOUCH_MS for stroke in strokes)
    most_ms = (pace.strict_ms if long else _SLOW_MS) * (len(strokes) - 1) + _SLACK_MS
    return _is_rolled(strokes) or sum(_gaps(strokes)) > most_ms
