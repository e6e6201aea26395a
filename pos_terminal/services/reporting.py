"""X and Z reports on screen, paper and disk; the store report on screen and disk. Core thread only.

The core only makes the tables; paper, PDF and CSV are made on the workers' threads.
"""

import msgspec

from pos_terminal import commands as c
from pos_terminal.domain import day_events as d
from pos_terminal.domain.decision import Params
from pos_terminal.domain.reports.shift import About, x_report, z_report
from pos_terminal.domain.reports.store import StoreAbout, store_report, store_warnings
from pos_terminal.domain.reports.table import Report
from pos_terminal.services import enquiry_messages as q
from pos_terminal.services import notices, rights
from pos_terminal.services.backup_messages import BackupDone
from pos_terminal.services.core import Core
from pos_terminal.services.desk import Act
from pos_terminal.services.report_messages import ReportExported
from pos_terminal.views import NoticeView, ReportTableView, ReportView


def command(core: Core, asked: c.Command) -> None:
    """ShowReport, PrintReportNow, ExportReport."""
    match asked:
        case c.ShowReport(kind=""):
            core.desk.report, core.desk.report_made = None, None
        case c.ShowReport(kind="store", first_day=first_day, last_day=last_day):
            _ask_store(core, first_day, last_day)
        case c.ShowReport(kind="x"):
            rights.allow(core, Act("x_report", lambda: show(core, "x", 0), {}))
        case c.ShowReport(kind="z", z_no=z_no):
            params: Params = {"z_no": z_no or core.till.z_count}
            rights.allow(core, Act("z_reprint", lambda: show(core, "z", z_no), params))
        case c.PrintReportNow(kind=kind, z_no=z_no):
            printed: Params = {"printed": 1}
            if kind == "z":
                printed["z_no"] = z_no or core.till.z_count
            right = "x_report" if kind == "x" else "z_reprint"
            rights.allow(core, Act(right, lambda: _print(core, kind, z_no), printed))
        case c.ExportReport():
            export(core)
        case _:
            pass


def show(core: Core, kind: str, z_no: int) -> None:
    """Put an X or Z report on the screen."""
    report = made(core, kind, z_no)
    if report is None:
        core.refuse("report_unknown", {"z_no": z_no})
    else:
        core.desk.report_made = report
        core.desk.report = view_of(report)


def made(core: Core, kind: str, z_no: int) -> Report | None:
    """An X of the open shift, or the Z of that number (0: the last); None where there is none."""
    if kind == "x":
        return x_report(core.till.figures, _about(core)) if core.till.shift_id else None
    closed = closed_shift(core, z_no)
    return z_report(closed, _about(core)) if closed is not None else None


def by_number(core: Core, z_no: int) -> Report | None:
    """A report for the printer; 0: the X of the open shift."""
    return made(core, "z" if z_no else "x", z_no)


def closed_shift(core: Core, z_no: int) -> d.ShiftClosed | None:
    """The closed shift of that number, 0: the last one."""
    wanted = z_no or core.till.z_count
    kept = next((row for row in core.till.closed if row.z_no == wanted), None)
    return kept or core.journal.closed_shift(wanted)


def closed(core: Core, shift: d.ShiftClosed) -> None:
    """A day was closed: its Z goes to disk, all of it is backed up, the manager hears of a difference."""
    export(core)
    core.outbox.day.back_up()
    difference = shift.difference_minor
    if abs(difference) > core.settings.cash_tolerance_minor and core.settings.manager_address:
        notices.mail(core, "cash_difference", shift.shift_id, core.settings.manager_address)


def backed_up(core: Core, answer: BackupDone) -> None:
    """A backup was made and verified, or why not; it is tried again by itself."""
    if answer.problem:
        core.desk.notice("warn", "backup_failed", {"reason": answer.problem}, core.now_text())
    else:
        core.desk.notice("info", "backup_done", {"path": answer.path}, core.now_text())


def export(core: Core) -> None:
    """Have the report that is shown written as PDF and CSV."""
    report = core.desk.report_made
    if report is None:
        core.refuse("report_unknown", {"z_no": 0})
    else:
        core.outbox.day.sheets.export_report(report)


def exported(core: Core, answer: ReportExported) -> None:
    """Where the files are, or why there are none."""
    if answer.problem:
        core.desk.notice("warn", "report_not_exported", {"reason": answer.problem}, core.now_text())
        return
    core.desk.notice("info", "report_exported", {"path": answer.path}, core.now_text())
    shown = core.desk.report
    if shown is not None:
        core.desk.report = ReportView(
            shown.kind, shown.state, shown.title, shown.params, shown.tables, shown.warnings, answer.path
        )


def store_answer(core: Core, answer: q.StoreReportAnswer) -> None:
    """The centre's figures over all tills, if they are still wanted."""
    shown = core.desk.report
    if shown is None or shown.kind != "store" or shown.state == "ready":
        return
    if answer.figures is None:
        core.desk.report = ReportView("store", "away", "store_report", {"reason": answer.problem})
        return
    report = store_report(answer.figures, _store_about(core))
    core.desk.report_made = report
    at = core.now_text()
    said = (
        NoticeView(number, "warn", code, dict(params), at)
        for number, (code, params) in enumerate(store_warnings(answer.figures))
    )
    core.desk.report = msgspec.structs.replace(view_of(report), warnings=tuple(said))


def view_of(report: Report) -> ReportView:
    """A report as the screen shows it: the same tables."""
    tables = tuple(
        ReportTableView(table.code, table.columns, table.kinds, table.rows, table.bars)
        for table in report.tables
    )
    return ReportView(report.kind, "ready", report.title_code, dict(report.params), tables)


def _ask_store(core: Core, first_day: str, last_day: str) -> None:
    day = core.till.business_day or core.today()
    first, last = first_day or day, last_day or first_day or day

    def run() -> None:
        if not core.settings.has_centre:
            core.refuse("no_centre", {})
            return
        core.desk.report = ReportView("store", "asking", "store_report")
        core.outbox.day.enquire(q.AskStoreReport(first, last))

    rights.allow(core, Act("store_report", run, {"first": first, "last": last}))


def _print(core: Core, kind: str, z_no: int) -> None:
    if made(core, kind, z_no) is None:
        core.refuse("report_unknown", {"z_no": z_no})
        return
    wanted = 0 if kind == "x" else (z_no or core.till.z_count)
    if core.commit((d.ReportAsked(core.new_id(), kind, wanted),)):
        core.desk.notice("info", "report_printing", {}, core.now_text())


def _about(core: Core) -> About:
    settings = core.settings
    return About(
        terminal_id=settings.terminal_id,
        currency=settings.currency,
        decimals=settings.decimals,
        made_at=core.now_text(),
        offset_minutes=settings.offset_minutes(core.clock.utc_ms()),
        journal_hash=_hash(core),
        names={row.staff_id: row.name for row in core.desk.staff},
    )


def _store_about(core: Core) -> StoreAbout:
    now_ms = core.clock.utc_ms()
    return StoreAbout(
        decimals=core.settings.decimals,
        made_at=core.now_text(),
        offset_minutes=core.settings.offset_minutes(now_ms),
        local_hour=core.settings.local_hour,
        names={row.staff_id: row.name for row in core.desk.staff},
    )


def _hash(core: Core) -> str:
    return core.head.hash
