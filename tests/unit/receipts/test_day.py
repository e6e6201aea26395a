"""What a day brings, as its papers say it: discounts, returns, exchanges, store credit, names and marks."""

from dataclasses import replace

import pytest

from pos_terminal.domain import day_events as d
from pos_terminal.domain.sale import Sale
from pos_terminal.domain.sale_fold import evolve
from pos_terminal.domain.tax import TaxRules
from receipts.escpos import render
from receipts.profiles import find_profile
from receipts.text import as_text
from receipts.ticket import Extras
from tests.unit.receipts import day_papers as day
from tests.unit.receipts.day_papers import Basket
from tests.unit.receipts.escpos_reader import read_escpos
from tests.unit.receipts.papers import FONTS


def rows(finished: Sale, **options: object) -> list[str]:
    text = as_text(day.receipt(finished, **options))  # type: ignore[arg-type]
    return [" ".join(row.split()) for row in text.splitlines()]


def block(found: list[str], first: str, count: int) -> list[str]:
    """The rows from the one that begins with `first`."""
    start = next(at for at, row in enumerate(found) if row.startswith(first))
    return found[start : start + count]


def test_a_discount_stands_below_its_article_that_keeps_its_full_price() -> None:
    found = rows(day.discounts())

    assert block(found, "Espresso", 2) == ["Espresso cups, set of 6 24.90 B", "Discount 10% (damaged) -2.49"]
    assert block(found, "Yoghurt", 3)[1:] == ["4 x 1.29 5.16 A", "Discount (short-dated) -1.00"]


def test_a_changed_price_says_what_it_was() -> None:
    assert block(rows(day.discounts()), "Umbrella", 2)[1] == "instead of 3.99 (price match)"
    by_weight = Basket().add("Cheese", 500, 1990, "kg").reprice(990, "expiring").done()
    found = rows(by_weight)
    assert block(found, "0.5 kg", 2) == ["0.5 kg x 9.90/kg 4.95", "instead of 19.90/kg (short-dated)"]
    assert "You saved 5.00 EUR" in found


def test_a_raised_price_saves_nothing() -> None:
    found = rows(Basket().add("Milk", 1000, 100).reprice(150, "").done())

    assert "instead of 1.00" in found
    assert not any("saved" in row for row in found)


def test_a_baskets_discount_stands_between_subtotal_and_total() -> None:
    found = rows(day.discounts())

    assert block(found, "Subtotal", 3) == ["Subtotal 43.89", "Discount 5% (staff) -2.19", "TOTAL EUR 41.70"]
    assert "You saved 10.43 EUR" in found


def test_without_tax_in_prices_the_net_stands_below_the_discount() -> None:
    basket = Basket("USD", TaxRules(False, "receipt")).add("Shirt", 1000, 2000, tax=("a", 1000))
    found = rows(basket.discount("amount", 100, "", basket=True).done())

    expected = ["Subtotal 20.00", "Discount -1.00", "Net 19.00", "Tax 1.90", "TOTAL USD 20.90"]
    assert block(found, "Subtotal", 5) == expected


@pytest.mark.parametrize(("code", "word"), [("note-1", "box was open"), ("vip_week", "vip_week")])
def test_a_reason_of_ones_own_is_looked_up_else_it_appears_as_it_is(code: str, word: str) -> None:
    sale = Basket().add("Lamp", 1000, 1000).discount("percent", 1250, code).done()

    assert f"Discount 12.5% ({word}) -1.25" in rows(sale, extras=day.NAMES)


def test_a_discount_that_takes_nothing_off_is_not_mentioned() -> None:
    found = rows(Basket().add("Sample", 1000, 0).discount("percent", 1000, "staff").done())

    assert not any("Discount" in row or "saved" in row for row in found)


RETURNED = """RETURN
---
Return of receipt T1-A000123
Dish soap
-2 x 2.49 -4.98 B
Reason: wrong article
Umbrella
-1 x 3.99 -3.99 B
Adjusted to what was paid 1.15
Reason: defective

Return of receipt T2-A004711 (unchecked)
Apples
-0.754 kg x 2.99/kg -2.25 A
Reason: defective

Return without receipt
Bottle deposit
-4 x 0.25 -1.00 B
Reason: other
===
To give back EUR 11.07
Given back to card 5.53
Approval A1B2C3
Given back cash 5.54"""


def test_a_return_is_unmistakable_and_goes_back_to_its_tenders() -> None:
    found = rows(day.pure_return())

    expected = RETURNED.splitlines()
    got = block(found, "RETURN", len(expected))
    assert [row[:3] if row.startswith(("---", "===")) else row for row in got] == expected
    assert not any("Returns within" in row for row in found)


def test_an_exchange_keeps_what_came_back_from_what_was_bought() -> None:
    found = rows(day.exchange())

    assert "EXCHANGE" in found
    back, bought = found.index("Return of receipt T1-A000123"), found.index("Bought")
    assert back < found.index("-1 x 29.99 -29.99") < bought < found.index("Shirt, blue, L 29.99")
    assert block(found, "TOTAL", 2) == ["TOTAL EUR 10.18", "Card 10.18"]


