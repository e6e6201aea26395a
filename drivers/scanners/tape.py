"""What a scanner gave, piece by piece, taken down on its way into the decoder, and played back bit for bit.

Recording stands between a reader and its decoder, on the reader's thread: it makes a small value of each call
and hands it to a `Tap`, which only queues. A reader without a tap has the plain decoder and pays nothing.
Pure but for the clock that stamps the opening and the loss of a device. How a tape is kept: tape_file.py.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from drivers.api import Message, ScanBroken, ScanRead
from drivers.scanners.framing import Framer, Framing
from drivers.scanners.hid_report import STANDARD, Layout, ReportDecoder
from drivers.scanners.key_decoder import KeyDecoder, KeySettings

What = Literal["open", "bytes", "key", "overrun", "idle", "lost"]
Kind = Literal["serial", "network", "keyboard", "hid_pos", "simulated"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that decides what pieces mean. kind: of the scanner; device: its name in the messages.

    framing: of all kinds (of a keyboard's text too; of HID-POS only its repeat_ms); keys: of a keyboard.
    """

    kind: Kind
    device: str
    framing: Framing
    keys: KeySettings = field(default_factory=KeySettings)


@dataclass(frozen=True, slots=True)
class Piece:
    """One call of a decoder. at_ns: CLOCK_MONOTONIC.

    line: which connection, where a network scanner has several. data: bytes of a line, or one HID report.
    code, value: of a key. held: the keys that were down when a keyboard was opened; layout: where a HID-POS
    scanner puts things, when it was opened. idle: nothing came for so long that the decoder acted.
    """

    at_ns: int
    what: What
    line: int = 0
    data: bytes = b""
    code: int = 0
    value: int = 0
    held: tuple[int, ...] = ()
    layout: Layout | None = None


Tap = Callable[[Piece], None]


class TapedLine:
    """A line's framer, taken down; a serial_line.Decoder."""

    def __init__(self, recipe: Recipe, tap: Tap, line: int = 0) -> None:
        self._framer = Framer(recipe.device, recipe.framing)
        self._tap = tap
        self._line = line
        tap(Piece(time.monotonic_ns(), "open", line))

    def feed(self, chunk: bytes, at_ns: int) -> Sequence[Message]:
        """As Framer."""
        self._tap(Piece(at_ns, "bytes", self._line, chunk))
        return self._framer.feed(chunk, at_ns)

    def due_ns(self) -> int | None:
        """As Framer."""
        return self._framer.due_ns()

    def idle(self, at_ns: int) -> Sequence[Message]:
        """As Framer."""
        if _is_due(self._framer.due_ns(), at_ns):
            self._tap(Piece(at_ns, "idle", self._line))
        return self._framer.idle(at_ns)

    def lost(self) -> Sequence[Message]:
        """As Framer."""
        self._tap(Piece(time.monotonic_ns(), "lost", self._line))
        return self._framer.lost()


class TapedKeys(KeyDecoder):
    """A keyboard's decoder, taken down."""

    def __init__(self, recipe: Recipe, tap: Tap) -> None:
        super().__init__(recipe.device, recipe.keys, recipe.framing)
        self._tap = tap

    def begin(self, at_ns: int, held: frozenset[int] = frozenset()) -> None:
        """As KeyDecoder."""
        self._tap(Piece(at_ns, "open", held=tuple(sorted(held))))
        super().begin(at_ns, held)

    def key(self, code: int, value: int, at_ns: int) -> Sequence[ScanRead | ScanBroken]:
        """As KeyDecoder."""
        self._tap(Piece(at_ns, "key", code=code, value=value))
        return super().key(code, value, at_ns)

    def overrun(self, at_ns: int) -> Sequence[ScanRead | ScanBroken]:
        """As KeyDecoder."""
        self._tap(Piece(at_ns, "overrun"))
        return super().overrun(at_ns)

    def idle(self, at_ns: int) -> Sequence[ScanRead | ScanBroken]:
        """As KeyDecoder."""
        if _is_due(self.due_ns(), at_ns):
            self._tap(Piece(at_ns, "idle"))
        return super().idle(at_ns)

    def lost(self) -> Sequence[ScanRead | ScanBroken]:
        """As KeyDecoder."""
        self._tap(Piece(time.monotonic_ns(), "lost"))
        return super().lost()


