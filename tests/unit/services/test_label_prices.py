"""Weight and price on a label: what the line costs, what leaves the stock, what comes back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_terminal import commands as c
from pos_terminal.domain.catalog import Product
from pos_terminal.domain.labels import CodePolicy
from pos_terminal.workers.upload import movements_of
from tests.desk_harness import CounterTill
from tests.label_shop import (
    CHEESE_14,
    RULES,
    Shelf,
    claimed,
    gs1,
    label,
    lines,
    said,
    till_with,
    without_value,
)


@pytest.fixture
def till(tmp_path: Path) -> Iterator[CounterTill]:
    made = till_with(tmp_path, CodePolicy(RULES))
    yield made
    made.journal.close()


def test_the_labels_weight_is_the_lines(till: CounterTill) -> None:
    till.scan_text(label("28", "1234", "00345"))

    assert lines(till) == [("Ham", 345, 687)]
    assert claimed(till)[-1] == ("ham", 345)
    sale = till.core.till.sale
    assert sale is not None
    assert sale.lines[0].weight_source == "label"


def test_a_weight_in_an_element_string(till: CounterTill) -> None:
    till.scan_text(gs1(f"01{CHEESE_14}3103000412" + "10L1"))
    assert lines(till) == [("Mountain cheese", 412, 1026)]
    assert till.view.lines[0].lot == "L1"


def test_a_label_is_scanned_without_a_quantity_and_is_not_repeated(till: CounterTill) -> None:
    till.do(c.SetNextQuantity(2000))
    till.scan_text(label("28", "1234", "00345"))
    assert said(till) == "label_has_quantity"
    till.scan_text(label("28", "1234", "00345"))
    till.do(c.RepeatLast())
    assert said(till) == "label_not_repeated"
    assert len(till.view.lines) == 1


def test_the_labels_price_is_what_the_piece_costs(till: CounterTill) -> None:
    till.scan_text(label("22", "4321", "00333"))

    [line] = till.view.lines
    assert (line.milli, line.unit, line.amount_minor, line.badges) == (1000, "each", 333, ("label_price",))
    assert claimed(till)[-1] == ("grapes", 667)  # 3.33 at 4.99 the kilogram
    till.scan_text(label("22", "4321", "00333"))
    till.scan_text(label("22", "4321", "00334"))
    assert lines(till) == [("Grapes", 2000, 666), ("Grapes", 1000, 334)]
    assert claimed(till)[-2:] == [("grapes", 1334), ("grapes", 669)]
    assert till.view.totals.item_milli == 3000


def test_a_price_and_its_weight_in_an_element_string(till: CounterTill) -> None:
    till.scan_text(gs1(f"01{CHEESE_14}31030004123922999"))
    assert lines(till) == [("Mountain cheese", 1000, 999)]
    assert claimed(till)[-1] == ("cheese", 412)


def test_a_price_in_another_currency_is_refused(till: CounterTill) -> None:
    till.scan_text(gs1(f"01{CHEESE_14}3932756999"))
    assert (said(till), lines(till)) == ("label_currency", [])
    till.scan_text(gs1(f"01{CHEESE_14}3932978999"))
    assert lines(till) == [("Mountain cheese", 1000, 999)]


def test_a_label_that_cannot_be_of_its_article_is_refused(till: CounterTill) -> None:
    till.scan_text(label("28", "5555", "00345"))
    assert said(till) == "label_not_weighed"
    till.scan_text(gs1(f"01{CHEESE_14}3203000412"))
    assert said(till) == "label_measure"
    assert lines(till) == []
    till.scan_text(label("22", "5555", "00550"))
    assert lines(till) == [("Pie", 1000, 550)]
    assert claimed(till)[-1] == ("pie", 1)


def test_goods_at_their_labels_price_come_back_for_exactly_that(till: CounterTill) -> None:
    for _ in range(2):
        till.scan_text(label("22", "4321", "00333"))
    till.do(c.GiveDiscount(till.view.lines[0].line_id, "percent", 1000, "loyal"))
    till.pay()
    sold = till.core.till.last
    assert sold is not None
    assert [(m.product_id, m.units) for m in movements_of(sold)] == [("grapes", 1334)]
    finished = till.core.finished(sold.sale_id)
    assert finished is not None

    till.scan_text(f"{sold.receipt_no}-{finished.hash[:4].upper()}")
    line_id = sold.lines[0].line_id
    till.do(c.ReturnLine(sold.sale_id, line_id, 500, "defective", True))
    assert said(till) == "quantity_not_whole"
    till.do(c.ReturnLine(sold.sale_id, line_id, 1000, "defective", True))

    assert lines(till) == [("Grapes", -1000, -300)]
    till.do(c.StartPayment(), c.RefundAsPaid())
    back = till.core.till.last
    assert back is not None
    assert [(m.product_id, m.units) for m in movements_of(back)] == [("grapes", -667)]
    assert sold.total_minor == 599  # 10 % of 6.66 is 0.67


def test_goods_at_a_label_price_without_known_content_move_no_stock(tmp_path: Path) -> None:
    free = Product("figs", "Figs", 0, "B", unit="kg", barcodes=(without_value("22", "4321"),))
    till = CounterTill(tmp_path, catalogue=Shelf((free,)), codes=CodePolicy(RULES))
    till.scan_text(label("22", "4321", "00333"))
    assert (lines(till), claimed(till)) == ([("Figs", 1000, 333)], [])
