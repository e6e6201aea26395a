"""Reports, invoices and slips to one printer: what makes them goes on its queue, and nothing else is done.

Called on the core thread; its makers are used on the fonts' thread only.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pos_terminal.domain.jobs import PrintInvoice, PrintReport
from pos_terminal.domain.records import FinishedSale, OpenJob
from pos_terminal.domain.reports.table import Report
from pos_terminal.rendering import InvoiceOrder, PaperMaker, buyer_of
from pos_terminal.report_rendering import ReportMaker, export_report, is_copy
from pos_terminal.services.print_messages import Make, OtherPaper
from pos_terminal.services.slip_messages import SlipOrder
from pos_terminal.slip_rendering import SlipMaker
from pos_terminal.workers.printing import PrintingWorker


@dataclass(frozen=True, slots=True)
class SheetDispatch:
    """Fulfils `services.slip_messages.SheetOutbox`. Its makers are used on the fonts' thread only."""

    printing: PrintingWorker
    papers: PaperMaker
    reports: ReportMaker
    slips: SlipMaker
    reports_folder: Path

    def report(self, job: OpenJob, report: Report) -> None:
        """Print a report."""
        if isinstance(job.job, PrintReport):
            make = partial(self.reports.printed, report, copy=is_copy(job.job))
            self._paper(job, job.job.report_id, make)

    def export_report(self, report: Report) -> None:
        """Write a report as PDF and CSV."""
        make = partial(export_report, self.reports, report, self.reports_folder)
        self.printing.put(Make(make))

    def invoice(self, job: OpenJob, sale: FinishedSale, buyer: tuple[str, ...], issued_at: str) -> None:
        """Print an invoice."""
        if isinstance(job.job, PrintInvoice):
            order = InvoiceOrder(job.job.invoice_no, buyer_of(*buyer), issued_at)
            self._paper(job, job.job.invoice_no, partial(self.papers.invoice_printed, sale, order))

    def slip(self, job: OpenJob, order: SlipOrder) -> None:
        """Print a slip."""
        self._paper(job, order.slip_id, partial(self.slips.printed, order))

    def _paper(self, job: OpenJob, subject_id: str, make: Callable[[], bytes]) -> None:
        self.printing.put(OtherPaper(job.job_id, subject_id, make, job.waiting))
