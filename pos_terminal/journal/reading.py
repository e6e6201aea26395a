"""The journal read: the parts that both the core and other threads use, and the workers' reader.

`SqliteJournalReader` opens the file read-only, whether a till runs on it or not; any thread, each its own.
It must not write.
"""

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pos_terminal.domain import events as e
from pos_terminal.domain.day_events import ActApproved, MailAnswered, MailAsked, ShiftClosed
from pos_terminal.domain.jobs import UploadSale
from pos_terminal.domain.records import FinishedSale, Head, StoredEvent
from pos_terminal.domain.sale import Sale
from pos_terminal.domain.sale_fold import evolve, start
from pos_terminal.errors import StorageUnavailable
from pos_terminal.journal import codec, naming
from pos_terminal.journal.opening import Opening

# Of the snapshots' state; another version is not read.
STATE_VERSION = 2


@contextlib.contextmanager
def _reading() -> Iterator[None]:
    """Whatever goes wrong while reading is the disk's. Raises StorageUnavailable."""
    try:
        yield
    except sqlite3.Error as error:
        raise StorageUnavailable(f"The journal cannot be read ({error}); check its disk.") from error


class JournalLookups:
    """What is asked of a journal seldom, by whoever has it open."""

    _db: sqlite3.Connection

    @_reading()
    def voided_sale(self, sale_id: str) -> Sale | None:
        """See `JournalLookups`."""
        return voided_sale(self._db, sale_id)

    def finished_sale(self, sale_id: str = "", receipt_no: str = "") -> FinishedSale | None:
        """A completed sale by its id or receipt number."""
        return finished_sale(self._db, sale_id, receipt_no)

    @_reading()
    def closed_shift(self, z_no: int) -> ShiftClosed | None:
        """A closed shift by its Z number."""
        for raw in naming.closings(self._db, z_no):
            event = codec.decode(raw).event
            if isinstance(event, ShiftClosed) and event.z_no == z_no:
                return event
        return None

    @_reading()
    def returns_of(self, sale_id: str) -> tuple[Sale, ...]:
        """Completed sales in which goods of that sale came back."""
        finished = (self.finished_sale(found) for found in naming.sales_naming(self._db, sale_id))
        return tuple(sale.sale for sale in finished if sale is not None)

    @_reading()
    def personal(self, row_id: str) -> str:
        """A personal text, empty where it was erased."""
        row = self._db.execute("SELECT text FROM personal WHERE id = ?", (row_id,)).fetchone()
        return row[0] if row else ""


