"""Articles changed one by one: seen at once, over any import, and owed until the centre was told."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from pos_terminal.adapters.catalog_sqlite.edits import EditedArticles, import_begins, import_ends
from pos_terminal.adapters.catalog_sqlite.layers import edits_path
from pos_terminal.adapters.catalog_sqlite.replica import SqliteCatalogue
from pos_terminal.adapters.catalog_sqlite.search import SqliteSearch
from pos_terminal.domain.barcodes import Code, parse
from pos_terminal.domain.catalog import Product
from pos_terminal.errors import BadInput, StorageUnavailable
from pos_terminal.services.article_port import Change, Changes, Mark, Owed
from tests.catalog_lists import gtin_13, import_rows, report_rows

HEADER = ("gtin", "name", "price", "product_id")
MILK = Product("milk", "Milk", 100, "A", barcodes=(gtin_13(1),))
AT = "2026-11-24T09:00:00.000Z"


class Shop:
    """A list of milk and butter; readers are opened before anything is changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "articles.sqlite"
        self.import_list()
        self.catalogue = SqliteCatalogue(self.path)
        self.search = SqliteSearch(self.path)
        self.edits = EditedArticles(self.path)
        assert self.scan(gtin_13(1)) == ["Milk 100"]

    def import_list(self) -> None:
        rows = [(gtin_13(1), "Milk", "1.00", "milk"), (gtin_13(2), "Butter", "2.00", "butter")]
        import_rows(self.folder, rows, HEADER)

    def scan(self, text: str) -> list[str]:
        code = parse(text)
        assert isinstance(code, Code)
        return [f"{product.name} {product.price_minor}" for product in self.catalogue.by_code(code.keys)]

    def find(self, text: str) -> list[str]:
        return [f"{product.name} {product.price_minor}" for product in self.search.search(text, 8)]


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


def test_a_new_price_is_seen_with_the_next_question(shop: Shop) -> None:
    for price_minor in (110, 120):
        shop.edits.save(replace(MILK, price_minor=price_minor))

        assert shop.scan(gtin_13(1)) == [f"Milk {price_minor}"]
        assert shop.catalogue.by_id("milk") == replace(MILK, price_minor=price_minor)
        assert shop.find("milk") == [f"Milk {price_minor}"]
        assert f"Milk {price_minor}" in shop.find(gtin_13(1)[3:9])
    assert shop.scan(gtin_13(2)) == ["Butter 200"]
    assert shop.catalogue.article_count() == 2


def test_a_new_article_is_found_by_every_form_of_its_code_and_by_its_name(shop: Shop) -> None:
    juice = Product("juice", "Crème de Cassis", 300, "B", "Drinks", "l", "block", 18, ("04252614", "PLU-7"))
    shop.edits.save(replace(juice, tracked=False, deposit_id="bottle"))

    for form in ("042100005264", "0042100005264", "04252614", "]E0042100005264", "PLU-7"):
        assert shop.scan(form) == ["Crème de Cassis 300"]
    for text in ("cassis creme", "plu-7", "PLU-7", "2526"):
        assert shop.find(text) == ["Crème de Cassis 300"]
    assert shop.catalogue.by_id("juice") == replace(juice, tracked=False, deposit_id="bottle")
    assert shop.catalogue.article_count() == 3


def test_an_article_without_code_is_found_by_id_and_name(shop: Shop) -> None:
    roll = Product("roll", "Roll", 45, "B")
    shop.edits.save(roll)

    assert shop.catalogue.by_id("roll") == roll
    assert shop.search.search("roll", 8) == (roll,)


def test_a_shop_without_a_list_can_begin_with_its_first_article(tmp_path: Path) -> None:
    path = tmp_path / "till" / "articles.sqlite"
    catalogue = SqliteCatalogue(path)
    assert catalogue.by_id("milk") is None
    edits = EditedArticles(path)
    assert (edits.owed(), edits.mark()) == ((), Mark())

    edits.save(MILK)

    assert catalogue.by_id("milk") == MILK
    assert SqliteSearch(path).search("milk", 8) == (MILK,)


