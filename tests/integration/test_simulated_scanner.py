"""A simulated scanner on a pty and on TCP, with its faults, through the real drivers of these kinds."""

import queue
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from drivers.api import DeviceChanged, Message, ScanBroken, ScanRead
from drivers.catalog import ScannerOptions, make_scanner
from drivers.simulated.devices import SimulatedDevices
from drivers.simulated.lines import PtyLine, ScannerLine, TcpLine
from drivers.simulated.scan_faults import ScanFaults
from drivers.simulated.scanner import ScannerOnLine
from drivers.supervisor import BackOff, Supervisor

WITHIN_S = 20.0
BACK = DeviceChanged("s1", "scanner", True, "")


@pytest.fixture
def messages() -> "queue.Queue[Message]":
    return queue.Queue()


@pytest.fixture
def lines() -> Iterator[list[ScannerLine]]:
    """What is pulled when the till has ended."""
    used: list[ScannerLine] = []
    yield used
    for line in used:
        line.unplug()


@pytest.fixture
def supervisor(messages: "queue.Queue[Message]", lines: list[ScannerLine]) -> Iterator[Supervisor]:
    made = Supervisor(messages.put, BackOff(first_s=0.01, most_s=0.02))
    yield made
    assert made.stop(WITHIN_S) == ()


def on_pty(folder: Path) -> tuple[ScannerLine, str, ScannerOptions]:
    line = PtyLine(folder / "port")
    return line, "serial", ScannerOptions("s1", str(line.path), repeat_ms=0)


def on_tcp(folder: Path) -> tuple[ScannerLine, str, ScannerOptions]:
    line = TcpLine()
    return line, "network", ScannerOptions("s1", host=line.host, port=line.port)


def until_lost(messages: "queue.Queue[Message]") -> list[str]:
    """The texts up to the loss of the device; a broken scan as its reason in brackets."""
    found = []
    while True:
        match messages.get(timeout=WITHIN_S):
            case ScanRead(text=text):
                found.append(text)
            case ScanBroken(reason=reason):
                found.append(f"({reason})")
            case _:
                return found


@pytest.mark.expected_warnings("^device_lost device=s1")
@pytest.mark.parametrize("place", [on_pty, on_tcp])
def test_every_fault_on_a_line_that_the_till_takes_for_a_real_one(
    messages: "queue.Queue[Message]",
    supervisor: Supervisor,
    lines: list[ScannerLine],
    tmp_path: Path,
    place: Callable[[Path], tuple[ScannerLine, str, ScannerOptions]],
) -> None:
    # Given a till that has the scanner open
    line, kind, options = place(tmp_path)
    lines.append(line)
    scanner = ScannerOnLine(line, b"\x02", b"\r")
    supervisor.watch(make_scanner(kind, options), "scanner")
    assert messages.get(timeout=WITHIN_S) == BACK

    # When it scans in every way that goes wrong and yet is whole, and is pulled in the middle of one
    for faults in (
        ScanFaults(),
        ScanFaults(bounces=1, bounce_ms=1),
        ScanFaults(splits=5, split_ms=1),
        ScanFaults(byte_ms=1),
        ScanFaults(terminator="doubled"),
    ):
        assert scanner.scan("4006381333931", faults=faults)
        assert scanner.wait_done(WITHIN_S)
    scanner.scan("73513537", faults=ScanFaults(terminator="lost"))
    scanner.scan("96385074")
    found = [messages.get(timeout=WITHIN_S) for _ in range(7)]
    assert [m.text for m in found if isinstance(m, ScanRead)] == ["4006381333931"] * 6
    assert found[-1] == ScanBroken("s1", "merged")
    scanner.scan("73513537", faults=ScanFaults(unplug=True, split_ms=50, back_ms=1))

    # Then the half is told, or was never read, but is never joined to the next
    assert until_lost(messages) in ([], ["(unplugged)"])
    assert messages.get(timeout=WITHIN_S) == BACK
    assert scanner.scan("96385074")
    scan = messages.get(timeout=WITHIN_S)
    assert isinstance(scan, ScanRead)
    assert scan.text == "96385074"


@pytest.mark.expected_warnings("^device_lost device=s1")
def test_a_scanner_that_calls_the_till(
    messages: "queue.Queue[Message]", supervisor: Supervisor, lines: list[ScannerLine]
) -> None:
    probe = TcpLine()
    port = probe.port
    probe.unplug()
    options = ScannerOptions("s1", listen=True, port=port)
    lines.append(TcpLine(port=port, calls=True))
    scanner = ScannerOnLine(lines[0])
    assert not scanner.scan("1")
    supervisor.watch(make_scanner("network", options), "scanner")

    while not scanner.scan("431"):
        scanner.wait_done(0.01)
    assert messages.get(timeout=WITHIN_S) == BACK
    assert isinstance(messages.get(timeout=WITHIN_S), ScanRead)
    scanner.unplug()
    assert not scanner.scan("432")
    scanner.plug()
    assert scanner.scan("433")

    scan = messages.get(timeout=WITHIN_S)
    assert isinstance(scan, ScanRead)
    assert scan.text == "433"


def test_faults_that_take_time_keep_nobody_waiting_and_scans_keep_their_order(
    messages: "queue.Queue[Message]", supervisor: Supervisor
) -> None:
    devices = SimulatedDevices()
    supervisor.watch(make_scanner("simulated", ScannerOptions("s1"), devices), "scanner")
    assert messages.get(timeout=WITHIN_S) == BACK

    assert devices.scanner.scan("1" * 20, faults=ScanFaults(byte_ms=2))
    assert devices.scanner.scan("2")

    found = [messages.get(timeout=WITHIN_S) for _ in range(2)]
    assert [m.text for m in found if isinstance(m, ScanRead)] == ["1" * 20, "2"]
    assert len(found[0].pieces_ns) > 1 if isinstance(found[0], ScanRead) else False
    assert devices.scanner.wait_done(WITHIN_S)
