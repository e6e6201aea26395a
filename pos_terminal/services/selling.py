"""What the core does with articles that were found, and with commands for the basket.

Core thread only; the rules are in `domain.basket`. How a code becomes an article: `scanning.py`.
"""

from functools import partial

from pos_terminal.domain import basket
from pos_terminal.domain import events as e
from pos_terminal.domain.catalog import Product
from pos_terminal.domain.decision import Ask, Decision, Refused
from pos_terminal.domain.deposits import is_deposit, with_deposit
from pos_terminal.domain.labels import PLAIN, Piece
from pos_terminal.domain.money import line_amount
from pos_terminal.domain.quantity import PIECE_MILLI
from pos_terminal.domain.sale import Line, Sale
from pos_terminal.domain.sale_fold import start
from pos_terminal.errors import StorageUnavailable
from pos_terminal.services import slips
from pos_terminal.services.core import Core
from pos_terminal.services.timestamps import utc_text
from pos_terminal.views import LastItemView, Level


def article(core: Core, product_id: str) -> Product | Refused:
    """An article by its id, if it is still sold."""
    try:
        product = core.catalogue.by_id(product_id)
    except StorageUnavailable as error:
        return Refused("catalogue_failed", {"reason": str(error)})
    return product if product is not None and product.active else Refused("product_gone")


def add(
    core: Core,
    product: Product,
    text: str,
    milli: int | None,
    entry: str,
    piece: Piece = PLAIN,
    *,
    confirmed: bool = False,
) -> None:
    """Put an article into the basket, beginning one where there is none. piece: what its code said of it."""
    deposit = _deposit_of(core, product)
    if isinstance(deposit, Refused):
        core.refuse(deposit.code, deposit.params)
        return
    begun = core.till.sale is None
    sale, events = open_sale(core)
    by_weight = product.measured and piece.marks.price_minor is None
    weight = _weight_for(core, piece, milli) if by_weight else (0, "")
    decision = basket.unusual_quantity(weight[0], product.name, confirmed) or basket.add(
        sale,
        product,
        text,
        core.settings.rates_bp[product.tax_class],
        None if by_weight else milli,
        entry,
        core.new_id,
        confirmed=confirmed,
        merge=core.settings.merge_same_article,
        marks=piece.marks,
    )
    if not isinstance(decision, Refused | Ask):
        decision = with_deposit(decision, *deposit, core.new_id)
    if not isinstance(decision, Refused | Ask):
        decision = (*events, *decision, *_weighed(decision, weight))
    if core.decide(decision, retry=partial(add, core, product, text, milli, entry, piece, confirmed=True)):
        _added(core, decision, piece, begun=begun)


def _deposit_of(core: Core, product: Product) -> tuple[Product | None, int] | Refused:
    """What is charged with each unit and its tax rate, if anything is; or why it cannot be sold now."""
    if product.tax_class not in core.settings.rates_bp:
        return Refused("tax_class_unknown", {"name": product.name, "tax_class": product.tax_class})
    if not core.till.shift_id:
        return Refused("shift_closed_now")
    deposit = article(core, product.deposit_id) if product.deposit_id else None
    deposit_bp = core.settings.rates_bp.get(deposit.tax_class) if isinstance(deposit, Product) else 0
    if isinstance(deposit, Refused) or deposit_bp is None:
        return Refused("deposit_missing", {"name": product.name})
    return deposit, deposit_bp


def _added(core: Core, decision: Decision, piece: Piece, *, begun: bool) -> None:
    if begun:
        core.desk.clear_notices()
    core.desk.phase, core.desk.pay_wait_until_ns = "sale", None
    core.desk.search, core.desk.searching = None, False
    _show_added(core, decision)
    if piece.warning is not None:
        _warn_of(core, piece.warning)


def change(core: Core, decision: Decision, retry: partial[None] | None = None) -> None:
    """Carry out a change of the basket and show the line that it touched."""
    core.desk.pay_wait_until_ns = None
    if core.desk.phase == "tender" and core.till.sale is not None and not core.till.sale.paying:
        core.desk.phase = "sale"
    if decision and core.decide(decision, retry):
        _show_added(core, decision)


def weigh(core: Core, line_id: str, milli: int, source: str, *, confirmed: bool = False) -> None:
    """Give a waiting line its weight."""
    if core.till.sale is None:
        core.refuse("line_gone", {})
        return
    decision = basket.weigh(core.till.sale, line_id, milli, source, confirmed=confirmed)
    change(core, decision, partial(weigh, core, line_id, milli, source, confirmed=True))


