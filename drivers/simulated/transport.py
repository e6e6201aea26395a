"""A line that is not there: bytes put in on any thread come out of a descriptor that the line reader polls.

It looks like a serial port to drivers/scanners/serial_line.py, so that everything behind it is the real
thing. write() never blocks: what nobody reads is lost when the buffer is full, as on a cable.
"""

import socket
import threading
from collections.abc import Callable

from drivers.api import DeviceMissing, DeviceRefused


class SimulatedLine:
    """One cable with two ends. Thread-safe."""

    def __init__(self, name: str, greeting: Callable[[], bytes] = bytes) -> None:
        self._name = name
        self._greeting = greeting
        self._changed = threading.Condition()
        self._device_end: socket.socket | None = None
        self._plugged = True
        self._cut_after: int | None = None

    def open(self) -> socket.socket:
        """The program's end. Raises DeviceMissing while unplugged, DeviceRefused while it is open."""
        with self._changed:
            if not self._plugged:
                raise DeviceMissing(
                    f"The simulated {self._name} is unplugged; plug it in on the device panel."
                )
            if self._device_end is not None and not _is_closed(self._device_end):
                raise DeviceRefused(f"The simulated {self._name} is open already; one reader at a time.")
            self._close_device_end()
            program_end, self._device_end = socket.socketpair()
            program_end.setblocking(False)
            self._device_end.setblocking(False)
            self._send(self._greeting())
            self._changed.notify_all()
            return program_end

    def write(self, sent: bytes) -> bool:
        """Put bytes on the line; False where nobody has it open, or not all of them arrived."""
        with self._changed:
            return self._send(sent)

    def unplug(self) -> None:
        """Pull the plug: the reader sees the end of the line."""
        with self._changed:
            self._plugged = False
            self._cut_after = None
            self._close_device_end()

    def plug(self) -> None:
        """Put the plug back; the reader finds it by itself."""
        with self._changed:
            self._plugged = True

    def unplug_after(self, count: int) -> None:
        """Pull the plug once that many more bytes have gone over the line: in the middle of a scan."""
        with self._changed:
            self._cut_after = count

    @property
    def plugged(self) -> bool:
        """Whether the plug is in."""
        with self._changed:
            return self._plugged

    def wait_open(self, timeout_s: float) -> bool:
        """Wait until a reader has the line open; False after timeout_s."""
        with self._changed:
            return self._changed.wait_for(lambda: self._device_end is not None, timeout_s)

    def __del__(self) -> None:
        # A line goes with the devices that own it; nothing else may keep its descriptor.
        self._close_device_end()

    def _send(self, sent: bytes) -> bool:
        """With the lock held."""
        if self._device_end is None:
            return False
        if self._cut_after is not None:
            sent, whole = sent[: self._cut_after], len(sent)
            self._cut_after -= len(sent)
        else:
            whole = len(sent)
        try:
            taken = self._device_end.send(sent) if sent else 0
        except OSError:
            taken = 0
        if self._cut_after == 0:
            self._plugged, self._cut_after = False, None
            self._close_device_end()
        return taken == whole

    def _close_device_end(self) -> None:
        if self._device_end is not None:
            self._device_end.close()
            self._device_end = None


def _is_closed(device_end: socket.socket) -> bool:
    """Whether the program closed its end."""
    try:
        return device_end.recv(1) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True
