"""Goods that come back: how many, why, and whether they can be sold again. GUI thread.

For a line of a receipt, for the whole receipt, and for an article that no receipt proves.
"""

from pos_terminal.commands import Command, FindReceipt, ReturnLine, ReturnWithoutReceipt
from pos_terminal.domain.quantity import PIECE_MILLI
from pos_terminal.views import ReceiptFoundView, RegisterView, ReturnableView, SearchRow
from ui.flows.choices import fill, joined, price_of, reason, said_since
from ui.flows.form import FINE, Answers, Form, FormFlow, Question, Said
from ui.flows.kit import Kit
from ui.flows.pick import PickArticleFlow, opening
from ui.flows.sheet import (
    CLOSE,
    STAY,
    Column,
    Entry,
    PlainFlow,
    Sheet,
    SheetKey,
    SheetRow,
    Step,
    say,
)
from ui.formatting import parse_milli
from ui.translations.words import tr

NOT_SOLD_AGAIN = frozenset({"defective"})
_ENDS_WHOLE = frozenset({"approval_refused", "payment_begun", "receipt_gone", "shift_closed_now"})


class BackFlow(PlainFlow):
    """The reasons, each with whether the goods go back to the stock; a key changes that of the marked one."""

    def __init__(self, kit: Kit, view: RegisterView) -> None:
        self._kit = kit
        self._view = view
        self._restocks: dict[str, bool] = {}

    def key(self, action: str, text: str, row_id: str) -> Step:
        """To the stock, or not."""
        self._restocks[row_id] = not self.restocks(row_id)
        return STAY

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """A scan throws nothing away."""
        self._view = view
        return STAY

    def restocks(self, code: str) -> bool:
        """Whether goods that come back for this reason can be sold again."""
        return self._restocks.get(code, code not in NOT_SOLD_AGAIN)

    def columns(self) -> tuple[Column, ...]:
        """Above the reasons."""
        return Column(tr("Reason"), weight=2), Column(tr("Goods"))

    def rows(self, view: RegisterView) -> tuple[SheetRow, ...]:
        """The reasons to choose from."""
        stock, nowhere = tr("to the stock"), tr("not sold again")
        return tuple(
            SheetRow((reason(code), stock if self.restocks(code) else nowhere), code)
            for code in view.reasons.get("return", ())
        )

    def keys(self) -> tuple[SheetKey, ...]:
        """The main one, and the stock."""
        take = SheetKey("take", tr("Take back"), "Enter", "main")
        return take, SheetKey("stock", tr("To stock or not"), "F5")


class LineBackFlow(BackFlow):
    """So many units of one line of the receipt found; nothing typed: all that are left."""

    def __init__(self, kit: Kit, view: RegisterView, sale_id: str, line: ReturnableView) -> None:
        super().__init__(kit, view)
        self._sale_id = sale_id
        self._line = line

    def sheet(self, view: RegisterView) -> Sheet:
        """The line, how many of it, and why."""
        line, kit = self._line, self._kit
        left = kit.quantity(line.left_milli, line.unit)
        pieces = line.unit == "each"
        label = tr("How many come back") if pieces else fill(tr("Weight in {unit}"), unit=line.unit)
        return Sheet(
            tr("Take back"),
            joined(line.name, fill(tr("{left} left"), left=left), kit.amount(line.left_minor, view)),
            columns=self.columns(),
            rows=self.rows(view),
            entry=Entry(
                label,
                kind="digits" if pieces else "number",
                hint=fill(tr("Nothing typed: all, {left}. Then choose the reason."), left=left),
            ),
            keys=self.keys(),
        )

    def enter(self, text: str, row_id: str) -> Step:
        """Ask for it; the list is there again for the next line."""
        line = self._line
        milli = parse_milli(text) if text else line.left_milli
        if not milli:
            return say("return_quantity_missing")
        if milli > line.left_milli:
            return say("return_too_many", {"left_milli": line.left_milli})
        wanted = ReturnLine(self._sale_id, line.line_id, milli, row_id, self.restocks(row_id))
        return Step((wanted,), closing="this")


