"""A label with its value at the other end of the row: sums, tenders, date, numbers. Pure."""

from dataclasses import dataclass

from receipts.clean import clean
from receipts.ledger import fits_one_row, ledger_rows
from receipts.surface import Scale, Surface, put


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and a value.

    large: as big as the paper's width allows, twice the height at least. value_cells: at least so wide is the
    value's column; inset: cells kept free after it (both as for the items, so that sums stand below amounts).
    """

    label: str
    value: str
    bold: bool = False
    large: bool = False
    indent: int = 0
    value_cells: int = 0
    inset: int = 0

    def draw(self, surface: Surface) -> None:
        """Print it."""
        label, value = clean(self.label), clean(self.value)
        half = (surface.columns - self.inset) // 2
        wide: Scale = 2 if self.large and fits_one_row(label, value, half) else 1
        rows = ledger_rows(
            label,
            value,
            surface.columns // wide,
            indent=self.indent,
            inset=self.inset // wide,
            amount_cells=self.value_cells // wide,
            bold=self.bold,
            wide=wide,
            tall=2 if self.large else 1,
        )
        put(surface, rows)
