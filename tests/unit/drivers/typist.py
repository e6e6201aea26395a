"""A scanner in keyboard mode for tests: which keys type a text in a layout, as libxkbcommon has it.

Where libxkbcommon is missing the keys are those of our own table, which is checked elsewhere.
"""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from drivers.scanners.hid_evdev import EV_KEY, EV_MSC, EV_SYN, EVENT
from drivers.scanners.key_tables import PAD_KEYS
from drivers.scanners.keymaps import LAYOUTS, compose
from tests.unit.drivers import xkb

GS, SPACE, CAPS, F8, KP_PLUS = "\x1d", 57, 58, 66, 78
SHIFTS, CTRLS, ALT, ALTGR = (42, 54), (29, 97), 56, 100
PAD = dict(zip("7894561230", (71, 72, 73, 75, 76, 77, 79, 80, 81, 82), strict=True))
MSC_SCAN = 4

# Ends of a scan: the keys, each with whether Ctrl is held. Ctrl+J and Ctrl+M are added by the layout.
ENDS = ((28, False),), ((96, False),), ((15, False),), ((101, False),), ((28, False), (101, False))


@dataclass(frozen=True, slots=True)
class Stroke:
    """One key with its modifiers; dead: a space, or the letter, must follow."""

    code: int
    shift: bool = False
    altgr: bool = False
    dead: bool = False


@cache
def strokes(layout: str) -> dict[str, tuple[Stroke, ...]]:
    """How to type every character that the layout has, its accented letters included."""
    keys: dict[str, tuple[Stroke, ...]] = {}
    accents: dict[str, Stroke] = {}
    for shift, altgr in itertools.product((False, True), repeat=2):
        for code, char, dead in _keys(layout, shift, altgr):
            dead = dead or ((layout, code) in xkb.DEAD_ON_WINDOWS and altgr and not shift)
            stroke = Stroke(code, shift, altgr, dead)
            if dead:
                accents.setdefault(char, stroke)
            else:
                keys.setdefault(char, (stroke,))
    plain = dict(keys)
    for accent, stroke in accents.items():
        for char, (letter,) in plain.items():
            whole = compose(accent, char)
            if len(whole) == 1:
                keys.setdefault(whole, (stroke, letter))
    return keys


def _keys(layout: str, shift: bool, altgr: bool) -> Iterator[tuple[int, str, bool]]:
    codes = [code for code in range(1, 90) if code not in PAD_KEYS]
    if not xkb.is_there():
        table = LAYOUTS[layout]
        for code in codes:
            if char := table.char(code, shift, altgr):
                yield code, char, table.is_dead(code, shift, altgr)
        return
    keyboard = xkb.Keyboard(layout)
    for code in [SHIFTS[0]] * shift + [ALTGR] * altgr:
        keyboard.press(code)
    for code in codes:
        key = keyboard.key(code)
        if accent := xkb.DEAD.get(key.symbol):
            yield code, accent, True
        elif key.text and key.text.isprintable():
            yield code, key.text, False
    keyboard.close()


