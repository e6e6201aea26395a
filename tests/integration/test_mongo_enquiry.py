"""Sales of other tills and orders of the online store, looked up on a real central database."""

import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from pos_terminal.adapters.mongo.enquiry import MongoEnquiry
from pos_terminal.domain.decision import Refused
from pos_terminal.domain.returns import Right, RightLine, RightTender, right_of
from pos_terminal.errors import CentreUnavailable
from pos_terminal.services.enquiry_port import CentralLine, CentralSale, HandedOut
from tests.centre_servers import CentreServer, centre_server, own_centre_server
from tests.centre_shop import Shop, shop
from tests.fakes.day_journal import Back, given_of

__all__ = ["centre_server", "own_centre_server", "shop"]

AT, LATER = "2026-11-23T12:00:00.000Z", "2026-11-23T13:00:00.000Z"
EUR = "EUR"
ORDER = {
    "_id": "order-1",
    "channel": "online",
    "order_no": "W-10017",
    "business_day": "2026-11-22",
    "customer_id": "o1",
    "lines": [
        {
            "product_id": "apple",
            "name": "Apple",
            "quantity_milli": 2000,
            "unit_price": {"amount": 250, "currency": EUR},
            "amount": {"amount": 500, "currency": EUR},
            "tax_class": "A",
            "tax_rate_bp": 1900,
        },
        {"product_id": "book", "quantity": 1, "price": {"amount": 999, "currency": EUR}},
    ],
    "totals": {"gross": {"amount": 1499, "currency": EUR}},
    "completed_at": datetime(2026, 11, 22, 9, tzinfo=UTC),
}
Connect = Callable[..., MongoEnquiry]


@pytest.fixture
def connect() -> Iterator[Connect]:
    made: list[MongoEnquiry] = []

    def make(url: str, answer_ms: int = 5000) -> MongoEnquiry:
        made.append(MongoEnquiry(url, answer_ms=answer_ms))
        return made[-1]

    yield make
    for enquiry in made:
        enquiry.close()


@pytest.fixture
def enquiry(shop: Shop, connect: Connect) -> MongoEnquiry:
    return connect(shop.url)


def sale_of(answer: CentralSale | Refused) -> CentralSale:
    assert isinstance(answer, CentralSale), answer
    return answer


def test_a_receipt_is_found_by_its_barcode(shop: Shop, enquiry: MongoEnquiry) -> None:
    # given
    till = shop.till("T1")
    finished = till.sell(("apple", 3000), ("ham", 250))
    shop.upload(till)
    digits = finished.hash[:4].upper()

    # when
    found = sale_of(enquiry.find_sale(f"T1-A000001-{digits}"))

    # then
    assert (found.sale_id, found.receipt_no, found.channel) == (finished.sale.sale_id, "T1-A000001", "till")
    assert (found.terminal_id, found.business_day, found.currency) == ("T1", "2026-11-23", EUR)
    assert found.completed_at == "2026-11-23T12:00:00.123Z"
    first = finished.sale.lines[0]
    assert found.lines[0] == CentralLine(
        first.line_id, "apple", "apple", "Article apple", "each", 3000, 250, 750, "A", 1900, True
    )
    assert found.right == right_of(finished.sale)
    assert found.handed_out is None
    for text in (f"t1-a000001 {digits.lower()}", f" T1-A000001-{digits}\r", finished.sale.sale_id):
        assert sale_of(enquiry.find_sale(text)) == found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("T1-A000001", "receipt_needs_digits"),
        ("t1-a000009", "receipt_needs_digits"),
        ("T1-A000001-0000", "receipt_digits_wrong"),
        ("T1-A000009-0000", "receipt_unknown"),
        ("T1-A000001-00000", "receipt_unknown"),
        ("T1-A1-0000", "receipt_unknown"),
        ("", "receipt_unknown"),
        ("x" * 200, "receipt_unknown"),
        ('{"$gt": ""}', "receipt_unknown"),
    ],
)
def test_what_is_no_receipt_with_its_digits_is_refused(
    shop: Shop, enquiry: MongoEnquiry, text: str, code: str
) -> None:
    till = shop.till("T1")
    while till.sell(("apple", 1000)).hash.startswith("0000"):
        till = shop.till("T1")
    shop.upload(till)

    assert enquiry.find_sale(text) == Refused(code)


def test_of_two_receipts_with_one_number_the_digits_tell(shop: Shop, enquiry: MongoEnquiry) -> None:
    # given a till whose disk was replaced by one that began again
    finished = []
    for _ in range(2):
        till = shop.till("T1")
        finished.append(till.sell(("apple", 1000)))
        shop.upload(till)

    # when, then
    for each in finished:
        if finished[0].hash[:4] != finished[1].hash[:4]:
            found = sale_of(enquiry.find_sale(f"T1-A000001-{each.hash[:4]}"))
            assert found.sale_id == each.sale.sale_id


def test_what_came_back_is_no_more_left_and_not_among_what_was_sold(
    shop: Shop, enquiry: MongoEnquiry
) -> None:
    # given
    till = shop.till("T1")
    old = till.sell(("apple", 3000)).sale
    back = till.give_back(Back(old, given_of(right_of(old), old.lines[0].line_id, 1000))).sale
    shop.upload(till)

    # when
    found = sale_of(enquiry.find_sale(old.sale_id))

    # then
    assert found.line(old.lines[0].line_id) is not None
    assert found.lines[0].milli == 3000
    left = found.right.line(old.lines[0].line_id)
    assert left is not None
    assert (left.milli, left.amount_minor) == (2000, 500)
    assert enquiry.find_sale(back.sale_id) == Refused("receipt_unreadable")


