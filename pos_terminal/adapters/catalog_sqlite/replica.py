"""Looking up articles by code and id in the local replica: no network, no locks, no waiting.

Each object belongs to one thread (the core thread has its own) and opens the file when it is first asked.
It must not write. A new file at its path, put there by an import, is opened at the next question.
"""

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from pos_terminal.adapters.catalog_sqlite.schema import PRODUCT_COLUMNS, Row, open_to_read, product_of
from pos_terminal.domain.catalog import Product
from pos_terminal.errors import StorageUnavailable

_BY_CODE = f"""
SELECT {PRODUCT_COLUMNS} FROM code AS c JOIN product AS p ON p.id = c.product JOIN kind AS k ON k.id = p.kind
WHERE c.key = ? ORDER BY p.id
"""
_BY_ID = f"SELECT {PRODUCT_COLUMNS} FROM product AS p JOIN kind AS k ON k.id = p.kind WHERE p.product_id = ?"


class Replica:
    """The article file at a path, whichever it is at the moment. No file at all answers like an empty one."""

    def __init__(self, path: Path, cache_kib: int) -> None:
        self._path = path
        self._cache_kib = cache_kib
        self._connection: sqlite3.Connection | None = None
        self._identity: tuple[int, int, int] | None = None

    def rows(self, sql: str, parameters: Sequence[object]) -> list[Row]:
        """All rows of a query. Raises StorageUnavailable where the file cannot be read."""
        try:
            connection = self._current()
            return [] if connection is None else connection.execute(sql, parameters).fetchall()
        except sqlite3.Error as error:
            self.close()
            raise StorageUnavailable(
                f"The article file {self._path} cannot be read ({error}): import the articles again with"
                " 'pos-terminal catalog import FILE'. The open sale is kept."
            ) from error

    def close(self) -> None:
        """Close the file; the next question opens it again."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None
        self._identity = None

    def _current(self) -> sqlite3.Connection | None:
        try:
            status = os.stat(self._path)
        except FileNotFoundError:
            # Taken away under us: what is still open is better than nothing.
            return self._connection
        identity = (status.st_dev, status.st_ino, status.st_mtime_ns)
        if identity != self._identity:
            self.close()
            self._connection = open_to_read(self._path, self._cache_kib)
            self._identity = identity
        return self._connection


class SqliteCatalogue:
    """The `Catalogue` of services/ports.py."""

    def __init__(self, path: Path) -> None:
        # Small: the system keeps the file's pages anyway, and a till runs for months.
        self._replica = Replica(path, cache_kib=1024)

    def by_code(self, keys: Sequence[str]) -> tuple[Product, ...]:
        """The active articles that have the first of these keys that any article has."""
        for key in keys:
            rows = self._replica.rows(_BY_CODE, (key,))
            if rows:
                return tuple(product for product in map(product_of, rows) if product.active)
        return ()

    def by_id(self, product_id: str) -> Product | None:
        """One article, active or not."""
        rows = self._replica.rows(_BY_ID, (product_id,))
        return product_of(rows[0]) if rows else None

    def article_count(self) -> int:
        """How many articles there are; 0 where nothing was ever imported."""
        rows = self._replica.rows("SELECT articles FROM about", ())
        return sum(row[0] for row in rows)

    def close(self) -> None:
        """Close the file."""
        self._replica.close()
