"""What stands on a receipt, in which order; read from its plain text."""

from dataclasses import replace

import pytest

from pos_terminal.domain.sale import Sale
from pos_terminal.domain.tax import TaxRules
from receipts.elements.item import Item
from receipts.elements.table import Table
from receipts.text import as_text
from tests.unit.receipts import papers
from tests.unit.receipts.papers import document, line, paid, sale, tender


def rows(finished: Sale, **options: object) -> list[str]:
    return as_text(document(finished, **options)).splitlines()  # type: ignore[arg-type]


ORDER = """Corner Market | 12 High Street | VAT GB123456789 | Milk 1 l | 1.29 A | 3 x 2.49 | 7.47 B
| 0.754 kg x 1.99/kg | 1.50 A | TOTAL EUR | 10.26 | Cash | 20.00 | Change | 9.74 | Rate | A 7% | B 19% | Sum
| Date | Nov 23, 2026 2:05:33 PM | Receipt | T1-A000123 | Till | T1 | Cashier | anna | Journal | 9f3ac2d1
| Returns within | Thank you | T1-A000123-9F3A"""


def test_everything_stands_in_its_order() -> None:
    text = as_text(document(papers.three_lines()))

    at = 0
    for word in ORDER.replace("\n", " ").split(" | "):
        at = text.index(word, at) + 1


def test_the_hash_is_short() -> None:
    assert f"Journal{papers.HASH[:8]:>41}" in rows(papers.three_lines())


def test_an_original_bears_no_copy_mark_and_a_copy_bears_it_twice() -> None:
    assert not any("COPY" in row for row in rows(papers.three_lines()))
    assert sum("*** COPY 3 ***" in row for row in rows(papers.three_lines(), copy=3)) == 2


def test_one_rate_needs_no_marks() -> None:
    found = rows(paid(sale([line("Milk", 1000, 129)]), 129))

    assert "Milk" + "1.29".rjust(44) in found
    assert not any(row.startswith("Sum") for row in found)
    assert not any("Change" in row for row in found)


def test_cash_rounding_and_what_is_to_pay() -> None:
    found = [row.split() for row in rows(paid(sale([line("Milk", 1000, 1002)]), 2000, rounding=-2))]

    assert ["Cash", "rounding", "-0.02"] in found
    assert ["To", "pay", "10.00"] in found
    assert ["Change", "10.00"] in found


def test_tax_on_top_shows_subtotal_and_tax_before_the_total() -> None:
    found = [row.split() for row in rows(papers.tax_on_top())]

    start = found.index(["Subtotal", "30.90"])
    assert found[start + 1 : start + 3] == [["Tax", "2.24"], ["TOTAL", "USD", "33.14"]]


def test_tenders_card_with_approval_and_one_that_nobody_knows() -> None:
    unpaid = sale([line("TV", 1000, 10_000)])
    card = tender("card", 5000, approval="A1B2")
    tenders = (card, tender("meal_voucher", 3000), tender("store_credit", 2000))
    found = [row.split() for row in rows(replace(unpaid, tenders=tenders))]

    start = found.index(["Card", "50.00"])
    assert found[start + 1 : start + 4] == [
        ["Approval", "A1B2"],
        ["Meal", "voucher", "30.00"],
        ["Store", "credit", "20.00"],
    ]


def test_returned_goods_are_negative() -> None:
    found = [row.split() for row in rows(sale([line("Milk", -2000, 129)]))]

    assert ["-2", "x", "1.29", "-2.58"] in found
    assert ["To", "give", "back", "EUR", "2.58"] in found


def test_thirty_tax_classes_have_thirty_marks() -> None:
    lines = [line(f"Article {i}", 1000, 100, tax_class=f"c{i:02}", rate_bp=100 + i) for i in range(30)]

    found = rows(sale(lines))
    assert "Article 0" + "1.00  A".rjust(39) in found
    assert "Article 29" + "1.00 AD".rjust(38) in found


WIDE = [papers.every_script, papers.three_decimals, papers.german, papers.no_decimals]


@pytest.mark.parametrize("columns", [24, 32, 42, 48])
@pytest.mark.parametrize("make", WIDE)
def test_nothing_is_cut_off(make: object, columns: int) -> None:
    finished = make()  # type: ignore[operator]
    text = as_text(document(finished, columns=columns))

    squeezed = "".join(text.split())
    for one in finished.lines:
        name_rows = [part for part in one.name.split() if len(part) <= columns // 3]
        assert all(part in squeezed for part in name_rows)
    for amount in (finished.total_minor, *(one.amount_minor for one in finished.lines)):
        digits = f"{abs(amount):,}"
        assert digits.replace(",", "") in "".join(char for char in squeezed if char.isdigit())


def test_discounts_have_a_place_below_their_article() -> None:
    discount = ("Sale -10%", "-1.99")
    item = Item("Shirt", "19.90", mark="A", amount_cells=6, mark_cells=2, adjustments=(discount,))
    paper = replace(document(papers.three_lines()), elements=(item,))

    assert as_text(paper).splitlines() == ["Shirt" + "19.90 A".rjust(43), "  Sale -10%" + "-1.99".rjust(35)]


def test_a_table_that_is_too_wide_is_stacked() -> None:
    row = ("A 19%", "84,033,613.45", "15,966,386.55", "100,000,000.00")
    table = Table(("Rate", "Net", "Tax", "Gross"), (row,))
    paper = replace(document(papers.three_lines(), columns=32), elements=(table,))

    assert [row.split() for row in as_text(paper).splitlines()] == [
        ["A", "19%"],
        ["Net", "84,033,613.45"],
        ["Tax", "15,966,386.55"],
        ["Gross", "100,000,000.00"],
    ]


def test_a_sale_of_nothing_is_a_receipt_too() -> None:
    found = [row.split() for row in rows(sale([], rules=TaxRules(False, "line")))]

    assert ["TOTAL", "EUR", "0.00"] in found
    assert ["Rate", "Net", "Tax", "Gross"] not in found


def test_a_cashiers_long_name_wraps() -> None:
    finished = replace(papers.three_lines(), cashier="Maria del Carmen Rodriguez de la Fuente y Gonzalez")
    found = rows(finished, columns=32)

    start = found.index("Cashier")
    assert [row.strip() for row in found[start + 1 : start + 3]] == [
        "Maria del Carmen Rodriguez de la",
        "Fuente y Gonzalez",
    ]
