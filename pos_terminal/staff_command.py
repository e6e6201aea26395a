"""`pos-terminal staff`: who works here, their PINs and badges. Main thread.

Written into this till's list first, then told to the centre; docs/staff.md explains it. A PIN is asked for,
never given as an argument: those stand in the history and in the list of processes.
"""

import contextlib
import dataclasses
import getpass
import sys
from collections.abc import Callable, Iterator

from pos_terminal import bootstrap
from pos_terminal import config as c
from pos_terminal.domain.decision import Refused
from pos_terminal.domain.staff import PIN_SENTENCES, Role, StaffMember
from pos_terminal.errors import BadInput, CentreUnavailable
from pos_terminal.services import roster, staffing

Say = Callable[[str], None]

_SENTENCES = {
    **PIN_SENTENCES,
    "staff_id_bad": "The id {staff_id!r} cannot be used: 1 to 64 letters, digits and . _ - can.",
    "staff_name_bad": "A name has 1 to {most} characters; give another.",
    "staff_role_bad": "There is no such role; give cashier, supervisor or manager.",
    "staff_badge_bad": "A badge's code has 4 to 64 letters, digits and signs without spaces; give another.",
    "staff_here_already": (
        "{staff_id} is on the list already; for a new PIN there is pos-terminal staff pin."
    ),
    "staff_badge_taken": "{staff_id} has that badge; give another.",
    "staff_gone": "Nobody with the id {staff_id} works here; pos-terminal staff list shows who does.",
    "staff_last_manager": "{staff_id} is the last manager; add another before this one goes.",
}


def add(config: c.Config, member: StaffMember, read_pin: Callable[[], str], say: Say) -> int:
    """Take somebody on, or back again; the PIN is asked for."""
    wanted = staffing.AddPerson(member.staff_id, member.name, member.role, "", member.badge)
    _check(wanted, ())
    with _parts(config, say) as parts:
        _check(wanted, parts.file.read().entries)
        _change(config, parts, dataclasses.replace(wanted, pin=read_pin()), say)
        say(f"{member.name} ({member.staff_id}) may work here as {member.role}.")
        here = [entry.member for entry in parts.file.read().entries]
        if not any(other.active and other.role == "manager" for other in here):
            say("There is no manager yet, so nobody can approve anything; add one with --role manager.")
    return 0


def change_pin(config: c.Config, staff_id: str, read_pin: Callable[[], str], say: Say) -> int:
    """Give somebody another PIN."""
    with _parts(config, say) as parts:
        _check(staffing.SetPin(staff_id, ""), parts.file.read().entries)
        _change(config, parts, staffing.SetPin(staff_id, read_pin()), say)
        say(f"{staff_id} has a new PIN.")
    return 0


def switch_off(config: c.Config, staff_id: str, say: Say) -> int:
    """Somebody does not work here any more; the last manager stays as long as there are others."""
    with _parts(config, say) as parts:
        _change(config, parts, staffing.SwitchOff(staff_id, empties=True), say)
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


def _check(change: staffing.StaffChange, entries: roster.Entries) -> None:
    """Before the PIN is asked for; it is looked at once more when it is written. Raises BadInput."""
    early = staffing.objection(change) or staffing.changed(entries, change, "")
    if isinstance(early, Refused):
        raise BadInput(_sentence(early))


def _sentence(refused: Refused) -> str:
    return _SENTENCES[refused.code].format(**refused.params)


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


def _change(config: c.Config, parts: bootstrap.StaffParts, change: staffing.StaffChange, say: Say) -> None:
    """Write one person down here, then tell the centre if it answers. Raises BadInput if it knows better."""
    written = staffing.write(parts.file, change, parts.hash_pin, parts.now_text)
    if isinstance(written, Refused):
        raise BadInput(_sentence(written))
    if _own(config):
        say("The open till knows it within a minute, a closed one when it opens.")
        return
    kept = _sync(parts, say)
    if kept is not None and written not in [entry.member for entry in kept.entries]:
        raise BadInput(
            f"The centre holds a later change of {written.staff_id}, so this one was not taken; "
            "set this machine's clock and give the command again."
        )
