"""X and Z: what one shift's figures say, as tables. Pure.

Nothing is reckoned anew here that the figures hold already; a table only puts them in order. What left the
drawer or the turnover stands below zero, so that a column of amounts adds up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from pos_terminal.domain.day_events import ShiftClosed
from pos_terminal.domain.figures import QuarterFigure, ShiftFigures
from pos_terminal.domain.money import round_half_up
from pos_terminal.domain.payments.methods import METHODS
from pos_terminal.domain.reports.table import Cell, Report, ReportTable

HOURS = 24
_DRAWER = (("float", "float", 1), ("in", "cash_in", 1), ("out", "cash_out", -1), ("drop", "cash_drop", -1))


@dataclass(frozen=True, slots=True)
class About:
    """What a report says that the figures do not hold.

    made_at: UTC ISO 8601, for an X. names: staff id to name, the id stands where there is none.
    offset_minutes: local time less UTC. journal_hash: of the closing event, or of the journal's head.
    currency, decimals: where nothing was sold yet.
    """

    terminal_id: str
    currency: str
    decimals: int
    made_at: str = ""
    offset_minutes: int = 0
    journal_hash: str = ""
    names: Mapping[str, str] = field(default_factory=dict)

    def name(self, staff_id: str) -> str:
        """Somebody's name."""
        return self.names.get(staff_id) or staff_id


def x_report(figures: ShiftFigures, about: About) -> Report:
    """The open shift so far."""
    params = {**_head(figures, about), "made_at": about.made_at, **_tail(figures, about)}
    return Report("x", "x_report", params, _tables(figures, about, _drawer(figures)))


def z_report(closed: ShiftClosed, about: About) -> Report:
    """A closed shift, exactly as it was told when it was closed."""
    figures = closed.figures
    params: dict[str, Cell] = {
        "z_no": closed.z_no,
        **_head(figures, about),
        "closed_by": about.name(closed.cashier),
        "closed_at": closed.closed_at,
        **_tail(figures, about),
    }
    counted = (
        ("counted", closed.counted_minor),
        ("difference", closed.counted_minor - closed.expected_minor),
    )
    rows = (*_drawer(figures)[:-1], ("expected", closed.expected_minor), *counted)
    pieces = ReportTable(
        "pieces",
        ("face", "count", "amount"),
        ("money", "count", "money"),
        tuple((piece.face_minor, piece.count, piece.face_minor * piece.count) for piece in closed.pieces),
    )
    tables = _tables(figures, about, rows)
    return Report("z", "z_report", params, (*tables, pieces) if closed.pieces else tables)


def _head(figures: ShiftFigures, about: About) -> dict[str, Cell]:
    return {
        "terminal_id": about.terminal_id,
        "business_day": figures.business_day,
        "opened_by": about.name(figures.opened_by),
        "opened_at": figures.opened_at,
    }


def _tail(figures: ShiftFigures, about: About) -> dict[str, Cell]:
    return {
        "first_receipt": figures.first_receipt_no,
        "last_receipt": figures.last_receipt_no,
        "currency": figures.currency or about.currency,
        "decimals": figures.decimals if figures.currency else about.decimals,
        "offset_minutes": about.offset_minutes,
        "journal_hash": about.journal_hash,
    }


def _tables(
    figures: ShiftFigures, about: About, drawer: tuple[tuple[str, int], ...]
) -> tuple[ReportTable, ...]:
    """Those that always are there, and those that have something to say."""
    always = (
        _summary(figures),
        _taxes(figures),
        _tenders(figures),
        ReportTable("drawer", ("figure", "amount"), ("code", "money"), drawer),
    )
    perhaps = (
        _moves(figures),
        _hours(figures, about),
        _cashiers(figures, about),
        _discounts(figures),
        _unfiled(figures),
    )
    return (*always, *(table for table in perhaps if table.rows), _counts(figures))


def _summary(figures: ShiftFigures) -> ReportTable:
    rows = (
        ("sales", figures.gross_minor + figures.returned_minor),
        ("returns", -figures.returned_minor),
        ("turnover", figures.gross_minor),
        ("net", sum(tax.net_minor for tax in figures.taxes)),
        ("tax", sum(tax.tax_minor for tax in figures.taxes)),
        ("rounding", figures.rounding_minor),
        ("discounts_given", figures.discount_minor),
    )
    return ReportTable("summary", ("figure", "amount"), ("code", "money"), rows)


