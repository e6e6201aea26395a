"""Columns share a table's width: figures whole, words by weight."""

import pytest

from ui.flows.sheet import Align
from ui.widgets.columns import shared

S: Align = "start"
E: Align = "end"


@pytest.mark.parametrize(
    ("needed", "aligns", "weights", "room", "widths"),
    [
        ([100, 50], [S, E], [1, 1], 300, [250, 50]),
        ([100, 100, 50], [S, S, E], [3, 1, 1], 350, [175, 125, 50]),
        ([400, 50], [S, E], [1, 1], 300, [250, 50]),
        ([400, 60, 50], [S, S, E], [1, 1, 1], 300, [190, 60, 50]),
        ([400, 400, 50], [S, S, E], [3, 1, 1], 250, [150, 50, 50]),
        ([80, 90], [E, E], [1, 1], 300, [80, 90]),
        ([80, 290], [S, E], [1, 1], 250, [0, 290]),
    ],
)
def test_widths(
    needed: list[int], aligns: list[Align], weights: list[int], room: int, widths: list[int]
) -> None:
    assert shared(needed, aligns, weights, room) == widths
