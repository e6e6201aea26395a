"""The whole till as it stands: what the journal adds up to. Pure; the fold of every event in order."""

from dataclasses import dataclass, replace

from pos_terminal.domain import events as e
from pos_terminal.domain.sale import Sale, evolve, start


@dataclass(frozen=True, slots=True)
class Parked:
    """A basket that was put aside, and when (UTC, ISO 8601)."""

    sale: Sale
    parked_at: str


@dataclass(frozen=True, slots=True)
class Till:
    """State of one till.

    unsent: completed sales whose stock was not handed over yet, oldest first. last: the sale completed last.
    """

    generation: int = 0
    shift_id: str = ""
    business_day: str = ""
    cashier: str = ""
    receipt_count: int = 0
    sale: Sale | None = None
    parked: tuple[Parked, ...] = ()
    unsent: tuple[Sale, ...] = ()
    last: Sale | None = None
    last_copies: int = 0

    def find(self, sale_id: str) -> Sale | None:
        """An open, parked, unsent or last sale."""
        for sale in (self.sale, self.last, *(parked.sale for parked in self.parked), *self.unsent):
            if sale is not None and sale.sale_id == sale_id:
                return sale
        return None


def fold(till: Till, event: e.Event, at: str) -> Till:
    """The till after one event. at: when it was written, UTC ISO 8601."""
    match event:
        case e.SaleStarted():
            return replace(till, sale=start(event))
        case e.ShiftOpened():
            return replace(
                till, shift_id=event.shift_id, business_day=event.business_day, cashier=event.cashier
            )
        case e.GenerationRaised(generation=generation):
            return replace(till, generation=generation)
        case e.StockHandedOver(sale_ids=sale_ids):
            return replace(till, unsent=tuple(sale for sale in till.unsent if sale.sale_id not in sale_ids))
        case e.CopyRequested(sale_id=sale_id, copy=copy):
            is_last = till.last is not None and till.last.sale_id == sale_id
            return replace(till, last_copies=copy) if is_last else till
        case e.SaleRecalled(sale_id=sale_id):
            return _recall(till, event, sale_id)
        case e.StockAnswered(sale_id=sale_id) | e.HoldsReleased(sale_id=sale_id):
            return _answer(till, event, sale_id)
        case e.ClockJumped() | e.PaperPrinted() | e.PaperDoubtful() | e.PaperDropped() | e.DrawerAnswered():
            return till
        case _:
            return _of_open_sale(till, event, at)


def _of_open_sale(till: Till, event: e.Event, at: str) -> Till:
    if till.sale is None:
        return till
    sale = evolve(till.sale, event)
    match event:
        case e.SaleVoided():
            return replace(till, sale=None)
        case e.SaleParked():
            return replace(till, sale=None, parked=(*till.parked, Parked(sale, at)))
        case e.SaleCompleted():
            lean = replace(sale, undo=())
            return replace(
                till,
                sale=None,
                last=lean,
                last_copies=0,
                unsent=(*till.unsent, lean),
                receipt_count=till.receipt_count + 1,
            )
        case _:
            return replace(till, sale=sale)


def _recall(till: Till, event: e.Event, sale_id: str) -> Till:
    for index, parked in enumerate(till.parked):
        if parked.sale.sale_id == sale_id:
            rest = till.parked[:index] + till.parked[index + 1 :]
            return replace(till, sale=evolve(parked.sale, event), parked=rest)
    return till


def _answer(till: Till, event: e.StockAnswered | e.HoldsReleased, sale_id: str) -> Till:
    """What happens to a sale wherever it lies: on the counter, parked, or paid and not yet handed over."""
    if till.sale is not None and till.sale.sale_id == sale_id:
        return replace(till, sale=evolve(till.sale, event))
    for index, sale in enumerate(till.unsent):
        if sale.sale_id == sale_id:
            answered = evolve(sale, event)
            return replace(till, unsent=(*till.unsent[:index], answered, *till.unsent[index + 1 :]))
    for index, parked in enumerate(till.parked):
        if parked.sale.sale_id == sale_id:
            answered_parked = replace(parked, sale=evolve(parked.sale, event))
            return replace(till, parked=(*till.parked[:index], answered_parked, *till.parked[index + 1 :]))
    return till
