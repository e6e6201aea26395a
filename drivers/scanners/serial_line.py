"""Reads a device that sends bytes for ever: a serial port, a USB-COM device, a pty, a simulated line.

Runs on a thread of its own, which does nothing but read, stamp and queue. It waits in poll() without a
polling interval; a pipe wakes it. It must not decide anything: what the bytes mean is its decoder's business.
"""

import errno
import os
import select
import termios
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import serial

from drivers.api import (
    DeviceChanged,
    DeviceLost,
    DeviceMissing,
    DeviceRefused,
    Message,
    ScanBroken,
    Sink,
)
from drivers.discovery import resolve_serial
from drivers.wake import Wake, wait_ms

_READ_BYTES = 65_536

# So long it may take until a line that was opened in the middle of something is quiet; then it hisses.
_MOST_SETTLE_NS = 1_000_000_000


class Line(Protocol):
    """An open line that can be polled."""

    def fileno(self) -> int:
        """The descriptor to read; its end, or an error, means that the device is gone."""

    def close(self) -> None:
        """Let it go."""


class Decoder(Protocol):
    """What the bytes mean; pure, fed on the reader's thread."""

    def feed(self, chunk: bytes, at_ns: int) -> Sequence[Message]:
        """Bytes that were read at at_ns."""

    def due_ns(self) -> int | None:
        """When idle() must be called if nothing comes."""

    def idle(self, at_ns: int) -> Sequence[Message]:
        """Nothing came until at_ns."""

    def lost(self) -> Sequence[Message]:
        """The line is gone: throw away what is incomplete."""


OpenLine = Callable[[], Line]


@dataclass(frozen=True, slots=True)
class SerialSettings:
    """How a serial port is set. dtr: some devices send nothing until it is raised; rts: not with rtscts."""

    baud: int = 9600
    bytesize: Literal[7, 8] = 8
    parity: Literal["N", "E", "O"] = "N"
    stopbits: Literal[1, 2] = 1
    dtr: bool = True
    flow: Literal["none", "xonxoff", "rtscts"] = "none"
    rts: bool = True


def open_serial(port: str, settings: SerialSettings) -> Line:
    """Open a serial port for this program alone. port: a path, or part of a name in /dev/serial/by-id.

    What was sent before the port was open is thrown away: its beginning is missing.
    Raises DeviceMissing, DeviceRefused.
    """
    path = resolve_serial(port)
    line = serial.Serial(
        baudrate=settings.baud,
        bytesize=settings.bytesize,
        parity=settings.parity,
        stopbits=settings.stopbits,
        xonxoff=settings.flow == "xonxoff",
        rtscts=settings.flow == "rtscts",
        exclusive=True,
        timeout=0,
        # Makes pyserial set VMIN to 1, so that an empty read can only mean that the line is gone.
        inter_byte_timeout=0,
    )
    line.dtr = settings.dtr
    if settings.flow != "rtscts":
        line.rts = settings.rts
    line.port = path
    try:
        line.open()
    except FileNotFoundError as error:
        raise DeviceMissing(f"There is no {path}; plug the device in.") from error
    except (serial.SerialException, OSError, termios.error, ValueError) as error:
        raise _refusal(path, settings, error) from error
    try:
        taken = _is_taken(line.fileno(), settings)
    except termios.error as error:
        line.close()
        raise _refusal(path, settings, error) from error
    if not taken:
        line.close()
        raise _wrong_settings(path, settings)
    return line  # type: ignore[no-any-return]


def _refusal(path: str, settings: SerialSettings, error: Exception) -> DeviceMissing | DeviceRefused:
    # pyserial puts some errors of termios into words; the number is in the first one.
    cause = error.__context__ if isinstance(error.__context__, termios.error) else error
    number = cause.args[0] if cause.args else None
    numbers = (number, getattr(error, "errno", None))
    # It may be back by now, which changes nothing of what the open found.
    if errno.ENOENT in numbers or not os.path.exists(path):
        return DeviceMissing(f"There is no {path}; plug the device in.")
    if errno.EACCES in numbers:
        return DeviceRefused(
            f"{path} may not be read; add this user to the group that owns it (often dialout)."
        )
    if "exclusively lock" in str(error):
        return DeviceRefused(f"Another program holds {path}; close it, or keep ModemManager off it.")
    if number == errno.ENOTTY:
        return DeviceRefused(f"{path} is not a serial port; name the port that the device is on.")
    if number in (errno.EIO, errno.ENXIO, errno.ENODEV):
        return DeviceMissing(f"{path} is there, but its device does not answer; plug it out and in again.")
    return _wrong_settings(path, settings)


