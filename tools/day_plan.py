"""The plan of a shop's day as data: which baskets are sold and how they are paid, what comes back, and what
else happens.

Made from a file of real baskets; `day_run.py` plays it, `check_day.py` reads it as JSON and reckons it for
itself. Reads one file, starts nothing.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

import msgspec

from tools.baskets import Article, Basket, BasketLine, open_text

BUSINESS_DAY = "2010-12-01"
FLOAT_MINOR = 15_000
CASHIERS, MANAGER = ("ada", "ben"), "mia"
SPLIT_FROM_MINOR = 1_000
CREDIT_FROM_MINOR = 1_500


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the staff."""

    name: str
    role: str
    pin: str
    badge: str


STAFF = {
    "mia": Person("Mia Berg", "manager", "7391", "BADGE-MIA-7391"),
    "ada": Person("Ada Stone", "cashier", "2846", "BADGE-ADA-2846"),
    "ben": Person("Ben Frost", "cashier", "5172", "BADGE-BEN-5172"),
}


class Off(msgspec.Struct, frozen=True):
    """A discount. line: its place in the merged basket, -1: the whole basket."""

    line: int
    kind: str
    value: int
    reason: str


class Pay(msgspec.Struct, frozen=True):
    """One tender. share_bp: of what is to pay (of a voucher: of what is left on it), 0: all that is due.

    note_minor: the customer hands over the next multiple of it. voucher: its label.
    """

    method: str
    share_bp: int = 0
    note_minor: int = 0
    voucher: str = ""


CASH = (Pay("cash"),)


class Sell(msgspec.Struct, frozen=True, tag=True, kw_only=True):
    """A basket. pause: `park` or `kill` after so many lines; meanwhile: sold while it is parked."""

    invoice: str
    offs: tuple[Off, ...] = ()
    pays: tuple[Pay, ...] = CASH
    pause: str = ""
    pause_after: int = 0
    meanwhile: "Sell | None" = None


class Back(msgspec.Struct, frozen=True):
    """Goods that come back. invoice: of the receipt, empty without one; line: its place there."""

    invoice: str
    line: int
    stock_code: str
    price_minor: int
    quantity: int
    reason: str = "changed_mind"
    restock: bool = True


class Buy(msgspec.Struct, frozen=True):
    """Goods bought in an exchange."""

    stock_code: str
    price_minor: int
    quantity: int


class TakeBack(msgspec.Struct, frozen=True, tag=True, kw_only=True):
    """A return or exchange. voucher: a label where store credit is given, else it goes back as it was
    paid. pays: where more is bought than comes back.
    """

    name: str
    backs: tuple[Back, ...]
    buys: tuple[Buy, ...] = ()
    voucher: str = ""
    pays: tuple[Pay, ...] = CASH


class SignIn(msgspec.Struct, frozen=True, tag=True):
    """Another cashier. how: `badge` or `pin`."""

    who: str
    how: str


class MoveCash(msgspec.Struct, frozen=True, tag=True):
    """Cash in, out or to the safe."""

    kind: str
    amount_minor: int
    reason: str


class NoSale(msgspec.Struct, frozen=True, tag=True):
    """The drawer opened without a sale."""

    reason: str


class Cut(msgspec.Struct, frozen=True, tag=True):
    """Both servers stop to answer."""


class Mend(msgspec.Struct, frozen=True, tag=True):
    """Both servers answer again."""


Step = Sell | TakeBack | SignIn | MoveCash | NoSale | Cut | Mend


class DayPlan(msgspec.Struct, frozen=True):
    """The whole day. by_receipt, without: lines of the file's returns. staff: id to name."""

    business_day: str
    float_minor: int
    baskets: int
    by_receipt: int
    without: int
    staff: dict[str, str]
    steps: tuple[Step, ...]


@dataclass(slots=True)
class Bought:
    """A basket of the file as the till shows it: an article at one price is one line. left: of each."""

    invoice: str
    customer: str
    day: str
    articles: list[Article] = field(default_factory=list)
    quantities: list[int] = field(default_factory=list)
    left: list[int] = field(default_factory=list)

    @property
    def total_minor(self) -> int:
        """Without discounts."""
        return sum(one.price_minor * count for one, count in zip(self.articles, self.quantities, strict=True))

    @property
    def dearest(self) -> int:
        """The place of the line that costs most."""
        amounts = [one.price_minor * count for one, count in zip(self.articles, self.quantities, strict=True)]
        return amounts.index(max(amounts))

    def add(self, article: Article, quantity: int) -> None:
        """One line of the file."""
        if article in self.articles:
            place = self.articles.index(article)
            self.quantities[place] += quantity
            self.left[place] += quantity
        else:
            self.articles.append(article)
            self.quantities.append(quantity)
            self.left.append(quantity)


