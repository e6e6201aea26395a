"""A customer display that is not there: bytes in, two rows of 20 characters out. Thread-safe.

It understands what the real ones do of both command sets, and notes what it does not understand, so a frame
is judged by what a display would show and not by what was meant.
"""

import threading
from collections.abc import Iterator

from drivers.api import DeviceLost, DeviceMissing
from drivers.displays.layout import COLUMNS
from drivers.displays.pages import PAGES

_ROWS = 2
_ESC, _US, _CLEAR, _HOME, _CR = 0x1B, 0x1F, 0x0C, 0x0B, 0x0D
# How many bytes follow a command's two. ESC Q takes a row up to CR.
_ARGUMENTS: dict[str, dict[bytes, int]] = {
    "escpos": {
        b"\x1b@": 0,
        b"\x1bR": 1,
        b"\x1bt": 1,
        b"\x1f\x01": 0,
        b"\x1f$": 2,
        b"\x1fC": 1,
        b"\x1fX": 1,
    },
    "cd5220": {b"\x1b@": 0, b"\x1bf": 1, b"\x1b*": 1, b"\x1b_": 1, b"\x1b\x11": 0, b"\x1bl": 2},
}
_CODECS = {page.number: page.codec for page in reversed(PAGES.values()) if page.codec != "ascii"}


class SimulatedDisplay:
    """One display. page: that it is set to itself; ESC/POS can choose another."""

    def __init__(self, commands: str = "escpos", page: str = "cp437") -> None:
        self._commands = commands
        self._page = page
        self._changed = threading.Condition()
        self._unplugged = False
        self._waiting = bytearray()
        self._misunderstood: list[bytes] = []
        self._reset()

    def set_up(self, commands: str, page: str) -> None:
        """Set its switches; it is empty afterwards."""
        with self._changed:
            self._commands, self._page = commands, page
            self._waiting.clear()
            self._reset()

    def receive(self, sent: bytes) -> None:
        """Take bytes as from a cable."""
        with self._changed:
            self._waiting += sent
            for command in self._whole():
                self._run(command)
            self._changed.notify_all()

    def rows(self) -> tuple[str, str]:
        """What a customer reads."""
        with self._changed:
            return self._text(0), self._text(1)

    def misunderstood(self) -> tuple[bytes, ...]:
        """What it was sent and knows nothing of."""
        with self._changed:
            return tuple(self._misunderstood)

    def wait_for(self, top: str, bottom: str, timeout_s: float) -> bool:
        """Wait until it shows this, blanks at the ends aside; False after timeout_s."""

        def shown() -> bool:
            return (self._text(0).strip(), self._text(1).strip()) == (top, bottom)

        with self._changed:
            return self._changed.wait_for(shown, timeout_s)

    def unplug(self) -> None:
        """Pull its cable; what it shows is gone."""
        with self._changed:
            self._unplugged = True
            self._reset()

    def plug(self) -> None:
        """Put it back."""
        with self._changed:
            self._unplugged = False

    def is_unplugged(self) -> bool:
        """Whether its cable is out."""
        with self._changed:
            return self._unplugged

    # Below, the lock is held.

    def _reset(self) -> None:
        self._cells = bytearray(b" " * COLUMNS * _ROWS)
        self._at = 0
        self._codec = PAGES[self._page].codec
        self._rows_only = False

    def _text(self, row: int) -> str:
        cells = self._cells[row * COLUMNS : (row + 1) * COLUMNS]
        return cells.decode(self._codec, "replace")

    def _whole(self) -> Iterator[bytes]:
        """Commands and characters that have come whole; what is not stays."""
        while self._waiting:
            size = self._size()
            if not size or size > len(self._waiting):
                return
            yield bytes(self._waiting[:size])
            del self._waiting[:size]

    def _size(self) -> int:
        """Of what comes first; 0: more must come before it can be told."""
        if self._waiting[0] not in (_ESC, _US):
            return 1
        if len(self._waiting) < 2:
            return 0
        if self._commands == "cd5220" and self._waiting[:2] == b"\x1bQ":
            return self._waiting.find(_CR) + 1
        return 2 + _ARGUMENTS[self._commands].get(bytes(self._waiting[:2]), 0)

    def _run(self, command: bytes) -> None:
        head, arguments = command[:2], command[2:]
        if head == b"\x1b@":
            self._reset()
        elif head == b"\x1bQ" and self._commands == "cd5220":
            self._row(arguments)
        elif command == bytes((_CLEAR,)):
            self._cells[:] = b" " * len(self._cells)
            self._at, self._rows_only = 0, False
        elif self._rows_only:
            self._misunderstood.append(command)
        elif len(command) == 1:
            self._character(command)
        elif head in _ARGUMENTS[self._commands]:
            self._set(head, arguments)
        else:
            self._misunderstood.append(command)

    def _row(self, arguments: bytes) -> None:
        row, text = arguments[:1], arguments[1:-1]
        if row not in (b"A", b"B") or len(text) > COLUMNS or any(byte < 0x20 for byte in text):
            self._misunderstood.append(b"\x1bQ" + arguments)
            return
        start = COLUMNS * (row == b"B")
        self._cells[start : start + COLUMNS] = text.ljust(COLUMNS)
        self._rows_only = True

    def _character(self, character: bytes) -> None:
        if character[0] == _HOME:
            self._at = 0
        elif character[0] < 0x20:
            self._misunderstood.append(character)
        else:
            self._cells[self._at] = character[0]
            self._at = (self._at + 1) % len(self._cells)

    def _set(self, head: bytes, arguments: bytes) -> None:
        if head in (b"\x1f$", b"\x1bl"):
            column, row = arguments
            if 1 <= column <= COLUMNS and 1 <= row <= _ROWS:
                self._at = (row - 1) * COLUMNS + column - 1
            else:
                self._misunderstood.append(head + arguments)
        elif head == b"\x1bt":
            self._codec = _CODECS.get(arguments[0], self._codec)


class DisplayLink:
    """A cable without length to a display in this program."""

    def __init__(self, display: SimulatedDisplay) -> None:
        self._display = display

    def write_some(self, piece: memoryview, timeout_s: float) -> int:
        """All of it."""
        self.drain()
        self._display.receive(bytes(piece))
        return len(piece)

    def read_byte(self, timeout_s: float) -> int | None:
        """It says nothing."""
        return None

    def drain(self) -> None:
        """Only notice whether the cable is in."""
        if self._display.is_unplugged():
            raise DeviceLost("it is unplugged")

    def close(self) -> None:
        """Nothing to let go."""


def open_display(display: SimulatedDisplay) -> DisplayLink:
    """A cable to it. Raises DeviceMissing."""
    if display.is_unplugged():
        raise DeviceMissing("The simulated customer display is unplugged; plug it in again.")
    return DisplayLink(display)
