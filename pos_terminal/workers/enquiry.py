"""What a person wants to know of the centre: customers, other tills' sales, online orders, the store report.

Two threads with connections of their own: `enquiry` for what a cashier waits for, `store-report` for the
figures, which take seconds. Only the newest question of a kind counts, one that was replaced is not answered;
what writes (a customer, a hand-out) is carried out in order, always. They decide nothing: the core reads
their answers like any other message.
"""

import logging
import threading
import traceback
from collections import deque
from typing import assert_never

from pos_terminal.domain.customers import checked
from pos_terminal.domain.decision import Refused
from pos_terminal.domain.reports.store import range_refused
from pos_terminal.errors import Bug, CentreUnavailable
from pos_terminal.services.enquiry_messages import (
    AskCredit,
    AskCustomer,
    AskExceptions,
    AskStoreReport,
    CountExceptions,
    CreditAnswer,
    CustomerAnswer,
    CustomerMadeAnswer,
    CustomersAnswer,
    EnquiryAnswer,
    EnquiryRequest,
    ExceptionMarked,
    ExceptionsAnswer,
    ExceptionsCounted,
    FindCustomers,
    FindSale,
    HandOut,
    HandOutAnswer,
    MakeCustomer,
    MarkException,
    SaleAnswer,
    StoreReportAnswer,
)
from pos_terminal.services.enquiry_port import Customers, Enquiry, StoreReports
from pos_terminal.services.exception_port import Exceptions
from pos_terminal.services.ports import Clock, Post
from pos_terminal.services.timestamps import utc_text

log = logging.getLogger("pos.enquiry")

_FAULT = "The till could not ask that: try it again, and call support if it happens once more."
_DAYS = "These days cannot be reported: write both as 2026-11-30, first the earlier; ten years at most."
_WRITES = (MakeCustomer, HandOut, MarkException)
EXCEPTIONS_AT_ONCE = 50
MOST_COUNTED = 100

# All but the store report: what the first thread answers.
AboutExceptions = AskExceptions | MarkException | CountExceptions
Question = FindCustomers | MakeCustomer | AskCustomer | FindSale | HandOut | AskCredit | AboutExceptions


class Waiting:
    """Requests on their way to one thread; any thread may put, one takes."""

    def __init__(self) -> None:
        self._requests: deque[EnquiryRequest] = deque()
        self._changed = threading.Condition()
        self._ended = False

    def put(self, request: EnquiryRequest) -> None:
        """Hand a request over; a question takes the place of one of its kind that nobody has begun."""
        with self._changed:
            if not isinstance(request, _WRITES):
                kept = [other for other in self._requests if type(other) is not type(request)]
                self._requests = deque(kept)
            self._requests.append(request)
            self._changed.notify()

    def take(self) -> EnquiryRequest | None:
        """The next one, None at the end: then what writes was carried out, questions were let go."""
        with self._changed:
            self._changed.wait_for(lambda: self._requests or self._ended)
            if self._ended:
                self._requests = deque(other for other in self._requests if isinstance(other, _WRITES))
            return self._requests.popleft() if self._requests else None

    def end(self) -> None:
        """No more than what is under way."""
        with self._changed:
            self._ended = True
            self._changed.notify()

    def is_quiet(self) -> bool:
        """Whether nothing waits and it goes on."""
        with self._changed:
            return not self._requests and not self._ended


