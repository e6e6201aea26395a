"""The upload: one thread that brings the journal to the centre and settles the stock of what has arrived.

The centre's head is the truth about what was uploaded; it is asked for at every new connection and everything
after it goes up, also after a restored backup. The thread reads the journal and never writes it; it decides
nothing about sales. It must not be told of events that are not fsynced, nor of sales whose stock was not
handed over.
"""

import logging
import queue
import random
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from pos_terminal.domain.day_events import ShiftClosed, TenderCorrected
from pos_terminal.domain.events import ShiftOpened
from pos_terminal.domain.records import FinishedSale, Head, Movement, StoredEvent
from pos_terminal.domain.sale import Sale
from pos_terminal.errors import Bug, ForkFound, StockUnavailable, Unavailable
from pos_terminal.journal.codec import decode
from pos_terminal.services import messages as m
from pos_terminal.services.journal_port import JournalReader
from pos_terminal.services.ports import Centre, Clock, Correction, Post, ShiftBegun, UploadBatch

log = logging.getLogger("pos.centre")

Settle = Callable[[Sequence[str]], object]

_DAY_FACTS = tuple(
    f'"type":"{kind.STORED[0]}"'.encode() for kind in (ShiftOpened, ShiftClosed, TenderCorrected)
)
_NS_PER_MS = 1_000_000
_NS_PER_S = 1_000_000_000


class UploadReader(JournalReader, Protocol):
    """The journal as this thread reads it; made and used on it."""

    def uploads_owed(self) -> frozenset[str]:
        """Sales whose `UploadSale` job is still open."""

    def close(self) -> None:
        """Let go of the file."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose journal it is."""

    journal_id: str
    terminal_id: str
    store_id: str


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a batch may be (one sale always fits), and how long to wait.

    first_ms, longest_ms: back-off after a failure, doubled each time, full jitter. probe_ms: an idle
    connection is tried that often, so that the light in the strip is true.
    """

    sales: int = 50
    documents: int = 1000
    first_ms: int = 200
    longest_ms: int = 5000
    probe_ms: int = 15_000


def movements_of(sale: Sale) -> tuple[Movement, ...]:
    """What a completed sale takes out of the stock, or (below zero) brings back into it.

    Articles that are not tracked move nothing, nor does what came back and cannot be sold again.
    """
    return tuple(
        Movement(line.hold_id, line.product_id, line.units, sale.sale_id)
        for line in sale.lines
        if line.tracked and line.milli and (line.returned is None or line.returned.restock)
    )


def documents_of(sale: Sale, movements: Sequence[Movement]) -> int:
    """How many documents a completed sale may write or change, at most."""
    rights = 1 + 2 * sum(line.is_return for line in sale.lines)
    accounts = sum(tender.account != "" for tender in sale.tenders)
    return 1 + 2 * len(movements) + rights + accounts


def next_batch(
    reader: UploadReader, origin: Origin, before: Head, upto_seq: int, limits: Limits
) -> UploadBatch:
    """The events after a head, up to a seq, as far as a batch may go, with the sales that they complete.

    Raises Bug where the journal does not reach that far.
    """
    wanted = min(upto_seq - before.seq, limits.documents - 1)
    events = reader.events(before.seq, wanted)
    if len(events) < wanted:
        raise Bug(f"The journal ends before event {before.seq + wanted}, which was to be uploaded.")
    finished = {sale.seq: sale for sale in reader.sales_completed(before.seq, before.seq + wanted)}
    cut = _Cut(limits)
    for event in events:
        if not cut.takes(event, finished.get(event.seq)):
            break
    ids = frozenset(sale.sale.sale_id for sale in cut.sales)
    return UploadBatch(
        journal_id=origin.journal_id,
        terminal_id=origin.terminal_id,
        store_id=origin.store_id,
        before=before,
        events=tuple(events[: cut.taken]),
        sales=tuple(cut.sales),
        movements=tuple(cut.movements),
        settled=ids - reader.uploads_owed() if ids else ids,
        shifts=tuple(cut.shifts),
        corrections=tuple(cut.corrections),
    )


class _Cut:
    """The batch that is being cut; one event always fits."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._documents = 1
        self.taken = 0
        self.sales: list[FinishedSale] = []
        self.movements: list[Movement] = []
        self.shifts: list[ShiftBegun | ShiftClosed] = []
        self.corrections: list[Correction] = []

    def takes(self, event: StoredEvent, sale: FinishedSale | None) -> bool:
        """Take an event in, with the sale that it completes; False where the batch would grow too large."""
        moves = movements_of(sale.sale) if sale else ()
        fact = day_fact(event)
        self._documents += 1 + (documents_of(sale.sale, moves) if sale else 0) + (2 if fact else 0)
        too_many = sale is not None and len(self.sales) == self._limits.sales
        if self.taken and (too_many or self._documents > self._limits.documents):
            return False
        self.taken += 1
        if sale is not None:
            self.sales.append(sale)
            self.movements.extend(moves)
        if isinstance(fact, Correction):
            self.corrections.append(fact)
        elif fact is not None:
            self.shifts.append(fact)
        return True


