"""What is plugged in: scanners, keyboards and ports, each with its mode and whether it may be opened.

It looks and opens nothing, so no device notices. Any thread. On Linux it reads sysfs, elsewhere it asks
hidapi and pyserial.
"""

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from serial.tools import list_ports

from drivers.scanners.hid_descriptor import BARCODE_SCANNER, parsed
from drivers.scanners.hid_pos import HidDevice, SystemHid
from drivers.scanners.input_devices import InputDevice, keyboards
from drivers.scanners.model import Mode
from drivers.scanners.quirks import mode_of, row_for

MODES: dict[str, Mode] = {"keyboard": "keyboard", "hid_pos": "hid_pos", "serial": "com"}

_SCANNER = (BARCODE_SCANNER, 0x02)
_IDS = re.compile(r"([0-9a-f]{4}):([0-9a-f]{4})(?::(.+))?", re.IGNORECASE)
_MOST_PARENTS = 8


@dataclass(frozen=True, slots=True)
class PluggedIn:
    """One device in one mode.

    mode: other where it works in a mode that this program does not read. path: its node now; empty where it
    has none (another mode, or no driver for this one). stable: what to write as `path` in the configuration,
    the same after plugging in anew. row: its row of the table of scanners, empty where it is in none.
    surely: it is a scanner and nothing else.
    """

    mode: Mode
    path: str
    stable: str
    vendor: int
    product: int
    serial: str
    maker: str
    name: str
    row: str
    surely: bool
    may_open: bool

    @property
    def ids(self) -> str:
        """`vendor:product` as the configuration writes it."""
        return f"{self.vendor:04x}:{self.product:04x}"


def plugged_in(root: Path = Path("/")) -> tuple[PluggedIn, ...]:
    """Everything that could be a scanner, scanners first. root: of the file system, for tests."""
    if not (root / "sys").is_dir():
        return _sorted(_without_sysfs())
    tree = _Tree(root)
    found = [*tree.keyboards(), *tree.hid_pos(), *tree.ports()]
    seen = {(each.vendor, each.product, each.serial) for each in found}
    others = (each for each in tree.others() if (each.vendor, each.product, each.serial) not in seen)
    return _sorted([*found, *others])


def fits(found: PluggedIn, kind: str, wanted: str) -> bool:
    """Whether a configured scanner means this device. kind, wanted: its `kind` and `path`."""
    if MODES.get(kind) != found.mode:
        return False
    if not wanted:
        # As the drivers choose: by usage page, or by an id that is known for this mode.
        by_id = mode_of(found.vendor, found.product) == found.mode and found.surely
        return found.mode == "hid_pos" or (kind == "keyboard" and by_id)
    if kind == "serial":
        return (
            wanted == found.path if wanted.startswith("/") else wanted.casefold() in found.stable.casefold()
        )
    ids = _IDS.fullmatch(wanted)
    if ids is None:
        return found.path in (wanted, os.path.realpath(wanted))
    same = (int(ids[1], 16), int(ids[2], 16)) == (found.vendor, found.product)
    return same and ids[3] in (None, found.serial)