def test_names_codes_and_activity_that_go_are_gone_everywhere(shop: Shop) -> None:
    shop.edits.save(replace(MILK, name="Whole cream", barcodes=(gtin_13(9),)))
    assert (shop.scan(gtin_13(1)), shop.find("milk"), shop.find(gtin_13(1))) == ([], [], [])
    assert shop.scan(gtin_13(9)) == ["Whole cream 100"]

    shop.edits.save(replace(MILK, active=False))

    assert (shop.scan(gtin_13(1)), shop.scan(gtin_13(9)), shop.find("milk"), shop.find("cream")) == (
        [],
        [],
        [],
        [],
    )
    gone = shop.catalogue.by_id("milk")
    assert gone is not None
    assert not gone.active


def test_a_code_given_to_another_article_answers_both(shop: Shop) -> None:
    shop.edits.save(Product("new", "New", 1, "A", barcodes=(gtin_13(1),)))

    assert sorted(shop.scan(gtin_13(1))) == ["Milk 100", "New 1"]
    assert sorted(shop.find(gtin_13(1))) == ["Milk 100", "New 1"]


@pytest.mark.parametrize("code", ["a|b", " "])
def test_a_code_that_cannot_be_kept_is_refused_and_nothing_has_changed(shop: Shop, code: str) -> None:
    with pytest.raises(BadInput, match="another"):
        shop.edits.save(replace(MILK, price_minor=1, barcodes=(code,)), AT)

    assert shop.scan(gtin_13(1)) == ["Milk 100"]
    assert shop.edits.owed() == ()


def test_a_later_list_wins_over_what_it_names_and_keeps_what_it_does_not(shop: Shop) -> None:
    shop.edits.save(replace(MILK, price_minor=150), AT)
    shop.edits.save(Product("roll", "Roll", 45, "B", barcodes=("77",)), AT)

    shop.import_list()

    assert shop.scan(gtin_13(1)) == ["Milk 100"]
    assert shop.scan("77") == ["Roll 45"]
    assert [owed.product.product_id for owed in shop.edits.owed()] == ["roll"]
    assert shop.find("milk") == ["Milk 100"]


def test_what_is_changed_while_a_list_is_read_is_not_lost(shop: Shop) -> None:
    # given changes before and during an import
    shop.edits.save(replace(MILK, price_minor=150))
    import_begins(shop.path, "one")
    shop.edits.save(Product("butter", "Butter", 222, "A", barcodes=(gtin_13(2),)))
    again = EditedArticles(shop.path)

    # when its list is in place, and its process dies before it has tidied up
    with closing(sqlite3.connect(shop.path)) as connection, connection:
        connection.execute("UPDATE about SET import_id = 'one'")
    again.save(Product("roll", "Roll", 45, "B"))

    # then the till does it
    assert shop.scan(gtin_13(1)) == ["Milk 100"]
    assert shop.scan(gtin_13(2)) == ["Butter 222"]
    import_ends(shop.path)
    assert shop.scan(gtin_13(2)) == ["Butter 222"]
    again.close()


def test_an_import_that_fails_changes_nothing(shop: Shop) -> None:
    shop.edits.save(replace(MILK, price_minor=150))
    with pytest.raises(BadInput):
        import_rows(shop.folder, [("", "", "", "")], HEADER)

    shop.edits.save(Product("roll", "Roll", 45, "B"))

    assert shop.scan(gtin_13(1)) == ["Milk 150"]


def test_owed_until_told_and_again_where_it_was_saved_again(shop: Shop) -> None:
    shop.edits.save(replace(MILK, price_minor=150), AT)
    first = Owed(replace(MILK, price_minor=150), AT)
    assert shop.edits.owed() == (first,)
    shop.edits.save(replace(MILK, price_minor=160), "2026-11-24T09:00:01.000Z")

    shop.edits.told(first, None)

    (second,) = EditedArticles(shop.path).owed()
    assert second.product.price_minor == 160
    shop.edits.told(second, Change(replace(MILK, price_minor=99, category="?"), ("category",)))
    assert shop.edits.owed() == ()
    assert shop.scan(gtin_13(1)) == ["Milk 99"]


