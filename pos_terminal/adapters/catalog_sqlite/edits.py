"""Articles that were made or changed one by one, in a file of their own beside the article file.

Fulfils `services.article_port.ArticleFile`; for the articles thread. The file has the form of the article
file, and what is owed to the centre beside it; each change is one durable transaction, for which readers
(layers.py) never wait. An import marks the changes that were there when it began. When its list is in place,
it drops those of them whose article the list names: the newest word holds, and what came meanwhile is kept.
"""

import logging
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from pos_terminal.adapters.catalog_sqlite.build import code_words, place_of
from pos_terminal.adapters.catalog_sqlite.folding import index_text
from pos_terminal.adapters.catalog_sqlite.layers import Articles, edits_path
from pos_terminal.adapters.catalog_sqlite.packs import BARCODE_SEPARATOR, joined
from pos_terminal.adapters.catalog_sqlite.schema import (
    APPLICATION_ID,
    PRODUCT_COLUMNS,
    SCHEMA_VERSION,
    TABLES,
    check_form,
    product_of,
)
from pos_terminal.domain.barcodes import BadCode, catalogue_key
from pos_terminal.domain.catalog import Product
from pos_terminal.errors import BadInput, StorageUnavailable
from pos_terminal.services.article_port import Change, Changes, Mark, Owed

log = logging.getLogger("pos.articles")

_LOCKED_S = 5.0
# edit.id is the article's number in its place; import_id: of the import that found it there, else empty.
_OWN_TABLES = """
CREATE TABLE edit (id INTEGER PRIMARY KEY, product_id TEXT NOT NULL UNIQUE, import_id TEXT NOT NULL);
CREATE TABLE owed (product_id TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE mark (at TEXT NOT NULL, product_id TEXT NOT NULL);
INSERT INTO mark VALUES ('', '');
CREATE UNIQUE INDEX product_by_id ON product (product_id);
CREATE INDEX code_by_product ON code (product);
CREATE VIRTUAL TABLE word_index USING fts5(
    tokens, detail=none, columnsize=0, tokenize='ascii', prefix='1 2 3'
);
CREATE VIRTUAL TABLE code_index USING fts5(tokens, detail=none, columnsize=0, tokenize='trigram');
"""
_OWED = f"""
SELECT {PRODUCT_COLUMNS}, o.at FROM owed AS o JOIN product AS p ON p.product_id = o.product_id
JOIN kind AS k ON k.id = p.kind ORDER BY o.at, o.product_id
"""
_KIND = (
    "tax_class = ? AND category = ? AND unit = ? AND stock_policy = ? AND minimum_age = ?"
    " AND tracked = ? AND active = ? AND deposit_id = ?"
)


