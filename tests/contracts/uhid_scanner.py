"""A scanner that the kernel itself makes: /dev/uhid takes its report descriptor and its reports.

Source: Linux include/uapi/linux/uhid.h. What comes out at the other end is a genuine /dev/hidraw node.
"""

import os
import select
import struct
import threading

PATH = "/dev/uhid"

_DESTROY, _CREATE, _INPUT = 1, 11, 12
_GET_REPORT, _GET_REPORT_REPLY, _SET_REPORT, _SET_REPORT_REPLY = 9, 10, 13, 14
_CREATE_FORMAT = "<I128s64s64sHHIIII4096s"
_EVENT_BYTES = struct.calcsize(_CREATE_FORMAT)
_BUS_USB = 3


class UhidScanner:
    """One scanner from its plugging in to its pulling."""

    def __init__(self, vendor: int, product: int, serial: str, descriptor: bytes) -> None:
        self.features: list[bytes] = []
        self._fd = os.open(PATH, os.O_RDWR | os.O_CLOEXEC)
        self._end_read, self._end_write = os.pipe()
        self._thread = threading.Thread(target=self._answer, name="uhid", daemon=True)
        self._write(
            struct.pack(
                _CREATE_FORMAT,
                _CREATE,
                b"Made-up Scanner",
                b"usb-test-1/input0",
                serial.encode(),
                len(descriptor),
                _BUS_USB,
                vendor,
                product,
                0x0100,
                0,
                descriptor,
            )
        )
        self._thread.start()

    def send(self, *reports: bytes) -> None:
        """What it reads."""
        for report in reports:
            self._write(struct.pack("<IH4096s", _INPUT, len(report), report))

    def pull(self) -> None:
        """Unplug it."""
        self._write(struct.pack("<I", _DESTROY))
        os.write(self._end_write, b"\0")
        self._thread.join(5)
        for fd in (self._fd, self._end_read, self._end_write):
            os.close(fd)

    def _write(self, event: bytes) -> None:
        os.write(self._fd, event.ljust(_EVENT_BYTES, b"\0"))

    def _answer(self) -> None:
        """Take feature reports as a device does; the kernel waits five seconds for an answer."""
        while True:
            ready, _, _ = select.select([self._fd, self._end_read], [], [])
            if self._end_read in ready:
                return
            event = os.read(self._fd, _EVENT_BYTES)
            (kind,) = struct.unpack_from("<I", event)
            if kind == _SET_REPORT:
                request, _, _, size = struct.unpack_from("<IBBH", event, 4)
                self.features.append(event[12 : 12 + size])
                self._write(struct.pack("<IIH", _SET_REPORT_REPLY, request, 0))
            elif kind == _GET_REPORT:
                (request,) = struct.unpack_from("<I", event, 4)
                self._write(struct.pack("<IIHH", _GET_REPORT_REPLY, request, 5, 0))
