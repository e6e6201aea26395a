"""The pieces of a store report, added up as they come from the centre. Pure; one thread at a time."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from pos_terminal.adapters.mongo.foreign import text_in, whole
from pos_terminal.adapters.mongo.store_stages import BARE
from pos_terminal.domain.figures import MethodFigure, NameFigure, QuarterFigure
from pos_terminal.domain.reports.store import ArticleFigure, StoreFigures, TillFigure
from pos_terminal.domain.tax import TaxLine

Row = Mapping[str, Any]
Names = dict[str, list[int]]


class StoreSums:
    """The sums so far."""

    def __init__(self) -> None:
        self._kinds, self._tills, self._cashiers, self._channels = _sums(), _sums(), _sums(), _sums()
        self._methods, self._articles = _sums(), _sums()
        self._quarters: dict[datetime, list[int]] = defaultdict(lambda: [0, 0, 0])
        self._taxes: dict[tuple[str, int], list[int]] = defaultdict(lambda: [0, 0, 0])
        self._names: dict[str, str] = {}
        self._gross_minor = self._rounding_minor = self._returned_minor = self._foreign_count = 0

    def add(self, piece: Row) -> int:
        """Add a piece, as `store_stages.sums` makes it; answers how many sales it held."""
        for row in piece["heads"]:
            self._add_head(row)
        for row in piece["quarters"]:
            if isinstance(row["_id"], datetime):
                _add(self._quarters[row["_id"]], row["count"], _minor(row, "gross"))
        for row in piece["taxes"]:
            rate = (text_in(row["_id"], "tax_class"), whole(row["_id"].get("rate")))
            _add(self._taxes[rate], *(_minor(row, name) for name in ("net", "tax", "gross")))
        self._add_tenders(piece)
        self._add_lines(piece)
        return sum(whole(row["count"]) for row in piece["heads"])

    def add_foreign(self, count: int) -> None:
        """Sales in another currency, which are in no piece."""
        self._foreign_count += count

    def product_ids(self) -> tuple[str, ...]:
        """The articles that were sold or came back."""
        return tuple(sorted(product_id for product_id in self._articles if product_id))

    def terminal_ids(self) -> frozenset[str]:
        """The tills with a sale."""
        return frozenset(self._tills)

    def figures(
        self, of: tuple[str, str, str], products: Mapping[str, Row], tills: tuple[TillFigure, ...]
    ) -> StoreFigures:
        """All of it. of: first day, last day, currency; products: rows of `products` by id."""
        return StoreFigures(
            *of,
            sale_count=sum(row[0] for kind, row in self._kinds.items() if kind != "return"),
            return_count=sum(row[0] for kind, row in self._kinds.items() if kind in ("return", "exchange")),
            gross_minor=self._gross_minor,
            returned_minor=self._returned_minor,
            rounding_minor=self._rounding_minor,
            foreign_count=self._foreign_count,
            taxes=tuple(TaxLine(*rate, *row) for rate, row in sorted(self._taxes.items())),
            methods=tuple(
                MethodFigure(method, row[0], row[1] + row[2], row[2])
                for method, row in sorted(self._methods.items())
            ),
            quarters=tuple(
                QuarterFigure(f"{begins.astimezone(UTC):%Y-%m-%dT%H:%M}", row[0], row[1])
                for begins, row in sorted(self._quarters.items())
            ),
            articles=tuple(self._article_figures(products)),
            cashiers=_named(self._cashiers),
            channels=_named(self._channels),
            terminals=_named(self._tills),
            tills=tills,
        )

    def _add_head(self, row: Row) -> None:
        head, count, gross_minor = row["_id"], whole(row["count"]), _minor(row, "gross")
        terminal_id = text_in(head, "terminal_id")
        channel = text_in(head, "channel") or ("till" if terminal_id else "online")
        named = (
            (self._kinds, text_in(head, "kind") or "sale"),
            (self._tills, terminal_id),
            (self._cashiers, text_in(head, "cashier")),
            (self._channels, channel),
        )
        for sums, name in named:
            if name:
                _add(sums[name], count, gross_minor)
        self._gross_minor += gross_minor
        self._rounding_minor += _minor(row, "rounding")

    def _add_tenders(self, piece: Row) -> None:
        """Count, what is left, what was given back."""
        for row in piece["tenders"]:
            _add(self._methods[text_in(row, "_id") or "unknown"], row["count"], _minor(row, "amount"))
        for row in piece["given_back"]:
            _add(self._methods[text_in(row, "_id") or "unknown"], 0, 0, -_minor(row, "amount"))

    def _add_lines(self, piece: Row) -> None:
        """Count, thousandths, amount."""
        for row in piece["lines"]:
            product_id = text_in(row, "_id")
            _add(self._articles[product_id], row["count"], row["milli"], _minor(row, "amount"))
            self._names[product_id] = text_in(row, "name") or self._names.get(product_id, "")
        for row in piece["pieces"]:
            _add(self._articles[text_in(row, "_id")], 0, whole(row["pieces"]) * 1000)
        for row in piece["back"]:
            self._returned_minor -= _minor(row, "amount")
            if row["_id"] is False:
                self._returned_minor -= _minor(row, "tax")

    def _article_figures(self, products: Mapping[str, Row]) -> Iterator[ArticleFigure]:
        for product_id, (count, milli, amount_minor) in sorted(self._articles.items()):
            row = products.get(product_id, {})
            yield ArticleFigure(
                product_id,
                text_in(row, "name") or self._names.get(product_id) or product_id,
                text_in(row, "category"),
                text_in(row, "unit") or "each",
                count,
                milli,
                amount_minor,
            )


def _sums() -> Names:
    return defaultdict(lambda: [0, 0, 0])


def _add(sums: list[int], *more: object) -> None:
    for index, value in enumerate(more):
        sums[index] += whole(value)


def _minor(row: Row, name: str) -> int:
    return whole(row[name]) + whole(row[name + BARE])


def _named(sums: Names) -> tuple[NameFigure, ...]:
    return tuple(NameFigure(name, row[0], row[1]) for name, row in sorted(sums.items()))
