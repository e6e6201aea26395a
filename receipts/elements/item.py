"""An article sold: its name, quantity and unit price, amount with tax mark, and what was taken off. Pure."""

from dataclasses import dataclass

from receipts.bidi import Base
from receipts.clean import clean
from receipts.ledger import ledger_rows
from receipts.surface import Row, Surface, put

INDENT = 2


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the sale.

    detail: quantity and unit price, empty for one piece. adjustments: texts and amounts of discounts and the
    like.     amount_cells, mark_cells: the same for the whole receipt, so that all amounts and tax marks
    stand in one column.
    """

    name: str
    amount: str
    detail: str = ""
    mark: str = ""
    amount_cells: int = 0
    mark_cells: int = 0
    adjustments: tuple[tuple[str, str], ...] = ()

    def draw(self, surface: Surface) -> None:
        """Print it."""
        name, detail, amount, mark = map(clean, (self.name, self.detail, self.amount, self.mark))
        if detail:
            rows = ledger_rows(name, "", surface.columns)
            rows += self._rows(surface, detail, amount, INDENT, mark, "ltr")
        else:
            rows = self._rows(surface, name, amount, 0, mark, spread=True)
        for text, taken_off in self.adjustments:
            rows += self._rows(surface, clean(text), clean(taken_off), INDENT)
        put(surface, rows)

    def _rows(
        self,
        surface: Surface,
        label: str,
        amount: str,
        indent: int,
        mark: str = "",
        base: Base = "auto",
        spread: bool = False,
    ) -> list[Row]:
        return ledger_rows(
            label,
            amount,
            surface.columns,
            indent=indent,
            inset=self.mark_cells,
            amount_cells=self.amount_cells,
            tail=mark,
            label_base=base,
            spread=spread,
        )
