"""The core's outbox: carries work onto the workers' queues and does nothing else.

Called on the core thread.
"""

from dataclasses import dataclass

from pos_terminal.day_dispatch import DayDispatch
from pos_terminal.domain.jobs import DRAWER_EXPIRY_MS, ClaimStock, OpenDrawer, PrintPaper, ReleaseStock
from pos_terminal.domain.records import FinishedSale, OpenJob
from pos_terminal.services.messages import Upload
from pos_terminal.services.ports import Clock, Version
from pos_terminal.services.print_messages import Draw, Drop, Kick, MayStart
from pos_terminal.workers.lookup import Find, LookupWorker
from pos_terminal.workers.stock import Generation, StockWorker, Withdraw, Work
from pos_terminal.workers.upload import UploadWorker


@dataclass(frozen=True, slots=True)
class Dispatch:
    """Fulfils `services.outbox.Outbox`. stock_worker, upload_worker: None where there is no such server."""

    clock: Clock
    stock_worker: StockWorker | None
    upload_worker: UploadWorker | None
    lookup_worker: LookupWorker
    day: DayDispatch

    def stock(self, job: OpenJob, generation: int) -> None:
        """Claim or release."""
        if self.stock_worker is not None and isinstance(job.job, ClaimStock | ReleaseStock):
            self.stock_worker.put(Work(job.job_id, job.job, Version(generation, job.seq)))

    def generation(self, generation: int) -> None:
        """A new generation holds."""
        if self.stock_worker is not None:
            self.stock_worker.put(Generation(generation))

    def withdraw(self, hold_ids: tuple[str, ...]) -> None:
        """No claim of these holds is sent any more."""
        if self.stock_worker is not None:
            self.stock_worker.put(Withdraw(hold_ids))

    def paper(self, job: OpenJob, sale: FinishedSale) -> None:
        """Print a receipt."""
        if isinstance(job.job, PrintPaper):
            self.day.sheets.receipt(job, sale)

    def paper_to(self, job_id: int, place: str) -> None:
        """The next time this paper is handed out it goes there."""
        self.day.sheets.printers.send(job_id, place)

    def paper_may_start(self, job_id: int) -> None:
        """A paper that waited may begin."""
        self.day.sheets.printers.everywhere(MayStart(job_id))

    def drop_paper(self, job_id: int) -> None:
        """A paper is not wanted any more."""
        self.day.sheets.printers.everywhere(Drop(job_id))

    def drawer(self, job: OpenJob) -> None:
        """Open the drawer, if it is not too late."""
        if isinstance(job.job, OpenDrawer):
            deadline_ns = self.clock.monotonic_ns() + DRAWER_EXPIRY_MS * 1_000_000
            kick, drawer = Kick(job.job_id, job.job.sale_id, deadline_ns), self.day.workers.drawer
            if drawer is not None:
                drawer.put(kick)
            else:
                self.day.sheets.printers.kick(kick)

    def upload(self, upto_seq: int, sale_ids: tuple[str, ...]) -> None:
        """Bring the journal up to the centre."""
        if self.upload_worker is not None:
            self.upload_worker.put(Upload(upto_seq, sale_ids))

    def find(self, text: str) -> None:
        """Search the catalogue."""
        self.lookup_worker.put(Find(text))

    def picture(self, sale: FinishedSale) -> None:
        """Draw a receipt for the screen."""
        self.day.sheets.printers.put(Draw(sale))
