"""What the cashier's hands have begun: typed text, open page, marked line, chosen method. GUI thread;

knows no widget.

It turns keys into commands and holds nothing that belongs to the sale: a view may arrive at any moment and
wins. Handlers for each place are in `sale_keys.py`, `tender_keys.py` and `page_keys.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from pos_terminal.commands import AnswerQuestion, ClearNotice, Command, RefundAsPaid, TakeTender, VoidSale
from pos_terminal.views import Level, NoticeView, Param, QuestionView, RegisterView, TotalsView
from ui.cart_model import index_of
from ui.flows.automatic import Automatic, wanted
from ui.flows.host import SheetHost
from ui.flows.kit import Kit
from ui.guard import EnterGuard
from ui.keymap import Where
from ui.ports import Post

QUESTION_QUIET_MS = 300
LOCAL_HISTORY = 200
QUESTION_OPEN = "question_open"


class Page(StrEnum):
    """What covers the place of the cart."""

    NONE = "none"
    FIND = "find"
    RECALL = "recall"
    PARK = "park"
    HELP = "help"
    HISTORY = "history"
    RECEIPT = "receipt"
    MORE = "more"
    SHEET = "sheet"


TEXT_PAGES = frozenset({Page.FIND, Page.PARK})
EMPTY_VIEW = RegisterView(serial=0, phase="sale", currency="EUR", decimals=2, totals=TotalsView())


@dataclass(slots=True)
class Hands:
    """Everything that is begun and not yet asked for.

    selected_id: the line marked by hand, empty while the mark follows the newest. approving: a card's amount
    is settled (approving_minor, None: what is due) and its approval code is being typed. back_method: how
    money goes back that is owed, empty: as it was paid.
    """

    page: Page = Page.NONE
    entry: str = ""
    page_text: str = ""
    row: int = 0
    selected_id: str = ""
    method: str = "cash"
    back_method: str = ""
    approving: bool = False
    approving_minor: int | None = None
    wants_receipt: bool = False
    wants_first_row: bool = False
    notice: NoticeView | None = None
    question: QuestionView | None = None
    said: list[NoticeView] = field(default_factory=list)


class Interaction:
    """The one place where keys and taps arrive."""

    def __init__(
        self,
        post: Post,
        now_text: Callable[[], str],
        now_ms: Callable[[], int],
        kit: Kit,
        automatic: Automatic = wanted,
    ) -> None:
        """post: asks the core for something. now_text: UTC, ISO 8601. now_ms: monotonic. automatic: the flow
        that a view asks for.
        """
        self.view = EMPTY_VIEW
        self.hands = Hands()
        self.guard = EnterGuard()
        self.now_ms = now_ms
        self.pending_tender: TakeTender | RefundAsPaid | None = None
        self.post: Post = self._ask_core
        self.sheets = SheetHost(kit, self.post, self.say, now_ms, automatic, EMPTY_VIEW, self._unsay)
        self._core = post
        self._now_text = now_text
        self._said_count = 0
        self._question_id = ""
        self._question_since_ms = 0

    @property
    def where(self) -> Where:
        """Which table of keys is in force."""
        if self.hands.page is not Page.NONE:
            return Where.PAGE
        return self.under

    @property
    def under(self) -> Where:
        """The place below an open page."""
        return Where.TENDER if self.view.phase == "tender" else Where.SALE

    @property
    def question(self) -> QuestionView | None:
        """The question in the strip: the core's before the screen's own. None while a sheet covers all."""
        if self.sheets.covers:
            return None
        return self.view.question or self.hands.question

    @property
    def marked_id(self) -> str:
        """The line that `+`, `-` and `Delete` change; empty where there is none."""
        if self.hands.selected_id:
            return self.hands.selected_id
        if self.view.newest_line_id:
            return self.view.newest_line_id
        return self.view.lines[-1].line_id if self.view.lines else ""

    def show(self, view: RegisterView) -> None:
        """A view has arrived: let go of whatever it overtook."""
        old, self.view = self.view, view
        hands = self.hands
        if (view.phase, view.question) != (old.phase, old.question) or view.lines != old.lines:
            self.drop_question()
        if view.phase != old.phase:
            hands.entry, hands.method, hands.back_method, hands.page = "", "cash", "", Page.NONE
            hands.approving, hands.approving_minor = False, None
            hands.notice, self.pending_tender = None, None
        if len(view.tenders) != len(old.tenders):
            # Only what was taken ends the choice: after a refused card the next amount is not cash.
            hands.method, hands.back_method = "cash", ""
        if view.cue.serial != old.cue.serial:
            self.guard.other_input(self.now_ms())
            hands.notice = None
        if view.newest_line_id != old.newest_line_id:
            hands.selected_id = ""
            if hands.page is Page.FIND:
                self.open_page(Page.NONE)
        elif hands.selected_id and index_of(view.lines, hands.selected_id) < 0:
            hands.selected_id = ""
        is_new = view.search is not old.search and view.search is not None
        if is_new and view.search is not None and hands.page is not Page.FIND and not self._sheet_searches:
            self.open_page(Page.FIND)
            hands.page_text = view.search.text
        if hands.wants_receipt and view.receipt is not None and view.receipt is not old.receipt:
            self.open_page(Page.RECEIPT)
        self._show_sheets(view)
        self._watch_question()

    def open_page(self, page: Page) -> None:
        """Cover the cart with a page, or show it again; the screen's own question ends with that.

        Below a page that is closed the sheet shows again that was open.
        """
        hands = self.hands
        if page is Page.NONE and self.sheets.shown is not None:
            page = Page.SHEET
        if page is not hands.page:
            self.drop_question()
        hands.page, hands.page_text, hands.row = page, "", 0
        hands.wants_receipt = hands.wants_first_row = False

    def say(self, level: Level, code: str, params: dict[str, Param] | None = None) -> None:
        """Say something in the notice strip that the core has no part in."""
        self._said_count += 1
        notice = NoticeView(-self._said_count, level, code, params or {}, self._now_text())
        self.hands.notice = notice
        self.hands.said = [*self.hands.said[1 - LOCAL_HISTORY :], notice]

    def answer(self, yes: bool) -> None:
        """Answer the open question; a key that was meant for something else just before does not."""
        question = self.question
        if question is None or self.now_ms() - self._question_since_ms < QUESTION_QUIET_MS:
            return
        if question is self.view.question:
            self.post(AnswerQuestion(question.question_id, yes))
            return
        self.hands.question = None
        if yes and question.code == "void_sale":
            self.post(VoidSale())
        self._watch_question()

    def ask(self, code: str) -> None:
        """Ask the cashier something that is the screen's own affair, unless a question is open already."""
        if self.question is not None:
            self.refuse_for_question()
            return
        self.hands.question = QuestionView(f"screen:{code}", code, {})
        self._watch_question()

    def drop_question(self) -> None:
        """Take back the screen's own question: what it was about is not before the cashier any more."""
        self.hands.question = None
        self._watch_question()

    def refuse_for_question(self) -> None:
        """A key does nothing while a question is open: say so, once for each question."""
        if self.hands.notice is None or self.hands.notice.code != QUESTION_OPEN:
            self.say("warn", QUESTION_OPEN)

    def clear_notice(self) -> bool:
        """Take the shown notice away; answers whether there was one."""
        if self.hands.notice is not None:
            self.hands.notice = None
            return True
        if self.view.notices:
            self.post(ClearNotice(self.view.notices[-1].notice_id))
            return True
        return False

    @property
    def _sheet_searches(self) -> bool:
        """Whether articles found are for the open sheet and not for the page of their own."""
        shown = self.sheets.shown
        is_text = shown is not None and shown.sheet.entry is not None and shown.sheet.entry.kind == "text"
        return is_text and self.hands.page is Page.SHEET

    def _ask_core(self, command: Command) -> None:
        """Ask the core for something: with that, what was wrong before is over."""
        self._unsay()
        self._core(command)

    def _unsay(self) -> None:
        """What the screen itself said is over; the history keeps it."""
        if self.hands.notice is not None and self.hands.notice.code != QUESTION_OPEN:
            self.hands.notice = None

    def _show_sheets(self, view: RegisterView) -> None:
        """Let the flows see the view. A sheet that opened by itself, or covers all, comes before any page."""
        opened, page = self.sheets.show(view), self.hands.page
        if self.sheets.shown is None:
            if page is Page.SHEET:
                self.open_page(Page.NONE)
        elif page is Page.NONE or opened or (self.sheets.covers and page is not Page.HELP):
            self.open_page(Page.SHEET)

    def _watch_question(self) -> None:
        question = self.question
        question_id = question.question_id if question is not None else ""
        if question_id != self._question_id:
            self._question_id = question_id
            self._question_since_ms = self.now_ms()
            if self.hands.notice is not None and self.hands.notice.code == QUESTION_OPEN:
                self.hands.notice = None
