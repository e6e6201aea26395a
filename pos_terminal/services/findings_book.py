"""What reconciling has found at this till, kept over restarts: what stands, and what was done. Pure values.

The reconcile thread keeps the book and hands it to the core whole; a file of its own is its memory
(`FindingsFile`). It decides nothing: losing it loses the history, not the stock.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from pos_terminal.domain.decision import Params
from pos_terminal.domain.quantity import PIECE_MILLI
from pos_terminal.domain.stock_audit import StockFinding
from pos_terminal.services.reconciling import Round

STANDING = frozenset({"low", "no_counter", "unreadable"})
# What a person ought to hear of; the rest mends itself every day somewhere.
_NEWS = STANDING | {"lowered"}
# The newest of what was done, and the most that can stand: a till shows them, it is no archive.
MOST_DONE = 200
MOST_STANDING = 200


@dataclass(frozen=True, slots=True)
class Noted:
    """A finding in the book. since: when it was first found or was done; ended: it does not stand any more.

    Times are UTC, ISO 8601. seen_by, seen_at: who looked at it first; empty: nobody yet.
    """

    finding: StockFinding
    since: str
    ended: str = ""
    seen_by: str = ""
    seen_at: str = ""

    @property
    def stands(self) -> bool:
        """Whether it needs a person now."""
        return self.finding.kind in STANDING and not self.ended


Book = tuple[Noted, ...]
"""Newest first."""


class FindingsFile(Protocol):
    """Where the book lies between two runs. Raises StorageUnavailable where it cannot be written."""

    def read(self) -> Book:
        """The book; empty where there is none or it cannot be read."""

    def write(self, book: Book) -> None:
        """Replace it whole."""


def with_round(book: Book, seen: Round, at: str, *, whole: bool, product_id: str = "") -> Book:
    """The book after a round. whole: of all articles; product_id: else of this one.

    Only about what was looked at can be said that it does not stand any more.
    """
    standing = {_key(finding): finding for finding in seen.standing}
    rows: list[Noted] = []
    for noted in book:
        key = _key(noted.finding)
        if not noted.stands:
            rows.append(noted)
        elif key in standing:
            rows.append(replace(noted, finding=standing.pop(key)))
        elif not whole and noted.finding.product_id != product_id:
            rows.append(noted)
        elif noted.finding.kind == "low" and noted.finding.product_id in seen.low:
            rows.append(noted)  # not proven anew since the till was started, nor right again
        else:
            rows.append(replace(noted, ended=at))
    new = [Noted(finding, at) for finding in seen.findings if finding.kind not in STANDING]
    new += [Noted(finding, at) for finding in standing.values()]
    return _newest((*reversed(new), *rows))


def looked_at(book: Book, staff_id: str, at: str) -> Book:
    """Somebody has seen all that is in it."""
    return tuple(noted if noted.seen_by else replace(noted, seen_by=staff_id, seen_at=at) for noted in book)


def unseen(book: Book) -> int:
    """How many nobody has looked at, of those that a person ought to hear of."""
    return sum(not row.seen_by and not row.ended and row.finding.kind in _NEWS for row in book)


def found_words(finding: StockFinding) -> tuple[str, Params]:
    """A finding as a notice's code and parameters; what a server says of a counter is told as it is."""
    if finding.kind in ("unreadable", "waiting"):
        return "stock_finding", {"text": finding.text}
    if not finding.product_id:
        return "stock_found_no_counters", {"count": finding.units}
    milli = finding.units * PIECE_MILLI if finding.unit == "each" else finding.units
    params: Params = {"name": finding.name or finding.product_id, "milli": milli}
    if finding.terminal_id:
        params["terminal"] = finding.terminal_id
    return f"stock_found_{finding.kind}", params


def _key(finding: StockFinding) -> str:
    return f"{finding.kind} {finding.product_id}"


def _newest(rows: Iterable[Noted]) -> Book:
    kept: list[Noted] = []
    left = {True: MOST_STANDING, False: MOST_DONE}
    for noted in rows:
        if left[noted.stands]:
            left[noted.stands] -= 1
            kept.append(noted)
    return tuple(kept)
