"""A printer behind the Linux kernel's own USB printer driver: /dev/usb/lp0, with the way back.

Used by the printing worker's thread; every wait has an end. The driver takes a piece, says at once that all
of it went well, and lets it drop when the node is closed too soon: so nothing follows before a piece is
through, and nothing is closed before.
"""

import array
import contextlib
import errno
import fcntl
import os
import select
from dataclasses import dataclass
from pathlib import Path

from drivers.api import DeviceLost, DeviceMissing, DeviceRefused
from drivers.printers.descriptor import Descriptor, reason
from drivers.printers.linked import Limits, Link, LinkedPrinter
from drivers.printers.port_status import port_problem

_PIECE_BYTES = 4096
_CLOSE_S = 2.0
# include/uapi/linux/lp.h.
_LPGETSTATUS = 0x060B


@dataclass(frozen=True, slots=True)
class UsbLp:
    """One printer that the driver has. about: what it says of itself, and `vendor:product:serial`."""

    path: str
    about: str


class UsbLpLink:
    """An open node."""

    def __init__(self, number: int) -> None:
        self._node = Descriptor(number)

    def write_some(self, piece: memoryview, timeout_s: float) -> int:
        """Bytes taken; 0 where the piece before is not through within the time."""
        if not self._node.wait(select.POLLOUT, timeout_s):
            return 0
        return self._node.write(piece[:_PIECE_BYTES])

    def settle(self, timeout_s: float) -> bool:
        """Whether the last piece is through, waiting no longer than that."""
        return self._node.wait(select.POLLOUT, timeout_s)

    def read_byte(self, timeout_s: float) -> int | None:
        """The next byte from the printer; None where none came within the time, or it has no way back."""
        try:
            return self._node.read_byte(timeout_s)
        except DeviceLost as error:
            if _has_no_way_back(error):
                return None
            raise

    def drain(self) -> None:
        """Throw away what has come so far."""
        try:
            self._node.drain()
        except DeviceLost as error:
            if not _has_no_way_back(error):
                raise

    def close(self) -> None:
        """Let go, after what was written has left; never raises."""
        with contextlib.suppress(DeviceLost):
            self.settle(_CLOSE_S)
        self.forget()

    def forget(self) -> None:
        """Let go; the driver drops what is still under way."""
        with contextlib.suppress(OSError):
            os.close(self._node.number)


def usblp_printer(
    name: str, path: str, limits: Limits | None = None, answers: bool = True, by_port: bool = False
) -> LinkedPrinter:
    """A printer of the kernel's driver; nothing is opened yet.

    path: /dev/usb/lp0, or part of what the printer says of itself or of `vendor:product:serial`; empty: the
    only one. by_port: a document goes only to a printer whose port status names no problem.
    """

    def open_link() -> Link:
        number = _open(name, resolve(path))
        problem = port_problem(_port_status(number)) if by_port else ""
        if problem:
            os.close(number)
            raise DeviceRefused(f"The printer {name} {problem}.")
        return UsbLpLink(number)

    return LinkedPrinter(name, open_link, limits, answers, same_stream=True)


def usb_lps(root: Path = Path("/")) -> tuple[UsbLp, ...]:
    """Every printer that the kernel's driver has now. root: of the file system, for tests."""
    found = []
    for entry in sorted((root / "sys/class/usbmisc").glob("lp[0-9]*")):
        interface = entry / "device"
        said = _text(interface / "ieee1284_id")
        device = interface.resolve().parent
        ids = ":".join(_text(device / part) for part in ("idVendor", "idProduct", "serial"))
        found.append(UsbLp(f"/dev/usb/{entry.name}", f"{said} {ids}".strip()))
    return tuple(found)


def resolve(wanted: str, root: Path = Path("/")) -> str:
    """The node that is meant. Raises DeviceMissing where none or several fit."""
    if wanted.startswith("/"):
        return wanted
    here = usb_lps(root)
    fitting = [each for each in here if wanted.casefold() in each.about.casefold()]
    if len(fitting) == 1:
        return fitting[0].path
    names = "; ".join(f"{each.path} {each.about}" for each in (fitting or here)) or "none"
    if fitting:
        raise DeviceMissing(f"Several USB printers fit {wanted!r} ({names}); give more of the name.")
    raise DeviceMissing(
        f"No USB printer fits {wanted!r} (plugged in: {names}); plug it in, switch it on or correct the name."
    )


def _text(file: Path) -> str:
    try:
        return file.read_text(errors="replace").strip()
    except OSError:
        return ""


def _open(name: str, path: str) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
    except PermissionError as error:
        raise DeviceRefused(
            f"The printer {name} at {path} may not be used; add this user to the group lp, or install the "
            "udev rules (70-pos-terminal.rules), and plug it in again."
        ) from error
    except OSError as error:
        if error.errno == errno.EBUSY:
            raise DeviceRefused(
                f"Another program holds the printer {name} at {path}; take it out of the printers of CUPS."
            ) from error
        raise DeviceMissing(
            f"The printer {name} at {path} cannot be opened ({reason(error)}); plug it in and switch it on."
        ) from error


def _port_status(number: int) -> int | None:
    """The port status byte; None where the printer does not give it."""
    answer = array.array("i", [0])
    try:
        fcntl.ioctl(number, _LPGETSTATUS, answer)
    except OSError:
        return None
    return answer[0]


def _has_no_way_back(error: DeviceLost) -> bool:
    cause = error.__cause__
    return isinstance(cause, OSError) and cause.errno == errno.EINVAL