def _taxes(figures: ShiftFigures) -> ReportTable:
    return ReportTable(
        "taxes",
        ("tax_class", "rate", "net", "tax", "gross"),
        ("text", "rate", "money", "money", "money"),
        tuple(
            (row.tax_class, row.rate_bp, row.net_minor, row.tax_minor, row.gross_minor)
            for row in sorted(figures.taxes, key=lambda tax: (tax.tax_class, tax.rate_bp))
        ),
    )


def _tenders(figures: ShiftFigures) -> ReportTable:
    return ReportTable(
        "tenders",
        ("method", "count", "taken", "given_back", "left"),
        ("code", "count", "money", "money", "money"),
        tuple(
            (row.method, row.count, row.taken_minor, -row.given_back_minor, row.net_minor)
            for row in sorted(figures.methods, key=lambda row: _place(row.method))
        ),
        bars=4,
    )


def _place(method: str) -> int:
    """Ways to pay stand in the order of their table."""
    names = tuple(METHODS)
    return names.index(method) if method in names else len(names)


def _drawer(figures: ShiftFigures) -> tuple[tuple[str, int], ...]:
    moved = {row.name: row.amount_minor for row in figures.cash}
    rows = tuple((code, sign * moved.get(kind, 0)) for kind, code, sign in _DRAWER)
    sold = sum(row.net_minor for row in figures.methods if row.method == "cash")
    return (*rows, ("cash_sales", sold), ("expected", figures.cash_expected_minor))


def _moves(figures: ShiftFigures) -> ReportTable:
    """Each reason of cash that came and went; the float has none and stands in the drawer's table."""
    codes = {kind: (code, sign) for kind, code, sign in _DRAWER if kind != "float"}
    rows = []
    for move in figures.moves:
        kind, _, reason = move.name.partition(":")
        if kind in codes:
            code, sign = codes[kind]
            rows.append((code, reason, move.count, sign * move.amount_minor))
    return ReportTable(
        "moves", ("kind", "reason", "count", "amount"), ("code", "code", "count", "money"), tuple(rows)
    )


def _hours(figures: ShiftFigures, about: About) -> ReportTable:
    """By local hour from the first to the last, those without a sale too; past midnight goes on below."""
    first = min((_hour(quarter, about) for quarter in figures.quarters), default=0)
    last = max((_hour(quarter, about) for quarter in figures.quarters), default=-1)
    sums = {hour % HOURS: (0, 0) for hour in range(first, min(last, first + HOURS - 1) + 1)}
    for quarter in figures.quarters:
        hour = _hour(quarter, about) % HOURS
        count, minor = sums[hour]
        sums[hour] = (count + quarter.sale_count, minor + quarter.gross_minor)
    rows = tuple((f"{hour:02d}:00", count, minor) for hour, (count, minor) in sums.items())
    return ReportTable("hours", ("hour", "receipts", "amount"), ("hour", "count", "money"), rows, bars=2)


def _hour(quarter: QuarterFigure, about: About) -> int:
    """Local hours since a day long ago; only their order and what is left by 24 mean anything."""
    begins = datetime.fromisoformat(quarter.begins)
    minutes = (begins.toordinal() * HOURS + begins.hour) * 60 + begins.minute
    return (minutes + about.offset_minutes) // 60


def _cashiers(figures: ShiftFigures, about: About) -> ReportTable:
    return ReportTable(
        "cashiers",
        ("cashier", "receipts", "amount"),
        ("text", "count", "money"),
        tuple((about.name(row.name), row.count, row.amount_minor) for row in figures.cashiers),
    )


def _discounts(figures: ShiftFigures) -> ReportTable:
    return ReportTable(
        "discounts",
        ("reason", "count", "taken_off"),
        ("code", "count", "money"),
        tuple((row.name, row.count, row.amount_minor) for row in figures.discounts),
    )


def _unfiled(figures: ShiftFigures) -> ReportTable:
    return ReportTable(
        "unfiled",
        ("article", "count", "amount"),
        ("text", "count", "money"),
        tuple((row.name, row.count, row.amount_minor) for row in figures.unfiled),
    )


def _counts(figures: ShiftFigures) -> ReportTable:
    rows = (
        ("receipts", sum(row.count for row in figures.cashiers)),
        ("sales", figures.sale_count),
        ("returns", figures.return_count),
        ("items", round_half_up(Fraction(figures.item_milli, 1000))),
        ("discounts_given", figures.discount_count),
        ("line_voids", figures.line_voids),
        ("sale_voids", figures.sale_voids),
        ("price_changes", figures.price_changes),
        ("no_sales", figures.drawer_openings),
    )
    return ReportTable("counts", ("figure", "count"), ("code", "count"), rows)
