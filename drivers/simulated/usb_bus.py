"""A USB bus with one printer on it that is not there: what pyusb needs of a bus, over TCP instead of a cable.

The printer behind it is a SimulatedPrinterServer, here or in another process. Used by the printing worker's
thread; unplug() and plug() from any. A device keeps what it wants to say while nobody has it open, as real
ones do, and transfers end half way when their time is over.
"""

import array
import contextlib
import errno
import select
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from types import SimpleNamespace
from typing import Any

import usb.backend
import usb.core

OUT, IN = 0x01, 0x82
_BULK, _PACKET_BYTES = 2, 64
_GET_DESCRIPTOR, _STRING = 6, 3
_GET_PORT_STATUS = (0xA1, 1)
_ENGLISH = 0x0409
_SNDBUF_BYTES = 4096
_CONNECT_S = 2.0


@dataclass(frozen=True, slots=True)
class UsbIdentity:
    """What the device says it is. port_status: None where it does not answer that."""

    vendor: int = 0x04B8
    product: int = 0x0E28
    serial: str = "SIM0001"
    port_status: int | None = 0x18


class _Cable:
    """The way to the printer, as long as it is plugged in and the printer has not hung up. Thread-safe."""

    def __init__(self, address: tuple[str, int]) -> None:
        self._address = address
        self._lock = threading.Lock()
        self._wire: socket.socket | None = None
        self.is_plugged = True
        self.ends = 0

    def wire(self) -> socket.socket:
        """Raises USBError where the printer is unplugged or off."""
        with self._lock:
            if self._wire is None and self.is_plugged:
                with contextlib.suppress(OSError):
                    self._wire = socket.create_connection(self._address, _CONNECT_S)
                    # A cable holds nothing: what the printer does not take must be seen here.
                    self._wire.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SNDBUF_BYTES)
                    self._wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    self._wire.setblocking(False)
            if self._wire is None:
                raise _no_device()
            return self._wire

    def is_ready(self, event: int, end_s: float) -> bool:
        """Whether the event comes before the end."""
        waiting = select.poll()
        try:
            waiting.register(self.wire(), event)
        except ValueError:
            raise _no_device() from None
        return bool(waiting.poll(max(0.0, end_s - time.monotonic()) * 1000))

    def moved(self, act: Callable[[socket.socket], int], *, ends: bool = False) -> int:
        """One call on the wire. ends: nothing moved means that the printer hung up."""
        wire = self.wire()
        try:
            count = act(wire)
        except BlockingIOError:
            return 0
        except OSError:
            count, ends = 0, True
        if ends and not count:
            self.hang_up()
            raise _no_device()
        return count

    def hang_up(self) -> None:
        """As when the plug is pulled."""
        with self._lock:
            wire, self._wire = self._wire, None
            self.ends += 1
        if wire is not None:
            with contextlib.suppress(OSError):
                wire.shutdown(socket.SHUT_RDWR)
            wire.close()


class _Descriptors(usb.backend.IBackend):  # type: ignore[misc]
    """What the device says of itself: one configuration, one printer interface, one way in and one out."""

    identity: UsbIdentity

    def get_device_descriptor(self, _: object) -> object:
        identity = self.identity
        return SimpleNamespace(
            bLength=18, bDescriptorType=1, bcdUSB=0x200, bDeviceClass=0, bDeviceSubClass=0, bDeviceProtocol=0,
            bMaxPacketSize0=64, idVendor=identity.vendor, idProduct=identity.product, bcdDevice=0x100,
            iManufacturer=0, iProduct=0, iSerialNumber=1, bNumConfigurations=1,
            address=2, bus=1, port_number=1, port_numbers=(1,), speed=3,
        )  # fmt: skip

    def get_configuration_descriptor(self, _: object, config: int) -> object:
        if config:
            raise IndexError
        return SimpleNamespace(
            bLength=9, bDescriptorType=2, wTotalLength=32, bNumInterfaces=1, bConfigurationValue=1,
            iConfiguration=0, bmAttributes=0xC0, bMaxPower=1, extra_descriptors=[],
        )  # fmt: skip

    def get_interface_descriptor(self, _: object, intf: int, alt: int, config: int) -> object:
        if intf or alt or config:
            raise IndexError
        return SimpleNamespace(
            bLength=9, bDescriptorType=4, bInterfaceNumber=0, bAlternateSetting=0, bNumEndpoints=2,
            bInterfaceClass=7, bInterfaceSubClass=1, bInterfaceProtocol=2, iInterface=0, extra_descriptors=[],
        )  # fmt: skip

    def get_endpoint_descriptor(self, _: object, ep: int, intf: int, alt: int, config: int) -> object:
        return SimpleNamespace(
            bLength=7, bDescriptorType=5, bEndpointAddress=(OUT, IN)[ep], bmAttributes=_BULK,
            wMaxPacketSize=_PACKET_BYTES, bInterval=0, bRefresh=0, bSynchAddress=0, extra_descriptors=[],
        )  # fmt: skip

    def get_configuration(self, _: object) -> int:
        return 1


@dataclass(eq=False, slots=True)
class _Handle:
    """The device, opened. plugging: how often it had been pulled out by then; dead after the next time."""

    plugging: int


