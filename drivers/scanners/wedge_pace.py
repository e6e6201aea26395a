"""Learns how slow this till's keyboard scanner is, from codes that nobody can have typed. Pure; GUI thread.

It watches every key that types something, whether the wedge took it for a scan or for typing. A sample is a
whole code with its end, of eight keys and more, whose check digit is right (or that begins with an AIM
identifier), without two keys down at once, at a mean rate that nobody keeps up (wedge_burst.STRICT_MS). Three
samples in a row that the pace as it is was too short for make it longer, within bounds and never for good:
the next start begins with the configuration again. Nothing makes it shorter: a second scanner may be slower.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from drivers.scanners.wedge_burst import STRICT_MS, Pace, Stroke

MOST_HOLD_MS, MOST_TOUCH_MS = 120, 80
_SAMPLES = 3
_FEWEST_KEYS = 8
_PAUSE_MS = 150
_GTIN_DIGITS = (8, 12, 13, 14)


def nothing_learned(pace: Pace) -> None:
    """Where nobody wants to know."""


@dataclass(frozen=True, slots=True)
class _Sample:
    gap_ms: int
    touch_ms: int
    mean_ms: int


class PaceLearner:
    """The keys of what may become a sample, and the pace that came of the samples."""

    def __init__(
        self, pace: Pace, learned: Callable[[Pace], None] = nothing_learned, *, learns: bool = True
    ) -> None:
        self.pace = pace
        self._learns = learns
        self._learned = learned
        self._strokes: list[Stroke] = []
        self._samples: list[_Sample] = []

    def press(self, stroke: Stroke) -> None:
        """A key went down."""
        if self._strokes and stroke.at_ms - self._strokes[-1].at_ms > _PAUSE_MS:
            self._strokes.clear()
        if len(self._strokes) > 64 or stroke.kind not in ("char", "end"):
            self._strokes.clear()
        else:
            self._strokes.append(Stroke(stroke.code, stroke.kind, stroke.text, stroke.at_ms))

    def let_go(self, code: int, now_ms: int) -> None:
        """A key went up; that of the end makes a sample of what came before it."""
        if not self._strokes:
            return
        last = self._strokes[-1]
        if last.code != code or last.up_ms is not None:
            self._strokes.clear()  # two keys were down at once
            return
        last.up_ms = now_ms
        if last.kind == "end":
            strokes, self._strokes = self._strokes, []
            if len(strokes) > _FEWEST_KEYS:
                self._take(_sample(strokes))

    def _take(self, sample: _Sample | None) -> None:
        pace = self.pace
        if sample is None:
            self._samples.clear()
            return
        if not self._learns or (sample.gap_ms <= pace.hold_ms and sample.touch_ms <= pace.touch_ms):
            return
        self._samples.append(sample)
        if len(self._samples) < _SAMPLES:
            return
        gap_ms = max(sample.gap_ms for sample in self._samples)
        touch_ms = max(sample.touch_ms for sample in self._samples)
        mean_ms = max(sample.mean_ms for sample in self._samples)
        self._samples.clear()
        self.pace = Pace(
            max(pace.hold_ms, min(MOST_HOLD_MS, gap_ms * 5 // 4 + 5)),
            max(pace.touch_ms, min(MOST_TOUCH_MS, touch_ms * 5 // 4 + 5)),
            min(STRICT_MS, mean_ms * 6 // 5 + 4),
            pace.settled_ms,
        )
        self._learned(self.pace)


def _sample(strokes: list[Stroke]) -> _Sample | None:
    """What these keys tell of a scanner; None where a person may have typed them."""
    keys = strokes[:-1]
    if not _is_code("".join(stroke.text for stroke in keys)):
        return None
    mean_ms = (strokes[-1].at_ms - strokes[0].at_ms) // len(keys)
    touch_ms = max(stroke.touch_ms(0) for stroke in strokes)
    if mean_ms > STRICT_MS or touch_ms > MOST_TOUCH_MS:
        return None
    gaps = (after.at_ms - before.at_ms for before, after in pairwise(strokes))
    return _Sample(max(gaps), touch_ms, mean_ms)


def _is_code(text: str) -> bool:
    """Whether it has an AIM identifier, or the check digit of a GTIN (GS1 General Specifications, 7.9)."""
    if text.startswith("]"):
        return True
    if not (text.isascii() and text.isdigit() and len(text) in _GTIN_DIGITS):
        return False
    weighed = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(text)))
    return weighed % 10 == 0
