"""The store report on a real central database: tills' uploads beside what an online store leaves there."""

import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from pos_terminal.adapters.mongo.store_report import MongoStoreReport
from pos_terminal.domain import day_events as d
from pos_terminal.domain.figures import MethodFigure, NameFigure, QuarterFigure
from pos_terminal.domain.reports.store import ArticleFigure, StoreFigures, TillFigure
from pos_terminal.domain.returns import right_of
from pos_terminal.domain.tax import TaxLine
from pos_terminal.errors import CentreUnavailable
from tests.centre_servers import CentreServer, centre_server, own_centre_server
from tests.centre_shop import Shop, shop
from tests.fakes.day_journal import Back, given_of

__all__ = ["centre_server", "own_centre_server", "shop"]

DAY = "2026-11-23"
SEEN = "2026-11-23T12:00:00.123Z"
Connect = Callable[..., MongoStoreReport]


def go_on() -> bool:
    return True


def money(amount: object, currency: str = "EUR") -> dict[str, object]:
    return {"amount": amount, "currency": currency}


@pytest.fixture
def connect() -> Iterator[Connect]:
    made: list[MongoStoreReport] = []

    def make(url: str, answer_ms: int = 5000) -> MongoStoreReport:
        made.append(MongoStoreReport(url, currency="EUR", answer_ms=answer_ms))
        return made[-1]

    yield make
    for reports in made:
        reports.close()


@pytest.fixture
def reports(shop: Shop, connect: Connect) -> MongoStoreReport:
    return connect(shop.url)


def figures(reports: MongoStoreReport, first: str = DAY, last: str = DAY) -> StoreFigures:
    made = reports.store_report(first, last, go_on)
    assert made is not None
    return made


def test_the_figures_are_those_of_the_receipts(shop: Shop, reports: MongoStoreReport) -> None:
    # given two tills, a return, and articles of which one is known
    one, two = shop.till("T1"), shop.till("T2")
    old = one.sell(("apple", 3000), ("ham", 250)).sale
    one.give_back(Back(old, given_of(right_of(old), old.lines[0].line_id, 1000)))
    two.sell(("apple", 1000))
    shop.upload(one)
    shop.upload(two)
    shop.database.products.insert_one({"_id": "apple", "name": "Red apple", "category": "fruit"})

    # when
    made = figures(reports)

    # then
    ham = old.lines[1].amount_minor
    gross = 750 + ham - 250 + 250
    taxes = [row for sale in (*one.finished, *two.finished) for row in sale.sale.taxes]
    assert (made.sale_count, made.return_count, made.gross_minor, made.returned_minor) == (2, 1, gross, 250)
    net, tax = sum(row.net_minor for row in taxes), sum(row.tax_minor for row in taxes)
    assert made.taxes == (TaxLine("A", 1900, net, tax, gross),)
    assert made.methods == (MethodFigure("cash", 3, gross + 250, 250),)
    assert made.quarters == (QuarterFigure("2026-11-23T12:00", 3, gross),)
    assert made.articles == (
        ArticleFigure("apple", "Red apple", "fruit", "each", 3, 3000, 750),
        ArticleFigure("ham", "Article ham", "", "each", 1, 250, ham),
    )
    assert made.cashiers == (NameFigure("C1", 3, gross),)
    assert made.channels == (NameFigure("till", 3, gross),)
    assert made.terminals == (NameFigure("T1", 2, gross - 250), NameFigure("T2", 1, 250))
    assert made.tills == (TillFigure("T1", "", SEEN), TillFigure("T2", "", SEEN))


def test_the_online_store_is_a_channel_whatever_its_documents_lack(
    shop: Shop, reports: MongoStoreReport
) -> None:
    # given
    at = datetime(2026, 11, 23, 9, 50, tzinfo=UTC)
    line = {"product_id": "apple", "quantity": 2, "amount": money(400.0)}
    shop.database.sales.insert_many(
        [
            {"_id": "o1", "channel": "online", "business_day": DAY, "lines": [line],
             "taxes": [{"tax_class": "A", "tax_rate_bp": 1900, "net": money(336), "tax": money(64),
                        "gross": money(400)}],
             "tenders": [{"method": "paypal", "amount": money(400)}],
             "totals": {"gross": money(400)}, "completed_at": at},
            {"_id": "o2", "completed_at": at, "totals": {"gross": 100}, "lines": [{"amount": 100}]},
            {"_id": "o3", "channel": "online", "business_day": DAY, "completed_at": "noon", "totals": None,
             "lines": "none", "tenders": [{"amount": "much"}], "taxes": [{}]},
            {"_id": "o4", "channel": "online", "business_day": DAY, "totals": {"gross": money("ten")},
             "lines": [{"product_id": 5, "quantity": "two", "quantity_milli": None, "amount": money("x")}]},
            {"_id": "o5", "channel": "online", "kind": "return", "business_day": DAY,
             "totals": {"gross": money(-50)}, "lines": [{"product_id": "apple", "amount": money(-50)}],
             "tenders": [{"method": "paypal", "amount": money(-50)}]},
            {"_id": "o6", "channel": "online", "completed_at": datetime(2026, 11, 24, tzinfo=UTC)},
            {"_id": "o7", "channel": "online", "business_day": "2026-11-22", "totals": {"gross": money(7)}},
        ]
    )  # fmt: skip

    # when
    made = figures(reports)

    # then
    assert made.channels == (NameFigure("online", 5, 450),)
    assert (made.sale_count, made.return_count, made.gross_minor, made.returned_minor) == (4, 1, 450, 50)
    assert made.methods == (MethodFigure("paypal", 2, 400, 50), MethodFigure("unknown", 1, 0, 0))
    assert made.taxes == (TaxLine("", 0, 0, 0, 0), TaxLine("A", 1900, 336, 64, 400))
    assert made.quarters == (QuarterFigure("2026-11-23T09:45", 2, 500),)
    sold = {row.product_id: (row.milli, row.amount_minor) for row in made.articles}
    assert sold == {"apple": (2000, 350), "": (0, 100), "5": (0, 0)}


