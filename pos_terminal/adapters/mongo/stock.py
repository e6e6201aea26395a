"""The centre's stock over pymongo: what it counts, which movements are open, counts that are booked.

Fulfils `services.ports.StockCentre`; a connection of its own. One thread at a time.
"""

import hashlib
import random
import time
from collections.abc import Mapping, Sequence

from pymongo import ReadPreference, UpdateOne
from pymongo.client_session import ClientSession
from pymongo.errors import PyMongoError

from pos_terminal.adapters.mongo.connection import MAJORITY, SNAPSHOT, asking, may_repeat, open_database
from pos_terminal.adapters.mongo.documents import Document
from pos_terminal.adapters.mongo.sentences import host_of, is_duplicate
from pos_terminal.domain.records import Movement
from pos_terminal.errors import CentreUnavailable
from pos_terminal.services.ports import CentreStock, Counted

_ATTEMPTS = 6
_COUNTED_AT_ONCE = 50


class MongoStock:
    """Access to the stock at the centre; arguments as MongoCentre. Raises ConfigError for a bad url."""

    def __init__(
        self,
        url: str,
        *,
        location: str = "main",
        database: str = "pos",
        select_ms: int = 1000,
        answer_ms: int = 3000,
    ) -> None:
        self._host = host_of(url)
        self._location = location
        self._client, self._database = open_database(url, database, select_ms, answer_ms)

    def counted_ids(self, after: str, limit: int) -> tuple[str, ...]:
        """The next articles with a stock record, by id; without those that are not tracked."""
        found: list[str] = []
        while len(found) < limit:
            page = self._page(after, limit)
            if not page:
                break
            found += [product_id for product_id, tracked in page if tracked]
            after = page[-1][0]
        return tuple(found[:limit])

    def stock_of(self, product_ids: Sequence[str], hold_ids: Sequence[str]) -> Mapping[str, CentreStock]:
        """on_hand of these articles, then their unsettled movements and those of these holds."""
        ids = list(product_ids)
        unsettled = {"product_id": {"$in": ids}, "settled": False, "location": self._location}
        with asking(self._host):
            counts = {row["_id"]: int(row["on_hand"]) for row in self._rows("inventory", ids, "on_hand")}
            rows = {row["_id"]: row for row in self._database.moves.find(unsettled)}
            if hold_ids:
                rows |= {
                    row["_id"]: row for row in self._database.moves.find({"_id": {"$in": list(hold_ids)}})
                }
            articles = {row["_id"]: row for row in self._rows("products", ids, "name", "unit")}
        moves = [_movement(rows[hold_id]) for hold_id in sorted(rows)]
        return {
            product_id: CentreStock(
                on_hand=counts.get(product_id),
                movements=tuple(move for move in moves if move.product_id == product_id),
                name=articles.get(product_id, {}).get("name", ""),
                unit=articles.get(product_id, {}).get("unit", "each"),
            )
            for product_id in ids
        }

    def book_count(self, count_id: str, counted: Mapping[str, int]) -> tuple[Counted, ...]:
        """Set on_hand to what was counted: a movement of kind `count` for each article, then the inventory.

        An article that was booked under this count id before is left as it is.
        """
        rows = sorted(counted.items())
        booked: list[Counted] = []
        with self._client.start_session(causal_consistency=False) as session:
            for start in range(0, len(rows), _COUNTED_AT_ONCE):
                with asking(self._host):
                    booked += self._book(session, count_id, dict(rows[start : start + _COUNTED_AT_ONCE]))
        return tuple(booked)

    def mark_settled(self, hold_ids: Sequence[str]) -> None:
        """Mark movements settled (majority)."""
        with asking(self._host):
            self._database.moves.update_many({"_id": {"$in": list(hold_ids)}}, {"$set": {"settled": True}})

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def _page(self, after: str, limit: int) -> list[tuple[str, bool]]:
        """The next ids of the inventory, each with whether it is tracked."""
        with asking(self._host):
            inventory = self._database.inventory.find({"_id": {"$gt": after}}, {"_id": 1})
            ids = [row["_id"] for row in inventory.sort("_id").limit(limit)]
            untracked = {row["_id"] for row in self._database.products.find({"tracked": False}, {"_id": 1})}
        return [(product_id, product_id not in untracked) for product_id in ids]

    def _rows(self, collection: str, ids: list[str], *fields: str) -> list[Document]:
        return list(self._database[collection].find({"_id": {"$in": ids}}, dict.fromkeys(fields, 1)))

    def _book(self, session: ClientSession, count_id: str, counted: Mapping[str, int]) -> list[Counted]:
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                with session.start_transaction(SNAPSHOT, MAJORITY, ReadPreference.PRIMARY):
                    return self._write(session, count_id, counted)
            except PyMongoError as error:
                # Somebody else booked the same count; the next attempt finds it.
                if attempt == _ATTEMPTS or not (may_repeat(error) or is_duplicate(error)):
                    raise
            time.sleep(random.uniform(0, 0.01 * 2**attempt))
        raise CentreUnavailable(
            f"The central database at {self._host} did not take the count; give the same count again."
        )

    def _write(self, session: ClientSession, count_id: str, counted: Mapping[str, int]) -> list[Counted]:
        """Write some articles' counts in the session's open transaction. Raises PyMongoError."""
        database, ids = self._database, {_hold_id(count_id, product_id): product_id for product_id in counted}
        moves = database.moves.find({"_id": {"$in": list(ids)}}, session=session)
        booked = {
            row["product_id"]: Counted(row["product_id"], row["counted"], row["counted"] + row["q"], True)
            for row in moves
        }
        on_hand = {
            row["_id"]: int(row["on_hand"])
            for row in database.inventory.find({"_id": {"$in": list(counted)}}, session=session)
        }
        new = {hold_id: product_id for hold_id, product_id in ids.items() if product_id not in booked}
        changes: list[UpdateOne] = []
        rows: list[Document] = []
        for hold_id, product_id in new.items():
            before, units = on_hand.get(product_id, 0), counted[product_id]
            booked[product_id] = Counted(product_id, units, before, False)
            rows.append(self._count_document(hold_id, count_id, product_id, units, before))
            change = {"$inc": {"on_hand": units - before}, "$currentDate": {"updated_at": True}}
            changes.append(UpdateOne({"_id": product_id}, change, upsert=True))
        if rows:
            database.moves.insert_many(rows, session=session)
            database.inventory.bulk_write(changes, session=session)
        return [booked[product_id] for product_id in counted]

    def _count_document(
        self, hold_id: str, count_id: str, product_id: str, units: int, before: int
    ) -> Document:
        return {
            "_id": hold_id,
            "product_id": product_id,
            "location": self._location,
            "q": before - units,
            "sale": None,
            "settled": False,
            "kind": "count",
            "count": count_id,
            "counted": units,
        }


def _hold_id(count_id: str, product_id: str) -> str:
    """The movement's id: the same for the same count and article, and one that may stand in a key."""
    return "count." + hashlib.sha256(f"{count_id}|{product_id}".encode()).hexdigest()[:40]


def _movement(document: Document) -> Movement:
    return Movement(document["_id"], document["product_id"], document["q"], document.get("sale") or "")