def use_scale(core: Core, milli: int) -> None:
    """A stable weight lies on the scale: the newest waiting line takes it; a weight is taken once."""
    core.desk.scale_milli = milli
    sale = core.till.sale
    if milli <= 0 or sale is None or not sale.waiting:
        return
    waiting = next(line for line in reversed(sale.lines) if line.waits)
    core.desk.scale_milli = 0
    weigh(core, waiting.line_id, milli, "scale")


def step(core: Core, line_id: str, steps: int, *, confirmed: bool = False) -> None:
    """`+` and `-` on a line."""
    if core.till.sale is None:
        core.refuse("line_gone", {})
        return
    decision = basket.step(core.till.sale, line_id, steps, confirmed=confirmed)
    change(core, decision, partial(step, core, line_id, steps, confirmed=True))


def set_quantity(core: Core, line_id: str, milli: int, *, confirmed: bool = False) -> None:
    """A quantity typed for a line."""
    if core.till.sale is None:
        core.refuse("line_gone", {})
        return
    decision = basket.change_quantity(core.till.sale, line_id, milli, "typed", confirmed=confirmed)
    change(core, decision, partial(set_quantity, core, line_id, milli, confirmed=True))


def answer_age(core: Core, sale: Sale, allowed: bool) -> None:
    """Whether the customer is old enough; a no takes the lines out that need the age."""
    if core.decide(basket.answer_age(sale, allowed)):
        now = core.till.sale
        core.desk.newest_line_id = now.lines[-1].line_id if now and now.lines else ""
        if not allowed:
            core.desk.last_item = LastItemView("warn", "age_refused", {})
        core.desk.sound("good")


def repeat_last(core: Core) -> None:
    """Once more what was added last."""
    sale = core.till.sale
    line = (sale.line(core.desk.newest_line_id) or (sale.lines[-1] if sale.lines else None)) if sale else None
    if line is None:
        core.refuse("nothing_to_repeat", {})
        return
    product = article(core, line.product_id)
    if isinstance(product, Refused):
        core.refuse(product.code, product.params)
        return
    if line.weight_source == "label" or line.marks.price_minor is not None:
        core.refuse("label_not_repeated", {"name": line.name})
        return
    add(core, product, line.code_text, _added_as_case(sale, line, product), "repeat", Piece(line.marks))


def _added_as_case(sale: Sale | None, line: Line, product: Product) -> int | None:
    """How many were added last to a line, where that was a case of the article; else None."""
    for row in reversed(sale.undo if sale is not None else ()):
        if row.after is not None and row.after.line_id == line.line_id:
            added = row.after.milli - (row.before.milli if row.before is not None else 0)
            return added if any(added == units * PIECE_MILLI for _, units in product.packs) else None
    return None


def void_sale(core: Core) -> None:
    """Throw the basket away."""
    sale = core.till.sale
    if sale is None:
        core.refuse("nothing_to_void", {})
    elif sale.paying:
        core.refuse("payment_begun", {})
    elif core.commit(slips.of_basket(core, e.SaleVoided(sale.sale_id))):
        _clear(core, "sale_voided")


def park(core: Core, name: str) -> None:
    """Put the basket aside."""
    sale = core.till.sale
    if sale is None or not sale.lines:
        core.refuse("nothing_to_park", {})
    elif sale.paying:
        core.refuse("payment_begun", {})
    else:
        parked, personal = _parking(core, sale, name)
        if core.commit(slips.of_basket(core, parked), personal=personal):
            _clear(core, "sale_parked")


def recall(core: Core, sale_id: str) -> None:
    """Take a parked basket up; the one on the counter is put aside meanwhile."""
    if not any(parked.sale.sale_id == sale_id for parked in core.till.parked):
        core.refuse("parked_gone", {})
        return
    if not core.till.shift_id:
        core.refuse("shift_closed_now", {})
        return
    current = core.till.sale
    if current is not None and current.paying:
        core.refuse("payment_begun", {})
        return
    before: tuple[e.Event, ...] = ()
    if current is not None:
        before = (
            e.SaleParked(current.sale_id, current.name_id)
            if current.lines
            else e.SaleVoided(current.sale_id),
        )
    if core.commit((*before, e.SaleRecalled(sale_id, core.till.business_day), *_renewed(core, sale_id))):
        _clear(core, "sale_recalled")
        lines = core.till.sale.lines if core.till.sale else ()
        core.desk.newest_line_id = lines[-1].line_id if lines else ""


def _clear(core: Core, code: str) -> None:
    desk = core.desk
    desk.phase, desk.next_milli, desk.pending, desk.newest_line_id = "sale", None, None, ""
    desk.pay_wait_until_ns = None
    desk.voucher, desk.voucher_left_minor = "", None
    desk.clear_notices()
    desk.notice("info", code, {}, core.now_text())
    desk.last_item = LastItemView("info", code, {})


