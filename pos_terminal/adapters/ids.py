"""Ids for everything that the till makes: UUID version 7 (RFC 9562, section 5.7), as text. Any thread.

Within a process each id is greater than the one before, whatever the wall clock does: they sort in the order
in which they were made. The text matches `[a-z0-9-]{36}`, so it may stand in keys of the shared counters.
"""

import secrets
import threading
import uuid
from collections.abc import Callable

_RANDOM_BITS = 74  # rand_a (12) and rand_b (62) taken as one number
_STEP_BITS = 32  # RFC 9562, section 6.2, method 2: the next random part is a random step above the last
_RAND_B_BITS = 62
_VERSION = 7
_VARIANT = 0b10


class Uuid7:
    """Makes ids; call it for the next one.

    utc_ms: the wall clock. random_bits: as `secrets.randbits`.
    """

    def __init__(
        self, utc_ms: Callable[[], int], random_bits: Callable[[int], int] = secrets.randbits
    ) -> None:
        self._utc_ms = utc_ms
        self._random_bits = random_bits
        self._lock = threading.Lock()
        self._at_ms = -1
        self._random = 0

    def __call__(self) -> str:
        """The next id."""
        with self._lock:
            now_ms = self._utc_ms()
            if now_ms > self._at_ms:
                self._start_ms(now_ms)
            else:
                self._random += 1 + self._random_bits(_STEP_BITS)
                if self._random >> _RANDOM_BITS:
                    self._start_ms(self._at_ms + 1)
            return self._text()

    def _start_ms(self, at_ms: int) -> None:
        # The highest bit stays free, so that the steps of one millisecond do not run over at once.
        self._at_ms, self._random = at_ms, self._random_bits(_RANDOM_BITS - 1)

    def _text(self) -> str:
        rand_a, rand_b = divmod(self._random, 1 << _RAND_B_BITS)
        high = self._at_ms << 16 | _VERSION << 12 | rand_a
        return str(uuid.UUID(int=high << 64 | _VARIANT << _RAND_B_BITS | rand_b))
