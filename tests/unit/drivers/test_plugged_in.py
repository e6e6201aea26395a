"""What is plugged in, read from a made-up sysfs."""

import os
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from drivers.plugged_in import PluggedIn, fits, from_lists, plugged_in
from tests.unit.drivers.hid_scanners import DESCRIPTOR, KEYBOARD, scanner

# The capability bitmap of an ordinary keyboard: all keys from 1 to 127.
ALL_KEYS = "ffffffffffffffff fffffffffffffffe"
EAN_KEYS = "0"


@dataclass
class Machine:
    """A root with sysfs and /dev in it; the test plugs in."""

    root: Path
    count: int = 0

    def usb(self, vendor: str, product: str, maker: str = "", name: str = "", serial: str = "") -> Path:
        """A USB device; answers its first interface."""
        self.count += 1
        device = self.root / f"sys/devices/pci0/usb1/1-{self.count}"
        interface = device / f"1-{self.count}:1.0"
        interface.mkdir(parents=True)
        texts = {
            "idVendor": vendor,
            "idProduct": product,
            "manufacturer": maker,
            "product": name,
            "serial": serial,
        }
        for file, text in texts.items():
            if text:
                (device / file).write_text(text + "\n")
        self._link(f"sys/bus/usb/devices/1-{self.count}", device)
        return interface

    def hid(self, interface: Path, descriptor: bytes, ids: str, name: str, serial: str = "") -> None:
        """A hidraw node."""
        vendor, product = (number.upper().zfill(8) for number in ids.split(":"))
        device = interface / f"0003:{vendor}:{product}.{self.count:04d}"
        raw = device / f"hidraw/hidraw{self.count}"
        raw.mkdir(parents=True)
        (device / "report_descriptor").write_bytes(descriptor)
        (device / "uevent").write_text(
            f"DRIVER=hid-generic\nHID_ID=0003:{vendor}:{product}\nHID_NAME={name}\nHID_UNIQ={serial}\n"
        )
        os.symlink(device, raw / "device")
        self._link(f"sys/class/hidraw/hidraw{self.count}", raw)
        self.node(f"hidraw{self.count}")

    def keyboard(self, interface: Path, number: int, ids: str, name: str, keys: str = ALL_KEYS) -> None:
        """An event node."""
        device = interface / f"input/input{number}"
        event = device / f"event{number}"
        (device / "id").mkdir(parents=True)
        event.mkdir()
        (device / "capabilities").mkdir()
        (device / "capabilities/key").write_text(keys)
        vendor, product = ids.split(":")
        texts = {
            "id/vendor": vendor,
            "id/product": product,
            "name": name,
            "uniq": "",
            "phys": f"usb-{interface}/input0",
        }
        for file, text in texts.items():
            (device / file).write_text(text + "\n")
        os.symlink(device, event / "device")
        self._link(f"sys/class/input/event{number}", event)
        self.node(f"input/event{number}")

    def port(self, interface: Path, name: str, by_id: str = "") -> None:
        """A tty."""
        tty = interface / "tty" / name
        tty.mkdir(parents=True)
        os.symlink(interface, tty / "device")
        self._link(f"sys/class/tty/{name}", tty)
        self.node(name)
        if by_id:
            self.link(f"dev/serial/by-id/{by_id}", f"../../{name}")

    def link(self, place: str, target: str) -> None:
        """A link in /dev as udev makes it."""
        (self.root / place).parent.mkdir(parents=True, exist_ok=True)
        os.symlink(target, self.root / place)

    def node(self, name: str) -> None:
        """A node that may be opened."""
        path = self.root / "dev" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()

    def _link(self, place: str, target: Path) -> None:
        path = self.root / place
        path.parent.mkdir(parents=True, exist_ok=True)
        os.symlink(target, path)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    (tmp_path / "sys").mkdir()
    return Machine(tmp_path)


def test_a_machine_without_usb_has_nothing(machine: Machine) -> None:
    assert plugged_in(machine.root) == ()