class EnquiryWorker:
    """The two threads.

    customers, enquiry, reports and exceptions belong to them from `start` on and are closed at the end.
    terminal_id: this till, which hands orders out.
    """

    def __init__(
        self,
        customers: Customers,
        enquiry: Enquiry,
        reports: StoreReports,
        post: Post,
        clock: Clock,
        terminal_id: str,
        exceptions: Exceptions | None = None,
    ) -> None:
        self._customers = customers
        self._enquiry = enquiry
        self._exceptions = exceptions
        self._reports = reports
        self._post = post
        self._clock = clock
        self._terminal_id = terminal_id
        self._questions, self._wanted = Waiting(), Waiting()
        self._thread = threading.Thread(target=self._run, name="enquiry", daemon=True)
        self._reporter = threading.Thread(target=self._run_reports, name="store-report", daemon=True)

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()
        self._reporter.start()

    def put(self, request: EnquiryRequest) -> None:
        """Ask, from any thread; returns at once."""
        if isinstance(request, AskStoreReport):
            self._wanted.put(request)
        else:
            self._questions.put(request)

    def stop(self, timeout_s: float) -> None:
        """End after the answer that is under way; a report ends where it is."""
        self._questions.end()
        self._wanted.end()
        self._thread.join(timeout_s)

    def _run(self) -> None:
        while (request := self._questions.take()) is not None:
            if not isinstance(request, AskStoreReport):
                self._post(self._answer(request))
        self._customers.close()
        self._enquiry.close()
        if self._exceptions is not None:
            self._exceptions.close()

    def _run_reports(self) -> None:
        prepared = self._prepare()
        while (request := self._wanted.take()) is not None:
            prepared = prepared or self._prepare()
            if isinstance(request, AskStoreReport):
                answer = self._report(request)
                if answer is not None:
                    self._post(answer)
        self._reports.close()

    def _prepare(self) -> bool:
        try:
            self._reports.prepare()
        except CentreUnavailable as error:
            log.info("enquiry_not_prepared reason=%s", error)
            return False
        except Exception as error:  # noqa: BLE001 - top of the thread: it only makes things quicker
            _log_fault("prepare", error)
        return True

    def _answer(self, request: Question) -> EnquiryAnswer:
        try:
            return self._ask(request)
        except CentreUnavailable as error:
            log.info("enquiry_unanswered kind=%s reason=%s", type(request).__name__, error)
            return _problem(request, str(error))
        except Exception as error:  # noqa: BLE001 - top of the thread: every request is answered
            _log_fault(type(request).__name__, error)
            return _problem(request, _FAULT)

    def _ask(self, request: Question) -> EnquiryAnswer:
        match request:
            case FindCustomers(text=text):
                return CustomersAnswer(text, self._customers.find_customers(text))
            case MakeCustomer():
                return self._make(request)
            case AskCustomer(customer_id=customer_id):
                return CustomerAnswer(customer_id, self._customers.customer(customer_id))
            case AskCredit(account=account):
                return CreditAnswer(account, self._customers.credit_left(account))
            case FindSale(text=text):
                sale = self._enquiry.find_sale(text)
                if isinstance(sale, Refused):
                    return SaleAnswer(text, refused=sale)
                return SaleAnswer(text, sale)
            case HandOut(sale_id=sale_id):
                out = self._enquiry.hand_out(sale_id, self._terminal_id, utc_text(self._clock.utc_ms()))
                if isinstance(out, Refused):
                    return HandOutAnswer(sale_id, refused=out)
                return HandOutAnswer(sale_id, out)
            case AskExceptions() | MarkException() | CountExceptions():
                return self._about_exceptions(request)
            case _:
                assert_never(request)

    def _about_exceptions(self, request: AboutExceptions) -> EnquiryAnswer:
        exceptions = self._exceptions
        if exceptions is None:
            raise Bug("This worker was given no exceptions to look at.")
        match request:
            case AskExceptions(after=after):
                page = exceptions.page(after, EXCEPTIONS_AT_ONCE)
                return ExceptionsAnswer(after, page.rows, page.more)
            case MarkException(exception_id=exception_id, mark=mark, by=by):
                at = utc_text(self._clock.utc_ms())
                row = exceptions.mark(exception_id, mark, by, self._terminal_id, at)
                said = (row.seen if mark == "seen" else row.settled) if row is not None else None
                first = said is not None and (said.terminal_id, said.at) == (self._terminal_id, at)
                return ExceptionMarked(exception_id, mark, row, first)
            case CountExceptions():
                return ExceptionsCounted(exceptions.unseen(MOST_COUNTED))
            case _:
                assert_never(request)

    def _make(self, request: MakeCustomer) -> CustomerMadeAnswer:
        tidied = checked(request.customer)
        if isinstance(tidied, Refused):
            return CustomerMadeAnswer(request.customer, tidied)
        made = self._customers.save_customer(tidied, utc_text(self._clock.utc_ms()))
        return CustomerMadeAnswer(tidied, made) if isinstance(made, Refused) else CustomerMadeAnswer(made)

    def _report(self, request: AskStoreReport) -> StoreReportAnswer | None:
        """None where a newer request (or the end) came before it was done."""
        first_day, last_day = request.first_day, request.last_day
        if range_refused(first_day, last_day) is not None:
            return StoreReportAnswer(first_day, last_day, problem=_DAYS)
        try:
            figures = self._reports.store_report(first_day, last_day, self._wanted.is_quiet)
        except CentreUnavailable as error:
            log.info("enquiry_unanswered kind=AskStoreReport reason=%s", error)
            return StoreReportAnswer(first_day, last_day, problem=str(error))
        except Exception as error:  # noqa: BLE001 - top of the thread: every request is answered
            _log_fault("AskStoreReport", error)
            return StoreReportAnswer(first_day, last_day, problem=_FAULT)
        return None if figures is None else StoreReportAnswer(first_day, last_day, figures)


def _problem(request: Question, problem: str) -> EnquiryAnswer:
    match request:
        case FindCustomers(text=text):
            return CustomersAnswer(text, problem=problem)
        case MakeCustomer(customer=customer):
            return CustomerMadeAnswer(customer, problem=problem)
        case AskCustomer(customer_id=customer_id):
            return CustomerAnswer(customer_id, problem=problem)
        case AskCredit(account=account):
            return CreditAnswer(account, problem=problem)
        case FindSale(text=text):
            return SaleAnswer(text, problem=problem)
        case HandOut(sale_id=sale_id):
            return HandOutAnswer(sale_id, problem=problem)
        case AskExceptions(after=after):
            return ExceptionsAnswer(after, problem=problem)
        case MarkException(exception_id=exception_id, mark=mark):
            return ExceptionMarked(exception_id, mark, problem=problem)
        case CountExceptions():
            return ExceptionsCounted(problem=problem)
        case _:
            assert_never(request)


def _log_fault(kind: str, error: Exception) -> None:
    """What went wrong and where, without the error's text: it could hold somebody's name."""
    where = "".join(traceback.format_tb(error.__traceback__)).replace("\n", " ")
    log.error("enquiry_failed kind=%s error=%s where=%s", kind, type(error).__name__, where)