def test_sales_in_another_currency_are_counted_and_in_no_figure(
    shop: Shop, reports: MongoStoreReport
) -> None:
    till = shop.till("T1")
    till.sell(("apple", 1000))
    shop.upload(till)
    foreign = {"business_day": DAY, "channel": "online", "totals": {"gross": money(900, "USD")}}
    shop.database.sales.insert_one(
        {"_id": "o1", **foreign, "tenders": [{"method": "card", "amount": money(900, "USD")}]}
    )

    made = figures(reports)

    assert (made.foreign_count, made.gross_minor, made.sale_count) == (1, 250, 1)
    assert [row.method for row in made.methods] == ["cash"]


def test_only_the_days_asked_for_count_and_the_pieces_add_up(shop: Shop, reports: MongoStoreReport) -> None:
    # given a sale a day for four months
    days = [f"2026-{month:02d}-{day:02d}" for month in (3, 4, 5, 6) for day in range(1, 31)]
    shop.database.sales.insert_many(
        {"_id": f"s-{day}", "channel": "till", "terminal_id": "T1", "business_day": day,
         "totals": {"gross": money(100)},
         "lines": [{"product_id": "p", "quantity_milli": 1000, "amount": money(100)}]}
        for day in days
    )  # fmt: skip

    # when, then
    made = figures(reports, "2026-03-01", "2026-06-30")
    assert (made.sale_count, made.gross_minor) == (120, 12_000)
    assert made.articles == (ArticleFigure("p", "p", "", "each", 120, 120_000, 12_000),)
    assert figures(reports, "2026-04-01", "2026-04-02").gross_minor == 200
    assert figures(reports, "2027-01-01", "2027-12-31").gross_minor == 0


def test_a_report_that_nobody_wants_any_more_ends(shop: Shop, reports: MongoStoreReport) -> None:
    asked = iter((True, True, False))

    assert reports.store_report("2026-01-01", "2026-12-31", lambda: next(asked)) is None


def test_tills_that_are_open_or_were_not_seen_are_there_and_those_long_gone_not(
    shop: Shop, reports: MongoStoreReport
) -> None:
    # given an open till, one that closed, one that never uploaded, one of last year
    opened, closed = shop.till("T1"), shop.till("T2")
    opened.sell(("apple", 1000))
    closed.close_shift("shift-2", 1)
    shop.upload(opened)
    shop.upload(closed)
    shop.database.shifts.insert_many(
        [
            {"_id": "shift-1", "terminal_id": "T1", "business_day": DAY},
            {"_id": "shift-9", "terminal_id": "T9", "business_day": "2026-11-20", "closed_at": None},
        ]
    )
    gone = datetime(2025, 1, 1, tzinfo=UTC)
    shop.database.journals.insert_one({"_id": "j-old", "terminal_id": "T8", "seq": 5, "updated_at": gone})
    shop.database.journals.insert_one({"_id": "j-new", "terminal_id": "T7", "seq": 0})

    # when, then
    assert figures(reports).tills == (
        TillFigure("T1", DAY, SEEN),
        TillFigure("T2", "", SEEN),
        TillFigure("T9", "2026-11-20", ""),
    )


def test_a_corrected_tender_stands_under_its_new_method(shop: Shop, reports: MongoStoreReport) -> None:
    till = shop.till("T1")
    sale = till.sell(("apple", 1000)).sale
    till.write(d.TenderCorrected(sale.sale_id, sale.tenders[0].tender_id, "cash", "card", 250, "typo"))
    shop.upload(till)

    assert figures(reports).methods == (MethodFigure("card", 1, 250, 0),)


def test_what_enquiries_need_is_made_once(shop: Shop, reports: MongoStoreReport) -> None:
    reports.prepare()
    reports.prepare()

    assert set(shop.database.sales.index_information()) >= {"business_day_1", "receipt_no_1", "order_no_1"}
    assert set(shop.database.customers.index_information()) >= {"search_1", "card_code_1"}
    assert figures(reports).gross_minor == 0


def test_a_server_that_is_stopped_in_the_middle_and_one_that_dies_are_said_and_come_back(
    own_centre_server: CentreServer, connect: Connect
) -> None:
    # given
    reports = connect(own_centre_server.url(f"t{uuid.uuid4().hex}"), answer_ms=1000)
    database: Any = reports._database
    database.sales.insert_one({"_id": "s1", "business_day": DAY, "totals": {"gross": money(100)}})
    pieces = 0

    def pause_at_the_second() -> bool:
        nonlocal pieces
        pieces += 1
        if pieces == 2:
            own_centre_server.pause()
        return True

    # when, then
    with pytest.raises(CentreUnavailable, match="does not answer"):
        reports.store_report("2026-11-01", "2026-11-30", pause_at_the_second)
    own_centre_server.resume()
    assert figures(reports).gross_minor == 100
    own_centre_server.kill()
    with pytest.raises(CentreUnavailable, match="does not answer"):
        figures(reports)
    own_centre_server.start()
    assert figures(reports).gross_minor == 100
