"""State and commit: what every handler of the core thread works on. Core thread only.

`commit` is the one way by which anything becomes true: events and their jobs go to the journal in one
transaction, then into
the state, then the jobs to the workers.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from pos_terminal.domain import day_events as d
from pos_terminal.domain import events as e
from pos_terminal.domain.consequences import closed_keys, consequences
from pos_terminal.domain.decision import Ask, Decision, Params, Refused
from pos_terminal.domain.jobs import (
    ClaimStock,
    Job,
    OpenDrawer,
    PrintPaper,
    ReleaseStock,
    UploadSale,
)
from pos_terminal.domain.records import Entry, FinishedSale, OpenJob, Writing
from pos_terminal.domain.till import Till, fold
from pos_terminal.errors import Bug, StorageUnavailable
from pos_terminal.services.desk import Desk, Pending
from pos_terminal.services.journal_port import Journal
from pos_terminal.services.outbox import Outbox
from pos_terminal.services.ports import Catalogue, Clock, NewId
from pos_terminal.services.settings import Settings
from pos_terminal.services.timestamps import utc_text
from pos_terminal.services.voucher import new_code
from pos_terminal.views import LastItemView, QuestionView

# SAFETY: what money, a receipt number or something irrevocable hangs on is fsynced before anybody acts on it.
DURABLE = (
    e.ShiftOpened,
    e.GenerationRaised,
    e.LineVoided,
    e.SaleVoided,
    e.SaleParked,
    e.HoldsReleased,
    e.TenderTaken,
    e.TenderTakenBack,
    e.SaleCompleted,
    e.StockHandedOver,
    e.CopyRequested,
    d.ActApproved,
    d.ReturnAsked,
    d.ReturnRefused,
    d.TenderAsked,
    d.TenderRefused,
    d.TenderCorrected,
    d.CardSettledByHand,
    d.CardAnsweredLate,
    d.CardDisputeEnded,
    d.CashMoved,
    d.DrawerOpened,
    d.ShiftClosed,
    d.ReportAsked,
    d.InvoiceAsked,
    d.SlipAsked,
    d.MailAsked,
)


class Core:
    """The till's state with everything it is changed by. durable_seq: fsynced up to here in this run."""

    def __init__(
        self,
        settings: Settings,
        journal: Journal,
        catalogue: Catalogue,
        clock: Clock,
        new_id: NewId,
        outbox: Outbox,
        new_code: Callable[[], str] = new_code,
    ) -> None:
        self.settings = settings
        self.journal = journal
        self.catalogue = catalogue
        self.clock = clock
        self.new_id = new_id
        self.outbox = outbox
        self.new_code = new_code
        self.desk = Desk()
        self.till, self.head = journal.load()
        self.durable_seq = 0
        self.last_finished: FinishedSale | None = None
        self.upload_jobs: dict[str, int] = {}
        self.claims: dict[str, set[int]] = {}
        self.completed_at_ns: dict[str, int] = {}
        self.storage_ok = True
        self.generation_owed = ""
        self.starts_owed: set[int] = set()
        self.last_append_ns = clock.monotonic_ns()
        self.backing: d.ActApproved | None = None
        self.hand_out_day: Callable[[OpenJob], None] = _nobody
        self.in_turn: Callable[[OpenJob], OpenJob] = _as_it_is

    def today(self) -> str:
        """The date of this moment where the shop is, ISO."""
        return self.settings.local_date(self.clock.utc_ms())

    def now_text(self) -> str:
        """The wall clock as it stands in events."""
        return utc_text(self.clock.utc_ms())

    def commit(
        self,
        events: Iterable[e.Event],
        *,
        closes: tuple[int, ...] = (),
        personal: tuple[tuple[str, str, str], ...] = (),
    ) -> bool:
        """Make events true and hand their jobs out.

        False, with a notice, where the disk did not take them. What a right stands behind is written with
        the names of both who asked and who approved.
        """
        if self.backing is not None:
            events, self.backing = (self.backing, *events), None
        at_ms = self.clock.utc_ms()
        at = utc_text(at_ms)
        till, durable = self.till, False
        entries: list[Entry] = []
        keys: list[str] = []
        for event in events:
            after = fold(till, event, at)
            entries.append(Entry(event, self._wanted(till, after, event)))
            keys.extend(closed_keys(till, event))
            durable = durable or isinstance(event, DURABLE)
            till = after
        writing = Writing(tuple(entries), at, at_ms, durable, closes, tuple(keys), personal)
        try:
            written = self.journal.append(writing)
        except StorageUnavailable as error:
            self.storage_failed(error)
            return False
        if self.till.sale is None and till.sale is not None:
            self.desk.clear_notices()
        self.till, self.head = till, written.head
        self.durable_seq = written.head.seq if durable else self.durable_seq
        if isinstance(entries[-1].event, e.SaleCompleted) and till.last is not None:
            self.last_finished = FinishedSale(till.last, written.head.seq, written.head.hash)
        self.last_append_ns = self.clock.monotonic_ns()
        self.hand_out(written.jobs)
        return True

    def _wanted(self, before: Till, after: Till, event: e.Event) -> tuple[Job, ...]:
        """Without counters nobody would ever close a stock job; a drawer may have nothing but its key."""
        jobs = consequences(before, after, event, self.settings.drawer.tenders)
        if not self.settings.has_stock:
            jobs = tuple(job for job in jobs if not isinstance(job, ClaimStock | ReleaseStock))
        if not self.settings.drawer.kicked:
            jobs = tuple(job for job in jobs if not isinstance(job, OpenDrawer))
        return jobs

    def flush(self) -> bool:
        """Fsync all that was written so far; False where the disk takes no write."""
        if not self.journal.flush():
            return False
        self.durable_seq = self.head.seq
        return True

    def hand_out(self, jobs: Iterable[OpenJob]) -> None:
        """Give jobs to their workers."""
        for owed in map(self.in_turn, jobs):
            match owed.job:
                case ClaimStock(sale_id=sale_id, sold=sold):
                    if sold:
                        self.claims.setdefault(sale_id, set()).add(owed.job_id)
                    self.outbox.stock(owed, self.till.generation)
                case ReleaseStock():
                    self.outbox.stock(owed, self.till.generation)
                case OpenDrawer():
                    self.outbox.drawer(owed)
                case PrintPaper(sale_id=sale_id):
                    sale = self.finished(sale_id)
                    if sale is not None:
                        self.outbox.paper(owed, sale)
                case UploadSale(sale_id=sale_id):
                    self.upload_jobs[sale_id] = owed.job_id
                    self.completed_at_ns.setdefault(sale_id, self.clock.monotonic_ns())
                case _:
                    self.hand_out_day(owed)

    def close_job(self, job_id: int) -> None:
        """End a job whose answer changes nothing any more."""
        self.stored(partial(self.journal.close_jobs, (job_id,)))

    def stored(self, write: Callable[[], None]) -> bool:
        """Carry out a small write of the journal; False, with a notice, where the disk did not take it."""
        try:
            write()
        except StorageUnavailable as error:
            self.storage_failed(error)
            return False
        return True

    def finished(self, sale_id: str) -> FinishedSale | None:
        """A completed sale; the last one without asking the journal where it has just been written."""
        if self.last_finished is not None and self.last_finished.sale.sale_id == sale_id:
            return self._named(self.last_finished)
        finished = self.journal.finished_sale(sale_id)
        return self._named(finished) if finished is not None else None

    def _named(self, finished: FinishedSale) -> FinishedSale:
        """A sale with the names that its papers need and its events do not hold."""
        sale = finished.sale
        names = [(row.staff_id, row.name) for row in self.desk.staff if row.staff_id == sale.cashier]
        if sale.customer_id:
            names.append((sale.customer_id, self.journal.personal(f"customer:{sale.customer_id}")))
        return replace(finished, names=tuple(names)) if names else finished

    def storage_failed(self, error: StorageUnavailable) -> None:
        """The disk does not take entries: say so once, keep the basket as it is."""
        at = self.now_text()
        self.storage_ok = False
        if self.desk.light("storage", "bad", "storage_failed", {"reason": str(error)}, at):
            self.desk.notice("bad", "storage_failed", {"reason": str(error)}, at)
        self.bad_item("storage_failed", {})

    def decide(self, decision: Decision, retry: Callable[[], None] | None = None) -> bool:
        """Carry a decision out: commit its events, show its refusal, or put its question to the cashier."""
        match decision:
            case Refused(code=code, params=params):
                self.refuse(code, params)
                return False
            case Ask(code=code, params=params):
                question = QuestionView(self.new_id(), code, params)
                self.desk.pending = Pending(question, retry) if retry else None
                self.desk.sound("question")
                return False
            case _:
                return not decision or self.commit(decision)

    def refuse(self, code: str, params: Params) -> None:
        """Say no: sound, flash, notice; nothing waits for it."""
        self.desk.notice("bad", code, params, self.now_text())
        self.bad_item(code, params)

    def bad_item(self, code: str, params: Params) -> None:
        """Show a refusal in the large field."""
        self.desk.refusals += 1
        self.desk.refused = code
        self.desk.last_item = LastItemView("bad", code, params)
        self.desk.sound("bad")


def _as_it_is(owed: OpenJob) -> OpenJob:
    return owed


def _nobody(owed: OpenJob) -> None:
    raise Bug(f"Nobody hands out the job {type(owed.job).__name__} yet.")
