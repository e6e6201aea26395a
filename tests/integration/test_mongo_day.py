"""What the upload writes for returns, store credit, shifts and corrections, on a real central database."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from pos_terminal.adapters.mongo.client import MongoCentre
from pos_terminal.adapters.mongo.ledger import MongoLedger
from pos_terminal.adapters.mongo.rights import right_in
from pos_terminal.adapters.system_clock import SystemClock
from pos_terminal.domain import day_events as d
from pos_terminal.domain import events as e
from pos_terminal.domain.records import Head
from pos_terminal.domain.returns import Right, RightLine, RightTender, right_of
from pos_terminal.services.ledger_port import (
    RETURN_RIGHTS,
    Held,
    NoRight,
    ReturnHeld,
    ReturnTooMany,
)
from tests.centre_servers import CentreServer, centre_server
from tests.fakes.day_journal import Back, DayJournal, given_of
from tests.fakes.sold import ZERO

__all__ = ["centre_server"]

AT_DATE = datetime(2026, 11, 23, 12, 0, 0, 123_000, UTC)


class Shop:
    """A centre with some tills' journals and a look at its documents."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.centre = MongoCentre(url)
        self.ledger = MongoLedger(url, "T9", SystemClock())
        self.database: Any = self.centre._database
        self._heads: dict[str, Head] = {}

    def till(self, terminal_id: str) -> DayJournal:
        return DayJournal(f"j{uuid.uuid4().hex[:8]}", terminal_id)

    def upload(self, journal: DayJournal) -> None:
        """Everything new, in batches of the worker's making."""
        head = self._heads.get(journal.journal_id) or self.centre.head(
            journal.journal_id, journal.terminal_id
        )
        while head != journal.head():
            head = self.centre.upload(journal.whole_batch(head))
        self._heads[journal.journal_id] = head

    def forget_head(self, journal: DayJournal) -> None:
        """As after a backup that brought only the heads back."""
        self._heads[journal.journal_id] = ZERO
        self.database.journals.update_one(
            {"_id": journal.journal_id}, {"$set": {"seq": 0, "hash": ZERO.hash}}
        )

    def right(self, sale_id: str) -> Right | None:
        return right_in(self.database.return_rights.find_one({"_id": sale_id}))

    def on_hand(self) -> dict[str, int]:
        return {row["_id"]: row["on_hand"] for row in self.database.inventory.find()}

    def exceptions(self) -> dict[str, dict[str, Any]]:
        return {row["_id"]: row for row in self.database.exceptions.find()}

    def state(self) -> dict[str, list[dict[str, Any]]]:
        """Everything but the heads."""
        names = ("sales", "return_rights", "credit_accounts", "exceptions", "shifts", "z_reports", "moves")
        return {name: list(self.database[name].find().sort("_id", 1)) for name in names}


@pytest.fixture
def shop(centre_server: CentreServer) -> Iterator[Shop]:
    made = Shop(centre_server.url())
    yield made
    made.centre.close()
    made.ledger.close()


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


def test_the_documents_say_what_a_sale_was_made_of(shop: Shop) -> None:
    # given a sale with a discount, another price and a share of the basket's discount, for a customer
    till = shop.till("T1")
    old = till.sell(("pear", 2000)).sale
    sale = till.add(till.begin(), "apple", 2000)
    [apple] = sale.lines
    sale = till.then(sale, d.PriceChanged(sale.sale_id, apple.line_id, 250, 300, "damaged"))
    sale = till.then(sale, d.DiscountGiven(sale.sale_id, apple.line_id, "percent", 1000, "regular"))
    sale = till.then(sale, d.DiscountGiven(sale.sale_id, "", "amount", 40, "staff"))
    sale = till.then(sale, d.CustomerAttached(sale.sale_id, "c7"))
    sale = till.bring_back(sale, Back(old, given_of(right_of(old), old.lines[0].line_id, 1000)))
    finished = till.pay(sale, "store_credit", "a1")

    # when
    shop.upload(till)

    # then
    row = shop.database.sales.find_one({"_id": finished.sale.sale_id})
    assert (row["kind"], row["customer_id"]) == ("exchange", "c7")
    assert row["discounts"] == [
        {"reason": "regular", "amount": {"amount": 60, "currency": "EUR"}},
        {"reason": "staff", "amount": {"amount": 40, "currency": "EUR"}},
    ]
    sold, back = row["lines"]
    assert (sold["list_price"]["amount"], sold["unit_price"]["amount"], sold["price_reason"]) == (
        250,
        300,
        "damaged",
    )
    assert sold["discount"] == {
        "kind": "percent",
        "value": 1000,
        "reason": "regular",
        "amount": {"amount": 60, "currency": "EUR"},
    }
    assert (sold["basket_share"]["amount"], sold["amount"]["amount"], sold["tax"]["amount"]) == (40, 500, 80)
    returned = back["returned"]
    assert (returned["sale"], returned["line"], returned["receipt_no"]) == (
        old.sale_id,
        old.lines[0].line_id,
        "T1-A000001",
    )
    assert (returned["authority"], returned["reason"], returned["restock"]) == ("till", "not_wanted", True)
    assert (back["units"], back["amount"]["amount"], back["tax"]["amount"]) == (-1, -250, -40)
    assert row["tenders"][0]["account"] == "a1"
    assert shop.database.sales.find_one({"_id": old.sale_id})["tenders"][0]["account"] is None


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


