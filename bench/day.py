"""A whole day on one till: is the 10,000th sale as quick as the 10th, and how much memory is taken."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Measured
from bench.stage import Stage, environment_on, till_on, x_server
from bench.tendering import Drawer

WINDOW = 100
FIRST_AT = 10
MEMORY_AT = (200, 2_000)


def measure(stage: Stage) -> Iterator[Measured]:
    """Sales of one article, from its scan to the drawer."""
    sales = stage.count(10_000, 300)
    early, late = stage.count(MEMORY_AT[0], 30), stage.count(MEMORY_AT[1], 200)
    times: list[float] = []
    memory: dict[int, float] = {}
    with till_on(stage, "day") as till:
        drawer = Drawer(till)
        for number in range(1, sales + 1):
            began_ns = time.monotonic_ns()
            drawer.sell(stage.codes[number % len(stage.codes)])
            times.append((time.monotonic_ns() - began_ns) / 1e6)
            if number in (early, late):
                memory[number] = till.memory_mb()
    first = times[FIRST_AT - 1 : FIRST_AT - 1 + WINDOW]
    yield Measured(
        "sale_10000_against_10", "ms", times[-WINDOW:], first, f"the day's sales from the {FIRST_AT}th"
    )
    yield Measured("memory_after_2000_sales", "MB", [memory[late]], [bare_window_mb()], "bare PySide6 window")
    yield Measured("memory_growth_from_sale_200", "MB", [memory[late] - memory[early]])


def bare_window_mb() -> float:
    """Resident memory of a bare window's process."""
    script = Path(__file__).with_name("floor_window.py")
    with x_server(1024, 768) as display:
        done = subprocess.run(
            [sys.executable, str(script)],
            env=environment_on(display),
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
    return float(done.stdout.split()[0])
