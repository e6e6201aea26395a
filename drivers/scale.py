"""What a scale's lines mean. Pure; fed by a line reader on the scale's thread.

Source: A&D's standard format (AD-4329A manual 9.1, EK-L manual 9-2), which many makers speak: `ST` stable,
`US` unstable, `OL` overload; then the figure with its sign, then kg or g, then CR LF. A scale says the
same thing many times a second: only changes are told.
"""

import re
from decimal import ROUND_HALF_UP, Decimal

from drivers.api import WeightRead

_LINE = re.compile(rb"(ST|US),(?:(?:GS|NT|G|N) *,)? *([+-]?) *(\d+(?:[.,]\d+)?) *(kg|g)")
_LONGEST_LINE = 64


class ScaleLines:
    """Cuts one scale's bytes into lines and tells what changed."""

    def __init__(self, device: str) -> None:
        self._device = device
        self._tail = b""
        self._told: WeightRead | None = None

    def feed(self, chunk: bytes, at_ns: int) -> list[WeightRead]:
        """The changes in these bytes."""
        *lines, tail = (self._tail + chunk).split(b"\n")
        self._tail = tail[-_LONGEST_LINE:]
        found = []
        for line in lines:
            weight = self._weight(line)
            if weight is not None and weight != self._told:
                self._told = weight
                found.append(weight)
        return found

    def due_ns(self) -> None:
        """Silence means nothing."""

    def idle(self, at_ns: int) -> list[WeightRead]:
        """Silence means nothing."""
        return []

    def lost(self) -> list[WeightRead]:
        """What it said no longer holds; it is told anew when it is back."""
        self._tail, self._told = b"", None
        return []

    def _weight(self, line: bytes) -> WeightRead | None:
        line = line.strip()
        if line.startswith(b"OL"):
            # Too much lies on it: whatever it said before no longer holds.
            return WeightRead(0, False, self._device)
        parts = _LINE.fullmatch(line)
        if parts is None:
            return None
        figure = Decimal(parts[3].decode().replace(",", "."))
        milli = int((figure * (1000 if parts[4] == b"kg" else 1)).quantize(Decimal(1), ROUND_HALF_UP))
        return WeightRead(-milli if parts[2] == b"-" else milli, parts[1] == b"ST", self._device)
