"""How the upload cuts the journal into batches, and what a sale moves."""

import re

import pytest

from pos_terminal.domain.day_events import TenderCorrected
from pos_terminal.domain.events import ShiftOpened
from pos_terminal.domain.records import Head
from pos_terminal.domain.returns import right_of
from pos_terminal.errors import Bug
from pos_terminal.services.ports import Correction, ShiftBegun
from pos_terminal.workers.upload import Limits, Origin, movements_of, next_batch
from tests.fakes.day_journal import Back, DayJournal, given_of
from tests.fakes.sold import AT, ZERO, SoldJournal, moves_of

ORIGIN = Origin("j1", "T1", "S1")


@pytest.fixture
def journal() -> SoldJournal:
    return SoldJournal("j1")


def test_a_batch_is_cut_before_it_grows_too_large(journal: SoldJournal) -> None:
    # given sales of 6 events and 3 movements each
    for _ in range(3):
        journal.sell(("a", 1000), ("b", 1000), ("c", 1000))

    # when at most 20 documents are allowed: head, events, sale, moves and stocks
    batch = next_batch(journal, ORIGIN, ZERO, journal.head().seq, Limits(documents=20))

    # then one sale and what follows it up to the next sale's end
    assert len(batch.sales) == 1
    assert 1 + len(batch.events) + 1 + 2 * 3 <= 20
    following = next_batch(
        journal, ORIGIN, journal.head_at(batch.events[-1].seq), journal.head().seq, Limits(documents=20)
    )
    assert following.events[0].seq == batch.events[-1].seq + 1


def test_a_sale_larger_than_any_batch_goes_alone(journal: SoldJournal) -> None:
    # given
    sale = journal.sell(*((f"p{number}", 1000) for number in range(30)))

    # when
    head, seen = ZERO, []
    while head != journal.head():
        batch = next_batch(journal, ORIGIN, head, journal.head().seq, Limits(documents=20))
        seen.append(batch)
        head = Head(batch.events[-1].seq, batch.events[-1].hash)

    # then its completing event begins a batch of its own
    [large] = [batch for batch in seen if batch.sales]
    assert large.events[0].seq == sale.seq
    assert large.movements == moves_of(sale.sale)


def test_movements_are_base_units_of_tracked_articles(journal: SoldJournal) -> None:
    # given
    whole = journal.sell(("apple", 3000)).sale
    weighed = journal.sell(("ham", 250), unit="kg").sale
    service = journal.sell(("work", 1000), tracked=False).sale

    # when, then
    assert [move.units for move in movements_of(whole)] == [3]
    assert [move.units for move in movements_of(weighed)] == [250]
    assert movements_of(service) == ()
    assert all(re.match(r"j1-hold-\d+", move.hold_id) for move in movements_of(whole))


def test_what_came_back_moves_the_other_way_unless_it_cannot_be_sold_again() -> None:
    # given
    journal = DayJournal("j1")
    old = journal.sell(("apple", 3000)).sale
    given = given_of(right_of(old), old.lines[0].line_id, 2000)

    # when
    whole = journal.give_back(Back(old, given)).sale
    broken = journal.give_back(Back(old, given, restock=False)).sale

    # then
    assert [(move.product_id, move.units) for move in movements_of(whole)] == [("apple", -2)]
    assert movements_of(broken) == ()


def test_a_batch_carries_shifts_and_corrections_in_order() -> None:
    # given
    journal = DayJournal("j1")
    journal.write(ShiftOpened("shift1", "2026-11-23", "C1"))
    sale = journal.sell(("apple", 1000)).sale
    corrected = TenderCorrected(sale.sale_id, sale.tenders[0].tender_id, "cash", "card", 250, "wrong_key")
    seq = journal.write(corrected).seq
    closed = journal.close_shift("shift1", 1)

    # when
    batch = journal.whole_batch(ZERO)

    # then
    assert batch.shifts == (ShiftBegun("shift1", "2026-11-23", "C1", AT), closed)
    assert batch.corrections == (Correction(seq, AT, corrected),)


def test_rights_and_accounts_count_towards_a_batch() -> None:
    # given returns to an account: sale, right of the original, exception, account, move and stock
    journal = DayJournal("j1")
    old = journal.sell(("apple", 9000)).sale
    before = journal.head()
    given = given_of(right_of(old), old.lines[0].line_id, 1000)
    for _ in range(3):
        journal.give_back(Back(old, given), "store_credit", "a1")

    # when there is room for the events of two, but not for what they change
    batch = next_batch(journal, ORIGIN, before, journal.head().seq, Limits(documents=20))

    # then
    assert len(batch.sales) == 1


def test_a_batch_names_the_sales_that_were_settled_long_ago(journal: SoldJournal) -> None:
    # given one sale whose job is closed and one that is owed
    old, new = journal.sell(("apple", 1000)).sale, journal.sell(("apple", 1000)).sale
    journal.owed = {new.sale_id}

    # when
    batch = next_batch(journal, ORIGIN, ZERO, journal.head().seq, Limits())

    # then
    assert batch.settled == {old.sale_id}


def test_a_journal_that_ends_too_early_is_a_bug(journal: SoldJournal) -> None:
    # given
    journal.sell(("apple", 1000))

    # when, then
    with pytest.raises(Bug, match="The journal ends before"):
        next_batch(journal, ORIGIN, ZERO, journal.head().seq + 1, Limits())
