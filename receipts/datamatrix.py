"""Data Matrix symbols ECC 200 of one region (10 to 26 modules), for GS1 element strings and plain text. Pure.

No library that the program depends on writes one with FNC1. ASCII encodation alone: pairs of digits and
single characters, which is what codes on goods are made of.

Source: ISO/IEC 16022: 5.2.3 (ASCII), 5.6 (padding), 5.7 and annex E (error correction), annex F (placement).
"""

import re
from collections.abc import Sequence

from pos_terminal.errors import Bug

_FNC1 = 232
_PAD = 129
_GS = "\x1d"

# Modules a side, data codewords, error codewords.
_SIZES = (
    (10, 3, 5),
    (12, 5, 7),
    (14, 8, 10),
    (16, 12, 12),
    (18, 18, 14),
    (20, 22, 18),
    (22, 30, 20),
    (24, 36, 24),
    (26, 44, 28),
)
_TOKENS = re.compile(r"\d\d|[\x00-\x7f]", re.DOTALL)
_POLYNOMIAL = 301

# Eight bits of a codeword around its lowest right one, from the highest: (row, column).
_SHAPE = ((-2, -2), (-2, -1), (-1, -2), (-1, -1), (-1, 0), (0, -2), (0, -1), (0, 0))
# The four codewords that lie in corners; below zero from the end.
_CORNERS = {
    1: ((-1, 0), (-1, 1), (-1, 2), (0, -2), (0, -1), (1, -1), (2, -1), (3, -1)),
    2: ((-3, 0), (-2, 0), (-1, 0), (0, -4), (0, -3), (0, -2), (0, -1), (1, -1)),
    3: ((-3, 0), (-2, 0), (-1, 0), (0, -2), (0, -1), (1, -1), (2, -1), (3, -1)),
    4: ((-1, 0), (-1, -1), (0, -3), (0, -2), (0, -1), (1, -3), (1, -2), (1, -1)),
}

Grid = dict[tuple[int, int], bool]


def datamatrix(text: str, *, gs1: bool = False) -> tuple[str, ...]:
    """The symbol's rows, 1 is dark, without its quiet zone of one module. gs1: FNC1 first, and for each GS.

    Raises Bug for what does not fit: other characters than ASCII, or more than 44 codewords.
    """
    codewords = [_FNC1] if gs1 else []
    if not text.isascii():
        raise Bug("A Data Matrix symbol of the self-test holds ASCII only.")
    for token in _TOKENS.findall(text):
        if len(token) == 2:
            codewords.append(130 + int(token))
        else:
            codewords.append(_FNC1 if gs1 and token == _GS else ord(token) + 1)
    fitting = [size for size in _SIZES if size[1] >= len(codewords)]
    if not fitting:
        raise Bug("This text is too long for a Data Matrix symbol of the self-test.")
    side, data_count, error_count = fitting[0]
    codewords = _padded(codewords, data_count)
    inner = _placed([*codewords, *_errors(codewords, error_count)], side - 2)
    return _framed(inner, side)


def _padded(codewords: list[int], count: int) -> list[int]:
    padded = list(codewords)
    if len(padded) < count:
        padded.append(_PAD)
    while len(padded) < count:
        scattered = _PAD + 149 * (len(padded) + 1) % 253 + 1
        padded.append(scattered if scattered <= 254 else scattered - 254)
    return padded


def _errors(codewords: Sequence[int], count: int) -> list[int]:
    """Reed-Solomon over GF(256): the rest of dividing by the product of (x - 2^i), i from 1."""
    powers, logs = _tables()

    def times(left: int, right: int) -> int:
        return powers[(logs[left] + logs[right]) % 255] if left and right else 0

    divisor = [1]
    for root in range(1, count + 1):
        shifted = [*divisor, 0]
        for place, factor in enumerate(divisor, 1):
            shifted[place] ^= times(factor, powers[root])
        divisor = shifted
    rest = [0] * count
    for codeword in codewords:
        lead = codeword ^ rest[0]
        rest = [*rest[1:], 0]
        for place in range(count):
            rest[place] ^= times(lead, divisor[place + 1])
    return rest


def _tables() -> tuple[list[int], list[int]]:
    powers, logs = [1], [0] * 256
    for exponent in range(1, 255):
        doubled = powers[-1] << 1
        powers.append(doubled ^ _POLYNOMIAL if doubled > 255 else doubled)
        logs[powers[-1]] = exponent
    return powers, logs


def _placed(codewords: Sequence[int], side: int) -> Grid:
    """Codewords in the mapping matrix, in diagonals up and down as annex F walks them."""
    grid: Grid = {}
    waiting = iter(codewords)
    row, column = 4, 0
    while row < side or column < side:
        if row == side and column == 0:
            _place_corner(grid, next(waiting), side, 1)
        if row == side - 2 and column == 0 and side % 4:
            _place_corner(grid, next(waiting), side, 2)
        if row == side - 2 and column == 0 and side % 8 == 4:
            _place_corner(grid, next(waiting), side, 3)
        if row == side + 4 and column == 2 and not side % 8:
            _place_corner(grid, next(waiting), side, 4)
        while row >= 0 and column < side:
            if row < side and column >= 0 and (row, column) not in grid:
                _place(grid, next(waiting), row, column, side)
            row, column = row - 2, column + 2
        row, column = row + 1, column + 3
        while row < side and column >= 0:
            if row >= 0 and column < side and (row, column) not in grid:
                _place(grid, next(waiting), row, column, side)
            row, column = row + 2, column - 2
        row, column = row + 3, column + 1
    if (side - 1, side - 1) not in grid:
        grid[side - 1, side - 1] = grid[side - 2, side - 2] = True
    return grid


def _place(grid: Grid, codeword: int, row: int, column: int, side: int) -> None:
    for bit, (down, right) in enumerate(_SHAPE):
        at_row, at_column = row + down, column + right
        if at_row < 0:
            at_row, at_column = at_row + side, at_column + 4 - (side + 4) % 8
        if at_column < 0:
            at_row, at_column = at_row + 4 - (side + 4) % 8, at_column + side
        grid[at_row, at_column] = bool(codeword >> (7 - bit) & 1)


def _place_corner(grid: Grid, codeword: int, side: int, corner: int) -> None:
    for bit, (row, column) in enumerate(_CORNERS[corner]):
        grid[row % side, column % side] = bool(codeword >> (7 - bit) & 1)


def _framed(inner: Grid, side: int) -> tuple[str, ...]:
    """Solid left and below, alternating above and right."""
    rows = []
    for row in range(side):
        cells = []
        for column in range(side):
            if column == 0 or row == side - 1:
                dark = True
            elif row == 0:
                dark = column % 2 == 0
            elif column == side - 1:
                dark = row % 2 == 1
            else:
                dark = inner.get((row - 1, column - 1), False)
            cells.append("1" if dark else "0")
        rows.append("".join(cells))
    return tuple(rows)
