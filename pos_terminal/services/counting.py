"""Counting: what stands on the shelf becomes the stock at the centre, and then the shared counters.

The movement first, then the counter, so that it may be interrupted anywhere and given again under the same
count id. Runs on the thread of whoever asks; sees ports only.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pos_terminal.domain.barcodes import Code, parse
from pos_terminal.domain.catalog import Product
from pos_terminal.domain.inventory import Look
from pos_terminal.domain.quantity import PIECE_MILLI, base_units
from pos_terminal.errors import BadInput
from pos_terminal.services.ports import Catalogue, StockCentre, StockWatch
from pos_terminal.services.reconciling import counted_articles, settle_seen

_AT_ONCE = 50
_MOST_MILLI = 10**12


@dataclass(frozen=True, slots=True)
class CountResult:
    """What became of a count. problems: a plain sentence each; what they name was not counted."""

    counted: int = 0
    earlier: int = 0
    counters_made: int = 0
    problems: tuple[str, ...] = ()


def read_count(
    rows: Sequence[Mapping[str, str | None]], catalogue: Catalogue
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Base units by article from rows with `product_id` or `barcode`, and `on_hand`; and what is wrong.

    on_hand: in the article's own unit: whole pieces, or kilograms and the like with up to three decimals.
    """
    counted: dict[str, int] = {}
    problems: list[str] = []
    for line, row in enumerate(rows, start=2):
        try:
            product = _product(row, catalogue)
            if product.product_id in counted:
                raise BadInput(f"{product.product_id} is counted twice; add the two up.")
            counted[product.product_id] = _units(row.get("on_hand") or "", product)
        except BadInput as error:
            problems.append(f"Line {line}: {error}")
    return counted, tuple(problems)


def book_count(
    audit: StockWatch, centre: StockCentre, count_id: str, counted: Mapping[str, int]
) -> CountResult:
    """Book a count; what cannot be booked now is named, and may be given again with all the rest.

    Raises StockUnavailable and CentreUnavailable; what was done until then is found done by the next call.
    """
    total = CountResult()
    ids = sorted(counted)
    for start in range(0, len(ids), _AT_ONCE):
        some = {product_id: counted[product_id] for product_id in ids[start : start + _AT_ONCE]}
        total = _sum(total, _book(audit, centre, count_id, some))
    return total


def make_counters(audit: StockWatch, centre: StockCentre) -> CountResult:
    """Make the counters that are missing, from what the centre counts."""
    total = CountResult()
    for ids in counted_articles(centre, _AT_ONCE):
        total = _sum(total, _settle_and_make(audit, centre, ids))
    return total


def _book(audit: StockWatch, centre: StockCentre, count_id: str, counted: Mapping[str, int]) -> CountResult:
    looks = {product_id: audit.look(product_id) for product_id in counted}
    stocks = centre.stock_of(list(looks), _sold(looks.values()))
    under_way = {
        product_id
        for product_id, look in looks.items()
        if set(_sold([look])) - {movement.hold_id for movement in stocks[product_id].movements}
    }
    problems = [
        f"{product_id} was not counted: goods that were sold are still on their way to the centre; "
        "let the tills upload, then give the same count again."
        for product_id in sorted(under_way)
    ]
    ready = {product_id: units for product_id, units in counted.items() if product_id not in under_way}
    booked = centre.book_count(count_id, ready)
    problems += [
        f"{row.product_id} was counted as {row.units} under this count before, and stays so; "
        "give a new count an id of its own with --count-id."
        for row in booked
        if row.earlier and row.units != counted[row.product_id]
    ]
    earlier = sum(row.earlier for row in booked)
    result = CountResult(len(booked) - earlier, earlier, problems=tuple(problems))
    return _sum(result, _settle_and_make(audit, centre, list(ready)))


def _settle_and_make(audit: StockWatch, centre: StockCentre, ids: Sequence[str]) -> CountResult:
    """Settle what the centre has; then, at rest, make the counters that are missing."""
    not_after_ms = audit.settle_deadline()
    looks = {product_id: audit.look(product_id) for product_id in ids}
    stocks = centre.stock_of(ids, _hold_ids(looks.values()))
    settle_seen(audit, centre, [move for stock in stocks.values() for move in stock.movements], not_after_ms)
    missing = {product_id: audit.look(product_id) for product_id in ids if looks[product_id].counter is None}
    # Asked after the looks: an upload in between shows as a movement, and then it is not at rest.
    stocks = centre.stock_of(list(missing), _hold_ids(missing.values()))
    made = 0
    problems: list[str] = []
    for product_id, look in missing.items():
        stock = stocks[product_id]
        at_rest = stock.on_hand is not None and not stock.movements
        if at_rest and audit.create(product_id, look, (stock.on_hand or 0) - look.held):
            made += 1
        else:
            problems.append(f"{product_id} has no counter yet, for it is being sold; give the command again.")
    return CountResult(counters_made=made, problems=tuple(problems))


def _product(row: Mapping[str, str | None], catalogue: Catalogue) -> Product:
    products: tuple[Product, ...]
    product_id, code_text = (row.get("product_id") or "").strip(), (row.get("barcode") or "").strip()
    if product_id:
        found = catalogue.by_id(product_id)
        products = (found,) if found else ()
    else:
        code = parse(code_text)
        products = catalogue.by_code(code.keys) if isinstance(code, Code) else ()
    if not products:
        named = product_id or code_text or "no product_id and no barcode"
        raise BadInput(f"{named} is not in the article file; import it first, or correct the line.")
    if len(products) > 1:
        ids = ", ".join(product.product_id for product in products)
        raise BadInput(f"{code_text} is the barcode of several articles ({ids}); name one by product_id.")
    if not products[0].tracked:
        raise BadInput(f"{products[0].product_id} is an article without stock; take the line out.")
    return products[0]


def _units(text: str, product: Product) -> int:
    whole, _, decimals = text.strip().replace(",", ".").partition(".")
    digits = whole + decimals
    measured = product.unit != "each"
    good = digits.isascii() and digits.isdigit() and len(decimals.rstrip("0")) <= (3 if measured else 0)
    milli = int(whole or "0") * PIECE_MILLI + int(decimals[:3].ljust(3, "0")) if good else _MOST_MILLI
    if milli >= _MOST_MILLI:
        what = f"{product.unit} with up to three decimals" if measured else "whole pieces"
        raise BadInput(f"on_hand of {product.product_id} is {text!r}; write {what}, not below zero.")
    return base_units(milli, product.unit)


def _hold_ids(looks: Iterable[Look]) -> list[str]:
    return [hold.hold_id for look in looks for hold in look.holds]


def _sold(looks: Iterable[Look]) -> list[str]:
    return [hold.hold_id for look in looks for hold in look.holds if hold.sold]


def _sum(one: CountResult, other: CountResult) -> CountResult:
    return CountResult(
        counted=one.counted + other.counted,
        earlier=one.earlier + other.earlier,
        counters_made=one.counters_made + other.counters_made,
        problems=one.problems + other.problems,
    )
