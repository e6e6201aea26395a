"""Keys of the tender screen: amount, method, and the keys that move money. GUI thread; knows no widget.

A method's key only chooses; Enter takes, or gives back. SAFETY: Enter passes `guard.EnterGuard`: a double
press or the end of a burst never takes a second tender.
"""

from dataclasses import dataclass

from pos_terminal.commands import CancelTender, LeavePayment, RefundAsPaid, TakeTender, TakeTenderBack
from pos_terminal.views import RegisterView
from ui.flows.card_by_hand import CardByHandFlow, silent_tender
from ui.flows.kit import Start
from ui.flows.voucher import VoucherFlow
from ui.formatting import parse_amount
from ui.guard import Verdict
from ui.interaction import Interaction, Page
from ui.keymap import METHOD_ACTIONS, QUICK_ACTIONS, Action
from ui.translations.words import tr
from ui.wording import METHODS

METHOD_ORDER = ("cash", "card", "store_credit", "gift_card")
CARD_KEY = METHOD_ACTIONS[METHOD_ORDER.index("card")]
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
        elif action is CARD_KEY and silent_tender(till.view) is not None:
            till.sheets.open(CardByHandFlow(Start(till.sheets.kit, till.view)))
            till.open_page(Page.SHEET)
        elif action in METHOD_ACTIONS:
            self._choose(METHOD_ORDER[METHOD_ACTIONS.index(action)])
        elif action is Action.TAKE_BACK and is_asked(till.view):
            till.say("warn", "payment_under_way")
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
        elif hands.back_method:
            hands.back_method = ""
        else:
            till.post(CancelTender() if is_asked(till.view) else LeavePayment())

    def _choose(self, method: str) -> None:
        """Another method. Store credit asks for a voucher where there is none, and when pressed again."""
        till, hands = self._till, self._till.hands
        if self._answer_awaited() or not self._is_built(method):
            return
        if is_refund(till.view):
            hands.back_method = method
            return
        if hands.approving:
            hands.approving, hands.entry = False, ""
        again = hands.method == method
        hands.method = method
        if method == "store_credit" and (again or account_of(till.view) is None):
            self._ask_voucher()

    def _ask_voucher(self) -> None:
        till = self._till
        till.sheets.open(VoucherFlow(Start(till.sheets.kit, till.view)))
        till.open_page(Page.SHEET)

    def _is_built(self, method: str) -> bool:
        """Whether it can be used; else it is said."""
        if any(shown.method == method and shown.enabled for shown in self._till.view.methods):
            return True
        self._till.say("info", "method_not_set_up", {"method": tr(METHODS[method])})
        return False

    def _amount(self) -> int | None:
        """What is typed, in minor units; what cannot be read is said."""
        till = self._till
        minor = parse_amount(till.hands.entry, till.view.decimals, digits_are_minor=self._digits_are_minor)
        if minor is None:
            till.say("warn", "amount_unreadable")
        return minor

    def _enter(self, stamp_ms: int | None) -> int:
        """Take what is typed, or what is due. A card first asks for its approval code."""
        till, hands = self._till, self._till.hands
        if self._question_holds() or self._answer_awaited():
            return 0
        verdict = till.guard.enter(till.now_ms(), stamp_ms)
        if verdict.do == "drop":
            till.pending_tender = None
            return 0
        if hands.approving:
            return self._approve(verdict)
        if is_refund(till.view):
            return self._refund(verdict)
        amount_minor = self._amount() if hands.entry else None
        if hands.entry and amount_minor is None:
            return 0
        if hands.method in APPROVED_BY_HAND and not _by_terminal(till.view, hands.method):
            hands.approving, hands.approving_minor, hands.entry = True, amount_minor, ""
            return 0
        account = account_of(till.view) if hands.method == "store_credit" else None
        if hands.method == "store_credit" and account is None:
            self._ask_voucher()
            return 0
        if account is not None and amount_minor is None:
            amount_minor = account.most_minor(till.view.totals.due_minor)
        used = account.account if account is not None else ""
        till.pending_tender = TakeTender(hands.method, amount_minor, account=used)
        return self._obey(verdict)

    def _refund(self, verdict: Verdict) -> int:
        """What is typed or owed by the chosen way, else as it was paid; an amount needs its way."""
        till, method = self._till, self._till.hands.back_method
        amount_minor = self._amount() if till.hands.entry else None
        if till.hands.entry and (amount_minor is None or not method):
            if amount_minor is not None:
                till.say("warn", "refund_how")
            return 0
        if method:
            till.pending_tender = TakeTender(method, None if amount_minor is None else -amount_minor)
        else:
            till.pending_tender = RefundAsPaid()
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
        if not offered or till.hands.approving or self._question_holds() or self._answer_awaited():
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

    def _answer_awaited(self) -> bool:
        """Whether a device or a ledger has not answered yet; then that is said."""
        if not is_asked(self._till.view):
            return False
        self._till.pending_tender = None
        self._till.say("warn", "payment_under_way")
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


@dataclass(frozen=True, slots=True)
class Account:
    """Store credit that may pay. account: empty lets the core take the customer's; left_minor: None where not
    known; is_voucher: not the customer's.
    """

    account: str
    left_minor: int | None
    is_voucher: bool

    def most_minor(self, due_minor: int) -> int | None:
        """What it can pay of what is due; None: let it be tried."""
        return None if self.left_minor is None else min(self.left_minor, due_minor)


def account_of(view: RegisterView) -> Account | None:
    """The voucher that was scanned or typed, else what the customer has; None: it has to be asked for."""
    if view.voucher:
        return Account(view.voucher, view.voucher_left_minor, is_voucher=True)
    customer = view.customer
    if customer is None or customer.credit_minor == 0:
        return None
    return Account("", customer.credit_minor, is_voucher=False)


def is_refund(view: RegisterView) -> bool:
    """Whether money goes back."""
    return view.totals.due_minor < 0


def is_asked(view: RegisterView) -> bool:
    """Whether a device or a ledger was asked for a payment and has not answered."""
    return any(tender.state == "asked" for tender in view.tenders)


def _by_terminal(view: RegisterView, method: str) -> bool:
    return any(shown.method == method and shown.by_terminal for shown in view.methods)


def quick_amounts(till: Interaction) -> tuple[int, ...]:
    """The amounts offered as keys for the chosen method, in the keys' order; 0: that key is empty."""
    return next((shown.quick_minor for shown in till.view.methods if shown.method == till.hands.method), ())
