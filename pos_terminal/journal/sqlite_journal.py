"""The journal in one SQLite file (WAL).

The only module that writes it; every write happens on the core thread.

One read-write connection; `SqliteJournalReader` opens others read-only. Basket lines are committed without
fsync (they survive a
killed process), anything with money in it with one (it survives a power cut). It must not fold or decide
anything.
"""

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from pos_terminal.domain import events as e
from pos_terminal.domain.jobs import key as job_key
from pos_terminal.domain.records import Head, OpenJob, Writing, Written
from pos_terminal.domain.till import Till, fold
from pos_terminal.errors import JournalDamaged, StorageUnavailable
from pos_terminal.journal import codec, naming
from pos_terminal.journal.opening import Opening
from pos_terminal.journal.reading import STATE_VERSION, JournalLookups, read_head, read_opening
from pos_terminal.journal.reading import SqliteJournalReader as SqliteJournalReader

_SCHEMA = Path(__file__).with_name("schema.sql")
_BALLAST_BYTES = 8 * 1024 * 1024
_WAL_QUIET_BYTES = 2 * 1024 * 1024
_WAL_BUSY_BYTES = 64 * 1024 * 1024
_INSERT_EVENT = (
    "INSERT INTO events (seq, raw, prev_hash, hash, sale_id, receipt_no) VALUES (?, ?, ?, ?, ?, ?)"
)
_SELECT_JOB = "SELECT job_id, seq, kind, body, waiting, written_at_ms FROM jobs"
_INSERT_JOB = "INSERT OR REPLACE INTO jobs (key, seq, kind, body, written_at_ms) VALUES (?, ?, ?, ?, ?)"


