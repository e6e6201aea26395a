"""A drawer that has a serial port of its own and opens at any bytes that it is set to. Used by one thread.

SAFETY: bytes that do not leave at once are taken back: a box that is switched on later must not open then.
"""

from drivers.outgoing import Outgoing


class SerialDrawer:
    """One drawer; a Drawer. opens_with: the bytes that open it."""

    def __init__(self, name: str, line: Outgoing, opens_with: bytes) -> None:
        self.name = name
        self._line = line
        self._opens_with = opens_with

    def open(self, within_s: float) -> None:
        """Open it now or never. Raises DriverError."""
        # A box that was unplugged and plugged in again meanwhile is opened afresh, not tried in vain.
        self._line.is_fresh()
        self._line.send(self._opens_with, within_s)

    def close(self) -> None:
        """Let go of the port."""
        self._line.close()
