"""A printer behind a path: a plain file that collects documents, a pipe, a device. It cannot answer.

Used by the printing worker's thread. Each document opens the path anew, for a device's node is made anew when
it is plugged in. (/dev/usb/lp0 with the way back: usblp.py.)
"""

import os
import select
import time

from drivers.api import DeviceMissing, DeviceRefused, DriverError, PrinterStatus, SendResult


class FilePrinter:
    """One path; a Printer without status."""

    def __init__(self, name: str, path: str, stall_s: float = 10.0) -> None:
        self.name = name
        self._path = path
        self._stall_s = stall_s

    def has_status(self) -> bool:
        """Never: nothing comes back from a path."""
        return False

    def status(self) -> PrinterStatus:
        """Nothing is known. Raises DeviceMissing where there is no such path to write to."""
        os.close(self._open())
        return PrinterStatus(None, None, None)

    def send(self, blob: bytes) -> SendResult:
        """Write a document at the end of the path."""
        try:
            descriptor = self._open()
        except DriverError as error:
            return SendResult(0, len(blob), str(error))
        try:
            return self._write(descriptor, memoryview(blob))
        finally:
            os.close(descriptor)

    def close(self) -> None:
        """Nothing is kept open."""

    def _open(self) -> int:
        # O_NONBLOCK: a pipe without a reader and a printer without paper must not hold the thread. Below
        # /dev nothing is made: a plain file there by mistake would swallow receipts.
        flags = (
            os.O_WRONLY | os.O_APPEND | os.O_NONBLOCK | (0 if self._path.startswith("/dev/") else os.O_CREAT)
        )
        try:
            return os.open(self._path, flags, 0o600)
        except PermissionError as error:
            raise DeviceRefused(
                f"The printer {self.name} at {self._path} may not be written; add this user to the group lp."
            ) from error
        except OSError as error:
            raise DeviceMissing(
                f"The printer {self.name} at {self._path} cannot be opened "
                f"({(error.strerror or str(error)).lower()}); plug it in and switch it on."
            ) from error

    def _write(self, descriptor: int, view: memoryview) -> SendResult:
        sent, moved_s = 0, time.monotonic()
        poll = select.poll()
        poll.register(descriptor, select.POLLOUT)
        while sent < len(view):
            try:
                poll.poll(self._stall_s * 1000)
                taken = os.write(descriptor, view[sent:])
            except BlockingIOError:
                taken = 0
            except OSError as error:
                return SendResult(
                    sent, len(view), f"The printer {self.name} failed ({error.strerror}); look at it."
                )
            if taken:
                sent, moved_s = sent + taken, time.monotonic()
            elif time.monotonic() - moved_s >= self._stall_s:
                return SendResult(sent, len(view), self._stalled())
        # The kernel's USB printer driver says too early that it took a piece, and drops it when closed.
        has_left = bool(poll.poll(self._stall_s * 1000))
        return SendResult(sent, len(view), "" if has_left else self._stalled())

    def _stalled(self) -> str:
        return f"The printer {self.name} takes no more data; look at its paper."
