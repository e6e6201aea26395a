"""The day's checker: its own arithmetic, its reading of papers and reports, who stands alone."""

import random

import pytest

from tools.check_day_evidence import vote
from tools.check_day_figures import facts_of_tables
from tools.check_day_paper import csv_tables, trail_of
from tools.check_day_sums import SoldLine, Ticket, discount, left_of, reckon, refund, spread, tax_in

STAFF = {"ada": "Ada Stone", "mia": "Mia Berg"}

EXCHANGE = """\
        EXCHANGE
------------------------------------------------
Return of receipt T1-A000002
HAND WARMER UNION JACK
  -3 x 1.85                              -5.55 A
  Adjusted to what was paid                0.55
  Reason: changed mind

Bought
WHITE HANGING HEART T-LIGHT HOLDER
  5 x 2.55                               12.75 B
  Discount 10% (damaged)                  -1.28
VOUCHER OVER 40.00                        1.00 B
================================================
Subtotal                                  7.47
Discount 5% (loyal customer)              -0.62
TOTAL GBP          6.85
Card                                      2.00
  Approval A00006
Cash                                     10.00
Change                                    5.15
              You saved 1.90 GBP
------------------------------------------------
Rate             Net           Tax         Gross
A 20%          -4.17         -0.83         -5.00
B 5%           11.29          0.56         11.85
Sum             7.12         -0.27          6.85
------------------------------------------------
Receipt                               T1-A000008
Cashier                                Ada Stone
"""
RETURN = """\
         RETURN
------------------------------------------------
Return without receipt
CREAM CUPID HEARTS COAT HANGER
  -2 x 2.75                               -5.50
  Reason: other
================================================
To give back GBP   5.50
Given back as store credit ****GPN5       5.00
Given back cash                           0.50
------------------------------------------------
5%            -5.24         -0.26         -5.50
------------------------------------------------
Receipt                               T1-A000009
Cashier                                 Mia Berg
"""
VOUCHER = """\
  STORE CREDIT VOUCHER
------------------------------------------------
      25.50 GBP
------------------------------------------------
                 SC-2WEJAGGPN5
Receipt                               T1-A000005
"""
NARROW = """\
         X report
================================================
Till                                          T1
------------------------------------------------
Payments (GBP)
Cash (172)                             49,685.57
  Taken                                51,627.51
  Given back                           -1,941.94
Card (1)                                    9.00
Sum (173)                              49,694.57
------------------------------------------------
Cash in and out (GBP)
Kind, Reason                  Count       Amount
Cash out, Purchase                1       -25.37
------------------------------------------------
Counts
Drawer opened, no sale                         2
"""
CSV = (
    "\ufeffZ report 1\r\nTill,T1\r\n\r\nPayments\r\nPayment,Count,Taken,Given back,Total\r\n"
    "Cash,172,51627.51,-1941.94,49685.57\r\n\r\nTax by rate\r\nClass,Rate,Net,Tax,Gross\r\n"
    "A,20.00,100.00,20.00,120.00\r\n\r\nDiscounts by reason\r\nReason,Count,Taken off\r\n"
    "Short-dated,5,3.85\r\n\r\nSales by cashier\r\nCashier,Receipts,Amount\r\nAda Stone,3,7.00\r\n"
)


def stream(*texts: str) -> bytes:
    return b"".join(b"\x1b@" + text.encode() + b"\n\x1dVB\x00" for text in texts)


def test_an_exchange_is_read_with_its_notes_and_sums() -> None:
    [ticket] = trail_of([stream(EXCHANGE)], STAFF).tickets()

    facts = ticket.facts()
    assert [(line.quantity, line.unit_minor) for line in ticket.lines] == [(-3, 185), (5, 255), (1, 100)]
    assert [facts[f"line {n} amount"] for n in (1, 2, 3)] == [-500, 1147, 100]
    assert (facts["kind"], facts["total"], facts["basket discount"]) == ("exchange", 685, 62)
    assert ticket.tenders == [("card", 200, 200), ("cash", 485, 1000)]
    assert ticket.taxes == {"A": (-83, -500), "B": (56, 1185)}
    assert (ticket.key, ticket.cashier) == ("T1-A000008", "ada")


