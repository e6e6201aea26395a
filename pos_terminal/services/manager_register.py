"""Dispatch of what a manager asks, and of the answers to it. Core thread only; it contains no rule."""

from pos_terminal import device_commands as dc
from pos_terminal import manager_commands as mc
from pos_terminal.commands import Command
from pos_terminal.errors import Bug
from pos_terminal.services import device_messages as dm
from pos_terminal.services import device_page, findings, manager_staff
from pos_terminal.services import enquiry_messages as q
from pos_terminal.services import findings_messages as fm
from pos_terminal.services import staff_messages as s
from pos_terminal.services.core import Core


def command(core: Core, asked: Command) -> None:
    """A manager's command."""
    match asked:
        case mc.ShowFindings():
            findings.show(core)
        case mc.LeaveFindings():
            findings.leave(core)
        case mc.MoreExceptions():
            findings.more(core)
        case mc.MarkException():
            findings.mark(core, asked)
        case mc.RaiseCounter(product_id=product_id, reason=reason):
            findings.raise_counter(core, product_id, reason)
        case mc.ShowStaff():
            manager_staff.show(core)
        case mc.LeaveStaff():
            manager_staff.leave(core)
        case dc.ShowDevices() | dc.LeaveDevices() | dc.StartSelfTest() | dc.ShowSymbol() | dc.EndSelfTest():
            device_page.command(core, asked)
        case _:
            _about_staff(core, asked)


def message(core: Core, said: object) -> None:
    """A worker's answer."""
    match said:
        case fm.StockBoard():
            findings.board(core, said)
        case fm.CounterRaised():
            findings.raised(core, said)
        case q.ExceptionsAnswer():
            findings.exceptions(core, said)
        case q.ExceptionMarked():
            findings.marked(core, said)
        case q.ExceptionsCounted():
            findings.counted(core, said)
        case s.StaffChanged():
            manager_staff.changed(core, said)
        case s.StaffOutdated():
            manager_staff.outdated(core, said)
        case s.Roster():
            manager_staff.roster(core, said)
        case dm.DevicesSeen() | dm.SymbolsDrawn():
            device_page.message(core, said)
        case _:
            raise Bug(f"Nobody handles the message {type(said).__name__}.")


def _about_staff(core: Core, asked: Command) -> None:
    match asked:
        case mc.AddStaff():
            manager_staff.add(core, asked)
        case mc.ChangePin(staff_id=staff_id, pin=pin):
            manager_staff.change_pin(core, staff_id, pin)
        case mc.ChangeRole():
            manager_staff.change_role(core, asked)
        case mc.SwitchStaffOff(staff_id=staff_id):
            manager_staff.switch_off(core, staff_id)
        case mc.AwaitBadge(staff_id=staff_id):
            manager_staff.await_badge(core, staff_id)
        case mc.TakeBadge(staff_id=staff_id):
            manager_staff.take_badge(core, staff_id)
        case _:
            raise Bug(f"Nobody handles the command {type(asked).__name__}.")