class _Holding(_Descriptors):
    """Who has the device: nobody, the kernel's driver, one handle of ours, or another program."""

    def __init__(self, address: tuple[str, int]) -> None:
        self._cable = _Cable(address)
        self._claimed_by: _Handle | None = None
        self._detached_in = -1
        self.held = False
        self.forbidden = False

    @property
    def kernel_driver(self) -> bool:
        """Whether the kernel's driver has it; so it is again whenever it was plugged in anew."""
        return self._detached_in != self._cable.ends

    def open_device(self, _: object) -> _Handle:
        if self.forbidden:
            raise usb.core.USBError("Access denied (insufficient permissions)", None, errno.EACCES)
        self._cable.wire()
        return _Handle(self._cable.ends)

    def close_device(self, dev_handle: _Handle) -> None:
        if self._claimed_by is dev_handle:
            self._claimed_by = None

    def claim_interface(self, dev_handle: _Handle, intf: int) -> None:
        self._see(dev_handle)
        holder = self._claimed_by
        taken = holder not in (None, dev_handle) and holder.plugging == self._cable.ends
        if self.held or self.kernel_driver or taken:
            raise usb.core.USBError("Resource busy", None, errno.EBUSY)
        self._claimed_by = dev_handle

    def release_interface(self, dev_handle: _Handle, intf: int) -> None:
        self._see(dev_handle)
        self._claimed_by = None

    def is_kernel_driver_active(self, dev_handle: _Handle, intf: int) -> bool:
        self._see(dev_handle)
        return self.kernel_driver

    def detach_kernel_driver(self, dev_handle: _Handle, intf: int) -> None:
        self._see(dev_handle)
        self._detached_in = self._cable.ends

    def attach_kernel_driver(self, dev_handle: _Handle, intf: int) -> None:
        self._see(dev_handle)
        self._detached_in = -1

    def _see(self, handle: _Handle) -> None:
        """Raises USBError where the device that was opened is not there any more."""
        self._cable.wire()
        if handle.plugging != self._cable.ends:
            raise _no_device()


class SimulatedUsbBus(_Holding):
    """One printer on a bus. held: whether another program has it; forbidden: whether this one may not."""

    def __init__(self, address: tuple[str, int], identity: UsbIdentity | None = None) -> None:
        super().__init__(address)
        self.identity = identity or UsbIdentity()

    def unplug(self) -> None:
        """Pull the plug."""
        self._cable.is_plugged = False
        self._cable.hang_up()

    def plug(self) -> None:
        """Put the plug back; the kernel's driver takes the device at once."""
        self._cable.is_plugged = True

    def close(self) -> None:
        """Let go of the port."""
        self._cable.hang_up()

    def enumerate_devices(self) -> Iterator[object]:
        """The printer, while it is plugged in and switched on."""
        with contextlib.suppress(usb.core.USBError):
            self._cable.wire()
            yield self

    def bulk_write(self, dev_handle: _Handle, ep: int, intf: int, data: Any, timeout: int) -> int:
        """As libusb: what went over before the time was over, and an error only where that is nothing."""
        self._see(dev_handle)
        sent, view, end_s = 0, memoryview(data).cast("B"), time.monotonic() + timeout / 1000
        while sent < len(view) and self._cable.is_ready(select.POLLOUT, end_s):
            sent += self._cable.moved(partial(_send, view[sent:]))
        if not sent and len(view):
            raise usb.core.USBTimeoutError("Operation timed out", None, errno.ETIMEDOUT)
        return sent

    def bulk_read(self, dev_handle: _Handle, ep: int, intf: int, buff: Any, timeout: int) -> int:
        """One packet at most."""
        self._see(dev_handle)
        if not self._cable.is_ready(select.POLLIN, time.monotonic() + timeout / 1000):
            raise usb.core.USBTimeoutError("Operation timed out", None, errno.ETIMEDOUT)
        return self._cable.moved(lambda wire: wire.recv_into(memoryview(buff).cast("B")), ends=True)

    def ctrl_transfer(
        self,
        dev_handle: _Handle,
        bmRequestType: int,
        bRequest: int,
        wValue: int,
        wIndex: int,
        data: Any,
        timeout: int,
    ) -> int:
        """Its texts and its port status; anything else stalls."""
        self._see(dev_handle)
        answer = b""
        if (bmRequestType, bRequest) == _GET_PORT_STATUS and self.identity.port_status is not None:
            answer = bytes((self.identity.port_status,))
        elif bRequest == _GET_DESCRIPTOR and wValue >> 8 == _STRING:
            text = (
                self.identity.serial.encode("utf-16-le") if wValue & 0xFF else _ENGLISH.to_bytes(2, "little")
            )
            answer = bytes((len(text) + 2, _STRING)) + text
        if not answer:
            raise usb.core.USBError("Pipe error", None, errno.EPIPE)
        taken = array.array("B", answer[: len(data)])
        data[: len(taken)] = taken
        return len(taken)


def _send(rest: memoryview, wire: socket.socket) -> int:
    return wire.send(rest)


def _no_device() -> Exception:
    error: Exception = usb.core.USBError("No such device (it may have been disconnected)", None, errno.ENODEV)
    return error
