"""The simulated printer on a TCP port, like a real one: one connection at a time.

One thread of its own, from start() to close(). It never answers what the machine did not.
"""

import socket
import struct
import threading
import time
from collections import deque
from collections.abc import Callable
from select import POLLIN, poll

from drivers.simulated.machine import Dead, Faults, PrinterMachine

_READ_BYTES = 16_384
_RETRY_S = 0.02


class SimulatedPrinterServer:
    """Listens from the moment it is made; port 0 takes a free one. tap: gets every byte that was taken."""

    def __init__(
        self,
        machine: PrinterMachine | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        tap: Callable[[bytes], None] | None = None,
    ) -> None:
        self.machine = machine or PrinterMachine()
        self._tap = tap
        self._listening = socket.create_server((host, port))
        self._listening.setblocking(False)
        self.address: tuple[str, int] = self._listening.getsockname()[:2]
        self._wake_read, self._wake_write = socket.socketpair()
        self._wake_read.setblocking(False)
        self._wake_write.setblocking(False)
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="simulated-printer", daemon=True)

    def start(self) -> "SimulatedPrinterServer":
        """Begin to take connections; answers itself."""
        self.machine.listen(self._wake)
        self._thread.start()
        return self

    def close(self, timeout_s: float = 5.0) -> None:
        """Hang up and let go of the port."""
        self._stopping = True
        self._wake()
        if self._thread.is_alive():
            self._thread.join(timeout_s)
        for one in (self._listening, self._wake_read, self._wake_write):
            one.close()

    def _wake(self) -> None:
        try:
            self._wake_write.send(b"\0")
        except OSError:
            pass  # enough wake-ups are waiting, or the server is closed

    def _run(self) -> None:
        while not self._stopping:
            self._wait(self._listening, POLLIN, None)
            try:
                connection, _ = self._listening.accept()
            except OSError:
                continue  # it was a wake-up, or the caller is gone again
            with connection:
                connection.setblocking(False)
                _Connection(connection, self.machine, self._wait, self._tap).serve(lambda: self._stopping)

    def _wait(self, waiting_for: socket.socket, event: int, timeout_s: float | None) -> bool:
        """Wait for a socket, but no longer than until something changes."""
        poller = poll()
        poller.register(waiting_for, event)
        poller.register(self._wake_read, POLLIN)
        ready = {number for number, _ in poller.poll(None if timeout_s is None else timeout_s * 1000)}
        if self._wake_read.fileno() in ready:
            self._wake_read.recv(_READ_BYTES)
        return waiting_for.fileno() in ready


class _Connection:
    """One caller; on the server's thread."""

    def __init__(
        self,
        connection: socket.socket,
        machine: PrinterMachine,
        wait: Callable[[socket.socket, int, float | None], bool],
        tap: Callable[[bytes], None] | None,
    ) -> None:
        self._connection = connection
        self._machine = machine
        self._wait = wait
        self._tap = tap
        self._untaken = b""
        self._late: deque[tuple[float, bytes]] = deque()

    def serve(self, stopping: Callable[[], bool]) -> None:
        """Until the caller hangs up, or the printer dies."""
        try:
            while not stopping() and self._step():
                pass
        except Dead:
            # As if its plug were pulled: the caller gets a reset, not an orderly end.
            self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        except OSError:
            pass  # the caller is gone

    def _step(self) -> bool:
        """Take and give what there is; False at the end."""
        self._send_late()
        if not self._untaken:
            if not self._wait(self._connection, POLLIN, self._patience_s()):
                return True
            self._untaken = self._connection.recv(_READ_BYTES)
            if not self._untaken:
                return False
        if not self._give(self._machine.faults()):
            self._wait(self._connection, 0, _RETRY_S)
        return True

    def _give(self, faults: Faults) -> bool:
        """Give the machine what came, at its speed; False where it takes nothing now."""
        most = len(self._untaken)
        if faults.bytes_per_s:
            most = max(1, min(most, int(faults.bytes_per_s * _RETRY_S)))
            self._wait(self._connection, 0, most / faults.bytes_per_s)
        reception = self._machine.receive(self._untaken[:most])
        taken, self._untaken = self._untaken[: reception.taken], self._untaken[reception.taken :]
        if self._tap is not None and taken:
            self._tap(taken)
        if faults.answers == "late":
            self._late.append((time.monotonic() + faults.late_ms / 1000, reception.answer))
        elif reception.answer:
            self._connection.sendall(reception.answer)
        if self._machine.is_dead():
            raise Dead
        return bool(taken)

    def _send_late(self) -> None:
        while self._late and self._late[0][0] <= time.monotonic():
            self._connection.sendall(self._late.popleft()[1])

    def _patience_s(self) -> float | None:
        return max(0.0, self._late[0][0] - time.monotonic()) if self._late else None
