"""The journal after something that no disk did."""

from pathlib import Path

import pytest

from pos_terminal.domain import events as e
from pos_terminal.domain.records import Entry, Writing
from pos_terminal.journal.sqlite_journal import SqliteJournal

AT = "2026-01-01T00:00:00.000Z"


def test_a_fault_inside_a_transaction_leaves_none_open(tmp_path: Path) -> None:
    journal = SqliteJournal(tmp_path / "journal.sqlite", "T1", iter(["j1", "j2"]).__next__)
    parked = Entry(e.SaleParked("s", "n"))
    with pytest.raises(UnicodeEncodeError):
        journal.append(Writing((parked,), AT, 0, True, personal=(("n", "parked", "half \ud800"),)))
    written = journal.append(Writing((parked,), AT, 0, True))
    assert written.seqs == (1,)
