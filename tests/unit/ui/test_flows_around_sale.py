"""The flows around the sale, with the real core behind them: discounts, prices, departments, returns."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from pos_terminal import commands as c
from pos_terminal.views import RegisterView, SearchRow, SearchView
from tests.desk_harness import BAG, BREAD, CHEESE, MILK, CounterTill
from tests.unit.ui.flow_desk import FlowDesk
from tests.unit.ui.real_desk import RealDesk
from tools.screen_states import three
from tools.sheet_states import KIT
from ui.flows.kit import Start
from ui.flows.quick_keys import QuickKeysFlow
from ui.keymap import Action


@pytest.fixture
def till(tmp_path: Path) -> Iterator[CounterTill]:
    till = CounterTill(tmp_path, has_centre=False, departments=(("Bakery", "B"), ("Household", "A")))
    yield till
    till.journal.close()


@pytest.fixture
def desk(till: CounterTill) -> RealDesk:
    return RealDesk(till)


def sold(till: CounterTill, *products: object) -> str:
    """A paid sale's barcode."""
    till.scan(*products)  # type: ignore[arg-type]
    till.pay()
    finished = till.core.last_finished
    assert finished is not None
    return f"{finished.sale.receipt_no}-{finished.hash[:4].upper()}"


def checks_price(till: CounterTill) -> bool:
    return till.view.price_check


def amounts(view: RegisterView) -> list[int]:
    return [line.amount_minor for line in view.lines]


def test_ten_per_cent_off_the_marked_line(till: CounterTill, desk: RealDesk) -> None:
    till.scan(MILK, BREAD)
    desk.begin(Action.DISCOUNT)
    desk.type("10")
    desk.mark("expiring")
    desk.enter()
    assert amounts(till.view) == [119, 314]
    assert till.view.lines[1].badges == ("discounted",)
    item = till.view.last_item
    assert item is not None
    assert (item.code, item.params) == ("discount_given", {"amount_minor": -35})
    assert KIT.wording.title(item) == "Discount −0.35"
    assert not desk.is_open


def test_an_amount_off_the_whole_basket_is_spread(till: CounterTill, desk: RealDesk) -> None:
    till.scan(MILK, BREAD)
    desk.begin(Action.DISCOUNT)
    desk.key("scope")
    desk.key("kind")
    desk.enter("100")
    assert sum(amounts(till.view)) == 119 + 349 - 100
    assert till.view.sale_discount_minor == 100
    item = till.view.last_item
    assert item is not None
    assert KIT.wording.sentence(item.code, item.params) == "The discount is given: −1.00."
    desk.begin(Action.DISCOUNT)
    desk.key("scope")
    desk.key("remove")
    assert amounts(till.view) == [119, 349]


def test_what_was_typed_before_f4_is_the_discount(till: CounterTill, desk: RealDesk) -> None:
    till.scan(BREAD)
    desk.begin(Action.DISCOUNT, typed="50")
    assert desk.text == "50"
    desk.enter()
    assert amounts(till.view) == [174]


def test_the_discount_of_a_voided_line_never_falls_on_the_basket(till: CounterTill, desk: RealDesk) -> None:
    till.scan(MILK, BREAD)
    desk.begin(Action.DISCOUNT)
    till.do(c.VoidLine(till.view.newest_line_id))
    desk.pump()
    desk.enter("10")
    assert amounts(till.view) == [119]
    assert desk.newest == "line_gone"


@pytest.mark.parametrize(("typed", "code"), [("", "discount_missing"), ("0", "discount_missing")])
def test_a_discount_of_nothing_is_none(till: CounterTill, desk: RealDesk, typed: str, code: str) -> None:
    till.scan(BREAD)
    desk.begin(Action.DISCOUNT)
    desk.enter(typed)
    assert desk.codes() == [code]
    assert desk.is_open


def test_more_than_all_is_no_discount(till: CounterTill, desk: RealDesk) -> None:
    till.scan(BREAD)
    desk.begin(Action.DISCOUNT)
    desk.enter("100.01")
    assert desk.codes() == ["discount_too_large"]
    assert amounts(till.view) == [349]


def test_another_price_keeps_the_old_one_in_sight(till: CounterTill, desk: RealDesk) -> None:
    till.scan(BREAD)
    desk.begin(Action.CHANGE_PRICE)
    desk.type("299")
    desk.mark("wrong_price")
    desk.enter()
    line = till.view.lines[0]
    assert (line.unit_price_minor, line.list_price_minor, line.badges) == (299, 349, ("price_changed",))


def test_without_a_line_f5_says_what_to_do(till: CounterTill, desk: RealDesk) -> None:
    desk.begin(Action.CHANGE_PRICE)
    assert desk.sheet.entry is None
    assert "Mark the line" in desk.sheet.lead
    desk.enter()
    assert not desk.is_open


def test_an_unknown_code_is_sold_by_department_with_its_code(till: CounterTill, desk: RealDesk) -> None:
    desk.scan_text("4006381333931")
    desk.begin(Action.DEPARTMENT)
    assert "4006381333931" in desk.sheet.lead
    desk.type("499")
    desk.mark("Household")
    desk.enter()
    line = till.view.lines[0]
    assert (line.name, line.code_text, line.amount_minor) == ("Household", "4006381333931", 499)


def test_an_old_unknown_code_goes_with_no_other_article(till: CounterTill, desk: RealDesk) -> None:
    desk.scan_text("4006381333931")
    till.scan(BREAD)
    desk.pump()
    desk.begin(Action.DEPARTMENT, typed="100")
    assert desk.sheet.lead == ""
    desk.enter()
    assert till.view.lines[1].code_text != "4006381333931"


