"""The whole till as it stands: what the journal adds up to. Pure; the fold of every event in order."""

from dataclasses import dataclass, replace

from pos_terminal.domain import day_events as d
from pos_terminal.domain import events as e
from pos_terminal.domain import shift
from pos_terminal.domain.figures import ShiftFigures
from pos_terminal.domain.payments.by_hand import ByHand, after
from pos_terminal.domain.returns import Right, given_in, moved, right_of, take_away
from pos_terminal.domain.sale import Sale
from pos_terminal.domain.sale_fold import corrected, evolve, start

CLOSED_KEPT = 14
NO_SHIFT = ShiftFigures()


@dataclass(frozen=True, slots=True)
class Parked:
    """A basket that was put aside, and when (UTC, ISO 8601)."""

    sale: Sale
    parked_at: str


@dataclass(frozen=True, slots=True)
class Till:
    """State of one till.

    unsent: completed sales whose stock was not handed over yet, oldest first. last: the sale completed last.
    rights: what is left to return of those of them of which something came back. figures: of the open shift;
    closed: the shifts closed last, for their Z reports. staff_id: who is signed in, empty where nobody is.
    by_hand: card tenders that a manager settled and whose terminal has not answered since; disputes: those of
    which it said the contrary.
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
    staff_id: str = ""
    role: str = ""
    figures: ShiftFigures = NO_SHIFT
    z_count: int = 0
    closed: tuple[d.ShiftClosed, ...] = ()
    rights: tuple[Right, ...] = ()
    invoice_count: int = 0
    by_hand: tuple[ByHand, ...] = ()
    disputes: tuple[d.CardAnsweredLate, ...] = ()

    def right_of(self, sale_id: str) -> Right | None:
        """What may still be returned of a sale that is the till's to decide; None: it is the centre's."""
        for right in self.rights:
            if right.sale_id == sale_id:
                return right
        return next((right_of(sale) for sale in self.unsent if sale.sale_id == sale_id), None)

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
            figures = ShiftFigures(event.shift_id, event.business_day, event.cashier, at)
            return replace(
                till,
                shift_id=event.shift_id,
                business_day=event.business_day,
                cashier=event.cashier,
                figures=figures,
            )
        case e.GenerationRaised(generation=generation):
            return replace(till, generation=generation)
        case e.StockHandedOver(sale_ids=sale_ids):
            return replace(
                till,
                unsent=tuple(sale for sale in till.unsent if sale.sale_id not in sale_ids),
                rights=tuple(right for right in till.rights if right.sale_id not in sale_ids),
            )
        case e.CopyRequested(sale_id=sale_id, copy=copy):
            is_last = till.last is not None and till.last.sale_id == sale_id
            return replace(till, last_copies=copy) if is_last else till
        case e.SaleRecalled(sale_id=sale_id):
            return _recall(till, event, sale_id)
        case (
            e.StockAnswered(sale_id=sale_id)
            | e.HoldsReleased(sale_id=sale_id)
            | d.ReturnRefused(sale_id=sale_id)
        ):
            return _answer(till, event, sale_id)
        case e.ClockJumped() | e.PaperPrinted() | e.PaperDoubtful() | e.PaperDropped() | e.DrawerAnswered():
            return till
        case _:
            return _of_the_day(till, event, at)


def _of_the_day(till: Till, event: e.Event, at: str) -> Till:
    match event:
        case d.SignedIn(staff_id=staff_id, role=role):
            return replace(till, staff_id=staff_id, role=role)
        case d.SignedOut():
            return replace(till, staff_id="", role="")
        case d.CashMoved(kind=kind, amount_minor=amount_minor, reason=reason):
            return replace(till, figures=shift.add_cash(till.figures, kind, amount_minor, reason))
        case d.DrawerOpened():
            openings = till.figures.drawer_openings + 1
            return replace(till, figures=replace(till.figures, drawer_openings=openings))
        case d.ShiftClosed():
            return replace(
                till,
                shift_id="",
                z_count=event.z_no,
                closed=(*till.closed[-(CLOSED_KEPT - 1) :], event),
                figures=NO_SHIFT,
            )
        case d.TenderCorrected():
            return _corrected(till, event)
        case d.CardSettledByHand() | d.CardAnsweredLate() | d.CardDisputeEnded():
            waits, disputes = after(till.by_hand, till.disputes, event)
            return replace(till, by_hand=waits, disputes=disputes)
        case d.InvoiceAsked():
            return replace(till, invoice_count=till.invoice_count + 1)
        case d.ReportAsked() | d.SlipAsked() | d.MailAsked() | d.MailAnswered() | d.ActApproved():
            return till
        case _:
            return _of_open_sale(till, event, at)


def _corrected(till: Till, event: d.TenderCorrected) -> Till:
    """The last sale and those not handed over say it too.

    Figures of a closed shift stay as they were told.
    """
    figures = shift.correct_tender(till.figures, event.was_method, event.method, event.amount_minor)

    def fixed(sale: Sale) -> Sale:
        if sale.sale_id != event.sale_id:
            return sale
        return replace(sale, tenders=corrected(sale.tenders, event))

    return replace(
        till,
        figures=figures,
        last=fixed(till.last) if till.last else None,
        unsent=tuple(fixed(sale) for sale in till.unsent),
        rights=tuple(
            moved(right, event.was_method, event.method, event.amount_minor)
            if right.sale_id == event.sale_id
            else right
            for right in till.rights
        ),
    )


def _of_open_sale(till: Till, event: e.Event, at: str) -> Till:
    if till.sale is None:
        return till
    sale = evolve(till.sale, event)
    match event:
        case e.SaleVoided():
            voids = replace(till.figures, sale_voids=till.figures.sale_voids + 1)
            return replace(till, sale=None, figures=voids)
        case e.LineVoided():
            voids = replace(till.figures, line_voids=till.figures.line_voids + 1)
            return replace(till, sale=sale, figures=voids)
        case d.PriceChanged():
            changes = replace(till.figures, price_changes=till.figures.price_changes + 1)
            return replace(till, sale=sale, figures=changes)
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
                figures=shift.add_sale(till.figures, lean),
                rights=_rights_after(till, lean),
            )
        case _:
            return replace(till, sale=sale)


def _rights_after(till: Till, sale: Sale) -> tuple[Right, ...]:
    """Goods of a sale that is still the till's own came back: its right grows less."""
    rights = till.rights
    own = {
        line.returned.sale_id: till.right_of(line.returned.sale_id)
        for line in sale.lines
        if line.returned is not None and line.returned.authority == "till"
    }
    for sale_id, right in own.items():
        if right is None:
            continue
        for given in given_in(sale, sale_id):
            right = take_away(right, given)
        rights = (*(row for row in rights if row.sale_id != sale_id), right)
    return rights


def _recall(till: Till, event: e.Event, sale_id: str) -> Till:
    for index, parked in enumerate(till.parked):
        if parked.sale.sale_id == sale_id:
            rest = till.parked[:index] + till.parked[index + 1 :]
            return replace(till, sale=evolve(parked.sale, event), parked=rest)
    return till


def _answer(till: Till, event: e.StockAnswered | e.HoldsReleased | d.ReturnRefused, sale_id: str) -> Till:
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
