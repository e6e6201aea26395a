"""The store report's tables and warnings from its figures."""

import pytest

from pos_terminal.domain.figures import MethodFigure, NameFigure, QuarterFigure
from pos_terminal.domain.reports.store import (
    ArticleFigure,
    StoreAbout,
    StoreFigures,
    TillFigure,
    range_refused,
    store_report,
    store_warnings,
)
from pos_terminal.domain.reports.table import ReportTable
from pos_terminal.domain.tax import TaxLine

FIGURES = StoreFigures(
    "2026-11-22",
    "2026-11-23",
    "EUR",
    sale_count=3,
    return_count=1,
    gross_minor=900,
    returned_minor=100,
    rounding_minor=-1,
    foreign_count=2,
    taxes=(TaxLine("B", 700, 93, 7, 100), TaxLine("A", 1900, 672, 128, 800)),
    methods=(MethodFigure("card", 1, 400, 0), MethodFigure("cash", 3, 600, 100)),
    quarters=(
        QuarterFigure("2026-11-22T22:45", 1, 400),
        QuarterFigure("2026-11-23T08:00", 1, 300),
        QuarterFigure("2026-11-23T08:45", 2, 200),
    ),
    articles=(
        ArticleFigure("p1", "Pear", "fruit", "kg", 2, 1250, 300),
        ArticleFigure("p2", "Apple", "fruit", "each", 1, 1000, 200),
        ArticleFigure("p3", "Milk", "dairy", "each", 1, 4000, 400),
    ),
    cashiers=(NameFigure("ada", 4, 900),),
    channels=(NameFigure("online", 1, 400), NameFigure("till", 3, 500)),
    terminals=(NameFigure("T1", 3, 500),),
    tills=(
        TillFigure("T1", "2026-11-23", "2026-11-23T18:00:00.000Z"),
        TillFigure("T2", "", "2026-11-22T18:00:00.000Z"),
        TillFigure("T3", "", "2026-11-23T01:00:00.000Z"),
        TillFigure("T4"),
    ),
)


def tables(figures: StoreFigures = FIGURES, about: StoreAbout | None = None) -> dict[str, ReportTable]:
    return {table.code: table for table in store_report(figures, about or StoreAbout(2)).tables}


def test_every_row_has_a_cell_for_every_column() -> None:
    for table in tables().values():
        assert len(table.kinds) == len(table.columns)
        assert all(len(row) == len(table.columns) for row in table.rows), table.code
        assert table.bars < len(table.columns)


def test_the_amounts_add_up_from_table_to_table() -> None:
    made = tables()
    summary = {row[0]: row[2] for row in made["summary"].rows}
    assert summary["sales"] == 1000
    assert summary["returns"] == -100
    assert summary["turnover"] == summary["net"] + summary["tax"] == 900  # type: ignore[operator]
    for code, column in (("taxes", 4), ("tenders", 4), ("hours", 2), ("categories", 2), ("channels", 2)):
        assert sum(int(row[column]) for row in made[code].rows) == 900, code


def test_hours_are_local_and_of_all_days_together() -> None:
    # given a shop an hour ahead of UTC
    about = StoreAbout(2, local_hour=lambda begins: (int(begins[11:13]) + 1) % 24)

    # when
    rows = tables(about=about)["hours"].rows

    # then
    assert rows[0] == ("09:00", 3, 500)
    assert rows[-1] == ("23:00", 1, 400)
    assert rows[1:-1] == tuple((f"{hour:02d}:00", 0, 0) for hour in range(10, 23))


def test_the_largest_stand_first() -> None:
    made = tables()
    assert [row[0] for row in made["categories"].rows] == ["fruit", "dairy"]
    assert made["articles"].rows[0] == ("Milk", "p3", "dairy", 4000, "each", 400)
    assert [row[0] for row in made["articles"].rows] == ["Milk", "Pear", "Apple"]


def test_at_most_two_hundred_articles() -> None:
    many = tuple(ArticleFigure(f"p{n}", f"A{n}", "", "each", 1, 1000, n) for n in range(500))
    rows = tables(StoreFigures("2026-11-23", "2026-11-23", "EUR", articles=many))["articles"].rows
    assert (len(rows), rows[0][1], rows[-1][1]) == (200, "p499", "p300")


def test_a_cashier_has_a_name_where_it_is_known() -> None:
    assert tables(about=StoreAbout(2, names={"ada": "Ada L."}))["cashiers"].rows[0][0] == "Ada L."
    assert tables()["cashiers"].rows[0][0] == "ada"


def test_tills_that_are_open_or_silent_are_named() -> None:
    assert store_warnings(FIGURES) == (
        ("till_open", {"terminal_id": "T1", "day": "2026-11-23"}),
        ("till_silent", {"terminal_id": "T2", "seen_at": "2026-11-22T18:00:00.000Z"}),
        ("till_silent", {"terminal_id": "T4", "seen_at": ""}),
        ("other_currency", {"count": 2, "currency": "EUR"}),
    )


def test_nothing_sold_is_a_report_too() -> None:
    empty = StoreFigures("2026-11-23", "2026-11-23", "EUR")
    assert list(tables(empty)) == ["summary", "taxes", "tenders"]
    assert store_warnings(empty) == ()


@pytest.mark.parametrize(
    ("first", "last", "fits"),
    [
        ("2026-11-01", "2026-11-30", True),
        ("2026-11-30", "2026-11-30", True),
        ("2026-11-30", "2026-11-01", False),
        ("2026-11-31", "2026-12-01", False),
        ("", "", False),
        ("2010-01-01", "2026-01-01", False),
    ],
)
def test_which_days_can_be_reported(first: str, last: str, fits: bool) -> None:
    assert (range_refused(first, last) is None) is fits
