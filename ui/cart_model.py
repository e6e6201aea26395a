"""What differs between two baskets, so that only that is painted. Pure.

Lines are compared with `is`: a line that did not change is the same object as in the view before.
"""

from dataclasses import dataclass

from pos_terminal.views import LineView

Lines = tuple[LineView, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Rows to paint: those in `rows`, and everything from `below` on (None: nothing)."""

    rows: tuple[int, ...]
    below: int | None


NOTHING = Difference((), None)


def difference(old: Lines, new: Lines) -> Difference:
    """What to paint when `new` takes the place of `old`."""
    if old is new:
        return NOTHING
    if len(old) == len(new):
        changed = tuple(index for index, (a, b) in enumerate(zip(old, new, strict=True)) if a is not b)
        return Difference(changed, None)
    shared = min(len(old), len(new))
    changed = tuple(index for index in range(shared) if old[index] is not new[index])
    if len(new) > len(old):
        return Difference((*changed, *range(shared, len(new))), None)
    return Difference((), changed[0] if changed else shared)


def first_row(current: int, shown: int, capacity: int, count: int) -> int:
    """The first visible row that keeps `shown` in sight and leaves no empty room below while there are rows
    above.
    """
    last_first = max(0, count - capacity)
    first = min(current, last_first)
    if shown < 0:
        return first
    if shown < first:
        return shown
    if shown >= first + capacity:
        return shown - capacity + 1
    return first


def waiting_line(lines: Lines, line_id: str) -> LineView | None:
    """This line, where it waits for its weight."""
    index = index_of(lines, line_id)
    return lines[index] if index >= 0 and "needs_weight" in lines[index].badges else None


def index_of(lines: Lines, line_id: str) -> int:
    """Where a line stands, searched from the newest; -1 where it is not."""
    for index in range(len(lines) - 1, -1, -1):
        if lines[index].line_id == line_id:
            return index
    return -1
