"""Tenders that somebody else has to agree to: a ledger at the centre, a card terminal. Core thread only.

The intent is on disk before anybody is asked; one at a time. After any doubt the answer is waited for, never
asked for under another id.
"""

import re

from pos_terminal.domain import day_events as d
from pos_terminal.domain import events as e
from pos_terminal.domain.day_events import RefundPart
from pos_terminal.domain.decision import Decision, Params
from pos_terminal.domain.jobs import EndHold
from pos_terminal.domain.payments.methods import METHODS
from pos_terminal.domain.sale import Sale
from pos_terminal.services import enquiry_messages as q
from pos_terminal.services import ledger_messages as lm
from pos_terminal.services.card_messages import CardAnswer
from pos_terminal.services.core import Core
from pos_terminal.views import LastItemView

VOUCHER_PREFIX = "SC-"
_ACCOUNT = re.compile(r"[A-Za-z0-9._-]{1,64}")


def account_of(core: Core, sale: Sale, method: str, named: str) -> str | None:
    """Which account a tender is about; where nobody said: the voucher scanned, the customer's, a new one.

    None: it cannot be one. SAFETY: money is given only into accounts that are known here, for a code typed
    wrongly would take it, and nothing typed freely gets into the journal.
    """
    if not METHODS.get(method, METHODS["cash"]).has_ledger:
        return ""
    if named and _ACCOUNT.fullmatch(named) is None:
        return None
    if sale.due_minor >= 0:
        return named or core.desk.voucher or sale.customer_id
    known = {part.account for line in sale.lines if line.returned for part in line.returned.refunds}
    if named and named not in known | {sale.customer_id, core.desk.voucher}:
        return None
    return named or sale.customer_id or VOUCHER_PREFIX + core.new_code()


def must_ask(core: Core, tendered: Decision) -> bool:
    """Whether somebody has to agree before this tender counts."""
    taken = _taken(tendered)
    if taken is None:
        return False
    if METHODS[taken.method].has_ledger:
        return taken.amount_minor > 0  # adding to an account needs nobody
    return taken.method == "card" and core.settings.card_terminal


def ask(core: Core, tendered: Decision) -> None:
    """Write the intent down, then ask."""
    taken = _taken(tendered)
    if taken is None:
        return
    if METHODS[taken.method].has_ledger and not _centre_answers(core):
        core.refuse("credit_away", {})
        return
    asked = d.TenderAsked(taken.sale_id, taken.tender_id, taken.method, taken.amount_minor, taken.account)
    if core.commit((asked,)):
        core.desk.notice("info", f"{taken.method}_asked", _amount(taken.amount_minor), core.now_text())


def in_order(core: Core, plan: tuple[RefundPart, ...]) -> tuple[RefundPart, ...]:
    """Refunds that need nobody first, cash last: only its last coin can be rounded.

    An online store's payment goes back as store credit.
    """
    known = tuple(
        part if part.method in METHODS else RefundPart("store_credit", "", part.amount_minor) for part in plan
    )
    waits = core.settings.card_terminal
    return tuple(
        sorted(known, key=lambda part: 2 if part.method == "cash" else part.method == "card" and waits)
    )


def call_off(core: Core) -> None:
    """The cashier does not want to wait: a ledger's hold is freed, a terminal is asked to stop."""
    sale = core.till.sale
    asked = sale.asked if sale is not None else None
    if sale is None or asked is None:
        return
    if not METHODS[asked.method].has_ledger:
        core.outbox.day.cancel_card(asked.tender_id)
        core.desk.notice("info", "card_cancelling", {}, core.now_text())
        return
    refused = d.TenderRefused(sale.sale_id, asked.tender_id, asked.method, asked.account, "called_off")
    core.commit((refused,))


def credit_answer(core: Core, answer: lm.CreditAnswer) -> Sale | None:
    """A ledger's answer; the sale where its tender counts now, to be settled by `paying`."""
    sale = _asking(core, answer.sale_id, answer.tender_id)
    if sale is None:
        core.close_job(answer.job_id)
        return None
    if answer.outcome == "held":
        _forget_voucher(core)
        return sale
    params: Params = {} if answer.left is None else {"left_minor": answer.left}
    _refuse(core, sale, answer.job_id, answer.outcome, f"credit_{answer.outcome}", params)
    return None


