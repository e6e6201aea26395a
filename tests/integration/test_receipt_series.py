"""Which receipt series a new journal opens, asked of a real central database, and how the chain goes on."""

import socket
from pathlib import Path

import pytest

from pos_terminal import config as c
from pos_terminal.adapters.mongo.client import MongoCentre
from pos_terminal.adapters.mongo.journals import MongoJournals
from pos_terminal.bootstrap_tools import journal_opening
from pos_terminal.domain import events as e
from pos_terminal.domain.records import Entry, Head, Writing
from pos_terminal.errors import CentreUnavailable
from pos_terminal.journal.opening import Opening
from pos_terminal.journal.sqlite_journal import SqliteJournal, SqliteJournalReader
from pos_terminal.journal.verify import verify_file
from pos_terminal.workers.upload import Limits, Origin, next_batch
from tests.centre_servers import CentreServer, centre_server

__all__ = ["centre_server"]

AT = "2026-01-01T00:00:00.000Z"


def settings(url: str, terminal_id: str = "T1", series: str = "") -> c.Config:
    raw = {"till": {"terminal_id": terminal_id, "receipt_series": series}, "centre": {"url": url}}
    return c.check(raw, "test")


def opened(url: str, terminal_id: str = "T1", series: str = "") -> Opening:
    return journal_opening(settings(url, terminal_id, series), url, False)


def new_journal(folder: Path, journal_id: str, opening: Opening) -> SqliteJournal:
    journal = SqliteJournal(folder / "journal.sqlite", "T1", lambda: journal_id, lambda: opening)
    journal.append(Writing((Entry(e.ShiftOpened("s", "2026-01-01", "ann")),), AT, 0, True))
    return journal


def upload(url: str, journal: SqliteJournal, path: Path) -> Head:
    centre = MongoCentre(url, opening=journal.opening)
    reader = SqliteJournalReader(path)
    head = centre.head(journal.journal_id, "T1")
    assert head == Head(0, journal.opening.first_hash)
    origin = Origin(journal.journal_id, "T1", "S1")
    head = centre.upload(next_batch(reader, origin, head, reader.head().seq, Limits()))
    assert head == reader.head()
    centre.close()
    return head


def test_the_first_journal_of_a_till_opens_series_a(centre_server: CentreServer) -> None:
    assert opened(centre_server.url()) == Opening("A", "", "0" * 64)


def test_a_replaced_machine_opens_the_next_series_and_goes_on_with_the_chain(
    centre_server: CentreServer, tmp_path: Path
) -> None:
    url = centre_server.url()
    first = new_journal(tmp_path / "one", "j1", opened(url))
    head = upload(url, first, tmp_path / "one/journal.sqlite")
    assert (first.series, opened(url, "T2").series) == ("A", "A")

    # The machine is replaced: a new disk, the same till.
    following = opened(url)
    assert following == Opening("B", "j1", head.hash)
    second = new_journal(tmp_path / "two", "j2", following)
    upload(url, second, tmp_path / "two/journal.sqlite")

    assert verify_file(tmp_path / "two/journal.sqlite").damaged_seq is None
    assert SqliteJournal(tmp_path / "two/journal.sqlite", "T1", lambda: "x").load()[1].seq == 1
    journals = MongoJournals(url, database="shop")
    assert {row.journal_id: row.series for row in journals.known("T1")} == {"j1": "A", "j2": "B"}
    journals.close()
    assert opened(url).series == "C"
    assert opened(url, series="F").series == "F"
    assert opened(url, series="B").series == "C"


def test_a_journal_keeps_its_series_and_asks_nobody_again(tmp_path: Path) -> None:
    new_journal(tmp_path, "j1", Opening("D", "j0", "ab" * 32)).close()

    def refuse() -> Opening:
        raise AssertionError("asked again")

    again = SqliteJournal(tmp_path / "journal.sqlite", "T1", lambda: "x", refuse)
    assert (again.journal_id, again.opening) == ("j1", Opening("D", "j0", "ab" * 32))


def test_without_the_centre_the_configuration_decides_or_nothing_is_opened(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"mongodb://127.0.0.1:{probe.getsockname()[1]}/?directConnection=true"
    assert opened(url, series="C") == Opening("C")
    assert journal_opening(settings(""), "", False) == Opening("A")
    assert journal_opening(settings(url), url, True) == Opening("A")

    path = tmp_path / "journal.sqlite"
    with pytest.raises(CentreUnavailable, match=r"set till\.receipt_series"):
        SqliteJournal(path, "T1", lambda: "j1", lambda: opened(url))
    # It was not opened: the next start asks again.
    assert SqliteJournal(path, "T1", lambda: "j1", lambda: Opening("B")).series == "B"
