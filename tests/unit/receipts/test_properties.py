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
from tests.unit.receipts import papers
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


@st.composite
def sales(draw: st.DrawFn) -> Sale:
    rules = TaxRules(draw(st.booleans()), draw(st.sampled_from(["line", "receipt"])))
    currency = draw(st.sampled_from(["EUR", "JPY", "KWD"]))
    found = papers.sale(draw(st.lists(lines(), max_size=6)), currency, rules)
    given_minor = found.total_minor + draw(st.integers(0, 5000))
    return papers.paid(found, given_minor, draw(st.sampled_from([0, 0, -2, 3])))


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
    one = papers.document(sale, papers.SHOP_AR, language=language, columns=columns, copy=1)

    assert max(map(cells, as_text(one).splitlines())) <= columns
    dots = columns * 12
    paper = read_escpos(render(one, find_profile(name, columns=columns, dots=dots), papers.FONTS))
    assert max(row.at for row in paper.lines) <= dots
    pictures = [part for row in paper.lines for _, part in row.parts if isinstance(part, Image)]
    assert all(len(picture.rows[0]) <= dots for picture in pictures)


@settings(max_examples=80)
@given(sales(), LANGUAGES, st.sampled_from([32, 48]))
def test_the_amounts_on_the_paper_add_up_to_the_total(sale: Sale, language: str, columns: int) -> None:
    """Read back from the bytes; the names are without digits."""
    sale = replace(sale, lines=tuple(replace(line, name="Article") for line in sale.lines))
    profile = find_profile("generic-80", columns=columns)
    one = papers.document(sale, language=language, columns=columns)

    rows = read_escpos(render(one, profile, papers.FONTS)).text.splitlines()
    start, items_end, sums_end = [at for at, row in enumerate(rows) if row.startswith(("---", "==="))][:3]
    assert sum(amounts(rows[start:items_end], one.rtl)) == sum(line.amount_minor for line in sale.lines)
    sums = [minor(number[0]) for row in rows[items_end:sums_end] for number in NUMBER.finditer(row)]
    expected = [sale.total_minor]
    if not sale.rules.prices_include_tax:
        taxes = sale.taxes
        expected = [sum(tax.net_minor for tax in taxes), sum(tax.tax_minor for tax in taxes), *expected]
    if sale.rounding_minor:
        expected += [sale.rounding_minor, sale.total_minor + sale.rounding_minor]
    expected += [sale.tenders[0].given_minor, *([sale.change_minor] if sale.change_minor else [])]
    assert sums == expected


def test_a_thread_of_its_own_needs_fonts_of_its_own_and_gets_the_same_paper() -> None:
    one = papers.document(papers.every_script())
    profile = find_profile("generic-80")

    assert render(one, profile, Fonts(papers.FONT_FOLDER)) == render(one, profile, papers.FONTS)
