"""The page of stock findings and exceptions: the list, one of them in full, the reason for raising a counter.

GUI thread. The list is what the view has; older exceptions come when they are asked for.
"""

from pos_terminal.manager_commands import (
    LeaveFindings,
    MarkException,
    MoreExceptions,
    RaiseCounter,
)
from pos_terminal.manager_views import ExceptionView, FindingsView, StockFindingView
from pos_terminal.views import RegisterView
from ui.flows import finding_words as words
from ui.flows.choices import fill, joined, reason_rows
from ui.flows.kit import Kit, Start
from ui.flows.sheet import CLOSE, STAY, Column, PlainFlow, Sheet, SheetKey, SheetRow, Step, post
from ui.translations.words import tr

_MORE = "more"
_LEAVE = Step(commands=(LeaveFindings(),), closing="this")


class FindingsFlow(PlainFlow):
    """Both lists, one below the other: what needs somebody stands first in each."""

    def __init__(self, start: Start) -> None:
        self._kit = start.kit
        self._view = start.view
        self._was_there = False

    def sheet(self, view: RegisterView) -> Sheet:
        """The lists."""
        page = view.manager.findings
        if page is None:
            return Sheet(tr("Stock findings"), tr("A manager has to agree."), enters=False)
        kit = self._kit
        open_ones = [row for row in page.stock if row.stands or not row.since]
        mended = [row for row in page.stock if not row.stands and row.since]
        rows = [SheetRow((tr("Stock counters"),), strong=True), *self._stock(page, open_ones)]
        rows += [SheetRow((tr("Exceptions of the centre"),), strong=True), *self._exceptions(page, view)]
        if mended:
            rows.append(SheetRow((tr("Stock counters, mended"),), strong=True))
            rows += [self._row(row) for row in mended]
        can_open = any(row.row_id for row in rows)
        return Sheet(
            tr("Stock findings"),
            _lead(page, kit),
            (Column(weight=3), Column(weight=2), Column(align="end")),
            tuple(rows),
            keys=(
                SheetKey("open", tr("Show"), "Enter", "main", enabled=can_open),
                SheetKey("again", tr("Ask again"), "F5", enabled=page.state == "away"),
            ),
            level="warn" if page.stock_away or page.state == "away" else "info",
        )

    def enter(self, text: str, row_id: str) -> Step:
        """One of them in full; or the older ones."""
        page = self._view.manager.findings
        if page is None or not row_id:
            return STAY
        if row_id == _MORE:
            return post(MoreExceptions())
        kind, _, wanted = row_id.partition("|")
        if kind == "stock":
            return Step(over=StockFindingFlow(self._kit, self._view, wanted))
        new = any(row.exception_id == wanted and row.seen is None for row in page.exceptions)
        seen = (MarkException(wanted, "seen"),) if new else ()
        return Step(seen, over=ExceptionFlow(self._kit, self._view, wanted))

    def key(self, action: str, text: str, row_id: str) -> Step:
        """Ask the centre once more."""
        return post(MoreExceptions())

    def back(self) -> Step:
        """Nobody looks at it any more."""
        return _LEAVE

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """It ends with the phase of the sale, with the cashier, and where nobody agreed."""
        self._view = view
        page = view.manager.findings
        self._was_there = self._was_there or page is not None
        refused = page is None and old.approval is not None and view.approval is None
        if refused or (page is None and self._was_there):
            return CLOSE
        return _LEAVE if view.phase != old.phase else STAY

    def _stock(self, page: FindingsView, rows: list[StockFindingView]) -> list[SheetRow]:
        if not page.reconciles:
            return [SheetRow((tr("This till does not compare the counters with the centre."),))]
        return [self._row(row) for row in rows] or [SheetRow((_all_well(page),))]

    def _row(self, row: StockFindingView) -> SheetRow:
        kit = self._kit
        cells = (words.title(row, self._kit), words.short(row, kit), words.short_moment(row.since, kit))
        return SheetRow(cells, f"stock|{row.finding_id}", strong=row.stands or row.is_new)

    def _exceptions(self, page: FindingsView, view: RegisterView) -> list[SheetRow]:
        kit = self._kit
        rows = [
            SheetRow(
                (
                    joined(words.kind_of(row), row.receipt_no or row.original_no),
                    joined(words.much(row, view, kit), tr("settled") if row.settled else ""),
                    words.short_moment(row.at, kit),
                ),
                f"exception|{row.exception_id}",
                strong=row.seen is None and row.settled is None,
            )
            for row in page.exceptions
        ]
        if page.state == "asking":
            rows.append(SheetRow((tr("The centre is asked."),)))
        elif page.state == "none":
            rows.append(SheetRow((tr("No centre is set up."),)))
        elif page.state == "away":
            rows.append(SheetRow((page.problem,)))
        elif page.more:
            rows.append(SheetRow((tr("Older ones"), "", ""), _MORE))
        elif not rows:
            rows.append(SheetRow((tr("There is none."),)))
        return rows


