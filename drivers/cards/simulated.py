"""The till's side of the simulated card terminal; used by the card thread alone."""

from drivers.api import CardResult, NeverSeen
from drivers.simulated.card_terminal import SimulatedCardTerminal


class SimulatedCards:
    """Fulfils `drivers.api.CardTerminal`."""

    def __init__(self, name: str, terminal: SimulatedCardTerminal) -> None:
        self.name = name
        self._terminal = terminal

    def charge(self, reference: str, amount_minor: int, currency: str) -> CardResult:
        """Begin to charge or to give back."""
        return self._terminal.charge(reference, amount_minor, currency)

    def outcome(self, reference: str) -> CardResult | NeverSeen:
        """What became of it."""
        return self._terminal.outcome(reference)

    def cancel(self, reference: str) -> None:
        """End it if it can still be ended."""
        self._terminal.cancel(reference)

    def close(self) -> None:
        """There is no cable to let go of."""
