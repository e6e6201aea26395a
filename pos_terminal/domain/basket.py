"""What may happen to the lines of a basket. Pure: each function answers events, a refusal or a question.

Ids come in with the call; the state is the fold in `sale.py`.
"""

from collections.abc import Callable

from pos_terminal.domain import day_events as d
from pos_terminal.domain import events as e
from pos_terminal.domain.catalog import Product
from pos_terminal.domain.decision import Ask, Decision, Refused
from pos_terminal.domain.deposits import followed, is_deposit
from pos_terminal.domain.marks import NO_MARKS, Marks, said
from pos_terminal.domain.quantity import PIECE_MILLI, is_whole
from pos_terminal.domain.sale import Line, Sale, Undoable

ASK_ABOVE_MILLI = 9_999 * PIECE_MILLI
MOST_MILLI = 1_000_000 * PIECE_MILLI

NewId = Callable[[], str]


def add(
    sale: Sale,
    product: Product,
    code_text: str,
    rate_bp: int,
    milli: int | None,
    entry: str,
    new_id: NewId,
    *,
    confirmed: bool = False,
    merge: bool = True,
    marks: Marks = NO_MARKS,
) -> Decision:
    """Add an article; the same article at the same price joins its line unless it is weighed.

    milli: quantity keyed before it, or the scale's weight; None: one piece, or a line that waits for its
    weight. marks: what its code says of this piece; one with a price on its label is sold by the piece.
    """
    if sale.paying:
        return Refused("payment_begun")
    measured = product.measured and marks.price_minor is None
    wanted = milli if milli is not None else (0 if measured else PIECE_MILLI)
    if not measured and not is_whole(wanted):
        return Refused("quantity_not_whole", {"name": product.name})
    if marks.serial and (refused := _one_piece(sale, product, marks.serial, wanted)):
        return refused
    merged = _same(sale, product, marks) if merge and not measured else None
    after = wanted + (merged.milli if merged else 0)
    unusual = unusual_quantity(after, product.name, confirmed)
    if unusual is not None:
        return unusual
    if merged is not None:
        more = e.QuantityChanged(sale.sale_id, merged.line_id, merged.milli, after, "merge")
        return followed(sale, (more,))
    return (_added(sale.sale_id, product, code_text, rate_bp, wanted, entry, new_id, marks),)


def change_quantity(sale: Sale, line_id: str, milli: int, cause: str, *, confirmed: bool = False) -> Decision:
    """Set a line's quantity; nought voids it."""
    line = sale.line(line_id)
    if line is None:
        return Refused("line_gone")
    if sale.paying:
        return Refused("payment_begun")
    if line.is_return:
        return Refused("return_line_fixed", {"name": line.name})
    if milli == line.milli:
        return ()
    if milli <= 0:
        return followed(sale, (e.LineVoided(sale.sale_id, line_id, "key"),))
    if line.unit != "each":
        return weigh(sale, line_id, milli, "typed", confirmed=confirmed)
    if not is_whole(milli):
        return Refused("quantity_not_whole", {"name": line.name})
    if line.marks.serial and milli > PIECE_MILLI:
        return Refused("serial_one_piece", {"name": line.name, "serial": line.marks.serial})
    unusual = unusual_quantity(milli, line.name, confirmed)
    if unusual is not None:
        return unusual
    return followed(sale, (e.QuantityChanged(sale.sale_id, line_id, line.milli, milli, cause),))


def step(sale: Sale, line_id: str, steps: int, *, confirmed: bool = False) -> Decision:
    """One piece more or less; a weighed line has no steps but the last one down."""
    line = sale.line(line_id)
    if line is None:
        return Refused("line_gone")
    if line.is_return and steps > 0:
        return void_line(sale, line_id)
    if line.unit != "each" and steps > 0:
        return Refused("weighed_no_steps", {"name": line.name})
    if line.unit != "each":
        return void_line(sale, line_id)
    return change_quantity(sale, line_id, line.milli + steps * PIECE_MILLI, "key", confirmed=confirmed)


