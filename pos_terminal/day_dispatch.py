"""The day's outbox: carries work onto the workers' queues and does nothing else.

Called on the core thread.
"""

from dataclasses import dataclass
from typing import Protocol

from pos_terminal.domain.catalog import Product
from pos_terminal.domain.day_events import ShiftClosed
from pos_terminal.domain.jobs import ChargeCard
from pos_terminal.domain.notifications import LowStock
from pos_terminal.domain.records import FinishedSale, OpenJob
from pos_terminal.errors import Bug
from pos_terminal.mailing import Mailing
from pos_terminal.paper_dispatch import RoutedSheets
from pos_terminal.services import card_messages as cm
from pos_terminal.services import enquiry_messages as q
from pos_terminal.services.backup_messages import BackUp
from pos_terminal.services.device_messages import DeviceRequest
from pos_terminal.services.findings_messages import FindingsRequest
from pos_terminal.services.ports import Post
from pos_terminal.services.staff_messages import StaffRequest
from pos_terminal.workers.articles import ArticleWorker, SaveArticle
from pos_terminal.workers.backup import BackupWorker
from pos_terminal.workers.cards import Cancel, CardWorker, Charge, Settled
from pos_terminal.workers.devices import DeviceWorker
from pos_terminal.workers.display import DisplayWorker
from pos_terminal.workers.drawer import DrawerWorker
from pos_terminal.workers.enquiry import EnquiryWorker
from pos_terminal.workers.ledger import LedgerWorker
from pos_terminal.workers.mail import MailWorker
from pos_terminal.workers.reconcile import ReconcileWorker
from pos_terminal.workers.staff import StaffWorker


class Worker(Protocol):
    """What every worker can."""

    def start(self) -> None:
        """Begin."""

    def stop(self, timeout_s: float) -> object:
        """End."""


@dataclass(frozen=True, slots=True)
class DayWorkers:
    """Who does the day's work; None where the configuration has no use for it."""

    staff: StaffWorker
    articles: ArticleWorker
    ledger: LedgerWorker | None = None
    enquiry: EnquiryWorker | None = None
    mail: MailWorker | None = None
    cards: CardWorker | None = None
    backup: BackupWorker | None = None
    reconcile: ReconcileWorker | None = None
    devices: DeviceWorker | None = None
    drawer: DrawerWorker | None = None
    display: DisplayWorker | None = None

    def threads(self) -> tuple[Worker, ...]:
        """Those that this object starts and stops; the printers are their builder's."""
        all_of_them = (
            self.staff,
            self.articles,
            self.ledger,
            self.enquiry,
            self.mail,
            self.cards,
            self.backup,
            self.reconcile,
            self.devices,
            self.drawer,
            self.display,
        )
        return tuple(worker for worker in all_of_them if worker is not None)


@dataclass(frozen=True, slots=True)
class DayDispatch:
    """Fulfils `services.day_outbox.DayOutbox`."""

    workers: DayWorkers
    sheets: RoutedSheets
    mailing: Mailing
    post: Post

    def staff(self, request: StaffRequest) -> None:
        """Check a PIN or badge, or say who left."""
        self.workers.staff.put(request)

    def enquire(self, request: q.EnquiryRequest) -> None:
        """Ask the centre on behalf of a person; the core asks only where there is one."""
        _need(self.workers.enquiry, "enquiry").put(request)

    def reconcile(self, request: FindingsRequest) -> None:
        """Raise a counter, or say who has looked; a till that does not reconcile has nothing to show."""
        if self.workers.reconcile is not None:
            self.workers.reconcile.put(request)

    def devices(self, request: DeviceRequest) -> None:
        """Look at what is plugged in, or draw the self-test's symbols."""
        if self.workers.devices is not None:
            self.workers.devices.put(request)

    def ledger(self, job: OpenJob) -> None:
        """Hold, take or free at a ledger; without a centre nothing ever holds, and old jobs wait."""
        if self.workers.ledger is not None:
            self.workers.ledger.put(job)

    def card(self, job: OpenJob, *, inquire: bool) -> None:
        """Charge or refund a card."""
        if not isinstance(job.job, ChargeCard):
            return
        owed = job.job
        if self.workers.cards is None:
            # SAFETY: taken out of the configuration with a charge under way: it may have been taken.
            outcome: cm.CardOutcome = "unknown" if inquire else "no_terminal"
            self.post(cm.CardAnswer(job.job_id, owed.sale_id, owed.tender_id, outcome))
        else:
            charge = Charge(job.job_id, owed.sale_id, owed.tender_id, owed.amount_minor, inquire)
            self.workers.cards.put(charge)

    def cancel_card(self, tender_id: str, *, settled: bool = False) -> None:
        """Ask the terminal to stop, where there is one; after it was settled by hand it is asked on."""
        if self.workers.cards is not None:
            self.workers.cards.put(Settled(tender_id) if settled else Cancel(tender_id))

    def mail(self, job: OpenJob, address: str, about: FinishedSale | ShiftClosed | LowStock) -> None:
        """Send a mail; without a mail server it waits until there is one."""
        if self.workers.mail is not None:
            self.workers.mail.put(self.mailing.mail(job, address, about))

    def back_up(self) -> None:
        """A day was closed."""
        if self.workers.backup is not None:
            self.workers.backup.put(BackUp())

    def save_article(self, product: Product) -> None:
        """Write a new or changed article here and at the centre."""
        self.workers.articles.put(SaveArticle(product))


def _need(worker: EnquiryWorker | None, name: str) -> EnquiryWorker:
    if worker is None:
        raise Bug(f"There is no {name} worker, but it was asked.")
    return worker
