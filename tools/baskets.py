"""Real baskets from a CSV file: what is sold, in which order, and the article file that they need.

Used by replay, crash and bench; the checker reads the same CSV with code of its own. Reads files, starts
nothing.
"""

import csv
import gzip
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

DEFAULT_FILE = Path(__file__).resolve().parents[2] / "shared" / "data" / "baskets-2010-12.csv.gz"

# Tax classes by the first character of the stock code, so that one basket has several rates.
TAX_CLASSES = (("A", "Standard", 2000), ("B", "Reduced", 500), ("C", "Zero", 0))
CATALOGUE_COLUMNS = (
    "product_id",
    "barcode",
    "name",
    "price_minor",
    "tax_class",
    "unit",
    "tracked",
    "stock_policy",
)

_ILLEGAL_IN_ID = re.compile(r"[^A-Za-z0-9._-]")


@dataclass(frozen=True, slots=True)
class Article:
    """A stock code as written, at one price. tracked: it has a stock counter (postage and fees have none)."""

    stock_code: str
    price_minor: int
    name: str

    @property
    def product_id(self) -> str:
        """Legal in the central stores; unique, which `articles_of` checks."""
        return f"{_ILLEGAL_IN_ID.sub('.', self.stock_code)}-{self.price_minor}"

    @property
    def barcode(self) -> str:
        """What the scanner sends, without its terminator."""
        return f"{self.stock_code}@{self.price_minor}"

    @property
    def tax_class(self) -> str:
        """A for codes that begin with 2, B for 8, C for all others."""
        return {"2": "A", "8": "B"}.get(self.stock_code[:1], "C")

    @property
    def tracked(self) -> bool:
        """Goods have a digit in their code; POST, M, BANK CHARGES are no goods."""
        return any(character.isdigit() for character in self.stock_code)


@dataclass(frozen=True, slots=True)
class BasketLine:
    """One line as sold; quantity in pieces, above 0."""

    article: Article
    quantity: int

    @property
    def amount_minor(self) -> int:
        """Price of the line."""
        return self.article.price_minor * self.quantity


@dataclass(frozen=True, slots=True)
class Basket:
    """One invoice that is sold, lines in the order of the file."""

    invoice: str
    lines: tuple[BasketLine, ...]

    @property
    def total_minor(self) -> int:
        """What the customer owes, tax included."""
        return sum(line.amount_minor for line in self.lines)


@dataclass(frozen=True, slots=True)
class Reading:
    """A basket file as read. skipped: lines that are not sold, counted by reason."""

    baskets: tuple[Basket, ...]
    skipped: dict[str, int]


def open_text(path: Path) -> Iterator[str]:
    """The lines of a plain or gzipped UTF-8 file."""
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8", newline="") as packed:
            yield from packed
    else:
        with path.open(encoding="utf-8", newline="") as plain:
            yield from plain


def read_baskets(path: Path, limit: int | None = None) -> Reading:
    """The baskets of a file in order of their first line, at most `limit` of them."""
    lines: dict[str, list[BasketLine]] = {}
    names: dict[tuple[str, int], str] = {}
    skipped: Counter[str] = Counter()
    for row in csv.DictReader(open_text(path)):
        reason, quantity, price_minor = _judge(row)
        if reason:
            skipped[reason] += 1
            continue
        if row["invoice"] not in lines and limit is not None and len(lines) == limit:
            skipped["after the limit"] += 1
            continue
        key = (row["stock_code"], price_minor)
        name = names.setdefault(key, row["description"].strip() or row["stock_code"])
        article = Article(row["stock_code"], price_minor, name)
        lines.setdefault(row["invoice"], []).append(BasketLine(article, quantity))
    baskets = tuple(Basket(invoice, tuple(sold)) for invoice, sold in lines.items())
    return Reading(baskets, dict(sorted(skipped.items())))


def articles_of(baskets: Iterable[Basket]) -> tuple[Article, ...]:
    """Every article once. Raises ValueError where two of them would get the same product id."""
    found = dict.fromkeys(line.article for basket in baskets for line in basket.lines)
    by_id: dict[str, Article] = {}
    for article in found:
        other = by_id.setdefault(article.product_id, article)
        if other is not article:
            raise ValueError(
                f"{other.barcode} and {article.barcode} would share the product id {article.product_id}."
            )
    return tuple(found)


def write_catalogue(path: Path, articles: Iterable[Article]) -> None:
    """An article file for `catalog import`."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(CATALOGUE_COLUMNS)
        for article in articles:
            tracked = "true" if article.tracked else "false"
            identity = (article.product_id, article.barcode, article.name, article.price_minor)
            writer.writerow((*identity, article.tax_class, "each", tracked, "warn"))


def _judge(row: dict[str, str]) -> tuple[str, int, int]:
    """(reason to skip or empty, quantity, price in pence)."""
    if row["invoice"].startswith("C"):
        return "return (invoice begins with C)", 0, 0
    try:
        quantity, pence = int(row["quantity"]), Decimal(row["unit_price_gbp"]) * 100
    except (ValueError, InvalidOperation):
        return "no number in quantity or price", 0, 0
    if quantity <= 0:
        return "quantity of 0 or less", 0, 0
    if pence < 0:
        return "price below 0", 0, 0
    if pence != int(pence):
        return "price not in whole pence", 0, 0
    return "", quantity, int(pence)
