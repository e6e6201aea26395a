"""Everything that may be asked of the till, by the screen or over the control socket.

Immutable messages in the imperative; the core thread answers each with a new view. Amounts are minor units,
quantities thousandths of the unit.
"""

from typing import Literal

import msgspec


class Command(msgspec.Struct, frozen=True, tag_field="command"):
    """Base of all commands; over the control socket the class name stands in the field `command`."""


class EnterCode(Command, frozen=True, tag=True):
    """A code typed by hand and ended with Enter: a manual scan."""

    code_text: str


class SetNextQuantity(Command, frozen=True, tag=True):
    """The quantity of the next item (`5 *`); None takes it back."""

    milli: int | None


class AddProduct(Command, frozen=True, tag=True):
    """Add an article chosen from a list."""

    product_id: str


class ChangeQuantity(Command, frozen=True, tag=True):
    """Set the quantity of a line."""

    line_id: str
    milli: int


class StepQuantity(Command, frozen=True, tag=True):
    """One unit more or less on a line; the last one less voids it."""

    line_id: str
    steps: int


class EnterWeight(Command, frozen=True, tag=True):
    """The weight of a line that waits for one, typed by hand."""

    line_id: str
    milli: int


class VoidLine(Command, frozen=True, tag=True):
    """Take a line out of the basket."""

    line_id: str


class VoidSale(Command, frozen=True, tag=True):
    """Throw the whole basket away."""


class RepeatLast(Command, frozen=True, tag=True):
    """Once more what was added last."""


class Undo(Command, frozen=True, tag=True):
    """Take back the last change of the basket."""


class CheckPrice(Command, frozen=True, tag=True):
    """Show an article's price without selling it. Empty text: the next scan is a price check."""

    code_text: str = ""


class ParkSale(Command, frozen=True, tag=True):
    """Put the basket aside under a name; the name may be empty."""

    name: str = ""


class RecallSale(Command, frozen=True, tag=True):
    """Take a parked basket up again."""

    sale_id: str


class AnswerQuestion(Command, frozen=True, tag=True):
    """The answer to the question in the notice strip."""

    question_id: str
    yes: bool


class StartPayment(Command, frozen=True, tag=True):
    """Go to the tender screen."""


class LeavePayment(Command, frozen=True, tag=True):
    """Back to the sale, taking back what may be taken back."""


class TakeTender(Command, frozen=True, tag=True):
    """Take an amount with a method of payment; None takes what is due.

    Where less than nothing is due, it is given back. account: the code of a store credit; empty: the voucher
    scanned last, or the customer's.
    """

    tender: str = "cash"
    amount_minor: int | None = None
    approval_code: str = ""
    account: str = ""


class TakeTenderBack(Command, frozen=True, tag=True):
    """Give back one tender of the open sale."""

    tender_id: str


class ReprintReceipt(Command, frozen=True, tag=True):
    """Print a receipt again as a copy; empty means the last one."""

    receipt_no: str = ""


class AnswerPrint(Command, frozen=True, tag=True):
    """Whether a paper that may or may not have come out is to be printed again (as a copy)."""

    job_id: int
    again: bool


class Search(Command, frozen=True, tag=True):
    """Find articles as the cashier types; empty text ends the search."""

    text: str


class ShowReceipt(Command, frozen=True, tag=True):
    """Show a receipt's picture; empty number: the last one. Closing is the screen's own affair."""

    receipt_no: str = ""


class ClearNotice(Command, frozen=True, tag=True):
    """The cashier has read a notice."""

    notice_id: int


class SignIn(Command, frozen=True, tag=True):
    """Take the till over; a badge is scanned instead."""

    staff_id: str
    pin: str

    def __repr__(self) -> str:
        """SAFETY: no PIN in a log."""
        return f"SignIn(staff_id={self.staff_id!r})"


class SignOut(Command, frozen=True, tag=True):
    """Leave the till; the basket stays."""


class Approve(Command, frozen=True, tag=True):
    """Somebody who holds the right answers the open approval by PIN; a badge is scanned instead."""

    staff_id: str
    pin: str

    def __repr__(self) -> str:
        """SAFETY: no PIN in a log."""
        return f"Approve(staff_id={self.staff_id!r})"


class RefuseApproval(Command, frozen=True, tag=True):
    """The open approval is not given: the act does not happen."""


class GiveDiscount(Command, frozen=True, tag=True):
    """Make a line (empty line_id: the basket) cheaper. kind `percent`: basis points; `amount`: minor units.

    value 0 takes the discount away.
    """

    line_id: str
    kind: Literal["percent", "amount"]
    value: int
    reason: str


