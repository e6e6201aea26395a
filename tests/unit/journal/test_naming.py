"""The journal's index answers as a walk through all events does, however far an old one is filled."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_terminal import commands as c
from pos_terminal.domain import day_events as d
from pos_terminal.domain import events as e
from pos_terminal.domain.records import StoredEvent
from pos_terminal.journal import codec, naming
from pos_terminal.journal.filling import fill
from pos_terminal.journal.sqlite_journal import SqliteJournal, SqliteJournalReader
from pos_terminal.journal.verify import verify_file
from pos_terminal.services.messages import Tick
from tests.desk_harness import BREAD, MILK, CounterTill

NO_INDEX = (
    "DROP TRIGGER returns_are_named",
    "DROP TRIGGER closed_days_are_named",
    "DROP TABLE named",
    "DELETE FROM meta WHERE key = 'named_after'",
)


Looked = tuple[dict[str, list[str]], dict[int, str]]


@pytest.fixture
def till(tmp_path: Path) -> Iterator[CounterTill]:
    """Two days: sales of which goods come back, once with a receipt of their own, once without any."""
    till = CounterTill(tmp_path, has_centre=False)
    receipts = [sell(till) for _ in range(3)]
    give_back(till, receipts[0])
    till.do(c.ReturnWithoutReceipt("milk", 1000, None, "defective"))
    till.pay()
    till.do(c.CloseShift(()), c.OpenShift(0))
    give_back(till, receipts[0])
    give_back(till, receipts[2])
    till.do(c.CloseShift(()))
    yield till
    till.journal.close()


def sell(till: CounterTill) -> str:
    till.scan(MILK, BREAD, BREAD, BREAD)
    till.pay()
    assert till.core.last_finished is not None
    return f"{till.view.receipt_no}-{till.core.last_finished.hash[:4]}"


def give_back(till: CounterTill, receipt: str) -> None:
    view = till.do(c.FindReceipt(receipt))
    assert view.receipt_found is not None
    line = next(row for row in view.receipt_found.lines if row.name == BREAD.name)
    till.do(c.ReturnLine(view.receipt_found.sale_id, line.line_id, 1000, "defective"), c.FindReceipt(""))
    till.pay()


def events(path: Path) -> list[StoredEvent]:
    reader = SqliteJournalReader(path)
    rows = reader.events(0, 10_000)
    reader.close()
    return list(rows)


def walked(path: Path) -> Looked:
    """What every look-up has to answer: sales by the sale whose goods they took back, shifts by Z number."""
    returned: dict[str, list[str]] = {}
    closed: dict[int, str] = {}
    for stored in events(path):
        match codec.decode(stored.raw).event:
            case e.SaleCompleted(sale_id=sale_id):
                returned.setdefault(sale_id, [])
            case d.ReturnLineAdded(sale_id=sale_id, original_sale_id=original) if original:
                returned[original].append(sale_id)
            case d.ShiftClosed(z_no=z_no, shift_id=shift_id):
                closed[z_no] = shift_id
            case _:
                pass
    return returned, closed


def asked(journal: SqliteJournal | SqliteJournalReader, path: Path) -> Looked:
    returned, closed = walked(path)
    shifts = {z_no: journal.closed_shift(z_no) for z_no in (*closed, 99)}
    return (
        {sale_id: [sale.sale_id for sale in journal.returns_of(sale_id)] for sale_id in returned},
        {z_no: shift.shift_id for z_no, shift in shifts.items() if shift is not None},
    )


def make_old(path: Path) -> None:
    """As a version without the index has left it."""
    with sqlite3.connect(path) as db:
        for statement in NO_INDEX:
            db.execute(statement)


def opened(path: Path, monkeypatch: pytest.MonkeyPatch, *, at_opening: int, a_moment: int) -> SqliteJournal:
    monkeypatch.setattr(naming, "AT_OPENING", at_opening)
    monkeypatch.setattr(naming, "A_MOMENT", a_moment)
    return SqliteJournal(path, "T1", lambda: "unused")


def test_it_answers_as_a_walk_does(till: CounterTill) -> None:
    returned, closed = walked(till.journal_path)
    assert sorted(map(len, returned.values())) == [0, 0, 0, 0, 0, 1, 2]
    assert len(closed) == 2

    assert asked(till.journal, till.journal_path) == (returned, closed)
    assert naming.unnamed(till.journal._db) == 0


def test_nothing_walks_through_the_events(till: CounterTill) -> None:
    said: list[str] = []
    till.journal._db.set_trace_callback(said.append)
    sale_id = next(iter(walked(till.journal_path)[0]))

    till.journal.returns_of(sale_id)
    till.journal.closed_shift(1)

    assert said
    assert [statement for statement in said if "instr" in statement] == []
    for statement in said:
        plan = till.journal._db.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
        assert [row for row in plan if "SCAN" in row[3] and "named" not in row[3]] == []


@pytest.mark.parametrize("a_moment", [1, 7, 1000])
def test_an_old_journal_answers_the_same_at_every_step(
    till: CounterTill, monkeypatch: pytest.MonkeyPatch, a_moment: int
) -> None:
    path = till.journal_path
    wanted = walked(path)
    till.journal.close()
    make_old(path)
    reader = SqliteJournalReader(path)
    assert asked(reader, path) == wanted
    reader.close()

    journal = opened(path, monkeypatch, at_opening=5, a_moment=a_moment)
    assert naming.unnamed(journal._db) == len(events(path)) - 5
    steps = 0
    while naming.unnamed(journal._db):
        assert asked(journal, path) == wanted
        journal.name_more()
        steps += 1
    assert steps == -(-(len(events(path)) - 5) // a_moment)
    assert asked(journal, path) == wanted
    journal.close()
    assert verify_file(path).reason == ""


def test_what_is_written_while_it_is_filled_is_in_it(
    till: CounterTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    till.journal.close()
    make_old(till.journal_path)
    monkeypatch.setattr(naming, "AT_OPENING", 3)
    monkeypatch.setattr(naming, "A_MOMENT", 11)
    till._open()
    till.do(c.OpenShift(0))

    give_back(till, sell(till))
    wanted = walked(till.journal_path)
    assert asked(till.journal, till.journal_path) == wanted
    while naming.unnamed(till.journal._db):
        till.clock.pass_ms(2_000)
        till.tell(Tick())

    assert asked(till.journal, till.journal_path) == wanted


def test_an_older_version_that_writes_meanwhile_leaves_no_gap(till: CounterTill) -> None:
    """Its own INSERT is all that an older version does; the triggers are the file's."""
    rows = events(till.journal_path)
    last = next(row for row in reversed(rows) if b'"type":"ReturnLineAdded"' in row.raw)
    with sqlite3.connect(till.journal_path) as db:
        new = (rows[-1].seq + 1, last.raw, rows[-1].hash, "0" * 64, "another-sale", None)
        db.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)", new)

    event = codec.decode(last.raw).event
    assert isinstance(event, d.ReturnLineAdded)
    assert "another-sale" in naming.sales_naming(till.journal._db, event.original_sale_id)


