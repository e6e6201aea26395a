"""Which keyboard is the scanner, and what is said where none, or more than one, could be."""

import os
from pathlib import Path
from typing import Any

import pytest

from drivers.api import DeviceMissing, DeviceRefused, DriverError
from drivers.scanners import hid_evdev
from drivers.scanners.hid_evdev import EvdevKeyboards
from drivers.scanners.input_devices import InputDevice, chosen, keyboards

# /sys of a Debian computer: a keyboard with all keys, a power button, a mouse.
ALL_KEYS = "1000000000007 ff9f207ac14057ff febeffdfffefffff fffffffffffffffe"
POWER_BUTTON = "10000000000000 0"
MOUSE = "1f0000 0 0 0 0"

KNOWN = {(0x0C2E, 0x0B61), (0x05E0, 0x1200)}


class Sysfs:
    """Writes what the kernel says of its input devices."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._count = 0

    def add(self, ids: str, serial: str = "", phys: str = "", keys: str = ALL_KEYS) -> str:
        device = self.root / f"event{self._count}" / "device"
        self._count += 1
        (device / "id").mkdir(parents=True)
        (device / "capabilities").mkdir()
        vendor, product = ids.split(":")
        files = {"id/vendor": vendor, "id/product": product, "uniq": serial, "phys": phys, "name": "N"}
        for name, text in (files | {"capabilities/key": keys}).items():
            (device / name).write_text(text + "\n")
        return f"/dev/input/{device.parent.name}"


@pytest.fixture
def sysfs(tmp_path: Path) -> Sysfs:
    return Sysfs(tmp_path)


def paths(units: list[list[InputDevice]]) -> list[list[str]]:
    return [[device.path for device in unit] for unit in units]


def find(sysfs: Sysfs, select: str) -> list[list[str]]:
    return paths(chosen(select, KNOWN, keyboards(sysfs.root)))


def test_only_what_types_digits_is_a_keyboard(sysfs: Sysfs) -> None:
    sysfs.add("0000:0001", keys=POWER_BUTTON)
    sysfs.add("046d:c077", keys=MOUSE)
    keyboard = sysfs.add("046d:c31c")
    (sysfs.root / "mouse0").mkdir()
    (sysfs.root / "event99").mkdir()

    assert [device.path for device in keyboards(sysfs.root)] == [keyboard]
    assert keyboards(sysfs.root / "nowhere") == ()


def test_by_ids_with_all_its_interfaces(sysfs: Sysfs) -> None:
    sysfs.add("046d:c31c", phys="usb-1/input0")
    first = sysfs.add("0c2e:0b61", "SN1", "usb-2/input0")
    second = sysfs.add("0c2e:0b61", "SN1", "usb-2/input1")

    assert find(sysfs, "0c2e:0b61") == find(sysfs, "0C2E:0B61") == find(sysfs, "") == [[first, second]]


def test_by_serial_number_and_by_path(sysfs: Sysfs, tmp_path: Path) -> None:
    one = sysfs.add("0c2e:0b61", "SN1", "usb-2/input0")
    two = sysfs.add("0c2e:0b61", "SN2", "usb-3/input0")
    link = tmp_path / "usb-Honeywell_SN2-event-kbd"
    os.symlink(two, link)

    assert find(sysfs, "0c2e:0b61:SN2") == find(sysfs, str(link)) == find(sysfs, two) == [[two]]
    assert find(sysfs, "0c2e:0b61") == [[one], [two]]


@pytest.mark.parametrize(
    ("select", "said"),
    [
        ("0c2e:0b61:SN9", "No scanner 0c2e:0b61:SN9 is plugged in as a keyboard"),
        ("1234:5678", "No scanner 1234:5678"),
        ("/dev/input/by-id/none", "/dev/input/by-id/none is no keyboard that is plugged in"),
        ("", "No scanner that is known works as a keyboard here"),
    ],
)
def test_what_is_not_there_is_said(sysfs: Sysfs, select: str, said: str) -> None:
    sysfs.add("046d:c31c")

    with pytest.raises(DeviceMissing, match=said) as error:
        find(sysfs, select)
    assert str(error.value).endswith(".")


def test_two_known_scanners_must_be_told_apart(sysfs: Sysfs) -> None:
    sysfs.add("0c2e:0b61", phys="usb-1/input0")
    sysfs.add("05e0:1200", phys="usb-2/input0")

    with pytest.raises(DeviceRefused, match=r"2 scanners work as keyboards here \(05e0:1200, 0c2e:0b61\)"):
        find(sysfs, "")


class Taken:
    """A fake evdev.InputDevice of a system that refuses; the real one is tried in `make test-hardware`."""

    errors: dict[str, OSError]

    def __init__(self, path: str) -> None:
        raise self.errors[path]


@pytest.mark.parametrize(
    ("error", "kind", "said"),
    [
        (PermissionError(13, "Permission denied"), DeviceRefused, "udev rule 70-pos-terminal.rules"),
        (OSError(16, "Device or resource busy"), DeviceRefused, "Another program holds the scanner"),
        (OSError(19, "No such device"), DeviceMissing, "is not there"),
        (OSError(5, "Input/output error"), DeviceRefused, "cannot be taken"),
    ],
)
def test_a_refusal_says_what_to_do(
    sysfs: Sysfs, monkeypatch: pytest.MonkeyPatch, error: OSError, kind: type[DriverError], said: str
) -> None:
    path = sysfs.add("0c2e:0b61")
    refusing: Any = type("Refusing", (Taken,), {"errors": {path: error}})
    monkeypatch.setattr(hid_evdev, "_input_device", refusing)

    with pytest.raises(kind, match=said) as raised:
        EvdevKeyboards("", KNOWN, sysfs.root)(())
    assert str(raised.value).endswith(".")


def test_siblings_of_another_scanner_are_left_alone(sysfs: Sysfs) -> None:
    sysfs.add("0c2e:0b61", phys="usb-1/input0")

    assert EvdevKeyboards("", KNOWN, sysfs.root)({"/dev/input/event5"}) == []
