"""Every written form of a number finds the same article, and no other ever does."""

import pytest
from biip import ParseError
from biip.upc import Upc
from hypothesis import assume, example, given
from hypothesis import strategies as st

from pos_terminal.domain.barcodes import (
    MAX_CODE_CHARS,
    BadCode,
    CatalogueKey,
    Code,
    catalogue_key,
    check_digit,
    gtin_14,
    parse,
)


def keys(text: str, symbology: str = "") -> tuple[str, ...]:
    code = parse(text, symbology)
    assert isinstance(code, Code)
    return code.keys


@pytest.mark.parametrize(
    "written", ["042100005264", "0042100005264", "00042100005264", "04252614", "4252614"]
)
def test_all_forms_of_a_upc_reach_the_same_key(written: str) -> None:
    assert keys(written)[-1] == "00042100005264"


def test_the_code_as_read_comes_first() -> None:
    assert keys("9521234567899") == ("9521234567899", "09521234567899")


def test_a_gtin_14_is_its_own_normal_form() -> None:
    assert keys("09521234567899") == ("09521234567899",)


def test_a_case_is_not_its_unit() -> None:
    case = "1952123456789" + check_digit("1952123456789")
    assert keys(case) == (case,)


def test_leading_zeros_stay() -> None:
    assert keys("0000") == ("0000",)
    assert keys("007") == ("007",)


@pytest.mark.parametrize("zeros", ["0" * n for n in (8, 12, 13, 14)])
def test_all_zeros_are_no_gtin(zeros: str) -> None:
    assert keys(zeros) == (zeros,)


@pytest.mark.parametrize("wrong", ["9521234567890", "042100005265", "00042100005265", "96385075"])
def test_a_wrong_check_digit_never_becomes_another_article(wrong: str) -> None:
    code = parse(wrong)
    assert code == Code(keys=(wrong,), text=wrong, unknown_reason="check_digit")


def test_an_unknown_number_of_another_length_is_simply_unknown() -> None:
    code = parse("12345")
    assert isinstance(code, Code)
    assert code.unknown_reason == "unknown_code"


def test_letter_case_is_kept() -> None:
    assert keys("85123a") == ("85123a",)


@pytest.mark.parametrize(
    ("scan", "symbology", "text"),
    [("]E09521234567899", "]E0", "9521234567899"), ("]C0abc-1", "]C0", "abc-1"), ("]Q1]E0", "]Q1", "]E0")],
)
def test_the_aim_identifier_is_taken_off_once_and_kept(scan: str, symbology: str, text: str) -> None:
    code = parse(scan)
    assert isinstance(code, Code)
    assert (code.symbology, code.text, code.keys[0]) == (symbology, text, text)


def test_an_identifier_taken_off_by_the_driver_counts_the_same() -> None:
    assert parse("96385074", "]E4") == parse("]E496385074")


def test_ean_8_comes_before_upc_e_where_both_fit() -> None:
    both = next(n for n in map("{:08d}".format, range(1_000_000, 1_100_000)) if gtin_14(n) and is_upc(n))
    expanded = Upc.parse(both).as_gtin_14()
    assert keys(both) == (both, "000000" + both, expanded)
    assert keys("]E4" + both) == (both, "000000" + both)
    assert keys("]E0" + both) == (both, expanded, "000000" + both)


def is_upc(number: str) -> bool:
    try:
        Upc.parse(number)
    except ParseError:
        return False
    return True


def test_short_upc_e_without_check_digit_needs_the_readers_word() -> None:
    assert keys("425261") == ("425261",)
    assert keys("]E0425261")[-1] == "00042100005264"
    assert keys("0425261") == ("0425261",)
    assert keys("0654321") == ("0654321",)
    assert keys("]E00654321")[-1] == Upc.parse("0654321").as_gtin_14()