def _wrong_settings(path: str, settings: SerialSettings) -> DeviceRefused:
    wanted = f"{settings.baud} baud, {settings.bytesize}{settings.parity}{settings.stopbits}"
    return DeviceRefused(
        f"{path} does not take these settings ({wanted}); check baud, bits and parity, or set the device "
        "to 8 bits without parity."
    )


def _is_taken(fd: int, settings: SerialSettings) -> bool:
    """Whether the port has the bits that it was asked for: some say yes and keep their own, as a pty does."""
    cflag: int = termios.tcgetattr(fd)[2]
    bits = termios.CS7 if settings.bytesize == 7 else termios.CS8
    parity = {"N": 0, "E": termios.PARENB, "O": termios.PARENB | termios.PARODD}[settings.parity]
    seen = termios.PARENB | termios.PARODD if parity else termios.PARENB
    return cflag & termios.CSIZE == bits and cflag & seen == parity


class LineReader:
    """One device on a line, read until told to stop; a Reader."""

    def __init__(
        self,
        name: str,
        kind: Literal["scanner", "scale"],
        open_line: OpenLine,
        decoder: Decoder,
        sink: Sink,
        settle_ms: int = 0,
    ) -> None:
        """settle_ms: what comes so soon after it was opened is the rest of a scan that began before."""
        self.name = name
        self._kind = kind
        self._settle_ms = settle_ms
        self._open_line = open_line
        self._decoder = decoder
        self._sink = sink
        self._wake = Wake()

    def run(self, stop: Callable[[], bool]) -> None:
        """Open, read and report until stop(); raises DriverError when there is no line, or no longer."""
        line = self._open_line()
        try:
            late = self._settle_ms > 0 and self._pass_over(line.fileno())
            self._sink(DeviceChanged(self.name, self._kind, True, ""))
            if late:
                self._report((ScanBroken(self.name, "late_start"),))
            self._read(line.fileno(), stop)
        finally:
            self._report(self._decoder.lost())
            line.close()

    def wake(self) -> None:
        """Make a run() that waits look at stop() again; from any thread."""
        self._wake.set()

    def close(self) -> None:
        """Let go of the wake-up pipe; run() and wake() must not be called again."""
        self._wake.close()

    def _pass_over(self, fd: int) -> bool:
        """Throw away what comes until it is quiet; whether anything came."""
        poll = select.poll()
        poll.register(fd, select.POLLIN)
        due_ns = time.monotonic_ns() + _MOST_SETTLE_NS
        came = False
        while poll.poll(self._settle_ms) and time.monotonic_ns() < due_ns:
            came = bool(self._chunk(fd)) or came
        return came

    def _read(self, fd: int, stop: Callable[[], bool]) -> None:
        poll = select.poll()
        poll.register(fd, select.POLLIN)
        poll.register(self._wake, select.POLLIN)
        while not stop():
            ready = {number for number, _ in poll.poll(self._timeout_ms())}
            if self._wake.fileno() in ready:
                self._wake.clear()
            if fd in ready:
                self._take(fd)
            else:
                self._report(self._decoder.idle(time.monotonic_ns()))

    def _take(self, fd: int) -> None:
        chunk = self._chunk(fd)
        if chunk:
            self._report(self._decoder.feed(chunk, time.monotonic_ns()))

    def _chunk(self, fd: int) -> bytes:
        """What can be read now; empty where that is nothing. Raises DeviceLost."""
        try:
            chunk = os.read(fd, _READ_BYTES)
        except BlockingIOError:
            return b""
        except OSError as error:
            raise DeviceLost(
                f"The {self._kind} {self.name} is gone ({error.strerror}); plug it in again."
            ) from error
        if not chunk:
            raise DeviceLost(f"The {self._kind} {self.name} is gone; plug it in again.")
        return chunk

    def _timeout_ms(self) -> int | None:
        return wait_ms(self._decoder.due_ns())

    def _report(self, messages: Sequence[Message]) -> None:
        for message in messages:
            self._sink(message)
