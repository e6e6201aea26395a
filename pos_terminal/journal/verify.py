"""Full verification of a journal: every event against its hash, its predecessor and its own words.

`verify` walks events from anywhere (a file, an export, a backup); `verify_file` also looks at the file around
them: its index columns, its structure, and the snapshots that a start would trust. Read-only; any thread.
"""

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from pos_terminal.domain import day_events as d
from pos_terminal.domain import events as e
from pos_terminal.domain.records import Head, StoredEvent
from pos_terminal.domain.till import Till, fold
from pos_terminal.errors import JournalDamaged
from pos_terminal.journal import codec, naming
from pos_terminal.journal.reading import STATE_VERSION, connect, read_opening

START = Head(0, codec.ZERO_HASH)
_TYPE = re.compile(rb'"type":"([A-Za-z]+)"')


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far the chain holds.

    events: the last good seq. damaged_seq: the first event that is not, None where all are; reason: why.
    damaged_type, receipt_no: what can still be said of that event, else empty. head_hash: of the last good
    one.
    """

    events: int
    damaged_seq: int | None = None
    reason: str = ""
    damaged_type: str = ""
    receipt_no: str = ""
    head_hash: str = ""

    @property
    def sentence(self) -> str:
        """What is wrong and where, for a person."""
        kind = f" ({self.damaged_type})" if self.damaged_type else ""
        receipt = f" of receipt {self.receipt_no}" if self.receipt_no else ""
        where = f"Event {self.damaged_seq}{kind}{receipt} is damaged" if self.damaged_seq else "It is damaged"
        return f"{where}: {self.reason}; restore the journal from its backup."


def verify(
    read: Callable[[int, int], Iterable[StoredEvent]], chunk: int = 5000, start: Head = START
) -> Verdict:
    """Walk a whole journal. read: events after a seq, at most so many. start: what the first follows."""
    last = start
    while True:
        some = list(read(last.seq, chunk))
        for stored in some:
            reason = fault(stored, last)
            if reason:
                return damage(stored, last, reason)
            last = Head(stored.seq, stored.hash)
        if len(some) < chunk:
            return Verdict(last.seq, head_hash=last.hash)


def fault(stored: StoredEvent, last: Head) -> str:
    """What is wrong with an event that should follow `last`; empty where nothing is."""
    if stored.seq != last.seq + 1:
        return "it is missing"
    if stored.prev_hash != last.hash:
        return "it does not follow the event before it"
    if codec.chain(stored.prev_hash, stored.raw) != stored.hash:
        return "its content does not match its hash"
    try:
        read = codec.decode(stored.raw)
    except JournalDamaged as error:
        return str(error).rstrip(".")
    return "" if read.seq == stored.seq else "it says another number than it stands under"


def damage(stored: StoredEvent, last: Head, reason: str) -> Verdict:
    """The verdict over an event that should follow `last`: where another stands, its own is what is wrong."""
    expected = f'"seq":{last.seq + 1},'.encode()
    name = type_of(stored.raw) if stored.seq == last.seq + 1 or expected in stored.raw else ""
    return Verdict(last.seq, last.seq + 1, reason, name, head_hash=last.hash)


def type_of(raw: bytes) -> str:
    """The stored name of an event, as far as its bytes can still be read."""
    found = _TYPE.search(raw)
    name = found[1].decode() if found else ""
    return name if any(name == known for known, _ in codec.EVENT_TYPES) else ""


def verify_file(path: Path, *, immutable: bool = False) -> Verdict:
    """Verify a journal's file. immutable: nobody writes it (a backup on a medium without locks)."""
    walk = _Walk()
    try:
        db = connect(path, immutable=immutable)
    except sqlite3.Error as error:
        return Verdict(0, None, f"the file {path} cannot be opened ({error})")
    try:
        return walk.through(db)
    except (sqlite3.Error, ValueError) as error:
        return Verdict(walk.last.seq, walk.last.seq + 1, f"the file cannot be read there ({error})")
    finally:
        db.close()


