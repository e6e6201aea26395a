"""What the keys of a burst type, by the scanner's layout. Pure; runs on the GUI thread.

It looks at physical keys only: what the computer's own layout and Caps Lock make of them does not matter. A
scanner that presses Caps Lock itself (just before its letters, or among them) means it; a person's Caps Lock
is none of its business.
"""

from collections.abc import Iterable
from typing import Protocol

from drivers.scanners import keymaps
from drivers.scanners.key_decoder import alt_char
from drivers.scanners.keymaps import LAYOUTS
from drivers.scanners.wedge_burst import Kind, Stroke

# Linefeed: how some programs and scanners type LF; no hand has such a key.
_ENTER_KEYS = (keymaps.KEY_ENTER, keymaps.KEY_KPENTER, keymaps.KEY_LINEFEED, keymaps.KEY_TAB)
_GS, _STX = "\x1d", "\x02"
_ENDS = ("\r", "\n", "\t", "\x03")
_CAPS_MS = 90
# 0 and seven digits reach all of Unicode.
_MOST_ALT_DIGITS = 8


class Held(Protocol):
    """What of a key event is looked at."""

    @property
    def shift(self) -> bool:
        """Shift is down."""

    @property
    def ctrl(self) -> bool:
        """Ctrl is down."""

    @property
    def alt(self) -> bool:
        """Alt is down."""


class KeyReader:
    """The modifiers, and what each key means under them."""

    def __init__(self, layout: str, gs_keys: frozenset[int]) -> None:
        self._layout = LAYOUTS[layout]
        self._gs_keys = gs_keys
        self._alt = ""
        self._right_alt = False
        self._caps = False
        self._caps_ms = 0

    def forget(self, *, keys_too: bool = False) -> None:
        """A burst is over; keys_too: nothing is known of what is down."""
        self._alt = ""
        if keys_too:
            self._right_alt = self._caps = False

    def modifier(self, code: int, pressed: bool, now_ms: int, *, in_burst: bool) -> bool:
        """A modifier went up or down; whether that ended a character of Alt and digits."""
        if code == keymaps.KEY_RIGHTALT:
            self._right_alt = pressed
        elif code == keymaps.KEY_CAPSLOCK and pressed:
            self._caps = not (self._caps and (in_burst or now_ms - self._caps_ms <= _CAPS_MS))
            self._caps_ms = now_ms
        elif code == keymaps.KEY_LEFTALT and not pressed and self._alt:
            self._alt = ""
            return True
        return False

    def read(self, code: int, held: Held, now_ms: int, *, in_burst: bool) -> tuple[Kind, str] | None:
        """What a key is and types; None where that is nothing."""
        if self._caps and not in_burst and now_ms - self._caps_ms > _CAPS_MS:
            self._caps = False
        if code in self._gs_keys:
            return "char", _GS
        altgr = self._layout.has_altgr and (self._right_alt or (held.ctrl and held.alt))
        if held.ctrl and not altgr:
            return self._ctrl(code, in_burst=in_burst)
        if held.alt and not altgr:
            return self._alt_digit(code, shift=held.shift)
        if code in _ENTER_KEYS and not (held.shift and code == keymaps.KEY_TAB):
            return "end", ""
        char = self._layout.char(code, held.shift, altgr, self._caps)
        if char is None:
            return None
        return "dead" if self._layout.is_dead(code, held.shift, altgr, self._caps) else "char", char

    def _ctrl(self, code: int, *, in_burst: bool) -> tuple[Kind, str] | None:
        """Of a person's Ctrl+keys only two wait: GS and STX; inside a burst they all are the scanner's."""
        char = self._layout.char(code, False, False) or ""
        control = chr(ord(char.upper()) & 0x1F) if char.isascii() and char.isalpha() else ""
        # GS is on the key right of P whatever the layout says.
        if char == "]" or code == keymaps.KEY_RIGHTBRACE:
            return "char", _GS
        if control in _ENDS and in_burst:
            return "end", ""
        return ("other", "") if in_burst or control == _STX else None

    def _alt_digit(self, code: int, *, shift: bool) -> tuple[Kind, str] | None:
        """A digit of Alt and the pad; hexadecimal after the pad's plus."""
        digit = keymaps.KEYPAD_DIGITS.get(code, "")
        if code == keymaps.KEY_KPPLUS and not self._alt:
            digit = "+"
        elif self._alt.startswith("+") and not digit:
            char = self._layout.char(code, shift, False) or ""
            digit = char if char and char in "0123456789abcdefABCDEF" else ""
        if not digit or len(self._alt) >= _MOST_ALT_DIGITS:
            return None
        self._alt += digit
        return "alt", digit


def text_of(strokes: Iterable[Stroke]) -> str:
    """What these keys type together: dead keys and Alt codes made whole, of control characters only GS."""
    found: list[str] = []
    accent = alt = ""
    for stroke in strokes:
        if stroke.kind == "alt":
            alt += stroke.text
            continue
        text = stroke.text
        if stroke.kind == "alt_end":
            text, alt = alt_char(alt), ""
            text = text if text >= " " or text == _GS else ""
        elif stroke.kind == "dead":
            # Windows types both of two accents.
            found, accent = ([*found, accent + text], "") if accent else (found, text)
            continue
        if text and accent:
            text, accent = keymaps.compose(accent, text), ""
        found.append(text)
    return "".join(found) + accent
