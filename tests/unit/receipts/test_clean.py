"""Text from outside loses what could command a printer or mislead a reader."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from receipts.clean import clean, lines_of


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("Milk", "Milk"),
        ("\x1bp\x00\x19\xfaMilk", "p\xfaMilk"),
        ("\x1dV\x00", "V"),
        ("a\x7f\x80\x9fb", "ab"),
        ("a\tb\u00a0c\u202fd\u3000e", "a b c d e"),
        ("price \u202e00.1\u202c", "price 00.1"),
        ("\u2066x\u2069\u200f\u061c\ufeff\u00ad", "x"),
        ("lone \ud800 surrogate", "lone ? surrogate"),
        ("private \ue000", "private ?"),
        ("Cafe\u0301", "Café"),
        ("क्\u200dष", "क्\u200dष"),
    ],
)
def test_cleans(given_text: str, expected: str) -> None:
    assert clean(given_text) == expected


@given(st.text(st.characters()))
def test_nothing_that_commands_or_turns_is_left(text: str) -> None:
    cleaned = clean(text)

    kinds = {unicodedata.category(char) for char in cleaned} - {"Zs"}
    assert not kinds & {"Cc", "Cs", "Co", "Zl", "Zp"}
    assert all(char in "\u200c\u200d" for char in cleaned if unicodedata.category(char) == "Cf")
    assert not set(cleaned) & {"\n", "\x1b", "\x1d", "\x10"}


def test_line_breaks_are_kept_as_lines() -> None:
    assert lines_of("one\n\ntwo\r\nthree\x1b") == ["one", "", "two", "three"]
