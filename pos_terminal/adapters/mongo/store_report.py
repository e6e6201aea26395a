"""The store report's figures, added up at the centre. A connection of its own; one thread at a time.

Fulfils `services.enquiry_port.StoreReports`. The range is asked for in pieces of some days, each of one
aggregation with a deadline of its own, so that a year of sales neither runs into one deadline nor keeps the
server from its other work for long. The online store's documents may lack any field.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import msgspec
import pymongo
from pymongo import IndexModel
from pymongo.errors import OperationFailure

from pos_terminal.adapters.mongo.connection import asking, open_database
from pos_terminal.adapters.mongo.documents import Document, event_id
from pos_terminal.adapters.mongo.foreign import text_in, utc_in, whole
from pos_terminal.adapters.mongo.sentences import host_of
from pos_terminal.adapters.mongo.store_stages import own_currency, sums
from pos_terminal.adapters.mongo.store_sums import StoreSums
from pos_terminal.domain.reports.store import StoreFigures, TillFigure

_MOST_DAYS = 14
_FEW, _MANY = 2000, 8000
_RETIRED = timedelta(days=31)
_INDEX_S = 120.0
_INDEXES = {
    "customers": ("search", "card_code"),
    "sales": ("business_day", "receipt_no", "order_no"),
}


class MongoStoreReport:
    """Arguments as MongoPeople; currency: the shop's. answer_ms: for each piece of a report."""

    def __init__(self, url: str, *, currency: str, database: str = "pos", answer_ms: int = 15_000) -> None:
        self._host = host_of(url)
        self._currency = currency
        self._answer_s = answer_ms / 1000
        self._client, self._database = open_database(url, database, answer_ms, answer_ms)

    def prepare(self) -> None:
        """Make the indexes that all enquiries need; without the right to make them, they are slow."""
        with self._asking():
            self._client.admin.command("ping")
        # Over a million sales it takes longer than an answer may; it happens once in a centre's life.
        with asking(self._host), pymongo.timeout(_INDEX_S), suppress(OperationFailure):
            for collection, fields in _INDEXES.items():
                self._database[collection].create_indexes([IndexModel([(field, 1)]) for field in fields])

    def store_report(self, first_day: str, last_day: str, go_on: Callable[[], bool]) -> StoreFigures | None:
        """The figures of these business days (ISO dates); None where go_on said no in between."""
        made = StoreSums()
        first, last = date.fromisoformat(first_day), date.fromisoformat(last_day)
        day, days = first, 1
        while day <= last:
            if not go_on():
                return None
            until = min(day + timedelta(days=days - 1), last)
            count = self._add(made, {"business_day": {"$gte": day.isoformat(), "$lte": until.isoformat()}})
            # By what the last piece held, not by its time: the same sales are always cut in the same way.
            days = max(days // 2, 1) if count > _MANY else min(days * 2, _MOST_DAYS) if count < _FEW else days
            day = until + timedelta(days=1)
        # A sale without a business day counts on the UTC day of its time.
        times = {"$gte": _midnight(first), "$lt": _midnight(last + timedelta(days=1))}
        self._add(made, {"business_day": None, "completed_at": times})
        with self._asking():
            products = self._products(made.product_ids())
            tills = tuple(self._tills(first, made.terminal_ids()))
        return made.figures((first.isoformat(), last.isoformat(), self._currency), products, tills)

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    @contextmanager
    def _asking(self) -> Iterator[None]:
        with asking(self._host), pymongo.timeout(self._answer_s):
            yield

    def _add(self, made: StoreSums, wanted: Document) -> int:
        """Add the sums of the sales that are wanted; answers how many they are."""
        piece = self._piece(wanted)
        if piece["foreign"]:
            made.add_foreign(whole(piece["foreign"][0]["count"]))
            piece = self._piece({**wanted, **own_currency(self._currency)})
        return made.add(piece)

    def _piece(self, wanted: Document) -> Mapping[str, Any]:
        with self._asking():
            pipeline = [{"$match": wanted}, sums(self._currency)]
            return next(iter(self._database.sales.aggregate(pipeline, allowDiskUse=True)))

    def _products(self, ids: tuple[str, ...]) -> Mapping[str, Document]:
        fields = {"name": 1, "category": 1, "unit": 1}
        found: dict[str, Document] = {}
        for start in range(0, len(ids), 1000):
            wanted = {"_id": {"$in": list(ids[start : start + 1000])}}
            found |= {row["_id"]: row for row in self._database.products.find(wanted, fields)}
        return found

    def _tills(self, first: date, sold: frozenset[str]) -> Iterator[TillFigure]:
        """Tills of the range, and those that were there shortly before it."""
        open_days = {text_in(row, "terminal_id"): text_in(row, "business_day") for row in self._open_shifts()}
        seen: dict[str, str] = dict.fromkeys((*sold, *open_days), "")
        for journal in self._database.journals.find():
            terminal_id = text_in(journal, "terminal_id")
            seen[terminal_id] = max(seen.get(terminal_id, ""), self._seen_at(journal))
        oldest = (first - _RETIRED).isoformat()
        for terminal_id, seen_at in sorted(seen.items()):
            if terminal_id in sold or terminal_id in open_days or seen_at >= oldest:
                yield TillFigure(terminal_id, open_days.get(terminal_id, ""), seen_at)

    def _open_shifts(self) -> list[Document]:
        return list(self._database.shifts.find({"closed_at": None}).sort("business_day", 1))

    def _seen_at(self, journal: Mapping[str, Any]) -> str:
        """When the newest event was written that the centre has of a journal."""
        if journal.get("updated_at"):
            return utc_in(journal, "updated_at")
        event = self._database.events.find_one({"_id": event_id(journal["_id"], whole(journal.get("seq")))})
        if event is None:
            return ""
        try:
            at = msgspec.json.decode(event["raw"]).get("at", "")
        except (KeyError, AttributeError, msgspec.DecodeError):
            return ""
        return at if isinstance(at, str) else ""


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
