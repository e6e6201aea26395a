"""What a HID-POS scanner does, made up or made by the kernel: one suite for both.

The kernel makes one where there is /dev/uhid and the right to it, as in the virtual machine of `make
test-hardware`.
"""

import os
import queue
import time
from collections.abc import Callable, Iterator
from typing import Protocol

import pytest

from drivers.api import DeviceChanged, Message, Reader, ScanBroken, ScanRead, Sink
from drivers.scanners.hid_pos import Hid, HidPosReader, SystemHid
from drivers.supervisor import BackOff, Supervisor
from tests.contracts.uhid_scanner import PATH, UhidScanner
from tests.unit.drivers.hid_scanners import DESCRIPTOR, MadeUpHid, Plug, report, reports, scanner

WITHIN_S = 20.0
LONG = "https://id.example.org/01/04006381333931/10/ABC123/21/987654321?17=270101&3103=000250"


class Rig(Protocol):
    """Where scanners are plugged in. features: what the one that is plugged in was set to."""

    hid: Hid

    def plug(self) -> None:
        """A Voyager XP in HID-POS mode."""

    def pull(self) -> None:
        """Take it out."""

    def send(self, *sent: bytes) -> None:
        """What it reads."""

    def features(self) -> list[bytes]:
        """The feature reports that it got."""


class MadeUp:
    """The bus of the unit tests."""

    def __init__(self) -> None:
        self._bus = MadeUpHid()
        self.hid: Hid = self._bus

    def plug(self) -> None:
        self._bus.plugs.append(Plug(scanner()))

    def pull(self) -> None:
        if self._bus.plugs:
            self._bus.pull(self._bus.plugs[-1])

    def send(self, *sent: bytes) -> None:
        self._bus.plugs[-1].send(*sent)

    def features(self) -> list[bytes]:
        return self._bus.plugs[-1].features


class Kernel:
    """Genuine hidraw nodes."""

    def __init__(self) -> None:
        self.hid: Hid = SystemHid()
        self._scanner: UhidScanner | None = None

    def plug(self) -> None:
        self._scanner = UhidScanner(0x0C2E, 0x1007, "20123B45", DESCRIPTOR)
        end = time.monotonic() + WITHIN_S
        while not any(device.is_scanner for device in self.hid.devices()):
            assert time.monotonic() < end, "The kernel made no hidraw node."
            time.sleep(0.01)

    def pull(self) -> None:
        if self._scanner is not None:
            self._scanner.pull()
            self._scanner = None

    def send(self, *sent: bytes) -> None:
        assert self._scanner is not None
        self._scanner.send(*sent)

    def features(self) -> list[bytes]:
        assert self._scanner is not None
        return self._scanner.features


RIGS: list[Callable[[], Rig]] = [MadeUp, Kernel] if os.access(PATH, os.W_OK) else [MadeUp]


@pytest.fixture(params=RIGS, ids=lambda kind: kind.__name__)
def rig(request: pytest.FixtureRequest) -> Iterator[Rig]:
    made: Rig = request.param()
    yield made
    made.pull()


@pytest.fixture
def inbox() -> "queue.Queue[Message]":
    return queue.Queue()


@pytest.fixture
def supervisor(inbox: "queue.Queue[Message]") -> Iterator[Supervisor]:
    made = Supervisor(inbox.put, BackOff(first_s=0.01, most_s=0.05))
    yield made
    assert made.stop(WITHIN_S) == ()


def reader_of(rig: Rig, wanted: str = "0c2e:1007:20123B45") -> Callable[[Sink], Reader]:
    def make(sink: Sink) -> Reader:
        return HidPosReader("s1", wanted, sink, rig.hid)

    return make


def present(message: Message) -> bool:
    assert isinstance(message, DeviceChanged)
    assert bool(message.reason) is not message.present
    return message.present


def text_of(message: Message) -> str:
    assert isinstance(message, ScanRead)
    return message.text


def test_scans_short_and_long_come_once_whole_and_in_order(
    rig: Rig, inbox: "queue.Queue[Message]", supervisor: Supervisor
) -> None:
    # Given a scanner that is open and was set to send
    rig.plug()
    supervisor.watch(reader_of(rig), "scanner")
    assert present(inbox.get(timeout=WITHIN_S))
    assert rig.features() == [b"\xfe\x01"]

    # When it reads short and long codes
    codes = [
        ("]E0", f"40{number:011d}") if number % 3 else ("]Q3", f"{LONG}&x={number}") for number in range(60)
    ]
    received = []
    for aim, code in codes:
        rig.send(*reports(aim, code))
        received.append(inbox.get(timeout=WITHIN_S))

    # Then each arrives as it is, with rising times and its bytes
    assert [text_of(message) for message in received] == [aim + code for aim, code in codes]
    times = [message.at_ns for message in received if isinstance(message, ScanRead)]
    assert times == sorted(times)
    assert all(message.raw[:1] == b"\x02" for message in received if isinstance(message, ScanRead))


@pytest.mark.expected_warnings("^device_lost device=s1")
def test_pulled_in_a_scan_it_is_thrown_away_told_once_and_found_again(
    rig: Rig, inbox: "queue.Queue[Message]", supervisor: Supervisor
) -> None:
    # Given a scanner that has sent the first half of a code
    rig.plug()
    supervisor.watch(reader_of(rig), "scanner")
    assert present(inbox.get(timeout=WITHIN_S))
    rig.send(report("]E0", "4006381333931"), reports("]Q3", LONG)[0])
    assert text_of(inbox.get(timeout=WITHIN_S)) == "]E04006381333931"

    # When it is pulled, then half a scan is none, be it that its half was still read or not; the loss is told
    rig.pull()
    message = inbox.get(timeout=WITHIN_S)
    if isinstance(message, ScanBroken):
        assert message.reason in ("unplugged", "incomplete")
        message = inbox.get(timeout=WITHIN_S)
    assert not present(message)

    # When it is plugged in again, then it reads on, and nothing else was told
    rig.plug()
    assert present(inbox.get(timeout=WITHIN_S))
    rig.send(report("]E0", "4006381333931"))
    assert text_of(inbox.get(timeout=WITHIN_S)) == "]E04006381333931"
    assert inbox.empty()


@pytest.mark.expected_warnings("^device_lost device=s1")
def test_plugged_in_later_it_is_found(
    rig: Rig, inbox: "queue.Queue[Message]", supervisor: Supervisor
) -> None:
    supervisor.watch(reader_of(rig, ""), "scanner")
    first = inbox.get(timeout=WITHIN_S)
    assert isinstance(first, DeviceChanged)
    assert "No scanner in HID-POS mode is plugged in" in first.reason

    rig.plug()
    assert present(inbox.get(timeout=WITHIN_S))


def test_a_scan_that_never_ends_is_told(
    rig: Rig, inbox: "queue.Queue[Message]", supervisor: Supervisor
) -> None:
    rig.plug()
    supervisor.watch(reader_of(rig), "scanner")
    assert present(inbox.get(timeout=WITHIN_S))
    rig.send(reports("]Q3", LONG)[0])
    assert inbox.get(timeout=WITHIN_S) == ScanBroken("s1", "incomplete")
