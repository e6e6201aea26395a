"""Reads a HID report descriptor: which fields its input reports have and where. Pure; bounded whatever comes.

Source: Device Class Definition for HID 1.11, 6.2.2 (items) and 8 (reports). What a scanner needs is kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

GENERIC_DESKTOP = 0x01
BARCODE_SCANNER = 0x8C

# Linux's own limit (HID_MAX_DESCRIPTOR_SIZE), and more fields than a barcode scanner's reports ever have.
_MOST_BYTES = 4096
_MOST_FIELDS = 4096

_LONG_ITEM = 0xFE
_APPLICATION = 1


@dataclass(frozen=True, slots=True)
class Field:
    """One element of an input report. bit_at: from the report's first bit, its report id left out."""

    report_id: int
    page: int
    usage: int
    bit_at: int
    bits: int


@dataclass(frozen=True, slots=True)
class Descriptor:
    """What a device says of itself.

    applications: (page, usage) of its top-level collections; a keyboard is (0x01, 0x06), a barcode scanner
    in HID-POS mode (0x8C, 0x02). numbered: every report begins with a byte that is its id.
    """

    applications: tuple[tuple[int, int], ...]
    fields: tuple[Field, ...]
    numbered: bool


@dataclass(frozen=True, slots=True)
class _Globals:
    page: int = 0
    size: int = 0
    count: int = 0
    report_id: int = 0


@dataclass(slots=True)
class _Reading:
    now: _Globals = field(default_factory=_Globals)
    stack: list[_Globals] = field(default_factory=list)
    usages: list[tuple[int, int]] = field(default_factory=list)
    least: tuple[int, int] | None = None
    depth: int = 0
    ends: dict[int, int] = field(default_factory=dict)
    fields: list[Field] = field(default_factory=list)
    applications: list[tuple[int, int]] = field(default_factory=list)
    numbered: bool = False


def parsed(descriptor: bytes) -> Descriptor:
    """The fields of a report descriptor; what is cut off or makes no sense ends it early."""
    reading = _Reading()
    for kind, tag, value, size in _items(descriptor[:_MOST_BYTES]):
        if kind == 0:
            _main(reading, tag, value)
        elif kind == 1:
            _global(reading, tag, value)
        elif kind == 2:
            _local(reading, tag, value, size)
        if len(reading.fields) > _MOST_FIELDS:
            break
    return Descriptor(tuple(reading.applications), tuple(reading.fields[:_MOST_FIELDS]), reading.numbered)


def _items(descriptor: bytes) -> Iterator[tuple[int, int, int, int]]:
    at = 0
    while at < len(descriptor):
        prefix = descriptor[at]
        if prefix == _LONG_ITEM:
            at += 3 + (descriptor[at + 1] if at + 1 < len(descriptor) else 0)
            continue
        size = (0, 1, 2, 4)[prefix & 3]
        if at + 1 + size > len(descriptor):
            return
        value = int.from_bytes(descriptor[at + 1 : at + 1 + size], "little")
        yield (prefix >> 2) & 3, prefix >> 4, value, size
        at += 1 + size


def _main(reading: _Reading, tag: int, value: int) -> None:
    if tag == 0x8:
        _input(reading)
    elif tag == 0xA:
        if reading.depth == 0 and value == _APPLICATION and reading.usages:
            reading.applications.append(reading.usages[-1])
        reading.depth += 1
    elif tag == 0xC:
        reading.depth = max(0, reading.depth - 1)
    reading.usages = []
    reading.least = None


def _input(reading: _Reading) -> None:
    now = reading.now
    at = reading.ends.get(now.report_id, 0)
    reading.ends[now.report_id] = at + now.size * now.count
    if not reading.usages:
        return  # padding
    for number in range(min(now.count, _MOST_FIELDS)):
        # The last usage stands for all elements that are left (6.2.2.8).
        page, usage = reading.usages[min(number, len(reading.usages) - 1)]
        reading.fields.append(Field(now.report_id, page, usage, at + number * now.size, now.size))


def _global(reading: _Reading, tag: int, value: int) -> None:
    if tag == 0x0:
        reading.now = replace(reading.now, page=value)
    elif tag == 0x7:
        reading.now = replace(reading.now, size=value)
    elif tag == 0x8:
        reading.now = replace(reading.now, report_id=value & 0xFF)
        reading.numbered = True
    elif tag == 0x9:
        reading.now = replace(reading.now, count=value)
    elif tag == 0xA:
        reading.stack.append(reading.now)
    elif tag == 0xB and reading.stack:
        reading.now = reading.stack.pop()


def _local(reading: _Reading, tag: int, value: int, size: int) -> None:
    # A usage of four bytes brings its own page.
    usage = (value >> 16, value & 0xFFFF) if size == 4 else (reading.now.page, value)
    if tag == 0x0:
        reading.usages.append(usage)
    elif tag == 0x1:
        reading.least = usage
    elif tag == 0x2 and reading.least is not None:
        page, first = reading.least
        last = min(usage[1], first + _MOST_FIELDS - len(reading.usages))
        reading.usages += [(page, number) for number in range(first, last + 1)]
        reading.least = None
