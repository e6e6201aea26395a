"""A printer on TCP port 9100. Used by the printing worker's thread; every wait has an end."""

import contextlib
import select
import socket
import struct
import time

from drivers.api import DeviceLost, DeviceMissing
from drivers.printers.descriptor import queued_bytes
from drivers.printers.linked import Limits, Link, LinkedPrinter

_DRAIN_BYTES = 4096
_LOOK_S = 0.005


class TcpLink:
    """One connection to a printer."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        connection.setblocking(False)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def write_some(self, piece: memoryview, timeout_s: float) -> int:
        """Bytes taken; 0 where none were within the time."""
        if not self._wait(select.POLLOUT, timeout_s):
            return 0
        try:
            return self._connection.send(piece)
        except BlockingIOError:
            return 0
        except OSError as error:
            raise DeviceLost(_reason(error)) from error

    def read_byte(self, timeout_s: float) -> int | None:
        """The next byte; exactly one, for what follows it is not its answer."""
        if not self._wait(select.POLLIN, timeout_s):
            return None
        return self._read(1)[0]

    def drain(self) -> None:
        """Throw away what has come so far."""
        while self._wait(select.POLLIN, 0):
            self._read(_DRAIN_BYTES)

    def settle(self, timeout_s: float) -> bool:
        """Whether the printer's own network part confirmed every byte, waiting no longer than that."""
        end_s = time.monotonic() + timeout_s
        while queued_bytes(self._connection.fileno()):
            if time.monotonic() >= end_s:
                return False
            time.sleep(_LOOK_S)
        return True

    def close(self) -> None:
        """Say that nothing follows, and let go.

        Input that nobody read would make the kernel drop what is still on its way out.
        """
        try:
            self.drain()
            self._connection.shutdown(socket.SHUT_WR)
        except (DeviceLost, OSError):
            pass  # the other end is gone already
        self._connection.close()

    def forget(self) -> None:
        """Let go with a reset: the kernel sends nothing of it again, however long the cable was out."""
        with contextlib.suppress(OSError):
            self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._connection.close()

    def _read(self, count: int) -> bytes:
        try:
            chunk = self._connection.recv(count)
        except OSError as error:
            raise DeviceLost(_reason(error)) from error
        if not chunk:
            raise DeviceLost("it hung up")
        return chunk

    def _wait(self, event: int, timeout_s: float) -> bool:
        poll = select.poll()
        poll.register(self._connection, event)
        return bool(poll.poll(max(0, timeout_s) * 1000))


def network_printer(
    name: str,
    host: str,
    port: int = 9100,
    connect_s: float = 3.0,
    limits: Limits | None = None,
    answers: bool = True,
) -> LinkedPrinter:
    """A printer at an address; nothing is opened yet. answers: whether it understands DLE EOT."""

    def open_link() -> Link:
        try:
            return TcpLink(socket.create_connection((host, port), connect_s))
        except OSError as error:
            raise DeviceMissing(
                f"The printer {name} at {host}:{port} cannot be reached ({_reason(error)}); "
                "look whether it is switched on and its cable is in."
            ) from error

    return LinkedPrinter(name, open_link, limits, answers)


def _reason(error: OSError) -> str:
    return "no answer" if isinstance(error, TimeoutError) else (error.strerror or str(error)).lower()
