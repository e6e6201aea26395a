"""A stock server in memory: the scripts of the protocol once more, in plain Python, with a clock of its own.

It stands in for a real server in quick tests and is the model that the real scripts are compared with. The
client in front of it is the real one, so that what fulfils the ports is the same code.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from pos_terminal.adapters.redis_stock.audit import RedisAudit
from pos_terminal.adapters.redis_stock.client import Pause, RedisStock
from pos_terminal.adapters.redis_stock.keys import Keys
from pos_terminal.errors import StockUnavailable
from pos_terminal.services.ports import Clock

Reply = list[object]


class FakeStockServer:
    """Keys, values and expiry times, and the scripts that change them.

    leave_out: parts of the protocol that are missing (`tombstone`, `deadline`, `generation`), for tests that
    want to see what breaks without them.
    """

    def __init__(self, now_ms: int = 1_700_000_000_000, leave_out: frozenset[str] = frozenset()) -> None:
        self.now_ms = now_ms
        self.away = False
        self.run_number = 1
        self.sessions = 0
        self.touches: Counter[str] = Counter()
        self._leave_out = leave_out
        self._texts: dict[str, str] = {}
        self._hashes: dict[str, dict[str, str]] = {}
        self._expires_at_ms: dict[str, int] = {}

    def connect(
        self,
        terminal_id: str = "T1",
        token: str = "token",
        *,
        clock: Clock,
        key_prefix: str = "",
        location: str = "",
        pause: Pause = lambda _: None,
    ) -> RedisStock:
        """The real client on a connection to this server."""
        link = FakeLink(self, clock.monotonic_ns)
        return RedisStock(link, Keys(key_prefix, location), terminal_id, token, pause)

    def audit(self, *, clock: Clock, key_prefix: str = "") -> RedisAudit:
        """The real audit on a connection to this server."""
        return RedisAudit(FakeLink(self, clock.monotonic_ns), Keys(key_prefix))

    def restart(self) -> None:
        """The server is another one now, with the same data; all connections are broken."""
        self.run_number += 1

    def text(self, key: str) -> str | None:
        """A string, None where there is none (any more)."""
        if self._expires_at_ms.get(key, self.now_ms + 1) <= self.now_ms:
            self.drop(key)
        return self._texts.get(key)

    def fields(self, key: str) -> dict[str, str]:
        """A hash."""
        return dict(self._hashes.get(key, {}))

    def ttl_ms(self, key: str) -> int | None:
        """How long a string lives, None without end."""
        expires_at_ms = self._expires_at_ms.get(key)
        return None if expires_at_ms is None else expires_at_ms - self.now_ms

    def put(self, key: str, value: str) -> None:
        """Set a string without end."""
        self._texts[key] = value
        self._expires_at_ms.pop(key, None)
        self.touches[key] += 1

    def drop(self, key: str) -> None:
        """Delete a string."""
        self._texts.pop(key, None)
        self._expires_at_ms.pop(key, None)
        self.touches[key] += 1

    def add(self, key: str, by: int) -> int:
        """INCRBY: makes the counter where there is none."""
        number = int(self._texts.get(key, "0")) + by
        self._texts[key] = str(number)
        self.touches[key] += 1
        return number

    def run(self, name: str, keys: Sequence[str], arguments: Sequence[object]) -> Reply:
        """Run a script; replies in the form that the client library gives."""
        scripts: dict[str, Callable[[Sequence[str], list[str]], Reply]] = {
            "claim": self._claim,
            "release": self._release,
            "settle": self._settle,
            "forget": self._forget,
            "reap": self._reap,
            "look": self._look,
            "repair": self._repair,
            "create": self._create,
            "lease": self._lease,
        }
        reply = [*scripts[name](keys, [str(argument) for argument in arguments]), self.now_ms]
        return [item.encode() if isinstance(item, str) else item for item in reply]

    def _claim(self, keys: Sequence[str], arguments: list[str]) -> Reply:
        hold_id, generation, seq, wanted, state, policy, not_after_ms, terminal_id = arguments
        if self._late(not_after_ms):
            return ["late", 0, self.text(keys[0])]
        if self._tombstone(keys[2]) is not None:
            return ["done", 0, self.text(keys[0])]
        old = self._hashes.get(keys[1], {}).get(hold_id)
        held, want, since_ms, old_state = 0, int(wanted), str(self.now_ms), state
        if old is not None:
            old_generation, old_seq, old_held, old_state, since_ms, _ = old.split("|")
            held = int(old_held)
            if self._is_older((generation, seq), (old_generation, old_seq)):
                return ["stale", held, self.text(keys[0])]
        counter = self.text(keys[0])
        left = 0 if counter is None else int(counter)
        outcome = "held"
        if counter is not None and state == "o" and policy == "block" and want > held and want - held > left:
            outcome, want, state = "short", held, old_state
        self._move(keys[0], held - want)
        if old is not None or outcome == "held":
            holds = self._hashes.setdefault(keys[1], {})
            holds[hold_id] = "|".join((generation, seq, str(want), state, since_ms, terminal_id))
        counter = self.text(keys[0])
        if counter is None:
            outcome = "norecord"
        elif outcome == "held" and int(counter) < 0:
            outcome = "below"
        return [outcome, want, counter]

    def _release(self, keys: Sequence[str], arguments: list[str]) -> Reply:
        hold_id, generation, seq, not_after_ms, tombstone_ms = arguments
        if self._late(not_after_ms):
            return ["late", 0, self.text(keys[0])]
        if self._tombstone(keys[2]) is not None:
            return ["done", 0, self.text(keys[0])]
        old = self._hashes.get(keys[1], {}).get(hold_id)
        if old is not None:
            old_generation, old_seq, held, *_ = old.split("|")
            if self._is_older((generation, seq), (old_generation, old_seq)):
                return ["stale", int(held), self.text(keys[0])]
            self._move(keys[0], int(held))
            self._forget_hold(keys[1], hold_id)
        self.put(keys[2], "r")
        self._expires_at_ms[keys[2]] = self.now_ms + int(tombstone_ms)
        return ["released", 0, self.text(keys[0])]

    def _settle(self, keys: Sequence[str], arguments: list[str]) -> Reply:
        hold_id, units, not_after_ms = arguments
        if self._late(not_after_ms):
            return ["late", 0, self.text(keys[0])]
        if self._tombstone(keys[2]) == "s":
            return ["done", 0, self.text(keys[0])]
        old = self._hashes.get(keys[1], {}).get(hold_id)
        held = 0 if old is None else int(old.split("|")[2])
        self._move(keys[0], held - int(units))
        self._forget_hold(keys[1], hold_id)
        self.put(keys[2], "s")
        return ["settled", held, self.text(keys[0])]

    def _forget(self, keys: Sequence[str], arguments: list[str]) -> Reply:
        if self.text(keys[0]) != "s" or self.ttl_ms(keys[0]) is not None:
            return [0]
        self._expires_at_ms[keys[0]] = self.now_ms + int(arguments[0])
        return [1]

    def _reap(self, keys: Sequence[str], arguments: list[str]) -> Reply:
        hold_id, value = arguments
        old = self._hashes.get(keys[1], {}).get(hold_id)
        if old != value or value.split("|")[3] != "o":
            return [0]
        self._move(keys[0], int(value.split("|")[2]))
        self._forget_hold(keys[1], hold_id)
        return [1]

    def _look(self, keys: Sequence[str], _: list[str]) -> Reply:
        flat = [text.encode() for pair in self.fields(keys[1]).items() for text in pair]
        return [self.text(keys[0]), flat]

    def _repair(self, keys: Sequence[str], arguments: list[str]) -> Reply:
        seen, wanted, *flat = arguments
        holds = dict(zip(flat[::2], flat[1::2], strict=True))
        if self.text(keys[0]) != seen or self.fields(keys[1]) != holds:
            return [0]
        self._move(keys[0], int(wanted) - int(seen))
        return [1]

    def _create(self, keys: Sequence[str], arguments: list[str]) -> Reply:
        wanted, *flat = arguments
        holds = dict(zip(flat[::2], flat[1::2], strict=True))
        if self.text(keys[0]) is not None or self.fields(keys[1]) != holds:
            return [0]
        self.put(keys[0], wanted)
        return [1]

    def _lease(self, keys: Sequence[str], arguments: list[str]) -> Reply:
        generation, token, lease_ms, how = arguments
        ours = f"{generation}:{token}"
        found = self.text(keys[0])
        seen = 0 if found is None else int(found.split(":")[0])
        if found != ours and (how != "take" or seen >= int(generation)):
            return [0, seen]
        self.put(keys[0], ours)
        self._expires_at_ms[keys[0]] = self.now_ms + int(lease_ms)
        return [1, int(generation)]

    def _late(self, not_after_ms: str) -> bool:
        return "deadline" not in self._leave_out and self.now_ms > int(not_after_ms)

    def _tombstone(self, key: str) -> str | None:
        return None if "tombstone" in self._leave_out else self.text(key)

    def _is_older(self, version: tuple[str, str], stored: tuple[str, str]) -> bool:
        if "generation" in self._leave_out:
            return int(version[1]) < int(stored[1])
        return (int(version[0]), int(version[1])) < (int(stored[0]), int(stored[1]))

    def _move(self, key: str, by: int) -> None:
        if self.text(key) is not None:
            self.add(key, by)

    def _forget_hold(self, key: str, hold_id: str) -> None:
        self._hashes.get(key, {}).pop(hold_id, None)


class FakeLink:
    """One connection to the server in memory; breaks when that is away or another one."""

    def __init__(self, server: FakeStockServer, monotonic_ns: Callable[[], int]) -> None:
        self._server = server
        self._monotonic_ns = monotonic_ns
        self._connected_to: int | None = None
        self._server_ms = 0
        self._read_at_ns = 0
        self.session = 0

    def open(self) -> None:
        """Connect if there is no connection."""
        if self._connected_to is not None:
            return
        if self._server.away:
            raise StockUnavailable("The stock server in memory is away.")
        self._server.sessions += 1
        self.session = self._server.sessions
        self._connected_to = self._server.run_number
        self.read_time()

    def read_time(self) -> int:
        """The server's time."""
        self._check()
        self._server_ms, self._read_at_ns = self._server.now_ms, self._monotonic_ns()
        return self._server_ms

    def server_ms(self) -> int:
        """The server's time, reckoned."""
        return self._server_ms + (self._monotonic_ns() - self._read_at_ns) // 1_000_000

    def run_id(self) -> str:
        """Which server this is."""
        self._check()
        return f"run-{self._server.run_number}"

    def run(self, name: str, keys: Sequence[str], arguments: Sequence[object] = ()) -> list[object]:
        """Run a script."""
        self._check()
        reply = self._server.run(name, keys, arguments)
        self.read_time()
        return reply

    def command(self, *words: object) -> object:
        """GET key, or SET key number NX."""
        self._check()
        key = str(words[1])
        found = self._server.text(key)
        if words[0] == "GET":
            return None if found is None else found.encode()
        if found is not None:
            return None
        self._server.put(key, str(words[2]))
        return b"OK"

    def watch(self, key: str) -> None:
        """Touches are told of always."""
        self.command("GET", key)

    def touches(self, key: str) -> int:
        """How often a key was touched."""
        return self._server.touches[key]

    def touch(self, key: str) -> None:
        """Count a touch."""
        self._server.touches[key] += 1

    def close(self) -> None:
        """Let go of the connection."""
        self._connected_to = None

    def _check(self) -> None:
        if self._server.away or self._connected_to != self._server.run_number:
            self._connected_to = None
            raise StockUnavailable("The connection to the stock server in memory is lost.")
