"""A counter that is too low, raised from the app: real servers, and the book kept over a restart."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_terminal.adapters.findings_file import JsonFindings
from pos_terminal.services.findings_book import Book
from pos_terminal.services.findings_messages import CounterRaised, FindingsSeen, RaiseCounter, StockBoard
from pos_terminal.workers.reconcile import ReconcileWorker
from tests.centre_servers import CentreServer, centre_server
from tests.fakes.audited_shop import MINUTE_MS, AuditedShop, MongoDesk
from tests.fakes.stock_shop import Shop
from tests.stock_servers import StockServerProcess, stock_server

__all__ = ["centre_server"]

WAIT_S = 20


class Till:
    """The reconcile thread on real servers; it goes on when the test says so, in the test's own time."""

    def __init__(self, shop: AuditedShop, file: JsonFindings) -> None:
        self._shop = shop
        self._said: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._go: queue.SimpleQueue[bool] = queue.SimpleQueue()
        self._idle: queue.SimpleQueue[float] = queue.SimpleQueue()
        reconciler = shop.new_reconciler()
        reconciler.close = lambda: None  # type: ignore[method-assign]  # the next till uses the shop's servers
        self.worker = ReconcileWorker(
            reconciler, self._said.put, 10, file, lambda: "2026-11-23T18:00:00.000Z", self._wait
        )
        self.worker.start()
        self._wait_s = self._idle.get(timeout=WAIT_S)

    def _wait(self, seconds: float) -> bool:
        self._idle.put(seconds)
        return self._go.get(timeout=60)

    def said(self) -> list[object]:
        """What was posted since this was asked last."""
        return [self._said.get() for _ in range(self._said.qsize())]

    def step(self) -> list[object]:
        """Requests, and a round where one is due."""
        self._go.put(False)
        self._wait_s = self._idle.get(timeout=WAIT_S)
        return self.said()

    def round(self) -> None:
        """Time passes until the next round."""
        self._shop.later(round(self._wait_s * 1000) + 1)
        self.step()

    def find(self, file: JsonFindings, kind: str) -> Book:
        """As many rounds as it takes until something of this kind stands."""
        for _ in range(20):
            self.round()
            if any(noted.stands and noted.finding.kind == kind for noted in file.read()):
                return file.read()
        raise AssertionError(f"no {kind}")

    def raised(self, product_id: str) -> CounterRaised:
        self.worker.put(RaiseCounter(product_id))
        (answer,) = [said for said in self.step() if isinstance(said, CounterRaised)]
        return answer

    def stop(self) -> None:
        self._go.put(True)
        self.worker.stop(WAIT_S)


@pytest.fixture
def server() -> Iterator[StockServerProcess]:
    with stock_server("valkey") as started:
        yield started


@pytest.fixture
def shop(server: StockServerProcess, centre_server: CentreServer) -> Iterator[AuditedShop]:
    keys = Shop(server)
    desk = MongoDesk(centre_server.url())
    desk._database.products.insert_one({"_id": "p", "name": "Pears", "unit": "each"})
    yield AuditedShop(keys, desk)
    keys.close()
    desk.centre.close()


def standing(book: Book) -> list[tuple[str, int]]:
    return [(noted.finding.kind, noted.finding.units) for noted in book if noted.stands]


def test_a_counter_that_is_too_low_is_raised_once_a_manager_says_so(
    shop: AuditedShop, tmp_path: Path
) -> None:
    # given an online order that was refused and never given back
    shop.shop.online(-3)
    file = JsonFindings(tmp_path / "findings.json")
    till = Till(shop, file)
    book = till.find(file, "low")
    assert standing(book) == [("low", 3)]
    assert book[0].finding.name == "Pears"

    # when
    answer = till.raised("p")

    # then
    assert answer == CounterRaised("p", "raised", "Pears")
    assert shop.shop.counter() == shop.desk.on_hand("p") == 10
    book = file.read()
    assert [(noted.finding.kind, noted.finding.counter) for noted in book] == [("raised", 10), ("low", None)]
    assert standing(book) == []
    assert till.raised("p").outcome == "not_low"
    till.stop()


def test_one_that_was_touched_just_now_is_not_raised(shop: AuditedShop, tmp_path: Path) -> None:
    shop.shop.online(-3)
    file = JsonFindings(tmp_path / "findings.json")
    till = Till(shop, file)
    till.find(file, "low")

    # when somebody sells online in the same moment
    shop.shop.online(-1)
    shop.shop.online(1)

    # then it has to be proven anew
    assert till.raised("p").outcome == "not_proven"
    assert shop.shop.counter() == 7
    till.stop()


def test_what_was_found_and_seen_is_still_known_after_a_restart(shop: AuditedShop, tmp_path: Path) -> None:
    # given
    shop.shop.online(-3)
    file = JsonFindings(tmp_path / "findings.json")
    first = Till(shop, file)
    first.find(file, "low")
    first.worker.put(FindingsSeen("mia"))
    first.step()
    first.stop()

    # when the till starts anew, nothing is proven yet, and the counter is still too low
    second = Till(shop, file)
    (board,) = second.said()
    assert isinstance(board, StockBoard)
    assert [(noted.finding.kind, noted.seen_by) for noted in board.book] == [("low", "mia")]
    second.round()

    # then it stands, since then; and it is raised only when it is proven in this run
    assert standing(file.read()) == [("low", 3)]
    assert second.raised("p").outcome == "not_proven"
    shop.later(15 * MINUTE_MS)
    assert second.raised("p").outcome == "raised"
    second.stop()


def test_a_server_that_goes_away_is_answered(
    shop: AuditedShop, server: StockServerProcess, tmp_path: Path
) -> None:
    shop.shop.online(-3)
    file = JsonFindings(tmp_path / "findings.json")
    till = Till(shop, file)
    till.find(file, "low")
    server.kill()

    answer = till.raised("p")

    assert answer.outcome == "away"
    assert answer.problem.endswith(".")
    till.stop()


def test_a_book_that_is_damaged_counts_as_empty(tmp_path: Path) -> None:
    path = tmp_path / "findings.json"
    path.write_text("{half")
    assert JsonFindings(path).read() == ()
