"""Looking up articles by code and id in the local replica: no network, no waiting.

Each object belongs to one thread (the core thread has its own) and opens the files when it is first asked.
It must not write. A new file at its path, put there by an import, is opened at the next question.
"""

from collections.abc import Sequence
from pathlib import Path

from pos_terminal.adapters.catalog_sqlite.layers import Articles
from pos_terminal.adapters.catalog_sqlite.schema import product_of
from pos_terminal.domain.catalog import Product


class SqliteCatalogue:
    """The `Catalogue` of services/ports.py."""

    def __init__(self, path: Path) -> None:
        self._articles = Articles(path, cache_kib=4096)

    def by_code(self, keys: Sequence[str]) -> tuple[Product, ...]:
        """The active articles that have the first of these keys that any article has."""
        for key in keys:
            rows = self._articles.by_key(key)
            if rows:
                return tuple(product for product in map(product_of, rows) if product.active)
        return ()

    def by_id(self, product_id: str) -> Product | None:
        """One article, active or not."""
        rows = self._articles.by_id(product_id)
        return product_of(rows[0]) if rows else None

    def article_count(self) -> int:
        """How many articles there are; 0 where nothing was ever imported or written."""
        edited = self._articles.edited.rows("SELECT product_id FROM product", ())
        listed = "SELECT 1 FROM product WHERE product_id = ?"
        count = sum(not self._articles.listed.rows(listed, row) for row in edited)
        for (articles,) in self._articles.listed.rows("SELECT articles FROM about", ()):
            count += articles
        return count

    def close(self) -> None:
        """Close the files."""
        self._articles.close()
