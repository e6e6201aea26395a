"""Listens to what a printer says of the drawer on it, whenever it is asked how it is.

Used by the printer's one thread.
"""

from collections.abc import Callable

from drivers.api import DriverError, Printer, PrinterStatus, SendResult

# How often to look: while the drawer stands open, or something was sent that may have opened it; else rarely.
_SOON_S, _RARELY_S = 1.0, 10.0


class SensedPrinter:
    """A Printer that tells of its drawer.

    open_is_high: the drawer's switch lifts pin 3 when it is open. on_change: called with whether it stands
    open, None where the printer does not say; must only queue.
    """

    def __init__(
        self, printer: Printer, open_is_high: bool, on_change: Callable[[bool | None], None]
    ) -> None:
        self.name = printer.name
        self._printer = printer
        self._open_is_high = open_is_high
        self._on_change = on_change
        self._last: bool | None = None
        self._sent = False

    def status(self) -> PrinterStatus:
        """As the printer's own. Raises DeviceMissing or DeviceSilent."""
        try:
            status = self._printer.status()
        except DriverError:
            self._note(None)
            raise
        # Drivers report the level of the pin: open where it is high.
        high = status.drawer_open
        self._note(None if high is None else high is self._open_is_high)
        self._sent = False
        return status

    def send(self, blob: bytes) -> SendResult:
        """As the printer's own."""
        self._sent = True
        return self._printer.send(blob)

    def has_status(self) -> bool:
        """As the printer's own."""
        return self._printer.has_status()

    def close(self) -> None:
        """As the printer's own."""
        self._printer.close()

    def look_again_s(self) -> float:
        """In how long to ask for the status again, where nothing else does."""
        return _SOON_S if self._sent or self._last else _RARELY_S

    def _note(self, is_open: bool | None) -> None:
        if is_open is not self._last:
            self._last = is_open
            self._on_change(is_open)
