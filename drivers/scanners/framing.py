"""Bytes of a scanner to whole scans. Pure: reads no clock and no device; runs on the device's thread.

It must never join the end of one scan with the beginning of another: half a code can be another article's.
Its memory is bounded whatever comes, and line noise is told once, not once for each piece.
"""

import re
from dataclasses import dataclass, replace

from drivers.api import ScanBroken, ScanRead

GS = 0x1D
MAX_SCAN_BYTES = 512
USUAL_IDLE_MS = 60
MOST_RAW_BYTES = 1024
MOST_PIECES = 64
_SECOND_NS = 1_000_000_000

# Of the control characters only GS means something inside a code (GS1 General Specifications, 7.8:
# separator after an element of variable length). All others are data that nothing downstream may take for
# a command.
_DROPPED_BYTES = bytes(code for code in (*range(0x20), 0x7F) if code != GS)
_USUAL_ENDS = b"\r\n\t\x03"
_DROPPED_C1 = dict.fromkeys(range(0x80, 0xA0))
_DROPPED_CHARS = "".join(map(chr, (*_DROPPED_BYTES, *_DROPPED_C1)))
_NUMBER = re.compile(r"(?:\][A-Za-z][0-9A-Za-z])?[0-9]+")

_ESCAPE = re.compile(rb"\\(x[0-9A-Fa-f]{2}|[rnt\\])?")
_ESCAPED = {b"r": b"\r", b"n": b"\n", b"t": b"\t", b"\\": b"\\"}


@dataclass(frozen=True, slots=True)
class Framing:
    """How one model marks the ends of a scan: by terminators, by a suffix or by silence, one of the three.

    terminators: each byte ends a scan; several in a row are one end. suffix: these bytes in a row end it.
    idle_ms: so long a silence ends it; 0 where something else does, for there a pause is never the end.
    prefix: taken off where a scan begins with it; needs_prefix: what comes without it is half a scan.
    repeat_ms: the same code again within it is dropped (0: never).
    """

    terminators: bytes = _USUAL_ENDS
    idle_ms: int = 0
    prefix: bytes = b"\x02"
    max_bytes: int = MAX_SCAN_BYTES
    repeat_ms: int = 0
    suffix: bytes = b""
    needs_prefix: bool = False

    def __post_init__(self) -> None:
        if bool(self.terminators) + bool(self.idle_ms) + bool(self.suffix) != 1:
            raise ValueError(
                "A scan ends by its terminators, by its suffix or by idle_ms: set exactly one of the three."
            )


def unescaped(text: str) -> bytes:
    r"""Bytes as a configuration writes them: \r, \n, \t, \\, \x02; everything else stands for itself.

    Raises ValueError with a sentence where a backslash begins nothing known.
    """

    def byte(match: re.Match[bytes]) -> bytes:
        word = match[1]
        if word is None:
            raise ValueError(rf"A backslash in {text!r} begins nothing known; write \r, \n, \t, \\ or \x02.")
        return _ESCAPED.get(word) or bytes.fromhex(word[1:].decode())

    return _ESCAPE.sub(byte, text.encode())


def set_by_hand(framing: Framing, prefix: str, suffix: str, repeat_ms: int | None) -> Framing:
    """A model's framing with what the configuration says of this one device; empty and None: nothing.

    prefix, suffix: as for unescaped(); the suffix `none` is silence. Raises ValueError.
    """
    if prefix:
        framing = replace(framing, prefix=unescaped(prefix), needs_prefix=True)
    if suffix == "none":
        framing = replace(framing, terminators=b"", suffix=b"", idle_ms=framing.idle_ms or USUAL_IDLE_MS)
    elif suffix:
        framing = replace(framing, terminators=b"", suffix=unescaped(suffix), idle_ms=0)
    return framing if repeat_ms is None else replace(framing, repeat_ms=repeat_ms)


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


class NoiseFilter:
    """Tells a line that only hisses (wrong baud, a broken cable) from now and then an unreadable scan.

    So many unreadable pieces at once, and so many a second, pass; no hand scans faster. After that none
    passes until a second came without any.
    """

    AT_ONCE = 200
    A_SECOND = 50

    def __init__(self) -> None:
        self._left_ns = self.AT_ONCE * _SECOND_NS
        self._at_ns = 0
        self._drowned = False

    def take(self, at_ns: int) -> str:
        """What to do with an unreadable piece: `tell` it, `garbage` (say once that they are many), `drop`."""
        since_ns = max(0, at_ns - self._at_ns)
        self._at_ns = at_ns
        if self._drowned and since_ns < _SECOND_NS:
            return "drop"
        most_ns = self.AT_ONCE * _SECOND_NS
        self._left_ns = most_ns if self._drowned else min(most_ns, self._left_ns + since_ns * self.A_SECOND)
        self._drowned = self._left_ns < _SECOND_NS
        self._left_ns -= _SECOND_NS
        return "garbage" if self._drowned else "tell"


