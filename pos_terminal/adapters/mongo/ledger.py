"""The ledgers at the centre over pymongo; fulfils `services.ledger_port.Ledger`. One thread at a time.

Each step is one conditional write that names its operation: safe when its reply is lost, when it comes twice
or late. The driver's retries are off. A document is read before it is written, and never made here: so where
there is none no write of ours can be on its way.
"""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TypeVar

import pymongo
from pymongo import ReturnDocument
from pymongo.results import UpdateResult

from pos_terminal.adapters.mongo.connection import asking, open_database, refuse_stand_alone
from pos_terminal.adapters.mongo.documents import ACCOUNTS, Document
from pos_terminal.adapters.mongo.return_rights import CameBetween, end_right, hold_right
from pos_terminal.adapters.mongo.sentences import host_of
from pos_terminal.errors import Bug, CentreUnavailable
from pos_terminal.services.ledger_port import (
    RETURN_RIGHTS,
    CreditReply,
    Ended,
    Ending,
    Held,
    NoAccount,
    ReturnReply,
    TooLittle,
)
from pos_terminal.services.ports import Clock

_ATTEMPTS = 40
_Decided = TypeVar("_Decided")


class MongoLedger:
    """One till's access to the ledgers.

    database: where the url names none. hold_ms, end_ms: for a whole call, to find the server included. Raises
    ConfigError for a bad url.
    """

    def __init__(
        self,
        url: str,
        terminal_id: str,
        clock: Clock,
        *,
        database: str = "pos",
        hold_ms: int = 1500,
        end_ms: int = 3000,
    ) -> None:
        self._host = host_of(url)
        self._terminal_id = terminal_id
        self._clock = clock
        self._hold_s = hold_ms / 1000
        self._end_s = end_ms / 1000
        self._usable = False
        self._client, self._database = open_database(url, database, end_ms, end_ms)

    def hold(self, method: str, account: str, op_id: str, amount_minor: int) -> CreditReply:
        """Hold an amount (> 0) of an account; asked again, the same is answered. Raises CentreUnavailable."""
        if amount_minor <= 0:
            raise Bug("Nothing, or less, was to be held of an account.")
        with self._asking(self._hold_s):
            return self._decided(lambda: self._hold(_collection(method), account, op_id, amount_minor))

    def hold_return(self, sale_id: str, op_id: str, line_id: str, milli: int) -> ReturnReply:
        """Hold the right to take units of a sold line back. Raises CentreUnavailable."""
        with self._asking(self._hold_s):
            origin = (self._terminal_id, self._now())
            wanted = (sale_id, op_id, line_id, milli)
            return self._decided(lambda: hold_right(self._database, wanted, origin))

    def take(self, ledger: str, account: str, op_id: str) -> Ending:
        """End a held operation: it is spent. Raises CentreUnavailable."""
        return self._end(ledger, account, op_id, take=True)

    def free(self, ledger: str, account: str, op_id: str) -> Ending:
        """End an operation: it is given back, also one that is still under way. Raises CentreUnavailable."""
        return self._end(ledger, account, op_id, take=False)

    def left(self, method: str, account: str) -> int | None:
        """What an account has; None where there is none. Raises CentreUnavailable."""
        with self._asking(self._hold_s):
            row = self._database[_collection(method)].find_one({"_id": account}, {"left": 1})
            return None if row is None else int(row["left"])

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    @contextmanager
    def _asking(self, deadline_s: float) -> Iterator[None]:
        with asking(self._host), pymongo.timeout(deadline_s):
            if not self._usable:
                refuse_stand_alone(self._client, self._host)
                self._usable = True
            yield

    def _decided(self, step: Callable[[], _Decided]) -> _Decided:
        """Repeat a step until nobody comes in between."""
        for attempt in range(_ATTEMPTS):
            with suppress(CameBetween):
                return step()
            time.sleep(random.uniform(0, 0.001 * min(attempt, 20)))
        raise CentreUnavailable(
            f"The central database at {self._host} is busy with other work on the same account; it is tried "
            "again."
        )

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self._clock.utc_ms() / 1000, UTC)

    def _op(self, op_id: str, x: int, state: str) -> Document:
        return {"id": op_id, "x": x, "state": state, "terminal_id": self._terminal_id, "at": self._now()}

    def _hold(self, collection: str, account: str, op_id: str, x: int) -> CreditReply:
        accounts = self._database[collection]
        row = accounts.find_one({"_id": account}, _with_op(op_id))
        if row is None:
            return NoAccount()
        for op in row.get("ops", ()):
            return Held(int(row["left"])) if op["state"] == "held" else Ended(op["state"])
        if row["left"] < x:
            return TooLittle(int(row["left"]))
        after = accounts.find_one_and_update(
            {"_id": account, "left": {"$gte": x}, "ops.id": {"$ne": op_id}},
            {"$inc": {"left": -x, "v": 1}, "$push": {"ops": self._op(op_id, x, "held")}},
            {"left": 1},
            return_document=ReturnDocument.AFTER,
        )
        if after is None:
            raise CameBetween
        return Held(int(after["left"]))

    def _end(self, ledger: str, account: str, op_id: str, *, take: bool) -> Ending:
        with self._asking(self._end_s):
            if ledger == RETURN_RIGHTS:
                stamp = (self._terminal_id, self._now())
                ending = self._decided(lambda: end_right(self._database, account, op_id, stamp, take=take))
            else:
                name = _collection(ledger)
                ending = self._decided(lambda: self._end_credit(name, account, op_id, take=take))
            if ending != ("taken" if take else "freed"):
                self._note(ending, ledger, account, op_id)
            return ending

    def _end_credit(self, collection: str, account: str, op_id: str, *, take: bool) -> Ending:
        accounts = self._database[collection]
        row = accounts.find_one({"_id": account}, _with_op(op_id))
        op = next(iter(row.get("ops", ())), None) if row is not None else None
        if op is None:
            if take or row is None:
                return "missing" if take else "freed"
            stop = {"$push": {"ops": self._op(op_id, 0, "freed")}, "$inc": {"v": 1}}
            stopped = accounts.update_one({"_id": account, "ops.id": {"$ne": op_id}}, stop)
            return _ended("freed", stopped)
        if op["state"] != "held":
            return "taken" if op["state"] == "taken" else "freed"
        state: Ending = "taken" if take else "freed"
        back = {} if take else {"left": op["x"]}
        ended = accounts.update_one(
            {"_id": account, "ops": {"$elemMatch": {"id": op_id, "state": "held"}}},
            {"$set": {"ops.$.state": state}, "$inc": {**back, "v": 1}},
        )
        return _ended(state, ended)

    def _note(self, ending: Ending, ledger: str, account: str, op_id: str) -> None:
        """What did not end as the till wanted is the manager's to look at."""
        found = {
            "kind": f"hold_{ending}",
            "ledger": ledger,
            "account": account,
            "terminal_id": self._terminal_id,
            "at": self._now(),
        }
        self._database.exceptions.update_one({"_id": op_id}, {"$setOnInsert": found}, upsert=True)


def _collection(method: str) -> str:
    if method not in ACCOUNTS:
        raise Bug(f"The way of payment {method} has no ledger.")
    return ACCOUNTS[method]


def _ended(state: Ending, change: UpdateResult) -> Ending:
    if not change.matched_count:
        raise CameBetween
    return state


def _with_op(op_id: str) -> Document:
    """What is read of an account: what is left, and one operation where it is known."""
    return {"left": 1, "ops": {"$elemMatch": {"id": op_id}}}
