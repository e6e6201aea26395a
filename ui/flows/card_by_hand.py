"""A card payment whose terminal is silent for good, settled by a manager; and payments with two answers.

GUI thread. Nothing is decided here: the core asks for the manager's PIN.
"""

from pos_terminal.commands import EndCardDispute, SettleCard
from pos_terminal.views import CardDisputeView, RegisterView, TenderView
from ui.flows.choices import fill
from ui.flows.form import Answers, Form, FormFlow, Question
from ui.flows.kit import Start
from ui.flows.sheet import CLOSE, STAY, Column, PlainFlow, Sheet, SheetRow, Step
from ui.translations.words import tr
from ui.wording import CARD_REASONS


def silent_tender(view: RegisterView) -> TenderView | None:
    """The payment that a manager may settle now."""
    return next((row for row in view.tenders if row.by_hand), None)


def card_reason(code: str) -> str:
    """What a manager went by."""
    return tr(CARD_REASONS[code]) if code in CARD_REASONS else code


class CardByHandFlow(PlainFlow):
    """Charged or not; then the approval code, and where that stands."""

    def __init__(self, start: Start) -> None:
        self._kit = start.kit
        self._view = start.view
        self._tender = silent_tender(start.view)

    def sheet(self, view: RegisterView) -> Sheet:
        """What the terminal's own paper says."""
        title, tender = tr("Card settled by hand"), self._tender
        if tender is None:
            return Sheet(title, tr("No card payment is waiting."))
        amount = self._kit.amount(abs(tender.amount_minor), view)
        asks = tr("{amount}: look at the card terminal's own paper or list. What does it say?")
        was, was_not = (
            (tr("It went back to the card"), tr("It did not go back"))
            if tender.amount_minor < 0
            else (tr("The card was charged"), tr("The card was not charged"))
        )
        rows = (SheetRow((was_not,), "not"), SheetRow((was,), "charged"))
        return Sheet(title, fill(asks, amount=amount), rows=rows, level="warn")

    def enter(self, text: str, row_id: str) -> Step:
        """The questions that are left."""
        if self._tender is None or not row_id:
            return CLOSE
        return Step(to=_evidence(Start(self._kit, self._view), self._tender, charged=row_id == "charged"))

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """The terminal has answered after all, or is there again."""
        self._view = view
        return STAY if silent_tender(view) is not None else CLOSE


class CardDisputesFlow(PlainFlow):
    """Payments of which manager and terminal said different things: each until somebody has seen to it."""

    def __init__(self, start: Start) -> None:
        self._start = start

    def sheet(self, view: RegisterView) -> Sheet:
        """What was said, what the terminal says, and on which receipt."""
        columns = (Column(tr("Amount"), "end"), Column(tr("By hand")), Column(tr("Card terminal")))
        rows = tuple(self._row(row, view) for row in view.card_disputes)
        lead = tr("Give back, or collect, what is wrong; then choose the payment and say what was done.")
        return Sheet(tr("Card payments with two answers"), lead, columns, rows, empty=tr("There are none."))

    def enter(self, text: str, row_id: str) -> Step:
        """What was done about it."""
        if not row_id:
            return CLOSE

        def done(answers: Answers) -> Step:
            return Step((EndCardDispute(row_id, answers["reason"]),), closing="this")

        choices = _choices(self._start.view, "card_dispute")
        question = Question("reason", tr("What was done"), "choice", choices=choices)
        title = tr("Card payments with two answers")
        return Step(over=FormFlow(Form(self._start.kit, title, (question,), done, tr("Done"))))

    def _row(self, row: CardDisputeView, view: RegisterView) -> SheetRow:
        amount = self._start.kit.amount(row.amount_minor, view)
        yes, no = tr("charged"), tr("not charged")
        says = yes if row.outcome == "approved" else no
        note = fill(tr("Receipt {receipt_no}"), receipt_no=row.receipt_no) if row.receipt_no else ""
        return SheetRow((amount, yes if row.charged else no, says), row.tender_id, note=note)


def _evidence(start: Start, tender: TenderView, *, charged: bool) -> FormFlow:
    code = Question(
        "code",
        tr("Approval code"),
        missing="approval_missing" if tender.amount_minor > 0 else "",
        hint=tr("As it stands on the terminal's paper."),
        latin=True,
    )
    reason = Question(
        "reason", tr("Where does that stand?"), "choice", choices=_choices(start.view, "card_by_hand")
    )

    def done(answers: Answers) -> Step:
        settle = SettleCard(tender.tender_id, charged, answers["reason"], answers.get("code", ""))
        return Step((settle,), closing="all")

    def until(old: RegisterView, view: RegisterView) -> Step:
        return STAY if silent_tender(view) is not None else CLOSE

    questions = (code, reason) if charged else (reason,)
    title = tr("Card settled by hand")
    return FormFlow(Form(start.kit, title, questions, done, tr("Settle it"), until=until))


def _choices(view: RegisterView, kind: str) -> tuple[SheetRow, ...]:
    return tuple(SheetRow((card_reason(code),), code) for code in view.reasons.get(kind, ()))
