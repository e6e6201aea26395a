"""One byte changed anywhere in a journal's file: verify names the event, or no event was touched."""

import sqlite3
from pathlib import Path

import pytest

from pos_terminal import commands as c
from pos_terminal.domain.records import StoredEvent
from pos_terminal.journal.verify import Verdict, verify_file
from tests.desk_harness import BREAD, MILK, CounterTill

STRIDE = 41


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A day with receipts, a parked basket and a snapshot, closed properly."""
    till = CounterTill(tmp_path)
    for _ in range(6):
        till.scan(MILK, BREAD)
        till.pay()
    till.scan(MILK)
    till.do(c.ParkSale("later"))
    till.journal.save_snapshot(till.core.till)
    till.scan(BREAD)
    till.pay()
    till.journal.close()
    return till.journal_path


def events_of(path: Path) -> list[StoredEvent]:
    db = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    rows = db.execute("SELECT seq, raw, prev_hash, hash FROM events ORDER BY seq").fetchall()
    db.close()
    return [StoredEvent(*row) for row in rows]


def flipped(path: Path, content: bytes, place: int) -> Verdict:
    damaged = bytearray(content)
    damaged[place] ^= 0x15
    path.write_bytes(damaged)
    for beside in ("-wal", "-shm"):
        path.with_name(path.name + beside).unlink(missing_ok=True)
    return verify_file(path)


def test_a_journal_as_it_was_written_verifies(path: Path) -> None:
    verdict = verify_file(path)
    events = events_of(path)
    assert (verdict.events, verdict.reason, verdict.head_hash) == (len(events), "", events[-1].hash)


def test_a_changed_byte_of_any_event_is_named_with_type_and_receipt(path: Path) -> None:
    content = path.read_bytes()
    for event in events_of(path):
        found = content.find(event.raw)
        if found < 0:
            continue  # it lies over two pages
        verdict = flipped(path, content, found + len(event.raw) // 2)
        assert verdict.damaged_seq == event.seq
        assert verdict.sentence.startswith(f"Event {event.seq}")
    path.write_bytes(content)

    db = sqlite3.connect(path)
    (raw,) = db.execute("SELECT raw FROM events WHERE receipt_no = 'T1-A000003'").fetchone()
    db.close()
    content = path.read_bytes()
    verdict = flipped(path, content, content.index(raw) + raw.index(b"total_minor") + 13)
    assert (verdict.damaged_type, verdict.receipt_no) == ("SaleCompleted", "T1-A000003")
    assert "(SaleCompleted) of receipt T1-A000003 is damaged" in verdict.sentence


def test_no_changed_byte_anywhere_passes_while_an_event_is_another(path: Path) -> None:
    content, written = path.read_bytes(), events_of(path)
    silent = 0
    for place in range(0, len(content), STRIDE):
        verdict = flipped(path, content, place)
        if verdict.reason:
            assert verdict.damaged_seq is None or 1 <= verdict.damaged_seq <= len(written) + 1
        else:
            assert events_of(path) == written, f"byte {place}"
            silent += 1
    # Most of the rest is room that no page uses, and tables that are no events.
    assert silent < len(content) // STRIDE


def test_a_snapshot_that_says_something_else_is_found(path: Path) -> None:
    db = sqlite3.connect(path)
    fake = "replace(CAST(state AS TEXT), '\"receipt_count\":6', '\"receipt_count\":5')"
    db.execute(f"UPDATE snapshots SET state = CAST({fake} AS BLOB)")
    db.commit()
    db.close()
    assert "the snapshot after it does not say what the events add up to" in verify_file(path).reason
