"""One connection to the stock server, and scripts sent over it. Used by one thread at a time.

It never connects by itself: `open` does, when its owner says so. A connection that broke hides a restarted
server or a delayed command, and only the owner knows what must be said again. Nothing is sent twice here.
"""

import hashlib
from collections.abc import Callable, Sequence
from importlib import resources
from typing import Literal, NoReturn, Protocol, cast

from redis import ConnectionPool
from redis.backoff import NoBackoff
from redis.exceptions import (
    AskError,
    AuthenticationError,
    BusyLoadingError,
    NoPermissionError,
    NoScriptError,
    OutOfMemoryError,
    ReadOnlyError,
    RedisError,
    ResponseError,
)
from redis.exceptions import ConnectionError as NotConnected
from redis.exceptions import TimeoutError as NotInTime
from redis.maint_notifications import MaintNotificationsConfig
from redis.retry import Retry

from pos_terminal.errors import ConfigError, StockRefused, StockUnavailable

_SCRIPTS = ("claim", "release", "settle", "forget", "reap", "look", "repair", "create", "lease")

# The narrower class before the wider one.
_WHY: tuple[tuple[type[RedisError], str], ...] = (
    (BusyLoadingError, "is still loading its data"),
    (AuthenticationError, "does not accept the name or password; correct its address in the configuration"),
    (NoPermissionError, "does not allow what the till asks; give its user the right to do so"),
    (ReadOnlyError, "is a read-only copy; correct its address in the configuration"),
    (AskError, "is one node of a cluster; correct its address in the configuration"),
    (OutOfMemoryError, "has no memory left; give it more"),
    (NotInTime, "does not answer in time"),
    (NotConnected, "cannot be reached; look whether it runs"),
)
# What an error reply says when only the keys of this call are wrong, not the server.
_ONE_ARTICLE = ("WRONGTYPE", "not an integer", "overflow", "attempt to ")


class _Wire(Protocol):
    """The part of a client library's connection that is used."""

    _parser: object

    def connect(self) -> None: ...

    def disconnect(self) -> None: ...

    def pack_commands(self, commands: Sequence[Sequence[object]]) -> list[bytes]: ...

    def send_packed_command(self, command: list[bytes]) -> None: ...

    def read_response(self) -> object: ...


class Link:
    """A connection that is open or not. Raises StockUnavailable, StockRefused for one article's keys."""

    def __init__(
        self,
        url: str,
        connect_ms: int,
        deadline_ms: int,
        monotonic_ns: Callable[[], int],
        protocol: Literal[2, 3] = 2,
    ) -> None:
        try:
            pool: ConnectionPool = ConnectionPool.from_url(
                url,
                protocol=protocol,
                maint_notifications_config=MaintNotificationsConfig(enabled=False),
                retry=Retry(NoBackoff(), 0),
                socket_timeout=deadline_ms / 1000,
                socket_connect_timeout=connect_ms / 1000,
            )
            wire = pool.make_connection()
        except (ValueError, TypeError, RedisError) as error:
            raise ConfigError(
                "The address of the stock server cannot be read; "
                "write it as redis://HOST:PORT/0 or unix:///FILE."
            ) from error
        self._wire = cast(_Wire, wire)
        # Never the whole address: it may hold a password.
        self._place = getattr(wire, "path", "") or f"{getattr(wire, 'host', '')}:{getattr(wire, 'port', '')}"
        self._monotonic_ns = monotonic_ns
        self._scripts = {name: _Script(name) for name in _SCRIPTS}
        self._open = False
        self._server_ms = 0
        self._read_at_ns = 0
        self.session = 0

    def open(self) -> None:
        """Connect if there is no connection, and read the server's time. session counts the connections."""
        if self._open:
            return
        self.session += 1
        try:
            self._wire.connect()
        except (RedisError, OSError, UnicodeError) as error:
            self._fail(error)
        self._open = True
        self.read_time()

    def read_time(self) -> int:
        """The server's time in ms, asked anew."""
        seconds, micros = cast(list[bytes], self.command("TIME"))
        self._note_time(int(seconds) * 1000 + int(micros) // 1000)
        return self._server_ms

    def server_ms(self) -> int:
        """The server's time reckoned from its last reply: behind by the way of that reply, never ahead."""
        return self._server_ms + (self._monotonic_ns() - self._read_at_ns) // 1_000_000

    def run_id(self) -> str:
        """What changes when the server restarts or another one takes its place."""
        seen: dict[str, str] = {}
        for section in ("server", "replication"):
            for line in cast(bytes, self.command("INFO", section)).decode("utf-8", "replace").splitlines():
                name, _, value = line.partition(":")
                seen[name] = value
        return f"{seen.get('run_id', '')}/{seen.get('master_replid', '')}"

    def run(self, name: str, keys: Sequence[str], arguments: Sequence[object] = ()) -> list[object]:
        """Run a script on the open connection; the last item of every reply is the server's time."""
        script = self._scripts[name]
        rest = (len(keys), *keys, *arguments)
        try:
            reply = self._ask("EVALSHA", script.sha, *rest)
        except NoScriptError:
            reply = self.command("EVAL", script.text, *rest)
        except (RedisError, OSError) as error:
            self._fail(error)
        answer = cast(list[object], reply)
        self._note_time(cast(int, answer[-1]))
        return answer

    def command(self, *words: object) -> object:
        """Send one command on the open connection and read its reply."""
        try:
            return self._ask(*words)
        except (RedisError, OSError) as error:
            self._fail(error)

    def close(self) -> None:
        """Let go of the connection; it can be opened again."""
        self._open = False
        try:
            self._wire.disconnect()
        except (RedisError, OSError):
            pass  # it is gone either way

    def _ask(self, *words: object) -> object:
        if not self._open:
            raise StockUnavailable(f"The connection to the stock server at {self._place} is lost.")
        self._wire.send_packed_command(self._wire.pack_commands([words]))
        return self._wire.read_response()

    def _note_time(self, server_ms: int) -> None:
        self._server_ms, self._read_at_ns = server_ms, self._monotonic_ns()

    def _fail(self, error: Exception) -> NoReturn:
        text = str(error)
        if isinstance(error, ResponseError) and any(word in text for word in _ONE_ARTICLE):
            raise StockRefused(
                f"The stock server at {self._place} cannot use the keys of this article; mend them there."
            ) from error
        self.close()
        known = (why for kind, why in _WHY if isinstance(error, kind))
        why = next(known, f"cannot serve ({text[:80]}); look into its log")
        raise StockUnavailable(f"The stock server at {self._place} {why}.") from error


class _Script:
    """A script's text and the name by which the server knows it."""

    def __init__(self, name: str) -> None:
        self.text = resources.files(__package__).joinpath(f"{name}.lua").read_text(encoding="utf-8")
        # The protocol names scripts by SHA-1; nothing is secured by it.
        self.sha = hashlib.sha1(self.text.encode(), usedforsecurity=False).hexdigest()
