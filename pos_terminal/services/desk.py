"""What lies on the cashier's desk now and is not worth a journal entry: notices, questions, lights.

Core thread only.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from pos_terminal.domain.decision import Params
from pos_terminal.views import (
    CueView,
    LastItemView,
    Level,
    LightView,
    NoticeView,
    Phase,
    QuestionView,
    ReceiptView,
    SearchView,
)

NOTICES_SHOWN = 3
HISTORY_KEPT = 500

CueKind = Literal["none", "good", "bad", "done", "question"]


@dataclass(frozen=True, slots=True)
class Pending:
    """An unusual request that waits for the cashier's yes."""

    question: QuestionView
    retry: Callable[[], None]


@dataclass(frozen=True, slots=True)
class PaperDoubt:
    """A paper that may or may not have come out."""

    job_id: int
    sale_id: str
    receipt_no: str


@dataclass(slots=True)
class Desk:
    """The volatile side of the till. refusals, refused: how often it said no, and the last code."""

    phase: Phase = "sale"
    next_milli: int | None = None
    price_check: bool = False
    last_item: LastItemView | None = None
    newest_line_id: str = ""
    pending: Pending | None = None
    doubts: tuple[PaperDoubt, ...] = ()
    pay_wait_until_ns: int | None = None
    scale_milli: int = 0
    notices: tuple[NoticeView, ...] = ()
    history: tuple[NoticeView, ...] = ()
    lights: dict[str, LightView] = field(default_factory=dict)
    search: SearchView | None = None
    searching: bool = False
    receipt: ReceiptView | None = None
    cue: CueView = field(default_factory=lambda: CueView(0, "none"))
    cue_seen: int = 0
    notice_count: int = 0
    refusals: int = 0
    refused: str = ""

    def notice(self, level: Level, code: str, params: Params, at: str) -> None:
        """Say something in the notice strip; the history keeps it."""
        self.notice_count += 1
        notice = NoticeView(self.notice_count, level, code, params, at)
        self.history = (*self.history[-(HISTORY_KEPT - 1) :], notice)
        if level != "info":
            self.notices = (*self.notices[-(NOTICES_SHOWN - 1) :], notice)

    def clear_notices(self) -> None:
        """A new sale begins with a clean strip; the history keeps what was said."""
        self.notices = ()

    def sound(self, kind: CueKind) -> None:
        """A sound and flash; a bad one is not covered by a good one that nobody has seen yet."""
        unseen_bad = self.cue.kind == "bad" and self.cue.serial > self.cue_seen
        self.cue = CueView(self.cue.serial + 1, "bad" if unseen_bad and kind == "good" else kind)

    def light(self, subject: str, level: Level, code: str, params: Params, at: str) -> bool:
        """Set a field of the status strip; answers whether its state is another than before."""
        old = self.lights.get(subject)
        if old is not None and old.code == code and old.params == params:
            return False
        same_state = old is not None and old.code == code
        since = old.since if same_state and old is not None else ("" if level in ("good", "info") else at)
        self.lights = {**self.lights, subject: LightView(subject, level, code, params, since)}
        return not same_state
