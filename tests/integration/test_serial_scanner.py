"""A serial scanner on a real pty: nothing lost or doubled, unplugged and plugged in again."""

import fcntl
import os
import pty
import queue
import sys
import termios
import threading
import tty
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest

from drivers.api import (
    DeviceChanged,
    DeviceMissing,
    DeviceRefused,
    Message,
    Reader,
    ScanBroken,
    ScanRead,
    Sink,
)
from drivers.catalog import ScannerOptions, make_scanner
from drivers.scanners.framing import Framer, Framing
from drivers.scanners.serial_line import Line, LineReader, SerialSettings, open_serial
from drivers.supervisor import BackOff, Supervisor

WITHIN_S = 20.0


class Cable:
    """A pty behind a name that stays the same, as a by-id link does. The test is the scanner."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._master = -1

    def plug(self) -> None:
        self._master, slave = pty.openpty()
        tty.setraw(slave)
        aside = self.path.with_suffix(".new")
        aside.symlink_to(os.ttyname(slave))
        os.replace(aside, self.path)
        os.close(slave)

    def unplug(self) -> None:
        os.close(self._master)
        self._master = -1

    def write(self, sent: bytes) -> None:
        view = memoryview(sent)
        while view:
            view = view[os.write(self._master, view) :]

    def close(self) -> None:
        if self._master >= 0:
            self.unplug()


class Inbox:
    """Where the driver's messages arrive."""

    def __init__(self) -> None:
        self.queue: queue.Queue[Message] = queue.Queue()

    def next(self) -> Message:
        return self.queue.get(timeout=WITHIN_S)

    def scan(self) -> str:
        message = self.next()
        assert isinstance(message, ScanRead)
        return message.text

    def rest(self) -> list[Message]:
        return [self.queue.get_nowait() for _ in range(self.queue.qsize())]


@pytest.fixture
def cable(tmp_path: Path) -> Iterator[Cable]:
    made = Cable(tmp_path / "scanner")
    yield made
    made.close()


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def supervisor(inbox: Inbox) -> Iterator[Supervisor]:
    made = Supervisor(inbox.queue.put, BackOff(first_s=0.01, most_s=0.05))
    yield made
    assert made.stop(WITHIN_S) == ()


def reader_of(path: Path, settings: SerialSettings | None = None) -> Callable[[Sink], Reader]:
    def make(sink: Sink) -> Reader:
        chosen = settings or SerialSettings()
        framer = Framer("s1", Framing())
        return LineReader("s1", "scanner", lambda: open_serial(str(path), chosen), framer, sink)

    return make


def changed(present: bool, message: Message) -> bool:
    return (
        isinstance(message, DeviceChanged)
        and message.present is present
        and bool(message.reason) is not present
    )


def test_20_000_scans_at_full_speed_none_lost_doubled_or_out_of_order(
    cable: Cable, inbox: Inbox, supervisor: Supervisor
) -> None:
    # Given a scanner that is open
    cable.plug()
    supervisor.watch(reader_of(cable.path), "scanner")
    assert changed(True, inbox.next())

    # When it sends 20,000 scans as fast as the line takes them
    sent = [f"40{number:011d}" for number in range(20_000)]
    blob = "".join(f"{code}\r\n" for code in sent).encode()
    writer = threading.Thread(target=cable.write, args=(blob,))
    writer.start()
    received = [inbox.next() for _ in sent]
    writer.join(WITHIN_S)

    # Then they arrive as sent, with rising time stamps
    assert [scan.text for scan in received if isinstance(scan, ScanRead)] == sent
    times = [scan.at_ns for scan in received if isinstance(scan, ScanRead)]
    assert times == sorted(times)
    assert inbox.rest() == []


@pytest.mark.expected_warnings("^device_lost device=s1")
def test_unplug_in_a_scan_throws_it_away_and_the_next_one_stands_for_itself(
    cable: Cable, inbox: Inbox, supervisor: Supervisor
) -> None:
    # Given a scanner that has sent half a scan
    cable.plug()
    supervisor.watch(reader_of(cable.path), "scanner")
    assert changed(True, inbox.next())
    cable.write(b"5901234123457\r40063813")
    assert inbox.scan() == "5901234123457"

    # When it is unplugged
    cable.unplug()

    # Then the half is told as broken, and the loss once
    assert inbox.next() == ScanBroken("s1", "unplugged")
    assert changed(False, inbox.next())

    # And when it is back, that is told once, and its next scan is whole
    cable.plug()
    assert changed(True, inbox.next())
    cable.write(b"73513537\r")
    assert inbox.scan() == "73513537"
    assert inbox.rest() == []


