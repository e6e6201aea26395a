"""Reads scanners in the network: lines over TCP from a fixed-mount scanner, a phone, a wireless base.

Either connects to the scanner, or listens for it. Runs on a thread of its own, which does nothing but read,
stamp and queue. Several scanners may be connected to one listening port: each has a framer of its own, so
that the bytes of two are never mixed; to the till they are one device.

SAFETY: there is no password on such a line. It listens on the address that it is given, by default on this
machine's own alone, and takes nothing but codes, which can do no more than those held before any scanner.
"""

import errno
import logging
import os
import select
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from drivers.api import DeviceChanged, DeviceLost, DeviceMissing, DeviceRefused, Message, Sink
from drivers.scanners.framing import Framer, Framing
from drivers.scanners.serial_line import Decoder
from drivers.wake import Wake, wait_ms

log = logging.getLogger("devices")

OWN_MACHINE = "127.0.0.1"
_READ_BYTES = 65_536
_WAITING_CLIENTS = 4

# A peer that says nothing any more is asked after 10 s and is gone 15 s later.
_KEEPALIVE = (("TCP_KEEPIDLE", 10), ("TCP_KEEPINTVL", 5), ("TCP_KEEPCNT", 3))


@dataclass(frozen=True, slots=True)
class NetworkSettings:
    """Where the scanner is.

    host: to connect to, or to listen on (empty: this machine's own). connect_s: longest wait for an answer.
    most_clients: more at once are turned away. patience_s: so long a listening port may be without a scanner
    before that is told; a phone that connects for each scan is not told each time.
    """

    host: str
    port: int
    listen: bool = False
    connect_s: float = 3.0
    most_clients: int = 8
    patience_s: float = 10.0


class _Stopped(Exception):
    """stop() became true while waiting."""


@dataclass(slots=True)
class _Peer:
    """One connection and what has come of its scan."""

    connection: socket.socket
    framer: Decoder
    clean_end: bool = True


