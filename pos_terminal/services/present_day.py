"""The day's part of the view: staff, approval, shift, returns, customers, reports. Core thread only."""

from typing import Any

from pos_terminal.domain.day_events import ShiftClosed
from pos_terminal.domain.staff import holds
from pos_terminal.services import rights, signing
from pos_terminal.services.core import Core
from pos_terminal.services.present_devices import DevicesPresenter
from pos_terminal.services.present_manager import ManagerPresenter
from pos_terminal.services.present_papers import PapersPresenter
from pos_terminal.services.reasons import REASONS
from pos_terminal.services.staff_messages import StaffBrief
from pos_terminal.views import ApprovalView, CardDisputeView, ClosedDayView, ShiftView, StaffView


class DayPresenter:
    """Adds what `present.py` leaves out; parts that did not change are the same objects."""

    def __init__(self) -> None:
        self._staff: tuple[tuple[StaffBrief, ...], tuple[StaffView, ...]] = ((), ())
        self._approval: tuple[object, ApprovalView | None] = (None, None)
        self._departments: tuple[str, ...] = ()
        self._manager = ManagerPresenter()
        self._papers = PapersPresenter()
        self._devices = DevicesPresenter()
        self._tax_classes: tuple[tuple[str, int], ...] = ()
        self._disputes: tuple[object, tuple[CardDisputeView, ...]] = ((), ())
        self._shift: tuple[object, ShiftView] = (None, ShiftView(True))

    def parts(self, core: Core) -> dict[str, Any]:
        """Fields of `RegisterView`."""
        desk, till = core.desk, core.till
        return {
            "must_sign_in": signing.must_sign_in(core),
            "staff": self._staff_of(core),
            "cashier_id": till.staff_id,
            "cashier_role": till.role,
            "cashier": _cashier(core),
            "approval": self._approval_of(core),
            "receipt_found": desk.receipt_found,
            "customer": desk.customer,
            "customers": desk.customers,
            "shift": self._shift_of(core),
            "report": desk.report,
            "manager": self._manager.view(core),
            "papers": self._papers.view(core),
            "devices": self._devices.view(core),
            "departments": self._departments_of(core),
            "reasons": REASONS,
            "unknown_code": desk.unknown_code,
            "quick": desk.quick,
            "checked": desk.checked,
            "tax_classes": self._tax_classes_of(core),
            "voucher": desk.voucher,
            "voucher_left_minor": desk.voucher_left_minor,
            "card_disputes": self._disputes_of(core),
            "sale_discount_minor": sum(row.share_minor for row in till.sale.lines) if till.sale else 0,
        }

    def _tax_classes_of(self, core: Core) -> tuple[tuple[str, int], ...]:
        """They never change while the till runs."""
        if not self._tax_classes:
            self._tax_classes = tuple(core.settings.rates_bp.items())
        return self._tax_classes

    def _departments_of(self, core: Core) -> tuple[str, ...]:
        if not self._departments:
            self._departments = tuple(name for name, _ in core.settings.departments)
        return self._departments

    def _staff_of(self, core: Core) -> tuple[StaffView, ...]:
        if core.desk.staff is not self._staff[0]:
            self._staff = (core.desk.staff, tuple(_staff_view(core, row) for row in core.desk.staff))
        return self._staff[1]

    def _approval_of(self, core: Core) -> ApprovalView | None:
        asked = core.desk.approval
        if asked is not self._approval[0]:
            self._approval = (asked, None)
            if asked is not None:
                may = (row for row in core.desk.staff if holds(row.role, asked.act.right))
                params = {**asked.act.params, "wait_s": asked.wait_s}
                who = tuple(_staff_view(core, row) for row in may)
                by, reason = rights.name_of(core, asked.asked_by), asked.act.reason
                view = ApprovalView(asked.approval_id, asked.act.right, params, who, asked.wrong, by, reason)
                self._approval = (asked, view)
        return self._approval[1]

    def _disputes_of(self, core: Core) -> tuple[CardDisputeView, ...]:
        if core.till.disputes != self._disputes[0]:
            views = tuple(
                CardDisputeView(
                    row.tender_id, row.amount_minor, row.charged, row.outcome, _receipt_of(core, row.sale_id)
                )
                for row in core.till.disputes
            )
            self._disputes = (core.till.disputes, views)
        return self._disputes[1]

    def _shift_of(self, core: Core) -> ShiftView:
        till = core.till
        key = (till.shift_id, till.z_count)
        if key != self._shift[0]:
            closed = till.closed[-1] if till.closed and not till.shift_id else None
            self._shift = (
                key,
                ShiftView(
                    is_open=bool(till.shift_id),
                    business_day=till.business_day,
                    opened_at=till.figures.opened_at,
                    last_z_no=till.z_count,
                    difference_minor=closed.difference_minor if closed else None,
                    pieces_minor=core.settings.pieces_minor,
                    closed=tuple(_closed_day(row) for row in reversed(till.closed)),
                ),
            )
        return self._shift[1]


def _receipt_of(core: Core, sale_id: str) -> str:
    finished = core.journal.finished_sale(sale_id)
    return finished.sale.receipt_no if finished is not None else ""


def _staff_view(core: Core, row: StaffBrief) -> StaffView:
    return StaffView(row.staff_id, row.name, row.role, core.settings.pin_hints.get(row.staff_id, ""))


def _closed_day(shift: ShiftClosed) -> ClosedDayView:
    return ClosedDayView(shift.z_no, shift.figures.business_day, shift.figures.gross_minor)


def _cashier(core: Core) -> str:
    """The name behind the sales; empty at a till that nobody has taken over."""
    if signing.must_sign_in(core):
        return ""
    staff_id = core.till.staff_id
    return rights.name_of(core, staff_id) if staff_id else core.settings.cashier