class EditedArticles:
    """The changes to the article file at a path; need not exist yet, nor the article file."""

    def __init__(self, catalogue_path: Path) -> None:
        self._path = edits_path(catalogue_path)
        self._seen = Articles(catalogue_path, cache_kib=1024)
        self._connection: sqlite3.Connection | None = None

    def save(self, product: Product, owed_since: str = "") -> None:
        """Write one article; seen with the next question. owed_since: UTC ISO 8601, empty: not owed."""
        keys = _keys(product)
        with self._writing() as connection:
            _write(connection, product, keys)
            if owed_since:
                row = (product.product_id, owed_since)
                connection.execute("INSERT OR REPLACE INTO owed VALUES (?, ?)", row)

    def take(self, changes: Changes) -> tuple[Product, ...]:
        """Write what the centre has otherwise than here, and its mark; answers what was new."""
        taken = []
        with self._writing() as connection:
            for change in changes.articles:
                product = self._news(connection, change)
                if product is not None:
                    try:
                        _write(connection, product, _keys(product))
                    except BadInput as error:
                        log.info("article_not_taken product=%s reason=%s", product.product_id, error)
                    else:
                        taken.append(product)
            mark = (changes.mark.at, changes.mark.product_id)
            connection.execute("UPDATE mark SET at = ?, product_id = ?", mark)
        return tuple(taken)

    def owed(self) -> tuple[Owed, ...]:
        """What the centre was not told yet, oldest first."""
        if not self._path.exists():
            return ()
        with self._asking() as connection:
            rows = connection.execute(_OWED).fetchall()
        return tuple(Owed(product_of(row[:-1]), row[-1]) for row in rows)

    def told(self, owed: Owed, instead: Change | None = None) -> None:
        """The centre knows, or has something newer instead. An article saved again since stays owed."""
        with self._writing() as connection:
            row = (owed.product.product_id, owed.at)
            ended = connection.execute("DELETE FROM owed WHERE product_id = ? AND at = ?", row)
            if instead is not None and ended.rowcount:
                product = instead.over(owed.product)
                _write(connection, product, _keys(product))

    def mark(self) -> Mark:
        """How far the centre's changes were read."""
        if not self._path.exists():
            return Mark()
        with self._asking() as connection:
            return Mark(*connection.execute("SELECT at, product_id FROM mark").fetchone())

    def close(self) -> None:
        """Close the files."""
        self._seen.close()
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _news(self, connection: sqlite3.Connection, change: Change) -> Product | None:
        """The article as it is to be; None where it is so, or the centre is owed another change of it."""
        product_id = change.product.product_id
        if connection.execute("SELECT 1 FROM owed WHERE product_id = ?", (product_id,)).fetchone():
            return None
        rows = self._seen.by_id(product_id)
        here = product_of(rows[0]) if rows else None
        product = change.over(here)
        return None if product == here else product

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One durable transaction."""
        with self._asking() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _asking(self) -> Iterator[sqlite3.Connection]:
        """The file open; raises StorageUnavailable."""
        try:
            if self._connection is None:
                self._connection = _open(self._path)
                _drop_listed(self._connection, self._seen)
            yield self._connection
        except (OSError, sqlite3.Error) as error:
            self.close()
            raise StorageUnavailable(
                f"The changed articles cannot be kept in {self._path} ({error}): see that the disk has room"
                " and the folder belongs to the till's user. Nothing was changed."
            ) from error


def import_begins(catalogue_path: Path, import_id: str) -> None:
    """An import reads its list from now on: mark the changes that are older. Raises sqlite3.Error."""
    _with_edits(catalogue_path, lambda edits: edits.execute("UPDATE edit SET import_id = ?", (import_id,)))


def import_ends(catalogue_path: Path) -> None:
    """A new list is in place: drop the changes that it takes over. Raises sqlite3.Error."""
    with closing(Articles(catalogue_path, cache_kib=1024)) as seen:
        _with_edits(catalogue_path, lambda edits: _drop_listed(edits, seen))


def _with_edits(catalogue_path: Path, act: Callable[[sqlite3.Connection], object]) -> None:
    path = edits_path(catalogue_path)
    if path.exists():
        with closing(_open(path)) as connection:
            act(connection)


def _open(path: Path) -> sqlite3.Connection:
    """A connection that writes; the file is made whole before it has its name."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        making = path.with_name(path.name + ".new")
        making.unlink(missing_ok=True)
        with closing(sqlite3.connect(making, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(TABLES + _OWN_TABLES)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        os.replace(making, path)
    connection = sqlite3.connect(path, isolation_level=None, timeout=_LOCKED_S, check_same_thread=False)
    try:
        check_form(connection)
        connection.execute("PRAGMA synchronous = FULL")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _drop_listed(edits: sqlite3.Connection, seen: Articles) -> None:
    """Drop what was changed before the import of the list that is in place, where that list names it."""
    for (import_id,) in seen.listed.rows("SELECT import_id FROM about WHERE import_id != ''", ()):
        older = edits.execute("SELECT product_id FROM edit WHERE import_id = ?", (import_id,)).fetchall()
        for (product_id,) in older:
            if seen.listed.rows("SELECT 1 FROM product WHERE product_id = ?", (product_id,)):
                edits.execute("BEGIN IMMEDIATE")
                # Not if it was changed again in this moment.
                row = (product_id, import_id)
                found = edits.execute("SELECT 1 FROM edit WHERE product_id = ? AND import_id = ?", row)
                if found.fetchone():
                    _remove(edits, product_id)
                    edits.execute("DELETE FROM owed WHERE product_id = ?", (product_id,))
                edits.execute("COMMIT")


def _keys(product: Product) -> tuple[str, ...]:
    """The keys of its codes, each once. Raises BadInput."""
    keys: dict[str, None] = {}
    for code_text in (*product.barcodes, *(code for code, _ in product.packs)):
        kept = catalogue_key(code_text)
        if isinstance(kept, BadCode) or BARCODE_SEPARATOR in code_text:
            raise BadInput(f"The code {code_text!r} of {product.name} cannot be kept: give it another one.")
        keys[kept.key] = None
    return tuple(keys)


def _write(edits: sqlite3.Connection, product: Product, keys: tuple[str, ...]) -> None:
    """One article in place of what was there, in a transaction of the caller's."""
    _remove(edits, product.product_id)
    edited = edits.execute(
        "INSERT INTO edit (product_id, import_id) VALUES (?, '') RETURNING id", (product.product_id,)
    )
    number = edited.fetchone()[0]
    words = index_text(product.name)
    row_id = place_of(words, number)
    barcodes = joined(product.barcodes, product.packs)
    edits.execute(
        "INSERT INTO product VALUES (?, ?, ?, ?, ?, ?)",
        (row_id, product.product_id, product.name, product.price_minor, _kind_of(edits, product), barcodes),
    )
    edits.executemany("INSERT INTO code VALUES (?, ?)", [(key, row_id) for key in keys])
    if product.active:
        words += code_words(product.barcodes)
        edits.execute("INSERT INTO word_index(rowid, tokens) VALUES (?, ?)", (row_id, words))
        edits.execute("INSERT INTO code_index(rowid, tokens) VALUES (?, ?)", (row_id, barcodes))


def _remove(edits: sqlite3.Connection, product_id: str) -> None:
    found = edits.execute("SELECT id FROM product WHERE product_id = ?", (product_id,)).fetchone()
    if found is None:
        return
    for statement in (
        "DELETE FROM code WHERE product = ?",
        "DELETE FROM word_index WHERE rowid = ?",
        "DELETE FROM code_index WHERE rowid = ?",
        "DELETE FROM product WHERE id = ?",
    ):
        edits.execute(statement, found)
    edits.execute("DELETE FROM edit WHERE product_id = ?", (product_id,))


def _kind_of(edits: sqlite3.Connection, product: Product) -> int:
    """The row of what it has in common with others."""
    kind = (
        product.tax_class,
        product.category,
        product.unit,
        product.stock_policy,
        product.minimum_age,
        product.tracked,
        product.active,
        product.deposit_id,
    )
    known = edits.execute(f"SELECT id FROM kind WHERE {_KIND}", kind).fetchone()
    if known is not None:
        return int(known[0])
    made = edits.execute(f"INSERT INTO kind VALUES (NULL{', ?' * len(kind)})", kind)
    return int(made.lastrowid or 0)
