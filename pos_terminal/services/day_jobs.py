"""Hands out the jobs that are not about goods and receipts, with what their workers need.

Core thread only.
"""

from pos_terminal.domain.day_events import ShiftClosed
from pos_terminal.domain.jobs import ChargeCard, PrintInvoice, PrintReport, PrintSlip, SendMail
from pos_terminal.domain.notifications import LowStock
from pos_terminal.domain.records import FinishedSale, OpenJob
from pos_terminal.services import notices, reporting, slips
from pos_terminal.services.core import Core
from pos_terminal.services.timestamps import utc_text

# Between the fields of one row of `personal`.
PERSONAL_FIELDS = "\x1f"


def hand_out(core: Core, owed: OpenJob) -> None:
    """One job to its worker."""
    day = core.outbox.day
    match owed.job:
        case ChargeCard():
            day.card(owed, inquire=False)
        case PrintReport(z_no=z_no):
            report = reporting.by_number(core, z_no)
            if report is not None:
                day.sheets.report(owed, report)
            else:  # the X of a shift that was closed meanwhile: its Z says more
                core.close_job(owed.job_id)
        case PrintInvoice(sale_id=sale_id, buyer_id=buyer_id):
            sale = core.finished(sale_id)
            if sale is not None:
                buyer = tuple(core.journal.personal(buyer_id).split(PERSONAL_FIELDS))
                day.sheets.invoice(owed, sale, buyer, utc_text(owed.written_at_ms))
        case PrintSlip():
            slips.hand_out(core, owed, owed.job)
        case SendMail(kind=kind, subject_id=subject_id, to_id=to_id):
            about = _subject(core, kind, subject_id)
            if about is not None:
                day.mail(owed, core.journal.personal(to_id), about)
            else:  # what it was about is known to nobody any more
                core.close_job(owed.job_id)
        case _:
            day.ledger(owed)


def _subject(core: Core, kind: str, subject_id: str) -> FinishedSale | ShiftClosed | LowStock | None:
    """What a mail is about."""
    if kind == "low_stock":
        return notices.low_stock_of(core, subject_id)
    closed = next((row for row in core.till.closed if row.shift_id == subject_id), None)
    return core.finished(subject_id) or closed
