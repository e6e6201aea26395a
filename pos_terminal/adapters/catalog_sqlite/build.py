"""The articles of a list, brought together, and the file made of them. For csv_import.py's process only."""

import hashlib
import os
import re
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from itertools import chain, compress, count, islice
from operator import itemgetter
from pathlib import Path

from pos_terminal.adapters.catalog_sqlite.folding import index_text
from pos_terminal.adapters.catalog_sqlite.packs import BARCODE_SEPARATOR
from pos_terminal.adapters.catalog_sqlite.rows import ArticleRow, Kind
from pos_terminal.adapters.catalog_sqlite.schema import (
    APPLICATION_ID,
    INDEXES,
    SCHEMA_VERSION,
    open_to_build,
)

Tell = Callable[[int], None]

_ROWS_A_STEP = 20_000
_INDEX_BITS = 28
_INDEX_MASK = (1 << _INDEX_BITS) - 1
_PRODUCT_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
# The index is kept in memory up to this size before a segment of it is written; by default there would be
# hundreds.
_INDEX_MEMORY_BYTES = 64 << 20


# An article as it will be written: order (short names first, then as listed; no two are equal), product id,
# name, price, kind, barcodes, words. A plain tuple, for there may be a million of them.
Entry = tuple[int, str, str, int, int, str, str]


