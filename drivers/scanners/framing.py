"""Bytes of a scanner to whole scans. Pure: reads no clock and no device; runs on the device's thread.

It must never join the end of one scan with the beginning of another: half a code can be another article's.
"""

import re
from dataclasses import dataclass

from drivers.api import ScanBroken, ScanRead

GS = 0x1D
MAX_SCAN_BYTES = 512

# Of the control characters only GS means something inside a code (GS1 General Specifications, 7.8:
# separator after an element of variable length). All others are data that nothing downstream may take for
# a command.
_DROPPED_BYTES = bytes(code for code in (*range(0x20), 0x7F) if code != GS)
_DROPPED_C1 = dict.fromkeys(range(0x80, 0xA0))


@dataclass(frozen=True, slots=True)
class Framing:
    """How one model marks the ends of a scan.

    terminators: each byte ends a scan; several in a row are one end. Empty: only silence of idle_ms ends it.
    idle_ms: 0 where there are terminators, for there a pause is never the end of a scan.
    prefix: taken off where a scan begins with it. repeat_ms: the same code again within it is dropped (0:
    never).
    """

    terminators: bytes = b"\r\n\t\x03"
    idle_ms: int = 0
    prefix: bytes = b"\x02"
    max_bytes: int = MAX_SCAN_BYTES
    repeat_ms: int = 0

    def __post_init__(self) -> None:
        if bool(self.terminators) == bool(self.idle_ms):
            raise ValueError(
                "A scan ends either by its terminators or by idle_ms: set exactly one of the two."
            )


class RepeatFilter:
    """Knows a bounce: the same code within a short window of the last one that was let through."""

    def __init__(self, window_ms: int) -> None:
        self._window_ns = window_ms * 1_000_000
        self._text = ""
        self._at_ns = 0

    def is_repeat(self, text: str, at_ns: int) -> bool:
        """Whether to drop this one; otherwise it is remembered."""
        if not self._window_ns:
            return False
        if text == self._text and 0 <= at_ns - self._at_ns <= self._window_ns:
            return True
        self._text, self._at_ns = text, at_ns
        return False


class Framer:
    """Cuts one scanner's bytes into scans, however they are split over reads."""

    def __init__(self, device: str, framing: Framing) -> None:
        self._device = device
        self._framing = framing
        self._split = (
            re.compile(b"[" + re.escape(framing.terminators) + b"]").split if framing.terminators else None
        )
        self._repeats = RepeatFilter(framing.repeat_ms)
        self._tail = bytearray()
        self._skipping = False
        self._last_ns = 0

    def feed(self, chunk: bytes, at_ns: int) -> list[ScanRead | ScanBroken]:
        """Take bytes read at at_ns (CLOCK_MONOTONIC); answers the scans that ended in them, in order."""
        if self._split is None:
            found = self.idle(at_ns)
            self._keep(chunk, found)
            self._last_ns = at_ns
            return found
        parts = self._split(chunk)
        found = []
        rest = parts.pop()
        if parts:
            self._end_tail(parts[0], at_ns, found)
            for part in parts[1:]:
                if part:
                    self._add(part, at_ns, found)
        self._keep(rest, found)
        return found

    def due_ns(self) -> int | None:
        """When idle() must be called if nothing comes; None while there is nothing to wait for."""
        if self._split is None and (self._tail or self._skipping):
            return self._last_ns + self._framing.idle_ms * 1_000_000
        return None

    def idle(self, at_ns: int) -> list[ScanRead | ScanBroken]:
        """Nothing came until at_ns: where silence ends a scan, the one that it ended."""
        found: list[ScanRead | ScanBroken] = []
        due_ns = self.due_ns()
        if due_ns is not None and at_ns >= due_ns:
            self._end_tail(b"", self._last_ns, found)
        return found

    def lost(self) -> list[ScanRead | ScanBroken]:
        """The device went away: what had come of a scan is thrown away, never joined with the next."""
        partial = bool(self._text(bytes(self._tail)))
        self._tail.clear()
        self._skipping = False
        return [ScanBroken(self._device, "unplugged")] if partial else []

    def _keep(self, rest: bytes, found: list[ScanRead | ScanBroken]) -> None:
        if self._skipping:
            return
        self._tail += rest
        if len(self._tail) > self._framing.max_bytes:
            self._tail.clear()
            self._skipping = True
            found.append(ScanBroken(self._device, "too_long"))

    def _end_tail(self, part: bytes, at_ns: int, found: list[ScanRead | ScanBroken]) -> None:
        if self._skipping:
            self._skipping = False
            return
        whole = bytes(self._tail) + part
        self._tail.clear()
        if whole:
            self._add(whole, at_ns, found)

    def _add(self, whole: bytes, at_ns: int, found: list[ScanRead | ScanBroken]) -> None:
        if len(whole) > self._framing.max_bytes:
            found.append(ScanBroken(self._device, "too_long"))
            return
        text = self._text(whole)
        if text and not self._repeats.is_repeat(text, at_ns):
            found.append(ScanRead(text, self._device, at_ns))

    def _text(self, whole: bytes) -> str:
        cleaned = whole.removeprefix(self._framing.prefix).translate(None, _DROPPED_BYTES)
        try:
            text = cleaned.decode("utf-8")
        except UnicodeDecodeError:
            text = cleaned.decode("latin-1")
        return text if text.isascii() else text.translate(_DROPPED_C1)
