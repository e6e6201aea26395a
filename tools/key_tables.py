"""Writes drivers/scanners/key_tables.py from xkeyboard-config, compiled by X.Org's xkbcomp.

`python -m tools.key_tables` writes it; `--check` says whether it is fresh (a test calls that). Needs the
Debian packages xkb-data, x11-xkb-utils and x11proto-dev. What it makes is tested against libxkbcommon,
another compiler of the same data: tests/unit/drivers/test_keymaps.py.
"""

import argparse
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "drivers" / "scanners" / "key_tables.py"
VERSION_FILE = Path("/usr/share/pkgconfig/xkeyboard-config.pc")
KEYSYMS = Path("/usr/include/X11/keysymdef.h")

# Our name and the name of xkeyboard-config.
LAYOUTS = {
    **{name: name for name in ("us", "gb", "de", "fr", "be", "es", "it")},
    "ch_de": "ch",
    "ch_fr": "ch(fr)",
    **{name: name for name in ("dk", "no", "se", "fi", "ru", "pt", "nl")},
}

# The states of a key, in the order of the table.
STATES = ("plain", "shift", "altgr", "shift+altgr", "caps", "caps+shift", "caps+altgr", "caps+shift+altgr")
_MODIFIERS = {"shift": "Shift", "caps": "Lock", "altgr": "LevelThree"}

# Dead keys by the combining character that they stand for; others type nothing.
DEAD = {
    "dead_grave": 0x300,
    "dead_acute": 0x301,
    "dead_circumflex": 0x302,
    "dead_tilde": 0x303,
    "dead_macron": 0x304,
    "dead_breve": 0x306,
    "dead_abovedot": 0x307,
    "dead_diaeresis": 0x308,
    "dead_abovering": 0x30A,
    "dead_doubleacute": 0x30B,
    "dead_caron": 0x30C,
    "dead_cedilla": 0x327,
    "dead_ogonek": 0x328,
}
_PAD = dict(
    zip(("Decimal", "Separator", "Divide", "Multiply", "Subtract", "Add", "Equal"), ".,/*-+=", strict=True)
)

# The pad, and the keys beside it that keyboards with a large pad have (= and ,).
_PAD_CODES = (55, *range(71, 84), 98, 117, 121)

NONE = "\0"
_WIDE = 96

_KEY = re.compile(r"key\s+<(\w+)>\s*\{(.*?)\};", re.DOTALL)
_LEVELS = re.compile(r"\[([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class KeyType:
    """How the modifiers choose a level: what it looks at, level by modifiers, and what it does not use up."""

    modifiers: frozenset[str]
    levels: dict[frozenset[str], int]
    preserved: dict[frozenset[str], frozenset[str]]

    def level(self, held: frozenset[str]) -> tuple[int, bool]:
        """Index of the level, and whether Caps Lock is left over to make a capital of it."""
        relevant = held & self.modifiers
        used = self.modifiers - self.preserved.get(relevant, frozenset())
        return self.levels.get(relevant, 0), "Lock" in held and "Lock" not in used


class Compiled:
    """One layout as xkbcomp resolved it."""

    def __init__(self, text: str, keysyms: dict[str, str]) -> None:
        self._keysyms = keysyms
        sections = re.split(r"^xkb_(keycodes|types|compatibility|symbols) .*\{$", text, flags=re.MULTILINE)
        part = dict(zip(sections[1::2], sections[2::2], strict=True))
        self._codes = {
            name: int(code) - 8 for name, code in re.findall(r"<(\S+)> = (\d+);", part["keycodes"])
        }
        self._types = dict(_types(part["types"]))
        self._keys = dict(self._read(part["symbols"]))
        self._has_altgr = self._keys[100][1][:1] == ["ISO_Level3_Shift"]

    def codes(self) -> list[int]:
        """Key codes (evdev) with symbols."""
        return sorted(self._keys)

    def char(self, code: int, state: str, num_lock: bool = False) -> str:
        """The character, the combining one of a dead key, or NONE."""
        if code not in self._keys:
            return NONE
        held = {_MODIFIERS[word] for word in state.split("+") if word in _MODIFIERS}
        if not self._has_altgr:
            held.discard("LevelThree")
        if num_lock:
            held.add("NumLock")
        type_name, symbols = self._keys[code]
        level, capital = self._types[type_name].level(frozenset(held))
        name = symbols[level] if level < len(symbols) else "NoSymbol"
        char = chr(DEAD[name]) if name in DEAD else self._keysyms.get(name, NONE)
        return _capital(char) if capital else char

    def _read(self, symbols: str) -> Iterator[tuple[int, tuple[str, list[str]]]]:
        for name, body in _KEY.findall(symbols):
            levels = _LEVELS.findall(re.sub(r"\[Group\d\]", "", body))
            if levels and name in self._codes:
                names = [symbol.strip() for symbol in levels[0].split(",")]
                found = re.search(r'type(?:\[Group1\])?= "([^"]+)"', body)
                yield self._codes[name], (found[1] if found else self._automatic(names), names)

    def _automatic(self, names: list[str]) -> str:
        """The type of a key that states none: X Keyboard Extension, protocol, 12.2.3."""
        if len(names) < 2:
            return "ONE_LEVEL"
        first, second, *rest = (self._keysyms.get(name, NONE) for name in names)
        pad = any(name.startswith("KP_") for name in names[:2])
        alphabetic = first.islower() and first.upper() == second
        if not rest:
            return "ALPHABETIC" if alphabetic else "KEYPAD" if pad else "TWO_LEVEL"
        if alphabetic:
            both = rest[0].islower() and rest[0].upper() == rest[-1]
            return "FOUR_LEVEL_ALPHABETIC" if both else "FOUR_LEVEL_SEMIALPHABETIC"
        return "FOUR_LEVEL_KEYPAD" if pad else "FOUR_LEVEL"


def _types(text: str) -> Iterator[tuple[str, KeyType]]:
    for name, body in re.findall(r'type "([^"]+)" \{(.*?)\n    \};', text, re.DOTALL):
        modifiers = re.search(r"modifiers= ([^;]+);", body)
        levels = {_names(held): int(n) - 1 for held, n in re.findall(r"map\[([^\]]+)\]= Level(\d+);", body)}
        kept = {_names(held): _names(by) for held, by in re.findall(r"preserve\[([^\]]+)\]= ([^;]+);", body)}
        yield name, KeyType(_names(modifiers[1] if modifiers else "none"), levels, kept)


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split("+")) - {"none"}


