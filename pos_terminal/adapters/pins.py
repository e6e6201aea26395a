"""PINs as argon2id hashes: made and compared. Any thread but the core's and the screen's; it takes ~30 ms.

Parameters: OWASP Password Storage Cheat Sheet, argon2id, 19 MiB, 2 passes, 1 lane. Nothing here logs, and no
error holds a PIN.
"""

import functools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

_MEMORY_KIB = 19_456
_PASSES = 2
_LANES = 1

# A hash from elsewhere may have other parameters; one that takes the machine's memory is no hash of ours.
_MOST_MEMORY_KIB = 65_536
_MOST_PASSES = 10


def hash_pin(pin: str) -> str:
    """A new hash, with a salt of its own."""
    return _hasher().hash(pin)


def pin_matches(pin_hash: str, pin: str) -> bool:
    """Whether the hash was made of this PIN; False for a hash that cannot be one."""
    from argon2 import extract_parameters
    from argon2.exceptions import Argon2Error

    try:
        parameters = extract_parameters(pin_hash)
        if parameters.memory_cost > _MOST_MEMORY_KIB or parameters.time_cost > _MOST_PASSES:
            return False
        return _hasher().verify(pin_hash, pin)
    except (Argon2Error, ValueError):
        return False


@functools.cache
def _hasher() -> "PasswordHasher":
    # Imported at the first PIN, on the thread that checks it: it would keep the start waiting.
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=_PASSES, memory_cost=_MEMORY_KIB, parallelism=_LANES)
