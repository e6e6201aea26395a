"""The search thread answers the newest text, and only that."""

import queue
import threading
from collections.abc import Iterator

import pytest

from pos_terminal.domain.catalog import Product
from pos_terminal.errors import StorageUnavailable
from pos_terminal.services.messages import SearchFound
from pos_terminal.workers.lookup import Find, LookupWorker

MILK = Product("milk", "Milk", 119, "B", barcodes=("9521234567899",))
WAIT_S = 10


class SlowSearch:
    """A catalogue that answers when the test lets it."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []
        self.entered = threading.Semaphore(0)
        self.may_answer = threading.Semaphore(0)
        self.made_on: str = ""
        self.closed_on: str = ""
        self.errors: list[Exception] = []

    def make(self) -> "SlowSearch":
        self.made_on = threading.current_thread().name
        return self

    def search(self, text: str, limit: int) -> tuple[Product, ...]:
        self.asked.append((text, limit))
        self.entered.release()
        assert self.may_answer.acquire(timeout=WAIT_S)
        if self.errors:
            raise self.errors.pop()
        return (MILK,)

    def close(self) -> None:
        self.closed_on = threading.current_thread().name


class Desk:
    """Worker, catalogue and inbox of one test."""

    def __init__(self) -> None:
        self.search = SlowSearch()
        self.inbox: queue.SimpleQueue[object] = queue.SimpleQueue()
        self.worker = LookupWorker(self.search.make, self.inbox.put)
        self.worker.start()

    def ask(self, text: str) -> None:
        self.worker.put(Find(text))

    def entered(self) -> None:
        assert self.search.entered.acquire(timeout=WAIT_S)

    def answer(self) -> object:
        self.search.may_answer.release()
        return self.inbox.get(timeout=WAIT_S)


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.search.may_answer.release(10)
    desk.worker.stop(WAIT_S)


def test_a_text_brings_its_articles(desk: Desk) -> None:
    desk.ask("mil")
    assert desk.answer() == SearchFound("mil", (MILK,))
    assert desk.search.asked == [("mil", 8)]


def test_only_the_newest_of_the_waiting_texts_is_looked_up(desk: Desk) -> None:
    desk.ask("m")
    desk.entered()
    for text in ("mi", "mil", "milk"):
        desk.ask(text)
    assert desk.answer() == SearchFound("m", (MILK,))
    assert desk.answer() == SearchFound("milk", (MILK,))
    assert [text for text, _ in desk.search.asked] == ["m", "milk"]


def test_everything_it_opens_belongs_to_its_own_thread(desk: Desk) -> None:
    desk.worker.stop(WAIT_S)
    assert (desk.search.made_on, desk.search.closed_on) == ("lookup", "lookup")


def test_it_ends_although_something_waits(desk: Desk) -> None:
    desk.ask("m")
    desk.entered()
    desk.ask("milk")
    desk.search.may_answer.release()
    desk.worker.stop(WAIT_S)
    assert [text for text, _ in desk.search.asked] == ["m"]


@pytest.mark.expected_warnings("catalogue_unreadable")
def test_an_unreadable_file_is_said_and_the_search_goes_on(desk: Desk) -> None:
    desk.search.errors.append(
        StorageUnavailable("The article file cannot be read: import the articles again.")
    )
    desk.ask("milk")
    found = desk.answer()
    assert isinstance(found, SearchFound)
    assert (found.rows, found.problem) == ((), "The article file cannot be read: import the articles again.")
    desk.ask("milk")
    assert desk.answer() == SearchFound("milk", (MILK,))


@pytest.mark.expected_warnings("search_failed")
def test_a_bug_in_one_search_does_not_end_the_next(desk: Desk) -> None:
    desk.search.errors.append(ValueError("ours"))
    desk.ask("x")
    desk.entered()
    desk.search.may_answer.release()
    desk.ask("milk")
    assert desk.answer() == SearchFound("milk", (MILK,))
