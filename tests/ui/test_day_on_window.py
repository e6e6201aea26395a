"""A whole window with the real core behind it: returns, exchanges, discounts and credit, key by key."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pos_terminal import commands as c
from tests.desk_harness import BREAD, MILK, CounterTill
from tests.ui.conftest import OpenTill, Till
from tests.ui.walk import texts
from ui.interaction import Page
from ui.keymap import Action, Pressed

LATER_MS = 1000


class Shop:
    """Keys go in, commands are done at once, views come back; every key comes a second after the last."""

    def __init__(self, window_till: Till, core: CounterTill) -> None:
        self.core = core
        self.window = window_till.window
        self._till = window_till
        self._now_ms = 100_000
        till: Any = self.window.till
        till.now_ms = till.sheets._now_ms = lambda: self._now_ms
        self.pump()

    @property
    def shown(self) -> list[str]:
        return [drawn.text for _, drawn in texts(self.window)]

    @property
    def phase(self) -> str:
        return self.core.view.phase

    def is_on(self, page: Page) -> bool:
        return self.window.till.hands.page is page

    def pump(self) -> None:
        while True:
            self.window.show_view(self.core.view)
            posted = self._till.taken()
            if not posted:
                return
            self.core.do(*posted)

    def press(self, *actions: Action) -> None:
        for action in actions:
            self._now_ms += LATER_MS
            self.window.press(Pressed(action))
            self.pump()

    def key(self, action: str) -> None:
        self._now_ms += LATER_MS
        self.window.press(Pressed(Action.SHEET_KEY, action))
        self.pump()

    def type(self, text: str) -> None:
        for char in text:
            self._now_ms += LATER_MS
            self.window.press(Pressed(Action.CHAR, char))
            self.pump()

    def scan(self, text: str) -> None:
        self._now_ms += LATER_MS
        self.core.scan_text(text)
        self.pump()


@pytest.fixture
def shop(open_till: OpenTill, tmp_path: Path) -> Iterator[Shop]:
    core = CounterTill(tmp_path, has_centre=False, departments=(("Bakery", "B"),))
    yield Shop(open_till(), core)
    core.journal.close()


def sell(shop: Shop, *codes: str) -> str:
    for code in codes:
        shop.scan(code)
    shop.press(Action.PAY, Action.ENTER)
    finished = shop.core.core.last_finished
    assert finished is not None
    return f"{finished.sale.receipt_no}-{finished.hash[:4].upper()}"


def test_a_bread_comes_back_and_the_money_with_it(shop: Shop) -> None:
    barcode = sell(shop, MILK.barcodes[0], BREAD.barcodes[0])
    shop.scan(barcode)
    assert shop.is_on(Page.SHEET)
    shop.press(Action.DOWN, Action.ENTER, Action.ENTER)
    assert shop.is_on(Page.SHEET)
    assert "−3.49" in shop.shown
    shop.press(Action.PAY)
    assert shop.phase == "tender"
    assert shop.is_on(Page.NONE)
    assert "To give back" in shop.shown
    shop.press(Action.ENTER)
    assert shop.phase == "done"
    assert {"Give back in cash", "3.49"} <= set(shop.shown)
    assert shop.core.view.receipt_found is None


def test_an_exchange_is_one_sale_and_pays_the_difference(shop: Shop) -> None:
    barcode = sell(shop, BREAD.barcodes[0])
    shop.press(Action.RETURN)
    shop.type(barcode)
    shop.press(Action.ENTER, Action.ENTER, Action.ENTER, Action.ESCAPE)
    assert shop.is_on(Page.NONE)
    shop.scan(MILK.barcodes[0])
    assert shop.core.view.totals.due_minor == 119 - 349
    shop.press(Action.PAY, Action.METHOD_1, Action.ENTER)
    assert shop.phase == "done"
    assert "2.30" in shop.shown


def test_a_scan_while_the_receipt_is_open_sells_and_changes_nothing_else(shop: Shop) -> None:
    barcode = sell(shop, BREAD.barcodes[0])
    shop.scan(barcode)
    shop.scan(MILK.barcodes[0])
    assert shop.is_on(Page.SHEET)
    assert [line.name for line in shop.core.view.lines] == [MILK.name]


def test_a_return_without_a_receipt_by_its_scan(shop: Shop) -> None:
    shop.press(Action.RETURN)
    shop.key("without")
    shop.scan(BREAD.barcodes[0])
    shop.press(Action.ENTER, Action.ENTER, Action.ENTER)
    assert [line.amount_minor for line in shop.core.view.lines] == [-349]
    assert shop.is_on(Page.NONE)


def test_an_unknown_article_from_f2_by_department(shop: Shop) -> None:
    shop.scan("4006381333931")
    shop.press(Action.FIND, Action.DEPARTMENT)
    shop.type("250")
    shop.press(Action.ENTER)
    line = shop.core.view.lines[0]
    assert (line.name, line.code_text, line.amount_minor) == ("Bakery", "4006381333931", 250)
    assert shop.is_on(Page.NONE)


def test_a_discount_typed_before_its_key(shop: Shop) -> None:
    shop.scan(BREAD.barcodes[0])
    shop.type("10")
    shop.press(Action.DISCOUNT, Action.ENTER)
    assert shop.core.view.totals.total_minor == 314
    assert "discount −0.35" in shop.shown


def test_the_customers_key_and_field_open_the_same_page(shop: Shop) -> None:
    shop.press(Action.CUSTOMER)
    assert shop.is_on(Page.SHEET)
    assert "Name, phone or card" in shop.shown
    shop.press(Action.ESCAPE)
    shop.window.parts.customer.tapped.emit()
    assert shop.is_on(Page.SHEET)


def test_paying_with_credit_while_the_centre_is_away_says_so(shop: Shop) -> None:
    shop.scan(BREAD.barcodes[0])
    shop.press(Action.PAY, Action.METHOD_3)
    assert shop.is_on(Page.SHEET)
    shop.type("7Q2M9KXW4T")
    shop.press(Action.ENTER)
    assert shop.core.view.history[-1].code == "credit_away"
    shop.press(Action.ESCAPE, Action.ESCAPE)
    assert shop.is_on(Page.NONE)
    shop.press(Action.METHOD_1, Action.ENTER)
    assert shop.phase == "done"


def test_a_key_of_the_sale_leaves_the_return_and_forgets_the_receipt(shop: Shop) -> None:
    barcode = sell(shop, BREAD.barcodes[0])
    shop.scan(barcode)
    shop.press(Action.FIND)
    assert shop.is_on(Page.FIND)
    assert shop.core.view.receipt_found is None
    shop.core.do(c.Search(""))
