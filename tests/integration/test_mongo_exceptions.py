"""Exceptions on a real central database: in pages, explained by sales and staff, marked once by the first."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pos_terminal.adapters.mongo.enquiry import MongoEnquiry
from pos_terminal.adapters.mongo.exceptions import MongoExceptions
from pos_terminal.adapters.mongo.people import MongoPeople
from pos_terminal.adapters.mongo.store_report import MongoStoreReport
from pos_terminal.adapters.system_clock import SystemClock
from pos_terminal.errors import CentreUnavailable
from pos_terminal.services import enquiry_messages as q
from pos_terminal.services.exception_port import CentralException
from pos_terminal.workers.enquiry import EnquiryWorker
from tests.centre_servers import CentreServer, centre_server, own_centre_server
from tests.fakes.staff import person

__all__ = ["centre_server", "own_centre_server"]

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
AT, LATER = "2026-11-23T18:00:00.000Z", "2026-11-23T19:00:00.000Z"
WAIT_S = 20


class Centre:
    """A database with two sales and somebody of the staff."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.exceptions = MongoExceptions(url)
        self.database: Any = self.exceptions._database
        people = MongoPeople(url)
        people.save_staff(person("ada", name="Ada Lind"), AT)
        people.save_staff(person("mia", "manager", name="Mia Berg"), AT)
        people.close()
        euro = {"amount": 2598, "currency": "EUR"}
        oil = {"line_id": "l1", "name": "Olive oil", "unit": "each", "quantity_milli": 3000, "amount": euro}
        self.database.sales.insert_one({"_id": "s1", "receipt_no": "T1-A000042", "lines": [oil]})
        self.database.sales.insert_one(
            {
                "_id": "s2",
                "receipt_no": "T2-A000007",
                "business_day": "2026-11-23",
                "cashier": "ada",
                "lines": [],
            }
        )

    def add(self, exception_id: str, kind: str, minutes: int = 0, **fields: object) -> None:
        at = NOON + timedelta(minutes=minutes)
        row = {"_id": exception_id, "kind": kind, "terminal_id": "T2", "at": at, **fields}
        self.database.exceptions.insert_one(row)

    def first(self) -> CentralException:
        return self.exceptions.page(None, 10).rows[0]


@pytest.fixture
def centre(centre_server: CentreServer) -> Iterator[Centre]:
    made = Centre(centre_server.url())
    yield made
    made.exceptions.close()


def test_a_return_beyond_what_was_left_names_both_receipts_article_till_cashier_and_day(
    centre: Centre,
) -> None:
    centre.add("x", "return_not_left", sale="s2", original="s1", line="l1", q=2000, q_left=500)

    row = centre.first()

    assert row == CentralException(
        "x",
        "return_not_left",
        "2026-11-23T12:00:00.000Z",
        terminal_id="T2",
        business_day="2026-11-23",
        cashier="Ada Lind",
        receipt_no="T2-A000007",
        original_no="T1-A000042",
        article="Olive oil",
        milli=2000,
        left_milli=500,
        amount_minor=1732,
    )


def test_credit_without_an_account_says_how_much(centre: Centre) -> None:
    centre.add("x", "credit_without_account", sale="s2", amount=1250, cashier="ada")
    row = centre.first()
    assert (row.receipt_no, row.amount_minor, row.cashier) == ("T2-A000007", 1250, "Ada Lind")


def test_a_hold_says_what_it_was_on_and_shows_the_end_of_the_account_only(centre: Centre) -> None:
    ops = [{"id": "x", "x": 700, "state": "freed"}, {"id": "other", "x": 1, "state": "taken"}]
    centre.database.credit_accounts.insert_one({"_id": "SC-7Q2M9KXW4T", "left": 0, "ops": ops})
    centre.add("x", "hold_freed", 1, ledger="store_credit", account="SC-7Q2M9KXW4T")
    centre.add("y", "hold_missing", 0, ledger="return_rights", account="s1")

    freed, missing = centre.exceptions.page(None, 10).rows

    assert (freed.ledger, freed.account_end, freed.amount_minor) == ("store_credit", "XW4T", 700)
    assert (missing.original_no, missing.account_end, missing.amount_minor) == ("T1-A000042", "", None)


