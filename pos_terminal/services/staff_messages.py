"""What core and staff thread say to one another: who is there, is this PIN right. Frozen values.

A PIN or a badge's code stands in no repr.
"""

from dataclasses import dataclass, field
from typing import Literal

from pos_terminal.domain.staff import Role

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


StaffRequest = CheckPin | CheckBadge | Active | SignedOut | Refresh


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
