"""A keyboard of the kernel for tests: a socket that carries struct input_event, cut anywhere."""

import array
import fcntl
import random
import socket
import termios
import time

from drivers.scanners.key_decoder import SETTLE_NS


class EventLine:
    """The reader's end is a Keyboard of hid_evdev; the other end is the test's."""

    path = "/dev/input/event7"

    def __init__(self, held: frozenset[int] = frozenset()) -> None:
        self._ours, self._theirs = socket.socketpair()
        self._theirs.setblocking(False)
        self._held = held
        self.lights: list[bool] = []
        self.closed = False

    def fileno(self) -> int:
        return self._theirs.fileno()

    def held(self) -> frozenset[int]:
        return self._held

    def light(self, on: bool) -> None:
        self.lights.append(on)

    def close(self) -> None:
        self._theirs.close()
        self.closed = True

    def send(self, sent: bytes, rng: random.Random | None = None) -> None:
        """Send it; with rng in pieces of any size."""
        while sent:
            most = rng.choice((1, 7, 24, 72, 4096, 65_536)) if rng else len(sent)
            self._ours.sendall(sent[:most])
            sent = sent[most:]

    def waiting(self) -> int:
        """Bytes that were sent and not read."""
        found = array.array("i", [0])
        fcntl.ioctl(self._ours, termios.TIOCOUTQ, found)
        return found[0]

    def unplug(self) -> None:
        self._ours.close()

    @staticmethod
    def quiet_ns() -> int:
        """A time so late that no key belongs to a scan from before the grab."""
        return time.monotonic_ns() + 2 * SETTLE_NS
