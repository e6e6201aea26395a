"""What a code said of the very piece that was sold: lot, serial, dates, the label's price. Pure data."""

from dataclasses import dataclass

from pos_terminal.domain.quantity import PIECE_MILLI, base_units


@dataclass(frozen=True, slots=True)
class Marks:
    """All of it as it stands on the label; lines with different marks are never one line.

    expiry, best_before: ISO dates. price_minor: what the label says that this one piece costs, None where it
    says nothing. content_milli: where the piece is sold at its label's price, how much of a measured article
    it is, or how many units together, in thousandths of content_unit; 0: one unit, and of a measured article
    not known, so that it moves no stock. weighed: the label said the content, it was not worked out from the
    price.
    """

    lot: str = ""
    serial: str = ""
    expiry: str = ""
    best_before: str = ""
    price_minor: int | None = None
    content_milli: int = 0
    content_unit: str = ""
    weighed: bool = False


NO_MARKS = Marks()


def said(marks: Marks) -> Marks | None:
    """As events hold them: None where the code said nothing."""
    return None if marks == NO_MARKS else marks


def stock_milli(milli: int, unit: str, marks: Marks) -> tuple[int, str]:
    """How much of the article a line is, with its unit: pieces at a label's price count by their content."""
    if marks.content_milli:
        return marks.content_milli * milli // PIECE_MILLI, marks.content_unit
    return milli, unit


def stock_units(milli: int, unit: str, marks: Marks) -> int:
    """What the stock counters count of a line; below zero where it comes back."""
    return base_units(*stock_milli(milli, unit, marks))