@pytest.mark.parametrize("text", ["W-10017", "w-10017", "order-1"])
def test_an_online_order_is_found_by_its_number(shop: Shop, enquiry: MongoEnquiry, text: str) -> None:
    # given
    shop.database.sales.insert_one(dict(ORDER))
    shop.database.products.insert_one({"_id": "apple"})

    # when
    found = sale_of(enquiry.find_sale(text))

    # then
    assert (found.sale_id, found.receipt_no, found.channel, found.customer_id) == (
        "order-1",
        "W-10017",
        "online",
        "o1",
    )
    assert found.lines == (
        CentralLine("1", "apple", "", "Apple", "each", 2000, 250, 500, "A", 1900, True),
        CentralLine("2", "book", "", "book", "each", 1000, 999, 999, "", 0, False),
    )
    assert found.right == Right(
        "order-1",
        False,
        (RightLine("1", 2000, 500, 80), RightLine("2", 1000, 999, 0)),
        (RightTender("online", "", 1499),),
    )


def test_a_right_that_the_ledger_has_made_is_the_one_that_counts(shop: Shop, enquiry: MongoEnquiry) -> None:
    # given an order of which the ledger gave one apple back
    shop.database.sales.insert_one(dict(ORDER))
    shop.ledger.hold_return("order-1", "op-1", "1", 1000)

    # when, then
    left = sale_of(enquiry.find_sale("W-10017")).right.line("1")
    assert left is not None
    assert (left.milli, left.amount_minor) == (1000, 250)


@pytest.mark.parametrize(
    "row",
    [
        {"order_no": 77},
        {"order_no": "77", "lines": [{"quantity": "two"}]},
        {"order_no": "77", "lines": "none"},
        {"order_no": "77", "lines": [None]},
        {"order_no": "77", "lines": [{"product_id": "p", "amount": "much"}]},
    ],
)
def test_an_order_that_nobody_can_read_is_said(
    shop: Shop, enquiry: MongoEnquiry, row: dict[str, Any]
) -> None:
    shop.database.sales.insert_one({"_id": "o9", "channel": "online", **row})

    assert enquiry.find_sale("77") == Refused("receipt_unreadable")


def test_an_order_with_the_least_can_be_taken_back(shop: Shop, enquiry: MongoEnquiry) -> None:
    shop.database.sales.insert_one(
        {"_id": "o9", "channel": "online", "order_no": 77, "lines": [{"price": 5}]}
    )

    found = sale_of(enquiry.find_sale("77"))

    assert (found.receipt_no, found.business_day, found.completed_at) == ("77", "", "")
    assert [(line.milli, line.amount_minor, line.tracked) for line in found.lines] == [(1000, 5, False)]


def test_an_order_is_handed_out_once(shop: Shop, enquiry: MongoEnquiry) -> None:
    # given
    shop.database.sales.insert_one({**ORDER, "handed_out": None})

    # when, then
    assert enquiry.hand_out("order-1", "T1", AT) == HandedOut("T1", AT, first=True)
    assert enquiry.hand_out("order-1", "T2", LATER) == HandedOut("T1", AT)
    assert enquiry.hand_out("order-1", "T1", AT) == HandedOut("T1", AT, first=True)
    assert sale_of(enquiry.find_sale("order-1")).handed_out == HandedOut("T1", AT)
    assert shop.database.sales.find_one()["lines"] == ORDER["lines"]


def test_what_the_online_store_handed_out_itself_and_what_is_no_order(
    shop: Shop, enquiry: MongoEnquiry
) -> None:
    shop.database.sales.insert_one({**ORDER, "handed_out": True})
    till = shop.till("T1")
    sold = till.sell(("apple", 1000)).sale
    shop.upload(till)

    assert enquiry.hand_out("order-1", "T1", AT) == HandedOut("", "")
    assert enquiry.hand_out(sold.sale_id, "T1", AT) == Refused("order_unknown")
    assert enquiry.hand_out("nothing", "T1", AT) == Refused("order_unknown")


def test_a_server_that_is_stopped_dead_and_one_that_dies_are_said_and_come_back(
    own_centre_server: CentreServer, connect: Connect
) -> None:
    # given
    enquiry = connect(own_centre_server.url(f"t{uuid.uuid4().hex}"), answer_ms=1000)
    database: Any = enquiry._database
    database.sales.insert_one(dict(ORDER))

    # when, then
    own_centre_server.pause()
    with pytest.raises(CentreUnavailable, match="does not answer"):
        enquiry.find_sale("W-10017")
    own_centre_server.resume()
    assert sale_of(enquiry.find_sale("W-10017")).sale_id == "order-1"
    own_centre_server.kill()
    with pytest.raises(CentreUnavailable, match="does not answer"):
        enquiry.hand_out("order-1", "T1", AT)
    own_centre_server.start()
    assert enquiry.hand_out("order-1", "T1", AT) == HandedOut("T1", AT, first=True)
