"""Cuts a stream of ESC/POS bytes into commands, however it is split over reads. Pure.

It knows how long each command is, not what it does; what it does not know it names, so that nothing is
skipped in silence. Source of the lengths: Epson's ESC/POS command reference.
"""

import re
from dataclasses import dataclass

ESC, GS, FS, DLE = 0x1B, 0x1D, 0x1C, 0x10

# Longer than any real command; what claims to be longer is garbage.
_MOST_BYTES = 4 * 1024 * 1024

_TEXT = re.compile(rb"[\x20-\xff]+")

# Arguments after the two bytes of a command.
_FIXED = {
    ESC: {
        **dict.fromkeys(b"@2iLSmov<\x0c", 0),
        **dict.fromkeys(b" !%-3=?ACEGJKMRTUVadertu{+", 1),
        **dict.fromkeys(b"$Bc\\", 2),
        **dict.fromkeys(b"p", 3),
        **dict.fromkeys(b"W", 8),
    },
    GS: {
        **dict.fromkeys(b":", 0),
        **dict.fromkeys(b"!/BHITabfhrwx|", 1),
        **dict.fromkeys(b"$LPW\\", 2),
        **dict.fromkeys(b"^z", 3),
    },
    FS: {**dict.fromkeys(b"&.", 0), **dict.fromkeys(b"!-CW", 1), **dict.fromkeys(b"Sp", 2)},
    DLE: {0x05: 1},
}
_NAMES = {ESC: "ESC", GS: "GS", FS: "FS", DLE: "DLE", 0x04: "EOT", 0x05: "ENQ", 0x14: "DC4"}
_CUTS_WITH_FEED = (65, 66, 97, 98, 103, 104)


@dataclass(frozen=True, slots=True)
class Command:
    """One command, or a run of text. name: `TEXT`, `LF`, `ESC !`, `GS ( k` ...; `?` begins what nobody knows.

    args: its fixed arguments; payload: what follows them; size: bytes in the stream.
    """

    name: str
    args: bytes = b""
    payload: bytes = b""
    size: int = 1


class _Incomplete(Exception):
    """More bytes are to come."""


class Tokenizer:
    """Keeps the beginning of a command until its end has come."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    @property
    def waiting_bytes(self) -> int:
        """How much of a command has come whose end has not."""
        return len(self._buffer)

    def feed(self, chunk: bytes) -> list[Command]:
        """The commands that are whole now."""
        self._buffer += chunk
        stream, at = bytes(self._buffer), 0
        found = []
        try:
            while at < len(stream):
                command = _next(stream, at)
                found.append(command)
                at += command.size
        except _Incomplete:
            pass
        del self._buffer[:at]
        return found


def _next(stream: bytes, at: int) -> Command:
    text = _TEXT.match(stream, at)
    if text:
        return Command("TEXT", payload=text[0], size=len(text[0]))
    lead = stream[at]
    if lead not in _FIXED:
        name = {0x0A: "LF", 0x0D: "CR", 0x09: "HT", 0x0C: "FF", 0x18: "CAN", 0x00: "NUL"}.get(lead)
        return Command(name or f"? {lead:02X}")
    code = _take(stream, at + 1, 1)[0]
    if lead == DLE:
        return _real_time(stream, at, code)
    count = _FIXED[lead].get(code)
    if count is None:
        return _variable(stream, at, lead, code)
    return Command(_name(lead, code), _take(stream, at + 2, count), size=2 + count)


def _real_time(stream: bytes, at: int, code: int) -> Command:
    if code == 0x04:
        number = _take(stream, at + 2, 1)[0]
        count = 2 if number in (7, 8, 18) else 1
    elif code == 0x14:
        count = {1: 3, 2: 3, 3: 6, 7: 2, 8: 8}.get(_take(stream, at + 2, 1)[0], 1)
    elif code == 0x05:
        count = 1
    else:
        return Command(f"? DLE {code:02X}", size=2)
    return Command(_name(DLE, code), _take(stream, at + 2, count), size=2 + count)


def _variable(stream: bytes, at: int, lead: int, code: int) -> Command:
    """Commands whose arguments say how long they are."""
    match lead, chr(code):
        case _, "(":
            head = _take(stream, at + 2, 3)
            return _with_payload(
                stream, at, f"{_name(lead, code)} {chr(head[0])}", 5, b"", _low_high(head[1:])
            )
        case 0x1B, "*":
            head = _take(stream, at + 2, 3)
            count = _low_high(head[1:]) * (3 if head[0] in (32, 33) else 1)
            return _with_payload(stream, at, "ESC *", 5, head, count)
        case 0x1B, "D":
            return _until_nul(stream, at, "ESC D", 2, b"")
        case 0x1D, "V":
            mode = _take(stream, at + 2, 1)
            count = 2 if mode[0] in _CUTS_WITH_FEED else 1
            return Command("GS V", _take(stream, at + 2, count), size=2 + count)
        case 0x1D, "v":
            head = _take(stream, at + 2, 6)
            return _with_payload(
                stream, at, "GS v 0", 8, head[1:], _low_high(head[2:4]) * _low_high(head[4:])
            )
        case 0x1D, "k":
            kind = _take(stream, at + 2, 1)
            if kind[0] <= 6:
                return _until_nul(stream, at, "GS k", 3, kind)
            return _with_payload(stream, at, "GS k", 4, kind, _take(stream, at + 3, 1)[0])
        case 0x1D, "8":
            head = _take(stream, at + 2, 5)
            return _with_payload(
                stream, at, f"GS 8 {chr(head[0])}", 7, b"", int.from_bytes(head[1:], "little")
            )
        case 0x1D, "*":
            size = _take(stream, at + 2, 2)
            return _with_payload(stream, at, "GS *", 4, size, size[0] * size[1] * 8)
        case _:
            return Command(f"? {_NAMES[lead]} {code:02X}", size=2)


def _with_payload(stream: bytes, at: int, name: str, head: int, args: bytes, count: int) -> Command:
    if count > _MOST_BYTES:
        return Command(f"? {name} of {count} bytes", size=head)
    return Command(name, args, _take(stream, at + head, count), size=head + count)


def _until_nul(stream: bytes, at: int, name: str, head: int, args: bytes) -> Command:
    end = stream.find(0, at + head)
    if end < 0:
        raise _Incomplete
    return Command(name, args, stream[at + head : end], size=end + 1 - at)


def _take(stream: bytes, at: int, count: int) -> bytes:
    if at + count > len(stream):
        raise _Incomplete
    return stream[at : at + count]


def _low_high(pair: bytes) -> int:
    return pair[0] | pair[1] << 8


def _name(lead: int, code: int) -> str:
    return f"{_NAMES[lead]} {_NAMES[code] if lead == DLE else chr(code)}"
