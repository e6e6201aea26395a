"""Facts of a shop's day beside the basket: staff, shift, cash, discounts, returns, customers, mail. Pure.

The same rules as in `events.py`, whose union lists these too: each states its stored name and version, and
none holds personal data.
"""

from dataclasses import dataclass
from typing import ClassVar

from pos_terminal.domain.figures import Piece, ShiftFigures
from pos_terminal.domain.marks import Marks


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody took the till over. how: `pin` or `badge`."""

    STORED: ClassVar = ("SignedIn", 1)
    staff_id: str
    role: str
    how: str


@dataclass(frozen=True, slots=True)
class SignedOut:
    """The till was left. cause: `asked`, `idle` (it locked itself), `change` (another one signs in)."""

    STORED: ClassVar = ("SignedOut", 1)
    staff_id: str
    cause: str


@dataclass(frozen=True, slots=True)
class ActApproved:
    """A right was used that needs a name behind it.

    approver: whoever holds the right; the cashier too where that is the same person. subject_id: the line,
    sale or shift that it was about. reason: a code from the reasons' list, or the row of a free text.
    """

    STORED: ClassVar = ("ActApproved", 1)
    right: str
    cashier: str
    approver: str
    reason: str
    subject_id: str


@dataclass(frozen=True, slots=True)
class DiscountGiven:
    """A line (or the basket, where line_id is empty) got cheaper; one of each at most, a new one replaces.

    kind `percent`: value in basis points; `amount`: value in minor units off the whole line or basket.
    """

    STORED: ClassVar = ("DiscountGiven", 1)
    sale_id: str
    line_id: str
    kind: str
    value: int
    reason: str


@dataclass(frozen=True, slots=True)
class DiscountRemoved:
    """The discount of a line (or of the basket) was taken away."""

    STORED: ClassVar = ("DiscountRemoved", 1)
    sale_id: str
    line_id: str


@dataclass(frozen=True, slots=True)
class PriceChanged:
    """A line got another unit price than the article's."""

    STORED: ClassVar = ("PriceChanged", 1)
    sale_id: str
    line_id: str
    was_minor: int
    price_minor: int
    reason: str


@dataclass(frozen=True, slots=True)
class DepositLinked:
    """A line is the deposit of another one: it has its quantity, and goes when that goes."""

    STORED: ClassVar = ("DepositLinked", 1)
    sale_id: str
    line_id: str
    deposit_line_id: str


@dataclass(frozen=True, slots=True)
class StockOverridden:
    """Goods that the counter says are not there are in the customer's hand: somebody who may lets them go."""

    STORED: ClassVar = ("StockOverridden", 1)
    sale_id: str
    line_id: str


@dataclass(frozen=True, slots=True)
class ReturnAsked:
    """The centre is asked for the right to take units of a sold line back.

    Nothing is given before it answers. op_id: the ledger's operation. milli > 0.
    """

    STORED: ClassVar = ("ReturnAsked", 1)
    sale_id: str
    op_id: str
    original_sale_id: str
    original_line_id: str
    milli: int
    reason: str
    restock: bool


@dataclass(frozen=True, slots=True)
class ReturnRefused:
    """The right was not given; the operation is freed. reason: a code."""

    STORED: ClassVar = ("ReturnRefused", 1)
    sale_id: str
    op_id: str
    original_sale_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class RefundPart:
    """How much of a return belongs to one of the tenders that paid for it."""

    method: str
    account: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class ReturnLineAdded:
    """Goods came back.

    milli, amount_minor, tax_minor: below zero. amount_minor: as prices are (tax included or not). authority:
    `till` (own sale, not handed over yet), `centre` (op_id is held there), `unchecked` (the centre was away),
    `none` (without a receipt; then the originals are empty). refunds: by original tender, each above zero.
    marks: of the line that was sold, None for none.
    """

    STORED: ClassVar = ("ReturnLineAdded", 2)
    sale_id: str
    line_id: str
    hold_id: str
    op_id: str
    authority: str
    original_sale_id: str
    original_line_id: str
    original_receipt_no: str
    product_id: str
    code_text: str
    name: str
    unit: str
    milli: int
    unit_price_minor: int
    amount_minor: int
    tax_minor: int
    tax_class: str
    rate_bp: int
    tracked: bool
    restock: bool
    reason: str
    refunds: tuple[RefundPart, ...]
    marks: Marks | None = None


@dataclass(frozen=True, slots=True)
class TenderAsked:
    """A device or a ledger is asked for money; written before it is told. amount_minor < 0: to give back."""

    STORED: ClassVar = ("TenderAsked", 1)
    sale_id: str
    tender_id: str
    method: str
    amount_minor: int
    account: str


@dataclass(frozen=True, slots=True)
class TenderRefused:
    """The device or ledger said no, or the cashier called it off. reason: a code."""

    STORED: ClassVar = ("TenderRefused", 1)
    sale_id: str
    tender_id: str
    method: str
    account: str
    reason: str


