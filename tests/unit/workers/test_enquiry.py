"""The enquiry threads: every request that counts is answered once, and a long report keeps nobody waiting."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator

import pytest

from pos_terminal.domain.customers import Customer
from pos_terminal.domain.decision import Refused
from pos_terminal.domain.reports.store import StoreFigures
from pos_terminal.domain.returns import Right
from pos_terminal.errors import CentreUnavailable
from pos_terminal.services import enquiry_messages as q
from pos_terminal.services.enquiry_port import CentralSale, HandedOut
from pos_terminal.workers.enquiry import EnquiryWorker
from tests.stock_servers import TestClock

WAIT_S = 10
ANN = Customer("c1", "Ann", card_code="K1")
SALE = CentralSale(
    "s1", "T1-A000001", "till", "T1", "2026-11-23", "", "EUR", "", (), Right("s1", False, (), ())
)
DAYS = ("2026-11-01", "2026-11-30")


class Away:
    """A centre in memory; `hold` keeps whoever asks waiting, `fault` is raised."""

    def __init__(self) -> None:
        self.fault: Exception | None = None
        self.asked: list[str] = []
        self.begun: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.may_answer = threading.Event()
        self.may_answer.set()
        self.closed: list[str] = []

    def say(self, what: str) -> None:
        self.asked.append(what)
        self.begun.put(what)
        assert self.may_answer.wait(WAIT_S)
        if self.fault is not None:
            raise self.fault


class Central:
    """Fulfils Customers and Enquiry."""

    def __init__(self) -> None:
        self.state = Away()

    def find_customers(self, text: str) -> tuple[Customer, ...]:
        self.state.say(f"find {text}")
        return (ANN,)

    def customer(self, customer_id: str) -> Customer | None:
        self.state.say(f"who {customer_id}")
        return ANN if customer_id == "c1" else None

    def save_customer(self, customer: Customer, at: str) -> Customer | Refused:
        self.state.say(f"save {customer.customer_id} {at[:4]}")
        return Refused("customer_card_taken") if customer.card_code == "K1" else customer

    def credit_left(self, account: str) -> int | None:
        self.state.say(f"credit {account}")
        return 250

    def find_sale(self, text: str) -> CentralSale | Refused:
        self.state.say(f"sale {text}")
        return SALE if text == "T1-A000001-ABCD" else Refused("receipt_unknown")

    def hand_out(self, sale_id: str, terminal_id: str, at: str) -> HandedOut | Refused:
        self.state.say(f"out {sale_id}")
        return HandedOut(terminal_id, at, True) if sale_id == "o1" else Refused("order_unknown")

    def close(self) -> None:
        self.state.closed.append("central")


class Reports:
    """Fulfils StoreReports: a report of many pieces."""

    def __init__(self) -> None:
        self.state = Away()
        self.away_at_start = False

    def prepare(self) -> None:
        self.state.asked.append("prepare")
        if self.away_at_start:
            self.away_at_start = False
            raise CentreUnavailable("The central database does not answer.")

    def store_report(self, first: str, last: str, go_on: Callable[[], bool]) -> StoreFigures | None:
        self.state.say(f"report {first}")
        return StoreFigures(first, last, "EUR") if go_on() else None

    def close(self) -> None:
        self.state.closed.append("reports")


class Desk:
    """A worker with everything around it in memory."""

    def __init__(self) -> None:
        self.central, self.reports = Central(), Reports()
        self.inbox: queue.SimpleQueue[object] = queue.SimpleQueue()
        self.worker = EnquiryWorker(
            self.central, self.central, self.reports, self.inbox.put, TestClock(), "T1"
        )

    def ask(self, request: q.EnquiryRequest) -> object:
        self.worker.put(request)
        return self.answer()

    def answer(self) -> object:
        return self.inbox.get(timeout=WAIT_S)


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    made.central.state.may_answer.set()
    made.reports.state.may_answer.set()
    made.worker.stop(WAIT_S)


def test_every_question_has_its_answer(desk: Desk) -> None:
    desk.worker.start()
    assert desk.ask(q.FindCustomers("an")) == q.CustomersAnswer("an", (ANN,))
    assert desk.ask(q.AskCustomer("c1")) == q.CustomerAnswer("c1", ANN)
    assert desk.ask(q.AskCustomer("c2")) == q.CustomerAnswer("c2", None)
    assert desk.ask(q.AskCredit("c1")) == q.CreditAnswer("c1", 250)
    assert desk.ask(q.FindSale("T1-A000001-ABCD")) == q.SaleAnswer("T1-A000001-ABCD", SALE)
    assert desk.ask(q.FindSale("x")) == q.SaleAnswer("x", refused=Refused("receipt_unknown"))
    assert desk.ask(q.HandOut("s1")) == q.HandOutAnswer("s1", refused=Refused("order_unknown"))
    out = desk.ask(q.HandOut("o1"))
    assert isinstance(out, q.HandOutAnswer)
    assert out.handed_out is not None
    assert (out.handed_out.terminal_id, out.handed_out.first) == ("T1", True)
    assert desk.ask(q.AskStoreReport(*DAYS)) == q.StoreReportAnswer(*DAYS, StoreFigures(*DAYS, "EUR"))


def test_a_customer_is_checked_and_tidied_before_the_centre_is_asked(desk: Desk) -> None:
    desk.worker.start()
    bea = Customer("c2", " Bea  B ")
    assert desk.ask(q.MakeCustomer(bea)) == q.CustomerMadeAnswer(Customer("c2", "Bea B"))
    assert desk.ask(q.MakeCustomer(ANN)) == q.CustomerMadeAnswer(ANN, Refused("customer_card_taken"))
    nobody = Customer("c3", "")
    assert desk.ask(q.MakeCustomer(nobody)) == q.CustomerMadeAnswer(nobody, Refused("customer_name_missing"))
    assert desk.central.state.asked == ["save c2 2026", "save c1 2026"]


def test_only_the_newest_question_of_a_kind_counts_and_every_writing(desk: Desk) -> None:
    # given somebody who asks while nobody answers yet
    desk.central.state.may_answer.clear()
    desk.worker.start()
    desk.worker.put(q.FindCustomers("a"))
    assert desk.central.state.begun.get(timeout=WAIT_S) == "find a"
    for text in ("an", "ann", "anna"):
        desk.worker.put(q.FindCustomers(text))
    for customer_id in ("c5", "c6"):
        desk.worker.put(q.MakeCustomer(Customer(customer_id, "New")))
    desk.worker.put(q.HandOut("o1"))
    desk.worker.put(q.HandOut("o2"))
    desk.worker.put(q.AskCredit("x"))

    # when
    desk.central.state.may_answer.set()
    answers = [desk.answer() for _ in range(7)]

    # then
    assert answers[:2] == [q.CustomersAnswer("a", (ANN,)), q.CustomersAnswer("anna", (ANN,))]
    assert desk.central.state.asked[1:] == [
        "find anna",
        "save c5 2026",
        "save c6 2026",
        "out o1",
        "out o2",
        "credit x",
    ]


def test_a_report_keeps_no_search_waiting(desk: Desk) -> None:
    # given a report that takes its time
    desk.reports.state.may_answer.clear()
    desk.worker.start()
    desk.worker.put(q.AskStoreReport(*DAYS))
    assert desk.reports.state.begun.get(timeout=WAIT_S) == "report 2026-11-01"

    # when, then
    assert desk.ask(q.FindCustomers("an")) == q.CustomersAnswer("an", (ANN,))
    desk.reports.state.may_answer.set()
    assert desk.answer() == q.StoreReportAnswer(*DAYS, StoreFigures(*DAYS, "EUR"))


def test_a_newer_report_ends_an_older_one(desk: Desk) -> None:
    desk.reports.state.may_answer.clear()
    desk.worker.start()
    desk.worker.put(q.AskStoreReport(*DAYS))
    assert desk.reports.state.begun.get(timeout=WAIT_S) == "report 2026-11-01"
    desk.worker.put(q.AskStoreReport("2026-10-01", "2026-10-31"))
    desk.reports.state.may_answer.set()

    answer = desk.answer()

    assert isinstance(answer, q.StoreReportAnswer)
    assert answer.first_day == "2026-10-01"


@pytest.mark.parametrize(
    "request_",
    [
        q.FindCustomers("ann"),
        q.MakeCustomer(Customer("c2", "Bea")),
        q.AskCustomer("c1"),
        q.AskCredit("c1"),
        q.FindSale("T1-A000001-ABCD"),
        q.HandOut("o1"),
        q.AskStoreReport(*DAYS),
    ],
)
@pytest.mark.expected_warnings("enquiry_failed kind=")
def test_a_centre_that_is_away_and_a_fault_are_said(
    desk: Desk, request_: q.EnquiryRequest, caplog: pytest.LogCaptureFixture
) -> None:
    desk.worker.start()
    for fault, said in (
        (CentreUnavailable("The central database does not answer."), "does not answer"),
        (ValueError("ann"), "call support"),
    ):
        desk.central.state.fault = desk.reports.state.fault = fault
        answer = desk.ask(request_)
        assert said in answer.problem  # type: ignore[attr-defined]
    assert "ann" not in caplog.text


def test_days_that_are_none_are_said_at_once(desk: Desk) -> None:
    desk.worker.start()
    answer = desk.ask(q.AskStoreReport("2026-11-30", "2026-11-01"))
    assert isinstance(answer, q.StoreReportAnswer)
    assert "first the earlier" in answer.problem
    assert desk.reports.state.asked in (["prepare"], [])


def test_what_the_centre_needs_is_made_when_it_answers(desk: Desk) -> None:
    desk.reports.away_at_start = True
    desk.worker.start()
    desk.ask(q.AskStoreReport(*DAYS))
    desk.ask(q.AskStoreReport(*DAYS))
    assert desk.reports.state.asked.count("prepare") == 2


def test_at_the_end_writing_is_done_and_asking_is_not(desk: Desk) -> None:
    desk.central.state.may_answer.clear()
    desk.worker.start()
    desk.worker.put(q.FindCustomers("a"))
    desk.central.state.begun.get(timeout=WAIT_S)
    desk.worker.put(q.MakeCustomer(Customer("c5", "New")))
    desk.worker.put(q.FindCustomers("b"))
    desk.worker.stop(0)

    # when the one under way is answered
    desk.central.state.may_answer.set()
    desk.worker.stop(WAIT_S)

    assert desk.central.state.asked == ["find a", "save c5 2026"]
    assert desk.central.state.closed == ["central", "central"]
