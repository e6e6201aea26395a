"""Rows of 20 cells: a name gives way, an amount never."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.api import DisplayFace, DisplayRow
from drivers.displays.layout import COLUMNS, row, rows
from drivers.displays.pages import Charset

PLAIN = Charset("cp437").plain


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        (DisplayRow("Milk 1 l", "1.19"), "Milk 1 l        1.19"),
        (DisplayRow("Sunflower bread, sliced", "3.49"), "Sunflower bread 3.49"),
        (DisplayRow("Total", "99,999,999.00 EUR", "99,999,999.00"), "Total  99,999,999.00"),
        (DisplayRow("Total", "7.00 EUR", "7.00"), "Total       7.00 EUR"),
        (DisplayRow("Corner Market", centred=True), "   Corner Market    "),
        (DisplayRow(), " " * 20),
        (DisplayRow(right="-1.19"), "               -1.19"),
        (DisplayRow("牛奶牛奶牛奶牛奶", "12.00"), "NiuNaiNiuNaiNi 12.00"),
        (DisplayRow("Name", "1234567890.00 12345678"), "*" * 20),
    ],
)
def test_a_row(wanted: DisplayRow, shown: str) -> None:
    assert row(wanted, PLAIN) == shown


@given(st.text(max_size=60), st.integers(-(10**11), 10**11), st.booleans())
def test_always_twenty_cells_and_the_whole_amount(name: str, minor: int, centred: bool) -> None:
    amount = f"{minor / 100:,.2f}"

    shown = row(DisplayRow(name, amount), PLAIN)

    assert len(shown) == COLUMNS
    assert shown.endswith(amount)
    assert all(len(one) == COLUMNS for one in rows(DisplayFace(DisplayRow(name, centred=centred)), PLAIN))
