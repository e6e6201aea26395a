"""Which template a till's papers follow, in which of the printer's fonts, and the QR code on receipts. Pure.

`detailed` shows everything the sale knows, with room around it. `compact` saves paper: quantity and name
share a row, a label's lot and dates and old prices are left out, each tax is one row, so are date and number,
nothing is empty and there is no QR code. Every amount stands on both.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from receipts.document import Element, Font
from receipts.elements.feed import Feed

Template = Literal["detailed", "compact"]


@dataclass(frozen=True, slots=True)
class Style:
    """qr: what a receipt's QR code says, empty for none; `{receipt}`, `{code}`, `{total}` and `{day}` in it
    stand for the receipt's number, its barcode, its total in minor units and its business day. qr_caption:
    what stands below it.
    """

    template: Template = "detailed"
    font: Font = "A"
    qr: str = ""
    qr_caption: str = ""

    @property
    def compact(self) -> bool:
        """Whether paper is to be saved."""
        return self.template == "compact"

    def laid_out(self, elements: Iterable[Element]) -> tuple[Element, ...]:
        """The elements without single empty rows where paper is to be saved; room for signatures stays."""
        if not self.compact:
            return tuple(elements)
        return tuple(element for element in elements if element != Feed())


DETAILED = Style()
