"""The states of a card terminal that died, and of a manager's way out. Used as screen_states_day.py."""

import msgspec

from pos_terminal.views import ApprovalView, CardDisputeView, Param, RegisterView, TenderView, TotalsView
from tools.screen_states import LONG_NAME, State, three
from tools.screen_states_day import PEOPLE
from tools.screen_states_sale import ALL_METHODS, FlowState, day
from ui.flows.card_by_hand import CardByHandFlow, CardDisputesFlow
from ui.flows.kit import Start
from ui.flows.sheet import Flow
from ui.keymap import Action, Pressed

KNOWN = " ".join(
    (*(row.name for row in PEOPLE), LONG_NAME, "TERMINAL-A00004217 004711 AAAAAAAAAAAAAAAAAAAA PIN")
)
DISPUTES = (
    CardDisputeView("t2", 99_999_900, True, "declined", "TERMINAL-A00004217"),
    CardDisputeView("t3", -1200, False, "approved"),
)


def card_states() -> list[State]:
    """All of them."""
    silent = _silent()
    params: dict[str, Param] = {"amount_minor": 99_999_900, "charged": 1, "approval_code": "A" * 20}
    asked = ApprovalView("a1", "card_by_hand", params, (PEOPLE[2],), "", PEOPLE[0].name, "terminal_journal")
    two = msgspec.structs.replace(day(three().view()), card_disputes=DISPUTES, cashier_id="mia")
    card = (Pressed(Action.METHOD_2),)
    return [
        FlowState("card-silent", silent, (), None, KNOWN),
        FlowState("card-by-hand", silent, card, None, KNOWN),
        FlowState("card-evidence", silent, (), _evidence, KNOWN),
        FlowState("card-approval", msgspec.structs.replace(silent, approval=asked), (), None, KNOWN),
        FlowState("card-disputes", two, (), CardDisputesFlow, KNOWN),
        FlowState("card-menu", two, (Pressed(Action.MANAGER),), None, KNOWN),
    ]


def _silent() -> RegisterView:
    due = sum(line.amount_minor for line in three().lines)
    tenders = (
        TenderView("t1", "cash", 500, 500, 0),
        TenderView("t2", "card", due - 500, due - 500, 0, "asked", by_hand=True),
    )
    totals = TotalsView(due, 0, 500, due - 500, 0, 5000, 3)
    paying = day(three().view(phase="tender", methods=ALL_METHODS))
    return msgspec.structs.replace(paying, tenders=tenders, totals=totals, staff=PEOPLE, cashier_id="ada")


def _evidence(start: Start) -> Flow:
    """It was charged; the approval code is typed."""
    flow = CardByHandFlow(start).enter("", "charged").to or CardByHandFlow(start)
    flow.enter("004711", "")
    return flow
