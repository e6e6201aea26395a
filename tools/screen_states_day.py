"""The states of the day that the screen is looked at in: sign-in, approval, shift, cash, count, reports.

Used by `make screenshots` and by tests/ui; it makes no decision and touches no device.
"""

from pos_terminal.domain.day_events import ShiftClosed
from pos_terminal.domain.figures import (
    MethodFigure,
    NameFigure,
    Piece,
    QuarterFigure,
    ShiftFigures,
    usual_pieces,
)
from pos_terminal.domain.reports.shift import About, x_report, z_report
from pos_terminal.domain.reports.store import (
    ArticleFigure,
    StoreAbout,
    StoreFigures,
    TillFigure,
    store_report,
    store_warnings,
)
from pos_terminal.domain.reports.table import Report
from pos_terminal.domain.tax import TaxLine
from pos_terminal.views import (
    ApprovalView,
    ClosedDayView,
    NoticeView,
    Param,
    RegisterView,
    ReportTableView,
    ReportView,
    ShiftView,
    StaffView,
)
from tools.screen_states import ARTICLES, AT, LONG_NAME, Maker, State, three
from tools.screen_states_sale import FlowState, MakeFlow, day, typed
from ui.flows.cash import NoSaleFlow, cash_out
from ui.flows.count import CountFlow
from ui.flows.kit import Start
from ui.flows.report import ReportFlow, StoreDaysFlow, ZReportsFlow
from ui.keymap import Action, Pressed

Row = tuple[str, RegisterView, tuple[Pressed, ...], MakeFlow | None]

PEOPLE = (
    StaffView("ada", "Ada Lindqvist", "cashier", "1111"),
    StaffView("jonas", "Jonas Weiß", "supervisor", "2222"),
    StaffView("mia", "Mia Müller", "manager", "3333"),
)
MANY_PEOPLE = (
    *(StaffView(row.staff_id, row.name, row.role) for row in PEOPLE),
    *(StaffView(f"s{n}", name, "cashier") for n, name in enumerate((LONG_NAME, "أمل حداد", "Wei 王", "Zoë"))),
)
CLOSED_DAYS = tuple(
    ClosedDayView(number, f"2026-02-{number - 13:02d}", 123_456 + number * 997)
    for number in range(41, 27, -1)
)
PATH = "/srv/pos-terminal/reports/2026-03-03-T1-Z-0042.pdf"
KNOWN = (
    " ".join((*(row.name for row in MANY_PEOPLE), *(name for name, _ in ARTICLES), PATH, LONG_NAME))
    + " The centre does not answer Wei Zoë Dairy Bakery Household Ada Lindqvist Mia Müller A000001 A000187"
    + " PIN kg CSV PDF milk rye bread"
)
TAXES = (
    TaxLine("A", 1900, 181_512, 34_487, 215_999),
    TaxLine("B", 700, 95_327, 6_673, 102_000),
    TaxLine("C", 0, 12_500, 0, 12_500),
)
METHODS = (
    MethodFigure("cash", 96, 201_499, 3_000),
    MethodFigure("card", 88, 130_000, 0),
    MethodFigure("store_credit", 3, 3_000, 1_000),
)
QUARTERS = tuple(
    QuarterFigure(f"2026-03-03T{7 + n // 2:02d}:{30 * (n % 2):02d}", 8 + n, 8_000 + n * n * 190)
    for n in range(22)
)
FIGURES = ShiftFigures(
    shift_id="shift",
    business_day="2026-03-03",
    opened_by="mia",
    opened_at="2026-03-03T06:45:10.000+00:00",
    currency="EUR",
    first_receipt_no="T1-A000001",
    last_receipt_no="T1-A000187",
    sale_count=184,
    return_count=3,
    item_milli=912_345,
    gross_minor=330_499,
    returned_minor=4_000,
    discount_count=7,
    discount_minor=1_795,
    line_voids=12,
    price_changes=1,
    drawer_openings=2,
    taxes=TAXES,
    methods=METHODS,
    quarters=QUARTERS,
    cashiers=(NameFigure("ada", 120, 210_000), NameFigure("mia", 67, 120_499)),
    discounts=(NameFigure("expiring", 5, 1_295), NameFigure("damaged", 2, 500)),
    cash=(NameFigure("float", 1, 15_000), NameFigure("out", 1, 1_550), NameFigure("drop", 1, 50_000)),
    moves=(NameFigure("out:purchase", 1, 1_550), NameFigure("drop:safe", 1, 50_000)),
)
ABOUT = About("T1", "EUR", 2, AT, 60, "ab12cd34", {"ada": "Ada Lindqvist", "mia": "Mia Müller"})
STORE = StoreFigures(
    first_day="2026-03-01",
    last_day="2026-03-03",
    currency="EUR",
    sale_count=912,
    return_count=14,
    gross_minor=1_912_345,
    returned_minor=23_450,
    foreign_count=2,
    taxes=TAXES,
    methods=METHODS,
    quarters=QUARTERS,
    articles=tuple(
        ArticleFigure(
            f"P-{n:05d}", name, ("Dairy", "Bakery", "Household")[n % 3], "each", 9, 31_000, 91_234 - n * 77
        )
        for n, (name, _) in enumerate(ARTICLES * 4)
    ),
    cashiers=(NameFigure("ada", 500, 1_100_000), NameFigure("mia", 412, 812_345)),
    channels=(NameFigure("till", 800, 1_712_345), NameFigure("online", 112, 200_000)),
    terminals=(NameFigure("T1", 500, 1_000_000), NameFigure("T2", 300, 712_345)),
    tills=(TillFigure("T1", "2026-03-03", AT), TillFigure("T2", "", "2026-03-02T18:00:00.000+00:00")),
)


