"""The commonest row of a receipt: a label that wraps, and an amount that keeps its column.

Pure. Takes cleaned texts, answers rows laid out from left to right; amounts are right-aligned in both
directions of reading, so that decimal points stand below one another.
"""

from fractions import Fraction

from receipts.bidi import Base, has_right_to_left
from receipts.cells import cells, wrap
from receipts.surface import Row, Scale, Segment

MIN_LABEL_CELLS = 8
MIN_SHARE = Fraction(3, 5)


def ledger_rows(
    label: str,
    amount: str,
    columns: int,
    *,
    indent: int = 0,
    inset: int = 0,
    amount_cells: int = 0,
    tail: str = "",
    label_base: Base = "auto",
    spread: bool = False,
    bold: bool = False,
    wide: Scale = 1,
    tall: Scale = 1,
) -> list[Row]:
    """Label at the start, amount at the end of its last row; a row of its own where both do not fit.

    inset: cells kept free after the amount, for `tail`. amount_cells: at least so wide is the amount's
    column. columns: the rows' own cells (of double width where wide is 2). spread: the label takes whole rows
    above the amount where its column would be narrow; else the amounts' column is theirs alone.
    """
    room = columns - inset - indent
    if cells(amount) > room:
        rest = [Row((Segment(indent, room, part, "right", "ltr"),)) for part in wrap(amount, room)]
        return [*ledger_rows(label, "", columns, indent=indent, label_base=label_base, bold=bold), *rest]
    amount_cells = min(max(cells(amount), amount_cells), room)
    left = room - amount_cells - 1 if amount else room
    narrow = MIN_SHARE.numerator * room > MIN_SHARE.denominator * left if spread else left < MIN_LABEL_CELLS
    *texts, last = _beside(label, room, left, narrow=narrow) if label else [""]
    lines = [[Segment(indent, room, text, "left", label_base)] for text in texts]
    lines.append([Segment(indent, left, last, "left", label_base)] if last else [])
    if amount:
        lines[-1] += _amount(amount, amount_cells, columns, inset, tail)
    return [Row(tuple(segments), bold, wide, tall) for segments in lines]


def _beside(label: str, room: int, left: int, *, narrow: bool) -> list[str]:
    """The label's rows; in the last one, which may be empty, `left` cells are its own."""
    if cells(label) <= left or not narrow:
        return wrap(label, left)
    rows = wrap(label, room)
    return rows if cells(rows[-1]) <= left else [*rows, ""]


def _amount(amount: str, width: int, columns: int, inset: int, tail: str) -> list[Segment]:
    # A name or a date in an Arabic or Hebrew value goes to the end of its row; an amount stays in its column.
    base: Base = "auto" if has_right_to_left(amount) else "ltr"
    found = [Segment(columns - inset - width, width, amount, "right", base)]
    if tail:
        found.append(Segment(columns - cells(tail), cells(tail), tail, "right", "ltr"))
    return found


def fits_one_row(label: str, amount: str, columns: int) -> bool:
    """Whether label and amount stand beside one another without a break."""
    return cells(label) + 1 + cells(amount) <= columns
