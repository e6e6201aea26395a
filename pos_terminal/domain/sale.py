"""A sale as it stands: its lines, sums and tenders. Pure; `sale_fold.py` makes it from events.

The rules that decide what may happen to it stand in `basket.py` (lines), `pricing/` (discounts), `returns.py`
and `payments/` (tenders).
"""

from dataclasses import dataclass
from typing import Literal

from pos_terminal.domain.day_events import RefundPart
from pos_terminal.domain.marks import NO_MARKS, Marks, stock_units
from pos_terminal.domain.tax import RateSum, TaxLine, TaxRules, summary

SaleState = Literal["open", "parked", "voided", "completed"]


@dataclass(frozen=True, slots=True)
class Discount:
    """What was taken off. kind `percent`: value in basis points; `amount`: value in minor units."""

    kind: str
    value: int
    reason: str


@dataclass(frozen=True, slots=True)
class Returned:
    """What a line takes back. authority: see ReturnLineAdded; refunds: by original tender, above zero."""

    op_id: str
    authority: str
    sale_id: str
    line_id: str
    receipt_no: str
    reason: str
    restock: bool
    tax_minor: int
    refunds: tuple[RefundPart, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One article in a basket.

    milli 0: it waits for its weight; below zero: it comes back. stock: outcome of the last answered claim,
    empty before any. asked_again: its quantity has changed since that answer. amount_minor: what it costs
    after its own discount and its share of the basket's. deposit_line_id: of the line that is its deposit.
    """

    line_id: str
    hold_id: str
    product_id: str
    code_text: str
    name: str
    unit: str
    milli: int
    unit_price_minor: int
    amount_minor: int
    tax_class: str
    rate_bp: int
    stock_policy: str
    tracked: bool
    minimum_age: int
    weight_source: str = ""
    stock: str = ""
    left: int | None = None
    asked_again: bool = False
    list_price_minor: int | None = None
    price_reason: str = ""
    discount: Discount | None = None
    discount_minor: int = 0
    share_minor: int = 0
    returned: Returned | None = None
    deposit_line_id: str = ""
    marks: Marks = NO_MARKS

    @property
    def is_return(self) -> bool:
        """Whether these goods come back."""
        return self.returned is not None

    @property
    def full_minor(self) -> int:
        """What it costs before any discount."""
        return self.amount_minor + self.discount_minor + self.share_minor

    @property
    def stock_answered(self) -> bool:
        """Whether the counters have said something about the quantity as it is now."""
        return self.stock != "" and not self.asked_again

    @property
    def units(self) -> int:
        """What the stock counters count of it; below zero where it comes back."""
        return stock_units(self.milli, self.unit, self.marks)

    @property
    def waits(self) -> bool:
        """Whether its weight is still missing."""
        return self.milli == 0


@dataclass(frozen=True, slots=True)
class Tender:
    """One payment. given - change = amount; amount counts towards the total."""

    tender_id: str
    method: str
    amount_minor: int
    given_minor: int
    change_minor: int
    rounding_minor: int
    approval_code: str
    account: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A tender that a device or ledger was asked for and has not answered yet."""

    tender_id: str
    method: str
    amount_minor: int
    account: str


@dataclass(frozen=True, slots=True)
class AskedReturn:
    """The right to take units of a sold line back, asked for at the centre."""

    op_id: str
    sale_id: str
    line_id: str
    milli: int
    reason: str
    restock: bool


@dataclass(frozen=True, slots=True)
class Undoable:
    """What a change did: a line as it was before (None: it was not there) and as it is after."""

    before: Line | None
    after: Line | None


UNDO_DEPTH = 50


@dataclass(frozen=True, slots=True)
class Sale:
    """A basket on its way to a receipt."""

    sale_id: str
    business_day: str
    cashier: str
    currency: str
    decimals: int
    rules: TaxRules
    cash_step_minor: int
    state: SaleState = "open"
    lines: tuple[Line, ...] = ()
    sums: tuple[RateSum, ...] = ()
    item_milli: int = 0
    waiting: int = 0
    highest_age: int = 0
    confirmed_age: int = 0
    tenders: tuple[Tender, ...] = ()
    undo: tuple[Undoable, ...] = ()
    name_id: str = ""
    released: bool = False
    receipt_no: str = ""
    completed_at: str = ""
    discount: Discount | None = None
    asked: Asked | None = None
    asked_returns: tuple[AskedReturn, ...] = ()
    customer_id: str = ""

    @property
    def kind(self) -> str:
        """`sale`, `return` (only goods that come back) or `exchange` (both)."""
        back = sum(line.is_return for line in self.lines)
        if not back:
            return "sale"
        return "return" if back == len(self.lines) else "exchange"

    @property
    def discounts_by_reason(self) -> tuple[tuple[str, int], ...]:
        """Every discount given, with what it took off, as prices are (tax included or not)."""
        given = [(line.discount.reason, line.discount_minor) for line in self.lines if line.discount]
        if self.discount is not None:
            given.append((self.discount.reason, sum(line.share_minor for line in self.lines)))
        return tuple(given)

    @property
    def paying(self) -> bool:
        """Whether money was taken or is being asked for; the lines stay as they are then."""
        return bool(self.tenders) or self.asked is not None

    @property
    def open_age(self) -> int:
        """The age that still has to be asked for, 0 where none."""
        return self.highest_age if self.highest_age > self.confirmed_age else 0

    @property
    def taxes(self) -> tuple[TaxLine, ...]:
        """The tax summary."""
        return summary(self.sums, self.rules)

    @property
    def total_minor(self) -> int:
        """What the customer owes, tax included, before cash rounding."""
        return sum(row.gross_minor for row in self.taxes)

    @property
    def rounding_minor(self) -> int:
        """What cash rounding added (or took, below zero)."""
        return sum(tender.rounding_minor for tender in self.tenders)

    @property
    def paid_minor(self) -> int:
        """What the tenders cover."""
        return sum(tender.amount_minor for tender in self.tenders)

    @property
    def due_minor(self) -> int:
        """What is still to be paid."""
        return self.total_minor + self.rounding_minor - self.paid_minor

    @property
    def change_minor(self) -> int:
        """What goes back to the customer."""
        return sum(tender.change_minor for tender in self.tenders)

    def index_of(self, line_id: str) -> int | None:
        """Where a line stands; searched from the newest, where it nearly always is."""
        for index in range(len(self.lines) - 1, -1, -1):
            if self.lines[index].line_id == line_id:
                return index
        return None

    def line(self, line_id: str) -> Line | None:
        """The line of that id."""
        index = self.index_of(line_id)
        return None if index is None else self.lines[index]
