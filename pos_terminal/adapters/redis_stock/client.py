"""The stock counters' protocol over one connection; fulfils StockCounters and StockAudit of the ports.

Used by one thread at a time: the stock worker has one, whoever settles has its own. `lease`,
`settle_deadline`, `look`, `lease_seen` and `preset` open the connection. All others need it open, claims and
releases also the lease taken on it: after a break the server may be another one, or the lease gone, and then
the generation has to be raised before anything is claimed.
"""

import time
from collections.abc import Callable, Sequence
from typing import Protocol, cast

from pos_terminal.adapters.redis_stock.keys import Keys, checked_terminal, hold_of
from pos_terminal.adapters.redis_stock.link import Link
from pos_terminal.errors import Bug, StockUnavailable
from pos_terminal.services.ports import ClaimOutcome, ClaimReply, Clock, HoldSeen, LeaseReply, Look, Version

DEADLINE_MS = 30_000
LEASE_MS = 15 * 60_000
TOMBSTONE_MS = 60 * 60_000
ASK_AGAIN_MS = 100

Pause = Callable[[int], None]


def wait_ms(milliseconds: int) -> None:
    """Keep this thread waiting."""
    time.sleep(milliseconds / 1000)


class ScriptLink(Protocol):
    """A connection as the client needs it; link.Link is the real one."""

    @property
    def session(self) -> int:
        """Counts the connections."""

    def open(self) -> None:
        """Connect if there is no connection."""

    def read_time(self) -> int:
        """The server's time in ms, asked anew."""

    def server_ms(self) -> int:
        """The server's time, reckoned."""

    def run_id(self) -> str:
        """What changes when the server does."""

    def run(self, name: str, keys: Sequence[str], arguments: Sequence[object] = ()) -> list[object]:
        """Run a script."""

    def command(self, *words: object) -> object:
        """Send one command."""

    def close(self) -> None:
        """Let go of the connection."""


