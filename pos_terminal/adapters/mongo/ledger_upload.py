"""What a batch of sales changes in the ledgers, in its transaction. Upload worker's thread.

Each sale gets its right to return; what came back by the till's own word is taken out of the original's right
as far as anything is left, and what was not left becomes an exception for the manager. What was given back as
store credit is added once. Rights are folded in the journal's order, on what the transaction reads.
"""

from collections.abc import Iterable
from datetime import datetime

from pymongo import UpdateOne
from pymongo.client_session import ClientSession
from pymongo.database import Database

from pos_terminal.adapters.mongo.day_documents import correction_id
from pos_terminal.adapters.mongo.documents import ACCOUNTS, Document
from pos_terminal.adapters.mongo.rights import (
    given_in_op,
    op_document,
    right_document,
    right_fields,
    right_in,
    right_of_document,
    taken_away,
)
from pos_terminal.domain.records import FinishedSale
from pos_terminal.domain.returns import Given, right_of
from pos_terminal.domain.sale import Line, Returned, Sale, Tender
from pos_terminal.errors import Bug
from pos_terminal.services.ports import Correction, UploadBatch

# A hold that the centre has given is ended by a job of its own; without a receipt there is no right.
_BY_THE_TILL = ("till", "unchecked")


def write_rights(database: Database[Document], session: ClientSession, batch: UploadBatch) -> None:
    """Make and change rights to return. Raises PyMongoError."""
    steps: list[FinishedSale | Correction] = [*batch.sales, *batch.corrections]
    steps.sort(key=lambda step: step.seq)
    rights = _Rights(batch, _rights_read(database, session, steps))
    for step in steps:
        if isinstance(step, Correction):
            rights.correct(step)
        else:
            rights.add(step.sale)
    if rights.made:
        made = [rights.rows[sale_id] for sale_id in rights.made]
        database.return_rights.insert_many(made, session=session)
    for sale_id in rights.changed:
        row = rights.rows[sale_id]
        wanted = {"_id": sale_id, "v": row["v"]}
        after = {**row, "v": row["v"] + 1}
        if not database.return_rights.replace_one(wanted, after, session=session).matched_count:
            raise Bug(f"The right to return sale {sale_id} changed within a transaction.")
    if rights.exceptions:
        database.exceptions.bulk_write([_noted(row) for row in rights.exceptions], session=session)


def write_credits(
    database: Database[Document], session: ClientSession, batch: UploadBatch, present: frozenset[str]
) -> None:
    """Add to accounts what was given back to them. present: additions that are there."""
    changes: dict[str, list[UpdateOne]] = {}
    nowhere = []
    for sale, tender in credits_of(batch):
        if tender.tender_id in present:
            continue
        if tender.account:
            changes.setdefault(ACCOUNTS[tender.method], []).append(_credit(sale, tender, batch))
        else:
            nowhere.append(_noted(_without_account(sale, tender, batch)))
    for collection, rows in changes.items():
        database[collection].bulk_write(rows, session=session)
    if nowhere:
        database.exceptions.bulk_write(nowhere, session=session)


def credits_present(database: Database[Document], batch: UploadBatch) -> frozenset[str]:
    """Which of a batch's additions the accounts have already. Raises PyMongoError."""
    found: set[str] = set()
    given = [tender for _, tender in credits_of(batch)]
    wanted = {tender.tender_id for tender in given}
    for method, collection in ACCOUNTS.items():
        ids = [tender.account for tender in given if tender.method == method]
        for row in database[collection].find({"_id": {"$in": ids}}, {"ops.id": 1}) if ids else ():
            found |= {op["id"] for op in row["ops"]} & wanted
    return frozenset(found)


def credits_of(batch: UploadBatch) -> tuple[tuple[Sale, Tender], ...]:
    """What was given back to accounts."""
    return tuple(
        (finished.sale, tender)
        for finished in batch.sales
        for tender in finished.sale.tenders
        if tender.method in ACCOUNTS and tender.amount_minor < 0
    )


