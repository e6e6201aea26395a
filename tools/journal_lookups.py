"""How long a look-up in a large journal takes, by the index and by a walk: `python -m tools.journal_lookups`.

It writes a journal of so many events (200,000) into a temporary folder, asks for returns of a sale and for a
closed day both ways, and says what the index costs: at each entry, and at the first opening of a journal that
is older than it. Nothing is kept.
"""

import argparse
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from pos_terminal.domain import day_events as d
from pos_terminal.domain import events as e
from pos_terminal.domain.figures import ShiftFigures
from pos_terminal.domain.records import Entry, Writing
from pos_terminal.journal import naming
from pos_terminal.journal.sqlite_journal import SqliteJournal

LINES = 10
RETURN_EVERY = 20
SALES_A_DAY = 150
AT = "2026-03-03T14:05:00.000+00:00"
ASKED = 20
NO_INDEX = (
    "DROP TRIGGER returns_are_named",
    "DROP TRIGGER closed_days_are_named",
    "DROP TABLE named",
    "DELETE FROM meta WHERE key = 'named_after'",
)
WALK_RETURNS = "SELECT DISTINCT sale_id FROM events WHERE instr(raw, ?) AND sale_id != ?"
WALK_CLOSED = "SELECT raw FROM events WHERE instr(raw, ?) ORDER BY seq"


def day(first_sale: int, z_no: int) -> Iterator[e.Event]:
    """A shift with its sales; some take goods of the sale before back."""
    yield e.ShiftOpened(f"shift-{z_no}", "2026-03-03", "ann")
    for number in range(first_sale, first_sale + SALES_A_DAY):
        yield from sale(number)
    figures = ShiftFigures(f"shift-{z_no}", "2026-03-03", "ann", AT)
    yield d.ShiftClosed(f"shift-{z_no}", z_no, "ann", 0, 0, (), figures, AT)


def sale(number: int) -> Iterator[e.Event]:
    """A receipt of ten lines."""
    sale_id = f"sale-{number:07d}"
    yield e.SaleStarted(sale_id, "2026-03-03", "ann", "EUR", 2, True, "line", 0)
    for line in range(LINES):
        row = f"{sale_id}-{line}"
        name, code = f"Article number {line} of the shop", f"95200000{line:05d}"
        yield e.LineAdded(
            sale_id, row, row, f"p-{line}", code, name, "each", 1000, 119, "B", 700, "warn", True, 0, "scan"
        )
    if number % RETURN_EVERY == 0 and number:
        yield back(sale_id, f"sale-{number - 1:07d}")
    yield e.TenderTaken(sale_id, f"{sale_id}-t", "cash", 1190, 1190, 0, 0, "")
    yield e.SaleCompleted(sale_id, f"T1-A{number:06d}", 1190, 0, 0, (), AT, "ann")


def back(sale_id: str, original: str) -> e.Event:
    """One piece of another sale."""
    refund = (d.RefundPart("cash", "", 119),)
    return d.ReturnLineAdded(
        sale_id=sale_id,
        line_id=f"{sale_id}-back",
        hold_id=f"{sale_id}-back",
        op_id=f"{sale_id}-op",
        authority="till",
        original_sale_id=original,
        original_line_id=f"{original}-0",
        original_receipt_no="T1-A000000",
        product_id="p-0",
        code_text="9520000000000",
        name="Article number 0 of the shop",
        unit="each",
        milli=-1000,
        unit_price_minor=119,
        amount_minor=-119,
        tax_minor=-8,
        tax_class="B",
        rate_bp=700,
        tracked=True,
        restock=True,
        reason="defective",
        refunds=refund,
    )


def write(journal: SqliteJournal, events: int) -> int:
    """Whole days until there are so many events; answers how many days that were."""
    written = z_no = 0
    while written < events:
        entries = tuple(Entry(event, ()) for event in day(z_no * SALES_A_DAY, z_no + 1))
        journal.append(Writing(entries, AT, 0, False, (), (), ()))
        written, z_no = written + len(entries), z_no + 1
    return z_no


