"""Signing in and out, and the till that locks itself. Core thread only; the staff thread checks PINs."""

from pos_terminal.domain import day_events as d
from pos_terminal.domain.decision import Params
from pos_terminal.domain.staff import RIGHTS
from pos_terminal.services import card_by_hand, rights
from pos_terminal.services import staff_messages as s
from pos_terminal.services.core import Core
from pos_terminal.views import LastItemView


def must_sign_in(core: Core) -> bool:
    """Whether there is a staff and nobody of it is signed in.

    SAFETY: a list that could not be read is not a till without staff.
    """
    return (bool(core.desk.staff) or core.desk.staff_unreadable) and not core.till.staff_id


def sign_in(core: Core, staff_id: str, pin: str) -> None:
    """A PIN goes to be checked."""
    core.desk.sign_in_id = core.new_id()
    core.outbox.day.staff(s.CheckPin(core.desk.sign_in_id, staff_id, pin, "sign_in"))


def badge(core: Core, code_text: str, *, marked: bool = False) -> bool:
    """A code that is no article's: perhaps it is a badge. False where there is no staff.

    marked: it begins as the shop's badges do, so that it can be nothing else.
    """
    if not core.desk.staff:
        return False
    approval = core.desk.approval
    if approval is not None:
        core.outbox.day.staff(s.CheckBadge(approval.approval_id, code_text, "approve"))
        return True
    desk = core.desk
    if desk.sign_in_id and desk.badge_text and not desk.badge_marked and not must_sign_in(core):
        desk.overtaken[desk.sign_in_id] = desk.badge_text
    desk.sign_in_id = core.new_id()
    desk.badge_text, desk.badge_marked = code_text, marked
    core.outbox.day.staff(s.CheckBadge(core.desk.sign_in_id, code_text, "sign_in"))
    return True


def checked(core: Core, answer: s.PinChecked) -> None:
    """The staff thread's answer to a PIN or badge."""
    if rights.approved(core, answer):
        return
    overtaken = core.desk.overtaken.pop(answer.request_id, "")
    if answer.request_id != core.desk.sign_in_id:
        if overtaken and answer.outcome != "ok":
            core.refuse("code_unknown_code", {"code": overtaken[:40]})
        elif answer.outcome == "ok" and answer.staff_id != core.till.staff_id:
            core.outbox.day.staff(s.SignedOut(answer.staff_id))  # its session began, but nobody waits for it
        return
    code_text, core.desk.badge_text, core.desk.sign_in_id = core.desk.badge_text, "", ""
    if answer.outcome == "ok":
        _enter(core, answer, "badge" if code_text else "pin")
    elif code_text and not core.desk.badge_marked and not must_sign_in(core):
        core.refuse("code_unknown_code", {"code": code_text[:40]})
        core.desk.unknown_code = code_text
    else:
        params: Params = {"seconds": answer.wait_s}
        core.refuse("badge_unknown" if code_text else f"pin_{answer.outcome}", params)


def sign_out(core: Core, cause: str) -> None:
    """Leave the till; the basket stays where it is."""
    staff_id = core.till.staff_id
    if staff_id and core.commit((d.SignedOut(staff_id, cause),)):
        _leave(core)
        core.outbox.day.staff(s.SignedOut(staff_id))


def staff_list(core: Core, answer: s.StaffList) -> None:
    """Who works here, as the staff thread knows it now."""
    core.desk.staff, core.desk.staff_known = answer.members, True
    core.desk.staff_unreadable = bool(answer.problem) and not answer.members
    if answer.problem:
        core.desk.notice("warn", "staff_problem", {"reason": answer.problem}, core.now_text())
    here = {row.staff_id for row in answer.members}
    if core.till.staff_id and core.till.staff_id not in here:
        sign_out(core, "gone")


def look(core: Core, now_ns: int) -> None:
    """The idle till locks itself; a busy one says that its session lives on."""
    staff_id = core.till.staff_id
    if not staff_id:
        return
    idle_ns = now_ns - core.desk.touched_ns
    if core.settings.lock_after_ms and idle_ns > core.settings.lock_after_ms * 1_000_000:
        sign_out(core, "idle")
    elif idle_ns < 1_000_000_000:
        core.outbox.day.staff(s.Active(staff_id))


def _leave(core: Core) -> None:
    """What somebody asked for, or may see, is not for whoever comes next."""
    core.desk.approval = None
    core.desk.report, core.desk.report_made = None, None
    core.desk.customers = None
    core.desk.manager.leave()
    core.desk.devices.leave()


def _enter(core: Core, answer: s.PinChecked, how: str) -> None:
    role = next((row.role for row in core.desk.staff if row.staff_id == answer.staff_id), "cashier")
    before = core.till.staff_id
    left = (d.SignedOut(before, "change"),) if before and before != answer.staff_id else ()
    if before == answer.staff_id:
        return
    if not core.commit((*left, d.SignedIn(answer.staff_id, role, how))):
        return
    _leave(core)
    if before:
        core.outbox.day.staff(s.SignedOut(before))
    name = rights.name_of(core, answer.staff_id)
    core.desk.touched_ns = core.clock.monotonic_ns()
    core.desk.last_item = LastItemView("good", "signed_in", {"name": name})
    core.desk.sound("good")
    core.desk.notice("info", "signed_in", {"name": name}, core.now_text())
    if role in RIGHTS["card_by_hand"]:
        card_by_hand.remind(core)
    if answer.elsewhere:
        core.desk.notice("warn", "signed_in_elsewhere", {"terminal": answer.elsewhere}, core.now_text())
