"""What the centre knows of a till's journals: their heads and their events, for a new or restored journal.

Main thread, before the till runs. Reads only.
"""

from collections.abc import Sequence

from pos_terminal.adapters.mongo.connection import asking, open_database, refuse_stand_alone
from pos_terminal.adapters.mongo.documents import Document, event_id
from pos_terminal.adapters.mongo.sentences import host_of
from pos_terminal.domain.records import Head, StoredEvent
from pos_terminal.journal.opening import KnownJournal


class MongoJournals:
    """One look at `journals` and `events`. select_ms: how long a server is waited for."""

    def __init__(self, url: str, *, database: str, select_ms: int = 3000, answer_ms: int = 10_000) -> None:
        self._host = host_of(url)
        self._client, self._database = open_database(url, database, select_ms, answer_ms)

    def known(self, terminal_id: str) -> tuple[KnownJournal, ...]:
        """All journals of a till. Raises CentreUnavailable."""
        with asking(self._host):
            refuse_stand_alone(self._client, self._host)
            return tuple(_known(row) for row in self._database.journals.find({"terminal_id": terminal_id}))

    def head(self, journal_id: str) -> Head | None:
        """How far a journal has come up, None where it never did. Raises CentreUnavailable."""
        with asking(self._host):
            refuse_stand_alone(self._client, self._host)
            row = self._database.journals.find_one({"_id": journal_id})
        return None if row is None else Head(row["seq"], row["hash"])

    def events(self, journal_id: str, after_seq: int, limit: int) -> Sequence[StoredEvent]:
        """The events after a seq, in order, as far as there is no hole. Raises CentreUnavailable."""
        wanted = [event_id(journal_id, seq) for seq in range(after_seq + 1, after_seq + 1 + limit)]
        with asking(self._host):
            rows = {row["_id"]: row for row in self._database.events.find({"_id": {"$in": wanted}})}
        found: list[StoredEvent] = []
        for seq, wanted_id in enumerate(wanted, after_seq + 1):
            row = rows.get(wanted_id)
            if row is None:
                break
            found.append(StoredEvent(seq, bytes(row["raw"]), row["prev_hash"], row["hash"]))
        return found

    def close(self) -> None:
        """Close the connection."""
        self._client.close()


def _known(row: Document) -> KnownJournal:
    return KnownJournal(row["_id"], row["seq"], row["hash"], row.get("receipt_series") or "")
