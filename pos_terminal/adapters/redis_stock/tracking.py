"""A connection that is told of every touch of a counter that it has read (CLIENT TRACKING, RESP3).

Used by one thread at a time. What the server tells comes on the same connection, in order: before a reply
stands every touch that came before it. A broken connection is told nothing, which its session shows.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Protocol, cast

from pos_terminal.adapters.redis_stock.link import Link

_EVERYTHING = ""


class _Parser(Protocol):
    def set_invalidation_push_handler(self, handler: Callable[[Sequence[object]], None]) -> None: ...


class TrackingLink(Link):
    """As Link, and keeps count of touches from the moment that it was opened."""

    def __init__(self, url: str, connect_ms: int, deadline_ms: int, monotonic_ns: Callable[[], int]) -> None:
        super().__init__(url, connect_ms, deadline_ms, monotonic_ns, protocol=3)
        self._touches: Counter[str] = Counter()
        self._tracked_session = 0

    def open(self) -> None:
        """Connect if there is no connection, and ask to be told."""
        super().open()
        if self._tracked_session == self.session:
            return
        self._touches.clear()
        # The library's own client-side cache does the same; it has no public way to it.
        parser = cast(_Parser, self._wire._parser)
        parser.set_invalidation_push_handler(self._note)
        self.command("CLIENT", "TRACKING", "ON")
        self._tracked_session = self.session

    def watch(self, key: str) -> None:
        """Be told of the next touch of this key. To be asked anew after each touch."""
        self.command("GET", key)

    def touches(self, key: str) -> int:
        """How many touches of a key were told of; a flushed server counts for every key."""
        return self._touches[key] + self._touches[_EVERYTHING]

    def touch(self, key: str) -> None:
        """Count a touch that may have been missed."""
        self._touches[key] += 1

    def _note(self, push: Sequence[object]) -> None:
        keys = cast("list[bytes] | None", push[1])
        self._touches.update(
            [_EVERYTHING] if keys is None else [key.decode("utf-8", "replace") for key in keys]
        )
