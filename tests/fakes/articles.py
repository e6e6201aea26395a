"""The centre's articles in memory; passes the suite of the real ones."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from pos_terminal.domain.catalog import Product
from pos_terminal.errors import CentreUnavailable
from pos_terminal.services.article_port import Change, Changes, Mark

EPOCH = datetime(2026, 11, 24, tzinfo=UTC)


class FakeArticles:
    """Fulfils `services.article_port.ArticleCentre`; `down` makes it answer nothing, `broken` fail."""

    def __init__(self) -> None:
        self.down = False
        self.broken = False
        self.calls: list[str] = []
        self.rows: dict[str, tuple[str, Change]] = {}
        self._now = EPOCH

    def put(self, product: Product) -> None:
        self._answer("put")
        self._write(product)

    def put_late(self, product: Product, at: str) -> Change | None:
        self._answer("put_late")
        known = self.rows.get(product.product_id)
        if known is not None and known[0] > at:
            return known[1]
        self._write(product)
        return None

    def changed(self, after: Mark, limit: int) -> Changes:
        self._answer("changed")
        rows = sorted((at, product_id) for product_id, (at, _) in self.rows.items())
        key = (after.at, after.product_id)
        found = [row for row in rows if (row > key if after.product_id else row[0] >= after.at)][:limit]
        changes = tuple(self.rows[product_id][1] for _, product_id in found)
        if len(found) == limit:
            return Changes(changes, Mark(*found[-1]), more=True)
        return Changes(changes, Mark(self.now()), more=False)

    def close(self) -> None:
        self.calls.append("close")

    def now(self) -> str:
        """The server's time."""
        return self._now.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def tick(self) -> None:
        """A second passes there."""
        self._now += timedelta(seconds=1)

    def write_partly(self, product: Product, silent: tuple[str, ...]) -> None:
        """Another one writes a document that does not say everything."""
        self.tick()
        empty = Product(product.product_id, product.name, product.price_minor, product.tax_class)
        told = replace(product, **{name: getattr(empty, name) for name in silent})
        self.rows[product.product_id] = (self.now(), Change(told, silent))

    def _write(self, product: Product) -> None:
        self.tick()
        self.rows[product.product_id] = (self.now(), Change(product))

    def _answer(self, call: str) -> None:
        self.calls.append(call)
        if self.broken:
            raise ZeroDivisionError
        if self.down:
            raise CentreUnavailable("The central database is away.")
