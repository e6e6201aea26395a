"""Sales of any till and orders of the online store, looked up at the centre. A connection of its own.

Fulfils `services.enquiry_port.Enquiry`; one thread at a time. A receipt is found by its barcode: till,
series, number and four hex digits of the sale's event hash, so that a guessed number returns no goods.
The online store's documents may lack any field.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pymongo

from pos_terminal.adapters.mongo.connection import asking, open_database
from pos_terminal.adapters.mongo.documents import Document
from pos_terminal.adapters.mongo.foreign import text_in, utc_in, whole
from pos_terminal.adapters.mongo.line_marks import marks_in
from pos_terminal.adapters.mongo.rights import line_id_of, right_in, right_of_document
from pos_terminal.adapters.mongo.sentences import host_of
from pos_terminal.domain.decision import Refused
from pos_terminal.domain.returns import Right
from pos_terminal.services.enquiry_port import CentralLine, CentralSale, HandedOut

_MOST_TEXT = 80
_MOST_ROWS = 10
_RECEIPT = re.compile(r"([A-Z0-9]{1,8}-[A-Z][0-9]{6,})(?:[- ]([0-9A-F]{4}))?")


class MongoEnquiry:
    """Arguments as MongoPeople. Raises ConfigError for a bad url."""

    def __init__(self, url: str, *, database: str = "pos", answer_ms: int = 2000) -> None:
        self._host = host_of(url)
        self._answer_s = answer_ms / 1000
        self._client, self._database = open_database(url, database, answer_ms, answer_ms)

    def find_sale(self, text: str) -> CentralSale | Refused:
        """By a receipt's barcode, by an online order's number, or by the sale's id.

        Refused: `receipt_needs_digits`, `receipt_digits_wrong`, `receipt_unknown`, `receipt_unreadable`.
        """
        text = " ".join(text.split())
        if not text or len(text) > _MOST_TEXT:
            return Refused("receipt_unknown")
        with self._asking():
            row = self._row(text)
            return row if isinstance(row, Refused) else self._sale(row)

    def hand_out(self, sale_id: str, terminal_id: str, at: str) -> HandedOut | Refused:
        """Note that an online order was handed out here; the second time: where and when it was before.

        Refused: `order_unknown`.
        """
        order = {"_id": sale_id, "channel": "online"}
        # A null counts as missing in MongoDB's comparison, which is meant.
        mark = {"handed_out": {"terminal_id": terminal_id, "at": datetime.fromisoformat(at)}}
        with self._asking():
            if self._database.sales.update_one({**order, "handed_out": None}, {"$set": mark}).modified_count:
                return HandedOut(terminal_id, at, first=True)
            row = self._database.sales.find_one(order, {"handed_out": 1})
        before = None if row is None else _handed_out(row)
        if before is None:
            return Refused("order_unknown")
        return HandedOut(
            before.terminal_id, before.at, first=(before.terminal_id, before.at) == (terminal_id, at)
        )

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    @contextmanager
    def _asking(self) -> Iterator[None]:
        with asking(self._host), pymongo.timeout(self._answer_s):
            yield

    def _row(self, text: str) -> Document | Refused:
        """The document that is meant."""
        by_id = self._database.sales.find_one({"_id": text})
        if by_id is not None:
            return by_id
        numbers = list(dict.fromkeys((text, text.upper())))
        ways = [{"receipt_no": {"$in": numbers}}, {"order_no": {"$in": [*numbers, *_whole(text)]}}]
        online = self._database.sales.find_one({"$or": ways, "channel": "online"})
        if online is not None:
            return online
        parts = _RECEIPT.fullmatch(text.upper())
        if parts is None:
            return Refused("receipt_unknown")
        receipt_no, digits = parts.groups()
        if not digits:
            return Refused("receipt_needs_digits")
        tills = {"receipt_no": receipt_no, "channel": {"$ne": "online"}}
        rows = list(self._database.sales.find(tills).limit(_MOST_ROWS))
        meant = (row for row in rows if _hash_of(row)[:4].upper() == digits)
        return next(meant, Refused("receipt_digits_wrong" if rows else "receipt_unknown"))

    def _sale(self, row: Document) -> CentralSale | Refused:
        made = _right_document(row)
        sold = None if made is None else right_in(made)
        if made is None or sold is None:
            return Refused("receipt_unreadable")
        kept = self._database.return_rights.find_one({"_id": row["_id"]})
        left = (right_in(kept) if kept is not None else None) or sold
        return CentralSale(
            sale_id=row["_id"],
            receipt_no=text_in(row, "receipt_no") or text_in(row, "order_no") or row["_id"],
            channel=text_in(row, "channel") or "till",
            terminal_id=text_in(row, "terminal_id"),
            business_day=text_in(row, "business_day"),
            completed_at=utc_in(row, "completed_at"),
            currency=made["currency"],
            customer_id=text_in(row, "customer_id"),
            lines=self._lines(row, sold),
            right=left,
            handed_out=_handed_out(row),
        )

    def _lines(self, row: Document, sold: Right) -> tuple[CentralLine, ...]:
        named = {line_id_of(line, place): line for place, line in enumerate(row.get("lines") or (), start=1)}
        counted = self._counted(row, [named[line.line_id] for line in sold.lines])
        return tuple(
            _line(named[line.line_id], line.line_id, (line.milli, line.amount_minor), counted)
            for line in sold.lines
        )

    def _counted(self, row: Document, lines: list[Document]) -> frozenset[str]:
        """The articles of these lines that the counters hold: a till says it, the online store does not."""
        unsaid = [text_in(line, "product_id") for line in lines if not isinstance(line.get("tracked"), bool)]
        said = {text_in(line, "product_id") for line in lines if line.get("tracked") is True}
        if not unsaid:
            return frozenset(said)
        if row.get("channel") != "online":
            moves = self._database.moves.find({"sale": row["_id"]}, {"product_id": 1})
            return frozenset(said | {text_in(move, "product_id") for move in moves})
        products = self._database.products.find({"_id": {"$in": unsaid}}, {"tracked": 1})
        return frozenset(
            said | {product["_id"] for product in products if product.get("tracked") is not False}
        )


def _right_document(row: Document) -> Document | None:
    """The whole right; None for a document that nobody here can read."""
    try:
        return right_of_document(row) if isinstance(row["_id"], str) else None
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _line(
    row: Mapping[str, Any], line_id: str, sold: tuple[int, int], counted: frozenset[str]
) -> CentralLine:
    product_id = text_in(row, "product_id")
    milli, amount_minor = sold
    price = row.get("unit_price", row.get("price"))
    price_minor = whole(price.get("amount") if isinstance(price, Mapping) else price)
    return CentralLine(
        line_id=line_id,
        product_id=product_id,
        code_text=text_in(row, "code"),
        name=text_in(row, "name") or product_id,
        unit=text_in(row, "unit") or "each",
        milli=milli,
        unit_price_minor=price_minor or amount_minor * 1000 // milli,
        amount_minor=amount_minor,
        tax_class=text_in(row, "tax_class"),
        rate_bp=whole(row.get("tax_rate_bp")),
        tracked=product_id in counted and row.get("tracked") is not False,
        marks=marks_in(row, milli),
    )


def _handed_out(row: Mapping[str, Any]) -> HandedOut | None:
    """The online store may have noted it in its own way: then without a till, perhaps without a time."""
    mark = row.get("handed_out")
    if not mark:
        return None
    fields = mark if isinstance(mark, Mapping) else {}
    return HandedOut(text_in(fields, "terminal_id"), utc_in(fields, "at"))


def _hash_of(row: Mapping[str, Any]) -> str:
    journal = row.get("journal")
    return text_in(journal, "hash") if isinstance(journal, Mapping) else ""


def _whole(text: str) -> list[int]:
    """An order's number that is stored as a number."""
    return [int(text)] if text.isascii() and text.isdigit() and len(text) <= 15 else []
