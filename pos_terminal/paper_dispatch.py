"""Which printer a paper goes to: the till's own, a spare one, or a file. Puts on queues and does no more.

Called on the core thread; what is made is made on the fonts' thread.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pos_terminal.domain.jobs import PrintInvoice, PrintPaper, PrintReport
from pos_terminal.domain.records import FinishedSale, OpenJob
from pos_terminal.domain.reports.table import Report
from pos_terminal.rendering import InvoiceOrder, buyer_of
from pos_terminal.report_rendering import write_whole
from pos_terminal.services.messages import PaperSaved
from pos_terminal.services.ports import Post
from pos_terminal.services.print_messages import Kick, Make, Paper
from pos_terminal.services.slip_messages import SlipOrder
from pos_terminal.services.waiting_papers import TO_FILE
from pos_terminal.sheet_dispatch import SheetDispatch
from pos_terminal.workers.paper_making import PaperMaking
from pos_terminal.workers.printing import PrintingWorker
from receipts.pdf import pdf

log = logging.getLogger("pos.printer")


class Printers:
    """All printers of a till, and where a paper goes that was sent elsewhere. drawer: which it hangs on."""

    def __init__(
        self,
        making: PaperMaking,
        own: PrintingWorker,
        spare: Mapping[str, PrintingWorker],
        drawer: str = "",
    ) -> None:
        self.own = own
        self._making = making
        self._spare = spare
        self._drawer = drawer
        self._places: dict[int, str] = {}

    def start(self) -> None:
        """Begin to work."""
        self._making.start()
        for worker in (self.own, *self._spare.values()):
            worker.start()

    def stop(self, timeout_s: float) -> None:
        """Finish what is being sent and end."""
        for worker in (self.own, *self._spare.values()):
            worker.stop(timeout_s)
        self._making.stop(0.1)

    def put(self, work: object) -> None:
        """To the till's own printer."""
        self.own.put(work)

    def send(self, job_id: int, place: str) -> None:
        """The next time this paper is handed out it goes there."""
        self._places[job_id] = place

    def place_of(self, job_id: int) -> str:
        """Where a paper goes that is handed out now; told once."""
        return self._places.pop(job_id, "")

    def put_at(self, place: str, work: object) -> None:
        """To the printer of that name; empty: the till's own."""
        self._spare.get(place, self.own).put(work)

    def everywhere(self, work: object) -> None:
        """To all of them; those whom it does not concern do nothing."""
        for worker in (self.own, *self._spare.values()):
            worker.put(work)

    def kick(self, kick: Kick) -> None:
        """To the printer that the drawer hangs on."""
        self.put_at(self._drawer, kick)


@dataclass(frozen=True, slots=True)
class FileSheets:
    """Papers as PDF files in a folder instead of on paper; fulfils `services.slip_messages.SheetOutbox`."""

    sheets: SheetDispatch
    folder: Path
    post: Post

    def receipt(self, job: OpenJob, sale: FinishedSale) -> None:
        """A receipt, marked as the copy that it is."""
        if isinstance(job.job, PrintPaper):
            copy, papers = job.job.copy, self.sheets.papers
            name = f"{sale.sale.receipt_no}-copy-{copy}" if copy else sale.sale.receipt_no
            self._put(job, name, lambda: pdf(papers.document(sale, copy), papers.fonts))

    def report(self, job: OpenJob, report: Report) -> None:
        """A report, on A4."""
        if isinstance(job.job, PrintReport):
            name = f"z-report-{job.job.z_no:05d}" if job.job.z_no else f"x-report-{job.job_id}"
            self._put(job, name, partial(self.sheets.reports.pdf, report))

    def export_report(self, report: Report) -> None:
        """Exports have a folder of their own."""
        self.sheets.export_report(report)

    def invoice(self, job: OpenJob, sale: FinishedSale, buyer: tuple[str, ...], issued_at: str) -> None:
        """An invoice, on A4."""
        if isinstance(job.job, PrintInvoice):
            order = InvoiceOrder(job.job.invoice_no, buyer_of(*buyer), issued_at)
            self._put(job, order.invoice_no, partial(self.sheets.papers.invoice_pdf, sale, order))

    def slip(self, job: OpenJob, order: SlipOrder) -> None:
        """A slip, as wide as the roll."""
        slips, fonts = self.sheets.slips, self.sheets.papers.fonts
        self._put(job, f"{order.kind}-{job.job_id}", lambda: pdf(slips.document(order), fonts))

    def _put(self, job: OpenJob, name: str, make: Callable[[], bytes]) -> None:
        self.sheets.printing.put(Make(partial(self._save, job.job_id, self.folder / f"{name}.pdf", make)))

    def _save(self, job_id: int, target: Path, make: Callable[[], bytes]) -> PaperSaved:
        """On the fonts' thread: all of the file or nothing, and always an answer."""
        problem = "It could not be made; call support."
        try:
            content = make()
            problem = ""
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole(target, content)
        except OSError as error:
            reason = error.strerror or str(error)
            return PaperSaved(
                job_id, str(target), f"{self.folder} takes no file ({reason}); check the disk and the folder."
            )
        finally:
            if problem:
                self.post(PaperSaved(job_id, str(target), problem))
        return PaperSaved(job_id, str(target))


@dataclass(frozen=True, slots=True)
class RoutedSheets:
    """Reports, invoices and slips to the printer that they were given to; fulfils `SheetOutbox`."""

    printers: Printers
    own: SheetDispatch
    spare: Mapping[str, SheetDispatch]
    files: FileSheets

    def receipt(self, job: OpenJob, sale: FinishedSale) -> None:
        """Print a receipt."""
        if isinstance(job.job, PrintPaper):
            place = self.printers.place_of(job.job_id)
            if place == TO_FILE:
                self.files.receipt(job, sale)
            else:
                self.printers.put_at(place, Paper(job.job_id, sale, job.job.copy, job.waiting))

    def report(self, job: OpenJob, report: Report) -> None:
        """Print a report."""
        self._at(job).report(job, report)

    def export_report(self, report: Report) -> None:
        """Write a report as PDF and CSV."""
        self.own.export_report(report)

    def invoice(self, job: OpenJob, sale: FinishedSale, buyer: tuple[str, ...], issued_at: str) -> None:
        """Print an invoice."""
        self._at(job).invoice(job, sale, buyer, issued_at)

    def slip(self, job: OpenJob, order: SlipOrder) -> None:
        """Print a slip."""
        self._at(job).slip(job, order)

    def _at(self, job: OpenJob) -> SheetDispatch | FileSheets:
        place = self.printers.place_of(job.job_id)
        return self.files if place == TO_FILE else self.spare.get(place, self.own)
