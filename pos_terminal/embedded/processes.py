"""Server processes that end with this one, and what a crash left of earlier ones. Main thread only.

Each has a session of its own, so that a Ctrl-C meant for the till does not reach it, and asks the kernel for
TERM when the thread that started it is gone (prctl(2), PR_SET_PDEATHSIG).
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from pos_terminal.errors import Unavailable

ASKED_S = 5.0  # how long a server that was asked to stop may take
POLL_S = 0.005
_AGAIN_S = 0.5


class ServerProcess:
    """One child. address: path of its UNIX socket, or host:port; ping: what a working server answers."""

    def __init__(self, name: str, address: str, log: Path, command: Sequence[str], ping: bytes) -> None:
        self.name = name
        self.address = address
        self.log = log
        self._ping = ping
        try:
            with log.open("wb") as output:
                self._process = subprocess.Popen(
                    [*_death_signal(), *command],
                    cwd=log.parent,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
        except OSError as error:
            raise Unavailable(
                f"The embedded {name} server cannot be started ({error}): install pos-terminal again."
            ) from error
        self.pid = self._process.pid

    def answers(self) -> bool:
        """Whether it answers a command; a taken connection is not enough, nor data still loading."""
        with suppress(OSError), _connect(self.address) as connection:
            connection.settimeout(1.0)
            connection.sendall(self._ping)
            answer = connection.recv(64)
            return bool(answer) and not answer.startswith(b"-")
        return False

    def ended(self) -> bool:
        """Whether it is gone."""
        return self._process.poll() is not None

    def ask_to_stop(self) -> None:
        """TERM."""
        self._process.terminate()

    def await_end(self) -> None:
        """Wait until it is gone; after 5 s KILL."""
        begun = asked = time.monotonic()
        while not self.ended():
            now = time.monotonic()
            if now - begun > ASKED_S:
                self._process.kill()
                self._process.wait()
                return
            # A TERM that comes just as the server's main thread falls asleep is noticed with the next one.
            if _wake(self.address) and now - asked > _AGAIN_S:
                self._process.terminate()
                asked = now
            time.sleep(POLL_S)

    def last_words(self) -> str:
        """The last line that it wrote."""
        with suppress(OSError):
            lines = self.log.read_text(encoding="utf-8", errors="replace").split("\n")
            return next((line.strip() for line in reversed(lines) if line.strip()), "it said nothing")
        return "it said nothing"


def write_record(file: Path, servers: Sequence[ServerProcess]) -> None:
    """Note which processes are ours, for `end_left_over`."""
    rows = [
        {"address": server.address, "pid": server.pid, "started": _started(server.pid)} for server in servers
    ]
    new = file.with_suffix(".new")
    new.write_text(json.dumps({"boot": _boot(), "servers": rows}), encoding="ascii")
    new.replace(file)


def end_left_over(file: Path) -> None:
    """End what a record names, where that is still the same process: TERM, 5 s, KILL."""
    try:
        record = json.loads(file.read_text(encoding="ascii"))
        left = [(int(row["pid"]), int(row["started"]), str(row["address"])) for row in record["servers"]]
        boot = record["boot"]
    except (OSError, ValueError, KeyError, TypeError):
        return
    if boot != _boot():
        return
    for number in (signal.SIGTERM, signal.SIGKILL):
        deadline = time.monotonic() + ASKED_S
        left = [row for row in left if _started(row[0]) == row[1]]
        for pid, _, _ in left:
            with suppress(ProcessLookupError):
                os.kill(pid, number)
        while left and time.monotonic() < deadline:
            for _, _, address in left:
                _wake(address)
            time.sleep(POLL_S)
            left = [row for row in left if _started(row[0]) == row[1]]


def _connect(address: str) -> socket.socket:
    host, _, port = address.rpartition(":")
    is_path = address.startswith("/")
    connection = socket.socket(socket.AF_UNIX if is_path else socket.AF_INET)
    try:
        connection.connect(address if is_path else (host, int(port)))
    except OSError:
        connection.close()
        raise
    return connection


def _wake(address: str) -> bool:
    """Connect to a server that was asked to stop; whether it still takes connections.

    WORKAROUND secantusdb 0.7.0b3: it waits 2 s for its accepting thread, which only a connection wakes.
    """
    with suppress(OSError, ValueError):
        _connect(address).close()
        return True
    return False


def _death_signal() -> tuple[str, ...]:
    """How the kernel is asked to end a child with its parent, where there is a way (util-linux 2.33)."""
    setpriv = shutil.which("setpriv")
    return (setpriv, "--pdeathsig", "TERM", "--") if setpriv else ()


def _boot() -> str:
    """A number of a process means nothing after the next boot."""
    with suppress(OSError):
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    return ""


def _started(pid: int) -> int | None:
    """When a process began, in ticks since boot (proc(5), stat, field 22); None where there is none."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
    except OSError:
        return None
    return None if fields[0] in (b"Z", b"X") else int(fields[19])
