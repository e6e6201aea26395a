"""A consistent copy of a journal that a till may be writing, and the proof of such a copy. Any thread.

The copy is one read transaction on a read-only connection: writers are not held up, and only the cutting back
of the write-ahead log waits for it.
"""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from pos_terminal.domain.records import Head, StoredEvent
from pos_terminal.errors import StorageUnavailable
from pos_terminal.journal.reading import SqliteJournalReader, connect
from pos_terminal.journal.verify import Verdict, verify

_CHUNK = 500


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy an SQLite file, the journal or another, as it stands at one instant. Raises StorageUnavailable."""
    try:
        # Without locks of its own: a share may have none, and nobody else knows the target's name.
        with (
            closing(connect(source)) as old,
            closing(sqlite3.connect(f"{target.absolute().as_uri()}?nolock=1", uri=True)) as new,
        ):
            new.execute("PRAGMA journal_mode = OFF")
            new.execute("PRAGMA synchronous = OFF")
            old.backup(new)
    except sqlite3.Error as error:
        raise StorageUnavailable(
            f"The file {source} cannot be copied to {target.parent} ({error}); see that there is room on it."
        ) from error


def prove_copy(copy: Path, rest: Callable[[], None]) -> Verdict:
    """Verify a copy that nobody writes. rest: called between some hundred events, for others to work."""
    try:
        reader = SqliteJournalReader(copy, immutable=True)
        with closing(reader):

            def some(after: int, limit: int) -> Sequence[StoredEvent]:
                rest()
                return reader.events(after, limit)

            verdict = verify(some, _CHUNK, Head(0, reader.opening().first_hash))
        with closing(connect(copy, immutable=True)) as db:
            (text,) = db.execute("PRAGMA quick_check(1)").fetchone()
    except (sqlite3.Error, StorageUnavailable) as error:
        return Verdict(0, None, f"it cannot be read ({error})")
    if verdict.damaged_seq is None and text != "ok":
        return Verdict(verdict.events, None, text)
    return verdict
