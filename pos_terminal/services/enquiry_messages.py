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


EnquiryRequest = FindCustomers | MakeCustomer | AskCustomer | FindSale | HandOut | AskCredit | AskStoreReport


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


EnquiryAnswer = (
    CustomersAnswer
    | CustomerMadeAnswer
    | CustomerAnswer
    | SaleAnswer
    | HandOutAnswer
    | CreditAnswer
    | StoreReportAnswer
)
