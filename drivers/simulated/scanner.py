"""A scanner that is not there: each scan puts bytes on its line, as the real one would. Thread-safe."""

from drivers.simulated.transport import SimulatedLine


class SimulatedScanner:
    """One scanner at the end of a line. prefix and suffix: what it puts around each code."""

    def __init__(self, line: SimulatedLine | None = None, prefix: bytes = b"", suffix: bytes = b"\r") -> None:
        self.line = line or SimulatedLine("scanner")
        self._prefix = prefix
        self._suffix = suffix

    def scan(self, code: str, aim: str = "") -> bool:
        """Read a code; aim: its AIM identifier, such as `]E0`. False where nobody listens."""
        return self.line.write(self._prefix + aim.encode() + code.encode() + self._suffix)

    def unplug_in_scan(self, code: str) -> None:
        """Pull the plug when half of a code is over."""
        half = len(self._prefix) + max(1, len(code) // 2)
        self.line.unplug_after(half)
        self.scan(code)
