"""The pulse that opens a cash drawer on a printer. Pure.

SAFETY: ask for the printer's status first. While a printer is offline it keeps `ESC p` in its buffer and
opens the drawer later, with nobody there. `DLE DC4` acts at once or not at all, where a model has it.
Source: ESC/POS `ESC p m t1 t2` (times of 2 ms) and `DLE DC4 fn m t` with fn 1 (times of 100 ms, 1 to 8).
"""

from dataclasses import dataclass
from typing import Literal

Pin = Literal[2, 5]
Form = Literal["auto", "esc_p", "dle_dc4"]

_LONGEST_MS = 510


@dataclass(frozen=True, slots=True)
class Pulses:
    """How one drawer is opened. in_turn: while the printer is on line; at_once: while it is not.

    at_once empty: then it is not opened at all.
    """

    in_turn: bytes
    at_once: bytes


def pulses(form: Form = "auto", pin: Pin = 2, on_ms: int = 120, off_ms: int = 240) -> Pulses:
    """The pulses of a form. auto: ESC p where the printer carries it out now, else DLE DC4, now or never."""
    at_once = b"" if form == "esc_p" else pulse_at_once(pin, on_ms)
    return Pulses(at_once if form == "dle_dc4" else pulse(pin, on_ms, off_ms), at_once)


def pulse(pin: Pin = 2, on_ms: int = 120, off_ms: int = 240) -> bytes:
    """ESC p: in its turn with what is printed. on_ms, off_ms: 2 to 510; off lasts at least as long as on.

    Without both times some drawers open only every second time.
    """
    if not (2 <= on_ms <= _LONGEST_MS and 2 <= off_ms <= _LONGEST_MS):
        raise ValueError("A drawer pulse is on and off for 2 to 510 ms each.")
    return bytes((0x1B, 0x70, _connector(pin), on_ms // 2, max(on_ms, off_ms) // 2))


def pulse_at_once(pin: Pin = 2, on_ms: int = 200) -> bytes:
    """DLE DC4: overtakes what the printer has in its buffer. on_ms: rounded up to 100, at most 800."""
    if not 0 < on_ms <= 800:
        raise ValueError("A real-time drawer pulse is on for 1 to 800 ms.")
    return bytes((0x10, 0x14, 0x01, _connector(pin), -(-on_ms // 100)))


def _connector(pin: Pin) -> int:
    return 0 if pin == 2 else 1
