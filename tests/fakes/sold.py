"""A till's journal in memory, filled by selling; its events are the real ones, hashed by the real codec."""

from collections.abc import Sequence
from itertools import count

from pos_terminal.domain import events as e
from pos_terminal.domain.quantity import base_units
from pos_terminal.domain.records import FinishedSale, Head, Movement, StoredEvent
from pos_terminal.domain.sale import Sale
from pos_terminal.domain.sale_fold import evolve, start
from pos_terminal.journal.codec import chain, encode
from pos_terminal.services.ports import UploadBatch

ZERO = Head(0, "0" * 64)
AT = "2026-11-23T12:00:00.123Z"


class SoldJournal:
    """Fulfils `workers.upload.UploadReader`. owed: sales whose upload job is open."""

    def __init__(self, name: str, terminal_id: str = "T1") -> None:
        self.journal_id = name
        self.terminal_id = terminal_id
        self.stored: list[StoredEvent] = []
        self.finished: list[FinishedSale] = []
        self.owed: set[str] = set()
        self._ids = count(1)

    def write(self, event: e.Event) -> StoredEvent:
        """Append an event."""
        before = self.head()
        raw = encode(
            event, journal_id=self.journal_id, terminal_id=self.terminal_id, seq=before.seq + 1, at=AT
        )
        stored = StoredEvent(before.seq + 1, raw, before.hash, chain(before.hash, raw))
        self.stored.append(stored)
        return stored

    def sell(self, *lines: tuple[str, int], unit: str = "each", tracked: bool = True) -> FinishedSale:
        """Sell products (id, thousandths) at 2.50 each, paid in cash with 1.00 too much."""
        sale_id = self._new("sale")
        begun = e.SaleStarted(sale_id, "2026-11-23", "C1", "EUR", 2, True, "receipt", 0)
        self.write(begun)
        sale = start(begun)
        for product_id, milli in lines:
            sale = self._then(sale, self._line(sale_id, product_id, milli, unit, tracked))
        due = sale.total_minor
        taken = e.TenderTaken(sale_id, self._new("tender"), "cash", due, due + 100, 100, 0, "")
        sale = self._then(sale, taken)
        receipt_no = f"{self.terminal_id}-A{len(self.finished) + 1:06d}"
        done = e.SaleCompleted(sale_id, receipt_no, due, 0, 100, sale.taxes, AT)
        stored = self.write(done)
        finished = FinishedSale(evolve(sale, done), stored.seq, stored.hash)
        self.finished.append(finished)
        self.owed.add(sale_id)
        self.write(e.StockHandedOver((sale_id,)))
        return finished

    def batch(self, before: Head, upto_seq: int | None = None) -> UploadBatch:
        """Everything after a head, up to a seq, as one batch."""
        upto = self.head().seq if upto_seq is None else upto_seq
        sales = self.sales_completed(before.seq, upto)
        return UploadBatch(
            journal_id=self.journal_id,
            terminal_id=self.terminal_id,
            store_id="S1",
            before=before,
            events=tuple(self.events(before.seq, upto - before.seq)),
            sales=sales,
            movements=tuple(move for sale in sales for move in moves_of(sale.sale)),
        )

    def head(self) -> Head:
        return Head(self.stored[-1].seq, self.stored[-1].hash) if self.stored else ZERO

    def head_at(self, seq: int) -> Head:
        """The head as it was at a seq."""
        return Head(seq, self.stored[seq - 1].hash) if seq else ZERO

    def events(self, after_seq: int, limit: int) -> Sequence[StoredEvent]:
        return self.stored[after_seq : after_seq + limit]

    def sales_completed(self, after_seq: int, upto_seq: int) -> tuple[FinishedSale, ...]:
        return tuple(sale for sale in self.finished if after_seq < sale.seq <= upto_seq)

    def uploads_owed(self) -> frozenset[str]:
        return frozenset(self.owed)

    def close(self) -> None:
        pass

    def _then(self, sale: Sale, event: e.Event) -> Sale:
        self.write(event)
        return evolve(sale, event)

    def _line(self, sale_id: str, product_id: str, milli: int, unit: str, tracked: bool) -> e.LineAdded:
        return e.LineAdded(
            sale_id=sale_id,
            line_id=self._new("line"),
            hold_id=self._new("hold"),
            product_id=product_id,
            code_text=product_id,
            name=f"Article {product_id}",
            unit=unit,
            milli=milli,
            unit_price_minor=250,
            tax_class="A",
            rate_bp=1900,
            stock_policy="warn",
            tracked=tracked,
            minimum_age=0,
            entry="scan",
        )

    def _new(self, kind: str) -> str:
        return f"{self.journal_id}-{kind}-{next(self._ids)}"


def moves_of(sale: Sale) -> tuple[Movement, ...]:
    """The movements of a sale, worked out apart from the worker that is tested with them."""
    return tuple(
        Movement(line.hold_id, line.product_id, base_units(line.milli, line.unit), sale.sale_id)
        for line in sale.lines
        if line.tracked
    )
