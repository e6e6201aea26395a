"""What a scanner in keyboard mode means by a physical key. Pure tables.

Keys are Linux input codes (include/uapi/linux/input-event-codes.h); X11 and Wayland give the same number
plus 8. The layout is the one that the *scanner* is set to, never the computer's: with a foreign layout or
Caps Lock on, characters come out garbled while the physical keys stay right. What each key types is
xkeyboard-config's word (key_tables.py); what a dead key does with the next key is that of Windows, which is
what scanners are made for.
"""

import unicodedata
from dataclasses import dataclass

from drivers.scanners import key_tables

X11_OFFSET = 8

KEY_TAB, KEY_ENTER, KEY_KPENTER, KEY_LINEFEED, KEY_RIGHTBRACE = 15, 28, 96, 101, 27
KEY_LEFTCTRL, KEY_RIGHTCTRL = 29, 97
KEY_LEFTSHIFT, KEY_RIGHTSHIFT = 42, 54
KEY_LEFTALT, KEY_RIGHTALT = 56, 100
KEY_CAPSLOCK, KEY_NUMLOCK, KEY_SCROLLLOCK = 58, 69, 70
KEY_LEFTMETA, KEY_RIGHTMETA = 125, 126
KEY_F8, KEY_KPPLUS, KEY_SPACE = 66, 78, 57

MODIFIERS = frozenset(
    (
        *(KEY_LEFTCTRL, KEY_RIGHTCTRL, KEY_LEFTSHIFT, KEY_RIGHTSHIFT, KEY_LEFTALT, KEY_RIGHTALT),
        *(KEY_CAPSLOCK, KEY_NUMLOCK, KEY_SCROLLLOCK, KEY_LEFTMETA, KEY_RIGHTMETA),
    )
)

# The pad is taken as digits whatever Num Lock and Shift say: a scanner that uses it means digits.
KEYPAD_DIGITS = dict(zip((71, 72, 73, 75, 76, 77, 79, 80, 81, 82), "7894561230", strict=True))
KEYPAD = KEYPAD_DIGITS | dict(zip((83, 55, 98, 74, KEY_KPPLUS), ".*/-+", strict=True))

# Accents that stand alone, by the combining character of their dead key.
_ACCENTS = dict(zip("\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308", "`´^~¯˘˙¨", strict=True)) | dict(
    zip("\u030a\u030b\u030c\u0327\u0328", "°˝ˇ¸˛", strict=True)
)
_COMBINING = {accent: combining for combining, accent in _ACCENTS.items()}

# Keys whose accent waits for the next key on Windows and not in xkeyboard-config: a scanner types a space
# after it. Microsoft's keyboards "French (Legacy, AZERTY)" and "Spanish": (key code, AltGr).
_DEAD_ON_WINDOWS = {"fr": ((3, True), (8, True)), "es": ((5, True),)}

_SHIFT, _ALTGR, _CAPS = 1, 2, 4


@dataclass(frozen=True, slots=True)
class Layout:
    """One keyboard layout: characters by key code. A dead key stands with its accent.

    states: all eight, as key_tables.STATES counts them. dead: (code, state) of keys that wait for a letter.
    pad: what the keypad types. has_altgr: else the right Alt key is an Alt key.
    """

    states: tuple[dict[int, str], ...]
    dead: frozenset[tuple[int, int]]
    pad: dict[int, str]
    has_altgr: bool

    @property
    def plain(self) -> dict[int, str]:
        """Without a modifier."""
        return self.states[0]

    @property
    def shifted(self) -> dict[int, str]:
        """With Shift."""
        return self.states[_SHIFT]

    @property
    def altgr(self) -> dict[int, str]:
        """With AltGr; empty where the layout has none."""
        return self.states[_ALTGR] if self.has_altgr else {}

    def char(self, code: int, shift: bool, altgr: bool, caps: bool = False) -> str | None:
        """The character of a key; None where the key has none. Keypad keys have theirs in every state."""
        if code in self.pad:
            return self.pad[code]
        return self.states[_SHIFT * shift + _ALTGR * altgr + _CAPS * caps].get(code)

    def is_dead(self, code: int, shift: bool, altgr: bool, caps: bool = False) -> bool:
        """Whether the key only prepares an accent for the next one."""
        return (code, _SHIFT * shift + _ALTGR * altgr + _CAPS * caps) in self.dead


def compose(accent: str, char: str) -> str:
    """What a dead key and the next character give: before a space the accent itself."""
    if char == " ":
        return accent
    whole = unicodedata.normalize("NFC", char + _COMBINING[accent])
    return whole if len(whole) == 1 else accent + char


def _layout(name: str, rows: tuple[str, ...]) -> Layout:
    *states, pad = rows
    chars = [
        {code: char for code, char in zip(key_tables.KEYS, row, strict=True) if char != "\0"}
        for row in states
    ]
    dead = {(code, n) for n, row in enumerate(chars) for code, char in row.items() if char in _ACCENTS}
    dead |= {
        (code, _ALTGR * altgr + _CAPS * caps)
        for code, altgr in _DEAD_ON_WINDOWS.get(name, ())
        for caps in (False, True)
    }
    return Layout(
        tuple({code: _ACCENTS.get(char, char) for code, char in row.items()} for row in chars),
        frozenset(dead),
        dict(zip(key_tables.PAD_KEYS, pad, strict=True)),
        states[0] != states[_ALTGR],
    )


LAYOUTS: dict[str, Layout] = {name: _layout(name, rows) for name, rows in key_tables.ROWS.items()}
