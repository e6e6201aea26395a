"""What may be changed in the list of the staff, and how: the rules of the command and of the screen.

Pure but for `write`, which changes the replica of `roster.py`; that hashes PINs, so never on the core thread.
SAFETY: a PIN or a badge's code stands in no repr, no refusal and no error.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import assert_never

from pos_terminal.domain.decision import Refused
from pos_terminal.domain.staff import ROLES, Role, StaffMember, is_staff_id, pin_problem
from pos_terminal.services.roster import Entries, RosterFile, with_member

LONGEST_NAME = 80

_BADGE = re.compile(r"[!-~]{4,64}")


@dataclass(frozen=True, slots=True)
class AddPerson:
    """Take somebody on, or back again, with a new PIN. badge: empty for none."""

    staff_id: str
    name: str
    role: Role
    pin: str = field(repr=False)
    badge: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SetPin:
    """Another PIN."""

    staff_id: str
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SetRole:
    """Another role."""

    staff_id: str
    role: Role


@dataclass(frozen=True, slots=True)
class SetBadge:
    """Another badge; empty: the old one is nobody's any more."""

    staff_id: str
    badge: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SwitchOff:
    """This person does not work here any more. empties: also where the list is empty then."""

    staff_id: str
    empties: bool = False


StaffChange = AddPerson | SetPin | SetRole | SetBadge | SwitchOff


def objection(change: StaffChange) -> Refused | None:
    """What is wrong with a change whatever the list is: names, ids, badges; not the PIN."""
    if isinstance(change, AddPerson):
        if not is_staff_id(change.staff_id):
            return Refused("staff_id_bad", {"staff_id": change.staff_id})
        if not 0 < len(change.name.strip()) <= LONGEST_NAME or not change.name.isprintable():
            return Refused("staff_name_bad", {"most": LONGEST_NAME})
    if isinstance(change, AddPerson | SetRole) and change.role not in ROLES:
        return Refused("staff_role_bad")
    if isinstance(change, AddPerson | SetBadge) and change.badge and not _BADGE.fullmatch(change.badge):
        return Refused("staff_badge_bad")
    return None


def pin_refused(change: StaffChange) -> Refused | None:
    """Why the PIN of a change cannot be taken; None also where it has none."""
    wrong = pin_problem(change.pin) if isinstance(change, AddPerson | SetPin) else ""
    return Refused(wrong) if wrong else None


def changed(entries: Entries, change: StaffChange, pin_hash: str) -> StaffMember | Refused:
    """The person after the change, if the list allows it. pin_hash: of the change's PIN, where it has one."""
    if isinstance(change, AddPerson):
        return _added(entries, change, pin_hash)
    member = find(entries, change.staff_id)
    if member is None:
        return Refused("staff_gone", {"staff_id": change.staff_id})
    match change:
        case SetPin():
            return replace(member, pin_hash=pin_hash)
        case SetRole(role=role):
            if role != "manager" and _is_last_manager(entries, member):
                return Refused("staff_last_manager", {"name": member.name, "staff_id": member.staff_id})
            return replace(member, role=role)
        case SetBadge(badge=badge):
            return _badge_taken(entries, change) or replace(member, badge=badge)
        case SwitchOff(empties=empties):
            is_alone = sum(entry.member.active for entry in entries) == 1
            if _is_last_manager(entries, member) and not (empties and is_alone):
                return Refused("staff_last_manager", {"name": member.name, "staff_id": member.staff_id})
            return replace(member, active=False)
        case _:
            assert_never(change)


def find(entries: Entries, staff_id: str) -> StaffMember | None:
    """Who works here under that id."""
    here = (entry.member for entry in entries if entry.member.active)
    return next((member for member in here if member.staff_id == staff_id), None)


def write(
    file: RosterFile, change: StaffChange, hash_pin: Callable[[str], str], now_text: Callable[[], str]
) -> StaffMember | Refused:
    """Change the replica, owed to the centre; answers the person as written. Raises StorageUnavailable."""
    refused = objection(change) or pin_refused(change)
    if refused is not None:
        return refused
    pin_hash = hash_pin(change.pin) if isinstance(change, AddPerson | SetPin) else ""
    decided: list[StaffMember | Refused] = []

    def with_changed(entries: Entries) -> Entries:
        decided.append(changed(entries, change, pin_hash))
        member = decided[-1]
        return entries if isinstance(member, Refused) else with_member(entries, member, now_text())

    file.change(with_changed)
    return decided[-1]


def _added(entries: Entries, change: AddPerson, pin_hash: str) -> StaffMember | Refused:
    if find(entries, change.staff_id) is not None:
        return Refused("staff_here_already", {"staff_id": change.staff_id, "name": change.name})
    taken = _badge_taken(entries, SetBadge(change.staff_id, change.badge))
    return taken or StaffMember(change.staff_id, change.name.strip(), change.role, pin_hash, change.badge)


def _badge_taken(entries: Entries, change: SetBadge) -> Refused | None:
    for entry in entries:
        other = entry.member
        if change.badge and other.badge == change.badge and other.staff_id != change.staff_id:
            return Refused("staff_badge_taken", {"name": other.name, "staff_id": other.staff_id})
    return None


def _is_last_manager(entries: Entries, member: StaffMember) -> bool:
    """SAFETY: without a manager nobody could approve anything, nor make anybody a manager here."""
    managers = [row.member for row in entries if row.member.active and row.member.role == "manager"]
    return [other.staff_id for other in managers] == [member.staff_id]
