"""A sale as it stands: its lines, sums and tenders, folded from events. Pure.

The rules that decide what may happen to it stand in `basket.py` (lines) and `payments/` (tenders).
"""

from dataclasses import dataclass, replace
from typing import Literal

from pos_terminal.domain import events as e
from pos_terminal.domain.money import line_amount
from pos_terminal.domain.tax import RateSum, TaxLine, TaxRules, add_amount, summary

SaleState = Literal["open", "parked", "voided", "completed"]


@dataclass(frozen=True, slots=True)
class Line:
    """One article in a basket.

    milli 0: it waits for its weight. stock: outcome of the last answered claim, empty before any.
    asked_again: its quantity has changed since that answer.
    """

    line_id: str
    hold_id: str
    product_id: str
    code_text: str
    name: str
    unit: str
    milli: int
    unit_price_minor: int
    amount_minor: int
    tax_class: str
    rate_bp: int
    stock_policy: str
    tracked: bool
    minimum_age: int
    weight_source: str = ""
    stock: str = ""
    left: int | None = None
    asked_again: bool = False

    @property
    def stock_answered(self) -> bool:
        """Whether the counters have said something about the quantity as it is now."""
        return self.stock != "" and not self.asked_again

    @property
    def waits(self) -> bool:
        """Whether its weight is still missing."""
        return self.milli == 0


@dataclass(frozen=True, slots=True)
class Tender:
    """One payment. given - change = amount; amount counts towards the total."""

    tender_id: str
    method: str
    amount_minor: int
    given_minor: int
    change_minor: int
    rounding_minor: int
    approval_code: str


@dataclass(frozen=True, slots=True)
class Undoable:
    """What a change did: a line as it was before (None: it was not there) and as it is after."""

    before: Line | None
    after: Line | None


UNDO_DEPTH = 50


@dataclass(frozen=True, slots=True)
class Sale:
    """A basket on its way to a receipt."""

    sale_id: str
    business_day: str
    cashier: str
    currency: str
    decimals: int
    rules: TaxRules
    cash_step_minor: int
    state: SaleState = "open"
    lines: tuple[Line, ...] = ()
    sums: tuple[RateSum, ...] = ()
    item_milli: int = 0
    waiting: int = 0
    highest_age: int = 0
    confirmed_age: int = 0
    tenders: tuple[Tender, ...] = ()
    undo: tuple[Undoable, ...] = ()
    name_id: str = ""
    released: bool = False
    receipt_no: str = ""
    completed_at: str = ""

    @property
    def open_age(self) -> int:
        """The age that still has to be asked for, 0 where none."""
        return self.highest_age if self.highest_age > self.confirmed_age else 0

    @property
    def taxes(self) -> tuple[TaxLine, ...]:
        """The tax summary."""
        return summary(self.sums, self.rules)

    @property
    def total_minor(self) -> int:
        """What the customer owes, tax included, before cash rounding."""
        return sum(row.gross_minor for row in self.taxes)

    @property
    def rounding_minor(self) -> int:
        """What cash rounding added (or took, below zero)."""
        return sum(tender.rounding_minor for tender in self.tenders)

    @property
    def paid_minor(self) -> int:
        """What the tenders cover."""
        return sum(tender.amount_minor for tender in self.tenders)

    @property
    def due_minor(self) -> int:
        """What is still to be paid."""
        return self.total_minor + self.rounding_minor - self.paid_minor

    @property
    def change_minor(self) -> int:
        """What goes back to the customer."""
        return sum(tender.change_minor for tender in self.tenders)

    def index_of(self, line_id: str) -> int | None:
        """Where a line stands; searched from the newest, where it nearly always is."""
        for index in range(len(self.lines) - 1, -1, -1):
            if self.lines[index].line_id == line_id:
                return index
        return None

    def line(self, line_id: str) -> Line | None:
        """The line of that id."""
        index = self.index_of(line_id)
        return None if index is None else self.lines[index]


def start(event: e.SaleStarted) -> Sale:
    """The empty basket that an event begins."""
    return Sale(
        sale_id=event.sale_id,
        business_day=event.business_day,
        cashier=event.cashier,
        currency=event.currency,
        decimals=event.decimals,
        rules=TaxRules(event.prices_include_tax, event.rounding),
        cash_step_minor=event.cash_step_minor,
    )


def evolve(sale: Sale, event: e.Event) -> Sale:
    """The sale after one of its events."""
    match event:
        case e.LineAdded():
            return _put(sale, None, _line_of(event), undoes=event.entry == "undo")
        case e.QuantityChanged() | e.LineWeighed():
            return _change_amount(sale, event)
        case e.LineVoided(line_id=line_id, cause=cause):
            return _put(sale, sale.line(line_id), None, undoes=cause == "undo")
        case e.AgeAnswered(minimum_age=age, allowed=allowed):
            return replace(sale, confirmed_age=max(age, sale.confirmed_age)) if allowed else sale
        case e.TenderTaken():
            return replace(sale, tenders=(*sale.tenders, _tender_of(event)), undo=())
        case e.TenderTakenBack(tender_id=tender_id):
            return replace(sale, tenders=tuple(t for t in sale.tenders if t.tender_id != tender_id))
        case e.SaleParked(name_id=name_id):
            return replace(sale, state="parked", name_id=name_id)
        case e.SaleRecalled():
            return replace(sale, state="open")
        case e.HoldsReleased():
            return replace(sale, released=True)
        case e.HoldsRenewed(hold_ids=hold_ids):
            lines = tuple(
                replace(line, hold_id=hold_id, stock="", left=None, asked_again=False)
                for line, hold_id in zip(sale.lines, hold_ids, strict=True)
            )
            return replace(sale, lines=lines, released=False, undo=())
        case e.SaleVoided():
            return replace(sale, state="voided")
        case e.SaleCompleted():
            return replace(
                sale, state="completed", receipt_no=event.receipt_no, completed_at=event.completed_at
            )
        case e.StockAnswered(hold_id=hold_id, outcome=outcome, left=left):
            return _answer_stock(sale, hold_id, outcome, left)
        case _:
            return sale


