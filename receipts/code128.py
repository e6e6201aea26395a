"""CODE128 symbols (ISO/IEC 15417): bytes for a printer's own barcode function, and bars for all others.

Pure. Code set B carries all printable ASCII; runs of digits go into set C where the paper is too narrow
otherwise.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from barcode.charsets.code128 import CODES, STOP

from pos_terminal.errors import Bug

_START = {"B": 104, "C": 105}
_SWITCH = {"B": 100, "C": 99}
_END_BAR = "11"
_QUIET_MODULES = 20
_DIGITS = re.compile(r"((?:\d\d){2,})")

# Real-time commands (DLE EOT, DLE ENQ, DLE DC4) that pairs of digits in code set C would spell.
_REAL_TIME = {(16, 4), (16, 5), (16, 20)}


@dataclass(frozen=True, slots=True)
class Symbol:
    """native: what follows the length byte of `GS k 73`. modules: 1 is a bar, without quiet zones."""

    native: bytes
    modules: str
    module_dots: int

    @property
    def dots(self) -> int:
        """Its length."""
        return len(self.modules) * self.module_dots


def symbol(text: str, width_dots: int) -> Symbol:
    """The symbol of a text, with the widest bars that the paper takes.

    Longer than width_dots where even bars of 2 dots are too wide.     Raises Bug for anything but printable
    ASCII: a receipt's number holds nothing else.
    """
    if not text or not text.isascii() or not text.isprintable():
        raise Bug(f"{text!r} cannot stand in a CODE128 barcode.")
    plain = _encode([("B", text)])
    if len(plain.modules) * 2 > width_dots:
        parts = [("C" if part.isdigit() else "B", part) for part in _DIGITS.split(text) if part]
        dense = _encode(parts)
        if len(dense.modules) < len(plain.modules) and not _is_risky(dense.native):
            plain = dense
    module_dots = 3 if (len(plain.modules) + _QUIET_MODULES) * 3 <= width_dots else 2
    return Symbol(plain.native, plain.modules, module_dots)


def _encode(parts: list[tuple[str, str]]) -> Symbol:
    values: list[int] = []
    native = b""
    for index, (code_set, part) in enumerate(parts):
        values.append(_SWITCH[code_set] if index else _START[code_set])
        native += b"{" + code_set.encode()
        if code_set == "C":
            pairs = [int(part[at : at + 2]) for at in range(0, len(part), 2)]
            values += pairs
            native += bytes(pairs)
        else:
            values += [ord(char) - 32 for char in part]
            native += part.replace("{", "{{").encode("ascii")
    check = (values[0] + sum(place * value for place, value in enumerate(values[1:], 1))) % 103
    modules = "".join(CODES[value] for value in [*values, check]) + STOP + _END_BAR
    return Symbol(native, modules, 2)


def _is_risky(native: bytes) -> bool:
    return any(pair in _REAL_TIME for pair in pairwise(native))
