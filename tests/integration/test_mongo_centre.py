"""The central database when it fails: killed, stopped dead, cut off in the middle; and what it then holds."""

import subprocess
import sys
import threading
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pos_terminal.adapters.mongo.client import MongoCentre
from pos_terminal.domain.records import Head
from pos_terminal.errors import CentreUnavailable, ConfigError
from tests.centre_servers import CentreServer, centre_server, own_centre_server
from tests.fakes.sold import ZERO, SoldJournal

__all__ = ["centre_server", "own_centre_server"]

Connect = Callable[..., MongoCentre]


@pytest.fixture
def connect() -> Iterator[Connect]:
    """Centres that are closed at the end."""
    made: list[MongoCentre] = []

    def make(url: str, **options: Any) -> MongoCentre:
        made.append(MongoCentre(url, **options))
        return made[-1]

    yield make
    for centre in made:
        centre.close()


@pytest.fixture
def journal() -> SoldJournal:
    return SoldJournal(f"j{uuid.uuid4().hex[:8]}")


def on_hand(centre: MongoCentre) -> dict[str, int]:
    database: Any = centre._database
    return {row["_id"]: row["on_hand"] for row in database.inventory.find()}


def test_the_documents_are_those_of_the_contract(
    centre_server: CentreServer, connect: Connect, journal: SoldJournal
) -> None:
    # given
    finished = journal.sell(("apple", 2000))
    sale = finished.sale
    centre = connect(centre_server.url())
    centre.head(journal.journal_id, "T1")

    # when
    centre.upload(journal.batch(ZERO))

    # then
    database: Any = centre._database
    row = database.sales.find_one()
    assert row["_id"] == sale.sale_id
    assert (row["channel"], row["kind"], row["terminal_id"], row["store_id"]) == ("till", "sale", "T1", "S1")
    assert (row["receipt_no"], row["business_day"], row["cashier"]) == ("T1-A000001", "2026-11-23", "C1")
    assert row["completed_at"] == datetime(2026, 11, 23, 12, 0, 0, 123_000, UTC)
    assert row["journal"] == {"id": journal.journal_id, "seq": finished.seq, "hash": finished.hash}
    assert row["lines"][0]["unit_price"] == {"amount": 250, "currency": "EUR"}
    assert (row["lines"][0]["units"], row["lines"][0]["quantity_milli"]) == (2, 2000)
    assert row["tenders"][0]["given"] == {"amount": 600, "currency": "EUR"}
    totals = {name: money["amount"] for name, money in row["totals"].items()}
    assert totals == {"net": 420, "tax": 80, "gross": 500, "rounding": 0, "paid": 500, "change": 100}
    event = database.events.find_one({"_id": f"{journal.journal_id}:1"})
    assert (event["raw"], event["terminal_id"]) == (journal.stored[0].raw, "T1")
    move = database.moves.find_one()
    assert move == {
        "_id": sale.lines[0].hold_id,
        "product_id": "apple",
        "location": "main",
        "q": 2,
        "sale": sale.sale_id,
        "settled": False,
    }
    assert isinstance(database.inventory.find_one()["updated_at"], datetime)
    head = database.journals.find_one()
    assert (head["terminal_id"], head["receipt_series"], head["predecessor"]) == ("T1", "A", None)


def test_acknowledged_batches_survive_a_killed_server_and_go_on_after_it(
    own_centre_server: CentreServer, connect: Connect, journal: SoldJournal
) -> None:
    # given an uploaded sale
    centre = connect(own_centre_server.url("shop"), select_ms=300)
    journal.sell(("apple", 1000))
    centre.head(journal.journal_id, "T1")
    reached = centre.upload(journal.batch(ZERO))
    journal.sell(("apple", 1000))

    # when the server dies, nothing answers
    own_centre_server.kill()
    with pytest.raises(CentreUnavailable, match="does not answer"):
        centre.upload(journal.batch(reached))
    own_centre_server.start()

    # then the head is where it was, and the rest follows over the same connection
    assert centre.head(journal.journal_id, "T1") == reached
    assert centre.upload(journal.batch(reached)) == journal.head()
    assert on_hand(centre) == {"apple": -2}


def test_a_server_that_accepts_and_never_answers_is_left_after_the_deadline(
    own_centre_server: CentreServer, connect: Connect, journal: SoldJournal
) -> None:
    # given a connection in use
    centre = connect(own_centre_server.url("shop"), select_ms=300, answer_ms=300)
    journal.sell(("apple", 1000))
    centre.head(journal.journal_id, "T1")

    # when the server is stopped in its tracks
    own_centre_server.pause()
    with pytest.raises(CentreUnavailable):
        centre.upload(journal.batch(ZERO))
    with pytest.raises(CentreUnavailable):
        centre.head(journal.journal_id, "T1")
    own_centre_server.resume()

    # then everything is there once, whatever became of the first attempt
    head = centre.head(journal.journal_id, "T1")
    if head == ZERO:
        head = centre.upload(journal.batch(ZERO))
    assert head == journal.head()
    assert on_hand(centre) == {"apple": -1}


