"""The machine's clocks: the only place where the program reads them. Any thread."""

import time

_NS_PER_MS = 1_000_000


class SystemClock:
    """Fulfils `services.ports.Clock`."""

    def utc_ms(self) -> int:
        """Wall clock, ms since 1970 UTC. May jump."""
        return time.time_ns() // _NS_PER_MS

    def monotonic_ns(self) -> int:
        """CLOCK_MONOTONIC: the same clock in every process of this machine."""
        return time.monotonic_ns()
