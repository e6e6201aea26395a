"""What a code says beside its article comes onto the line, or is refused in words. Real core and journal."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from pos_terminal import commands as c
from pos_terminal.domain import barcodes
from pos_terminal.domain.catalog import Product
from pos_terminal.domain.codes.meaning import BadReason, UnknownReason
from pos_terminal.domain.customers import Customer
from pos_terminal.domain.labels import CodePolicy
from pos_terminal.services import enquiry_messages as q
from pos_terminal.services import staff_messages as s
from tests.desk_harness import MILK, CounterTill
from tests.label_shop import (
    BOXED,
    CASE,
    MILK_14,
    RULES,
    Shelf,
    gs1,
    label,
    lines,
    said,
    till_with,
    without_value,
)
from ui.wording import SENTENCES


@pytest.fixture
def till(tmp_path: Path) -> Iterator[CounterTill]:
    made = till_with(tmp_path, CodePolicy(RULES))
    yield made
    made.journal.close()


# Lot, serial, dates


def test_lot_serial_and_date_come_onto_the_line(till: CounterTill) -> None:
    till.scan_text(gs1(f"01{MILK_14}17260601" + "10LOT7", "21S1"))

    [line] = till.view.lines
    assert (line.lot, line.serial, line.expiry, line.badges) == ("LOT7", "S1", "2026-06-01", ())
    assert (line.name, line.amount_minor, said(till)) == ("Milk 1 l", 119, "added")


def test_another_lot_is_another_line_and_the_same_joins(till: CounterTill) -> None:
    for lot in ("A", "B", "A"):
        till.scan_text(gs1(f"01{MILK_14}10{lot}"))
    till.scan(MILK, MILK)

    assert lines(till) == [("Milk 1 l", 2000, 238), ("Milk 1 l", 1000, 119), ("Milk 1 l", 2000, 238)]
    assert [line.lot for line in till.view.lines] == ["A", "B", ""]


def test_one_piece_cannot_be_sold_twice(till: CounterTill) -> None:
    serial = gs1(f"01{MILK_14}21S1")
    till.scan_text(serial)

    assert till.scan_text(serial).cue.kind == "bad"
    assert said(till) == "serial_twice"
    till.do(c.StepQuantity(till.view.lines[0].line_id, 1))
    assert said(till) == "serial_one_piece"
    till.do(c.RepeatLast())
    assert said(till) == "serial_twice"
    till.do(c.SetNextQuantity(2000))
    till.scan_text(gs1(f"01{MILK_14}21S2"))
    assert said(till) == "serial_one_piece"
    till.scan_text(gs1(f"01{MILK_14}21S2"))
    assert [line.serial for line in till.view.lines] == ["S1", "S2"]


def test_a_piece_that_was_voided_can_be_sold_again_and_undone(till: CounterTill) -> None:
    serial = gs1(f"01{MILK_14}21S1")
    till.scan_text(serial)
    till.do(c.VoidLine(till.view.lines[0].line_id), c.Undo())
    assert [line.serial for line in till.view.lines] == ["S1"]
    till.do(c.VoidLine(till.view.lines[0].line_id))
    till.scan_text(serial)
    till.restart()
    assert [line.serial for line in till.view.lines] == ["S1"]


@pytest.mark.parametrize(
    ("element", "policy", "code"),
    [
        ("17251231", CodePolicy(), "past_use_by_block"),
        ("15251231", CodePolicy(best_before="block"), "past_best_before_block"),
        ("1525123117251230", CodePolicy(), "past_use_by_block"),
    ],
)
def test_goods_past_their_date_are_refused(
    tmp_path: Path, element: str, policy: CodePolicy, code: str
) -> None:
    till = till_with(tmp_path, policy)
    view = till.scan_text(gs1(f"01{MILK_14}{element}"))
    assert (said(till), view.cue.kind, view.lines) == (code, "bad", ())
    assert view.notices[-1].params["day"] in ("2025-12-31", "2025-12-30")


def test_goods_past_their_best_are_sold_with_a_warning(till: CounterTill) -> None:
    view = till.scan_text(gs1(f"01{MILK_14}15251231"))

    assert lines(till) == [("Milk 1 l", 1000, 119)]
    assert view.last_item is not None
    assert (view.last_item.level, view.last_item.code) == ("warn", "past_best_before_warn")
    assert (view.notices[-1].level, view.cue.kind) == ("warn", "question")
    assert view.lines[0].badges == ("past_date",)


def test_the_last_day_is_still_good_and_dates_can_be_left_alone(tmp_path: Path, till: CounterTill) -> None:
    till.scan_text(gs1(f"01{MILK_14}17260101"))
    assert said(till) == "added"
    (tmp_path / "off").mkdir()
    careless = till_with(tmp_path / "off", CodePolicy(use_by="off", best_before="off"))
    careless.scan_text(gs1(f"01{MILK_14}17200101"))
    assert said(careless) == "added"


# Count, cases


def test_a_count_is_the_quantity(till: CounterTill) -> None:
    till.scan_text(gs1(f"01{MILK_14}3012"))
    assert lines(till) == [("Milk 1 l", 12_000, 1428)]
    till.do(c.SetNextQuantity(2000))
    till.scan_text(gs1(f"02{MILK_14}3703"))
    assert lines(till) == [("Milk 1 l", 18_000, 2142)]


def test_a_case_sells_as_many_as_the_catalogue_says(till: CounterTill) -> None:
    code = BOXED.packs[0][0]
    till.scan_text(code)
    till.do(c.SetNextQuantity(2000))
    till.scan_text(code)
    assert lines(till) == [("Juice", 18_000, 1782)]


def test_a_case_that_is_an_article_itself_is_that(tmp_path: Path) -> None:
    crate = Product("crate", "Juice, crate", 499, "A", barcodes=(BOXED.packs[0][0],))
    till = CounterTill(tmp_path, catalogue=Shelf((BOXED, crate)), codes=CodePolicy(RULES))
    till.scan_text(BOXED.packs[0][0])
    assert lines(till) == [("Juice, crate", 1000, 499)]


def test_a_case_of_unknown_content_is_never_its_unit(till: CounterTill) -> None:
    for text in (CASE, gs1(f"01{CASE}")):
        view = till.scan_text(text)
        assert (said(till), view.lines) == ("code_pack_of", ())
        assert view.notices[-1].params == {"name": "Milk 1 l"}


def test_cases_can_be_refused(tmp_path: Path) -> None:
    till = till_with(tmp_path, CodePolicy(RULES, sells_packs=False))
    till.scan_text(BOXED.packs[0][0])
    assert (said(till), lines(till)) == ("pack_not_sold", [])


# Several articles, price check


def twins(folder: Path) -> CounterTill:
    shelf = Shelf((MILK, Product("milk-2", "Milk, other", 129, "B", barcodes=MILK.barcodes)))
    return CounterTill(folder, catalogue=shelf, codes=CodePolicy(RULES))


def test_of_two_articles_the_cashier_chooses_and_the_lot_is_kept(tmp_path: Path) -> None:
    till = twins(tmp_path)
    till.do(c.SetNextQuantity(3000))
    view = till.scan_text(gs1(f"01{MILK_14}10L9"))
    assert view.search is not None
    assert [row.product_id for row in view.search.rows] == ["milk", "milk-2"]

    till.do(c.AddProduct("milk-2"))

    assert lines(till) == [("Milk, other", 3000, 387)]
    assert till.view.lines[0].lot == "L9"
    till.do(c.AddProduct("milk-2"))
    assert [line.lot for line in till.view.lines] == ["L9", ""]


@pytest.mark.parametrize("ask", ["key", "command"])
def test_a_price_check_of_two_articles_lets_choose(tmp_path: Path, ask: str) -> None:
    till = twins(tmp_path)
    if ask == "key":
        till.do(c.CheckPrice())
        till.scan_text(MILK.barcodes[0])
    else:
        till.do(c.CheckPrice(MILK.barcodes[0]))
    assert till.view.price_check
    assert till.view.search is not None

    till.do(c.AddProduct("milk-2"))

    assert till.view.last_item is not None
    assert (said(till), till.view.last_item.unit_price_minor, till.view.lines) == ("price", 129, ())
    after = till.view
    assert (after.price_check, after.search) == (False, None)
    till.do(c.AddProduct("milk-2"))
    assert lines(till) == [("Milk, other", 1000, 129)]


def test_a_price_check_of_a_label_says_what_it_costs(till: CounterTill) -> None:
    till.do(c.CheckPrice())
    till.scan_text(label("28", "1234", "00345"))
    assert till.view.last_item is not None
    assert (till.view.last_item.amount_minor, till.view.lines) == (687, ())


# Numbers of the shop's own


def test_the_shops_own_numbers_are_never_articles(tmp_path: Path) -> None:
    trap = Product("trap", "Trap", 1, "A", barcodes=("98011234", "98021234", "98001234"))
    till = CounterTill(tmp_path, catalogue=Shelf((trap,)), codes=CodePolicy(RULES))
    for text, code in (("98011234", "own_coupon"), ("]C098021234", "own_gift_card")):
        view = till.scan_text(text)
        assert (said(till), view.cue.kind, view.lines) == (code, "bad", ())
    till.do(c.CheckPrice("98011234"))
    assert said(till) == "own_no_article"


def test_a_receipt_starts_a_return_also_with_an_identifier_before_it(till: CounterTill) -> None:
    till.scan(MILK)
    till.pay()
    last = till.core.till.last
    assert last is not None
    finished = till.core.finished(last.sale_id)
    assert finished is not None
    view = till.scan_text(f"]C1{last.receipt_no}-{finished.hash[:4].upper()}")
    assert view.receipt_found is not None
    assert view.receipt_found.state == "found"


def test_a_customers_card_attaches_whoever_has_it(till: CounterTill) -> None:
    till.scan_text("98001234")
    asked = [row.text for row in till.tray.enquiries if isinstance(row, q.FindCustomers)]
    assert (said(till), asked) == ("customer_card", ["98001234"])
    # The centre also finds by phone: only the card itself counts. Then without the prefix.
    namesake = Customer("c1", "Ada", phone="98001234")
    till.tell(q.CustomersAnswer("98001234", (namesake,)))
    assert (till.core.till.sale, said(till)) == (None, "customer_card")
    till.tell(q.CustomersAnswer("1234", (Customer("c2", "Bo", card_code="1234"),)))

    assert till.view.customer is not None
    assert (till.view.customer.customer_id, said(till)) == ("c2", "customer_attached")


def test_a_card_that_is_nobodys_is_said(till: CounterTill) -> None:
    till.scan_text("98001234")
    till.tell(q.CustomersAnswer("98001234", ()))
    till.tell(q.CustomersAnswer("1234", ()))
    assert said(till) == "customer_card_unknown"


def test_a_badge_with_the_shops_prefix_is_never_sold_by_department(tmp_path: Path) -> None:
    rules = replace(RULES, own=(("9700", "staff"),))
    till = till_with(tmp_path, CodePolicy(rules))
    till.scan_text("97001234")
    assert said(till) == "badge_unknown"
    till.tell(s.StaffList((s.StaffBrief("ada", "Ada", "cashier"),)))
    for text, answer in (("]C197001234", "ok"), ("97005678", "unknown")):
        till.scan_text(text)
        check = till.tray.staff_requests[-1]
        assert isinstance(check, s.CheckBadge)
        assert check.badge == text[-8:]
        till.tell(s.PinChecked(check.request_id, "ada", "ok" if answer == "ok" else "unknown"))
    assert till.core.till.staff_id == "ada"
    assert (said(till), till.core.desk.unknown_code) == ("badge_unknown", "")


# Codes that are not on file yet


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (gs1("01" + "09520000000097" + "1726120110L1"), "09520000000097"),
        (label("28", "7777", "00345"), "0" + without_value("28", "7777")),
        ("SHELF-7", "SHELF-7"),
    ],
)
def test_an_unknown_code_is_kept_without_what_it_says_of_one_piece(
    till: CounterTill, text: str, kept: str
) -> None:
    till.scan_text(text)
    item = till.view.last_item
    assert item is not None
    assert (item.code, item.params["code"], till.view.unknown_code) == ("code_unknown_code", kept, kept)

    till.do(c.SaveArticle("", "New", 100, "A", text))

    assert [product.barcodes for product in till.tray.articles] == [(kept,)]


def test_a_number_of_the_shops_own_becomes_no_article(till: CounterTill) -> None:
    till.do(c.SaveArticle("", "New", 100, "A", "98011234"))
    assert (said(till), till.tray.articles) == ("own_no_article", [])


# Every reason in words

SHIPMENT = "395200000000000012"
MISREAD = "221234900333"
MISREAD += barcodes.check_digit(MISREAD)


@pytest.mark.parametrize("reason", [*get_args(UnknownReason), *get_args(BadReason)])
def test_every_reason_of_a_code_has_words(reason: str) -> None:
    assert f"code_{reason}" in SENTENCES


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("9520000000012", "code_check_digit"),
        (gs1(f"01{MILK_14}17261301"), "code_gs1_date"),
        (gs1("00" + SHIPMENT), "code_gs1_no_article"),
        (MISREAD, "code_label_verifier"),
        ("9" * 600, "code_too_long"),
    ],
)
def test_what_is_wrong_with_a_code_is_said(till: CounterTill, text: str, code: str) -> None:
    view = till.scan_text(text)
    assert (said(till), view.cue.kind, view.lines) == (code, "bad", ())
