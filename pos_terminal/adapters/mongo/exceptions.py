"""The collection `exceptions`: what uploads and ledgers could not do as they should, for a manager.

A connection of its own; one thread at a time. Fulfils `services.exception_port.Exceptions`. Whoever wrote an
exception may have left any field out. The marks `seen` and `settled` are ours, set once and never changed.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pymongo

from pos_terminal.adapters.mongo.connection import asking, open_database
from pos_terminal.adapters.mongo.documents import ACCOUNTS, Document
from pos_terminal.adapters.mongo.foreign import text_in, utc_in, whole
from pos_terminal.adapters.mongo.sentences import host_of
from pos_terminal.services.exception_port import CentralException, ExceptionPage, Mark, Marked
from pos_terminal.services.ledger_port import RETURN_RIGHTS

_SHOWN_OF_ACCOUNT = 4
_OF_A_LINE = ("line_id", "name", "unit", "quantity_milli", "amount")
_OF_A_SALE = {
    **dict.fromkeys(("receipt_no", "business_day", "cashier"), 1),
    **{f"lines.{name}": 1 for name in _OF_A_LINE},
}


class MongoExceptions:
    """Arguments as MongoPeople. Raises ConfigError for a bad url."""

    def __init__(self, url: str, *, database: str = "pos", answer_ms: int = 2000) -> None:
        self._host = host_of(url)
        self._answer_s = answer_ms / 1000
        self._client, self._database = open_database(url, database, answer_ms, answer_ms)

    def page(self, after: CentralException | None, limit: int) -> ExceptionPage:
        """The next ones after this one, newest first; None: from the newest on."""
        with self._asking():
            rows = list(self._rows(after).limit(limit + 1))
            return ExceptionPage(self._explained(rows[:limit]), len(rows) > limit)

    def mark(
        self, exception_id: str, mark: Mark, by: str, terminal_id: str, at: str
    ) -> CentralException | None:
        """Say that somebody has seen or settled it; who was first stays. None: there is no such exception."""
        said = {"by": by, "terminal_id": terminal_id, "at": datetime.fromisoformat(at)}
        with self._asking():
            # A null counts as missing in MongoDB's comparison, which is meant.
            self._database.exceptions.update_one({"_id": exception_id, mark: None}, {"$set": {mark: said}})
            row = self._database.exceptions.find_one({"_id": exception_id})
            return None if row is None else self._explained([row])[0]

    def unseen(self, most: int) -> int:
        """How many nobody has seen nor settled; counted no further than that."""
        with self._asking():
            wanted = {"seen": None, "settled": None}
            return self._database.exceptions.count_documents(wanted, limit=most)

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    @contextmanager
    def _asking(self) -> Iterator[None]:
        with asking(self._host), pymongo.timeout(self._answer_s):
            yield

    def _rows(self, after: CentralException | None) -> Any:
        wanted: Document = {}
        if after is not None:
            at = datetime.fromisoformat(after.at) if after.at else None
            same = {"at": at, "_id": {"$lt": after.exception_id}}
            wanted = {"$or": [same, {"at": {"$lt": at}}, {"at": None}]} if at is not None else same
        return self._database.exceptions.find(wanted).sort([("at", -1), ("_id", -1)])

    def _explained(self, rows: list[Document]) -> tuple[CentralException, ...]:
        """With what sales, ledgers and staff say about them; one question to each."""
        asked = [sale_id for row in rows for sale_id in (_sale_of(row), _original_of(row)) if sale_id]
        sales = self._by_id("sales", asked, _OF_A_SALE)
        marks = [row[name] for row in rows for name in ("seen", "settled") if isinstance(row.get(name), dict)]
        people = {text_in(mark, "by") for mark in marks} | {_cashier_of(row, sales) for row in rows}
        names = self._by_id("staff", people, {"name": 1})
        amounts = self._held(rows)
        return tuple(_explained(row, sales, names, amounts) for row in rows)

    def _by_id(self, collection: str, ids: Iterable[str], fields: Mapping[str, int]) -> dict[str, Document]:
        wanted = sorted(set(ids) - {""})
        if not wanted:
            return {}
        return {row["_id"]: row for row in self._database[collection].find({"_id": {"$in": wanted}}, fields)}

    def _held(self, rows: Iterable[Document]) -> dict[str, int]:
        """What the holds on accounts were of, in minor units."""
        held: dict[str, int] = {}
        for collection in ACCOUNTS.values():
            wanted = [row for row in rows if ACCOUNTS.get(text_in(row, "ledger")) == collection]
            ids = [row["_id"] for row in wanted]
            accounts = sorted({text_in(row, "account") for row in wanted})
            if not ids:
                continue
            stages: list[Document] = [
                {"$match": {"_id": {"$in": accounts}}},
                {"$unwind": "$ops"},
                {"$match": {"ops.id": {"$in": ids}}},
                {"$project": {"op": "$ops"}},
            ]
            for found in self._database[collection].aggregate(stages):
                held[text_in(found["op"], "id")] = whole(found["op"].get("x"))
        return held


def _explained(
    row: Document, sales: Mapping[str, Document], names: Mapping[str, Document], amounts: Mapping[str, int]
) -> CentralException:
    sale, original = sales.get(_sale_of(row), {}), sales.get(_original_of(row), {})
    line = _line(original, text_in(row, "line"))
    exception_id = str(row["_id"])
    milli = whole(row.get("q"))
    cashier = _cashier_of(row, sales)
    account = text_in(row, "account")
    return CentralException(
        exception_id,
        text_in(row, "kind"),
        utc_in(row, "at"),
        terminal_id=text_in(row, "terminal_id"),
        business_day=text_in(sale, "business_day"),
        cashier=_name(names, cashier),
        receipt_no=text_in(sale, "receipt_no"),
        original_no=text_in(original, "receipt_no"),
        article=text_in(line, "name"),
        unit=text_in(line, "unit") or "each",
        milli=milli,
        left_milli=whole(row.get("q_left")),
        amount_minor=_amount(row, line, milli, amounts.get(exception_id)),
        ledger=text_in(row, "ledger"),
        account_end="" if text_in(row, "ledger") == RETURN_RIGHTS else account[-_SHOWN_OF_ACCOUNT:],
        seen=_marked(row, "seen", names),
        settled=_marked(row, "settled", names),
    )


def _sale_of(row: Document) -> str:
    return text_in(row, "sale")


def _original_of(row: Document) -> str:
    """The sale whose goods came back; a hold on a right to return names it as its account."""
    is_right = text_in(row, "ledger") == RETURN_RIGHTS
    return text_in(row, "account") if is_right else text_in(row, "original")


def _cashier_of(row: Document, sales: Mapping[str, Document]) -> str:
    return text_in(row, "cashier") or text_in(sales.get(_sale_of(row), {}), "cashier")


def _line(original: Document, line_id: str) -> Document:
    lines = original.get("lines")
    rows = lines if isinstance(lines, list) else []
    return next((row for row in rows if isinstance(row, dict) and row.get("line_id") == line_id), {})


def _amount(row: Document, line: Document, milli: int, held: int | None) -> int | None:
    """What it is about, in minor units: as written, as held, or the line's part for what came back."""
    if "amount" in row:
        return whole(row["amount"])
    if held is not None:
        return held
    amount, sold = line.get("amount"), whole(line.get("quantity_milli"))
    if not isinstance(amount, dict) or sold <= 0:
        return None
    return (whole(amount.get("amount")) * milli * 2 + sold) // (sold * 2)


def _marked(row: Document, mark: Mark, names: Mapping[str, Document]) -> Marked | None:
    said = row.get(mark)
    if not isinstance(said, dict):
        return None
    return Marked(_name(names, text_in(said, "by")), text_in(said, "terminal_id"), utc_in(said, "at"))


def _name(names: Mapping[str, Document], staff_id: str) -> str:
    return text_in(names.get(staff_id, {}), "name") or staff_id
