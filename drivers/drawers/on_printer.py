"""A drawer on a printer that is not the receipt printer. Used by one thread.

SAFETY: only a printer that answers now gets a pulse; a buffered one would open the drawer unattended.
"""

import time

from drivers.api import DeviceRefused, DeviceSilent, Printer
from drivers.drawer import Pulses


class PrinterDrawer:
    """One drawer; a Drawer."""

    def __init__(self, name: str, printer: Printer, pulses: Pulses) -> None:
        self.name = name
        self._printer = printer
        self._pulses = pulses

    def open(self, within_s: float) -> None:
        """Open it now or never. Raises DriverError."""
        end_s = time.monotonic() + within_s
        try:
            pulse = self._pulses.for_status(self._online())
            if not pulse:
                raise DeviceRefused(
                    f"The printer of the drawer {self.name} is not ready; look at its paper and its cover."
                )
            if time.monotonic() > end_s:
                raise DeviceSilent(f"The printer of the drawer {self.name} answered too late.")
            result = self._printer.send(pulse)
        finally:
            # Others may use the printer too, and many take one caller at a time.
            self._printer.close()
        if result.error:
            raise DeviceSilent(result.error)

    def is_open(self) -> bool | None:
        """What the printer says of its connector's switch. Raises DriverError."""
        try:
            return self._printer.status().drawer_open if self._printer.has_status() else None
        finally:
            self._printer.close()

    def close(self) -> None:
        """Let go of the printer."""
        self._printer.close()

    def _online(self) -> bool:
        """Whether it carries out now what it is sent; one that cannot answer at all is believed to."""
        if not self._printer.has_status():
            return True
        online = self._printer.status().online
        if online is None:
            raise DeviceSilent(f"The printer of the drawer {self.name} does not say how it is.")
        return online
