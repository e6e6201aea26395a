"""Says when Enter may take money: 300 ms after any other input, never as the end of a burst, never twice.

Pure. A person who types an amount and presses Enter at once is not made to press again: the tender is taken
when the 300 ms are over, if nothing else comes in between. Times are ms: `now_ms` of this machine's
monotonic clock, `stamp_ms` of the key events (None for a tap).
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

QUIET_MS = 300
BURST_MS = 35
BURST_KEYS = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do with an Enter: take it now, wait so many ms and ask again, or forget it."""

    do: Literal["take", "wait", "drop"]
    wait_ms: int = 0


DROP = Verdict("drop")
TAKE = Verdict("take")


class EnterGuard:
    """The inputs of the last moment."""

    def __init__(self) -> None:
        self._last_ms = -QUIET_MS
        self._last_enter_ms = -QUIET_MS
        self._stamps: list[int] = []
        self._waiting = False

    def other_input(self, now_ms: int, stamp_ms: int | None = None) -> None:
        """Anything but Enter: a key, a tap, a scan. It takes back an Enter that still waits."""
        self._last_ms = now_ms
        self._waiting = False
        if stamp_ms is None:
            self._stamps.clear()
        else:
            self._stamps = [*self._stamps[-BURST_KEYS:], stamp_ms]

    def enter(self, now_ms: int, stamp_ms: int | None = None) -> Verdict:
        """Enter was pressed."""
        doubled = now_ms - self._last_enter_ms < QUIET_MS
        self._last_enter_ms = now_ms
        if doubled or self._ends_burst(stamp_ms):
            self._waiting = False
            self._last_ms = now_ms
            # The burst ended with this Enter: the next one is a person's, who is not left without an answer.
            self._stamps.clear()
            return DROP
        left_ms = self._last_ms + QUIET_MS - now_ms
        if left_ms > 0:
            self._waiting = True
            return Verdict("wait", left_ms)
        self._last_ms = now_ms
        return TAKE

    def due(self, now_ms: int) -> Verdict:
        """The wait is over: whether the Enter still stands."""
        if not self._waiting:
            return DROP
        left_ms = self._last_ms + QUIET_MS - now_ms
        if left_ms > 0:
            return Verdict("wait", left_ms)
        self._waiting = False
        self._last_ms = now_ms
        return TAKE

    def _ends_burst(self, stamp_ms: int | None) -> bool:
        """Whether a machine typed: Enter hard on the last key, or the keys before it hard on one another."""
        if stamp_ms is None or not self._stamps:
            return False
        gaps = [later - earlier for earlier, later in pairwise(self._stamps)]
        machine = len(gaps) >= BURST_KEYS - 1 and all(gap <= BURST_MS for gap in gaps[1 - BURST_KEYS :])
        return machine or stamp_ms - self._stamps[-1] <= BURST_MS
