"""The documents that the till writes into the centre, built from domain values. Pure; any thread.

Every amount is `{amount: integer minor units, currency}`, every time a date with milliseconds, UTC.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pos_terminal.domain.catalog import Product
from pos_terminal.domain.quantity import base_units
from pos_terminal.domain.records import FinishedSale, Movement, StoredEvent
from pos_terminal.domain.sale import Line, Sale, Tender
from pos_terminal.services.ports import UploadBatch

Document = dict[str, Any]


def event_id(journal_id: str, seq: int) -> str:
    """The `_id` of an event."""
    return f"{journal_id}:{seq}"


def event_document(event: StoredEvent, journal_id: str, terminal_id: str) -> Document:
    """One row of `events`; raw: the stored bytes, unchanged."""
    return {
        "_id": event_id(journal_id, event.seq),
        "terminal_id": terminal_id,
        "raw": event.raw,
        "prev_hash": event.prev_hash,
        "hash": event.hash,
    }


def sale_document(finished: FinishedSale, batch: UploadBatch) -> Document:
    """One row of `sales`."""
    sale = finished.sale
    return {
        "_id": sale.sale_id,
        "channel": "till",
        "kind": "sale",
        "terminal_id": batch.terminal_id,
        "store_id": batch.store_id,
        "receipt_no": sale.receipt_no,
        "business_day": sale.business_day,
        "cashier": sale.cashier,
        "customer_id": None,
        "lines": [_line(line, sale.currency) for line in sale.lines],
        "discounts": [],
        "taxes": _taxes(sale),
        "tenders": [_tender(tender, sale.currency) for tender in sale.tenders],
        "totals": _totals(sale),
        "completed_at": datetime.fromisoformat(sale.completed_at),
        "journal": {"id": batch.journal_id, "seq": finished.seq, "hash": finished.hash},
    }


def movement_document(movement: Movement, location: str, settled: bool) -> Document:
    """One row of `moves`."""
    return {
        "_id": movement.hold_id,
        "product_id": movement.product_id,
        "location": location,
        "q": movement.units,
        "sale": movement.sale_id,
        "settled": settled,
    }


def movement_of(document: Document) -> Movement:
    """A row of `moves` read back."""
    return Movement(document["_id"], document["product_id"], document["q"], document["sale"])


def units_by_product(movements: Iterable[Movement]) -> tuple[tuple[str, int], ...]:
    """What leaves the stock of each product, in product order."""
    units: Counter[str] = Counter()
    for movement in movements:
        units[movement.product_id] += movement.units
    return tuple(sorted(units.items()))


def product_document(product: Product, currency: str) -> Document:
    """One row of `products`, without its id and time stamp."""
    return {
        "name": product.name,
        "barcodes": list(product.barcodes),
        "price": _money(product.price_minor, currency),
        "tax_class": product.tax_class,
        "category": product.category,
        "unit": product.unit,
        "stock_policy": product.stock_policy,
        "tracked": product.tracked,
        "minimum_age": product.minimum_age,
        "active": product.active,
    }


def _money(amount_minor: int, currency: str) -> Document:
    return {"amount": amount_minor, "currency": currency}


def _line(line: Line, currency: str) -> Document:
    return {
        "line_id": line.line_id,
        "hold_id": line.hold_id,
        "product_id": line.product_id,
        "code": line.code_text,
        "name": line.name,
        "unit": line.unit,
        "quantity_milli": line.milli,
        "units": base_units(line.milli, line.unit),
        "unit_price": _money(line.unit_price_minor, currency),
        "amount": _money(line.amount_minor, currency),
        "tax_class": line.tax_class,
        "tax_rate_bp": line.rate_bp,
    }


def _taxes(sale: Sale) -> list[Document]:
    return [
        {
            "tax_class": row.tax_class,
            "tax_rate_bp": row.rate_bp,
            "net": _money(row.net_minor, sale.currency),
            "tax": _money(row.tax_minor, sale.currency),
            "gross": _money(row.gross_minor, sale.currency),
        }
        for row in sale.taxes
    ]


def _tender(tender: Tender, currency: str) -> Document:
    return {
        "tender_id": tender.tender_id,
        "method": tender.method,
        "amount": _money(tender.amount_minor, currency),
        "given": _money(tender.given_minor, currency),
        "change": _money(tender.change_minor, currency),
        "rounding": _money(tender.rounding_minor, currency),
        "approval_code": tender.approval_code,
    }


def _totals(sale: Sale) -> Document:
    """gross: net + tax; paid: gross + rounding; change went back on top of it."""
    taxes = sale.taxes
    return {
        "net": _money(sum(row.net_minor for row in taxes), sale.currency),
        "tax": _money(sum(row.tax_minor for row in taxes), sale.currency),
        "gross": _money(sum(row.gross_minor for row in taxes), sale.currency),
        "rounding": _money(sale.rounding_minor, sale.currency),
        "paid": _money(sale.paid_minor, sale.currency),
        "change": _money(sale.change_minor, sale.currency),
    }
