"""What the core and the workers need from outside, as protocols; adapters fulfil them.

Raises are part of each promise: `StockUnavailable`, `CentreUnavailable`, `StorageUnavailable`. Every call
has a deadline of its own.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from pos_terminal.domain.catalog import Product
from pos_terminal.domain.day_events import ShiftClosed, TenderCorrected
from pos_terminal.domain.inventory import HoldSeen as HoldSeen
from pos_terminal.domain.inventory import Look as Look
from pos_terminal.domain.inventory import Version as Version
from pos_terminal.domain.records import FinishedSale as FinishedSale
from pos_terminal.domain.records import Head as Head
from pos_terminal.domain.records import Movement as Movement
from pos_terminal.domain.records import StoredEvent as StoredEvent
from pos_terminal.domain.stock_audit import CentreStock as CentreStock

ClaimOutcome = Literal["held", "short", "below", "norecord", "released", "done", "stale", "late"]


@dataclass(frozen=True, slots=True)
class ClaimReply:
    """What the claim script decided.

    held: units this hold has now; left: units available after it, None if there is no counter.

    `same` (a repeated version) is answered as what was decided then.
    """

    outcome: ClaimOutcome
    held: int
    left: int | None


@dataclass(frozen=True, slots=True)
class LeaseReply:
    """State of this till's lease.

    ours: it is held by our token under our generation; server_run: changes when the server does.
    """

    ours: bool
    generation_seen: int
    server_run: str


class StockCounters(Protocol):
    """The shared stock counters of `contract.md`.

    Raises StockUnavailable when there is no answer within the deadline.
    """

    def lease(self, generation: int) -> LeaseReply:
        """Take or renew the lease for this generation."""

    def claim(
        self, product_id: str, hold_id: str, version: Version, units: int, sold: bool, policy: str
    ) -> ClaimReply:
        """Set the absolute quantity of a hold; moves the counter by the difference."""

    def release(self, product_id: str, hold_id: str, version: Version) -> ClaimReply:
        """Give back what a hold has; leaves a tombstone.

        outcome `done` where it was released or settled before.
        """

    def settle_deadline(self) -> int:
        """Server time + 30 s in ms, to be read before the movement is read from the centre."""

    def settle(self, product_id: str, hold_id: str, units: int, not_after_ms: int) -> str:
        """Counter += held - units, hold dropped, tombstone `s`. Answers `settled`, `done` or `late`."""

    def forget(self, product_id: str, hold_id: str) -> None:
        """The movement is marked settled: let the tombstone run out."""

    def close(self) -> None:
        """Close the connection."""


class StockAudit(Protocol):
    """What reaping and reconciling need of the shared counters; raises as StockCounters does."""

    def look(self, product_id: str) -> Look:
        """Counter and holds at one instant."""

    def lease_seen(self, terminal_id: str) -> int | None:
        """The generation of a till's lease, None where it has none."""

    def reap(self, product_id: str, hold: HoldSeen) -> bool:
        """Give an open hold back if it is still exactly as seen. Only with the rules of `contract.md`."""

    def repair(self, product_id: str, seen: Look, counter: int) -> bool:
        """Set the counter if it and all holds are still exactly as seen; makes no counter."""


class StockSettling(Protocol):
    """What settling needs of the shared counters; raises as StockCounters does."""

    def settle_deadline(self) -> int:
        """As StockCounters."""

    def settle(self, product_id: str, hold_id: str, units: int, not_after_ms: int) -> str:
        """As StockCounters."""

    def forget(self, product_id: str, hold_id: str) -> None:
        """As StockCounters."""


class StockWatch(StockAudit, StockSettling, Protocol):
    """What reconciling needs: an audit on a connection that is told of every touch of a counter.

    Its looks carry touches: two with the same session and the same touches have nobody's touch between them.
    """

    def server_run(self) -> str:
        """Asked anew: what changes when the server restarts or another one takes its place."""

    def create(self, product_id: str, seen: Look, counter: int) -> bool:
        """Make the counter if there is still none and all holds are exactly as seen."""

    def close(self) -> None:
        """Close the connection."""


