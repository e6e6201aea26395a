"""A serial printer beside the contract: flow control by DTR and DSR, pieces, ports that are not there."""

import os
import pty
import tty
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from drivers.api import DeviceMissing, DeviceRefused
from drivers.printers.serial_port import SerialLink, serial_printer
from drivers.scanners.serial_line import SerialSettings


@dataclass
class Port:
    """A pty's near end as an open port."""

    number: int

    def fileno(self) -> int:
        return self.number

    def close(self) -> None:
        os.close(self.number)


@pytest.fixture
def cable() -> Iterator[tuple[Port, int]]:
    far, near = pty.openpty()
    tty.setraw(near)
    os.set_blocking(near, False)
    yield Port(near), far
    os.close(far)


def test_a_busy_printer_is_sent_nothing_and_a_free_one_a_little_at_a_time(cable: tuple[Port, int]) -> None:
    port, far = cable
    free = False
    link = SerialLink(port, 9600, lambda: free)

    assert link.write_some(memoryview(b"x" * 1000), 0.02) == 0
    free = True
    taken = link.write_some(memoryview(b"x" * 1000), 0.02)

    assert 0 < taken <= 16
    assert os.read(far, 1000) == b"x" * taken
    link.close()


def test_a_piece_is_a_quarter_of_a_second_of_the_line(cable: tuple[Port, int]) -> None:
    port, _ = cable
    link = SerialLink(port, 9600)

    assert link.write_some(memoryview(b"x" * 10_000), 1.0) == 240
    assert link.settle(1.0)
    link.close()


def test_a_port_that_is_not_there() -> None:
    printer = serial_printer("p1", "/dev/pos-terminal-no-such-port", SerialSettings())

    with pytest.raises(DeviceMissing, match="plug the device in"):
        printer.status()
    assert printer.send(b"x").sent_bytes == 0


def test_a_file_is_no_port(tmp_path: Path) -> None:
    file = tmp_path / "port"
    file.touch()

    with pytest.raises(DeviceRefused):
        serial_printer("p1", str(file), SerialSettings()).status()


def test_a_port_without_modem_lines_cannot_be_flow_controlled_by_them(cable: tuple[Port, int]) -> None:
    port, _ = cable
    printer = serial_printer("p1", os.ttyname(port.number), SerialSettings(), by_dsr=True)

    with pytest.raises(DeviceRefused, match="no DSR line"):
        printer.status()
    port.close()
