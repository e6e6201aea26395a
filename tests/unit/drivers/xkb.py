"""libxkbcommon by ctypes: what a key types in a layout, said by a compiler and a state machine not ours."""

import ctypes
import ctypes.util
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from drivers.scanners import key_tables

VERSION_FILE = Path("/usr/share/pkgconfig/xkeyboard-config.pc")
X11_OFFSET = 8
LEFT_SHIFT, CAPS_LOCK, NUM_LOCK, RIGHT_ALT = 42, 58, 69, 100

# Layout and variant by our name.
VARIANTS = {"ch_de": ("ch", ""), "ch_fr": ("ch", "fr")}

# Accents that stand alone, by the names of the dead keys that scanners may type.
DEAD = {
    "dead_grave": "`",
    "dead_acute": "´",
    "dead_circumflex": "^",
    "dead_tilde": "~",
    "dead_macron": "¯",
    "dead_breve": "˘",
    "dead_abovedot": "˙",
    "dead_diaeresis": "¨",
    "dead_abovering": "°",
    "dead_doubleacute": "˝",
    "dead_caron": "ˇ",
    "dead_cedilla": "¸",
    "dead_ogonek": "˛",
}

# Dead on Windows and plain text in xkeyboard-config (keymaps.py says why): layout, key code.
DEAD_ON_WINDOWS = {("fr", 3), ("fr", 8), ("es", 5)}


class _Names(ctypes.Structure):
    _fields_ = [(field, ctypes.c_char_p) for field in ("rules", "model", "layout", "variant", "options")]


@dataclass(frozen=True, slots=True)
class Key:
    """What a key gives: its text, and the name of its symbol."""

    text: str
    symbol: str


@cache
def _library() -> ctypes.CDLL | None:
    name = ctypes.util.find_library("xkbcommon")
    if name is None:
        return None
    library = ctypes.CDLL(name)
    for function in ("xkb_context_new", "xkb_keymap_new_from_names", "xkb_state_new"):
        getattr(library, function).restype = ctypes.c_void_p
    return library


def is_there() -> bool:
    """Whether the library and the data that our table was made of are on this machine."""
    found = VERSION_FILE.read_text("utf-8") if VERSION_FILE.exists() else ""
    return _library() is not None and f"Version: {key_tables.VERSION}\n" in found


def needed() -> ctypes.CDLL:
    """The library, else the test is skipped."""
    library = _library()
    if library is None:
        pytest.skip("libxkbcommon is not on this machine: nothing to check the key tables against.")
    if not is_there():
        pytest.skip(f"The key tables are of xkeyboard-config {key_tables.VERSION}, this machine has another.")
    return library


class Keyboard:
    """One keyboard in one layout, all keys up."""

    def __init__(self, name: str) -> None:
        self._library = library = needed()
        layout, variant = VARIANTS.get(name, (name, ""))
        names = _Names(b"evdev", b"pc105", layout.encode(), variant.encode(), b"")
        context = ctypes.c_void_p(library.xkb_context_new(0))
        keymap = ctypes.c_void_p(library.xkb_keymap_new_from_names(context, ctypes.byref(names), 0))
        assert keymap.value, f"libxkbcommon knows no layout {name}"
        self._state = ctypes.c_void_p(library.xkb_state_new(keymap))
        library.xkb_keymap_unref(keymap)
        library.xkb_context_unref(context)

    def press(self, code: int) -> None:
        self._library.xkb_state_update_key(self._state, code + X11_OFFSET, 1)

    def let_go(self, code: int) -> None:
        self._library.xkb_state_update_key(self._state, code + X11_OFFSET, 0)

    def tap(self, code: int) -> None:
        self.press(code)
        self.let_go(code)

    def key(self, code: int) -> Key:
        """What the key would type now."""
        text, name = ctypes.create_string_buffer(64), ctypes.create_string_buffer(64)
        self._library.xkb_state_key_get_utf8(self._state, code + X11_OFFSET, text, 64)
        symbol = self._library.xkb_state_key_get_one_sym(self._state, code + X11_OFFSET)
        self._library.xkb_keysym_get_name(symbol, name, 64)
        return Key(text.value.decode(), name.value.decode())

    def close(self) -> None:
        self._library.xkb_state_unref(self._state)
