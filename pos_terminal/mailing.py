"""What a mail says and what hangs on it: sales and shifts to mails. Pure but for the attachment.

The attachment is made on the mail thread, with fonts of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from pos_terminal.domain.day_events import ShiftClosed
from pos_terminal.domain.jobs import SendMail as Owed
from pos_terminal.domain.notifications import LowStock
from pos_terminal.domain.records import FinishedSale, OpenJob
from pos_terminal.errors import Bug
from pos_terminal.rendering import PaperMaker
from pos_terminal.services.mail_messages import Attachment, SendMail
from receipts.mail_texts import CashCount, MailText, MailTexts


@dataclass(frozen=True, slots=True)
class Mailing:
    """Makes the mails of one till."""

    texts: MailTexts
    papers: PaperMaker
    terminal_id: str

    def mail(self, job: OpenJob, address: str, about: FinishedSale | ShiftClosed | LowStock) -> SendMail:
        """The mail of an open job. Raises Bug for a job that is none."""
        if not isinstance(job.job, Owed):
            raise Bug(f"{type(job.job).__name__} is no mail.")
        said, attachment = self._text(job.job.kind, about)
        return SendMail(job.job_id, job.job.mail_id, address, said.subject, said.text, attachment)

    def _text(
        self, kind: str, about: FinishedSale | ShiftClosed | LowStock
    ) -> tuple[MailText, Callable[[], Attachment] | None]:
        if isinstance(about, FinishedSale):
            sale = about.sale
            completed_at = datetime.fromisoformat(sale.completed_at).astimezone()
            text = self.texts.receipt(sale.receipt_no, completed_at, sale.total_minor)
            return text, partial(self._receipt, about)
        if isinstance(about, LowStock):
            low = self.texts.low_stock(about.name, about.product_id, about.left_units, about.unit)
            return low, None
        figures = about.figures
        if kind == "cash_difference":
            count = CashCount(about.counted_minor, about.expected_minor)
            return (
                self.texts.cash_difference(self.terminal_id, figures.business_day, about.cashier, count),
                None,
            )
        receipts = figures.sale_count + figures.return_count
        text = self.texts.z_report(
            self.terminal_id, about.z_no, figures.business_day, receipts, figures.gross_minor
        )
        return text, None

    def _receipt(self, finished: FinishedSale) -> Attachment:
        return f"{finished.sale.receipt_no}.pdf", self.papers.pdf(finished)
