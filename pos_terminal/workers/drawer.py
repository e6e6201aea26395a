"""The thread of a drawer that is not on the receipt printer: opens it in time, or says that it did not.

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
LOOK_OPEN_S = 1.0
LOOK_SHUT_S = 10.0
_NS_PER_S = 1_000_000_000


class DrawerWorker:
    """One drawer. senses: it is asked now and then whether it stands open."""

    def __init__(self, drawer: Drawer, post: Post, clock: Clock, *, senses: bool = False) -> None:
        self._drawer = drawer
        self._post = post
        self._clock = clock
        self._senses = senses
        self._queue: queue.SimpleQueue[Kick | None] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._is_open: bool | None = None
        self._kicked = False
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
        patience_s = 0.0 if self._senses else None
        while not self._stopping.is_set():
            try:
                kick = self._queue.get(timeout=patience_s)
            except queue.Empty:
                self._guarded(None)
            else:
                if kick is None:
                    break
                self._guarded(kick)
            if self._senses:
                patience_s = LOOK_OPEN_S if self._is_open or self._kicked else LOOK_SHUT_S
        self._drawer.close()

    def _guarded(self, kick: Kick | None) -> None:
        """A fault of ours must neither end the thread nor leave a kick without an answer."""
        try:
            if kick is None:
                self._look()
            else:
                self._answer(kick, *self._opened(kick))
        except Exception:
            log.exception("drawer_failed")
            if kick is not None:
                self._answer(kick, "failed", "The drawer failed inside the program; please report it.")

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
            if self._stopping.wait(min(RETRY_S, max(0.0, self._left_s(kick)))):
                break
        return ("failed" if reason else "expired"), reason

    def _left_s(self, kick: Kick) -> float:
        return (kick.deadline_ns - self._clock.monotonic_ns()) / _NS_PER_S

    def _answer(self, kick: Kick, outcome: m.DrawerOutcome, reason: str) -> None:
        self._kicked = outcome == "sent"
        self._post(m.DrawerAnswer(kick.job_id, kick.sale_id, outcome, reason))

    def _look(self) -> None:
        before, self._kicked = self._is_open, False
        try:
            self._is_open = self._drawer.is_open()
        except DriverError:
            self._is_open = None
        if self._is_open is not before:
            self._post(m.DrawerSeen(self._is_open))
