"""What can go wrong between a symbol and the till: one scan with its faults, as steps on a line. Pure."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from drivers.scanners.keymaps import LAYOUTS, Layout

_ENDLESS_PIECE_BYTES = 4096


@dataclass(frozen=True, slots=True)
class ScanFaults:
    """What goes wrong with one scan; nothing, unless it is named.

    bounces: read so often again, bounce_ms apart. splits: sent in so many pieces more, cut at random places,
    split_ms apart. byte_ms: each byte by itself, so far apart. typed_as: it comes as the keys of the layout
    set_to give it on a computer with this layout. garbage_bytes: so many of noise, without an end, before it.
    endless_bytes: so many digits instead of its end. unplug: pulled in the middle of the scan; back after
    back_ms, None: by hand.
    """

    bounces: int = 0
    bounce_ms: int = 20
    splits: int = 0
    split_ms: int = 5
    byte_ms: int = 0
    terminator: Literal["once", "lost", "doubled"] = "once"
    typed_as: str = ""
    set_to: str = "us"
    garbage_bytes: int = 0
    endless_bytes: int = 0
    unplug: bool = False
    back_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happens on a line, after_ms after the one before: bytes, or the plug out or in."""

    after_ms: int
    sent: bytes = b""
    plug: Literal["", "out", "in"] = ""


NO_FAULTS = ScanFaults()


def steps(
    prefix: bytes, code_text: str, suffix: bytes, faults: ScanFaults, chance: random.Random
) -> list[Step]:
    """One scan with its faults. chance: where it is cut and what the noise is."""
    if faults.typed_as:
        code_text = garbled(code_text, faults.set_to, faults.typed_as)
    body = _noise(faults.garbage_bytes, prefix + suffix, chance) + prefix + code_text.encode()
    if faults.unplug:
        half = body[: max(len(body) - len(code_text.encode()) // 2, 1)]
        pulled = [*_cut(half, faults, chance), Step(faults.split_ms, plug="out")]
        return pulled if faults.back_ms is None else [*pulled, Step(faults.back_ms, plug="in")]
    end = suffix * {"once": 1, "lost": 0, "doubled": 2}[faults.terminator]
    if faults.endless_bytes:
        return [*_cut(body, faults, chance), *_endless(faults.endless_bytes)]
    once = list(_cut(body + end, faults, chance))
    bounce = [replace(once[0], after_ms=faults.bounce_ms), *once[1:]]
    return once + bounce * faults.bounces


def garbled(text: str, set_to: str, typed_as: str) -> str:
    """What a computer with one layout makes of the keys that a scanner set to another presses for a text."""
    keys, there = _keys(LAYOUTS[set_to]), LAYOUTS[typed_as]
    return "".join(there.char(*keys[char], False) or "" for char in text if char in keys)


def _keys(layout: Layout) -> dict[str, tuple[int, bool]]:
    """Key code and Shift by character; the one without Shift where there are two."""
    return {char: (code, True) for code, char in layout.shifted.items()} | {
        char: (code, False) for code, char in layout.plain.items()
    }


def _noise(count: int, never: bytes, chance: random.Random) -> bytes:
    """Noise that is not an end by accident."""
    usable = [byte for byte in range(0x80, 0x100) if byte not in never]
    return bytes(chance.choices(usable, k=count))


def _cut(whole: bytes, faults: ScanFaults, chance: random.Random) -> Iterator[Step]:
    if faults.byte_ms:
        places, pause_ms = list(range(1, len(whole))), faults.byte_ms
    else:
        most = min(faults.splits, len(whole) - 1)
        places, pause_ms = sorted(chance.sample(range(1, len(whole)), max(0, most))), faults.split_ms
    for begin, end in zip([0, *places], [*places, len(whole)], strict=True):
        yield Step(pause_ms if begin else 0, whole[begin:end])


def _endless(count: int) -> Iterator[Step]:
    for begin in range(0, count, _ENDLESS_PIECE_BYTES):
        yield Step(0, b"7" * min(_ENDLESS_PIECE_BYTES, count - begin))
