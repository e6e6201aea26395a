"""The fuzzer finds nothing in the program, and finds what is planted for it."""

import random
import tracemalloc
from collections.abc import Callable
from dataclasses import replace

import pytest

from pos_terminal.domain import barcodes
from pos_terminal.domain.barcodes import BadCode, Code
from pos_terminal.domain.codes.meaning import CodeRules
from tools import code_oracle, code_symbols, fuzz_codes

INPUTS = 3_000


def test_nothing_is_found_in_the_program_and_its_memory_is_bounded() -> None:
    fuzz_codes.run(2, 1_000)  # whatever is made once
    tracemalloc.start()

    tally = fuzz_codes.run(1, INPUTS)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert tally.failures == []
    assert tally.inputs == INPUTS
    assert tally.said["found"] > INPUTS // 4
    assert peak < 4_000_000


def test_many_bytes_without_an_end_are_one_broken_scan_and_no_memory() -> None:
    till = fuzz_codes.Till(random.Random(1), fuzz_codes.Tally())

    assert [type(found).__name__ for found in till.read("9" * 200_000)] == ["ScanBroken"]
    assert till.read("9521234567899")[0].text == "9521234567899"  # type: ignore[union-attr]


def _with_keys(code: Code, *keys: str) -> Code:
    return replace(code, keys=(*code.keys, *keys))


def _stripping(code: Code) -> Code:
    return _with_keys(code, code.text.strip("0 -").zfill(14))


def _believing_without_check(code: Code) -> Code:
    if not code.text.isdigit() or len(code.text) != 13:
        return code
    return _with_keys(code, "0" + code.text[:12] + barcodes.check_digit(code.text[:12]))


def _case_is_unit(code: Code) -> Code:
    return _with_keys(code, *code.unit_keys)


def _anywhere(code: Code) -> Code:
    at = code.text.find("01", 2)
    return _with_keys(code, code.text[at + 2 : at + 16]) if at >= 0 else code


def _cut_add_on(code: Code) -> Code:
    return _with_keys(
        code, *filter(None, [barcodes.gtin_14(code.text[:13]), barcodes.gtin_14(code.text[:12])])
    )


@pytest.mark.parametrize(
    "bend", [_stripping, _believing_without_check, _case_is_unit, _anywhere, _cut_add_on]
)
def test_a_reader_that_bends_codes_is_caught(
    bend: Callable[[Code], Code], monkeypatch: pytest.MonkeyPatch
) -> None:
    def bent(text: str, rules: CodeRules) -> Code | BadCode:
        code = barcodes.parse(text, rules=rules)
        return bend(code) if isinstance(code, Code) else code

    monkeypatch.setattr(fuzz_codes, "parse", bent)

    tally = fuzz_codes.run(3, 4_000)

    assert [failure for failure in tally.failures if failure.startswith("wrong article")]


def test_an_exception_and_an_article_that_is_not_found_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def deaf(text: str, rules: CodeRules) -> Code | BadCode:
        if "/" in text:
            raise RuntimeError("planted")
        return BadCode("empty")

    monkeypatch.setattr(fuzz_codes, "parse", deaf)

    failures = fuzz_codes.run(4, 400).failures

    assert [failure for failure in failures if failure.startswith("exception")]
    assert [failure for failure in failures if failure.startswith("not found")]


@pytest.mark.parametrize(
    ("text", "gtin"),
    [
        ("4252614", "00042100005264"),
        ("]E0425261", "00042100005264"),
        ("]d217261231" + "0109521234567899", "09521234567899"),
        ("0-306-40615-2", "09780306406157"),
        ("https://x.example/01/9521234567899?10=A", "09521234567899"),
        ("]E3978020137962454999", "09780201379624"),
    ],
)
def test_the_second_opinion_knows_the_ways_to_write_a_number(text: str, gtin: str) -> None:
    assert code_oracle.spells(text, gtin)


@pytest.mark.parametrize(
    ("text", "gtin"),
    [
        ("9521234567898", "09521234567899"),
        ("19521234567896", "09521234567899"),
        ("]C110A0109521234567899", "09521234567899"),
        ("]C09521234567899" + "12", "09521234567899"),
        ("0306406153", "09780306406157"),
        ("٩٥٢١٢٣٤٥٦٧٨٩٩", "09521234567899"),
    ],
)
def test_the_second_opinion_knows_what_is_none(text: str, gtin: str) -> None:
    assert not code_oracle.spells(text, gtin)


def test_the_catalogue_of_the_fuzzer_is_dense() -> None:
    shop = code_symbols.make_shop(random.Random(1))

    assert len(shop.gtins) > 800
    near = set(shop.gtins)
    assert (
        sum(str(int(gtin[:13]) + 1).zfill(13) in {other[:13] for other in near} for gtin in shop.gtins) > 50
    )
