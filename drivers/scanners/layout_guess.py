"""Which keyboard layout a scanner is set to, from what a symbol says and what came of it. Pure.

The scanner pressed the keys that type the symbol's text in its own layout; they were read in another.
"""

from functools import cache
from itertools import islice

from drivers.scanners.keymaps import LAYOUTS, Layout

_MOST = 4
_STATES = ((False, False), (True, False), (False, True), (True, True))


def guessed_layout(drawn: str, came: str, configured: str) -> str:
    """The layouts that explain it, `es, it`; empty where none does or nothing is wrong.

    configured: the layout in which it was read. Control characters are not compared.
    """
    if drawn == came or configured not in LAYOUTS:
        return ""
    fitting = (name for name in LAYOUTS if name != configured and _explains(name, configured, drawn, came))
    return ", ".join(islice(fitting, _MOST))


def _explains(scanner: str, configured: str, drawn: str, came: str) -> bool:
    keys, read_in = _keys(scanner), LAYOUTS[configured]
    told, rest = 0, _plain(came)
    for char in _plain(drawn):
        key = keys.get(char)
        if key is None:
            return False
        read = _read(read_in, *key)
        if not rest.startswith(read):
            return False
        told += read != char
        rest = rest[len(read) :]
    return not rest and told > 0


def _read(layout: Layout, code: int, shift: bool, altgr: bool) -> str:
    if altgr and not layout.has_altgr:
        return ""  # an Alt key types nothing
    return layout.char(code, shift, altgr) or ""


def _plain(text: str) -> str:
    return "".join(char for char in text if char >= " ")


@cache
def _keys(name: str) -> dict[str, tuple[int, bool, bool]]:
    """The key that types each character, with the fewest modifiers."""
    layout, keys = LAYOUTS[name], dict[str, tuple[int, bool, bool]]()
    for shift, altgr in _STATES:
        if altgr and not layout.has_altgr:
            continue
        for code, char in layout.states[shift + 2 * altgr].items():
            if not layout.is_dead(code, shift, altgr):
                keys.setdefault(char, (code, shift, altgr))
    return keys
