"""The shift: opening, cash in and out, the blind count, the close. Core thread only.

Nothing can keep a day from being closed: an open basket is parked, a printer that is away prints later.
"""

from datetime import date

from pos_terminal.domain import day_events as d
from pos_terminal.domain import events as e
from pos_terminal.domain.figures import Piece
from pos_terminal.services import reporting, rights, slips
from pos_terminal.services.core import Core
from pos_terminal.services.desk import Act
from pos_terminal.services.reasons import REASONS
from pos_terminal.views import LastItemView

MOST_MINOR = 10**11
MOST_PIECES = 100_000


def open_shift(core: Core, float_minor: int, business_day: str) -> None:
    """Begin a business day with so much in the drawer."""
    if core.till.shift_id:
        core.refuse("shift_open_already", {"business_day": core.till.business_day})
        return
    if not 0 <= float_minor <= MOST_MINOR:
        core.refuse("amount_unreadable", {})
        return
    day = business_day or core.today()
    if not _is_date(day):
        core.refuse("report_days_wrong", {})
        return
    cashier = core.till.staff_id or core.settings.cashier
    shift_id = core.new_id()
    opened = e.ShiftOpened(shift_id, day, cashier)
    moved = d.CashMoved(shift_id, core.new_id(), "float", float_minor, "", cashier)
    if core.commit((opened, *slips.of_move(core, moved)) if float_minor else (opened,)):
        core.desk.notice("good", "shift_opened", {"business_day": day}, core.now_text())
        core.desk.last_item = LastItemView("good", "shift_opened", {"business_day": day})
        core.desk.report = None


def move_cash(core: Core, kind: str, amount_minor: int, reason: str) -> None:
    """Cash that is no sale's."""
    if not _has_shift(core):
        return
    if not 0 < amount_minor <= MOST_MINOR:
        core.refuse("amount_missing", {})
        return
    if reason not in REASONS[f"cash_{kind}"]:
        core.refuse("reason_missing", {})
        return

    def run() -> None:
        if not _has_shift(core):
            return
        moved = d.CashMoved(core.till.shift_id, core.new_id(), kind, amount_minor, reason, _cashier(core))
        if core.commit(slips.of_move(core, moved)):
            params: dict[str, str | int] = {"amount_minor": amount_minor}
            core.desk.notice("good", f"cash_moved_{kind}", params, core.now_text())
            core.desk.last_item = LastItemView("good", f"cash_moved_{kind}", params)
            core.desk.sound("good")

    params: dict[str, str | int] = {"amount_minor": amount_minor}
    rights.allow(core, Act(f"cash_{kind}", run, params, reason, core.till.shift_id))


def open_drawer(core: Core, reason: str) -> None:
    """No sale: only the drawer."""
    if not _has_shift(core):
        return
    if reason not in REASONS["no_sale"]:
        core.refuse("reason_missing", {})
        return

    def run() -> None:
        if not _has_shift(core):
            return
        opened = d.DrawerOpened(core.till.shift_id, core.new_id(), reason, _cashier(core))
        if core.commit(slips.of_move(core, opened)):
            core.desk.notice("good", "drawer_opened", {}, core.now_text())

    rights.allow(core, Act("no_sale", run, {}, reason, core.till.shift_id))


def close_shift(core: Core, pieces: tuple[tuple[int, int], ...]) -> None:
    """Close the day with what was counted before anybody saw what there should be."""
    if not _has_shift(core):
        return
    if any(not (face > 0 and 0 <= count <= MOST_PIECES) for face, count in pieces):
        core.refuse("count_unreadable", {})
        return
    sale = core.till.sale
    if sale is not None and sale.paying:
        core.refuse("payment_begun", {})
        return
    counted = sum(face * count for face, count in pieces)
    difference = counted - core.till.figures.cash_expected_minor
    over = abs(difference) > core.settings.cash_tolerance_minor
    right = "close_over_tolerance" if over else "close_shift"
    rows = tuple(Piece(face, count) for face, count in pieces if count)
    shift_id = core.till.shift_id
    # The count stays blind: whoever approves sees the difference after it, as whoever counted.
    params: dict[str, str | int] = {
        "counted_minor": counted,
        "limit_minor": core.settings.cash_tolerance_minor,
    }
    rights.allow(core, Act(right, lambda: _close(core, shift_id, rows), params, "", shift_id))


def _close(core: Core, shift_id: str, pieces: tuple[Piece, ...]) -> None:
    """It may be another moment than that of the count, if a manager had to be asked."""
    till = core.till
    if till.shift_id != shift_id or (till.sale is not None and till.sale.paying):
        core.refuse("payment_begun" if till.shift_id == shift_id else "shift_closed_now", {})
        return
    counted = sum(piece.face_minor * piece.count for piece in pieces)
    figures, expected = till.figures, till.figures.cash_expected_minor
    closed = d.ShiftClosed(
        till.shift_id,
        till.z_count + 1,
        _cashier(core),
        counted,
        expected,
        pieces,
        figures,
        core.now_text(),
    )
    aside = _put_aside(core)
    if not core.commit((*aside, closed)):
        return
    if any(isinstance(event, e.SaleParked) for event in aside):
        core.desk.notice("warn", "sale_parked", {}, core.now_text())
    desk = core.desk
    desk.phase, desk.pending, desk.newest_line_id = "sale", None, ""
    difference = counted - expected
    params: dict[str, str | int] = {"z_no": closed.z_no, "difference_minor": difference}
    code = "shift_closed" if difference == 0 else "shift_closed_difference"
    desk.notice("good" if difference == 0 else "warn", code, params, core.now_text())
    desk.last_item = LastItemView("good" if difference == 0 else "warn", code, params)
    reporting.show(core, "z", closed.z_no)
    reporting.closed(core, closed)


def _put_aside(core: Core) -> tuple[e.Event, ...]:
    """The open basket is parked; no parked basket keeps stock over night."""
    sale = core.till.sale
    events: list[e.Event] = []
    if sale is not None:
        events.append(e.SaleParked(sale.sale_id, "") if sale.lines else e.SaleVoided(sale.sale_id))
        if sale.lines:
            events.append(e.HoldsReleased(sale.sale_id))
    waiting = (row.sale for row in core.till.parked if not row.sale.released)
    return (*events, *(e.HoldsReleased(parked.sale_id) for parked in waiting))


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _has_shift(core: Core) -> bool:
    if core.till.shift_id:
        return True
    core.refuse("shift_closed_now", {})
    return False


def _cashier(core: Core) -> str:
    return core.till.staff_id or core.settings.cashier
