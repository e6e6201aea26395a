"""What the till needs of the ledgers at the centre, as a protocol; `adapters/mongo/ledger.py` fulfils it.

A ledger keeps what may be spent once by anybody: store credit, a gift card, the right to take goods back.
Everything is named by an operation's id and decided once; asked again, the same is answered again.
"""

from dataclasses import dataclass
from typing import Literal, Protocol

from pos_terminal.domain.returns import Given

RETURN_RIGHTS = "return_rights"

# What became of an operation that is over; `missing`: the ledger does not know it (any more).
Ending = Literal["taken", "freed", "missing"]


@dataclass(frozen=True, slots=True)
class Held:
    """The amount is held for this operation. left_minor: what the account has besides."""

    left_minor: int


@dataclass(frozen=True, slots=True)
class TooLittle:
    """The account has less than that; nothing is held."""

    left_minor: int


@dataclass(frozen=True, slots=True)
class NoAccount:
    """There is no such account."""


@dataclass(frozen=True, slots=True)
class Ended:
    """This operation is over already, as `taken` or `freed`; nothing is held any more."""

    state: str


@dataclass(frozen=True, slots=True)
class ReturnHeld:
    """These units may come back, and so much for them."""

    given: Given


@dataclass(frozen=True, slots=True)
class ReturnTooMany:
    """The right does not reach that far.

    code: as of `domain.returns.give`; left_milli: what may still come back of that line, 0 where there is no
    such line.
    """

    code: str
    left_milli: int


@dataclass(frozen=True, slots=True)
class NoRight:
    """The centre knows no such sale (yet: its till may not have uploaded it)."""


CreditReply = Held | TooLittle | NoAccount | Ended
ReturnReply = ReturnHeld | ReturnTooMany | NoRight | Ended


class Ledger(Protocol):
    """The ledgers. Every call has a deadline of its own and raises CentreUnavailable beyond it.

    Then nobody knows whether it was carried out; asked again by the same id it tells, `free` ends the doubt.
    """

    def hold(self, method: str, account: str, op_id: str, amount_minor: int) -> CreditReply:
        """Hold an amount (> 0) of an account. method: a way of payment that has a ledger."""

    def hold_return(self, sale_id: str, op_id: str, line_id: str, milli: int) -> ReturnReply:
        """Hold the right to take units of a sold line back. milli > 0."""

    def take(self, ledger: str, account: str, op_id: str) -> Ending:
        """End a held operation: it is spent. ledger: RETURN_RIGHTS or the way of payment."""

    def free(self, ledger: str, account: str, op_id: str) -> Ending:
        """End an operation: it is given back, also one that never came or is still under way."""

    def left(self, method: str, account: str) -> int | None:
        """What an account has, in minor units; None where there is none."""

    def close(self) -> None:
        """Close the connection."""