class _Rights:
    """The rights as they are after some of a batch's sales. rows: by sale, changed in place."""

    def __init__(self, batch: UploadBatch, rows: dict[str, Document]) -> None:
        self._batch = batch
        self.rows = rows
        self.made: list[str] = [sale_id for sale_id, row in rows.items() if row["v"] < 0]
        self.changed: dict[str, None] = {}
        self.exceptions: list[Document] = []
        for sale_id in self.made:
            rows[sale_id]["v"] = 0

    def add(self, sale: Sale) -> None:
        """A sale's own right, and what it takes out of others'."""
        if any(not line.is_return for line in sale.lines):
            self._make(sale)
        for line in sale.lines:
            returned = line.returned
            if returned is not None and returned.sale_id and returned.authority in _BY_THE_TILL:
                self._take(sale, line, returned)

    def correct(self, correction: Correction) -> None:
        """So much of what may go back belongs to another way of paying."""
        row, made = self.rows.get(correction.corrected.sale_id), correction.corrected
        op_id = correction_id(correction, self._batch)
        if row is None or "tenders" not in row or _has(row, op_id):
            return
        moved = 0
        for tender in row["tenders"]:
            if (tender["method"], tender["account"]) == (made.was_method, ""):
                moved = min(made.amount_minor, tender["left"])
                tender["left"] -= moved
        there = [t for t in row["tenders"] if (t["method"], t["account"]) == (made.method, "")]
        if there:
            there[0]["left"] += moved
        else:
            row["tenders"].append({"method": made.method, "account": "", "left": moved})
        at = datetime.fromisoformat(correction.at)
        nothing = op_document(op_id, "taken", Given("", 0, 0, 0, ()), self._batch.terminal_id, at)
        self._push(row, {**nothing, "lines": []})

    def _make(self, sale: Sale) -> None:
        row = self.rows.get(sale.sale_id)
        whole = right_of(sale)
        if row is None:
            self.rows[sale.sale_id] = right_document(whole, sale.receipt_no, sale.currency)
            self.made.append(sale.sale_id)
            return
        if right_in(row) is not None:
            return
        # Something of it came back at another till before it was here.
        right = whole
        for op in row["ops"]:
            if op["lines"]:
                given = given_in_op(op)
                right, taken = taken_away(right, given)
                op |= {key: value for key, value in _op(op, taken).items() if key in ("lines", "refunds")}
                self._compare(op["id"], sale.sale_id, given, taken, op)
        new = right_document(right, sale.receipt_no, sale.currency)
        row |= {key: value for key, value in new.items() if key not in ("v", "ops")}
        self._mark(row)

    def _take(self, sale: Sale, line: Line, returned: Returned) -> None:
        row = self.rows.get(returned.sale_id)
        if row is None:
            row = {"_id": returned.sale_id, "kind": "return", "v": 0, "ops": []}
            self.rows[returned.sale_id] = row
            self.made.append(returned.sale_id)
        op_id = returned.op_id or line.line_id
        if _has(row, op_id):
            return
        given = Given(
            returned.line_id, -line.milli, -line.amount_minor, -returned.tax_minor, returned.refunds
        )
        at = datetime.fromisoformat(sale.completed_at)
        op = op_document(op_id, "taken", given, self._batch.terminal_id, at)
        op |= {"sale": sale.sale_id, "cashier": sale.cashier}
        right = right_in(row)
        if right is not None:
            after, taken = taken_away(right, given)
            row |= right_fields(after)
            op = _op(op, taken)
            self._compare(op_id, returned.sale_id, given, taken, op)
        self._push(row, op)

    def _push(self, row: Document, op: Document) -> None:
        row["ops"].append(op)
        self._mark(row)

    def _mark(self, row: Document) -> None:
        if row["_id"] not in self.made:
            self.changed[row["_id"]] = None

    def _compare(self, op_id: str, original: str, given: Given, taken: Given, op: Document) -> None:
        """What came back and was not left is the manager's to look at."""
        if taken.milli >= given.milli:
            return
        self.exceptions.append(
            {
                "_id": op_id,
                "kind": "return_not_left",
                "sale": op.get("sale"),
                "original": original,
                "line": given.line_id,
                "q": given.milli,
                "q_left": taken.milli,
                "terminal_id": op["terminal_id"],
                "store_id": self._batch.store_id,
                "cashier": op.get("cashier"),
                "at": op["at"],
            }
        )


def _rights_read(
    database: Database[Document], session: ClientSession, steps: Iterable[FinishedSale | Correction]
) -> dict[str, Document]:
    """The rights that a batch is about; v -1: made now, of an original that came without one."""
    concerned: set[str] = set()
    originals: set[str] = set()
    for step in steps:
        if isinstance(step, Correction):
            concerned.add(step.corrected.sale_id)
        else:
            concerned.add(step.sale.sale_id)
            originals |= {
                line.returned.sale_id
                for line in step.sale.lines
                if line.returned is not None and line.returned.authority in _BY_THE_TILL
            }
    wanted = sorted((concerned | originals) - {""})
    rows = {row["_id"]: row for row in database.return_rights.find({"_id": {"$in": wanted}}, session=session)}
    missing = sorted(originals - concerned - set(rows) - {""})
    if missing:
        for sale in database.sales.find({"_id": {"$in": missing}}, session=session):
            made = right_of_document(sale)
            if made is not None:
                rows[sale["_id"]] = {**made, "v": -1}
    return rows


def _op(op: Document, taken: Given) -> Document:
    """An operation with what was really there for it."""
    new = op_document(op["id"], op["state"], taken, op["terminal_id"], op["at"])
    return {**op, **new}


def _has(row: Document, op_id: str) -> bool:
    return any(op["id"] == op_id for op in row["ops"])


def _credit(sale: Sale, tender: Tender, batch: UploadBatch) -> UpdateOne:
    """x is below zero: the account has less by it, as with every operation."""
    op = {
        "id": tender.tender_id,
        "x": tender.amount_minor,
        "state": "taken",
        "terminal_id": batch.terminal_id,
        "at": datetime.fromisoformat(sale.completed_at),
    }
    change = {
        "$inc": {"left": -tender.amount_minor, "v": 1},
        "$push": {"ops": op},
        "$setOnInsert": {"kind": tender.method},
    }
    return UpdateOne({"_id": tender.account, "ops.id": {"$ne": tender.tender_id}}, change, upsert=True)


def _without_account(sale: Sale, tender: Tender, batch: UploadBatch) -> Document:
    return {
        "_id": tender.tender_id,
        "kind": "credit_without_account",
        "sale": sale.sale_id,
        "amount": -tender.amount_minor,
        "terminal_id": batch.terminal_id,
        "store_id": batch.store_id,
        "cashier": sale.cashier,
        "at": datetime.fromisoformat(sale.completed_at),
    }


def _noted(row: Document) -> UpdateOne:
    return UpdateOne({"_id": row["_id"]}, {"$setOnInsert": row}, upsert=True)
