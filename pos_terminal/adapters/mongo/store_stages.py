"""What the centre is asked to add up for a store report. Pure; any thread.

Only stages and operators of MongoDB 4.4 are used. Nothing is taken for granted of a document: what is no
number counts nothing, and a time that is none stands in no quarter. Little is reckoned for each sale: it is
what the small server of a single till has least time for.
"""

from pos_terminal.adapters.mongo.documents import Document

BARE = "_bare"
_QUARTER_MS = 900_000
_HEAD = {name: f"${name}" for name in ("terminal_id", "cashier", "channel", "kind")}
_QUARTER = {"$subtract": ["$completed_at", {"$mod": [{"$toLong": "$completed_at"}, _QUARTER_MS]}]}
_RATE = {"tax_class": "$taxes.tax_class", "rate": "$taxes.tax_rate_bp"}
# Only in these can something have gone back, also in the online store's, which may not say what it is.
_PERHAPS_BACK = {"$match": {"kind": {"$ne": "sale"}}}
_NOT_OURS = {"$match": {"channel": {"$ne": "till"}}}
_HAS_TIME = {"$match": {"completed_at": {"$type": "date"}}}


def other_currency(currency: str) -> Document:
    """The choice of sales in another currency than the shop's."""
    return {"totals.gross.currency": {"$nin": [currency, None]}}


def own_currency(currency: str) -> Document:
    """The choice of sales in the shop's currency, or in none that is named."""
    return {"totals.gross.currency": {"$in": [currency, None]}}


def sums(currency: str) -> Document:
    """The stage after the choice of sales: one pass over them, one document with all sums."""
    return {
        "$facet": {
            "foreign": [{"$match": other_currency(currency)}, {"$count": "count"}],
            "heads": [_group(_HEAD, "totals.gross", "totals.rounding")],
            "quarters": [_HAS_TIME, _group(_QUARTER, "totals.gross")],
            "taxes": [{"$unwind": "$taxes"}, _group(_RATE, "taxes.net", "taxes.tax", "taxes.gross")],
            "tenders": [{"$unwind": "$tenders"}, _group("$tenders.method", "tenders.amount")],
            "given_back": [
                _PERHAPS_BACK,
                {"$unwind": "$tenders"},
                {"$match": {"tenders.amount.amount": {"$lt": 0}}},
                _group("$tenders.method", "tenders.amount"),
            ],
            "lines": [{"$unwind": "$lines"}, _lines()],
            "pieces": [
                _NOT_OURS,
                {"$unwind": "$lines"},
                {"$match": {"lines.quantity_milli": {"$exists": False}}},
                {"$group": {"_id": "$lines.product_id", "pieces": {"$sum": "$lines.quantity"}}},
            ],
            "back": [
                _PERHAPS_BACK,
                {"$unwind": "$lines"},
                {"$match": {"lines.amount.amount": {"$lt": 0}}},
                _group("$prices_include_tax", "lines.amount", "lines.tax"),
            ],
        }
    }


def _group(key: object, *paths: str) -> Document:
    """Count, and the sums of these amounts by the last part of their names: `{amount, currency}` or bare."""
    made: Document = {"_id": key, "count": {"$sum": 1}}
    for path in paths:
        name = path.rpartition(".")[2]
        made |= {name: {"$sum": f"${path}.amount"}, name + BARE: {"$sum": f"${path}"}}
    return {"$group": made}


def _lines() -> Document:
    stage = _group("$lines.product_id", "lines.amount")
    # A piece of measured goods at its label's price counts by what is in it.
    milli = {"$ifNull": ["$lines.content_milli", "$lines.quantity_milli"]}
    stage["$group"] |= {"milli": {"$sum": milli}, "name": {"$last": "$lines.name"}}
    return stage
