"""Which HID-POS scanner is meant, and what to do when there is none."""

import pytest

from drivers.api import DeviceMissing, DeviceRefused
from drivers.scanners.hid_pos import SystemHid, find
from tests.unit.drivers.hid_scanners import scanner

SECOND = scanner("/dev/hidraw1", serial="20999Z99")
VENDORS_OWN = scanner("/dev/hidraw0", page=0xFF8C)
OFFICE_KEYBOARD = scanner("/dev/hidraw5", vendor=0x046D, product=0xC31C, page=1, usage=6, name="Keyboard")
IN_KEYBOARD_MODE = scanner("/dev/hidraw6", product=0x1001, page=1, usage=6)


@pytest.mark.parametrize("wanted", ["", "0c2e:1007", "0C2E:1007", "0c2e:1007:20123B45", "/dev/hidraw0"])
def test_the_one_that_is_meant_is_found(wanted: str) -> None:
    assert find(wanted, [OFFICE_KEYBOARD, VENDORS_OWN, scanner()]) == scanner()


@pytest.mark.parametrize("wanted", ["0c2e:1007:20999Z99", "/dev/hidraw1"])
def test_of_two_equal_ones_serial_number_or_path_tell(wanted: str) -> None:
    assert find(wanted, [scanner(), SECOND]) == SECOND


@pytest.mark.parametrize("wanted", ["", "0c2e:1007"])
def test_two_that_fit_are_named(wanted: str) -> None:
    with pytest.raises(DeviceMissing, match=r"20123B45.*20999Z99.*give the serial number or the path"):
        find(wanted, [scanner(), SECOND])


@pytest.mark.parametrize("wanted", ["", "0c2e:1001", "/dev/hidraw6"])
def test_one_in_keyboard_mode_is_said_to_be_so(wanted: str) -> None:
    with pytest.raises(DeviceRefused, match=r"0c2e:1001.* is in keyboard mode; scan the barcode"):
        find(wanted, [OFFICE_KEYBOARD, IN_KEYBOARD_MODE])


@pytest.mark.parametrize("wanted", ["", "05e0:1200", "0c2e:1007:other", "/dev/hidraw9", "scanner"])
def test_none_that_fits_says_what_is_there_and_what_to_do(wanted: str) -> None:
    there = [OFFICE_KEYBOARD] if not wanted else [OFFICE_KEYBOARD, scanner()]
    with pytest.raises(DeviceMissing, match="plug it in, or scan the barcode 'USB HID-POS'"):
        find(wanted, there)


def test_the_systems_list_can_be_read_without_rights() -> None:
    assert all(device.path for device in SystemHid().devices())


def test_a_path_that_is_no_hid_device_does_not_open() -> None:
    with pytest.raises(OSError, match="open"):
        SystemHid().open("/dev/null")