@dataclass(frozen=True, slots=True)
class CardSettledByHand:
    """Nobody could reach the card terminal any more: a manager said what its own paper or journal says.

    charged: money moved (amount_minor < 0: back to the card). reason: the evidence. The tender itself follows
    in the same entry, taken or refused.
    """

    STORED: ClassVar = ("CardSettledByHand", 1)
    sale_id: str
    tender_id: str
    amount_minor: int
    charged: bool
    approval_code: str
    reason: str


@dataclass(frozen=True, slots=True)
class CardAnsweredLate:
    """The terminal answered for a tender that was settled by hand.

    charged: what the manager had said; outcome, approval_code: the terminal's words; agrees: they are the
    same. Where not, it waits for a manager; the sale stays as it is.
    """

    STORED: ClassVar = ("CardAnsweredLate", 1)
    sale_id: str
    tender_id: str
    amount_minor: int
    charged: bool
    outcome: str
    approval_code: str
    agrees: bool


@dataclass(frozen=True, slots=True)
class CardDisputeEnded:
    """A manager has seen to a card payment of which terminal and hand said different things."""

    STORED: ClassVar = ("CardDisputeEnded", 1)
    sale_id: str
    tender_id: str
    reason: str


CardByHandEvent = CardSettledByHand | CardAnsweredLate | CardDisputeEnded


@dataclass(frozen=True, slots=True)
class TenderCorrected:
    """A completed sale was booked with a wrong way of paying: so much belongs to another one.

    Both have no ledger behind them. The receipt's total stays as it is.
    """

    STORED: ClassVar = ("TenderCorrected", 1)
    sale_id: str
    tender_id: str
    was_method: str
    method: str
    amount_minor: int
    reason: str


@dataclass(frozen=True, slots=True)
class CustomerAttached:
    """The sale belongs to a customer; empty: to nobody any more."""

    STORED: ClassVar = ("CustomerAttached", 1)
    sale_id: str
    customer_id: str


@dataclass(frozen=True, slots=True)
class CashMoved:
    """Cash that is no sale's. kind: `float`, `in`, `out`, `drop`; amount_minor > 0."""

    STORED: ClassVar = ("CashMoved", 1)
    shift_id: str
    move_id: str
    kind: str
    amount_minor: int
    reason: str
    cashier: str


@dataclass(frozen=True, slots=True)
class DrawerOpened:
    """The drawer was opened without a sale."""

    STORED: ClassVar = ("DrawerOpened", 1)
    shift_id: str
    move_id: str
    reason: str
    cashier: str


@dataclass(frozen=True, slots=True)
class ShiftClosed:
    """The day's end: counted blind, then compared. figures: what the Z report says, as it was then."""

    STORED: ClassVar = ("ShiftClosed", 1)
    shift_id: str
    z_no: int
    cashier: str
    counted_minor: int
    expected_minor: int
    pieces: tuple[Piece, ...]
    figures: ShiftFigures
    closed_at: str

    @property
    def difference_minor(self) -> int:
        """Counted over what there should have been; below zero: missing."""
        return self.counted_minor - self.expected_minor


@dataclass(frozen=True, slots=True)
class ReportAsked:
    """A report goes to the printer. kind: `x` or `z`; z_no: of an older Z, 0 for the open shift."""

    STORED: ClassVar = ("ReportAsked", 1)
    report_id: str
    kind: str
    z_no: int


@dataclass(frozen=True, slots=True)
class InvoiceAsked:
    """A receipt is wanted as an invoice; name, address and VAT number of the buyer lie in `personal`."""

    STORED: ClassVar = ("InvoiceAsked", 1)
    sale_id: str
    invoice_no: str
    buyer_id: str


@dataclass(frozen=True, slots=True)
class SlipAsked:
    """A slip (`slip_messages.SlipKind`) is wanted. detail: its tender, its reason, or how many labels."""

    STORED: ClassVar = ("SlipAsked", 1)
    slip_id: str
    kind: str
    subject_id: str
    cashier: str
    approver: str
    amount_minor: int
    detail: str


@dataclass(frozen=True, slots=True)
class MailAsked:
    """A `receipt`, `low_stock`, `cash_difference` or `z_report` is owed; to_id: its row of `personal`."""

    STORED: ClassVar = ("MailAsked", 1)
    mail_id: str
    kind: str
    subject_id: str
    to_id: str


@dataclass(frozen=True, slots=True)
class MailAnswered:
    """What became of a mail. outcome: `sent` or `refused`."""

    STORED: ClassVar = ("MailAnswered", 1)
    mail_id: str
    outcome: str


DayEvent = (
    SignedIn
    | SignedOut
    | ActApproved
    | DiscountGiven
    | DiscountRemoved
    | PriceChanged
    | DepositLinked
    | StockOverridden
    | ReturnAsked
    | ReturnRefused
    | ReturnLineAdded
    | TenderAsked
    | TenderRefused
    | CardSettledByHand
    | CardAnsweredLate
    | CardDisputeEnded
    | TenderCorrected
    | CustomerAttached
    | CashMoved
    | DrawerOpened
    | ShiftClosed
    | ReportAsked
    | InvoiceAsked
    | SlipAsked
    | MailAsked
    | MailAnswered
)
