"""Where the core thread hands work out, as a protocol; bootstrap connects it to the workers' queues.

Nothing here waits.
"""

from typing import Protocol

from pos_terminal.domain.catalog import Product
from pos_terminal.domain.records import FinishedSale, OpenJob
from pos_terminal.domain.reports.table import Report
from pos_terminal.services.enquiry_messages import EnquiryRequest
from pos_terminal.services.staff_messages import StaffRequest


class Outbox(Protocol):
    """The workers as the core thread sees them: puts on queues."""

    def stock(self, job: OpenJob, generation: int) -> None:
        """Claim or release."""

    def generation(self, generation: int) -> None:
        """A new generation holds; its claims follow."""

    def withdraw(self, hold_ids: tuple[str, ...]) -> None:
        """No claim of these holds is sent any more."""

    def paper(self, job: OpenJob, sale: FinishedSale) -> None:
        """Print a receipt."""

    def paper_may_start(self, job_id: int) -> None:
        """A paper that waited may begin: that is on disk now."""

    def drop_paper(self, job_id: int) -> None:
        """A paper is not wanted any more."""

    def drawer(self, job: OpenJob) -> None:
        """Open the drawer, if it is not too late."""

    def upload(self, upto_seq: int, sale_ids: tuple[str, ...]) -> None:
        """Bring the journal up to this seq to the centre; the sales' stock has been handed over."""

    def find(self, text: str) -> None:
        """Search the catalogue."""

    def picture(self, sale: FinishedSale) -> None:
        """Draw a receipt for the screen."""

    def staff(self, request: StaffRequest) -> None:
        """Check a PIN or badge, or say who left."""

    def report(self, job: OpenJob, report: Report) -> None:
        """Print a report."""

    def export_report(self, report: Report) -> None:
        """Write a report as PDF and CSV."""

    def enquire(self, request: EnquiryRequest) -> None:
        """Ask the centre on behalf of a person."""

    def card(self, job: OpenJob, *, inquire: bool) -> None:
        """Charge or refund a card. inquire: it may have been asked before; ask first what became of it."""

    def cancel_card(self, tender_id: str) -> None:
        """Ask the terminal to stop; it answers as ever."""

    def save_article(self, product: Product) -> None:
        """Write a new or changed article here and at the centre."""

    def day(self, job: OpenJob) -> None:
        """Ledgers, card terminal, reports, invoices, mail: whatever is none of the above."""