def view_of(report: Report, **parts: object) -> ReportView:
    """A report as the core shows it."""
    tables = tuple(
        ReportTableView(table.code, table.columns, table.kinds, table.rows, table.bars)
        for table in report.tables
    )
    shown = {"params": dict(report.params), "tables": tables} | parts
    return ReportView(report.kind, "ready", report.title_code, **shown)  # type: ignore[arg-type]


def z_view() -> ReportView:
    """A closed day whose count was off."""
    counted = (Piece(5000, 20), Piece(2000, 30), Piece(100, 12), Piece(50, 3), Piece(1, 14))
    total = sum(piece.face_minor * piece.count for piece in counted)
    closed = ShiftClosed("shift", 42, "mia", total, total + 235, counted, FIGURES, AT)
    return view_of(z_report(closed, ABOUT), exported=PATH)


def store_view() -> ReportView:
    """Three days over two tills, one still open and one silent."""
    about = StoreAbout(2, AT, 60, lambda begins: int(begins[11:13]) + 1, dict(ABOUT.names))
    said = tuple(
        NoticeView(number, "warn", code, dict(params), AT)
        for number, (code, params) in enumerate(store_warnings(STORE))
    )
    return view_of(store_report(STORE, about), warnings=said)


def _approval(right: str, params: dict[str, Param], reason: str = "", wrong: str = "") -> ApprovalView:
    who = PEOPLE[0].name
    return ApprovalView("a1", right, {**params, "wait_s": 58}, (PEOPLE[2],), wrong, who, reason)


def _base(**parts: object) -> RegisterView:
    pieces = ShiftView(True, "2026-03-03", AT, 41, None, usual_pieces(2), CLOSED_DAYS)
    told = {"staff": PEOPLE, "cashier": "Ada Lindqvist", "cashier_id": "ada", "cashier_role": "cashier"}
    return day(three().view(), **({**told, "shift": pieces} | parts))


def _closed(difference: int | None) -> ShiftView:
    return ShiftView(False, "", "", 42, difference, usual_pieces(2))


def counted(start: Start) -> CountFlow:
    """Some faces are counted."""
    flow = CountFlow(start)
    for token in ("0", "0", "0"):
        flow.typed("12", token)
        flow.enter("12", token)
    return flow


def count_ended(start: Start) -> CountFlow:
    """All is counted, and the key was pressed once."""
    flow = counted(start)
    flow.key("counted", "", "0")
    flow.key("close", "", "")
    return flow


