"""Dispatch of everything beside the basket: staff, shift, reports, returns, customers. Core thread only.

As `register.py` it matches and calls; it contains no rule.
"""

from pos_terminal import commands as c
from pos_terminal.errors import Bug
from pos_terminal.services import report_messages as r
from pos_terminal.services import reporting, rights, shifts, signing
from pos_terminal.services import staff_messages as s
from pos_terminal.services.core import Core

# What may be asked of a till at which nobody is signed in.
WITHOUT_NAME = (c.SignIn, c.SignOut, c.ClearNotice, c.AnswerPrint)


def command(core: Core, asked: c.Command) -> None:
    """A command that is not about the open basket."""
    match asked:
        case c.SignIn(staff_id=staff_id, pin=pin):
            signing.sign_in(core, staff_id, pin)
        case c.SignOut():
            signing.sign_out(core, "asked")
        case c.Approve(staff_id=staff_id, pin=pin):
            rights.approve(core, staff_id, pin)
        case c.RefuseApproval():
            rights.refuse(core)
        case c.OpenShift(float_minor=float_minor, business_day=business_day):
            shifts.open_shift(core, float_minor, business_day)
        case c.MoveCash(kind=kind, amount_minor=amount_minor, reason=reason):
            shifts.move_cash(core, kind, amount_minor, reason)
        case c.OpenDrawerNow(reason=reason):
            shifts.open_drawer(core, reason)
        case c.CloseShift(pieces=pieces):
            shifts.close_shift(core, pieces)
        case c.ShowReport() | c.PrintReportNow() | c.ExportReport():
            reporting.command(core, asked)
        case _:
            raise Bug(f"Nobody handles the command {type(asked).__name__}.")


def message(core: Core, said: object) -> None:
    """A worker's answer that is not about stock, paper or upload."""
    match said:
        case s.PinChecked():
            signing.checked(core, said)
        case s.StaffList():
            signing.staff_list(core, said)
        case r.ReportExported():
            reporting.exported(core, said)
        case r.StoreReportAnswer():
            reporting.store_answer(core, said)
        case _:
            raise Bug(f"Nobody handles the message {type(said).__name__}.")
