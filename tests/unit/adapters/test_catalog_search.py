"""Finding an article by what a cashier types."""

from pathlib import Path

import pytest

from pos_terminal.adapters.catalog_sqlite.search import NAMESAKES, WORD_CANDIDATES, SqliteSearch
from tests.catalog_lists import gtin_13, import_names, import_rows

NAMES = (
    "Whole milk 1 l",
    "Chocolate milk 0.5 l",
    "Milk",
    "Milkshake strawberry",
    "Crème brûlée vanille",
    "Fränkisches Weißbier 0,5 l",
    "Huile d'olive vierge extra",
    "Творог 5 % зернёный",
    "Ελαιόλαδο έξτρα παρθένο",
    "حليب كامل الدسم",
    "חלב תנובה",
    "可口可乐 330ml",
    "น้ำปลาแท้ ตราปลาหมึก",
    "신라면 매운맛",
    "बासमती चावल",
    "Emmentaler Scheiben 200 g",
    "Emmentaler am Stück",
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> SqliteSearch:
    return SqliteSearch(import_names(tmp_path_factory.mktemp("shop"), NAMES))


def names(search: SqliteSearch, text: str) -> list[str]:
    return [product.name for product in search.search(text, 8)]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("creme brulee", "Crème brûlée vanille"),
        ("vanille crème", "Crème brûlée vanille"),
        ("weissb frank", "Fränkisches Weißbier 0,5 l"),
        ("OLIVE", "Huile d'olive vierge extra"),
        ("d'olive", "Huile d'olive vierge extra"),
        ("зерненый тво", "Творог 5 % зернёный"),
        ("παρθενο ελαιολαδο", "Ελαιόλαδο έξτρα παρθένο"),
        ("الدسم", "حليب كامل الدسم"),
        ("תנובה", "חלב תנובה"),
        ("口可", "可口可乐 330ml"),
        ("可乐 330", "可口可乐 330ml"),
        ("乐", "可口可乐 330ml"),
        ("ปลา", "น้ำปลาแท้ ตราปลาหมึก"),
        ("หมึก", "น้ำปลาแท้ ตราปลาหมึก"),
        ("라면", "신라면 매운맛"),
        ("चाव", "बासमती चावल"),
        ("strawberry milk", "Milkshake strawberry"),
    ],
)
def test_words_in_any_order_half_typed_in_any_script(shop: SqliteSearch, typed: str, name: str) -> None:
    assert names(shop, typed)[:1] == [name]


def test_every_keystroke_keeps_the_article(shop: SqliteSearch) -> None:
    text = "emmentaler stück"
    for end in range(1, len(text) + 1):
        assert "Emmentaler am Stück" in names(shop, text[:end])


def test_whole_words_and_beginnings_go_first(shop: SqliteSearch) -> None:
    assert names(shop, "milk") == ["Milk", "Whole milk 1 l", "Chocolate milk 0.5 l", "Milkshake strawberry"]


@pytest.mark.parametrize(
    "typed", ["", "  ", "%&/", '"', "'", "*", "milk brulee", "zzz", "NEAR(", "a" * 5000, "q " * 5000]
)
def test_what_finds_nothing_finds_nothing(shop: SqliteSearch, typed: str) -> None:
    assert names(shop, typed) == []


@pytest.mark.parametrize(
    "typed", ["milk OR brulee", "milk AND", 'milk"', "tokens:milk", "-milk", "^milk", "{milk}"]
)
def test_nothing_typed_is_a_command_to_the_index(shop: SqliteSearch, typed: str) -> None:
    for name in names(shop, typed):
        assert "milk" in name.casefold()


def test_limit_is_kept(shop: SqliteSearch) -> None:
    assert len(shop.search("l", 2)) == 2


def test_a_code_is_found_whole_and_by_beginning_end_and_middle(shop: SqliteSearch) -> None:
    code = gtin_13(3)
    assert names(shop, code) == ["Milk"]
    assert names(shop, "0" + code)[0] == "Milk"
    assert names(shop, "]E0" + code)[:1] == ["Milk"]
    assert "Milk" in names(shop, code[-4:])
    assert "Milk" in names(shop, code[5:])
    assert len(names(shop, "95200000")) == 8


def test_an_end_of_a_code_goes_before_a_middle(tmp_path: Path) -> None:
    rows = [
        ("112347", "Middle", "1"),
        ("2221234", "End", "1"),
        ("123499", "Beginning", "1"),
        ("1234", "Whole", "1"),
    ]
    import_rows(tmp_path, rows)
    assert names(SqliteSearch(tmp_path / "articles.sqlite"), "1234") == [
        "Whole",
        "Beginning",
        "End",
        "Middle",
    ]


def test_digits_are_looked_for_in_codes_and_in_names(tmp_path: Path) -> None:
    rows = [("PLU-77", "Cola 500 ml", "1"), *[(f"500{n:03d}", f"Tea {n}", "1") for n in range(20)]]
    import_rows(tmp_path, rows)
    found = names(SqliteSearch(tmp_path / "articles.sqlite"), "500")
    assert "Cola 500 ml" in found
    assert any(name.startswith("Tea") for name in found)


def test_a_code_with_letters_is_found_by_its_beginning_whatever_the_case(tmp_path: Path) -> None:
    import_rows(tmp_path, [("DCGS0069a", "Vase", "1"), ("85123A", "Lantern", "1")])
    search = SqliteSearch(tmp_path / "articles.sqlite")
    assert names(search, "dcgs") == ["Vase"]
    assert names(search, "85123a") == ["Lantern"]


def test_an_inactive_article_is_not_offered(tmp_path: Path) -> None:
    header = ("gtin", "name", "price", "active")
    import_rows(tmp_path, [(gtin_13(1), "Old milk", "1", "0"), (gtin_13(2), "New milk", "1", "1")], header)
    search = SqliteSearch(tmp_path / "articles.sqlite")
    assert names(search, "milk") == ["New milk"]
    assert names(search, gtin_13(1)) == []


def test_many_articles_of_one_name_leave_room_for_others(tmp_path: Path) -> None:
    search = SqliteSearch(import_names(tmp_path, ["Honey"] * 50 + ["Honey, dark", "Acacia honey"]))
    found = names(search, "honey")
    assert found.count("Honey") == 8 - 2
    assert found[NAMESAKES : NAMESAKES + 2] == ["Honey, dark", "Acacia honey"]


def test_whole_words_are_not_drowned_by_longer_ones(tmp_path: Path) -> None:
    many = [f"Teapot {n}" for n in range(WORD_CANDIDATES + 50)]
    search = SqliteSearch(import_names(tmp_path, [*many, "Tea of the high mountains"]))
    assert names(search, "tea")[0] == "Tea of the high mountains"


def test_no_file_is_an_empty_shop(tmp_path: Path) -> None:
    assert SqliteSearch(tmp_path / "none.sqlite").search("milk", 8) == ()
