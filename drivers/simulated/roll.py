"""Reads the simulated printer's paper back: which receipt it is, whole or torn, and whether it says COPY.

Pure. It reads what a person and a scanner read: the rows of text and the barcode; it knows nothing of sales.
"""

import re
from dataclasses import dataclass

from drivers.simulated.paper import Bars, Slip

COPY_WORDS = ("COPY",)
_NUMBER = re.compile(r"[A-Z0-9]{1,8}-[A-Z]\d{6,}")
_BARCODE = re.compile(rf"({_NUMBER.pattern})-[0-9A-F]{{4}}")


@dataclass(frozen=True, slots=True)
class PaperRead:
    """One paper. receipt_no: by its barcode, else by its text; empty: it is none, or its end is missing.

    whole: a knife cut it, and it has its barcode. rows: its text, a line each.
    """

    number: int
    receipt_no: str
    copy: bool
    whole: bool
    torn: bool
    rows: tuple[str, ...]
    notices: tuple[str, ...]


def read_back(slip: Slip, copy_words: tuple[str, ...] = COPY_WORDS) -> PaperRead:
    """What lies there."""
    rows = tuple(slip.text().splitlines())
    codes = [found[1] for bar in slip.elements if isinstance(bar, Bars) and (found := _code(bar.text))]
    numbers = codes or [found[0] for row in rows if (found := _NUMBER.search(row))]
    return PaperRead(
        slip.number,
        numbers[-1] if numbers else "",
        any(word in row for row in rows for word in copy_words),
        bool(codes) and slip.finished and not slip.torn,
        slip.torn,
        rows,
        slip.notices,
    )


def _code(text: str) -> re.Match[str] | None:
    return _BARCODE.fullmatch(text)
