"""What is done with a sale after it was paid: a copy, an invoice, a mail, a wrongly keyed payment. GUI
thread.
"""

from pos_terminal.commands import CorrectTender, MailReceipt, MakeInvoice, ReprintReceipt, ShowReceipt
from pos_terminal.slip_commands import PrintGiftReceipt
from pos_terminal.views import RegisterView, TenderView
from ui.flows.choices import fill, joined, reason_rows, said_since
from ui.flows.customer import MAIL_SIGNS
from ui.flows.form import Answers, Form, FormFlow, Question
from ui.flows.kit import Kit, Start
from ui.flows.sheet import CLOSE, CLOSE_ALL, STAY, Column, PlainFlow, Sheet, SheetKey, SheetRow, Step
from ui.translations.words import source, tr

CORRECTABLE = ("cash", "card")
"""Ways of paying that may be swapped: no account stands behind them."""

_ROWS = {
    "copy": source("Print a copy"),
    "invoice": source("Invoice with the buyer's name"),
    "mail": source("Send it by e-mail"),
    "gift": source("Gift receipt, without prices"),
    "correct": source("Correct how it was paid"),
}


class AfterSaleFlow(PlainFlow):
    """One row a task, for the last receipt or for another one of this till."""

    def __init__(self, start: Start) -> None:
        self._kit = start.kit
        self._view = start.view
        self._receipt_no = start.view.receipt_no

    def sheet(self, view: RegisterView) -> Sheet:
        """The tasks."""
        number = self._receipt_no
        about = fill(tr("Receipt {number}"), number=number) if number else tr("The last receipt")
        return Sheet(
            tr("After the sale"),
            about,
            rows=tuple(SheetRow((tr(label),), name) for name, label in _ROWS.items()),
            keys=(
                SheetKey("do", tr("Choose"), "Enter", "main"),
                SheetKey("another", tr("Another receipt"), "F5"),
            ),
        )

    def enter(self, text: str, row_id: str) -> Step:
        """The marked task."""
        number = self._receipt_no
        match row_id:
            case "copy":
                return Step((ReprintReceipt(number),), closing="all")
            case "invoice":
                return Step(over=invoice(self._kit, number))
            case "mail":
                return Step(over=mail(self._kit, number))
            case "gift":
                return Step((PrintGiftReceipt(number),), closing="all")
            case "correct":
                return Step((ShowReceipt(number),), over=CorrectFlow(self._kit, self._view, number))
            case _:
                return STAY

    def key(self, action: str, text: str, row_id: str) -> Step:
        """Another receipt."""

        def done(answers: Answers) -> Step:
            self._receipt_no = answers["number"].upper()
            return Step(closing="this")

        asked = Question(
            "number",
            tr("Receipt number"),
            hint=tr("As printed, such as T1-A000042."),
            missing="receipt_missing",
            signs="-",
            latin=True,
        )
        return Step(over=FormFlow(Form(self._kit, tr("Another receipt"), (asked,), done, tr("Take it"))))

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """A scan begins the next sale; which receipt this is about stays."""
        self._view = view
        return STAY


class CorrectFlow(PlainFlow):
    """Which payment of the receipt; then its right method, and why."""

    def __init__(self, kit: Kit, view: RegisterView, receipt_no: str) -> None:
        self._kit = kit
        self._view = view
        self._receipt_no = receipt_no
        just_paid = view.phase == "done" and receipt_no in ("", view.receipt_no)
        self._tenders: tuple[TenderView, ...] = view.tenders if just_paid else ()

    def sheet(self, view: RegisterView) -> Sheet:
        """The payments."""
        amount, wording = self._kit.amount, self._kit.wording
        rows = tuple(
            SheetRow(
                (wording.method(row.method), amount(row.amount_minor, view)),
                row.tender_id,
                enabled=row.method in CORRECTABLE,
            )
            for row in self._tenders
        )
        return Sheet(
            tr("Correct how it was paid"),
            tr("Choose the payment that was keyed wrong, and press Enter."),
            columns=(Column(tr("Payment")), Column(tr("Amount"), "end")),
            rows=rows,
            keys=(SheetKey("choose", tr("Choose"), "Enter", "main"),),
            empty=tr("The receipt is being looked up."),
        )

    def enter(self, text: str, row_id: str) -> Step:
        """On to its right method."""
        tender = next((row for row in self._tenders if row.tender_id == row_id), None)
        return STAY if tender is None else Step(over=self._form(tender))

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """The receipt that was asked for."""
        receipt = view.receipt
        if receipt is not None and receipt is not old.receipt and receipt.tenders:
            self._tenders = receipt.tenders
            self._receipt_no = receipt.receipt_no
        self._view = view
        return CLOSE if not self._tenders and "receipt_unknown" in said_since(old, view) else STAY

    def _form(self, tender: TenderView) -> FormFlow:
        view, wording = self._view, self._kit.wording
        methods = tuple(
            SheetRow((wording.method(name),), name) for name in CORRECTABLE if name != tender.method
        )

        def done(answers: Answers) -> Step:
            wanted = CorrectTender(tender.tender_id, answers["method"], answers["reason"], self._receipt_no)
            return Step((wanted,), closing="all")

        questions = (
            Question("method", tr("How it was paid"), "choice", choices=methods),
            Question("reason", tr("Reason"), "choice", choices=reason_rows(view, "tender")),
        )
        lead = joined(wording.method(tender.method), self._kit.amount(tender.amount_minor, view))
        return FormFlow(
            Form(self._kit, tr("Correct how it was paid"), questions, done, tr("Correct it"), lead)
        )


def invoice(kit: Kit, receipt_no: str) -> FormFlow:
    """The buyer's name, address and VAT number."""

    def done(answers: Answers) -> Step:
        made = MakeInvoice(receipt_no, answers["name"], answers["address"], answers["vat"])
        return Step((made,))

    def until(old: RegisterView, view: RegisterView) -> Step:
        return CLOSE_ALL if "invoice_printing" in said_since(old, view) else STAY

    questions = (
        Question("name", tr("Buyer's name"), missing="buyer_missing"),
        Question("address", tr("Address"), hint=tr("May stay empty."), signs=",.-"),
        Question("vat", tr("VAT number"), hint=tr("May stay empty.")),
    )
    return FormFlow(Form(kit, tr("Invoice"), questions, done, tr("Print the invoice"), until=until))


def mail(kit: Kit, receipt_no: str) -> FormFlow:
    """The address."""

    def done(answers: Answers) -> Step:
        return Step((MailReceipt(receipt_no, answers["address"]),))

    def until(old: RegisterView, view: RegisterView) -> Step:
        return CLOSE_ALL if "mail_owed" in said_since(old, view) else STAY

    questions = (
        Question("address", tr("E-mail address"), missing="mail_address_empty", signs=MAIL_SIGNS, latin=True),
    )
    return FormFlow(Form(kit, tr("Send it by e-mail"), questions, done, tr("Send"), until=until))