class ArticleList:
    """The articles so far, each once however often and in whatever form its number stood in the list."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.kinds: dict[Kind, int] = {}
        self.merged = 0
        self._by_id: dict[str, int] = {}
        self._by_key: dict[str, int] = {}
        self._also: dict[tuple[str, int], None] = {}
        self._last_kind: Kind | None = None
        self._last_number = 0

    def add(self, row: ArticleRow) -> str:
        """Take one row in. Answers a reason for the report where it contradicts an earlier one."""
        given_id, name, price_minor, row_kind, codes, keys, _ = row
        product_id = given_id or _id_from(keys[0])
        index = self._known(given_id, product_id, keys)
        if index is not None:
            return self._merge(index, row)
        index = len(self.entries)
        if row_kind is not self._last_kind:
            self._last_kind, self._last_number = (
                row_kind,
                self.kinds.setdefault(row_kind, len(self.kinds) + 1),
            )
        words = index_text(name)
        order = place_of(words, index)
        barcodes = BARCODE_SEPARATOR.join(codes)
        if not barcodes.isdigit():
            words += code_words(codes)
        self.entries.append((order, product_id, name, price_minor, self._last_number, barcodes, words))
        if given_id:
            self._by_id[given_id] = index
        return "" if self._claim(keys, index) else "code_of_two_articles"

    def missing(self, product_ids: Iterable[str]) -> set[str]:
        """Those ids that no article has."""
        return set(product_ids) - {entry[1] for entry in self.entries}

    def codes(self) -> Iterable[tuple[str, int]]:
        """All keys with the index of their article."""
        return chain(self._by_key.items(), self._also)

    def _known(self, given_id: str, product_id: str, keys: tuple[str, ...]) -> int | None:
        """Where the article of a row stands already."""
        by_key = self._by_key
        if given_id:
            # An article that was listed without id has its first key for one.
            index = self._by_id.get(given_id, by_key.get(given_id))
            return index if index is not None and self.entries[index][1] == given_id else None
        for key in keys:
            if key in by_key:
                return by_key[key]
        return self._by_id.get(product_id) if self._by_id else None

    def _merge(self, index: int, row: ArticleRow) -> str:
        self.merged += 1
        fresh = []
        for key, code in zip(row.keys, row.codes, strict=True):
            owner = self._by_key.get(key)
            if owner is None:
                self._by_key[key] = index
                fresh.append(code)
            elif owner != index and row.product_id and (key, index) not in self._also:
                self._also[key, index] = None
                fresh.append(code)
        order, product_id, name, price_minor, kind, barcodes, words = self.entries[index]
        if fresh:
            barcodes = BARCODE_SEPARATOR.join((barcodes, *fresh))
            words += code_words(fresh)
            self.entries[index] = (order, product_id, name, price_minor, kind, barcodes, words)
        if price_minor != row.price_minor:
            return "other_price_first_kept"
        return "other_name_first_kept" if name != row.name else ""

    def _claim(self, keys: tuple[str, ...], index: int) -> bool:
        """Let the keys lead to a new article; False where one leads to another one already (then to both)."""
        alone = True
        for key in keys:
            if self._by_key.setdefault(key, index) != index:
                self._also[key, index] = None
                alone = False
        return alone


def write_file(path: Path, articles: ArticleList, import_id: str, tell: Tell) -> int:
    """Write a whole new article file to the disk; answers its number of codes. tell: permille so far."""
    entries = sorted(articles.entries, key=itemgetter(0))
    with path.open("ab") as file, closing(open_to_build(path)) as connection:
        filling = _Filling(connection, file.fileno(), tell)
        kinds = [(number, *kind) for kind, number in articles.kinds.items()]
        filling.insert(50, 60, f"INSERT INTO kind VALUES ({','.join('?' * 9)})", kinds, len(kinds))
        # Into an empty table without ids: they count from 1 on, in the order of insertion, as _row_ids has
        # it.
        products = map(itemgetter(1, 2, 3, 4, 5), entries)
        filling.insert(60, 350, "INSERT INTO product VALUES (NULL, ?, ?, ?, ?, ?)", products, len(entries))
        connection.execute("CREATE UNIQUE INDEX product_by_id ON product (product_id)")
        row_ids = _row_ids(entries)
        codes = sorted((key, row_ids[index]) for key, index in articles.codes())
        filling.insert(400, 500, "INSERT INTO code VALUES (?, ?)", codes, len(codes))
        connection.execute("INSERT INTO about VALUES (?, ?, ?)", (len(entries), len(codes), import_id))
        inactive = {number for kind, number in articles.kinds.items() if not kind.active}
        offered = [entry[4] not in inactive for entry in entries]
        filling.index(
            500,
            800,
            "word_index",
            compress(zip(count(1), map(itemgetter(6), entries)), offered),
            len(entries),
        )
        filling.index(
            800,
            980,
            "code_index",
            compress(zip(count(1), map(itemgetter(5), entries)), offered),
            len(entries),
        )
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    with path.open("ab") as file:
        os.fsync(file.fileno())
    return len(codes)


class _Filling:
    """Fills tables in steps, each written through to the disk at once.

    One flush of everything at the end would let the journal of a selling till wait behind it.
    """

    def __init__(self, connection: sqlite3.Connection, descriptor: int, tell: Tell) -> None:
        self._connection = connection
        self._descriptor = descriptor
        self._tell = tell

    def insert(self, first: int, last: int, sql: str, rows: Iterable[tuple[object, ...]], total: int) -> None:
        """Insert all rows in one transaction, telling from `first` to `last` permille."""
        remaining, done = iter(rows), 0
        self._connection.execute("BEGIN")
        while step := list(islice(remaining, _ROWS_A_STEP)):
            self._connection.executemany(sql, step)
            done += len(step)
            os.fsync(self._descriptor)
            self._tell(first + (last - first) * done // max(done, total))
        self._connection.execute("COMMIT")
        os.fsync(self._descriptor)

    def index(self, first: int, last: int, name: str, rows: Iterable[tuple[object, ...]], total: int) -> None:
        """Make a full-text index and fill it with (row id, text)."""
        self._connection.execute(INDEXES[name])
        for option, value in (("hashsize", _INDEX_MEMORY_BYTES), ("automerge", 0)):
            self._connection.execute(f"INSERT INTO {name}({name}, rank) VALUES (?, ?)", (option, value))
        self.insert(first, last, f"INSERT INTO {name}(rowid, tokens) VALUES (?, ?)", rows, total)
        self._connection.execute(f"INSERT INTO {name}({name}) VALUES ('optimize')")


def _row_ids(entries: list[Entry]) -> list[int]:
    """The row id of each article by its index in the list."""
    row_ids = [0] * len(entries)
    for row_id, entry in enumerate(entries, 1):
        row_ids[entry[0] & _INDEX_MASK] = row_id
    return row_ids


def place_of(name_words: str, number: int) -> int:
    """An article's place in the order of short names first. number: of the article, never twice."""
    return (name_words.count(" ") << 44) + (len(name_words) << _INDEX_BITS) + (number & _INDEX_MASK)


def code_words(codes: Iterable[str]) -> str:
    """What the word index keeps of codes with letters; digits are in the index of codes."""
    return "".join(" " + index_text(code) for code in codes if not code.isdigit())


def _id_from(key: str) -> str:
    """A product id that the stock counters take, for an article that came without one."""
    return key if _PRODUCT_ID.fullmatch(key) else "c-" + hashlib.sha256(key.encode()).hexdigest()[:24]
