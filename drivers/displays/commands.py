"""The two command sets of customer displays, as bytes. Pure; any thread.

Every frame sets what it needs, so one that was lost, or a display that was switched off and on, is mended by
the next; none begins with a reset, which would flicker.

Sources: Epson DM-D110 specification (`ESC R`, `ESC t`, `US $`, `US C`, `US X`, `US MD1`); CD5220 user's
manual (`ESC Q A`, `ESC Q B`, `ESC f`, `ESC *`, `ESC _`).
"""

from collections.abc import Callable
from dataclasses import dataclass

_ESC, _US, _CR = b"\x1b", b"\x1f", b"\r"
_RESET = _ESC + b"@"


@dataclass(frozen=True, slots=True)
class Look:
    """page_number: of ESC t; brightness: 1 to 4, 0 leaves the display's own."""

    page_number: int = 0
    brightness: int = 0


@dataclass(frozen=True, slots=True)
class CommandSet:
    """begin: after the line was opened; frame: two rows of 20 bytes of text each."""

    begin: Callable[[Look], bytes]
    frame: Callable[[Look, bytes, bytes], bytes]


def _escpos_begin(look: Look) -> bytes:
    return _RESET


def _escpos_frame(look: Look, top: bytes, bottom: bytes) -> bytes:
    """Overwrite mode, American signs, page, no cursor; then each row from its first cell."""
    bright = _US + b"X" + bytes((look.brightness,)) if look.brightness else b""
    settings = _US + b"\x01" + _ESC + b"R\x00" + _ESC + b"t" + bytes((look.page_number,)) + _US + b"C\x00"
    return settings + bright + _US + b"$\x01\x01" + top + _US + b"$\x01\x02" + bottom


def _cd5220_begin(look: Look) -> bytes:
    """Its page is set on the display itself. Later, while rows stand, it takes nothing but rows."""
    bright = _ESC + b"*" + bytes((look.brightness,)) if look.brightness else b""
    return _RESET + _ESC + b"fA" + bright + _ESC + b"_\x00"


def _cd5220_frame(look: Look, top: bytes, bottom: bytes) -> bytes:
    return _ESC + b"QA" + top + _CR + _ESC + b"QB" + bottom + _CR


COMMAND_SETS = {
    "escpos": CommandSet(_escpos_begin, _escpos_frame),
    "cd5220": CommandSet(_cd5220_begin, _cd5220_frame),
}
