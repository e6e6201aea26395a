"""Tells a scanner in keyboard mode from a person, key by key. Pure: reads no clock; runs on the GUI thread.

It must never let a key of a scan through, and never keep a key that a person typed. A window uses it like
this: `decision = wedge.key(KeyEvent(native_scan_code, pressed, time_stamp, ..., token=the_event))`, then

1. it gives every event of `decision.release` to the focused widget, in order, without asking the wedge again
   (`token` is whatever the caller put there);
2. `decision.scan` and `decision.broken`, where not empty, are a whole scan, or why one was thrown away;
3. it stops the event that it just fed where `decision.withhold` (also as a shortcut), else lets it go on;
4. it sets one timer anew: off where `decision.tick_in_ms` is 0, else that many ms from now for
   `tick(time of the last event + tick_in_ms)`. Whatever the window system has waiting must be delivered
   before that call, or a stalled window would take its own slowness for the scanner's.

reset() is for when the window loses the keyboard. Times are the events' own time stamps: ms in 32 bits that
wrap. An event without a key code is let through: no keyboard made it.
"""

from dataclasses import dataclass, replace

from drivers.scanners import keymaps
from drivers.scanners.framing import MAX_SCAN_BYTES, RepeatFilter
from drivers.scanners.keymaps import LAYOUTS

# Linefeed: how some programs and scanners type LF; no hand has such a key.
_ENTER_KEYS = (keymaps.KEY_ENTER, keymaps.KEY_KPENTER, keymaps.KEY_LINEFEED, keymaps.KEY_TAB)
_GS = "\x1d"
_STX = "\x02"
_ENDS = ("\r", "\n", "\t", "\x03")
_WRAP_MS = 1 << 32


@dataclass(frozen=True, slots=True)
class WedgeSettings:
    """What makes a scan.

    hold_ms: longest pause between two keys of a scanner, and how long a key waits for the next.
    min_chars: shorter bursts are two fingers at once. layout: the one that the scanner is set to.
    gs_keys: key codes (evdev) that stand for GS beside Ctrl+].
    silence_ends: the scanner sends no Enter; then a burst is a scan anyway.
    """

    hold_ms: int = 35
    min_chars: int = 3
    max_chars: int = MAX_SCAN_BYTES
    layout: str = "us"
    gs_keys: frozenset[int] = frozenset()
    silence_ends: bool = False
    repeat_ms: int = 30


@dataclass(frozen=True, slots=True)
class KeyEvent:
    """One physical key, as the window system reports it.

    code: X11 or xkb key code (evdev + 8), 0 if there is none. at_ms: the event's own time stamp.
    repeat: made by holding the key. token: the caller's, given back untouched.
    """

    code: int
    pressed: bool
    at_ms: int
    shift: bool = False
    ctrl: bool = False
    alt: bool = False
    repeat: bool = False
    token: object = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do now; the module's docstring says in which order."""

    withhold: bool
    release: tuple[KeyEvent, ...] = ()
    scan: str = ""
    broken: str = ""
    tick_in_ms: int = 0