def test_the_modes_of_devices_are_told_apart(machine: Machine) -> None:
    # Given a scanner in each mode, one in IBM mode, one whose port has no driver, and an office keyboard
    pos = machine.usb("0c2e", "1007", "Honeywell", "Voyager", "S1")
    machine.hid(pos, DESCRIPTOR, "0c2e:1007", "Honeywell Voyager", "S1")
    typing = machine.usb("05e0", "1200", "Symbol Technologies, Inc", "Symbol Bar Code Scanner")
    machine.hid(typing, KEYBOARD, "05e0:1200", "Symbol Bar Code Scanner")
    machine.keyboard(typing, 7, "05e0:1200", "Symbol Bar Code Scanner")
    com = machine.usb("05f9", "4204", "Datalogic", "Gryphon", "C3")
    machine.port(com, "ttyACM0", "usb-Datalogic_Gryphon_C3-if00")
    machine.usb("05e0", "1300", "Symbol Technologies, Inc")
    machine.usb("065a", "0009", "Opticon")
    office = machine.usb("046d", "c31c", "Logitech", "Keyboard")
    machine.keyboard(office, 3, "046d:c31c", "Logitech Keyboard")
    buttons = machine.usb("046d", "0001", "Logitech", "Remote")
    machine.keyboard(buttons, 4, "046d:0001", "Remote", EAN_KEYS)

    found = plugged_in(machine.root)

    # Then each is listed once, scanners first
    assert [(each.mode, each.path, each.stable, each.row, each.surely) for each in found] == [
        ("com", "", "", "opticon", True),
        ("com", "/dev/ttyACM0", "usb-Datalogic_Gryphon_C3-if00", "datalogic-gryphon", True),
        ("hid_pos", "/dev/hidraw1", "0c2e:1007:S1", "honeywell-voyager-xp-1470g", True),
        ("keyboard", "/dev/input/event7", "05e0:1200", "symbol", True),
        ("other", "", "", "symbol", True),
        ("keyboard", "/dev/input/event3", "046d:c31c", "", False),
    ]
    assert [each.maker for each in found][1:4] == ["Datalogic", "Honeywell", "Symbol Technologies, Inc"]
    assert [each.name for each in found][2] == "Honeywell Voyager"
    assert [each.may_open for each in found] == [False, True, True, True, False, True]


def test_a_device_of_an_unknown_maker_is_a_scanner_by_its_usage_page(machine: Machine) -> None:
    machine.hid(machine.usb("1234", "abcd"), DESCRIPTOR, "1234:abcd", "Nobody's Scanner")
    (found,) = plugged_in(machine.root)
    assert (found.mode, found.row, found.surely, found.ids) == ("hid_pos", "", True, "1234:abcd")


def test_a_common_chip_is_a_port_and_not_surely_a_scanner(machine: Machine) -> None:
    machine.port(machine.usb("1a86", "7523", "QinHeng", "USB Serial"), "ttyUSB0")
    (found,) = plugged_in(machine.root)
    assert (found.mode, found.stable, found.row, found.surely) == (
        "com",
        "/dev/ttyUSB0",
        "netum-ch34x",
        False,
    )


def test_of_two_equal_ones_without_serial_number_the_place_is_the_name(machine: Machine) -> None:
    for number in (1, 2):
        machine.hid(machine.usb("05e0", "2100"), DESCRIPTOR, "05e0:2100", "Zebra")
        machine.keyboard(machine.usb("0c2e", "1001"), number, "0c2e:1001", "Honeywell")
    machine.link("dev/pos-terminal/hidraw-usb-0:1:1.0", "../hidraw1")
    machine.link("dev/input/by-path/usb-0:2:1.0-event-kbd", "../event1")

    assert {each.path: each.stable for each in plugged_in(machine.root)} == {
        "/dev/hidraw1": "/dev/pos-terminal/hidraw-usb-0:1:1.0",
        "/dev/hidraw3": "/dev/hidraw3",
        "/dev/input/event1": "/dev/input/by-path/usb-0:2:1.0-event-kbd",
        "/dev/input/event2": "/dev/input/event2",
    }


