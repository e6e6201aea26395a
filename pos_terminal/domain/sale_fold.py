"""A sale folded from its events. Pure; every event changes it here and nowhere else."""

from collections.abc import Callable
from dataclasses import replace

from pos_terminal.domain import day_events as d
from pos_terminal.domain import events as e
from pos_terminal.domain.marks import NO_MARKS
from pos_terminal.domain.money import line_amount
from pos_terminal.domain.pricing.discounts import discount_of, shares
from pos_terminal.domain.sale import (
    UNDO_DEPTH,
    Asked,
    AskedReturn,
    Discount,
    Line,
    Returned,
    Sale,
    Tender,
    Undoable,
)
from pos_terminal.domain.tax import RateSum, TaxRules, add_amount, add_fixed


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
            asked = sale.asked if sale.asked and sale.asked.tender_id != event.tender_id else None
            return replace(sale, tenders=(*sale.tenders, _tender_of(event)), undo=(), asked=asked)
        case e.TenderTakenBack(tender_id=tender_id):
            return replace(sale, tenders=tuple(t for t in sale.tenders if t.tender_id != tender_id))
        case e.SaleParked(name_id=name_id):
            return replace(sale, state="parked", name_id=name_id)
        case e.SaleRecalled(business_day=business_day):
            return replace(sale, state="open", business_day=business_day or sale.business_day)
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
            return _completed(sale, event)
        case e.StockAnswered(hold_id=hold_id, outcome=outcome, left=left):
            return _answer_stock(sale, hold_id, outcome, left)
        case _:
            return _of_the_day(sale, event)


def _completed(sale: Sale, event: e.SaleCompleted) -> Sale:
    """Paid; the receipt goes to whoever took the money."""
    cashier = event.cashier or sale.cashier
    number, at = event.receipt_no, event.completed_at
    return replace(sale, state="completed", receipt_no=number, completed_at=at, cashier=cashier)


def _of_the_day(sale: Sale, event: e.Event) -> Sale:
    match event:
        case d.DiscountGiven(line_id="", kind=kind, value=value, reason=reason):
            return _shared(replace(sale, discount=Discount(kind, value, reason)))
        case d.DiscountRemoved(line_id=""):
            return _shared(replace(sale, discount=None))
        case d.DiscountGiven(line_id=line_id, kind=kind, value=value, reason=reason):
            return _reprice(sale, line_id, lambda line: replace(line, discount=Discount(kind, value, reason)))
        case d.DiscountRemoved(line_id=line_id):
            return _reprice(sale, line_id, lambda line: replace(line, discount=None))
        case d.PriceChanged(line_id=line_id):
            return _reprice(sale, line_id, lambda line: _with_price(line, event))
        case d.DepositLinked(line_id=line_id, deposit_line_id=deposit_line_id):
            linked = _relined(sale, line_id, lambda line: replace(line, deposit_line_id=deposit_line_id))
            return _shared(linked)
        case d.StockOverridden(line_id=line_id):
            return _relined(sale, line_id, lambda line: replace(line, stock_policy="allow"))
        case d.ReturnAsked():
            return replace(sale, asked_returns=(*sale.asked_returns, _asked_return(event)))
        case d.ReturnRefused(op_id=op_id):
            return _return_answered(sale, op_id)
        case d.ReturnLineAdded():
            return _return_answered(_put(sale, None, _return_line(event), undoes=False), event.op_id)
        case d.TenderAsked():
            asked = Asked(event.tender_id, event.method, event.amount_minor, event.account)
            return replace(sale, asked=asked, undo=())
        case d.TenderRefused(tender_id=tender_id):
            still = sale.asked if sale.asked and sale.asked.tender_id != tender_id else None
            return replace(sale, asked=still)
        case d.TenderCorrected():
            return replace(sale, tenders=corrected(sale.tenders, event))
        case d.CustomerAttached(customer_id=customer_id):
            return replace(sale, customer_id=customer_id)
        case _:
            return sale


def corrected(tenders: tuple[Tender, ...], event: d.TenderCorrected) -> tuple[Tender, ...]:
    """The tenders after one was booked under another way of paying."""
    return tuple(
        replace(tender, method=event.method) if tender.tender_id == event.tender_id else tender
        for tender in tenders
    )


def _with_price(line: Line, event: d.PriceChanged) -> Line:
    was_minor = line.unit_price_minor if line.list_price_minor is None else line.list_price_minor
    return replace(
        line, unit_price_minor=event.price_minor, list_price_minor=was_minor, price_reason=event.reason
    )


def _relined(sale: Sale, line_id: str, change: Callable[[Line], Line]) -> Sale:
    """A line with another mark; its amount stays."""
    lines = tuple(change(line) if line.line_id == line_id else line for line in sale.lines)
    return replace(sale, lines=lines)


def _reprice(sale: Sale, line_id: str, change: Callable[[Line], Line]) -> Sale:
    """A line at another price or discount. It cannot be undone: it is changed or removed by its own key."""
    old = sale.line(line_id)
    if old is None:
        return sale
    undo = sale.undo
    return replace(_put(sale, old, _priced(change(old)), undoes=False), undo=undo)


def _priced(line: Line) -> Line:
    """The line with the amount that its quantity, price and own discount make."""
    full_minor = line_amount(line.unit_price_minor, line.milli)
    off_minor = discount_of(line.discount, full_minor)
    amount_minor = full_minor - off_minor - line.share_minor
    return replace(line, amount_minor=amount_minor, discount_minor=off_minor)


