"""Any sale, any language, any width: the paper adds up and nothing sticks out."""

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from pos_terminal.domain.sale import Line, Sale
from pos_terminal.domain.tax import TaxRules
from receipts.cells import cells
from receipts.escpos import render
from receipts.fonts import Fonts
from receipts.profiles import find_profile
from receipts.text import as_text
from tests.unit.receipts import day_papers, papers
from tests.unit.receipts.day_papers import Basket
from tests.unit.receipts.escpos_reader import Image, read_escpos

NAMES = st.text(min_size=0, max_size=60) | st.sampled_from([*papers.SAMPLES.values(), papers.LONG_NAME])
LANGUAGES = st.sampled_from(["en", "de", "ar", "zh"])
RATES = st.sampled_from([("a", 0), ("b", 700), ("c", 1900), ("d", 725)])


@st.composite
def lines(draw: st.DrawFn) -> Line:
    tax_class, rate_bp = draw(RATES)
    unit = draw(st.sampled_from(["each", "kg"]))
    milli = draw(st.integers(-3, 50)) * 1000 if unit == "each" else draw(st.integers(1, 2_000_000))
    price = draw(st.integers(0, 9_999_999))
    return papers.line(draw(NAMES), milli or 1000, price, unit, tax_class, rate_bp)


DISCOUNTS = st.tuples(st.sampled_from(["percent", "amount"]), st.integers(1, 10_000))
REASONS = st.sampled_from(["damaged", "other", ""])


@st.composite
def sales(draw: st.DrawFn) -> Sale:
    """With discounts, other prices and goods that come back; paid or given back in two ways."""
    rules = TaxRules(draw(st.booleans()), draw(st.sampled_from(["line", "receipt"])))
    basket = Basket(draw(st.sampled_from(["EUR", "JPY", "KWD"])), rules)
    for line in draw(st.lists(lines(), max_size=5)):
        tax = (line.tax_class, line.rate_bp)
        if line.milli < 0 or draw(st.booleans()):
            _come_back(draw, basket, line, tax)
            continue
        basket.add(line.name, line.milli, line.unit_price_minor, line.unit, tax)
        if draw(st.booleans()):
            basket.discount(*draw(DISCOUNTS), draw(REASONS))
        if draw(st.booleans()):
            basket.reprice(draw(st.integers(0, 9_999_999)), draw(REASONS))
    if draw(st.booleans()):
        basket.discount(*draw(DISCOUNTS), draw(REASONS), basket=True)
    return _paid(draw, basket)


def _come_back(draw: st.DrawFn, basket: Basket, line: Line, tax: tuple[str, int]) -> None:
    amount_minor = draw(st.integers(0, abs(line.amount_minor)))
    receipt_no = draw(st.sampled_from(["T1-A000123", "T2-A004711", ""]))
    basket.take_back(
        line.name,
        abs(line.milli),
        line.unit_price_minor,
        amount_minor,
        unit=line.unit,
        tax=tax,
        receipt_no=receipt_no,
    )


def _paid(draw: st.DrawFn, basket: Basket) -> Sale:
    part_minor = int(basket.sale.due_minor * draw(st.fractions(0, 1)))
    if part_minor:
        basket.pay("store_credit", part_minor, account="SC-ABCD-WXYZ")
    due_minor = basket.sale.due_minor
    rounding_minor = draw(st.sampled_from([0, 0, -2, 3])) if abs(due_minor) > 3 else 0
    if due_minor:
        change_minor = draw(st.integers(0, 5000)) if due_minor > 0 else 0
        basket.pay("cash", due_minor + rounding_minor, change=change_minor, rounding=rounding_minor)
    return basket.done()


NUMBER = re.compile(r"-?\d[\d.,]*")


def minor(text: str) -> int:
    """An amount that is written with all of its decimals."""
    return int(re.sub(r"[.,]", "", text))


