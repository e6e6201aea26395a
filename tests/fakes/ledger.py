"""The ledgers in memory, for tests of what stands before them; passes the suite of the real ones."""

from dataclasses import dataclass, field

from pos_terminal.domain.decision import Refused
from pos_terminal.domain.returns import Given, Right, give, take_back
from pos_terminal.errors import Bug, CentreUnavailable
from pos_terminal.services.ledger_port import (
    RETURN_RIGHTS,
    CreditReply,
    Ended,
    Ending,
    Held,
    NoAccount,
    NoRight,
    ReturnHeld,
    ReturnReply,
    ReturnTooMany,
    TooLittle,
)


@dataclass
class Account:
    """What is left, and each operation as (x, state)."""

    left: int
    ops: dict[str, tuple[int, str]] = field(default_factory=dict)


@dataclass
class Returnable:
    """A right, and each operation as (what it gave, state)."""

    right: Right
    ops: dict[str, tuple[Given | None, str]] = field(default_factory=dict)


class FakeLedger:
    """Fulfils `services.ledger_port.Ledger`; `down`: it answers nothing; `broken`: fails for one account."""

    def __init__(self) -> None:
        self.down = False
        self.broken = ""
        self.calls: list[tuple[str, str]] = []
        self.accounts: dict[tuple[str, str], Account] = {}
        self.rights: dict[str, Returnable] = {}
        self.exceptions: dict[str, str] = {}
        self.closed = False

    def hold(self, method: str, account: str, op_id: str, amount_minor: int) -> CreditReply:
        self._called("hold", op_id, account)
        if amount_minor <= 0:
            raise Bug("Nothing, or less, was to be held of an account.")
        row = self.accounts.get((method, account))
        if row is None:
            return NoAccount()
        if op_id in row.ops:
            state = row.ops[op_id][1]
            return Held(row.left) if state == "held" else Ended(state)
        if row.left < amount_minor:
            return TooLittle(row.left)
        row.left -= amount_minor
        row.ops[op_id] = (amount_minor, "held")
        return Held(row.left)

    def hold_return(self, sale_id: str, op_id: str, line_id: str, milli: int) -> ReturnReply:
        self._called("hold_return", op_id, sale_id)
        row = self.rights.get(sale_id)
        if row is None:
            return NoRight()
        if op_id in row.ops:
            held, state = row.ops[op_id]
            return ReturnHeld(held) if held is not None and state == "held" else Ended(state)
        answer = give(row.right, line_id, milli)
        if isinstance(answer, Refused):
            line = row.right.line(line_id)
            return ReturnTooMany(answer.code, line.milli if line else 0)
        row.right, given = answer
        row.ops[op_id] = (given, "held")
        return ReturnHeld(given)

    def take(self, ledger: str, account: str, op_id: str) -> Ending:
        self._called("take", op_id, account)
        ending = self._end(ledger, account, op_id, "taken")
        return self._noted(op_id, ending, "taken")

    def free(self, ledger: str, account: str, op_id: str) -> Ending:
        self._called("free", op_id, account)
        ending = self._end(ledger, account, op_id, "freed")
        return self._noted(op_id, ending, "freed")

    def left(self, method: str, account: str) -> int | None:
        self._called("left", "", account)
        row = self.accounts.get((method, account))
        return None if row is None else row.left

    def close(self) -> None:
        self.closed = True

    def _called(self, call: str, op_id: str, account: str) -> None:
        self.calls.append((call, op_id))
        if self.down:
            raise CentreUnavailable("The central database does not answer.")
        if self.broken == account:
            raise ValueError("a document that nobody can read")

    def _noted(self, op_id: str, ending: Ending, wanted: str) -> Ending:
        if ending != wanted:
            self.exceptions[op_id] = f"hold_{ending}"
        return ending

    def _end(self, ledger: str, account: str, op_id: str, wanted: Ending) -> Ending:
        if ledger == RETURN_RIGHTS:
            return self._end_return(account, op_id, wanted)
        row = self.accounts.get((ledger, account))
        if row is None or op_id not in row.ops:
            if wanted == "taken":
                return "missing"
            if row is not None:
                row.ops[op_id] = (0, "freed")
            return "freed"
        x, state = row.ops[op_id]
        if state == "held":
            row.left += x if wanted == "freed" else 0
            row.ops[op_id] = (x, wanted)
            return wanted
        return "taken" if state == "taken" else "freed"

    def _end_return(self, sale_id: str, op_id: str, wanted: Ending) -> Ending:
        row = self.rights.get(sale_id)
        if row is None or op_id not in row.ops:
            if wanted == "taken":
                return "missing"
            if row is not None:
                row.ops[op_id] = (None, "freed")
            return "freed"
        given, state = row.ops[op_id]
        if state == "held" and given is not None:
            if wanted == "freed":
                row.right = take_back(row.right, given)
            row.ops[op_id] = (given, wanted)
            return wanted
        return "taken" if state == "taken" else "freed"
