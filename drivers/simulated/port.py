"""The simulated printer on a serial port: a pty under a name of its own.

One thread, from start() to close(). Its port goes with its current: while it is dead there is none, and when
it was switched off and on there is a new one under the old name, as where the port is part of the printer.
"""

import os
import threading
import tty
from collections.abc import Callable
from functools import partial
from pathlib import Path

from drivers.simulated.machine import Dead, PrinterMachine
from drivers.simulated.server import Waker
from drivers.simulated.wire import Caller


class SimulatedPrinterPort:
    """A port from the moment it is made. path: the name that is made for it, a symbolic link."""

    def __init__(
        self,
        path: Path,
        machine: PrinterMachine | None = None,
        tap: Callable[[bytes], None] | None = None,
    ) -> None:
        self.path = path
        self.machine = machine or PrinterMachine()
        self._tap = tap
        self._waker = Waker()
        self._stopping = False
        self._pair: tuple[int, int] | None = None
        self._plug_in()
        self._thread = threading.Thread(target=self._run, name="simulated-printer", daemon=True)

    def start(self) -> "SimulatedPrinterPort":
        """Begin to read; answers itself."""
        self.machine.listen(self._waker.wake)
        self._thread.start()
        return self

    def close(self, timeout_s: float = 5.0) -> None:
        """Take the port away."""
        self._stopping = True
        self._waker.wake()
        if self._thread.is_alive():
            self._thread.join(timeout_s)
        self._pull()
        self._waker.close()

    def _run(self) -> None:
        while not self._stopping:
            if self._pair is None:
                self._plug_in()
            try:
                self._serve()
            except (Dead, OSError):
                self._pull()
            while self.machine.is_dead() and not self._stopping:
                self._waker.pause()

    def _serve(self) -> None:
        if self._pair is not None:
            wait = partial(self._waker.wait, self._pair[0])
            Caller(_PtyWire(self._pair[0]), self.machine, wait, self._tap).serve(lambda: self._stopping)

    def _plug_in(self) -> None:
        """Our own slave end keeps the port alive while nobody has it open."""
        master, slave = os.openpty()
        tty.setraw(slave)
        self._pair = (master, slave)
        draft = self.path.with_name(f".{self.path.name}.new")
        draft.unlink(missing_ok=True)
        draft.symlink_to(os.ttyname(slave))
        draft.replace(self.path)

    def _pull(self) -> None:
        pair, self._pair = self._pair, None
        self.path.unlink(missing_ok=True)
        for end in pair or ():
            os.close(end)


class _PtyWire:
    """The printer's end of the pty. A cable without a network: what is sent while it is out is lost."""

    swallows = True

    def __init__(self, master: int) -> None:
        self._master = master

    def read(self, count: int) -> bytes:
        return os.read(self._master, count)

    def write(self, answer: bytes) -> None:
        os.write(self._master, answer)
