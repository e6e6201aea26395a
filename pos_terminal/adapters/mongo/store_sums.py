"""What the centre is asked to add up for a store report, and the adding up of its pieces. Pure; any thread.

Only stages and operators of MongoDB 4.4 are used. Nothing is taken for granted of a document: what is no
number counts nothing, and a time that is none stands in no hour.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from pos_terminal.adapters.mongo.documents import Document
from pos_terminal.adapters.mongo.foreign import text_in, whole
from pos_terminal.domain.figures import MethodFigure, NameFigure, QuarterFigure
from pos_terminal.domain.reports.store import ArticleFigure, StoreFigures, TillFigure
from pos_terminal.domain.tax import TaxLine

_QUARTER_MS = 900_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_KEYS = ("till", "cashier", "channel", "kind", "quarter")


def stages(currency: str) -> list[Document]:
    """The stages after the choice of days: one pass over the sales, one document with all sums."""
    ours = {"$match": {"totals.gross.currency": {"$in": [currency, None]}}}
    return [
        {
            "$facet": {
                "foreign": [
                    {"$match": {"totals.gross.currency": {"$nin": [currency, None]}}},
                    {"$count": "count"},
                ],
                "heads": [ours, {"$group": _head_sums()}],
                "taxes": [ours, {"$unwind": "$taxes"}, {"$group": _tax_sums()}],
                "tenders": [ours, {"$unwind": "$tenders"}, {"$group": _tender_sums()}],
                "lines": [ours, {"$unwind": "$lines"}, {"$group": _line_sums()}],
            }
        }
    ]


class StoreSums:
    """The sums of all pieces so far."""

    def __init__(self) -> None:
        self._heads: dict[tuple[object, ...], list[int]] = defaultdict(lambda: [0, 0, 0])
        self._taxes: dict[tuple[object, ...], list[int]] = defaultdict(lambda: [0, 0, 0])
        self._tenders: dict[tuple[object, ...], list[int]] = defaultdict(lambda: [0, 0, 0])
        self._lines: dict[tuple[object, ...], list[int]] = defaultdict(lambda: [0, 0, 0])
        self._names: dict[str, str] = {}
        self._returned_minor = 0
        self._foreign_count = 0

    def add(self, piece: Mapping[str, Any]) -> int:
        """Add a piece; answers how many sales it held."""
        before = self._count()
        for row in piece["heads"]:
            key = tuple(row["_id"].get(name) for name in _KEYS)
            _add(self._heads[key], (row["count"], row["gross"], row["rounding"]))
        for row in piece["taxes"]:
            key = (text_in(row["_id"], "tax_class"), whole(row["_id"].get("rate")))
            _add(self._taxes[key], (row["net"], row["tax"], row["gross"]))
        for row in piece["tenders"]:
            key = (text_in(row["_id"], "method") or "unknown",)
            _add(self._tenders[key], (row["count"], row["taken"], row["given_back"]))
        for row in piece["lines"]:
            product_id = text_in(row["_id"], "product")
            _add(self._lines[(product_id,)], (row["count"], row["milli"], row["amount"]))
            self._names[product_id] = text_in(row, "name") or self._names.get(product_id, "")
            self._returned_minor += whole(row["returned"])
        self._foreign_count += sum(whole(row["count"]) for row in piece["foreign"])
        return self._count() - before

    def product_ids(self) -> tuple[str, ...]:
        """The articles that were sold or came back."""
        return tuple(sorted(str(product_id) for (product_id,) in self._lines if product_id))

    def terminal_ids(self) -> frozenset[str]:
        """The tills with a sale."""
        return frozenset(str(key[0]) for key in self._heads if key[0])

    def figures(
        self,
        of: tuple[str, str, str],
        products: Mapping[str, Mapping[str, Any]],
        tills: tuple[TillFigure, ...],
    ) -> StoreFigures:
        """All of it. of: first day, last day, currency; products: rows of `products` by id."""
        first_day, last_day, currency = of
        return StoreFigures(
            first_day,
            last_day,
            currency,
            sale_count=sum(sums[0] for key, sums in self._heads.items() if key[3] != "return"),
            return_count=sum(
                sums[0] for key, sums in self._heads.items() if key[3] in ("return", "exchange")
            ),
            gross_minor=sum(sums[1] for sums in self._heads.values()),
            returned_minor=self._returned_minor,
            rounding_minor=sum(sums[2] for sums in self._heads.values()),
            foreign_count=self._foreign_count,
            taxes=tuple(
                TaxLine(str(key[0]), whole(key[1]), *sums)
                for key, sums in sorted(self._taxes.items(), key=str)
            ),
            methods=tuple(
                MethodFigure(str(key[0]), *sums) for key, sums in sorted(self._tenders.items(), key=str)
            ),
            quarters=self._quarters(),
            articles=tuple(self._articles(products)),
            cashiers=self._by(lambda key: key[1]),
            channels=self._by(lambda key: key[2]),
            terminals=self._by(lambda key: key[0]),
            tills=tills,
        )

    def _count(self) -> int:
        return sum(sums[0] for sums in self._heads.values())

    def _by(self, name_of: Callable[[tuple[object, ...]], object]) -> tuple[NameFigure, ...]:
        rows: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for key, sums in self._heads.items():
            if name_of(key):
                _add(rows[str(name_of(key))], sums[:2])
        return tuple(NameFigure(name, *sums) for name, sums in sorted(rows.items()))

    def _quarters(self) -> tuple[QuarterFigure, ...]:
        rows: dict[int, list[int]] = defaultdict(lambda: [0, 0])
        for key, sums in self._heads.items():
            if key[4] is not None:
                _add(rows[whole(key[4])], sums[:2])
        return tuple(QuarterFigure(_begins(at_ms), *sums) for at_ms, sums in sorted(rows.items()))

    def _articles(self, products: Mapping[str, Mapping[str, Any]]) -> Iterable[ArticleFigure]:
        for (key,), sums in self._lines.items():
            product_id = str(key)
            row = products.get(product_id, {})
            name = text_in(row, "name") or self._names.get(product_id) or product_id
            unit = text_in(row, "unit") or "each"
            yield ArticleFigure(product_id, name, text_in(row, "category"), unit, *sums)


def _head_sums() -> Document:
    at_ms = {"$convert": {"input": "$completed_at", "to": "long", "onError": None, "onNull": None}}
    channel = {"$ifNull": ["$channel", {"$cond": [{"$ifNull": ["$terminal_id", False]}, "till", "online"]}]}
    return {
        "_id": {
            "till": "$terminal_id",
            "cashier": "$cashier",
            "channel": channel,
            "kind": "$kind",
            "quarter": {"$subtract": [at_ms, {"$mod": [at_ms, _QUARTER_MS]}]},
        },
        "count": {"$sum": 1},
        "gross": _sum("$totals.gross"),
        "rounding": _sum("$totals.rounding"),
    }


def _tax_sums() -> Document:
    return {
        "_id": {"tax_class": "$taxes.tax_class", "rate": "$taxes.tax_rate_bp"},
        **{name: _sum(f"$taxes.{name}") for name in ("net", "tax", "gross")},
    }


def _tender_sums() -> Document:
    amount = _minor("$tenders.amount")
    return {
        "_id": {"method": "$tenders.method"},
        "count": {"$sum": 1},
        "taken": {"$sum": {"$max": [amount, 0]}},
        "given_back": {"$sum": {"$max": [{"$multiply": [amount, -1]}, 0]}},
    }


def _line_sums() -> Document:
    amount = _minor("$lines.amount")
    pieces = {"$multiply": [_number("$lines.quantity", 0), 1000]}
    return {
        "_id": {"product": "$lines.product_id"},
        "count": {"$sum": 1},
        "milli": {"$sum": _number("$lines.quantity_milli", pieces)},
        "amount": {"$sum": amount},
        "returned": {"$sum": {"$max": [{"$multiply": [amount, -1]}, 0]}},
        "name": {"$max": "$lines.name"},
    }


def _sum(path: str) -> Document:
    return {"$sum": _minor(path)}


def _minor(path: str) -> Document:
    """The amount of `{amount, currency}`, or a bare number; nought where there is neither."""
    bare = _number(path, 0)
    return _number(f"{path}.amount", bare)


def _number(path: str, otherwise: object) -> Document:
    return {"$cond": [{"$isNumber": path}, path, otherwise]}


def _add(sums: list[int], more: Iterable[object]) -> None:
    for index, value in enumerate(more):
        sums[index] += whole(value)


def _begins(at_ms: int) -> str:
    """A quarter as in domain/figures.py: `2026-11-23T14:15`, UTC."""
    return f"{_EPOCH + timedelta(milliseconds=at_ms):%Y-%m-%dT%H:%M}"
