"""What every centre promises whoever counts and reconciles: the real one and the fake."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from pos_terminal.adapters.mongo.stock import MongoStock
from pos_terminal.domain.records import Movement
from pos_terminal.services.ports import CentreStock, Counted
from tests.centre_servers import CentreServer, centre_server
from tests.fakes.audited_shop import CentreDesk, FakeDesk, MongoDesk

__all__ = ["centre_server"]


@pytest.fixture(params=["fake", "real"])
def desk(request: pytest.FixtureRequest) -> Iterator[CentreDesk]:
    if request.param == "fake":
        yield FakeDesk()
        return
    server: CentreServer = request.getfixturevalue("centre_server")
    made = MongoDesk(server.url())
    yield made
    made.centre.close()


def test_articles_come_page_by_page_in_order(desk: CentreDesk) -> None:
    for product_id in "dbaec":
        desk.put(product_id, 1)

    pages = [desk.centre.counted_ids(after, 2) for after in ("", "b", "d", "e")]

    assert pages == [("a", "b"), ("c", "d"), ("e",), ()]


def test_the_stock_of_an_article_has_its_open_movements_and_those_of_named_holds(desk: CentreDesk) -> None:
    desk.put("a", 10)
    desk.move(Movement("h1", "a", 2, "s1"))
    desk.move(Movement("h2", "a", 1, "s2"), settled=True)
    desk.move(Movement("h3", "a", 3, "s3"), settled=True)
    desk.move(Movement("h4", "other", 1, "s4"))

    seen = desk.centre.stock_of(["a", "b"], ["h3", "h9"])

    assert seen["a"] == CentreStock(4, (Movement("h1", "a", 2, "s1"), Movement("h3", "a", 3, "s3")))
    assert seen["b"] == CentreStock(None)


def test_what_is_marked_is_no_longer_open(desk: CentreDesk) -> None:
    desk.move(Movement("h1", "a", 2, "s1"))
    desk.move(Movement("h2", "a", 2, "s1"))

    desk.centre.mark_settled(["h1"])

    assert desk.unsettled() == {"h2"}


def test_a_count_is_a_movement_and_the_stock(desk: CentreDesk) -> None:
    desk.put("a", 10)

    booked = desk.centre.book_count("c1", {"b": 5, "a": 7})

    assert booked == (Counted("a", 7, 10, False), Counted("b", 5, 0, False))
    assert (desk.on_hand("a"), desk.on_hand("b")) == (7, 5)
    stocks = desk.centre.stock_of(["a", "b"], [])
    assert [[move.units for move in stocks[name].movements] for name in "ab"] == [[3], [-5]]


def test_a_count_is_booked_once(desk: CentreDesk) -> None:
    desk.centre.book_count("c1", {"a": 7})
    desk.move(Movement("h", "a", 2, "s"))

    again = desk.centre.book_count("c1", {"a": 9, "b": 1})

    assert again == (Counted("a", 7, 0, True), Counted("b", 1, 0, False))
    assert (desk.on_hand("a"), desk.on_hand("b")) == (5, 1)
    assert len(desk.unsettled()) == 3


def test_another_count_begins_from_the_stock_as_it_is(desk: CentreDesk) -> None:
    desk.centre.book_count("c1", {"a": 7})
    desk.move(Movement("h", "a", 2, "s"))

    assert desk.centre.book_count("c2", {"a": 4}) == (Counted("a", 4, 5, False),)
    assert desk.on_hand("a") == 4


def test_many_articles_are_counted_in_one_call(desk: CentreDesk) -> None:
    counted = {f"p{number:03d}": number for number in range(120)}

    booked = desk.centre.book_count("c1", counted)

    assert [(row.product_id, row.units) for row in booked] == sorted(counted.items())
    assert all(desk.on_hand(product_id) == units for product_id, units in counted.items())


def test_two_who_give_the_same_count_at_once_book_it_once(centre_server: CentreServer) -> None:
    url = centre_server.url()
    clerks = [MongoStock(url) for _ in range(4)]
    counted = {f"p{number}": 3 for number in range(20)}

    with ThreadPoolExecutor(4) as pool:
        booked = list(pool.map(lambda clerk: clerk.book_count("c1", counted), clerks))

    desk = MongoDesk(url)
    assert {desk.on_hand(product_id) for product_id in counted} == {3}
    assert sum(not row.earlier for rows in booked for row in rows) == len(counted)
    for centre in (*clerks, desk.centre):
        centre.close()


def test_articles_that_are_not_tracked_are_not_counted(centre_server: CentreServer) -> None:
    desk = MongoDesk(centre_server.url())
    for number in range(6):
        desk.put(f"p{number}", 1)
        desk._database.products.insert_one(
            {"_id": f"p{number}", "name": f"Article {number}", "unit": "kg", "tracked": number in (2, 5)}
        )

    assert desk.centre.counted_ids("", 2) == ("p2", "p5")
    stock = desk.centre.stock_of(["p2"], [])["p2"]
    assert (stock.name, stock.unit) == ("Article 2", "kg")
    desk.centre.close()