class NetworkReader:
    """One scanner in the network, read until told to stop; a Reader."""

    def __init__(
        self,
        name: str,
        settings: NetworkSettings,
        framing: Framing,
        sink: Sink,
        make_framer: Callable[[], Decoder] | None = None,
    ) -> None:
        self.name = name
        self._settings = settings
        self._make_framer = make_framer or (lambda: Framer(name, framing))
        self._sink = sink
        self._wake = Wake()
        self._listening: socket.socket | None = None
        self._peers: dict[int, _Peer] = {}
        # When it must be told that no scanner is connected; None: it was told, or there is one.
        self._missed_ns: int | None = None
        self._told_missing = False

    @property
    def address(self) -> tuple[str, int] | None:
        """Where it listens now: host and port; None where it does not."""
        return None if self._listening is None else self._listening.getsockname()[:2]

    def run(self, stop: Callable[[], bool]) -> None:
        """Connect or listen, read and report until stop(); raises DriverError where there is no scanner."""
        try:
            if self._settings.listen:
                self._listen(stop)
            else:
                self._connect(stop)
        except _Stopped:
            pass
        finally:
            for peer in tuple(self._peers.values()):
                self._hang_up(peer)

    def wake(self) -> None:
        """Make a run() that waits look at stop() again; from any thread."""
        self._wake.set()

    def close(self) -> None:
        """Let go of the port and the wake-up pipe; run() and wake() must not be called again."""
        if self._listening is not None:
            self._listening.close()
            self._listening = None
        self._wake.close()

    # Connecting

    def _connect(self, stop: Callable[[], bool]) -> None:
        peer = self._add(self._connected(stop))
        self._sink(DeviceChanged(self.name, "scanner", True, ""))
        while peer.connection.fileno() in self._peers:
            self._step(stop)
        raise DeviceLost(
            f"The scanner {self.name} at {self._where()} hung up; it is tried again, look whether it is on."
        )

    def _connected(self, stop: Callable[[], bool]) -> socket.socket:
        """A connection, within connect_s for each of the host's addresses."""
        problem = "no answer"
        for family, kind, protocol, _, address in self._addresses(0):
            connection = socket.socket(family, kind, protocol)
            try:
                connection.setblocking(False)
                number = connection.connect_ex(address)
                if number == errno.EINPROGRESS:
                    number = self._answer(connection, stop)
                if number == 0:
                    return connection
                problem = _words(number)
            except BaseException:
                connection.close()
                raise
            connection.close()
        raise DeviceMissing(
            f"The scanner {self.name} at {self._where()} cannot be reached ({problem}); switch it on, or "
            "correct its address."
        )

    def _answer(self, connection: socket.socket, stop: Callable[[], bool]) -> int:
        """The error number of a connection under way; 0 when it stands."""
        due_ns = time.monotonic_ns() + int(self._settings.connect_s * 1e9)
        poll = select.poll()
        poll.register(connection, select.POLLOUT)
        poll.register(self._wake, select.POLLIN)
        while (left_ms := (due_ns - time.monotonic_ns()) // 1_000_000) > 0:
            ready = {number for number, _ in poll.poll(left_ms)}
            self._look(ready, stop)
            if connection.fileno() in ready:
                return connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        return errno.ETIMEDOUT

    # Listening

    def _listen(self, stop: Callable[[], bool]) -> None:
        if self._listening is None:
            self._listening = self._opened()
        if not self._told_missing:
            self._miss()
        while True:
            self._step(stop)
            if self._missed_ns is not None and time.monotonic_ns() >= self._missed_ns:
                self._missed_ns, self._told_missing = None, True
                raise DeviceMissing(
                    f"No scanner is connected to {self._where()} for {self.name}; set the scanner to send "
                    "to this address, or switch it on."
                )

    def _opened(self) -> socket.socket:
        problem = "no such address"
        for family, kind, protocol, _, address in self._addresses(socket.AI_PASSIVE):
            listening = socket.socket(family, kind, protocol)
            try:
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                listening.setblocking(False)
                listening.bind(address)
                listening.listen(_WAITING_CLIENTS)
            except OSError as error:
                listening.close()
                problem = _words(error.errno)
            else:
                return listening
        raise DeviceRefused(
            f"The till cannot listen on {self._where()} for the scanner {self.name} ({problem}); choose "
            "another port, or an address of this machine."
        )

    def _accept(self, listening: socket.socket) -> None:
        try:
            connection, address = listening.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return  # it is gone again
        except OSError as error:
            raise DeviceLost(
                f"The till cannot take another scanner on {self._where()} ({_words(error.errno)}); it "
                "is tried again."
            ) from error
        if len(self._peers) >= self._settings.most_clients:
            log.info("client_refused device=%s address=%s connected=%d", self.name, address, len(self._peers))
            connection.close()
            return
        self._add(connection)
        self._missed_ns, self._told_missing = None, False
        self._sink(DeviceChanged(self.name, "scanner", True, ""))

    def _miss(self, patience_s: float | None = None) -> None:
        """No scanner is connected: that is told if none comes within the time."""
        wait_s = self._settings.patience_s if patience_s is None else patience_s
        self._missed_ns = time.monotonic_ns() + int(wait_s * 1e9)

    # Both

    def _where(self) -> str:
        return f"{self._settings.host or OWN_MACHINE}:{self._settings.port}"

    def _addresses(self, flags: int) -> Sequence[tuple[int, int, int, str, Any]]:
        """What the host's name stands for. Raises DeviceMissing."""
        host = self._settings.host or OWN_MACHINE
        try:
            return socket.getaddrinfo(host, self._settings.port, type=socket.SOCK_STREAM, flags=flags)
        except (OSError, UnicodeError) as error:
            raise DeviceMissing(
                f"Nobody knows the address {host} of the scanner {self.name}; correct it, or use figures."
            ) from error

    def _step(self, stop: Callable[[], bool]) -> None:
        """Wait for something and treat it. Raises _Stopped."""
        if stop():
            raise _Stopped
        poll = select.poll()
        poll.register(self._wake, select.POLLIN)
        if self._listening is not None:
            poll.register(self._listening, select.POLLIN)
        for peer in self._peers.values():
            poll.register(peer.connection, select.POLLIN)
        ready = {number for number, _ in poll.poll(self._timeout_ms())}
        self._look(ready, stop)
        now_ns = time.monotonic_ns()
        for number, peer in tuple(self._peers.items()):
            if number in ready:
                self._take(peer)
            else:
                self._report(peer.framer.idle(now_ns))
        if self._listening is not None and self._listening.fileno() in ready:
            self._accept(self._listening)

    def _look(self, ready: set[int], stop: Callable[[], bool]) -> None:
        if self._wake.fileno() in ready:
            self._wake.clear()
        if stop():
            raise _Stopped

    def _timeout_ms(self) -> int | None:
        dues = [peer.framer.due_ns() for peer in self._peers.values()]
        return wait_ms(min((due for due in (*dues, self._missed_ns) if due is not None), default=None))

    def _take(self, peer: _Peer) -> None:
        try:
            chunk = peer.connection.recv(_READ_BYTES)
        except BlockingIOError:
            return
        except OSError:
            peer.clean_end, chunk = False, b""
        if chunk:
            self._report(peer.framer.feed(chunk, time.monotonic_ns()))
        else:
            self._hang_up(peer)
            if self._settings.listen and not self._peers:
                self._miss(None if peer.clean_end else 0.0)

    def _add(self, connection: socket.socket) -> _Peer:
        connection.setblocking(False)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for name, value in _KEEPALIVE:
            option = getattr(socket, name, None)
            if option is not None:
                connection.setsockopt(socket.IPPROTO_TCP, option, value)
        peer = _Peer(connection, self._make_framer())
        self._peers[connection.fileno()] = peer
        return peer

    def _hang_up(self, peer: _Peer) -> None:
        del self._peers[peer.connection.fileno()]
        peer.connection.close()
        broken = peer.framer.lost()
        if broken:
            peer.clean_end = False
        self._report(broken)

    def _report(self, messages: Sequence[Message]) -> None:
        for message in messages:
            self._sink(message)


def _words(number: int | None) -> str:
    return "no answer" if number in (None, errno.ETIMEDOUT) else os.strerror(number or 0).lower()
