"""The manager's part of the view: findings, exceptions, the staff. Core thread only; it changes nothing."""

from collections.abc import Iterator

from pos_terminal.domain.quantity import PIECE_MILLI
from pos_terminal.domain.stock_audit import StockFinding
from pos_terminal.manager_views import (
    ExceptionView,
    FindingsView,
    ManagerView,
    MarkView,
    StaffPageView,
    StaffRowView,
    StockFindingView,
)
from pos_terminal.services import findings
from pos_terminal.services.core import Core
from pos_terminal.services.exception_port import CentralException, Marked
from pos_terminal.services.findings_book import Noted
from pos_terminal.services.manager_desk import ManagerDesk


class ManagerPresenter:
    """Makes the part anew only when something of it has changed."""

    def __init__(self) -> None:
        self._changes = -1
        self._view = ManagerView()

    def view(self, core: Core) -> ManagerView:
        """As it is now."""
        desk = core.desk.manager
        if desk.changes != self._changes:
            self._changes = desk.changes
            made = ManagerView(
                findings.unseen_count(core),
                _findings(core, desk) if desk.looker else None,
                _staff(desk) if desk.staff_shown else None,
            )
            self._view = self._view if made == self._view else made
        return self._view


def _findings(core: Core, desk: ManagerDesk) -> FindingsView:
    board = desk.board
    return FindingsView(
        stock=tuple(_stock(desk)),
        reconciles=core.settings.reconciles,
        looked_at=board.at if board is not None else "",
        articles=board.articles if board is not None else 0,
        stock_away=board.away if board is not None else "",
        state=desk.state,
        exceptions=tuple(_exception(row) for row in desk.exceptions),
        more=desk.more,
        problem=desk.problem,
    )


def _stock(desk: ManagerDesk) -> Iterator[StockFindingView]:
    """What needs a person first, then what is not proven yet, then what was done, the newest first."""
    book = desk.board.book if desk.board is not None else ()
    for row in book:
        if row.stands:
            yield _noted(row, desk)
    for waiting in desk.board.waiting if desk.board is not None else ():
        if waiting.cause != "low" or not _is_told_low(book, waiting.product_id):
            yield _finding(waiting, f"waiting:{waiting.product_id}:{waiting.cause}")
    for row in book:
        if not row.stands:
            yield _noted(row, desk)


def _is_told_low(book: tuple[Noted, ...], product_id: str) -> bool:
    """Whether the book says already that this article's counter is too low."""
    return any(
        row.stands and row.finding.kind == "low" and row.finding.product_id == product_id for row in book
    )


def _noted(row: Noted, desk: ManagerDesk) -> StockFindingView:
    found = row.finding
    return _finding(
        found,
        f"{found.kind}:{found.product_id}:{row.since}",
        since=row.since,
        ended=row.ended,
        stands=row.stands,
        is_new=not row.seen_by or row.seen_at >= desk.opened_at,
        raising=row.stands and found.kind == "low" and found.product_id in desk.raising,
    )


def _finding(found: StockFinding, finding_id: str, **more: object) -> StockFindingView:
    several = found.kind == "no_counter" and not found.product_id
    return StockFindingView(
        finding_id,
        found.kind,
        found.product_id,
        found.name or found.product_id,
        found.unit,
        0 if several else _milli(found.units, found.unit),
        found.text,
        counter_milli=None if found.counter is None else _milli(found.counter, found.unit),
        terminal_id=found.terminal_id,
        cause=found.cause,
        count=found.units if several else 0,
        **more,  # type: ignore[arg-type]  # fields of the view by name
    )


def _milli(units: int, unit: str) -> int:
    """Base units are pieces, or thousandths of the unit."""
    return units * PIECE_MILLI if unit == "each" else units


def _exception(row: CentralException) -> ExceptionView:
    return ExceptionView(
        row.exception_id,
        row.kind,
        row.at,
        terminal_id=row.terminal_id,
        business_day=row.business_day,
        cashier=row.cashier,
        receipt_no=row.receipt_no,
        original_no=row.original_no,
        article=row.article,
        unit=row.unit,
        milli=row.milli,
        left_milli=row.left_milli,
        amount_minor=row.amount_minor,
        ledger=row.ledger,
        account_end=row.account_end,
        seen=_mark(row.seen),
        settled=_mark(row.settled),
    )


def _mark(said: Marked | None) -> MarkView | None:
    return None if said is None else MarkView(said.by, said.terminal_id, said.at)


def _staff(desk: ManagerDesk) -> StaffPageView:
    waits = desk.badge.staff_id if desk.badge is not None else ""
    if desk.roster is None:
        return StaffPageView(badge_for=waits, saving=desk.saving > 0)
    rows = tuple(
        StaffRowView(row.staff_id, row.name, row.role, row.active, row.has_badge, row.locked, row.owed)
        for row in desk.roster.rows
    )
    return StaffPageView(rows, desk.roster.centre, desk.roster.problem, waits, desk.saving > 0)