def test_a_transaction_cut_off_on_the_way_does_not_hold_the_head(
    own_centre_server: CentreServer, connect: Connect, journal: SoldJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given a server that stops in the middle of a batch, with the head moved and not committed
    centre = connect(own_centre_server.url("shop"), select_ms=300, answer_ms=300)
    journal.sell(("apple", 1000))
    centre.head(journal.journal_id, "T1")

    def stop_there(*_: object) -> dict[str, str]:
        own_centre_server.pause()
        return {"_id": "never"}

    with monkeypatch.context() as patch:
        patch.setattr(
            "pos_terminal.adapters.mongo.transaction.sale_document",
            stop_there,
        )
        with pytest.raises(CentreUnavailable):
            centre.upload(journal.batch(ZERO))

    # when it goes on
    own_centre_server.resume()

    # then the next attempt does not wait for the server to give the first up
    assert connect_again(centre, journal) == journal.head()
    assert on_hand(centre) == {"apple": -1}


def connect_again(centre: MongoCentre, journal: SoldJournal) -> Head:
    centre.head(journal.journal_id, "T1")
    return centre.upload(journal.batch(ZERO))


def test_what_a_killed_till_left_open_does_not_hold_the_next_run(
    centre_server: CentreServer, connect: Connect, journal: SoldJournal
) -> None:
    # given a till that dies with its transaction open
    url = centre_server.url()
    script = f"""
import os, sys
from pos_terminal.adapters.mongo import transaction
from pos_terminal.adapters.mongo.client import MongoCentre
from tests.fakes.sold import ZERO, SoldJournal
journal = SoldJournal({journal.journal_id!r})
journal.sell(("apple", 1000))
centre = MongoCentre({url!r})
centre.head(journal.journal_id, "T1")
transaction.sale_document = lambda *_: os._exit(9)
centre.upload(journal.batch(ZERO))
"""
    died = subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parents[2], timeout=30)
    assert died.returncode == 9

    # when the till starts again
    journal.sell(("apple", 1000))
    centre = connect(url)

    # then its upload goes through at once
    assert centre.head(journal.journal_id, "T1") == ZERO
    assert centre.upload(journal.batch(ZERO)) == journal.head()


def test_a_commit_whose_answer_was_lost_is_found_by_the_head(
    centre_server: CentreServer, connect: Connect, journal: SoldJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given a server that commits and then no longer knows the transaction, as after a restart
    centre = connect(centre_server.url())
    journal.sell(("apple", 1000))
    centre.head(journal.journal_id, "T1")
    session = centre._own_session()
    commit = type(session).commit_transaction

    def twice(self: Any) -> None:
        commit(self)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(self._server_session, "_transaction_id", self._server_session._transaction_id + 7)
            commit(self)

    monkeypatch.setattr(type(session), "commit_transaction", twice)

    # when
    head = centre.upload(journal.batch(ZERO))

    # then
    assert head == journal.head()
    assert on_hand(centre) == {"apple": -1}


def test_two_tills_at_the_same_goods_both_get_through(centre_server: CentreServer, connect: Connect) -> None:
    # given two tills that sell the same article
    url = centre_server.url()
    journals = [SoldJournal(f"j{uuid.uuid4().hex[:8]}", f"T{number}") for number in (1, 2)]

    def sell(journal: SoldJournal) -> None:
        centre = connect(url)
        head = centre.head(journal.journal_id, journal.terminal_id)
        for _ in range(10):
            journal.sell(("apple", 1000), ("pear", 1000))
            head = centre.upload(journal.batch(head))
            assert head == journal.head()

    # when both upload at once
    failures: list[BaseException] = []

    def guarded(journal: SoldJournal) -> None:
        try:
            sell(journal)
        except BaseException as error:  # noqa: BLE001 - the top of a thread
            failures.append(error)

    threads = [threading.Thread(target=guarded, args=(journal,)) for journal in journals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    # then
    assert failures == []
    assert on_hand(connect(url)) == {"apple": -20, "pear": -20}


def test_a_stand_alone_server_is_not_used_and_said_so(tmp_path: Path, connect: Connect) -> None:
    # given a server without transactions
    server = CentreServer(tmp_path / "alone", "--standalone")
    server.start()
    try:
        # when, then
        with pytest.raises(CentreUnavailable, match="stand-alone server without transactions"):
            connect(server.url()).head("j1", "T1")
    finally:
        server.kill()


def test_a_large_sale_goes_up_in_one_batch(
    centre_server: CentreServer, connect: Connect, journal: SoldJournal
) -> None:
    # given a sale with more documents than a batch usually has
    journal.sell(*((f"p{number}", 1000) for number in range(675)))
    centre = connect(centre_server.url())
    centre.head(journal.journal_id, "T1")

    # when, then
    assert centre.upload(journal.batch(ZERO)) == journal.head()
    assert len(on_hand(centre)) == 675


def test_nobody_listening_is_a_sentence_with_the_host_and_no_password(connect: Connect) -> None:
    # given
    centre = connect("mongodb://till:secret@127.0.0.1:9/?directConnection=true", select_ms=100)

    # when
    with pytest.raises(CentreUnavailable) as caught:
        centre.unsettled(["s1"])

    # then
    assert "127.0.0.1:9" in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("url", ["http://centre", "mongodb://", "mongodb://host:notaport", ""])
def test_an_address_that_cannot_be_one_is_refused_at_once(url: str) -> None:
    # given, when, then
    with pytest.raises(ConfigError, match="mongodb://host:port"):
        MongoCentre(url)
