-- The journal of one till. `events` is append-only; everything else can be rebuilt from it.
CREATE TABLE IF NOT EXISTS meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS events (
    seq INTEGER PRIMARY KEY,
    raw BLOB NOT NULL CHECK (typeof(raw) = 'blob'), -- canonical bytes, RFC 8785
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL,       -- SHA-256(prev_hash bytes || raw), lower-case hex
    sale_id TEXT,             -- index only; the truth is in raw
    receipt_no TEXT           -- set where the event completed a sale; index only
);
CREATE INDEX IF NOT EXISTS events_of_sale ON events (sale_id, seq) WHERE sale_id IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS receipts ON events (receipt_no) WHERE receipt_no IS NOT NULL;

CREATE TRIGGER IF NOT EXISTS events_are_never_changed BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER IF NOT EXISTS events_are_never_deleted BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;

-- Which event names what: the sale whose goods came back, the Z number of a closed day. An index only, kept in the
-- transaction of its event by whoever writes it. Of a journal that is older than it, the events up to `named_after`
-- (in meta) are not in it yet: journal/naming.py.
CREATE TABLE IF NOT EXISTS named (
    kind TEXT NOT NULL,       -- 'returned' or 'closed'
    name TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (kind, name, seq)
) WITHOUT ROWID;

CREATE TRIGGER IF NOT EXISTS returns_are_named AFTER INSERT ON events
WHEN instr(new.raw, x'2274797065223a2252657475726e4c696e65416464656422') -- "type":"ReturnLineAdded"
BEGIN
    INSERT OR IGNORE INTO named SELECT 'returned', value, new.seq
    FROM json_each(CAST(new.raw AS TEXT), '$.body.original_sale_id') WHERE value != '';
END;
CREATE TRIGGER IF NOT EXISTS closed_days_are_named AFTER INSERT ON events
WHEN instr(new.raw, x'2274797065223a225368696674436c6f73656422') -- "type":"ShiftClosed"
BEGIN
    INSERT OR IGNORE INTO named VALUES ('closed', json_extract(CAST(new.raw AS TEXT), '$.body.z_no'), new.seq);
END;

-- Outward work that is still owed. A row goes in the transaction of its answering event.
CREATE TABLE IF NOT EXISTS jobs (
    job_id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE, -- what it is about: a newer job takes the place of an older one
    seq INTEGER NOT NULL,     -- the event that caused it
    kind TEXT NOT NULL,
    body BLOB NOT NULL,
    waiting INTEGER NOT NULL DEFAULT 0, -- 1: certainly not begun
    written_at_ms INTEGER NOT NULL
);

-- Personal data, kept out of the chain so that it can be erased.
CREATE TABLE IF NOT EXISTS personal (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    text TEXT NOT NULL
) WITHOUT ROWID;

-- A cache of the folded state; never the truth.
CREATE TABLE IF NOT EXISTS snapshots (
    seq INTEGER PRIMARY KEY,
    hash TEXT NOT NULL,
    version INTEGER NOT NULL,
    state BLOB NOT NULL
);
