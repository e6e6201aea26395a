"""Reports of a scanner in HID-POS mode to whole scans. Pure: reads no clock and no device.

A report carries a length, the three bytes of the AIM identifier, at most 56 bytes of the code and a flag that
says that the next report goes on with it (USB HID Point of Sale Usage Tables 1.02, 6: usages of page 0x8C).
Where they stand is the device's word; a report in which they cannot stand there is thrown away, for a code
that begins three characters late can be another article's. Parts of two scans are never joined.
"""

import re
from dataclasses import dataclass

from drivers.api import ScanBroken, ScanRead
from drivers.scanners.framing import (
    GS,
    MAX_SCAN_BYTES,
    MOST_PIECES,
    MOST_RAW_BYTES,
    NoiseFilter,
    RepeatFilter,
)
from drivers.scanners.hid_descriptor import BARCODE_SCANNER, GENERIC_DESKTOP, Descriptor, Field

# The reports of one scan follow each other within a few polls of the bus; a slow machine may need longer.
CONTINUED_WITHIN_MS = 500
# So long after a scan was torn, something of the same symbology that begins otherwise may be its late end.
TORN_FOR_MS = 2000

_BYTE_COUNT = (GENERIC_DESKTOP, 0x3B)
_IDENTIFIERS = tuple((BARCODE_SCANNER, usage) for usage in (0xFB, 0xFC, 0xFD))
_DATA = (BARCODE_SCANNER, 0xFE)
_CONTINUED = (BARCODE_SCANNER, 0xFF)

