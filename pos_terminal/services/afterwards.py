"""What is done with a sale after it was paid: a wrong tender, an invoice, a mail. Core thread only."""

from pos_terminal import commands as c
from pos_terminal.domain import day_events as d
from pos_terminal.domain.decision import Params
from pos_terminal.domain.notifications import address_problem
from pos_terminal.domain.payments.methods import METHODS
from pos_terminal.services import mail_messages as mm
from pos_terminal.services import notices, rights
from pos_terminal.services.core import Core
from pos_terminal.services.day_jobs import PERSONAL_FIELDS
from pos_terminal.services.desk import Act
from pos_terminal.services.reasons import REASONS
from pos_terminal.services.slips import completed

MOST_TEXT = 300


def correct_tender(core: Core, asked: c.CorrectTender) -> None:
    """A sale of the open shift was booked with the wrong way of paying; its total stays."""
    sale = completed(core, asked.receipt_no)
    tender = next((row for row in sale.tenders if row.tender_id == asked.tender_id), None) if sale else None
    if sale is None or tender is None:
        core.refuse("tender_gone", {})
    elif sale.completed_at < core.till.figures.opened_at or not core.till.shift_id:
        core.refuse("correct_closed_day", {})
    elif asked.method not in METHODS or asked.method == tender.method:
        core.refuse("method_unknown", {"method": asked.method})
    elif METHODS[asked.method].has_ledger or METHODS[tender.method].has_ledger:
        core.refuse("correct_ledger", {})
    elif asked.reason not in REASONS["tender"]:
        core.refuse("reason_missing", {})
    else:
        corrected = d.TenderCorrected(
            sale.sale_id,
            tender.tender_id,
            tender.method,
            asked.method,
            tender.amount_minor,
            asked.reason,
        )

        def run() -> None:
            if core.commit((corrected,)):
                params: Params = {"receipt_no": sale.receipt_no}
                core.desk.notice("good", "tender_corrected", params, core.now_text())

        params: Params = {
            "amount_minor": tender.amount_minor,
            "receipt_no": sale.receipt_no,
            "was_method": tender.method,
            "method": asked.method,
        }
        rights.allow(core, Act("tender_correct", run, params, asked.reason, sale.sale_id))


def make_invoice(core: Core, asked: c.MakeInvoice) -> None:
    """The buyer's name stands apart from the journal, where it can be erased."""
    sale = completed(core, asked.receipt_no)
    name = " ".join(asked.buyer_name.split())[:MOST_TEXT]
    if sale is None:
        core.refuse("receipt_unknown", {"receipt_no": asked.receipt_no})
        return
    if not name:
        core.refuse("buyer_missing", {})
        return
    buyer_id = core.new_id()
    lines = (name, asked.buyer_address.strip()[:MOST_TEXT], asked.buyer_vat_id.strip()[:40])
    number = f"{core.settings.terminal_id}-I{core.journal.series}{core.till.invoice_count + 1:06d}"
    invoice = d.InvoiceAsked(sale.sale_id, number, buyer_id)
    if core.commit((invoice,), personal=((buyer_id, "buyer", PERSONAL_FIELDS.join(lines)),)):
        core.desk.notice("good", "invoice_printing", {"invoice_no": number}, core.now_text())


def mail_receipt(core: Core, receipt_no: str, address: str) -> None:
    """Owe the customer a mail with the receipt."""
    sale = completed(core, receipt_no)
    problem = address_problem(address.strip())
    if sale is None:
        core.refuse("receipt_unknown", {"receipt_no": receipt_no})
    elif problem is not None:
        core.refuse(problem, {})
    elif not core.settings.has_mail:
        core.refuse("no_mail", {})
    elif notices.mail(core, "receipt", sale.sale_id, address.strip()):
        core.desk.notice("good", "mail_owed", {"receipt_no": sale.receipt_no}, core.now_text())


def mail_said(core: Core, said: mm.MailAnswer | mm.MailDown | mm.MailUp) -> None:
    """What became of a mail, or of the mail server. The journal keeps codes, never the server's words."""
    match said:
        case mm.MailUp():
            core.desk.notice("info", "mail_ok", {}, core.now_text())
        case mm.MailDown(code=code):
            core.desk.notice("info", code, {}, core.now_text())
        case mm.MailAnswer(outcome="sent"):
            core.commit((d.MailAnswered(said.mail_id, "sent"),), closes=(said.job_id,))
        case mm.MailAnswer(outcome="refused"):
            if core.commit((d.MailAnswered(said.mail_id, "refused"),), closes=(said.job_id,)):
                core.desk.notice("warn", said.code, {"reason": said.reason}, core.now_text())
        case mm.MailAnswer():
            core.desk.notice("warn", said.code, {"reason": said.reason}, core.now_text())