def amounts(rows: list[str], rtl: bool) -> list[int]:
    """The amounts in the amount column: the outermost numbers, that end where all of them end."""
    found = [numbers[0 if rtl else -1] for row in rows if (numbers := list(NUMBER.finditer(row)))]
    column = (min if rtl else max)((number.end() for number in found), default=0)
    return [minor(number[0]) for number in found if number.end() == column]


@settings(max_examples=40)
@given(sales(), LANGUAGES, st.sampled_from([24, 32, 42, 48]), st.sampled_from(["generic-80", "generic-58"]))
def test_no_row_is_wider_than_the_paper(sale: Sale, language: str, columns: int, name: str) -> None:
    one = day_papers.receipt(sale, papers.SHOP_AR, language, columns=columns, copy=1)

    assert max(map(cells, as_text(one).splitlines())) <= columns
    dots = columns * 12
    paper = read_escpos(render(one, find_profile(name, columns=columns, dots=dots), papers.FONTS))
    assert max(row.at for row in paper.lines) <= dots
    pictures = [part for row in paper.lines for _, part in row.parts if isinstance(part, Image)]
    assert all(len(picture.rows[0]) <= dots for picture in pictures)


@settings(max_examples=150)
@given(sales(), LANGUAGES, st.sampled_from([32, 48]), st.booleans())
def test_the_amounts_on_the_paper_add_up_to_the_total(
    sale: Sale, language: str, columns: int, is_invoice: bool
) -> None:
    """Read back from the bytes; the names are without digits."""
    sale = replace(sale, lines=tuple(replace(line, name="Article") for line in sale.lines))
    profile = find_profile("generic-80", columns=columns)
    make = day_papers.invoice if is_invoice else day_papers.receipt
    one = make(sale, language=language, columns=columns)

    printed = read_escpos(render(one, profile, papers.FONTS)).lines
    rules = [at for at, row in enumerate(printed) if row.text.startswith(("---", "==="))]
    items_end = next(at for at in rules if printed[at].text.startswith("==="))
    start = max(at for at in rules if at < items_end)
    sums_end = min(at for at in rules if at > items_end)
    items = amounts([row.text for row in printed[start:items_end]], one.rtl)
    sums = [row for row in printed[items_end:sums_end] if row.size == 0 and sale.currency not in row.text]
    large = [row.text for row in printed[items_end:sums_end] if row.size]
    totals = [number[0] for row in large for number in NUMBER.finditer(row)]

    sign = -1 if sale.total_minor < 0 else 1
    assert [minor(number) for number in totals] == [sign * sale.total_minor]
    below, paid = _expected(sale, sign)
    before = sum(items)
    column = [figure for figure in amounts([row.text for row in sums], one.rtl) if figure]
    assert column == [figure for figure in (*below, *paid) if figure]
    shares = sum(line.share_minor for line in sale.lines)
    assert before - shares == sum(line.amount_minor for line in sale.lines)
    assert sale.paid_minor == sale.total_minor + sale.rounding_minor


def _expected(sale: Sale, sign: int) -> tuple[list[int], list[int]]:
    """The rows around the total, and those of the payment, as they must stand on the paper."""
    off = sum(line.share_minor for line in sale.lines)
    net = sum(tax.net_minor for tax in sale.taxes)
    below = [sum(line.amount_minor for line in sale.lines) + off, -off] if off else []
    if not sale.rules.prices_include_tax:
        below += [net, sum(tax.tax_minor for tax in sale.taxes)]
    if sale.rounding_minor:
        below += [sign * sale.rounding_minor, sign * (sale.total_minor + sale.rounding_minor)]
    paid = [abs(tender.given_minor) for tender in sale.tenders]
    return below, [*paid, sale.change_minor]


def test_a_thread_of_its_own_needs_fonts_of_its_own_and_gets_the_same_paper() -> None:
    one = papers.document(papers.every_script())
    profile = find_profile("generic-80")

    assert render(one, profile, Fonts(papers.FONT_FOLDER)) == render(one, profile, papers.FONTS)
