"""What every report is made of: tables of codes and integers, put into words by whoever shows them. Pure.

Screen, paper, PDF and CSV are made from the same `Report`, so that none of them can say another figure.
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "code", "money", "count", "milli", "rate", "hour"]
Cell = str | int


@dataclass(frozen=True, slots=True)
class ReportTable:
    """One table; as many kinds as columns, as many cells in every row.

    code: its heading; columns: headings; both codes. kinds: `text` (a name, as it is), `code` (put into
    words), `money` (minor units), `count`, `milli` (thousandths), `rate` (basis points), `hour` (local,
    `14:00`).
    bars: the column that a chart shows against the first one, -1 for no chart.
    """

    code: str
    columns: tuple[str, ...]
    kinds: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    bars: int = -1


@dataclass(frozen=True, slots=True)
class Report:
    """A report: tables in their order under a title.

    kind: `x`, `z`, `store`. title_code: its title. params: what stands above the tables, in this order, a row
    each under its own name as a code; how it is written goes by the name: `*_at` UTC ISO 8601, `*_day` an ISO
    date, `*_minor` an amount, anything else as it is; empty text is left out. Four say how to write the rest
    and stand in no row: `currency`, `decimals`, `offset_minutes` (local time less UTC), `journal_hash`.
    """

    kind: str
    title_code: str
    params: dict[str, Cell]
    tables: tuple[ReportTable, ...]