def card_answer(core: Core, answer: CardAnswer) -> Sale | None:
    """A terminal's answer; the sale where its tender counts now."""
    sale = _asking(core, answer.sale_id, answer.tender_id)
    if sale is None:
        core.close_job(answer.job_id)
        return None
    if answer.outcome == "unknown":
        core.desk.notice("warn", "card_unknown", {}, core.now_text())
        return None
    core.desk.card_silent = None
    if answer.outcome == "approved":
        return sale
    _refuse(core, sale, answer.job_id, answer.outcome, f"card_{answer.outcome}", {})
    return None


def hold_ended(core: Core, answer: lm.HoldEnded) -> None:
    """A ledger has taken or freed; otherwise than was wanted it is a matter for the manager."""
    owed = core.journal.open_job(answer.job_id)
    core.close_job(answer.job_id)
    if owed is not None and isinstance(owed.job, EndHold):
        wanted = "taken" if owed.job.take else "freed"
        if answer.done != wanted:
            core.desk.notice("warn", "hold_ended_otherwise", {}, core.now_text())


def tender_of(sale: Sale, approval_code: str = "") -> Decision:
    """The tender that was asked for, as taken."""
    asked = sale.asked
    if asked is None:
        return ()
    return (
        e.TenderTaken(
            sale_id=sale.sale_id,
            tender_id=asked.tender_id,
            method=asked.method,
            amount_minor=asked.amount_minor,
            given_minor=asked.amount_minor,
            change_minor=0,
            rounding_minor=0,
            approval_code=approval_code,
            account=asked.account,
        ),
    )


def voucher(core: Core, code_text: str) -> None:
    """A store-credit voucher was scanned: it is kept for the tender, and its credit asked for."""
    _forget_voucher(core)
    core.desk.voucher = code_text
    if not _centre_answers(core):
        core.refuse("credit_away", {})
        return
    core.desk.last_item = LastItemView("info", "voucher", {"code": code_text})
    core.desk.sound("good")
    core.outbox.day.enquire(q.AskCredit(code_text))


def credit_shown(core: Core, answer: q.CreditAnswer) -> None:
    """What is left on the voucher that was scanned."""
    if answer.account != core.desk.voucher:
        return
    if answer.problem:
        core.refuse("credit_away", {})
    elif answer.left_minor is None:
        core.desk.voucher = ""
        core.refuse("credit_no_account", {})
    else:
        core.desk.voucher_left_minor = answer.left_minor
        params: Params = {"amount_minor": answer.left_minor}
        core.desk.notice("good", "voucher_left", params, core.now_text())
        core.desk.last_item = LastItemView("good", "voucher_left", params)


def _forget_voucher(core: Core) -> None:
    """It is spent, or another one was scanned: what was said to be left on it is true no more."""
    core.desk.voucher, core.desk.voucher_left_minor = "", None
    core.desk.notices = tuple(row for row in core.desk.notices if row.code != "voucher_left")


def _refuse(core: Core, sale: Sale, job_id: int, reason: str, code: str, params: Params) -> None:
    asked = sale.asked
    if asked is None:
        return
    refused = d.TenderRefused(sale.sale_id, asked.tender_id, asked.method, asked.account, reason)
    if core.commit((refused,), closes=(job_id,)):
        core.refuse(code, params)


def _asking(core: Core, sale_id: str, tender_id: str) -> Sale | None:
    sale = core.till.sale
    if sale is None or sale.sale_id != sale_id or sale.asked is None:
        return None
    return sale if sale.asked.tender_id == tender_id else None


def _taken(tendered: Decision) -> e.TenderTaken | None:
    if isinstance(tendered, tuple) and tendered and isinstance(tendered[0], e.TenderTaken):
        return tendered[0]
    return None


def _centre_answers(core: Core) -> bool:
    light = core.desk.lights.get("centre")
    return core.settings.has_centre and (light is None or light.code != "centre_away")


def _amount(amount_minor: int) -> Params:
    return {"amount_minor": abs(amount_minor)}
