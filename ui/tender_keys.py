"""Keys of the tender screen: amount, method, and the one Enter that takes money. GUI thread; knows no widget.

SAFETY: Enter goes through `guard.EnterGuard`; a double press or the end of a burst never takes a second
tender.
"""

from pos_terminal.commands import LeavePayment, TakeTender, TakeTenderBack
from ui.formatting import parse_amount
from ui.guard import Verdict
from ui.interaction import Interaction, Page
from ui.keymap import METHOD_ACTIONS, QUICK_ACTIONS, Action
from ui.translations.words import tr
from ui.wording import METHODS

METHOD_ORDER = ("cash", "card", "store_credit", "gift_card")
APPROVED_BY_HAND = frozenset({"card"})
MOST_DIGITS = 12
MOST_APPROVAL = 40
# SAFETY: the core refuses more, lest a card's own number be kept; said here, the card stays chosen.
MOST_APPROVAL_DIGITS = 12


class TenderKeys:
    """What each key does while the sale is being paid."""

    def __init__(self, till: Interaction, *, digits_are_minor: bool) -> None:
        self._till = till
        self._digits_are_minor = digits_are_minor

    def press(self, action: Action, text: str = "", stamp_ms: int | None = None) -> int:
        """One key. Answers in how many ms to call `due`, 0 for never."""
        till = self._till
        if action is Action.ENTER:
            return self._enter(stamp_ms)
        if action in QUICK_ACTIONS:
            return self._quick(QUICK_ACTIONS.index(action), stamp_ms)
        till.guard.other_input(till.now_ms(), stamp_ms)
        till.pending_tender = None
        if action is Action.CHAR:
            self._type(text)
        elif action is Action.BACKSPACE:
            till.hands.entry = till.hands.entry[:-1]
        elif action is Action.ESCAPE:
            self._escape()
        elif action in METHOD_ACTIONS:
            self._choose(METHOD_ORDER[METHOD_ACTIONS.index(action)])
        elif action is Action.TAKE_BACK and till.view.tenders:
            till.post(TakeTenderBack(till.view.tenders[-1].tender_id))
        elif action in (Action.HELP, Action.HISTORY):
            till.open_page(Page.HELP if action is Action.HELP else Page.HISTORY)
        return 0

    def due(self) -> int:
        """The quiet time after an early Enter may be over. Answers as `press` does."""
        return self._obey(self._till.guard.due(self._till.now_ms()))

    def _type(self, text: str) -> None:
        hands = self._till.hands
        if hands.approving:
            hands.entry = (hands.entry + text)[:MOST_APPROVAL]
        elif (text.isascii() and text.isdigit() and len(hands.entry) < MOST_DIGITS) or (
            text in (".", ",") and "." not in hands.entry and "," not in hands.entry
        ):
            hands.entry += text

    def _escape(self) -> None:
        till, hands = self._till, self._till.hands
        if hands.approving:
            hands.approving, hands.approving_minor, hands.entry = False, None, ""
        elif hands.entry:
            hands.entry = ""
        else:
            till.post(LeavePayment())

    def _choose(self, method: str) -> None:
        till, hands = self._till, self._till.hands
        if not any(shown.method == method and shown.enabled for shown in till.view.methods):
            till.say("info", "not_built", {"feature": tr(METHODS[method])})
            return
        if hands.approving:
            hands.approving, hands.entry = False, ""
        hands.method = method

    def _enter(self, stamp_ms: int | None) -> int:
        """Take what is typed, or what is due. A card first asks for its approval code."""
        till, hands = self._till, self._till.hands
        if self._question_holds():
            return 0
        verdict = till.guard.enter(till.now_ms(), stamp_ms)
        if verdict.do == "drop":
            till.pending_tender = None
            return 0
        if hands.approving:
            return self._approve(verdict)
        amount_minor: int | None = None
        if hands.entry:
            amount_minor = parse_amount(
                hands.entry, till.view.decimals, digits_are_minor=self._digits_are_minor
            )
            if amount_minor is None:
                till.say("warn", "amount_unreadable")
                return 0
        if hands.method in APPROVED_BY_HAND:
            hands.approving, hands.approving_minor, hands.entry = True, amount_minor, ""
            return 0
        till.pending_tender = TakeTender(hands.method, amount_minor)
        return self._obey(verdict)

    def _approve(self, verdict: Verdict) -> int:
        """Take the card's amount with its approval code; an empty one or a card's number takes nothing."""
        till, hands = self._till, self._till.hands
        code = hands.entry.strip()
        too_long = sum(map(str.isdigit, code)) > MOST_APPROVAL_DIGITS
        if not code or too_long:
            hands.entry = ""
            till.say("warn", "approval_too_long" if too_long else "approval_missing")
            return 0
        till.pending_tender = TakeTender(hands.method, hands.approving_minor, code)
        return self._obey(verdict)

    def _quick(self, index: int, stamp_ms: int | None) -> int:
        till = self._till
        amounts = quick_amounts(till)
        offered = index < len(amounts) and amounts[index] > 0
        if not offered or till.hands.approving or self._question_holds():
            return 0
        verdict = till.guard.enter(till.now_ms(), stamp_ms)
        till.pending_tender = TakeTender(till.hands.method, amounts[index])
        return self._obey(verdict)

    def _question_holds(self) -> bool:
        """Whether an open question keeps a pay key from acting; then that is said."""
        if self._till.question is None:
            return False
        self._till.pending_tender = None
        self._till.refuse_for_question()
        return True

    def _obey(self, verdict: Verdict) -> int:
        till, hands = self._till, self._till.hands
        tender = till.pending_tender
        if verdict.do == "wait":
            return verdict.wait_ms
        till.pending_tender = None
        if verdict.do == "take" and tender is not None and till.view.phase == "tender":
            hands.entry, hands.approving, hands.approving_minor = "", False, None
            till.post(tender)
        return 0


def quick_amounts(till: Interaction) -> tuple[int, ...]:
    """The amounts offered as keys for the chosen method, in the keys' order; 0: that key is empty."""
    return next((shown.quick_minor for shown in till.view.methods if shown.method == till.hands.method), ())
