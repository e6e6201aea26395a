"""Element strings and Digital Links say article, lot, date, weight and price; broken ones say why not."""

import pytest

from pos_terminal.domain.barcodes import Code, parse
from pos_terminal.domain.codes.meaning import NOTHING_CARRIED, Carried, CodeRules

GTIN = "09521234567899"
GS = "\x1d"


def code(text: str, symbology: str = "", rules: CodeRules | None = None) -> Code:
    found = parse(text, symbology, rules or CodeRules())
    assert isinstance(found, Code)
    return found


def carried(text: str, rules: CodeRules | None = None) -> Carried:
    found = code(text, rules=rules)
    assert found.unknown_reason == "unknown_code"
    assert found.keys[-1] == GTIN
    return found.carried


def refused(text: str) -> str:
    found = code(text)
    assert GTIN not in found.keys
    assert found.carried == NOTHING_CARRIED
    return found.unknown_reason


@pytest.mark.parametrize("symbology", ["]C1", "]e0", "]d2", "]Q3", "]J1"])
def test_an_element_string_names_its_article(symbology: str) -> None:
    found = code(f"{symbology}01{GTIN}17261231310300125010L-7{GS}21S/9")

    assert found.keys[-1] == GTIN
    assert found.symbology == symbology
    assert found.carried == Carried(
        lot="L-7",
        serial="S/9",
        expiry="2026-12-31",
        weight_milli=1250,
        measure="kg",
        elements=(("01", GTIN), ("17", "261231"), ("3103", "001250"), ("10", "L-7"), ("21", "S/9")),
    )


@pytest.mark.parametrize("symbology", ["]C0", "]d1", "]Q1", "]E0", "]I1"])
def test_no_other_symbology_holds_elements(symbology: str) -> None:
    text = f"01{GTIN}{GS}10A"

    assert code(symbology + text).keys == (text,)


def test_an_ean_that_begins_like_an_identifier_stays_one() -> None:
    assert code("3700123456781").keys == ("3700123456781",)
    assert code("3700123456780").keys == ("3700123456780", "03700123456780")
    assert code("]E03100123456785").carried == NOTHING_CARRIED


@pytest.mark.parametrize(
    "text", [f"{GS}01{GTIN}", f"]d2{GS}01{GTIN}{GS}", f"01{GTIN}{GS}10A", f"]C110A{GS}{GS}01{GTIN}"]
)
def test_separators_around_elements_are_no_matter(text: str) -> None:
    assert code(text).keys[-1] == GTIN


def test_without_any_mark_it_is_not_believed_unless_the_shop_says_so() -> None:
    text = f"01{GTIN}17261231"

    assert code(text).keys == (text,)
    assert code(text).unknown_reason == "gs1_unmarked"
    assert carried(text, CodeRules(unmarked_elements=True)).expiry == "2026-12-31"


def test_brackets_are_typed() -> None:
    said = carried(f"(01){GTIN} (15)270200 (10)A(B) (30)12")

    assert (said.best_before, said.lot, said.count) == ("2027-02-28", "A(B)", 12)


@pytest.mark.parametrize(
    ("elements", "reason"),
    [
        ("17261345", "gs1_date"),
        ("15260230", "gs1_date"),
        ("7003260101" + "2560", "gs1_date"),
        ("99", "gs1_bad_element"),
        ("0499", "gs1_bad_element"),
        ("1726123", "gs1_bad_element"),
        ("310300125", "gs1_bad_element"),
        ("10A B", "gs1_bad_element"),
        (f"10A{GS}10B", "gs1_bad_element"),
        ("30", "gs1_bad_element"),
        ("393800012", "gs1_bad_element"),
        ("39235991", "gs1_bad_element"),
        ("3922599" + GS + "3932978599", "gs1_bad_element"),
        ("02" + GTIN + "3705", "gs1_bad_element"),
        ("4101234567890123", "check_digit"),
        # A lot that swallowed the date, the weight, the price or the lot behind it.
        ("10ABC17261231", "gs1_missing_separator"),
        ("10ABC1726123121XYZ", "gs1_missing_separator"),
        ("21X3103001250", "gs1_missing_separator"),
        ("392259910LOT", "gs1_missing_separator"),
        ("3922059917261231", "gs1_missing_separator"),
        ("3012317261231", "gs1_missing_separator"),
        ("10" + "A" * 21, "gs1_missing_separator"),
        ("8005000599" + "10A", "gs1_missing_separator"),
        ("39229999999999999", "gs1_missing_separator"),
    ],
)
def test_what_breaks_a_rule_is_no_article(elements: str, reason: str) -> None:
    assert refused(f"]d201{GTIN}{elements}") == reason


def test_what_looks_like_a_swallowed_date_is_a_lot_where_a_date_stands_by_itself() -> None:
    assert carried(f"]d201{GTIN}1726123110ABC17261231").lot == "ABC17261231"
    assert carried(f"]d201{GTIN}1726123110A13261124").lot == "A13261124"
    assert carried(f"]d201{GTIN}10ABC17999999").lot == "ABC17999999"


def test_a_wrong_check_digit_inside_is_no_article() -> None:
    assert refused("]C10109521234567898") == "check_digit"
    assert refused("]C10100000000000000") == "check_digit"


@pytest.mark.parametrize(
    "elements", ["00009521234567890007", "10123456789012", "8110106141416543213500110000310123196000"]
)
def test_a_symbol_about_something_else_is_no_article_though_it_looks_like_a_number(elements: str) -> None:
    found = code("]C1" + elements)

    assert found.unknown_reason == "gs1_no_article"
    assert found.keys == ("]C1" + elements,)


