"""Searching for articles while the cashier types: one thread with its own read-only view of the catalogue.

Only the newest text counts: what was typed before it and not yet looked up is dropped. It must not decide
anything about a sale; the core reads its answers like any other message.
"""

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass

from pos_terminal.errors import StorageUnavailable
from pos_terminal.services.messages import SearchFound
from pos_terminal.services.ports import Post, ProductSearch

log = logging.getLogger("pos.lookup")

ROWS = 8


@dataclass(frozen=True, slots=True)
class Find:
    """Look for articles by what was typed so far."""

    text: str


class LookupWorker:
    """The search thread. make_search is called on it, so that what it opens belongs to it."""

    def __init__(self, make_search: Callable[[], ProductSearch], post: Post, rows: int = ROWS) -> None:
        self._make_search = make_search
        self._post = post
        self._rows = rows
        self._queue: queue.SimpleQueue[Find | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="lookup", daemon=True)
        self._failing = False

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def put(self, wanted: Find) -> None:
        """Ask; returns at once."""
        self._queue.put(wanted)

    def stop(self, timeout_s: float) -> None:
        """End after the search that is running."""
        self._queue.put(None)
        self._thread.join(timeout_s)

    def _run(self) -> None:
        search = self._make_search()
        while (wanted := self._newest()) is not None:
            try:
                self._post(self._answer(search, wanted))
            except Exception:
                log.exception("search_failed")
        search.close()

    def _newest(self) -> Find | None:
        """The last thing asked; None at the end, whatever was asked before it."""
        wanted = self._queue.get()
        while wanted is not None:
            try:
                wanted = self._queue.get_nowait()
            except queue.Empty:
                break
        return wanted

    def _answer(self, search: ProductSearch, wanted: Find) -> SearchFound:
        try:
            found = SearchFound(wanted.text, search.search(wanted.text, self._rows))
        except StorageUnavailable as error:
            if not self._failing:
                log.warning("catalogue_unreadable reason=%s", error)
            self._failing = True
            return SearchFound(wanted.text, (), problem=str(error))
        self._failing = False
        return found