class SqliteJournal(JournalLookups):
    """The journal file of one till."""

    def __init__(
        self,
        path: Path,
        terminal_id: str,
        new_id: Callable[[], str],
        opening: Callable[[], Opening] = Opening,
    ) -> None:
        """opening: asked once in a journal's life, before its first event; what it raises goes through."""
        self._path = path
        self._ballast = path.with_name("ballast.bin")
        self._durable = False
        self._snapshot_seq = 0
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = self._open()
            self._db.executescript(_SCHEMA.read_text(encoding="utf-8"))
            naming.begin(self._db, read_head(self._db).seq)
            self._open_first(terminal_id, new_id, opening)
            self.journal_id, self.terminal_id = self._meta("journal_id"), self._meta("terminal_id")
            self.opening = read_opening(self._db)
            self.series = self.opening.series
        except (OSError, sqlite3.Error) as error:
            raise StorageUnavailable(
                f"The journal {path} cannot be opened ({error}); see that its disk has room and is writable."
            ) from error
        if self.terminal_id != terminal_id:
            raise StorageUnavailable(
                f"The journal {path} belongs to till {self.terminal_id}, not {terminal_id}; "
                "set till.terminal_id back, or give the new till a data folder of its own."
            )
        self._head = read_head(self._db)
        self._unnamed = self._name(naming.AT_OPENING)
        self._make_ballast()

    def append(self, writing: Writing) -> Written:
        """Write events, jobs and closings in one transaction; all or nothing. Raises StorageUnavailable."""
        head = self._head
        rows, prev = [], head
        for entry in writing.entries:
            codec.check_range(entry.event)
            raw = codec.encode(
                entry.event,
                journal_id=self.journal_id,
                terminal_id=self.terminal_id,
                seq=prev.seq + 1,
                at=writing.at,
            )
            hashed = codec.chain(prev.hash, raw)
            receipt = entry.event.receipt_no if isinstance(entry.event, e.SaleCompleted) else None
            rows.append(
                (prev.seq + 1, raw, prev.hash, hashed, getattr(entry.event, "sale_id", None), receipt)
            )
            prev = Head(prev.seq + 1, hashed)
        try:
            jobs = self._write(writing, rows)
        except (UnicodeError, OverflowError):
            self._db.rollback()  # what no file can hold; the next entry must not find this one open
            raise
        except sqlite3.Error as error:
            if not self._landed_after_all(prev):
                raise StorageUnavailable(
                    f"The disk did not take the journal entry ({error}); make room on it, then try again."
                ) from error
            jobs = [job for job in self.open_jobs() if job.seq > head.seq]
        self._head = prev
        return Written(prev, tuple(row[0] for row in rows), tuple(jobs))

    def load(self) -> tuple[Till, Head]:
        """The folded state and the head, from the newest good snapshot and a checked tail.

        Raises JournalDamaged.
        """
        till, after = self._newest_snapshot()
        prev_hash = self._hash_at(after)
        for seq, raw, prev, hashed in self._db.execute(
            "SELECT seq, raw, prev_hash, hash FROM events WHERE seq > ? ORDER BY seq", (after,)
        ):
            if prev != prev_hash or codec.chain(prev, raw) != hashed:
                raise JournalDamaged(
                    f"Event {seq} of {self._path} does not match its hash; restore it from its backup."
                )
            read = codec.decode(raw)
            till, prev_hash = fold(till, read.event, read.at), hashed
        self._snapshot_seq = after
        return till, self._head

    def open_jobs(self) -> tuple[OpenJob, ...]:
        """Everything that is owed, oldest first."""
        return tuple(_owed(row) for row in self._db.execute(f"{_SELECT_JOB} ORDER BY job_id"))

    def open_job(self, job_id: int) -> OpenJob | None:
        """One job that is owed, None when it is not any more."""
        row = self._db.execute(f"{_SELECT_JOB} WHERE job_id = ?", (job_id,)).fetchone()
        return None if row is None else _owed(row)

    def close_jobs(self, job_ids: Sequence[int]) -> None:
        """End jobs whose answer is no event."""
        self._small(
            durable=False,
            statement="DELETE FROM jobs WHERE job_id = ?",
            rows=[(job_id,) for job_id in job_ids],
        )

    def mark_waiting(self, job_id: int, waiting: bool) -> None:
        """Note that a job has certainly not begun; that it may begin now is fsynced before this returns."""
        self._small(
            durable=not waiting,
            statement="UPDATE jobs SET waiting = ? WHERE job_id = ?",
            rows=[(int(waiting), job_id)],
        )

    def save_snapshot(self, till: Till, least_events: int = 1) -> None:
        """Keep the folded state as a cache, if so many events came since; the two newest stay."""
        if self._head.seq - self._snapshot_seq < least_events:
            return
        row = (self._head.seq, self._head.hash, STATE_VERSION, msgspec.json.encode(till))
        self._small(
            durable=False, statement="INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?, ?)", rows=[row]
        )
        keep = "DELETE FROM snapshots WHERE seq NOT IN (SELECT seq FROM snapshots ORDER BY seq DESC LIMIT 2)"
        self._small(durable=False, statement=keep, rows=[()])
        self._snapshot_seq = self._head.seq

    def housekeep(self, *, quiet: bool) -> None:
        """Cut the write-ahead log back when it has grown; it may fsync, so a busy moment waits for more."""
        with contextlib.suppress(OSError, sqlite3.Error):
            if os.path.getsize(f"{self._path}-wal") > (_WAL_QUIET_BYTES if quiet else _WAL_BUSY_BYTES):
                self._db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        if quiet:
            self._make_ballast()

    def name_more(self) -> None:
        """Take some more events of a journal that is older than its index into it."""
        if self._unnamed:
            self._unnamed = self._name(naming.A_MOMENT)

    def flush(self) -> bool:
        """Fsync all that was written so far, by a real write; False where the disk takes none."""
        try:
            self._small(
                durable=True, statement="INSERT OR REPLACE INTO meta VALUES (?, ?)", rows=[("flushed", "1")]
            )
        except StorageUnavailable:
            return False
        return True

    def close(self) -> None:
        """Cut the write-ahead log back and close."""
        with contextlib.suppress(sqlite3.Error):
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        with contextlib.suppress(sqlite3.Error):
            self._db.close()

    def _name(self, events: int) -> int:
        """An index that cannot be written stops nothing: what is missing from it is walked through."""
        with contextlib.suppress(sqlite3.Error):
            return naming.fill(self._db, events)
        return 0

    def _open(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False, timeout=2.0)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        # Checkpoints run in `housekeep`, never in the middle of a tender.
        db.execute("PRAGMA cache_size = -1024")
        db.execute("PRAGMA wal_autocheckpoint = 0")
        self._durable = False
        return db

    def _write(self, writing: Writing, rows: list[tuple[Any, ...]]) -> list[OpenJob]:
        jobs = []
        db = self._begin(writing.durable)
        db.executemany(_INSERT_EVENT, rows)
        for job_id in writing.closes:
            db.execute("DELETE FROM jobs WHERE job_id = ?", (job_id,))
        for closed_key in writing.close_keys:
            db.execute("DELETE FROM jobs WHERE key = ?", (closed_key,))
        for row, entry in zip(rows, writing.entries, strict=True):
            for job in entry.jobs:
                values = (job_key(job), row[0], job.STORED, codec.encode_job(job), writing.at_ms)
                job_id = db.execute(_INSERT_JOB, values).lastrowid or 0
                jobs.append(OpenJob(job_id, row[0], job, False, writing.at_ms))
        db.executemany("INSERT OR REPLACE INTO personal VALUES (?, ?, ?)", writing.personal)
        db.execute("COMMIT")
        return jobs

    def _begin(self, durable: bool) -> sqlite3.Connection:
        if durable != self._durable:
            self._db.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self._durable = durable
        self._db.execute("BEGIN IMMEDIATE")
        return self._db

    def _small(self, *, durable: bool, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        try:
            db = self._begin(durable)
            db.executemany(statement, rows)
            db.execute("COMMIT")
        except sqlite3.Error as error:
            self._reopen()
            raise StorageUnavailable(
                f"The disk did not take the journal entry ({error}); make room on it."
            ) from error

    def _landed_after_all(self, expected: Head) -> bool:
        """After any error at COMMIT: stop, re-open, compare."""
        self._ballast.unlink(missing_ok=True)
        self._reopen()
        try:
            return read_head(self._db) == expected
        except sqlite3.Error:
            return False

    def _reopen(self) -> None:
        with contextlib.suppress(sqlite3.Error):
            self._db.close()
        try:
            self._db = self._open()
        except sqlite3.Error as error:
            raise StorageUnavailable(
                f"The journal cannot be opened again ({error}); check its disk."
            ) from error

    def _newest_snapshot(self) -> tuple[Till, int]:
        rows = self._db.execute(
            "SELECT seq, hash, state FROM snapshots WHERE version = ? ORDER BY seq DESC", (STATE_VERSION,)
        )
        for seq, hashed, state in rows.fetchall():
            if seq <= self._head.seq and self._hash_at(seq) == hashed:
                with contextlib.suppress(msgspec.MsgspecError):
                    return msgspec.json.decode(state, type=Till), seq
        return Till(), 0

    def _hash_at(self, seq: int) -> str:
        row = self._db.execute("SELECT hash FROM events WHERE seq = ?", (seq,)).fetchone()
        return row[0] if row else self.opening.first_hash

    def _meta(self, name: str) -> str:
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def _open_first(
        self, terminal_id: str, new_id: Callable[[], str], opening: Callable[[], Opening]
    ) -> None:
        if self._meta("series"):
            return
        opened = opening()
        rows = [
            ("journal_id", self._meta("journal_id") or new_id()),
            ("terminal_id", self._meta("terminal_id") or terminal_id),
            ("predecessor", opened.predecessor),
            ("first_hash", opened.first_hash),
            ("series", opened.series),
        ]
        self._small(durable=True, statement="INSERT OR REPLACE INTO meta VALUES (?, ?)", rows=rows)

    def _make_ballast(self) -> None:
        """A file that is thrown away when the disk is full, so that there is room to say so properly."""
        with contextlib.suppress(OSError):
            free = os.statvfs(self._path.parent)
            if not self._ballast.exists() and free.f_bavail * free.f_frsize > 4 * _BALLAST_BYTES:
                with self._ballast.open("wb") as file:
                    os.posix_fallocate(file.fileno(), 0, _BALLAST_BYTES)


def _owed(row: tuple[Any, ...]) -> OpenJob:
    return OpenJob(row[0], row[1], codec.decode_job(row[2], row[3]), bool(row[4]), row[5])