def test_the_centres_changes_are_taken_where_they_are_news_and_nobody_here_is_waited_for(shop: Shop) -> None:
    # given a listed article, one changed here and still owed, and a new one
    shop.edits.save(Product("butter", "Butter", 250, "A", barcodes=(gtin_13(2),)), AT)
    here = shop.catalogue.by_id("milk")
    assert here is not None
    changes = (
        Change(replace(here, tax_class="", barcodes=()), ("tax_class", "barcodes")),
        Change(Product("butter", "Butter", 210, "A", barcodes=(gtin_13(2),))),
        Change(Product("tea", "Tea", 400, "A", barcodes=("88",))),
        Change(Product("bad", "Bad", 400, "A", barcodes=("8|8",))),
    )

    # when
    taken = shop.edits.take(Changes(changes, Mark(AT, "tea"), more=False))

    # then
    assert [product.product_id for product in taken] == ["tea"]
    assert shop.scan("88") == ["Tea 400"]
    assert shop.scan(gtin_13(2)) == ["Butter 250"]
    assert EditedArticles(shop.path).mark() == Mark(AT, "tea")
    assert shop.edits.take(Changes(changes, Mark(AT, "tea"), more=False)) == ()


def test_a_file_that_cannot_be_written_or_read_is_said_with_the_remedy(shop: Shop) -> None:
    edits_path(shop.path).write_bytes(b"rubbish " * 1000)
    with pytest.raises(StorageUnavailable, match="Nothing was changed"):
        shop.edits.save(MILK)
    with pytest.raises(StorageUnavailable, match="move it away"):
        shop.catalogue.by_id("milk")

    edits_path(shop.path).unlink()

    assert shop.scan(gtin_13(1)) == ["Milk 100"]
    shop.edits.save(replace(MILK, price_minor=110))
    assert shop.scan(gtin_13(1)) == ["Milk 110"]
    shop.edits.close()
    shop.catalogue.close()
    shop.search.close()


def test_a_list_of_the_form_before_deposits_is_still_read(shop: Shop) -> None:
    shop.catalogue.close()
    with closing(sqlite3.connect(shop.path)) as connection, connection:
        connection.execute("ALTER TABLE kind DROP COLUMN deposit_id")
        connection.execute("ALTER TABLE about DROP COLUMN import_id")
        connection.execute("PRAGMA user_version = 1")

    assert shop.scan(gtin_13(1)) == ["Milk 100"]
    assert shop.find("butter") == ["Butter 200"]
    shop.edits.save(replace(MILK, price_minor=110))
    assert shop.scan(gtin_13(1)) == ["Milk 110"]


def test_a_deposit_is_listed_with_its_article_and_one_that_is_missing_is_doubtful(tmp_path: Path) -> None:
    rows = [
        (gtin_13(1), "Water", "0.80", "water", "bottle"),
        ("B1", "Bottle", "0.25", "bottle", ""),
        (gtin_13(2), "Beer", "0.90", "beer", "crate"),
        (gtin_13(3), "Wine", "0.90", "wine", "no/id"),
    ]
    import_rows(tmp_path, rows, (*HEADER, "deposit"))

    catalogue = SqliteCatalogue(tmp_path / "articles.sqlite")
    water, bottle = catalogue.by_id("water"), catalogue.by_id("bottle")
    assert water is not None
    assert bottle is not None
    assert (water.deposit_id, bottle.deposit_id) == ("bottle", "")
    assert report_rows(tmp_path) == [
        ["5", "rejected", "deposit_invalid", gtin_13(3), "Wine"],
        ["4", "doubtful", "deposit_unknown", gtin_13(2), "Beer"],
    ]
