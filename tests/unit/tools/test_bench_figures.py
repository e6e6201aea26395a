"""Whether a figure reaches its goal: missing figures and thin percentiles never do."""

import json
from pathlib import Path

import pytest

from bench.figures import Goal, Measured, judge, percentile, read_goals, table
from bench.flood import bare_pty, mixed, wrong_scans
from bench.run import BEGIN, END, write_page
from bench.stage import make_catalogue, sample_codes, with_check_digit
from tools.control_client import Line, Totals, View

GOAL = Goal("scan", "a figure", "p50 ≤ 10 ms, p99 ≤ 25 ms", p50_max=10, p99_max=25, ratio_max=1.6)


@pytest.mark.parametrize(("percent", "expected"), [(50, 2), (99, 4), (100, 4), (25, 1), (26, 2)])
def test_percentiles_are_by_nearest_rank(percent: float, expected: float) -> None:
    assert percentile([4, 2, 1, 3], percent) == expected


def test_a_goal_is_met_with_samples_enough_within_its_limits() -> None:
    result = judge(GOAL, Measured("scan", "ms", [8.0] * 1_000, [6.0] * 10))

    assert result.met
    assert result.as_row() == {
        "name": "scan",
        "unit": "ms",
        "samples": 1_000,
        "p50": 8.0,
        "p99": 8.0,
        "floor_p50": 6.0,
        "ratio": 1.333,
        "goal": "p50 ≤ 10 ms, p99 ≤ 25 ms",
        "met": True,
    }
    assert json.loads(json.dumps(result.as_row())) == result.as_row()


@pytest.mark.parametrize(
    ("measured", "reason"),
    [
        (None, "was not measured"),
        (Measured("scan", "ms", []), "was not measured"),
        (Measured("scan", "ms", [8.0] * 999, [6.0]), "999 samples, 1000 are needed"),
        (Measured("scan", "ms", [8.0] * 980 + [26.0] * 20, [6.0]), "p99 is 26, at most 25 is wanted"),
        (Measured("scan", "ms", [11.0] * 1_000, [10.0]), "p50 is 11, at most 10 is wanted"),
        (Measured("scan", "ms", [8.0] * 1_000, [4.0]), "ratio is 2, at most 1.6 is wanted"),
        (Measured("scan", "ms", [8.0] * 1_000), "ratio is missing, at most 1.6 is wanted"),
    ],
)
def test_a_goal_is_not_met(measured: Measured | None, reason: str) -> None:
    result = judge(GOAL, measured)

    assert not result.met
    assert result.reasons == [reason]


def test_every_wanted_result_has_a_limit_and_a_name_of_its_own() -> None:
    goals = read_goals()

    assert len({goal.name for goal in goals}) == len(goals) == 29
    for goal in goals:
        assert {goal.p50_max, goal.p99_max, goal.worst_max, goal.ratio_max} != {None}, goal.name


def test_the_table_goes_between_its_marks(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text(f"# Figures\n{BEGIN}\nold\n{END}\nNotes\n", encoding="utf-8")

    write_page(page, table([judge(GOAL, Measured("scan", "ms", [8.0] * 1_000, [6.0]))]))

    text = page.read_text(encoding="utf-8")
    assert "old" not in text
    assert "| scan | 1,000 | 8 ms | 8 ms | 6 ms | 1.33x | p50 ≤ 10 ms, p99 ≤ 25 ms | yes |" in text
    assert text.endswith(f"{END}\nNotes\n")


def test_lost_doubled_and_misread_scans_are_counted() -> None:
    sent = ["a", "b", "b", "c"]

    assert wrong_scans(sent, _basket(a=1, b=2, c=1)) == 0
    assert wrong_scans(sent, _basket(a=1, b=1, c=1)) == 1, "lost"
    assert wrong_scans(sent, _basket(a=1, b=3, c=1)) == 1, "doubled"
    assert wrong_scans(sent, _basket(a=1, b=2, d=1)) == 2, "misread: one lost, one too many"


def test_a_bare_pty_loses_nothing() -> None:
    codes = [code for code, _ in zip(mixed(["4006381333931", "9520000000004"]), range(50), strict=False)]

    assert set(codes) == {"4006381333931", "9520000000004"}
    assert bare_pty(codes) == 0


def test_a_made_catalogue_has_right_codes(tmp_path: Path) -> None:
    path = tmp_path / "articles.csv"

    make_catalogue(path, 20)

    codes = sample_codes(path, 100)
    assert len(set(codes)) == 20
    assert all(code.startswith("952") and with_check_digit(code[:12]) == code for code in codes)
    assert with_check_digit("400638133393") == "4006381333931"


def _basket(**pieces: int) -> View:
    lines = tuple(Line(code, code, code, count * 1000, 100, 100 * count) for code, count in pieces.items())
    return View(1, "sale", Totals(0, 0, 0, 0, 0), lines, None, None, (), "", True)