def weigh(sale: Sale, line_id: str, milli: int, source: str, *, confirmed: bool = False) -> Decision:
    """Give a weighed line its weight."""
    line = sale.line(line_id)
    if line is None:
        return Refused("line_gone")
    if sale.paying:
        return Refused("payment_begun")
    if line.is_return:
        return Refused("return_line_fixed", {"name": line.name})
    if line.unit == "each":
        return Refused("not_weighed", {"name": line.name})
    if milli <= 0:
        return Refused("weight_missing", {"name": line.name})
    return unusual_quantity(milli, line.name, confirmed) or (
        e.LineWeighed(sale.sale_id, line_id, milli, source),
    )


def void_line(sale: Sale, line_id: str) -> Decision:
    """Take a line out."""
    if sale.paying:
        return Refused("payment_begun")
    if sale.line(line_id) is None:
        return Refused("line_gone")
    return followed(sale, (e.LineVoided(sale.sale_id, line_id, "void"),))


def answer_age(sale: Sale, allowed: bool) -> Decision:
    """The answer to the age question; a no takes the lines out that need the age."""
    age = sale.open_age
    if not age:
        return Refused("question_gone")
    answered = e.AgeAnswered(sale.sale_id, age, allowed)
    if allowed:
        return (answered,)
    too_young = [line for line in sale.lines if line.minimum_age > sale.confirmed_age]
    voids = tuple(e.LineVoided(sale.sale_id, line.line_id, "age") for line in too_young)
    return followed(sale, (answered, *voids))


def undo(sale: Sale, new_id: NewId) -> Decision:
    """Take back the last change of the basket, then the one before it."""
    if sale.paying:
        return Refused("payment_begun")
    if not sale.undo:
        return Refused("nothing_to_undo")
    last = sale.undo[-1]
    events = _undone(sale.sale_id, last, new_id)
    owner = sale.undo[-2] if len(sale.undo) > 1 else None
    if owner is None or not _belongs(sale, owner, last):
        return events
    both = (*events, *_undone(sale.sale_id, owner, new_id))
    added = [event for event in both if isinstance(event, e.LineAdded)]
    if len(added) < 2:
        return both
    return (*both, d.DepositLinked(sale.sale_id, added[1].line_id, added[0].line_id))


def _undone(sale_id: str, step: Undoable, new_id: NewId) -> tuple[e.Event, ...]:
    if step.before is None:
        return (e.LineVoided(sale_id, step.after.line_id, "undo"),) if step.after else ()
    if step.after is None:
        return _again(sale_id, step.before, new_id)
    return (e.QuantityChanged(sale_id, step.after.line_id, step.after.milli, step.before.milli, "undo"),)


def _belongs(sale: Sale, owner: Undoable, deposit: Undoable) -> bool:
    """Whether the second change is the deposit's, which came with the first one."""
    if deposit.after is not None:
        return is_deposit(sale, deposit.after)
    if owner.before is None or deposit.before is None:
        return False
    return owner.before.deposit_line_id == deposit.before.line_id


def ready_to_pay(sale: Sale | None, *, refuse_unknown_stock: bool = False) -> Refused | None:
    """Why the basket cannot be paid yet, None when it can.

    refuse_unknown_stock: a line of policy `block` must have been answered by the counters.
    """
    if sale is None or not sale.lines:
        return Refused("nothing_to_pay")
    if sale.waiting:
        name = next(line.name for line in sale.lines if line.waits)
        return Refused("needs_weight", {"name": name})
    if sale.open_age:
        return Refused("needs_age", {"age": sale.open_age})
    for line in sale.lines:
        if line.stock_policy != "block" or not line.tracked:
            continue
        if is_short(line):
            return Refused("stock_short", {"name": line.name, "left": line.left or 0})
        if refuse_unknown_stock and (line.stock == "unknown" or not line.stock_answered):
            return Refused("stock_unknown", {"name": line.name})
    return None


