"""Customers and staff at the centre, over pymongo. A connection of its own; one thread at a time.

Fulfils `services.enquiry_port.Customers` and `services.roster.People`. `customers` belongs to the online
store too: only our own fields are ever set, and a document may lack any of them. Each call has one deadline
for all that it does.
"""

import logging
import random
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, get_args

import pymongo
from bson import ObjectId
from pymongo import ReadPreference
from pymongo.client_session import ClientSession
from pymongo.errors import DuplicateKeyError, PyMongoError

from pos_terminal.adapters.mongo.connection import MAJORITY, SNAPSHOT, asking, may_repeat, open_database
from pos_terminal.adapters.mongo.documents import Document
from pos_terminal.adapters.mongo.foreign import text_in, whole
from pos_terminal.adapters.mongo.sentences import host_of, is_duplicate
from pos_terminal.domain.customers import (
    Customer,
    Wanted,
    backwards,
    best,
    fold,
    phone_digits,
    search_tokens,
    wanted,
)
from pos_terminal.domain.decision import Refused
from pos_terminal.domain.staff import Role, StaffMember
from pos_terminal.errors import CentreUnavailable

log = logging.getLogger("pos.people")

MOST_FOUND = 20
_CANDIDATES = 200
_ATTEMPTS = 4
_WORD_BEGINS = r"(?:^|[\s\-'.,(/])"
_ROLES: frozenset[str] = frozenset(get_args(Role))
# How a name is looked for that was written without our fields: letters with accents by their plain letter
# (Latin, Greek, Cyrillic, Arabic), letters that two stand for, and the signs that may follow any letter.
_ACCENTED: dict[str, str] = {}
for _first, _end in ((0xC0, 0x250), (0x370, 0x500), (0x621, 0x64B), (0x1E00, 0x2000)):
    for _letter in map(chr, range(_first, _end)):
        if len(fold(_letter)) == 1:
            _ACCENTED[fold(_letter)] = _ACCENTED.get(fold(_letter), "") + _letter
_BY_TWO = {"ae": "äæ", "oe": "öøœ", "ue": "ü", "aa": "å", "ss": "ß", "th": "þ"}
_SIGNS = "[\u0300-\u036f\u0640\u064b-\u065f]*"


class MongoPeople:
    """Arguments as MongoCentre, but answer_ms: for a whole call. Raises ConfigError for a bad url."""

    def __init__(self, url: str, *, database: str = "pos", answer_ms: int = 2000) -> None:
        self._host = host_of(url)
        self._answer_s = answer_ms / 1000
        self._client, self._database = open_database(url, database, answer_ms, answer_ms)

    def staff(self) -> tuple[StaffMember, ...]:
        """Everybody who can be read; also who is switched off."""
        with self._asking():
            rows = list(self._database.staff.find().sort("_id"))
        members = [(row["_id"], _member(row)) for row in rows]
        for staff_id, member in members:
            if member is None:
                log.info("staff_unreadable staff=%s", staff_id)
        return tuple(member for _, member in members if member is not None)

    def save_staff(self, member: StaffMember, at: str) -> None:
        """Write one person down, unless somebody changed them later than at (UTC ISO 8601)."""
        changed_at = datetime.fromisoformat(at)
        ours = {
            "name": member.name,
            "role": member.role,
            "pin_hash": member.pin_hash,
            "badge": member.badge,
            "active": member.active,
            "updated_at": changed_at,
        }
        not_later = {"_id": member.staff_id, "updated_at": {"$not": {"$gt": changed_at}}}
        with self._asking():
            try:
                self._database.staff.update_one(not_later, {"$set": ours}, upsert=True)
            except DuplicateKeyError:
                # There is one that was changed later.
                log.info("staff_change_outdated staff=%s", member.staff_id)

    def find_customers(self, text: str) -> tuple[Customer, ...]:
        """Those that a text means: by name, last digits of the phone, or card; best first, 20 at most."""
        looked_for = wanted(text)
        if not looked_for.card:
            return ()
        with self._asking():
            rows = list(self._database.customers.find(_by_tokens(looked_for)).limit(_CANDIDATES))
            found = best(tuple(map(_customer, rows)), looked_for, MOST_FOUND)
            if len(found) < MOST_FOUND:
                rows += self._database.customers.find(_without_tokens(looked_for)).limit(_CANDIDATES)
                found = best(tuple(map(_customer, rows)), looked_for, MOST_FOUND)
            return self._with_credit(found)

    def customer(self, customer_id: str) -> Customer | None:
        """One customer with the store credit that is left; None where there is nobody."""
        with self._asking():
            row = self._database.customers.find_one({"_id": {"$in": _ids(customer_id)}})
            return None if row is None else self._with_credit((_customer(row),))[0]

    def save_customer(self, customer: Customer, at: str) -> Customer | Refused:
        """Write a customer down, new or changed; refused where the card is somebody else's."""
        with self._asking(), self._client.start_session(causal_consistency=False) as session:
            for attempt in range(1, _ATTEMPTS + 1):
                try:
                    with session.start_transaction(SNAPSHOT, MAJORITY, ReadPreference.PRIMARY):
                        return self._save(session, customer, datetime.fromisoformat(at))
                except PyMongoError as error:
                    # Another till writes the same card down.
                    if attempt == _ATTEMPTS or not (may_repeat(error) or is_duplicate(error)):
                        raise
                time.sleep(random.uniform(0, 0.01 * 2**attempt))
        raise CentreUnavailable(f"The central database at {self._host} did not take the customer; try again.")

    def credit_left(self, account: str) -> int | None:
        """What is left of a store-credit account, in minor units; None where there is none."""
        with self._asking():
            row = self._database.credit_accounts.find_one({"_id": account}, {"left": 1})
        return None if row is None else whole(row.get("left"))

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    @contextmanager
    def _asking(self) -> Iterator[None]:
        with asking(self._host), pymongo.timeout(self._answer_s):
            yield

    def _with_credit(self, customers: tuple[Customer, ...]) -> tuple[Customer, ...]:
        ids = [customer.customer_id for customer in customers]
        rows = self._database.credit_accounts.find({"_id": {"$in": ids}}, {"left": 1}) if ids else ()
        left = {row["_id"]: whole(row.get("left")) for row in rows}
        return tuple(_credited(customer, left.get(customer.customer_id, 0)) for customer in customers)

    def _save(self, session: ClientSession, customer: Customer, at: datetime) -> Customer | Refused:
        """In the session's open transaction. Raises PyMongoError."""
        database, code = self._database, customer.card_code
        if code:
            # Two tills that write one card down at once meet in this document; one of them begins anew.
            database.customer_cards.update_one(
                {"_id": code}, {"$set": {"asked_at": at}}, upsert=True, session=session
            )
            others = {"card_code": code, "_id": {"$ne": customer.customer_id}}
            if database.customers.find_one(others, {"_id": 1}, session=session) is not None:
                return Refused("customer_card_taken", {"code": code})
        database.customers.update_one(
            {"_id": customer.customer_id},
            {"$set": {**ours(customer), "updated_at": at}, "$setOnInsert": {"created_at": at}},
            upsert=True,
            session=session,
        )
        return customer


