"""The centre's articles over pymongo; fulfils `services.article_port.ArticleCentre`. The articles thread's.

A connection of its own. `products` belongs to the online store too: only our own fields are ever set, and a
document may lack any of them; one that cannot be sold here is left out. `inventory` is never touched: a new
article's stock is unknown until somebody counts it.
"""

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from pymongo import ASCENDING, IndexModel
from pymongo.errors import DuplicateKeyError, OperationFailure

from pos_terminal.adapters.mongo.connection import asking, open_database
from pos_terminal.adapters.mongo.documents import Document, product_document
from pos_terminal.adapters.mongo.foreign import text_in, utc_in, whole
from pos_terminal.adapters.mongo.sentences import host_of
from pos_terminal.domain.catalog import Product, StockPolicy
from pos_terminal.services.article_port import Change, Changes, Mark

log = logging.getLogger("pos.articles")

_PRODUCT_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_POLICIES: Mapping[str, StockPolicy] = {"block": "block", "warn": "warn", "allow": "allow"}
_UNITS = frozenset({"each", "kg", "l", "m", "m2"})
# Fields of a document to those of an article.
_MAY_BE_SILENT = {
    "tax_class": "tax_class",
    "category": "category",
    "unit": "unit",
    "stock_policy": "stock_policy",
    "minimum_age": "minimum_age",
    "barcodes": "barcodes",
    "tracked": "tracked",
    "active": "active",
    "deposit": "deposit_id",
    "packs": "packs",
}
_MOST_PRICE_MINOR = 9_999_999_999
_MOST_NAME = 1000
_MOST_UNITS = 100_000
_SINCE_EVER = datetime(1970, 1, 1, tzinfo=UTC)


class MongoArticles:
    """Arguments as MongoCentre; currency: the shop's. Raises ConfigError for a bad url."""

    def __init__(
        self,
        url: str,
        currency: str,
        *,
        database: str = "pos",
        select_ms: int = 1000,
        answer_ms: int = 2000,
    ) -> None:
        self._host = host_of(url)
        self._currency = currency
        self._prepared = False
        self._client, self._database = open_database(url, database, select_ms, answer_ms)

    def put(self, product: Product) -> None:
        """Write one article, new or changed. Raises CentreUnavailable."""
        with asking(self._host):
            self._database.products.update_one(
                {"_id": product.product_id}, self._written(product), upsert=True
            )

    def put_late(self, product: Product, at: str) -> Change | None:
        """Write one that was saved at (UTC ISO 8601); answers what somebody wrote there later: that stays."""
        not_later = {
            "_id": product.product_id,
            "updated_at": {"$not": {"$gt": datetime.fromisoformat(at)}},
        }
        with asking(self._host):
            try:
                self._database.products.update_one(not_later, self._written(product), upsert=True)
            except DuplicateKeyError:
                row = self._database.products.find_one({"_id": product.product_id})
                log.info("article_changed_elsewhere product=%s", product.product_id)
                return None if row is None else change_of(row, self._currency)
        return None

    def changed(self, after: Mark, limit: int) -> Changes:
        """The articles changed after a mark, oldest change first.

        At the end the mark is the server's time, so that a clock of somebody's that is ahead hides nothing.
        """
        since = datetime.fromisoformat(after.at) if after.at else _SINCE_EVER
        wanted: Document = {"updated_at": {"$gte": since}}
        if after.product_id:
            same = {"updated_at": since, "_id": {"$gt": after.product_id}}
            wanted = {"$or": [{"updated_at": {"$gt": since}}, same]}
        with asking(self._host):
            self._prepare()
            asked_at = self._client.admin.command("hello").get("localTime")
            order = [("updated_at", ASCENDING), ("_id", ASCENDING)]
            rows = list(self._database.products.find(wanted).sort(order).limit(limit))
        found = tuple(change for row in rows if (change := change_of(row, self._currency)) is not None)
        if len(rows) == limit:
            return Changes(found, Mark(utc_in(rows[-1], "updated_at"), str(rows[-1]["_id"])), more=True)
        at = utc_in({"at": asked_at}, "at") or (utc_in(rows[-1], "updated_at") if rows else after.at)
        return Changes(found, Mark(at), more=False)

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def _written(self, product: Product) -> Document:
        return {
            "$set": product_document(product, self._currency),
            "$currentDate": {"updated_at": True},
        }

    def _prepare(self) -> None:
        """An index for what `changed` looks for; without the right to make it, slow."""
        if not self._prepared:
            with suppress(OperationFailure):
                self._database.products.create_indexes(
                    [IndexModel([("updated_at", ASCENDING), ("_id", ASCENDING)])]
                )
            self._prepared = True


def change_of(row: Mapping[str, Any], currency: str) -> Change | None:
    """An article as the centre has it; None where it cannot be sold here as it stands."""
    product_id, name, unit = row.get("_id"), " ".join(text_in(row, "name").split()), text_in(row, "unit")
    price = row.get("price")
    usable = (
        isinstance(product_id, str)
        and _PRODUCT_ID.fullmatch(product_id)
        and 0 < len(name) <= _MOST_NAME
        and (unit or "each") in _UNITS
        and isinstance(price, Mapping)
        and price.get("currency") == currency
        and isinstance(price.get("amount"), int | float)
        and 0 <= whole(price["amount"]) <= _MOST_PRICE_MINOR
    )
    if not usable or not isinstance(product_id, str) or not isinstance(price, Mapping):
        log.info("article_unreadable product=%s", product_id)
        return None
    codes = row.get("barcodes")
    product = Product(
        product_id=product_id,
        name=name,
        price_minor=whole(price["amount"]),
        tax_class=text_in(row, "tax_class"),
        category=text_in(row, "category"),
        unit=unit or "each",
        stock_policy=_POLICIES.get(text_in(row, "stock_policy"), "warn"),
        minimum_age=max(0, whole(row.get("minimum_age"))),
        barcodes=tuple(str(code) for code in codes if code) if isinstance(codes, list) else (),
        tracked=row.get("tracked") is not False,
        active=row.get("active") is not False,
        deposit_id=text_in(row, "deposit"),
        packs=tuple(_packs_in(row.get("packs"))),
    )
    return Change(product, tuple(name for field, name in _MAY_BE_SILENT.items() if field not in row))


def _packs_in(rows: object) -> Iterator[tuple[str, int]]:
    """Codes of cases with how many are in one; what says no such number would sell a case as its unit."""
    for row in rows if isinstance(rows, list) else ():
        code, units = (text_in(row, "code"), whole(row.get("units"))) if isinstance(row, Mapping) else ("", 0)
        if code and 1 < units <= _MOST_UNITS:
            yield code, units
