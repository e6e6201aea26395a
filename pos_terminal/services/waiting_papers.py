"""Papers that wait for their printer or were set aside, and the ways out for them. Core thread only.

The journal's open jobs are the truth; here is which of them have certainly not begun, and where they wait.
What is done with one is refused once it may have begun: then it is the printer's, and asked for if in doubt.
"""

from dataclasses import dataclass, replace
from functools import partial

from pos_terminal.domain import day_events as d
from pos_terminal.domain import events as e
from pos_terminal.domain.decision import Params
from pos_terminal.domain.jobs import PrintInvoice, PrintPaper, PrintReport, PrintSlip, lane
from pos_terminal.domain.notifications import address_problem
from pos_terminal.domain.records import OpenJob
from pos_terminal.services import messages as m
from pos_terminal.services import rights
from pos_terminal.services.core import Core
from pos_terminal.services.desk import Act, WaitingPaper
from pos_terminal.services.reasons import REASONS

# Where a paper goes that is written to a file; no printer may have this name.
TO_FILE = "/file"


@dataclass(frozen=True, slots=True)
class What:
    """What a paper is. subject_id: what its answers are about."""

    kind: str
    number: str
    subject_id: str


def waits(core: Core, job_id: int, printer: str = "", *, parked: bool = False) -> None:
    """A paper has certainly not begun."""
    owed = core.journal.open_job(job_id)
    if owed is not None and lane(owed.job) == "printer":
        what, known = what_is(core, owed), core.desk.papers.get(job_id)
        saving = known is not None and known.saving
        waiting = WaitingPaper(
            job_id, what.kind, what.number, owed.written_at_ms, printer, parked, saving, _ways(core, owed)
        )
        core.desk.papers = {**core.desk.papers, job_id: waiting}


def in_turn(core: Core, owed: OpenJob) -> OpenJob:
    """A paper on its way to the printer. While another one is there it has certainly not begun, and the disk
    says so: after a crash nobody is asked about papers that only waited for their turn.
    """
    if lane(owed.job) != "printer" or owed.waiting:
        return owed
    # What was closed without an answer (an X report whose shift is over) is at no printer.
    core.desk.at_printer = {number for number in core.desk.at_printer if core.journal.open_job(number)}
    if core.desk.at_printer and core.stored(partial(core.journal.mark_waiting, owed.job_id, True)):
        waits(core, owed.job_id)
        return replace(owed, waiting=True)
    core.desk.at_printer.add(owed.job_id)
    return owed


def gone(core: Core, job_id: int) -> None:
    """A paper does not wait any more: it prints, or is nobody's concern now."""
    if job_id in core.desk.papers:
        core.desk.papers = {number: row for number, row in core.desk.papers.items() if number != job_id}


def is_stale(core: Core, job_id: int, printer: str) -> bool:
    """Whether a printer speaks of a paper that was given to another one meanwhile."""
    return core.desk.paper_places.get(job_id, "") != printer


def may_begin(core: Core, job_id: int) -> bool:
    """Whether a waiting paper may begin now; one that is being written to a file may not."""
    row = core.desk.papers.get(job_id)
    return row is None or not row.saving


def print_elsewhere(core: Core, job_id: int, printer: str) -> None:
    """To a spare printer, or back to the till's own."""
    owed = _owed(core, job_id)
    if owed is None:
        return
    row = core.desk.papers[job_id]
    if printer and printer not in core.settings.spare_printers:
        core.refuse("printer_unknown", {"name": printer})
    elif row.printer == printer and not row.parked:
        core.refuse("paper_waits_there", {})
    else:
        core.outbox.drop_paper(job_id)
        core.desk.paper_places = {**core.desk.paper_places, job_id: printer}
        waits(core, job_id, printer)
        core.outbox.paper_to(job_id, printer)
        core.hand_out([replace(owed, waiting=True)])
        if printer:
            params: Params = {**_params(core, owed), "printer": printer}
            core.desk.notice("good", "paper_elsewhere", params, core.now_text())


def save(core: Core, job_id: int) -> None:
    """To a file; the paper stays in its queue until that is written."""
    owed = _owed(core, job_id)
    if owed is None:
        return
    core.desk.papers = {**core.desk.papers, job_id: replace(core.desk.papers[job_id], saving=True)}
    core.outbox.paper_to(job_id, TO_FILE)
    core.hand_out([owed])


