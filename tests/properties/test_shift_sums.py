"""Whatever happens in a day, the shift's figures and the report made of them agree to the cent."""

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from pos_terminal.domain.figures import ShiftFigures
from pos_terminal.domain.reports.shift import About, x_report, z_report
from pos_terminal.domain.reports.table import Report, ReportTable
from pos_terminal.domain.tax import Rounding
from tests.shop_days import Day, Goods

ABOUT = About("T1", "EUR", 2, "2026-11-23T12:00:00.000Z", 60)
RATES = (("standard", 1900), ("reduced", 700), ("zero", 0))
METHODS = ("cash", "card", "store_credit")

TenderStep = tuple[str, int | None]


@dataclass(frozen=True)
class Sell:
    """A sale, return or exchange."""

    goods: list[Goods]
    back: list[Goods]
    tenders: list[TenderStep]
    hour: int
    minute: int
    off_minor: int
    cashier: str


@dataclass(frozen=True)
class Move:
    """Cash that is no sale's."""

    kind: str
    amount_minor: int
    reason: str


@dataclass(frozen=True)
class Correct:
    """The last sale was keyed with a wrong method."""

    was: str
    method: str


@dataclass(frozen=True)
class Other:
    """A basket thrown away, or the drawer opened."""

    what: str


def goods_of(price: int, milli: int, rate: tuple[str, int], off_bp: int) -> Goods:
    return Goods(price, milli, rate[0], rate[1], discount_bp=off_bp)


def goods_back(price: int, pieces: int, rate: tuple[str, int], tax_minor: int) -> Goods:
    return Goods(price, -1000 * pieces, rate[0], rate[1], tax_minor=min(tax_minor, price))


GOODS = st.builds(
    goods_of,
    st.integers(0, 20_000),
    st.sampled_from([1000, 1000, 3000, 754, 1]),
    st.sampled_from(RATES),
    st.sampled_from([0, 0, 0, 1000, 3333, 10_000]),
)
BACK = st.builds(
    goods_back, st.integers(0, 9_000), st.integers(1, 3), st.sampled_from(RATES), st.integers(0, 1_000)
)
SELLS = st.builds(
    Sell,
    st.lists(GOODS, max_size=4),
    st.lists(BACK, max_size=2),
    st.lists(st.tuples(st.sampled_from(METHODS), st.none() | st.integers(1, 9_000)), max_size=3),
    st.integers(0, 23),
    st.integers(0, 59),
    st.sampled_from([0, 0, 150]),
    st.sampled_from(["anna", "ben"]),
)
MOVES = st.builds(
    Move, st.sampled_from(["in", "out", "drop"]), st.integers(1, 50_000), st.sampled_from(["", "bank"])
)
CORRECTIONS = st.builds(Correct, st.sampled_from(METHODS), st.sampled_from(METHODS))
OTHERS = st.builds(Other, st.sampled_from(["void", "no_sale"]))
Step = Sell | Move | Correct | Other
STEPS = st.lists(st.one_of(SELLS, SELLS, SELLS, MOVES, CORRECTIONS, OTHERS), min_size=3, max_size=16)


@settings(max_examples=150, deadline=None)
@given(
    STEPS,
    st.booleans(),
    st.sampled_from(["line", "receipt"]),
    st.sampled_from([0, 5, 10]),
    st.integers(0, 30_000),
    st.integers(-500, 500),
)
def test_any_day_adds_up(
    steps: list[Step], included: bool, rounding: Rounding, cash_step: int, float_minor: int, missing: int
) -> None:
    day = Day(included=included, rounding=rounding, cash_step=cash_step)
    day.cash("float", float_minor)
    for step in steps:
        play(day, step)

    check_figures(day.figures)
    check_report(x_report(day.figures, ABOUT), day.figures)
    closed = day.close(missing)
    report = z_report(closed, ABOUT)
    check_report(report, closed.figures)
    drawer = sums(report, "drawer")
    assert drawer["counted"] - drawer["expected"] == drawer["difference"] == missing
    if closed.pieces:
        assert sum(int(row[2]) for row in table(report, "pieces").rows) == drawer["counted"]


def play(day: Day, step: Step) -> None:
    match step:
        case Other(what="void"):
            day.void()
        case Other():
            day.no_sale()
        case Correct(was, method):
            day.correct(was, method)
        case Move(kind, amount_minor, reason):
            day.cash(kind, amount_minor, reason)
        case Sell(goods=[], back=[]):
            return
        case Sell(goods, back, tenders, hour, minute, off_minor, cashier):
            day.sell(
                [*goods, *back],
                tenders,
                at=f"2026-11-23T{hour:02d}:{minute:02d}:00.000Z",
                cashier=cashier,
                basket_off_minor=off_minor if goods else 0,
            )


def check_figures(figures: ShiftFigures) -> None:
    """The sums that must hold whatever was done."""
    assert sum(row.gross_minor for row in figures.taxes) == figures.gross_minor
    assert all(row.net_minor + row.tax_minor == row.gross_minor for row in figures.taxes)
    assert sum(row.net_minor for row in figures.methods) == figures.gross_minor + figures.rounding_minor
    assert all(row.taken_minor >= 0 and row.given_back_minor >= 0 for row in figures.methods)
    assert sum(row.gross_minor for row in figures.quarters) == figures.gross_minor
    assert sum(row.amount_minor for row in figures.cashiers) == figures.gross_minor
    assert sum(row.amount_minor for row in figures.discounts) == figures.discount_minor
    moved = {row.name: row.amount_minor for row in figures.cash}
    cash = sum(row.net_minor for row in figures.methods if row.method == "cash")
    plus, minus = moved.get("float", 0) + moved.get("in", 0), moved.get("out", 0) + moved.get("drop", 0)
    assert figures.cash_expected_minor == plus - minus + cash


def check_report(report: Report, figures: ShiftFigures) -> None:
    """Every table repeats the figures, and adds up by itself."""
    assert all(
        len(row) == len(part.columns) == len(part.kinds) for part in report.tables for row in part.rows
    )
    summary = sums(report, "summary")
    assert summary["sales"] + summary["returns"] == summary["turnover"] == figures.gross_minor
    assert summary["net"] + summary["tax"] == summary["turnover"]
    assert total(report, "taxes", "gross") == figures.gross_minor
    assert total(report, "taxes", "tax") == summary["tax"]
    tenders = table(report, "tenders")
    assert all(int(row[2]) + int(row[3]) == int(row[4]) for row in tenders.rows)
    assert total(report, "tenders", "left") == figures.gross_minor + figures.rounding_minor
    drawer = sums(report, "drawer")
    parts = ("float", "cash_in", "cash_out", "cash_drop", "cash_sales")
    assert sum(drawer[part] for part in parts) == drawer["expected"] == figures.cash_expected_minor
    if figures.moves[1:]:
        moves = total(report, "moves", "amount")
        assert moves == drawer["cash_in"] + drawer["cash_out"] + drawer["cash_drop"]
    if figures.quarters:
        assert total(report, "hours", "amount") == figures.gross_minor
        assert total(report, "hours", "receipts") == sums(report, "counts")["receipts"]
        assert total(report, "cashiers", "amount") == figures.gross_minor


def table(report: Report, code: str) -> ReportTable:
    return next(part for part in report.tables if part.code == code)


def sums(report: Report, code: str) -> dict[str, int]:
    return {str(row[0]): int(row[-1]) for row in table(report, code).rows}


def total(report: Report, code: str, column: str) -> int:
    part = table(report, code)
    return sum(int(row[part.columns.index(column)]) for row in part.rows)
