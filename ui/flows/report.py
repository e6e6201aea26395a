"""Reports: the one that is shown, the list of Z reports, and the days of the store report. GUI thread.

A report opens by itself as soon as a view has one: asked for in the menu, approved, or made by a closing.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from pos_terminal.commands import ExportReport, PrintReportNow, ShowReport
from pos_terminal.views import ClosedDayView, RegisterView, ReportTableView, ReportView
from ui.flows.choices import fill, joined, said_since
from ui.flows.day_words import difference_words, report_word
from ui.flows.kit import Kit, Start
from ui.flows.report_table import Order, ReportCells, columns, days_text, pages, typed_day
from ui.flows.sheet import (
    CLEAR,
    CLOSE,
    STAY,
    Column,
    Entry,
    PlainFlow,
    Sheet,
    SheetKey,
    SheetRow,
    Step,
    post,
    say,
)
from ui.translations.words import tr

MOST_LISTED = 60
_END = Step(commands=(ShowReport(""),), closing="this")


class ReportFlow(PlainFlow):
    """One table after another; each can be sorted by any of its columns."""

    def __init__(self, start: Start) -> None:
        self._kit = start.kit
        self._view = start.view
        self._page = 0
        self._order = Order()
        self._exporting = False
        self._printing = False

    def sheet(self, view: RegisterView) -> Sheet:
        """The table that is its turn."""
        report = view.report
        if report is None or report.state != "ready":
            return _not_there(report)
        shown = pages(report)
        page = min(self._page, max(0, len(shown) - 1))
        tables = shown[page] if shown else ()
        cells = ReportCells(self._kit, view)
        rows: list[SheetRow] = []
        for table in tables:
            place = f"{page + 1}/{len(shown)}" if table is tables[0] else ""
            rows.append(SheetRow((joined(report_word(table.code), place),), strong=True))
            rows += cells.rows(table, self._order)
        if page == 0:
            rows = [*cells.warnings(report), *rows, *cells.head(report)]
        return Sheet(
            _title(report),
            self._lead(report, view),
            columns(tables, self._order),
            tuple(rows),
            keys=self._keys(report, tables),
            bars=cells.bars(tables[0], self._order) if tables else (),
        )

    def enter(self, text: str, row_id: str) -> Step:
        """The next table; after the last the first."""
        report = self._view.report
        count = len(pages(report)) if report is not None else 0
        self._page, self._order = (self._page + 1) % max(1, count), Order()
        self._exporting = self._printing = False
        return STAY

    def key(self, action: str, text: str, row_id: str) -> Step:
        """Sort, print, write."""
        report = self._view.report
        if report is None or report.state != "ready":
            return STAY
        match action:
            case "sort":
                self._order = self._next_order(report)
            case "turn":
                self._order = replace(self._order, falling=not self._order.falling)
            case "export":
                self._exporting, self._printing = True, False
                return post(ExportReport())
            case "print":
                z_no = int(report.params.get("z_no", 0))
                return post(PrintReportNow("z" if report.kind == "z" else "x", z_no))
            case _:
                pass
        return STAY

    def back(self) -> Step:
        """It ends."""
        return _END

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """The next phase of the sale ends it, and so does another cashier."""
        self._view = view
        self._printing = self._printing or "report_printing" in said_since(old, view)
        changed = bool(old.cashier_id) and view.cashier_id != old.cashier_id
        if view.report is not None and (view.phase != old.phase or changed):
            return _END
        return STAY

    def _tables(self, report: ReportView) -> tuple[ReportTableView, ...]:
        shown = pages(report)
        return shown[min(self._page, len(shown) - 1)] if shown else ()

    def _next_order(self, report: ReportView) -> Order:
        """The next column; figures begin with the largest, words with A; after the last as it came."""
        tables = self._tables(report)
        if len(tables) != 1:
            return Order()
        column, kinds = self._order.column + 1, tables[0].kinds
        return (
            Order(column, kinds[column] not in ("text", "code", "hour")) if column < len(kinds) else Order()
        )

    def _keys(self, report: ReportView, tables: tuple[ReportTableView, ...]) -> tuple[SheetKey, ...]:
        alone = len(tables) == 1
        return (
            SheetKey("next", tr("Next table"), "Enter", "main"),
            SheetKey("sort", tr("Sort"), "F5", enabled=alone),
            SheetKey("turn", tr("Reverse"), "F6", enabled=alone and self._order.column >= 0),
            SheetKey("export", tr("PDF, CSV"), "F8"),
            SheetKey("print", tr("Print"), "F9", enabled=report.kind in ("x", "z")),
        )

    def _lead(self, report: ReportView, view: RegisterView) -> str:
        if self._printing:
            return self._kit.wording.sentence("report_printing", {})
        if self._exporting and report.exported:
            return self._kit.wording.sentence("report_exported", {"path": report.exported})
        return joined(days_text(report), _difference(report, view, self._kit))


class ZReportsFlow(PlainFlow):
    """The closed days, newest first; an older one by its number."""

    def __init__(self, start: Start) -> None:
        self._kit = start.kit

    def sheet(self, view: RegisterView) -> Sheet:
        """A row for each of the newest; what is older than those that the till keeps has its number alone."""
        last = view.shift.last_z_no
        days = {day.z_no: day for day in view.shift.closed}
        numbers = range(last, max(0, last - MOST_LISTED), -1)
        return Sheet(
            tr("Z reports"),
            columns=(
                Column(report_word("z_report")),
                Column(report_word("business_day")),
                Column(report_word("turnover"), "end"),
            ),
            rows=tuple(self._row(number, days.get(number), view) for number in numbers),
            entry=Entry(tr("Number"), hint=tr("Choose one, or type its number, and press Enter.")),
            keys=(SheetKey("show", tr("Show"), "Enter", "main", enabled=last > 0),),
            empty=tr("No day was closed here yet."),
        )

    def enter(self, text: str, row_id: str) -> Step:
        """Ask for it."""
        wanted = text or row_id
        return post(ShowReport("z", int(wanted))) if wanted.isdecimal() and int(wanted) else STAY

    def _row(self, number: int, day: ClosedDayView | None, view: RegisterView) -> SheetRow:
        if day is None:
            return SheetRow((str(number), "", ""), str(number))
        turnover = self._kit.amount(day.turnover_minor, view)
        return SheetRow((str(number), day.business_day, turnover), str(number))


class StoreDaysFlow(PlainFlow):
    """The first and the last business day of the store report: by one key, or typed one after the other."""

    def __init__(self, start: Start) -> None:
        self._kit = start.kit
        self._first_day = ""

    def sheet(self, view: RegisterView) -> Sheet:
        """Which days."""
        today = self._kit.now().date()
        if self._first_day:
            label = fill(tr("Last day, from {day} on"), day=self._first_day)
            hint = tr("Empty: only that day.")
        else:
            label = tr("First day")
            hint = fill(tr("Empty: today, {day}."), day=f"{today:%Y%m%d}")
        return Sheet(
            tr("Store report"),
            tr("Choose the business days with a key, or type year, month and day."),
            entry=Entry(label, hint=hint),
            keys=(
                SheetKey("show", tr("Show") if self._first_day else tr("Next"), "Enter", "main"),
                SheetKey("today", tr("Today"), "F5"),
                SheetKey("yesterday", tr("Yesterday"), "F6"),
                SheetKey("month", tr("This month"), "F7"),
                SheetKey("last_month", tr("Last month"), "F8"),
            ),
        )

    def enter(self, text: str, row_id: str) -> Step:
        """The first day, then the last; nothing typed: today, then only that day."""
        day = typed_day(text) if text else self._first_day or self._kit.now().date().isoformat()
        if not day:
            return say("day_unreadable")
        if not self._first_day:
            self._first_day = day
            return CLEAR
        if day < self._first_day:
            return say("days_turned")
        first_day, self._first_day = self._first_day, ""
        return post(ShowReport("store", 0, first_day, day))

    def key(self, action: str, text: str, row_id: str) -> Step:
        """A span that is often wanted."""
        span = _SPANS.get(action)
        if span is None:
            return STAY
        first, last = span(self._kit.now().date())
        self._first_day = ""
        return post(ShowReport("store", 0, first.isoformat(), last.isoformat()))

    def back(self) -> Step:
        """To the first day, then out."""
        if not self._first_day:
            return CLOSE
        self._first_day = ""
        return CLEAR


def _one_day(ago: int) -> Callable[[date], tuple[date, date]]:
    def span(today: date) -> tuple[date, date]:
        day = today - timedelta(days=ago)
        return day, day

    return span


def _month(today: date) -> tuple[date, date]:
    return today.replace(day=1), today


def _last_month(today: date) -> tuple[date, date]:
    last = today.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


_SPANS: dict[str, Callable[[date], tuple[date, date]]] = {
    "today": _one_day(0),
    "yesterday": _one_day(1),
    "month": _month,
    "last_month": _last_month,
}


def _not_there(report: ReportView | None) -> Sheet:
    """Asked for, or not to be had now."""
    if report is None or report.state == "asking":
        return Sheet(tr("Store report"), tr("The centre is asked for the figures of all tills."))
    lead = tr("The centre does not answer, so there are no figures of all tills now. Try it again later.")
    reason = str(report.params.get("reason", ""))
    return Sheet(tr("Store report"), lead, rows=(SheetRow((reason,)),) if reason else (), level="warn")


def _title(report: ReportView) -> str:
    return f"{report_word(report.title)} {report.params.get('z_no', '')}".strip()


def _difference(report: ReportView, view: RegisterView, kit: Kit) -> str:
    """What the count of a Z came to, in words; empty for every other report."""
    found = (
        row[1]
        for table in report.tables
        if report.kind == "z" and table.code == "drawer"
        for row in table.rows
        if row[0] == "difference"
    )
    minor = next(found, None)
    return "" if minor is None else difference_words(int(minor), view, kit)
