"""Tells a scanner in keyboard mode from a person, key by key. Pure: reads no clock; runs on the GUI thread.

It must never let a key of a scan through, and never keep a key that a person typed. What tells them apart is
in wedge_burst.py. A window uses it like this:
`decision = wedge.key(KeyEvent(native_key_code, pressed, time_stamp, ..., token=the_event))`, then

1. it gives every event of `decision.release` to the focused widget, in order, without asking the wedge again
   (`token` is whatever the caller put there);
2. `decision.scan` and `decision.broken`, where not empty, are a whole scan, or why one was thrown away;
3. it stops the event that it just fed where `decision.withhold` (also as a shortcut), else lets it go on;
4. it sets one timer anew: off where `decision.tick_in_ms` is 0, else that many ms from now for
   `tick(time of the last event or tick + tick_in_ms)`. Whatever the window system has waiting must be
   delivered before that call, or a stalled window would take its own slowness for the scanner's.

reset() is for when the window loses the keyboard. Times are the events' own time stamps: ms in 32 bits that
wrap. An event without a key code is let through: no keyboard made it.

A person's key waits for at most the scanner's touch (35 ms) while it is down, for the hold time if it was
tapped as shortly as a scanner does; in the middle of a scan, until the end of that. What cannot be told
apart: a key pressed in the middle of a scan and let go as quickly as a scanner does is part of the code
(whose check digit is then wrong). Where a person's key breaks a scan up, what is left of it is thrown away
as `mixed`, never taken for a code. A scan without an end is thrown away as `no_end`: it is nothing for a
field.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from drivers.scanners import keymaps
from drivers.scanners.framing import MAX_SCAN_BYTES, RepeatFilter
from drivers.scanners.wedge_burst import (
    SETTLED_HOLD_MS,
    SILENCE_MS,
    Burst,
    Pace,
    Stroke,
    longest_gap_ms,
    quick,
)
from drivers.scanners.wedge_keys import KeyReader, text_of
from drivers.scanners.wedge_pace import PaceLearner, nothing_learned
from drivers.scanners.window_keys import x11_code

_WRAP_MS = 1 << 32
_BACK_MS = 60_000
# Events of the longest scan: Alt and five digits for each of its characters, and more.
_EVENTS_A_CHAR = 16
_LF_MS = 35
# Systems begin to repeat a key after 150 ms and more.
_REPEAT_MS = 100
# What a scanner sends soon after keys of its own were given back is the rest of a scan.
_MIXED_MS, _MIXED_LONG_MS = 200, 400
_TORN_MS = 300
_SURELY = 3
# So many and no end: still a scan, and nothing for a field.
_NO_END_KEYS = 6


@dataclass(frozen=True, slots=True)
class WedgeSettings:
    """What makes a scan.

    hold_ms: longest pause between two keys of a scanner. touch_ms: longest that it keeps a key down.
    learns: both may grow (wedge_pace.py). min_chars: shorter bursts are two fingers at once. layout: the one
    that the scanner is set to. gs_keys: key codes (evdev) that stand for GS beside Ctrl+].
    silence_ends: the scanner sends no Enter; then a burst is a scan anyway.
    """

    hold_ms: int = 90
    touch_ms: int = 35
    learns: bool = True
    min_chars: int = 3
    max_chars: int = MAX_SCAN_BYTES
    layout: str = "us"
    gs_keys: frozenset[int] = frozenset()
    silence_ends: bool = False
    repeat_ms: int = 30


@dataclass(frozen=True, slots=True)
class KeyEvent:
    """One physical key, as the window system reports it.

    code: X11 or xkb key code (evdev + 8; window_keys.py makes it of others), 0 if there is none.
    at_ms: the event's own time stamp. repeat: made by holding the key. token: the caller's, given back
    untouched.
    """

    code: int
    pressed: bool
    at_ms: int
    shift: bool = False
    ctrl: bool = False
    alt: bool = False
    repeat: bool = False
    token: object = None


def window_key(
    code: int,
    pressed: bool,
    at_ms: int,
    *,
    shift: bool,
    ctrl: bool,
    alt: bool,
    repeat: bool,
    token: object,
) -> KeyEvent:
    """A key event with the key code that this computer's window system gave it."""
    return KeyEvent(x11_code(code, sys.platform), pressed, at_ms, shift, ctrl, alt, repeat, token)


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do now; the module's docstring says in which order."""

    withhold: bool
    release: tuple[KeyEvent, ...] = ()
    scan: str = ""
    broken: str = ""
    tick_in_ms: int = 0


_NOTHING = Decision(False)


