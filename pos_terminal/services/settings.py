"""What the core thread needs of the configuration, as values; made by bootstrap."""

from collections.abc import Mapping
from dataclasses import dataclass

from pos_terminal.domain.tax import TaxRules


@dataclass(frozen=True, slots=True)
class Settings:
    """Rules and names of one till.

    rates_bp: tax class to basis points; centre, stock: whether there is one.
    """

    terminal_id: str
    store_name: str
    cashier: str
    currency: str
    decimals: int
    tax: TaxRules
    rates_bp: Mapping[str, int]
    cash_step_minor: int = 0
    merge_same_article: bool = True
    refuse_unknown_stock: bool = False
    has_stock: bool = True
    has_centre: bool = True
    training: bool = False
    park_hold_ms: int = 4 * 3_600_000
