"""The order of runs, against the reference implementation that shapes the pictures: GNU FriBidi."""

import ctypes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from receipts.bidi import Base, has_right_to_left, visual_runs

FRIBIDI = ctypes.CDLL("libfribidi.so.0")
PARAGRAPH = {"ltr": 0x110, "rtl": 0x111, "auto": 0x40}

PARTS = st.sampled_from([*"ab אב עع ل 12 ٣٤ .,:+-/%€$()[]!? ", "a\u0301", "ع\u064b", "שָׁ"])


def fribidi_order(text: str, base: Base) -> list[int]:
    """Which character stands where, from left to right."""
    length = len(text)
    letters = (ctypes.c_uint32 * (length + 1))(*map(ord, text))
    direction = ctypes.c_uint32(PARAGRAPH[base])
    visual = (ctypes.c_uint32 * (length + 1))()
    levels = (ctypes.c_int8 * (length + 1))()
    assert FRIBIDI.fribidi_log2vis(letters, length, ctypes.byref(direction), visual, None, None, levels)
    order = list(range(length))
    for threshold in range(max(levels[:length]), 0, -1):
        at = 0
        while at < length:
            end = at
            while end < length and levels[order[end]] >= threshold:
                end += 1
            order[at:end] = reversed(order[at:end])
            at = end + 1
    return order


def shown(text: str, base: Base) -> str:
    return "".join(run[::-1] if rtl else run for run, rtl in visual_runs(text, base))


@given(st.lists(PARTS, min_size=1, max_size=30).map("".join), st.sampled_from(["ltr", "rtl", "auto"]))
def test_as_the_reference_does(text: str, base: Base) -> None:
    if has_right_to_left(text):
        assert shown(text, base) == "".join(text[index] for index in fribidi_order(text, base))


@pytest.mark.parametrize("base", ["ltr", "rtl", "auto"])
def test_amounts_and_codes_stay_left_to_right(base: Base) -> None:
    assert visual_runs("2 x -1,299.00", base) == [("2 x -1,299.00", False)]


def test_a_name_of_two_scripts() -> None:
    runs = visual_runs("קפה Nescafé 200 גרם", "auto")

    assert runs == [(" גרם", True), ("Nescafé 200", False), ("קפה ", True)]


def test_nothing() -> None:
    assert visual_runs("", "auto") == []
