"""A USB printer without the kernel's printer driver, by libusb through pyusb; pyusb is imported here only.

Used by the printing worker's thread; every wait has an end. The device is never reset, its endpoints are read
from its descriptors, and a kernel driver that had it gets it back.
"""

import contextlib
import errno
import logging
import re
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import usb.backend.libusb1
import usb.core
import usb.util

from drivers.api import DeviceLost, DeviceMissing, DeviceRefused, DriverError
from drivers.printers.linked import Limits, Link, LinkedPrinter
from drivers.printers.port_status import port_problem

# pyusb has no types: its objects are Any here.
Backend = Any
FindBackend = Callable[[], Backend]

_PRINTER_CLASS = 7
# 7.1.2 is a printer with a way back; 7.1.1 has none; 7.1.3 (IEEE 1284.4) wraps everything in packets.
_PROTOCOLS = (2, 1)
_IDS = re.compile(r"([0-9a-f]{4}):([0-9a-f]{4})(?::(.+))?", re.IGNORECASE)
_PIECE_BYTES = 8192
_DRAIN_MS = 5
_MOST_DRAINS = 64
_NOTHING_S = 0.01
_GET_PORT_STATUS = (0xA1, 1)
_CONTROL_MS = 1000

log = logging.getLogger("printer.usb")


class UsbLink:
    """A claimed printer interface."""

    def __init__(self, device: Any, interface: Any, had_driver: bool) -> None:
        self._device = device
        self._interface = interface
        self._had_driver = had_driver
        self._out = _endpoint(interface, usb.util.ENDPOINT_OUT)
        self._in = _endpoint(interface, usb.util.ENDPOINT_IN)
        self._come = bytearray()

    def write_some(self, piece: memoryview, timeout_s: float) -> int:
        """Bytes taken; 0 where none were within the time.

        A transfer that ran out of time may have got half way: pyusb answers how far, without an error.
        """
        try:
            return int(self._out.write(bytes(piece[:_PIECE_BYTES]), _milliseconds(timeout_s)))
        except usb.core.USBTimeoutError:
            return 0
        except usb.core.USBError as error:
            raise _lost(error) from error

    def read_byte(self, timeout_s: float) -> int | None:
        """The next byte; exactly one, for what follows it is not its answer."""
        end_s = time.monotonic() + timeout_s
        while not self._come and (left_s := end_s - time.monotonic()) > 0:
            if self._in is None:
                return None
            if not self._read(_milliseconds(left_s)):
                # A printer that has nothing to say may say so again and again, with empty packets.
                time.sleep(min(_NOTHING_S, max(0.0, end_s - time.monotonic())))
        return self._come.pop(0) if self._come else None

    def drain(self) -> None:
        """Throw away what has come so far; one that never ends talking is left talking."""
        self._come.clear()
        for _ in range(_MOST_DRAINS):
            if self._in is None or not self._read(_DRAIN_MS):
                break
            self._come.clear()

    def close(self) -> None:
        """Let go and give it back to the kernel's driver; never raises. A write ends before it returns, so
        nothing is under way."""
        number = self._interface.bInterfaceNumber
        with contextlib.suppress(usb.core.USBError):
            usb.util.release_interface(self._device, number)
        if self._had_driver:
            try:
                self._device.attach_kernel_driver(number)
            except (usb.core.USBError, NotImplementedError) as error:
                log.info("driver_not_given_back error=%s", error)
        with contextlib.suppress(usb.core.USBError):
            usb.util.dispose_resources(self._device)

    def port_status(self) -> int | None:
        """The port status byte; None where the printer does not give it."""
        request_type, request = _GET_PORT_STATUS
        number = self._interface.bInterfaceNumber
        try:
            answer = self._device.ctrl_transfer(request_type, request, 0, number, 1, _CONTROL_MS)
        except usb.core.USBError:
            return None
        return int(answer[0]) if answer else None

    def _read(self, timeout_ms: int) -> int:
        # A whole packet: a device that sends more than is asked for makes the transfer fail.
        try:
            got = self._in.read(self._in.wMaxPacketSize, timeout_ms)
        except usb.core.USBTimeoutError:
            return 0
        except usb.core.USBError as error:
            raise _lost(error) from error
        self._come += bytes(got)
        return len(got)


def usb_printer(
    name: str,
    wanted: str,
    limits: Limits | None = None,
    answers: bool = True,
    by_port: bool = False,
    find_backend: FindBackend | None = None,
) -> LinkedPrinter:
    """A printer on USB; nothing is opened yet. wanted: `vendor:product[:serial number]`, empty: the only one.

    by_port: a document goes only to a printer whose port status names no problem. find_backend: how pyusb
    reaches the bus; None: libusb.
    """

    def open_link() -> Link:
        backend = (find_backend or _libusb)()
        if backend is None:
            raise DeviceRefused(
                f"The printer {name} needs libusb 1.0, which is not here or may not see the USB; install "
                "libusb-1.0-0."
            )
        link = _claimed(name, _find(name, wanted, backend))
        problem = port_problem(link.port_status()) if by_port else ""
        if problem:
            link.close()
            raise DeviceRefused(f"The printer {name} {problem}.")
        return link

    return LinkedPrinter(name, open_link, limits, answers, same_stream=True)


def _libusb() -> Backend:
    # By its name for the linker on Linux: pyusb's own way needs a compiler or ldconfig in the path.
    find = (lambda _: "libusb-1.0.so.0") if sys.platform == "linux" else None
    return usb.backend.libusb1.get_backend(find_library=find)


