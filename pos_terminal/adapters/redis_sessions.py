"""Attempt counters and sign-in sessions on the shared stock server (contract, section Redis).

Fulfils `services.attempts.SignInStore`. One thread at a time. Nothing is asked twice: whoever checks a PIN
has a counter of its own beside this one.
"""

from typing import NoReturn, cast

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as NotConnected
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as NotInTime
from redis.maint_notifications import MaintNotificationsConfig
from redis.retry import Retry

from pos_terminal.errors import ConfigError, Unavailable
from pos_terminal.services.attempts import LOCK_MS, SESSION_MS, TRIES, WINDOW_MS, Try
from pos_terminal.services.ports import Clock

# Counts before the PIN is looked at. Answers: how long to wait, how many tries are left.
_COUNT = """
local tries, window_ms, lock_ms = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local counted = tonumber(redis.call('GET', KEYS[1]) or '0')
if counted >= tries then
  local wait_ms = redis.call('PTTL', KEYS[1])
  if wait_ms < 0 then
    redis.call('PEXPIRE', KEYS[1], lock_ms)
    wait_ms = lock_ms
  end
  return {math.max(wait_ms, 1), 0}
end
counted = redis.call('INCR', KEYS[1])
redis.call('PEXPIRE', KEYS[1], counted >= tries and lock_ms or window_ms)
return {0, tries - counted}
"""

# A session's value is `terminal|since_ms`. Another till's is not touched.
_RENEW = """
local session = redis.call('GET', KEYS[1])
if session and string.sub(session, 1, #ARGV[1] + 1) ~= ARGV[1] .. '|' then return 0 end
redis.call('SET', KEYS[1], session or ARGV[1] .. '|' .. ARGV[2], 'PX', ARGV[3])
return 1
"""
_END = """
local session = redis.call('GET', KEYS[1])
if session and string.sub(session, 1, #ARGV[1] + 1) == ARGV[1] .. '|' then redis.call('DEL', KEYS[1]) end
return 1
"""


class RedisSessions:
    """Sessions of one till's staff; nothing is sent before the first call. Raises ConfigError for a bad url.

    key_prefix: stands before every key, as with the stock counters.
    """

    def __init__(
        self,
        url: str,
        terminal_id: str,
        clock: Clock,
        *,
        key_prefix: str = "",
        connect_ms: int = 150,
        deadline_ms: int = 150,
    ) -> None:
        try:
            self._client = Redis.from_url(
                url,
                protocol=2,
                maint_notifications_config=MaintNotificationsConfig(enabled=False),
                retry=Retry(NoBackoff(), 0),
                socket_timeout=deadline_ms / 1000,
                socket_connect_timeout=connect_ms / 1000,
            )
        except (ValueError, TypeError, RedisError) as error:
            raise ConfigError(
                "The address of the stock server cannot be read; "
                "write it as redis://HOST:PORT/0 or unix:///FILE."
            ) from error
        self._terminal_id = terminal_id
        self._clock = clock
        self._prefix = key_prefix
        self._count = self._client.register_script(_COUNT)
        self._renew = self._client.register_script(_RENEW)
        self._end = self._client.register_script(_END)

    def count_try(self, staff_id: str) -> Try:
        """Count a try, at one instant for all tills."""
        try:
            answer = self._count([self._tries(staff_id)], [TRIES, WINDOW_MS, LOCK_MS])
        except (RedisError, OSError) as error:
            _fail(error)
        wait_ms, left = cast("list[int]", answer)
        return Try(wait_ms, left)

    def clear_tries(self, staff_id: str) -> None:
        """The PIN was right."""
        try:
            self._client.delete(self._tries(staff_id))
        except (RedisError, OSError) as error:
            _fail(error)

    def locked_ms(self, staff_id: str) -> int:
        """How long no PIN of this person is looked at."""
        key = self._tries(staff_id)
        try:
            counted = cast("bytes | None", self._client.get(key))
            if counted is None or int(counted) < TRIES:
                return 0
            return max(0, self._client.pttl(key))
        except (RedisError, OSError) as error:
            _fail(error)

    def begin(self, staff_id: str) -> str:
        """Begin a session; answers the other till that had one."""
        value = f"{self._terminal_id}|{self._clock.utc_ms()}"
        try:
            before = self._client.set(self._session(staff_id), value, px=SESSION_MS, get=True)
        except (RedisError, OSError) as error:
            _fail(error)
        terminal_id = cast(bytes, before or b"").decode("utf-8", "replace").partition("|")[0]
        return "" if terminal_id == self._terminal_id else terminal_id

    def renew(self, staff_id: str) -> None:
        """The session goes on."""
        try:
            self._renew([self._session(staff_id)], [self._terminal_id, self._clock.utc_ms(), SESSION_MS])
        except (RedisError, OSError) as error:
            _fail(error)

    def end(self, staff_id: str) -> None:
        """End the session."""
        try:
            self._end([self._session(staff_id)], [self._terminal_id])
        except (RedisError, OSError) as error:
            _fail(error)

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def _tries(self, staff_id: str) -> str:
        return f"{self._prefix}pos:rate:pin:{staff_id}"

    def _session(self, staff_id: str) -> str:
        return f"{self._prefix}pos:session:{staff_id}"


def _fail(error: Exception) -> NoReturn:
    match error:
        case NotInTime():
            why = "does not answer in time"
        case NotConnected():
            why = "cannot be reached; look whether it runs"
        case _:
            why = f"cannot serve ({str(error)[:80]}); look into its log"
    raise Unavailable(
        f"The stock server {why}. PINs are checked all the same; wrong tries are counted at this till only."
    ) from error
