"""What the core needs of the journal, as a protocol; `journal/sqlite_journal.py` fulfils it.

Writing is for the core thread alone. Raises StorageUnavailable when the disk does not take it; then nothing
was written.
"""

from collections.abc import Sequence
from typing import Protocol

from pos_terminal.domain.day_events import ShiftClosed
from pos_terminal.domain.records import FinishedSale, Head, OpenJob, StoredEvent, Writing, Written
from pos_terminal.domain.sale import Sale
from pos_terminal.domain.till import Till


class JournalLookups(Protocol):
    """What is asked of a journal seldom."""

    def finished_sale(self, sale_id: str = "", receipt_no: str = "") -> FinishedSale | None:
        """A completed sale by its id or receipt number."""

    def voided_sale(self, sale_id: str) -> Sale | None:
        """A basket as it was when it was thrown away; None where it was not."""

    def closed_shift(self, z_no: int) -> ShiftClosed | None:
        """The closed shift of that Z number, for those that the state keeps no more."""

    def returns_of(self, sale_id: str) -> tuple[Sale, ...]:
        """Completed sales in which goods of that sale came back."""

    def personal(self, row_id: str) -> str:
        """A personal text, empty where it was erased."""


class Journal(JournalLookups, Protocol):
    """The journal as the core thread sees it."""

    journal_id: str
    terminal_id: str
    series: str

    def append(self, writing: Writing) -> Written:
        """Write events, jobs and closings in one transaction; all or nothing."""

    def load(self) -> tuple[Till, Head]:
        """The folded state and the head, from the newest good snapshot and what came after it."""

    def open_jobs(self) -> tuple[OpenJob, ...]:
        """Everything that is owed, oldest first."""

    def open_job(self, job_id: int) -> OpenJob | None:
        """One job that is owed, None when it is not any more."""

    def close_jobs(self, job_ids: Sequence[int]) -> None:
        """End jobs whose answer is no event (uploads)."""

    def mark_waiting(self, job_id: int, waiting: bool) -> None:
        """Note that a job has certainly not begun (or may begin now: durable before it returns)."""

    def save_snapshot(self, till: Till, least_events: int = 1) -> None:
        """Keep the folded state as a cache, if so many events came since."""

    def housekeep(self, *, quiet: bool) -> None:
        """Cut the write-ahead log back, in a moment that is not quiet only if it has grown large."""

    def name_more(self) -> None:
        """In a quiet moment: bring the index of an old journal a step on; at once over where it is whole."""

    def flush(self) -> bool:
        """Fsync all that was written so far; False where the disk takes no write."""

    def close(self) -> None:
        """Let go of the file."""


class JournalReader(Protocol):
    """Read-only access for a worker's own thread, in chunks."""

    def head(self) -> Head:
        """The journal's head as committed now."""

    def events(self, after_seq: int, limit: int) -> Sequence[StoredEvent]:
        """Events after a seq, in order."""

    def sales_completed(self, after_seq: int, upto_seq: int) -> tuple[FinishedSale, ...]:
        """The sales completed in after_seq < seq <= upto_seq, folded from all their events."""
