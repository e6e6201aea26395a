"""A cash drawer that is not there: a pulse opens it, a hand closes it. Thread-safe."""

import threading
from dataclasses import dataclass
from typing import Literal

_SHORTEST_PULSE_MS = 30


@dataclass(frozen=True, slots=True)
class DrawerSnapshot:
    """How the drawer is. pulses: those that came; opened: those that opened it."""

    is_open: bool
    opened: int
    pulses: int


class SimulatedDrawer:
    """One drawer, on one pin of the printer's connector. stuck: it does not open, as with its key turned."""

    def __init__(self, pin: Literal[2, 5] = 2) -> None:
        self._pin = pin
        self._changed = threading.Condition()
        self._is_open = False
        self._stuck = False
        self._opened = 0
        self._pulses = 0

    def pulse(self, pin: int, on_ms: int) -> bool:
        """The printer's pulse; answers whether it opened a closed drawer. Too short a pulse only clicks."""
        with self._changed:
            self._pulses += 1
            if pin != self._pin or on_ms < _SHORTEST_PULSE_MS or self._stuck or self._is_open:
                return False
            self._is_open = True
            self._opened += 1
            self._changed.notify_all()
            return True

    def close(self) -> None:
        """Push it shut."""
        with self._changed:
            self._is_open = False
            self._changed.notify_all()

    def set_stuck(self, stuck: bool) -> None:
        """Turn its key."""
        with self._changed:
            self._stuck = stuck

    def snapshot(self) -> DrawerSnapshot:
        """How it is now."""
        with self._changed:
            return DrawerSnapshot(self._is_open, self._opened, self._pulses)

    def wait_opened(self, count: int, timeout_s: float) -> bool:
        """Wait until it has opened so many times; False after timeout_s."""
        with self._changed:
            return self._changed.wait_for(lambda: self._opened >= count, timeout_s)