@dataclass(frozen=True, slots=True)
class ShiftBegun:
    """A shift that was opened. opened_at: UTC ISO 8601 with milliseconds."""

    shift_id: str
    business_day: str
    opened_by: str
    opened_at: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A completed sale's tender was booked under another way of paying, by the event of this seq."""

    seq: int
    at: str
    corrected: TenderCorrected


@dataclass(frozen=True, slots=True)
class UploadBatch:
    """A contiguous range of events after `before`, with the sales and movements that they complete.

    settled: sales of it whose stock was settled long ago; only where the centre was set back to a backup.
    shifts: opened and closed in it, in order.
    """

    journal_id: str
    terminal_id: str
    store_id: str
    before: Head
    events: tuple[StoredEvent, ...]
    sales: tuple[FinishedSale, ...]
    movements: tuple[Movement, ...]
    settled: frozenset[str] = frozenset()
    shifts: tuple[ShiftBegun | ShiftClosed, ...] = ()
    corrections: tuple[Correction, ...] = ()


class Centre(Protocol):
    """The central database.

    Raises CentreUnavailable when it does not answer, ForkFound when it holds another history.
    """

    def head(self, journal_id: str, terminal_id: str) -> Head:
        """The centre's head of this journal; made at zero where there is none yet."""

    def upload(self, batch: UploadBatch) -> Head:
        """Write a batch in one transaction that moves the head; answers the new head. Safe to repeat."""

    def unsettled(self, sale_ids: Sequence[str]) -> tuple[Movement, ...]:
        """The movements of these sales that are not marked settled."""

    def mark_settled(self, hold_ids: Sequence[str]) -> None:
        """Mark movements settled (majority)."""

    def close(self) -> None:
        """Close the connection."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One article's count, as the centre has booked it. before: on_hand until then; units: as counted.

    earlier: it was booked before under this count, then with `units`, and nothing was changed now.
    """

    product_id: str
    units: int
    before: int
    earlier: bool


class StockCentre(Protocol):
    """The centre's side of the stock; raises CentreUnavailable when it does not answer."""

    def counted_ids(self, after: str, limit: int) -> tuple[str, ...]:
        """The next articles with a stock record, by id; without those that are not tracked."""

    def stock_of(self, product_ids: Sequence[str], hold_ids: Sequence[str]) -> Mapping[str, CentreStock]:
        """on_hand of these articles, then their unsettled movements and those of these holds."""

    def book_count(self, count_id: str, counted: Mapping[str, int]) -> tuple[Counted, ...]:
        """Set on_hand to what was counted, by one movement an article; once for each count id."""

    def mark_settled(self, hold_ids: Sequence[str]) -> None:
        """Mark movements settled (majority)."""

    def close(self) -> None:
        """Close the connection."""


class Catalogue(Protocol):
    """The local replica of the article file; answers with no network, from the core thread."""

    def by_code(self, keys: Sequence[str]) -> tuple[Product, ...]:
        """The active articles that have the first of these keys that any article has."""

    def by_id(self, product_id: str) -> Product | None:
        """One article."""


class ProductSearch(Protocol):
    """Search for articles as the cashier types; used by the lookup worker's own thread."""

    def search(self, text: str, limit: int) -> tuple[Product, ...]:
        """The best articles for a text, best first."""

    def close(self) -> None:
        """Close the file."""


class Clock(Protocol):
    """The only source of time."""

    def utc_ms(self) -> int:
        """Wall clock, ms since 1970 UTC. May jump."""

    def monotonic_ns(self) -> int:
        """CLOCK_MONOTONIC."""


NewId = Callable[[], str]
Post = Callable[[object], None]
Events = Iterable[StoredEvent]
