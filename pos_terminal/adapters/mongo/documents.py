"""The documents that the till writes into the centre, built from domain values. Pure; any thread.

Every amount is `{amount: integer minor units, currency}`, every time a date with milliseconds, UTC.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pos_terminal.adapters.mongo.line_marks import mark_fields
from pos_terminal.domain.catalog import Product
from pos_terminal.domain.records import FinishedSale, Movement, StoredEvent
from pos_terminal.domain.returns import line_taxes
from pos_terminal.domain.sale import Line, Returned, Sale, Tender
from pos_terminal.services.ports import UploadBatch

Document = dict[str, Any]

# Where the accounts of a way of payment lie; its name is their kind.
ACCOUNTS = {"store_credit": "credit_accounts", "gift_card": "gift_cards"}


def money(amount_minor: int, currency: str) -> Document:
    """Minor units with their currency."""
    return {"amount": amount_minor, "currency": currency}


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
        "kind": sale.kind,
        "terminal_id": batch.terminal_id,
        "store_id": batch.store_id,
        "receipt_no": sale.receipt_no,
        "business_day": sale.business_day,
        "cashier": sale.cashier,
        "customer_id": sale.customer_id or None,
        "prices_include_tax": sale.rules.prices_include_tax,
        "tax_rounding": sale.rules.rounding,
        "lines": _lines(sale),
        "discounts": [
            {"reason": reason, "amount": money(amount_minor, sale.currency)}
            for reason, amount_minor in sale.discounts_by_reason
        ],
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
        "price": money(product.price_minor, currency),
        "tax_class": product.tax_class,
        "category": product.category,
        "unit": product.unit,
        "stock_policy": product.stock_policy,
        "tracked": product.tracked,
        "minimum_age": product.minimum_age,
        "active": product.active,
        "deposit": product.deposit_id,
        "packs": [{"code": code, "units": units} for code, units in product.packs],
    }


def _lines(sale: Sale) -> list[Document]:
    """The lines; tax: each one's part of what the receipt says of its rate."""
    sold = tuple(line for line in sale.lines if not line.is_return)
    taxes = {line.line_id: tax for line, tax in zip(sold, line_taxes(sale, sold), strict=True)}
    return [_line(line, taxes.get(line.line_id, 0), sale.currency) for line in sale.lines]


def _line(line: Line, tax_minor: int, currency: str) -> Document:
    row = {
        "line_id": line.line_id,
        "hold_id": line.hold_id,
        "product_id": line.product_id,
        "code": line.code_text,
        "name": line.name,
        "unit": line.unit,
        "quantity_milli": line.milli,
        "units": line.units,
        "tracked": line.tracked,
        "unit_price": money(line.unit_price_minor, currency),
        "amount": money(line.amount_minor, currency),
        "tax": money(tax_minor if line.returned is None else line.returned.tax_minor, currency),
        "tax_class": line.tax_class,
        "tax_rate_bp": line.rate_bp,
        **mark_fields(line, currency),
    }
    if line.list_price_minor is not None:
        row["list_price"] = money(line.list_price_minor, currency)
        row["price_reason"] = line.price_reason
    if line.discount is not None:
        row["discount"] = {
            "kind": line.discount.kind,
            "value": line.discount.value,
            "reason": line.discount.reason,
            "amount": money(line.discount_minor, currency),
        }
    if line.share_minor:
        row["basket_share"] = money(line.share_minor, currency)
    if line.returned is not None:
        row["returned"] = _returned(line.returned, currency)
    return row


def _returned(returned: Returned, currency: str) -> Document:
    return {
        "op_id": returned.op_id,
        "authority": returned.authority,
        "sale": returned.sale_id or None,
        "line": returned.line_id or None,
        "receipt_no": returned.receipt_no or None,
        "reason": returned.reason,
        "restock": returned.restock,
        "tax": money(returned.tax_minor, currency),
    }


def _taxes(sale: Sale) -> list[Document]:
    return [
        {
            "tax_class": row.tax_class,
            "tax_rate_bp": row.rate_bp,
            "net": money(row.net_minor, sale.currency),
            "tax": money(row.tax_minor, sale.currency),
            "gross": money(row.gross_minor, sale.currency),
        }
        for row in sale.taxes
    ]


def _tender(tender: Tender, currency: str) -> Document:
    return {
        "tender_id": tender.tender_id,
        "method": tender.method,
        "amount": money(tender.amount_minor, currency),
        "given": money(tender.given_minor, currency),
        "change": money(tender.change_minor, currency),
        "rounding": money(tender.rounding_minor, currency),
        "approval_code": tender.approval_code,
        "account": tender.account or None,
    }


def _totals(sale: Sale) -> Document:
    """gross: net + tax; paid: gross + rounding; change went back on top of it."""
    taxes = sale.taxes
    return {
        "net": money(sum(row.net_minor for row in taxes), sale.currency),
        "tax": money(sum(row.tax_minor for row in taxes), sale.currency),
        "gross": money(sum(row.gross_minor for row in taxes), sale.currency),
        "rounding": money(sale.rounding_minor, sale.currency),
        "paid": money(sale.paid_minor, sale.currency),
        "change": money(sale.change_minor, sale.currency),
    }
