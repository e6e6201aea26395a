"""The one queue into the core thread. Any thread may post; only the core thread takes.

A put never blocks and nothing is dropped: what is owed to somebody is in the journal, what is in here is at
most a
few scans and answers.
"""

import queue


class Inbox:
    """Messages on their way to the core thread, in order."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[object] = queue.SimpleQueue()

    def post(self, message: object) -> None:
        """Hand a message over; returns at once."""
        self._queue.put(message)

    def waiting(self) -> int:
        """How many messages have not been taken; any thread."""
        return self._queue.qsize()

    def take(self, timeout_s: float) -> object | None:
        """The next message, None when none came in time."""
        try:
            return self._queue.get(timeout=timeout_s)
        except queue.Empty:
            return None

    def take_now(self) -> object | None:
        """The next message if there is one already."""
        try:
            return self._queue.get_nowait()
        except queue.Empty:
            return None
