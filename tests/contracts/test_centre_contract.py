"""What every central database promises the till: the same suite for the real one and for the fake."""

import uuid
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Protocol

import pytest

from pos_terminal.adapters.mongo.client import MongoCentre
from pos_terminal.domain.catalog import Product
from pos_terminal.domain.records import Head
from pos_terminal.errors import ForkFound
from pos_terminal.services.ports import Centre
from tests.centre_servers import CentreServer, centre_server
from tests.fakes.centre import FakeCentre
from tests.fakes.sold import ZERO, SoldJournal

__all__ = ["centre_server"]


class Window(Protocol):
    """Looks into a centre past the till."""

    @property
    def centre(self) -> Centre: ...
    def sale_ids(self) -> set[str]: ...
    def on_hand(self) -> dict[str, int]: ...
    def hashes(self) -> dict[str, str]: ...
    def set_back(self, journal_id: str, head: Head) -> None: ...
    def load(self, products: list[Product], on_hand: dict[str, int]) -> frozenset[str]: ...


class FakeWindow:
    def __init__(self) -> None:
        self.centre = FakeCentre()

    def sale_ids(self) -> set[str]:
        return set(self.centre.sales)

    def on_hand(self) -> dict[str, int]:
        return dict(self.centre.on_hand)

    def hashes(self) -> dict[str, str]:
        return {name: event.hash for name, event in self.centre.events.items()}

    def set_back(self, journal_id: str, head: Head) -> None:
        self.centre.heads[journal_id] = head

    def load(self, products: list[Product], on_hand: dict[str, int]) -> frozenset[str]:
        return self.centre.load_products(products, on_hand, "EUR")


class RealWindow:
    def __init__(self, url: str) -> None:
        self.centre = MongoCentre(url)
        self._database: Any = self.centre._database

    def sale_ids(self) -> set[str]:
        return {row["_id"] for row in self._database.sales.find()}

    def on_hand(self) -> dict[str, int]:
        return {row["_id"]: row["on_hand"] for row in self._database.inventory.find()}

    def hashes(self) -> dict[str, str]:
        return {row["_id"]: row["hash"] for row in self._database.events.find()}

    def set_back(self, journal_id: str, head: Head) -> None:
        self._database.journals.update_one(
            {"_id": journal_id}, {"$set": {"seq": head.seq, "hash": head.hash}}
        )

    def load(self, products: list[Product], on_hand: dict[str, int]) -> frozenset[str]:
        return self.centre.load_products(products, on_hand, "EUR")


@pytest.fixture(params=["fake", "real"])
def window(request: pytest.FixtureRequest) -> Iterator[Window]:
    if request.param == "fake":
        yield FakeWindow()
        return
    server: CentreServer = request.getfixturevalue("centre_server")
    real = RealWindow(server.url())
    yield real
    real.centre.close()


@pytest.fixture
def journal() -> SoldJournal:
    return SoldJournal(f"j{uuid.uuid4().hex[:8]}")


def test_a_new_journal_begins_at_zero(window: Window, journal: SoldJournal) -> None:
    # given a centre that has never seen the journal
    # when, then
    assert window.centre.head(journal.journal_id, "T1") == ZERO
    assert window.centre.head(journal.journal_id, "T1") == ZERO


def test_a_batch_moves_the_head_and_the_stock(window: Window, journal: SoldJournal) -> None:
    # given
    sale = journal.sell(("apple", 2000), ("pear", 1000), ("apple", 1000))
    window.centre.head(journal.journal_id, "T1")

    # when
    head = window.centre.upload(journal.batch(ZERO))

    # then
    assert head == journal.head() == window.centre.head(journal.journal_id, "T1")
    assert window.sale_ids() == {sale.sale.sale_id}
    assert window.on_hand() == {"apple": -3, "pear": -1}
    assert window.hashes() == {f"{journal.journal_id}:{event.seq}": event.hash for event in journal.stored}


def test_measured_goods_move_thousandths_and_untracked_ones_nothing(
    window: Window, journal: SoldJournal
) -> None:
    # given
    journal.sell(("ham", 250), unit="kg")
    journal.sell(("service", 1000), tracked=False)
    window.centre.head(journal.journal_id, "T1")

    # when
    window.centre.upload(journal.batch(ZERO))

    # then
    assert window.on_hand() == {"ham": -250}


def test_the_same_batch_twice_counts_once(window: Window, journal: SoldJournal) -> None:
    # given a batch whose answer was lost
    journal.sell(("apple", 2000))
    window.centre.head(journal.journal_id, "T1")
    batch = journal.batch(ZERO)
    window.centre.upload(batch)

    # when it is sent again
    head = window.centre.upload(batch)

    # then
    assert head == journal.head()
    assert window.on_hand() == {"apple": -2}


def test_a_longer_batch_over_an_uploaded_part_answers_where_the_centre_is(
    window: Window, journal: SoldJournal
) -> None:
    # given a part whose answer was lost, and a batch cut otherwise
    journal.sell(("apple", 2000))
    reached = journal.head()
    window.centre.head(journal.journal_id, "T1")
    window.centre.upload(journal.batch(ZERO))
    journal.sell(("apple", 1000))

    # when
    head = window.centre.upload(journal.batch(ZERO))

    # then nothing was written, and the rest can follow
    assert head == reached
    assert window.centre.upload(journal.batch(head)) == journal.head()
    assert window.on_hand() == {"apple": -3}