def test_a_cheaper_exchange_gives_rounded_cash_back() -> None:
    found = rows(day.exchange_cheaper())

    expected = [
        "To give back EUR 23.02",
        "Cash rounding -0.02",
        "To give back 23.00",
        "Given back cash 23.00",
    ]
    assert block(found, "To give back EUR", 4) == expected


def test_an_even_exchange_has_no_tenders() -> None:
    basket = Basket().take_back("Shirt M", 1000, 2999, 2999).add("Shirt L", 1000, 2999).pay("cash", 0)
    found = rows(basket.done())

    assert block(found, "TOTAL", 2) == ["TOTAL EUR 0.00", "-" * 48]


def test_a_plain_sale_says_nothing_of_its_kind() -> None:
    found = rows(Basket().add("Milk", 1000, 129).done())

    assert not {"RETURN", "EXCHANGE", "Bought"} & set(found)


def test_an_account_is_seen_in_part_only() -> None:
    found = rows(day.credit_spent())

    assert "Store credit ****94QX 39.90" in found
    assert not any(day.VOUCHER in row for row in found)


def test_credit_of_nobody_is_a_voucher_on_a_paper_of_its_own() -> None:
    customers = Extras(customer_accounts=frozenset({"CUST-0017-8842"}))
    found = rows(day.voucher(), extras=customers)

    assert "Given back as store credit ****8842 10.00" in found
    start = found.index("STORE CREDIT VOUCHER")
    assert {"39.90 EUR", day.VOUCHER, "Receipt T1-A000207"} <= set(found[start:])
    assert any(row.startswith("It can be spent as soon as this till") for row in found[start:])
    assert not any("CUST-0017-8842" in row for row in found)


@pytest.mark.parametrize("name", ["generic-80", "generic-58"])
def test_a_voucher_comes_after_a_cut_with_its_barcode(name: str) -> None:
    profile = find_profile(name)
    one = day.receipt(day.return_ar(), language="ar", columns=profile.columns)
    blob = render(one, profile, FONTS)

    assert read_escpos(blob).barcodes[1:] == [b"{BSC-7K2M-94QX"]
    cut = b"\x1dV\x01" if profile.cutter == "partial" else b"\x1bd\x04"
    first, between, rest = blob.split(cut)
    assert b"T1-A000207-9F3A" in first
    assert b"SC-7K2M-94QX" in between
    assert rest == b""


def test_an_account_that_no_barcode_can_hold_stands_as_text() -> None:
    basket = Basket().take_back("Lamp", 1000, 1000, 1000)
    found = as_text(day.receipt(basket.done("store_credit", account="Gutschein-ÄÖ-7")))

    assert "Gutschein-ÄÖ-7" in found


def test_names_come_from_outside_and_no_id_of_a_customer_is_printed() -> None:
    named = rows(day.credit_spent(), extras=day.NAMES)
    assert {"Cashier Anna Berg", "Customer Olga Petrova"} <= set(named)

    unnamed = rows(day.credit_spent())
    assert "Cashier anna" in unnamed
    assert not any("c-17" in row or row.startswith("Customer") for row in unnamed)


def test_training_and_copy_are_marked_at_both_ends_and_on_the_voucher() -> None:
    found = rows(day.voucher(), copy=2, extras=Extras(training=True))

    for mark in ("*** TRAINING ***", "Not a receipt: nothing was sold.", "*** COPY 2 ***"):
        assert found.count(mark) == 4


def test_a_copy_shows_the_tender_as_it_was_corrected() -> None:
    sale = Basket().add("Milk", 1000, 129).done()
    corrected = d.TenderCorrected("s", sale.tenders[0].tender_id, "cash", "card", 129, "wrong_key")
    found = rows(evolve(sale, corrected), copy=1)

    assert "Card 1.29" in found
    assert not any(row.startswith("Cash ") for row in found)


def test_a_method_that_nobody_knows_can_give_back_too() -> None:
    sale = Basket().take_back("Lamp", 1000, 1000, 1000).done("meal_voucher")

    assert "Given back: Meal voucher 10.00" in rows(sale)


def test_the_same_in_german() -> None:
    found = rows(day.discounts(), language="de")
    expected = ["Zwischensumme 43,89", "Rabatt 5 % (Personal) -2,19", "SUMME EUR 41,70"]
    assert block(found, "Zwischensumme", 3) == expected

    found = rows(day.voucher(), language="de", copy=1)
    assert {"RÜCKGABE", "Rückgabe ohne Beleg", "Grund: gefällt nicht", "GUTHABEN-BON"} <= set(found)


def test_an_empty_reason_needs_no_row() -> None:
    basket = Basket().take_back("Lamp", 1000, 1000, 1000, reason="")

    assert not any(row.startswith("Reason") for row in rows(basket.done()))


def test_notes_of_a_ticket_with_one_rate_leave_no_room_for_marks() -> None:
    sale = Basket().add("Lamp", 1000, 1000).discount("percent", 1000, "damaged").done()
    text = as_text(day.receipt(replace(sale), columns=32)).splitlines()

    assert "  Discount 10% (damaged)" + "-1.00".rjust(8) in text
