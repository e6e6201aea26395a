"""What core and staff thread say to one another: who is there, is this PIN right. Frozen values.

A PIN or a badge's code stands in no repr.
"""

from dataclasses import dataclass, field
from typing import Literal

from pos_terminal.domain.decision import Refused
from pos_terminal.domain.staff import Role
from pos_terminal.services.staffing import StaffChange

Purpose = Literal["sign_in", "approve", "unlock"]
PinOutcome = Literal["ok", "wrong", "locked", "unknown"]


@dataclass(frozen=True, slots=True)
class CheckPin:
    """Is this the person's PIN? `sign_in` begins a session, `unlock` renews it, `approve` touches none."""

    request_id: str
    staff_id: str
    pin: str = field(repr=False)
    purpose: Purpose


@dataclass(frozen=True, slots=True)
class CheckBadge:
    """Whose badge is this? A badge suffices to sign in and to approve."""

    request_id: str
    badge: str = field(repr=False)
    purpose: Purpose = "sign_in"


@dataclass(frozen=True, slots=True)
class Active:
    """This person does something at this till: the session lives on. May be said as often as it is so."""

    staff_id: str


@dataclass(frozen=True, slots=True)
class SignedOut:
    """This person's session at this till is over."""

    staff_id: str


@dataclass(frozen=True, slots=True)
class Refresh:
    """Read the list of the staff again now, not only at the next minute."""


@dataclass(frozen=True, slots=True)
class ChangeStaff:
    """Change the list: here at once, at the centre when it answers. The core has seen that somebody may."""

    change: StaffChange


@dataclass(frozen=True, slots=True)
class AskRoster:
    """Say the whole list once more, and whose PIN is locked now."""


StaffRequest = CheckPin | CheckBadge | Active | SignedOut | Refresh | ChangeStaff | AskRoster


@dataclass(frozen=True, slots=True)
class PinChecked:
    """What a check came to; every check is answered once.

    outcome: `locked` also when this was the last wrong try that was left; `unknown` where no such person may
    work here, then staff_id is as asked, empty for a badge. wait_s: for `locked`, whole seconds until the
    next try. elsewhere: for a sign-in that is `ok`, the other till at which this person is still signed in.
    """

    request_id: str
    staff_id: str
    outcome: PinOutcome
    wait_s: int = 0
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class StaffBrief:
    """One person as the screen may show it."""

    staff_id: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class StaffList:
    """Who may work here, by name; said at the start (also when it is nobody) and at each change.

    problem: a plain sentence where this till's own list could not be read and the centre did not help out.
    """

    members: tuple[StaffBrief, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class StaffChanged:
    """What became of a change at this till; every change is answered once.

    name: the person's. problem: a plain sentence where the list could not be written; else, without refused,
    it holds here.
    """

    change: StaffChange
    name: str = ""
    refused: Refused | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class StaffOutdated:
    """A change of this till was not taken: the centre holds a later one of the same person."""

    name: str


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person of the list. owed: the centre is not told yet; locked: too many wrong PINs just now."""

    staff_id: str
    name: str
    role: Role
    active: bool
    has_badge: bool
    owed: bool
    locked: bool


@dataclass(frozen=True, slots=True)
class Roster:
    """The whole list, also who is switched off; said when it was asked for and at each change.

    centre: `none` where there is none to tell. problem: as in StaffList.
    """

    rows: tuple[RosterRow, ...]
    centre: Literal["answers", "away", "none"]
    problem: str = ""