def test_a_restored_journal_has_it_too(till: CounterTill, tmp_path: Path) -> None:
    rows = events(till.journal_path)
    copy = tmp_path / "copy.sqlite"
    SqliteJournal(copy, "T1", lambda: till.journal.journal_id).close()

    fill(copy, "T1", lambda after, limit: [row for row in rows if row.seq > after][:limit], has_stock=True)

    reader = SqliteJournalReader(copy)
    assert asked(reader, copy) == walked(till.journal_path)
    assert naming.unnamed(reader._db) == 0
    reader.close()


def test_whether_a_day_was_closed_after_an_event(till: CounterTill) -> None:
    path = till.journal_path
    last = max(row.seq for row in events(path) if b'"type":"ShiftClosed"' in row.raw)
    for old in (False, True):
        reader = SqliteJournalReader(path)
        assert [reader.shift_closed_after(seq) for seq in (0, last - 1, last)] == [True, True, False]
        reader.close()
        if not old:
            till.journal.close()
            make_old(path)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM named WHERE kind = 'returned'",
        "UPDATE named SET name = 'other' WHERE kind = 'returned'",
        "INSERT INTO named VALUES ('closed', '7', 2)",
        "INSERT INTO named VALUES ('closed', '7', 99999)",
    ],
)
def test_verify_finds_an_index_that_does_not_fit(till: CounterTill, statement: str) -> None:
    till.journal.close()
    assert verify_file(till.journal_path).reason == ""
    with sqlite3.connect(till.journal_path) as db:
        db.execute(statement)

    assert "index" in verify_file(till.journal_path).reason


def test_an_index_that_cannot_be_written_stops_nothing(
    till: CounterTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = till.journal_path
    wanted = walked(path)
    till.journal.close()
    make_old(path)

    def full(db: sqlite3.Connection, events: int) -> int:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(naming, "fill", full)
    journal = SqliteJournal(path, "T1", lambda: "unused")
    journal.name_more()
    assert asked(journal, path) == wanted
    journal.close()
