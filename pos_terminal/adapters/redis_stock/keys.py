"""Names of keys and the form of values on the stock server (contract, section Redis). Pure.

Every key of one product lies in one Cluster slot: the tag is the whole counter key.
"""

import re

from pos_terminal.errors import ConfigError, StockRefused
from pos_terminal.services.ports import HoldSeen, Version

_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_TERMINAL = re.compile(r"[A-Z0-9]{1,8}")
_PREFIX = re.compile(r"[A-Za-z0-9._:-]{0,64}")
_LOCATION = re.compile(r"[A-Za-z0-9._-]{0,64}")
_HOLD = re.compile(r"(\d+)\|(\d+)\|(-?\d+)\|([os])\|(\d+)\|([^|]*)")


class Keys:
    """The keys of one stock location, "" for the default one. prefix: stands before every key."""

    def __init__(self, prefix: str = "", location: str = "") -> None:
        if not _PREFIX.fullmatch(prefix):
            raise ConfigError(
                f"The key prefix {prefix!r} may hold letters, digits and . _ : - only; correct it."
            )
        if not _LOCATION.fullmatch(location):
            raise ConfigError(
                f"The stock location {location!r} may hold letters, digits and . _ - only; correct it."
            )
        self._prefix = prefix
        self._stock = f"{prefix}stock@{location}:" if location else f"{prefix}stock:"

    def counter(self, product_id: str) -> str:
        """The counter of a product."""
        return self._stock + _checked(product_id, "article")

    def holds(self, product_id: str) -> str:
        """The hash of its holds."""
        return f"{{{self.counter(product_id)}}}:holds"

    def tombstone(self, product_id: str, hold_id: str) -> str:
        """What stays of a hold that was released or settled."""
        return f"{{{self.counter(product_id)}}}:done:{_checked(hold_id, 'hold')}"

    def lease(self, terminal_id: str) -> str:
        """The lease of a till."""
        return f"{self._prefix}pos:lease:{terminal_id}"


def checked_terminal(terminal_id: str) -> str:
    """The terminal id, if it can stand in a key and in a hold's value."""
    if not _TERMINAL.fullmatch(terminal_id):
        raise ConfigError(
            f"The terminal id {terminal_id!r} must be 1 to 8 capital letters and digits; correct it."
        )
    return terminal_id


def hold_of(hold_id: str, value: str) -> HoldSeen:
    """A stored hold, read."""
    match = _HOLD.fullmatch(value)
    if match is None:
        raise StockRefused(f"The stock server keeps a hold {hold_id!r} that no till wrote; remove it there.")
    generation, seq, units, state, since_ms, terminal_id = match.groups()
    return HoldSeen(
        hold_id=hold_id,
        value=value,
        version=Version(int(generation), int(seq)),
        units=int(units),
        sold=state == "s",
        since_ms=int(since_ms),
        terminal_id=terminal_id,
    )


def _checked(some_id: str, what: str) -> str:
    if not _ID.fullmatch(some_id):
        raise StockRefused(
            f"The {what} id {some_id!r} cannot be counted: 1 to 64 letters, digits and . _ - can."
        )
    return some_id
