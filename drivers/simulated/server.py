"""The simulated printer on a TCP port, like a real one: one connection at a time.

One thread of its own, from start() to close().
"""

import socket
import struct
import threading
from collections.abc import Callable
from functools import partial
from select import POLLIN, poll

from drivers.simulated.machine import Dead, PrinterMachine
from drivers.simulated.wire import Caller

_READ_BYTES = 16_384


class Waker:
    """Makes a thread that waits look up; wake() from any thread."""

    def __init__(self) -> None:
        self._read, self._write = socket.socketpair()
        self._read.setblocking(False)
        self._write.setblocking(False)

    def wake(self) -> None:
        """Once is enough."""
        try:
            self._write.send(b"\0")
        except OSError:
            pass  # enough wake-ups are waiting, or it is closed

    def wait(self, waiting_for: int, events: int, timeout_s: float | None) -> int:
        """Wait for events of a descriptor, but no longer than until wake(); answers its events."""
        poller = poll()
        poller.register(waiting_for, events)
        poller.register(self._read, POLLIN)
        ready = dict(poller.poll(None if timeout_s is None else timeout_s * 1000))
        if self._read.fileno() in ready:
            self._read.recv(_READ_BYTES)
        return ready.get(waiting_for, 0)

    def pause(self) -> None:
        """Wait until wake()."""
        self.wait(self._read.fileno(), POLLIN, None)

    def close(self) -> None:
        """Let go."""
        self._read.close()
        self._write.close()


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
        self._waker = Waker()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="simulated-printer", daemon=True)

    def start(self) -> "SimulatedPrinterServer":
        """Begin to take connections; answers itself."""
        self.machine.listen(self._waker.wake)
        self._thread.start()
        return self

    def close(self, timeout_s: float = 5.0) -> None:
        """Hang up and let go of the port."""
        self._stopping = True
        self._waker.wake()
        if self._thread.is_alive():
            self._thread.join(timeout_s)
        self._listening.close()
        self._waker.close()

    def _run(self) -> None:
        while not self._stopping:
            self._waker.wait(self._listening.fileno(), POLLIN, None)
            try:
                connection, _ = self._listening.accept()
            except OSError:
                continue  # it was a wake-up, or the caller is gone again
            with connection:
                connection.setblocking(False)
                self._serve(connection)

    def _serve(self, connection: socket.socket) -> None:
        wait = partial(self._waker.wait, connection.fileno())
        try:
            Caller(_TcpWire(connection), self.machine, wait, self._tap).serve(lambda: self._stopping)
        except Dead:
            # As if its plug were pulled: the caller gets a reset, not an orderly end.
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        except OSError:
            pass  # the caller is gone


class _TcpWire:
    """One connection. While its cable is out the network keeps what is sent and tries again."""

    swallows = False

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def read(self, count: int) -> bytes:
        return self._connection.recv(count)

    def write(self, answer: bytes) -> None:
        self._connection.sendall(answer)
