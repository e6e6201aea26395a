"""The articles worker: here first, then the centre, and what the centre has changed."""

import queue
from dataclasses import replace
from pathlib import Path

import pytest

from pos_terminal.adapters.catalog_sqlite.edits import EditedArticles
from pos_terminal.adapters.catalog_sqlite.layers import edits_path
from pos_terminal.adapters.catalog_sqlite.replica import SqliteCatalogue
from pos_terminal.adapters.system_clock import SystemClock
from pos_terminal.domain.catalog import Product
from pos_terminal.services.article_messages import ArticleSaved, ArticlesChanged
from pos_terminal.services.article_port import Mark
from pos_terminal.workers.articles import PAGE, ArticleDesk, ArticleWorker, Centre, SaveArticle, begin_again
from tests.catalog_lists import gtin_13, import_rows
from tests.fakes.articles import FakeArticles

WAIT_S = 20.0
MINUTE_NS = 60_000_000_000
TEA = Product("tea", "Tea", 400, "A", barcodes=("88",))


class HandClock:
    """A clock that is set by hand; its wall clock stands before the fake centre's."""

    def __init__(self) -> None:
        self.now_ns = 0

    def utc_ms(self) -> int:
        return 1_700_000_000_000 + self.now_ns // 1_000_000

    def monotonic_ns(self) -> int:
        return self.now_ns


class Bench:
    """A till's desk on a real file, at a centre in memory."""

    def __init__(
        self, folder: Path, centre: FakeArticles, *, pull_minutes: int = 5, alone: bool = False
    ) -> None:
        import_rows(folder, [(gtin_13(1), "Milk", "1.00", "milk")], ("gtin", "name", "price", "product_id"))
        self.path = folder / "articles.sqlite"
        self.centre = centre
        self.said: list[object] = []
        self.clock = HandClock()
        self.catalogue = SqliteCatalogue(self.path)
        self._at = None if alone else Centre(centre, pull_minutes)
        self.restart()

    def restart(self) -> None:
        """As after kill -9."""
        self.file = EditedArticles(self.path)
        self.desk = ArticleDesk(self.file, self._at, self.said.append, self.clock, lambda: 1.0)

    def save(self, product: Product) -> ArticleSaved:
        self.desk.take(SaveArticle(product))
        self.run()
        saved = [message for message in self.said if isinstance(message, ArticleSaved)]
        return saved[-1]

    def run(self) -> int | None:
        """Until it waits for longer than between two pages; answers for how long, in ns."""
        wait_ns = self.desk.turn()
        while wait_ns is not None and wait_ns < 500_000_000:
            self.clock.now_ns += wait_ns
            wait_ns = self.desk.turn()
        return wait_ns

    def later(self, minutes: int = 6) -> int | None:
        self.clock.now_ns += minutes * MINUTE_NS
        return self.run()

    def price(self, product_id: str) -> int | None:
        found = self.catalogue.by_id(product_id)
        return None if found is None else found.price_minor

    def at_centre(self, product_id: str) -> int:
        return self.centre.rows[product_id][1].product.price_minor


@pytest.fixture
def centre() -> FakeArticles:
    return FakeArticles()


@pytest.fixture
def till(tmp_path: Path, centre: FakeArticles) -> Bench:
    (tmp_path / "t1").mkdir()
    return Bench(tmp_path / "t1", centre)


def test_an_article_is_on_file_here_and_at_the_centre(till: Bench) -> None:
    assert till.save(TEA) == ArticleSaved(TEA, at_centre=True)

    assert (till.price("tea"), till.at_centre("tea"), till.file.owed()) == (400, 400, ())


def test_the_centre_is_told_later_even_after_a_kill(till: Bench, centre: FakeArticles) -> None:
    # given two changes while the centre is away; for the second nobody waits
    centre.down = True
    assert till.save(TEA) == ArticleSaved(TEA, at_centre=False)
    calls = len(centre.calls)
    dearer = replace(TEA, price_minor=450)
    till.clock.now_ns += 1
    assert till.save(dearer) == ArticleSaved(dearer, at_centre=False)
    assert len(centre.calls) == calls

    # when the till is killed, and the centre comes back
    till.restart()
    till.run()
    assert till.price("tea") == 450
    centre.down = False
    till.later()

    # then it knows, once
    assert (till.at_centre("tea"), till.file.owed()) == (450, ())
    assert centre.calls.count("put_late") == 2


def test_somebody_elses_later_change_wins_over_one_told_late(till: Bench, centre: FakeArticles) -> None:
    centre.down = True
    till.save(TEA)
    centre.down = False
    centre.put(replace(TEA, price_minor=500))

    till.later()

    assert (till.price("tea"), till.at_centre("tea")) == (500, 500)
    assert ArticlesChanged(("tea",)) in till.said


