"""What a label said of a line goes to the centre and comes back as it was."""

import pytest

from pos_terminal.adapters.mongo.line_marks import mark_fields, marks_in
from pos_terminal.domain.marks import NO_MARKS, Marks
from pos_terminal.domain.sale import Line

HAM = Marks("L7", "S1", "2026-12-01", "2026-11-30", 333, 167, "kg", weighed=True)


def line(milli: int, marks: Marks) -> Line:
    figures = (333, 333 * milli // 1000)
    return Line("l", "h", "ham", "28", "Ham", "each", milli, *figures, "B", 700, "warn", True, 0, marks=marks)


@pytest.mark.parametrize("marks", [HAM, Marks(lot="L7"), Marks(price_minor=333)])
@pytest.mark.parametrize("milli", [1000, 3000, -2000])
def test_marks_come_back_as_they_were(marks: Marks, milli: int) -> None:
    assert marks_in(mark_fields(line(milli, marks), "EUR"), milli) == marks


def test_a_line_without_a_label_has_no_such_fields() -> None:
    assert mark_fields(line(1000, NO_MARKS), "EUR") == {}
    assert marks_in({"name": "Ham"}, 1000) is None


def test_the_content_of_a_line_is_what_all_its_pieces_hold() -> None:
    assert mark_fields(line(3000, HAM), "EUR") == {
        "lot": "L7",
        "serial": "S1",
        "expiry": "2026-12-01",
        "best_before": "2026-11-30",
        "label_price": {"amount": 333, "currency": "EUR"},
        "content_milli": 501,
        "content_unit": "kg",
        "content_weighed": True,
    }


@pytest.mark.parametrize(
    "row",
    [
        {"expiry": "soon", "lot": None, "label_price": 3, "content_milli": "x", "content_unit": "kg"},
        {"expiry": 20261201.5, "label_price": {"amount": "3"}, "content_milli": -5, "content_unit": "kg"},
    ],
)
def test_what_others_wrote_otherwise_is_nothing(row: dict[str, object]) -> None:
    assert marks_in(row, 1000) is None
