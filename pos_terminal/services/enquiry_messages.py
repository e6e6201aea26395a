"""What core and enquiry thread say to one another. Frozen values.

A request names what is asked; its answer names it again, so that one that came too late can be told. problem:
a plain sentence where the centre did not answer, then the rest of the answer means nothing; empty: all is
well.
"""

from dataclasses import dataclass, field

from pos_terminal.domain.customers import Customer
from pos_terminal.domain.decision import Refused
from pos_terminal.domain.reports.store import StoreFigures
from pos_terminal.services.enquiry_port import CentralSale, HandedOut
from pos_terminal.services.exception_port import CentralException, Mark


@dataclass(frozen=True, slots=True)
class FindCustomers:
    """Whom does this text mean?"""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class MakeCustomer:
    """Write this customer down; customer_id: new, a UUIDv7. Never replaced by a later request."""

    customer: Customer


@dataclass(frozen=True, slots=True)
class AskCustomer:
    """Who is this, and what is left of the store credit?"""

    customer_id: str


@dataclass(frozen=True, slots=True)
class FindSale:
    """Which sale is this: a receipt's barcode, an online order's number, or a sale's id."""

    text: str


@dataclass(frozen=True, slots=True)
class HandOut:
    """This online order is handed out here. Never replaced by a later request."""

    sale_id: str


@dataclass(frozen=True, slots=True)
class AskCredit:
    """What is left of this store-credit account?"""

    account: str


@dataclass(frozen=True, slots=True)
class AskStoreReport:
    """The figures of all tills, first to last business day (ISO dates)."""

    first_day: str
    last_day: str


@dataclass(frozen=True, slots=True)
class AskExceptions:
    """The exceptions of all tills after this one, newest first; None: from the newest on."""

    after: CentralException | None = None


@dataclass(frozen=True, slots=True)
class MarkException:
    """Somebody (an id of the staff) has seen or settled this one. Never replaced by a later request."""

    exception_id: str
    mark: Mark
    by: str


@dataclass(frozen=True, slots=True)
class CountExceptions:
    """How many are there that nobody has seen?"""


EnquiryRequest = (
    FindCustomers
    | MakeCustomer
    | AskCustomer
    | FindSale
    | HandOut
    | AskCredit
    | AskStoreReport
    | AskExceptions
    | MarkException
    | CountExceptions
)


@dataclass(frozen=True, slots=True)
class CustomersAnswer:
    """Who was found, best first."""

    text: str = field(repr=False)
    rows: tuple[Customer, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class CustomerMadeAnswer:
    """Written down as it stands here, unless it was refused."""

    customer: Customer
    refused: Refused | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class CustomerAnswer:
    """Who it is; None: there is nobody with this id."""

    customer_id: str
    customer: Customer | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class SaleAnswer:
    """The sale, unless it was refused."""

    text: str
    sale: CentralSale | None = None
    refused: Refused | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class HandOutAnswer:
    """Handed out now (`handed_out.first`) or before, unless it was refused."""

    sale_id: str
    handed_out: HandedOut | None = None
    refused: Refused | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class CreditAnswer:
    """What is left, in minor units; None: there is no such account."""

    account: str
    left_minor: int | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class StoreReportAnswer:
    """The figures."""

    first_day: str
    last_day: str
    figures: StoreFigures | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ExceptionsAnswer:
    """The page that was asked for. more: there are older ones."""

    after: CentralException | None
    rows: tuple[CentralException, ...] = ()
    more: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ExceptionMarked:
    """The exception as it is marked now. None: there is none any more. first: nobody was before."""

    exception_id: str
    mark: Mark
    row: CentralException | None = None
    first: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ExceptionsCounted:
    """So many that nobody has seen."""

    count: int = 0
    problem: str = ""


EnquiryAnswer = (
    CustomersAnswer
    | CustomerMadeAnswer
    | CustomerAnswer
    | SaleAnswer
    | HandOutAnswer
    | CreditAnswer
    | StoreReportAnswer
    | ExceptionsAnswer
    | ExceptionMarked
    | ExceptionsCounted
)
