"""What the upload writes of sales, store credit, shifts and corrections, on a real central database."""

from typing import Any

from pos_terminal.domain import day_events as d
from pos_terminal.domain import events as e
from pos_terminal.domain.returns import RightTender, right_of
from pos_terminal.domain.sale import Sale
from pos_terminal.services.ledger_port import Held, ReturnHeld
from tests.centre_servers import centre_server
from tests.centre_shop import AT_DATE, Shop, shop
from tests.fakes.day_journal import Back, DayJournal, given_of

__all__ = ["centre_server", "shop"]


def test_the_documents_say_what_a_sale_was_made_of(shop: Shop) -> None:
    # given a sale with a discount, another price and a share of the basket's discount, for a customer
    till = shop.till("T1")
    old = till.sell(("pear", 2000)).sale
    finished = till.pay(of_everything(till, old), "store_credit", "a1")

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
    says_how_it_was_sold(sold)
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


def of_everything(till: DayJournal, old: Sale) -> Sale:
    """An exchange with a price change, both kinds of discount and a customer."""
    sale = till.add(till.begin(), "apple", 2000)
    [apple] = sale.lines
    sale = till.then(sale, d.PriceChanged(sale.sale_id, apple.line_id, 250, 300, "damaged"))
    sale = till.then(sale, d.DiscountGiven(sale.sale_id, apple.line_id, "percent", 1000, "regular"))
    sale = till.then(sale, d.DiscountGiven(sale.sale_id, "", "amount", 40, "staff"))
    sale = till.then(sale, d.CustomerAttached(sale.sale_id, "c7"))
    return till.bring_back(sale, Back(old, given_of(right_of(old), old.lines[0].line_id, 1000)))


def says_how_it_was_sold(sold: Any) -> None:
    prices = (sold["list_price"]["amount"], sold["unit_price"]["amount"], sold["price_reason"])
    assert prices == (250, 300, "damaged")
    assert sold["discount"] == {
        "kind": "percent",
        "value": 1000,
        "reason": "regular",
        "amount": {"amount": 60, "currency": "EUR"},
    }
    assert (sold["basket_share"]["amount"], sold["amount"]["amount"], sold["tax"]["amount"]) == (40, 500, 80)


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
