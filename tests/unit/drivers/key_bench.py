"""A key decoder for tests and hands that give it keys, one a millisecond."""

from drivers.api import ScanBroken, ScanRead
from drivers.scanners.framing import Framing
from drivers.scanners.key_decoder import SETTLE_NS, KeyDecoder, KeySettings
from tests.unit.drivers.typist import Stroke, strokes

ENTER, TAB, LINEFEED, ESC, BACKSPACE, CTRL, SHIFT, ALTGR = 28, 15, 101, 1, 14, 29, 42, 100
MS = 1_000_000


class Bench:
    """A decoder that was grabbed long ago, and hands that give it keys, 1 ms apart."""

    def __init__(self, layout: str = "us", framing: Framing | None = None, gs: str = "F8") -> None:
        self.decoder = KeyDecoder("s1", KeySettings(layout, gs), framing or Framing(repeat_ms=30))
        self.layout = layout
        self.at_ns = 10**12
        self.decoder.begin(self.at_ns - SETTLE_NS)
        self.found: list[ScanRead | ScanBroken] = []

    def key(self, code: int, value: int) -> None:
        self.at_ns += MS
        self.found += self.decoder.key(code, value, self.at_ns)

    def tap(self, *codes: int) -> None:
        for code in codes:
            self.key(code, 1)
            self.key(code, 0)

    def held(self, modifiers: tuple[int, ...], *codes: int) -> None:
        for code in modifiers:
            self.key(code, 1)
        self.tap(*codes)
        for code in reversed(modifiers):
            self.key(code, 0)

    def type(self, text: str) -> None:
        for char in text:
            for stroke in strokes(self.layout)[char]:
                self.stroke(stroke)

    def stroke(self, stroke: Stroke) -> None:
        self.held((SHIFT,) * stroke.shift + (ALTGR,) * stroke.altgr, stroke.code)

    def wait(self, ms: int) -> None:
        """Time passes; the reader looks in when the decoder asked for it."""
        end_ns = self.at_ns + ms * MS
        due_ns = self.decoder.due_ns()
        if due_ns is not None and due_ns <= end_ns:
            self.found += self.decoder.idle(due_ns)
        self.at_ns = end_ns

    @property
    def texts(self) -> list[str]:
        """Texts of scans, reasons of broken ones in angle brackets."""
        return [m.text if isinstance(m, ScanRead) else f"<{m.reason}>" for m in self.found]
