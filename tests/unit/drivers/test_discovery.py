"""Serial devices are found by what stays the same."""

from pathlib import Path

import pytest

from drivers.api import DeviceMissing
from drivers.discovery import SerialPort, resolve_serial, serial_ports


@pytest.fixture
def by_id(tmp_path: Path) -> Path:
    folder = tmp_path / "by-id"
    folder.mkdir()
    for number, name in enumerate(
        ("usb-Zebra_DS2208_S1-if00", "usb-Zebra_DS2208_S2-if00", "usb-FTDI_A1-if00-port0")
    ):
        target = tmp_path / f"ttyUSB{number}"
        target.touch()
        (folder / name).symlink_to(target)
    return folder


def test_every_port_has_its_name_and_where_it_is(by_id: Path) -> None:
    assert serial_ports(by_id)[0] == SerialPort("usb-FTDI_A1-if00-port0", str(by_id.parent / "ttyUSB2"))
    assert serial_ports(by_id / "none") == ()


def test_a_path_is_taken_as_it_is(by_id: Path) -> None:
    assert resolve_serial("/dev/ttyS0", by_id) == "/dev/ttyS0"


def test_part_of_a_name_finds_the_one_device(by_id: Path) -> None:
    assert resolve_serial("ds2208_s2", by_id) == str(by_id.parent / "ttyUSB1")


@pytest.mark.parametrize(
    ("wanted", "remedy"), [("zebra", "give more of the name"), ("datalogic", "plug it in")]
)
def test_none_or_several_say_what_to_do(by_id: Path, wanted: str, remedy: str) -> None:
    with pytest.raises(DeviceMissing, match=remedy):
        resolve_serial(wanted, by_id)