class RedisStock:
    """The counters of one stock location, as one till sees them. token: drawn at its first run."""

    def __init__(self, link: ScriptLink, keys: Keys, terminal_id: str, token: str, pause: Pause) -> None:
        self._link = link
        self._keys = keys
        self._terminal_id = checked_terminal(terminal_id)
        self._token = token
        self._pause = pause
        self._taken = 0
        self._leased_session = 0

    def lease(self, generation: int) -> LeaseReply:
        """Take the lease (first call for a generation) or renew it; opens the connection if there is none.

        Not ours: it was gone, or is another's, or a higher generation's; then the till raises its own above
        the one seen.
        """
        self._link.open()
        server_run = self._link.run_id()
        how = "renew" if generation == self._taken else "take"
        key = self._keys.lease(self._terminal_id)
        ours, seen, _ = self._link.run("lease", [key], [generation, self._token, LEASE_MS, how])
        self._leased_session = self._link.session if ours else 0
        if ours:
            self._taken = generation
        return LeaseReply(ours=bool(ours), generation_seen=cast(int, seen), server_run=server_run)

    def claim(
        self, product_id: str, hold_id: str, version: Version, units: int, sold: bool, policy: str
    ) -> ClaimReply:
        """Set the absolute quantity of a hold; `short` is asked once more, for a counter may dip."""
        if units < 0:
            raise Bug(f"A claim of {units} units was asked for; a claim is never below zero.")
        reply = self._claim(product_id, hold_id, version, units, sold, policy)
        if reply.outcome == "short":
            self._pause(ASK_AGAIN_MS)
            reply = self._claim(product_id, hold_id, version, units, sold, policy)
        return reply

    def release(self, product_id: str, hold_id: str, version: Version) -> ClaimReply:
        """Give back what a hold has; `released`, or `done` where it was released or settled before."""
        return self._change(
            "release",
            product_id,
            hold_id,
            [hold_id, version.generation, version.seq, self._not_after(), TOMBSTONE_MS],
        )

    def settle_deadline(self) -> int:
        """The server's time, asked now, + 30 s in ms; opens the connection if there is none."""
        self._link.open()
        return self._link.read_time() + DEADLINE_MS

    def settle(self, product_id: str, hold_id: str, units: int, not_after_ms: int) -> str:
        """`settled`, `done` or `late`.

        Needs the connection on which the deadline was read: another server has another clock.
        """
        outcome, _, _, _ = self._link.run(
            "settle", self._three(product_id, hold_id), [hold_id, units, not_after_ms]
        )
        return _text(outcome)

    def forget(self, product_id: str, hold_id: str) -> None:
        """Let the tombstone of a settled hold run out."""
        self._link.run("forget", [self._keys.tombstone(product_id, hold_id)], [TOMBSTONE_MS])

    def look(self, product_id: str) -> Look:
        """Counter and holds at one instant; opens the connection if there is none."""
        self._link.open()
        counter, flat, server_ms = self._link.run("look", self._two(product_id))
        texts = [_text(item) for item in cast(list[bytes], flat)]
        holds = sorted(zip(texts[::2], texts[1::2], strict=True))
        return Look(
            counter=_number(counter),
            holds=tuple(hold_of(hold_id, value) for hold_id, value in holds),
            server_ms=cast(int, server_ms),
            session=f"{id(self)}:{self._link.session}",
        )

    def lease_seen(self, terminal_id: str) -> int | None:
        """The generation of a till's lease, None where it has none; opens the connection if there is none."""
        self._link.open()
        value = cast(bytes | None, self._link.command("GET", self._keys.lease(checked_terminal(terminal_id))))
        generation = value.split(b":", 1)[0] if value else b""
        return int(generation) if generation.isdigit() else None

    def reap(self, product_id: str, hold: HoldSeen) -> bool:
        """Give an open hold back if it is still exactly as seen."""
        reaped, _ = self._link.run("reap", self._two(product_id), [hold.hold_id, hold.value])
        return bool(reaped)

    def repair(self, product_id: str, seen: Look, counter: int) -> bool:
        """Set the counter if it and all holds are still exactly as seen."""
        if seen.counter is None:
            return False
        holds = [text for hold in seen.holds for text in (hold.hold_id, hold.value)]
        done, _ = self._link.run("repair", self._two(product_id), [seen.counter, counter, *holds])
        return bool(done)

    def preset(self, product_id: str, units: int) -> bool:
        """Make a counter where there is none; True if it was. Only for the first load of an own server."""
        self._link.open()
        return self._link.command("SET", self._keys.counter(product_id), units, "NX") is not None

    def close(self) -> None:
        """Let go of the connection; it can be opened again."""
        self._link.close()

    def _claim(
        self, product_id: str, hold_id: str, version: Version, units: int, sold: bool, policy: str
    ) -> ClaimReply:
        state = "s" if sold else "o"
        wanted = [hold_id, version.generation, version.seq, units, state, policy, self._not_after()]
        return self._change("claim", product_id, hold_id, [*wanted, self._terminal_id])

    def _change(self, script: str, product_id: str, hold_id: str, arguments: list[object]) -> ClaimReply:
        outcome, held, counter, _ = self._link.run(script, self._three(product_id, hold_id), arguments)
        left = _number(counter)
        return ClaimReply(
            outcome=cast(ClaimOutcome, _text(outcome)),
            held=cast(int, held),
            left=None if left is None else max(0, left),
        )

    def _not_after(self) -> int:
        """The deadline of what is sent now. Raises StockUnavailable without the lease on this connection."""
        if self._leased_session == 0 or self._leased_session != self._link.session:
            raise StockUnavailable("The till has no lease at the stock server; selling goes on without it.")
        return self._link.server_ms() + DEADLINE_MS

    def _two(self, product_id: str) -> list[str]:
        return [self._keys.counter(product_id), self._keys.holds(product_id)]

    def _three(self, product_id: str, hold_id: str) -> list[str]:
        return [*self._two(product_id), self._keys.tombstone(product_id, hold_id)]


def connect(
    url: str,
    terminal_id: str,
    token: str,
    clock: Clock,
    *,
    key_prefix: str = "",
    location: str = "",
    connect_ms: int = 500,
    deadline_ms: int = 1_000,
    pause: Pause = wait_ms,
) -> RedisStock:
    """A client for `redis://`, `rediss://` or `unix://`; nothing is sent yet.

    pause: waits so many ms before a `short` is asked again. Raises ConfigError for what cannot be used.
    """
    link = Link(url, connect_ms, deadline_ms, clock.monotonic_ns)
    return RedisStock(link, Keys(key_prefix, location), terminal_id, token, pause)


def _text(item: object) -> str:
    return cast(bytes, item).decode("utf-8", "replace")


def _number(item: object) -> int | None:
    return None if item is None else int(cast(bytes, item))