def test_what_others_wrote_may_lack_everything(centre: Centre) -> None:
    centre.database.exceptions.insert_one({"_id": "bare"})
    centre.database.exceptions.insert_one({"_id": "odd", "kind": 7, "at": "noon", "q": "x", "seen": "yes"})
    rows = centre.exceptions.page(None, 10).rows
    assert {row.exception_id for row in rows} == {"bare", "odd"}


def test_pages_follow_one_another_without_a_gap_or_a_double(centre: Centre) -> None:
    # given some at the same minute, and some without a time
    for number in range(12):
        centre.add(f"x{number:02d}", "hold_missing", number // 3)
    for name in ("a", "b"):
        centre.database.exceptions.insert_one({"_id": name, "kind": "hold_missing"})

    # when
    seen, after, more = list[str](), None, True
    pages = 0
    while more:
        page = centre.exceptions.page(after, 5)
        seen += [row.exception_id for row in page.rows]
        after, more = page.rows[-1], page.more
        pages += 1

    # then
    assert pages == 3
    assert seen == [*(f"x{number:02d}" for number in range(11, -1, -1)), "b", "a"]


def test_who_marks_first_stays_and_the_rest_of_the_document_too(centre: Centre) -> None:
    centre.add("x", "hold_missing", account="SC-1")
    before = centre.database.exceptions.find_one({"_id": "x"})

    first = centre.exceptions.mark("x", "settled", "mia", "T1", AT)
    second = centre.exceptions.mark("x", "settled", "ada", "T2", LATER)

    assert first == second
    assert first is not None
    assert first.settled is not None
    assert (first.settled.by, first.settled.terminal_id, first.settled.at) == ("Mia Berg", "T1", AT)
    after = centre.database.exceptions.find_one({"_id": "x"})
    assert {**before, "settled": after["settled"]} == after
    assert centre.exceptions.mark("nobody", "seen", "mia", "T1", AT) is None


def test_what_nobody_has_seen_is_counted_and_no_further_than_asked(centre: Centre) -> None:
    for number in range(6):
        centre.add(f"x{number}", "hold_missing")
    centre.exceptions.mark("x0", "seen", "mia", "T1", AT)
    centre.exceptions.mark("x1", "settled", "mia", "T1", AT)
    assert (centre.exceptions.unseen(100), centre.exceptions.unseen(3)) == (4, 3)


class Till:
    """The enquiry thread on a real centre."""

    def __init__(self, url: str) -> None:
        self.inbox: queue.SimpleQueue[object] = queue.SimpleQueue()
        self.worker = EnquiryWorker(
            MongoPeople(url),
            MongoEnquiry(url),
            MongoStoreReport(url, currency="EUR"),
            self.inbox.put,
            SystemClock(),
            "T1",
            MongoExceptions(url, answer_ms=500),
        )
        self.worker.start()

    def ask(self, request: q.EnquiryRequest) -> object:
        self.worker.put(request)
        return self.inbox.get(timeout=WAIT_S)


def test_the_enquiry_thread_answers_about_exceptions(centre: Centre) -> None:
    centre.add("x", "hold_missing")
    till = Till(centre.url)

    counted = till.ask(q.CountExceptions())
    shown = till.ask(q.AskExceptions())
    marks = [till.ask(q.MarkException("x", "settled", "mia")) for _ in range(2)]

    assert counted == q.ExceptionsCounted(1)
    assert isinstance(shown, q.ExceptionsAnswer)
    assert ([row.exception_id for row in shown.rows], shown.more) == (["x"], False)
    assert [isinstance(said, q.ExceptionMarked) and said.first for said in marks] == [True, False]
    till.worker.stop(WAIT_S)


def test_a_centre_that_is_away_is_one_sentence(own_centre_server: CentreServer) -> None:
    url = own_centre_server.url()
    own_centre_server.kill()
    exceptions = MongoExceptions(url, answer_ms=200)
    with pytest.raises(CentreUnavailable):
        exceptions.unseen(10)
    exceptions.close()
    till = Till(url)
    answers = [till.ask(q.AskExceptions()), till.ask(q.MarkException("x", "seen", "mia"))]
    assert [bool(answer.problem) for answer in answers if hasattr(answer, "problem")] == [True, True]
    till.worker.stop(WAIT_S)
