"""Scan to paint, in two sizes of window; and whether the time for a line grows with the lines before it."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.figures import Measured
from bench.stage import MeasuredTill, Stage, environment_on, till_on, x_server

SIZES = ((1024, 768), (1920, 1080))
LINES_A_SALE = 40
LONG_SALES = (1, 100, 675)
PAUSE_S = 0.015


def measure(stage: Stage) -> Iterator[Measured]:
    """Both sizes; in the smaller one the long sales, too."""
    for width, height in SIZES:
        floor = bare_table(width, height, stage.count(1_000, 200), LINES_A_SALE)
        with till_on(stage, f"paint{width}", width=width, height=height) as till:
            samples = scans(till, stage.codes, stage.count(1_200, 150), LINES_A_SALE)
            name = f"scan_to_paint_{width}x{height}"
            yield Measured(name, "ms", samples, floor, "bare QTableView: insert, scroll, paint")
            if (width, height) == SIZES[0]:
                yield from long_sales(till, stage)


def scans(till: MeasuredTill, codes: Sequence[str], count: int, lines_a_sale: int) -> list[float]:
    """Times of so many scans of different articles, paid whenever the basket is full."""
    samples = []
    for number in range(count):
        samples.append(till.scan_and_wait(codes[number % len(codes)]))
        if (number + 1) % lines_a_sale == 0:
            till.pay()
        time.sleep(PAUSE_S)
    if count % lines_a_sale:
        till.pay()
    return samples


def long_sales(till: MeasuredTill, stage: Stage) -> Iterator[Measured]:
    """The same articles in sales of 1, 100 and 675 lines; floor: the sale of one line."""
    wanted = stage.count(1_000, 100)
    times = {lines: scans(till, stage.codes, _whole_sales(lines, wanted), lines) for lines in LONG_SALES}
    for lines in LONG_SALES[1:]:
        name = f"time_per_line_{lines}_against_1"
        yield Measured(name, "ms", times[lines], times[LONG_SALES[0]], "the same in sales of one line")


def _whole_sales(lines: int, wanted: int) -> int:
    """How many scans make whole sales of that many lines, at least so many."""
    return -(-wanted // lines) * lines


def bare_table(width: int, height: int, samples: int, rows: int) -> list[float]:
    """What a bare table view of that size takes, in an X server of its own."""
    script = Path(__file__).with_name("floor_table.py")
    words = [sys.executable, str(script), *map(str, (width, height, samples, rows))]
    with x_server(width, height) as display:
        done = subprocess.run(
            words, env=environment_on(display), capture_output=True, text=True, check=True, timeout=120
        )
    found: list[float] = json.loads(done.stdout)
    return found
