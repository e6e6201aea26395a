"""The journal file: all or nothing, chained, append-only, honest about a full disk."""

import sqlite3
from pathlib import Path

import pytest

from pos_terminal.domain import events as e
from pos_terminal.domain.jobs import ClaimStock, PrintPaper
from pos_terminal.domain.records import Entry, Writing
from pos_terminal.domain.till import Till
from pos_terminal.errors import JournalDamaged, StorageUnavailable
from pos_terminal.journal.sqlite_journal import SqliteJournal, SqliteJournalReader
from pos_terminal.journal.verify import verify

AT = "2026-01-01T00:00:00.000Z"


def open_journal(folder: Path, terminal_id: str = "T1") -> SqliteJournal:
    return SqliteJournal(folder / "journal.sqlite", terminal_id, iter(["j1", "j2"]).__next__)


def shift(day: str = "2026-01-01") -> Entry:
    return Entry(e.ShiftOpened("shift", day, "ann"))


def write(
    journal: SqliteJournal, *entries: Entry, durable: bool = False, closes: tuple[int, ...] = ()
) -> tuple[int, ...]:
    return journal.append(Writing(entries, AT, 0, durable, closes)).seqs


def test_events_are_chained_and_numbered_without_gaps(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    assert write(journal, shift(), shift()) == (1, 2)
    assert write(journal, shift()) == (3,)
    reader = SqliteJournalReader(tmp_path / "journal.sqlite")
    assert verify(reader.events, chunk=2).events == 3
    assert verify(reader.events, chunk=2).damaged_seq is None


def test_the_file_refuses_changes_and_deletions(tmp_path: Path) -> None:
    write(open_journal(tmp_path), shift())
    other = sqlite3.connect(tmp_path / "journal.sqlite")
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        other.execute("UPDATE events SET hash = ''")
    with pytest.raises(sqlite3.IntegrityError, match="never deleted"):
        other.execute("DELETE FROM events")


def test_one_changed_byte_is_named(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    write(journal, *[shift() for _ in range(5)])
    journal.close()
    other = sqlite3.connect(tmp_path / "journal.sqlite")
    other.execute("DROP TRIGGER events_are_never_changed")
    other.execute("UPDATE events SET raw = CAST(replace(raw, 'ann', 'bob') AS BLOB) WHERE seq = 3")
    other.commit()
    verdict = verify(SqliteJournalReader(tmp_path / "journal.sqlite").events)
    assert verdict.damaged_seq == 3
    with pytest.raises(JournalDamaged, match="Event 3"):
        open_journal(tmp_path).load()


def test_a_newer_job_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    for units in (1, 2):
        write(journal, Entry(e.SaleRecalled("s"), (ClaimStock("s", "h", "p", units, False, "warn"),)))
    owed = journal.open_jobs()
    assert [(job.seq, job.job.units) for job in owed if isinstance(job.job, ClaimStock)] == [(2, 2)]


def test_a_job_is_closed_in_the_transaction_of_its_answer(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    write(journal, Entry(e.CopyRequested("s", 1), (PrintPaper("s", 1),)))
    (owed,) = journal.open_jobs()
    write(journal, Entry(e.PaperPrinted("s", owed.job_id, 1)), closes=(owed.job_id,))
    assert journal.open_jobs() == ()


def test_waiting_is_remembered(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    write(journal, Entry(e.CopyRequested("s", 1), (PrintPaper("s", 1),)))
    job_id = journal.open_jobs()[0].job_id
    journal.mark_waiting(job_id, True)
    assert journal.open_jobs()[0].waiting
    journal.mark_waiting(job_id, False)
    assert not journal.open_jobs()[0].waiting


def test_state_comes_from_the_snapshot_and_what_followed(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    write(journal, shift("2026-01-01"))
    till, _ = journal.load()
    journal.save_snapshot(till)
    write(journal, shift("2026-01-02"))
    journal.close()
    till, head = open_journal(tmp_path).load()
    assert till.business_day == "2026-01-02"
    assert head.seq == 2


def test_a_snapshot_of_another_history_is_not_believed(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    write(journal, shift("2026-01-01"))
    journal.save_snapshot(Till(business_day="1999-01-01"))
    other = sqlite3.connect(tmp_path / "journal.sqlite")
    other.execute("UPDATE snapshots SET hash = 'x'")
    other.commit()
    assert journal.load()[0].business_day == "2026-01-01"


def test_a_full_disk_takes_nothing_and_says_so_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    write(journal, shift())
    journal._db.execute("PRAGMA max_page_count = 1")  # SQLite answers "database or disk is full"
    with pytest.raises(StorageUnavailable, match="full"):
        write(journal, *[shift("x" * 2000) for _ in range(200)])
    head = journal.load()[1]
    assert head.seq == SqliteJournalReader(tmp_path / "journal.sqlite").head().seq
    assert write(journal, shift()) == (head.seq + 1,)


def test_the_journal_of_another_till_is_refused(tmp_path: Path) -> None:
    open_journal(tmp_path).close()
    with pytest.raises(StorageUnavailable, match="belongs to till T1"):
        open_journal(tmp_path, "T2")


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageUnavailable, match="cannot be opened"):
        open_journal(tmp_path / "file")
