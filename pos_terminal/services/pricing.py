"""Discounts, other prices, goods that are not on file. Core thread only; the rules are in `domain`."""

from functools import partial

from pos_terminal import commands as c
from pos_terminal.domain import day_events as d
from pos_terminal.domain.catalog import DEPARTMENT, Product
from pos_terminal.domain.decision import Params
from pos_terminal.domain.pricing.discounts import WHOLE_BP, discount_of
from pos_terminal.domain.sale import Discount, Sale
from pos_terminal.domain.sale_fold import discounted_bases
from pos_terminal.services import rights, selling
from pos_terminal.services.core import Core
from pos_terminal.services.desk import Act
from pos_terminal.services.reasons import REASONS
from pos_terminal.views import LastItemView

MOST_PRICE_MINOR = 10**10


def give_discount(core: Core, asked: c.GiveDiscount) -> None:
    """Make a line or the basket cheaper, or take its discount away."""
    sale = core.till.sale
    full = _full(sale, asked.line_id) if sale is not None else None
    if sale is None or full is None:
        core.refuse("line_gone" if asked.line_id else "nothing_to_pay", {})
    elif sale.paying:
        core.refuse("payment_begun", {})
    elif asked.value == 0:
        _change(core, d.DiscountRemoved(sale.sale_id, asked.line_id), _priced_as(sale, asked.line_id))
    elif asked.value < 0 or asked.value > (WHOLE_BP if asked.kind == "percent" else full):
        core.refuse("discount_too_large", {})
    elif asked.reason not in REASONS["discount"]:
        core.refuse("reason_missing", {})
    else:
        share_bp = asked.value if asked.kind == "percent" else asked.value * WHOLE_BP // max(full, 1)
        right = "discount_large" if share_bp >= core.settings.large_discount_bp else "discount"
        given = d.DiscountGiven(sale.sale_id, asked.line_id, asked.kind, asked.value, asked.reason)
        params = _off(sale, asked.line_id, asked.kind, asked.value)
        run = partial(_change, core, given, _priced_as(sale, asked.line_id))
        rights.allow(core, Act(right, run, params, asked.reason, asked.line_id))


def change_price(core: Core, asked: c.ChangePrice) -> None:
    """Another unit price for a line."""
    sale = core.till.sale
    line = sale.line(asked.line_id) if sale is not None else None
    if sale is None or line is None or line.is_return:
        core.refuse("line_gone", {})
    elif sale.paying:
        core.refuse("payment_begun", {})
    elif not 0 <= asked.price_minor <= MOST_PRICE_MINOR:
        core.refuse("amount_unreadable", {})
    elif asked.reason not in REASONS["price"]:
        core.refuse("reason_missing", {})
    else:
        changed = d.PriceChanged(
            sale.sale_id, line.line_id, line.unit_price_minor, asked.price_minor, asked.reason
        )
        listed = line.unit_price_minor if line.list_price_minor is None else line.list_price_minor
        params: Params = {
            "name": line.name,
            "milli": line.milli,
            "unit": line.unit,
            "was_minor": listed,
            "amount_minor": asked.price_minor,
        }
        run = partial(_change, core, changed, _priced_as(sale, line.line_id))
        rights.allow(core, Act("price_change", run, params, asked.reason, line.line_id))


def sell_by_department(core: Core, asked: c.SellByDepartment) -> None:
    """Sell what is not on file; its barcode stays on the line, so that it can be linked later."""
    tax_class = dict(core.settings.departments).get(asked.department)
    if tax_class is None:
        core.refuse("department_unknown", {"department": asked.department})
    elif not 0 < asked.price_minor <= MOST_PRICE_MINOR:
        core.refuse("amount_missing", {})
    elif asked.milli <= 0:
        core.refuse("quantity_not_whole", {"name": asked.department})
    else:
        product = Product(
            f"{DEPARTMENT}{_slug(asked.department)}",
            asked.department,
            asked.price_minor,
            tax_class,
            tracked=False,
            category=asked.department,
        )
        core.desk.unknown_code = ""
        selling.add(core, product, asked.code_text or product.product_id, asked.milli, "department")


