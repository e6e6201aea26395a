"""Texts of any script on a page of one byte a cell, and no control character among them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.displays.pages import PAGES, Charset


@pytest.mark.parametrize(
    ("page", "text", "shown"),
    [
        ("cp437", "Käse & Öl", "Käse & Öl"),
        ("ascii", "Käse & Öl, Straße", "Kase & Ol, Strasse"),
        ("cp437", "牛奶 1L", "NiuNai 1L"),
        ("cp437", "حليب", "hlyb"),
        ("cp437", "日本茶", "RiBenCha"),
        ("cp866", "Хлеб", "Хлеб"),
        ("cp437", "Хлеб", "Khleb"),
        ("cp858", "1 €", "1 €"),
        ("cp437", "1 €", "1 EUR"),
        ("cp437", "e\u0301", "é"),
        ("cp437", "a\u00a0b\u2003c\td", "a b c d"),
        ("cp437", "\u202eabc\u200f", "abc"),
    ],
)
def test_what_the_page_lacks_is_written_in_latin_letters(page: str, text: str, shown: str) -> None:
    charset = Charset(page)
    assert charset.plain(text) == shown
    assert charset.encode(shown).decode(PAGES[page].codec) == shown


@pytest.mark.parametrize("page", PAGES)
def test_no_control_character_comes_through(page: str) -> None:
    charset = Charset(page)
    hostile = "".join(map(chr, range(0x100))) + "\x1b@\x0c\x1fX\x04\x1bQA\r\ud800\ufeff\u2028"

    sent = charset.encode(charset.plain(hostile))

    assert all(byte >= 0x20 and byte != 0x7F for byte in sent)
    assert charset.encode("\x1b\x0cA") == b"  A"


@given(st.text(max_size=80), st.sampled_from(sorted(PAGES)))
def test_one_byte_a_character_of_anything(text: str, page: str) -> None:
    charset = Charset(page)
    plain = charset.plain(text)
    sent = charset.encode(plain)

    assert len(sent) == len(plain)
    assert all(byte >= 0x20 and byte != 0x7F for byte in sent)
    assert not any(unicodedata.category(character) == "Cc" for character in plain)


def test_what_can_be_shown_decides_between_sign_and_code() -> None:
    assert Charset("cp858").can_show("€")
    assert Charset("cp437").can_show("£")
    assert not Charset("cp437").can_show("€")
    assert not Charset("ascii").can_show("£")
    assert not Charset("ascii").can_show("")


def test_a_name_of_ten_thousand_characters_costs_no_more_than_a_long_one() -> None:
    assert len(Charset("cp437").plain("x" * 10_000)) == 200
