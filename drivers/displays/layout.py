"""A face as two rows of 20 cells. Pure; any thread.

An amount is never cut: where it does not fit with its name, the name gives way.
"""

from collections.abc import Callable

from drivers.api import DisplayFace, DisplayRow

COLUMNS = 20

Plain = Callable[[str], str]


def rows(face: DisplayFace, plain: Plain) -> tuple[str, str]:
    """Both rows, each exactly 20 characters. plain: brings texts to characters of one cell each."""
    return row(face.top, plain), row(face.bottom, plain)


def row(wanted: DisplayRow, plain: Plain) -> str:
    """One row of exactly 20 characters."""
    left, right = plain(wanted.left), plain(wanted.right)
    if wanted.centred:
        return left[:COLUMNS].rstrip().center(COLUMNS)
    if right and wanted.short and len(left) + 1 + len(right) > COLUMNS:
        right = plain(wanted.short)
    if len(right) > COLUMNS:
        # SAFETY: half an amount would be another amount.
        right = "*" * COLUMNS
    room = COLUMNS - len(right) - 1 if right else COLUMNS
    return left[: max(0, room)].rstrip().ljust(COLUMNS - len(right)) + right
