"""What links over a file descriptor share: waiting with an end, reading a byte, how much has not left yet.

Used by the printing worker's thread. The descriptor does not block; its end or an error is DeviceLost.
"""

import array
import errno
import fcntl
import os
import select
import termios
import time

from drivers.api import DeviceLost

_DRAIN_BYTES = 4096
_MOST_DRAINS = 64
_NOTHING_S = 0.01
_NO_SUCH_CALL = (errno.ENOTTY, errno.EINVAL, errno.EOPNOTSUPP)
_GONE = select.POLLHUP | select.POLLERR | select.POLLNVAL


def queued_bytes(descriptor: int) -> int:
    """What was written and is still in this computer; 0 where it cannot tell (a pty, another system).

    A socket: what the other side has not confirmed (Linux: SIOCOUTQ is the same number). Raises DeviceLost.
    """
    waiting = array.array("i", [0])
    try:
        fcntl.ioctl(descriptor, termios.TIOCOUTQ, waiting)
    except OSError as error:
        if error.errno in _NO_SUCH_CALL:
            return 0
        raise DeviceLost(reason(error)) from error
    return waiting[0]


def reason(error: OSError) -> str:
    """An error of the system as part of a sentence."""
    return "no answer" if isinstance(error, TimeoutError) else (error.strerror or str(error)).lower()


class Descriptor:
    """One open device that can be polled."""

    def __init__(self, number: int) -> None:
        self.number = number
        self._poll = select.poll()

    def wait(self, event: int, timeout_s: float) -> bool:
        """Whether the event comes within the time. Raises DeviceLost where the device is gone."""
        self._poll.register(self.number, event)
        found = self._poll.poll(max(0.0, timeout_s) * 1000)
        got = found[0][1] if found else 0
        if got & _GONE and not got & event & select.POLLIN:
            raise DeviceLost("it is gone")
        return bool(got & event)

    def write(self, piece: memoryview) -> int:
        """What the device takes now. Raises DeviceLost."""
        try:
            return os.write(self.number, piece)
        except BlockingIOError:
            return 0
        except OSError as error:
            raise DeviceLost(reason(error)) from error

    def read(self, count: int) -> bytes:
        """What there is now, empty where there is nothing. Raises DeviceLost."""
        try:
            got = os.read(self.number, count)
        except BlockingIOError:
            return b""
        except OSError as error:
            raise DeviceLost(reason(error)) from error
        if not got:
            self.wait(0, 0)  # an end of a device that is gone, not the empty word of one that is there
        return got

    def read_byte(self, timeout_s: float) -> int | None:
        """The next byte; exactly one, for what follows it is not its answer."""
        end_s = time.monotonic() + timeout_s
        while self.wait(select.POLLIN, end_s - time.monotonic()):
            byte = self.read(1)
            if byte:
                return byte[0]
            # A USB printer that has nothing to say may say so again and again, with empty packets.
            if time.monotonic() >= end_s:
                break
            time.sleep(_NOTHING_S)
        return None

    def drain(self) -> None:
        """Throw away what has come so far; one that never ends talking is left talking."""
        for _ in range(_MOST_DRAINS):
            if not (self.wait(select.POLLIN, 0) and self.read(_DRAIN_BYTES)):
                return
