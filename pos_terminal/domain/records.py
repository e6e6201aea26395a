"""What the journal keeps and hands out: stored events, heads, jobs that are owed. Pure values."""

from dataclasses import dataclass

from pos_terminal.domain.events import Event
from pos_terminal.domain.jobs import Job
from pos_terminal.domain.sale import Sale


@dataclass(frozen=True, slots=True)
class Head:
    """How far a journal has come: the last seq and its hash (64 zeros before seq 1)."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event as written. raw: the canonical bytes, over which the hash was made."""

    seq: int
    raw: bytes
    prev_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class Movement:
    """One change of on_hand by one hold; units: signed base units (sold: positive)."""

    hold_id: str
    product_id: str
    units: int
    sale_id: str


@dataclass(frozen=True, slots=True)
class FinishedSale:
    """A completed sale with the event that completed it. names: ids and names for its papers only."""

    sale: Sale
    seq: int
    hash: str
    names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class OpenJob:
    """A job that is owed. seq: of the causing event; waiting: it has certainly not begun."""

    job_id: int
    seq: int
    job: Job
    waiting: bool
    written_at_ms: int


@dataclass(frozen=True, slots=True)
class Entry:
    """An event to be written, with the jobs that it causes."""

    event: Event
    jobs: tuple[Job, ...] = ()


@dataclass(frozen=True, slots=True)
class Writing:
    """One transaction.

    closes: jobs that it ends; personal: (id, kind, text); durable: fsync before it returns.
    """

    entries: tuple[Entry, ...]
    at: str
    at_ms: int
    durable: bool
    closes: tuple[int, ...] = ()
    close_keys: tuple[str, ...] = ()
    personal: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """What a transaction became."""

    head: Head
    seqs: tuple[int, ...]
    jobs: tuple[OpenJob, ...] = ()
