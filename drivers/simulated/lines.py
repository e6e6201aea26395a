"""Cables that a simulated device hangs on, besides the one in memory: a pty and a TCP connection.

So a till that knows nothing of simulation, with a scanner of kind `serial` or `network`, can be pointed at
it. Any thread may write; what nobody takes is lost, as on a cable, and no call waits for the till.
"""

import contextlib
import os
import pty
import socket
import threading
import tty
from pathlib import Path
from typing import Protocol

_CONNECT_S = 1.0


class ScannerLine(Protocol):
    """What a simulated scanner needs of its cable."""

    def write(self, sent: bytes) -> bool:
        """Put bytes on it; False where nobody has it open, or not all of them arrived."""

    def unplug(self) -> None:
        """Pull the plug."""

    def plug(self) -> None:
        """Put it back."""


class PtyLine:
    """A serial port under a name that stays the same when it is plugged in again, as a by-id link does."""

    def __init__(self, path: Path) -> None:
        """path: of the link that is made, for the setting `path` of the scanner."""
        self.path = path
        self._lock = threading.Lock()
        self._device_end: int | None = None
        self.plug()

    def write(self, sent: bytes) -> bool:
        """Put bytes on it; False where it is unplugged, or its buffer is full because nobody reads."""
        with self._lock:
            if self._device_end is None:
                return False
            view = memoryview(sent)
            with contextlib.suppress(OSError):
                while view:
                    view = view[os.write(self._device_end, view) :]
            return not view

    def unplug(self) -> None:
        """Pull the plug: the till's port is gone."""
        with self._lock:
            if self._device_end is not None:
                # First: the next pty on this machine may get the same number.
                self.path.unlink(missing_ok=True)
                os.close(self._device_end)
                self._device_end = None

    def plug(self) -> None:
        """Put it back, as another device under the same name."""
        with self._lock:
            if self._device_end is not None:
                return
            device_end, till_end = pty.openpty()
            tty.setraw(till_end)
            os.set_blocking(device_end, False)
            aside = self.path.with_name(self.path.name + ".new")
            aside.unlink(missing_ok=True)
            aside.symlink_to(os.ttyname(till_end))
            os.replace(aside, self.path)
            os.close(till_end)
            self._device_end = device_end


class TcpLine:
    """A scanner in the network. host and port: where it waits for the till; calls: it calls the till there.

    port 0: a free one, see `port`.
    """

    def __init__(self, host: str = "127.0.0.1", port: int = 0, *, calls: bool = False) -> None:
        self.host, self.port = host, port
        self._calls = calls
        self._lock = threading.Lock()
        self._plugged = False
        self._listening: socket.socket | None = None
        self._till: socket.socket | None = None
        self.plug()

    def write(self, sent: bytes) -> bool:
        """Put bytes on it; False where there is no till, or it does not read."""
        with self._lock:
            till = self._reached()
            if till is None:
                return False
            try:
                return till.send(sent) == len(sent)
            except BlockingIOError:
                return False
            except OSError:
                self._hang_up()
                return False

    def unplug(self) -> None:
        """Pull the plug: connections end, and new ones are refused."""
        with self._lock:
            self._plugged = False
            self._hang_up()
            if self._listening is not None:
                self._listening.close()
                self._listening = None

    def plug(self) -> None:
        """Put it back; who calls, calls at the next write."""
        with self._lock:
            if not self._plugged and not self._calls:
                self._listening = socket.create_server((self.host, self.port))
                self._listening.setblocking(False)
                self.port = self._listening.getsockname()[1]
            self._plugged = True

    def _reached(self) -> socket.socket | None:
        """The connection to the till; one that the till gave up for a newer one is let go."""
        if self._listening is not None:
            with contextlib.suppress(BlockingIOError):
                newer, _ = self._listening.accept()
                self._hang_up()
                self._till = newer
        elif self._plugged and self._till is None:
            with contextlib.suppress(OSError):
                self._till = socket.create_connection((self.host, self.port), _CONNECT_S)
        if self._till is not None:
            self._till.setblocking(False)
        return self._till

    def _hang_up(self) -> None:
        if self._till is not None:
            self._till.close()
            self._till = None