def timed_ms(call: Callable[[], object]) -> float:
    """The median of a few."""
    took = []
    for _ in range(ASKED):
        began = time.perf_counter()
        call()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def main() -> int:
    """Write, ask, and say."""
    parser = argparse.ArgumentParser(description="What look-ups in a large journal take.")
    parser.add_argument("--events", type=int, default=200_000)
    wanted: int = parser.parse_args().events
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.sqlite"
        journal = SqliteJournal(path, "T1", lambda: "journal")
        days = write(journal, wanted)
        head = journal.load()[1].seq
        journal.housekeep(quiet=True)
        early, late = RETURN_EVERY - 1, (days * SALES_A_DAY // RETURN_EVERY - 1) * RETURN_EVERY - 1
        print(f"{head:,} events, {days} days, {path.stat().st_size / 1e6:.0f} MB; medians of {ASKED}, in ms")
        print(f"{'':34}{'walk':>10}{'index':>10}")
        for name, number in (("returns of an early sale", early), ("returns of a late sale", late)):
            sale_id = f"sale-{number:07d}"
            assert journal.returns_of(sale_id)
            row(name, walk_returns(path, sale_id), partial(journal.returns_of, sale_id))
        for name, z_no in (("the first closed day", 1), ("the last closed day", days)):
            assert journal.closed_shift(z_no) is not None
            row(name, walk_closed(path), partial(journal.closed_shift, z_no))
        journal.close()
        costs(path)
    return 0


def row(name: str, walk: Callable[[], object], index: Callable[[], object]) -> None:
    """One line of the table."""
    print(f"{name:34}{timed_ms(walk):>10.2f}{timed_ms(index):>10.3f}")


def walk_returns(path: Path, sale_id: str) -> Callable[[], object]:
    """As it was asked before there was an index."""
    db = sqlite3.connect(path)
    wanted = (f'"original_sale_id":"{sale_id}"'.encode(), sale_id)
    return lambda: db.execute(WALK_RETURNS, wanted).fetchall()


def walk_closed(path: Path) -> Callable[[], object]:
    """The same for a closed day."""
    db = sqlite3.connect(path)
    return lambda: db.execute(WALK_CLOSED, (b'"type":"ShiftClosed"',)).fetchall()


def costs(path: Path) -> None:
    """What the index takes: an entry with it and without, and the first opening of an older journal."""
    with_index = entry_us(path)
    with closing(sqlite3.connect(path)) as db:
        for statement in NO_INDEX:
            db.execute(statement)
        db.commit()
    without = entry_us(path)
    print(f"an event into the file: {with_index:.1f} µs with the index, {without:.1f} µs without")
    began = time.perf_counter()
    old = SqliteJournal(path, "T1", lambda: "journal")
    opened_ms, moments = (time.perf_counter() - began) * 1000, []
    print(f"first opening of that journal as an old one: {opened_ms:.0f} ms ({naming.AT_OPENING:,} events)")
    assert old.returns_of(f"sale-{RETURN_EVERY - 1:07d}")  # walked where the index has not come yet
    while naming.unnamed(old._db):
        began = time.perf_counter()
        old.name_more()
        moments.append((time.perf_counter() - began) * 1000)
    told = f"median {statistics.median(moments):.1f} ms, worst {max(moments):.1f} ms" if moments else "none"
    print(f"the rest in quiet moments of {naming.A_MOMENT:,} events: {len(moments)}, {told}")
    assert old.returns_of(f"sale-{RETURN_EVERY - 1:07d}")
    old.close()


def entry_us(path: Path) -> float:
    """One event's INSERT, of a day's events in one transaction that is thrown away."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        head = db.execute("SELECT max(seq) FROM events").fetchone()[0]
        some = db.execute(
            "SELECT raw, prev_hash, hash, sale_id FROM events ORDER BY seq LIMIT 2000"
        ).fetchall()
        took = []
        for _ in range(ASKED):
            db.execute("BEGIN")
            began = time.perf_counter()
            for number, values in enumerate(some, head + 1):
                db.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?, NULL)", (number, *values))
            took.append((time.perf_counter() - began) / len(some) * 1e6)
            db.execute("ROLLBACK")
        return statistics.median(took)


if __name__ == "__main__":
    sys.exit(main())