def _renewed(core: Core, sale_id: str) -> tuple[e.Event, ...]:
    sale = core.till.find(sale_id)
    if sale is None or not sale.released:
        return ()
    return (e.HoldsRenewed(sale_id, tuple(core.new_id() for _ in sale.lines)),)


def release_old_parked(core: Core) -> None:
    """Give the stock of baskets back that were parked too long; they stay parked."""
    oldest = utc_text(core.clock.utc_ms() - core.settings.park_hold_ms)
    for parked in core.till.parked:
        if parked.parked_at < oldest and not parked.sale.released:
            core.commit((e.HoldsReleased(parked.sale.sale_id),))


def _parking(core: Core, sale: Sale, name: str) -> tuple[e.SaleParked, tuple[tuple[str, str, str], ...]]:
    clean = " ".join(name.split())[:80]
    if not clean:
        return e.SaleParked(sale.sale_id, ""), ()
    name_id = core.new_id()
    return e.SaleParked(sale.sale_id, name_id), ((name_id, "parked", clean),)


def open_sale(core: Core) -> tuple[Sale, tuple[e.Event, ...]]:
    """The basket on the counter, or a new one with the event that begins it."""
    if core.till.sale is not None:
        return core.till.sale, ()
    settings = core.settings
    started = e.SaleStarted(
        sale_id=core.new_id(),
        business_day=core.till.business_day,
        cashier=core.till.staff_id or settings.cashier,
        currency=settings.currency,
        decimals=settings.decimals,
        prices_include_tax=settings.tax.prices_include_tax,
        rounding=settings.tax.rounding,
        cash_step_minor=settings.cash_step_minor,
    )
    return start(started), (started,)


def _weight_for(core: Core, piece: Piece, milli: int | None) -> tuple[int, str]:
    """The weight of a weighed article: its label's, keyed before it, or on the scale; 0: it has to wait."""
    if piece.weight_milli:
        return piece.weight_milli, "label"
    if milli is not None:
        return milli, "typed"
    weight, core.desk.scale_milli = core.desk.scale_milli, 0
    return weight, "scale"


def _weighed(decision: tuple[e.Event, ...], weight: tuple[int, str]) -> tuple[e.Event, ...]:
    milli, source = weight
    return tuple(
        e.LineWeighed(event.sale_id, event.line_id, milli, source)
        for event in decision
        if milli > 0 and isinstance(event, e.LineAdded)
    )


def _show_added(core: Core, decision: Decision) -> None:
    """Put the line that was touched last into the large field."""
    sale = core.till.sale
    if sale is None or isinstance(decision, Refused | Ask):
        return
    touched = [
        line
        for event in decision
        if isinstance(event, e.LineAdded | e.QuantityChanged | e.LineWeighed)
        and (line := sale.line(event.line_id)) is not None
        and not is_deposit(sale, line)
    ]
    line = touched[-1] if touched else None
    if line is None:
        core.desk.last_item = LastItemView("info", "line_voided", {})
        core.desk.newest_line_id = sale.lines[-1].line_id if sale.lines else ""
        core.desk.sound("good")
        return
    core.desk.newest_line_id = line.line_id
    core.desk.last_item = _item_of(line)
    core.desk.sound("question" if line.waits or sale.open_age else "good")


def _item_of(line: Line) -> LastItemView:
    return LastItemView(
        "warn" if line.waits else "good",
        "needs_weight" if line.waits else "added",
        {},
        line.name,
        line.milli,
        line.unit,
        line.unit_price_minor,
        line_amount(line.unit_price_minor, line.milli),
    )


def warn_of_stock(core: Core, line: Line) -> None:
    """Tell the cashier when the shared counter says that a line is more than there is."""
    if line.stock in ("short", "below"):
        params: dict[str, str | int] = {"name": line.name, "left": max(line.left or 0, 0)}
        level: Level = "bad" if line.stock == "short" else "warn"
        core.desk.notice(level, f"line_stock_{line.stock}", params, core.now_text())
        if core.desk.last_item is not None and core.desk.newest_line_id == line.line_id:
            core.desk.last_item = _as_warning(core.desk.last_item, f"line_stock_{line.stock}", params)


def _warn_of(core: Core, warning: Refused) -> None:
    """It is sold, and the cashier should know: seen and heard, and kept until it was read."""
    core.desk.notice("warn", warning.code, warning.params, core.now_text())
    if core.desk.last_item is not None:
        core.desk.last_item = _as_warning(core.desk.last_item, warning.code, warning.params)
    core.desk.sound("question")


def _as_warning(item: LastItemView, code: str, params: dict[str, str | int]) -> LastItemView:
    """The same item, shown as a warning."""
    return LastItemView(
        "warn", code, params, item.name, item.milli, item.unit, item.unit_price_minor, item.amount_minor
    )
