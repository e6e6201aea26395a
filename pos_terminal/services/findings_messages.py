"""What core and reconcile thread say to one another about what was found. Frozen values."""

from dataclasses import dataclass
from typing import Literal

from pos_terminal.domain.stock_audit import StockFinding
from pos_terminal.services.findings_book import Book


@dataclass(frozen=True, slots=True)
class RaiseCounter:
    """A manager has looked at the shelf: raise this article's counter, if it is proven to be too low now."""

    product_id: str


@dataclass(frozen=True, slots=True)
class FindingsSeen:
    """Somebody has looked at all that is in the book."""

    staff_id: str


FindingsRequest = RaiseCounter | FindingsSeen


@dataclass(frozen=True, slots=True)
class StockBoard:
    """All that reconciling has to show; said at the start and at each change.

    waiting: seen once and not proven. articles: how many were looked at in the last whole round, at that time
    (UTC, empty: none in this run yet). away: a plain sentence while a server does not answer.
    """

    book: Book
    waiting: tuple[StockFinding, ...] = ()
    articles: int = 0
    at: str = ""
    away: str = ""


@dataclass(frozen=True, slots=True)
class CounterRaised:
    """What became of a RaiseCounter; each is answered once.

    outcome: `not_low`: it is right now; `not_proven`: it was touched within the last 15 minutes, it will be
    told again; `away`: a server does not answer, then problem is a plain sentence.
    """

    product_id: str
    outcome: Literal["raised", "not_low", "not_proven", "away"]
    name: str = ""
    problem: str = ""
