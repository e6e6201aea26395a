"""Full verification of a journal: every event against its hash, its predecessor and its own words.

Read-only; any thread.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pos_terminal.domain.records import StoredEvent
from pos_terminal.errors import JournalDamaged
from pos_terminal.journal import codec


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far the chain holds. damaged_seq: the first event that does not, None where all do; reason: why."""

    events: int
    damaged_seq: int | None = None
    reason: str = ""


def verify(read: Callable[[int, int], Iterable[StoredEvent]], chunk: int = 5000) -> Verdict:
    """Walk a whole journal. read: events after a seq, at most so many."""
    last, prev_hash = 0, codec.ZERO_HASH
    while True:
        some = list(read(last, chunk))
        for stored in some:
            reason = _fault(stored, last, prev_hash)
            if reason:
                return Verdict(last, stored.seq, reason)
            last, prev_hash = stored.seq, stored.hash
        if len(some) < chunk:
            return Verdict(last)


def _fault(stored: StoredEvent, last: int, prev_hash: str) -> str:
    if stored.seq != last + 1:
        return f"event {last + 1} is missing"
    if stored.prev_hash != prev_hash:
        return "it does not follow the event before it"
    if codec.chain(stored.prev_hash, stored.raw) != stored.hash:
        return "its content does not match its hash"
    try:
        read = codec.decode(stored.raw)
    except JournalDamaged as error:
        return str(error)
    return "" if read.seq == stored.seq else "it says another number than it stands under"
