"""Whatever the cashier does, the sums agree to the cent."""

from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from pos_terminal import commands as c
from pos_terminal.domain import tax
from pos_terminal.domain.catalog import Product
from pos_terminal.domain.money import allocate, line_amount, round_half_up, round_to_step
from tests.desk_harness import BAG, BREAD, CHEESE, FREE, MILK, CounterTill

AMOUNTS = st.integers(-(10**12), 10**12)
RATES = st.integers(0, 10_000)


@given(AMOUNTS, st.integers(1, 10**6))
def test_rounding_half_up_is_the_nearest_integer(numerator: int, denominator: int) -> None:
    exact = Fraction(numerator, denominator)
    rounded = round_half_up(exact)
    assert abs(rounded - exact) <= Fraction(1, 2)
    assert round_half_up(-exact) == -rounded


@given(AMOUNTS, st.sampled_from([5, 10, 50, 100]))
def test_cash_rounding_gives_a_multiple_that_is_near(amount_minor: int, step: int) -> None:
    rounded = round_to_step(amount_minor, step)
    assert rounded % step == 0
    assert abs(rounded - amount_minor) * 2 <= step


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**6), min_size=1, max_size=30))
def test_allocation_loses_nothing(total: int, weights: list[int]) -> None:
    shares = allocate(total, weights)
    assert sum(shares) == (total if sum(weights) else 0)


@given(
    st.lists(st.tuples(st.sampled_from("ABC"), st.integers(0, 10**7)), max_size=40),
    st.booleans(),
    st.booleans(),
)
def test_the_tax_summary_adds_up(lines: list[tuple[str, int]], included: bool, by_line: bool) -> None:
    rules = tax.TaxRules(included, "line" if by_line else "receipt")
    rates = {"A": 1900, "B": 700, "C": 0}
    sums: tuple[tax.RateSum, ...] = ()
    for code, amount_minor in lines:
        sums = tax.add_amount(sums, rules, code, rates[code], (0, amount_minor))
    rows = tax.summary(sums, rules)
    assert all(row.net_minor + row.tax_minor == row.gross_minor for row in rows)
    base = sum(amount for _, amount in lines)
    assert sum(row.gross_minor if included else row.net_minor for row in rows) == base
    if by_line:
        assert sum(row.tax_minor for row in rows) == sum(rules.tax_in(a, rates[code]) for code, a in lines)


def label_of(product: Product, number: int, action: str) -> str:
    """The article as a GS1 symbol with a lot, a price, or a weight (of what is weighed)."""
    gtin = product.barcodes[0].zfill(14)
    if action == "p":
        return f"]d201{gtin}3922{number:06d}"
    return f"]d201{gtin}3103{number:06d}" if action == "w" else f"]d201{gtin}10LOT{number % 3}"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([MILK, BREAD, CHEESE, BAG, FREE]),
            st.integers(1, 5000),
            st.sampled_from("sslpwvu+-r"),
        ),
        min_size=1,
        max_size=25,
    ),
    st.booleans(),
    st.sampled_from([0, 5, 10]),
)
def test_any_order_of_building_a_sale_adds_up(
    steps: list[tuple[Product, int, str]], included: bool, cash_step: int
) -> None:
    with TemporaryDirectory() as folder:
        till = CounterTill(Path(folder), tax=tax.TaxRules(included), cash_step_minor=cash_step)
        for product, number, action in steps:
            lines = till.view.lines
            line_id = lines[number % len(lines)].line_id if lines else "none"
            match action:
                case "v":
                    till.do(c.VoidLine(line_id))
                case "u":
                    till.do(c.Undo())
                case "+" | "-":
                    till.do(c.StepQuantity(line_id, 1 if action == "+" else -1))
                case "r":
                    till.restart()
                case "l" | "p" | "w":
                    till.scan_text(label_of(product, number, action))
                case _:
                    milli = number if product is CHEESE else 1000 * (1 + number % 9)
                    till.do(c.SetNextQuantity(milli))
                    till.scan(product)
        _check(till)


def _check(till: CounterTill) -> None:
    view = till.view
    sale = till.core.till.sale
    assert all(line.amount_minor == line_amount(line.unit_price_minor, line.milli) for line in view.lines)
    base = sum(line.amount_minor for line in view.lines)
    if sale is None or not sale.lines:
        assert view.totals.total_minor == 0
        return
    if sale.rules.prices_include_tax:
        assert view.totals.total_minor == base
    if any(line.milli == 0 for line in sale.lines):
        return
    till.pay(amount_minor=view.totals.total_minor + 1000 if view.totals.total_minor > 200 else None)
    done = till.core.till.last
    assert done is not None
    assert done.total_minor + done.rounding_minor == sum(tender.amount_minor for tender in done.tenders)
    assert sum(tender.given_minor - tender.change_minor for tender in done.tenders) == done.paid_minor
