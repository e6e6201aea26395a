"""What did not come out as it should at the centre, and is a manager's to look at; and the port to it.

`adapters/mongo/exceptions.py` fulfils it. Each call has one deadline and raises CentreUnavailable beyond it.
"""

from dataclasses import dataclass
from typing import Literal, Protocol

Mark = Literal["seen", "settled"]


@dataclass(frozen=True, slots=True)
class Marked:
    """Who marked it, by name where the centre's list knows it, at which till, and when (UTC ISO 8601)."""

    by: str
    terminal_id: str
    at: str


@dataclass(frozen=True, slots=True)
class CentralException:
    """One exception, with what the centre's sales say about it; whatever nobody knows is empty, 0 or None.

    kind: `return_not_left`, `credit_without_account`, `hold_missing`, `hold_taken`, `hold_freed`, or one of
    a newer till. receipt_no: of the sale in which it happened; original_no: of the one whose goods came back.
    milli: what came back; left_milli: what of it was left. ledger: what the hold was on; account_end: the
    last signs of the account, for a whole one is worth money.
    """

    exception_id: str
    kind: str
    at: str
    terminal_id: str = ""
    business_day: str = ""
    cashier: str = ""
    receipt_no: str = ""
    original_no: str = ""
    article: str = ""
    unit: str = "each"
    milli: int = 0
    left_milli: int = 0
    amount_minor: int | None = None
    ledger: str = ""
    account_end: str = ""
    seen: Marked | None = None
    settled: Marked | None = None


@dataclass(frozen=True, slots=True)
class ExceptionPage:
    """Some of them, newest first. more: there are older ones, after the last of these."""

    rows: tuple[CentralException, ...]
    more: bool


class Exceptions(Protocol):
    """The exceptions of all tills."""

    def page(self, after: CentralException | None, limit: int) -> ExceptionPage:
        """The next ones after this one, newest first; None: from the newest on."""

    def mark(
        self, exception_id: str, mark: Mark, by: str, terminal_id: str, at: str
    ) -> CentralException | None:
        """Say that somebody has seen or settled it; who was first stays. None: there is no such exception."""

    def unseen(self, most: int) -> int:
        """How many nobody has seen nor settled; counted no further than that."""

    def close(self) -> None:
        """Close the connection."""
