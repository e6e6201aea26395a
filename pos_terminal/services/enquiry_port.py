"""What the till asks the centre on behalf of a person: customers, sales of other tills, the store report.

Protocols that `adapters/mongo/people.py enquiry.py store_report.py` fulfil, and what they answer. Every call
has a deadline of its own and raises CentreUnavailable beyond it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from pos_terminal.domain.customers import Customer
from pos_terminal.domain.decision import Refused
from pos_terminal.domain.marks import Marks
from pos_terminal.domain.reports.store import StoreFigures
from pos_terminal.domain.returns import Right


@dataclass(frozen=True, slots=True)
class HandedOut:
    """Where and when an online order was handed out. first: this call did it. at: UTC ISO 8601."""

    terminal_id: str
    at: str
    first: bool = False


@dataclass(frozen=True, slots=True)
class CentralLine:
    """A sold line as the centre holds it.

    milli, amount_minor: as sold, above zero; amount as prices are (tax included or not), after discounts.
    tracked: whether the counters hold this article: for a till's sale known by its movements, for an online
    order by the article. marks: what its code said of this piece, None for nothing.
    """

    line_id: str
    product_id: str
    code_text: str
    name: str
    unit: str
    milli: int
    unit_price_minor: int
    amount_minor: int
    tax_class: str
    rate_bp: int
    tracked: bool
    marks: Marks | None = None


@dataclass(frozen=True, slots=True)
class CentralSale:
    """A sale of any till, or an order of the online store.

    receipt_no: of an online order its number. terminal_id: empty for an online order. completed_at: UTC ISO
    8601, empty where the document has none. lines: only goods that were sold. right: what may come back yet.
    """

    sale_id: str
    receipt_no: str
    channel: str
    terminal_id: str
    business_day: str
    completed_at: str
    currency: str
    customer_id: str
    lines: tuple[CentralLine, ...]
    right: Right
    handed_out: HandedOut | None = None

    def line(self, line_id: str) -> CentralLine | None:
        """The sold line of that id."""
        return next((line for line in self.lines if line.line_id == line_id), None)


class Customers(Protocol):
    """The customers of all tills and of the online store."""

    def find_customers(self, text: str) -> tuple[Customer, ...]:
        """Those that a text means: by name, last digits of the phone, or card; best first."""

    def customer(self, customer_id: str) -> Customer | None:
        """One of them."""

    def save_customer(self, customer: Customer, at: str) -> Customer | Refused:
        """Write one down, new or changed; refused where the card is somebody else's. Safe to repeat."""

    def credit_left(self, account: str) -> int | None:
        """Store credit that is left, None where there is no such account."""

    def close(self) -> None:
        """Close the connection."""


class Enquiry(Protocol):
    """Sales of other tills and of the online store."""

    def find_sale(self, text: str) -> CentralSale | Refused:
        """By a receipt's barcode, by an online order's number, or by the sale's id."""

    def hand_out(self, sale_id: str, terminal_id: str, at: str) -> HandedOut | Refused:
        """Note that an online order was handed out; the second time: where and when it was before."""

    def close(self) -> None:
        """Close the connection."""


class StoreReports(Protocol):
    """Figures over all tills and channels."""

    def prepare(self) -> None:
        """Make the indexes that all enquiries need, where they are missing."""

    def store_report(self, first_day: str, last_day: str, go_on: Callable[[], bool]) -> StoreFigures | None:
        """The figures of these business days; None where go_on said no in between."""

    def close(self) -> None:
        """Close the connection."""
