"""The upload worker against a real central database that dies under it again and again."""

import queue
from collections.abc import Sequence
from typing import Any

import pytest

from pos_terminal.adapters.mongo.client import MongoCentre
from pos_terminal.adapters.system_clock import SystemClock
from pos_terminal.services import messages as m
from pos_terminal.services.ports import Post
from pos_terminal.workers.upload import Limits, Origin, UploadWorker
from tests.centre_servers import CentreServer, own_centre_server
from tests.fakes.sold import SoldJournal

__all__ = ["own_centre_server"]

QUICK = Limits(sales=3, first_ms=5, longest_ms=20)


def worker_for(journal: SoldJournal, url: str, settling: MongoCentre, post: Post) -> UploadWorker:
    def settle(sale_ids: Sequence[str]) -> None:
        settling.mark_settled([move.hold_id for move in settling.unsettled(sale_ids)])

    centre, origin = MongoCentre(url, select_ms=300), Origin("j1", "T1", "S1")
    return UploadWorker(lambda: journal, centre, settle, origin, post, SystemClock(), QUICK)


@pytest.mark.expected_warnings("centre_down")
def test_every_sale_arrives_once_over_kills_of_the_server(own_centre_server: CentreServer) -> None:
    # given a worker that settles by marking, and a day's sales that come in portions
    url = own_centre_server.url("shop")
    settling, said = MongoCentre(url, select_ms=300), queue.SimpleQueue[object]()
    journal = SoldJournal("j1")
    worker = worker_for(journal, url, settling, said.put)
    worker.start()

    # when the server is killed while they go up
    sold: set[str] = set()
    for _ in range(3):
        new = [journal.sell(("apple", 1000), ("pear", 2000)).sale.sale_id for _ in range(12)]
        sold |= set(new)
        worker.put(m.Upload(journal.head().seq, tuple(new)))
        while not isinstance(said.get(timeout=30), m.UploadDone):
            pass
        own_centre_server.kill()
        own_centre_server.start()
    # Some portion's last answer may have come before the kill: a further sale ends the wait below.
    last = journal.sell(("apple", 1000)).sale.sale_id
    worker.put(m.Upload(journal.head().seq, (last,)))
    while not (isinstance(done := said.get(timeout=30), m.UploadDone) and last in done.sale_ids):
        pass
    worker.stop(20)

    # then nothing is lost, doubled or left over
    database: Any = settling._database
    assert {row["_id"] for row in database.sales.find()} == sold | {last}
    assert database.events.count_documents({}) == journal.head().seq
    assert {row["_id"]: row["on_hand"] for row in database.inventory.find()} == {"apple": -37, "pear": -72}
    assert settling.unsettled(sorted(sold)) == ()
    assert settling.head("j1", "T1") == journal.head()
    settling.close()
