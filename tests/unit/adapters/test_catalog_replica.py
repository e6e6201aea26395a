"""Looking up articles in the local replica."""

from pathlib import Path

import pytest

from pos_terminal.adapters.catalog_sqlite.replica import SqliteCatalogue
from pos_terminal.domain.barcodes import Code, check_digit, parse
from pos_terminal.domain.catalog import Product
from pos_terminal.errors import StorageUnavailable
from tests.catalog_lists import gtin_13, import_names, import_rows

ALL = (
    "barcodes", "name", "price", "tax_class", "category", "unit", "stock_policy", "minimum_age", "product_id",
    "tracked", "active",
)  # fmt: skip


def scan(catalogue: SqliteCatalogue, text: str) -> list[str]:
    code = parse(text)
    assert isinstance(code, Code)
    return [product.name for product in catalogue.by_code(code.keys)]


def shop(folder: Path, *rows: tuple[str, str, str]) -> SqliteCatalogue:
    import_rows(folder, rows)
    return SqliteCatalogue(folder / "articles.sqlite")


def test_an_article_comes_back_as_it_was_listed(tmp_path: Path) -> None:
    row = (f"{gtin_13(1)}|PLU-7", "Gouda", "12.90", "B", "Cheese", "kg", "block", "0", "gouda", "0", "1")
    import_rows(tmp_path, [row], ALL)
    gouda = Product(
        "gouda",
        "Gouda",
        1290,
        "B",
        "Cheese",
        "kg",
        "block",
        0,
        (gtin_13(1), "PLU-7"),
        tracked=False,
        active=True,
    )
    catalogue = SqliteCatalogue(tmp_path / "articles.sqlite")
    assert catalogue.by_code([gtin_13(1), "0" + gtin_13(1)]) == (gouda,)
    assert catalogue.by_code(["PLU-7"]) == (gouda,)
    assert catalogue.by_id("gouda") == gouda
    assert catalogue.article_count() == 1


@pytest.mark.parametrize("listed", ["042100005264", "0042100005264", "00042100005264", "04252614"])
@pytest.mark.parametrize(
    "scanned", ["042100005264", "0042100005264", "00042100005264", "04252614", "4252614", "]E0042100005264"]
)
def test_every_form_of_a_gtin_finds_every_other(tmp_path: Path, listed: str, scanned: str) -> None:
    assert scan(shop(tmp_path, (listed, "Juice", "1")), scanned) == ["Juice"]


def test_an_ean_8_is_found_in_all_its_forms(tmp_path: Path) -> None:
    catalogue = shop(tmp_path, ("96385074", "Gum", "1"))
    for form in ("96385074", "]E496385074", "0000096385074", "00000096385074", "000096385074"):
        assert scan(catalogue, form) == ["Gum"]


def test_a_case_and_its_unit_are_two_articles(tmp_path: Path) -> None:
    unit = gtin_13(1)
    case = "1" + unit[:12] + check_digit("1" + unit[:12])
    catalogue = shop(tmp_path, (unit, "Beer", "1"), (case, "Beer, case of 20", "20"))
    assert scan(catalogue, unit) == ["Beer"]
    assert scan(catalogue, case) == ["Beer, case of 20"]


def test_a_case_that_is_not_listed_is_not_its_unit(tmp_path: Path) -> None:
    unit = gtin_13(1)
    assert scan(shop(tmp_path, (unit, "Beer", "1")), "1" + unit[:12] + check_digit("1" + unit[:12])) == []


def test_zeros_belong_to_a_shops_own_code(tmp_path: Path) -> None:
    catalogue = shop(tmp_path, ("0042", "Bag", "1"), ("42", "Candle", "1"))
    assert scan(catalogue, "0042") == ["Bag"]
    assert scan(catalogue, "42") == ["Candle"]
    assert scan(catalogue, "042") == []
    assert scan(catalogue, "0000") == []


def test_codes_that_differ_in_case_are_two_articles(tmp_path: Path) -> None:
    catalogue = shop(tmp_path, ("85123A", "White heart", "1"), ("85123a", "Red heart", "1"))
    assert scan(catalogue, "85123A") == ["White heart"]
    assert scan(catalogue, "85123a") == ["Red heart"]


def test_a_code_with_a_wrong_check_digit_is_found_as_it_stands_only(tmp_path: Path) -> None:
    catalogue = shop(tmp_path, ("9520000000012", "Local bread", "1"))
    assert scan(catalogue, "9520000000012") == ["Local bread"]
    assert scan(catalogue, "09520000000012") == []


def test_two_articles_with_one_code_are_both_answered(tmp_path: Path) -> None:
    rows = [("7", "Apple, red", "1", "apple-red"), ("7", "Apple, green", "1", "apple-green")]
    import_rows(tmp_path, rows, ("barcode", "name", "price", "product_id"))
    assert sorted(scan(SqliteCatalogue(tmp_path / "articles.sqlite"), "7")) == ["Apple, green", "Apple, red"]


def test_an_inactive_article_is_not_sold_and_hides_no_other_key(tmp_path: Path) -> None:
    rows = [(gtin_13(1), "Old", "1", "old", "0")]
    import_rows(tmp_path, rows, ("gtin", "name", "price", "product_id", "active"))
    catalogue = SqliteCatalogue(tmp_path / "articles.sqlite")
    assert scan(catalogue, gtin_13(1)) == []
    assert catalogue.by_code(["0" + gtin_13(1), "other"]) == ()
    found = catalogue.by_id("old")
    assert found is not None
    assert not found.active


def test_no_file_is_an_empty_shop_until_there_is_one(tmp_path: Path) -> None:
    catalogue = SqliteCatalogue(tmp_path / "articles.sqlite")
    assert (catalogue.by_code(["1"]), catalogue.by_id("1"), catalogue.article_count()) == ((), None, 0)
    import_names(tmp_path, ["Milk"])
    assert scan(catalogue, gtin_13(1)) == ["Milk"]


def test_a_new_file_is_used_at_the_next_question(tmp_path: Path) -> None:
    catalogue = shop(tmp_path, (gtin_13(1), "Milk", "1.00"))
    assert catalogue.by_code(["0" + gtin_13(1)])[0].price_minor == 100
    import_rows(tmp_path, [(gtin_13(1), "Milk", "1.10")])
    assert catalogue.by_code(["0" + gtin_13(1)])[0].price_minor == 110


def test_a_file_taken_away_goes_on_being_used(tmp_path: Path) -> None:
    catalogue = shop(tmp_path, (gtin_13(1), "Milk", "1.00"))
    assert scan(catalogue, gtin_13(1)) == ["Milk"]
    (tmp_path / "articles.sqlite").unlink()
    assert scan(catalogue, gtin_13(1)) == ["Milk"]


@pytest.mark.parametrize("content", [b"rubbish " * 2000, b"", b"SQLite format 3\x00"])
def test_a_file_of_another_form_is_said_with_the_remedy(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "articles.sqlite").write_bytes(content)
    catalogue = SqliteCatalogue(tmp_path / "articles.sqlite")
    with pytest.raises(StorageUnavailable, match="import the articles again"):
        catalogue.by_code(["1"])
    import_names(tmp_path, ["Milk"])
    assert scan(catalogue, gtin_13(1)) == ["Milk"]
    catalogue.close()
