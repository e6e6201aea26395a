"""Made-up HID-POS scanners: their report descriptors and reports, and a bus to plug them in."""

import queue
from collections.abc import Sequence
from dataclasses import dataclass, field

from drivers.scanners.hid_pos import Handle, HidDevice

# As scanners in HID-POS mode have it: byte count, three identifiers, 56 bytes of data, a vendor's symbology
# byte and padding, the flag that says that the next report goes on.
DESCRIPTOR = bytes.fromhex(
    "058c 0902 a101"  # page barcode scanner, usage barcode scanner, application
    "8502 1500 26ff00 7508"  # report 2, bytes
    "0912 a102"  # scanned data report, logical
    "0501 093b 9501 8102"  # byte count
    "058c 09fb 09fc 09fd 9503 8102"  # symbology identifier 1 to 3
    "09fe 9538 820201"  # decoded data, 56 buffered bytes
    "0666ff 0904 9501 8102 9501 8103"  # the vendor's symbology, a byte of padding
    "058c 09ff 2501 7501 8102 7507 8103"  # decoded data continued, padding
    "c0 c0"
)
# The same without report ids and vendor's bytes.
UNNUMBERED = bytes.fromhex(
    "058c 0902 a101 1500 26ff00 7508 0501 093b 9501 8102 058c 09fb 09fc 09fd 9503 8102"
    "09fe 9538 820201 09ff 2501 7501 9501 8102 7507 8103 c0"
)
KEYBOARD = bytes.fromhex(
    "0501 0906 a101 0507 19e0 29e7 1500 2501 7501 9508 8102 9501 7508 8101 9506 7508 1500 2565 0507 1900"
    "2965 8100 c0"
)


def report(
    aim: str, data: str | bytes, *, more: bool = False, shift: int = 0, symbology: int = 0x64
) -> bytes:
    """One report in the usual layout."""
    body = data.encode() if isinstance(data, str) else data
    head = bytes([2, len(body)]) + bytes(shift) + (aim.encode() or bytes(3)) + body
    tail = b"" if shift else bytes([symbology])
    return (head.ljust(61, b"\0") + tail).ljust(63, b"\0") + bytes([more])


def reports(aim: str, data: str | bytes) -> list[bytes]:
    """A scan of any length in the usual layout."""
    body = data.encode() if isinstance(data, str) else data
    parts = [body[at : at + 56] for at in range(0, len(body), 56)]
    return [report(aim, part, more=part is not parts[-1]) for part in parts]


def scanner(path: str = "/dev/hidraw0", **changes: object) -> HidDevice:
    """A Voyager XP 1470g in HID-POS mode."""
    fields = {
        "path": path,
        "vendor": 0x0C2E,
        "product": 0x1007,
        "page": 0x8C,
        "usage": 0x02,
        "serial": "20123B45",
        "maker": "Honeywell",
        "name": "Voyager",
    }
    return HidDevice(**(fields | changes))  # type: ignore[arg-type]


@dataclass
class MadeUpHandle:
    """An open scanner of the bus."""

    plug: "Plug"
    closed: bool = False

    def read(self, most_bytes: int, timeout_ms: int) -> bytes:
        """A report, empty in between, OSError once it is unplugged."""
        if self.closed:
            raise ValueError("not open")
        try:
            sent = self.plug.sent.get(timeout=timeout_ms / 1000)
        except queue.Empty:
            sent = b""
        if sent is None:
            raise OSError("read error")
        return sent[:most_bytes]

    def report_descriptor(self) -> bytes:
        """As it was plugged in."""
        if not self.plug.descriptor:
            raise OSError("get report descriptor error")
        return self.plug.descriptor

    def send_feature(self, report: bytes) -> None:
        """Kept for the test to see; refused where the scanner knows none."""
        if self.plug.refuses_features:
            raise OSError("refused")
        self.plug.features.append(report)

    def close(self) -> None:
        """Once."""
        self.closed = True


@dataclass
class Plug:
    """One scanner at the bus. sent: None means that it was pulled."""

    device: HidDevice
    descriptor: bytes = DESCRIPTOR
    refuses_features: bool = False
    openable: bool = True
    sent: "queue.Queue[bytes | None]" = field(default_factory=queue.Queue)
    features: list[bytes] = field(default_factory=list)
    handles: list[MadeUpHandle] = field(default_factory=list)

    def send(self, *sent: bytes) -> None:
        """What it reads."""
        for each in sent:
            self.sent.put(each)


class MadeUpHid:
    """A bus where the test plugs in and pulls."""

    def __init__(self, *plugs: Plug) -> None:
        self.plugs = list(plugs)

    def devices(self) -> Sequence[HidDevice]:
        """What is plugged in."""
        return [plug.device for plug in self.plugs]

    def open(self, path: str) -> Handle:
        """Open it, OSError where that is not allowed."""
        for plug in self.plugs:
            if plug.device.path == path and plug.openable:
                plug.handles.append(MadeUpHandle(plug))
                return plug.handles[-1]
        raise OSError("open failed")

    def pull(self, plug: Plug) -> None:
        """Unplug it."""
        self.plugs.remove(plug)
        plug.sent.put(None)