def test_the_quantity_before_a_department_is_its_quantity(till: CounterTill, desk: RealDesk) -> None:
    till.do(c.SetNextQuantity(3000))
    desk.begin(Action.DEPARTMENT)
    desk.enter("100")
    assert [(line.milli, line.amount_minor) for line in till.view.lines] == [(3000, 300)]
    assert till.view.next_milli is None


def test_a_scanned_receipt_opens_by_itself_and_stays_for_more_lines(
    till: CounterTill, desk: RealDesk
) -> None:
    barcode = sold(till, MILK, MILK, BREAD)
    desk.scan_text(barcode)
    assert desk.sheet.title.startswith("Receipt T1-A")
    desk.enter()
    desk.type("1")
    desk.mark("defective")
    assert desk.sheet.rows[1].cells == ("Defective", "not sold again")
    desk.enter()
    assert amounts(till.view) == [-119]
    assert desk.sheet.title.startswith("Receipt T1-A")
    assert desk.sheet.rows[0].cells[2] == "1"
    desk.mark(desk.sheet.rows[1].row_id)
    desk.enter()
    desk.enter()
    assert amounts(till.view) == [-119, -349]
    desk.back()
    till.do(c.RefundAsPaid())
    desk.scan_text(barcode)
    assert [row.enabled for row in desk.sheet.rows] == [True, False]
    desk.mark(desk.sheet.rows[0].row_id)
    desk.enter()
    desk.enter()
    till.do(c.RefundAsPaid())
    barcode = sold(till, BREAD, MILK)
    desk.scan_text(barcode)
    desk.enter()
    desk.enter()
    desk.back()
    till.do(c.RefundAsPaid())
    desk.scan_text(barcode)
    assert desk.row_id == desk.sheet.rows[1].row_id
    desk.back()
    assert not desk.is_open
    assert till.view.receipt_found is None


def test_more_than_is_left_is_said_at_once(till: CounterTill, desk: RealDesk) -> None:
    desk.scan_text(sold(till, MILK))
    desk.enter()
    desk.enter("2")
    assert desk.codes() == ["return_too_many"]
    assert till.view.lines == ()


def test_a_whole_receipt_comes_back_line_by_line(till: CounterTill, desk: RealDesk) -> None:
    barcode = sold(till, MILK, MILK, BREAD, BAG)
    desk.scan_text(barcode)
    desk.key("whole")
    desk.mark("changed_mind")
    desk.enter()
    assert amounts(till.view) == [-238, -349, -25]
    assert not any(row.enabled for row in desk.sheet.rows)
    assert "is in the basket" in desk.sheet.lead
    till.do(c.RefundAsPaid())
    desk.scan_text(barcode)
    assert "came back already" in desk.sheet.lead
    assert desk.row_id == ""


def test_the_number_is_typed_and_its_four_digits_are_asked_for(till: CounterTill, desk: RealDesk) -> None:
    barcode = sold(till, MILK)
    desk.begin(Action.RETURN)
    desk.enter(barcode[:-5].replace("-", " ").lower())
    assert desk.sheet.level == "bad"
    assert desk.text == barcode[:-4]
    desk.enter(barcode[-4:])
    assert desk.sheet.rows[0].cells[0] == MILK.name
    desk.key("another")
    assert desk.sheet.title == "Return"
    assert till.view.receipt_found is None


def test_an_unknown_receipt_says_so_and_can_be_typed_again(till: CounterTill, desk: RealDesk) -> None:
    desk.begin(Action.RETURN)
    desk.enter("T1-A999999-0000")
    assert desk.sheet.level == "bad"
    assert "T1-A999999-0000" in desk.sheet.lead
    desk.back()
    assert not desk.is_open


def found(view: RegisterView, text: str, *rows: SearchRow) -> RegisterView:
    return msgspec.structs.replace(view, search=SearchView(text, rows))


def test_without_a_receipt_an_article_is_found_and_priced(till: CounterTill, desk: RealDesk) -> None:
    desk.begin(Action.RETURN)
    desk.key("without")
    assert checks_price(till)
    desk.type("chee")
    desk.pump()
    desk.enter()
    desk.show(found(till.view, "chee", SearchRow("cheese", CHEESE.name, "9520000000042", 2490, "kg")))
    desk.pump()
    assert not checks_price(till)
    desk.enter("0.5")
    desk.enter("2000")
    desk.mark("other")
    desk.enter()
    assert [(line.milli, line.amount_minor) for line in till.view.lines] == [(-500, -1000)]
    assert not desk.is_open


def test_leaving_it_lets_the_next_scan_sell_again(till: CounterTill, desk: RealDesk) -> None:
    desk.begin(Action.RETURN)
    desk.key("without")
    desk.back()
    assert not checks_price(till)
    desk.back()
    desk.scan_text(MILK.barcodes[0])
    assert amounts(till.view) == [119]


def test_a_quick_key_sells_at_one_tap_and_stays_open() -> None:
    quick = (SearchRow("roll", "Roll", "", 45, "each"), SearchRow("bag", "Bag", "", 25, "each"))
    desk = FlowDesk(three().view(quick=quick))
    desk.open(QuickKeysFlow(Start(KIT, desk.view)))
    desk.type("5")
    desk.now_ms += 1000
    desk.host.choose(1)
    assert desk.posted == [c.SetNextQuantity(5000), c.AddProduct("bag")]
    assert desk.text == ""
    desk.now_ms += 1000
    desk.host.choose(1)
    assert desk.posted[2:] == [c.AddProduct("bag")]
    assert desk.host.shown is not None