def test_a_pallet_names_what_it_holds_and_how_many() -> None:
    found = code(f"]C102{GTIN}37048")

    assert found.keys[-1] == GTIN
    assert found.carried.count == 48
    assert code(f"]C102{GTIN}").unknown_reason == "gs1_bad_element"


def test_a_case_in_a_symbol_is_not_its_unit_but_knows_it() -> None:
    found = code("]C10119521234567896")

    assert (found.keys[-1], found.pack, found.unit_keys) == ("19521234567896", True, (GTIN,))


@pytest.mark.parametrize(
    ("element", "milli", "measure"),
    [
        ("3100000002", 2000, "kg"),
        ("3105012345", 123, "kg"),
        ("3104012345", 1235, "kg"),
        ("3152000150", 1500, "l"),
        ("3112000250", 2500, "m"),
        ("3142000125", 1250, "m2"),
        ("3202000150", 1500, "lb"),
        ("3202000331" + "3103001501", 1501, "kg"),
        ("3303001250", 0, ""),
        ("3103000000", 0, ""),
    ],
)
def test_measures(element: str, milli: int, measure: str) -> None:
    said = carried(f"]e001{GTIN}{element}")

    assert (said.weight_milli, said.measure) == (milli, measure)


@pytest.mark.parametrize(
    ("element", "decimals", "price"),
    [
        ("3922599", 2, (599, "")),
        ("3920599", 0, (599, "")),
        ("39235990", 2, (599, "")),
        ("392159", 2, (590, "")),
        ("3922000", 2, (0, "")),
        ("3932978599", 0, (599, "EUR")),
        ("3930392599", 2, (599, "JPY")),
        ("39334141250", 2, (1250, "KWD")),
    ],
)
def test_prices(element: str, decimals: int, price: tuple[int | None, str]) -> None:
    said = carried(f"]e001{GTIN}{element}", CodeRules(currency_decimals=decimals))

    assert (said.price_minor, said.currency) == price


@pytest.mark.parametrize(
    ("date", "year", "day"),
    [
        ("270229", 2026, ""),
        ("280229", 2026, "2028-02-29"),
        ("280200", 2026, "2028-02-29"),
        ("760101", 2026, "2076-01-01"),
        ("770101", 2026, "1977-01-01"),
        ("490101", 2099, "2149-01-01"),
        ("500101", 2099, "2050-01-01"),
    ],
)
def test_years_are_taken_nearest(date: str, year: int, day: str) -> None:
    found = code(f"]d201{GTIN}17{date}", rules=CodeRules(century_year=year))

    assert found.carried.expiry == day
    assert (found.unknown_reason == "gs1_date") == (not day)


def test_an_expiry_with_its_hour_counts_as_its_day() -> None:
    assert carried(f"]d201{GTIN}70032612312359").expiry == "2026-12-31"


@pytest.mark.parametrize(
    "address",
    [
        f"https://id.gs1.org/01/{GTIN}/10/A%2FB/21/S?17=261231&3103=001250",
        f"HTTP://Shop.Example:8080/a/01/b/01/{GTIN}/10/A%2FB/21/S/?17=261231;3103=001250&linkType=pip#x",
        f"https://brand.example/01/{GTIN[1:]}?10=A/B&21=S&17=261231&3103=001250",
    ],
)
@pytest.mark.parametrize("symbology", ["", "]Q1", "]d1", "]Q3"])
def test_a_digital_link_says_the_same(address: str, symbology: str) -> None:
    said = carried(symbology + address)

    assert (said.lot, said.serial, said.expiry, said.weight_milli) == ("A/B", "S", "2026-12-31", 1250)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("https://id.gs1.org/01/09521234567898", "check_digit"),
        (f"https://id.gs1.org/01/{GTIN}/10", "link_bad"),
        (f"https://id.gs1.org/01/{GTIN}/21/S/10/A", "link_bad"),
        (f"https://id.gs1.org/01/{GTIN}/x/y", "link_bad"),
        (f"https://id.gs1.org/01/{GTIN}/01/{GTIN}", "link_bad"),
        ("https://id.gs1.org/01/952123", "link_bad"),
        ("https://example.org/2024/01/20240110/news", "link_bad"),
        (f"https://id.gs1.org/01/{GTIN}?17=261345", "gs1_date"),
        (f"https://id.gs1.org/01/{GTIN}?05=1", "gs1_bad_element"),
        (f"https://id.gs1.org/01/{GTIN}/10/%20", "gs1_bad_element"),
        (f"https://id.gs1.org/01/{GTIN}?17=261231&17=271231", "gs1_bad_element"),
        ("https://id.gs1.org/414/9521234567899", "gs1_no_article"),
        ("https://id.gs1.org/AQnYUc1gmiERBhQ1", "link_compressed"),
        ("https://example.org/menu", "unknown_code"),
        ("https://example.org/AQnYUc1gmiERBhQ1", "unknown_code"),
    ],
)
def test_a_link_that_names_no_article_says_why(address: str, reason: str) -> None:
    assert refused(address) == reason


@pytest.mark.parametrize("identifier", ["4300", "7256"])
def test_text_with_encoded_pairs_is_read_and_cannot_stall_the_till(identifier: str) -> None:
    def reason(text: str) -> str:
        return code(f"]d201{GTIN}{identifier}{text}").unknown_reason

    assert reason("%C3%A9" * 30 + "x") == "unknown_code"
    assert reason("%C3%A9" * 78 + "é") in ("gs1_bad_element", "gs1_missing_separator")
    assert reason("%" + "A" * 200) == "gs1_missing_separator"
