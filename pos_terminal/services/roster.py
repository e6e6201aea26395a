"""The list of the staff: the centre's, with this till's replica of it in a file.

What is changed at this till is written to the file first and is *owed* to the centre until it was told; so a
change needs no network and is not lost. Any thread, the command's process too: the file has a lock.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from pos_terminal.domain.staff import StaffMember
from pos_terminal.errors import StorageUnavailable

log = logging.getLogger("pos.staff")


class People(Protocol):
    """The centre's list of the staff. Raises CentreUnavailable when it does not answer."""

    def staff(self) -> tuple[StaffMember, ...]:
        """Everybody, also who is switched off."""

    def save_staff(self, member: StaffMember, at: str) -> None:
        """Write one person down, unless somebody changed them later. at: when it was changed, UTC."""

    def close(self) -> None:
        """Let go of the connection."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One person in the replica. at: when it was changed here, UTC, empty otherwise; owed: to the centre."""

    member: StaffMember
    at: str = ""
    owed: bool = False


Entries = tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """What the replica holds. problem: a plain sentence where it could not be read; then it is empty."""

    entries: Entries
    problem: str = ""


class RosterFile(Protocol):
    """The replica. Raises StorageUnavailable where it cannot be written."""

    def read(self) -> Kept:
        """What is in it; empty, with a sentence, where it is damaged."""

    def change(self, changed: Callable[[Entries], Entries]) -> Kept:
        """Replace what is in it at once, with nobody writing in between; what changed raises comes out."""


def put(file: RosterFile, member: StaffMember, at: str) -> Kept:
    """Write one person into the replica, owed to the centre."""
    return file.change(lambda entries: with_member(entries, member, at))


def with_member(entries: Entries, member: StaffMember, at: str) -> Entries:
    """The entries with this one in place of the person's former one."""
    others = tuple(entry for entry in entries if entry.member.staff_id != member.staff_id)
    return (*others, Entry(member, at, owed=True))


def sync(file: RosterFile, people: People | None) -> Kept:
    """Tell the centre what is owed, and take over what it knows; without one, what the file holds.

    A centre that knows nobody takes nothing away: a till with a list must not become one without sign-in
    because a wrong database was set. Raises CentreUnavailable.
    """
    kept = file.read()
    if people is None:
        return kept
    told = {entry for entry in kept.entries if entry.owed}
    for entry in sorted(told, key=lambda entry: entry.at):
        people.save_staff(entry.member, entry.at)
    central = people.staff()
    if not central:
        return kept
    try:
        return file.change(lambda entries: _merged(central, entries, told))
    except StorageUnavailable as error:
        # The new list holds for this run all the same; it is fetched again at the next start.
        return Kept(_merged(central, kept.entries, told), str(error))


def _merged(central: Sequence[StaffMember], entries: Entries, told: set[Entry]) -> Entries:
    """The centre's list, but for what was changed here since it was told."""
    since = {entry.member.staff_id: entry for entry in entries if entry.owed and entry not in told}
    ours = {member.staff_id: Entry(member) for member in central} | since
    return tuple(ours[staff_id] for staff_id in sorted(ours))
