"""Cases of an article: how many units are in them comes with their code, from the list to the scan."""

from pathlib import Path

import pytest

from pos_terminal.adapters.catalog_sqlite.edits import EditedArticles
from pos_terminal.adapters.catalog_sqlite.packs import joined, parted, read_pack
from pos_terminal.adapters.catalog_sqlite.replica import SqliteCatalogue
from pos_terminal.adapters.mongo.documents import product_document
from pos_terminal.adapters.mongo.products import change_of
from pos_terminal.domain.barcodes import Code, parse
from pos_terminal.domain.catalog import Product
from tests.catalog_lists import import_rows, report_rows

MILK, CASE, PALLET = "9520000000011", "19520000000018", "29520000000015"
HEADER = ("barcodes", "name", "price", "packs")


def scan(catalogue: SqliteCatalogue, text: str) -> tuple[Product, ...]:
    code = parse(text)
    assert isinstance(code, Code)
    return catalogue.by_code(code.keys)


def test_a_case_finds_its_article_which_says_how_many_are_in_it(tmp_path: Path) -> None:
    import_rows(tmp_path, [(MILK, "Milk", "1.19", f"{CASE}*12|{PALLET}*720")], HEADER)
    catalogue = SqliteCatalogue(tmp_path / "articles.sqlite")

    (milk,) = scan(catalogue, CASE)

    assert milk.barcodes == (MILK,)
    assert milk.packs == ((CASE, 12), (PALLET, 720))
    assert scan(catalogue, PALLET) == scan(catalogue, MILK) == (milk,)


@pytest.mark.parametrize("packs", [CASE, f"{CASE}*1", f"{CASE}*x", "*12", f"{CASE}*1000000"])
def test_a_case_without_a_number_is_no_case(tmp_path: Path, packs: str) -> None:
    rows = [(MILK, "Milk", "1.19", packs), ("PLU-1", "Roll", "0.35", "")]
    import_rows(tmp_path, rows, HEADER)

    assert [row[2] for row in report_rows(tmp_path)] == ["packs_invalid"]


def test_a_changed_article_keeps_its_cases(tmp_path: Path) -> None:
    import_rows(tmp_path, [(MILK, "Milk", "1.19", f"{CASE}*12")], HEADER)
    catalogue = SqliteCatalogue(tmp_path / "articles.sqlite")
    (milk,) = scan(catalogue, MILK)
    edits = EditedArticles(tmp_path / "articles.sqlite")

    edits.save(milk)
    edits.close()

    assert scan(catalogue, CASE) == (milk,)


def test_the_centre_tells_and_is_told_how_many_are_in_a_case() -> None:
    milk = Product("milk", "Milk", 119, "B", barcodes=(MILK,), packs=((CASE, 12),))
    document = {"_id": "milk", **product_document(milk, "EUR")}

    change = change_of(document, "EUR")
    silent = change_of({name: value for name, value in document.items() if name != "packs"}, "EUR")
    others = change_of({**document, "packs": [{"code": CASE, "units": 1}, "x", {"units": 3}]}, "EUR")

    assert change is not None
    assert silent is not None
    assert others is not None
    assert change.product == milk
    assert silent.over(milk) == milk
    assert others.product.packs == ()


def test_codes_are_kept_as_one_text() -> None:
    assert parted(joined((MILK, "A*12"), ((CASE, 12),))) == ((MILK, "A*12"), ((CASE, 12),))
    assert parted("") == ((), ())
    assert read_pack(f" {CASE} *12") == (CASE, f"{CASE}\x1f12")