def _ids(customer_id: str) -> list[object]:
    """The id as text, and as the online store's driver may have made it."""
    return [customer_id, ObjectId(customer_id)] if ObjectId.is_valid(customer_id) else [customer_id]


def ours(customer: Customer) -> Document:
    """The fields that we own. search_of: what `search` was made of; the online store may change it later."""
    return {
        "name": customer.name,
        "phone": customer.phone,
        "email": customer.email,
        "card_code": customer.card_code,
        "phone_digits": phone_digits(customer.phone),
        "search": list(search_tokens(customer.name, customer.phone)),
        "search_of": {"name": customer.name, "phone": customer.phone},
    }


def _by_tokens(looked_for: Wanted) -> Document:
    """Customers whose search fields say so, by index."""
    ways: list[Document] = [{"card_code": looked_for.card}]
    if looked_for.digits:
        ways += [{"search": _beginning(number)} for number in _numbers(looked_for.digits)]
    if looked_for.terms:
        ways.append(
            {"$and": [{"$or": [{"search": _beginning(word)} for word in term]} for term in looked_for.terms]}
        )
    return {"$or": ways}


def _numbers(digits: str) -> tuple[str, ...]:
    """Beginnings of tokens: the digits backwards, also without a country's code that was typed with them."""
    return tuple(
        dict.fromkeys(backwards(digits[start:]) for start in range(4) if len(digits) - start > 6)
    ) or (backwards(digits),)


def _without_tokens(looked_for: Wanted) -> Document:
    """Customers of the online store that have no search fields, or others than their name now needs."""
    differs = [{"$ne": [f"$search_of.{name}", f"${name}"]} for name in ("name", "phone")]
    ways: list[Document] = []
    if looked_for.terms:
        ways.append({"$and": [{"name": {"$in": _words(term)}} for term in looked_for.terms]})
    if looked_for.digits:
        ways.append({"phone": re.compile(r"[^0-9]*".join(looked_for.digits[-7:]) + r"[^0-9]*$")})
    return {"$and": [{"$expr": {"$or": differs}}, {"$or": ways or [{"card_code": looked_for.card}]}]}


def _beginning(text: str) -> Document:
    return {"$regex": "^" + re.escape(text)}


def _words(term: tuple[str, ...]) -> list[re.Pattern[str]]:
    """A name in which a word begins like this, accents or not; a script without spaces: which has it."""
    return [
        re.compile((_WORD_BEGINS if word.isascii() else "") + _loose(word), re.IGNORECASE) for word in term
    ]


def _loose(word: str) -> str:
    """A pattern of a folded word that finds it as it is written."""
    parts = []
    place = 0
    while place < len(word):
        two = word[place : place + 2]
        if two in _BY_TWO:
            parts.append(f"(?:[{_BY_TWO[two]}]|{_loose_letter(two[0])}{_loose_letter(two[1])})")
        else:
            parts.append(_loose_letter(word[place]))
        place += 2 if two in _BY_TWO else 1
    return "".join(parts)


def _loose_letter(letter: str) -> str:
    return f"[{letter}{_ACCENTED.get(letter, '')}]{_SIGNS}"


def _member(row: Mapping[str, Any]) -> StaffMember | None:
    """None where it is no person of ours."""
    role = row.get("role")
    if not isinstance(row["_id"], str) or role not in _ROLES:
        return None
    return StaffMember(
        row["_id"],
        text_in(row, "name") or row["_id"],
        role,
        text_in(row, "pin_hash"),
        text_in(row, "badge"),
        row.get("active") is not False,
    )


def _customer(row: Mapping[str, Any]) -> Customer:
    customer_id = str(row["_id"])
    email = text_in(row, "email")
    name = text_in(row, "name") or email or customer_id
    return Customer(customer_id, name, text_in(row, "phone"), email, text_in(row, "card_code"))


def _credited(customer: Customer, left_minor: int) -> Customer:
    return Customer(
        customer.customer_id, customer.name, customer.phone, customer.email, customer.card_code, left_minor
    )