def is_short(line: Line) -> bool:
    """Whether there is less than this line takes, by the counter, of an article that blocks."""
    blocks = line.stock_policy == "block" and line.tracked
    return blocks and line.stock == "short" and line.stock_answered


def unusual_quantity(milli: int, name: str, confirmed: bool) -> Ask | Refused | None:
    """What speaks against a quantity or weight: it is asked back once, or cannot be."""
    if milli > MOST_MILLI:
        return Refused("quantity_too_large", {"name": name})
    if milli > ASK_ABOVE_MILLI and not confirmed:
        return Ask("quantity_large", {"name": name, "milli": milli})
    return None


def _one_piece(sale: Sale, product: Product, serial: str, milli: int) -> Refused | None:
    """A serial number is one piece: it is sold once."""
    if milli > PIECE_MILLI:
        return Refused("serial_one_piece", {"name": product.name, "serial": serial})
    for line in sale.lines:
        if line.marks.serial == serial and line.product_id == product.product_id and not line.is_return:
            return Refused("serial_twice", {"name": product.name, "serial": serial})
    return None


def _same(sale: Sale, product: Product, marks: Marks) -> Line | None:
    price_minor = product.price_minor if marks.price_minor is None else marks.price_minor
    for line in reversed(sale.lines):
        if (
            line.product_id == product.product_id
            and line.unit_price_minor == price_minor
            and line.unit == "each"
            and line.marks == marks
            and _is_plain(line)
            and not is_deposit(sale, line)
        ):
            return line
    return None


def _is_plain(line: Line) -> bool:
    """Neither coming back nor at a price of its own."""
    return not line.is_return and line.discount is None and line.list_price_minor is None


def _added(
    sale_id: str,
    product: Product,
    code_text: str,
    rate_bp: int,
    milli: int,
    entry: str,
    new_id: NewId,
    marks: Marks,
) -> e.LineAdded:
    labelled = marks.price_minor is not None
    # Of a measured article at its label's price only the content says how much leaves the stock.
    counted = not (labelled and product.measured) or marks.content_milli > 0
    return e.LineAdded(
        sale_id=sale_id,
        line_id=new_id(),
        hold_id=new_id(),
        product_id=product.product_id,
        code_text=code_text,
        name=product.name,
        unit="each" if labelled else product.unit,
        milli=milli,
        unit_price_minor=product.price_minor if marks.price_minor is None else marks.price_minor,
        tax_class=product.tax_class,
        rate_bp=rate_bp,
        stock_policy=product.stock_policy,
        tracked=product.tracked and counted,
        minimum_age=product.minimum_age,
        entry=entry,
        marks=said(marks),
    )


def _again(sale_id: str, line: Line, new_id: NewId) -> tuple[e.Event, ...]:
    """A voided line comes back under new ids: a hold that was released is never used again."""
    added = _added_again(sale_id, line, new_id)
    events: tuple[e.Event, ...] = (added,)
    if line.list_price_minor is not None:
        price = (line.list_price_minor, line.unit_price_minor, line.price_reason)
        events = (*events, d.PriceChanged(sale_id, added.line_id, *price))
    if line.discount is not None:
        discount = (line.discount.kind, line.discount.value, line.discount.reason)
        events = (*events, d.DiscountGiven(sale_id, added.line_id, *discount))
    return events


def _added_again(sale_id: str, line: Line, new_id: NewId) -> e.LineAdded:
    list_price_minor = line.unit_price_minor if line.list_price_minor is None else line.list_price_minor
    return e.LineAdded(
        sale_id=sale_id,
        line_id=new_id(),
        hold_id=new_id(),
        product_id=line.product_id,
        code_text=line.code_text,
        name=line.name,
        unit=line.unit,
        milli=line.milli,
        unit_price_minor=list_price_minor,
        tax_class=line.tax_class,
        rate_bp=line.rate_bp,
        stock_policy=line.stock_policy,
        tracked=line.tracked,
        minimum_age=line.minimum_age,
        entry="undo",
        marks=said(line.marks),
    )
