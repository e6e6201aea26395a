"""A scanner that is not there: each scan puts bytes on its line, as the real one would. Thread-safe.

A scan with faults that take time is played on a thread of its own, which ends with the last of them; nobody
waits for it, and scans keep their order.
"""

import random
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable

from drivers.simulated.lines import ScannerLine
from drivers.simulated.scan_faults import NO_FAULTS, ScanFaults, Step, steps
from drivers.simulated.transport import SimulatedLine


class ScannerOnLine:
    """One scanner at the end of a line. prefix and suffix: what it puts around each code.

    seed: of what faults do at random. wait: lets some seconds pass between two steps.
    """

    def __init__(
        self,
        on: ScannerLine,
        prefix: bytes = b"",
        suffix: bytes = b"\r",
        *,
        seed: int = 1,
        wait: Callable[[float], object] = time.sleep,
    ) -> None:
        self._on = on
        self._prefix = prefix
        self._suffix = suffix
        self._chance = random.Random(seed)
        self._player = _Player(on, wait)

    def scan(self, code: str, aim: str = "", faults: ScanFaults = NO_FAULTS) -> bool:
        """Read a code; aim: its AIM identifier, such as `]E0`. False where nobody listens.

        With faults that take time it answers at once, True where it was begun; see wait_done().
        """
        todo = steps(self._prefix, aim + code, self._suffix, faults, self._chance)
        return self._player.play(todo)

    def unplug_in_scan(self, code: str) -> None:
        """Pull the plug when half of a code is over."""
        self.scan(code, faults=ScanFaults(unplug=True, split_ms=0))

    def unplug(self) -> None:
        """Pull the plug."""
        self._on.unplug()

    def plug(self) -> None:
        """Put it back."""
        self._on.plug()

    def wait_done(self, timeout_s: float) -> bool:
        """Wait until all that was begun has been played; False after timeout_s."""
        return self._player.wait_done(timeout_s)


class SimulatedScanner(ScannerOnLine):
    """One on a line in memory, for the demo and training."""

    def __init__(self, line: SimulatedLine | None = None, prefix: bytes = b"", suffix: bytes = b"\r") -> None:
        self.line = line or SimulatedLine("scanner")
        super().__init__(self.line, prefix, suffix)


class _Player:
    """Plays steps in order; those that take no time at once, the others on a thread."""

    def __init__(self, line: ScannerLine, wait: Callable[[float], object]) -> None:
        self._line = line
        self._wait = wait
        self._changed = threading.Condition()
        self._todo: deque[Step] = deque()
        self._playing = False

    def play(self, todo: Iterable[Step]) -> bool:
        todo = list(todo)
        with self._changed:
            if not self._playing and not any(step.after_ms for step in todo):
                done = [self._do(step) for step in todo]
                return all(done)
            self._todo += todo
            if not self._playing:
                self._playing = True
                threading.Thread(target=self._run, name="simulated-scanner", daemon=True).start()
            return True

    def wait_done(self, timeout_s: float) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: not self._playing, timeout_s)

    def _run(self) -> None:
        while True:
            with self._changed:
                if not self._todo:
                    self._playing = False
                    self._changed.notify_all()
                    return
                step = self._todo.popleft()
            if step.after_ms:
                self._wait(step.after_ms / 1000)
            self._do(step)

    def _do(self, step: Step) -> bool:
        if step.plug:
            (self._line.plug if step.plug == "in" else self._line.unplug)()
            return True
        return self._line.write(step.sent)