def discount_to_allow(core: Core) -> Act | None:
    """The act that is still missing where an amount off has become large since: goods were taken out.

    Its run only notes that it was allowed, by name; None: nothing is missing.
    """
    sale = core.till.sale
    if sale is None:
        return None
    rows = [("", sale.discount), *((line.line_id, line.discount) for line in sale.lines)]
    for line_id, discount in rows:
        if discount is None or discount.kind != "amount":
            continue
        share_bp = discount.value * WHOLE_BP // max(_full(sale, line_id) or 0, 1)
        key = (sale.sale_id, line_id, discount.value)
        if share_bp >= core.settings.large_discount_bp and key not in core.desk.allowed_discounts:
            run = partial(_allowed, core, key)
            params = _off(sale, line_id, discount.kind, discount.value)
            return Act("discount_large", run, params, discount.reason, line_id)
    return None


def _off(sale: Sale, line_id: str, kind: str, value: int) -> Params:
    """A discount for whoever has to approve it: of what, how much, and what is left to pay."""
    line = sale.line(line_id) if line_id else None
    full = _full(sale, line_id) or 0
    off_minor = discount_of(Discount(kind, value, ""), full)
    what: Params = {} if line is None else {"name": line.name, "milli": line.milli, "unit": line.unit}
    rate: Params = {"share_bp": value} if kind == "percent" else {}
    return {**what, **rate, "off_minor": off_minor, "was_minor": full, "amount_minor": full - off_minor}


def _allowed(core: Core, key: tuple[str, str, int]) -> None:
    if core.backing is None or core.commit(()):
        core.desk.allowed_discounts.add(key)


def _priced_as(sale: Sale, line_id: str) -> tuple[tuple[str, int, int], ...]:
    """What somebody sees who is asked about a price: the line, or all of the basket."""
    return tuple(
        (line.line_id, line.milli, line.amount_minor + line.share_minor)
        for line in sale.lines
        if line_id in ("", line.line_id)
    )


def _change(
    core: Core,
    event: d.DiscountGiven | d.DiscountRemoved | d.PriceChanged,
    seen: tuple[tuple[str, int, int], ...],
) -> None:
    """The line or basket may have changed while a manager was asked."""
    sale = core.till.sale
    if sale is None or sale.sale_id != event.sale_id or _full(sale, event.line_id) is None:
        core.refuse("line_gone", {})
        return
    if sale.paying or _priced_as(sale, event.line_id) != seen:
        core.refuse("payment_begun" if sale.paying else "question_gone", {})
        return
    large = core.backing is not None and core.backing.right == "discount_large"
    if not core.commit((event,)):
        return
    if large and isinstance(event, d.DiscountGiven):
        core.desk.allowed_discounts.add((sale.sale_id, event.line_id, event.value))
    core.desk.phase = "sale"
    now = core.till.sale
    line = now.line(event.line_id) if now else None
    off_minor = line.discount_minor if line else sum(row.share_minor for row in now.lines) if now else 0
    code = "discount_removed" if isinstance(event, d.DiscountRemoved) else "discount_given"
    if isinstance(event, d.PriceChanged):
        code = "price_changed"
    params: Params = {"amount_minor": -off_minor} if code == "discount_given" else {}
    if line is not None:
        core.desk.newest_line_id = line.line_id
        core.desk.last_item = LastItemView(
            "good", code, params, line.name, line.milli, line.unit, line.unit_price_minor, line.amount_minor
        )
    else:
        core.desk.last_item = LastItemView("good", code, params)
    core.desk.sound("good")


def _full(sale: Sale, line_id: str) -> int | None:
    """What a line costs before any discount, or all sold lines of the basket; None: it is not there."""
    if line_id:
        line = sale.line(line_id)
        return None if line is None or line.is_return else line.full_minor
    if not sale.lines:
        return None
    return sum(discounted_bases(sale))


def _slug(text: str) -> str:
    """A department as part of an article's id."""
    kept = "".join(char if char.isascii() and char.isalnum() else "-" for char in text.lower())
    return kept.strip("-")[:40] or "other"