class ChangePrice(Command, frozen=True, tag=True):
    """Another unit price for a line."""

    line_id: str
    price_minor: int
    reason: str


class FindReceipt(Command, frozen=True, tag=True):
    """Look a receipt (or an online order) up to take goods back: its barcode, or its number with four digits.

    Empty text ends it.
    """

    text: str


class HandOutOrder(Command, frozen=True, tag=True):
    """Note that the online order found was handed out here."""

    sale_id: str


class ReturnLine(Command, frozen=True, tag=True):
    """Take units of a line of the receipt found back. milli > 0."""

    original_sale_id: str
    original_line_id: str
    milli: int
    reason: str
    restock: bool = True


class ReturnWithoutReceipt(Command, frozen=True, tag=True):
    """Take an article back that no receipt proves, at the price given or (None) at the article's."""

    product_id: str
    milli: int
    price_minor: int | None
    reason: str
    restock: bool = True


class RefundAsPaid(Command, frozen=True, tag=True):
    """Give back what is due, to the tenders that paid."""


class CancelTender(Command, frozen=True, tag=True):
    """Call off the tender that a device or ledger was asked for."""


class SettleCard(Command, frozen=True, tag=True):
    """Say what became of a card tender whose terminal can be reached no more; needs a manager.

    charged: its own paper or journal says so (approval_code: from there). reason: which evidence.
    """

    tender_id: str
    charged: bool
    reason: str
    approval_code: str = ""


class EndCardDispute(Command, frozen=True, tag=True):
    """A manager has seen to a card payment of which terminal and hand said different things."""

    tender_id: str
    reason: str


class FindCustomer(Command, frozen=True, tag=True):
    """Find customers by name, phone or card; empty text ends it."""

    text: str


class CreateCustomer(Command, frozen=True, tag=True):
    """A new customer, attached to the sale at once."""

    name: str
    phone: str = ""
    email: str = ""
    card_code: str = ""


class AttachCustomer(Command, frozen=True, tag=True):
    """The sale belongs to this customer; empty: to nobody."""

    customer_id: str


class OpenShift(Command, frozen=True, tag=True):
    """Begin a business day (ISO date; empty: today) with so much money in the drawer."""

    float_minor: int
    business_day: str = ""


class MoveCash(Command, frozen=True, tag=True):
    """Cash that is no sale's. kind: in, out, or drop (to the safe)."""

    kind: Literal["in", "out", "drop"]
    amount_minor: int
    reason: str


class OpenDrawerNow(Command, frozen=True, tag=True):
    """Open the drawer without a sale."""

    reason: str


class CloseShift(Command, frozen=True, tag=True):
    """Close the day with what was counted, blind: pairs of face value and number of pieces."""

    pieces: tuple[tuple[int, int], ...]


class ShowReport(Command, frozen=True, tag=True):
    """Show a report: `x`, `z` (z_no: which, 0 the last) or `store` (first_day to last_day). Empty ends it."""

    kind: Literal["", "x", "z", "store"]
    z_no: int = 0
    first_day: str = ""
    last_day: str = ""


class PrintReportNow(Command, frozen=True, tag=True):
    """Print the X report, or a Z report once more."""

    kind: Literal["x", "z"]
    z_no: int = 0


class ExportReport(Command, frozen=True, tag=True):
    """Write the report that is shown as PDF and CSV into the reports' folder."""


class SellByDepartment(Command, frozen=True, tag=True):
    """Sell something that is not on file by its department and price.

    Code_text: its barcode, if it has one.
    """

    department: str
    price_minor: int
    code_text: str = ""
    milli: int = 1000


class CorrectTender(Command, frozen=True, tag=True):
    """A tender of a completed sale was keyed with a wrong method (the last sale, or by receipt number)."""

    tender_id: str
    method: str
    reason: str
    receipt_no: str = ""


class MakeInvoice(Command, frozen=True, tag=True):
    """Print a receipt (empty: the last one) as an invoice for this buyer."""

    receipt_no: str
    buyer_name: str
    buyer_address: str = ""
    buyer_vat_id: str = ""


class MailReceipt(Command, frozen=True, tag=True):
    """Send a receipt (empty: the last one) as PDF by e-mail."""

    receipt_no: str
    address: str


class SaveArticle(Command, frozen=True, tag=True):
    """Make an article or change its name, price or barcode; empty product_id: a new one."""

    product_id: str
    name: str
    price_minor: int
    tax_class: str
    code_text: str = ""
