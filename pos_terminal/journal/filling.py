"""A restored journal brought up to date: later events appended as they were written, its work table mended.

Main thread, before the till runs on the file. Nothing is decided anew: bytes and hashes come as they are, and
what is owed after them follows from the events.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pos_terminal.domain import day_events as d
from pos_terminal.domain import events as e
from pos_terminal.domain.consequences import closed_keys, consequences
from pos_terminal.domain.jobs import (
    ChargeCard,
    EndHold,
    HoldCredit,
    HoldReturn,
    Job,
    ReleaseStock,
    UploadSale,
)
from pos_terminal.domain.jobs import key as job_key
from pos_terminal.domain.records import Head, StoredEvent
from pos_terminal.domain.till import Till, fold
from pos_terminal.errors import Bug, StorageUnavailable
from pos_terminal.journal import codec
from pos_terminal.journal.sqlite_journal import SqliteJournal
from pos_terminal.journal.verify import fault

Read = Callable[[int, int], Sequence[StoredEvent]]

_CHUNK = 1000
# Owed again after a restore: all of them are harmless where they were done before.
_REPEATED = (ReleaseStock, UploadSale, HoldCredit, HoldReturn, EndHold, ChargeCard)
# SAFETY: a paper owed when the backup was made may have come out since. Claims are said again anyway.
_NOT_REPEATED = ("OpenDrawer", "PrintPaper", "PrintReport", "PrintInvoice", "PrintSlip", "ClaimStock")


@dataclass(frozen=True, slots=True)
class Filled:
    """What was appended. reason: why it ended before the source did, empty where it did not."""

    events: int
    receipts: tuple[str, ...]
    head: Head
    reason: str = ""


def fill(path: Path, terminal_id: str, read: Read, *, has_stock: bool) -> Filled:
    """Append what a source has after the journal's head. read: as `JournalReader.events`.

    Raises StorageUnavailable, JournalDamaged (the journal itself, before anything was appended), and whatever
    read raises.
    """
    till, head = _state(path, terminal_id)
    first, receipts, reason = head, list[str](), ""
    with _opened(path) as db:
        while not reason:
            some = read(head.seq, _CHUNK)
            db.execute("BEGIN IMMEDIATE")
            for stored in some:
                reason = fault(stored, head)
                if reason:
                    reason = f"event {head.seq + 1}: {reason}"
                    break
                found = codec.decode(stored.raw)
                after = fold(till, found.event, found.at)
                _append(db, stored, found.event)
                _owe(db, stored.seq, till, after, found.event, has_stock=has_stock)
                if isinstance(found.event, e.SaleCompleted):
                    receipts.append(found.event.receipt_no)
                till, head = after, Head(stored.seq, stored.hash)
            db.execute("COMMIT")
            if len(some) < _CHUNK:
                break
    return Filled(head.seq - first.seq, tuple(receipts), head, reason)


def quieten(path: Path) -> int:
    """Take what must not repeat by itself out of a restored work table; answers how many papers that were."""
    marks = ", ".join("?" * len(_NOT_REPEATED))
    with _opened(path) as db:
        (papers,) = db.execute("SELECT count(*) FROM jobs WHERE kind LIKE 'Print%'").fetchone()
        db.execute(f"DELETE FROM jobs WHERE kind IN ({marks})", _NOT_REPEATED)
    return int(papers)


def set_series(path: Path, series: str) -> None:
    """Go on with another receipt series, where it is not known which numbers were used."""
    with _opened(path) as db:
        db.execute("UPDATE meta SET value = ? WHERE key = 'series'", (series,))


def take_personal(path: Path, old: Path) -> None:
    """Take over the personal texts of the journal that was here, as far as they can be read."""
    with _opened(path) as db:
        db.execute("ATTACH ? AS old", (f"{old.absolute().as_uri()}?mode=ro",))
        db.execute("INSERT OR IGNORE INTO personal SELECT id, kind, text FROM old.personal")


def _state(path: Path, terminal_id: str) -> tuple[Till, Head]:
    journal = SqliteJournal(path, terminal_id, _no_new_journal)
    try:
        return journal.load()
    finally:
        journal.close()


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Raises StorageUnavailable for whatever the file or its disk cannot do."""
    try:
        with closing(sqlite3.connect(path.absolute().as_uri(), uri=True, isolation_level=None)) as db:
            db.execute("PRAGMA synchronous = FULL")
            yield db
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except sqlite3.Error as error:
        raise StorageUnavailable(
            f"The restored journal {path} cannot be written ({error}); make room on its disk."
        ) from error


def _append(db: sqlite3.Connection, stored: StoredEvent, event: e.Event) -> None:
    receipt_no = event.receipt_no if isinstance(event, e.SaleCompleted) else None
    row: tuple[Any, ...] = (stored.seq, stored.raw, stored.prev_hash, stored.hash)
    db.execute(
        "INSERT INTO events (seq, raw, prev_hash, hash, sale_id, receipt_no) VALUES (?, ?, ?, ?, ?, ?)",
        (*row, getattr(event, "sale_id", None), receipt_no),
    )


def _owe(
    db: sqlite3.Connection, seq: int, before: Till, after: Till, event: e.Event, *, has_stock: bool
) -> None:
    # What a manager settled by hand stays owed: the terminal's own answer is still wanted.
    kept = {f"card:{row.tender_id}" for row in after.by_hand}
    for closed in (*closed_keys(before, event), *_answered(event)):
        if closed not in kept:
            db.execute("DELETE FROM jobs WHERE key = ?", (closed,))
    for job in consequences(before, after, event):
        if isinstance(job, _REPEATED) and (has_stock or not isinstance(job, ReleaseStock)):
            _owe_job(db, seq, job)


def _owe_job(db: sqlite3.Connection, seq: int, job: Job) -> None:
    db.execute(
        "INSERT OR REPLACE INTO jobs (key, seq, kind, body, written_at_ms) VALUES (?, ?, ?, ?, 0)",
        (job_key(job), seq, job.STORED, codec.encode_job(job)),
    )


def _answered(event: e.Event) -> tuple[str, ...]:
    """Keys of the jobs that an event answers; while the till ran it closed them by their number."""
    match event:
        case e.TenderTaken(tender_id=tender_id) | d.TenderRefused(tender_id=tender_id):
            return (f"card:{tender_id}", f"op:{tender_id}")
        case d.CardAnsweredLate(tender_id=tender_id):
            return (f"card:{tender_id}",)
        case d.ReturnLineAdded(op_id=op_id) | d.ReturnRefused(op_id=op_id):
            return (f"op:{op_id}",)
        case d.MailAnswered(mail_id=mail_id):
            return (f"mail:{mail_id}",)
        case e.StockAnswered(hold_id=hold_id):
            return (f"hold:{hold_id}",)
        case _:
            return ()


def _no_new_journal() -> str:
    raise Bug("A restored journal has no id.")