class ReceiptBackFlow(BackFlow):
    """All lines for one reason. One after another, for each may have to be approved."""

    def __init__(self, kit: Kit, view: RegisterView, found: ReceiptFoundView) -> None:
        super().__init__(kit, view)
        self._sale_id = found.sale_id
        self._waiting = tuple(line for line in found.lines if line.left_milli)
        self._worth_minor = sum(line.left_minor for line in self._waiting)
        self._count = len(self._waiting)
        self._reason = ""

    def sheet(self, view: RegisterView) -> Sheet:
        """The reasons; then how far it has come."""
        worth = self._kit.amount(self._worth_minor, view)
        lines = tr("1 line") if self._count == 1 else fill(tr("{count} lines"), count=str(self._count))
        title = tr("Whole receipt")
        if self._reason:
            done = fill(
                tr("{done} of {count} lines"),
                done=str(self._count - len(self._waiting)),
                count=str(self._count),
            )
            return Sheet(title, done, empty=tr("Esc stops after this line."))
        lead = joined(lines, worth, tr("Choose the reason, and press Enter."))
        return Sheet(title, lead, columns=self.columns(), rows=self.rows(view), keys=self.keys())

    def enter(self, text: str, row_id: str) -> Step:
        """Begin with the first line."""
        if self._reason or not self._waiting:
            return STAY
        self._reason = row_id
        return Step((self._next(),))

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """The line that was asked for is in the basket: the next one. Refused: the rest stays."""
        self._view = view
        found = view.receipt_found
        if not self._reason:
            return STAY
        said = said_since(old, view)
        refused = any(code in _ENDS_WHOLE or code.startswith("return_") for code in said)
        if found is None or found.sale_id != self._sale_id or refused:
            return CLOSE
        now = next((line for line in found.lines if line.line_id == self._waiting[0].line_id), None)
        if now is not None and now.left_milli >= self._waiting[0].left_milli:
            return STAY
        self._waiting = self._waiting[1:]
        return Step((self._next(),)) if self._waiting else CLOSE

    def _next(self) -> Command:
        line, code = self._waiting[0], self._reason
        return ReturnLine(self._sale_id, line.line_id, line.left_milli, code, self.restocks(code))


class ArticleBackFlow(BackFlow):
    """Why an article comes back that no receipt proves; quantity and price are answered already."""

    def __init__(self, kit: Kit, view: RegisterView, wanted: ReturnWithoutReceipt, lead: str) -> None:
        super().__init__(kit, view)
        self._wanted = wanted
        self._lead = lead

    def sheet(self, view: RegisterView) -> Sheet:
        """The reasons."""
        lead = joined(self._lead, tr("Choose the reason, and press Enter."))
        title = tr("Without receipt")
        return Sheet(title, lead, columns=self.columns(), rows=self.rows(view), keys=self.keys())

    def enter(self, text: str, row_id: str) -> Step:
        """Ask for it; a manager approves."""
        wanted = ReturnWithoutReceipt(
            self._wanted.product_id,
            self._wanted.milli,
            self._wanted.price_minor,
            row_id,
            self.restocks(row_id),
        )
        return Step((wanted, FindReceipt("")), closing="all")


def without_receipt(kit: Kit, view: RegisterView) -> Step:
    """Find the article first; meanwhile a scan shows one and sells none."""

    def chosen(article: SearchRow, now: RegisterView) -> Step:
        return Step(to=GoodsFormFlow(kit, now, article))

    return Step(opening(view), over=PickArticleFlow(kit, view, tr("Without receipt"), chosen))


class GoodsFormFlow(FormFlow):
    """How many of an article, and for how much."""

    def __init__(self, kit: Kit, view: RegisterView, article: SearchRow) -> None:
        self._kit = kit
        self._view = view
        self._article = article
        pieces = article.unit == "each"
        price = price_of(article, view, kit)
        quantity = Question(
            "quantity",
            tr("How many come back") if pieces else fill(tr("Weight in {unit}"), unit=article.unit),
            "digits" if pieces else "number",
            hint=tr("Nothing typed: 1.") if pieces else "",
            missing="" if pieces else "return_quantity_missing",
            unsaid=kit.quantity(PIECE_MILLI),
        )
        paid = Question(
            "price",
            tr("Price paid for one") if pieces else fill(tr("Price paid for 1 {unit}"), unit=article.unit),
            "amount",
            hint=fill(tr("Nothing typed: {price}, as it is now."), price=price),
            unsaid=price,
        )
        super().__init__(
            Form(
                kit,
                tr("Without receipt"),
                (quantity, paid),
                self._done,
                tr("Next"),
                joined(article.name, price),
                check=self._check,
            )
        )

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """The newest view goes on to the next page."""
        self._view = view
        return super().watch(old, view)

    def _check(self, question: Question, answer: str) -> Said:
        if question.name == "quantity":
            return FINE if parse_milli(answer) else ("return_quantity_missing", {})
        return FINE if self._kit.parse(answer, self._view) is not None else ("amount_unreadable", {})

    def _done(self, answers: Answers) -> Step:
        article, kit, view = self._article, self._kit, self._view
        milli = parse_milli(answers["quantity"] or "1") or PIECE_MILLI
        price = kit.parse(answers["price"], view) if answers["price"] else None
        shown = price_of(article, view, kit) if price is None else kit.amount(price, view)
        lead = joined(article.name, f"{kit.quantity(milli, article.unit)} × {shown}")
        wanted = ReturnWithoutReceipt(article.product_id, milli, price, "")
        return Step(over=ArticleBackFlow(kit, view, wanted, lead))
