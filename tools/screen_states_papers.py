"""The states of papers that wait, and of the ways out for them. Used as screen_states_day.py."""

import msgspec

from pos_terminal.paper_views import PapersView, WaitingPaperView
from pos_terminal.services.reasons import REASONS
from pos_terminal.views import ApprovalView, LightView, NoticeView, Param, RegisterView
from tools.screen_states import AT, LONG_NAME, State, three
from tools.screen_states_day import PEOPLE
from tools.screen_states_sale import FlowState, MakeFlow, day, typed
from ui.flows.kit import Start
from ui.flows.sheet import Flow
from ui.flows.waiting_papers import AllElsewhereFlow, DropPaperFlow, WaitingPaperFlow, WaitingPapersFlow
from ui.keymap import Action, Pressed

NUMBERS = "TERMINAL-A00004217 T1-A000042 office kiosk PDF PIN Z X 42 60 5 ann@shop.example"
KNOWN = " ".join((*(row.name for row in PEOPLE), LONG_NAME, NUMBERS))
EARLIER = "2026-02-28T09:12:00.000Z"
ROWS = (
    WaitingPaperView(1, "receipt", "TERMINAL-A00004217", EARLIER, "fault", parked=True, ways=("pdf", "mail")),
    WaitingPaperView(2, "receipt", "T1-A000042", AT, "paper_out", ways=("pdf", "mail")),
    WaitingPaperView(3, "copy", "T1-A000042", AT, "paper_out", saving=True, ways=("pdf", "mail")),
    WaitingPaperView(4, "z_report", "42", AT, "offline", "office", ways=("pdf",)),
    WaitingPaperView(5, "card_merchant", "", AT, "queued", ways=("pdf",)),
)


def paper_states() -> list[State]:
    """All of them."""
    many = tuple(msgspec.structs.replace(ROWS[1], job_id=number) for number in range(60))
    params: dict[str, Param] = {"receipt_no": "TERMINAL-A00004217"}
    asked = ApprovalView("a1", "drop_paper", params, (PEOPLE[2],), "", PEOPLE[0].name, "got_otherwise")
    told: dict[str, Param] = {"paper": "receipt", "number": "TERMINAL-A00004217", "printer": "office"}
    said = (NoticeView(1, "good", "paper_elsewhere", told, AT),)
    crowd = tuple(msgspec.structs.replace(ROWS[1], job_id=number) for number in range(1200))
    return [
        _state("papers-crowd", _view(crowd), ()),
        _state("papers-menu", _view(), (Pressed(Action.MANAGER),)),
        _state("papers", _view(), (), WaitingPapersFlow),
        _state("papers-none", _view(()), (), WaitingPapersFlow),
        _state("papers-many", _view(many), (Pressed(Action.LAST),), WaitingPapersFlow),
        _state("papers-elsewhere", _view(), (), lambda start: AllElsewhereFlow(start.view)),
        *(_state(f"paper-{row.job_id}", _view(), (), _one(row.job_id)) for row in ROWS),
        _state("paper-gone", _view(), (), _one(99)),
        _state("paper-mail", _view(), typed("ann@shop.example"), _mail),
        _state("paper-drop", _view(), (), lambda start: DropPaperFlow(1)),
        _state("paper-approval", msgspec.structs.replace(_view(), approval=asked), ()),
        _state("paper-said", msgspec.structs.replace(_view(), notices=said), ()),
    ]


def _state(
    name: str, view: RegisterView, presses: tuple[Pressed, ...], make: MakeFlow | None = None
) -> State:
    return FlowState(name, view, presses, make, KNOWN)


def _view(rows: tuple[WaitingPaperView, ...] = ROWS) -> RegisterView:
    shown = day(three().view())
    lights = tuple(
        LightView("printer", "bad", "printer_paper_out", {"waiting": len(rows)}, AT)
        if light.subject == "printer" and rows
        else light
        for light in shown.lights
    )
    return msgspec.structs.replace(
        shown,
        lights=lights,
        papers=PapersView(rows, ("office", "kiosk")),
        reasons=REASONS,
        staff=PEOPLE,
        cashier_id="ada",
    )


def _one(job_id: int) -> MakeFlow:
    return lambda start: WaitingPaperFlow(start.kit, job_id)


def _mail(start: Start) -> Flow:
    """The address is asked for."""
    paper = WaitingPaperFlow(start.kit, 2)
    return paper.enter("", "mail").over or paper
