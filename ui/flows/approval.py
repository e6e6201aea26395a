"""An act waits for somebody who holds its right: what it is, who may, and their PIN. Opens by itself.

GUI thread. SAFETY: a PIN is kept nowhere here; it goes to the core and is forgotten.
"""

from collections.abc import Iterator

from pos_terminal.commands import Approve, RefuseApproval
from pos_terminal.views import ApprovalView, Param, RegisterView
from ui.flows.card_by_hand import card_reason
from ui.flows.choices import fill, percent
from ui.flows.choices import reason as sale_reason
from ui.flows.day_words import cash_reason, people_columns, people_rows
from ui.flows.form import NOTHING
from ui.flows.kit import Kit, Start
from ui.flows.sheet import STAY, Entry, PlainFlow, Sheet, SheetKey, SheetRow, Step, post, say
from ui.translations.words import tr
from ui.wording import APPROVALS, DETAILS

_ONE_PIECE = 1000
# Rights about money in the drawer: their reasons are in a table of their own.
_OF_THE_DRAWER = frozenset({"cash_in", "cash_out", "cash_drop", "no_sale"})

_DETAILED = {"article_edit": ("name", "tax_class", "code"), "return_unchecked": ("receipt_no",)}
# Parameters that are shown as they come.
_AS_THEY_ARE = ("receipt_no", "z_no", "first", "last", "left", "count")


class ApprovalFlow(PlainFlow):
    """Esc is the no. A scan meanwhile goes to the basket, a badge approves: the core sees to both."""

    def __init__(self, start: Start) -> None:
        self._kit = start.kit

    def sheet(self, view: RegisterView) -> Sheet:
        """What is asked stays in sight, also above what was wrong with the last answer."""
        asked = view.approval
        if asked is None:
            return Sheet(tr("Approval"))
        rows = (*_details(asked), *people_rows(asked.approvers))
        if asked.wrong:
            seconds = asked.params.get("wait_s", 0)
            wrong = self._kit.wording.sentence(asked.wrong, {"seconds": seconds})
            rows = (SheetRow((wrong,), strong=True), *rows)
        return Sheet(
            tr("Approval"),
            asked_words(asked, view, self._kit),
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


def asked_words(asked: ApprovalView, view: RegisterView, kit: Kit) -> str:
    """Who wants what, how much, and why."""
    sentence = APPROVALS.get(f"{asked.right}{_form(asked)}") or APPROVALS.get(asked.right, asked.right)
    return fill(tr(sentence), **_fields(asked, view, kit))


def _form(asked: ApprovalView) -> str:
    params = asked.params
    if asked.right in ("discount", "discount_large") and "name" not in params:
        return "_basket"
    if asked.right == "article_edit" and "was_name" not in params:
        return "_new"
    if asked.right == "staff_edit" and "name" in params:
        return f"_{asked.reason}" if f"staff_edit_{asked.reason}" in APPROVALS else "_name"
    if asked.right == "findings" and asked.reason:
        return "_settled"
    if asked.right == "card_by_hand":
        return "_disputed" if "disputed" in params else "_charged" if params.get("charged") else ""
    return "_print" if params.get("printed") else ""


def _fields(asked: ApprovalView, view: RegisterView, kit: Kit) -> dict[str, str]:
    """Every field that a sentence may have; empty where the act has no such thing."""
    params = asked.params

    def money(name: str) -> str:
        minor = params.get(name)
        return kit.amount(minor, view) if isinstance(minor, int) else ""

    rate = params.get("share_bp")
    return {
        "who": asked.asked_by,
        "reason": _reason(asked),
        "code": str(params.get("approval_code", "")) or NOTHING,
        "goods": _goods(params, kit),
        "name": str(params.get("name", "")),
        "amount": money("amount_minor"),
        "was": money("was_minor"),
        "off": percent(rate, kit) if isinstance(rate, int) else money("off_minor"),
        "counted": money("counted_minor"),
        "limit": money("limit_minor"),
        "was_method": kit.wording.method(str(params.get("was_method", ""))),
        "method": kit.wording.method(str(params.get("method", ""))),
        **{name: str(params.get(name, "")) for name in _AS_THEY_ARE},
    }


def _reason(asked: ApprovalView) -> str:
    """Why, in words; each kind of act has reasons of its own."""
    if asked.right == "card_by_hand":
        return card_reason(asked.reason)
    return cash_reason(asked.reason) if asked.right in _OF_THE_DRAWER else sale_reason(asked.reason)


def _goods(params: dict[str, Param], kit: Kit) -> str:
    """An article, with its quantity where that is not one piece."""
    milli, unit, name = params.get("milli"), str(params.get("unit", "each")), str(params.get("name", ""))
    if not isinstance(milli, int) or (milli == _ONE_PIECE and unit == "each"):
        return name
    return f"{kit.quantity(milli, unit)} × {name}"


def _details(asked: ApprovalView) -> Iterator[SheetRow]:
    """What is new about an article beside its price; the receipt that nobody can check."""
    for name in _DETAILED.get(asked.right, ()):
        was, now = str(asked.params.get(f"was_{name}", "")), str(asked.params.get(name, ""))
        text = DETAILS[name]
        if now and now != was and (was or "{was}" not in text):
            yield SheetRow((fill(tr(text), was=was, now=now),))
