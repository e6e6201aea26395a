"""A network receipt printer for proofs: takes bytes on TCP, answers status requests, keeps every byte in a
file.

One thread accepts, one a connection reads. It answers DLE EOT the way a real one does, at once and even while
its paper is held back; it understands nothing else: what the bytes mean is the checker's affair.
"""

import contextlib
import os
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

# What a healthy printer says to DLE EOT 1 (printer), 2 (offline cause), 3 (error), 4 (paper).
HEALTHY = {1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12}

_STATUS = b"\x10\x04"
_BEGIN = b"\x1b@"
_PULSES = (b"\x1bp", b"\x10\x14\x01")
_LONGEST_PATTERN = 3


@dataclass(frozen=True, slots=True)
class Pulse:
    """A drawer pulse that arrived. at_ns: CLOCK_MONOTONIC after the read that brought it."""

    at_ns: int
    connection: int


@dataclass
class PaperServer:
    """Listens on 127.0.0.1. folder: gets one file `000001.bin` a connection, in order of their opening.

    on_begin: called with the time (CLOCK_MONOTONIC) at which the first bytes of a paper arrived.
    """

    folder: Path
    port: int = 0
    on_pulse: Callable[[Pulse], None] | None = None
    on_begin: Callable[[int], None] | None = None
    pulses: list[Pulse] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._count = len(list(self.folder.glob("*.bin")))
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self.port = self._listener.getsockname()[1]
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._idle = threading.Condition(self._lock)
        self._thread = threading.Thread(target=self._accept, name="paper-accept", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop listening and end every connection."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        self._thread.join(5)
        self.wait_idle(5)

    def wait_idle(self, timeout_s: float) -> bool:
        """Wait until no connection is open."""
        with self._idle:
            return self._idle.wait_for(lambda: not self._open, timeout_s)

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._lock:
                self._count += 1
                number = self._count
                self._open.add(connection)
            threading.Thread(target=self._serve, args=(connection, number), name="paper", daemon=True).start()

    def _serve(self, connection: socket.socket, number: int) -> None:
        out = os.open(self.folder / f"{number:06d}.bin", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        tail = b""
        try:
            while chunk := connection.recv(65536):
                at_ns = time.monotonic_ns()
                os.write(out, chunk)
                tail = self._react(connection, number, tail + chunk, len(tail), at_ns)
        except OSError:
            pass  # the till was killed: what came until then is in the file
        finally:
            os.close(out)
            connection.close()
            with self._idle:
                self._open.discard(connection)
                self._idle.notify_all()

    def _react(self, connection: socket.socket, number: int, seen: bytes, old: int, at_ns: int) -> bytes:
        """Answer and note what is complete in `seen`; the bytes that may be the beginning of more come back.

        old: so many bytes at the start were looked at before; a pattern that ends within them is not new.
        """
        for pattern in _PULSES:
            for at in _find_all(seen, pattern):
                if at + len(pattern) > old:
                    self._note(Pulse(at_ns, number))
        if self.on_begin is not None and any(at + len(_BEGIN) > old for at in _find_all(seen, _BEGIN)):
            self.on_begin(at_ns)
        for at in _find_all(seen, _STATUS):
            if at + 2 < len(seen) and at + 3 > old:
                connection.sendall(bytes([HEALTHY.get(seen[at + 2], 0x12)]))
        return seen[-(_LONGEST_PATTERN - 1) :]

    def _note(self, pulse: Pulse) -> None:
        self.pulses.append(pulse)
        if self.on_pulse is not None:
            self.on_pulse(pulse)


def _find_all(seen: bytes, pattern: bytes) -> list[int]:
    found = []
    at = seen.find(pattern)
    while at >= 0:
        found.append(at)
        at = seen.find(pattern, at + 1)
    return found
