"""Articles that have a key of their own: what the configuration names, as keys of the screen. Core thread."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from pos_terminal.domain.barcodes import Code, parse
from pos_terminal.domain.catalog import Product
from pos_terminal.services.ports import Catalogue
from pos_terminal.views import SearchRow

log = logging.getLogger("pos.articles")


@dataclass(frozen=True, slots=True)
class QuickKey:
    """What was configured: a code or a product id. label: for the key, empty: the article's name."""

    code_text: str = ""
    product_id: str = ""
    label: str = ""


def resolve(catalogue: Catalogue, wanted: Sequence[QuickKey]) -> tuple[SearchRow, ...]:
    """The keys in their order, with today's prices; one whose article is not sold is left out.

    To be asked at the start and whenever an article has changed. Raises StorageUnavailable.
    """
    rows = []
    for key in wanted:
        product = _article(catalogue, key)
        if product is None:
            log.info("quick_key_without_article code=%s product=%s", key.code_text, key.product_id)
            continue
        code_text = key.code_text or (product.barcodes[0] if product.barcodes else "")
        rows.append(
            SearchRow(
                product.product_id,
                key.label or product.name,
                code_text,
                product.price_minor,
                product.unit,
                product.tax_class,
            )
        )
    return tuple(rows)


def _article(catalogue: Catalogue, key: QuickKey) -> Product | None:
    """The article that may be sold; of several with one code, the first."""
    if key.product_id:
        found = catalogue.by_id(key.product_id)
        return found if found is not None and found.active else None
    code = parse(key.code_text)
    products = catalogue.by_code(code.keys) if isinstance(code, Code) else ()
    return products[0] if products else None
