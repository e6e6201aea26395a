"""Final tender to drawer: the sale is durable and the pulse has arrived at the printer; also behind a long
receipt, and
with 5 ms added to every fsync.

From just before the tender is written to the control socket until the printer has read the drawer's bytes.
"""

import json
import os
import queue
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench.figures import Measured
from bench.stage import MeasuredTill, Stage, till_on
from tools.paper_server import Pulse

LONG_RECEIPT_LINES = 300
PULSE_TIMEOUT_S = 10.0
PAUSE_S = 0.01


def measure(stage: Stage) -> Iterator[Measured]:
    """Four figures: plain and behind a long receipt, on this disk and on a slow one."""
    slow = slow_fsync(stage.folder)
    for suffix, environment in (("", {}), ("_slow_fsync", slow)):
        floor = bare_append(stage, environment)
        with till_on(stage, f"tender{suffix}", environment=environment) as till:
            drawer = Drawer(till)
            for name, receipt_no in (
                ("tender_to_drawer", ""),
                ("tender_to_drawer_behind_300_lines", _long_receipt(till, stage)),
            ):
                count = stage.count(1_000, 60)
                samples = [drawer.sell(stage.codes[number], receipt_no) for number in range(count)]
                yield Measured(
                    name + suffix, "ms", samples, floor, "bare SQLite commit with fsync, then 5 bytes by TCP"
                )


class Drawer:
    """Waits for the pulses that arrive at the printer."""

    def __init__(self, till: MeasuredTill) -> None:
        self._till = till
        self._pulses: queue.SimpleQueue[Pulse] = queue.SimpleQueue()
        till.rig.paper.on_pulse = self._pulses.put

    def sell(self, code_text: str, queued_receipt: str = "") -> float:
        """Sell one article; milliseconds from the tender to the pulse. queued_receipt: a copy of it is asked
        for first.
        """
        control = self._till.rig.control
        self._till.scan_and_wait(code_text)
        control.send("StartPayment")
        if queued_receipt:
            control.send("ReprintReceipt", receipt_no=queued_receipt)
        while not self._pulses.empty():
            self._pulses.get()
        began_ns = time.monotonic_ns()
        control.send("TakeTender", tender="cash", amount_minor=None)
        pulse = self._pulses.get(timeout=PULSE_TIMEOUT_S)
        time.sleep(PAUSE_S)
        return (pulse.at_ns - began_ns) / 1e6


def slow_fsync(folder: Path) -> dict[str, str]:
    """The environment that slows a program's fsyncs down. Raises RuntimeError without a C compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        raise RuntimeError("There is no C compiler for the slow fsync; install the package gcc.")
    library = folder / "slow_fsync.so"
    source = Path(__file__).with_name("slow_fsync.c")
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"], check=True, timeout=60
    )
    return {"LD_PRELOAD": str(library)}


def bare_append(stage: Stage, environment: Mapping[str, str]) -> list[float]:
    """The floor, in a process of its own because of the preloaded library."""
    script = Path(__file__).with_name("floor_append.py")
    words = [sys.executable, str(script), str(stage.folder), str(stage.count(1_000, 100))]
    done = subprocess.run(
        words, env={**os.environ, **environment}, capture_output=True, text=True, check=True, timeout=120
    )
    found: list[float] = json.loads(done.stdout)
    return found


def _long_receipt(till: MeasuredTill, stage: Stage) -> str:
    """Sell 300 lines; answers the receipt's number."""
    for code_text in stage.codes[:LONG_RECEIPT_LINES]:
        till.scan_and_wait(code_text)
    till.pay()
    return till.rig.control.view().receipt_no
