"""Scans a second through each transport into the inbox, beside a bare read loop of the same bytes.

A process of its own writes as fast as the transport takes it, a scan a write (a key or a report, where that
is what a device sends at once). One sample: microseconds a scan over a whole run.
"""

import os
import random
import select
import socket
import subprocess
import sys
import time
import tty
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.figures import Measured
from bench.stage import Stage
from drivers.api import DeviceChanged, MakeReader, Message, ScanRead
from drivers.catalog import ScannerOptions, make_scanner
from drivers.scanners import keymaps
from drivers.scanners.hid_evdev import EVENT
from drivers.scanners.hid_pos import Handle, HidDevice
from pos_terminal.services.inbox import Inbox
from tools.scan_coders import HidCoder
from tools.scan_keys import KeyWriter
from tools.scan_lines import HID_REPORT_BYTES, Keys
from tools.scans import hid_pos_maker, keyboard_maker

RUNS = 5
READ_BYTES = 65_536
LONGEST_S = 120.0
LAYOUT = "de"
# A keyboard sends a report a key: the key and the end of the report.
KEY_REPORT_BYTES = 2 * EVENT.size
BOUNCE_NS = 50_000_000
# Keys of the hour to come: those at the moment of the grab would belong to a scan that began before it.
LATER_NS = 3600 * 1_000_000_000

# What writes: descriptor, bytes at once (0: a line), file.
_WRITER = """
import os, sys
fd, step = int(sys.argv[1]), int(sys.argv[2])
whole = open(sys.argv[3], "rb").read()
pieces = [whole[at:at + step] for at in range(0, len(whole), step)] if step else whole.splitlines(True)
for piece in pieces:
    while piece:
        piece = piece[os.write(fd, piece):]
"""


@dataclass(frozen=True)
class Ends:
    """One transport. writer: where to write, once the till has its end; bare: the till's end as a descriptor.

    make_reader: the till's driver for its end; it is read by one of the two.
    """

    writer: Callable[[], int]
    bare: Callable[[], int]
    make_reader: MakeReader


@dataclass(frozen=True)
class Wire:
    """What goes over one transport. step: bytes at once; 0: a line."""

    name: str
    sent: bytes
    step: int
    open: Callable[[], AbstractContextManager[Ends]]


def measure(stage: Stage) -> Iterator[Measured]:
    """Every transport once through its driver and once through a bare loop."""
    chance = random.Random(1)
    codes = [chance.choice(stage.codes) for _ in range(stage.count(20_000, 4_000))]
    for wire in wires(codes):
        ours, bare = list[float](), list[float]()
        for _ in range(stage.count(RUNS, 2)):
            ours.append(through_driver(wire, len(codes), stage.folder))
            bare.append(through_bare_loop(wire, len(codes), stage.folder))
        yield Measured(wire.name, "µs", ours, bare, "poll and read of the same bytes")


def wires(codes: Sequence[str]) -> tuple[Wire, ...]:
    """The four transports with these codes on them."""
    lines = b"".join(f"{code}\r\n".encode() for code in codes)
    reports = b"".join(HidCoder().whole(f"]E0{code}").wire for code in codes)
    keys = KeyWriter(LAYOUT, keymaps.KEY_ENTER, random.Random(1))
    keys.begin(time.monotonic_ns() + LATER_NS)
    typed = []
    for code in codes:
        typed.append(keys.scan(code))
        keys.wait(BOUNCE_NS)  # two of one article in a row are no bounce
    return (
        Wire("scan_through_serial_port", lines, 0, serial_port),
        Wire("scan_through_network", lines, 0, network),
        Wire("scan_through_keyboard", b"".join(typed), KEY_REPORT_BYTES, keyboard),
        Wire("scan_through_hid_pos", reports, HID_REPORT_BYTES, hid_pos),
    )


