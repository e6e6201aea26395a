"""The virtual machine's printer: the simulated one behind the kernel's own USB device side, and the till's
driver before the host side.

Runs inside the virtual machine. The device side is /dev/g_printer0 (usb_f_printer): what the host sends comes
out of it, what is written to it goes to the host.
"""

import contextlib
import fcntl
import os
import select
import threading
import time
from typing import Any

from drivers import catalog
from drivers.api import DriverError, Printer
from drivers.printers.usblp import usb_lps
from drivers.simulated.machine import Faults, PrinterMachine

NODE = "/dev/g_printer0"
_NODE_S = 10.0
_READ_BYTES = 4096
_LOOK_MS = 20
# include/uapi/linux/usb/g_printer.h: _IOWR('g', 0x22, unsigned char), the byte as the argument itself.
_SET_PORT_STATUS = 0xC0016722


class DeviceSide:
    """The printer at its end of the cable; a thread of its own from the making to close()."""

    def __init__(self) -> None:
        self.machine = PrinterMachine()
        self._stop = threading.Event()
        self._taking = threading.Event()
        self._taking.set()
        self._number = _opened(NODE)
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def take(self, *, yes: bool) -> None:
        """Whether it takes bytes; it answers nothing meanwhile."""
        (self._taking.set if yes else self._taking.clear)()

    def set_port(self, byte: int) -> None:
        """What the device side answers to GET_PORT_STATUS."""
        fcntl.ioctl(self._number, _SET_PORT_STATUS, byte)

    def close(self) -> None:
        """Let go of the node; the printer remembers its paper."""
        self._stop.set()
        self._thread.join(5.0)
        os.close(self._number)

    def _run(self) -> None:
        poll = select.poll()
        poll.register(self._number, select.POLLIN)
        while not self._stop.is_set():
            if not self._taking.wait(_LOOK_MS / 1000) or not poll.poll(_LOOK_MS):
                continue
            with contextlib.suppress(OSError):
                sent = os.read(self._number, _READ_BYTES)
                while sent:
                    reception = self.machine.receive(sent)
                    sent = sent[reception.taken :]
                    if reception.answer:
                        os.write(self._number, reception.answer)


class Printers:
    """The printer of one run, and the till's drivers for it."""

    def __init__(self) -> None:
        self._device: DeviceSide | None = None
        self._made: dict[str, Printer] = {}

    def begin(self) -> None:
        """Switch the printer on; its gadget is there."""
        self._device = DeviceSide()

    def end(self) -> None:
        """Switch it off."""
        device, self._device = self._device, None
        if device is not None:
            device.close()

    def break_it(self, *, takes: bool, **faults: Any) -> None:
        """What is wrong with it from now on. takes: whether it reads at all."""
        self._there().machine.set_faults(Faults(**faults))
        self._there().take(yes=takes)

    def port(self, byte: int) -> None:
        """What its port status is from now on."""
        self._there().set_port(byte)

    def paper(self) -> dict[str, Any]:
        """What came out of it."""
        seen = self._there().machine.snapshot()
        return {"slips": [slip.text() for slip in seen.slips], "received": seen.received_bytes}

    def status(self, kind: str, path: str) -> dict[str, Any]:
        """The till's question."""
        try:
            said = self._printer(kind, path).status()
        except DriverError as error:
            return {"error_word": str(error)}
        return {"ready": said.ready, "paper": said.paper, "cover_open": said.cover_open}

    def send(self, kind: str, path: str, blob: bytes, by_port: bool = False) -> dict[str, Any]:
        """The till's document. by_port: to a printer whose port alone is asked."""
        began = time.monotonic()
        result = self._printer(kind, path, by_port).send(blob)
        took_s = time.monotonic() - began
        return {"sent": result.sent_bytes, "of": result.total_bytes, "problem": result.error, "s": took_s}

    def let_go(self) -> None:
        """Close every driver."""
        for printer in self._made.values():
            printer.close()
        self._made.clear()

    def nodes(self) -> list[str]:
        """What the kernel's own driver has."""
        return [f"{each.path} {each.about}" for each in usb_lps()]

    def _there(self) -> DeviceSide:
        if self._device is None:
            raise RuntimeError("The printer is off.")
        return self._device

    def _printer(self, kind: str, path: str, by_port: bool = False) -> Printer:
        key = f"{kind} {path} {by_port}"
        if key not in self._made:
            options = catalog.PrinterOptions(key, path=path, answers=not by_port, by_port=by_port)
            made = catalog.make_printer(kind, options)
            if made is None:
                raise ValueError(f"{kind} is no printer")
            self._made[key] = made
        return self._made[key]


def _opened(node: str) -> int:
    """The device side's node, which can be opened once the host has found the printer."""
    end_s = time.monotonic() + _NODE_S
    while True:
        try:
            return os.open(node, os.O_RDWR | os.O_NONBLOCK)
        except OSError:
            if time.monotonic() > end_s:
                raise
            time.sleep(0.02)
