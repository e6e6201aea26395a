"""Scans that went wrong once: lists that outlived their scan, prices counted twice, cases within cases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_terminal import commands as c
from pos_terminal.domain import barcodes
from pos_terminal.domain.catalog import Product
from pos_terminal.domain.labels import CodePolicy
from pos_terminal.services import staff_messages as s
from pos_terminal.services.scanning import DAY_MS
from tests.desk_harness import BREAD, MILK, CounterTill
from tests.label_shop import MILK_14, RULES, Shelf, claimed, gs1, lines, said

BOX = "1952000000009"
BOX += barcodes.check_digit(BOX)
TEA = Product("tea", "Tea", 99, "A", barcodes=("9520000000097",), packs=((BOX, 6),))


@pytest.fixture
def till(tmp_path: Path) -> Iterator[CounterTill]:
    made = CounterTill(tmp_path, catalogue=Shelf((MILK, TEA)), codes=CodePolicy(RULES))
    yield made
    made.journal.close()


@pytest.fixture
def twins(tmp_path: Path) -> Iterator[CounterTill]:
    other = Product("milk-2", "Milk, other", 129, "B", barcodes=MILK.barcodes)
    shelf = Shelf((MILK, BREAD, other))
    made = CounterTill(tmp_path / "twins", catalogue=shelf, codes=CodePolicy(RULES))
    yield made
    made.journal.close()


@pytest.mark.parametrize("next_text", ["NOBODYS", "98011234", "4006381333930"])
def test_a_list_goes_with_the_scan_that_it_was_for(twins: CounterTill, next_text: str) -> None:
    expired = gs1(f"01{MILK_14}17251231")
    assert twins.scan_text(expired).search is not None

    twins.scan_text(next_text)

    # Chosen from it now, the article would be sold without its date.
    assert twins.view.search is None


def test_a_quantity_for_a_choice_ends_with_the_choice(twins: CounterTill) -> None:
    twins.do(c.SetNextQuantity(3000))
    twins.scan(MILK)
    twins.do(c.Search(""))
    twins.scan(BREAD)
    assert [(name, milli) for name, milli, _ in lines(twins)] == [("Rye bread", 1000)]


@pytest.mark.parametrize(
    ("text", "stock"),
    [(gs1(f"01{MILK_14}303", "3922599"), ("milk", 3)), (gs1(f"01{BOX}3922599"), ("tea", 6))],
)
def test_a_price_of_the_whole_is_charged_once(till: CounterTill, text: str, stock: tuple[str, int]) -> None:
    till.scan_text(text)
    assert till.view.totals.total_minor == 599
    assert claimed(till)[-1] == stock

    till.pay()
    sold = till.core.till.last
    assert sold is not None
    till.do(c.FindReceipt(f"{sold.receipt_no}-{till.core.finished(sold.sale_id).hash[:4]}"))  # type: ignore[union-attr]
    till.do(c.ReturnLine(sold.sale_id, sold.lines[0].line_id, 1000, "defective", True))
    back = till.core.till.sale
    assert back is not None
    assert (back.total_minor, back.lines[0].units) == (-599, -stock[1])


def test_a_price_check_of_a_priced_count_says_the_price(till: CounterTill) -> None:
    till.do(c.CheckPrice(gs1(f"01{MILK_14}303", "3922599")))
    assert till.view.last_item is not None
    assert till.view.last_item.amount_minor == 599


def test_a_pallet_of_cases_is_as_many_units(till: CounterTill) -> None:
    till.scan_text(gs1(f"02{BOX}3703"))
    assert lines(till) == [("Tea", 18_000, 1782)]


def test_a_case_is_repeated_as_a_case(till: CounterTill) -> None:
    till.scan(TEA)
    till.scan_text(BOX)
    till.do(c.RepeatLast())
    assert lines(till) == [("Tea", 13_000, 1287)]
    till.scan(TEA)
    till.do(c.RepeatLast())
    assert lines(till) == [("Tea", 15_000, 1485)]


def test_two_weights_that_differ_are_none(till: CounterTill) -> None:
    till.scan_text(gs1(f"01{MILK_14}3102000100" + "3103000500"))
    assert said(till) == "code_gs1_bad_element"


def test_a_choice_ends_with_its_list(twins: CounterTill) -> None:
    twins.scan(BREAD)
    twins.do(c.SetNextQuantity(3000))
    twins.scan_text(gs1(f"01{MILK_14}3922999"))
    twins.do(c.StartPayment(), c.LeavePayment())
    assert twins.view.search is None

    twins.do(c.AddProduct("milk"))

    assert lines(twins)[1:] == [("Milk 1 l", 1000, MILK.price_minor)]


@pytest.mark.parametrize(
    ("policy", "code"),
    [
        (CodePolicy(RULES), "past_use_by_block"),
        (CodePolicy(RULES, best_before="block"), "past_best_before_block"),
    ],
)
def test_what_is_past_its_date_meanwhile_cannot_be_paid(
    tmp_path: Path, policy: CodePolicy, code: str
) -> None:
    till = CounterTill(tmp_path, catalogue=Shelf((MILK, TEA)), codes=policy)
    till.scan_text(gs1(f"01{MILK_14}17260101" if code == "past_use_by_block" else f"01{MILK_14}15260101"))
    till.scan(TEA)
    till.do(c.ParkSale(""))
    till.clock.pass_ms(DAY_MS)
    till.do(c.RecallSale(till.view.parked[0].sale_id))

    till.do(c.StartPayment())

    assert (said(till), till.view.phase) == (code, "sale")
    till.do(c.VoidLine(till.view.lines[0].line_id), c.StartPayment())
    assert till.view.phase == "tender"


def test_an_unknown_code_is_told_also_where_another_comes_before_its_answer(till: CounterTill) -> None:
    till.tell(s.StaffList((s.StaffBrief("ada", "Ada", "cashier"),)))
    till.scan_text("BADGE-ADA")
    check = till.tray.staff_requests[-1]
    assert isinstance(check, s.CheckBadge)
    till.tell(s.PinChecked(check.request_id, "ada", "ok"))

    checks = []
    for text in ("FIRST", "SECOND"):
        till.scan_text(text)
        asked = till.tray.staff_requests[-1]
        assert isinstance(asked, s.CheckBadge)
        checks.append(asked)
    for asked in checks:
        till.tell(s.PinChecked(asked.request_id, "", "unknown"))

    told = [row.params["code"] for row in till.core.desk.history if row.code == "code_unknown_code"]
    assert told == ["FIRST", "SECOND"]
