"""One simulated printer behind each kind of cable: what the printers' contract is tried on.

The printer is the TCP server of drivers/simulated; a cable is a pty or a made-up USB bus that carries its
bytes. What comes back from a cable while nobody has it open stays there, as with real ones.
"""

import contextlib
import os
import pty
import select
import socket
import threading
import tty
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from drivers.printers.linked import Limits, LinkedPrinter
from drivers.printers.network import network_printer
from drivers.printers.serial_port import serial_printer
from drivers.printers.usb_bulk import usb_printer
from drivers.printers.usblp import usblp_printer
from drivers.scanners.serial_line import SerialSettings
from drivers.simulated.drawer import SimulatedDrawer
from drivers.simulated.machine import PrinterMachine
from drivers.simulated.server import SimulatedPrinterServer
from drivers.simulated.usb_bus import SimulatedUsbBus

WITHIN_S = 20.0
KINDS = ("network", "serial", "usblp", "usb")
_READ_BYTES = 16_384


class Bench:
    """The printer, and how much it has got; waits can be for that."""

    def __init__(self) -> None:
        self.drawer = SimulatedDrawer()
        self.machine = PrinterMachine(self.drawer)
        self._counted = threading.Condition()
        self._received = 0
        self._server = SimulatedPrinterServer(self.machine, tap=self._tap).start()
        self._is_on = True
        self.address = self._server.address

    @property
    def received_bytes(self) -> int:
        return self.machine.snapshot().received_bytes

    def wait_received(self, count: int) -> None:
        with self._counted:
            assert self._counted.wait_for(lambda: self._received >= count, WITHIN_S)

    def switch_off(self) -> None:
        if self._is_on:
            self._is_on = False
            self._server.close()

    def switch_on(self) -> None:
        if not self._is_on:
            self._server = SimulatedPrinterServer(self.machine, *self.address, tap=self._tap).start()
            self._is_on = True

    def _tap(self, taken: bytes) -> None:
        with self._counted:
            self._received += len(taken)
            self._counted.notify_all()


class Rig(Protocol):
    """A printer and the cable to it."""

    bench: Bench

    def printer(self, limits: Limits | None = None, answers: bool = True) -> LinkedPrinter: ...
    def unplug(self) -> None: ...
    def plug(self) -> None: ...
    def close(self) -> None: ...


class NetworkRig:
    """A network printer; pulled out, nobody listens at its address any more."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench

    def printer(self, limits: Limits | None = None, answers: bool = True) -> LinkedPrinter:
        return network_printer("p1", *self.bench.address, limits=limits, answers=answers)

    def unplug(self) -> None:
        self.bench.switch_off()

    def plug(self) -> None:
        self.bench.switch_on()

    def close(self) -> None:
        """Nothing of its own."""


class PtyRig:
    """A pty under a name that stays the same, as a by-id link does."""

    def __init__(self, bench: Bench, folder: Path) -> None:
        self.bench = bench
        self.path = folder / "port"
        self._pump: Pump | None = None
        self.plug()

    def printer(self, limits: Limits | None = None, answers: bool = True) -> LinkedPrinter:
        settings = SerialSettings(baud=115200)
        return serial_printer("p1", str(self.path), settings, limits=limits, answers=answers)

    def plug(self) -> None:
        self.unplug()
        master, slave = pty.openpty()
        tty.setraw(slave)
        aside = self.path.with_suffix(".new")
        aside.symlink_to(os.ttyname(slave))
        os.replace(aside, self.path)
        wire = socket.create_connection(self.bench.address)
        self._pump = Pump(master, slave, wire)

    def unplug(self) -> None:
        if self._pump is not None:
            self._pump.close()
            self.path.unlink()
            self._pump = None

    def close(self) -> None:
        self.unplug()


class UsbLpRig(PtyRig):
    """The kernel's node of a USB printer, as far as a pty is one."""

    def printer(self, limits: Limits | None = None, answers: bool = True) -> LinkedPrinter:
        return usblp_printer("p1", str(self.path), limits, answers)


class UsbRig:
    """A made-up USB bus."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.bus = SimulatedUsbBus(bench.address)

    def printer(self, limits: Limits | None = None, answers: bool = True) -> LinkedPrinter:
        return usb_printer("p1", "04b8:0e28", limits, answers, find_backend=lambda: self.bus)

    def unplug(self) -> None:
        self.bus.unplug()

    def plug(self) -> None:
        self.bus.plug()

    def close(self) -> None:
        self.bus.close()


class Pump:
    """Carries bytes between a pty and the printer; takes none from the pty that the printer does not take."""

    def __init__(self, master: int, slave: int, wire: socket.socket) -> None:
        self._master, self._slave, self._wire = master, slave, wire
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        wire.setblocking(False)
        os.set_blocking(master, False)
        self._wake_read, self._wake_write = os.pipe()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def close(self) -> None:
        os.write(self._wake_write, b"\0")
        self._thread.join(WITHIN_S)
        os.close(self._wake_write)
        os.close(self._wake_read)

    def _run(self) -> None:
        with contextlib.suppress(OSError):
            self._carry()
        self._wire.close()
        os.close(self._master)
        os.close(self._slave)

    def _carry(self) -> None:
        to_printer, to_till = b"", b""
        while True:
            poll = select.poll()
            poll.register(self._wake_read, select.POLLIN)
            poll.register(self._master, _events(to_till, to_printer))
            poll.register(self._wire, _events(to_printer, to_till))
            ready = {number for number, _ in poll.poll()}
            if self._wake_read in ready:
                return
            if not to_printer and self._master in ready:
                to_printer = _or_nothing(lambda: os.read(self._master, _READ_BYTES))
            if not to_till and self._wire.fileno() in ready:
                to_till = _or_nothing(lambda: self._wire.recv(_READ_BYTES))
                if to_till == b"" and self._hung_up():
                    return
            if to_printer:
                to_printer = to_printer[_count(self._wire.send, to_printer) :]
            if to_till:
                to_till = to_till[_count(lambda piece: os.write(self._master, piece), to_till) :]

    def _hung_up(self) -> bool:
        try:
            return self._wire.recv(1, socket.MSG_PEEK) == b""
        except BlockingIOError:
            return False


def _events(to_write: bytes, from_here: bytes) -> int:
    return (select.POLLOUT if to_write else 0) | (0 if from_here else select.POLLIN)


def _or_nothing(read: Callable[[], bytes]) -> bytes:
    try:
        return read()
    except BlockingIOError:
        return b""


def _count(write: Callable[[bytes], int], piece: bytes) -> int:
    try:
        return write(piece)
    except BlockingIOError:
        return 0


def rigged(kind: str, folder: Path) -> Iterator[Rig]:
    """One rig, for a fixture."""
    bench = Bench()
    rig: Rig
    match kind:
        case "network":
            rig = NetworkRig(bench)
        case "serial":
            rig = PtyRig(bench, folder)
        case "usblp":
            rig = UsbLpRig(bench, folder)
        case _:
            rig = UsbRig(bench)
    yield rig
    rig.close()
    bench.switch_off()
