"""How often a PIN may be tried, and who is signed in where: counted over all tills, here while that is away.

Used by one thread at a time, the staff thread. It sees no PIN: a try is counted before the PIN is looked at,
so that a hundred tries at once are no more than one after another.
"""

import logging
from dataclasses import dataclass
from typing import Protocol

from pos_terminal.errors import Unavailable
from pos_terminal.services.ports import Clock

log = logging.getLogger("pos.staff")

TRIES = 5
WINDOW_MS = 10 * 60_000
LOCK_MS = 5 * 60_000
SESSION_MS = 12 * 3_600_000
ASK_AGAIN_MS = 2_000

_NS_PER_MS = 1_000_000


@dataclass(frozen=True, slots=True)
class Try:
    """Whether the PIN may be looked at: wait_ms is 0 then. left: how many tries there are after this one."""

    wait_ms: int
    left: int


class SignInStore(Protocol):
    """Attempt counters and sessions of one till's staff. Raises Unavailable when it does not answer."""

    def count_try(self, staff_id: str) -> Try:
        """Count a try.

        TRIES of them, none more than WINDOW_MS after the one before, are all; then none for LOCK_MS.
        """

    def clear_tries(self, staff_id: str) -> None:
        """The PIN was right."""

    def locked_ms(self, staff_id: str) -> int:
        """How long no PIN of this person is looked at, 0: it is. Counts nothing."""

    def begin(self, staff_id: str) -> str:
        """Begin a session at this till.

        Answers the other till that has one, which then is no longer known; empty if there is none.
        """

    def renew(self, staff_id: str) -> None:
        """The session goes on, SESSION_MS from now; begun again if it is gone, unless another till has it."""

    def end(self, staff_id: str) -> None:
        """End the session, unless another till has it."""

    def close(self) -> None:
        """Let go of the connection."""


@dataclass(slots=True)
class _Count:
    tries: int
    until_ns: int


class LocalTries:
    """The counters of this till alone, for as long as it runs."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._counts: dict[str, _Count] = {}

    def count_try(self, staff_id: str) -> Try:
        """As SignInStore."""
        now_ns = self._clock.monotonic_ns()
        count = self._counts.get(staff_id)
        if count is None or count.until_ns <= now_ns:
            count = self._counts[staff_id] = _Count(0, 0)
        if count.tries >= TRIES:
            return Try(-(-(count.until_ns - now_ns) // _NS_PER_MS), 0)
        count.tries += 1
        count.until_ns = now_ns + (LOCK_MS if count.tries == TRIES else WINDOW_MS) * _NS_PER_MS
        return Try(0, TRIES - count.tries)

    def clear_tries(self, staff_id: str) -> None:
        """As SignInStore."""
        self._counts.pop(staff_id, None)

    def locked_ms(self, staff_id: str) -> int:
        """As SignInStore."""
        count, now_ns = self._counts.get(staff_id), self._clock.monotonic_ns()
        if count is None or count.tries < TRIES:
            return 0
        return max(0, -(-(count.until_ns - now_ns) // _NS_PER_MS))

    def lock(self, staff_id: str, wait_ms: int) -> None:
        """No try for so long: all tills together had theirs."""
        self._counts[staff_id] = _Count(TRIES, self._clock.monotonic_ns() + wait_ms * _NS_PER_MS)


class Attempts:
    """The shared store with the local counters beside it; raises nothing when the shared one is away.

    Both count every try: pulling the network cable gives nobody new tries at this till. shared: None where
    there is none.
    """

    def __init__(self, shared: SignInStore | None, clock: Clock) -> None:
        self._shared = shared
        self._clock = clock
        self._local = LocalTries(clock)
        self._away_until_ns = 0
        self._away = False

    def count_try(self, staff_id: str) -> Try:
        """As SignInStore."""
        here = self._local.count_try(staff_id)
        store = self._reachable()
        if here.wait_ms or store is None:
            return here
        try:
            everywhere = store.count_try(staff_id)
        except Unavailable as error:
            self._lost(error)
            return here
        self._found()
        if everywhere.wait_ms or not everywhere.left:
            self._local.lock(staff_id, everywhere.wait_ms or LOCK_MS)
        return Try(everywhere.wait_ms, min(here.left, everywhere.left))

    def clear_tries(self, staff_id: str) -> None:
        """As SignInStore."""
        self._local.clear_tries(staff_id)
        if store := self._reachable():
            try:
                store.clear_tries(staff_id)
            except Unavailable as error:
                self._lost(error)

    def locked_ms(self, staff_id: str) -> int:
        """As SignInStore; what is known here where nobody else can say."""
        here, store = self._local.locked_ms(staff_id), self._reachable()
        if here or store is None:
            return here
        try:
            return store.locked_ms(staff_id)
        except Unavailable as error:
            self._lost(error)
            return 0

    def begin(self, staff_id: str) -> str:
        """As SignInStore; empty also when nobody can say."""
        if store := self._reachable():
            try:
                return store.begin(staff_id)
            except Unavailable as error:
                self._lost(error)
        return ""

    def renew(self, staff_id: str) -> None:
        """As SignInStore; what cannot be said now is said at the next activity."""
        if store := self._reachable():
            try:
                store.renew(staff_id)
            except Unavailable as error:
                self._lost(error)
            else:
                self._found()

    def end(self, staff_id: str) -> None:
        """As SignInStore; a session that cannot be ended runs out."""
        if store := self._reachable():
            try:
                store.end(staff_id)
            except Unavailable as error:
                self._lost(error)

    def close(self) -> None:
        """Let go of the connection."""
        if self._shared is not None:
            self._shared.close()

    def _reachable(self) -> SignInStore | None:
        """The shared store, unless it was away a moment ago: nobody waits for it twice in a row."""
        return self._shared if self._clock.monotonic_ns() >= self._away_until_ns else None

    def _lost(self, error: Unavailable) -> None:
        self._away_until_ns = self._clock.monotonic_ns() + ASK_AGAIN_MS * _NS_PER_MS
        if not self._away:
            self._away = True
            log.warning("sign_in_store_down reason=%s", error)

    def _found(self) -> None:
        if self._away:
            self._away = False
            log.info("sign_in_store_up")