class Wedge:
    """The keys since the last pause, and what they may become."""

    def __init__(self, settings: WedgeSettings, learned: Callable[[Pace], None] = nothing_learned) -> None:
        """learned: called with the pace whenever it became longer."""
        self._settings = settings
        settled_ms = SILENCE_MS if settings.silence_ends else SETTLED_HOLD_MS
        pace = Pace(settings.hold_ms, settings.touch_ms, settled_ms=settled_ms)
        self._learner = PaceLearner(pace, learned, learns=settings.learns)
        self._keys = KeyReader(settings.layout, settings.gs_keys)
        self._repeats = RepeatFilter(settings.repeat_ms)
        self._burst = Burst()
        self._held: list[tuple[KeyEvent, Stroke]] = []
        self._swallowed: set[int] = set()
        self._down: dict[int, int] = {}
        self._lifted = (0, 0)
        self._too_long = False
        self._stamp_ms: int | None = None
        self._now_ms = self._last_ms = 0
        self._lf_until_ms = self._mixed_until_ms = self._torn_until_ms = -1

    @property
    def pace(self) -> Pace:
        """What is waited for now, the learned included."""
        return self._learner.pace

    def key(self, event: KeyEvent) -> Decision:
        """Take the next key event and say what to do with it."""
        now_ms = self._unwrapped(event.at_ms)
        event = self._told_right(event, now_ms)
        return self._timed(self._decide(event.code - keymaps.X11_OFFSET, event, now_ms), now_ms)

    def tick(self, now_ms: int) -> Decision:
        """Time has passed without a key: give back what was no scan. now_ms on the events' clock."""
        now = self._unwrapped(now_ms)
        return self._timed(self._due(now, pressing=False), now)

    def reset(self) -> Decision:
        """The window lost the keyboard: give back what is held and forget which keys are down."""
        decision = self._give_back(len(self._burst.strokes))
        self._too_long = False
        self._swallowed.clear()
        self._down.clear()
        self._keys.forget(keys_too=True)
        return decision

    @property
    def _active(self) -> bool:
        return bool(self._burst) or self._too_long

    def _unwrapped(self, stamp_ms: int) -> int:
        if self._stamp_ms is not None:
            passed_ms = (stamp_ms - self._stamp_ms) % _WRAP_MS
            if passed_ms > _WRAP_MS - _BACK_MS:
                return self._now_ms
            self._now_ms += passed_ms
        self._stamp_ms = stamp_ms
        return self._now_ms

    def _told_right(self, event: KeyEvent, now_ms: int) -> KeyEvent:
        """The same event, with what it is told to be put right.

        WORKAROUND Qt 6.11 on X11: a key that goes up and down in one millisecond counts as repeating by
        itself (QXcbKeyboard looks for a press with the same time stamp): of a quick scanner's 44 one 4 would
        be lost. No key repeats before it was down for _REPEAT_MS.
        """
        since_ms = self._down.get(event.code)
        if event.pressed:
            if event.repeat and (since_ms is not None or self._lifted != (event.code, now_ms)):
                return event
            self._down[event.code] = now_ms
        elif event.repeat and (since_ms is None or now_ms - since_ms >= _REPEAT_MS):
            return event
        else:
            self._down.pop(event.code, None)
            self._lifted = (event.code, now_ms)
        return replace(event, repeat=False) if event.repeat else event

    def _timed(self, decision: Decision, now_ms: int) -> Decision:
        if not self._active:
            return decision
        due_ms = self._last_ms + SILENCE_MS if self._too_long else self._burst.due_ms(self.pace)
        return replace(decision, tick_in_ms=max(1, due_ms - now_ms))

    def _decide(self, code: int, event: KeyEvent, now_ms: int) -> Decision:
        if event.code == 0:
            return self._give_back(len(self._burst.strokes))
        if code in keymaps.MODIFIERS:
            if self._keys.modifier(code, event.pressed, now_ms, in_burst=bool(self._burst)) and self._burst:
                self._burst.add(Stroke(code, "alt_end", "", now_ms, now_ms))
                self._last_ms = now_ms
            return _NOTHING
        if not event.pressed or event.repeat:
            return self._follow(code, event, now_ms)
        self._swallowed.discard(code)
        before = self._due(now_ms, pressing=True)
        return _joined(before, self._press(code, event, now_ms))

    def _follow(self, code: int, event: KeyEvent, now_ms: int) -> Decision:
        """A key let go, or held down, goes where its press went: swallowed, held, or let through."""
        if not event.repeat:
            self._learner.let_go(code, now_ms)
        if code in self._swallowed:
            if not event.repeat:
                self._swallowed.discard(code)
            return Decision(True)
        stroke = next((s for s in reversed(self._burst.strokes) if s.code == code and s.up_ms is None), None)
        if stroke is None:
            return _NOTHING
        self._held.append((event, stroke))
        if not event.repeat:
            self._burst.let_go(code, now_ms)
        return replace(self._judged(now_ms), withhold=True)

    def _press(self, code: int, event: KeyEvent, now_ms: int) -> Decision:
        soon = now_ms <= self._lf_until_ms
        meaning = self._keys.read(code, event, now_ms, in_burst=self._active or soon)
        kind, text = meaning or ("other", "")
        stroke = Stroke(code, kind, text, now_ms)
        self._learner.press(stroke)
        is_rest = kind == "end" and now_ms <= self._torn_until_ms
        if not self._active and (meaning is None or kind == "end") and not is_rest:
            if kind == "end" and soon:  # the second half of a CR LF, whose scan is already told
                self._swallowed.add(code)
                return Decision(True)
            return _NOTHING
        self._last_ms = now_ms
        if self._too_long:
            self._swallowed.add(code)
            return replace(self._end_too_long() if kind == "end" else _NOTHING, withhold=True)
        self._burst.add(stroke)
        self._held.append((event, stroke))
        most = self._settings.max_chars
        if self._burst.size > most or len(self._held) > _EVENTS_A_CHAR * most:
            self._swallow(self._burst.strokes)
            self._forget()
            self._too_long = True
            return Decision(True)
        return replace(self._judged(now_ms), withhold=True)

    def _due(self, now_ms: int, *, pressing: bool) -> Decision:
        """What time alone decides; pressing: a key comes now, and just in time is not too late."""
        decision = self._judged(now_ms)
        if not self._active:
            return decision
        hold_ms = SILENCE_MS if self._too_long else self._burst.hold_ms(self.pace)
        if now_ms - self._last_ms < hold_ms + pressing:
            return decision
        return _joined(decision, self._end_too_long() if self._too_long else self._pause(now_ms))

    def _judged(self, now_ms: int) -> Decision:
        """What the keys so far are by now."""
        count = self._burst.persons(now_ms, self.pace)
        decision = self._give_back(count) if count else _NOTHING
        if not self._burst.is_ended(now_ms, self.pace):
            return decision
        after = self._burst.after_end()
        held = [pair for pair in self._held if any(pair[1] is stroke for stroke in after)]
        decision = _joined(decision, self._ended(now_ms))
        for stroke in after:
            self._burst.add(stroke)
        self._held += held
        return decision

    def _ended(self, now_ms: int) -> Decision:
        """The burst has come to an end key."""
        if not self._burst.tell_apart(self.pace):
            return self._throw_away("mixed")
        if not self._is_scan(now_ms):
            if self._burst.strokes[0].at_ms <= self._torn_until_ms:
                return self._throw_away("")  # the last keys of what was told as broken
            return self._give_back(len(self._burst.strokes))
        strokes = self._burst.own
        self._lf_until_ms = strokes[-1].at_ms + max(_LF_MS, longest_gap_ms(strokes) * 3 // 2)
        return self._finish(now_ms)

    def _is_scan(self, now_ms: int) -> bool:
        is_scan = self._burst.is_scan(self.pace, now_ms)
        return is_scan and len(text_of(self._burst.own)) >= self._settings.min_chars

    def _pause(self, now_ms: int) -> Decision:
        """The burst is over without an Enter."""
        if self._settings.silence_ends and self._is_scan(now_ms):
            return self._finish(now_ms)
        if self._burst.settled(self.pace) and len(self._burst.own) >= _NO_END_KEYS:
            self._burst.tell_apart(self.pace)
            decision = self._throw_away("no_end")
            self._mixed_until_ms = self._torn_until_ms = now_ms + _TORN_MS
            return decision
        return self._give_back(len(self._burst.strokes))

    def _finish(self, now_ms: int) -> Decision:
        """Make a scan of the burst and swallow its keys."""
        if self._burst.strokes[0].at_ms <= self._mixed_until_ms:
            return self._throw_away("mixed")
        text = text_of(self._burst.own)
        is_repeat = self._repeats.is_repeat(text, now_ms * 1_000_000)
        return replace(self._throw_away(""), scan="" if is_repeat else text)

    def _throw_away(self, reason: str) -> Decision:
        """Swallow the scanner's own keys, and give back what else was among them."""
        self._swallow(self._burst.own)
        others = tuple(event for event, stroke in self._held if stroke.foreign)
        self._forget()
        self._mixed_until_ms = -1
        return Decision(False, release=others, broken=reason)

    def _end_too_long(self) -> Decision:
        self._too_long = False
        return Decision(False, broken="too_long")

    def _give_back(self, count: int) -> Decision:
        """The first so many keys are a person's, or as good as."""
        dropped = self._burst.drop(count)
        came = quick(dropped, self.pace.touch_ms)
        if came:
            window_ms = _MIXED_LONG_MS if came >= _SURELY else _MIXED_MS
            self._mixed_until_ms = max(self._mixed_until_ms, dropped[-1].at_ms + window_ms)
        gone = {id(stroke) for stroke in dropped}
        released = tuple(event for event, stroke in self._held if id(stroke) in gone)
        self._held = [pair for pair in self._held if id(pair[1]) not in gone]
        if not self._burst:
            self._forget()
        return Decision(False, release=released)

    def _swallow(self, strokes: Sequence[Stroke]) -> None:
        """Releases that are still to come must not reach a widget that never saw the press."""
        self._swallowed.update(s.code for s in strokes if s.up_ms is None)

    def _forget(self) -> None:
        self._burst = Burst()
        self._held.clear()
        self._keys.forget()


def _joined(first: Decision, then: Decision) -> Decision:
    """Two decisions of one moment as one."""
    return Decision(
        then.withhold,
        first.release + then.release,
        first.scan or then.scan,
        first.broken or then.broken,
    )
