"""What the core does with the answers of workers and the messages of devices. Core thread only."""

from functools import partial

from pos_terminal.domain import events as e
from pos_terminal.domain.jobs import PrintPaper, lane
from pos_terminal.domain.sale import Sale
from pos_terminal.domain.stock_audit import StockFinding
from pos_terminal.services import messages as m
from pos_terminal.services import notices, selling, waiting_papers
from pos_terminal.services.core import Core
from pos_terminal.services.findings_book import found_words
from pos_terminal.services.handover import HandOver
from pos_terminal.views import Level, SearchRow, SearchView

PRINTER_LEVELS: dict[str, Level] = {"ok": "good", "paper_low": "warn", "none": "info", "no_status": "good"}


def stock_answers(core: Core, answers: list[m.StockAnswer]) -> None:
    """Journal what the counters said; answers that came together go into one entry."""
    # What a newer job has taken the place of says nothing about the line as it is now.
    events = [
        e.StockAnswered(answer.sale_id, answer.hold_id, answer.outcome, answer.left)
        for answer in answers
        if answer.outcome != "superseded"
        and core.till.find(answer.sale_id) is not None
        and core.journal.open_job(answer.job_id) is not None
    ]
    closes = tuple(answer.job_id for answer in answers)
    if not core.storage_ok:
        return
    if events:
        if not core.commit(events, closes=closes):
            return
    elif not core.stored(partial(core.journal.close_jobs, closes)):
        return
    for answer in answers:
        claims = core.claims.get(answer.sale_id)
        if claims is not None:
            claims.discard(answer.job_id)
    for event in events:
        sale = core.till.sale
        if sale is not None and event.sale_id == sale.sale_id:
            _warn(core, sale, event.hold_id)
        if event.outcome == "sold" and event.left is not None:
            notices.low_stock(core, event)


def _warn(core: Core, sale: Sale, hold_id: str) -> None:
    line = next((line for line in reversed(sale.lines) if line.hold_id == hold_id), None)
    if line is not None:
        selling.warn_of_stock(core, line)


def raise_generation(core: Core, reason: str, seen: int = 0) -> bool:
    """Begin a new generation of the stock protocol: fsynced first, then every hold is said again under it."""
    generation = max(core.till.generation, seen) + 1
    core.generation_owed = reason
    if not core.commit((e.GenerationRaised(generation, reason),)):
        return False
    core.generation_owed = ""
    core.outbox.generation(generation)
    return True


def stock_again(core: Core, job_id: int) -> None:
    """A command came too late: it is said again only as the journal owes it now."""
    owed = core.journal.open_job(job_id)
    if owed is not None:
        core.outbox.stock(owed, core.till.generation)


def stock_findings(core: Core, findings: tuple[StockFinding, ...]) -> None:
    """What reconciling did by itself goes into the history; what needs a person is a notice."""
    for finding in findings:
        needs_a_person = finding.kind in ("low", "no_counter", "unreadable")
        level: Level = "warn" if needs_a_person else "info"
        code, params = found_words(finding)
        core.desk.notice(level, code, params, core.now_text())


def paper(core: Core, answer: m.PaperAnswer) -> None:
    """A paper came out, waits, is doubtful, could not be made, or will never come."""
    if not core.storage_ok or waiting_papers.is_stale(core, answer.job_id, answer.printer):
        return
    core.desk.at_printer.discard(answer.job_id)
    if answer.outcome not in ("waiting", "parked"):
        waiting_papers.gone(core, answer.job_id)
    match answer.outcome:
        case "printed":
            core.commit(
                (e.PaperPrinted(answer.sale_id, answer.job_id, answer.copy),), closes=(answer.job_id,)
            )
        case "waiting":
            _paper_waits(core, answer, parked=False)
        case "parked":
            _paper_waits(core, answer, parked=True)
            core.desk.notice("bad", "paper_parked", {}, core.now_text())
        case "doubtful" if _is_sheet(core, answer.job_id):
            sheet_doubtful(core, answer.job_id)
        case "doubtful":
            core.commit((e.PaperDoubtful(answer.sale_id, answer.job_id),))
        case "dropped":
            dropped = e.PaperDropped(answer.sale_id, answer.job_id, answer.reason)
            if core.commit((dropped,), closes=(answer.job_id,)):
                level: Level = "info" if answer.reason == "no_printer" else "bad"
                core.desk.notice(level, "paper_dropped", {"reason": answer.reason}, core.now_text())


def _paper_waits(core: Core, answer: m.PaperAnswer, *, parked: bool) -> None:
    """It has certainly not begun; the page of the waiting papers has ways out for it."""
    if core.stored(partial(core.journal.mark_waiting, answer.job_id, True)):
        waiting_papers.waits(core, answer.job_id, answer.printer, parked=parked)


def sheet_doubtful(core: Core, job_id: int) -> None:
    """A report or invoice that may or may not have come out: it is at hand to be printed anew."""
    if core.commit((e.PaperDropped("", job_id, "doubtful"),), closes=(job_id,)):
        core.desk.notice("warn", "sheet_doubtful", {}, core.now_text())


