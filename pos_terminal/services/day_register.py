"""Dispatch of everything beside the basket: staff, shift, reports, returns, customers. Core thread only.

As `register.py` it matches and calls; it contains no rule.
"""

from pos_terminal import commands as c
from pos_terminal import paper_commands as pc
from pos_terminal import slip_commands as sc
from pos_terminal.services import (
    afterwards,
    articles,
    asking,
    card_by_hand,
    customers,
    manager_register,
    paper_register,
    paying,
    pricing,
    reporting,
    returning,
    rights,
    scanning,
    shifts,
    signing,
    slips,
)
from pos_terminal.services import enquiry_messages as q
from pos_terminal.services import ledger_messages as lm
from pos_terminal.services import mail_messages as mm
from pos_terminal.services import report_messages as r
from pos_terminal.services import staff_messages as s
from pos_terminal.services.article_messages import ArticleSaved, ArticlesChanged
from pos_terminal.services.backup_messages import BackupDone
from pos_terminal.services.card_messages import CardAnswer
from pos_terminal.services.core import Core

# What may be asked of a till at which nobody is signed in.
WITHOUT_NAME = (c.SignIn, c.SignOut, c.ClearNotice, c.AnswerPrint)


def scanned(core: Core, text: str, entry: str) -> None:
    """A code that was scanned or typed."""
    scanning.scanned(core, text, entry)


def command(core: Core, asked: c.Command) -> None:
    """A command that is not about the open basket."""
    match asked:
        case c.SignIn(staff_id=staff_id, pin=pin):
            signing.sign_in(core, staff_id, pin)
        case c.SignOut():
            signing.sign_out(core, "asked")
        case c.Approve(staff_id=staff_id, pin=pin):
            rights.approve(core, staff_id, pin)
        case c.RefuseApproval():
            rights.refuse(core)
        case c.OpenShift(float_minor=float_minor, business_day=business_day):
            shifts.open_shift(core, float_minor, business_day)
        case c.MoveCash(kind=kind, amount_minor=amount_minor, reason=reason):
            shifts.move_cash(core, kind, amount_minor, reason)
        case c.OpenDrawerNow(reason=reason):
            shifts.open_drawer(core, reason)
        case c.CloseShift(pieces=pieces):
            shifts.close_shift(core, pieces)
        case c.FindReceipt(text=text):
            returning.find(core, text)
        case c.HandOutOrder(sale_id=sale_id):
            returning.hand_out(core, sale_id)
        case c.ReturnLine():
            returning.return_line(core, asked)
        case c.ReturnWithoutReceipt():
            returning.without_receipt(core, asked)
        case c.RefundAsPaid():
            paying.refund_as_paid(core)
        case c.CancelTender():
            asking.call_off(core)
        case c.GiveDiscount():
            pricing.give_discount(core, asked)
        case c.ChangePrice():
            pricing.change_price(core, asked)
        case c.SellByDepartment():
            pricing.sell_by_department(core, asked)
        case _:
            _about_people(core, asked)


def _about_people(core: Core, asked: c.Command) -> None:
    match asked:
        case c.FindCustomer(text=text):
            customers.find(core, text)
        case c.CreateCustomer():
            customers.create(core, asked)
        case c.AttachCustomer(customer_id=customer_id):
            customers.attach(core, customer_id)
        case c.SettleCard():
            card_by_hand.settle(core, asked)
        case c.EndCardDispute():
            card_by_hand.end_dispute(core, asked)
        case c.CorrectTender():
            afterwards.correct_tender(core, asked)
        case c.MakeInvoice():
            afterwards.make_invoice(core, asked)
        case c.MailReceipt(receipt_no=receipt_no, address=address):
            afterwards.mail_receipt(core, receipt_no, address)
        case sc.PrintGiftReceipt() | sc.PrintLabels():
            slips.command(core, asked)
        case c.SaveArticle():
            articles.save(core, asked)
        case pc.PrintElsewhere() | pc.SavePaper() | pc.MailPaper() | pc.DropPaper():
            paper_register.command(core, asked)
        case c.ShowReport() | c.PrintReportNow() | c.ExportReport():
            reporting.command(core, asked)
        case _:
            manager_register.command(core, asked)


def message(core: Core, said: object) -> None:
    """A worker's answer that is not about stock, paper or upload."""
    match said:
        case s.PinChecked():
            signing.checked(core, said)
        case s.StaffList():
            signing.staff_list(core, said)
        case lm.CreditAnswer() | lm.ReturnAnswer() | lm.HoldEnded() | CardAnswer():
            _agreed(core, said)
        case mm.MailAnswer() | mm.MailDown() | mm.MailUp():
            afterwards.mail_said(core, said)
        case ArticleSaved():
            articles.saved(core, said)
        case ArticlesChanged():
            articles.find_quick_keys(core)
        case BackupDone():
            reporting.backed_up(core, said)
        case r.ReportExported():
            reporting.exported(core, said)
        case _:
            _enquired(core, said)


def _enquired(core: Core, said: object) -> None:
    match said:
        case q.CustomersAnswer():
            customers.found(core, said)
        case q.CustomerMadeAnswer():
            customers.made(core, said)
        case q.CustomerAnswer():
            customers.answered(core, said)
        case q.SaleAnswer():
            returning.sale_answer(core, said)
        case q.HandOutAnswer():
            returning.handed_out(core, said)
        case q.CreditAnswer():
            asking.credit_shown(core, said)
        case q.StoreReportAnswer():
            reporting.store_answer(core, said)
        case _:
            manager_register.message(core, said)


def _agreed(core: Core, said: lm.CreditAnswer | lm.ReturnAnswer | lm.HoldEnded | CardAnswer) -> None:
    match said:
        case lm.CreditAnswer(job_id=job_id):
            sale = asking.credit_answer(core, said)
            if sale is not None:
                paying.settle_tender(core, sale, asking.tender_of(sale), (job_id,))
        case CardAnswer(job_id=job_id, approval_code=approval_code):
            sale = None if card_by_hand.heard(core, said) else asking.card_answer(core, said)
            if sale is not None:
                paying.settle_tender(core, sale, asking.tender_of(sale, approval_code), (job_id,))
        case lm.ReturnAnswer():
            returning.answered(core, said)
        case lm.HoldEnded():
            asking.hold_ended(core, said)
