"""Barcode lookup and search per keystroke in the big catalogue, beside bare SQLite on the same file."""

import random
import sqlite3
import time
from collections.abc import Iterator

from bench import catalogue
from bench.figures import Measured
from bench.stage import Stage
from pos_terminal.adapters.catalog_sqlite.replica import SqliteCatalogue
from pos_terminal.adapters.catalog_sqlite.search import SqliteSearch

SEARCHES = 150


def measure(stage: Stage) -> Iterator[Measured]:
    """Times in this process: the catalogue has no thread of its own."""
    replica = SqliteCatalogue(stage.imported)
    codes = [random.Random(1).choice(stage.codes) for _ in range(stage.count(20_000, 2_000))]
    samples = _ms(catalogue.lookup_ns(replica, codes))
    replica.close()
    yield Measured("barcode_lookup", "ms", samples, _bare_lookup(stage), "bare SQLite by primary key")
    articles = catalogue.read_list(stage.catalogue_csv)
    chosen = random.Random(2).sample(articles, stage.count(SEARCHES, 100))
    texts = catalogue.rarest_words(articles, chosen)
    search = SqliteSearch(stage.imported)
    found = _ms(catalogue.keystroke_ns(search, texts))
    search.close()
    yield Measured(
        "search_per_keystroke", "ms", found, _bare_search(stage, texts), "bare FTS5, first 8 rows unranked"
    )


def _ms(nanoseconds: list[int]) -> list[float]:
    return [sample / 1e6 for sample in nanoseconds]


def _bare_lookup(stage: Stage) -> list[float]:
    database = sqlite3.connect(f"{stage.imported.as_uri()}?mode=ro&immutable=1", uri=True)
    keys = [f"{code_text:0>14}" for code_text in stage.codes[:1_000]]
    samples = []
    for key in keys:
        began = time.perf_counter_ns()
        database.execute("SELECT product FROM code WHERE key = ?", (key,)).fetchall()
        samples.append(time.perf_counter_ns() - began)
    database.close()
    return _ms(samples)


def _bare_search(stage: Stage, texts: list[str]) -> list[float]:
    database = sqlite3.connect(f"{stage.imported.as_uri()}?mode=ro&immutable=1", uri=True)
    samples = []
    for text in texts:
        for end in range(1, len(text) + 1):
            words = [f'"{word}"' for word in text[:end].replace('"', "").split()]
            began = time.perf_counter_ns()
            database.execute(
                "SELECT rowid FROM word_index WHERE word_index MATCH ? LIMIT 8", (" ".join(words) + "*",)
            ).fetchall()
            samples.append(time.perf_counter_ns() - began)
    database.close()
    return _ms(samples)
