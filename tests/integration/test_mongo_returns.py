"""Rights to return on a real central database: what the upload makes of them, and what others left there."""

import threading

from pos_terminal.domain import day_events as d
from pos_terminal.domain.returns import Right, RightLine, RightTender, right_of
from pos_terminal.services.ledger_port import RETURN_RIGHTS, NoRight, ReturnHeld, ReturnTooMany
from tests.centre_servers import centre_server
from tests.centre_shop import AT_DATE, Shop, shop
from tests.fakes.day_journal import Back, given_of

__all__ = ["centre_server", "shop"]


def test_each_sale_brings_its_right_to_return(shop: Shop) -> None:
    # given
    till = shop.till("T1")
    sale = till.sell(("apple", 3000), ("ham", 250)).sale

    # when
    shop.upload(till)

    # then
    assert shop.right(sale.sale_id) == right_of(sale)
    row = shop.database.return_rights.find_one()
    assert (row["kind"], row["receipt_no"], row["currency"], row["v"], row["ops"]) == (
        "return",
        "T1-A000001",
        "EUR",
        0,
        [],
    )


def test_what_came_back_at_the_till_is_taken_from_the_right_and_goes_into_stock(shop: Shop) -> None:
    # given a sale and a return of it in one batch, then a broken one that is not sold again
    till = shop.till("T1")
    old = till.sell(("apple", 3000)).sale
    line_id = old.lines[0].line_id
    first = till.give_back(Back(old, given_of(right_of(old), line_id, 1000)))
    shop.upload(till)
    left = shop.right(old.sale_id)
    assert left is not None
    second = till.give_back(Back(old, given_of(left, line_id, 2000), restock=False))

    # when
    shop.upload(till)

    # then
    right = shop.right(old.sale_id)
    assert right == Right(old.sale_id, False, (RightLine(line_id, 0, 0, 0),), (RightTender("cash", "", 0),))
    ops = shop.database.return_rights.find_one({"_id": old.sale_id})["ops"]
    assert [(op["state"], op["sale"], op["terminal_id"]) for op in ops] == [
        ("taken", first.sale.sale_id, "T1"),
        ("taken", second.sale.sale_id, "T1"),
    ]
    assert [op["lines"][0]["q"] for op in ops] == [1000, 2000]
    assert shop.on_hand() == {"apple": -2}
    assert shop.exceptions() == {}
    assert shop.database.sales.find_one({"_id": first.sale.sale_id})["kind"] == "return"
    assert shop.database.return_rights.count_documents({}) == 1


def test_what_was_not_left_any_more_is_the_managers(shop: Shop) -> None:
    # given two of three units that another till took back by the centre
    till = shop.till("T1")
    old = till.sell(("apple", 3000)).sale
    line_id = old.lines[0].line_id
    shop.upload(till)
    assert isinstance(shop.ledger.hold_return(old.sale_id, "other", line_id, 2000), ReturnHeld)
    shop.ledger.take(RETURN_RIGHTS, old.sale_id, "other")

    # when this till took two back without it
    back = till.give_back(Back(old, given_of(right_of(old), line_id, 2000), "unchecked"))
    shop.upload(till)

    # then what was left is taken, and the rest is noted with names
    right = shop.right(old.sale_id)
    assert right is not None
    assert right.lines == (RightLine(line_id, 0, 0, 0),)
    returned = back.sale.lines[0].returned
    assert returned is not None
    assert shop.exceptions() == {
        returned.op_id: {
            "_id": returned.op_id,
            "kind": "return_not_left",
            "sale": back.sale.sale_id,
            "original": old.sale_id,
            "line": line_id,
            "q": 2000,
            "q_left": 1000,
            "terminal_id": "T1",
            "store_id": "S1",
            "cashier": "C1",
            "at": AT_DATE,
        }
    }


def test_a_return_that_comes_before_its_sale_waits_for_it(shop: Shop) -> None:
    # given a sale that its till has not uploaded, and two tills that took goods of it back unchecked
    first, second, third = shop.till("T1"), shop.till("T2"), shop.till("T3")
    old = first.sell(("apple", 3000)).sale
    line_id = old.lines[0].line_id
    second.give_back(Back(old, given_of(right_of(old), line_id, 2000), "unchecked"))
    third.give_back(Back(old, given_of(right_of(old), line_id, 2000), "unchecked"))
    shop.upload(second)
    shop.upload(third)
    assert shop.exceptions() == {}
    assert shop.ledger.hold_return(old.sale_id, "o1", line_id, 1000) == NoRight()

    # when it comes
    shop.upload(first)

    # then nothing of it comes back a second time
    right = shop.right(old.sale_id)
    assert right is not None
    assert right.lines == (RightLine(line_id, 0, 0, 0),)
    assert shop.ledger.hold_return(old.sale_id, "o2", line_id, 1) == ReturnTooMany("return_too_many", 0)
    [noted] = shop.exceptions().values()
    assert (noted["terminal_id"], noted["q"], noted["q_left"]) == ("T3", 2000, 1000)


