"""What comes over a wire goes to the machine, and its answers back: one caller at the simulated printer.

Used by the thread of a server. It never answers what the machine did not.
"""

import time
from collections import deque
from collections.abc import Callable
from select import POLLERR, POLLIN
from typing import Protocol

from drivers.simulated.machine import Dead, Faults, PrinterMachine

READ_BYTES = 16_384
_RETRY_S = 0.02
_FOR_EVER: float | None = None

Wait = Callable[[int, float | None], int]
"""Waits for events (POLLIN or 0) of the wire, no longer than until something changes; answers its events."""


class Wire(Protocol):
    """The printer's end of a cable. Every call raises OSError where the other end is gone."""

    swallows: bool
    """Whether what is sent while the cable is out is lost at once; else it lies somewhere on its way."""

    def read(self, count: int) -> bytes:
        """What has come; empty at the end."""

    def write(self, answer: bytes) -> None:
        """Send all of it."""


class Caller:
    """One caller."""

    def __init__(
        self,
        wire: Wire,
        machine: PrinterMachine,
        wait: Wait,
        tap: Callable[[bytes], None] | None,
    ) -> None:
        self._wire = wire
        self._machine = machine
        self._wait = wait
        self._tap = tap
        self._untaken = b""
        self._late: deque[tuple[float, bytes]] = deque()
        self._power_cycles = machine.power_cycles()

    def serve(self, stopping: Callable[[], bool]) -> None:
        """Until the caller hangs up. Raises Dead where the printer dies or is switched off; OSError."""
        while not stopping() and self._step():
            if self._machine.power_cycles() != self._power_cycles:
                raise Dead

    def _step(self) -> bool:
        """Take and give what there is; False at the end."""
        faults = self._machine.faults()
        if faults.unplugged:
            return self._unplugged()
        self._send_late()
        if not self._untaken:
            events = self._wait(POLLIN, self._patience_s())
            if events & POLLERR:
                return False  # the caller took back what was still on its way
            if not events or self._machine.faults().unplugged:
                return True
            self._untaken = self._wire.read(READ_BYTES)
            if not self._untaken:
                return False
        return self._give(faults) or not self._wait(0, _RETRY_S) & POLLERR

    def _unplugged(self) -> bool:
        """Nothing arrives, nobody answers."""
        self._late.clear()
        events = self._wait(POLLIN if self._wire.swallows else 0, _FOR_EVER)
        if events & POLLERR:
            return False
        return not (events & POLLIN and self._wire.swallows) or bool(self._wire.read(READ_BYTES))

    def _give(self, faults: Faults) -> bool:
        """Give the machine what came, at its speed; False where it takes nothing now."""
        most = len(self._untaken)
        if faults.bytes_per_s:
            most = max(1, min(most, int(faults.bytes_per_s * _RETRY_S)))
            self._wait(0, most / faults.bytes_per_s)
        if self._machine.power_cycles() != self._power_cycles:
            raise Dead
        reception = self._machine.receive(self._untaken[:most])
        taken, self._untaken = self._untaken[: reception.taken], self._untaken[reception.taken :]
        if self._tap is not None and taken:
            self._tap(taken)
        if faults.answers == "late":
            self._late.append((time.monotonic() + faults.late_ms / 1000, reception.answer))
        elif reception.answer:
            self._wire.write(reception.answer)
        if self._machine.is_dead():
            raise Dead
        return bool(taken)

    def _send_late(self) -> None:
        while self._late and self._late[0][0] <= time.monotonic():
            self._wire.write(self._late.popleft()[1])

    def _patience_s(self) -> float | None:
        return max(0.0, self._late[0][0] - time.monotonic()) if self._late else None
