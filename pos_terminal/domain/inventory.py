"""What a look at the shared stock counters shows, as values. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Version:
    """Order of stock commands: generation of the till, then journal seq of the causing event."""

    generation: int
    seq: int


@dataclass(frozen=True, slots=True)
class HoldSeen:
    """One hold as a look found it. value: as stored, word for word; what a reap compares."""

    hold_id: str
    value: str
    version: Version
    units: int
    sold: bool
    since_ms: int
    terminal_id: str


@dataclass(frozen=True, slots=True)
class Look:
    """One product's counter (None: there is none) and holds, sorted by id, at one instant of the server.

    session: two looks with the same session were made on one unbroken connection. touches: how often the
    counter was touched by anybody, as far as this connection was told; it tells only that two looks differ,
    and is 0 always where nobody keeps count.
    """

    counter: int | None
    holds: tuple[HoldSeen, ...]
    server_ms: int
    session: str
    touches: int = 0

    @property
    def held(self) -> int:
        """Units in all holds."""
        return sum(hold.units for hold in self.holds)

    def same_state(self, other: "Look") -> bool:
        """Whether between the two nothing was touched, seen over one unbroken connection."""
        ours = (self.session, self.touches, self.counter, self.holds)
        return ours == (other.session, other.touches, other.counter, other.holds)
