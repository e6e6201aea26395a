"""An act waits for somebody who holds its right: what it is, who may, and their PIN. Opens by itself.

GUI thread. SAFETY: a PIN is kept nowhere here; it goes to the core and is forgotten.
"""

from pos_terminal.commands import Approve, RefuseApproval
from pos_terminal.views import ApprovalView, RegisterView
from ui.flows.choices import joined, percent
from ui.flows.day_words import people_columns, people_rows
from ui.flows.kit import Kit, Start
from ui.flows.sheet import STAY, Entry, PlainFlow, Sheet, SheetKey, SheetRow, Step, post, say
from ui.translations.words import tr


class ApprovalFlow(PlainFlow):
    """Esc is the no. A scan meanwhile goes to the basket, a badge approves: the core sees to both."""

    def __init__(self, start: Start) -> None:
        self._kit = start.kit

    def sheet(self, view: RegisterView) -> Sheet:
        """What is asked stays in sight, also below what was wrong with the last answer."""
        asked = view.approval
        if asked is None:
            return Sheet(tr("Approval"))
        what = _what(asked, view, self._kit)
        lead, rows = what, people_rows(asked.approvers)
        if asked.wrong:
            seconds = asked.params.get("wait_s", 0)
            lead = self._kit.wording.sentence(asked.wrong, {"seconds": seconds})
            rows = (SheetRow((what,), strong=True), *rows)
        return Sheet(
            tr("Approval"),
            lead,
            people_columns(asked.approvers),
            rows,
            Entry("PIN", masked=True, hint=tr("Or scan the badge. Esc: it is not approved.")),
            (SheetKey("approve", tr("Approve"), "Enter", "main", enabled=bool(asked.approvers)),),
            "bad" if asked.wrong else "warn",
            empty=tr("Nobody here may approve this. Press Esc."),
        )

    def enter(self, text: str, row_id: str) -> Step:
        """The PIN goes to be checked."""
        return post(Approve(row_id, text)) if text and row_id else say("pin_missing")

    def back(self) -> Step:
        """It is not approved."""
        return Step(commands=(RefuseApproval(),), closing="this")

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """It goes when the core has its answer, whatever happens to the sale meanwhile."""
        return STAY


def _what(asked: ApprovalView, view: RegisterView, kit: Kit) -> str:
    """The act in words, with the article and the figures that it is about."""
    params = asked.params
    parts = [kit.wording.sentence(f"right_{asked.right}", {})]
    parts += [
        kit.amount(value, view)
        for name, value in params.items()
        if name.endswith("_minor") and isinstance(value, int)
    ]
    if "share_bp" in params:
        parts.append(percent(int(params["share_bp"]), kit))
    return joined(*parts, str(params.get("receipt_no", "")), str(params.get("name", "")))
