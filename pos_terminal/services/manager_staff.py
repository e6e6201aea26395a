"""The list of the staff, changed at the till by somebody who may. Core thread; the staff thread writes it.

SAFETY: PINs and badges' codes pass through here to that thread; they are kept nowhere and stand in no event,
notice or view. An event names people by id and the change by a code.
"""

from functools import partial

from pos_terminal import manager_commands as mc
from pos_terminal.domain import barcodes
from pos_terminal.domain.decision import Refused
from pos_terminal.services import asking, returning, rights, scanning, staffing
from pos_terminal.services import staff_messages as s
from pos_terminal.services.core import Core
from pos_terminal.services.desk import Act
from pos_terminal.services.manager_desk import BadgeWait

_RIGHT = "staff_edit"
# What is said when a change was written down, by its kind.
_SAID = {
    staffing.AddPerson: "staff_added",
    staffing.SetPin: "staff_pin_changed",
    staffing.SetRole: "staff_role_changed",
    staffing.SetBadge: "staff_badge_changed",
    staffing.SwitchOff: "staff_switched_off",
}


def show(core: Core) -> None:
    """Show the list to somebody who may change it."""
    rights.allow(core, Act(_RIGHT, partial(_show, core), {}))


def leave(core: Core) -> None:
    """The list is closed."""
    desk = core.desk.manager
    desk.staff_shown, desk.badge = False, None
    desk.changes += 1


def add(core: Core, asked: mc.AddStaff) -> None:
    """Take somebody on. The first one is a manager: nobody else could ever approve anything."""
    if asked.role != "manager" and not core.desk.staff:
        core.refuse("staff_first_manager", {})
        return
    new_id = asked.staff_id or core.new_id()
    change = staffing.AddPerson(new_id, " ".join(asked.name.split()), asked.role, asked.pin)
    _ask(core, change, asked.name, f"added_{asked.role}")


def change_pin(core: Core, staff_id: str, pin: str) -> None:
    """Another PIN."""
    _ask(core, staffing.SetPin(staff_id, pin), _name(core, staff_id), "pin")


def change_role(core: Core, asked: mc.ChangeRole) -> None:
    """Another role."""
    change = staffing.SetRole(asked.staff_id, asked.role)
    _ask(core, change, _name(core, asked.staff_id), f"role_{asked.role}")


def switch_off(core: Core, staff_id: str) -> None:
    """Somebody does not work here any more."""
    _ask(core, staffing.SwitchOff(staff_id), _name(core, staff_id), "off")


def take_badge(core: Core, staff_id: str) -> None:
    """The badge is nobody's any more."""
    _ask(core, staffing.SetBadge(staff_id, ""), _name(core, staff_id), "badge_off")


def await_badge(core: Core, staff_id: str) -> None:
    """The next scan is this person's badge."""
    desk = core.desk.manager
    if not staff_id:
        desk.badge = None
        desk.changes += 1
        return
    params = {"name": _name(core, staff_id)}
    rights.allow(core, Act(_RIGHT, partial(_await, core, staff_id), dict(params), "badge", staff_id))


def badge_scanned(core: Core, text: str) -> bool:
    """A scan: is it the badge that is waited for? What the shop sells or gives out can be nobody's."""
    desk = core.desk.manager
    wait = desk.badge
    if wait is None or core.desk.approval is not None:
        return False
    code = scanning.parsed(core, text)
    if isinstance(code, barcodes.Code) and _is_badge(core, code):
        desk.badge, core.backing = None, wait.backing
        _write(core, staffing.SetBadge(wait.staff_id, code.text))
    else:
        core.refuse("staff_badge_bad", {})
    return True


def changed(core: Core, said: s.StaffChanged) -> None:
    """What became of a change at this till."""
    desk = core.desk.manager
    desk.saving = max(0, desk.saving - 1)
    desk.changes += 1
    if said.problem:
        core.refuse("staff_not_saved", {"reason": said.problem})
    elif said.refused is not None:
        core.refuse(said.refused.code, said.refused.params)
    else:
        takes = isinstance(said.change, staffing.SetBadge) and not said.change.badge
        code = "staff_badge_gone" if takes else _SAID[type(said.change)]
        core.desk.notice("good", code, {"name": said.name}, core.now_text())


def outdated(core: Core, said: s.StaffOutdated) -> None:
    """The centre knows better."""
    core.desk.notice("warn", "staff_outdated", {"name": said.name}, core.now_text())


def roster(core: Core, said: s.Roster) -> None:
    """The list as it is now."""
    core.desk.manager.roster = said
    core.desk.manager.changes += 1


def _show(core: Core) -> None:
    core.desk.manager.staff_shown = True
    core.desk.manager.changes += 1
    core.outbox.day.staff(s.AskRoster())


def _ask(core: Core, change: staffing.StaffChange, name: str, reason: str) -> None:
    """Have a change approved, after what can be seen to be wrong at once."""
    refused = staffing.objection(change) or staffing.pin_refused(change)
    if refused is not None:
        core.refuse(refused.code, refused.params)
    else:
        # A closure, not partial: a PIN must not be in the repr of what waits.
        rights.allow(core, Act(_RIGHT, lambda: _write(core, change), {"name": name}, reason, change.staff_id))


def _write(core: Core, change: staffing.StaffChange) -> None:
    """SAFETY: both names stand in the journal before anything is written elsewhere."""
    if core.commit(()):
        core.desk.manager.saving += 1
        core.desk.manager.changes += 1
        core.outbox.day.staff(s.ChangeStaff(change))


def _await(core: Core, staff_id: str) -> None:
    if core.backing is not None:
        core.desk.manager.badge = BadgeWait(staff_id, core.backing)
        core.desk.manager.changes += 1


def _is_badge(core: Core, code: barcodes.Code) -> bool:
    if code.own is not None:
        return code.own.kind == "staff"
    if code.text.startswith(asking.VOUCHER_PREFIX) or returning.is_receipt(code.text):
        return False
    found = scanning.find(core, code)
    return isinstance(found, Refused) and found.code == "code_unknown_code"


def _name(core: Core, staff_id: str) -> str:
    """A name as the page shows it; also of somebody who is switched off."""
    shown = core.desk.manager.roster
    rows = shown.rows if shown is not None else ()
    return next((row.name for row in rows if row.staff_id == staff_id), rights.name_of(core, staff_id))