def day_fact(event: StoredEvent) -> ShiftBegun | ShiftClosed | Correction | None:
    """What an event says that the centre keeps beside the sales. Raises JournalDamaged."""
    if not any(name in event.raw for name in _DAY_FACTS):
        return None  # nearly all of them; reading each would cost more than the upload
    read = decode(event.raw)
    match read.event:
        case ShiftOpened(shift_id=shift_id, business_day=business_day, cashier=cashier):
            return ShiftBegun(shift_id, business_day, cashier, read.at)
        case ShiftClosed() as closed:
            return closed
        case TenderCorrected() as corrected:
            return Correction(event.seq, read.at, corrected)
        case _:
            return None


class _Pause:
    """When something that failed may be tried again."""

    def __init__(self, limits: Limits, jitter: Callable[[], float]) -> None:
        self._limits = limits
        self._jitter = jitter
        self._failures = 0
        self.until_ns = 0

    def failed(self, now_ns: int) -> None:
        self._failures += 1
        doubled_ms = self._limits.first_ms << min(self._failures - 1, 20)
        longest_ns = min(doubled_ms, self._limits.longest_ms) * _NS_PER_MS
        self.until_ns = now_ns + int(self._jitter() * longest_ns)

    def succeeded(self) -> None:
        self._failures = 0
        self.until_ns = 0


