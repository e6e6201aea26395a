"""A shop whose labels say weight and price, and how its codes are made; for the tests of scanning."""

from collections.abc import Sequence
from pathlib import Path

from pos_terminal.domain import barcodes
from pos_terminal.domain.catalog import Product
from pos_terminal.domain.codes.label_presets import LABEL_PRESETS
from pos_terminal.domain.codes.labels import verifier_digit
from pos_terminal.domain.codes.meaning import CodeRules
from pos_terminal.domain.jobs import ClaimStock
from pos_terminal.domain.labels import CodePolicy
from tests.desk_harness import CHEESE, MILK, CounterTill, ShelfCatalogue

MILK_14, CHEESE_14 = "0" + MILK.barcodes[0], "0" + CHEESE.barcodes[0]
CASE = "1952000000001"
CASE += barcodes.check_digit(CASE)
BOXED = Product("boxed", "Juice", 99, "A", barcodes=("9520000000080",), packs=((CASE[:-2] + "26", 6),))
RULES = CodeRules(
    labels=LABEL_PRESETS["de"], own=(("9800", "customer"), ("9801", "coupon"), ("9802", "gift_card"))
)


class Shelf(ShelfCatalogue):
    """As the article file finds them: by each code's one key, cases and labels too."""

    def by_code(self, keys: Sequence[str]) -> tuple[Product, ...]:
        for key in keys:
            found = tuple(p for p in self.products.values() if key in _keys(p))
            if found:
                return found
        return ()


def _keys(product: Product) -> set[str]:
    codes = (*product.barcodes, *(code for code, _ in product.packs))
    return {
        kept.key for code in codes if not isinstance(kept := barcodes.catalogue_key(code), barcodes.BadCode)
    }


def label(prefix: str, article: str, value: str) -> str:
    """A German label with its verifier digit."""
    payload = f"{prefix}{article}{verifier_digit('gs1-5', value)}{value}"
    return payload + barcodes.check_digit(payload)


def without_value(prefix: str, article: str) -> str:
    payload = f"{prefix}{article}000000"
    return payload + barcodes.check_digit(payload)


HAM = Product("ham", "Ham", 1990, "B", unit="kg", barcodes=(without_value("28", "1234"),))
GRAPES = Product("grapes", "Grapes", 499, "B", unit="kg", barcodes=(without_value("22", "4321"),))
PIE = Product("pie", "Pie", 600, "B", barcodes=(without_value("22", "5555"), without_value("28", "5555")))


def till_with(folder: Path, policy: CodePolicy) -> CounterTill:
    shelf = Shelf((MILK, CHEESE, HAM, GRAPES, PIE, BOXED))
    return CounterTill(folder, catalogue=shelf, codes=policy)


def gs1(*elements: str) -> str:
    return "]d2" + "\x1d".join(elements)


def lines(till: CounterTill) -> list[tuple[str, int, int]]:
    return [(line.name, line.milli, line.amount_minor) for line in till.view.lines]


def said(till: CounterTill) -> str:
    return till.view.last_item.code if till.view.last_item is not None else ""


def claimed(till: CounterTill) -> list[tuple[str, int]]:
    jobs = [owed.job for owed in till.tray.stock_jobs]
    return [(job.product_id, job.units) for job in jobs if isinstance(job, ClaimStock)]
