"""Quick keys against a real article file."""

from dataclasses import replace
from pathlib import Path

from pos_terminal.adapters.catalog_sqlite.edits import EditedArticles
from pos_terminal.adapters.catalog_sqlite.replica import SqliteCatalogue
from pos_terminal.domain.catalog import Product
from pos_terminal.services.quick_keys import QuickKey, resolve
from pos_terminal.views import SearchRow
from tests.catalog_lists import gtin_13, import_rows

HEADER = ("barcode", "name", "price", "product_id", "unit", "tax_class", "active")


def test_keys_stand_in_their_order_with_todays_prices(tmp_path: Path) -> None:
    # given a shop with a roll, loose apples, and a bag that is no longer sold
    rows = [
        (gtin_13(1), "Crusty roll", "0.45", "roll", "each", "B", "1"),
        ("PLU-7", "Apples, red", "2.99", "apple", "kg", "B", "1"),
        ("PLU-8", "Bag", "0.20", "bag", "each", "A", "0"),
    ]
    import_rows(tmp_path, rows, HEADER)
    catalogue = SqliteCatalogue(tmp_path / "articles.sqlite")
    wanted = (
        QuickKey(product_id="apple"),
        QuickKey(code_text=gtin_13(1), label="Roll"),
        QuickKey(product_id="bag"),
        QuickKey(code_text="PLU-8"),
        QuickKey(code_text="nothing"),
        QuickKey(product_id="nothing"),
    )

    # then only what is sold has a key
    assert resolve(catalogue, wanted) == (
        SearchRow("apple", "Apples, red", "PLU-7", 299, "kg", "B"),
        SearchRow("roll", "Roll", gtin_13(1), 45, "each", "B"),
    )

    # and a price that was changed in the app is on the key at once
    EditedArticles(tmp_path / "articles.sqlite").save(Product("bag", "Bag", 25, "A"))
    apple = catalogue.by_id("apple")
    assert apple is not None
    EditedArticles(tmp_path / "articles.sqlite").save(replace(apple, price_minor=199))
    assert [(row.product_id, row.price_minor, row.code_text) for row in resolve(catalogue, wanted)] == [
        ("apple", 199, "PLU-7"),
        ("roll", 45, gtin_13(1)),
        ("bag", 25, ""),
    ]
