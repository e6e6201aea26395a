"""Reads a USB scanner in HID-POS mode (usage page 0x8C), on Linux and Windows.

Runs on a thread of its own, which does nothing but read, stamp and queue; what the reports mean is
hid_report.py's business. The only module that imports hidapi, and only when a device is looked for. hidapi
has no descriptor to poll, so the thread waits in reads of a tenth of a second; a report ends such a read.
"""

import os
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from drivers.api import DeviceChanged, DeviceLost, DeviceMissing, DeviceRefused, Message, Sink
from drivers.scanners.hid_descriptor import BARCODE_SCANNER, GENERIC_DESKTOP, parsed
from drivers.scanners.hid_report import STANDARD, Layout, ReportDecoder, layout_of
from drivers.scanners.model import Model
from drivers.scanners.quirks import row_for

_WAIT_MS = 100
_MOST_REPORT_BYTES = 1024
_SCANNER = (BARCODE_SCANNER, 0x02)
_KEYBOARD = (GENERIC_DESKTOP, 0x06)
_BY_IDS = re.compile(r"([0-9a-f]{4}):([0-9a-f]{4})(?::(.+))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HidDevice:
    """One use of a HID device that is plugged in; a device with two uses is in the list twice."""

    path: str
    vendor: int
    product: int
    page: int
    usage: int
    serial: str = ""
    maker: str = ""
    name: str = ""

    @property
    def is_scanner(self) -> bool:
        """Whether this is a barcode scanner in HID-POS mode."""
        return (self.page, self.usage) == _SCANNER

    @property
    def is_keyboard(self) -> bool:
        """Whether this types."""
        return (self.page, self.usage) == _KEYBOARD


class Handle(Protocol):
    """An open HID device."""

    def read(self, most_bytes: int, timeout_ms: int) -> bytes:
        """One report, empty if none came in time. Raises OSError or ValueError when the device is gone."""

    def report_descriptor(self) -> bytes:
        """What the device says of its reports. Raises OSError or ValueError."""

    def send_feature(self, report: bytes) -> None:
        """Set something in it. Raises OSError or ValueError."""

    def close(self) -> None:
        """Let it go."""


class Hid(Protocol):
    """The system's HID devices; the real one, or a made-up one in tests."""

    def devices(self) -> Sequence[HidDevice]:
        """What is plugged in."""

    def open(self, path: str) -> Handle:
        """Open one. Raises OSError."""


class HidPosReader:
    """One scanner in HID-POS mode, read until told to stop; a Reader."""

    def __init__(
        self,
        name: str,
        wanted: str,
        sink: Sink,
        hid: Hid,
        repeat_ms: int = 0,
        make_decoder: Callable[[str, Layout, int], ReportDecoder] = ReportDecoder,
    ) -> None:
        """wanted: see find(). repeat_ms: the same code again within it is one scan."""
        self.name = name
        self.layout = STANDARD
        self._wanted = wanted
        self._sink = sink
        self._hid = hid
        self._repeat_ms = repeat_ms
        self._make_decoder = make_decoder

    def run(self, stop: Callable[[], bool]) -> None:
        """Open, read and report until stop(); raises DriverError when there is no device, or no longer."""
        device = find(self._wanted, self._hid.devices())
        handle = _opened(device, self._hid)
        decoder = None
        try:
            self.layout = _prepared(handle, row_for(device.vendor, device.product))
            decoder = self._make_decoder(self.name, self.layout, self._repeat_ms)
            self._sink(DeviceChanged(self.name, "scanner", True, ""))
            self._read(handle, decoder, stop)
        finally:
            if decoder is not None:
                self._report(decoder.lost())
            handle.close()

    def wake(self) -> None:
        """Nothing to do: run() looks at stop() every tenth of a second by itself."""

    def close(self) -> None:
        """Nothing is held between two runs."""

    def _read(self, handle: Handle, decoder: ReportDecoder, stop: Callable[[], bool]) -> None:
        while not stop():
            try:
                report = handle.read(_MOST_REPORT_BYTES, _WAIT_MS)
            except (OSError, ValueError) as error:
                raise DeviceLost(f"The scanner {self.name} is gone; plug it in again.") from error
            at_ns = time.monotonic_ns()
            self._report(decoder.feed(report, at_ns) if report else decoder.idle(at_ns))

    def _report(self, messages: Sequence[Message]) -> None:
        for message in messages:
            self._sink(message)


def find(wanted: str, devices: Sequence[HidDevice]) -> HidDevice:
    """The one scanner in HID-POS mode that is meant.

    wanted: a path, `vendor:product` or `vendor:product:serial number` in hexadecimal, or empty for the only
    one. Raises DeviceMissing, DeviceRefused where it is in another mode.
    """
    scanners = [device for device in devices if device.is_scanner]
    fitting = [device for device in scanners if fits(wanted, device)]
    if len({device.path for device in fitting}) == 1:
        return fitting[0]
    if fitting:
        names = ", ".join(_named(device) for device in fitting)
        raise DeviceMissing(
            f"Several scanners fit {wanted or 'this section'} ({names}); give the serial number or the path."
        )
    for device in devices:
        if device.is_keyboard and (
            fits(wanted, device) if wanted else row_for(device.vendor, device.product)
        ):
            raise DeviceRefused(
                f"{_named(device)} is in keyboard mode; scan the barcode 'USB HID-POS' of its manual."
            )
    plugged = ", ".join(_named(device) for device in scanners) or "none"
    raise DeviceMissing(
        f"No scanner in HID-POS mode{f' fits {wanted!r}' if wanted else ' is plugged in'} "
        f"(there: {plugged}); plug it in, or scan the barcode 'USB HID-POS' of its manual."
    )


def fits(wanted: str, device: HidDevice) -> bool:
    """Whether a configured path means this device."""
    if not wanted:
        return True
    ids = _BY_IDS.fullmatch(wanted)
    if ids is None:
        # A link such as those of the udev rules leads to the node, on every plugging in anew.
        return device.path in (wanted, os.path.realpath(wanted))
    return (int(ids[1], 16), int(ids[2], 16)) == (device.vendor, device.product) and ids[3] in (
        None,
        device.serial,
    )


def _named(device: HidDevice) -> str:
    serial = f":{device.serial}" if device.serial else ""
    return f"{device.name or 'a scanner'} {device.vendor:04x}:{device.product:04x}{serial}"


def _opened(device: HidDevice, hid: Hid) -> Handle:
    try:
        return hid.open(device.path)
    except OSError as error:
        if not device.path.startswith("/"):
            raise DeviceRefused(
                f"{_named(device)} does not open ({error}); close other programs that use it."
            ) from error
        if not os.path.exists(device.path):
            raise DeviceMissing(f"{_named(device)} is gone; plug it in again.") from error
        raise DeviceRefused(
            f"{device.path} ({_named(device)}) may not be read; install the udev rules "
            "(70-pos-terminal.rules), or add this user to the group plugdev, and plug it in again."
        ) from error


def _prepared(handle: Handle, row: Model | None) -> Layout:
    """Set the device to send, where it needs that; answers where it puts things."""
    if row is not None and row.hello:
        try:
            handle.send_feature(row.hello)
        except (OSError, ValueError):
            pass  # a model that does not know this report sends without it
    try:
        descriptor = parsed(handle.report_descriptor())
    except (OSError, ValueError):
        descriptor = parsed(b"")
    return layout_of(descriptor, data_first=row is not None and row.data_first)


class SystemHid:
    """The HID devices of this machine, through hidapi."""

    def devices(self) -> Sequence[HidDevice]:
        """What is plugged in; never raises: without rights the list is only shorter."""
        return tuple(
            HidDevice(
                path=os.fsdecode(entry["path"]),
                vendor=entry["vendor_id"],
                product=entry["product_id"],
                page=entry["usage_page"],
                usage=entry["usage"],
                serial=entry["serial_number"] or "",
                maker=entry["manufacturer_string"] or "",
                name=entry["product_string"] or "",
            )
            for entry in _hidapi().enumerate()
        )

    def open(self, path: str) -> Handle:
        """Open one. Raises OSError."""
        device = _hidapi().device()
        device.open_path(os.fsencode(path))
        return _SystemHandle(device)


class _SystemHandle:
    def __init__(self, device: Any) -> None:
        self._device = device

    def read(self, most_bytes: int, timeout_ms: int) -> bytes:
        return bytes(self._device.read(most_bytes, timeout_ms))

    def report_descriptor(self) -> bytes:
        return bytes(self._device.get_report_descriptor())

    def send_feature(self, report: bytes) -> None:
        if self._device.send_feature_report(report) < 0:
            raise OSError("The device refuses this feature report.")

    def close(self) -> None:
        self._device.close()


def _hidapi() -> Any:
    """hidapi's module; on Linux not `hid`, which would take the device from the kernel by libusb."""
    try:
        import hidraw
    except ImportError:
        import hid

        return hid
    return hidraw
