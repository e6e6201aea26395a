"""The configuration's section of how papers look: template, font, logo, header, footer, QR code. Pure.

What the templates leave out or show stands in `receipts/style.py`.
"""

import re
from typing import Annotated, Literal

import msgspec

from pos_terminal.config_base import Section

Words = Annotated[str, msgspec.Meta(max_length=200)]
# What stands for a mark at the most, and what receipts/qr_code.py takes.
_MARK = re.compile(r"\{(?:receipt|code|total|day)\}")
_LONGEST_VALUE = 30
_QR_BYTES = 400

Lines = Annotated[tuple[Words, ...], msgspec.Meta(max_length=12)]


class Receipt(Section, frozen=True):
    """How receipts and slips look, docs/printers.md.

    template: `detailed` shows everything, `compact` saves paper. font: the printer's own, B is smaller, with
    more columns. logo: a PNG file above the shop's name, at most as wide as the paper and 30 mm high; empty:
    none. header: rows below the shop's address; footer: rows after the shop's footer. qr: what a QR code on
    receipts says, empty: none; `{receipt}`, `{code}`, `{total}` and `{day}` in it stand for the receipt's
    number, its barcode, its total in minor units and its business day. qr_caption: what stands below it.
    """

    template: Literal["detailed", "compact"] = "detailed"
    font: Literal["A", "B"] = "A"
    logo: str = ""
    header: Lines = ()
    footer: Lines = ()
    qr: Words = ""
    qr_caption: Words = ""

    def __post_init__(self) -> None:
        longest = _MARK.sub("?" * _LONGEST_VALUE, self.qr)
        if len(longest.encode("utf-8")) > _QR_BYTES:
            raise ValueError(f"qr says more than a code on a receipt holds ({_QR_BYTES} bytes)")
