"""A restored journal's work table: what must repeat repeats, what must not does not."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from pos_terminal import commands as c
from pos_terminal.domain.jobs import EndHold, HoldCredit, PrintPaper, UploadSale
from pos_terminal.domain.records import OpenJob, StoredEvent
from pos_terminal.journal.copying import copy_sqlite
from pos_terminal.journal.filling import fill, quieten
from pos_terminal.journal.reading import SqliteJournalReader
from pos_terminal.journal.sqlite_journal import SqliteJournal
from pos_terminal.services import ledger_messages as lm
from tests.desk_harness import BREAD, MILK, CounterTill


class Rig:
    """A till that sells, and a copy of its journal from before."""

    def __init__(self, folder: Path) -> None:
        self.till = CounterTill(folder / "data", has_stock=True, has_centre=True)
        self.copy = folder / "copy" / "journal.sqlite"
        self.copy.parent.mkdir()

    def back_up(self) -> None:
        copy_sqlite(self.till.journal_path, self.copy)

    def fill(self, read: object = None, *, has_stock: bool = True) -> Sequence[OpenJob]:
        reader = SqliteJournalReader(self.till.journal_path)
        self.papers = quieten(self.copy)
        self.filled = fill(self.copy, "T1", reader.events, has_stock=has_stock)
        reader.close()
        journal = SqliteJournal(self.copy, "T1", lambda: "x")
        assert journal.load()[0] == self.till.core.till
        jobs = journal.open_jobs()
        journal.close()
        return jobs


@pytest.fixture
def rig(tmp_path: Path) -> Rig:
    return Rig(tmp_path)


def kinds(jobs: Sequence[OpenJob]) -> set[type]:
    return {type(owed.job) for owed in jobs}


def test_uploads_are_owed_again_and_papers_are_not(rig: Rig) -> None:
    rig.till.scan(MILK)
    rig.till.pay()
    rig.back_up()
    rig.till.scan(BREAD)
    rig.till.pay()
    assert sum(isinstance(owed.job, PrintPaper) for owed in rig.till.journal.open_jobs()) == 2
    jobs = rig.fill()
    assert rig.papers == 1
    assert rig.filled.receipts == ("T1-A000002",)
    assert sum(isinstance(owed.job, UploadSale) for owed in jobs) == 2
    assert not kinds(jobs) & {PrintPaper}


def test_a_credit_that_was_held_meanwhile_is_not_held_again_but_taken(rig: Rig) -> None:
    rig.till.scan(MILK)
    rig.till.do(c.StartPayment(), c.TakeTender("store_credit", None, account="SC-1"))
    (held,) = [owed for owed in rig.till.journal.open_jobs() if isinstance(owed.job, HoldCredit)]
    rig.back_up()
    assert isinstance(held.job, HoldCredit)
    rig.till.tell(lm.CreditAnswer(held.job_id, held.job.sale_id, held.job.op_id, "held", 0))
    assert rig.till.view.receipt_no == "T1-A000001"
    jobs = rig.fill()
    assert HoldCredit not in kinds(jobs)
    (ending,) = [owed.job for owed in jobs if isinstance(owed.job, EndHold)]
    assert (ending.op_id, ending.take) == (held.job.op_id, True)


def test_it_ends_where_the_chain_does(rig: Rig, tmp_path: Path) -> None:
    rig.till.scan(MILK)
    rig.back_up()
    rig.till.scan(BREAD)
    rig.till.pay()
    reader = SqliteJournalReader(rig.till.journal_path)
    first = reader.events(0, 10_000)[-3]

    def read(after: int, limit: int) -> Sequence[StoredEvent]:
        return [
            event
            if event.seq != first.seq
            else StoredEvent(event.seq, event.raw + b" ", event.prev_hash, event.hash)
            for event in reader.events(after, limit)
        ]

    quieten(rig.copy)
    filled = fill(rig.copy, "T1", read, has_stock=True)
    assert filled.head.seq == first.seq - 1
    assert filled.reason == f"event {first.seq}: its content does not match its hash"
