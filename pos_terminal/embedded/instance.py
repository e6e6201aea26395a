"""One till on a data folder: the first holds a lock, the second tells it to raise its window.

`claim_instance` and `raise_first`: any thread. `listen` starts a thread that calls back on each such wish.
"""

import fcntl
import os
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

from pos_terminal.embedded.runtime import runtime_folder

_WISH = b"raise\n"
_DONE = b"done\n"
_ANSWER_S = 2.0
_POLL_S = 0.02


class InstanceLock:
    """That this process is the till of its folder. Made by `claim_instance`; ends with the process."""

    def __init__(self, lock: IO[str], address: Path) -> None:
        self._lock = lock
        self._address = address
        self._listener: socket.socket | None = None
        self._thread: threading.Thread | None = None

    def listen(self, raise_window: Callable[[], None]) -> None:
        """Call back whenever another start of the program wants this one seen. raise_window only posts."""
        self._address.unlink(missing_ok=True)
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(self._address))
        self._listener.listen()
        self._thread = threading.Thread(
            target=_serve, args=(self._listener, raise_window), name="instance", daemon=True
        )
        self._thread.start()

    def release(self) -> None:
        """Let another process be the till of the folder."""
        if self._listener is not None and self._thread is not None:
            self._listener.shutdown(socket.SHUT_RDWR)
            self._thread.join(_ANSWER_S)
            self._listener.close()
            self._address.unlink(missing_ok=True)
        self._lock.close()


def claim_instance(folder: Path) -> InstanceLock | None:
    """Become the till of a data folder; None where another process is it. Raises Unavailable, OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    address = runtime_folder(folder) / "instance.sock"
    lock = (folder / "instance.lock").open("a+", encoding="utf-8")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        return None
    lock.truncate(0)
    lock.write(f"{os.getpid()}\n{address}\n")
    lock.flush()
    return InstanceLock(lock, address)


def raise_first(folder: Path) -> bool:
    """Ask the till of a data folder to raise its window; whether it answered within 2 s."""
    deadline = time.monotonic() + _ANSWER_S
    while time.monotonic() < deadline:
        with suppress(OSError, IndexError), socket.socket(socket.AF_UNIX) as client:
            client.settimeout(_ANSWER_S)
            client.connect((folder / "instance.lock").read_text(encoding="utf-8").split("\n")[1])
            client.sendall(_WISH)
            return client.recv(64) == _DONE
        # It holds the lock and does not listen yet.
        time.sleep(_POLL_S)
    return False


def _serve(listener: socket.socket, raise_window: Callable[[], None]) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with suppress(OSError), connection:
            connection.settimeout(_ANSWER_S)
            if connection.recv(64) == _WISH:
                raise_window()
                connection.sendall(_DONE)
