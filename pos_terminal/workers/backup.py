"""The backup: one thread that copies the till's files to another disk or a share when a day is closed.

It reads the journal over a connection of its own and never holds the core up. What fails is told and tried
again every hour; what the end of the program cut off is made up for at the next start.
"""

import logging
import queue
import threading
from collections.abc import Callable
from pathlib import Path

from pos_terminal.errors import PosError
from pos_terminal.services.backup_messages import BackUp, BackupDone
from pos_terminal.services.ports import Clock, Post

log = logging.getLogger("pos.backup")

RETRY_S = 3600
# A start has better things to do than to look for a backup that is missing.
FIRST_LOOK_S = 60
_NS_PER_S = 1_000_000_000


class BackupWorker:
    """The backup's thread.

    back_up: makes and verifies one, answers where it is, raises PosError. owed: whether a day was closed that
    is in no backup. Both are called on this thread only.
    """

    def __init__(
        self,
        back_up: Callable[[], Path],
        owed: Callable[[], bool],
        post: Post,
        clock: Clock,
        *,
        retry_s: int = RETRY_S,
        first_look_s: int = FIRST_LOOK_S,
    ) -> None:
        self._back_up = back_up
        self._owed = owed
        self._post = post
        self._clock = clock
        self._retry_s = retry_s
        self._looks = True
        self._due_ns: int | None = clock.monotonic_ns() + first_look_s * _NS_PER_S
        self._queue: queue.SimpleQueue[BackUp | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="backup", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def put(self, message: BackUp) -> None:
        """Hand work over; returns at once."""
        self._queue.put(message)

    def stop(self, timeout_s: float) -> None:
        """End; a backup that is on its way and takes longer is left, and made at the next start."""
        self._queue.put(None)
        self._thread.join(timeout_s)

    def _run(self) -> None:
        while True:
            try:
                message = self._queue.get(True, self._wait_s())
            except queue.Empty:
                self._due()
                continue
            if message is None:
                return
            self._make()

    def _wait_s(self) -> float | None:
        if self._due_ns is None:
            return None
        return max(0, self._due_ns - self._clock.monotonic_ns()) / _NS_PER_S

    def _due(self) -> None:
        """The first look, or another attempt."""
        looks, self._looks = self._looks, False
        self._due_ns = None
        if not looks or self._owed():
            self._make()

    def _make(self) -> None:
        self._looks, self._due_ns = False, None
        try:
            path = self._back_up()
        except PosError as error:
            self._failed(str(error))
        except Exception:
            log.exception("backup_failed")
            self._failed("The backup met an error of its own; it is tried again, and the log tells more.")
        else:
            log.info("backup_made path=%s", path)
            self._post(BackupDone(str(path), ""))

    def _failed(self, problem: str) -> None:
        log.warning("backup_not_made problem=%s", problem)
        self._due_ns = self._clock.monotonic_ns() + self._retry_s * _NS_PER_S
        self._post(BackupDone("", problem))
