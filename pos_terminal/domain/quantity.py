"""Quantities in integer thousandths of the article's unit. Pure."""

PIECE_MILLI = 1000


def is_whole(milli: int) -> bool:
    """Whether the quantity is a whole number of units."""
    return milli % PIECE_MILLI == 0


def quantity_text(milli: int, decimal_mark: str = ".") -> str:
    """The quantity as a plain number: 3, 0.25, 1250.375."""
    sign = "-" if milli < 0 else ""
    whole, rest = divmod(abs(milli), PIECE_MILLI)
    fraction = f"{rest:03d}".rstrip("0")
    return f"{sign}{whole}{decimal_mark}{fraction}" if fraction else f"{sign}{whole}"


def base_units(milli: int, unit: str) -> int:
    """What the stock counters count: pieces for `each`, thousandths of the unit for measured goods."""
    return milli // PIECE_MILLI if unit == "each" else milli
