"""The thread of a drawer that is on no printer: opens it in time, or says that it did not.

SAFETY: never late and unattended: a kick ends at its deadline, whatever came of it. No sale waits for it.
"""

import logging
import queue
import threading

from drivers.api import Drawer, DriverError
from pos_terminal.services import messages as m
from pos_terminal.services.ports import Clock, Post
from pos_terminal.services.print_messages import Kick

log = logging.getLogger("pos.drawer")

RETRY_S = 0.5
_NS_PER_S = 1_000_000_000


class DrawerWorker:
    """One drawer on its thread."""

    def __init__(self, drawer: Drawer, post: Post, clock: Clock, retry_s: float = RETRY_S) -> None:
        self._drawer = drawer
        self._post = post
        self._clock = clock
        self._retry_s = retry_s
        self._queue: queue.SimpleQueue[Kick | None] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="drawer", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def put(self, kick: Kick) -> None:
        """Open it as soon as possible; returns at once."""
        self._queue.put(kick)

    def stop(self, timeout_s: float) -> None:
        """End; what was not begun is not opened any more."""
        self._stopping.set()
        self._queue.put(None)
        if self._thread.is_alive():
            self._thread.join(timeout_s)

    def _run(self) -> None:
        while (kick := self._queue.get()) is not None and not self._stopping.is_set():
            try:
                outcome, reason = self._opened(kick)
            except Exception:
                log.exception("drawer_failed")
                outcome, reason = "failed", "The drawer failed inside the program; please report it."
            self._post(m.DrawerAnswer(kick.job_id, kick.sale_id, outcome, reason))
        self._drawer.close()

    def _opened(self, kick: Kick) -> tuple[m.DrawerOutcome, str]:
        """Tries until the deadline; answers the outcome and why."""
        reason = ""
        while (left_s := self._left_s(kick)) > 0:
            try:
                self._drawer.open(left_s)
                return "sent", ""
            except DriverError as error:
                reason = str(error)
                log.info("drawer_not_opened reason=%s", reason)
            if self._stopping.wait(min(self._retry_s, max(0.0, self._left_s(kick)))):
                break
        return ("failed" if reason else "expired"), reason

    def _left_s(self, kick: Kick) -> float:
        return (kick.deadline_ns - self._clock.monotonic_ns()) / _NS_PER_S