_AIM = re.compile(rb"\][A-Za-z][0-9A-Za-z]")
_NO_AIM = (b"\0\0\0", b"   ")
# EAN and UPC, with add-on or without: they fit into one report and are never the rest of another.
_NEVER_LONG = b"]E"
_DROPPED_BYTES = bytes(code for code in (*range(0x20), 0x7F) if code != GS)
_DROPPED_C1 = dict.fromkeys(range(0x80, 0xA0))


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things stand in a report as it is read: the report id first, where reports are numbered.

    report_id: None where they are not. aim_at: None where none stands before the data (it may begin the
    data). says: where this comes from, for a person.
    """

    report_id: int | None
    length_at: int
    aim_at: int | None
    data_at: int
    data_bytes: int
    continued_at: int
    continued_mask: int
    says: str


# As Honeywell, Zebra and Datalogic send it; recorded from a Voyager 1602g (HenkVanAsselt/python_hon_usbhid).
STANDARD = Layout(2, 1, 2, 5, 56, 63, 0x01, "the usual layout")
# Newland NLS-FM420 Integration Guide, USB interface, HID-POS, getting scanned data.
DATA_FIRST = Layout(2, 1, None, 2, 56, 63, 0x01, "the maker's manual: data right after the length")


def layout_of(descriptor: Descriptor, *, data_first: bool = False) -> Layout:
    """Where a device puts things. data_first: its manual says so, which outranks what it says itself."""
    if data_first:
        return DATA_FIRST
    for report_id in dict.fromkeys(field.report_id for field in descriptor.fields):
        found = _layout(descriptor, [f for f in descriptor.fields if f.report_id == report_id])
        if found is not None:
            return found
    return STANDARD


def _layout(descriptor: Descriptor, fields: list[Field]) -> Layout | None:
    offset = 8 if descriptor.numbered else 0
    at = {}
    for field in reversed(fields):
        at[field.page, field.usage] = offset + field.bit_at
    if not {_DATA, _BYTE_COUNT, _CONTINUED} <= set(at):
        return None
    data = [field for field in fields if (field.page, field.usage) == _DATA]
    aim_bit = at.get(_IDENTIFIERS[0])
    bytewise = [at[_DATA], at[_BYTE_COUNT], *([] if aim_bit is None else [aim_bit])]
    if any(bit % 8 for bit in bytewise) or any(field.bits != 8 for field in data):
        return None
    continued = at[_CONTINUED]
    return Layout(
        report_id=fields[0].report_id if descriptor.numbered else None,
        length_at=at[_BYTE_COUNT] // 8,
        aim_at=None if aim_bit is None else aim_bit // 8,
        data_at=at[_DATA] // 8,
        data_bytes=len(data),
        continued_at=continued // 8,
        continued_mask=1 << continued % 8,
        says="the device's own report descriptor",
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """What one report carries."""

    aim: bytes
    data: bytes
    continued: bool
    shift: int


@dataclass(frozen=True, slots=True)
class _Torn:
    """A scan whose end never came. first: None where its beginning could not be read.

    until_ns: so long, what comes could be that end.
    """

    first: _Part | None
    until_ns: int


class ReportDecoder:
    """Joins one device's reports into scans."""

    def __init__(self, device: str, layout: Layout, repeat_ms: int = 0) -> None:
        self._device = device
        self._layout = layout
        self._repeats = RepeatFilter(repeat_ms)
        self._noise = NoiseFilter()
        self._parts: list[_Part] = []
        self._raw = b""
        self._pieces: list[int] = []
        self._too_long = False
        self._torn: _Torn | None = None

    def feed(self, report: bytes, at_ns: int) -> list[ScanRead | ScanBroken]:
        """Take one report read at at_ns (CLOCK_MONOTONIC); answers the scan that it ended, if it did."""
        found: list[ScanRead | ScanBroken] = []
        if not report or not self._is_scan(report):
            return found
        part = self._part(report)
        if part is None:
            self._tear(at_ns, CONTINUED_WITHIN_MS)
            self._break("bad_report", at_ns, found)
            return found
        if self._parts and part.aim and part.aim != self._parts[0].aim:
            # Another symbology: the end of the one before was lost, and this begins a new one.
            self._break("incomplete", at_ns, found)
            self._forget()
        if not self._parts and self._may_end_torn(part, at_ns):
            if not part.continued:
                self._torn = None
            self._break("incomplete", at_ns, found)
            return found
        self._torn = None
        self._take(part, report, at_ns, found)
        return found

    def due_ns(self) -> int | None:
        """When idle() must be called if nothing comes; None while there is nothing to wait for."""
        if not self._parts:
            return None
        return self._pieces[-1] + CONTINUED_WITHIN_MS * 1_000_000

    def idle(self, at_ns: int) -> list[ScanRead | ScanBroken]:
        """Nothing came until at_ns: a scan that should have gone on is thrown away."""
        found: list[ScanRead | ScanBroken] = []
        due_ns = self.due_ns()
        if due_ns is not None and at_ns >= due_ns:
            if not self._too_long:
                self._break("incomplete", at_ns, found)
            self._tear(at_ns, TORN_FOR_MS)
        return found

    def lost(self) -> list[ScanRead | ScanBroken]:
        """The device went away: what had come of a scan is thrown away, never joined with the next."""
        partial = bool(self._parts) and not self._too_long
        self._forget()
        self._torn = None
        return [ScanBroken(self._device, "unplugged")] if partial else []

    def _is_scan(self, report: bytes) -> bool:
        """Whether it is the report with scans; status and vendor reports have other ids."""
        return self._layout.report_id is None or report[0] == self._layout.report_id

    def _part(self, report: bytes) -> _Part | None:
        """What a report carries; None where it cannot be what the layout says."""
        layout = self._layout
        if len(report) <= max(layout.length_at, layout.continued_at):
            return None
        shift = self._shift(report)
        length = report[layout.length_at]
        if shift is None or length > layout.data_bytes:
            return None
        start = layout.data_at + shift
        data = report[start : start + length]
        if len(data) < length or b"\0" in data:
            return None
        aim = b"" if layout.aim_at is None else report[layout.aim_at + shift : layout.aim_at + shift + 3]
        continued = bool(report[layout.continued_at] & layout.continued_mask)
        return _Part(b"" if aim in _NO_AIM else aim, data, continued, shift)

    def _shift(self, report: bytes) -> int | None:
        """By how much AIM identifier and data stand further on than said; None: not to be told."""
        at = self._layout.aim_at
        if at is None or _AIM.fullmatch(report, at, at + 3):
            return 0
        if _AIM.fullmatch(report, at + 1, at + 4):
            return 1
        if report[at : at + 3] in _NO_AIM:
            return self._parts[0].shift if self._parts else 0
        return None

    def _may_end_torn(self, part: _Part, at_ns: int) -> bool:
        """Whether this may be the rest of a scan that was torn, and not a scan of its own."""
        torn = self._torn
        if torn is None or at_ns > torn.until_ns or part.aim.startswith(_NEVER_LONG):
            return False
        if torn.first is None:
            return True
        if part.aim and part.aim != torn.first.aim:
            return False
        # What begins alike is a beginning: mostly the same symbol, read once more.
        return not torn.first.data.startswith(part.data[:8])

    def _take(self, part: _Part, report: bytes, at_ns: int, found: list[ScanRead | ScanBroken]) -> None:
        self._parts.append(part)
        self._pieces.append(at_ns)
        self._raw = (self._raw + report)[:MOST_RAW_BYTES]
        length = sum(len(each.data) for each in self._parts)
        if not self._too_long and (length > MAX_SCAN_BYTES or len(self._parts) > MOST_PIECES):
            self._too_long = True
            self._break("too_long", at_ns, found)
        if self._too_long:
            # Only the first part and the last time are still needed.
            del self._parts[1:], self._pieces[:-1]
        if part.continued:
            return
        if not self._too_long:
            self._end(at_ns, found)
        self._forget()

    def _end(self, at_ns: int, found: list[ScanRead | ScanBroken]) -> None:
        text = _text(b"".join(part.data for part in self._parts))
        if not text:
            return
        # An identifier may begin the data too, where the scanner is set to send it there.
        aim = self._parts[0].aim.decode("ascii")
        text = text if text.startswith(aim) else aim + text
        if not self._repeats.is_repeat(text, at_ns):
            found.append(ScanRead(text, self._device, at_ns, self._raw, tuple(self._pieces)))

    def _tear(self, at_ns: int, for_ms: int) -> None:
        self._torn = _Torn(self._parts[0] if self._parts else None, at_ns + for_ms * 1_000_000)
        self._forget()

    def _forget(self) -> None:
        self._parts = []
        self._pieces = []
        self._raw = b""
        self._too_long = False

    def _break(self, reason: str, at_ns: int, found: list[ScanRead | ScanBroken]) -> None:
        answer = self._noise.take(at_ns)
        if answer != "drop":
            found.append(ScanBroken(self._device, reason if answer == "tell" else "garbage"))


def _text(data: bytes) -> str:
    cleaned = data.translate(None, _DROPPED_BYTES)
    try:
        text = cleaned.decode("utf-8")
    except UnicodeDecodeError:
        text = cleaned.decode("latin-1")
    return text if text.isascii() else text.translate(_DROPPED_C1)