class Framer:
    """Cuts one scanner's bytes into scans, however they are split over reads."""

    def __init__(self, device: str, framing: Framing) -> None:
        self._device = device
        self._framing = framing
        self._split = None if framing.idle_ms else re.compile(_end_of(framing)).split
        # So many bytes of a suffix may lie in the read before.
        self._overlap = max(0, len(framing.suffix) - 1)
        # A control character as prefix is never data: a second one says that an end was lost between them.
        self._mark = framing.prefix if not framing.prefix.translate(None, _DROPPED_BYTES) else b""
        self._repeats = RepeatFilter(framing.repeat_ms)
        self._noise = NoiseFilter()
        self._tail = bytearray()
        self._pieces: list[int] = []
        self._skipping = False
        self._last_ns = 0

    def feed(self, chunk: bytes, at_ns: int) -> list[ScanRead | ScanBroken]:
        """Take bytes read at at_ns (CLOCK_MONOTONIC); answers the scans that ended in them, in order."""
        if self._split is None:
            found = self.idle(at_ns)
            self._keep(chunk, at_ns, found)
            self._last_ns = at_ns
            return found
        if self._overlap and self._tail:
            chunk = bytes(self._tail[-self._overlap :]) + chunk
            del self._tail[-self._overlap :]
        found = []
        parts = self._split(chunk)  # code, its end, code, its end, ... and the rest
        rest = parts.pop()
        if parts:
            self._note(at_ns)
            self._end_tail(parts[0], parts[1], at_ns, found)
            for place in range(2, len(parts), 2):
                self._add(parts[place], parts[place + 1], (at_ns,), at_ns, found)
        self._keep(rest, at_ns, found)
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
            self._end_tail(b"", b"", self._last_ns, found)
        return found

    def lost(self) -> list[ScanRead | ScanBroken]:
        """The device went away: what had come of a scan is thrown away, never joined with the next."""
        partial = not self._skipping and bool(_text(bytes(self._tail))[0])
        self._forget()
        return [ScanBroken(self._device, "unplugged")] if partial else []

    def _forget(self) -> None:
        self._tail.clear()
        self._pieces.clear()
        self._skipping = False

    def _note(self, at_ns: int) -> None:
        """Remember when a piece of the scan at hand came; of very many the last one is kept."""
        if len(self._pieces) == MOST_PIECES:
            self._pieces.pop()
        self._pieces.append(at_ns)

    def _keep(self, rest: bytes, at_ns: int, found: list[ScanRead | ScanBroken]) -> None:
        if not rest:
            return
        self._tail += rest
        if self._skipping:
            del self._tail[: max(0, len(self._tail) - self._overlap)]
            return
        self._note(at_ns)
        if len(self._tail) > self._framing.max_bytes + self._overlap:
            self._forget()
            self._skipping = True
            self._break("too_long", at_ns, found)

    def _end_tail(self, part: bytes, end: bytes, at_ns: int, found: list[ScanRead | ScanBroken]) -> None:
        whole = bytes(self._tail) + part if self._tail else part
        pieces, skipping = tuple(self._pieces), self._skipping
        self._forget()
        if whole and not skipping:
            self._add(whole, end, pieces, at_ns, found)

    def _add(
        self,
        whole: bytes,
        end: bytes,
        pieces: tuple[int, ...],
        at_ns: int,
        found: list[ScanRead | ScanBroken],
    ) -> None:
        if len(whole) > self._framing.max_bytes:
            self._break("too_long", at_ns, found)
            return
        body = whole.removeprefix(self._framing.prefix)
        text, clean = _text(body)
        if not text:
            return
        reason = self._broken(body, len(body) < len(whole))
        if reason:
            self._break(reason, at_ns, found)
        elif len(text) != len(body) and _has_gap(body, text):
            self._break("garbage", at_ns, found)
        elif (clean or self._is_told(at_ns, found)) and not self._repeats.is_repeat(text, at_ns):
            raw = (whole + end)[:MOST_RAW_BYTES]
            found.append(ScanRead(text, self._device, at_ns, raw, pieces))

    def _broken(self, body: bytes, had_prefix: bool) -> str:
        """Why this cannot be one whole scan; empty where it can."""
        if not had_prefix:
            return "no_prefix" if self._framing.needs_prefix else ""
        return "merged" if self._mark and self._mark in body.lstrip(self._mark) else ""

    def _break(self, reason: str, at_ns: int, found: list[ScanRead | ScanBroken]) -> None:
        if self._is_told(at_ns, found):
            found.append(ScanBroken(self._device, reason))

    def _is_told(self, at_ns: int, found: list[ScanRead | ScanBroken]) -> bool:
        """Whether an unreadable piece is told; of too many only that they are."""
        answer = self._noise.take(at_ns)
        if answer == "garbage":
            found.append(ScanBroken(self._device, "garbage"))
        return answer == "tell"


def _end_of(framing: Framing) -> bytes:
    """The end of a scan as a pattern with one group."""
    if framing.suffix:
        return b"((?:" + re.escape(framing.suffix) + b")+)"
    return b"([" + re.escape(framing.terminators) + b"]+)"


def _has_gap(body: bytes, text: str) -> bool:
    """Whether a number had something else between its digits: what is left of it is another number."""
    try:
        whole = body.decode("utf-8")
    except UnicodeDecodeError:
        whole = body.decode("latin-1")
    return _NUMBER.fullmatch(text) is not None and whole.strip(_DROPPED_CHARS) != text


def _text(body: bytes) -> tuple[str, bool]:
    """The text of a scan, and whether nothing in it looks like noise."""
    cleaned = body.translate(None, _DROPPED_BYTES)
    try:
        text = cleaned.decode("utf-8")
    except UnicodeDecodeError:
        return cleaned.decode("latin-1").translate(_DROPPED_C1), False
    clean = len(cleaned) in (len(body), len(body.strip(_USUAL_ENDS)))
    return (text, clean) if text.isascii() else (text.translate(_DROPPED_C1), clean)
