"""A till's journal in memory with a whole day in it: returns, store credit, shifts, corrections."""

from dataclasses import dataclass

from pos_terminal.domain import day_events as d
from pos_terminal.domain import events as e
from pos_terminal.domain.figures import Piece, ShiftFigures
from pos_terminal.domain.records import FinishedSale, Head
from pos_terminal.domain.returns import Given, Right, give
from pos_terminal.domain.sale import Sale
from pos_terminal.domain.sale_fold import evolve, start
from pos_terminal.services.ports import UploadBatch
from pos_terminal.workers.upload import Limits, Origin, next_batch
from tests.fakes.sold import AT, SoldJournal


@dataclass(frozen=True)
class Back:
    """Goods that come back in a sale, as `domain.returns.give` gave them."""

    sale: Sale
    given: Given
    authority: str = "till"
    restock: bool = True


def given_of(right: Right, line_id: str, milli: int) -> Given:
    """What a right gives for so many units."""
    answer = give(right, line_id, milli)
    assert isinstance(answer, tuple)
    return answer[1]


class DayJournal(SoldJournal):
    """As SoldJournal; cut into batches by the upload's own rules."""

    def whole_batch(self, before: Head) -> UploadBatch:
        """Everything after a head, as the worker would send it."""
        origin = Origin(self.journal_id, self.terminal_id, "S1")
        return next_batch(self, origin, before, self.head().seq, Limits())

    def begin(self) -> Sale:
        """An empty basket."""
        begun = e.SaleStarted(self._new("sale"), "2026-11-23", "C1", "EUR", 2, True, "receipt", 0)
        self.write(begun)
        return start(begun)

    def add(self, sale: Sale, product_id: str, milli: int, unit: str = "each") -> Sale:
        """A sold line."""
        return self._then(sale, self._line(sale.sale_id, product_id, milli, unit, True))

    def then(self, sale: Sale, event: e.Event) -> Sale:
        """Any event of the sale."""
        return self._then(sale, event)

    def bring_back(self, sale: Sale, back: Back) -> Sale:
        """A line that comes back."""
        line = back.sale.line(back.given.line_id)
        assert line is not None
        return self._then(
            sale,
            d.ReturnLineAdded(
                sale_id=sale.sale_id,
                line_id=self._new("line"),
                hold_id=self._new("hold"),
                op_id=self._new("op"),
                authority=back.authority,
                original_sale_id=back.sale.sale_id,
                original_line_id=line.line_id,
                original_receipt_no=back.sale.receipt_no,
                product_id=line.product_id,
                code_text=line.code_text,
                name=line.name,
                unit=line.unit,
                milli=-back.given.milli,
                unit_price_minor=line.unit_price_minor,
                amount_minor=-back.given.amount_minor,
                tax_minor=-back.given.tax_minor,
                tax_class=line.tax_class,
                rate_bp=line.rate_bp,
                tracked=line.tracked,
                restock=back.restock,
                reason="not_wanted",
                refunds=back.given.refunds,
            ),
        )

    def pay(self, sale: Sale, method: str = "cash", account: str = "") -> FinishedSale:
        """Pay what is due, or give back what is owed, and complete the sale."""
        due = sale.due_minor
        taken = e.TenderTaken(sale.sale_id, self._new("tender"), method, due, due, 0, 0, "", account)
        sale = self._then(sale, taken)
        receipt_no = f"{self.terminal_id}-A{len(self.finished) + 1:06d}"
        done = e.SaleCompleted(sale.sale_id, receipt_no, sale.total_minor, 0, 0, sale.taxes, AT)
        stored = self.write(done)
        finished = FinishedSale(evolve(sale, done), stored.seq, stored.hash)
        self.finished.append(finished)
        self.owed.add(sale.sale_id)
        self.write(e.StockHandedOver((sale.sale_id,)))
        return finished

    def give_back(self, back: Back, method: str = "cash", account: str = "") -> FinishedSale:
        """A return by itself."""
        return self.pay(self.bring_back(self.begin(), back), method, account)

    def close_shift(self, shift_id: str, z_no: int) -> d.ShiftClosed:
        """The day's end, with two euros too much in the drawer."""
        figures = ShiftFigures(
            shift_id, "2026-11-23", "C1", AT, currency="EUR", sale_count=3, gross_minor=1500
        )
        closed = d.ShiftClosed(shift_id, z_no, "C2", 1700, 1500, (Piece(100, 17),), figures, AT)
        self.write(closed)
        return closed
