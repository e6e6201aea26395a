"""A line that only takes bytes: a customer display's, or that of a drawer on a port of its own.

Used by one thread. Every call ends within its time, and nothing stays behind in a buffer that would arrive
later, when nobody expects it any more.
"""

import contextlib
import os
import socket
import time

from drivers.api import DeviceLost, DeviceMissing, DeviceSilent
from drivers.printers.descriptor import reason
from drivers.printers.linked import ForgetfulLink, Link, OpenLink, SettlingLink
from drivers.printers.network import TcpLink
from drivers.printers.serial_port import SerialLink
from drivers.scanners.serial_line import SerialSettings, open_serial

_CONNECT_S = 1.0


class Outgoing:
    """One line. what: the device in a sentence, such as `drawer till 2`; nothing is opened yet."""

    def __init__(self, what: str, open_link: OpenLink) -> None:
        self._what = what
        self._open_link = open_link
        self._link: Link | None = None

    def is_fresh(self) -> bool:
        """Whether the next send() is the first over its line: none was open, or its other end is gone."""
        if self._link is not None:
            try:
                self._link.drain()
            except DeviceLost:
                self._forget()
        return self._link is None

    def send(self, blob: bytes, within_s: float) -> None:
        """Send all of it, until it has left this computer.

        Raises DriverError; then the line is closed, and what had not left is forgotten.
        """
        link = self._link or self._opened()
        try:
            whole = self._sent(link, memoryview(blob), time.monotonic() + within_s)
        except DeviceLost as error:
            self._forget()
            raise DeviceLost(f"The {self._what} is gone ({error}); look at its cable.") from error
        if not whole:
            self._forget()
            raise DeviceSilent(
                f"The {self._what} takes no data; look whether it is switched on, and at its flow control."
            )

    def close(self) -> None:
        """Let go of the line, after what was sent; the next send() opens it again."""
        if self._link is not None:
            self._link.close()
            self._link = None

    def _opened(self) -> Link:
        self._link = self._open_link()
        return self._link

    def _sent(self, link: Link, view: memoryview, end_s: float) -> bool:
        link.drain()
        sent = 0
        while sent < len(view):
            left_s = end_s - time.monotonic()
            taken = link.write_some(view[sent:], left_s) if left_s > 0 else 0
            if not taken:
                return False
            sent += taken
        return not isinstance(link, SettlingLink) or link.settle(max(0.0, end_s - time.monotonic()))

    def _forget(self) -> None:
        link, self._link = self._link, None
        with contextlib.suppress(DeviceLost):
            if isinstance(link, ForgetfulLink):
                link.forget()
            elif link is not None:
                link.close()


def serial_link(path: str, settings: SerialSettings) -> OpenLink:
    """A serial port, by its path or part of its stable name; nothing is opened yet."""

    def open_link() -> Link:
        line = open_serial(path, settings)
        os.set_blocking(line.fileno(), False)
        return SerialLink(line, settings.baud)

    return open_link


def network_link(what: str, host: str, port: int) -> OpenLink:
    """A TCP port; nothing is opened yet."""

    def open_link() -> Link:
        try:
            return TcpLink(socket.create_connection((host, port), _CONNECT_S))
        except OSError as error:
            raise DeviceMissing(
                f"The {what} at {host}:{port} cannot be reached ({reason(error)}); "
                "look whether it is switched on and its cable is in."
            ) from error

    return open_link
