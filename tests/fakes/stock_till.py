"""One till of the town (stock_world.py): what it has on disk, and what it owes and says to the server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, cast

from pos_terminal.adapters.redis_stock.keys import Keys

PRODUCTS = {"plain": "warn", "last": "block"}
DEADLINE_MS = 30_000
TOMBSTONE_MS = 3_600_000
LEASE_MS = 900_000


class Violation(Exception):
    """The protocol did not keep what it promises."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a basket, whose hold is its key."""

    product: str
    units: int
    seq: int = 0
    state: Literal["open", "sold", "voided"] = "open"


@dataclass(frozen=True, slots=True)
class NotAfter:
    """A deadline among the arguments, by the town's clock."""

    at_ms: int


@dataclass(frozen=True, slots=True)
class Message:
    """A script that is to run, and who takes the reply."""

    name: str
    keys: tuple[str, ...]
    arguments: tuple[object, ...]
    answer: Callable[[list[object]], None]


def three_keys(product: str, hold_id: str) -> tuple[str, ...]:
    """Counter, holds, tombstone."""
    keys = Keys()
    return keys.counter(product), keys.holds(product), keys.tombstone(product, hold_id)


class Till:
    """Lines by hold. durable: seq and lines as they are after a power cut; generation is always on disk."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.generation = 1
        self.leased = 1
        self.offline_since_ms: int | None = None
        self.seq = 0
        self.lines: dict[str, Line] = {}
        self.owed: set[str] = set()
        self.answered: dict[str, int] = {}
        self.durable: tuple[int, dict[str, Line]] = (0, {})

    def fsync(self) -> None:
        """From here on a power cut takes nothing."""
        self.durable = (self.seq, dict(self.lines))

    def write(self, hold_id: str, line: Line) -> None:
        """A line is new or changed: the server has to be told."""
        self.seq += 1
        self.lines[hold_id] = replace(line, seq=self.seq)
        self.owed.add(hold_id)

    def end(self, hold_id: str) -> None:
        """Nothing more is said about a hold; that is on disk."""
        self.owed.discard(hold_id)
        self.answered.pop(hold_id, None)
        self.lines.pop(hold_id, None)
        self.durable[1].pop(hold_id, None)

    def restart(self, *, power_cut: bool) -> None:
        """Begin again from disk, under a new generation."""
        if power_cut:
            self.seq, self.lines = self.durable[0], dict(self.durable[1])
        self.fsync()
        self.raise_generation()

    def raise_generation(self) -> None:
        """Everything is said again."""
        self.generation += 1
        self.owed = set(self.lines)
        self.answered = {}
        if self.offline_since_ms is None:
            self.leased = self.generation

    def come_back(self, now_ms: int) -> None:
        """Before anything else it looks at its lease."""
        gone = self.lease(now_ms) is None
        self.offline_since_ms = None
        if gone:
            self.raise_generation()
        self.leased = self.generation

    def lease(self, now_ms: int) -> int | None:
        """The generation of its lease, None where that has run out."""
        since_ms = self.offline_since_ms
        return None if since_ms is not None and now_ms > since_ms + LEASE_MS else self.leased

    def message(self, hold_id: str, now_ms: int) -> Message:
        """What is owed for a hold, from the state as it is now."""
        line = self.lines[hold_id]
        keys, version = three_keys(line.product, hold_id), (self.generation, line.seq)
        deadline = NotAfter(now_ms + DEADLINE_MS)
        rest: tuple[object, ...]
        if line.state == "voided":
            name, rest = "release", (deadline, TOMBSTONE_MS)
        else:
            state = "s" if line.state == "sold" else "o"
            name, rest = "claim", (line.units, state, PRODUCTS[line.product], deadline, self.name)
        return Message(
            name, keys, (hold_id, *version, *rest), lambda reply: self._take(hold_id, version, reply)
        )

    def _take(self, hold_id: str, version: tuple[int, int], reply: list[object]) -> None:
        line = self.lines.get(hold_id)
        outcome, held = cast(bytes, reply[0]).decode(), cast(int, reply[1])
        if line is None or (self.generation, line.seq) != version or outcome == "late":
            return
        if outcome == "stale" or (outcome == "done" and line.state != "voided"):
            raise Violation(f"The newest word about the living hold {hold_id} was answered {outcome}")
        if line.state == "voided":
            self.end(hold_id)
        else:
            self.owed.discard(hold_id)
            self.answered[hold_id] = held
