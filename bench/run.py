"""Measures every figure of goals.toml next to a floor taken in the same run, and says which goals are met.

`make bench` (QUICK=1: fewer samples, at most 3 minutes). CATALOG is an article list with the columns gtin and
name; without it one of the same size is made. Writes bench/results.json and the table in docs/performance.md.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # so that `python3 bench/run.py` works as well as `-m bench.run`

from bench import (  # noqa: E402
    day,
    flood,
    importing,
    lookups,
    painting,
    papers,
    parsing,
    scanners,
    starting,
    tendering,
)
from bench.figures import Measured, judge, read_goals, table  # noqa: E402
from bench.stage import (  # noqa: E402
    ARTICLES,
    Stage,
    import_catalogue,
    make_catalogue,
    product_ids_of,
    sample_codes,
)

RESULTS = ROOT / "bench" / "results.json"
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- table: make bench -->", "<!-- end of table -->"
CODES = 3_000

Figure = Callable[[Stage], Iterator[Measured]]
FIGURES: dict[str, Figure] = {
    "painting": painting.measure,
    "lookups": lookups.measure,
    "parsing": parsing.measure,
    "starting": starting.measure,
    "tendering": tendering.measure,
    "scanners": scanners.measure,
    "papers": papers.measure,
    "importing": importing.measure,
    "flood": flood.measure,
    "day": day.measure,
}


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0 when every wanted figure was measured; whether goals are met stands in the results."""
    parser = argparse.ArgumentParser(description="Measure the figures of bench/goals.toml.")
    parser.add_argument("catalogue", type=Path, nargs="?", help="article list (gtin, name), CSV or CSV.gz")
    parser.add_argument("--quick", action="store_true", help="few samples, to see that everything runs")
    parser.add_argument(
        "--only", choices=sorted(FIGURES), action="append", help="measure only this; repeatable"
    )
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        stage = set_up(Path(folder), options.catalogue, options.quick)
        measured, failures = measure_all(stage, options.only or list(FIGURES))
    results = [judge(goal, measured.get(goal.name), "; ".join(failures)) for goal in read_goals()]
    RESULTS.write_text(json.dumps([row.as_row() for row in results], indent=1) + "\n", encoding="utf-8")
    shown = table(results)
    if not options.quick and not options.only:
        write_page(PAGE, shown)
    print(shown)
    print(f"bench: {sum(row.met for row in results)} of {len(results)} goals met")
    return 1 if failures else 0


def set_up(folder: Path, catalogue: Path | None, quick: bool) -> Stage:
    """The catalogue, imported once, and a sample of its codes."""
    if catalogue is None:
        catalogue = folder / "articles.csv"
        make_catalogue(catalogue, ARTICLES)
    imported = import_catalogue(folder, catalogue)
    codes = sample_codes(catalogue, CODES)
    return Stage(folder, quick, catalogue, imported, codes, product_ids_of(imported, codes))


def measure_all(stage: Stage, names: list[str]) -> tuple[dict[str, Measured], list[str]]:
    """Every figure by name; one that fails leaves the others alone."""
    measured: dict[str, Measured] = {}
    failures = []
    for name in names:
        began = time.monotonic()
        try:
            for found in FIGURES[name](stage):
                measured[found.name] = found
        except Exception as error:  # noqa: BLE001 - a figure that cannot be taken is a goal that is not met
            traceback.print_exc()
            failures.append(f"{name}: {error}".splitlines()[0])
        print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return measured, failures


def write_page(page: Path, shown: str) -> None:
    """Put the table between its two marks."""
    text = page.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    page.write_text(f"{head}{BEGIN}\nMeasured on {machine}.\n\n{shown}\n{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
