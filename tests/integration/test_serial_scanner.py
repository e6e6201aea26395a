"""A serial scanner on a real pty: nothing lost or doubled, unplugged and plugged in again."""

import os
import pty
import queue
import threading
import tty
from collections.abc import Callable, Iterator
from pathlib import Path

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
from drivers.scanners.framing import Framer, Framing
from drivers.scanners.serial_line import LineReader, SerialSettings, open_serial
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
        with pytest.raises(DeviceRefused, match="check baud"):
            open_serial(str(path), SerialSettings(bytesize=7, parity="E"))


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
