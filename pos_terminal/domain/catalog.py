"""What the till knows of an article. Pure."""

from dataclasses import dataclass
from typing import Literal

StockPolicy = Literal["block", "warn", "allow"]


# What is sold by its department instead of as an article has an id that begins so.
DEPARTMENT = "dept-"


@dataclass(frozen=True, slots=True)
class Product:
    """An article as the catalogue holds it.

    price_minor: for one unit, in the shop's currency. unit: `each`, or a measure (`kg`, `l`, `m`): sold by
    weight.
    tracked: whether it has a stock counter at all. minimum_age: years, 0 for none. deposit_id: the article
    (an empty bottle, a crate) that is charged with each unit of it and paid back when it comes back, or "".
    packs: codes of cases of it, each with how many units are in one.
    """

    product_id: str
    name: str
    price_minor: int
    tax_class: str
    category: str = ""
    unit: str = "each"
    stock_policy: StockPolicy = "warn"
    minimum_age: int = 0
    barcodes: tuple[str, ...] = ()
    tracked: bool = True
    active: bool = True
    deposit_id: str = ""
    packs: tuple[tuple[str, int], ...] = ()

    @property
    def measured(self) -> bool:
        """Whether it is sold by weight or measure."""
        return self.unit != "each"