def test_what_the_centre_has_given_is_left_to_its_own_job(shop: Shop) -> None:
    # given a return that is held at the centre
    till = shop.till("T1")
    old = till.sell(("apple", 3000)).sale
    line_id = old.lines[0].line_id
    shop.upload(till)
    held = shop.ledger.hold_return(old.sale_id, "o1", line_id, 1000)
    assert isinstance(held, ReturnHeld)

    # when its sale goes up
    till.give_back(Back(old, held.given, "centre"))
    shop.upload(till)

    # then the right has gone down once
    right = shop.right(old.sale_id)
    assert right is not None
    assert right.lines[0].milli == 2000


def test_an_order_of_the_online_store_can_be_returned(shop: Shop) -> None:
    # given an order as another language writes it: doubles, no line ids, no tax class
    shop.database.sales.insert_one(
        {
            "_id": "order-7",
            "channel": "online",
            "lines": [
                {
                    "product_id": "apple",
                    "name": "Apple",
                    "quantity": 2.0,
                    "amount": {"amount": 500.0, "currency": "EUR"},
                    "tax_rate_bp": 1900,
                },
                {"product_id": "pear", "quantity": 1, "price": {"amount": 120, "currency": "EUR"}},
            ],
            "tenders": [{"method": "online", "amount": {"amount": 620, "currency": "EUR"}}],
        }
    )

    # when
    held = shop.ledger.hold_return("order-7", "o1", "1", 1000)
    second = shop.ledger.hold_return("order-7", "o2", "2", 1000)

    # then
    assert isinstance(held, ReturnHeld)
    assert (held.given.amount_minor, held.given.tax_minor) == (250, 40)
    assert held.given.refunds == (d.RefundPart("online", "", 250),)
    assert isinstance(second, ReturnHeld)
    assert second.given.amount_minor == 120
    assert shop.database.return_rights.find_one({"_id": "order-7"})["v"] == 2


def test_a_sale_from_before_there_were_rights_gets_one(shop: Shop) -> None:
    # given a sale that an older version uploaded, without right and without tax by line
    till = shop.till("T1")
    sale = till.sell(("apple", 3000)).sale
    shop.upload(till)
    shop.database.return_rights.delete_many({})
    shop.database.sales.update_many({}, {"$unset": {"prices_include_tax": 1, "lines.0.tax": 1}})

    # when
    held = shop.ledger.hold_return(sale.sale_id, "o1", sale.lines[0].line_id, 3000)

    # then
    assert isinstance(held, ReturnHeld)
    assert held.given == given_of(right_of(sale), sale.lines[0].line_id, 3000)

    # and so it does where the till itself took it back
    shop.database.return_rights.delete_many({})
    till.give_back(Back(sale, held.given))
    shop.upload(till)
    right = shop.right(sale.sale_id)
    assert right is not None
    assert right.lines[0].milli == 0


def test_two_tills_at_one_right_never_give_more_than_was_bought(shop: Shop) -> None:
    # given a sale of twenty, of which one till takes twelve back unchecked while the other asks the centre
    till = shop.till("T1")
    old = till.sell(("apple", 20_000)).sale
    line_id = old.lines[0].line_id
    shop.upload(till)
    held: list[ReturnHeld] = []

    def ask() -> None:
        for number in range(12):
            reply = shop.ledger.hold_return(old.sale_id, f"o{number}", line_id, 1000)
            if isinstance(reply, ReturnHeld):
                held.append(reply)

    # when both do it at once
    asking = threading.Thread(target=ask)
    asking.start()
    for _ in range(12):
        till.give_back(Back(old, given_of(right_of(old), line_id, 1000), "unchecked"))
        shop.upload(till)
    asking.join(60)

    # then twenty are given, and each of the others is noted
    row = shop.database.return_rights.find_one({"_id": old.sale_id})
    given = [part for op in row["ops"] for part in op["lines"]]
    assert row["lines"][0] == {"line_id": line_id, "q": 0, "amount": 0, "tax": 0}
    assert sum(part["q"] for part in given) == 20_000
    assert sum(part["amount"] for part in given) == 5000
    assert len(held) + 12 - len(shop.exceptions()) == 20