@pytest.mark.expected_warnings("^device_lost device=s1")
def test_a_scanner_that_is_not_there_at_the_start_is_told_once_and_found_later(
    cable: Cable, inbox: Inbox, supervisor: Supervisor
) -> None:
    supervisor.watch(reader_of(cable.path), "scanner")
    lost = inbox.next()
    assert isinstance(lost, DeviceChanged)
    assert changed(False, lost)
    assert "plug the device in" in lost.reason

    cable.plug()

    assert changed(True, inbox.next())
    cable.write(b"73513537\r")
    assert inbox.scan() == "73513537"
    assert inbox.rest() == []


def test_the_rest_of_a_scan_that_began_before_the_port_was_open_is_no_scan(
    cable: Cable, inbox: Inbox, supervisor: Supervisor
) -> None:
    # Given a scanner in the middle of a scan while its port is opened
    cable.plug()
    wanted = ScannerOptions(name="s1", path=str(cable.path))

    def opened(path: str, settings: SerialSettings) -> Line:
        line = open_serial(path, settings)
        cable.write(b"3931\r")
        return line

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("drivers.catalog.open_serial", opened)
        supervisor.watch(make_scanner("serial", wanted), "scanner")

        # Then its end is told as what it is, and the next one stands for itself
        assert changed(True, inbox.next())
        assert inbox.next() == ScanBroken("s1", "late_start")
        cable.write(b"73513537\r")
        assert inbox.scan() == "73513537"


def test_a_port_that_goes_while_it_is_opened_is_missing(
    cable: Cable, monkeypatch: pytest.MonkeyPatch
) -> None:
    cable.plug()

    def gone(fd: int, settings: SerialSettings) -> bool:
        raise termios.error(5, "Input/output error")

    monkeypatch.setattr("drivers.scanners.serial_line._is_taken", gone)
    before = len(os.listdir("/proc/self/fd"))
    with pytest.raises(DeviceMissing):
        open_serial(str(cable.path), SerialSettings())
    assert len(os.listdir("/proc/self/fd")) == before


def test_what_was_sent_before_the_port_was_open_is_thrown_away(
    cable: Cable, inbox: Inbox, supervisor: Supervisor
) -> None:
    # Given half a scan that nobody read
    cable.plug()
    cable.write(b"40063813")

    # When the port is opened and the other half comes, then a whole one
    supervisor.watch(reader_of(cable.path), "scanner")
    assert changed(True, inbox.next())
    cable.write(b"\r73513537\r")

    # Then the halves are not joined
    assert inbox.scan() == "73513537"


def test_a_port_that_another_program_holds_is_refused_with_the_remedy(cable: Cable) -> None:
    cable.plug()
    first = open_serial(str(cable.path), SerialSettings())

    with pytest.raises(DeviceRefused, match="Another program holds"):
        open_serial(str(cable.path), SerialSettings())

    first.close()


