"""Scales' lines, as A&D's manuals give them."""

import pytest

from drivers.api import WeightRead
from drivers.scale import ScaleLines


@pytest.mark.parametrize(
    ("line", "milli", "stable"),
    [
        (b"ST,+00001.250kg", 1250, True),
        (b"ST,GS,+  1.250kg", 1250, True),
        (b"ST,G ,+01.2345kg", 1235, True),
        (b"US,NT,-000.005 kg", -5, False),
        (b"ST,+0001234.5  g", 1235, True),
        (b"ST,G ,+0,750kg", 750, True),
        (b"OL,GS,+99.999kg", 0, False),
    ],
)
def test_lines_of_the_manuals(line: bytes, milli: int, stable: bool) -> None:
    assert ScaleLines("w1").feed(line + b"\r\n", 0) == [WeightRead(milli, stable, "w1")]


@pytest.mark.parametrize("line", [b"QT,+00012 PC", b"ST,+1.2 lb", b"garbage", b"", b"\xff" * 500])
def test_what_is_no_weight_says_nothing(line: bytes) -> None:
    assert ScaleLines("w1").feed(line + b"\r\n", 0) == []


def test_the_same_weight_many_times_a_second_is_told_once() -> None:
    scale = ScaleLines("w1")

    found = [weight for _ in range(50) for weight in scale.feed(b"ST,+00001.250kg\r\n", 0)]

    assert len(found) == 1


def test_half_a_line_waits_and_is_forgotten_at_a_loss() -> None:
    scale = ScaleLines("w1")

    assert scale.feed(b"ST,+00001.2", 0) == []
    assert scale.feed(b"50kg\r\nST,+00002", 0) == [WeightRead(1250, True, "w1")]
    assert scale.lost() == []
    assert scale.feed(b".000kg\r\nST,+00001.250kg\r\n", 0) == [WeightRead(1250, True, "w1")]