class _Walk:
    """One way through a file's events. last: the last good one."""

    def __init__(self) -> None:
        self.last = START
        self._till = Till()
        self._named: dict[int, tuple[str, str]] = {}

    def through(self, db: sqlite3.Connection) -> Verdict:
        db.text_factory = lambda content: content.decode("utf-8", "replace")
        self.last = Head(0, read_opening(db).first_hash)
        snapshots = dict(
            db.execute("SELECT seq, state FROM snapshots WHERE version = ?", (STATE_VERSION,)).fetchall()
        )
        for row in _rows(db):
            raw = row[1] if isinstance(row[1], bytes) else b""
            stored = StoredEvent(row[0], raw, row[2], row[3])
            reason = fault(stored, self.last) or self._fold(stored, row)
            if reason:
                found = damage(stored, self.last, reason)
                return replace(found, receipt_no=_receipt(db, row) if found.damaged_type else "")
            self.last = Head(stored.seq, stored.hash)
            if stored.seq in snapshots and not _same(snapshots[stored.seq], self._till):
                reason = "the snapshot after it does not say what the events add up to"
                return Verdict(stored.seq, stored.seq, reason, type_of(stored.raw), head_hash=stored.hash)
        wrong = naming.misfit(db, self._named, self.last.seq)
        if wrong is not None:
            reason = f"all events are as they were written, but the index is wrong about event {wrong}"
            return Verdict(self.last.seq, None, reason, head_hash=self.last.hash)
        (found_text,) = db.execute("PRAGMA integrity_check(1)").fetchone()
        if found_text != "ok":
            reason = f"all events are as they were written, but the file around them is not ({found_text})"
            return Verdict(self.last.seq, None, reason, head_hash=self.last.hash)
        return Verdict(self.last.seq, head_hash=self.last.hash)

    def _fold(self, stored: StoredEvent, row: tuple[Any, ...]) -> str:
        read = codec.decode(stored.raw)
        self._till = fold(self._till, read.event, read.at)
        receipt_no = read.event.receipt_no if isinstance(read.event, e.SaleCompleted) else None
        if (getattr(read.event, "sale_id", None), receipt_no) != row[4:6]:
            return "it is filed under another sale than it says"
        named = _names(read.event)
        if named is not None:
            self._named[stored.seq] = named
        return ""


def _names(event: e.Event) -> tuple[str, str] | None:
    """What the index has to say of an event."""
    match event:
        case d.ReturnLineAdded(original_sale_id=sale_id) if sale_id:
            return "returned", sale_id
        case d.ShiftClosed(z_no=z_no):
            return "closed", str(z_no)
        case _:
            return None


def _rows(db: sqlite3.Connection) -> Iterator[tuple[Any, ...]]:
    """In chunks: one long read would keep the till's write-ahead log from being cut back."""
    after = -(2**63)
    while True:
        rows = db.execute(
            "SELECT seq, raw, prev_hash, hash, sale_id, receipt_no FROM events "
            "WHERE seq > ? ORDER BY seq LIMIT 2000",
            (after,),
        )
        count = 0
        for row in rows:
            count, after = count + 1, row[0]
            yield row
        if not count:
            return


def _same(state: object, till: Till) -> bool:
    """Whether a snapshot may be trusted; one that cannot be read is not, and does no harm."""
    try:
        return isinstance(state, bytes) and msgspec.json.decode(state, type=Till) == till
    except msgspec.MsgspecError:
        return True


def _receipt(db: sqlite3.Connection, row: tuple[Any, ...]) -> str:
    """The receipt that an event belongs to, as far as it is known."""
    if isinstance(row[5], str):
        return row[5]
    try:
        found = db.execute(
            "SELECT receipt_no FROM events WHERE sale_id = ? AND receipt_no IS NOT NULL", (row[4],)
        ).fetchone()
    except sqlite3.Error:
        return ""
    return found[0] if found else ""