def _find(name: str, wanted: str, backend: Backend) -> Any:
    """The device that is meant. Raises DeviceMissing, DeviceRefused."""
    ids = _IDS.fullmatch(wanted)
    if wanted and ids is None:
        raise DeviceMissing(
            f"The printer {name} cannot be found by {wanted!r}; write vendor:product as lsusb shows it, such "
            "as 04b8:0e28, and :serial number where two are equal."
        )
    try:
        printers = list(_printers(backend, (int(ids[1], 16), int(ids[2], 16)) if ids else None))
    except usb.core.USBError as error:
        raise _refusal(name, error) from error
    fitting = [each for each in printers if ids is None or ids[3] is None or _serial(name, each) == ids[3]]
    if len(fitting) == 1:
        return fitting[0]
    here = ", ".join(f"{each.idVendor:04x}:{each.idProduct:04x}" for each in _printers(backend, None))
    if fitting:
        raise DeviceMissing(f"Several printers fit {wanted!r} ({here}); add :serial number in the settings.")
    raise DeviceMissing(
        f"The printer {name} ({wanted or 'any'}) is not on the USB (printers there: {here or 'none'}); plug "
        "it in and switch it on."
    )


def _printers(backend: Backend, ids: tuple[int, int] | None) -> Iterator[Any]:
    """Devices with a printer interface, or those with these ids."""
    for device in usb.core.find(find_all=True, backend=backend):
        if ids == (device.idVendor, device.idProduct) or (ids is None and any(_interfaces(device, True))):
            yield device


def _serial(name: str, device: Any) -> str:
    try:
        return str(device.serial_number or "")
    except ValueError as error:
        # pyusb's word for a device that it may not open, and for one without any text.
        raise _forbidden(name) from error
    except usb.core.USBError as error:
        raise _refusal(name, error) from error


def _claimed(name: str, device: Any) -> UsbLink:
    """Take it from the kernel's driver and claim it. Raises DeviceMissing, DeviceRefused."""
    had_driver, number = False, 0
    try:
        interface = _chosen(name, device)
        number = interface.bInterfaceNumber
        try:
            had_driver = bool(device.is_kernel_driver_active(number))
            if had_driver:
                device.detach_kernel_driver(number)
        except NotImplementedError:
            had_driver = False  # no such thing on this system
        usb.util.claim_interface(device, number)
        if interface.bAlternateSetting:
            interface.set_altsetting()
        return UsbLink(device, interface, had_driver)
    except DriverError:
        usb.util.dispose_resources(device)
        raise
    except usb.core.USBError as error:
        if had_driver:
            with contextlib.suppress(usb.core.USBError, NotImplementedError):
                device.attach_kernel_driver(number)
        usb.util.dispose_resources(device)
        raise _refusal(name, error) from error


def _chosen(name: str, device: Any) -> Any:
    """The interface to print on. A device that is configured is not configured again: that would reset it."""
    try:
        device.get_active_configuration()
    except usb.core.USBError as error:
        if error.errno in (errno.EACCES, errno.EPERM, errno.ENODEV):
            raise
        device.set_configuration()
    found = list(_interfaces(device, True)) or list(_interfaces(device, False))
    if not found:
        raise DeviceRefused(
            f"The USB device that is named as the printer {name} has no way to send to it; correct its ids."
        )
    ranks = {protocol: rank for rank, protocol in enumerate(_PROTOCOLS)}
    return min(found, key=lambda each: ranks.get(each.bInterfaceProtocol, len(ranks)))


def _interfaces(device: Any, only_printers: bool) -> Iterator[Any]:
    """Interfaces, in each of their alternate settings, that take bytes."""
    for configuration in device:
        for interface in configuration:
            is_printer = interface.bInterfaceClass == _PRINTER_CLASS
            if (is_printer or not only_printers) and _endpoint(interface, usb.util.ENDPOINT_OUT) is not None:
                yield interface


def _endpoint(interface: Any, direction: int) -> Any:
    """The first bulk endpoint of this direction; None where there is none."""
    for endpoint in interface:
        is_bulk = usb.util.endpoint_type(endpoint.bmAttributes) == usb.util.ENDPOINT_TYPE_BULK
        if is_bulk and usb.util.endpoint_direction(endpoint.bEndpointAddress) == direction:
            return endpoint
    return None


def _milliseconds(timeout_s: float) -> int:
    """Never 0, which would be for ever."""
    return max(1, int(timeout_s * 1000))


def _lost(error: Any) -> DeviceLost:
    return DeviceLost(
        "it is unplugged" if error.errno == errno.ENODEV else str(error.strerror or error).lower()
    )


def _forbidden(name: str) -> DeviceRefused:
    return DeviceRefused(
        f"The USB printer {name} may not be used; install the udev rules (70-pos-terminal.rules) or add this "
        "user to the group lp, and plug it in again."
    )


def _refusal(name: str, error: Any) -> DriverError:
    if error.errno in (errno.EACCES, errno.EPERM):
        return _forbidden(name)
    if error.errno == errno.EBUSY:
        return DeviceRefused(f"Another program holds the USB printer {name}; take it out of CUPS.")
    return DeviceMissing(
        f"The USB printer {name} cannot be opened ({_lost(error)}); plug it out and in, and switch it on."
    )
