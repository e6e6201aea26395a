"""The one transaction that brings a range of a journal to the centre. Upload worker's thread.

Head first, by compare: whoever finds another head writes nothing. The inventory last, in product order: the
online store waits for it. Everything is built anew for each attempt, for one may run several times.
"""

from dataclasses import dataclass
from typing import Any

from pymongo import UpdateOne
from pymongo.client_session import ClientSession
from pymongo.database import Database

from pos_terminal.adapters.mongo.day_upload import write_corrections, write_shifts
from pos_terminal.adapters.mongo.documents import (
    Document,
    event_document,
    event_id,
    movement_document,
    sale_document,
    units_by_product,
)
from pos_terminal.adapters.mongo.ledger_upload import credits_present, write_credits, write_rights
from pos_terminal.domain.records import Head
from pos_terminal.errors import Bug, ForkFound
from pos_terminal.services.ports import UploadBatch


class HeadElsewhere(Exception):
    """The centre's head is not where the batch begins; nothing was written."""


@dataclass(frozen=True, slots=True)
class Present:
    """Ids of a batch that the centre has already, although its head says otherwise (restored in parts)."""

    events: frozenset[str] = frozenset()
    sales: frozenset[str] = frozenset()
    holds: frozenset[str] = frozenset()
    credits: frozenset[str] = frozenset()


def end_of(batch: UploadBatch) -> Head:
    """The head after a batch. Raises Bug where its events do not follow one another."""
    head = batch.before
    for event in batch.events:
        if (event.seq, event.prev_hash) != (head.seq + 1, head.hash):
            raise Bug(f"Event {event.seq} of a batch does not follow event {head.seq}.")
        head = Head(event.seq, event.hash)
    return head


def write(
    database: Database[Document],
    session: ClientSession,
    batch: UploadBatch,
    present: Present,
    location: str,
) -> None:
    """Write a batch in the session's open transaction. Raises HeadElsewhere, PyMongoError."""
    head = end_of(batch)
    moved: Document = {"seq": head.seq, "hash": head.hash}
    if batch.sales:
        moved["receipt_series"] = _series(batch.sales[-1].sale.receipt_no)
    compare = {"_id": batch.journal_id, "seq": batch.before.seq, "hash": batch.before.hash}
    if not database.journals.update_one(compare, {"$set": moved}, session=session).matched_count:
        raise HeadElsewhere
    rows = (event_document(event, batch.journal_id, batch.terminal_id) for event in batch.events)
    _insert(database, "events", [row for row in rows if row["_id"] not in present.events], session)
    sales = [sale_document(sale, batch) for sale in batch.sales if sale.sale.sale_id not in present.sales]
    _insert(database, "sales", sales, session)
    write_rights(database, session, batch)
    write_credits(database, session, batch, present.credits)
    write_corrections(database, session, batch)
    write_shifts(database, session, batch)
    movements = [movement for movement in batch.movements if movement.hold_id not in present.holds]
    moves = [
        movement_document(movement, location, movement.sale_id in batch.settled) for movement in movements
    ]
    _insert(database, "moves", moves, session)
    changes = [
        UpdateOne(
            {"_id": product_id},
            {"$inc": {"on_hand": -units}, "$currentDate": {"updated_at": True}},
            upsert=True,
        )
        for product_id, units in units_by_product(movements)
    ]
    if changes:
        database.inventory.bulk_write(changes, session=session)


def present_of(database: Database[Document], batch: UploadBatch) -> Present:
    """What of a batch the centre has already. Raises ForkFound where it is another event, PyMongoError."""
    hashes = {event_id(batch.journal_id, event.seq): event.hash for event in batch.events}
    found = {
        row["_id"]: row["hash"] for row in database.events.find({"_id": {"$in": list(hashes)}}, {"hash": 1})
    }
    for found_id, found_hash in found.items():
        if found_hash != hashes[found_id]:
            raise fork(found_id.rpartition(":")[2])
    sale_ids = [sale.sale.sale_id for sale in batch.sales]
    hold_ids = [movement.hold_id for movement in batch.movements]
    return Present(
        frozenset(found),
        _ids(database, "sales", sale_ids),
        _ids(database, "moves", hold_ids),
        credits_present(database, batch),
    )


def fork(seq: object) -> ForkFound:
    """The error for another event under a number of ours."""
    return ForkFound(
        f"The central database holds another event under number {seq} of this till's journal: "
        "the upload has stopped, selling goes on; keep the journal file and call support."
    )


def _insert(
    database: Database[Document], collection: str, rows: list[Document], session: ClientSession
) -> None:
    if rows:
        database[collection].insert_many(rows, session=session)


def _ids(database: Database[Document], collection: str, ids: list[str]) -> frozenset[str]:
    rows: Any = database[collection].find({"_id": {"$in": ids}}, {"_id": 1})
    return frozenset(row["_id"] for row in rows)


def _series(receipt_no: str) -> str:
    """The series letter of `<terminal_id>-<letter><sequence>`."""
    return receipt_no.partition("-")[2][:1]