def test_it_backs_off_while_the_centre_is_away(till: Bench, centre: FakeArticles) -> None:
    centre.down = True
    till.save(TEA)
    waits = []
    for _ in range(8):
        wait_ns = till.run()
        assert wait_ns is not None
        waits.append(wait_ns // 1_000_000)
        till.clock.now_ns += wait_ns
    assert waits == [1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000]


def test_a_price_changed_at_one_till_is_learnt_by_another(
    till: Bench, centre: FakeArticles, tmp_path: Path
) -> None:
    (tmp_path / "t2").mkdir()
    other = Bench(tmp_path / "t2", centre)
    other.run()
    till.save(Product("milk", "Milk", 129, "A", barcodes=(gtin_13(1),)))
    assert other.price("milk") == 100

    assert other.later() == 5 * MINUTE_NS

    assert other.price("milk") == 129
    assert other.said == [ArticlesChanged(("milk",))]
    other.later()
    assert len(other.said) == 1
    till.later()
    assert not any(isinstance(message, ArticlesChanged) for message in till.said)


def test_a_new_till_reads_everything_page_by_page(centre: FakeArticles, tmp_path: Path) -> None:
    for number in range(PAGE + 3):
        centre.put(Product(f"p{number}", f"Article {number}", number, "A"))
    fresh = Bench(tmp_path, centre)

    fresh.run()

    assert (fresh.price("p0"), fresh.price(f"p{PAGE + 2}")) == (0, PAGE + 2)
    assert centre.calls.count("changed") == 2
    fresh.restart()
    centre.tick()
    fresh.run()
    assert len(fresh.said) == 2


def test_with_pulling_off_what_is_owed_goes_out_all_the_same(centre: FakeArticles, tmp_path: Path) -> None:
    centre.put(TEA)
    till = Bench(tmp_path, centre, pull_minutes=0)
    centre.down = True
    till.save(replace(TEA, product_id="tea2"))
    centre.down = False

    assert till.later() is None

    assert "tea2" in centre.rows
    assert till.price("tea") is None


def test_a_centre_that_is_away_changes_nothing(till: Bench, centre: FakeArticles) -> None:
    till.run()
    centre.put(TEA)
    centre.down = True
    till.later()
    assert till.price("tea") is None
    centre.down = False

    till.later()

    assert till.price("tea") == 400


def test_without_a_centre_nothing_is_owed(centre: FakeArticles, tmp_path: Path) -> None:
    till = Bench(tmp_path, centre, alone=True)

    assert till.save(TEA) == ArticleSaved(TEA, at_centre=False)

    assert (till.price("tea"), till.file.owed(), till.desk.turn()) == (400, (), None)


def test_what_cannot_be_written_here_is_nowhere_and_says_why(till: Bench, centre: FakeArticles) -> None:
    refused = till.save(replace(TEA, barcodes=("8|8",)))
    till.file.close()
    edits_path(till.path).write_bytes(b"rubbish " * 1000)
    failed = till.save(TEA)

    assert "another" in refused.problem
    assert "disk has room" in failed.problem
    assert "tea" not in centre.rows


def test_an_error_of_ours_is_told_by_what_is_on_file(
    till: Bench, centre: FakeArticles, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given a bug after the article was written here, and one before
    centre.broken = True
    till.desk.take(SaveArticle(TEA))
    with pytest.raises(ZeroDivisionError):
        till.desk.turn()
    till.desk.fault()
    monkeypatch.delattr(EditedArticles, "save")
    till.desk.take(SaveArticle(TEA))
    with pytest.raises(AttributeError):
        till.desk.turn()
    till.desk.fault()

    first, second = till.said
    assert first == ArticleSaved(TEA, at_centre=False)
    assert isinstance(second, ArticleSaved)
    assert "log" in second.problem


@pytest.mark.expected_warnings("articles_failed")
def test_the_thread_lives_on_after_an_error_of_ours(centre: FakeArticles, tmp_path: Path) -> None:
    # given a thread whose centre's driver has a bug
    said: queue.SimpleQueue[object] = queue.SimpleQueue()
    centre.broken = True
    file = EditedArticles(tmp_path / "articles.sqlite")
    worker = ArticleWorker(file, Centre(centre, 5), said.put, SystemClock(), lambda: 0.0)
    worker.start()

    # when an article is saved, and another one after the bug
    worker.put(SaveArticle(TEA))
    first = said.get(timeout=WAIT_S)
    centre.broken = False
    worker.put(SaveArticle(replace(TEA, product_id="tea2")))
    second = said.get(timeout=WAIT_S)
    worker.stop(WAIT_S)

    # then both are answered
    assert first == ArticleSaved(TEA, at_centre=False)
    assert isinstance(second, ArticleSaved)
    assert second.problem == ""
    assert centre.calls[-1] == "close"


def test_a_pull_begins_some_time_before_the_last_one_ended() -> None:
    assert begin_again(Mark("2026-11-24T00:05:00.000Z", "x")) == Mark("2026-11-23T23:55:00.000Z")
    assert begin_again(Mark()) == Mark()
