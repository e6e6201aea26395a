"""Start to ready-to-scan with the embedded servers, warm and with the kernel's caches dropped.

From the start of the process until the control socket shows scanner, stock and centre well; then one scan
must arrive. Floor: a bare window, while the same two servers are started bare and asked until they answer.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.figures import Measured
from bench.stage import Stage, environment_on, x_server
from tools.proof_rig import ProofRig
from tools.store_servers import StoreServers
from tools.till_process import TillSettings, wait_ready

DROP_CACHES = Path("/proc/sys/vm/drop_caches")
SUBJECTS = ("scanner", "stock", "centre")


def measure(stage: Stage) -> Iterator[Measured]:
    """The first start of a till makes its folders and does not count."""
    folder = stage.folder / "start"
    settings = TillSettings(folder / "till", embedded=True)
    settings.data_folder.mkdir(parents=True)
    os.link(stage.imported, settings.data_folder / "catalogue.sqlite")
    with x_server(1024, 768) as display:
        rig = ProofRig(folder, settings=settings, environment=display, with_stores=False)
        with rig:
            _start_s(rig, stage.codes[0])
            warm = [_start_s(rig, stage.codes[0]) for _ in range(stage.count(10, 2))]
            floor = [_bare_start_s(stage.folder / "bare", display) for _ in range(stage.count(5, 2))]
            yield Measured("start_warm", "s", warm, floor, "bare window and servers")
            cold, cold_floor = [], []
            for _ in range(stage.count(5, 1)):
                drop_caches()
                cold.append(_start_s(rig, stage.codes[0]))
                drop_caches()
                cold_floor.append(_bare_start_s(stage.folder / "bare", display))
            yield Measured("start_caches_dropped", "s", cold, cold_floor, "bare window and servers")
    shutil.rmtree(folder)


def drop_caches() -> None:
    """Make the kernel forget what it read. Raises PermissionError where this is not root."""
    os.sync()
    DROP_CACHES.write_text("3\n")


def _start_s(rig: ProofRig, code_text: str) -> float:
    """One start, and its end."""
    return _timed(
        lambda: wait_ready(rig.start(ready=False), subjects=SUBJECTS), lambda: _scan_and_stop(rig, code_text)
    )


def _scan_and_stop(rig: ProofRig, code_text: str) -> None:
    before = rig.control.view().totals.item_milli
    rig.scanner.scan(code_text)
    deadline = time.monotonic() + 5
    while rig.control.view().totals.item_milli == before:
        if time.monotonic() > deadline:
            raise TimeoutError("The till said that it was ready and did not take a scan.")
        time.sleep(0.01)
    rig.hang_up()
    if rig.till.stop() != 0:
        raise RuntimeError(f"The till did not end well:\n{rig.till.log_tail()}")


def _bare_start_s(folder: Path, display: dict[str, str]) -> float:
    folder.mkdir(exist_ok=True)
    servers = StoreServers(folder)
    script = Path(__file__).with_name("floor_window.py")

    def start() -> None:
        with subprocess.Popen(
            [sys.executable, str(script)], env=environment_on(display), stdout=subprocess.DEVNULL
        ):
            servers.start()

    return _timed(start, servers.kill)


def _timed(work: Callable[[], object], afterwards: Callable[[], object]) -> float:
    began_ns = time.monotonic_ns()
    work()
    seconds = (time.monotonic_ns() - began_ns) / 1e9
    afterwards()
    return seconds
