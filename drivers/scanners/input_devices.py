"""Which keyboards the kernel has, read from sysfs: nothing is opened, so no keyboard is touched by looking.

A scanner in keyboard mode is one of them. One scanner can be several (a boot keyboard and a second
interface): they share a `unit`.
"""

import os
import re
import struct
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from drivers.api import DeviceMissing, DeviceRefused
from drivers.scanners import keymaps

SYSFS = Path("/sys/class/input")
_WORD_BITS = struct.calcsize("l") * 8
_IDS = re.compile(r"([0-9a-fA-F]{4}):([0-9a-fA-F]{4})(?::(.+))?")

# What types a code and its end; remote controls and power buttons are keyboards to the kernel too.
_NEEDED_KEYS = (*range(2, 12), keymaps.KEY_ENTER)


@dataclass(frozen=True, slots=True)
class InputDevice:
    """One keyboard. path: its event node; phys: where it is plugged in; serial: may be empty."""

    path: str
    vendor: int
    product: int
    serial: str
    phys: str
    name: str

    @property
    def unit(self) -> tuple[int, int, str, str]:
        """The same for all interfaces of one device. Over Bluetooth `phys` is the computer's own address."""
        return self.vendor, self.product, self.serial, self.phys.rpartition("/")[0] or self.phys

    @property
    def ids(self) -> str:
        """`vendor:product` as the configuration writes it."""
        return f"{self.vendor:04x}:{self.product:04x}"


def keyboards(sysfs: Path = SYSFS) -> tuple[InputDevice, ...]:
    """Every keyboard that could be a scanner, in the order of the kernel's numbers."""
    try:
        entries = [entry for entry in sysfs.iterdir() if entry.name.startswith("event")]
    except OSError:
        return ()
    entries.sort(key=lambda entry: int(entry.name.removeprefix("event")))
    return tuple(found for entry in entries if (found := _device(entry)) is not None)


def chosen(
    select: str, known: Collection[tuple[int, int]], found: Sequence[InputDevice]
) -> list[list[InputDevice]]:
    """The devices that are meant, each with all its interfaces; mostly one, two where they are of one model.

    select: `vendor:product`, `vendor:product:serial`, a path, or empty: the only one of the known
    (vendor, product) pairs. Raises DeviceMissing; DeviceRefused where it is not clear which one is meant.
    """
    ids = _IDS.fullmatch(select)
    if select and not ids:
        return [_by_path(select, found)]
    if ids:
        vendor, product, serial = int(ids[1], 16), int(ids[2], 16), ids[3]
        devices = [d for d in found if (d.vendor, d.product) == (vendor, product)]
        devices = [d for d in devices if serial is None or d.serial == serial]
        if not devices:
            raise DeviceMissing(f"No scanner {select} is plugged in as a keyboard; check its cable and mode.")
        return _units(devices)
    units = _units([d for d in found if (d.vendor, d.product) in known])
    if not units:
        raise DeviceMissing(
            "No scanner that is known works as a keyboard here; plug it in, or name it by vendor:product."
        )
    if len(units) > 1:
        names = ", ".join(sorted({unit[0].ids for unit in units}))
        raise DeviceRefused(f"{len(units)} scanners work as keyboards here ({names}); name one as path.")
    return units


def _by_path(select: str, found: Sequence[InputDevice]) -> list[InputDevice]:
    node = os.path.realpath(select)
    for device in found:
        if device.path == node:
            return [other for other in found if other.unit == device.unit]
    raise DeviceMissing(f"{select} is no keyboard that is plugged in; check the cable and the path.")


def _units(devices: Sequence[InputDevice]) -> list[list[InputDevice]]:
    units: dict[tuple[int, int, str, str], list[InputDevice]] = {}
    for device in devices:
        units.setdefault(device.unit, []).append(device)
    return [units[key] for key in sorted(units)]


def _device(entry: Path) -> InputDevice | None:
    try:
        device = entry / "device"
        if not _types_digits((device / "capabilities" / "key").read_text()):
            return None
        return InputDevice(
            path=f"/dev/input/{entry.name}",
            vendor=int((device / "id" / "vendor").read_text(), 16),
            product=int((device / "id" / "product").read_text(), 16),
            serial=_text(device / "uniq"),
            phys=_text(device / "phys"),
            name=_text(device / "name"),
        )
    except (OSError, ValueError):
        return None  # unplugged while it was being looked at


def _text(file: Path) -> str:
    return file.read_text(errors="replace").strip()


def _types_digits(bitmap: str) -> bool:
    keys = 0
    for word in bitmap.split():
        keys = keys << _WORD_BITS | int(word, 16)
    return all(keys >> code & 1 for code in _NEEDED_KEYS)
