"""A printer on a serial port (RS-232, or USB that shows itself as one). POSIX only.

Used by the printing worker's thread; every wait has an end. A port takes a document long before the printer
does, so it is given little at a time: what stalls is seen while most of the document is still here.
"""

import array
import contextlib
import fcntl
import os
import select
import termios
import time
from collections.abc import Callable
from dataclasses import replace

from drivers.api import DeviceLost, DeviceRefused
from drivers.printers.descriptor import Descriptor, queued_bytes, reason
from drivers.printers.linked import Limits, Link, LinkedPrinter
from drivers.scanners.serial_line import Line, SerialSettings, open_serial

_BITS_A_BYTE = 10
# A quarter of a second's worth, and never so little that the calls cost more than the line.
_PIECES_A_S = 4
_LEAST_PIECE_BYTES = 32
# A printer says "busy" over DTR while it still has room for so much (16 bytes in the smallest of them).
_DSR_PIECE_BYTES = 16
_LOOK_S = 0.005
_CLOSE_S = 2.0


class SerialLink:
    """An open port. takes: whether the printer says over a line of its own that it takes data; None: it has
    none, or the kernel looks at it."""

    def __init__(self, line: Line, baud: int, takes: Callable[[], bool] | None = None) -> None:
        self._line = line
        self._port = Descriptor(line.fileno())
        self._takes = takes
        self._bytes_per_s = max(1, baud // _BITS_A_BYTE)
        a_quarter = max(_LEAST_PIECE_BYTES, self._bytes_per_s // _PIECES_A_S)
        self._piece_bytes = _DSR_PIECE_BYTES if takes else a_quarter

    def write_some(self, piece: memoryview, timeout_s: float) -> int:
        """Bytes taken; 0 where none were within the time."""
        end_s = time.monotonic() + timeout_s
        most_queued = 0 if self._takes else self._piece_bytes
        if not (self._left(most_queued, end_s) and self._may_send(end_s)):
            return 0
        if not self._port.wait(select.POLLOUT, end_s - time.monotonic()):
            return 0
        return self._port.write(piece[: self._piece_bytes])

    def settle(self, timeout_s: float) -> bool:
        """Whether the port has sent all that it took, waiting no longer than that."""
        return self._left(0, time.monotonic() + timeout_s)

    def read_byte(self, timeout_s: float) -> int | None:
        """The next byte from the printer; None where none came within the time."""
        return self._port.read_byte(timeout_s)

    def drain(self) -> None:
        """Throw away what has come so far."""
        self._port.drain()

    def close(self) -> None:
        """Let go, after what was written has left; never raises."""
        has_left = False
        with contextlib.suppress(DeviceLost):
            has_left = self.settle(_CLOSE_S)
        if has_left:
            self._close()
        else:
            self.forget()

    def forget(self) -> None:
        """Let go, and let nothing be sent that is still here; never raises.

        The kernel would wait half a minute for a printer that does not take it, and some adapters' drivers
        keep it in spite of a flush: without flow control that little is soon gone.
        """
        with contextlib.suppress(OSError, termios.error, DeviceLost):
            termios.tcflush(self._port.number, termios.TCIOFLUSH)
            if queued_bytes(self._port.number):
                _flow_off(self._port.number)
        self._close()

    def _close(self) -> None:
        with contextlib.suppress(OSError, termios.error):
            self._line.close()

    def _left(self, most_queued: int, end_s: float) -> bool:
        """Whether no more than so much waits in the port, at the end of the time at the latest."""
        while (queued := queued_bytes(self._port.number)) > most_queued:
            left_s = end_s - time.monotonic()
            if left_s <= 0:
                return False
            time.sleep(min(left_s, max(_LOOK_S, (queued - most_queued) / self._bytes_per_s)))
        return True

    def _may_send(self, end_s: float) -> bool:
        while self._takes is not None and not self._takes():
            if time.monotonic() >= end_s:
                return False
            time.sleep(_LOOK_S)
        return True


def dsr(descriptor: int) -> bool:
    """Whether the other side's DTR is raised. Raises DeviceLost, also where the port has no such line."""
    lines = array.array("i", [0])
    try:
        fcntl.ioctl(descriptor, termios.TIOCMGET, lines)
    except OSError as error:
        raise DeviceLost(reason(error)) from error
    return bool(lines[0] & termios.TIOCM_DSR)


def _flow_off(descriptor: int) -> None:
    modes = termios.tcgetattr(descriptor)
    modes[0] &= ~(termios.IXON | termios.IXOFF)
    modes[2] &= ~termios.CRTSCTS
    termios.tcsetattr(descriptor, termios.TCSANOW, modes)
    termios.tcflow(descriptor, termios.TCOON)


def serial_printer(
    name: str,
    path: str,
    settings: SerialSettings,
    by_dsr: bool = False,
    limits: Limits | None = None,
    answers: bool = True,
) -> LinkedPrinter:
    """A printer on a port; nothing is opened yet. path: of the port, or part of its stable name.

    by_dsr: flow control by DTR and DSR, which the kernel does not do by itself.
    """
    set_to = replace(settings, flow="none") if by_dsr else settings

    def open_link() -> Link:
        line = open_serial(path, set_to)
        try:
            if by_dsr:
                dsr(line.fileno())
            os.set_blocking(line.fileno(), False)
        except (DeviceLost, OSError) as error:
            line.close()
            raise DeviceRefused(
                f"The port of the printer {name} has no DSR line ({error}); choose another `flow`."
            ) from error
        return SerialLink(line, settings.baud, (lambda: dsr(line.fileno())) if by_dsr else None)

    return LinkedPrinter(name, open_link, limits, answers, same_stream=True)
