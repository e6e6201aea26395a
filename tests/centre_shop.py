"""A shop at a real central database: tills that upload, its ledgers, and a look at its documents."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from pos_terminal.adapters.mongo.client import MongoCentre
from pos_terminal.adapters.mongo.ledger import MongoLedger
from pos_terminal.adapters.mongo.rights import right_in
from pos_terminal.adapters.system_clock import SystemClock
from pos_terminal.domain.records import Head
from pos_terminal.domain.returns import Right
from tests.centre_servers import CentreServer
from tests.fakes.day_journal import DayJournal
from tests.fakes.sold import ZERO

AT_DATE = datetime(2026, 11, 23, 12, 0, 0, 123_000, UTC)


class Shop:
    """A centre with some tills' journals and a look at its documents."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.centre = MongoCentre(url)
        self.ledger = MongoLedger(url, "T9", SystemClock())
        self.database: Any = self.centre._database
        self._heads: dict[str, Head] = {}

    def till(self, terminal_id: str) -> DayJournal:
        return DayJournal(f"j{uuid.uuid4().hex[:8]}", terminal_id)

    def upload(self, journal: DayJournal) -> None:
        """Everything new, in batches of the worker's making."""
        head = self._heads.get(journal.journal_id) or self.centre.head(
            journal.journal_id, journal.terminal_id
        )
        while head != journal.head():
            head = self.centre.upload(journal.whole_batch(head))
        self._heads[journal.journal_id] = head

    def forget_head(self, journal: DayJournal) -> None:
        """As after a backup that brought only the heads back."""
        self._heads[journal.journal_id] = ZERO
        self.database.journals.update_one(
            {"_id": journal.journal_id}, {"$set": {"seq": 0, "hash": ZERO.hash}}
        )

    def right(self, sale_id: str) -> Right | None:
        return right_in(self.database.return_rights.find_one({"_id": sale_id}))

    def on_hand(self) -> dict[str, int]:
        return {row["_id"]: row["on_hand"] for row in self.database.inventory.find()}

    def exceptions(self) -> dict[str, dict[str, Any]]:
        return {row["_id"]: row for row in self.database.exceptions.find()}

    def state(self) -> dict[str, list[dict[str, Any]]]:
        """Everything but the heads."""
        names = ("sales", "return_rights", "credit_accounts", "exceptions", "shifts", "z_reports", "moves")
        return {name: list(self.database[name].find().sort("_id", 1)) for name in names}


@pytest.fixture
def shop(centre_server: CentreServer) -> Iterator[Shop]:
    made = Shop(centre_server.url())
    yield made
    made.centre.close()
    made.ledger.close()