class SqliteJournalReader(JournalLookups):
    """Read-only access for one worker's thread; made and used there."""

    def __init__(self, path: Path, *, immutable: bool = False) -> None:
        self._db = connect(path, immutable=immutable)

    @_reading()
    def head(self) -> Head:
        """The journal's head as committed now."""
        return read_head(self._db)

    @_reading()
    def opening(self) -> Opening:
        """How the journal was opened."""
        return read_opening(self._db)

    @_reading()
    def named(self) -> tuple[str, str]:
        """The journal's id and its till's."""
        meta = dict(self._db.execute("SELECT key, value FROM meta").fetchall())
        return meta.get("journal_id", ""), meta.get("terminal_id", "")

    @_reading()
    def shift_closed_after(self, seq: int) -> bool:
        """Whether a day was closed after an event."""
        return naming.closed_after(self._db, seq)

    @_reading()
    def events(self, after_seq: int, limit: int) -> Sequence[StoredEvent]:
        """Events after a seq, in order."""
        rows = self._db.execute(
            "SELECT seq, raw, prev_hash, hash FROM events WHERE seq > ? ORDER BY seq LIMIT ?",
            (after_seq, limit),
        )
        return [StoredEvent(*row) for row in rows.fetchall()]

    @_reading()
    def sales_completed(self, after_seq: int, upto_seq: int) -> tuple[FinishedSale, ...]:
        """The sales whose completing event lies in after_seq < seq <= upto_seq."""
        rows = self._db.execute(
            "SELECT sale_id FROM events WHERE receipt_no IS NOT NULL AND seq > ? AND seq <= ? ORDER BY seq",
            (after_seq, upto_seq),
        ).fetchall()
        found = (finished_sale(self._db, sale_id) for (sale_id,) in rows)
        return tuple(sale for sale in found if sale is not None)

    @_reading()
    def told_about(self, sale_id: str) -> list[codec.Read]:
        """Every event that belongs to a sale or names it, and the approvals behind them.

        A walk over the journal.
        """
        wanted = f'"{sale_id}"'.encode()
        rows = self._db.execute("SELECT seq, raw FROM events WHERE instr(raw, ?) ORDER BY seq", (wanted,))
        reads = {seq: codec.decode(raw) for seq, raw in rows.fetchall()}
        subjects = {getattr(read.event, "line_id", "") for read in reads.values()} - {""}
        mails = {read.event.mail_id for read in reads.values() if isinstance(read.event, MailAsked)}
        others = self._db.execute(
            "SELECT seq, raw FROM events WHERE seq >= ? AND (instr(raw, ?) OR instr(raw, ?)) ORDER BY seq",
            (min(reads, default=1) - 1, b'"type":"ActApproved"', b'"type":"MailAnswered"'),
        )
        for seq, raw in others.fetchall():
            read = codec.decode(raw)
            match read.event:
                case ActApproved(subject_id=subject):
                    # It stands before what it allows, whatever it was about.
                    belongs = subject in subjects or seq + 1 in reads
                case MailAnswered(mail_id=mail_id):
                    belongs = mail_id in mails
                case _:
                    belongs = False
            if belongs:
                reads[seq] = read
        return [reads[seq] for seq in sorted(reads)]

    @_reading()
    def uploads_owed(self) -> frozenset[str]:
        """Sales whose upload is still owed."""
        rows = self._db.execute("SELECT kind, body FROM jobs WHERE kind = ?", (UploadSale.STORED,)).fetchall()
        jobs = [codec.decode_job(kind, body) for kind, body in rows]
        return frozenset(job.sale_id for job in jobs if isinstance(job, UploadSale))

    def close(self) -> None:
        """Close the connection."""
        self._db.close()


def connect(path: Path, *, immutable: bool = False) -> sqlite3.Connection:
    """A read-only connection. immutable: nobody writes the file, and its medium may have no locks."""
    how = "immutable=1" if immutable else "mode=ro"
    return sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, isolation_level=None, timeout=2.0)


def read_head(db: sqlite3.Connection) -> Head:
    """The last seq and hash of a journal; of an empty one, what its first event stands on."""
    row = db.execute("SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1").fetchone()
    return Head(*row) if row else Head(0, read_opening(db).first_hash)


def read_opening(db: sqlite3.Connection) -> Opening:
    """How a journal was opened; of one that was not yet, as the first of its till."""
    meta = dict(db.execute("SELECT key, value FROM meta").fetchall())
    return Opening(
        meta.get("series", "A"), meta.get("predecessor", ""), meta.get("first_hash", codec.ZERO_HASH)
    )


def voided_sale(db: sqlite3.Connection, sale_id: str) -> Sale | None:
    """Fold a basket from its events up to the one that threw it away."""
    sale: Sale | None = None
    for (raw,) in db.execute("SELECT raw FROM events WHERE sale_id = ? ORDER BY seq", (sale_id,)):
        event = codec.decode(raw).event
        if isinstance(event, e.SaleVoided):
            return sale
        if isinstance(event, e.SaleStarted):
            sale = start(event)
        elif sale is not None:
            sale = evolve(sale, event)
    return None


def finished_sale(db: sqlite3.Connection, sale_id: str, receipt_no: str = "") -> FinishedSale | None:
    """Fold a completed sale from its events, with what was corrected since; None where there is none."""
    if not sale_id:
        row = db.execute("SELECT sale_id FROM events WHERE receipt_no = ?", (receipt_no,)).fetchone()
        if row is None:
            return None
        sale_id = row[0]
    sale: Sale | None = None
    finished: FinishedSale | None = None
    for seq, raw, hashed in db.execute(
        "SELECT seq, raw, hash FROM events WHERE sale_id = ? ORDER BY seq", (sale_id,)
    ):
        event = codec.decode(raw).event
        if isinstance(event, e.SaleStarted):
            sale = start(event)
        elif sale is not None:
            sale = evolve(sale, event)
        if isinstance(event, e.SaleCompleted) and sale is not None:
            finished = FinishedSale(sale, seq, hashed)
    return replace(finished, sale=sale) if finished is not None and sale is not None else None
