"""Which characters a font file has: the `cmap` table of TrueType, OpenType and their collections.

Pure but for reading the file. ISO/IEC 14496-22 (OpenType), tables `ttcf`, `offset`, `cmap` formats 4 and 12.
"""

import struct
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path

_UNICODE = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3))


@dataclass(frozen=True, slots=True)
class Coverage:
    """Ranges of code points, ascending: starts[i] to ends[i], both included."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __contains__(self, char: object) -> bool:
        if not isinstance(char, str):
            return False
        code = ord(char)
        index = bisect_right(self.starts, code) - 1
        return index >= 0 and code <= self.ends[index]


def read_coverage(path: Path, index: int = 0) -> Coverage:
    """What a font (of a collection: by index) has. Raises ValueError where it has no Unicode table."""
    file = path.read_bytes()
    start = struct.unpack_from(">I", file, 12 + 4 * index)[0] if file[:4] == b"ttcf" else 0
    for number in range(struct.unpack_from(">H", file, start + 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sIII", file, start + 12 + 16 * number)
        if tag == b"cmap":
            return _from_cmap(file, offset, path.name)
    raise ValueError(f"{path.name} has no cmap table.")


def _from_cmap(file: bytes, cmap: int, name: str) -> Coverage:
    tables = {}
    for number in range(struct.unpack_from(">H", file, cmap + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHI", file, cmap + 4 + 8 * number)
        tables[platform, encoding] = cmap + offset
    for kind in _UNICODE:
        if kind in tables:
            reader = {4: _format_4, 12: _format_12}.get(struct.unpack_from(">H", file, tables[kind])[0])
            if reader:
                ranges = sorted(reader(file, tables[kind]))
                return Coverage(tuple(first for first, _ in ranges), tuple(last for _, last in ranges))
    raise ValueError(f"{name} has no Unicode character table of format 4 or 12.")


def _format_12(file: bytes, table: int) -> list[tuple[int, int]]:
    groups = struct.unpack_from(">I", file, table + 12)[0]
    return [struct.unpack_from(">II", file, table + 16 + 12 * group) for group in range(groups)]


def _format_4(file: bytes, table: int) -> list[tuple[int, int]]:
    count = struct.unpack_from(">H", file, table + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", file, table + 14)
    starts = struct.unpack_from(f">{count}H", file, table + 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", file, table + 16 + 4 * count)
    offsets_at = table + 16 + 6 * count
    offsets = struct.unpack_from(f">{count}H", file, offsets_at)
    ranges: list[tuple[int, int]] = []
    for index, (first, last) in enumerate(zip(starts, ends, strict=True)):
        if offsets[index] == 0:
            ranges += _without(first, last, (0x10000 - deltas[index]) & 0xFFFF)
            continue
        glyphs = struct.unpack_from(f">{last - first + 1}H", file, offsets_at + 2 * index + offsets[index])
        ranges += [
            (first + place, first + place)
            for place, glyph in enumerate(glyphs)
            if glyph and first + place != 0xFFFF
        ]
    return ranges


def _without(first: int, last: int, missing: int) -> list[tuple[int, int]]:
    """The range without the one code that it maps to glyph 0 (that is how the closing 0xFFFF is written)."""
    if not first <= missing <= last:
        return [(first, last)]
    return [(a, b) for a, b in ((first, missing - 1), (missing + 1, last)) if a <= b]
