"""Which flow the view itself asks for: sign-in, a manager's approval. Asked at every view. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

from pos_terminal.views import ReportView
from ui.flows.approval import ApprovalFlow
from ui.flows.devices import DevicesFlow
from ui.flows.kit import Start
from ui.flows.report import ReportFlow
from ui.flows.returning import FoundReceiptFlow
from ui.flows.sheet import Flow
from ui.flows.shift import OpenShiftFlow
from ui.flows.sign_in import SignInFlow


@dataclass(frozen=True, slots=True)
class Wanted:
    """A flow that opens by itself. name: it opens once for each name, and goes when the name is another.

    shy: it opens only where nothing else is open.
    """

    name: str
    flow: Flow
    shy: bool = False


Automatic = Callable[[Start], Wanted | None]


def wanted(start: Start) -> Wanted | None:
    """The flow that this view asks for; None where it asks for none. What comes first hides what is below."""
    view = start.view
    if view.must_sign_in:
        return Wanted("sign_in", SignInFlow(start))
    if view.approval is not None:
        return Wanted(f"approval:{view.approval.approval_id}", ApprovalFlow(start))
    if view.devices is not None:
        return Wanted("devices", DevicesFlow(start))
    if view.receipt_found is not None:
        return Wanted(f"receipt:{view.receipt_found.text}", FoundReceiptFlow(start))
    if view.report is not None:
        return Wanted(_name_of(view.report), ReportFlow(start))
    if not view.shift.is_open:
        return Wanted("open_shift", OpenShiftFlow(start), shy=True)
    return None


def _name_of(report: ReportView) -> str:
    return f"report:{report.kind}:{report.params.get('z_no', '')}"
