"""What a manager asks of the till beside the day's work: stock findings, exceptions, the staff.

As `commands.py`: immutable, answered with a new view. SAFETY: no PIN stands in a repr.
"""

from typing import Literal

from pos_terminal.commands import Command

Role = Literal["cashier", "supervisor", "manager"]


class ShowFindings(Command, frozen=True, tag=True):
    """Show what stock reconciliation found, and the newest exceptions of the centre."""


class LeaveFindings(Command, frozen=True, tag=True):
    """The findings are looked at no more."""


class MoreExceptions(Command, frozen=True, tag=True):
    """Add older exceptions to those that are shown; while there are none: ask for the newest again."""


class MarkException(Command, frozen=True, tag=True):
    """An exception was seen or settled, by whoever may; who was first stays."""

    exception_id: str
    mark: Literal["seen", "settled"]


class RaiseCounter(Command, frozen=True, tag=True):
    """Raise the counter of an article that is proven to be too low now. reason: of `stock_raise`."""

    product_id: str
    reason: str


class ShowStaff(Command, frozen=True, tag=True):
    """Show the list of the staff."""


class LeaveStaff(Command, frozen=True, tag=True):
    """The list of the staff is looked at no more."""


class AddStaff(Command, frozen=True, tag=True):
    """Take somebody on; with the id of somebody who is switched off: back again, with a new PIN."""

    name: str
    role: Role
    pin: str
    staff_id: str = ""

    def __repr__(self) -> str:
        """SAFETY: no PIN in a log."""
        return f"AddStaff(staff_id={self.staff_id!r})"


class ChangePin(Command, frozen=True, tag=True):
    """Give somebody another PIN."""

    staff_id: str
    pin: str

    def __repr__(self) -> str:
        """SAFETY: no PIN in a log."""
        return f"ChangePin(staff_id={self.staff_id!r})"


class ChangeRole(Command, frozen=True, tag=True):
    """Give somebody another role; the last manager stays one."""

    staff_id: str
    role: Role


class SwitchStaffOff(Command, frozen=True, tag=True):
    """Somebody may not sign in any more; the last manager stays."""

    staff_id: str


class AwaitBadge(Command, frozen=True, tag=True):
    """The next scan is this person's new badge; empty: it is not any more."""

    staff_id: str


class TakeBadge(Command, frozen=True, tag=True):
    """The person's badge is nobody's any more."""

    staff_id: str


ManagerCommand = (
    ShowFindings
    | LeaveFindings
    | MoreExceptions
    | MarkException
    | RaiseCounter
    | ShowStaff
    | LeaveStaff
    | AddStaff
    | ChangePin
    | ChangeRole
    | SwitchStaffOff
    | AwaitBadge
    | TakeBadge
)
