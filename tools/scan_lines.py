"""The far ends of the transports: what a scanner's plug is to the till's real readers.

Each takes bytes and blocks until they are on their way; each can be pulled and put back. Used by one sending
thread each, while the till's reader has the other end.
"""

import array
import fcntl
import os
import pty
import queue
import socket
import termios
import time
import tty
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Protocol

from drivers.api import DeviceMissing
from drivers.scanners.hid_evdev import Keyboard
from drivers.scanners.hid_pos import Handle, HidDevice

_POLL_S = 0.001
_CONNECT_S = 20.0
HID_REPORT_BYTES = 64


class Line(Protocol):
    """One transport. unit: 1 where bytes may be cut anywhere, 0 where they may not."""

    unit: int

    def write(self, sent: bytes) -> None:
        """Put bytes on it."""

    def wait_read(self) -> None:
        """Wait until the till has taken all of it, where pulling the plug would take it away again."""

    def unplug(self) -> None:
        """Pull the plug."""

    def plug(self) -> None:
        """Put it back."""

    def close(self) -> None:
        """Let go of it, when the till no longer reads."""


class Pty:
    """A serial port behind a name that stays the same."""

    unit = 1

    def __init__(self, path: Path) -> None:
        self.path = path
        self._master = self._slave = -1
        self.plug()

    def write(self, sent: bytes) -> None:
        view = memoryview(sent)
        while view:
            view = view[os.write(self._master, view) :]

    def wait_read(self) -> None:
        waiting = array.array("i", [1])
        while waiting[0]:
            fcntl.ioctl(self._slave, termios.FIONREAD, waiting)
            time.sleep(_POLL_S)

    def unplug(self) -> None:
        if self._master >= 0:
            # First: the next pty of all may get the same number.
            self.path.unlink()
            os.close(self._master)
            os.close(self._slave)
            self._master = self._slave = -1

    def plug(self) -> None:
        self._master, self._slave = pty.openpty()
        tty.setraw(self._slave)
        aside = self.path.with_suffix(".new")
        aside.symlink_to(os.ttyname(self._slave))
        os.replace(aside, self.path)

    def close(self) -> None:
        self.unplug()


class Serving:
    """A scanner in the network that waits for the till."""

    unit = 1

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._till: socket.socket | None = None

    def write(self, sent: bytes) -> None:
        if self._till is None:
            self._till, _ = self._listening.accept()
        self._till.sendall(sent)

    def wait_read(self) -> None:
        """What is in a connection arrives before its end."""

    def unplug(self) -> None:
        if self._till is not None:
            self._till.close()
            self._till = None

    def plug(self) -> None:
        """The till calls again by itself."""

    def close(self) -> None:
        self.unplug()
        self._listening.close()


class Calling:
    """A scanner in the network that calls the till."""

    unit = 1

    def __init__(self, port: int) -> None:
        self._port = port
        self._till: socket.socket | None = None

    def write(self, sent: bytes) -> None:
        if self._till is None:
            self._till = self._called()
        self._till.sendall(sent)

    def wait_read(self) -> None:
        """What is in a connection arrives before its end."""

    def unplug(self) -> None:
        if self._till is not None:
            self._till.close()
            self._till = None

    def plug(self) -> None:
        if self._till is None:
            self._till = self._called()

    def close(self) -> None:
        self.unplug()

    def _called(self) -> socket.socket:
        end = time.monotonic() + _CONNECT_S
        while True:
            try:
                return socket.create_connection(("127.0.0.1", self._port), _CONNECT_S)
            except ConnectionRefusedError:
                if time.monotonic() > end:
                    raise
                time.sleep(_POLL_S)


class Keys:
    """A keyboard of the kernel: its events come out of a socket; an OpenKeyboards of KeyboardReader."""

    unit = 1

    def __init__(self) -> None:
        self._device: socket.socket | None = None
        self._till: socket.socket | None = None
        self.plug()

    def write(self, sent: bytes) -> None:
        if self._device is not None:
            self._device.sendall(sent)

    def wait_read(self) -> None:
        """What is in a socket arrives before its end."""

    def unplug(self) -> None:
        if self._device is not None:
            self._device.close()
            self._device = None

    def plug(self) -> None:
        self._device, self._till = socket.socketpair()
        self._till.setblocking(False)

    def close(self) -> None:
        self.unplug()
        if self._till is not None:
            self._till.close()

    def fileno(self) -> int:
        """The device's end, for a writer of its own; -1 while it is unplugged."""
        return -1 if self._device is None else self._device.fileno()

    def __call__(self, already: Collection[str]) -> Sequence[Keyboard]:
        """The reader grabs it. Raises DeviceMissing while it is unplugged."""
        if already:
            return ()
        till, self._till = self._till, None
        if till is None:
            raise DeviceMissing("It is unplugged; plug it in.")
        return (_Grabbed(till),)


class _Grabbed:
    path = "keys"

    def __init__(self, end: socket.socket) -> None:
        self._end = end

    def fileno(self) -> int:
        return self._end.fileno()

    def held(self) -> frozenset[int]:
        return frozenset()

    def light(self, on: bool) -> None:
        """It has none."""

    def close(self) -> None:
        self._end.close()


class HidBus:
    """One scanner in HID-POS mode and the bus that it is on; a Hid of HidPosReader."""

    # What is written at once is never cut: its reports follow each other.
    unit = 0

    def __init__(self) -> None:
        self._sent: queue.SimpleQueue[bytes] | None = queue.SimpleQueue()

    def write(self, sent: bytes) -> None:
        if self._sent is not None:
            self._sent.put(sent)

    def wait_read(self) -> None:
        """What was sent arrives before the end."""

    def unplug(self) -> None:
        sent, self._sent = self._sent, None
        if sent is not None:
            sent.put(b"")

    def plug(self) -> None:
        self._sent = queue.SimpleQueue()

    def close(self) -> None:
        self.unplug()

    def devices(self) -> Sequence[HidDevice]:
        """It alone, while it is plugged in."""
        return () if self._sent is None else (HidDevice("hid", 0x0C2E, 0x1007, 0x8C, 0x02),)

    def open(self, path: str) -> Handle:
        """The reader opens it."""
        if self._sent is None:
            raise OSError(f"{path} is gone")
        return _HidHandle(self._sent)


class _HidHandle:
    def __init__(self, sent: "queue.SimpleQueue[bytes]") -> None:
        self._sent = sent
        self._reports: list[bytes] = []

    def read(self, most_bytes: int, timeout_ms: int) -> bytes:
        if not self._reports:
            try:
                sent = self._sent.get(timeout=timeout_ms / 1000)
            except queue.Empty:
                return b""
            if not sent:
                raise OSError("It is unplugged.")
            places = range(0, len(sent), HID_REPORT_BYTES)
            self._reports = [sent[at : at + HID_REPORT_BYTES] for at in reversed(places)]
        return self._reports.pop()

    def report_descriptor(self) -> bytes:
        raise OSError("It says nothing of itself.")

    def send_feature(self, report: bytes) -> None:
        """It needs none."""

    def close(self) -> None:
        """Nothing is held."""
