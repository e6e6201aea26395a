"""The tables of X and Z by example."""

from pos_terminal.domain.figures import MethodFigure, QuarterFigure, ShiftFigures
from pos_terminal.domain.reports.catalog import REPORTS
from pos_terminal.domain.reports.shift import About, x_report, z_report
from pos_terminal.domain.reports.table import Cell, Report
from pos_terminal.domain.shift import correct_tender
from tests.shop_days import Day, Goods, busy_day


def rows(report: Report, code: str) -> tuple[tuple[Cell, ...], ...]:
    return next((table.rows for table in report.tables if table.code == code), ())


def hours(*begins: str, offset_minutes: int) -> list[tuple[Cell, ...]]:
    quarters = tuple(QuarterFigure(at, 1, 100) for at in begins)
    about = About("T1", "EUR", 2, offset_minutes=offset_minutes)
    return list(rows(x_report(ShiftFigures(quarters=quarters), about), "hours"))


def test_hours_are_local_and_have_no_gaps() -> None:
    found = hours("2026-11-23T08:45", "2026-11-23T11:00", offset_minutes=60)
    assert found == [("09:00", 1, 100), ("10:00", 0, 0), ("11:00", 0, 0), ("12:00", 1, 100)]


def test_zones_of_half_hours_are_reckoned_by_the_quarter() -> None:
    assert hours("2026-11-23T08:15", "2026-11-23T08:30", offset_minutes=330) == [
        ("13:00", 1, 100),
        ("14:00", 1, 100),
    ]


def test_a_bars_night_goes_on_after_midnight_in_its_order() -> None:
    found = hours("2026-12-31T22:30", "2027-01-01T00:15", offset_minutes=0)
    assert [row[0] for row in found] == ["22:00", "23:00", "00:00"]


def test_a_shift_of_two_days_adds_up_by_the_hour_of_the_day() -> None:
    found = hours("2026-11-23T10:00", "2026-11-24T10:00", "2026-11-24T12:00", offset_minutes=0)
    assert len(found) == 24
    assert found[0] == ("10:00", 2, 200)
    assert found[2] == ("12:00", 1, 100)


def test_a_z_says_what_was_counted_and_what_is_missing() -> None:
    closed = busy_day()
    report = z_report(closed, About("T1", "EUR", 2, names={"anna": "Anna Schäfer"}))
    assert rows(report, "drawer")[-3:] == (
        ("expected", closed.expected_minor),
        ("counted", closed.counted_minor),
        ("difference", -235),
    )
    assert report.params["z_no"] == 42
    assert report.params["closed_by"] == "Anna Schäfer"
    assert sum(int(row[2]) for row in rows(report, "pieces")) == closed.counted_minor


def test_cash_that_came_and_went_stands_by_its_reason() -> None:
    report = z_report(busy_day(), About("T1", "EUR", 2))
    assert rows(report, "moves") == (
        ("cash_out", "flowers", 1, -1550),
        ("cash_in", "change", 1, 5000),
        ("cash_drop", "safe", 1, -30000),
    )


def test_an_x_of_an_empty_shift_has_its_currency_from_the_till() -> None:
    report = x_report(ShiftFigures(), About("T1", "KWD", 3, "2026-11-23T12:00:00.000Z"))
    assert (report.params["currency"], report.params["decimals"]) == ("KWD", 3)
    assert rows(report, "hours") == rows(report, "taxes") == ()


def test_a_corrected_tender_moves_and_nobody_gave_cash_back() -> None:
    day = Day()
    day.sell([Goods(1000)], [("cash", None)])
    day.sell([Goods(500)], [("cash", None)])
    day.correct("cash", "card")
    assert rows(x_report(day.figures, About("T1", "EUR", 2)), "tenders") == (
        ("cash", 1, 1000, 0, 1000),
        ("card", 1, 500, 0, 500),
    )


def test_a_refund_that_was_keyed_wrongly_moves_too() -> None:
    figures = ShiftFigures(methods=(MethodFigure("cash", 3, 1000, 300),))
    assert correct_tender(figures, "cash", "card", -300).methods == (
        MethodFigure("cash", 2, 1000, 0),
        MethodFigure("card", 1, 0, 300),
    )


def test_what_an_earlier_shift_booked_still_balances() -> None:
    assert correct_tender(ShiftFigures(), "cash", "card", 700).methods == (
        MethodFigure("cash", 0, 0, 700),
        MethodFigure("card", 1, 700, 0),
    )


def test_every_kind_of_report_is_in_the_table() -> None:
    assert set(REPORTS) == {"x", "z", "store"}