def _is_sheet(core: Core, job_id: int) -> bool:
    owed = core.journal.open_job(job_id)
    return owed is not None and lane(owed.job) == "printer" and not isinstance(owed.job, PrintPaper)


def paper_starting(core: Core, job_id: int, printer: str = "") -> None:
    """A paper that waited may begin, once that is on disk: from then on it is doubtful after a crash."""
    if waiting_papers.is_stale(core, job_id, printer):
        return
    if not waiting_papers.may_begin(core, job_id):
        core.desk.begin_later.add(job_id)
    elif core.stored(partial(core.journal.mark_waiting, job_id, False)):
        core.starts_owed.discard(job_id)
        waiting_papers.gone(core, job_id)
        core.desk.at_printer.add(job_id)
        core.outbox.paper_may_start(job_id)
    else:
        core.starts_owed.add(job_id)


def paper_saved(core: Core, said: m.PaperSaved) -> None:
    """A paper was written to a file, or not: then its printer may go on with it."""
    goes_on, asked = waiting_papers.saved(core, said), said.job_id in core.desk.begin_later
    core.desk.begin_later.discard(said.job_id)
    if goes_on and asked:
        paper_starting(core, said.job_id, core.desk.paper_places.get(said.job_id, ""))


def storage_back(core: Core) -> None:
    """The disk takes entries again: what could not be noted meanwhile and holds somebody up."""
    if core.generation_owed:
        raise_generation(core, core.generation_owed)
    for job_id in tuple(core.starts_owed):
        paper_starting(core, job_id, core.desk.paper_places.get(job_id, ""))


def drawer(core: Core, answer: m.DrawerAnswer) -> None:
    """The drawer was kicked, or it was too late or impossible; said once."""
    if not core.storage_ok or core.journal.open_job(answer.job_id) is None:
        return
    core.commit((e.DrawerAnswered(answer.sale_id, answer.job_id, answer.outcome),), closes=(answer.job_id,))
    if answer.outcome != "sent":
        core.desk.notice("warn", f"drawer_{answer.outcome}", {"reason": answer.reason}, core.now_text())


def printer_light(core: Core, code: str, printer: str = "") -> None:
    """A printer says how it is; a spare one has no field of its own in the strip."""
    core.desk.printer_codes = {**core.desk.printer_codes, printer: code}
    if printer:
        return
    level = PRINTER_LEVELS.get(code, "bad")
    if core.desk.light("printer", level, f"printer_{code}", {}, core.now_text()) and level in ("warn", "bad"):
        core.desk.notice(level, f"printer_{code}", {}, core.now_text())


def device_changed(core: Core, kind: str, device: str, present: bool, reason: str) -> None:
    """A device was lost or is back; said once."""
    code = f"{kind}_ok" if present else f"{kind}_lost"
    gone: Level = "warn" if kind == "display" else "bad"
    level: Level = "good" if present else gone
    at = core.now_text()
    before = core.desk.lights.get(kind)
    if kind == "card" and present:
        core.desk.card_silent = None
    if core.desk.light(kind, level, code, {"device": device}, at) and (before is not None or not present):
        core.desk.notice("info" if present else gone, code, {"device": device, "reason": reason}, at)


def centre_light(core: Core, code: str, reason: str = "") -> None:
    """How the centre is."""
    if code == "centre_ok":
        level: Level = "good"
    else:
        level = "bad" if code == "centre_fork" else "warn"
    before, at = core.desk.lights.get("centre"), core.now_text()
    if before is not None and before.code == "centre_fork":
        return  # until the next start nothing goes up, whatever else the centre answers
    if core.desk.light("centre", level, code, {}, at) and level != "good":
        core.desk.notice("info" if code == "centre_away" else "bad", code, {"reason": reason}, at)


def upload_done(core: Core, answer: m.UploadDone) -> None:
    """Sales have reached the centre and their stock is settled."""
    done = [core.upload_jobs.pop(sale_id) for sale_id in answer.sale_ids if sale_id in core.upload_jobs]
    if done and core.storage_ok:
        core.stored(partial(core.journal.close_jobs, done))
    centre_light(core, "centre_ok")


def stock_light(core: Core, handover: HandOver, away: bool, reason: str = "") -> None:
    """Whether the stock counters answer."""
    handover.stock_away(away)
    code, level = ("stock_away", "warn") if away else ("stock_ok", "good")
    at = core.now_text()
    if core.desk.light("stock", "warn" if level == "warn" else "good", code, {}, at) and away:
        core.desk.notice("info", code, {"reason": reason}, at)


def search_found(core: Core, answer: m.SearchFound) -> None:
    """Articles for what the cashier types; too late where the search was ended meanwhile."""
    if not core.desk.searching:
        return
    rows = tuple(
        SearchRow(
            p.product_id,
            p.name,
            p.barcodes[0] if p.barcodes else "",
            p.price_minor,
            p.unit,
            p.tax_class,
        )
        for p in answer.rows
    )
    core.desk.search = SearchView(answer.text, rows)
    if answer.problem:
        core.refuse("catalogue_failed", {"reason": answer.problem})
