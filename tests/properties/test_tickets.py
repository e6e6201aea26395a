"""Random tickets add up to the cent, and whatever is returned of them gives back exactly what was paid.

TICKETS=100000 checks as many as issue and documents speak of (`make tickets`); the suite checks fewer.
"""

import os
import random
from collections import Counter

import pytest

from pos_terminal.domain import day_events as d
from pos_terminal.domain import events as e
from pos_terminal.domain.decision import Refused
from pos_terminal.domain.marks import Marks
from pos_terminal.domain.payments import tendering
from pos_terminal.domain.payments.methods import METHODS
from pos_terminal.domain.returns import Given, give, refund_plan, right_of
from pos_terminal.domain.sale import Sale
from pos_terminal.domain.sale_fold import evolve, start

TICKETS = int(os.environ.get("TICKETS", "3000"))
BLOCKS = 8
RATES = (("A", 1900), ("B", 700), ("C", 0), ("D", 550))
REASONS = ("damaged", "loyal")


def begun(luck: random.Random, number: int, *, includes: bool | None = None) -> Sale:
    return start(
        e.SaleStarted(
            sale_id=f"s{number}",
            business_day="2026-11-23",
            cashier="ann",
            currency="EUR",
            decimals=2,
            prices_include_tax=luck.random() < 0.7 if includes is None else includes,
            rounding=luck.choice(("line", "receipt")),
            cash_step_minor=luck.choice((0, 0, 5, 10)),
        )
    )


def marks_of(luck: random.Random, price: int) -> Marks:
    """A lot, or a label with its price, of measured goods or not."""
    if luck.random() < 0.5:
        return Marks(lot="L1", expiry="2026-12-01")
    content = luck.choice((0, luck.randint(1, 3000)))
    return Marks(price_minor=price, content_milli=content, content_unit="kg" if content else "")


def with_line(sale: Sale, luck: random.Random, name: str) -> Sale:
    tax_class, rate_bp = luck.choice(RATES)
    measured = luck.random() < 0.2
    milli = luck.randint(1, 5000) if measured else 1000 * luck.choice((1, 1, 1, 2, 3, 12, 144))
    price = luck.choice((0, 1, 9, 99, 100, luck.randint(1, 999), luck.randint(1, 99_999)))
    marks = marks_of(luck, price) if not measured and luck.random() < 0.4 else None
    return evolve(
        sale,
        e.LineAdded(
            sale_id=sale.sale_id,
            line_id=name,
            hold_id=name,
            product_id=name,
            code_text=name,
            name=name,
            unit="kg" if measured else "each",
            milli=milli,
            unit_price_minor=price,
            tax_class=tax_class,
            rate_bp=rate_bp,
            stock_policy="warn",
            tracked=True,
            minimum_age=0,
            entry="scan",
            marks=marks,
        ),
    )


def with_discounts(sale: Sale, luck: random.Random) -> Sale:
    for line in sale.lines:
        if luck.random() < 0.25:
            kind, value = luck.choice(
                (("percent", luck.randint(1, 10_000)), ("amount", luck.randint(1, 500)))
            )
            sale = evolve(
                sale, d.DiscountGiven(sale.sale_id, line.line_id, kind, value, luck.choice(REASONS))
            )
        elif luck.random() < 0.1:
            price = luck.randint(0, 2000)
            was = line.unit_price_minor
            sale = evolve(sale, d.PriceChanged(sale.sale_id, line.line_id, was, price, "damaged"))
    if luck.random() < 0.4:
        kind, value = luck.choice((("percent", luck.randint(1, 10_000)), ("amount", luck.randint(1, 3000))))
        sale = evolve(sale, d.DiscountGiven(sale.sale_id, "", kind, value, "loyal"))
    for line in sale.lines[:1]:
        if luck.random() < 0.2 and line.unit == "each":
            sale = evolve(sale, e.QuantityChanged(sale.sale_id, line.line_id, line.milli, 4000, "typed"))
    return sale


def paid(sale: Sale, luck: random.Random, number: int) -> Sale:
    """Any number of tenders, the last one whatever is due."""
    for turn in range(luck.choice((0, 0, 1, 2))):
        if sale.due_minor > 1:
            method = luck.choice(tuple(METHODS))
            sale = tendered(sale, method, luck.randint(1, sale.due_minor - 1), f"t{turn}")
    method = luck.choice(tuple(METHODS)) if sale.due_minor > 0 else "cash"
    amount = sale.due_minor + luck.choice((0, 5, 500)) if method == "cash" and sale.due_minor > 0 else None
    return completed(tendered(sale, method, amount, "last"), number)


def tendered(sale: Sale, method: str, amount_minor: int | None, tender_id: str) -> Sale:
    decision = tendering.take(sale, method, amount_minor, "77", tender_id, confirmed=True, account="SC-1")
    assert isinstance(decision, tuple), decision
    for event in decision:
        sale = evolve(sale, event)
    return sale


