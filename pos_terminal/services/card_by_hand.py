"""A card terminal that died for good with a payment under way: the manager's way out. Core thread only.

After a while of silence somebody who holds the right says what the terminal's own paper or journal says. The
job stays owed: what the terminal answers after all is journalled, and where it is the contrary, it waits for
a manager.
"""

from functools import partial

from pos_terminal import commands as c
from pos_terminal.domain import day_events as d
from pos_terminal.domain.decision import Decision, Params, Refused
from pos_terminal.domain.payments import by_hand
from pos_terminal.domain.payments.methods import METHODS
from pos_terminal.domain.sale import Asked
from pos_terminal.services import paying, rights
from pos_terminal.services.card_messages import CardAnswer
from pos_terminal.services.core import Core
from pos_terminal.services.desk import Act
from pos_terminal.services.reasons import REASONS

_NS_PER_MS = 1_000_000


def heard(core: Core, answer: CardAnswer) -> bool:
    """A terminal's answer, before anybody else sees it; True where its tender was settled by hand."""
    row = next((row for row in core.till.by_hand if row.tender_id == answer.tender_id), None)
    if row is not None:
        _answered_late(core, row, answer)
    elif answer.outcome == "unknown":
        known = core.desk.card_silent
        if known is None or known[0] != answer.tender_id:
            core.desk.card_silent = (answer.tender_id, core.clock.monotonic_ns())
    return row is not None


def may(core: Core) -> bool:
    """Whether the open sale's card tender may be settled by hand now."""
    asked = _asked(core)
    return asked is not None and _refused(core, asked.tender_id) is None


def settle(core: Core, asked: c.SettleCard) -> None:
    """A manager says what became of it."""
    if asked.reason not in REASONS["card_by_hand"]:
        core.refuse("reason_missing", {})
        return
    decision = _decide(core, asked)
    tender = _asked(core)
    if isinstance(decision, Refused) or tender is None:
        refused = decision if isinstance(decision, Refused) else Refused("tender_gone")
        core.refuse(refused.code, refused.params)
        return
    params: Params = {"amount_minor": tender.amount_minor, "charged": int(asked.charged)}
    params["approval_code"] = asked.approval_code.strip() if asked.charged else ""
    run = partial(_settle, core, asked)
    rights.allow(core, Act("card_by_hand", run, params, asked.reason, tender.tender_id))


def end_dispute(core: Core, asked: c.EndCardDispute) -> None:
    """A manager has given the money back, or has it, or knows that it is lost."""
    if asked.reason not in REASONS["card_dispute"]:
        core.refuse("reason_missing", {})
        return
    row = next((row for row in core.till.disputes if row.tender_id == asked.tender_id), None)
    if row is None:
        core.refuse("tender_gone", {})
        return

    def run() -> None:
        ended = d.CardDisputeEnded(row.sale_id, row.tender_id, asked.reason)
        if row not in core.till.disputes:
            core.refuse("tender_gone", {})
        elif core.commit((ended,)):
            params: Params = {"amount_minor": abs(row.amount_minor)}
            core.desk.notice("good", "card_dispute_ended", params, core.now_text())

    params: Params = {"amount_minor": row.amount_minor, "disputed": 1}
    rights.allow(core, Act("card_by_hand", run, params, asked.reason, row.tender_id))


def remind(core: Core) -> None:
    """After a start, and when somebody comes who may see to it."""
    for row in core.till.disputes:
        params: Params = {"amount_minor": abs(row.amount_minor)}
        core.desk.notice("warn", _contrary(row), params, core.now_text())


def _answered_late(core: Core, row: by_hand.ByHand, answer: CardAnswer) -> None:
    """While nobody knows, the job stays owed; so it does where the disk takes nothing."""
    if answer.outcome == "unknown":
        return
    late = by_hand.said_later(row, answer.outcome, answer.approval_code)
    if not core.commit((late,), closes=(answer.job_id,)):
        return
    params: Params = {"amount_minor": abs(row.amount_minor)}
    if late.agrees:
        core.desk.notice("info", "card_agrees", params, core.now_text())
    else:
        core.desk.notice("bad", _contrary(late), params, core.now_text())
        core.desk.sound("bad")


def _contrary(late: d.CardAnsweredLate) -> str:
    return "card_contrary_not" if late.charged else "card_contrary_charged"


def _settle(core: Core, asked: c.SettleCard) -> None:
    """It may be another moment than that of the question: the terminal may have answered meanwhile."""
    decision, sale = _decide(core, asked), core.till.sale
    if isinstance(decision, Refused) or sale is None:
        refused = decision if isinstance(decision, Refused) else Refused("tender_gone")
        core.refuse(refused.code, refused.params)
        return
    paying.settle_tender(core, sale, decision)
    if any(row.tender_id == asked.tender_id for row in core.till.by_hand):
        core.desk.card_silent = None
        core.outbox.day.cancel_card(asked.tender_id, settled=True)
        core.desk.notice("good", "card_settled", {}, core.now_text())


def _decide(core: Core, asked: c.SettleCard) -> Decision:
    sale = core.till.sale
    refused = _refused(core, asked.tender_id) if sale is not None else Refused("tender_gone")
    if sale is None or refused is not None:
        return refused or Refused("tender_gone")
    return by_hand.settle(
        sale,
        asked.tender_id,
        charged=asked.charged,
        approval_code=asked.approval_code,
        reason=asked.reason,
    )


def _asked(core: Core) -> Asked | None:
    """The card tender that the open sale waits for."""
    asked = core.till.sale.asked if core.till.sale is not None else None
    return None if asked is None or METHODS[asked.method].has_ledger else asked


def _refused(core: Core, tender_id: str) -> Refused | None:
    """SAFETY: while the terminal may still answer by itself, its word is the only one."""
    asked, silent_since = _asked(core), core.desk.card_silent
    if asked is None or asked.tender_id != tender_id:
        return Refused("tender_gone")
    if silent_since is None or silent_since[0] != tender_id:
        return Refused("card_answers")
    waited_ns = core.clock.monotonic_ns() - silent_since[1]
    after_ms = core.settings.card_by_hand_after_ms if core.settings.card_terminal else 0
    if waited_ns < after_ms * _NS_PER_MS:
        return Refused("card_answers")
    return None
