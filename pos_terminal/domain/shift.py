"""A shift's figures: what X and Z reports say, kept as a running fold. Pure.

Every figure is added to once for each sale, so a closing never has to read the day again.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from pos_terminal.domain.catalog import DEPARTMENT
from pos_terminal.domain.figures import MethodFigure, NameFigure, QuarterFigure, ShiftFigures
from pos_terminal.domain.sale import Line, Sale
from pos_terminal.domain.tax import TaxLine

QUARTER_MINUTES = 15

Row = TypeVar("Row")


def add_sale(figures: ShiftFigures, sale: Sale) -> ShiftFigures:
    """A completed sale, return or exchange."""
    returned = -sum(_gross(sale, line) for line in sale.lines if line.is_return)
    methods = figures.methods
    for tender in sale.tenders:
        methods = _add_tender(methods, tender.method, tender.amount_minor)
    discounts = figures.discounts
    for reason, amount_minor in sale.discounts_by_reason:
        discounts = _add_name(discounts, reason, amount_minor)
    return replace(
        figures,
        currency=sale.currency,
        decimals=sale.decimals,
        first_receipt_no=figures.first_receipt_no or sale.receipt_no,
        last_receipt_no=sale.receipt_no,
        sale_count=figures.sale_count + (0 if sale.kind == "return" else 1),
        return_count=figures.return_count + (0 if sale.kind == "sale" else 1),
        item_milli=figures.item_milli + sale.item_milli,
        gross_minor=figures.gross_minor + sale.total_minor,
        returned_minor=figures.returned_minor + returned,
        rounding_minor=figures.rounding_minor + sale.rounding_minor,
        discount_count=figures.discount_count + len(sale.discounts_by_reason),
        discount_minor=figures.discount_minor + sum(amount for _, amount in sale.discounts_by_reason),
        taxes=_add_taxes(figures.taxes, sale.taxes),
        methods=methods,
        quarters=_add_quarter(figures.quarters, sale),
        unfiled=_add_unfiled(figures.unfiled, sale),
        cashiers=_add_name(figures.cashiers, sale.cashier, sale.total_minor),
        discounts=discounts,
    )


def add_cash(figures: ShiftFigures, kind: str, amount_minor: int, reason: str) -> ShiftFigures:
    """Cash that came or went without a sale."""
    return replace(
        figures,
        cash=_add_name(figures.cash, kind, amount_minor),
        moves=_add_name(figures.moves, f"{kind}:{reason}" if reason else kind, amount_minor),
    )


def correct_tender(figures: ShiftFigures, was_method: str, method: str, amount_minor: int) -> ShiftFigures:
    """A tender was booked under a wrong way of paying: it moves to another, and nobody gave anything back."""
    methods = _merged(
        figures.methods,
        lambda row: row.method == was_method,
        lambda row: _without(row, amount_minor),
        MethodFigure(was_method, 0, 0, 0),
    )
    return replace(figures, methods=_add_tender(methods, method, amount_minor))


def _without(row: MethodFigure, amount_minor: int) -> MethodFigure:
    """The row as if that tender had never been booked there.

    What an earlier shift booked is not here to be taken out: it stands on the other side.
    """
    taken = row.taken_minor - max(amount_minor, 0)
    given_back = row.given_back_minor - max(-amount_minor, 0)
    return MethodFigure(
        row.method,
        max(row.count - 1, 0),
        max(taken, 0) + max(-given_back, 0),
        max(given_back, 0) + max(-taken, 0),
    )


def _add_unfiled(rows: tuple[NameFigure, ...], sale: Sale) -> tuple[NameFigure, ...]:
    """What was sold by department: the manager links its barcode, so that it is not asked for again."""
    for line in sale.lines:
        if line.product_id.startswith(DEPARTMENT) and not line.is_return:
            name = line.name if line.code_text == line.product_id else f"{line.code_text} ({line.name})"
            rows = _add_name(rows, name, line.amount_minor)
    return rows


def _add_tender(
    methods: tuple[MethodFigure, ...], method: str, amount_minor: int
) -> tuple[MethodFigure, ...]:
    taken, given_back = max(amount_minor, 0), max(-amount_minor, 0)

    def add(row: MethodFigure) -> MethodFigure:
        return MethodFigure(method, row.count + 1, row.taken_minor + taken, row.given_back_minor + given_back)

    return _merged(methods, lambda row: row.method == method, add, MethodFigure(method, 0, 0, 0))


def _add_name(rows: tuple[NameFigure, ...], name: str, amount_minor: int) -> tuple[NameFigure, ...]:
    def add(row: NameFigure) -> NameFigure:
        return NameFigure(name, row.count + 1, row.amount_minor + amount_minor)

    return _merged(rows, lambda row: row.name == name, add, NameFigure(name, 0, 0))


def _add_taxes(rows: tuple[TaxLine, ...], taxes: tuple[TaxLine, ...]) -> tuple[TaxLine, ...]:
    for tax in taxes:
        empty = TaxLine(tax.tax_class, tax.rate_bp, 0, 0, 0)
        rows = _merged(rows, partial(_same_rate, tax), partial(_plus, tax), empty)
    return rows


def _same_rate(tax: TaxLine, row: TaxLine) -> bool:
    return (row.tax_class, row.rate_bp) == (tax.tax_class, tax.rate_bp)


def _plus(tax: TaxLine, row: TaxLine) -> TaxLine:
    return TaxLine(
        tax.tax_class,
        tax.rate_bp,
        row.net_minor + tax.net_minor,
        row.tax_minor + tax.tax_minor,
        row.gross_minor + tax.gross_minor,
    )


def _add_quarter(rows: tuple[QuarterFigure, ...], sale: Sale) -> tuple[QuarterFigure, ...]:
    minute = int(sale.completed_at[14:16]) // QUARTER_MINUTES * QUARTER_MINUTES
    begins = f"{sale.completed_at[:14]}{minute:02d}"

    def add(row: QuarterFigure) -> QuarterFigure:
        return QuarterFigure(begins, row.sale_count + 1, row.gross_minor + sale.total_minor)

    return _merged(rows, lambda row: row.begins == begins, add, QuarterFigure(begins, 0, 0))


def _merged(
    rows: tuple[Row, ...], is_it: Callable[[Row], bool], add: Callable[[Row], Row], empty: Row
) -> tuple[Row, ...]:
    for index in range(len(rows) - 1, -1, -1):
        if is_it(rows[index]):
            return (*rows[:index], add(rows[index]), *rows[index + 1 :])
    return (*rows, add(empty))


def _gross(sale: Sale, line: Line) -> int:
    """What a line that comes back is worth, tax included, below zero."""
    if line.returned is None or sale.rules.prices_include_tax:
        return line.amount_minor
    return line.amount_minor + line.returned.tax_minor