def discounted_bases(sale: Sale) -> list[int]:
    """What each line brings into a discount of the basket; a deposit is paid back in full, so it has none."""
    deposits = {line.deposit_line_id for line in sale.lines}
    return [
        0 if line.is_return or line.line_id in deposits else line.amount_minor + line.share_minor
        for line in sale.lines
    ]


def _shared(sale: Sale) -> Sale:
    """The basket's discount spread anew over its lines; sums are made anew, for any line may have changed."""
    if sale.discount is None and not any(line.share_minor for line in sale.lines):
        return sale
    bases = discounted_bases(sale)
    parts = shares(sale.discount, bases)
    lines = tuple(
        line
        if line.is_return or line.share_minor == part
        else replace(line, amount_minor=line.amount_minor + line.share_minor - part, share_minor=part)
        for line, part in zip(sale.lines, parts, strict=True)
    )
    sums: tuple[RateSum, ...] = ()
    for line in lines:
        sums = _with_line(sums, sale.rules, line)
    return replace(sale, lines=lines, sums=sums)


def _with_line(sums: tuple[RateSum, ...], rules: TaxRules, line: Line, sign: int = 1) -> tuple[RateSum, ...]:
    """The sums with a line more (sign 1) or less (-1). What comes back carries the tax that it had."""
    if line.returned is not None:
        fixed = (sign * line.amount_minor, sign * line.returned.tax_minor)
        return add_fixed(sums, line.tax_class, line.rate_bp, fixed)
    amounts = (0, line.amount_minor) if sign > 0 else (line.amount_minor, 0)
    return add_amount(sums, rules, line.tax_class, line.rate_bp, amounts)


def _return_answered(sale: Sale, op_id: str) -> Sale:
    return replace(sale, asked_returns=tuple(row for row in sale.asked_returns if row.op_id != op_id))


def _asked_return(event: d.ReturnAsked) -> AskedReturn:
    return AskedReturn(
        event.op_id,
        event.original_sale_id,
        event.original_line_id,
        event.milli,
        event.reason,
        event.restock,
    )


def _return_line(event: d.ReturnLineAdded) -> Line:
    return Line(
        line_id=event.line_id,
        hold_id=event.hold_id,
        product_id=event.product_id,
        code_text=event.code_text,
        name=event.name,
        unit=event.unit,
        milli=event.milli,
        unit_price_minor=event.unit_price_minor,
        amount_minor=event.amount_minor,
        tax_class=event.tax_class,
        rate_bp=event.rate_bp,
        stock_policy="allow",
        tracked=event.tracked,
        minimum_age=0,
        returned=Returned(
            op_id=event.op_id,
            authority=event.authority,
            sale_id=event.original_sale_id,
            line_id=event.original_line_id,
            receipt_no=event.original_receipt_no,
            reason=event.reason,
            restock=event.restock,
            tax_minor=event.tax_minor,
            refunds=event.refunds,
        ),
        marks=event.marks or NO_MARKS,
    )


def _change_amount(sale: Sale, event: e.QuantityChanged | e.LineWeighed) -> Sale:
    old = sale.line(event.line_id)
    if old is None:
        return sale
    source = event.source if isinstance(event, e.LineWeighed) else old.weight_source
    undoes = isinstance(event, e.QuantityChanged) and event.cause == "undo"
    new = _priced(replace(old, milli=event.milli, weight_source=source, asked_again=True))
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
        marks=event.marks or NO_MARKS,
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
        account=event.account,
    )


def _put(sale: Sale, old: Line | None, new: Line | None, *, undoes: bool) -> Sale:
    """Replace old by new (None: not there) and carry the sums along, without a walk over all lines."""
    some = new or old
    if some is None:
        return sale
    index = sale.index_of(old.line_id) if old else None
    if index is None:
        lines = (*sale.lines, some)
    else:
        lines = sale.lines[:index] + ((new,) if new else ()) + sale.lines[index + 1 :]
    undo = sale.undo if some.is_return else _stacked(sale, old, new, undoes=undoes)
    changed = replace(
        sale,
        lines=lines,
        sums=_sums_after(sale, lines, old, new),
        item_milli=sale.item_milli + _items(new) - _items(old),
        waiting=sale.waiting + _waits(new) - _waits(old),
        highest_age=_highest_age(sale, lines, old, new),
        undo=undo,
    )
    return changed if sale.discount is None else _shared(changed)


def _sums_after(
    sale: Sale, lines: tuple[Line, ...], old: Line | None, new: Line | None
) -> tuple[RateSum, ...]:
    if old is not None and new is not None:  # the same line, at another amount
        amounts = (old.amount_minor, new.amount_minor)
        return add_amount(sale.sums, sale.rules, new.tax_class, new.rate_bp, amounts)
    if new is not None:
        return _with_line(sale.sums, sale.rules, new)
    if old is not None:
        return _without_empty(_with_line(sale.sums, sale.rules, old, -1), lines, old)
    return sale.sums


def _stacked(sale: Sale, old: Line | None, new: Line | None, *, undoes: bool) -> tuple[Undoable, ...]:
    if undoes:
        return _undone(sale.undo, new)
    return (*sale.undo[-(UNDO_DEPTH - 1) :], Undoable(old, new))


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
    if line.unit == "each":
        return line.milli
    return -1000 if line.is_return else 1000


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