def tenders(start: Start) -> ReportFlow:
    """The page of the ways to pay."""
    return _at_page(start, 2, 0)


def articles(start: Start) -> ReportFlow:
    """The page of the articles, sorted by name."""
    return _at_page(start, 5, 1)


def _at_page(start: Start, pages: int, sorts: int) -> ReportFlow:
    flow = ReportFlow(start)
    for _ in range(pages):
        flow.enter("", "")
    for _ in range(sorts):
        flow.key("sort", "", "")
    return flow


def _people_states() -> list[Row]:
    nobody = {"must_sign_in": True, "cashier": "", "cashier_id": "", "cashier_role": ""}
    down = Pressed(Action.DOWN)
    amounts: dict[str, Param] = {"was_minor": 99_999_900, "amount_minor": 88_888_800}
    price: dict[str, Param] = {"name": LONG_NAME, "milli": 1_250_375, "unit": "kg", **amounts}
    basket: dict[str, Param] = {
        "share_bp": 3000,
        "off_minor": 3000,
        "was_minor": 10_000,
        "amount_minor": 7000,
    }
    unchecked: dict[str, Param] = {**price, "receipt_no": "TERMINAL-A00004217"}
    wages: dict[str, Param] = {"amount_minor": 500}
    named: dict[str, Param] = {
        "was_name": LONG_NAME,
        "was_tax_class": "A",
        "tax_class": "B",
        "code": "9520000000011",
    }
    edit: dict[str, Param] = {"name": "Crusty roll", **amounts, **named}
    over: dict[str, Param] = {"counted_minor": 99_999_900, "limit_minor": 500}
    wrong = _approval("price_change", price, "damaged", "pin_locked")
    back = _approval("return_unchecked", unchecked, "changed_mind")
    return [
        ("sign-in", _base(**nobody), typed("1234"), None),
        ("sign-in-many", _base(**nobody, staff=MANY_PEOPLE), (down, down), None),
        ("approval", _base(approval=_approval("cash_out", wages, "wages")), typed("12"), None),
        ("approval-wrong", _base(approval=wrong), (), None),
        ("approval-basket", _base(approval=_approval("discount_large", basket, "complaint")), (), None),
        ("approval-return", _base(approval=back), (), None),
        ("approval-article", _base(approval=_approval("article_edit", edit)), (), None),
        ("approval-close", _base(approval=_approval("close_over_tolerance", over)), (), None),
    ]


def _shift_states() -> list[Row]:
    empty = Maker().view()
    cash = (Pressed(Action.DOWN), *typed("2550"))
    signed = {"staff": PEOPLE, "cashier_id": "ada"}
    return [
        ("shift-closed", day(empty, shift=_closed(-150), **signed), typed("15000"), None),
        ("shift-first", day(empty, shift=_closed(None)), (), None),
        ("manager-day", _base(), (Pressed(Action.MANAGER),), None),
        ("cash-out", _base(), cash, cash_out),
        ("no-sale", _base(), (), NoSaleFlow),
        ("count", _base(), typed("12"), counted),
        ("count-end", _base(), (), count_ended),
    ]


def _report_states() -> list[Row]:
    asked = ReportView("store", "asking", "store_report")
    away = ReportView("store", "away", "store_report", {"reason": "The centre does not answer."})
    x_view = view_of(x_report(FIGURES, ABOUT))
    return [
        ("x-report", _base(report=x_view), (), None),
        ("x-report-tenders", _base(report=x_view), (), tenders),
        ("z-report", _base(report=z_view(), shift=_closed(-235)), (), None),
        ("z-reports", _base(), (), ZReportsFlow),
        ("store-days", _base(), typed("20260301"), StoreDaysFlow),
        ("store-asking", _base(report=asked), (), None),
        ("store-away", _base(report=away), (), None),
        ("store-report", _base(report=store_view()), (), None),
        ("store-articles", _base(report=store_view()), (), articles),
    ]


def day_states() -> list[State]:
    """All of them."""
    rows = (*_people_states(), *_shift_states(), *_report_states())
    return [FlowState(name, view, keys, make, KNOWN) for name, view, keys, make in rows]
