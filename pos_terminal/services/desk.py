"""What lies on the cashier's desk now and is not worth a journal entry: notices, questions, lights.

Core thread only.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

from pos_terminal.domain.barcodes import Code
from pos_terminal.domain.codes.meaning import CodeRules
from pos_terminal.domain.decision import Params
from pos_terminal.domain.reports.table import Report
from pos_terminal.services.device_desk import DeviceDesk
from pos_terminal.services.found_receipts import Found
from pos_terminal.services.manager_desk import ManagerDesk
from pos_terminal.services.staff_messages import StaffBrief
from pos_terminal.views import (
    CueView,
    CustomersView,
    CustomerView,
    LastItemView,
    Level,
    LightView,
    NoticeView,
    Phase,
    QuestionView,
    ReceiptFoundView,
    ReceiptView,
    ReportView,
    SearchRow,
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


@dataclass(frozen=True, slots=True)
class WaitingPaper:
    """A paper that has certainly not begun, in the words of `paper_views.WaitingPaperView`."""

    job_id: int
    kind: str
    number: str
    written_at_ms: int
    printer: str = ""
    parked: bool = False
    saving: bool = False
    ways: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """Something that needs a right. subject_id: the line, sale or shift that it is about.

    params: all that somebody must see who is asked to approve it: what, how much, what it was before.
    """

    right: str
    run: Callable[[], None]
    params: Params
    reason: str = ""
    subject_id: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """An act that waits for somebody who holds its right. wrong: why the last answer was none.

    asked_by: the id of whoever wants it.
    """

    approval_id: str
    act: Act
    asked_by: str
    wrong: str = ""
    wait_s: int = 0

    def refused(self, code: str, wait_s: int = 0) -> "Approval":
        """The same question, after an answer that was none."""
        return replace(self, wrong=code, wait_s=wait_s)


@dataclass(frozen=True, slots=True)
class Choice:
    """A code that several articles have, until the cashier has said which.

    entry: how it came in. milli: the quantity keyed before it, None where none was.
    """

    code: Code
    product_ids: frozenset[str]
    entry: str
    milli: int | None = None


@dataclass(slots=True)
class Desk:
    """The volatile side of the till. refusals, refused: how often it said no, and the last code.

    touched_ns: when somebody last did something here. badge_text, sign_in_id: of the check under way.
    overtaken: codes whose check as a badge is under way too, by its id: another was scanned meanwhile.
    allowed_discounts: sale, line and value of amounts off that are large and were allowed by name.
    drawer_open_ns: since when the drawer is known to stand open (monotonic), drawer_told: and that was said.
    card_silent: the tender whose terminal does not answer, and since when (monotonic ns).
    told_low: mails on articles running out that were asked for. unknown_code: the code that no article has,
    scanned last; it can be sold by department or linked. badge_marked: the badge under way begins as the
    shop's badges do. choice: for whose articles the list stands. card_texts: what a customer's card may be
    kept as, while the centre is asked, the first of them now. code_rules: of the day (UTC, since 1970).
    papers: that wait, by their jobs; never changed, made anew. paper_places: those that were given to a spare
    printer. printer_codes: how each printer is. begin_later: papers that asked to begin while they are saved.
    at_printer: papers that may have begun and are not answered yet.
    """

    phase: Phase = "sale"
    next_milli: int | None = None
    price_check: bool = False
    last_item: LastItemView | None = None
    newest_line_id: str = ""
    pending: Pending | None = None
    doubts: tuple[PaperDoubt, ...] = ()
    papers: dict[int, WaitingPaper] = field(default_factory=dict)
    paper_places: dict[int, str] = field(default_factory=dict)
    printer_codes: dict[str, str] = field(default_factory=dict)
    begin_later: set[int] = field(default_factory=set)
    at_printer: set[int] = field(default_factory=set)
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
    staff: tuple[StaffBrief, ...] = ()
    staff_known: bool = False
    staff_unreadable: bool = False
    approval: Approval | None = None
    sign_in_id: str = ""
    badge_text: str = ""
    badge_marked: bool = False
    overtaken: dict[str, str] = field(default_factory=dict)
    touched_ns: int = 0
    unknown_code: str = ""
    choice: Choice | None = None
    code_rules: tuple[int, CodeRules] | None = None
    card_texts: tuple[str, ...] = ()
    allowed_discounts: set[tuple[str, str, int]] = field(default_factory=set)
    told_low: set[str] = field(default_factory=set)
    quick: tuple[SearchRow, ...] = ()
    checked: SearchRow | None = None
    report: ReportView | None = None
    manager: ManagerDesk = field(default_factory=ManagerDesk)
    devices: DeviceDesk = field(default_factory=DeviceDesk)
    report_made: Report | None = None
    receipt_found: ReceiptFoundView | None = None
    found: Found | None = None
    card_silent: tuple[str, int] | None = None
    drawer_open_ns: int | None = None
    drawer_told: bool = False
    voucher: str = ""
    voucher_left_minor: int | None = None
    customers: CustomersView | None = None
    customer: CustomerView | None = None
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
