"""Tills on real files and a real central database: one changes a price, every other one sells by it."""

import queue
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from pos_terminal.adapters.catalog_sqlite.edits import EditedArticles
from pos_terminal.adapters.catalog_sqlite.replica import SqliteCatalogue
from pos_terminal.adapters.mongo.client import MongoCentre
from pos_terminal.adapters.mongo.products import MongoArticles
from pos_terminal.adapters.system_clock import SystemClock
from pos_terminal.domain.catalog import Product
from pos_terminal.services.article_messages import ArticleSaved, ArticlesChanged
from pos_terminal.workers.articles import ArticleWorker, Centre, SaveArticle
from tests.catalog_lists import gtin_13, import_rows
from tests.centre_servers import CentreServer, own_centre_server

__all__ = ["own_centre_server"]

WAIT_S = 30.0
HEADER = ("gtin", "name", "price", "product_id")


class Till:
    """A data folder with a list, and the articles thread of each run."""

    def __init__(self, folder: Path, url: str) -> None:
        import_rows(
            folder, [(gtin_13(1), "Milk", "1.00", "milk"), (gtin_13(2), "Tea", "3.00", "tea")], HEADER
        )
        self.path = folder / "articles.sqlite"
        self._url = url
        self.said: queue.SimpleQueue[object] = queue.SimpleQueue()
        self.catalogue = SqliteCatalogue(self.path)

    def run(self, ends: ExitStack) -> ArticleWorker:
        """A run begins; its first look at the centre comes at once."""
        centre = Centre(MongoArticles(self._url, "EUR", select_ms=300), 5)
        worker = ArticleWorker(EditedArticles(self.path), centre, self.said.put, SystemClock(), lambda: 0.0)
        worker.start()
        ends.callback(worker.stop, WAIT_S)
        return worker

    def answer(self) -> object:
        return self.said.get(timeout=WAIT_S)


@pytest.fixture
def ends() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def folder(tmp_path: Path, name: str) -> Path:
    made = tmp_path / name
    made.mkdir()
    return made


def test_a_price_changed_while_the_centre_was_away_reaches_it_and_every_other_till(
    own_centre_server: CentreServer, tmp_path: Path, ends: ExitStack
) -> None:
    # given three tills with one list, and a centre that has it too, but is away
    url = own_centre_server.url("shop")
    tills = [Till(folder(tmp_path, f"t{number}"), url) for number in range(3)]
    milk, tea = (tills[0].catalogue.by_id(product_id) for product_id in ("milk", "tea"))
    assert milk is not None
    assert tea is not None
    centre = MongoCentre(url)
    centre.load_products([milk, tea], {"milk": 5}, "EUR")
    centre.close()
    own_centre_server.kill()

    # when one till changes a price and makes an article, is stopped, and the centre comes back
    dearer = replace(milk, price_minor=129)
    roll = Product("roll", "Roll", 45, "B", barcodes=("77",), deposit_id="tea")
    with ExitStack() as first_run:
        worker = tills[0].run(first_run)
        for product in (dearer, roll):
            worker.put(SaveArticle(product))
            assert tills[0].answer() == ArticleSaved(product, at_centre=False)
            assert tills[0].catalogue.by_id(product.product_id) == product
    own_centre_server.start()
    tills[0].run(ends)
    reader = MongoArticles(url, "EUR")
    ends.callback(reader.close)
    pusher = EditedArticles(tills[0].path)
    ends.callback(pusher.close)

    # then the centre learns of both, and each other till at its next look
    until_empty(pusher)
    for till in tills[1:]:
        till.run(ends)
        changed = till.answer()
        assert isinstance(changed, ArticlesChanged)
        assert sorted(changed.product_ids) == ["milk", "roll"]
        assert (till.catalogue.by_id("milk"), till.catalogue.by_id("roll")) == (dearer, roll)
        assert till.catalogue.by_code(["77"]) == (roll,)


def until_empty(edits: EditedArticles) -> None:
    """Until nothing is owed; the thread tells nobody, so this looks."""
    deadline = time.monotonic() + WAIT_S
    while edits.owed():
        assert time.monotonic() < deadline
        time.sleep(0.02)