def _capital(char: str) -> str:
    """The capital that goes with a small letter; µ and ı have none of their own."""
    upper = char.upper()
    return upper if len(upper) == 1 and char not in "µı" else char


def keysyms() -> dict[str, str]:
    """Characters by the name of their keysym."""
    named = re.findall(r"#define XK_(\w+)\s+0x\w+\s*/\*[ (]*U\+([0-9A-F]{4,6})", KEYSYMS.read_text("utf-8"))
    found = {name: chr(int(code, 16)) for name, code in named}
    found |= {f"U{code:04X}": chr(code) for code in range(0x20, 0x10000)}
    return (
        found | {f"KP_{digit}": str(digit) for digit in range(10)} | {f"KP_{n}": c for n, c in _PAD.items()}
    )


def compiled(layout: str, names: dict[str, str]) -> Compiled:
    """One layout of xkeyboard-config."""
    source = (
        'xkb_keymap { xkb_keycodes { include "evdev+aliases(qwerty)" }; xkb_types { include "complete" };'
        f' xkb_compat {{ include "complete" }}; xkb_symbols {{ include "pc+{layout}+inet(evdev)" }}; }};'
    )
    command = ["xkbcomp", "-w", "0", "-xkb", "-", "-"]
    done = subprocess.run(command, input=source, capture_output=True, text=True, check=True, timeout=60)
    return Compiled(done.stdout, names)


def missing() -> str:
    """What the machine lacks, as a sentence; empty when the table can be made."""
    if shutil.which("xkbcomp") and VERSION_FILE.exists() and KEYSYMS.exists():
        return ""
    return "The key tables need xkb-data, x11-xkb-utils and x11proto-dev: install them with apt-get."


def version() -> str:
    """The version of xkeyboard-config on this machine."""
    return VERSION_FILE.read_text("utf-8").rpartition("Version: ")[2].strip()


def module() -> str:
    """The text of drivers/scanners/key_tables.py."""
    names = keysyms()
    layouts = {ours: compiled(theirs, names) for ours, theirs in LAYOUTS.items()}
    pad = [code for code in _PAD_CODES if layouts["us"].char(code, "plain", True) != NONE]
    keys = [
        code
        for code in range(1, 248)
        if code not in pad
        and any(layout.char(code, state) != NONE for layout in layouts.values() for state in STATES)
    ]
    lines = [_HEAD.format(version=version(), states=", ".join(STATES))]
    lines += [f'VERSION = "{version()}"', _numbers("KEYS", keys), _numbers("PAD_KEYS", pad)]
    lines.append("ROWS: dict[str, tuple[str, ...]] = {")
    for name, layout in layouts.items():
        rows = ["".join(layout.char(code, state) for code in keys) for state in STATES]
        rows.append("".join(layout.char(code, "plain", True) for code in pad))
        lines.append(f'"{name}": ({", ".join(map(_text, rows))}),')
    return _formatted("\n".join([*lines, "}", ""]))


def _formatted(source: str) -> str:
    command = [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(TARGET), "-"]
    return subprocess.run(
        command, input=source, capture_output=True, text=True, check=True, timeout=60, cwd=ROOT
    ).stdout


def _numbers(name: str, codes: list[int]) -> str:
    """A tuple that says runs as ranges."""
    runs: list[list[int]] = []
    for code in codes:
        if runs and runs[-1][-1] == code - 1:
            runs[-1].append(code)
        else:
            runs.append([code])
    parts = (f"*range({run[0]}, {run[-1] + 1})" if run[1:] else str(run[0]) for run in runs)
    return f"{name} = ({', '.join(parts)})"


def _text(chars: str) -> str:
    """A string literal in pieces that fit the line."""
    pieces = [""]
    for shown in map(_shown, chars):
        if len(pieces[-1]) + len(shown) > _WIDE:
            pieces.append("")
        pieces[-1] += shown
    return " ".join(f'"{piece}"' for piece in pieces)


def _shown(char: str) -> str:
    if char == NONE:
        return "\\0"
    if char in '"\\':
        return "\\" + char
    printable = char.isprintable() and not unicodedata.combining(char)
    return char if printable else f"\\u{ord(char):04x}"


_HEAD = '''\
"""What each key types in each layout. Made from xkeyboard-config {version} by tools/key_tables.py.

xkeyboard-config is under MIT and like licences (LICENSE-xkeyboard-config.txt). Pure data for keymaps.py.

ROWS: for each layout one string a state and one for the pad with Num Lock on; a character a key of KEYS (of
PAD_KEYS), in their order. NUL: the key types nothing. A combining character: a dead key.
States: {states}.
"""

'''


def main() -> int:
    """Write the table, or check it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="only say whether it is fresh")
    asked = parser.parse_args()
    if problem := missing():
        print(problem, file=sys.stderr)
        return 1
    if not asked.check:
        TARGET.write_text(module(), encoding="utf-8")
        return 0
    if TARGET.read_text("utf-8") == module():
        return 0
    print("The key tables are stale: run python -m tools.key_tables.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
