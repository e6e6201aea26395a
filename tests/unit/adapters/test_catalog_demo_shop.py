"""The demo shop that ships: believable, complete, and clean for our own import."""

import csv
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

import pos_terminal
from pos_terminal.adapters.catalog_sqlite.csv_import import ImportResult, import_csv
from pos_terminal.adapters.catalog_sqlite.replica import SqliteCatalogue
from pos_terminal.adapters.catalog_sqlite.rows import ImportOptions
from pos_terminal.adapters.catalog_sqlite.search import SqliteSearch
from pos_terminal.config import Tax
from pos_terminal.domain.barcodes import Code, gtin_14, parse
from tests.catalog_lists import report_rows

ARTICLES = Path(pos_terminal.__file__).parent / "assets" / "demo" / "articles.csv"
SCRIPTS = (
    "LATIN",
    "CYRILLIC",
    "GREEK",
    "ARABIC",
    "HEBREW",
    "DEVANAGARI",
    "THAI",
    "HANGUL",
    "HIRAGANA",
    "KATAKANA",
    "CJK",
)

with ARTICLES.open(encoding="utf-8", newline="") as _file:
    ROWS = list(csv.DictReader(_file))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def imported(folder: Path) -> ImportResult:
    options = ImportOptions(tax_classes=frozenset(row.code for row in Tax().classes))
    target, report = folder / "articles.sqlite", folder / "report.csv"
    return import_csv(ARTICLES, target, report_path=report, options=options)


def test_every_row_is_an_article_of_its_own(imported: ImportResult, folder: Path) -> None:
    assert report_rows(folder) == []
    assert imported.articles == imported.rows == len(ROWS) >= 300
    assert imported.ignored_columns == ()


def test_every_code_finds_its_article(imported: ImportResult, folder: Path) -> None:
    catalogue = SqliteCatalogue(folder / "articles.sqlite")
    for row in ROWS:
        for code_text in row["barcodes"].split("|"):
            code = parse(code_text)
            assert isinstance(code, Code)
            found = [product.product_id for product in catalogue.by_code(code.keys)]
            assert found == ([row["product_id"]] if row["active"] == "1" else [])


def test_the_codes_are_of_the_demonstration_prefix_and_right() -> None:
    lengths: Counter[int] = Counter()
    for row in ROWS:
        for code_text in row["barcodes"].split("|"):
            if len(code_text) > 4:
                assert gtin_14(code_text), code_text
                # 952: GS1's own prefix for examples; UPC-A with 4: for a shop's own numbers.
                assert re.match("1?952|4[0-9]{11}$", code_text)
            lengths[len(code_text)] += 1
    assert lengths[13] > 300
    assert all(lengths[n] for n in (4, 8, 12, 14))
    assert sum("|" in row["barcodes"] for row in ROWS) >= 5


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("tax_class", {"A", "B", "C"}),
        ("unit", {"each", "kg"}),
        ("stock_policy", {"block", "warn", "allow"}),
        ("minimum_age", {"0", "16", "18"}),
        ("tracked", {"0", "1"}),
        ("active", {"0", "1"}),
    ],
)
def test_every_kind_of_article_is_there(column: str, values: set[str]) -> None:
    assert {row[column] for row in ROWS} == values


def test_there_are_a_dozen_categories_and_last_pieces() -> None:
    assert len({row["category"] for row in ROWS}) >= 12
    last = [row for row in ROWS if row["stock_policy"] == "block" and row["on_hand"] in ("1", "2", "3")]
    assert len(last) >= 3


def test_stock_is_given_exactly_where_it_is_tracked() -> None:
    for row in ROWS:
        assert row["on_hand"].isdigit() == (row["tracked"] == "1"), row


def test_names_are_short_and_long_in_many_scripts_and_read_like_a_shop() -> None:
    names = [row["name"] for row in ROWS]
    used = {
        unicodedata.name(character).split()[0] for name in names for character in name if character.isalpha()
    }
    assert used >= set(SCRIPTS)
    assert sum(len(name) > 60 for name in names) >= 3
    assert sum(len(name) > 120 for name in names) >= 2
    assert not [name for name in names if re.fullmatch(r"(?i)(article|product|item)\W*\d+", name)]


@pytest.mark.parametrize(
    ("typed", "product_id"),
    [
        ("milk whole", "whole-milk-1l"),
        ("гречка", "buckwheat-900"),
        ("μελι", "honey-thyme-crete"),
        ("تمر", "dates-medjool"),
        ("酱油", "soy-sauce-light"),
        ("น้ำปลา", "fish-sauce-700"),
        ("hefeweiss", "wheat-beer-500"),
        ("smorrebrod", "tarama-smorrebrod"),
        ("4011", "bananas"),
    ],
)
def test_the_cashier_finds_them(imported: ImportResult, folder: Path, typed: str, product_id: str) -> None:
    assert SqliteSearch(folder / "articles.sqlite").search(typed, 8)[0].product_id == product_id
