"""What the till does first: take up what it was doing when it stopped. Core thread only.

Open jobs are handed out again by the rule of their kind: stock and upload repeat, papers that may have
begun are asked for,
drawers that are late expire.
"""

from functools import partial

from pos_terminal.domain import day_events as d
from pos_terminal.domain import events as e
from pos_terminal.domain.jobs import (
    DRAWER_EXPIRY_MS,
    ChargeCard,
    ClaimStock,
    EndHold,
    HoldCredit,
    HoldReturn,
    OpenDrawer,
    PrintPaper,
    ReleaseStock,
    SendMail,
    UploadSale,
    lane,
)
from pos_terminal.domain.records import OpenJob
from pos_terminal.services import answers, card_by_hand, paying, waiting_papers
from pos_terminal.services.core import Core


def recover(core: Core, business_day: str) -> None:
    """Bring state, jobs and workers together after a start, clean or not."""
    # Whoever has closed a day counts the drawer: from then on each day begins with a float.
    if not core.till.shift_id and core.settings.opens_shift_by_itself and not core.till.z_count:
        core.commit((e.ShiftOpened(core.new_id(), business_day, core.settings.cashier),))
    if core.till.staff_id:
        core.commit((d.SignedOut(core.till.staff_id, "restart"),))
    owed = core.journal.open_jobs()
    answers.raise_generation(core, "start")
    core.hand_out(job for job in owed if isinstance(job.job, ReleaseStock | UploadSale))
    _agreements(core, owed)
    _papers(core, [job for job in owed if lane(job.job) == "printer"])
    _drawers(core, [job for job in owed if isinstance(job.job, OpenDrawer)])
    _stale_claims(core, owed)
    card_by_hand.remind(core)
    sale = core.till.sale
    if sale is not None:
        core.desk.newest_line_id = sale.lines[-1].line_id if sale.lines else ""
        core.desk.phase = "tender" if sale.paying else "sale"
        core.desk.notice("info", "basket_recovered", {"lines": len(sale.lines)}, core.now_text())


def _agreements(core: Core, owed: tuple[OpenJob, ...]) -> None:
    """Ledgers and mail are asked again by the same id; a card terminal is asked what became of it."""
    core.hand_out(job for job in owed if isinstance(job.job, HoldCredit | HoldReturn | EndHold | SendMail))
    for job in owed:
        if isinstance(job.job, ChargeCard):
            core.outbox.day.card(job, inquire=True)
            if any(row.tender_id == job.job.tender_id for row in core.till.by_hand):
                core.outbox.day.cancel_card(job.job.tender_id, settled=True)


def _papers(core: Core, jobs: list[OpenJob]) -> None:
    """All in the order in which they were owed.

    SAFETY: a paper that may have begun is never printed a second time as an original; a report or slip is not
    printed again by itself: somebody asks for it anew.
    """
    for owed in jobs:
        if owed.waiting:
            waiting_papers.waits(core, owed.job_id)
            core.hand_out([owed])
        elif not isinstance(owed.job, PrintPaper):
            answers.sheet_doubtful(core, owed.job_id)
        elif core.commit((e.PaperDoubtful(owed.job.sale_id, owed.job_id),)):
            paying.doubt_paper(core, owed.job_id, owed.job.sale_id)


def _drawers(core: Core, jobs: list[OpenJob]) -> None:
    """SAFETY: a drawer never opens late and unattended.

    What the wall clock says decides nothing but the expiry.
    """
    now_ms = core.clock.utc_ms()
    for owed in jobs:
        if not isinstance(owed.job, OpenDrawer):
            continue
        if 0 <= now_ms - owed.written_at_ms < DRAWER_EXPIRY_MS // 5:
            core.hand_out([owed])
        else:
            core.commit((e.DrawerAnswered(owed.job.sale_id, owed.job_id, "expired"),), closes=(owed.job_id,))


def _stale_claims(core: Core, owed: tuple[OpenJob, ...]) -> None:
    """Claims of baskets that are gone; every living hold was said again under the new generation already."""
    current = {job.job_id for job in core.journal.open_jobs()}
    gone = [
        job.job_id
        for job in owed
        if isinstance(job.job, ClaimStock)
        and job.job_id in current
        and core.till.find(job.job.sale_id) is None
    ]
    if gone:
        core.stored(partial(core.journal.close_jobs, gone))