class StockFindingFlow(PlainFlow):
    """One finding: what it is, why, what to do; a counter that is too low can be raised."""

    def __init__(self, kit: Kit, view: RegisterView, finding_id: str) -> None:
        self._kit = kit
        self._view = view
        self._finding_id = finding_id

    def sheet(self, view: RegisterView) -> Sheet:
        """The finding as it is now."""
        row = self._found(view)
        if row is None:
            return Sheet(tr("Stock findings"), tr("It does not stand any more."))
        what, *rest = words.told(row, self._kit)
        since = words.ended(row, self._kit)
        about = [SheetRow((tr("Article"), words.title(row, self._kit)))]
        about += [SheetRow((tr("Article number"), row.product_id))] if row.product_id else []
        about += [SheetRow((tr("Since") if row.stands else tr("When"), since))] if since else []
        lead = tr("It is being raised.") if row.raising else what
        can_raise = row.kind == "low" and row.stands and not row.raising
        return Sheet(
            tr("Stock counter"),
            lead,
            (Column(), Column(weight=2)),
            (*about, *(SheetRow((text,)) for text in rest)),
            keys=(SheetKey("raise", tr("Raise the counter"), "F5", enabled=can_raise),)
            if row.kind == "low"
            else (),
            level="warn" if row.stands else "info",
            enters=False,
        )

    def enter(self, text: str, row_id: str) -> Step:
        """Nothing is done by Enter here."""
        return STAY

    def key(self, action: str, text: str, row_id: str) -> Step:
        """Why, first."""
        row = self._found(self._view)
        return STAY if row is None else Step(over=RaiseFlow(self._kit, row))

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """It goes with the page."""
        self._view = view
        return CLOSE if view.manager.findings is None else STAY

    def _found(self, view: RegisterView) -> StockFindingView | None:
        page = view.manager.findings
        rows = page.stock if page is not None else ()
        return next((row for row in rows if row.finding_id == self._finding_id), None)


class RaiseFlow(PlainFlow):
    """Why the counter may be raised; the till looks once more before it does."""

    def __init__(self, kit: Kit, row: StockFindingView) -> None:
        self._kit = kit
        self._row = row

    def sheet(self, view: RegisterView) -> Sheet:
        """The reasons."""
        row = self._row
        amount = self._kit.quantity(row.milli, row.unit)
        return Sheet(
            tr("Raise the counter"),
            fill(tr("{name}: {amount} more can be sold then. Why?"), name=row.name, amount=amount),
            rows=reason_rows(view, "stock_raise"),
            keys=(SheetKey("raise", tr("Raise"), "Enter", "main"),),
        )

    def enter(self, text: str, row_id: str) -> Step:
        """Ask for it."""
        if not row_id:
            return STAY
        return Step(commands=(RaiseCounter(self._row.product_id, row_id),), closing="this")

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """It goes with the page."""
        return CLOSE if view.manager.findings is None else STAY


class ExceptionFlow(PlainFlow):
    """One exception with all that is known of it; F5 settles it, by name, once."""

    def __init__(self, kit: Kit, view: RegisterView, exception_id: str) -> None:
        self._kit = kit
        self._view = view
        self._exception_id = exception_id

    def sheet(self, view: RegisterView) -> Sheet:
        """The exception as it is now."""
        row = self._found(view)
        if row is None:
            return Sheet(tr("Exceptions of the centre"), tr("It does not stand any more."))
        what, todo = words.happened(row)
        return Sheet(
            words.kind_of(row),
            what,
            (Column(), Column(weight=2)),
            (*words.facts(row, view, self._kit), SheetRow((todo,))),
            keys=(SheetKey("settle", tr("Settled"), "F5", enabled=row.settled is None),),
            level="warn" if row.settled is None else "info",
            enters=False,
        )

    def enter(self, text: str, row_id: str) -> Step:
        """Nothing is done by Enter here."""
        return STAY

    def key(self, action: str, text: str, row_id: str) -> Step:
        """It was looked after."""
        return post(MarkException(self._exception_id, "settled"))

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """It goes with the page."""
        self._view = view
        return CLOSE if view.manager.findings is None else STAY

    def _found(self, view: RegisterView) -> ExceptionView | None:
        page = view.manager.findings
        rows = page.exceptions if page is not None else ()
        return next((row for row in rows if row.exception_id == self._exception_id), None)


def _lead(page: FindingsView, kit: Kit) -> str:
    """How fresh it is; or plainly that somebody does not answer."""
    if page.stock_away:
        return page.stock_away
    if page.state == "away":
        return tr("The centre does not answer: exceptions cannot be shown now.")
    if not page.reconciles or not page.looked_at:
        return ""
    at, count = words.moment(page.looked_at, kit), kit.quantity(page.articles * 1000)
    return fill(tr("Counters looked at {at}, {count} articles."), at=at, count=count)


def _all_well(page: FindingsView) -> str:
    if page.looked_at:
        return tr("Every counter is as it should be.")
    return tr("The counters are looked at within a minute.")
