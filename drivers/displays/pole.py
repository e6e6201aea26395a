"""A customer display behind any line: a face becomes rows, rows become one frame of bytes.

Used by one thread (the display worker's). It decides nothing about what is shown.
"""

from drivers.api import DisplayFace
from drivers.displays.commands import CommandSet, Look
from drivers.displays.layout import rows
from drivers.displays.pages import Charset
from drivers.outgoing import Outgoing

_SEND_S = 1.0


class PoleDisplay:
    """One display; a Display."""

    def __init__(
        self, name: str, line: Outgoing, commands: CommandSet, charset: Charset, brightness: int = 0
    ) -> None:
        self.name = name
        self._line = line
        self._commands = commands
        self._charset = charset
        self._look = Look(charset.page.number, brightness)

    def show(self, face: DisplayFace) -> None:
        """Show this and nothing else. Raises DriverError."""
        begin = self._commands.begin(self._look) if self._line.is_fresh() else b""
        top, bottom = (self._charset.encode(row) for row in rows(face, self._charset.plain))
        self._line.send(begin + self._commands.frame(self._look, top, bottom), _SEND_S)

    def close(self) -> None:
        """Let go of the line."""
        self._line.close()
