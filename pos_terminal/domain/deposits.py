"""Bottle deposits: a line of their own that keeps the quantity of its article's line. Pure."""

from collections.abc import Callable

from pos_terminal.domain import day_events as d
from pos_terminal.domain import events as e
from pos_terminal.domain.catalog import Product
from pos_terminal.domain.decision import Ask, Decision, Refused
from pos_terminal.domain.sale import Line, Sale

NewId = Callable[[], str]


def with_deposit(decision: Decision, deposit: Product | None, rate_bp: int, new_id: NewId) -> Decision:
    """What was decided for an article, with its deposit's line behind each new line of it."""
    if isinstance(decision, Refused | Ask) or deposit is None:
        return decision
    events: list[e.Event] = []
    for event in decision:
        events.append(event)
        if isinstance(event, e.LineAdded) and event.milli:
            added = _added(event, deposit, rate_bp, new_id)
            events += [added, d.DepositLinked(event.sale_id, event.line_id, added.line_id)]
    return tuple(events)


def followed(sale: Sale, decision: tuple[e.Event, ...]) -> tuple[e.Event, ...]:
    """What was decided, with the deposits' lines following the lines that change or go."""
    events: list[e.Event] = []
    for event in decision:
        events.append(event)
        if isinstance(event, e.QuantityChanged | e.LineVoided):
            events += _follow(sale, event)
    return tuple(events)


def is_deposit(sale: Sale, line: Line) -> bool:
    """Whether a line is another one's deposit."""
    return any(row.deposit_line_id == line.line_id for row in sale.lines if row.deposit_line_id)


def _follow(sale: Sale, event: e.QuantityChanged | e.LineVoided) -> list[e.Event]:
    line = sale.line(event.line_id)
    deposit = sale.line(line.deposit_line_id) if line is not None and line.deposit_line_id else None
    if deposit is None:
        return []
    if isinstance(event, e.LineVoided):
        return [e.LineVoided(sale.sale_id, deposit.line_id, event.cause)]
    return [e.QuantityChanged(sale.sale_id, deposit.line_id, deposit.milli, event.milli, event.cause)]


def _added(article: e.LineAdded, deposit: Product, rate_bp: int, new_id: NewId) -> e.LineAdded:
    return e.LineAdded(
        sale_id=article.sale_id,
        line_id=new_id(),
        hold_id=new_id(),
        product_id=deposit.product_id,
        code_text=deposit.barcodes[0] if deposit.barcodes else deposit.product_id,
        name=deposit.name,
        unit=deposit.unit,
        milli=article.milli,
        unit_price_minor=deposit.price_minor,
        tax_class=deposit.tax_class,
        rate_bp=rate_bp,
        stock_policy=deposit.stock_policy,
        tracked=deposit.tracked,
        minimum_age=0,
        entry="deposit",
    )
