"""What has to be painted when one basket takes the place of another."""

from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.views import LineView
from ui.cart_model import Lines, difference, first_row, index_of


def line(number: int) -> LineView:
    return LineView(f"l{number}", f"Article {number}", "1", 1000, "each", 100, 100, "A")


@given(st.data())
def test_painting_the_difference_gives_the_new_basket(data: st.DataObject) -> None:
    pool = [line(number) for number in range(12)]
    old: Lines = tuple(data.draw(st.lists(st.sampled_from(pool), max_size=10)))
    new: Lines = tuple(data.draw(st.lists(st.sampled_from(pool), max_size=10)))
    diff = difference(old, new)
    screen: list[LineView | None] = [*old, *([None] * 12)][:12]
    wanted: list[LineView | None] = [*new, *([None] * 12)][:12]
    for row in diff.rows:
        screen[row] = wanted[row]
    if diff.below is not None:
        screen[diff.below :] = wanted[diff.below :]
    assert all(shown is want for shown, want in zip(screen, wanted, strict=True))


def test_a_new_line_is_one_row_whatever_the_length() -> None:
    lines = tuple(line(number) for number in range(675))
    assert difference(lines[:-1], lines).rows == (674,)
    assert difference(lines[:-1], lines).below is None


def test_a_changed_line_is_that_row() -> None:
    lines = tuple(line(number) for number in range(10))
    changed = (*lines[:3], line(3), *lines[4:])
    assert difference(lines, changed).rows == (3,)


@given(st.integers(0, 50), st.integers(-1, 40), st.integers(1, 12), st.integers(0, 41))
def test_the_shown_row_is_always_in_sight(current: int, shown: int, capacity: int, count: int) -> None:
    shown = min(shown, count - 1)
    first = first_row(current, shown, capacity, count)
    assert 0 <= first <= max(0, count - capacity)
    if shown >= 0:
        assert first <= shown < first + capacity


def test_finding_a_line() -> None:
    lines = tuple(line(number) for number in range(5))
    assert index_of(lines, "l2") == 2
    assert index_of(lines, "l9") == -1
