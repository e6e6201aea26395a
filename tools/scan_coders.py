"""How a scanner puts a code on its wire, whole, in halves and with faults, and what the till must make of it.

What must arrive is a list of items: a code's text, a broken scan as its reason in brackets. Pure but for the
clock that key events begin with.
"""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from drivers.scanners.key_decoder import SETTLE_NS
from tools.scan_keys import KeyWriter
from tools.scan_lines import HID_REPORT_BYTES

_HID_DATA_BYTES = 56
_PAUSE_NS = 400_000_000


@dataclass(frozen=True, slots=True)
class Sent:
    """Bytes on the wire and the items that they must become."""

    wire: bytes
    items: tuple[str, ...]


class Coder(Protocol):
    """One way to send codes."""

    def begin(self) -> None:
        """The till has opened the device (again)."""

    def whole(self, text: str) -> Sent:
        """A code as it should be sent."""

    def half(self, text: str) -> bytes:
        """The beginning of a code: what is over when the plug is pulled."""

    def faults(self) -> Sequence[Callable[[str, str], Sent]]:
        """What can go wrong on this wire, for two codes that were never sent."""


class BytesCoder:
    """Codes as bytes: serial lines and sockets.

    window: the till is set to take the same code again for a bounce. marks: the prefix is a control
    character. needs: the till is told the prefix.
    """

    def __init__(
        self,
        prefix: bytes,
        suffix: bytes,
        *,
        window: bool = False,
        needs: bool = False,
        repeats_end: bool = True,
    ) -> None:
        self._prefix, self._suffix = prefix, suffix
        self._window, self._needs = window, needs
        self._repeats_end = repeats_end

    def begin(self) -> None:
        """Nothing to do."""

    def whole(self, text: str) -> Sent:
        return Sent(self._prefix + text.encode() + self._suffix, (text,))

    def half(self, text: str) -> bytes:
        body = text.encode()
        return self._prefix + body[: len(body) // 2]

    def faults(self) -> Sequence[Callable[[str, str], Sent]]:
        if not self._suffix:
            return (self._latin_1, self._controls)
        found = [self._again, self._garbage, self._latin_1, self._controls, self._nothing]
        if self._repeats_end:
            found.append(self._end_twice)
        if self._needs:
            found.append(self._no_prefix)
        elif self._prefix:
            found.append(self._no_end)
        return found

    def _again(self, text: str, other: str) -> Sent:
        """The same once more: a bounce where a window is set, else another unit of the article."""
        wire = self.whole(text).wire
        return Sent(wire + wire, (text,) if self._window else (text, text))

    def _garbage(self, text: str, other: str) -> Sent:
        noise = self._prefix + b"\xfe" * 700 + self._suffix
        return Sent(noise + self.whole(text).wire, ("(too_long)", text))

    def _latin_1(self, text: str, other: str) -> Sent:
        text += "äöüß"
        return Sent(self._prefix + text.encode("latin-1") + self._suffix, (text,))

    def _controls(self, text: str, other: str) -> Sent:
        half = len(text) // 2
        body = text[:half].encode() + b"\x00\x07\x1b\x7f" + text[half:].encode()
        # What is left of a number with a gap would be another number.
        number = text.isdigit() or (text.startswith("]") and text[3:].isdigit())
        return Sent(self._prefix + body + self._suffix, ("(garbage)" if number else text,))

    def _nothing(self, text: str, other: str) -> Sent:
        """Scans without a code, as after a doubled end."""
        return Sent(3 * (self._prefix + self._suffix) + self.whole(text).wire, (text,))

    def _end_twice(self, text: str, other: str) -> Sent:
        return Sent(self.whole(text).wire + self._suffix, (text,))

    def _no_end(self, text: str, other: str) -> Sent:
        """The end of one was lost: what comes of it and the next is neither."""
        return Sent(self._prefix + text.encode() + self.whole(other).wire, ("(merged)",))

    def _no_prefix(self, text: str, other: str) -> Sent:
        return Sent(text[2:].encode() + self._suffix + self.whole(other).wire, ("(no_prefix)", other))


class KeysCoder:
    """Codes as keys."""

    def __init__(self, layout: str, end: int, chance: random.Random) -> None:
        self._keys = KeyWriter(layout, end, chance)

    def begin(self) -> None:
        self._keys.begin(time.monotonic_ns() + 2 * SETTLE_NS)

    def whole(self, text: str) -> Sent:
        # Two scans of one code so close would be a bounce.
        return Sent(self._keys.scan(text), (text,))

    def half(self, text: str) -> bytes:
        return self._keys.typed(text[: max(1, len(text) // 2)])

    def faults(self) -> Sequence[Callable[[str, str], Sent]]:
        return (self._bounce, self._another, self._overrun)

    def _bounce(self, text: str, other: str) -> Sent:
        wire = self._keys.scan(text[:8])
        return Sent(wire + self._keys.scan(text[:8]), (text[:8],))

    def _another(self, text: str, other: str) -> Sent:
        wire = self._keys.scan(text)
        self._keys.wait(_PAUSE_NS)
        return Sent(wire + self._keys.scan(text), (text, text))

    def _overrun(self, text: str, other: str) -> Sent:
        """The kernel had no room for the middle of a scan."""
        wire = self._keys.typed(text[:2]) + self._keys.dropped() + self._keys.scan(text[5:])
        return Sent(wire + self._keys.scan(other), ("(overrun)", other))


class HidCoder:
    """Codes as reports of the HID-POS mode."""

    def begin(self) -> None:
        """Nothing to do."""

    def whole(self, text: str) -> Sent:
        return Sent(b"".join(_reports(text)), (text,))

    def half(self, text: str) -> bytes:
        return _reports(text.ljust(2 * _HID_DATA_BYTES, "-"))[0]

    def faults(self) -> Sequence[Callable[[str, str], Sent]]:
        return (self._again, self._status, self._no_end)

    def _again(self, text: str, other: str) -> Sent:
        wire = self.whole(text).wire
        return Sent(wire + wire, (text, text))

    def _status(self, text: str, other: str) -> Sent:
        """A report of another kind between two scans."""
        return Sent(bytes([9]).ljust(HID_REPORT_BYTES, b"\xff") + self.whole(text).wire, (text,))

    def _no_end(self, text: str, other: str) -> Sent:
        """The end of a scan was lost, then one of another symbology came."""
        torn = _reports("]Q1" + text.ljust(2 * _HID_DATA_BYTES, "-"))[0]
        return Sent(torn + self.whole("]E0" + other).wire, ("(incomplete)", "]E0" + other))


def _reports(text: str) -> list[bytes]:
    """A code in the usual layout: report 2, length, AIM identifier, 56 bytes, and whether it goes on."""
    aim, body = (text[:3], text[3:]) if text.startswith("]") else ("\0\0\0", text)
    whole = body.encode()
    parts = [whole[at : at + _HID_DATA_BYTES] for at in range(0, len(whole), _HID_DATA_BYTES)]
    return [
        (bytes([2, len(part)]) + aim.encode() + part).ljust(HID_REPORT_BYTES - 1, b"\0")
        + bytes([number < len(parts)])
        for number, part in enumerate(parts, 1)
    ]