class Wedge:
    """The keys since the last pause, and what they may become."""

    def __init__(self, settings: WedgeSettings) -> None:
        self._settings = settings
        self._layout = LAYOUTS[settings.layout]
        self._repeats = RepeatFilter(settings.repeat_ms)
        self._held: list[KeyEvent] = []
        self._chars: list[str] = []
        self._accent = ""
        self._alt_digits = ""
        self._too_long = False
        self._last_ms = 0
        self._end_ms: int | None = None
        self._down: set[int] = set()
        self._swallowed: set[int] = set()
        self._right_alt = False

    def key(self, event: KeyEvent) -> Decision:
        """Take the next key event and say what to do with it."""
        decision = self._decide(event.code - keymaps.X11_OFFSET, event)
        if not self._active:
            return decision
        return replace(
            decision, tick_in_ms=max(1, self._settings.hold_ms - self._since(self._last_ms, event.at_ms))
        )

    def tick(self, now_ms: int) -> Decision:
        """Time has passed without a key: give back what was no scan. now_ms on the events' clock."""
        waited_ms = self._since(self._last_ms, now_ms)
        if self._active and waited_ms < self._settings.hold_ms:
            return Decision(False, tick_in_ms=self._settings.hold_ms - waited_ms)
        return self._pause()

    def reset(self) -> Decision:
        """The window lost the keyboard: give back what is held and forget which keys are down."""
        decision = self._pause()
        self._swallowed.clear()
        self._right_alt = False
        return decision

    @property
    def _active(self) -> bool:
        return bool(self._held) or self._too_long

    @staticmethod
    def _since(then_ms: int, now_ms: int) -> int:
        return (now_ms - then_ms) % _WRAP_MS

    def _follows(self, at_ms: int) -> bool:
        return self._active and self._since(self._last_ms, at_ms) <= self._settings.hold_ms

    def _just_ended(self, at_ms: int) -> bool:
        return self._end_ms is not None and self._since(self._end_ms, at_ms) <= self._settings.hold_ms

    def _decide(self, code: int, event: KeyEvent) -> Decision:
        if event.code == 0:
            return self._pause()
        if code in keymaps.MODIFIERS:
            self._modifier(code, event)
            return Decision(False)
        if not event.pressed or event.repeat:
            return Decision(self._shares_fate(code, event))
        self._swallowed.discard(code)
        before = Decision(False) if self._follows(event.at_ms) else self._pause()
        if self._is_end(code, event):
            return self._end(code, event, before)
        return self._press(code, event, before)

    def _modifier(self, code: int, event: KeyEvent) -> None:
        if code == keymaps.KEY_RIGHTALT:
            self._right_alt = event.pressed
        elif code == keymaps.KEY_LEFTALT and not event.pressed and self._alt_digits:
            self._add(_alt_char(self._alt_digits))
            self._alt_digits = ""
            self._last_ms = event.at_ms

    def _shares_fate(self, code: int, event: KeyEvent) -> bool:
        """A key let go, or held down, goes where its press went: swallowed, held, or (False) let through."""
        if code in self._swallowed:
            if not event.repeat:
                self._swallowed.discard(code)
            return True
        if code in self._down:
            self._held.append(event)
            return True
        return False

    def _press(self, code: int, event: KeyEvent, before: Decision) -> Decision:
        char, accent = self._decode(code, event)
        if char is None and not self._active:
            return before
        if self._too_long:
            self._swallowed.add(code)
        else:
            self._held.append(event)
            self._down.add(code)
        self._last_ms = event.at_ms
        if event.alt and not self._right_alt and code in keymaps.KEYPAD_DIGITS:
            self._alt_digits += keymaps.KEYPAD_DIGITS[code]
        else:
            self._add(char or "")
            self._accent = accent or self._accent
        return replace(before, withhold=True)

    def _add(self, char: str) -> None:
        if char and self._accent:
            char, self._accent = keymaps.compose(self._accent, char), ""
        if char:
            self._chars.append(char)
        # The second limit is for keys that type nothing; Alt and four digits with their releases are ten
        # events.
        if len(self._chars) > self._settings.max_chars or len(self._held) > 16 * self._settings.max_chars:
            self._swallow_held()
            self._forget()
            self._too_long = True

    def _is_end(self, code: int, event: KeyEvent) -> bool:
        if code in _ENTER_KEYS:
            return not (event.alt or event.ctrl or (event.shift and code == keymaps.KEY_TAB))
        if not event.ctrl or not (self._follows(event.at_ms) or self._just_ended(event.at_ms)):
            return False
        return self._control(code) in _ENDS

    def _end(self, code: int, event: KeyEvent, before: Decision) -> Decision:
        if self._active:
            decision = self._finish(event.at_ms)
            if decision is None:
                return Decision(False, release=self._give_back())
            self._end_ms = event.at_ms
        elif self._just_ended(event.at_ms):
            decision = before  # the second half of a CR LF, whose scan is already told
        else:
            return before
        self._swallowed.add(code)
        return replace(decision, withhold=True)

    def _pause(self) -> Decision:
        """The burst is over without an Enter."""
        if self._too_long or (self._settings.silence_ends and self._active):
            decision = self._finish(self._last_ms)
            if decision is not None:
                return decision
        return Decision(False, release=self._give_back())

    def _finish(self, at_ms: int) -> Decision | None:
        """Make a scan of the burst and swallow its keys; None where it is too short to be one."""
        if self._too_long:
            self._forget()
            return Decision(False, broken="too_long")
        if len(self._chars) < self._settings.min_chars:
            return None
        text = "".join(self._chars) + self._accent
        self._swallow_held()
        self._forget()
        return Decision(False, scan="" if self._repeats.is_repeat(text, at_ms * 1_000_000) else text)

    def _give_back(self) -> tuple[KeyEvent, ...]:
        held = tuple(self._held)
        self._forget()
        return held

    def _swallow_held(self) -> None:
        """Releases that are still to come must not reach a widget that never saw the press."""
        for event in self._held:
            code = event.code - keymaps.X11_OFFSET
            if event.pressed:
                self._swallowed.add(code)
            else:
                self._swallowed.discard(code)

    def _forget(self) -> None:
        self._held.clear()
        self._down.clear()
        self._chars.clear()
        self._accent = self._alt_digits = ""
        self._too_long = False

    def _decode(self, code: int, event: KeyEvent) -> tuple[str | None, str]:
        """What a key adds to the scan, and the accent of a dead key. None: a key that types nothing."""
        if code in self._settings.gs_keys:
            return _GS, ""
        altgr = self._is_altgr(event)
        if event.ctrl and not altgr:
            control = self._control(code)
            # Of a person's Ctrl+keys only these two wait; inside a burst they all belong to the scanner.
            return (_GS if control == _GS else "" if self._active or control == _STX else None), ""
        char = self._layout.char(code, event.shift, altgr)
        if event.alt and not altgr and code not in keymaps.KEYPAD_DIGITS:
            return None, ""
        if char is not None and self._layout.is_dead(code, event.shift, altgr):
            return "", char
        return char, ""

    def _is_altgr(self, event: KeyEvent) -> bool:
        return self._right_alt or (event.ctrl and event.alt)

    def _control(self, code: int) -> str:
        """The control character of Ctrl and a key; GS is on the key right of P whatever the layout says."""
        char = self._layout.char(code, False, False) or ""
        if char == "]" or code == keymaps.KEY_RIGHTBRACE:
            return _GS
        return chr(ord(char.upper()) & 0x1F) if char.isascii() and char.isalpha() else "?"


def _alt_char(digits: str) -> str:
    """What Alt and these digits mean: Windows-1252 after a 0, else the PC page; of controls only GS."""
    number = int(digits[-4:]) % 256
    if number < 32:
        return _GS if number == ord(_GS) else ""
    return bytes((number,)).decode("cp1252" if digits.startswith("0") else "cp437", "replace")
