"""The store report: what all tills and the online store sold in some business days, as tables. Pure.

The figures come from the centre (`adapters/mongo/store_report.py`) by parts, which are added up here.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from pos_terminal.domain.decision import Refused
from pos_terminal.domain.figures import MethodFigure, NameFigure, QuarterFigure
from pos_terminal.domain.reports.table import Cell, Report, ReportTable
from pos_terminal.domain.tax import TaxLine

HOURS = 24
TOP_ARTICLES = 200
MOST_DAYS = 3660


@dataclass(frozen=True, slots=True)
class ArticleFigure:
    """What one article brought, returns taken off.

    milli: thousandths of its unit. amount_minor: after discounts, as prices are (tax included or not).
    """

    product_id: str
    name: str
    category: str
    unit: str
    line_count: int
    milli: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class TillFigure:
    """One till. open_day: business day of its open shift, else empty. seen_at: its newest entry that the
    centre has, UTC ISO 8601, empty where it has none."""

    terminal_id: str
    open_day: str = ""
    seen_at: str = ""


@dataclass(frozen=True, slots=True)
class StoreFigures:
    """All that a store report says; amounts tax included, before cash rounding.

    sale_count, return_count: an exchange counts in both. gross_minor: sales and returns together;
    returned_minor > 0: what of it came back. foreign_count: sales in another currency, which stand in no
    other figure. cashiers, channels, terminals: receipts and gross by id. quarters: UTC.
    """

    first_day: str
    last_day: str
    currency: str
    sale_count: int = 0
    return_count: int = 0
    gross_minor: int = 0
    returned_minor: int = 0
    rounding_minor: int = 0
    foreign_count: int = 0
    taxes: tuple[TaxLine, ...] = ()
    methods: tuple[MethodFigure, ...] = ()
    quarters: tuple[QuarterFigure, ...] = ()
    articles: tuple[ArticleFigure, ...] = ()
    cashiers: tuple[NameFigure, ...] = ()
    channels: tuple[NameFigure, ...] = ()
    terminals: tuple[NameFigure, ...] = ()
    tills: tuple[TillFigure, ...] = ()

    @property
    def categories(self) -> tuple[NameFigure, ...]:
        """Lines and amount by category, the largest first."""
        sums: dict[str, tuple[int, int]] = {}
        for row in self.articles:
            count, minor = sums.get(row.category, (0, 0))
            sums[row.category] = (count + row.line_count, minor + row.amount_minor)
        rows = (NameFigure(name, count, minor) for name, (count, minor) in sums.items())
        return tuple(sorted(rows, key=lambda row: (-row.amount_minor, row.name)))


@dataclass(frozen=True, slots=True)
class StoreAbout:
    """What the report says that the figures do not hold.

    names: staff id to name. offset_minutes: local time less UTC, now. local_hour: the local hour (0 to 23) in
    which a UTC quarter (`2026-11-23T14:15`) begins; summer and winter may both lie in the range.
    """

    decimals: int
    made_at: str = ""
    offset_minutes: int = 0
    local_hour: Callable[[str], int] = lambda begins: int(begins[11:13])
    names: Mapping[str, str] = field(default_factory=dict)


def range_refused(first_day: str, last_day: str) -> Refused | None:
    """Why these cannot be the first and last day of a report; None if they can."""
    try:
        days = (date.fromisoformat(last_day) - date.fromisoformat(first_day)).days
    except ValueError:
        days = -1
    return None if 0 <= days < MOST_DAYS else Refused("report_days_wrong")


def store_report(figures: StoreFigures, about: StoreAbout) -> Report:
    """The report as screen, PDF and CSV take it."""
    params: dict[str, Cell] = {
        "first_day": figures.first_day,
        "last_day": figures.last_day,
        "made_at": about.made_at,
        "currency": figures.currency,
        "decimals": about.decimals,
        "offset_minutes": about.offset_minutes,
        "journal_hash": "",
    }
    return Report("store", "store_report", params, store_tables(figures, about))


def store_tables(figures: StoreFigures, about: StoreAbout) -> tuple[ReportTable, ...]:
    """Its tables; those with nothing to say are left out."""
    always = (_summary(figures), _taxes(figures), _tenders(figures))
    perhaps = (
        _hours(figures, about),
        _named("categories", "category", "lines", figures.categories),
        _articles(figures),
        _named("cashiers", "cashier", "receipts", _with_names(figures.cashiers, about.names)),
        _named("channels", "channel", "receipts", figures.channels, kind="code"),
        _named("terminals", "till", "receipts", figures.terminals),
        _tills(figures),
    )
    return (*always, *(table for table in perhaps if table.rows))


def store_warnings(figures: StoreFigures) -> tuple[tuple[str, dict[str, Cell]], ...]:
    """What the reader must know: codes with parameters.

    `till_open`: more may come from it; `till_silent`: the centre has nothing of it from the last day on;
    `other_currency`: sales that are in no figure.
    """
    found: list[tuple[str, dict[str, Cell]]] = []
    for till in figures.tills:
        if till.open_day:
            found.append(("till_open", {"terminal_id": till.terminal_id, "day": till.open_day}))
        elif till.seen_at[:10] < figures.last_day:
            found.append(("till_silent", {"terminal_id": till.terminal_id, "seen_at": till.seen_at}))
    if figures.foreign_count:
        found.append(("other_currency", {"count": figures.foreign_count, "currency": figures.currency}))
    return tuple(found)


def _summary(figures: StoreFigures) -> ReportTable:
    rows = (
        ("sales", figures.sale_count, figures.gross_minor + figures.returned_minor),
        ("returns", figures.return_count, -figures.returned_minor),
        ("turnover", sum(row.count for row in figures.channels), figures.gross_minor),
        ("net", 0, sum(tax.net_minor for tax in figures.taxes)),
        ("tax", 0, sum(tax.tax_minor for tax in figures.taxes)),
        ("rounding", 0, figures.rounding_minor),
    )
    return ReportTable("summary", ("figure", "count", "amount"), ("code", "count", "money"), rows)


def _taxes(figures: StoreFigures) -> ReportTable:
    return ReportTable(
        "taxes",
        ("tax_class", "rate", "net", "tax", "gross"),
        ("text", "rate", "money", "money", "money"),
        tuple(
            (row.tax_class, row.rate_bp, row.net_minor, row.tax_minor, row.gross_minor)
            for row in sorted(figures.taxes, key=lambda tax: (tax.tax_class, tax.rate_bp))
        ),
    )


def _tenders(figures: StoreFigures) -> ReportTable:
    return ReportTable(
        "tenders",
        ("method", "count", "taken", "given_back", "left"),
        ("code", "count", "money", "money", "money"),
        tuple(
            (row.method, row.count, row.taken_minor, -row.given_back_minor, row.net_minor)
            for row in figures.methods
        ),
        bars=4,
    )


def _hours(figures: StoreFigures, about: StoreAbout) -> ReportTable:
    """By local hour of the day, from the first with a sale to the last, all days together."""
    sums: dict[int, tuple[int, int]] = {}
    for quarter in figures.quarters:
        hour = about.local_hour(quarter.begins) % HOURS
        count, minor = sums.get(hour, (0, 0))
        sums[hour] = (count + quarter.sale_count, minor + quarter.gross_minor)
    span = range(min(sums), max(sums) + 1) if sums else range(0)
    rows = tuple((f"{hour:02d}:00", *sums.get(hour, (0, 0))) for hour in span)
    return ReportTable("hours", ("hour", "receipts", "amount"), ("hour", "count", "money"), rows, bars=2)


def _articles(figures: StoreFigures) -> ReportTable:
    best = sorted(figures.articles, key=lambda row: (-row.amount_minor, row.name, row.product_id))
    return ReportTable(
        "articles",
        ("article", "product_id", "category", "quantity", "unit", "amount"),
        ("text", "text", "text", "milli", "text", "money"),
        tuple(
            (row.name, row.product_id, row.category, row.milli, row.unit, row.amount_minor)
            for row in best[:TOP_ARTICLES]
        ),
    )


def _named(
    code: str, column: str, counted: str, figures: Iterable[NameFigure], kind: str = "text"
) -> ReportTable:
    rows = tuple((row.name, row.count, row.amount_minor) for row in figures)
    return ReportTable(code, (column, counted, "amount"), (kind, "count", "money"), rows, bars=2)


def _with_names(rows: Iterable[NameFigure], names: Mapping[str, str]) -> tuple[NameFigure, ...]:
    return tuple(NameFigure(names.get(row.name) or row.name, row.count, row.amount_minor) for row in rows)


def _tills(figures: StoreFigures) -> ReportTable:
    return ReportTable(
        "tills",
        ("till", "open_day", "seen_at"),
        ("text", "text", "text"),
        tuple((till.terminal_id, till.open_day, till.seen_at) for till in figures.tills),
    )
