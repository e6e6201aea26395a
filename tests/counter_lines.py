"""Cables for displays and drawers: a pty under a name that stays, and a TCP port. The test is the device."""

import contextlib
import os
import pty
import select
import socket
import threading
import tty
from collections.abc import Callable
from pathlib import Path

Take = Callable[[bytes], None]
_READ_BYTES = 4096


class Received:
    """What came so far; for waiting."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._whole = b""

    def __call__(self, piece: bytes) -> None:
        with self._changed:
            self._whole += piece
            self._changed.notify_all()

    def wait_for(self, wanted: bytes, timeout_s: float = 10.0) -> bytes:
        """All that came, as soon as it holds this."""
        with self._changed:
            assert self._changed.wait_for(lambda: wanted in self._whole, timeout_s), self._whole
            return self._whole

    @property
    def whole(self) -> bytes:
        with self._changed:
            return self._whole


class SerialCable:
    """A serial port. take: given every piece that comes, on this cable's thread."""

    def __init__(self, path: Path, take: Take) -> None:
        self.path = path
        self._take = take
        self._thread: threading.Thread | None = None
        self.plug()

    def plug(self) -> None:
        device, till = pty.openpty()
        tty.setraw(till)
        aside = self.path.with_suffix(".new")
        aside.symlink_to(os.ttyname(till))
        os.replace(aside, self.path)
        self._till, self._wake_read, self._wake_write = till, *os.pipe()
        self._thread = threading.Thread(target=self._read, args=(device, self._wake_read), daemon=True)
        self._thread.start()

    def unplug(self) -> None:
        if self._thread is not None:
            self.path.unlink()
            os.close(self._wake_write)
            self._thread.join(10)
            os.close(self._till)
            os.close(self._wake_read)
            self._thread = None

    def _read(self, device: int, wake: int) -> None:
        while True:
            ready, _, _ = select.select([device, wake], [], [])
            if wake in ready:
                break
            self._take(os.read(device, _READ_BYTES))
        os.close(device)


class TcpCable:
    """A device on a TCP port, one caller at a time."""

    def __init__(self, take: Take) -> None:
        self._take = take
        self._thread: threading.Thread | None = None
        self.port = 0
        self.plug()

    def plug(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", self.port))
        self.port = self._listening.getsockname()[1]
        self._ends: list[socket.socket] = []
        self._thread = threading.Thread(target=self._serve, args=(self._listening,), daemon=True)
        self._thread.start()

    def unplug(self) -> None:
        if self._thread is not None:
            for end in (self._listening, *self._ends):
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()
            self._thread.join(10)
            self._thread = None

    def _serve(self, listening: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                end, _ = listening.accept()
                self._ends.append(end)
                while piece := end.recv(_READ_BYTES):
                    self._take(piece)