def completed(sale: Sale, number: int) -> Sale:
    if sale.due_minor:
        sale = tendered(sale, "cash", None, "rest")
    decision = tendering.complete(sale, (), f"T1-A{number:06d}", "2026-11-23T10:00:00.000Z")
    assert isinstance(decision, tuple)
    for event in decision:
        sale = evolve(sale, event)
    assert sale.state == "completed"
    return sale


def adds_up(sale: Sale) -> None:
    """Sum of lines = total = sum of tenders - rounding; change and tax too."""
    taxes = sale.taxes
    assert all(row.net_minor + row.tax_minor == row.gross_minor for row in taxes)
    assert sum(row.gross_minor for row in taxes) == sale.total_minor
    lines = sum(line.amount_minor for line in sale.lines)
    shown = sale.total_minor if sale.rules.prices_include_tax else sum(row.net_minor for row in taxes)
    assert lines == shown
    assert sum(t.amount_minor for t in sale.tenders) == sale.total_minor + sale.rounding_minor
    assert sum(t.given_minor - t.change_minor for t in sale.tenders) == sale.paid_minor
    for line in sale.lines:
        if not line.is_return:
            assert 0 <= line.amount_minor <= line.full_minor


def given_back(sale: Sale, luck: random.Random, number: int) -> tuple[int, int, Counter[tuple[str, str]]]:
    """Every line comes back in a random row of partial returns; value, tax and what each tender got."""
    right = right_of(sale)
    value = tax = 0
    refunds: Counter[tuple[str, str]] = Counter()
    back = begun(luck, number, includes=sale.rules.prices_include_tax)
    left = {line.line_id: line.milli for line in sale.lines if line.milli > 0}
    while left:
        line_id = luck.choice(tuple(left))
        line = sale.line(line_id)
        assert line is not None
        # Goods sold by the piece come back by the piece.
        step = luck.randint(1, left[line_id])
        step = step if line.unit != "each" else -(-step // 1000) * 1000
        outcome = give(right, line_id, step)
        assert not isinstance(outcome, Refused)
        right, given = outcome
        value += given.amount_minor + (given.tax_minor if right.adds_tax else 0)
        tax += given.tax_minor
        refunds.update({(part.method, part.account): part.amount_minor for part in given.refunds})
        back = evolve(back, return_line(back, sale, given, len(back.lines)))
        left[line_id] -= step
        if not left[line_id]:
            del left[line_id]
    assert all((row.milli, row.amount_minor, row.tax_minor) == (0, 0, 0) for row in right.lines)
    assert sum(line.units for line in back.lines) == -sum(line.units for line in sale.lines)
    refunded(back, luck, number)
    return value, tax, refunds


def return_line(back: Sale, sale: Sale, given: Given, place: int) -> d.ReturnLineAdded:
    line = sale.line(given.line_id)
    assert line is not None
    return d.ReturnLineAdded(
        sale_id=back.sale_id,
        line_id=f"r{place}",
        hold_id=f"r{place}",
        op_id=f"r{place}",
        authority="till",
        original_sale_id=sale.sale_id,
        original_line_id=line.line_id,
        original_receipt_no=sale.receipt_no,
        product_id=line.product_id,
        code_text=line.code_text,
        name=line.name,
        unit=line.unit,
        milli=-given.milli,
        unit_price_minor=line.unit_price_minor,
        amount_minor=-given.amount_minor,
        tax_minor=-given.tax_minor,
        tax_class=line.tax_class,
        rate_bp=line.rate_bp,
        tracked=True,
        restock=True,
        reason="defective",
        refunds=given.refunds,
        marks=line.marks,
    )


def refunded(back: Sale, luck: random.Random, number: int) -> None:
    """An exchange now and then; then what is owed goes back as it was paid."""
    if luck.random() < 0.3:
        back = with_line(back, luck, "new")
    plan = sorted(refund_plan(back), key=lambda part: part.method == "cash")
    for place, part in enumerate(plan):
        if back.due_minor < 0:
            amount = max(-part.amount_minor, back.due_minor)
            back = tendered(back, part.method, amount, f"b{place}")
    back = completed(back, number)
    adds_up(back)


@pytest.mark.parametrize("block", range(BLOCKS))
def test_tickets_add_up_and_come_back_to_the_cent(block: int) -> None:
    luck = random.Random(f"tickets {block}")
    for number in range(TICKETS // BLOCKS):
        sale = begun(luck, number)
        for place in range(luck.randint(1, 6)):
            sale = with_line(sale, luck, f"l{place}")
        sale = paid(with_discounts(sale, luck), luck, number)
        adds_up(sale)

        value, tax, refunds = given_back(sale, luck, number)

        assert value == sale.total_minor
        assert tax == sum(row.tax_minor for row in sale.taxes)
        brought: Counter[tuple[str, str]] = Counter()
        for tender in sale.tenders:
            brought[tender.method, tender.account] += tender.amount_minor
        assert all(amount <= brought[key] for key, amount in refunds.items())
