"""The simulated printer inside the program: a Printer whose link ends in a machine instead of a cable.

Used by the printing worker's thread; the machine may be watched and broken from any other.
"""

import threading

from drivers.api import DeviceLost, DeviceMissing
from drivers.printers.linked import Link, LinkedPrinter
from drivers.simulated.machine import Dead, PrinterMachine

_PIECE_S = 0.05


class MachineLink:
    """A cable without length: answers are there at once or, where the machine answers late, too late."""

    def __init__(self, machine: PrinterMachine) -> None:
        self._machine = machine
        self._power_cycles = machine.power_cycles()
        self._readable = bytearray()
        self._late = b""
        self._pause = threading.Event()

    def write_some(self, piece: memoryview, timeout_s: float) -> int:
        """Bytes taken; 0 where the machine's buffer is full: nobody waits for it here."""
        if self._machine.power_cycles() != self._power_cycles:
            raise DeviceLost("it was switched off and on")
        faults = self._machine.faults()
        if faults.unplugged:
            raise DeviceLost("its cable is out")
        most = len(piece)
        if faults.bytes_per_s:
            most = max(1, min(most, int(faults.bytes_per_s * _PIECE_S)))
            self._pause.wait(min(timeout_s, most / faults.bytes_per_s))
        self._readable += self._late
        self._late = b""
        try:
            reception = self._machine.receive(bytes(piece[:most]))
        except Dead:
            raise DeviceLost("it is dead") from None
        if faults.answers == "late":
            self._late = reception.answer
        else:
            self._readable += reception.answer
        return reception.taken

    def read_byte(self, timeout_s: float) -> int | None:
        """The next byte, or None at once: no more can come before something is written."""
        return self._readable.pop(0) if self._readable else None

    def drain(self) -> None:
        """Throw away what the machine has answered."""
        if self._machine.power_cycles() != self._power_cycles:
            raise DeviceLost("it was switched off and on")
        self._readable.clear()

    def close(self) -> None:
        """Nothing to let go."""


def simulated_printer(name: str, machine: PrinterMachine) -> LinkedPrinter:
    """A Printer that prints on a machine in this program."""

    def open_link() -> Link:
        if machine.is_dead():
            raise DeviceMissing(
                f"The simulated printer {name} is dead; switch it on again on the device panel."
            )
        if machine.faults().unplugged:
            raise DeviceMissing(f"The cable of the simulated printer {name} is out; put it in again.")
        return MachineLink(machine)

    return LinkedPrinter(name, open_link)
