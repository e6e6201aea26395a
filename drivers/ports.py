"""Serial ports that are there now, for choosing one. Reads the system's folders only; any thread."""

from collections.abc import Iterator
from pathlib import Path

from serial.tools import list_ports

from drivers.discovery import BY_ID, SerialPort

_NOBODY = "n/a"


def listed_ports(folder: Path = BY_ID) -> tuple[SerialPort, ...]:
    """Every port that pyserial finds a device behind, under its stable name where it has one."""
    return tuple(_named(folder))


def _named(folder: Path) -> Iterator[SerialPort]:
    stable = {}
    if folder.is_dir():
        stable = {str(link.resolve()): link for link in sorted(folder.iterdir())}
    for port in sorted(list_ports.comports()):
        if port.hwid == _NOBODY:
            # A port of the mainboard, mostly one that is not even led out.
            continue
        link = stable.get(str(Path(port.device).resolve()))
        yield SerialPort(port.description, str(link) if link is not None else port.device)
