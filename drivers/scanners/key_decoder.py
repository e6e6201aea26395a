"""Keys of a scanner in keyboard mode to whole scans. Pure: no clock, no device; runs on the device's thread.

It makes of each key what the scanner's layout means by it, and gives that to the framer as bytes (UTF-8), one
piece a key: ends, prefixes, lengths and re-reads are the framer's business, as on a serial line. `raw` of a
scan is that text with its end, `pieces_ns` are the times of the keys that typed something.

Where keys are missing (an overrun, a device opened in the middle of a scan) it throws away everything up to
the end of that scan: what is left of a code can be another article's.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from drivers.api import ScanBroken, ScanRead
from drivers.scanners import keymaps
from drivers.scanners.framing import Framer, Framing
from drivers.scanners.keymaps import LAYOUTS, compose

_GS = "\x1d"
_ENDS = {
    keymaps.KEY_ENTER: "\r",
    keymaps.KEY_KPENTER: "\r",
    keymaps.KEY_LINEFEED: "\n",
    keymaps.KEY_TAB: "\t",
}
_SHIFTS = (keymaps.KEY_LEFTSHIFT, keymaps.KEY_RIGHTSHIFT)
_CTRLS = (keymaps.KEY_LEFTCTRL, keymaps.KEY_RIGHTCTRL)
_HELD = frozenset((*_SHIFTS, *_CTRLS, keymaps.KEY_LEFTALT, keymaps.KEY_RIGHTALT))
_FUNCTION_KEYS = {f"F{n}": code for n, code in enumerate((*range(59, 69), 87, 88, *range(183, 195)), 1)}

# Digits of one character after Alt: more are no character code (0 and seven digits reach all of Unicode).
_MOST_ALT_DIGITS = 8

# Keys so soon after the grab belong to a scan that began before it; scanners pause longer between two.
SETTLE_NS = 150_000_000
# After so long a pause the rest of a broken scan is likely another one, which is told too.
_ANOTHER_NS = 300_000_000
# A scanner that presses Caps Lock presses it again at once; where one of the two was lost, letters would be
# flipped for ever.
_CAPS_NS = 2_000_000_000

# Stands for the keys that are missing, so that the framer always has something to end.
_MISSING = b"?"


@dataclass(frozen=True, slots=True)
class KeySettings:
    """How the scanner is set. layout: a row of keymaps.LAYOUTS.

    gs: what stands for GS beside Ctrl+] and Alt+029, in a row or with spaces between: names of function keys
    (`F8`) and single characters (`~`), which then cannot be in a code.
    """

    layout: str = "us"
    gs: str = "F8"


class KeyDecoder:
    """The keys of one scanner that are down, and what they typed so far."""

    def __init__(self, device: str, settings: KeySettings, framing: Framing) -> None:
        self._device = device
        self._layout = LAYOUTS[settings.layout]
        self._gs_keys, self._gs_chars = _substitutes(settings.gs)
        self._framer = Framer(device, framing)
        self._ends = framing.terminators.decode("latin-1")
        self._down: set[int] = set()
        self._accent = ""
        self._alt = ""
        self._caps = False
        self._broken = ""
        self._paused = False
        self._open = False
        self._settled_ns = 0
        self._last_ns = 0

    @property
    def caps(self) -> bool:
        """What the Caps Lock light of this scanner should show."""
        return self._caps

    def begin(self, at_ns: int, held: frozenset[int] = frozenset()) -> None:
        """The device is grabbed since at_ns (CLOCK_MONOTONIC); held: the keys that were down."""
        self._reset()
        self._down = set(held & _HELD)
        self._settled_ns = at_ns + SETTLE_NS

    def key(self, code: int, value: int, at_ns: int) -> Sequence[ScanRead | ScanBroken]:
        """A key went up (0), down (1) or repeats (2). Answers the scans that it ended."""
        if value == 2:
            return ()
        if code in keymaps.MODIFIERS:
            return self._modifier(code, value == 1, at_ns)
        return self._press(code, at_ns) if value == 1 else ()

    def overrun(self, at_ns: int) -> Sequence[ScanRead | ScanBroken]:
        """The kernel dropped keys: the scan is thrown away up to its end, and no key counts as down."""
        told = self._broken == "overrun"
        self._reset()
        self._break_off("overrun", at_ns)
        return () if told else (ScanBroken(self._device, "overrun"),)

    def due_ns(self) -> int | None:
        """When idle() must be called if nothing comes; None while there is nothing to wait for."""
        if self._broken == "late_start":
            return self._settled_ns
        return self._framer.due_ns()

    def idle(self, at_ns: int) -> Sequence[ScanRead | ScanBroken]:
        """Nothing came until at_ns."""
        if self._broken == "late_start" and at_ns >= self._settled_ns:
            return self._settle()
        return self._told(self._framer.idle(at_ns))

    def lost(self) -> Sequence[ScanRead | ScanBroken]:
        """The device went away: what had come of a scan is thrown away."""
        told = self._broken == "overrun"
        found = self._framer.lost()
        self._reset()
        return () if told else found

    def _reset(self) -> None:
        self._framer.lost()
        self._down.clear()
        self._accent = self._alt = self._broken = ""
        self._caps = self._paused = self._open = False
        self._settled_ns = 0

    def _break_off(self, reason: str, at_ns: int) -> None:
        """What comes up to the next end is the rest of a scan, not a scan."""
        self._broken = reason
        self._last_ns = at_ns
        self._framer.feed(_MISSING, at_ns)

    def _modifier(self, code: int, down: bool, at_ns: int) -> Sequence[ScanRead | ScanBroken]:
        if code == keymaps.KEY_CAPSLOCK and down:
            self._forget_caps(at_ns)
            self._caps = not self._caps
            self._last_ns = at_ns
        elif down and code in _HELD:
            self._down.add(code)
        elif code in self._down:
            self._down.remove(code)
            if self._alt and not self._is_alt():
                char, self._alt = alt_char(self._alt), ""
                return self._type(char, at_ns)
        return ()

    def _is_alt(self) -> bool:
        down = self._down
        return keymaps.KEY_LEFTALT in down or (keymaps.KEY_RIGHTALT in down and not self._layout.has_altgr)

    def _press(self, code: int, at_ns: int) -> Sequence[ScanRead | ScanBroken]:
        down = self._down
        if code in self._gs_keys:
            return self._type(_GS, at_ns)
        if code in _ENDS:
            return self._type(_ENDS[code], at_ns)
        if not down:
            return self._type_char(code, False, False, at_ns)
        shift = _SHIFTS[0] in down or _SHIFTS[1] in down
        ctrl = _CTRLS[0] in down or _CTRLS[1] in down
        as_altgr = ctrl and keymaps.KEY_LEFTALT in down and self._layout.has_altgr
        altgr = as_altgr or keymaps.KEY_RIGHTALT in down
        if self._is_alt() and not ctrl and self._alt_digit(code, shift):
            return ()
        if altgr:
            return self._type_char(code, shift, True, at_ns)
        if ctrl:
            return self._type(self._control(code), at_ns)
        return () if keymaps.KEY_LEFTALT in down else self._type_char(code, shift, False, at_ns)

    def _alt_digit(self, code: int, shift: bool) -> bool:
        """Take a digit of Alt and the pad (hexadecimal after its plus); whether it was one."""
        digit = keymaps.KEYPAD_DIGITS.get(code, "")
        if code == keymaps.KEY_KPPLUS and not self._alt:
            digit = "+"
        elif self._alt.startswith("+") and not digit:
            char = self._layout.char(code, shift, False) or ""
            digit = char if char and char in "0123456789abcdefABCDEF" else ""
        if digit and len(self._alt) < _MOST_ALT_DIGITS:
            self._alt += digit
        return bool(digit)

    def _control(self, code: int) -> str:
        """The control character of Ctrl and a key: by the layout's letter, else by the place of the key."""
        for layout in (self._layout, LAYOUTS["us"]):
            char = layout.char(code, False, False) or ""
            if char == "]":
                return _GS
            if char.isascii() and char.isalpha():
                return chr(ord(char) & 0x1F)
        return ""

    def _type_char(self, code: int, shift: bool, altgr: bool, at_ns: int) -> Sequence[ScanRead | ScanBroken]:
        self._forget_caps(at_ns)
        char = self._layout.char(code, shift, altgr, self._caps)
        if char is None:
            return ()
        if not self._layout.is_dead(code, shift, altgr, self._caps):
            return self._type(char, at_ns)
        if self._accent:  # Windows types both
            char, self._accent = self._accent + char, ""
            return self._type(char, at_ns)
        self._accent = char
        return ()

    def _forget_caps(self, at_ns: int) -> None:
        if self._caps and not self._open and at_ns - self._last_ns > _CAPS_NS:
            self._caps = False

    def _type(self, char: str, at_ns: int) -> Sequence[ScanRead | ScanBroken]:
        """Give the framer what a key typed."""
        if not char:
            return ()
        if self._accent:
            char, self._accent = compose(self._accent, char), ""
        if char in self._gs_chars:
            char = _GS
        before = self._settle_by(at_ns) if self._settled_ns else ()
        self._paused = self._paused or at_ns - self._last_ns > _ANOTHER_NS
        self._last_ns = at_ns
        found = self._framer.feed(char.encode(), at_ns)
        self._open = not found and char not in "\r\n\t"
        if self._broken and not found and char in self._ends:
            self._broken = ""  # the rest of it was nothing that the framer tells
        return (*before, *self._told(found)) if before or found else ()

    def _told(self, found: Sequence[ScanRead | ScanBroken]) -> Sequence[ScanRead | ScanBroken]:
        """Take the rest of a broken scan out of what the framer found."""
        if not (found and self._broken):
            return found
        told = self._broken == "late_start" or self._paused
        messages = (ScanBroken(self._device, self._broken),) if told else ()
        self._broken, self._paused = "", False
        return (*messages, *found[1:])

    def _settle_by(self, at_ns: int) -> Sequence[ScanRead | ScanBroken]:
        """A key soon after the grab: is it the rest of a scan that began before?"""
        if at_ns >= self._settled_ns:
            return self._settle()
        if not self._broken:
            self._break_off("late_start", at_ns)
        self._settled_ns = at_ns + SETTLE_NS
        return ()

    def _settle(self) -> Sequence[ScanRead | ScanBroken]:
        """It was quiet for long enough: the next key begins a scan."""
        self._settled_ns = 0
        if self._broken != "late_start":
            return ()
        self._broken, self._paused = "", False
        self._framer.lost()
        return (ScanBroken(self._device, "late_start"),)


def gs_problem(text: str) -> str:
    """What is wrong with KeySettings.gs, as the word that is wrong; empty where nothing is."""
    for word in text.split():
        if len(word) > 1 and word not in _FUNCTION_KEYS:
            return word
    return ""


def _substitutes(text: str) -> tuple[frozenset[int], frozenset[str]]:
    words = text.split()
    keys = frozenset(_FUNCTION_KEYS[word] for word in words if len(word) > 1)
    return keys, frozenset(word for word in words if len(word) == 1)


def alt_char(digits: str) -> str:
    """What Alt and digits of the pad mean on Windows.

    A number below 256 is of Windows-1252 after a 0, else of the PC's page 437; above it, and in hexadecimal
    after a plus, it is Unicode's (EnableHexNumpad); below 32 a control character, not the page's picture.
    """
    hexadecimal = digits.startswith("+")
    try:
        number = int(digits[1:], 16) if hexadecimal else int(digits)
        if number < 32:
            return chr(number)
        if number > 255 or hexadecimal:
            return chr(number).encode().decode()
        return bytes((number,)).decode("cp1252" if digits.startswith("0") else "cp437")
    except (ValueError, OverflowError):
        return ""  # no digits after the plus, a surrogate, or a place that the page leaves empty
