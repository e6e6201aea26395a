"""The central database over pymongo; fulfils `services.ports.Centre`. One thread at a time.

Every call has a deadline. The driver's own retries are off: a server that restarted does not recognise them.
What became of an attempt is told by the head alone, which each attempt compares before it writes.
"""

import random
import time
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, suppress

from pymongo import IndexModel, ReadPreference, UpdateOne
from pymongo.client_session import ClientSession
from pymongo.errors import OperationFailure, PyMongoError

from pos_terminal.adapters.mongo.connection import (
    MAJORITY,
    SNAPSHOT,
    asking,
    may_repeat,
    open_database,
    refuse_stand_alone,
)
from pos_terminal.adapters.mongo.documents import Document, movement_of, product_document
from pos_terminal.adapters.mongo.sentences import host_of, is_duplicate
from pos_terminal.adapters.mongo.transaction import HeadElsewhere, Present, end_of, fork, present_of, write
from pos_terminal.domain.catalog import Product
from pos_terminal.domain.records import Head, Movement
from pos_terminal.errors import CentreUnavailable
from pos_terminal.journal.opening import Opening
from pos_terminal.services.ports import UploadBatch

NO_OPENING = Opening(series="")
_ATTEMPTS = 6
_LOAD_CHUNK = 500


class MongoCentre:
    """One till's access to the central database.

    location: the stock location that the till sells from. database: where the url names none. select_ms: to
    find a server and to connect to it; answer_ms: for each step of a call. opening: how the till's journal
    was opened, for the centre to know it by. Raises ConfigError for a bad url.
    """

    def __init__(
        self,
        url: str,
        *,
        location: str = "main",
        database: str = "pos",
        select_ms: int = 1000,
        answer_ms: int = 3000,
        opening: Opening = NO_OPENING,
    ) -> None:
        self._opening = opening
        self._host = host_of(url)
        self._location = location
        self._session: ClientSession | None = None
        self._prepared = False
        self._client, self._database = open_database(url, database, select_ms, answer_ms)

    def head(self, journal_id: str, terminal_id: str) -> Head:
        """The centre's head of this journal; made at zero where there is none yet.

        Raises CentreUnavailable, also where the server has no transactions; ForkFound where the journal is
        another till's.
        """
        with self._asking():
            refuse_stand_alone(self._client, self._host)
            document = self._database.journals.find_one({"_id": journal_id})
            if document is None:
                document = self._make_journal(journal_id, terminal_id)
            if document["terminal_id"] != terminal_id:
                raise fork(f"{document['seq']} (as till {document['terminal_id']})")
            self._end_predecessor(document)
            self._prepare()
            return Head(document["seq"], document["hash"])

    def upload(self, batch: UploadBatch) -> Head:
        """Write a batch in one transaction that moves the head; answers the centre's head as it then is.

        Another head than the end of the batch: nothing was written, go on from there. Safe to repeat. Raises
        CentreUnavailable (what became of it tells the next `head`), ForkFound.
        """
        with self._asking():
            return self._upload(batch)

    def unsettled(self, sale_ids: Sequence[str]) -> tuple[Movement, ...]:
        """The movements of these sales that are not marked settled."""
        wanted = {"sale": {"$in": list(sale_ids)}, "settled": False}
        with self._asking():
            return tuple(movement_of(row) for row in self._database.moves.find(wanted).sort("_id"))

    def mark_settled(self, hold_ids: Sequence[str]) -> None:
        """Mark movements settled (majority)."""
        with self._asking():
            self._database.moves.update_many({"_id": {"$in": list(hold_ids)}}, {"$set": {"settled": True}})

    def load_products(
        self, products: Sequence[Product], on_hand: Mapping[str, int], currency: str
    ) -> frozenset[str]:
        """Write articles, and stock for those that have none yet; answers whose stock is new.

        on_hand: base units by product id. Stock that is there already is never touched: others count with it.
        """
        new: set[str] = set()
        for start in range(0, len(products), _LOAD_CHUNK):
            with self._asking():
                new |= self._load(products[start : start + _LOAD_CHUNK], on_hand, currency)
        return frozenset(new)

    def close(self) -> None:
        """Close the connection."""
        if self._session is not None:
            self._session.end_session()
            self._session = None
        self._client.close()

    def _asking(self) -> AbstractContextManager[None]:
        """The driver's errors come out as CentreUnavailable."""
        return asking(self._host)

    def _make_journal(self, journal_id: str, terminal_id: str) -> Document:
        made: Document = {
            "_id": journal_id,
            "terminal_id": terminal_id,
            "seq": 0,
            "hash": self._opening.first_hash,
            "receipt_series": self._opening.series,
            "predecessor": self._opening.predecessor or None,
        }
        self._database.journals.insert_one(made)
        return made

    def _own_session(self) -> ClientSession:
        """One session for the adapter's whole life: its next transaction ends one that was cut off.

        With a new session each time, a transaction whose connection broke would keep the head locked until
        the server's transactionLifetimeLimitSeconds (60 by default) are over.
        """
        if self._session is None:
            self._session = self._client.start_session(causal_consistency=False)
        return self._session

    def _end_predecessor(self, document: Document) -> None:
        """End what a killed run of this till may have left open for those 60 s; sign for this run."""
        own = self._own_session().session_id["id"]
        left = document.get("session")
        if left == own:
            return
        if left is not None:
            # Where the account may not do this, the server's own limit does it later.
            # A filled collection may take longer than a call may: the server goes on without us.
            with suppress(PyMongoError):
                self._client.admin.command({"killSessions": [{"id": left}]})
        self._database.journals.update_one({"_id": document["_id"]}, {"$set": {"session": own}})

    def _prepare(self) -> None:
        """An index for what `unsettled` and reconciling look for; without the right to make it, slow."""
        if not self._prepared:
            with suppress(OperationFailure):
                self._database.moves.create_indexes(
                    [IndexModel([("sale", 1)]), IndexModel([("product_id", 1), ("settled", 1)])]
                )
            self._prepared = True

    def _upload(self, batch: UploadBatch) -> Head:
        present = Present()
        session = self._own_session()
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                with session.start_transaction(SNAPSHOT, MAJORITY, ReadPreference.PRIMARY):
                    write(self._database, session, batch, present, self._location)
                return end_of(batch)
            except HeadElsewhere:
                return self._head_elsewhere(batch)
            except PyMongoError as error:
                if is_duplicate(error):
                    present = present_of(self._database, batch)
                elif not may_repeat(error) or attempt == _ATTEMPTS:
                    raise
            # Another till at the same goods is done in some milliseconds.
            time.sleep(random.uniform(0, 0.01 * 2**attempt))
        raise CentreUnavailable(
            f"The central database at {self._host} did not take the sales; they go up later."
        )

    def _head_elsewhere(self, batch: UploadBatch) -> Head:
        """The head that stood in the way; after an unknown commit, the batch's own end. Raises ForkFound."""
        document = self._database.journals.find_one({"_id": batch.journal_id})
        if document is None:
            self._make_journal(batch.journal_id, batch.terminal_id)
            return Head(0, self._opening.first_hash)
        head = Head(document["seq"], document["hash"])
        ours = {batch.before.seq: batch.before.hash} | {event.seq: event.hash for event in batch.events}
        if ours.get(head.seq, head.hash) != head.hash:
            raise fork(head.seq)
        return head

    def _load(self, products: Sequence[Product], on_hand: Mapping[str, int], currency: str) -> set[str]:
        tracked = [product.product_id for product in products if product.tracked]
        known = self._database.inventory.find({"_id": {"$in": tracked}}, {"_id": 1})
        new = set(tracked) - {row["_id"] for row in known}
        now = {"$currentDate": {"updated_at": True}}
        articles = [
            UpdateOne(
                {"_id": product.product_id}, {"$set": product_document(product, currency), **now}, upsert=True
            )
            for product in products
        ]
        stocks = [
            UpdateOne(
                {"_id": product_id},
                {"$setOnInsert": {"on_hand": on_hand.get(product_id, 0)}, **now},
                upsert=True,
            )
            for product_id in sorted(new)
        ]
        session = self._own_session()
        with session.start_transaction(SNAPSHOT, MAJORITY, ReadPreference.PRIMARY):
            self._database.products.bulk_write(articles, session=session)
            if stocks:
                self._database.inventory.bulk_write(stocks, session=session)
        return new
