"""The listed articles with the changed ones laid over them, as one. An object for each thread that reads.

The list is a file that is replaced whole and never written; the changes are a file that is written in place
and seen with the next question. A changed article hides the listed one of its id. Nothing here writes.
"""

import os
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from pos_terminal.adapters.catalog_sqlite.schema import PRODUCT_COLUMNS, Row, check_form, open_to_read
from pos_terminal.errors import StorageUnavailable

_EDITS_CACHE_KIB = 2048
_LOCKED_S = 0.5
_BY_CODE = f"""
SELECT {PRODUCT_COLUMNS} FROM code AS c JOIN product AS p ON p.id = c.product JOIN kind AS k ON k.id = p.kind
WHERE c.key = ? ORDER BY p.id
"""
_BY_ID = f"SELECT {PRODUCT_COLUMNS} FROM product AS p JOIN kind AS k ON k.id = p.kind WHERE p.product_id = ?"


def edits_path(catalogue_path: Path) -> Path:
    """Where the changes to an article file stand."""
    return catalogue_path.with_suffix(".edits.sqlite")


class Replica:
    """The file at a path, whichever it is at the moment. No file at all answers like an empty one.

    replaced: it is never written in place, so that another time stamp means another file.
    """

    def __init__(
        self, path: Path, open_file: Callable[[Path], sqlite3.Connection], remedy: str, *, replaced: bool
    ) -> None:
        self._path = path
        self._open_file = open_file
        self._remedy = remedy
        self._replaced = replaced
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
                f"The article file {self._path} cannot be read ({error}): {self._remedy}"
                " The open sale is kept."
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
        identity = (status.st_dev, status.st_ino, status.st_mtime_ns if self._replaced else 0)
        if identity != self._identity:
            self.close()
            self._connection = self._open_file(self._path)
            self._identity = identity
        return self._connection


class Articles:
    """What both files say. The changes are asked first: an import drops them when its list is in place."""

    def __init__(self, path: Path, cache_kib: int) -> None:
        self.edited = Replica(
            edits_path(path),
            _open_edits,
            "move it away; changed prices are then to be entered again.",
            replaced=False,
        )
        self.listed = Replica(
            path,
            lambda found: open_to_read(found, cache_kib),
            "import the articles again with 'pos-terminal catalog import FILE'.",
            replaced=True,
        )

    def by_key(self, key: str) -> list[Row]:
        """PRODUCT_COLUMNS of all articles, active or not, that have a key."""
        edited = self.edited.rows(_BY_CODE, (key,))
        return edited + self.visible(self.listed.rows(_BY_CODE, (key,)), 0)

    def by_id(self, product_id: str) -> list[Row]:
        """PRODUCT_COLUMNS of one article."""
        return self.edited.rows(_BY_ID, (product_id,)) or self.listed.rows(_BY_ID, (product_id,))

    def visible(self, listed: list[Row], id_at: int) -> list[Row]:
        """Those rows of the list that no change hides. id_at: where in a row the product id stands."""
        if not listed:
            return listed
        ids = [row[id_at] for row in listed]
        marks = ",".join("?" * len(ids))
        hidden = self.edited.rows(f"SELECT product_id FROM product WHERE product_id IN ({marks})", ids)
        gone = {row[0] for row in hidden}
        return [row for row in listed if row[id_at] not in gone] if gone else listed

    def close(self) -> None:
        """Close both files."""
        self.edited.close()
        self.listed.close()


def _open_edits(path: Path) -> sqlite3.Connection:
    """A connection that reads beside the writer; a read-only one could not after a crash of the writer."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        isolation_level=None,
        timeout=_LOCKED_S,
        check_same_thread=False,
    )
    try:
        check_form(connection)
        connection.execute(f"PRAGMA cache_size = -{_EDITS_CACHE_KIB}")
        connection.execute("PRAGMA query_only = 1")
    except sqlite3.Error:
        connection.close()
        raise
    return connection
