"""A journal as JSON lines that anybody can prove without this program, and that proof. docs/journal.md.

Each line is `{"prev_hash": ..., "hash": ..., "raw": ...}`; raw is the event's canonical text, and the hash is
over its UTF-8 bytes. Any thread.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pos_terminal.domain.events import ShiftOpened
from pos_terminal.domain.records import Head, StoredEvent
from pos_terminal.errors import JournalDamaged
from pos_terminal.journal import codec
from pos_terminal.journal.verify import Verdict, damage, fault

Read = Callable[[int, int], Sequence[StoredEvent]]

_CHUNK = 2000
_SHIFT_OPENED = b'"type":"ShiftOpened"'


@dataclass(frozen=True, slots=True)
class Proven:
    """What an export proved to hold. first_seq 0: it is empty."""

    journal_id: str
    terminal_id: str
    first_seq: int
    last: Head


def lines(read: Read, after_seq: int, upto_seq: int) -> Iterator[str]:
    """The lines of after_seq < seq <= upto_seq, each with its line end. Raises JournalDamaged."""
    last: Head | None = None
    for event in _walk(read, after_seq):
        if event.seq > upto_seq:
            return
        before = last or Head(event.seq - 1, event.prev_hash)
        reason = fault(event, before)
        if reason:
            raise JournalDamaged(damage(event, before, reason).sentence)
        last = Head(event.seq, event.hash)
        row = {"prev_hash": event.prev_hash, "hash": event.hash, "raw": event.raw.decode("utf-8")}
        yield json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"


def days(read: Read, first_day: str, last_day: str) -> tuple[int, int | None]:
    """The seqs of business days, as (after, up to; None: the end); empty days: from the start, to the end.

    A day is the shift's, never a time stamp's. What lies between two shifts belongs to the earlier one.
    """
    after = 0 if not first_day else None
    for event in _walk(read, 0):
        if _SHIFT_OPENED not in event.raw:
            continue
        opened = codec.decode(event.raw).event
        if not isinstance(opened, ShiftOpened):
            continue
        if after is None and opened.business_day >= first_day:
            after = event.seq - 1
        if last_day and opened.business_day > last_day:
            return (event.seq - 1 if after is None else after), event.seq - 1
    return (2**62 if after is None else after), None


def prove(rows: Iterable[str]) -> tuple[Verdict, Proven]:
    """Verify exported lines one by one, without any journal."""
    last: Head | None = None
    first: codec.Read | None = None
    for number, row in enumerate(rows, 1):
        try:
            stored = _stored(row)
        except (ValueError, KeyError, TypeError) as error:
            verdict = Verdict(last.seq if last else 0, None, f"line {number} is no exported event ({error})")
            return verdict, _proven(first, last)
        before = last or Head(stored.seq - 1, stored.prev_hash)
        reason = fault(stored, before) or _other(stored, first)
        if reason:
            return damage(stored, before, reason), _proven(first, last)
        if first is None:
            first = codec.decode(stored.raw)
        last = Head(stored.seq, stored.hash)
    return Verdict(last.seq if last else 0), _proven(first, last)


def _walk(read: Read, after_seq: int) -> Iterator[StoredEvent]:
    while True:
        some = read(after_seq, _CHUNK)
        yield from some
        if len(some) < _CHUNK:
            return
        after_seq = some[-1].seq


def _stored(row: str) -> StoredEvent:
    found = json.loads(row)
    raw, prev_hash, hashed = found["raw"], found["prev_hash"], found["hash"]
    seq = json.loads(raw)["seq"]
    if not (isinstance(seq, int) and all(isinstance(text, str) for text in (raw, prev_hash, hashed))):
        raise ValueError("a field is of the wrong kind")
    bytes.fromhex(prev_hash)
    return StoredEvent(seq, raw.encode("utf-8"), prev_hash, hashed)


def _other(stored: StoredEvent, first: codec.Read | None) -> str:
    if first is None or codec.decode(stored.raw).journal_id == first.journal_id:
        return ""
    return "it is of another journal"


def _proven(first: codec.Read | None, last: Head | None) -> Proven:
    if first is None or last is None:
        return Proven("", "", 0, Head(0, codec.ZERO_HASH))
    return Proven(first.journal_id, first.terminal_id, first.seq, last)