def test_what_is_no_serial_port_is_refused_and_leaves_nothing_open(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.touch()

    for _ in range(2):
        with pytest.raises(DeviceRefused, match="is not a serial port"):
            open_serial(str(path), SerialSettings())


def test_settings_that_a_port_does_not_take_are_refused_with_the_remedy_and_others_open_it(
    cable: Cable,
) -> None:
    # Given a pty, which has eight bits and no parity
    cable.plug()

    for _ in range(2):
        with pytest.raises(DeviceRefused, match=r"\(9600 baud, 7E1\); check baud, bits and parity"):
            open_serial(str(cable.path), SerialSettings(bytesize=7, parity="E"))

    open_serial(str(cable.path), SerialSettings()).close()


@pytest.mark.parametrize(
    ("settings", "in_cflag", "in_iflag"),
    [
        (SerialSettings(), 0, 0),
        (SerialSettings(baud=115_200, stopbits=2), termios.CSTOPB, 0),
        (SerialSettings(flow="xonxoff"), 0, termios.IXON | termios.IXOFF),
        (SerialSettings(flow="rtscts"), termios.CRTSCTS, 0),
    ],
)
def test_settings_reach_the_port(
    cable: Cable, settings: SerialSettings, in_cflag: int, in_iflag: int
) -> None:
    cable.plug()
    line = open_serial(str(cable.path), settings)

    iflag, _, cflag, lflag, ispeed, _, control = termios.tcgetattr(line.fileno())

    assert ispeed == getattr(termios, f"B{settings.baud}")
    assert cflag & (termios.CSTOPB | termios.CRTSCTS) == in_cflag
    assert iflag & (termios.IXON | termios.IXOFF) == in_iflag
    assert not iflag & (termios.ICRNL | termios.INLCR | termios.ISTRIP)
    assert not lflag & (termios.ICANON | termios.ECHO | termios.ISIG)
    assert control[termios.VMIN] == 1
    line.close()


def test_bits_and_parity_are_asked_of_the_port(cable: Cable, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a port that takes whatever it is told, and notes it (a pty keeps its own bits)
    asked: list[int] = []
    read = termios.tcgetattr

    def tcgetattr(fd: int) -> list[Any]:
        return [*read(fd)[:2], asked[-1] if asked else 0, *read(fd)[3:]]

    monkeypatch.setattr(termios, "tcsetattr", lambda fd, when, attributes: asked.append(attributes[2]))
    monkeypatch.setattr(termios, "tcgetattr", tcgetattr)
    cable.plug()

    for bytesize, parity, wanted in (
        (7, "E", termios.CS7 | termios.PARENB),
        (7, "O", termios.CS7 | termios.PARENB | termios.PARODD),
        (8, "N", termios.CS8),
    ):
        open_serial(str(cable.path), SerialSettings(bytesize=bytesize, parity=parity)).close()  # type: ignore[arg-type]
        assert asked[-1] & (termios.CSIZE | termios.PARENB | termios.PARODD) == wanted


@pytest.mark.parametrize("flow", ["none", "xonxoff", "rtscts"])
@pytest.mark.parametrize(("dtr", "rts"), [(True, True), (True, False), (False, True), (False, False)])
def test_dtr_and_rts_are_set_as_they_are_wanted(
    cable: Cable, monkeypatch: pytest.MonkeyPatch, dtr: bool, rts: bool, flow: Literal["none", "rtscts"]
) -> None:
    # Given a port that has modem lines, and notes how they are set
    set_to: dict[int, bool] = {}

    def ioctl(fd: int, request: int, bits: bytes = b"") -> bytes:
        if request in (termios.TIOCMBIS, termios.TIOCMBIC):
            set_to[int.from_bytes(bits, sys.byteorder)] = request == termios.TIOCMBIS
        return bits

    monkeypatch.setattr(fcntl, "ioctl", ioctl)
    cable.plug()

    open_serial(str(cable.path), SerialSettings(dtr=dtr, rts=rts, flow=flow)).close()

    # With rtscts the port itself moves RTS
    assert set_to == {termios.TIOCM_DTR: dtr} | ({} if flow == "rtscts" else {termios.TIOCM_RTS: rts})


def test_a_missing_port_is_missing(tmp_path: Path) -> None:
    with pytest.raises(DeviceMissing, match="plug the device in"):
        open_serial(str(tmp_path / "none"), SerialSettings())


def test_stop_ends_a_reader_that_waits(cable: Cable, inbox: Inbox) -> None:
    cable.plug()
    supervisor = Supervisor(inbox.queue.put)
    supervisor.watch(reader_of(cable.path), "scanner")
    assert changed(True, inbox.next())

    assert supervisor.stop(WITHIN_S) == ()
    assert inbox.rest() == []


@pytest.mark.parametrize(
    ("framing", "sent", "scans"),
    [
        (Framing(), b"1\r2\n3\r\n4\t\x025\x03", list("12345")),
        (Framing(terminators=b"", suffix=b"\x1e\x04"), b"1\x1e\x042\r\x1e\x043\x1e\x04", list("123")),
        (Framing(prefix=b"A", needs_prefix=True), b"A1\rA2\rAA3\r", ["1", "2", "A3"]),
    ],
)
def test_whatever_marks_the_ends_byte_by_byte_and_all_at_once(
    cable: Cable, inbox: Inbox, supervisor: Supervisor, framing: Framing, sent: bytes, scans: list[str]
) -> None:
    cable.plug()

    def make(sink: Sink) -> Reader:
        return LineReader(
            "s1",
            "scanner",
            lambda: open_serial(str(cable.path), SerialSettings()),
            Framer("s1", framing),
            sink,
        )

    supervisor.watch(make, "scanner")
    assert changed(True, inbox.next())

    for byte in sent:
        cable.write(bytes((byte,)))
    cable.write(sent)

    assert [inbox.scan() for _ in scans * 2] == scans * 2
    assert inbox.rest() == []


def test_a_scanner_without_suffix_is_read_when_it_falls_silent(
    cable: Cable, inbox: Inbox, supervisor: Supervisor
) -> None:
    cable.plug()
    options = ScannerOptions("s1", str(cable.path), suffix="none")
    supervisor.watch(make_scanner("serial", options), "scanner")
    assert changed(True, inbox.next())

    for code in ("4006381333931", "73513537"):
        cable.write(code.encode())
        assert inbox.scan() == code
