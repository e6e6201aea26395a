"""How the program ends, as an administrator sees it: processes, ports, exit status."""

import contextlib
import json
import os
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.till_process import TillProcess, TillSettings

GONE_WITHIN_S = 10.0


@pytest.fixture
def till(tmp_path: Path) -> Iterator[TillProcess]:
    process = TillProcess(tmp_path / "till", TillSettings(data_folder=tmp_path / "data", embedded=True))
    yield process
    if process.alive():
        process.kill()


def server_pids(till: TillProcess) -> list[int]:
    record = json.loads((till.settings.data_folder / "servers" / "servers.json").read_text(encoding="utf-8"))
    return [int(pid) for pid in _numbers(record, "pid")]


def _numbers(tree: object, name: str) -> Iterator[int]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            if key == name and isinstance(value, int):
                yield value
            yield from _numbers(value, name)
    elif isinstance(tree, list):
        for value in tree:
            yield from _numbers(value, name)


def centre_port(till: TillProcess) -> int:
    return int((till.settings.data_folder / "servers" / "centre.port").read_text(encoding="ascii"))


def runs(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    return False


def listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def gone(till: TillProcess, pids: list[int], port: int) -> bool:
    deadline = time.monotonic() + GONE_WITHIN_S
    while time.monotonic() < deadline:
        if not any(runs(pid) for pid in pids) and not listens(port):
            return True
        time.sleep(0.05)
    return False


def test_a_killed_app_leaves_no_process_and_no_open_port(till: TillProcess) -> None:
    till.start()
    till.connect().close()
    pids, port = server_pids(till), centre_port(till)
    assert len(pids) == 2
    assert all(runs(pid) for pid in pids)

    till.kill()

    assert gone(till, pids, port)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_saves_the_basket_stops_the_servers_and_exits_with_nought(
    till: TillProcess, number: signal.Signals
) -> None:
    till.start()
    till.connect().close()
    pids, port = server_pids(till), centre_port(till)

    assert till.process is not None
    till.process.send_signal(number)

    assert till.process.wait(GONE_WITHIN_S) == 0
    assert gone(till, pids, port)


def test_a_second_start_leaves_the_first_alone_and_says_so(till: TillProcess) -> None:
    till.start()
    till.connect().close()

    said = till.command_line("run")

    assert "open already" in said
    assert till.alive()
    assert os.path.exists(till.control_path)
    assert till.stop() == 0
