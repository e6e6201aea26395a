"""What is plugged in, beside what the configuration says. Any thread but the core's and the screen's.

It reads sysfs and opens nothing, so no device notices.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from drivers.plugged_in import PluggedIn, fits, plugged_in
from pos_terminal.config_devices import Scanner
from pos_terminal.services.device_messages import DevicesSeen, SeenDevice, SeenSection

ReadKind = Literal["keyboard", "hid_pos", "serial"]
KINDS: dict[str, ReadKind] = {"keyboard": "keyboard", "hid_pos": "hid_pos", "com": "serial"}


def look(scanners: Sequence[Scanner], root: Path = Path("/")) -> DevicesSeen:
    """Everything that could be a scanner now. root: of the file system, for tests."""
    found = plugged_in(root)
    devices = tuple(_seen(device, scanners) for device in found)
    return DevicesSeen(devices, tuple(_section(scanner, found, root) for scanner in scanners))


def section_of(found: PluggedIn, scanners: Sequence[Scanner]) -> Scanner | None:
    """The configured scanner that means a device; one that names it goes before one that takes any."""
    fitting = [row for row in scanners if fits(found, row.kind, row.path)]
    return next((row for row in fitting if row.path), fitting[0] if fitting else None)


def _seen(found: PluggedIn, scanners: Sequence[Scanner]) -> SeenDevice:
    section = section_of(found, scanners)
    return SeenDevice(
        mode=found.mode,
        name=found.name,
        maker=found.maker,
        ids=found.ids,
        serial=found.serial,
        path=found.path,
        stable=found.stable,
        known=found.surely,
        section=section.name if section is not None else "",
        remedy=_remedy(found),
        lines=_lines(found),
    )


def _lines(found: PluggedIn) -> tuple[str, ...]:
    kind = KINDS.get(found.mode)
    if kind is None or not found.stable:
        return ()
    return ("[[scanners]]", f'kind = "{kind}"', f'path = "{found.stable}"')


def _remedy(found: PluggedIn) -> str:
    if found.mode == "other":
        return "other_mode"
    if not found.path:
        return "no_driver"
    if found.may_open:
        return ""
    return "serial_group" if found.mode == "com" else "udev_rule"


def _section(scanner: Scanner, found: Sequence[PluggedIn], root: Path) -> SeenSection:
    if scanner.kind in ("network", "simulated"):
        where = f"{scanner.host or '127.0.0.1'}:{scanner.port}" if scanner.kind == "network" else ""
        return SeenSection(scanner.name, scanner.kind, where, None)
    there = any(fits(device, scanner.kind, scanner.path) for device in found)
    if scanner.kind == "serial" and scanner.path.startswith("/"):
        # A built-in port hangs on no USB device.
        there = there or os.path.exists(root / scanner.path.lstrip("/"))
    return SeenSection(scanner.name, scanner.kind, scanner.path, there)