def test_store_credit_that_was_given_back_can_be_spent_once_uploaded(shop: Shop) -> None:
    # given two returns to one account
    till = shop.till("T1")
    old = till.sell(("apple", 3000)).sale
    line_id = old.lines[0].line_id
    first = given_of(right_of(old), line_id, 1000)
    finished = till.give_back(Back(old, first), "store_credit", "a1")
    till.give_back(Back(old, first), "store_credit", "a1")

    # when
    shop.upload(till)

    # then
    assert shop.ledger.hold("store_credit", "a1", "o1", 500) == Held(0)
    row = shop.database.credit_accounts.find_one({"_id": "a1"})
    assert (row["kind"], row["v"]) == ("store_credit", 3)
    assert row["ops"][0] == {
        "id": finished.sale.tenders[0].tender_id,
        "x": -250,
        "state": "taken",
        "terminal_id": "T1",
        "at": AT_DATE,
    }
    # every account's sum is nought with what it has
    assert row["left"] + sum(op["x"] for op in row["ops"] if op["state"] != "freed") == 0


def test_credit_given_to_nobody_does_not_stop_the_upload(shop: Shop) -> None:
    # given
    till = shop.till("T1")
    old = till.sell(("apple", 1000)).sale
    given = given_of(right_of(old), old.lines[0].line_id, 1000)
    back = till.give_back(Back(old, given), "store_credit", "")

    # when
    shop.upload(till)

    # then
    [noted] = shop.exceptions().values()
    assert (noted["kind"], noted["sale"], noted["amount"]) == (
        "credit_without_account",
        back.sale.sale_id,
        250,
    )


def test_shifts_and_closings(shop: Shop) -> None:
    # given a shift that is open
    till = shop.till("T1")
    till.write(e.ShiftOpened("shift1", "2026-11-23", "C1"))
    till.sell(("apple", 1000))
    shop.upload(till)
    row = shop.database.shifts.find_one()
    assert row == {
        "_id": "shift1",
        "terminal_id": "T1",
        "store_id": "S1",
        "business_day": "2026-11-23",
        "opened_at": AT_DATE,
        "opened_by": "C1",
    }

    # when it is closed
    till.close_shift("shift1", 1)
    shop.upload(till)

    # then
    row = shop.database.shifts.find_one()
    assert (row["closed_at"], row["closed_by"], row["z_no"], row["opened_at"]) == (AT_DATE, "C2", 1, AT_DATE)
    report = shop.database.z_reports.find_one()
    assert report["_id"] == f"T1-1-{till.journal_id}"
    assert (report["difference"], report["expected"]["amount"]) == ({"amount": 200, "currency": "EUR"}, 1500)
    assert (report["figures"]["gross_minor"], report["figures"]["sale_count"]) == (1500, 3)
    assert report["pieces"] == [{"face_minor": 100, "count": 17}]


def test_a_corrected_tender_changes_sale_and_right(shop: Shop) -> None:
    # given a sale that was booked as cash, uploaded already
    till = shop.till("T1")
    sale = till.sell(("apple", 2000)).sale
    shop.upload(till)

    # when it was a card
    tender = sale.tenders[0]
    till.write(d.TenderCorrected(sale.sale_id, tender.tender_id, "cash", "card", 500, "wrong_key"))
    shop.upload(till)

    # then
    row = shop.database.sales.find_one()
    assert row["tenders"][0]["method"] == "card"
    [correction] = row["corrections"]
    assert (correction["was_method"], correction["method"], correction["amount"]["amount"]) == (
        "cash",
        "card",
        500,
    )
    right = shop.right(sale.sale_id)
    assert right is not None
    assert right.tenders == (RightTender("cash", "", 0), RightTender("card", "", 500))
    held = shop.ledger.hold_return(sale.sale_id, "o1", sale.lines[0].line_id, 1000)
    assert isinstance(held, ReturnHeld)
    assert held.given.refunds == (d.RefundPart("card", "", 250),)


def test_a_whole_day_sent_again_changes_nothing(shop: Shop) -> None:
    # given a day with everything in it
    till, other = shop.till("T1"), shop.till("T2")
    till.write(e.ShiftOpened("shift1", "2026-11-23", "C1"))
    old = till.sell(("apple", 3000)).sale
    line_id = old.lines[0].line_id
    till.give_back(Back(old, given_of(right_of(old), line_id, 2000)), "store_credit", "a1")
    over = given_of(right_of(old), line_id, 3000)
    other.give_back(Back(old, over, "unchecked"), "store_credit", "a1")
    tender = old.tenders[0]
    till.write(d.TenderCorrected(old.sale_id, tender.tender_id, "cash", "card", 750, "wrong_key"))
    till.close_shift("shift1", 1)
    shop.upload(other)
    shop.upload(till)
    before = shop.state()
    assert len(before["exceptions"]) == 1

    # when a backup brought only the heads back
    shop.forget_head(till)
    shop.forget_head(other)
    shop.upload(till)
    shop.upload(other)

    # then
    assert shop.state() == before


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
