"""Counting: rows of a sheet, and a count that may be interrupted anywhere and given again."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pos_terminal.domain.catalog import Product
from pos_terminal.errors import CentreUnavailable
from pos_terminal.services.counting import CountResult, book_count, make_counters, read_count
from tests.fakes.audited_shop import MINUTE_MS, AuditedShop, FakeDesk
from tests.fakes.stock import FakeStockServer
from tests.fakes.stock_shop import Shop

ARTICLES = {
    "p": Product("p", "Milk", 119, "A", barcodes=("952",)),
    "ham": Product("ham", "Ham", 1990, "A", unit="kg"),
    "wash": Product("wash", "Car wash", 900, "A", tracked=False),
}


class Articles:
    """Fulfils `Catalogue`."""

    def by_code(self, keys: Sequence[str]) -> tuple[Product, ...]:
        if "twice" in keys:
            return (ARTICLES["p"], ARTICLES["ham"])
        return tuple(product for product in ARTICLES.values() if set(product.barcodes) & set(keys))

    def by_id(self, product_id: str) -> Product | None:
        return ARTICLES.get(product_id)


def make(units: int | None = None) -> AuditedShop:
    return AuditedShop(Shop(FakeStockServer()), FakeDesk(), units)


def give(shop: AuditedShop, count_id: str = "c1", **counted: int) -> CountResult:
    return book_count(shop.audit, shop.desk.centre, count_id, counted)


def test_rows_are_read_by_id_and_by_barcode() -> None:
    rows = [{"barcode": "952", "on_hand": "12"}, {"product_id": "ham", "barcode": "", "on_hand": " 1,25 "}]

    assert read_count(rows, Articles()) == ({"p": 12, "ham": 1250}, ())


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"product_id": "nix", "on_hand": "1"}, "nix is not in the article file"),
        ({"barcode": "1", "on_hand": "1"}, "1 is not in the article file"),
        ({"on_hand": "1"}, "no product_id and no barcode"),
        ({"barcode": "twice", "on_hand": "1"}, "several articles (p, ham)"),
        ({"product_id": "wash", "on_hand": "1"}, "without stock"),
        ({"product_id": "p", "on_hand": "-1"}, "whole pieces"),
        ({"product_id": "p", "on_hand": "1.5"}, "whole pieces"),
        ({"product_id": "p", "on_hand": ""}, "whole pieces"),
        ({"product_id": "p", "on_hand": "9" * 13}, "whole pieces"),
        ({"product_id": "p", "on_hand": None}, "whole pieces"),
        ({"product_id": "ham", "on_hand": "1.2345"}, "kg with up to three decimals"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_with_its_line(row: dict[str, str | None], said: str) -> None:
    counted, problems = read_count([row], Articles())

    assert counted == {}
    assert problems[0].startswith("Line 2: ")
    assert said in problems[0]


def test_an_article_that_stands_twice_is_named() -> None:
    rows = [{"product_id": "p", "on_hand": "1"}, {"barcode": "952", "on_hand": "2"}]

    counted, problems = read_count(rows, Articles())

    assert counted == {"p": 1}
    assert "Line 3: p is counted twice" in problems[0]


def test_a_new_shop_is_not_unknown_for_ever() -> None:
    # given a till that sells already, without counters
    shop = make()
    shop.hold("open", 2)

    # when
    result = give(shop, p=12)

    # then
    assert result == CountResult(counted=1, counters_made=1)
    assert (shop.desk.on_hand("p"), shop.shop.counter(), shop.desk.unsettled()) == (12, 10, set())
    assert shop.kinds() == []


def test_a_count_given_again_changes_nothing() -> None:
    shop = make()
    give(shop, p=12)
    shop.hold("open", 2)

    again = give(shop, p=12)

    assert again == CountResult(earlier=1)
    assert (shop.desk.on_hand("p"), shop.shop.counter()) == (12, 10)


def test_a_later_count_moves_the_counter_by_the_difference() -> None:
    shop = make(10)
    shop.hold("open", 3)
    shop.shop.online(-1)

    result = give(shop, p=8)

    assert result == CountResult(counted=1)
    assert (shop.desk.on_hand("p"), shop.shop.counter()) == (8, 4)


def test_the_same_count_with_another_number_is_named() -> None:
    shop = make()
    give(shop, p=12)

    again = give(shop, p=13)

    assert (again.earlier, shop.desk.on_hand("p")) == (1, 12)
    assert "was counted as 12 under this count before" in again.problems[0]


def test_an_article_whose_sale_is_under_way_waits() -> None:
    # given goods that have left the shelf, and the centre does not know it
    shop = make(10)
    shop.hold("sold", 3, sold=True)

    # when
    early = give(shop, p=7)
    shop.upload("sold", 3)
    late = give(shop, p=7)

    # then
    assert (early.counted, late) == (0, CountResult(counted=1))
    assert "still on their way to the centre" in early.problems[0]
    assert (shop.desk.on_hand("p"), shop.shop.counter(), shop.shop.hold("sold")) == (7, 7, None)


def test_a_count_that_was_cut_off_is_ended_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    # given a centre that is away after it has booked the count
    shop = make(10)
    centre = shop.desk.centre
    with monkeypatch.context() as patch:
        patch.setattr(centre, "mark_settled", lambda _: (_ for _ in ()).throw(CentreUnavailable("away")))
        with pytest.raises(CentreUnavailable):
            give(shop, p=12)

    # when
    again = give(shop, p=12)

    # then
    assert again == CountResult(earlier=1)
    assert (shop.desk.on_hand("p"), shop.shop.counter(), shop.desk.unsettled()) == (12, 12, set())


def test_missing_counters_are_made_from_the_centre() -> None:
    # given a stock server that has lost everything, and a basket that was claimed since
    shop = make()
    shop.desk.put("p", 9)
    shop.hold("open", 2)
    shop.upload("h", 1)

    # when
    result = make_counters(shop.audit, shop.desk.centre)

    # then
    assert result == CountResult(counters_made=1)
    assert (shop.shop.counter(), shop.desk.on_hand("p")) == (6, 8)
    shop.later(15 * MINUTE_MS)
    assert shop.kinds() == []
    assert make_counters(shop.audit, shop.desk.centre) == CountResult()
