"""The journal's index of what events name: the sale whose goods came back, the Z number of a closed day.

Triggers in `schema.sql` keep it in the transaction of each event, whoever writes it. A journal that is older
than the index is filled from its newest event on: some at its opening, the rest in moments that are quiet.
What is not in it yet is walked through, so that an answer never depends on how far it has come. Core thread,
but for the look-ups, which any thread makes on a connection of its own.
"""

import sqlite3
from typing import Any

AT_OPENING = 50_000
A_MOMENT = 500
_KEY = "named_after"
_RETURNED, _CLOSED = b'"type":"ReturnLineAdded"', b'"type":"ShiftClosed"'
# One way through the events, for both kinds.
_FILL = """
    INSERT OR IGNORE INTO named
    SELECT kind, json_extract(text, '$.body.' || field) AS name, seq
    FROM (
        SELECT seq, CAST(raw AS TEXT) AS text,
            iif(instr(raw, :closed), 'closed', 'returned') AS kind,
            iif(instr(raw, :closed), 'z_no', 'original_sale_id') AS field
        FROM events WHERE seq > :low AND seq <= :upto AND (instr(raw, :closed) OR instr(raw, :returned))
    )
    WHERE name != ''
"""


def begin(db: sqlite3.Connection, head_seq: int) -> None:
    """Note, once in a journal's life, that the index holds for whatever comes after this event."""
    db.execute("INSERT OR IGNORE INTO meta VALUES (?, ?)", (_KEY, str(head_seq)))


def unnamed(db: sqlite3.Connection) -> int | None:
    """Events up to this seq are not in the index; 0: all are; None: the journal has no index yet."""
    row = db.execute("SELECT value FROM meta WHERE key = ?", (_KEY,)).fetchone()
    return int(row[0]) if row else None


def fill(db: sqlite3.Connection, events: int) -> int:
    """Take so many more events in, in one transaction; answers up to which seq they are still missing."""
    after = unnamed(db) or 0
    if not after:
        return 0
    low = max(0, after - events)
    db.execute("BEGIN IMMEDIATE")
    try:
        db.execute(_FILL, {"low": low, "upto": after, "closed": _CLOSED, "returned": _RETURNED})
        db.execute("UPDATE meta SET value = ? WHERE key = ?", (str(low), _KEY))
        db.execute("COMMIT")
    except sqlite3.Error:
        db.rollback()
        raise
    return low


def sales_naming(db: sqlite3.Connection, sale_id: str) -> list[str]:
    """Sales in which goods of this one came back, in the order of the journal."""
    rows: list[tuple[Any, ...]] = []
    upto = unnamed(db)
    if upto != 0:  # nothing comes back before it was sold
        sold = db.execute("SELECT min(seq) FROM events WHERE sale_id = ?", (sale_id,)).fetchone()[0] or 0
        walked = db.execute(
            "SELECT sale_id FROM events WHERE seq > ? AND seq <= ? AND instr(raw, ?) AND instr(raw, ?) "
            "ORDER BY seq",
            (sold, _end(upto), _RETURNED, f'"original_sale_id":"{sale_id}"'.encode()),
        )
        rows += walked.fetchall()
    if upto is not None:
        rows += db.execute(
            "SELECT sale_id FROM named JOIN events USING (seq) "
            "WHERE kind = 'returned' AND name = ? ORDER BY seq",
            (sale_id,),
        ).fetchall()
    return [found for found in dict.fromkeys(row[0] for row in rows) if found != sale_id]


def closings(db: sqlite3.Connection, z_no: int) -> list[bytes]:
    """Events that may be the closing of that Z number."""
    upto = unnamed(db)
    if upto is not None:
        rows = db.execute(
            "SELECT raw FROM named JOIN events USING (seq) WHERE kind = 'closed' AND name = ? ORDER BY seq",
            (str(z_no),),
        ).fetchall()
        if rows or not upto:
            return [row[0] for row in rows]
    walked = db.execute(
        "SELECT raw FROM events WHERE seq <= ? AND instr(raw, ?) AND instr(raw, ?) ORDER BY seq",
        (_end(upto), _CLOSED, f'"z_no":{z_no}'.encode()),
    )
    return [row[0] for row in walked.fetchall()]


def closed_after(db: sqlite3.Connection, seq: int) -> bool:
    """Whether a day was closed after an event."""
    upto = unnamed(db)
    if upto is not None:
        found = db.execute("SELECT 1 FROM named WHERE kind = 'closed' AND seq > ? LIMIT 1", (seq,))
        if found.fetchone() is not None:
            return True
    walked = db.execute(
        "SELECT 1 FROM events WHERE seq > ? AND seq <= ? AND instr(raw, ?) LIMIT 1",
        (seq, _end(upto), _CLOSED),
    )
    return walked.fetchone() is not None


def misfit(db: sqlite3.Connection, named: dict[int, tuple[str, str]], last_seq: int) -> int | None:
    """The first event up to last_seq of which the index says another thing than it names; None: it fits.

    A till may be writing meanwhile: how far it is filled is read before it, the journal's end after it.
    """
    upto = unnamed(db)
    if upto is None:
        return None
    rows = {seq: (kind, name) for kind, name, seq in db.execute("SELECT kind, name, seq FROM named")}
    head = db.execute("SELECT max(seq) FROM events").fetchone()[0] or 0
    wrong = [
        seq for seq, found in rows.items() if (seq <= last_seq and named.get(seq) != found) or seq > head
    ]
    missing = [seq for seq in named if seq > upto and seq not in rows]
    return min((*wrong, *missing), default=None)


def _end(upto: int | None) -> int:
    return 2**62 if upto is None else upto