@dataclass(slots=True)
class BroughtBack:
    """A C invoice of the file. backs: in the file's order."""

    invoice: str
    day: str
    backs: list[Back] = field(default_factory=list)


@dataclass(slots=True)
class DayFile:
    """The file's first baskets and the returns of their days, in the file's order."""

    entries: list[Bought | BroughtBack] = field(default_factory=list)
    scans: dict[str, Basket] = field(default_factory=dict)
    articles: dict[tuple[str, int], Article] = field(default_factory=dict)
    back_codes: set[tuple[str, str]] = field(default_factory=set)
    skipped: int = 0

    @property
    def bought(self) -> list[Bought]:
        """The baskets."""
        return [entry for entry in self.entries if isinstance(entry, Bought)]

    @property
    def backs(self) -> list[Back]:
        """All that comes back."""
        return [back for entry in self.entries if isinstance(entry, BroughtBack) for back in entry.backs]


def read_day(path: Path, baskets: int) -> DayFile:
    """Read the first baskets and every return of a day on which one of them was bought."""
    rows = list(csv.DictReader(open_text(path)))
    sold = [row for row in rows if _quantity(row) > 0 and not row["invoice"].startswith("C")]
    wanted = set(list(dict.fromkeys(row["invoice"] for row in sold))[:baskets])
    days = {row["invoiced_at"][:10] for row in sold if row["invoice"] in wanted}
    found = DayFile()
    by_invoice: dict[str, Bought | BroughtBack] = {}
    for row in rows:
        is_back = row["invoice"].startswith("C")
        if row["invoiced_at"][:10] not in days or not (is_back or row["invoice"] in wanted):
            continue
        quantity, price = _quantity(row), _price(row)
        if price is None or quantity == 0 or (quantity < 0) != is_back:
            found.skipped += 1
            continue
        if row["invoice"] not in by_invoice:
            head = (row["invoice"], row["invoiced_at"][:10])
            made = BroughtBack(*head) if is_back else Bought(head[0], row["customer"], head[1])
            by_invoice[row["invoice"]] = made
            found.entries.append(made)
        entry = by_invoice[row["invoice"]]
        _take_row(found, entry, _article(found, row, price), row["customer"], abs(quantity))
    return found


def _take_row(
    found: DayFile, entry: Bought | BroughtBack, article: Article, customer: str, quantity: int
) -> None:
    if isinstance(entry, Bought):
        entry.add(article, quantity)
        basket = found.scans.get(entry.invoice, Basket(entry.invoice, ()))
        found.scans[entry.invoice] = Basket(entry.invoice, (*basket.lines, BasketLine(article, quantity)))
        return
    found.back_codes.add((customer, article.stock_code))
    origin = _origin(found, customer, article.stock_code, quantity)
    invoice, line = origin if origin is not None else ("", 0)
    entry.backs.append(Back(invoice, line, article.stock_code, article.price_minor, quantity))


def _origin(found: DayFile, customer: str, code: str, quantity: int) -> tuple[str, int] | None:
    """The latest earlier line of that customer and article that still has so many; taken off there."""
    for bought in reversed(found.bought) if customer else ():
        for place in range(len(bought.articles) - 1, -1, -1):
            matches = bought.customer == customer and bought.articles[place].stock_code == code
            if matches and bought.left[place] >= quantity:
                bought.left[place] -= quantity
                return bought.invoice, place
    return None


def _article(found: DayFile, row: dict[str, str], price: int) -> Article:
    name = row["description"].strip() or row["stock_code"]
    return found.articles.setdefault((row["stock_code"], price), Article(row["stock_code"], price, name))


def _quantity(row: dict[str, str]) -> int:
    try:
        return int(row["quantity"])
    except ValueError:
        return 0


def _price(row: dict[str, str]) -> int | None:
    try:
        pence = Decimal(row["unit_price_gbp"]) * 100
    except InvalidOperation:
        return None
    return int(pence) if pence >= 0 and pence == int(pence) else None


def returned_places(file: DayFile) -> dict[str, list[int]]:
    """Which lines of which baskets come back by receipt."""
    found: dict[str, list[int]] = {}
    for back in file.backs:
        if back.invoice:
            found.setdefault(back.invoice, []).append(back.line)
    return found


def first_with(bought: Iterable[Bought], least_minor: int, taken: Sequence[str]) -> Bought | None:
    """The first basket of at least that value that nothing else is planned for."""
    return next((one for one in bought if one.total_minor >= least_minor and one.invoice not in taken), None)
