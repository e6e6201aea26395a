"""One test's own keys on a stock server, real or in memory, and the tills that look at them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Protocol

from pos_terminal.adapters.redis_stock.audit import RedisAudit
from pos_terminal.adapters.redis_stock.client import RedisStock
from pos_terminal.services.ports import Clock, Version
from tests.stock_servers import TestClock

V1, V2, V3 = Version(1, 10), Version(1, 11), Version(1, 12)


class Server(Protocol):
    """A server, real or in memory, with what others do to its keys."""

    def connect(
        self,
        terminal_id: str = ...,
        token: str = ...,
        *,
        clock: Clock,
        key_prefix: str = ...,
        location: str = ...,
        pause: Callable[[int], None] = ...,
    ) -> RedisStock: ...

    def audit(self, *, clock: Clock, key_prefix: str = ...) -> RedisAudit: ...

    def text(self, key: str) -> str | None: ...

    def fields(self, key: str) -> dict[str, str]: ...

    def ttl_ms(self, key: str) -> int | None: ...

    def put(self, key: str, value: str) -> None: ...

    def drop(self, key: str) -> None: ...

    def add(self, key: str, by: int) -> int: ...


class Shop:
    """One test's own keys on the server, and the tills that look at them."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.prefix = f"{uuid.uuid4().hex}:"
        self.clock = TestClock()
        self.pauses: list[int] = []
        self.in_pause: Callable[[], object] = lambda: None
        self._tills: list[RedisStock] = []

    def till(
        self, terminal_id: str = "T1", token: str = "a", *, generation: int = 1, location: str = ""
    ) -> RedisStock:
        """A till; generation 0: without a lease."""
        till = self.server.connect(
            terminal_id,
            token,
            clock=self.clock,
            key_prefix=self.prefix,
            location=location,
            pause=self._pause,
        )
        self._tills.append(till)
        if generation:
            assert till.lease(generation).ours
        return till

    def audit(self) -> RedisAudit:
        """Whoever looks at all counters."""
        audit = self.server.audit(clock=self.clock, key_prefix=self.prefix)
        self._tills.append(audit)
        return audit

    def close(self) -> None:
        for till in self._tills:
            till.close()

    def stock(self, units: int) -> None:
        self.server.put(f"{self.prefix}stock:p", str(units))

    def counter(self) -> int | None:
        text = self.server.text(f"{self.prefix}stock:p")
        return None if text is None else int(text)

    def online(self, by: int) -> int:
        """The online store moves the counter."""
        return self.server.add(f"{self.prefix}stock:p", by)

    def hold(self, hold_id: str = "h") -> str | None:
        return self.server.fields(f"{{{self.prefix}stock:p}}:holds").get(hold_id)

    def tombstone(self, hold_id: str = "h") -> tuple[str | None, int | None]:
        key = f"{{{self.prefix}stock:p}}:done:{hold_id}"
        return self.server.text(key), self.server.ttl_ms(key)

    def _pause(self, milliseconds: int) -> None:
        self.pauses.append(milliseconds)
        self.in_pause()