def _change_amount(sale: Sale, event: e.QuantityChanged | e.LineWeighed) -> Sale:
    old = sale.line(event.line_id)
    if old is None:
        return sale
    source = event.source if isinstance(event, e.LineWeighed) else old.weight_source
    amount = line_amount(old.unit_price_minor, event.milli)
    undoes = isinstance(event, e.QuantityChanged) and event.cause == "undo"
    new = replace(old, milli=event.milli, amount_minor=amount, weight_source=source, asked_again=True)
    return _put(sale, old, new, undoes=undoes)


def _line_of(event: e.LineAdded) -> Line:
    return Line(
        line_id=event.line_id,
        hold_id=event.hold_id,
        product_id=event.product_id,
        code_text=event.code_text,
        name=event.name,
        unit=event.unit,
        milli=event.milli,
        unit_price_minor=event.unit_price_minor,
        amount_minor=line_amount(event.unit_price_minor, event.milli),
        tax_class=event.tax_class,
        rate_bp=event.rate_bp,
        stock_policy=event.stock_policy,
        tracked=event.tracked,
        minimum_age=event.minimum_age,
    )


def _tender_of(event: e.TenderTaken) -> Tender:
    return Tender(
        tender_id=event.tender_id,
        method=event.method,
        amount_minor=event.amount_minor,
        given_minor=event.given_minor,
        change_minor=event.change_minor,
        rounding_minor=event.rounding_minor,
        approval_code=event.approval_code,
    )


def _put(sale: Sale, old: Line | None, new: Line | None, *, undoes: bool) -> Sale:
    """Replace old by new (None.

    Not there) and carry the running sums along, without a walk over all lines.
    """
    some = new or old
    if some is None:
        return sale
    sums = add_amount(
        sale.sums,
        sale.rules,
        some.tax_class,
        some.rate_bp,
        (old.amount_minor if old else 0, new.amount_minor if new else 0),
    )
    index = sale.index_of(old.line_id) if old else None
    if index is None:
        lines = (*sale.lines, some)
    else:
        lines = sale.lines[:index] + ((new,) if new else ()) + sale.lines[index + 1 :]
    return replace(
        sale,
        lines=lines,
        sums=sums if new else _without_empty(sums, lines, some),
        item_milli=sale.item_milli + _items(new) - _items(old),
        waiting=sale.waiting + _waits(new) - _waits(old),
        highest_age=_highest_age(sale, lines, old, new),
        undo=_undone(sale.undo, new) if undoes else (*sale.undo[-(UNDO_DEPTH - 1) :], Undoable(old, new)),
    )


def _without_empty(sums: tuple[RateSum, ...], lines: tuple[Line, ...], gone: Line) -> tuple[RateSum, ...]:
    """A tax class whose last line was taken out has no row any more."""
    taxed = (gone.tax_class, gone.rate_bp)
    if any((line.tax_class, line.rate_bp) == taxed for line in lines):
        return sums
    return tuple(row for row in sums if (row.tax_class, row.rate_bp) != taxed)


def _undone(undo: tuple[Undoable, ...], new: Line | None) -> tuple[Undoable, ...]:
    """What can still be undone.

    A line that came back has new ids, under which its older changes are known now.
    """
    if not undo or undo[-1].after is not None or undo[-1].before is None or new is None:
        return undo[:-1]
    gone_id = undo[-1].before.line_id

    def renamed(line: Line | None) -> Line | None:
        if line is None or line.line_id != gone_id:
            return line
        return replace(line, line_id=new.line_id, hold_id=new.hold_id)

    return tuple(Undoable(renamed(row.before), renamed(row.after)) for row in undo[:-1])


def _items(line: Line | None) -> int:
    """How many items a line counts for: its pieces, or one for a weighed article."""
    if line is None:
        return 0
    return line.milli if line.unit == "each" else 1000


def _highest_age(sale: Sale, lines: tuple[Line, ...], old: Line | None, new: Line | None) -> int:
    if new is not None:
        return max(sale.highest_age, new.minimum_age)
    if old is not None and old.minimum_age:
        return max((line.minimum_age for line in lines), default=0)
    return sale.highest_age


def _waits(line: Line | None) -> int:
    return 1 if line is not None and line.waits else 0


def _answer_stock(sale: Sale, hold_id: str, outcome: str, left: int | None) -> Sale:
    for index in range(len(sale.lines) - 1, -1, -1):
        line = sale.lines[index]
        if line.hold_id == hold_id:
            answered = replace(line, stock=outcome, left=left, asked_again=False)
            return replace(sale, lines=(*sale.lines[:index], answered, *sale.lines[index + 1 :]))
    return sale
