"""Import of the big catalogue by the program's own command while the till sells: how long, and how quick
scans stay.
"""

import csv
import itertools
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Measured
from bench.painting import LINES_A_SALE, scans
from bench.stage import Stage, till_on
from tools.baskets import open_text
from tools.till_process import TillProcess

BARE_BATCH = 10_000


def measure(stage: Stage) -> Iterator[Measured]:
    """Imports again and again until there are scans enough."""
    wanted = stage.count(1_000, 100)
    seconds: list[float] = []
    times: list[float] = []
    bare = [bare_import_s(stage.catalogue_csv, stage.folder / "bare.sqlite")]
    with till_on(stage, "import_while_selling") as till:
        quiet = scans(till, stage.codes, stage.count(200, 40), LINES_A_SALE)
        while len(times) < wanted:
            worker = threading.Thread(target=lambda: seconds.append(_import_s(till.rig.till, stage)))
            worker.start()
            while worker.is_alive():
                times += scans(till, stage.codes, LINES_A_SALE, LINES_A_SALE)
            worker.join()
    yield Measured("import_of_808096_articles", "s", seconds, bare, "bare csv and SQLite: table, key, FTS5")
    yield Measured("scan_to_paint_while_importing", "ms", times, quiet, "the same till without an import")


def bare_import_s(source: Path, target: Path) -> float:
    """What the bare libraries take for the same list."""
    began_ns = time.monotonic_ns()
    database = sqlite3.connect(target)
    database.execute("PRAGMA journal_mode = OFF")
    database.execute("PRAGMA synchronous = OFF")
    database.execute("CREATE TABLE product (id INTEGER PRIMARY KEY, code TEXT, name TEXT)")
    database.execute("CREATE VIRTUAL TABLE words USING fts5(name, content='', detail=none, columnsize=0)")
    reader = csv.DictReader(open_text(source))
    rows = ((number, row["gtin"], row["name"]) for number, row in enumerate(reader))
    while part := list(itertools.islice(rows, BARE_BATCH)):
        database.executemany("INSERT INTO product VALUES (?, ?, ?)", part)
        words = [(number, name) for number, _, name in part]
        database.executemany("INSERT INTO words (rowid, name) VALUES (?, ?)", words)
    database.execute("CREATE INDEX by_code ON product (code)")
    database.commit()
    database.close()
    target.unlink()
    return (time.monotonic_ns() - began_ns) / 1e9


def _import_s(till: TillProcess, stage: Stage) -> float:
    began_ns = time.monotonic_ns()
    till.command_line("catalog", "import", str(stage.catalogue_csv), "--price-rule", "gtin")
    return (time.monotonic_ns() - began_ns) / 1e9
