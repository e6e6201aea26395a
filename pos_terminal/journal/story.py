"""One receipt's story in plain words, from its events. Pure; in English, for whoever audits a till.

Each row is a time, who stood behind it, and what happened. Nothing is worked out: a row says what one event
says.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pos_terminal.domain import day_events as d
from pos_terminal.domain import events as e
from pos_terminal.domain.quantity import quantity_text
from pos_terminal.journal.codec import Read


@dataclass(frozen=True, slots=True)
class Row:
    """at: UTC ISO 8601; seq: of the event."""

    seq: int
    at: str
    text: str


@dataclass(slots=True)
class _Told:
    """What the story has come to know so far. names: of the staff, by id."""

    sale_id: str
    names: Mapping[str, str]
    decimals: int = 2
    currency: str = ""
    lines: dict[str, str] = field(default_factory=dict)
    mails: set[str] = field(default_factory=set)

    def who(self, staff_id: str) -> str:
        name = self.names.get(staff_id)
        return f"{name} ({staff_id})" if name else staff_id

    def money(self, minor: int) -> str:
        sign = "-" if minor < 0 else ""
        whole, rest = divmod(abs(minor), 10**self.decimals)
        text = f"{whole}.{rest:0{self.decimals}d}" if self.decimals else str(whole)
        return f"{sign}{text} {self.currency}".rstrip()

    def line(self, line_id: str) -> str:
        return self.lines.get(line_id, "a line")


def story(reads: Iterable[Read], sale_id: str, names: Mapping[str, str]) -> Iterator[Row]:
    """The rows of a sale, in order. names: of the staff, by id."""
    told = _Told(sale_id, names)
    for read in reads:
        for describe in (_begun, _line_told, _discounts, _approved, _money, _back, _papers, _later):
            text = describe(told, read.event)
            if text:
                yield Row(read.seq, read.at, text)
                break


def _begun(told: _Told, event: e.Event) -> str:
    match event:
        case e.SaleStarted():
            told.decimals, told.currency = event.decimals, event.currency
            return f"{told.who(event.cashier)} begins the sale, business day {event.business_day}"
        case e.SaleParked():
            return "The basket is parked"
        case e.SaleRecalled():
            return "The basket is recalled"
        case e.SaleVoided():
            return "The whole basket is voided"
        case e.AgeAnswered(minimum_age=age, allowed=allowed):
            return f"The customer is {'old enough' if allowed else 'not old enough'} for {age} years"
        case d.CustomerAttached(customer_id=customer_id):
            return (
                f"The sale belongs to customer {customer_id}"
                if customer_id
                else "The sale belongs to no customer"
            )
        case _:
            return ""


def _line_told(told: _Told, event: e.Event) -> str:
    match event:
        case e.LineAdded():
            told.lines[event.line_id] = event.name
            price = told.money(event.unit_price_minor)
            amount = quantity_text(event.milli) if event.milli else "not weighed yet:"
            return f"{amount} x {event.name} at {price} ({event.entry}, code {event.code_text or 'none'})"
        case e.QuantityChanged():
            was, now = quantity_text(event.was_milli), quantity_text(event.milli)
            return f"{told.line(event.line_id)}: quantity {was} becomes {now} ({event.cause})"
        case e.LineWeighed():
            return f"{told.line(event.line_id)}: {quantity_text(event.milli)} weighed ({event.source})"
        case e.LineVoided():
            return f"{told.line(event.line_id)} is taken out ({event.cause})"
        case e.StockAnswered(outcome=outcome, left=left):
            return f"Stock: {outcome}" + ("" if left is None else f", {left} left")
        case _:
            return ""


def _discounts(told: _Told, event: e.Event) -> str:
    match event:
        case d.DiscountGiven():
            what = told.line(event.line_id) if event.line_id else "The basket"
            off = f"{quantity_text(event.value * 10)} %"
            if event.kind != "percent":
                off = told.money(event.value)
            return f"{what}: discount of {off}, reason {event.reason or 'not given'}"
        case d.DiscountRemoved(line_id=line_id):
            return f"{told.line(line_id) if line_id else 'The basket'}: discount taken away"
        case d.PriceChanged():
            was, now = told.money(event.was_minor), told.money(event.price_minor)
            return f"{told.line(event.line_id)}: price {was} becomes {now}, reason {event.reason}"
        case _:
            return ""


def _approved(told: _Told, event: e.Event) -> str:
    if not isinstance(event, d.ActApproved):
        return ""
    act, reason = event.right.replace("_", " "), f", reason {event.reason}" if event.reason else ""
    if event.cashier == event.approver:
        return f"{told.who(event.cashier)} uses the own right '{act}'{reason}"
    return f"{told.who(event.approver)} approves '{act}' asked for by {told.who(event.cashier)}{reason}"


def _money(told: _Told, event: e.Event) -> str:
    match event:
        case d.TenderAsked():
            return (
                f"{_method(event.method)} is asked for {told.money(event.amount_minor)}{_to(event.account)}"
            )
        case d.TenderRefused():
            return f"{_method(event.method)} is refused: {event.reason}"
        case d.CardSettledByHand() | d.CardAnsweredLate() | d.CardDisputeEnded():
            return _by_hand(told, event)
        case e.TenderTaken():
            verb = "paid" if event.amount_minor >= 0 else "given back"
            change = f", change {told.money(event.change_minor)}" if event.change_minor else ""
            given = f", given {told.money(event.given_minor)}" if event.change_minor else ""
            rounded = f", rounded by {told.money(event.rounding_minor)}" if event.rounding_minor else ""
            code = f", approval {event.approval_code}" if event.approval_code else ""
            what = f"{told.money(abs(event.amount_minor))} {verb} by {_method(event.method)}"
            return f"{what}{given}{change}{rounded}{code}{_to(event.account)}"
        case e.TenderTakenBack():
            return "A payment of this sale is given back"
        case e.SaleCompleted():
            return f"Receipt {event.receipt_no}: total {told.money(event.total_minor)}"
        case d.TenderCorrected():
            amount = told.money(event.amount_minor)
            was, now = _method(event.was_method), _method(event.method)
            return f"Corrected: {amount} were not {was} but {now}, reason {event.reason}"
        case _:
            return ""


def _by_hand(told: _Told, event: d.CardByHandEvent) -> str:
    match event:
        case d.CardSettledByHand():
            amount, said = told.money(abs(event.amount_minor)), "charged" if event.charged else "not charged"
            return f"The card terminal is silent; settled by hand: {amount} {said}, evidence {event.reason}"
        case d.CardAnsweredLate():
            fits = "as it was settled by hand" if event.agrees else "the contrary of what was settled by hand"
            return f"Later the card terminal says: {event.outcome}, {fits}"
        case d.CardDisputeEnded():
            return f"What the card terminal said otherwise is seen to, reason {event.reason}"


def _back(told: _Told, event: e.Event) -> str:
    match event:
        case d.ReturnAsked() if event.sale_id == told.sale_id:
            return (
                f"The centre is asked whether {quantity_text(event.milli)} of an earlier sale may come back"
            )
        case d.ReturnRefused() if event.sale_id == told.sale_id:
            return f"The return is refused: {event.reason}"
        case d.ReturnLineAdded():
            goods = f"{quantity_text(-event.milli)} x {event.name}, {told.money(-event.amount_minor)}"
            shelf = "back into stock" if event.restock else "not back into stock"
            how = f"reason {event.reason}, {shelf}, decided by {event.authority}"
            if event.sale_id != told.sale_id:
                return f"Later: {goods} of this receipt come back in another sale ({how})"
            told.lines[event.line_id] = event.name
            return f"{goods} come back from {event.original_receipt_no or 'no receipt'} ({how})"
        case _:
            return ""


def _papers(told: _Told, event: e.Event) -> str:
    match event:
        case e.PaperPrinted(copy=copy):
            return f"Copy {copy} is printed" if copy else "The receipt is printed"
        case e.PaperDoubtful():
            return "It is not known whether the paper came out"
        case e.PaperDropped(reason=reason):
            return f"A paper is not printed: {reason}"
        case e.CopyRequested(copy=copy):
            return f"Copy {copy} is asked for"
        case e.DrawerAnswered(outcome=outcome):
            return f"Drawer: {outcome}"
        case d.InvoiceAsked(invoice_no=invoice_no):
            return f"Invoice {invoice_no} is made"
        case d.SlipAsked() if event.subject_id == told.sale_id:
            return f"A slip is asked for: {event.kind}"
        case d.MailAsked() if event.subject_id == told.sale_id:
            told.mails.add(event.mail_id)
            return f"A mail with the {event.kind} is owed"
        case d.MailAnswered() if event.mail_id in told.mails:
            return f"The mail is {event.outcome}"
        case _:
            return ""


def _later(told: _Told, event: e.Event) -> str:
    if isinstance(event, e.StockHandedOver) and told.sale_id in event.sale_ids:
        return "Handed over to the centre: from here on it decides on returns"
    return ""


def _method(name: str) -> str:
    return name.replace("_", " ")


def _to(account: str) -> str:
    return f", account {account}" if account else ""
