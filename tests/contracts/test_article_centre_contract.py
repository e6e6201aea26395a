"""What the centre's articles promise the articles thread: the real ones and the fake."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from pymongo import MongoClient

from pos_terminal.adapters.mongo.documents import product_document
from pos_terminal.adapters.mongo.products import MongoArticles
from pos_terminal.domain.catalog import Product
from pos_terminal.services.article_port import ArticleCentre, Change, Mark
from tests.centre_servers import CentreServer, centre_server
from tests.fakes.articles import FakeArticles

__all__ = ["centre_server"]

TEA = Product("tea", "Tea", 400, "A", "Drinks", "kg", "block", 18, ("88", "99"), False, True, "tin")
MILK = Product("milk", "Milk", 119, "B")


@dataclass(frozen=True, slots=True)
class Bench:
    """The centre, and somebody else who writes a document there with these fields silent."""

    centre: ArticleCentre
    write_partly: Callable[[Product, tuple[str, ...]], None]


@pytest.fixture(params=["fake", "real"])
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    if request.param == "fake":
        fake = FakeArticles()
        yield Bench(fake, fake.write_partly)
        return
    server: CentreServer = request.getfixturevalue("centre_server")
    url = server.url()
    articles = MongoArticles(url, "EUR")
    client: MongoClient[dict[str, Any]] = MongoClient(url)

    def write_partly(product: Product, silent: tuple[str, ...]) -> None:
        said = product_document(product, "EUR")
        fields = {"deposit" if name == "deposit_id" else name for name in silent}
        document = {key: value for key, value in said.items() if key not in fields}
        update = {"$set": document, "$currentDate": {"updated_at": True}}
        client.get_default_database().products.update_one({"_id": product.product_id}, update, upsert=True)

    yield Bench(articles, write_partly)
    articles.close()
    client.close()


def test_what_one_till_wrote_another_reads(bench: Bench) -> None:
    bench.centre.put(TEA)
    bench.centre.put(MILK)
    bench.centre.put(replace(MILK, price_minor=129))

    changes = bench.centre.changed(Mark(), 10)

    assert changes.articles == (Change(TEA), Change(replace(MILK, price_minor=129)))
    assert not changes.more
    assert changes.mark.at
    assert changes.mark.product_id == ""


def test_pages_follow_one_another_and_end(bench: Bench) -> None:
    for number in range(5):
        bench.centre.put(replace(MILK, product_id=f"m{number}"))

    seen, mark, pages = [], Mark(), 0
    while True:
        changes = bench.centre.changed(mark, 2)
        seen += [change.product.product_id for change in changes.articles]
        mark, pages = changes.mark, pages + 1
        if not changes.more:
            break

    assert (seen, pages) == (["m0", "m1", "m2", "m3", "m4"], 3)


def test_only_what_came_after_the_mark(bench: Bench) -> None:
    bench.centre.put(MILK)
    bench.centre.put(TEA)
    first = bench.centre.changed(Mark(), 1)

    rest = bench.centre.changed(first.mark, 10)

    assert [change.product.product_id for change in first.articles] == ["milk"]
    assert [change.product.product_id for change in rest.articles] == ["tea"]


def test_a_late_change_is_written_unless_somebody_was_later(bench: Bench) -> None:
    # given an article whose price somebody else changes while one till is offline
    bench.centre.put(MILK)
    bench.centre.put(replace(MILK, price_minor=150))

    # when the till says late what was keyed in before that, and of another one after it
    outdated = bench.centre.put_late(replace(MILK, price_minor=99), "2020-01-01T00:00:00.000Z")
    newer = bench.centre.put_late(replace(MILK, price_minor=88), "2099-01-01T00:00:00.000Z")
    new = bench.centre.put_late(TEA, "2020-01-01T00:00:00.000Z")

    # then the newest word holds
    assert outdated == Change(replace(MILK, price_minor=150))
    assert (newer, new) == (None, None)
    there = {change.product for change in bench.centre.changed(Mark(), 9).articles}
    assert there == {replace(MILK, price_minor=88), TEA}


def test_what_a_document_does_not_say_stays_as_it_is_here(bench: Bench) -> None:
    bench.write_partly(replace(TEA, price_minor=450), ("tracked", "deposit_id", "barcodes"))

    (change,) = bench.centre.changed(Mark(), 9).articles

    assert set(change.silent) == {"tracked", "deposit_id", "barcodes"}
    assert change.over(TEA) == replace(TEA, price_minor=450)
    assert change.over(None) == replace(TEA, price_minor=450, tracked=True, deposit_id="", barcodes=())