def through_driver(wire: Wire, count: int, folder: Path) -> float:
    """Run the till's reader on this thread until all codes are in the inbox; µs a scan."""
    inbox, times, writers = Inbox(), list[int](), list[subprocess.Popen[bytes]]()
    end = time.monotonic() + LONGEST_S
    with wire.open() as ends:

        def sink(message: Message) -> None:
            inbox.post(message)
            if isinstance(message, ScanRead):
                times.append(time.monotonic_ns())
            elif isinstance(message, DeviceChanged):
                writers.append(_writer(wire, ends, folder))

        reader = ends.make_reader(sink)
        reader.run(lambda: len(times) >= count or time.monotonic() > end)
        reader.close()
    _wait(writers)
    if len(times) != count:
        raise RuntimeError(f"{wire.name}: {len(times)} of {count} scans arrived.")
    return (times[-1] - times[0]) / count / 1000


def through_bare_loop(wire: Wire, count: int, folder: Path) -> float:
    """Read the same bytes and do nothing with them; µs a scan."""
    seen, first_ns = 0, 0
    with wire.open() as ends:
        fd = ends.bare()
        poll = select.poll()
        poll.register(fd, select.POLLIN)
        writer = _writer(wire, ends, folder)
        while seen < len(wire.sent):
            poll.poll()
            seen += len(os.read(fd, READ_BYTES))
            first_ns = first_ns or time.monotonic_ns()
        last_ns = time.monotonic_ns()
    _wait([writer])
    return (last_ns - first_ns) / count / 1000


def _writer(wire: Wire, ends: Ends, folder: Path) -> subprocess.Popen[bytes]:
    file, fd = folder / wire.name, ends.writer()
    file.write_bytes(wire.sent)
    command = [sys.executable, "-c", _WRITER, str(fd), str(wire.step), str(file)]
    return subprocess.Popen(command, pass_fds=(fd,))


def _wait(writers: Sequence[subprocess.Popen[bytes]]) -> None:
    for writer in writers:
        writer.kill()
        writer.wait()


@contextmanager
def serial_port() -> Iterator[Ends]:
    """A pty."""
    theirs, ours = os.openpty()
    tty.setraw(ours)
    options = ScannerOptions("bench", os.ttyname(ours))
    yield Ends(lambda: theirs, lambda: ours, make_scanner("serial", options))
    os.close(theirs)
    os.close(ours)


@contextmanager
def network() -> Iterator[Ends]:
    """A scanner that waits for the till."""
    with ExitStack() as stack:
        listening = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        address = listening.getsockname()
        options = ScannerOptions("bench", host=address[0], port=address[1])
        yield Ends(
            lambda: stack.enter_context(listening.accept()[0]).fileno(),
            lambda: stack.enter_context(socket.create_connection(address)).fileno(),
            make_scanner("network", options),
        )


@contextmanager
def keyboard() -> Iterator[Ends]:
    """A keyboard of the kernel, as a socket."""
    keys = Keys()
    with ExitStack() as stack:

        def bare() -> int:
            (grabbed,) = keys(())
            return stack.enter_context(closing(grabbed)).fileno()

        yield Ends(keys.fileno, bare, keyboard_maker("bench", keys, LAYOUT))
    keys.close()


@contextmanager
def hid_pos() -> Iterator[Ends]:
    """A hidraw node, as a socket that keeps reports whole."""
    theirs, ours = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs, ours:
        yield Ends(theirs.fileno, ours.fileno, hid_pos_maker("bench", _OneHidDevice(ours.fileno())))


class _OneHidDevice:
    """A Hid with one scanner."""

    def __init__(self, fd: int) -> None:
        self._fd = fd

    def devices(self) -> Sequence[HidDevice]:
        return (HidDevice("hid", 0x0C2E, 0x1007, 0x8C, 0x02),)

    def open(self, path: str) -> Handle:
        return _Reports(self._fd)


class _Reports:
    """Reads as hidapi does: waits in poll(), then reads one report."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._poll = select.poll()
        self._poll.register(fd, select.POLLIN)

    def read(self, most_bytes: int, timeout_ms: int) -> bytes:
        return os.read(self._fd, most_bytes) if self._poll.poll(timeout_ms) else b""

    def report_descriptor(self) -> bytes:
        raise OSError("It says nothing of itself.")

    def send_feature(self, report: bytes) -> None:
        """It needs none."""

    def close(self) -> None:
        """The transport closes it."""
