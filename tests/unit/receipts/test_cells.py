"""Widths and line breaks on the paper's grid."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from receipts.cells import cells, clusters, wrap
from receipts.clean import clean

MIXED = st.text(st.sampled_from("abc  12,.-éß牛乳パン우유ก็น้ำदूधा سلام🙂\u0301\u200d")).map(clean)


PICTURES = [
    ("👩\u200d👩\u200d👧\u200d👦", 2),
    ("👍🏿", 2),
    ("🇩🇪", 2),
    ("🏴\U000e0067\U000e0062\U000e007f", 2),
    ("1\ufe0f\u20e3", 2),
    ("❤\ufe0f", 2),
    ("❤", 1),
    ("\u1112\u119e\u11ab", 2),
]


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("Milk", 4),
        ("牛乳", 4),
        ("우유", 4),
        ("น้ำ", 2),
        ("e\u0323\u0302", 1),
        ("🙂", 2),
        ("", 0),
        ("حليب", 4),
        *PICTURES,
    ],
)
def test_width(text: str, width: int) -> None:
    assert cells(text) == width


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("Donaudampfschiff", 6, ["Donaud", "ampfsc", "hiff"]),
        ("a Donaudampfschiff", 10, ["a", "Donaudampf", "schiff"]),
        ("有机全麦面包", 5, ["有机", "全麦", "面包"]),
        ("茶 有机全麦", 7, ["茶 有机", "全麦"]),
        ("在任一收银台扫码继续。", 20, ["在任一收银台扫码继", "续。"]),
        ("奶泡器、磨豆器", 6, ["奶泡", "器、磨", "豆器"]),
        ("凭此小票30天内可退（原价）", 10, ["凭此小票30", "天内可退", "（原价）"]),
        ("", 10, [""]),
    ],
)
def test_breaks(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


@given(MIXED, st.integers(2, 48))
def test_no_line_is_too_wide_and_no_character_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width)

    assert all(cells(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(MIXED, st.integers(2, 20))
@example("\u30d1 \u0301", 2)
def test_a_mark_is_never_parted_from_its_character(text: str, width: int) -> None:
    for line in wrap(text, width)[1:]:
        assert not line or cells(line[0]) > 0 or text.lstrip().startswith(line[0])


CLUSTERS = [
    ("น้ำe\u0301", ["น้ำ", "e\u0301"]),
    ("👩\u200d🚀👍🏿", ["👩\u200d🚀", "👍🏿"]),
    ("🇩🇪🇺🇸🇽", ["🇩🇪", "🇺🇸", "🇽"]),
    ("1\ufe0f\u20e3x❤\ufe0f", ["1\ufe0f\u20e3", "x", "❤\ufe0f"]),
    ("क्षत्रिय", ["क्ष", "त्रि", "य"]),
    ("가각\u1112\u119e\u11ab가", ["가", "각", "\u1112\u119e\u11ab", "가"]),
]


@pytest.mark.parametrize(("text", "together"), CLUSTERS)
def test_clusters(text: str, together: list[str]) -> None:
    assert clusters(text) == together