def test_unplugged_while_being_looked_at_it_is_left_out(machine: Machine) -> None:
    interface = machine.usb("0c2e", "1007")
    machine.hid(interface, DESCRIPTOR, "0c2e:1007", "Voyager")
    (next(interface.glob("0003*")) / "uevent").write_text("HID_NAME=half\n")
    (interface.parent / "idVendor").unlink()
    assert plugged_in(machine.root) == ()


VOYAGER = PluggedIn(
    mode="hid_pos",
    path="/dev/hidraw0",
    stable="0c2e:1007:S1",
    vendor=0x0C2E,
    product=0x1007,
    serial="S1",
    maker="Honeywell",
    name="Voyager",
    row="honeywell-voyager-xp-1470g",
    surely=True,
    may_open=True,
)
GRYPHON = replace(VOYAGER, mode="com", path="/dev/ttyACM0", stable="usb-Datalogic_Gryphon_C3-if00")
OFFICE = replace(VOYAGER, mode="keyboard", path="/dev/input/event3", surely=False)
TYPING = replace(VOYAGER, mode="keyboard", path="/dev/input/event7", product=0x1001)


@pytest.mark.parametrize(
    ("found", "kind", "wanted", "does"),
    [
        (VOYAGER, "hid_pos", "", True),
        (VOYAGER, "hid_pos", "0C2E:1007", True),
        (VOYAGER, "hid_pos", "0c2e:1007:S1", True),
        (VOYAGER, "hid_pos", "0c2e:1007:S2", False),
        (VOYAGER, "hid_pos", "/dev/hidraw0", True),
        (VOYAGER, "keyboard", "", False),
        (VOYAGER, "network", "", False),
        (GRYPHON, "serial", "gryphon_c3", True),
        (GRYPHON, "serial", "/dev/ttyACM0", True),
        (GRYPHON, "serial", "/dev/ttyACM1", False),
        (GRYPHON, "serial", "", False),
        (OFFICE, "keyboard", "", False),
        (TYPING, "keyboard", "", True),
        (OFFICE, "keyboard", "0c2e:1007", True),
    ],
)
def test_which_configured_scanner_a_device_fits(found: PluggedIn, kind: str, wanted: str, does: bool) -> None:
    assert fits(found, kind, wanted) is does


def test_a_link_that_goes_while_it_is_read_is_left_out(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = machine.root / "dev/serial/by-id"
    folder.mkdir(parents=True)
    (folder / "usb-scanner").symlink_to("../../ttyACM0")

    def gone(path: object) -> str:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(os, "readlink", gone)
    plugged_in(machine.root)


def test_without_sysfs_hidapi_and_pyserial_know() -> None:
    hid = [
        scanner(r"\\?\hid#1"),
        scanner(r"\\?\hid#2", page=0xFF8C),
        scanner(r"\\?\hid#3", page=1, usage=6, product=0x1001, maker="", serial=""),
    ]
    ports = [
        SimpleNamespace(
            vid=0x05F9,
            pid=0x4204,
            device="COM4",
            serial_number=None,
            manufacturer="Datalogic",
            description="Port",
        ),
        SimpleNamespace(vid=None, pid=None, device="COM1"),
    ]
    assert [(each.mode, each.path, each.stable, each.maker) for each in from_lists(hid, ports)] == [
        ("hid_pos", r"\\?\hid#1", "0c2e:1007:20123B45", "Honeywell"),
        ("keyboard", r"\\?\hid#3", "0c2e:1001", "Honeywell"),
        ("com", "COM4", "COM4", "Datalogic"),
    ]


def test_this_machine_can_be_looked_at() -> None:
    assert all(each.mode for each in plugged_in())
