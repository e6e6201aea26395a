"""Books, magazines, add-ons, cases and the shop's own numbers; the table of identifiers is biip's."""

import pytest

from pos_terminal.domain.barcodes import CatalogueKey, Code, catalogue_key, parse
from pos_terminal.domain.codes.identifiers import ROWS
from pos_terminal.domain.codes.meaning import CodeRules, OwnCode
from tools import identifiers


def code(text: str, symbology: str = "", rules: CodeRules | None = None) -> Code:
    found = parse(text, symbology, rules or CodeRules())
    assert isinstance(found, Code)
    return found


@pytest.mark.parametrize(
    ("written", "gtin"),
    [
        ("0306406152", "09780306406157"),
        ("0-306-40615-2", "09780306406157"),
        ("0 306 40615 2", "09780306406157"),
        ("080442957x", "09780804429573"),
        ("0-8044-2957-X", "09780804429573"),
        ("978-0-306-40615-7", "09780306406157"),
        ("0378-5955", "09770378595002"),
        ("2434-561X", "09772434561006"),
        ("2434561x", "09772434561006"),
    ],
)
def test_books_and_magazines_are_found_as_typed(written: str, gtin: str) -> None:
    assert code(written).keys == (written, gtin)


@pytest.mark.parametrize(
    "written", ["0306406153", "0-306-40615-3", "0378-5956", "03785955", "0000000000", "0000-0000", "37-85955"]
)
def test_what_is_no_isbn_or_issn_stays_as_it_stands(written: str) -> None:
    assert not {"09780306406157", "09770378595002"} & set(code(written).keys)
    assert not [key for key in code(written).keys if key.startswith("0977")]


def test_ten_digits_of_a_reader_are_no_isbn() -> None:
    assert code("0306406152", "]C0").keys == ("0306406152",)


@pytest.mark.parametrize("add_on", ["54999", "05"])
@pytest.mark.parametrize("number", ["9780201379624", "042100005264"])
@pytest.mark.parametrize("gap", ["", " "])
def test_an_add_on_is_split_off(number: str, gap: str, add_on: str) -> None:
    found = code("]E3" + number + gap + add_on)

    assert (found.keys[-1], found.add_on) == (number.zfill(14), add_on)
    assert found.keys[0] == number + gap + add_on


def test_without_an_identifier_the_number_has_to_check() -> None:
    assert code("978020137962454999").add_on == "54999"
    assert code("978020137962554999").keys == ("978020137962554999",)
    assert code("978020137962454999", "]C0").add_on == ""


def test_fourteen_digits_are_a_case_whose_digit_is_wrong_not_a_magazine() -> None:
    text = "042100005264" + "12"

    assert code(text).keys == (text,)
    assert code(text).unknown_reason == "check_digit"
    assert code(text, "]E3").add_on == "12"


def test_a_reader_that_says_add_on_and_a_number_that_does_not_check() -> None:
    found = code("]E3978020137962554999")

    assert (found.keys, found.unknown_reason) == (("978020137962554999",), "check_digit")


def test_a_case_knows_its_unit_and_is_not_it() -> None:
    found = code("]I119521234567896")

    assert (found.keys, found.pack, found.unit_keys) == (("19521234567896",), True, ("09521234567899",))


@pytest.mark.parametrize("number", ["09521234567899", "99521234567892", "9521234567899"])
def test_no_case(number: str) -> None:
    found = code(number)

    assert (found.pack, found.unit_keys) == (False, ())


OWN = CodeRules(
    own=(("S", "staff"), ("SC", "gift_card"), ("2", "customer"), ("R-", "receipt"), ("K", "coupon"))
)


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("S17", OwnCode("staff", "17")),
        ("SC17", OwnCode("gift_card", "17")),
        ("]C0K50", OwnCode("coupon", "50")),
        ("R-1", OwnCode("receipt", "R-1")),
        ("2000000000015", OwnCode("customer", "000000000015")),
        ("T1-A000123-9F3A", OwnCode("receipt", "T1-A000123-9F3A")),
        ("t1-a000123-9f3a", OwnCode("receipt", "T1-A000123-9F3A")),
    ],
)
def test_own_numbers_are_nobodys_article(text: str, own: OwnCode) -> None:
    found = code(text, rules=OWN)

    assert found.own == own
    assert found.keys == (found.text,)


@pytest.mark.parametrize("text", ["s17", "T1-A000123", "9521234567899", "T1-A000123-9F3G"])
def test_no_own_number(text: str) -> None:
    assert code(text, rules=OWN).own is None


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("978-3-16-148410-0", "09783161484100"),
        ("0-306-40615-2", "09780306406157"),
        ("2434-561X", "09772434561006"),
        ("(01)09521234567899", "09521234567899"),
        ("https://id.gs1.org/01/09521234567899", "09521234567899"),
        ("0306406152", "0306406152"),
        ("T1-A000123-9F3A", "T1-A000123-9F3A"),
    ],
)
def test_how_the_catalogue_keeps_what_somebody_types(typed: str, key: str) -> None:
    assert catalogue_key(typed) == CatalogueKey(key, check_failed=False)
    assert key in code(typed).keys


def test_the_table_of_identifiers_is_what_biip_knows() -> None:
    assert tuple(identifiers.rows()) == ROWS, "run: python -m tools.identifiers"


@pytest.mark.parametrize(("symbology", "add_on"), [("]E1", "05"), ("]E2", "54999")])
def test_an_add_on_that_comes_alone_is_nobodys_short_number(symbology: str, add_on: str) -> None:
    found = code(symbology + add_on)
    assert catalogue_key(add_on) == CatalogueKey(add_on, check_failed=False)
    assert add_on not in found.keys
