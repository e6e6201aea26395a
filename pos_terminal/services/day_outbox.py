"""Where the core thread hands out what is not about goods and receipts, as a protocol. Nothing here waits."""

from typing import Protocol

from pos_terminal.domain.catalog import Product
from pos_terminal.domain.day_events import ShiftClosed
from pos_terminal.domain.notifications import LowStock
from pos_terminal.domain.records import FinishedSale, OpenJob
from pos_terminal.services.device_messages import DeviceRequest
from pos_terminal.services.enquiry_messages import EnquiryRequest
from pos_terminal.services.findings_messages import FindingsRequest
from pos_terminal.services.slip_messages import SheetOutbox
from pos_terminal.services.staff_messages import StaffRequest


class DayOutbox(Protocol):
    """The workers of a shop's day: puts on queues."""

    @property
    def sheets(self) -> SheetOutbox:
        """Where papers go that are no receipts."""

    def staff(self, request: StaffRequest) -> None:
        """Check a PIN or badge, or say who left."""

    def enquire(self, request: EnquiryRequest) -> None:
        """Ask the centre on behalf of a person."""

    def reconcile(self, request: FindingsRequest) -> None:
        """Raise a counter, or say who has looked at the findings."""

    def devices(self, request: DeviceRequest) -> None:
        """Look at what is plugged in, or draw the self-test's symbols."""

    def ledger(self, job: OpenJob) -> None:
        """Hold, take or free at a ledger."""

    def card(self, job: OpenJob, *, inquire: bool) -> None:
        """Charge or refund a card. inquire: it may have been asked before; ask first what became of it."""

    def cancel_card(self, tender_id: str, *, settled: bool = False) -> None:
        """Ask the terminal to stop; it answers as ever. settled: by hand; no other charge waits for it."""

    def mail(self, job: OpenJob, address: str, about: FinishedSale | ShiftClosed | LowStock) -> None:
        """Send a mail about a sale, a closed shift or an article."""

    def back_up(self) -> None:
        """A day was closed: make a backup, where one is wanted."""

    def save_article(self, product: Product) -> None:
        """Write a new or changed article here and at the centre."""