def test_a_batch_that_begins_too_late_writes_nothing(window: Window, journal: SoldJournal) -> None:
    # given a centre that was set back to before the batch
    journal.sell(("apple", 1000))
    middle = journal.head()
    journal.sell(("apple", 1000))
    window.centre.head(journal.journal_id, "T1")

    # when
    head = window.centre.upload(journal.batch(middle))

    # then it says how far it really is
    assert head == ZERO
    assert window.sale_ids() == set()


def test_another_event_under_the_heads_number_is_a_fork(window: Window, journal: SoldJournal) -> None:
    # given a centre with a first history
    journal.sell(("apple", 1000))
    window.centre.head(journal.journal_id, "T1")
    window.centre.upload(journal.batch(ZERO))
    other = SoldJournal(journal.journal_id)
    other.sell(("pear", 1000))

    # when another history of the same journal comes
    with pytest.raises(ForkFound):
        window.centre.upload(other.batch(ZERO))

    # then
    assert window.on_hand() == {"apple": -1}


def test_another_event_beyond_a_head_that_was_set_back_is_a_fork(
    window: Window, journal: SoldJournal
) -> None:
    # given a centre of which only the heads were restored
    journal.sell(("apple", 1000))
    window.centre.head(journal.journal_id, "T1")
    window.centre.upload(journal.batch(ZERO))
    window.set_back(journal.journal_id, ZERO)
    other = SoldJournal(journal.journal_id)
    other.sell(("pear", 1000))

    # when, then
    with pytest.raises(ForkFound):
        window.centre.upload(other.batch(ZERO))
    assert window.on_hand() == {"apple": -1}


def test_a_head_that_was_set_back_alone_does_not_count_again(window: Window, journal: SoldJournal) -> None:
    # given a centre of which only the heads were restored
    journal.sell(("apple", 1000))
    window.centre.head(journal.journal_id, "T1")
    window.centre.upload(journal.batch(ZERO))
    window.set_back(journal.journal_id, ZERO)
    journal.sell(("apple", 1000))

    # when
    head = window.centre.upload(journal.batch(ZERO))

    # then
    assert head == journal.head()
    assert window.on_hand() == {"apple": -2}


def test_a_journal_of_another_till_is_a_fork(window: Window, journal: SoldJournal) -> None:
    # given
    window.centre.head(journal.journal_id, "T1")

    # when, then
    with pytest.raises(ForkFound):
        window.centre.head(journal.journal_id, "T2")


def test_movements_are_unsettled_until_marked(window: Window, journal: SoldJournal) -> None:
    # given
    first = journal.sell(("apple", 2000)).sale
    second = journal.sell(("pear", 1000)).sale
    window.centre.head(journal.journal_id, "T1")
    batch = journal.batch(ZERO)
    window.centre.upload(batch)
    assert window.centre.unsettled([first.sale_id, second.sale_id]) == batch.movements

    # when
    window.centre.mark_settled([first.lines[0].hold_id, "unheard-of"])

    # then
    assert window.centre.unsettled([first.sale_id]) == ()
    assert window.centre.unsettled([second.sale_id]) == batch.movements[1:]


def test_sales_settled_before_a_restored_backup_come_back_as_settled(
    window: Window, journal: SoldJournal
) -> None:
    # given a centre that lost a sale whose stock was settled long ago, and a new sale
    old = journal.sell(("apple", 2000)).sale
    new = journal.sell(("apple", 1000)).sale
    window.centre.head(journal.journal_id, "T1")

    # when
    window.centre.upload(replace(journal.batch(ZERO), settled=frozenset({old.sale_id})))

    # then on_hand has both, and only the new one is still to be settled
    assert window.on_hand() == {"apple": -3}
    assert {move.sale_id for move in window.centre.unsettled([old.sale_id, new.sale_id])} == {new.sale_id}


def test_events_without_a_sale_go_up_too(window: Window, journal: SoldJournal) -> None:
    # given a completed sale and the beginning of the next
    journal.sell(("apple", 1000))
    middle = journal.head_at(3)
    window.centre.head(journal.journal_id, "T1")

    # when a batch ends within the sale
    assert window.centre.upload(journal.batch(ZERO, upto_seq=3)) == middle
    assert window.sale_ids() == set()

    # then the sale comes with the event that completes it
    window.centre.upload(journal.batch(middle))
    assert len(window.sale_ids()) == 1


def test_loading_articles_never_touches_stock_that_is_there(window: Window, journal: SoldJournal) -> None:
    # given a shop with one article that has been sold
    apple, ham = Product("apple", "Apple", 250, "A"), Product("ham", "Ham", 1990, "B", unit="kg")
    work = Product("work", "Work", 5000, "A", tracked=False)
    assert window.load([apple], {"apple": 10}) == {"apple"}
    journal.sell(("apple", 2000))
    window.centre.head(journal.journal_id, "T1")
    window.centre.upload(journal.batch(ZERO))

    # when everything is loaded
    new = window.load([apple, ham, work], {"apple": 10, "ham": 5000})

    # then only what had no stock gets some
    assert new == {"ham"}
    assert window.on_hand() == {"apple": 8, "ham": 5000}
