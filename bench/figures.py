"""What a figure is, what it is to reach, and whether it does. Reads `goals.toml`; measures nothing."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

GOALS_FILE = Path(__file__).with_name("goals.toml")
FEWEST_FOR_P99 = 1_000


@dataclass(frozen=True, slots=True)
class Measured:
    """Samples of one figure and of its floor, both in `unit`. floor_name: what the bare library did."""

    name: str
    unit: str
    samples: Sequence[float]
    floor: Sequence[float] = ()
    floor_name: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """One result that is wanted; to_reach: the words of the goal. Limits are None where there is none."""

    name: str
    figure: str
    to_reach: str
    p50_max: float | None = None
    p99_max: float | None = None
    worst_max: float | None = None
    ratio_max: float | None = None
    samples_min: int = 1


@dataclass(slots=True)
class Result:
    """A row of results.json, and what the table in the documentation adds to it."""

    name: str
    unit: str
    samples: int
    p50: float | None
    p99: float | None
    floor_p50: float | None
    ratio: float | None
    goal: str
    met: bool
    floor_name: str = ""
    reasons: list[str] = field(default_factory=list)

    def as_row(self) -> dict[str, Any]:
        """The fields of results.json."""
        names = ("name", "unit", "samples", "p50", "p99", "floor_p50", "ratio", "goal", "met")
        return {name: getattr(self, name) for name in names}


def read_goals(path: Path = GOALS_FILE) -> list[Goal]:
    """All results that are wanted, in the order of the file."""
    goals = []
    for figure in tomllib.loads(path.read_text(encoding="utf-8"))["figure"]:
        words = {"figure": figure["figure"], "to_reach": figure["to_reach"]}
        goals += [Goal(**row, **words) for row in figure["result"]]
    return goals


def percentile(samples: Sequence[float], percent: float) -> float:
    """Nearest rank: the smallest sample that so many percent do not exceed."""
    ordered = sorted(samples)
    rank = -(-len(ordered) * percent // 100)
    return ordered[max(0, min(len(ordered), int(rank)) - 1)]


def judge(goal: Goal, measured: Measured | None, reason: str = "") -> Result:
    """The result for a goal; a missing figure is not met."""
    if measured is None or not measured.samples:
        missing = [reason or "was not measured"]
        return Result(goal.name, "", 0, None, None, None, None, goal.to_reach, False, reasons=missing)
    p50, p99 = percentile(measured.samples, 50), percentile(measured.samples, 99)
    floor_p50 = percentile(measured.floor, 50) if measured.floor else None
    ratio = p50 / floor_p50 if floor_p50 else None
    reasons = []
    for name, value, limit in (
        ("p50", p50, goal.p50_max),
        ("p99", p99, goal.p99_max),
        ("worst", max(measured.samples), goal.worst_max),
        ("ratio", ratio, goal.ratio_max),
    ):
        if limit is not None and (value is None or value > limit):
            reasons.append(
                f"{name} is {'missing' if value is None else f'{value:.3g}'}, at most {limit:g} is wanted"
            )
    fewest = max(goal.samples_min, FEWEST_FOR_P99 if goal.p99_max is not None else 1)
    if len(measured.samples) < fewest:
        reasons.append(f"{len(measured.samples)} samples, {fewest} are needed")
    return Result(
        goal.name,
        measured.unit,
        len(measured.samples),
        round(p50, 4),
        round(p99, 4),
        None if floor_p50 is None else round(floor_p50, 4),
        None if ratio is None else round(ratio, 3),
        goal.to_reach,
        not reasons,
        measured.floor_name,
        reasons,
    )


def table(results: Sequence[Result]) -> str:
    """The results as a Markdown table."""
    rows = [
        "| figure | samples | p50 | p99 | floor p50 | ratio | to reach | met |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in results:
        unit = f" {row.unit}" if row.unit else ""
        shown = [
            "" if value is None else f"{value:.3g}{unit if index < 3 else 'x'}"
            for index, value in enumerate((row.p50, row.p99, row.floor_p50, row.ratio))
        ]
        verdict = "yes" if row.met else f"no: {'; '.join(row.reasons)}"
        name = row.name.replace("_", " ")
        rows.append(f"| {name} | {row.samples:,} | {' | '.join(shown)} | {row.goal} | {verdict} |")
    return "\n".join(rows)
