"""What a row of an article list means, and why one is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.adapters.catalog_sqlite.rows import (
    ArticleRow,
    ImportOptions,
    Kind,
    RowReader,
    UnusableRow,
    clean_name,
    rule_price,
)
from pos_terminal.errors import BadInput

MILK = "9520000000011"


def read(cells: dict[str, str], options: ImportOptions = ImportOptions()) -> ArticleRow:  # noqa: B008 - frozen
    full = {"gtin": MILK, "name": "Milk", "price": "1.19", **cells}
    return RowReader(list(full), options).read(list(full.values()))


def reason(cells: dict[str, str], options: ImportOptions = ImportOptions()) -> str:  # noqa: B008 - frozen
    with pytest.raises(UnusableRow) as refused:
        read(cells, options)
    return str(refused.value)


def test_a_short_row_takes_the_defaults() -> None:
    kind = Kind("A", "", "each", "warn", 0, tracked=True, active=True)
    assert read({}) == ArticleRow("", "Milk", 119, kind, (MILK,), ("0" + MILK,), False)


def test_all_columns_are_read() -> None:
    row = read(
        {
            "tax_class": "B", "category": "Dairy", "unit": "KG", "stock_policy": "block", "minimum_age": "18",
            "product_id": "milk-1", "tracked": "no", "active": "0", "barcodes": "96385074|PLU-7",
        }
    )  # fmt: skip
    assert row.product_id == "milk-1"
    assert row.kind == Kind("B", "Dairy", "kg", "block", 18, tracked=False, active=False)
    assert row.keys == ("0" + MILK, "00000096385074", "PLU-7")
    assert row.codes == (MILK, "96385074", "PLU-7")


@pytest.mark.parametrize(
    ("text", "decimals", "minor"),
    [
        ("1.19", 2, 119),
        ("1,5", 2, 150),
        ("2", 2, 200),
        ("0", 2, 0),
        ("1.190", 2, 119),
        ("350", 0, 350),
        ("1.234", 3, 1234),
    ],
)
def test_prices_are_decimal_text_in_the_shops_currency(text: str, decimals: int, minor: int) -> None:
    assert read({"price": text}, ImportOptions(decimals=decimals)).price_minor == minor


def test_a_price_in_minor_units_goes_first() -> None:
    assert read({"price": "9.99", "price_minor": "250"}).price_minor == 250


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"name": "  "}, "name_missing"),
        ({"name": "x" * 1001}, "name_too_long"),
        ({"name": "Milk \udcff"}, "not_utf8"),
        ({"gtin": " "}, "code_missing"),
        ({"gtin": "12\x003"}, "code_unreadable"),
        ({"gtin": "9" * 600}, "code_too_long"),
        ({"price": ""}, "price_missing"),
        ({"price": "free"}, "price_invalid"),
        ({"price": "-1"}, "price_invalid"),
        ({"price": "1.1.1"}, "price_invalid"),
        ({"price": "1e3"}, "price_invalid"),
        ({"price": "١"}, "price_invalid"),
        ({"price": "1.195"}, "price_decimals"),
        ({"price": "9999999999"}, "price_too_high"),
        ({"unit": "dozen"}, "unit_unknown"),
        ({"stock_policy": "maybe"}, "stock_policy_unknown"),
        ({"minimum_age": "old"}, "minimum_age_invalid"),
        ({"minimum_age": "-1"}, "minimum_age_invalid"),
        ({"product_id": "a{b}"}, "product_id_invalid"),
        ({"tracked": "perhaps"}, "tracked_invalid"),
        ({"category": "c" * 81}, "category_too_long"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_used_says_why(cells: dict[str, str], expected: str) -> None:
    assert reason(cells) == expected


def test_only_the_shops_tax_classes_are_taken_where_they_are_known() -> None:
    options = ImportOptions(tax_classes=frozenset("AB"), default_tax_class="B")
    assert reason({"tax_class": "C"}, options) == "tax_class_unknown"
    assert read({"tax_class": ""}, options).kind.tax_class == "B"


def test_a_row_too_short_says_so() -> None:
    with pytest.raises(UnusableRow, match="columns_missing"):
        RowReader(["gtin", "name", "price"], ImportOptions()).read([MILK])


def test_made_up_prices_are_only_for_who_asks() -> None:
    options = ImportOptions(price_rule="gtin")
    assert RowReader(["gtin", "name"], options).read([MILK, "Milk"]).price_minor == rule_price("0" + MILK)
    assert 50 <= rule_price("PLU-7") < 2050
    with pytest.raises(BadInput, match="--price-rule"):
        RowReader(["gtin", "name"], ImportOptions())


@pytest.mark.parametrize(
    "header", [["name", "price"], ["gtin", "price"], ["9520000000011", "Milk", "1.19"], []]
)
def test_a_header_without_code_or_name_is_refused(header: list[str]) -> None:
    with pytest.raises(BadInput, match="first line"):
        RowReader(header, ImportOptions())


def test_header_case_and_unknown_columns_do_not_matter() -> None:
    reader = RowReader([" GTIN ", "Name", "Price", "Colour"], ImportOptions())
    assert reader.ignored_columns == ("colour",)
    assert reader.read([MILK, "Milk", "1", "white"]).price_minor == 100


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("  Whole \t milk\r\n1 l ", "Whole milk 1 l"),
        ("Caf\u00e9\u00a0noir\u200b\ufeff", "Café noir"),
        ("Cafe\u0301", "Café"),
        ("&quot;Baguette&quot; &amp; Brot &T;", '"Baguette" & Brot &T;'),
        ("a\x00b\x1bc", "a b c"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\u202eevil\u202c", "evil"),
        ("x" * 240, "x" * 240),
    ],
)
def test_names_are_cleaned(written: str, clean: str) -> None:
    assert clean_name(written) == clean


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80))
def test_a_clean_name_stays_as_it_is_and_has_no_control_characters(text: str) -> None:
    once = clean_name(text)
    assert all(character.isprintable() or character in "\u200c\u200d" for character in once)
    assert "  " not in once
    if "&" not in once:
        assert clean_name(once) == once


def test_a_wrong_check_digit_is_marked_and_kept_as_it_stands() -> None:
    row = read({"gtin": "9520000000012"})
    assert (row.keys, row.check_failed) == (("9520000000012",), True)
