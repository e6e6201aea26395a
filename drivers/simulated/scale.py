"""A scale that is not there: it puts lines of A&D's standard format on its line. Thread-safe."""

import threading

from drivers.simulated.transport import SimulatedLine


class SimulatedScale:
    """One scale. It says its weight again whenever a reader opens its line."""

    def __init__(self) -> None:
        self.line = SimulatedLine("scale", self._says)
        self._lock = threading.Lock()
        self._milli = 0
        self._stable = True

    def put(self, milli: int, stable: bool = True) -> bool:
        """Lay so many thousandths of a kilogram on it; over 15 kg is overload. False: nobody listens."""
        with self._lock:
            self._milli, self._stable = milli, stable
        return self.line.write(self._says())

    def weight(self) -> tuple[int, bool]:
        """What lies on it, and whether it has come to rest."""
        with self._lock:
            return self._milli, self._stable

    def _says(self) -> bytes:
        milli, stable = self.weight()
        if abs(milli) > 15_000:
            return b"OL,GS,+99.999kg\r\n"
        whole, rest = divmod(abs(milli), 1000)
        return (
            f"{'ST' if stable else 'US'},GS,{'-' if milli < 0 else '+'}{whole:02d}.{rest:03d}kg\r\n".encode()
        )
