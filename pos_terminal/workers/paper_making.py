"""The only thread that uses the fonts: makes papers' bytes and pictures, and files of reports.

It knows no printer and decides nothing; no drawer waits until a long receipt is made.
"""

import logging
import queue
import threading
from collections.abc import Callable

log = logging.getLogger("pos.paper")

GIVES_WAY_S = 0.015


class PaperMaking:
    """Makes what it is given, one after the other."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[Callable[[], object] | None] = queue.SimpleQueue()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="paper", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def put(self, make: Callable[[], object]) -> None:
        """Hand something over to be made; returns at once."""
        self._queue.put(make)

    def stop(self, timeout_s: float) -> None:
        """End after what is being made."""
        self._ended.set()
        self._queue.put(None)
        self._thread.join(timeout_s)

    def _run(self) -> None:
        while (make := self._queue.get()) is not None:
            # Nobody sees a paper begin a blink later, but a drawer that waits for one is felt.
            self._ended.wait(GIVES_WAY_S)
            try:
                make()
            except Exception:
                log.exception("paper_not_made")
