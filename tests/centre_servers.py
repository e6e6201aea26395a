"""Real MongoDB-compatible servers for the tests: started, killed, stopped dead and started again at will."""

import shutil
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

START_S = 30.0


class CentreServer:
    """One secantusd on 127.0.0.1 with a folder of its own; keeps its port over restarts."""

    def __init__(self, folder: Path, *options: str) -> None:
        self._folder = folder
        self._options = options
        self._process: subprocess.Popen[bytes] | None = None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]

    def url(self, database: str = "") -> str:
        """The address of a database; without a name, of one that nobody else uses."""
        return f"mongodb://127.0.0.1:{self.port}/{database or f't{uuid.uuid4().hex}'}?directConnection=true"

    def start(self) -> None:
        """Start it and wait until it listens."""
        self._folder.mkdir(parents=True, exist_ok=True)
        command = [
            *(["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []),
            *(sys.executable, "-I", str(Path(sys.executable).with_name("secantusd-py"))),
            *("--host", "127.0.0.1", "--port", str(self.port), "--storage-path", str(self._folder / "db")),
            *("--sync-on-commit", "--cache-size", "64M", "--log-level", "ERROR", *self._options),
        ]
        with (self._folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                command,
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_S
        while not self.listens():
            assert self._process.poll() is None, (self._folder / "log").read_text()
            assert time.monotonic() < deadline, "secantusd did not come up"
            time.sleep(0.01)

    def listens(self) -> bool:
        """Whether its port is open."""
        with socket.socket() as client:
            return client.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self) -> None:
        """SIGKILL; its folder stays."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._process = None

    def pause(self) -> None:
        """SIGSTOP: connections are accepted and never answered."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """SIGCONT."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(number)


@pytest.fixture(scope="session")
def centre_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CentreServer]:
    """A server for all tests that do not harm it; each takes a database of its own."""
    server = CentreServer(tmp_path_factory.mktemp("centre"))
    server.start()
    yield server
    server.kill()


@pytest.fixture
def own_centre_server(tmp_path: Path) -> Iterator[CentreServer]:
    """A server for one test, which may kill and stop it."""
    server = CentreServer(tmp_path / "centre")
    server.start()
    yield server
    server.kill()