class TapedReports(ReportDecoder):
    """A HID-POS scanner's decoder, taken down."""

    def __init__(self, device: str, layout: Layout, repeat_ms: int, tap: Tap) -> None:
        super().__init__(device, layout, repeat_ms)
        self._tap = tap
        tap(Piece(time.monotonic_ns(), "open", layout=layout))

    def feed(self, report: bytes, at_ns: int) -> list[ScanRead | ScanBroken]:
        """As ReportDecoder."""
        self._tap(Piece(at_ns, "bytes", data=report))
        return super().feed(report, at_ns)

    def idle(self, at_ns: int) -> list[ScanRead | ScanBroken]:
        """As ReportDecoder."""
        if _is_due(self.due_ns(), at_ns):
            self._tap(Piece(at_ns, "idle"))
        return super().idle(at_ns)

    def lost(self) -> list[ScanRead | ScanBroken]:
        """As ReportDecoder."""
        self._tap(Piece(time.monotonic_ns(), "lost"))
        return super().lost()


class Player:
    """Gives pieces to decoders made by their recipe; answers what the live ones answered, bit for bit."""

    def __init__(self, recipe: Recipe) -> None:
        self._recipe = recipe
        self._lines: dict[int, Framer] = {}
        self._keys = KeyDecoder(recipe.device, recipe.keys, recipe.framing)
        self._reports = self._report_decoder(STANDARD)

    def take(self, piece: Piece) -> Sequence[Message]:
        """The messages that one piece ended."""
        if self._recipe.kind == "keyboard":
            return self._key_piece(piece)
        if self._recipe.kind == "hid_pos":
            if piece.what == "open":
                self._reports = self._report_decoder(piece.layout or STANDARD)
                return ()
            return _given(self._reports, piece)
        if piece.what == "open":
            self._lines[piece.line] = Framer(self._recipe.device, self._recipe.framing)
            return ()
        framer = self._lines.get(piece.line)
        return _given(framer, piece) if framer is not None else ()

    def _key_piece(self, piece: Piece) -> Sequence[Message]:
        keys = self._keys
        match piece.what:
            case "open":
                keys.begin(piece.at_ns, frozenset(piece.held))
                return ()
            case "key":
                return keys.key(piece.code, piece.value, piece.at_ns)
            case "overrun":
                return keys.overrun(piece.at_ns)
            case "idle":
                return keys.idle(piece.at_ns)
            case "lost":
                return keys.lost()
            case _:
                return ()

    def _report_decoder(self, layout: Layout) -> ReportDecoder:
        return ReportDecoder(self._recipe.device, layout, self._recipe.framing.repeat_ms)


def played(
    recipe: Recipe, pieces: Iterable[Piece], wait_ns: Callable[[int], None] | None = None
) -> Iterator[Message]:
    """The messages of a tape, in order.

    wait_ns: called before each piece with the time that passed before it came, for the recorded speed; None
    plays as fast as it goes. The times in the messages are the recorded ones either way.
    """
    player = Player(recipe)
    last_ns: int | None = None
    for piece in pieces:
        if wait_ns is not None and last_ns is not None and piece.at_ns > last_ns:
            wait_ns(piece.at_ns - last_ns)
        last_ns = piece.at_ns if last_ns is None else max(last_ns, piece.at_ns)
        yield from player.take(piece)


def _given(decoder: Framer | ReportDecoder, piece: Piece) -> Sequence[Message]:
    match piece.what:
        case "bytes":
            return decoder.feed(piece.data, piece.at_ns)
        case "idle":
            return decoder.idle(piece.at_ns)
        case "lost":
            return decoder.lost()
        case _:
            return ()


def _is_due(due_ns: int | None, at_ns: int) -> bool:
    """Whether a decoder does anything when it is told that nothing came."""
    return due_ns is not None and at_ns >= due_ns