def test_what_is_given_back_stands_below_zero() -> None:
    trail = trail_of([stream(RETURN, VOUCHER)], STAFF)

    [ticket] = trail.tickets()
    assert (ticket.kind, ticket.total) == ("return", -550)
    assert ticket.tenders == [("store_credit", -500, -500), ("cash", -50, -50)]
    assert trail.vouchers == {"SC-2WEJAGGPN5": 2550}
    assert trail.faults == []


def test_a_paper_that_is_nothing_known_is_reported() -> None:
    assert len(trail_of([stream("hello")], STAFF).faults) == 1


def test_a_report_on_paper_says_the_same_in_either_layout() -> None:
    found = trail_of([stream(NARROW)], STAFF).reports["X"]

    facts = facts_of_tables(found[0], STAFF)
    assert (facts["cash count"], facts["cash taken"], facts["cash given back"]) == (172, 5162751, -194194)
    assert (facts["card taken"], facts["card total"]) == (900, 900)
    assert (facts["cash out, purchase"], facts["cash out, purchase count"]) == (-2537, 1)
    assert facts["count no sales"] == 2


def test_a_report_as_csv_says_the_same() -> None:
    facts = facts_of_tables(csv_tables(CSV.encode()), STAFF)

    assert (facts["cash count"], facts["cash taken"], facts["cash given back"]) == (172, 5162751, -194194)
    assert (facts["net A"], facts["tax A"], facts["gross A"]) == (10000, 2000, 12000)
    assert (facts["discount expiring"], facts["cashier ada"], facts["cashier ada count"]) == (385, 700, 3)


def test_the_one_that_stands_alone_is_named() -> None:
    told = {"paper": {"total": 2}, "journal": {"total": 1}, "sales": {"total": 1}}

    [difference] = vote("ticket 1", told)

    assert str(difference) == "difference: paper: ticket 1: total is 2, elsewhere 1"


def test_without_a_majority_all_are_named_but_who_only_votes() -> None:
    told = {"paper": {"total": 2}, "journal": {"total": 1}, "event": {"total": 3}}

    assert {difference.source for difference in vote("X", told, silent="event")} == {"paper", "journal"}


@pytest.mark.parametrize("seed", range(30))
def test_any_partition_gives_back_exactly_what_was_paid(seed: int) -> None:
    chance = random.Random(seed)
    lines = [SoldLine(f"2{n}-99", n + 2, price, (n + 2) * price) for n, price in enumerate((99, 333, 1))]
    discount(lines, {1: ("percent", 1_500, "damaged")}, ("amount", 77, "loyal"))
    ticket = Ticket("1", lines)
    reckon(ticket)
    ticket.tenders = [("cash", ticket.total // 3, 0), ("card", ticket.total - ticket.total // 3, 0)]
    left = left_of(ticket, ["", ""])
    given: list[int] = []
    backs: dict[str, int] = {"cash": 0, "card": 0}

    for place, line in enumerate(lines):
        rest = line.quantity
        while rest:
            quantity = chance.randint(1, rest)
            rest -= quantity
            back, goes = left.give(place, quantity)
            given.append(-back.amount)
            for method, _, amount in refund(-back.amount, [goes]):
                backs[method] += amount

    assert sum(given) == ticket.total
    assert backs == {"cash": ticket.total // 3, "card": ticket.total - ticket.total // 3}
    assert all(row.tax == row.amount == row.quantity == 0 for row in left.lines)


def test_more_than_is_left_never_comes_back() -> None:
    ticket = Ticket("1", [SoldLine("21-99", 2, 99, 198)], tenders=[("cash", 198, 198)])

    with pytest.raises(ValueError, match="2 are left"):
        left_of(ticket, [""]).give(0, 3)


def test_remainders_go_to_the_largest_then_to_the_earlier() -> None:
    assert spread(100, [1, 1, 1]) == [34, 33, 33]
    assert spread(7, [0, 0]) == [0, 0]
    assert tax_in(425, 2000) == 71
