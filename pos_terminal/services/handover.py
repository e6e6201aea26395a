"""When a paid sale's stock is handed over and the journal goes up to the centre. Core thread only.

A sale waits up to 10 s for the answers to its sold claims, never longer; then `StockHandedOver` is fsynced,
and only then may its
events be uploaded.
"""

from pos_terminal.domain import events as e
from pos_terminal.domain.sale import Sale
from pos_terminal.services.core import Core

CLAIM_WAIT_NS = 10_000_000_000
IDLE_UPLOAD_NS = 5_000_000_000


class HandOver:
    """Keeps what has gone up apart from what may not go yet."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._completed_seq: dict[str, int] = {}
        self._handed_seq: dict[str, int] = {}
        self._asked_seq = 0
        self._stock_away = False

    def begin(self) -> None:
        """At start: send up what was handed over before; the rest waits for its claims."""
        core = self._core
        self._note_completed()
        for sale_id in core.upload_jobs:
            if sale_id not in self._completed_seq:
                finished = core.journal.finished_sale(sale_id)
                self._handed_seq[sale_id] = finished.seq if finished else core.head.seq
        self._ask()

    def stock_away(self, away: bool) -> None:
        """Whether the counters answer; while they do not, nobody waits for them."""
        self._stock_away = away

    def look(self) -> None:
        """Hand over every sale that is ready, in one entry."""
        core = self._core
        self._note_completed()
        now_ns = core.clock.monotonic_ns()
        sales = self._ready(now_ns)
        ready = tuple(sale.sale_id for sale in sales)
        if ready and core.storage_ok and core.commit((e.StockHandedOver(ready),)):
            core.outbox.withdraw(tuple(line.hold_id for sale in sales for line in sale.lines if line.tracked))
            for sale_id in ready:
                core.claims.pop(sale_id, None)
                core.completed_at_ns.pop(sale_id, None)
                self._handed_seq[sale_id] = self._completed_seq.pop(sale_id, core.head.seq)
            self._ask()
        elif core.head.seq > self._asked_seq and now_ns - core.last_append_ns > IDLE_UPLOAD_NS:
            if core.settings.has_centre and core.storage_ok and core.flush():
                self._ask()
            self._asked_seq = core.head.seq

    def _note_completed(self) -> None:
        """Where the new ones were completed, whatever completed them: a key, a card terminal, a ledger."""
        core = self._core
        for sale in reversed(core.till.unsent):
            if sale.sale_id in self._completed_seq:
                return
            last = core.last_finished
            if last is None or last.sale.sale_id != sale.sale_id:
                last = core.journal.finished_sale(sale.sale_id)
            self._completed_seq[sale.sale_id] = last.seq if last else core.head.seq

    def _ready(self, now_ns: int) -> list[Sale]:
        """While the centre is away nothing is handed over: so long the till itself decides on returns."""
        light = self._core.desk.lights.get("centre")
        if self._core.settings.has_centre and light is not None and light.code == "centre_away":
            return []
        return [sale for sale in self._core.till.unsent if self._is_ready(sale.sale_id, now_ns)]

    def _is_ready(self, sale_id: str, now_ns: int) -> bool:
        core = self._core
        if not core.claims.get(sale_id) or self._stock_away or not core.settings.has_stock:
            return True
        return now_ns - core.completed_at_ns.get(sale_id, 0) > CLAIM_WAIT_NS

    def _ask(self) -> None:
        """A sale behind one that still waits goes up with it, and is settled only then."""
        core = self._core
        if not core.settings.has_centre:
            self._handed_seq.clear()
            return
        # SAFETY: what a power cut may still take back must not be at the centre; its seqs are used again.
        self._asked_seq = core.durable_seq
        waiting = [seq - 1 for seq in self._completed_seq.values()]
        upto_seq = min([core.durable_seq, *waiting])
        ready = tuple(sale_id for sale_id, seq in self._handed_seq.items() if seq <= upto_seq)
        for sale_id in ready:
            del self._handed_seq[sale_id]
        core.outbox.upload(upto_seq, ready)