def saved(core: Core, said: m.PaperSaved) -> bool:
    """The file is there, or not. Answers whether the printer may go on with the paper, which it asked for."""
    row = core.desk.papers.get(said.job_id)
    if row is None or not row.saving:
        return False
    core.desk.papers = {**core.desk.papers, said.job_id: replace(row, saving=False)}
    owed = core.journal.open_job(said.job_id)
    if said.problem or owed is None:
        core.refuse("paper_not_saved", {"reason": said.problem})
        return True
    params: Params = {**_params(core, owed), "path": said.path}
    if _end(core, owed, "saved"):
        core.desk.notice("good", "paper_saved", params, core.now_text())
        return False
    return True


def mail(core: Core, job_id: int, address: str) -> None:
    """A receipt goes to the customer's address instead; both are written in one entry."""
    owed = _owed(core, job_id)
    problem = address_problem(address.strip())
    if owed is None:
        return
    if not isinstance(owed.job, PrintPaper):
        core.refuse("paper_not_mailable", {})
    elif problem is not None:
        core.refuse(problem, {})
    elif not core.settings.has_mail:
        core.refuse("no_mail", {})
    else:
        to_id, params = core.new_id(), _params(core, owed)
        asked = d.MailAsked(core.new_id(), "receipt", owed.job.sale_id, to_id)
        if _end(core, owed, "mailed", asked, personal=((to_id, "mail", address.strip()),)):
            core.desk.notice("good", "paper_mailed", params, core.now_text())


def drop(core: Core, job_id: int, reason: str) -> None:
    """Nobody wants it any more. The original of a receipt needs a right: without it a sale may be hidden."""
    owed = _owed(core, job_id)
    if owed is None:
        return
    if reason not in REASONS["paper_drop"]:
        core.refuse("reason_missing", {})
    elif isinstance(owed.job, PrintPaper) and not owed.job.copy:
        run = partial(_drop, core, job_id, reason)
        params: Params = {"receipt_no": what_is(core, owed).number}
        rights.allow(core, Act("drop_paper", run, params, reason, owed.job.sale_id))
    else:
        _drop(core, job_id, reason)


def what_is(core: Core, owed: OpenJob) -> What:
    """What a paper is, in a word and its number."""
    match owed.job:
        case PrintPaper(sale_id=sale_id, copy=copy):
            finished = core.finished(sale_id)
            number = finished.sale.receipt_no if finished is not None else ""
            return What("copy" if copy else "receipt", number, sale_id)
        case PrintInvoice(invoice_no=invoice_no):
            return What("invoice", invoice_no, invoice_no)
        case PrintReport(report_id=report_id, z_no=z_no):
            return What("z_report" if z_no else "x_report", str(z_no) if z_no else "", report_id)
        case PrintSlip(slip_id=slip_id, kind=kind):
            return What(kind, "", slip_id)
        case job:
            return What(type(job).STORED, "", "")


def _ways(core: Core, owed: OpenJob) -> tuple[str, ...]:
    can_be_mailed = isinstance(owed.job, PrintPaper) and core.settings.has_mail
    return ("pdf", "mail") if can_be_mailed else ("pdf",)


def _owed(core: Core, job_id: int) -> OpenJob | None:
    """A paper that can still be taken from its printer; None, with the reason shown, where it cannot."""
    owed, row = core.journal.open_job(job_id), core.desk.papers.get(job_id)
    if owed is None or lane(owed.job) != "printer":
        core.refuse("paper_gone", {})
    elif not owed.waiting or row is None:
        core.refuse("paper_prints_now", {})
    elif row.saving:
        core.refuse("paper_is_saved", {})
    else:
        return owed
    return None


def _drop(core: Core, job_id: int, reason: str) -> None:
    owed = _owed(core, job_id)  # it may have printed while somebody was asked
    if owed is not None:
        params = _params(core, owed)
        if _end(core, owed, reason):
            core.desk.notice("info", "paper_dropped_by_hand", params, core.now_text())


def _end(
    core: Core,
    owed: OpenJob,
    reason: str,
    *before: e.Event,
    personal: tuple[tuple[str, str, str], ...] = (),
) -> bool:
    dropped = e.PaperDropped(what_is(core, owed).subject_id, owed.job_id, reason)
    if not core.commit((*before, dropped), closes=(owed.job_id,), personal=personal):
        return False
    core.outbox.drop_paper(owed.job_id)
    gone(core, owed.job_id)
    return True


def _params(core: Core, owed: OpenJob) -> Params:
    what = what_is(core, owed)
    return {"paper": what.kind, "number": what.number}
