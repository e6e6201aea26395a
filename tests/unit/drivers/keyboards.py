"""Hands and scanners for tests of the wedge: what they type, as key events with time stamps."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from drivers.scanners import keymaps
from drivers.scanners.keymaps import LAYOUTS
from drivers.scanners.wedge import Decision, KeyEvent, Wedge, WedgeSettings
from drivers.scanners.wedge_burst import Pace
from drivers.scanners.wedge_pace import nothing_learned

ENTER, TAB, KP_ENTER = keymaps.KEY_ENTER, keymaps.KEY_TAB, keymaps.KEY_KPENTER
LINEFEED = keymaps.KEY_LINEFEED
KEYPAD = {digit: code for code, digit in keymaps.KEYPAD_DIGITS.items()}


def press(code: int, at_ms: int, **held: bool) -> KeyEvent:
    return KeyEvent(code + keymaps.X11_OFFSET, True, at_ms % (1 << 32), **held)


def let_go(code: int, at_ms: int, **held: bool) -> KeyEvent:
    return KeyEvent(code + keymaps.X11_OFFSET, False, at_ms % (1 << 32), **held)


def stroke(code: int, at_ms: int, **held: bool) -> list[KeyEvent]:
    """Down and up again a millisecond later."""
    return [press(code, at_ms, **held), let_go(code, at_ms + 1, **held)]


def char(symbol: str, at_ms: int, layout: str = "us") -> list[KeyEvent]:
    """The strokes that type one character, Shift or AltGr around it."""
    table = LAYOUTS[layout]
    for code in table.plain:
        if table.plain[code] == symbol:
            return stroke(code, at_ms)
        if table.shifted.get(code) == symbol:
            shift = keymaps.KEY_LEFTSHIFT
            return [press(shift, at_ms), *stroke(code, at_ms, shift=True), let_go(shift, at_ms + 1)]
        if table.altgr.get(code) == symbol:
            altgr = keymaps.KEY_RIGHTALT
            return [press(altgr, at_ms), *stroke(code, at_ms), let_go(altgr, at_ms + 1)]
    raise KeyError(symbol)


def typed(text: str, at_ms: int, gap_ms: int, end: int | None = ENTER, layout: str = "us") -> list[KeyEvent]:
    """A text at one speed, ended by a key."""
    events = [event for n, symbol in enumerate(text) for event in char(symbol, at_ms + n * gap_ms, layout)]
    return events + (stroke(end, at_ms + len(text) * gap_ms) if end is not None else [])


@dataclass
class Window:
    """Does what the wedge's docstring asks of a window, on a clock of the events' own."""

    settings: WedgeSettings = field(default_factory=WedgeSettings)
    learned: Callable[[Pace], None] = nothing_learned
    reached: list[KeyEvent] = field(default_factory=list)
    scans: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    longest_wait_ms: int = 0

    def __post_init__(self) -> None:
        self.wedge = Wedge(self.settings, self.learned)
        self._due_ms: int | None = None
        self._now_ms = 0

    def feed(self, events: list[KeyEvent], then_wait: bool = True) -> None:
        for event in events:
            self._wait_until(event.at_ms)
            self._now_ms = event.at_ms
            decision = self.wedge.key(replace(event, token=event))
            self._obey(decision, event)
        if then_wait:
            self._wait_until(self._now_ms + 1000)

    def presses(self) -> list[int]:
        """Key codes (evdev) of the presses that reached the focused widget; modifiers left out."""
        codes = [event.code - keymaps.X11_OFFSET for event in self.reached if event.pressed]
        return [code for code in codes if code not in keymaps.MODIFIERS]

    def _wait_until(self, at_ms: int) -> None:
        while (
            self._due_ms is not None
            and (at_ms - self._due_ms) % (1 << 32) < 1 << 31
            and at_ms != self._due_ms
        ):
            self._now_ms = self._due_ms
            self._obey(self.wedge.tick(self._due_ms), None)

    def _obey(self, decision: Decision, event: KeyEvent | None) -> None:
        for held in decision.release:
            assert isinstance(held.token, KeyEvent)
            self.reached.append(held.token)
            self.longest_wait_ms = max(self.longest_wait_ms, (self._now_ms - held.at_ms) % (1 << 32))
        self.scans += [decision.scan] if decision.scan else []
        self.broken += [decision.broken] if decision.broken else []
        if event is not None and not decision.withhold:
            self.reached.append(event)
        self._due_ms = (self._now_ms + decision.tick_in_ms) % (1 << 32) if decision.tick_in_ms else None
