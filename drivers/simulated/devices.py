"""All simulated devices of one till, as the demo and training use them; shown by the device panel."""

from pathlib import Path

from drivers.simulated.card_terminal import SimulatedCardTerminal
from drivers.simulated.display import SimulatedDisplay
from drivers.simulated.drawer import SimulatedDrawer
from drivers.simulated.machine import PrinterMachine
from drivers.simulated.scale import SimulatedScale
from drivers.simulated.scanner import SimulatedScanner


class SimulatedDevices:
    """One of each. Every one is safe to use from any thread; the drawer hangs on the printer.

    card_memory: the file in which the card terminal remembers what it charged, whoever is killed meanwhile.
    """

    def __init__(self, width_dots: int = 576, card_memory: Path | None = None) -> None:
        self.scanner = SimulatedScanner()
        self.scale = SimulatedScale()
        self.drawer = SimulatedDrawer()
        self.printer = PrinterMachine(self.drawer, width_dots)
        self.display = SimulatedDisplay()
        self.card_terminal = SimulatedCardTerminal(card_memory)
