"""The upload worker: what it sends, what it says, and when it waits."""

import queue
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest

from pos_terminal.adapters.system_clock import SystemClock
from pos_terminal.domain.events import ClockJumped
from pos_terminal.domain.records import Head
from pos_terminal.errors import StockUnavailable, StorageUnavailable
from pos_terminal.services import messages as m
from pos_terminal.workers.upload import Limits, Origin, UploadWorker
from tests.fakes.centre import FakeCentre
from tests.fakes.sold import ZERO, SoldJournal

QUICK = Limits(first_ms=1, longest_ms=2, probe_ms=3_600_000)
ORIGIN = Origin("j1", "T1", "S1")
WAIT_S = 20.0


class Posts:
    """What the worker said to the core."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[object] = queue.SimpleQueue()

    def post(self, message: object) -> None:
        self._queue.put(message)

    def next(self) -> object:
        return self._queue.get(timeout=WAIT_S)

    def until(self, wanted: object) -> None:
        """Take messages up to this one."""
        while self.next() != wanted:
            pass

    def nothing_more(self) -> bool:
        return self._queue.empty()


class Counters:
    """Stands for settling: marks everything at the centre unless it is away or refuses."""

    def __init__(self, centre: FakeCentre) -> None:
        self.centre = centre
        self.away = False
        self.refused: set[str] = set()
        self.asked: list[tuple[str, ...]] = []

    def settle(self, sale_ids: Sequence[str]) -> int:
        self.asked.append(tuple(sale_ids))
        if self.away:
            raise StockUnavailable("The stock counters do not answer.")
        moves = [move for move in self.centre.unsettled(sale_ids) if move.product_id not in self.refused]
        self.centre.mark_settled([move.hold_id for move in moves])
        return len(moves)


Start = Callable[..., UploadWorker]


@pytest.fixture
def centre() -> FakeCentre:
    return FakeCentre()


@pytest.fixture
def counters(centre: FakeCentre) -> Counters:
    return Counters(centre)


@pytest.fixture
def journal() -> SoldJournal:
    return SoldJournal("j1")


@pytest.fixture
def posts() -> Posts:
    return Posts()


@pytest.fixture
def start(centre: FakeCentre, counters: Counters, journal: SoldJournal, posts: Posts) -> Iterator[Start]:
    """Start workers that are stopped at the end."""
    made: list[UploadWorker] = []

    def make(limits: Limits = QUICK) -> UploadWorker:
        made.append(
            UploadWorker(
                lambda: journal,
                centre,
                counters.settle,
                ORIGIN,
                posts.post,
                SystemClock(),
                limits,
                lambda: 1.0,
            )
        )
        made[-1].start()
        return made[-1]

    yield make
    for worker in made:
        worker.stop(WAIT_S)


def done(head: Head, *sale_ids: str) -> m.UploadDone:
    return m.UploadDone(head.seq, head.hash, sale_ids)


def test_at_the_start_it_says_that_the_centre_is_there_and_how_far_it_is(start: Start, posts: Posts) -> None:
    # given a centre that answers
    # when
    start()

    # then
    assert posts.next() == m.CentreUp()
    assert posts.next() == done(ZERO)


def test_a_sale_goes_up_and_is_settled(
    start: Start, posts: Posts, journal: SoldJournal, centre: FakeCentre, counters: Counters
) -> None:
    # given
    worker = start()
    assert (posts.next(), posts.next()) == (m.CentreUp(), done(ZERO))
    sale = journal.sell(("apple", 2000)).sale

    # when
    worker.put(m.Upload(journal.head().seq, (sale.sale_id,)))

    # then
    assert posts.next() == done(journal.head(), sale.sale_id)
    assert centre.on_hand == {"apple": -2}
    assert counters.asked == [(sale.sale_id,)]


def test_nothing_goes_up_beyond_what_it_was_told(
    start: Start, posts: Posts, journal: SoldJournal, centre: FakeCentre
) -> None:
    # given a completed sale, and one whose stock is not handed over yet
    sale = journal.sell(("apple", 1000)).sale
    told = journal.head()
    journal.sell(("apple", 1000))

    # when
    start().put(m.Upload(told.seq, (sale.sale_id,)))

    # then
    posts.until(done(told, sale.sale_id))
    assert set(centre.sales) == {sale.sale_id}


def test_without_counters_a_sale_is_done_when_it_is_up(
    centre: FakeCentre, journal: SoldJournal, posts: Posts
) -> None:
    # given a till without stock counters
    sale = journal.sell(("apple", 1000)).sale
    worker = UploadWorker(lambda: journal, centre, None, ORIGIN, posts.post, SystemClock(), QUICK)
    worker.put(m.Upload(journal.head().seq, (sale.sale_id,)))

    # when
    worker.start()

    # then
    assert (posts.next(), posts.next()) == (m.CentreUp(), done(journal.head(), sale.sale_id))
    worker.stop(WAIT_S)


@pytest.mark.expected_warnings("centre_down")
def test_an_outage_is_said_once_and_everything_follows_after_it(
    start: Start, posts: Posts, journal: SoldJournal, centre: FakeCentre
) -> None:
    # given a centre that is away from the start, with many attempts
    centre.down = True
    worker = start()
    down = posts.next()
    assert isinstance(down, m.CentreDown)
    assert "does not answer" in down.reason
    ids = []
    for _ in range(3):
        ids.append(journal.sell(("apple", 1000)).sale.sale_id)
        worker.put(m.Upload(journal.head().seq, (ids[-1],)))
    centre.wait_for("head", 5)
    assert posts.nothing_more()

    # when it is back
    centre.down = False

    # then
    assert posts.next() == m.CentreUp()
    assert posts.next() == done(journal.head(), *ids)


def test_a_backlog_goes_up_in_batches(
    start: Start, posts: Posts, journal: SoldJournal, centre: FakeCentre
) -> None:
    # given 5 sales and batches of at most two
    ids = [journal.sell(("apple", 1000)).sale.sale_id for _ in range(5)]

    # when
    start(replace(QUICK, sales=2)).put(m.Upload(journal.head().seq, tuple(ids)))

    # then
    finished: list[str] = []
    while len(finished) < 5:
        message = posts.next()
        if isinstance(message, m.UploadDone):
            finished += message.sale_ids
    assert centre.calls.count("upload") == 3
    assert centre.on_hand == {"apple": -5}


def test_sales_stay_owed_while_the_counters_are_away_and_are_settled_later(
    start: Start, posts: Posts, journal: SoldJournal, centre: FakeCentre, counters: Counters
) -> None:
    # given counters that do not answer
    counters.away = True
    sale = journal.sell(("apple", 1000)).sale

    # when
    worker = start()
    worker.put(m.Upload(journal.head().seq, (sale.sale_id,)))
    posts.until(done(journal.head()))

    # then the sale is up and not done; when they are back, it is done
    assert set(centre.sales) == {sale.sale_id}
    counters.away = False
    assert posts.next() == done(journal.head(), sale.sale_id)


def test_an_article_that_cannot_be_settled_does_not_keep_the_others(
    start: Start, posts: Posts, journal: SoldJournal, counters: Counters
) -> None:
    # given an article whose counter refuses
    counters.refused = {"stone"}
    bad = journal.sell(("stone", 1000)).sale
    good = journal.sell(("apple", 1000)).sale

    # when
    start().put(m.Upload(journal.head().seq, (bad.sale_id, good.sale_id)))

    # then
    said = posts.next()
    while not (isinstance(said, m.UploadDone) and said.sale_ids):
        said = posts.next()
    assert said.sale_ids == (good.sale_id,)
    counters.refused = set()
    assert posts.next() == done(journal.head(), bad.sale_id)


def test_after_a_restart_what_was_uploaded_and_not_settled_is_settled(
    start: Start, posts: Posts, journal: SoldJournal, centre: FakeCentre
) -> None:
    # given a sale that went up in a run that died before settling
    sale = journal.sell(("apple", 1000)).sale
    centre.upload(journal.batch(ZERO))

    # when the next run is told of the open job
    start().put(m.Upload(journal.head().seq, (sale.sale_id,)))

    # then
    posts.until(done(journal.head(), sale.sale_id))
    assert centre.settled == {sale.lines[0].hold_id}
    assert centre.on_hand == {"apple": -1}


@pytest.mark.expected_warnings("centre_down")
def test_a_centre_set_back_to_a_backup_gets_everything_again_and_settles_nothing_twice(
    start: Start, posts: Posts, journal: SoldJournal, centre: FakeCentre, counters: Counters
) -> None:
    # given two settled sales, the first of which the backup has
    worker = start()
    first = journal.sell(("apple", 1000)).sale
    kept = journal.head()
    worker.put(m.Upload(kept.seq, (first.sale_id,)))
    posts.until(done(kept, first.sale_id))
    second = journal.sell(("pear", 1000)).sale
    worker.put(m.Upload(journal.head().seq, (second.sale_id,)))
    posts.until(done(journal.head(), second.sale_id))
    journal.owed.clear()
    asked = list(counters.asked)

    # when it comes back without the second
    centre.heads["j1"] = kept
    centre.sales.pop(second.sale_id)
    centre.moves.pop(second.lines[0].hold_id)
    centre.settled.discard(second.lines[0].hold_id)
    centre.on_hand["pear"] = 0
    for name in [name for name in centre.events if int(name.partition(":")[2]) > kept.seq]:
        del centre.events[name]
    centre.down = True
    journal.write(ClockJumped(0))
    worker.put(m.Upload(journal.head().seq))
    assert isinstance(posts.next(), m.CentreDown)
    centre.down = False

    # then everything after its head is there again, as settled, and the counters are not asked
    assert posts.next() == m.CentreUp()
    posts.until(done(journal.head()))
    assert centre.on_hand == {"apple": -1, "pear": -1}
    assert second.lines[0].hold_id in centre.settled
    assert counters.asked == asked


@pytest.mark.expected_warnings("centre_fork")
@pytest.mark.parametrize("longer", [True, False], ids=["centre_knows_more", "centre_knows_another"])
def test_a_fork_stops_the_upload_and_is_said_once(
    start: Start, posts: Posts, journal: SoldJournal, centre: FakeCentre, longer: bool
) -> None:
    # given a centre with another history, or one beyond ours
    other = SoldJournal("j1")
    other.sell(("pear", 1000), ("pear", 2000))
    centre.upload(other.batch(ZERO))
    if longer:
        journal.stored.extend(other.stored[:3])
    else:
        journal.sell(("apple", 1000), ("apple", 1000), ("apple", 1000))

    # when
    worker = start()
    said = posts.next()

    # then
    assert isinstance(said, m.ForkSeen)
    assert "selling goes on" in said.text
    worker.put(m.Upload(journal.head().seq))
    worker.stop(WAIT_S)
    assert posts.nothing_more()
    assert centre.calls.count("upload") == 1


@pytest.mark.expected_warnings("centre_down", "upload_failed")
@pytest.mark.parametrize("error", [StorageUnavailable("The disk is gone."), KeyError("unforeseen")])
def test_an_error_of_the_journal_does_not_end_the_thread(
    start: Start, posts: Posts, journal: SoldJournal, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    # given a journal that cannot be read
    def fails(after_seq: int, limit: int) -> list[object]:
        raise error

    sale = journal.sell(("apple", 1000)).sale
    with monkeypatch.context() as patch:
        patch.setattr(journal, "events", fails)
        start().put(m.Upload(journal.head().seq, (sale.sale_id,)))
        said = posts.next()
        while not isinstance(said, m.CentreDown):
            said = posts.next()

    # when it can be read again, then the sale goes up
    posts.until(done(journal.head(), sale.sale_id))


@pytest.mark.expected_warnings("centre_down")
def test_new_work_does_not_cut_the_back_off_short(
    posts: Posts, journal: SoldJournal, centre: FakeCentre
) -> None:
    # given a clock that stands still, and a first failure
    class Frozen(SystemClock):
        def monotonic_ns(self) -> int:
            return 1

    centre.down = True
    worker = UploadWorker(
        lambda: journal,
        centre,
        None,
        ORIGIN,
        posts.post,
        Frozen(),
        replace(QUICK, first_ms=10**8),
        lambda: 1.0,
    )
    worker.start()
    assert isinstance(posts.next(), m.CentreDown)

    # when work comes
    worker.put(m.Upload(0))
    worker.stop(WAIT_S)

    # then no attempt was made before its time
    assert centre.calls == ["head"]


def test_an_idle_connection_is_tried(start: Start, posts: Posts, centre: FakeCentre) -> None:
    # given a worker that probes quickly
    start(replace(QUICK, probe_ms=1))
    assert (posts.next(), posts.next()) == (m.CentreUp(), done(ZERO))

    # when nothing is asked of it
    centre.wait_for("head", 3)

    # then it says nothing, for nothing changed
    assert posts.nothing_more()
