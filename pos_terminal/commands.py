"""Everything that may be asked of the till, by the screen or over the control socket.

Immutable messages in the imperative; the core thread answers each with a new view. Amounts are minor units,
quantities thousandths of the unit.
"""

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
    """Take an amount with a method of payment; None takes what is due."""

    tender: str = "cash"
    amount_minor: int | None = None
    approval_code: str = ""


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


AnyCommand = (
    EnterCode
    | SetNextQuantity
    | AddProduct
    | ChangeQuantity
    | StepQuantity
    | EnterWeight
    | VoidLine
    | VoidSale
    | RepeatLast
    | Undo
    | CheckPrice
    | ParkSale
    | RecallSale
    | AnswerQuestion
    | StartPayment
    | LeavePayment
    | TakeTender
    | TakeTenderBack
    | ReprintReceipt
    | AnswerPrint
    | Search
    | ShowReceipt
    | ClearNotice
)
