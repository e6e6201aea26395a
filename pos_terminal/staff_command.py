"""`pos-terminal staff`: who works here, their PINs and badges. Main thread.

Written into this till's list first, then told to the centre; docs/staff.md explains it. A PIN is asked for,
never given as an argument: those stand in the history and in the list of processes.
"""

import contextlib
import dataclasses
import getpass
import re
import sys
from collections.abc import Callable, Iterator

from pos_terminal import bootstrap
from pos_terminal import config as c
from pos_terminal.domain.staff import Role, StaffMember, is_staff_id, pin_objection
from pos_terminal.errors import BadInput, CentreUnavailable
from pos_terminal.services import roster

Say = Callable[[str], None]

_BADGE = re.compile(r"[!-~]{4,64}")
_LONGEST_NAME = 80


def add(config: c.Config, member: StaffMember, read_pin: Callable[[], str], say: Say) -> int:
    """Take somebody on, or back again; the PIN is asked for."""
    _check(member)
    with _parts(config, say) as parts:
        _refuse_taken(parts.file.read().entries, member)
        hashed = dataclasses.replace(member, pin_hash=parts.hash_pin(_new_pin(read_pin)))

        def added(entries: roster.Entries) -> StaffMember:
            _refuse_taken(entries, member)
            return hashed

        _change(config, parts, added, say)
        say(f"{member.name} ({member.staff_id}) may work here as {member.role}.")
        here = [entry.member for entry in parts.file.read().entries]
        if not any(other.active and other.role == "manager" for other in here):
            say("There is no manager yet, so nobody can approve anything; add one with --role manager.")
    return 0


def change_pin(config: c.Config, staff_id: str, read_pin: Callable[[], str], say: Say) -> int:
    """Give somebody another PIN."""
    with _parts(config, say) as parts:
        _member(parts.file.read().entries, staff_id)
        pin_hash = parts.hash_pin(_new_pin(read_pin))

        def changed(entries: roster.Entries) -> StaffMember:
            return dataclasses.replace(_member(entries, staff_id), pin_hash=pin_hash)

        _change(config, parts, changed, say)
        say(f"{staff_id} has a new PIN.")
    return 0


def switch_off(config: c.Config, staff_id: str, say: Say) -> int:
    """Somebody does not work here any more; the last manager stays as long as there are others."""

    def switched(entries: roster.Entries) -> StaffMember:
        member = _member(entries, staff_id)
        left = [entry.member for entry in entries if entry.member.active and entry.member != member]
        if left and not any(other.role == "manager" for other in left):
            raise BadInput(f"{staff_id} is the last manager; add another before this one goes.")
        return dataclasses.replace(member, active=False)

    with _parts(config, say) as parts:
        _change(config, parts, switched, say)
        say(f"{staff_id} may not sign in any more.")
    return 0


def show(config: c.Config, say: Say) -> int:
    """List everybody. 0 only where the list could be read."""
    with _parts(config, say) as parts:
        kept = parts.file.read()
        if kept.problem:
            raise BadInput(kept.problem)
        for entry in sorted(kept.entries, key=lambda entry: entry.member.staff_id):
            member = entry.member
            words = [member.role, *(["badge"] if member.badge else []), *([] if member.active else ["off"])]
            told = (
                ["the centre is not told yet"] if entry.owed and (config.centre.url or _own(config)) else []
            )
            say(f"{member.staff_id}\t{member.name}\t{', '.join([*words, *told])}")
        if not kept.entries:
            say("Nobody is on the list: the till sells without sign-in. Add a manager first.")
        return 0


def ask_pin() -> str:
    """The new PIN: typed twice unseen, or the first line of what is not a terminal. Raises BadInput."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    pin = getpass.getpass("New PIN: ")
    if getpass.getpass("Once more: ") != pin:
        raise BadInput("The two PINs differ; give the command again.")
    return pin


def new_member(staff_id: str, name: str, role: Role, badge: str) -> StaffMember:
    """Somebody whose PIN is still to be asked for."""
    return StaffMember(staff_id, name.strip(), role, "", badge)


def _check(member: StaffMember) -> None:
    if not is_staff_id(member.staff_id):
        raise BadInput(f"The id {member.staff_id!r} cannot be used: 1 to 64 letters, digits and . _ - can.")
    if not 0 < len(member.name) <= _LONGEST_NAME or not member.name.isprintable():
        raise BadInput(f"A name has 1 to {_LONGEST_NAME} characters; give another.")
    if member.badge and not _BADGE.fullmatch(member.badge):
        raise BadInput("A badge's code has 4 to 64 letters, digits and signs without spaces; give another.")


def _refuse_taken(entries: roster.Entries, member: StaffMember) -> None:
    for entry in entries:
        other = entry.member
        if other.staff_id == member.staff_id and other.active:
            raise BadInput(
                f"{member.staff_id} is on the list already; for a new PIN there is pos-terminal staff pin."
            )
        if member.badge and other.badge == member.badge and other.staff_id != member.staff_id:
            raise BadInput(f"{other.staff_id} has that badge; give another.")


def _member(entries: roster.Entries, staff_id: str) -> StaffMember:
    for entry in entries:
        if entry.member.staff_id == staff_id and entry.member.active:
            return entry.member
    raise BadInput(f"Nobody with the id {staff_id} works here; pos-terminal staff list shows who does.")


def _new_pin(read_pin: Callable[[], str]) -> str:
    pin = read_pin()
    if objection := pin_objection(pin):
        raise BadInput(objection)
    return pin


def _own(config: c.Config) -> bool:
    return config.embedded.enabled


@contextlib.contextmanager
def _parts(config: c.Config, say: Say) -> Iterator[bootstrap.StaffParts]:
    """The lists at the till and at the centre, as the centre has them; without one that is away.

    An embedded centre runs only with the app, which tells it what is owed.
    """
    parts = bootstrap.staff_parts(config, "" if _own(config) else config.centre.url)
    with contextlib.closing(parts.people) if parts.people else contextlib.nullcontext():
        reached = _sync(parts, say) is not None
        yield parts if reached else dataclasses.replace(parts, people=None)


def _sync(parts: bootstrap.StaffParts, say: Say) -> roster.Kept | None:
    """The list after both sides know the same; None, with a sentence, where the centre is away."""
    try:
        return roster.sync(parts.file, parts.people)
    except CentreUnavailable as error:
        say(f"{error} This till's own list holds; it tells the centre of changes as soon as that answers.")
        return None


def _change(
    config: c.Config,
    parts: bootstrap.StaffParts,
    changed: Callable[[roster.Entries], StaffMember],
    say: Say,
) -> None:
    """Write one person down here, then tell the centre if it answers. Raises BadInput if it knows better."""
    written: list[StaffMember] = []

    def with_changed(entries: roster.Entries) -> roster.Entries:
        written.append(changed(entries))
        return roster.with_member(entries, written[-1], parts.now_text())

    parts.file.change(with_changed)
    if _own(config):
        say("The open till knows it within a minute, a closed one when it opens.")
        return
    kept = _sync(parts, say)
    if kept is not None and written[-1] not in [entry.member for entry in kept.entries]:
        raise BadInput(
            f"The centre holds a later change of {written[-1].staff_id}, so this one was not taken; "
            "set this machine's clock and give the command again."
        )
