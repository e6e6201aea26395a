"""Invoices: what must stand on them, on the roll and on A4."""

import re
from dataclasses import replace

import pytest

from pos_terminal.domain.sale import Sale
from pos_terminal.domain.tax import TaxRules
from receipts import invoice_sheet
from receipts.fonts import Fonts
from receipts.invoice_sheet import invoice_sheets
from receipts.parts import ShopHeader
from receipts.sheet import HEIGHT, MARGIN, WIDTH, Place, Sheet
from receipts.text import as_text
from receipts.ticket import NO_EXTRAS, Extras
from tests.unit.receipts import day_papers as day
from tests.unit.receipts import papers
from tests.unit.receipts.papers import FONTS, SHOP, SHOP_AR, SHOP_DE, SHOP_ZH


def sheets(
    finished: Sale, header: ShopHeader = SHOP, language: str = "en", copy: int = 0, extras: Extras = NO_EXTRAS
) -> bytes:
    return invoice_sheets(
        finished, header, day.PROOF, day.order(), FONTS, copy=copy, language=language, extras=extras
    )


def rows(finished: Sale, **options: object) -> list[str]:
    text = as_text(day.invoice(finished, **options))  # type: ignore[arg-type]
    return [" ".join(row.split()) for row in text.splitlines()]


HEAD = """INVOICE
---
Invoice number T1-R000012
Invoice date Nov 24, 2026
Date of supply Nov 23, 2026
Belongs to receipt T1-A000207
---
Bill to
Springfield Catering Ltd
Unit 7, Mill Lane
Springfield SP2 4TT
VAT number GB987654321
---
Espresso cups, set of 6 24.90 B"""


def test_an_invoice_has_buyer_numbers_and_dates_before_the_receipts_own_lines() -> None:
    found = rows(day.discounts())

    start, expected = found.index("INVOICE"), HEAD.splitlines()
    got = found[start : start + len(expected)]
    assert ["---" if row.startswith("---") else row for row in got] == expected
    assert {"VAT GB123456789", "A 7% 15.97 1.12 17.09", "All prices include tax."} <= set(found)


def test_the_lines_and_sums_are_those_of_the_receipt() -> None:
    sale = day.discounts()
    receipt = as_text(day.receipt(sale)).splitlines()

    start, end = (
        receipt.index("Yoghurt natural 500 g"),
        next(at for at, row in enumerate(receipt) if row.startswith("Sum ")),
    )
    assert "\n".join(receipt[start:end]) in as_text(day.invoice(sale))


def test_money_that_went_back_makes_a_credit_note() -> None:
    assert "CREDIT NOTE" in rows(day.pure_return())
    assert "RECHNUNGSKORREKTUR" in rows(day.pure_return(), language="de")


def test_prices_without_tax_are_told() -> None:
    sale = papers.sale([papers.line("Shirt", 1000, 980)], "USD", TaxRules(False, "receipt"))

    assert "All prices are without tax." in rows(sale)


def test_a_buyer_without_address_and_number_is_a_name() -> None:
    found = rows(day.discounts(), buyer=replace(day.BUYER, address=("", ""), vat_id=""))

    start = found.index("Springfield Catering Ltd")
    assert found[start + 1].startswith("---")


class Seen(Sheet):
    """Notes every text with its place, and draws it."""

    seen: list[tuple[int, int, str]]

    def text(
        self, x: int, y: int, width: int, text: str, *, size: int, place: Place = "start", bold: bool = False
    ) -> None:
        self.seen.append((x, y, text))
        super().text(x, y, width, text, size=size, place=place, bold=bold)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int, str]]:
    """The texts on the last sheets that were made."""
    found: list[tuple[int, int, str]] = []

    def make(title: str, fonts: Fonts, *, rtl: bool) -> Sheet:
        found.clear()
        sheet = Seen(title, fonts, rtl=rtl)
        sheet.seen = found
        return sheet

    monkeypatch.setattr(invoice_sheet, "Sheet", make)
    return found


def test_the_sheet_says_what_the_roll_says(seen: list[tuple[int, int, str]]) -> None:
    sale = day.discounts()
    sheets(sale)

    on_sheet = " ".join(text for _, _, text in seen).split()
    roll = [row for row in rows(sale)[1:] if not row.startswith(("---", "===", "Date ", "Receipt "))]
    wanted = [word for row in roll for word in row.split() if word != "x"]
    assert {word.removesuffix("/kg") for word in wanted} - set(on_sheet) == set()


def test_amounts_on_the_sheet_add_up(seen: list[tuple[int, int, str]]) -> None:
    sheets(day.discounts())

    column = [(y, text) for x, y, text in seen if x == invoice_sheet._AMOUNT.x][1:]
    figures = [int(text.replace(".", "")) for _, text in column if text]
    total = figures.index(4170)
    assert sum(figures[: total - 2]) == figures[total - 2]
    assert figures[total - 2] + figures[total - 1] == figures[total]
    assert figures[total + 1] - figures[total + 2] == figures[total]


@pytest.mark.parametrize("count", [1, 20, 35, 36, 37, 38, 39, 40, 60, 200])
def test_nothing_leaves_the_page_however_long_it_is(count: int, seen: list[tuple[int, int, str]]) -> None:
    lines = [papers.line(f"Article {place}", 1000, 100 + place) for place in range(count)]
    blob = sheets(papers.paid(papers.sale(lines), 10_000_000))

    assert all(MARGIN - 20 <= y <= HEIGHT - 40 and 0 <= x <= WIDTH for x, y, _ in seen)
    names = [text for _, _, text in seen if text.startswith("Article ")]
    assert names == [line.name for line in lines]
    pages = len(re.findall(rb"/Type /Page\n", blob))
    assert pages == 1 + sum(text.startswith("INVOICE T1") for _, _, text in seen)
    numbered = [text for _, _, text in seen if text.startswith("Page ")]
    assert numbered == ([f"Page {at + 1} of {pages}" for at in range(pages)] if pages > 1 else [])


ALL = [
    (day.discounts, SHOP, "en"),
    (day.discounts_de, SHOP_DE, "de"),
    (day.exchange_ar, SHOP_AR, "ar"),
    (papers.chinese, SHOP_ZH, "zh"),
    (papers.every_script, SHOP, "en"),
    (papers.three_decimals, SHOP_AR, "ar"),
]


@pytest.mark.parametrize(("make", "header", "language"), ALL)
def test_every_language_makes_the_same_a4_pdf_every_time(
    make: object, header: ShopHeader, language: str
) -> None:
    sale = make()  # type: ignore[operator]
    blob = sheets(sale, header, language)

    assert blob.startswith(b"%PDF-")
    assert re.search(rb"/MediaBox \[ 0 0 595 842 \]", blob)
    assert sheets(sale, header, language) == blob


def test_copy_and_training_are_marked(seen: list[tuple[int, int, str]]) -> None:
    sheets(day.discounts(), copy=3, extras=Extras(training=True, names={"anna": "Anna Berg"}))

    texts = [text for _, _, text in seen]
    assert {"*** COPY 3 ***", "*** TRAINING ***"} <= set(texts)
    assert any("Cashier Anna Berg" in text for text in texts)


def test_a_long_word_is_broken_and_stays_within_its_width() -> None:
    sheet = Sheet("", FONTS, rtl=False)

    found = sheet.wrapped("short " + "W" * 60 + " end", 100, size=9)
    assert "".join(found).replace(" ", "") == "short" + "W" * 60 + "end"
    assert all(sheet._is_within(row, 100, 9, False) for row in found)
