"""What a scanner in keyboard mode means by a physical key. Pure tables.

Keys are Linux input codes (include/uapi/linux/input-event-codes.h); X11 and Wayland give the same number
plus 8. The layout is the one that the *scanner* is set to, never the computer's: with a foreign layout or
Caps Lock on, characters come out garbled while the physical keys stay right.
"""

import unicodedata
from dataclasses import dataclass

X11_OFFSET = 8

KEY_TAB, KEY_ENTER, KEY_KPENTER, KEY_LINEFEED, KEY_RIGHTBRACE = 15, 28, 96, 101, 27
KEY_LEFTCTRL, KEY_RIGHTCTRL = 29, 97
KEY_LEFTSHIFT, KEY_RIGHTSHIFT = 42, 54
KEY_LEFTALT, KEY_RIGHTALT = 56, 100
KEY_CAPSLOCK, KEY_NUMLOCK, KEY_SCROLLLOCK = 58, 69, 70
KEY_LEFTMETA, KEY_RIGHTMETA = 125, 126

MODIFIERS = frozenset(
    (
        *(KEY_LEFTCTRL, KEY_RIGHTCTRL, KEY_LEFTSHIFT, KEY_RIGHTSHIFT, KEY_LEFTALT, KEY_RIGHTALT),
        *(KEY_CAPSLOCK, KEY_NUMLOCK, KEY_SCROLLLOCK, KEY_LEFTMETA, KEY_RIGHTMETA),
    )
)

# The pad is taken as digits whatever Num Lock says: a scanner that uses it means digits.
KEYPAD_DIGITS = dict(zip((71, 72, 73, 75, 76, 77, 79, 80, 81, 82), "7894561230", strict=True))
KEYPAD = KEYPAD_DIGITS | dict(zip((83, 55, 98, 74, 78), ".*/-+", strict=True))

# Key codes row by row, as the strings below list their characters.
_ROWS = (
    (41, *range(2, 14)),
    tuple(range(16, 28)),
    tuple(range(30, 41)),
    (43,),
    tuple(range(44, 54)),
    (86,),
    (57,),
)

_COMBINING = {"^": "\u0302", "´": "\u0301", "`": "\u0300", "¨": "\u0308"}


@dataclass(frozen=True, slots=True)
class Layout:
    """One keyboard layout: characters by key code. dead: (code, shifted) of keys that wait for a letter."""

    plain: dict[int, str]
    shifted: dict[int, str]
    altgr: dict[int, str]
    dead: frozenset[tuple[int, bool]] = frozenset()

    def char(self, code: int, shift: bool, altgr: bool) -> str | None:
        """The character of a key; None where the key has none. Keypad keys have theirs in every state."""
        if code in KEYPAD:
            return KEYPAD[code]
        if altgr:
            return self.altgr.get(code)
        return (self.shifted if shift else self.plain).get(code)

    def is_dead(self, code: int, shift: bool, altgr: bool) -> bool:
        """Whether the key only prepares an accent for the next one."""
        return not altgr and (code, shift) in self.dead


def compose(accent: str, char: str) -> str:
    """What a dead key and the next character give: before a space the accent itself."""
    if char == " ":
        return accent
    whole = unicodedata.normalize("NFC", char + _COMBINING[accent])
    return whole if len(whole) == 1 else accent + char


def _by_code(rows: tuple[str, ...]) -> dict[int, str]:
    return {
        code: char
        for codes, chars in zip(_ROWS, rows, strict=True)
        for code, char in zip(codes, chars, strict=True)
    }


LAYOUTS: dict[str, Layout] = {
    "us": Layout(
        plain=_by_code(("`1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "\\", "zxcvbnm,./", "<", " ")),
        shifted=_by_code(("~!@#$%^&*()_+", "QWERTYUIOP{}", 'ASDFGHJKL:"', "|", "ZXCVBNM<>?", ">", " ")),
        altgr={},
    ),
    "de": Layout(
        plain=_by_code(("^1234567890ß´", "qwertzuiopü+", "asdfghjklöä", "#", "yxcvbnm,.-", "<", " ")),
        shifted=_by_code(('°!"§$%&/()=?`', "QWERTZUIOPÜ*", "ASDFGHJKLÖÄ", "'", "YXCVBNM;:_", ">", " ")),
        altgr={
            3: "²",
            4: "³",
            8: "{",
            9: "[",
            10: "]",
            11: "}",
            12: "\\",
            16: "@",
            18: "€",
            27: "~",
            50: "µ",
            86: "|",
        },
        dead=frozenset(((41, False), (13, False), (13, True))),
    ),
    "fr": Layout(
        plain=_by_code(("²&é\"'(-è_çà)=", "azertyuiop^$", "qsdfghjklmù", "*", "wxcvbn,;:!", "<", " ")),
        shifted=_by_code(("~1234567890°+", "AZERTYUIOP¨£", "QSDFGHJKLM%", "µ", "WXCVBN?./§", ">", " ")),
        altgr={
            3: "~",
            4: "#",
            5: "{",
            6: "[",
            7: "|",
            8: "`",
            9: "\\",
            10: "^",
            11: "@",
            12: "]",
            13: "}",
            18: "€",
        },
        dead=frozenset(((26, False), (26, True))),
    ),
}
