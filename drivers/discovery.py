"""Finds devices by what does not change when they are plugged in again. Reads folders only; any thread."""

from dataclasses import dataclass
from pathlib import Path

from drivers.api import DeviceMissing

BY_ID = Path("/dev/serial/by-id")


@dataclass(frozen=True, slots=True)
class SerialPort:
    """One USB-serial device. by_id: its stable name (maker, model, serial number); path: where it is now."""

    by_id: str
    path: str


def serial_ports(folder: Path = BY_ID) -> tuple[SerialPort, ...]:
    """Every USB-serial device that is plugged in (a plain RS-232 port has no stable name but its path)."""
    if not folder.is_dir():
        return ()
    return tuple(SerialPort(link.name, str(link.resolve())) for link in sorted(folder.iterdir()))


def resolve_serial(wanted: str, folder: Path = BY_ID) -> str:
    """The path of a port that is named by a path, or by part of its stable name.

    Raises DeviceMissing where none or several fit.
    """
    if wanted.startswith("/"):
        return wanted
    ports = serial_ports(folder)
    fitting = [port for port in ports if wanted.casefold() in port.by_id.casefold()]
    if len(fitting) == 1:
        return fitting[0].path
    names = ", ".join(port.by_id for port in (fitting or ports)) or "none"
    if fitting:
        raise DeviceMissing(f"Several serial devices fit {wanted!r} ({names}); give more of the name.")
    raise DeviceMissing(
        f"No serial device fits {wanted!r} (plugged in: {names}); plug it in or correct the name."
    )