@dataclass
class Typist:
    """Types scans at random speed and in random manner; what it typed so far is in `events`."""

    layout: str
    rng: random.Random
    at_ns: int = 0
    events: list[tuple[int, int, int, int]] = field(default_factory=list)
    slowest_us: int = 2000
    ended_ns: int = 0

    def __post_init__(self) -> None:
        self._strokes = strokes(self.layout)
        self._late: int | None = None

    def scan(self, text: str, end: tuple[tuple[int, bool], ...] | None = None) -> None:
        """Type a text and the keys that end it."""
        by_caps = self.rng.random() < 0.1 and self.layout != "ru"
        for char in text:
            self.char(char, by_caps)
        ends = self.rng.choice((*ENDS, *self._control_ends())) if end is None else end
        first = len(self.events)
        for code, ctrl in ends:
            self._with(self.rng.choice(CTRLS), code) if ctrl else self._tap(code)
        self._release_late()
        keys = ((at_ns, code, value) for at_ns, kind, code, value in self.events[first:] if kind == EV_KEY)
        if ends:
            self.ended_ns = next(at_ns for at_ns, code, value in keys if (code, value) == (ends[0][0], 1))

    def char(self, char: str, by_caps: bool = False) -> None:
        """Type one character by its key or keys, with Caps Lock, on the pad, or by Alt and a number."""
        if char == GS:
            self._gs()
        elif char not in self._strokes or (self.rng.random() < 0.02 and _in_page(char, "cp1252")):
            self._alt_number(char)
        elif char in PAD and self.rng.random() < 0.1:
            self._tap(PAD[char])
        elif by_caps and char.isascii() and char.isupper():
            self._caps_around(char)
        else:
            for stroke in self._strokes[char]:
                self._stroke(stroke)

    def bytes(self) -> bytes:
        """The events as the kernel gives them."""
        return b"".join(
            EVENT.pack(at_ns // 10**9, at_ns % 10**9 // 1000, kind, code, value)
            for at_ns, kind, code, value in self.events
        )

    def wait(self, ns: int) -> None:
        self.at_ns += ns

    def key(self, code: int, value: int) -> None:
        """One report of the device: the key, now and then with its scan code, and the end of the report."""
        self.at_ns += self.rng.randrange(50, self.slowest_us) * 1000
        if self.rng.random() < 0.3:
            self.events.append((self.at_ns, EV_MSC, MSC_SCAN, 0x70000 + code))
        self.events += ((self.at_ns, EV_KEY, code, value), (self.at_ns, EV_SYN, 0, 0))

    def _control_ends(self) -> tuple[tuple[tuple[int, bool], ...], ...]:
        return tuple(((self._letter(letter), True),) for letter in "mj")

    def _letter(self, letter: str) -> int:
        found = self._strokes.get(letter) or strokes("us")[letter]
        return found[0].code

    def _tap(self, code: int) -> None:
        """Down and up; up now and then only after the next key is down, and repeated where it stays long."""
        self._release_late(code)
        self.key(code, 1)
        late = self._late
        self._late = None
        if late is not None:
            self.key(late, 0)
        if self.rng.random() < 0.02:
            self.key(code, 2)
        if self.rng.random() < 0.1:
            self._late = code
        else:
            self.key(code, 0)

    def _release_late(self, code: int | None = None) -> None:
        if self._late is not None and code in (None, self._late):
            self.key(self._late, 0)
            self._late = None

    def _with(self, modifier: int, *codes: int) -> None:
        self._release_late()
        self.key(modifier, 1)
        for code in codes:
            self._tap(code)
        self._release_late()
        self.key(modifier, 0)

    def _stroke(self, stroke: Stroke) -> None:
        held = [self.rng.choice(SHIFTS)] if stroke.shift else []
        if stroke.altgr:
            held += [self.rng.choice(CTRLS), ALT] if self.rng.random() < 0.2 else [ALTGR]
        for code in held:
            self.key(code, 1)
        self._tap(stroke.code)
        for code in reversed(held):
            self.key(code, 0)

    def _caps_around(self, char: str) -> None:
        (stroke, *_) = self._strokes[char.lower()]
        self._tap(CAPS)
        self._stroke(stroke)
        self._tap(CAPS)

    def _gs(self) -> None:
        manner = self.rng.randrange(3)
        if manner == 0:
            self._tap(F8)
        elif manner == 1:
            self._with(self.rng.choice(CTRLS), 27)
        else:
            self._with(ALT, PAD["0"], PAD["2"], PAD["9"])

    def _alt_number(self, char: str) -> None:
        """As Windows takes it: of the PC's page, of Windows-1252 after a 0, or Unicode's."""
        if _in_page(char, "cp1252") and ord(char) < 256:
            digits = f"0{char.encode('cp1252')[0]:03}"
        elif _in_page(char, "cp437"):
            digits = str(char.encode("cp437")[0])
        else:
            digits = f"0{ord(char)}"
        self._with(ALT, *(PAD[digit] for digit in digits))


def _in_page(char: str, page: str) -> bool:
    try:
        return char.encode(page)[0] >= 32
    except UnicodeEncodeError:
        return False
