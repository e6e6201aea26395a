"""Who may do what, now: an act goes ahead, or waits for somebody who holds its right. Core thread only.

A till without staff asks nobody: whoever stands at it may do everything, under the name of the configuration.
"""

from pos_terminal.domain import day_events as d
from pos_terminal.domain.staff import Role, holds
from pos_terminal.services import staff_messages as s
from pos_terminal.services.core import Core
from pos_terminal.services.desk import Act, Approval

# Rights whose every use is journalled with both names and the reason, also when nobody had to be asked.
NAMED = frozenset(
    {
        "discount_large",
        "price_change",
        "return_no_receipt",
        "return_unchecked",
        "no_sale",
        "cash_out",
        "close_shift",
        "close_over_tolerance",
        "tender_correct",
        "card_by_hand",
        "drop_paper",
        "stock_override",
        "article_edit",
        "findings",
        "staff_edit",
        "stock_raise",
        "backup",
    }
)


def allow(core: Core, act: Act) -> None:
    """Do it, if the one who is signed in may; else ask for somebody who may.

    SAFETY: while one act waits to be approved no other takes its place, for a PIN would be given for the one
    that was read.
    """
    if not core.desk.staff:
        _run(core, act, core.settings.cashier)
    elif core.till.role and holds(_role(core, core.till.staff_id), act.right):
        _run(core, act, core.till.staff_id)
    elif core.desk.approval is not None:
        core.refuse("approval_open", {})
    else:
        core.desk.approval = Approval(core.new_id(), act, core.till.staff_id)
        core.desk.sound("question")


def approve(core: Core, staff_id: str, pin: str) -> None:
    """Somebody's PIN for the open approval goes to be checked."""
    approval = core.desk.approval
    if approval is None:
        core.refuse("question_gone", {})
    elif not holds(_role(core, staff_id), approval.act.right):
        core.desk.approval = approval.refused("approver_has_no_right")
        core.desk.sound("bad")
    else:
        core.outbox.day.staff(s.CheckPin(approval.approval_id, staff_id, pin, "approve"))


def approved(core: Core, answer: s.PinChecked) -> bool:
    """The answer to an approval's PIN or badge; False where it belongs to none."""
    approval = core.desk.approval
    if approval is None or answer.request_id != approval.approval_id:
        return False
    if answer.outcome == "ok" and holds(_role(core, answer.staff_id), approval.act.right):
        core.desk.approval = None
        _run(core, approval.act, answer.staff_id)
    else:
        code = "approver_has_no_right" if answer.outcome == "ok" else f"pin_{answer.outcome}"
        core.desk.approval = approval.refused(code, answer.wait_s)
        core.desk.sound("bad")
    return True


def refuse(core: Core) -> None:
    """The act does not happen."""
    approval = core.desk.approval
    if approval is not None:
        core.desk.approval = None
        core.desk.notice("info", "approval_refused", {"right": approval.act.right}, core.now_text())


def name_of(core: Core, staff_id: str) -> str:
    """The name behind a staff id; the id itself where it is nobody's here any more."""
    return next((row.name for row in core.desk.staff if row.staff_id == staff_id), staff_id)


def _role(core: Core, staff_id: str) -> Role:
    """A role as the list says now: who was demoted meanwhile has fewer rights at once."""
    return next((row.role for row in core.desk.staff if row.staff_id == staff_id), "cashier")


def _run(core: Core, act: Act, approver: str) -> None:
    """Do it; its name goes into the same journal entry."""
    if act.right in NAMED:
        cashier = core.till.staff_id or core.settings.cashier
        core.backing = d.ActApproved(act.right, cashier, approver, act.reason, act.subject_id)
    try:
        act.run()
    finally:
        core.backing = None