class UploadWorker:
    """The upload's thread.

    settle: settles the stock of uploaded sales (`services.settling`), None where there are no counters; it
    and the centre are used on this thread only. jitter: as `random.random`.
    """

    def __init__(
        self,
        open_reader: Callable[[], UploadReader],
        centre: Centre,
        settle: Settle | None,
        origin: Origin,
        post: Post,
        clock: Clock,
        limits: Limits | None = None,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._open_reader = open_reader
        self._centre = centre
        self._settle = settle
        self._origin = origin
        self._post = post
        self._clock = clock
        self._limits = limits or Limits()
        self._queue: queue.SimpleQueue[m.Upload | None] = queue.SimpleQueue()
        self._centre_pause = _Pause(self._limits, jitter)
        self._settle_pause = _Pause(self._limits, jitter)
        self._head: Head | None = None
        self._reported: Head | None = None
        self._upto_seq = 0
        self._owing: dict[str, int] = {}
        self._probe_ns = 0
        self._up: bool | None = None
        self._forked = False
        self._thread = threading.Thread(target=self._run, name="upload", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def put(self, message: m.Upload) -> None:
        """Hand work over; returns at once."""
        self._queue.put(message)

    def stop(self, timeout_s: float) -> None:
        """End after the batch that is on its way; what was not uploaded stays owed in the journal."""
        self._queue.put(None)
        self._thread.join(timeout_s)

    def _run(self) -> None:
        reader: UploadReader | None = None
        while self._listen():
            try:
                reader = reader or self._open_reader()
                self._work(reader)
            except Exception:
                log.exception("upload_failed")
                self._down("The upload met an error of its own; it is tried again, and the log tells more.")
        if reader is not None:
            reader.close()
        self._centre.close()

    def _listen(self) -> bool:
        """Everything that lies in the queue, or whatever comes until something is due; False at the end."""
        block, timeout_s = True, self._wait_s()
        while True:
            try:
                message = self._queue.get(block, timeout_s)
            except queue.Empty:
                return True
            if message is None:
                return False
            self._upto_seq = max(self._upto_seq, message.upto_seq)
            self._owing |= dict.fromkeys(message.sale_ids, message.upto_seq)
            block, timeout_s = False, None

    def _wait_s(self) -> float | None:
        due_ns = []
        if not self._forked:
            has_work = self._head is None or self._head.seq < self._upto_seq
            due_ns.append(max(self._centre_pause.until_ns, 0 if has_work else self._probe_ns))
        if self._arrived():
            due_ns.append(self._settle_pause.until_ns)
        if not due_ns:
            return None
        return max(0, min(due_ns) - self._clock.monotonic_ns()) / _NS_PER_S

    def _work(self, reader: UploadReader) -> None:
        """One step: the head where it is not known, one batch, one round of settling; then the answer."""
        done: tuple[str, ...] = ()
        try:
            self._bring_up(reader)
            done = self._settle_arrived()
        except ForkFound as error:
            self._fork(str(error))
        except Unavailable as error:
            self._down(str(error))
        if self._head is not None and (done or self._head != self._reported):
            self._reported = self._head
            self._post(m.UploadDone(self._head.seq, self._head.hash, done))

    def _bring_up(self, reader: UploadReader) -> None:
        now_ns = self._clock.monotonic_ns()
        if self._forked or now_ns < self._centre_pause.until_ns:
            return
        if self._head is None or now_ns >= self._probe_ns:
            head = self._centre.head(self._origin.journal_id, self._origin.terminal_id)
            self._head = _agreed(reader, head)
        elif self._head.seq >= self._upto_seq:
            return
        advanced = True
        if self._head.seq < self._upto_seq:
            batch = next_batch(reader, self._origin, self._head, self._upto_seq, self._limits)
            self._head = _agreed(reader, self._centre.upload(batch))
            # Elsewhere than expected, the upload goes on from there; but never in a tight circle.
            advanced = self._head.seq == batch.events[-1].seq
        self._probe_ns = now_ns + self._limits.probe_ms * _NS_PER_MS
        if advanced:
            self._centre_pause.succeeded()
        else:
            self._centre_pause.failed(now_ns)
        if not self._up:
            self._up = True
            log.info("centre_up seq=%d", self._head.seq)
            self._post(m.CentreUp())

    def _arrived(self) -> list[str]:
        """Sales whose movements are at the centre and not yet settled by us."""
        if self._head is None:
            return []
        return [sale_id for sale_id, seq in self._owing.items() if seq <= self._head.seq]

    def _settle_arrived(self) -> tuple[str, ...]:
        """Settle a round of them; answers those of which nothing is owed any more."""
        now_ns = self._clock.monotonic_ns()
        some = self._arrived()[: self._limits.sales]
        if not some or now_ns < self._settle_pause.until_ns:
            return ()
        left: set[str] = set()
        if self._settle is not None:
            try:
                self._settle(some)
                left = {movement.sale_id for movement in self._centre.unsettled(some)}
            except StockUnavailable:
                self._settle_pause.failed(now_ns)
                return ()
        done = tuple(sale_id for sale_id in some if sale_id not in left)
        for sale_id in done:
            del self._owing[sale_id]
        # What an article's counter refuses must not keep the sales behind it waiting.
        self._owing |= {sale_id: self._owing.pop(sale_id) for sale_id in some if sale_id in left}
        if left:
            self._settle_pause.failed(now_ns)
        else:
            self._settle_pause.succeeded()
        return done

    def _down(self, reason: str) -> None:
        self._head = None
        self._centre_pause.failed(self._clock.monotonic_ns())
        if self._up is not False:
            self._up = False
            log.warning("centre_down reason=%s", reason)
            self._post(m.CentreDown(reason))

    def _fork(self, text: str) -> None:
        self._forked = True
        log.error("centre_fork text=%s", text)
        self._post(m.ForkSeen(text))


def _agreed(reader: UploadReader, head: Head) -> Head:
    """The centre's head, if the till's own journal has it. Raises ForkFound."""
    if head.seq:
        events = reader.events(head.seq - 1, 1)
        if not events:
            raise ForkFound(
                f"The central database knows {head.seq} events of this till, more than the till itself: its "
                "journal was set back to an old copy. The upload has stopped, selling goes on; call support."
            )
        if events[0].hash != head.hash:
            raise ForkFound(
                f"The central database holds another event under number {head.seq} of this till's journal: "
                "the upload has stopped, selling goes on; keep the journal file and call support."
            )
    return head