class _Tree:
    """Sysfs and the links in /dev, below one root."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def keyboards(self) -> Iterator[PluggedIn]:
        """Each once, whatever number of interfaces it has."""
        units: dict[object, InputDevice] = {}
        for device in keyboards(self._root / "sys/class/input"):
            units.setdefault(device.unit, device)
        again = Counter((device.vendor, device.product, device.serial) for device in units.values())
        for device in units.values():
            alone = again[device.vendor, device.product, device.serial] == 1
            usb = self._usb_of(self._root / "sys/class/input" / Path(device.path).name / "device")
            yield self._made(
                "keyboard",
                device.path,
                _by_ids(device.vendor, device.product, device.serial) if alone else self._place(device.path),
                (device.vendor, device.product, device.serial, usb.get("manufacturer", ""), device.name),
            )

    def hid_pos(self) -> Iterator[PluggedIn]:
        """Scanners in HID-POS mode."""
        found = [each for entry in self._entries("sys/class/hidraw") if (each := self._hidraw(entry))]
        again = Counter((each.vendor, each.product, each.serial) for each in found)
        for each in found:
            alone = again[each.vendor, each.product, each.serial] == 1
            yield each if alone else replace(each, stable=self._place(each.path))

    def ports(self) -> Iterator[PluggedIn]:
        """Serial ports behind USB."""
        names = self._links("dev/serial/by-id")
        for entry in self._entries("sys/class/tty"):
            usb = self._usb_of(entry / "device") if entry.name.startswith(("ttyACM", "ttyUSB")) else {}
            if usb:
                path = f"/dev/{entry.name}"
                yield self._made("com", path, names.get(entry.name, path), _of_usb(usb))

    def others(self) -> Iterator[PluggedIn]:
        """USB devices of the table, whatever they offer."""
        for entry in self._entries("sys/bus/usb/devices"):
            usb = self._usb(entry)
            if usb and row_for(*(of_it := _of_usb(usb))[:2]):
                yield self._made(mode_of(*of_it[:2]) or "other", "", "", of_it)

    def _hidraw(self, entry: Path) -> PluggedIn | None:
        device = entry / "device"
        try:
            if _SCANNER not in parsed((device / "report_descriptor").read_bytes()).applications:
                return None
            lines = (device / "uevent").read_text(errors="replace").splitlines()
            said = dict(line.split("=", 1) for line in lines if "=" in line)
            _, vendor, product = (int(number, 16) for number in said["HID_ID"].split(":"))
        except (OSError, ValueError, KeyError):
            return None  # unplugged while it was being looked at
        serial = said.get("HID_UNIQ", "")
        maker = self._usb_of(device).get("manufacturer", "")
        stable = _by_ids(vendor, product, serial)
        of_it = (vendor, product, serial, maker, said.get("HID_NAME", ""))
        return self._made("hid_pos", f"/dev/{entry.name}", stable, of_it)

    def _made(self, mode: Mode, path: str, stable: str, of_it: tuple[int, int, str, str, str]) -> PluggedIn:
        node = self._root / path.lstrip("/")
        rights = os.R_OK if mode == "keyboard" else os.R_OK | os.W_OK
        return _made(mode, path, stable, of_it, may_open=bool(path) and os.access(node, rights))

    def _usb_of(self, device: Path) -> dict[str, str]:
        """The USB device that something hangs on, empty where it hangs on none."""
        place = device.resolve()
        for _ in range(_MOST_PARENTS):
            if (place / "idVendor").is_file():
                return self._usb(place)
            place = place.parent
        return {}

    def _usb(self, entry: Path) -> dict[str, str]:
        said = {}
        for name in ("idVendor", "idProduct", "manufacturer", "product", "serial"):
            try:
                said[name] = (entry / name).read_text(errors="replace").strip()
            except OSError:
                continue
        return said if {"idVendor", "idProduct"} <= set(said) else {}

    def _place(self, path: str) -> str:
        """A name for where it is plugged in, of two that are equal; the node where there is none."""
        for folder in ("dev/input/by-path", "dev/pos-terminal"):
            link = self._links(folder).get(Path(path).name)
            if link is not None:
                return f"/{folder}/{link}"
        return path

    def _links(self, folder: str) -> dict[str, str]:
        names = {}
        for link in self._entries(folder):
            try:
                names[Path(os.readlink(link)).name] = link.name
            except OSError:
                continue  # no link, or unplugged while it was being looked at
        return names

    def _entries(self, folder: str) -> list[Path]:
        try:
            return sorted((self._root / folder).iterdir())
        except OSError:
            return []


def _without_sysfs() -> Iterator[PluggedIn]:
    """What hidapi and pyserial know (Windows, macOS)."""
    yield from from_lists(SystemHid().devices(), list_ports.comports())


def from_lists(hid: Sequence[HidDevice], ports: Iterable[object]) -> Iterator[PluggedIn]:
    """hid: uses of HID devices. ports: pyserial's ListPortInfo."""
    for device in hid:
        mode: Mode | None = "hid_pos" if device.is_scanner else "keyboard" if device.is_keyboard else None
        if mode is not None:
            stable = _by_ids(device.vendor, device.product, device.serial)
            of_it = (device.vendor, device.product, device.serial, device.maker, device.name)
            yield _made(mode, device.path, stable, of_it, may_open=mode == "hid_pos")
    for port in ports:
        vendor, product = getattr(port, "vid", None), getattr(port, "pid", None)
        if vendor is not None and product is not None:
            path = str(getattr(port, "device", ""))
            texts = [
                getattr(port, name, None) or "" for name in ("serial_number", "manufacturer", "description")
            ]
            yield _made("com", path, path, (vendor, product, *texts), may_open=True)


def _made(
    mode: Mode, path: str, stable: str, of_it: tuple[int, int, str, str, str], *, may_open: bool
) -> PluggedIn:
    vendor, product, serial, maker, name = of_it
    row = row_for(vendor, product)
    return PluggedIn(
        mode=mode,
        path=path,
        stable=stable,
        vendor=vendor,
        product=product,
        serial=serial,
        maker=maker or (row.maker if row is not None else ""),
        name=name,
        row=row.name if row is not None else "",
        surely=mode == "hid_pos" or (row is not None and not row.shared),
        may_open=may_open,
    )


def _of_usb(usb: dict[str, str]) -> tuple[int, int, str, str, str]:
    return (
        int(usb["idVendor"], 16),
        int(usb["idProduct"], 16),
        usb.get("serial", ""),
        usb.get("manufacturer", ""),
        usb.get("product", ""),
    )


def _by_ids(vendor: int, product: int, serial: str) -> str:
    return f"{vendor:04x}:{product:04x}" + (f":{serial}" if serial else "")


def _sorted(found: Iterable[PluggedIn]) -> tuple[PluggedIn, ...]:
    return tuple(sorted(found, key=lambda each: (not each.surely, each.mode, each.path)))
