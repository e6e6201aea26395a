"""The stock counters as reconciling sees them; fulfils StockWatch of the ports. One thread at a time.

A connection of its own, on which the server tells of every touch of a counter; it takes no lease and never
claims.
"""

from dataclasses import replace
from typing import Protocol

from pos_terminal.adapters.redis_stock.client import RedisStock, ScriptLink, wait_ms
from pos_terminal.adapters.redis_stock.keys import Keys
from pos_terminal.adapters.redis_stock.tracking import TrackingLink
from pos_terminal.services.ports import Clock, Look

# A name for the till's side of the protocol, which is not used here.
_NOBODY = "AUDIT"


class WatchingLink(ScriptLink, Protocol):
    """A connection that is told of touches; tracking.TrackingLink is the real one."""

    def watch(self, key: str) -> None:
        """Be told of the next touch of this key."""

    def touches(self, key: str) -> int:
        """How many touches were told of on this connection."""

    def touch(self, key: str) -> None:
        """Count a touch that may have been missed."""


class RedisAudit(RedisStock):
    """The counters of one stock location, for whoever looks at all of them."""

    def __init__(self, link: WatchingLink, keys: Keys) -> None:
        super().__init__(link, keys, _NOBODY, "", wait_ms)
        self._watching = link

    def server_run(self) -> str:
        """Asked anew; opens the connection if there is none."""
        self._watching.open()
        return self._watching.run_id()

    def look(self, product_id: str) -> Look:
        """As RedisStock, with touches; opens the connection if there is none."""
        self._watching.open()
        key = self._keys.counter(product_id)
        self._watching.watch(key)
        before = self._watching.touches(key)
        look = super().look(product_id)
        touches = self._watching.touches(key)
        if touches != before:
            # Touched after the key was read, so nothing more may be told of it: the next look has to differ.
            self._watching.touch(key)
        return replace(look, touches=touches)

    def create(self, product_id: str, seen: Look, counter: int) -> bool:
        """Make the counter if there is still none and all holds are exactly as seen."""
        holds = [text for hold in seen.holds for text in (hold.hold_id, hold.value)]
        made, _ = self._link.run("create", self._two(product_id), [counter, *holds])
        return bool(made)


def connect_audit(
    url: str,
    clock: Clock,
    *,
    key_prefix: str = "",
    connect_ms: int = 500,
    deadline_ms: int = 1_000,
) -> RedisAudit:
    """An audit of the default location; nothing is sent yet. Raises ConfigError for what cannot be used."""
    return RedisAudit(TrackingLink(url, connect_ms, deadline_ms, clock.monotonic_ns), Keys(key_prefix))
