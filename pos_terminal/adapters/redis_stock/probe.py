"""Asks a stock server once whether a till can work with it, for the first-run page.

Any thread; may wait 2 s. It writes nothing.
"""

from typing import cast

from redis.exceptions import (
    AskError,
    AuthenticationError,
    BusyLoadingError,
    MovedError,
    NoPermissionError,
    ReadOnlyError,
)

from pos_terminal.adapters.redis_stock.link import Link
from pos_terminal.errors import ConfigError, StockRefused, StockUnavailable
from pos_terminal.services.ports import Clock
from pos_terminal.setup_answers import Finding

CONNECT_MS = 1_000
ANSWER_MS = 1_000
OLDEST = (6, 2)

_WHY: tuple[tuple[type[Exception], str], ...] = (
    (AuthenticationError, "setup_stock_auth"),
    (NoPermissionError, "setup_stock_rights"),
    (BusyLoadingError, "setup_stock_loading"),
    (ReadOnlyError, "setup_stock_copy"),
    (AskError, "setup_stock_cluster"),
    (MovedError, "setup_stock_cluster"),
)


def probe(url: str, clock: Clock) -> Finding:
    """What is wrong with this server, the worst first; `setup_stock_fine` where nothing is."""
    try:
        link = Link(url, CONNECT_MS, ANSWER_MS, clock.monotonic_ns)
    except ConfigError:
        return Finding("setup_stock_address", "bad")
    try:
        link.open()
        link.command("EVAL", "return 1", 0)
        return _judged(_said(link))
    except StockUnavailable as error:
        why = (code for kind, code in _WHY if isinstance(error.__cause__, kind))
        return Finding(next(why, "setup_stock_unreachable"), "bad")
    except StockRefused:
        return Finding("setup_stock_rights", "bad")
    finally:
        link.close()


def _said(link: Link) -> dict[str, str]:
    told: dict[str, str] = {}
    for section in ("server", "replication", "memory", "persistence"):
        reply = cast(bytes, link.command("INFO", section)).decode("utf-8", "replace")
        for line in reply.splitlines():
            name, _, value = line.partition(":")
            told[name] = value
    return told


def _judged(said: dict[str, str]) -> Finding:
    version = said.get("redis_version", "")
    numbers = tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
    if numbers and numbers < OLDEST:
        return Finding("setup_stock_old", "bad", params={"version": version})
    if said.get("redis_mode") == "cluster":
        return Finding("setup_stock_cluster", "bad")
    if said.get("role") in ("slave", "replica"):
        return Finding("setup_stock_copy", "bad")
    policy = said.get("maxmemory_policy", "noeviction")
    if policy != "noeviction":
        return Finding("setup_stock_evicts", "warn", params={"policy": policy})
    if said.get("aof_enabled") == "0":
        return Finding("setup_stock_forgets", "warn")
    return Finding("setup_stock_fine", "good", params={"version": version})
