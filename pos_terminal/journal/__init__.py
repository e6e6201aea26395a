"""The append-only, hash-chained journal and its work table, in one SQLite file."""