def test_seven_digits_that_could_be_two_numbers_are_neither() -> None:
    assert keys("0425261") == ("0425261",)
    assert keys("]E00425261") == ("0425261",)


def test_a_number_typed_with_its_printed_gaps_is_found() -> None:
    assert keys("9 521234 567899")[-1] == "09521234567899"
    assert keys("978-3-16-148410-0")[-1] == "09783161484100"
    assert keys("96-38-50-74") == ("96-38-50-74",)


@pytest.mark.parametrize("text", ["", "  ", "\r\n", "]E0", "]E0 \r"])
def test_nothing_is_bad(text: str) -> None:
    assert parse(text) == BadCode("empty")


def test_too_long_is_bad_however_long() -> None:
    assert parse("9" * (MAX_CODE_CHARS + 1)) == BadCode("too_long")
    assert parse("9" * 5_000_000) == BadCode("too_long")
    assert isinstance(parse("]Q1" + "9" * MAX_CODE_CHARS), Code)


@pytest.mark.parametrize("text", ["12\x0034", "a\x07b", "\ud800", "12\u202e34"])
def test_control_characters_are_unreadable(text: str) -> None:
    assert parse(text) == BadCode("unreadable")


def test_a_group_separator_is_part_of_the_code() -> None:
    assert keys("]d20109521234567899\x1d10A")[0] == "0109521234567899\x1d10A"


def test_other_scripts_digits_are_no_gtin() -> None:
    assert keys("٩٥٢١٢٣٤٥٦٧٨٩٩") == ("٩٥٢١٢٣٤٥٦٧٨٩٩",)


@given(st.text(max_size=40))
@example("]E0")
def test_anything_is_a_code_or_a_reason(text: str) -> None:
    code = parse(text)
    assert isinstance(code, BadCode) or code.keys[0] == code.text


@given(st.sampled_from("01"), st.text("0123456789", min_size=6, max_size=6))
def test_upc_e_expands_as_biip_does(system: str, six: str) -> None:
    expanded = Upc.parse(system + six).as_upc_a()
    code = parse(system + six + expanded[-1])
    assert isinstance(code, Code)
    if any(c != "0" for c in expanded):
        assert expanded.zfill(14) in code.keys


@given(st.sampled_from([7, 11, 12, 13]), st.data())
def test_the_catalogue_keeps_one_key_that_every_form_reaches(length: int, data: st.DataObject) -> None:
    payload = data.draw(
        st.text("0123456789", min_size=length, max_size=length).filter(lambda t: t.strip("0"))
    )
    written = payload + check_digit(payload)
    kept = catalogue_key(written)
    assert isinstance(kept, CatalogueKey)
    for width in range(len(written), 15):
        if width in (8, 12, 13, 14):
            assert kept.key in keys(written.zfill(width))


@given(
    st.one_of(st.text("0123456789", max_size=15), st.text(max_size=20)),
    st.sampled_from(["", "]C0", "]I1", "]E0"]),
)
@example("96385074", "]C0")
@example("04252614", "]C0")
@example("]E0 12", "]E0")
def test_what_the_catalogue_keeps_is_found_by_the_same_text(text: str, symbology: str) -> None:
    assume(symbology in text[:3] or not text.lstrip().startswith("]"))
    kept, code = catalogue_key(text), parse(text, symbology)
    assert isinstance(kept, BadCode) == isinstance(code, BadCode)
    if isinstance(kept, CatalogueKey) and isinstance(code, Code):
        assert kept.key in code.keys


def test_the_catalogue_marks_a_wrong_check_digit_and_keeps_the_code_as_it_is() -> None:
    assert catalogue_key("9521234567890") == CatalogueKey("9521234567890", check_failed=True)
    assert catalogue_key("PLU-7") == CatalogueKey("PLU-7", check_failed=False)


def test_nothing_is_cut_off_before_it_is_too_long() -> None:
    assert parse(" " * 510 + "4006381333931") == BadCode("too_long")
