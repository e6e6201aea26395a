"""The protocol against a plain model, over thousands of random steps; and what breaks without its parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import cast

import pytest

from pos_terminal.adapters.redis_stock.link import Link
from tests.fakes.stock import FakeStockServer
from tests.fakes.stock_till import TOMBSTONE_MS, NotAfter, Violation
from tests.fakes.stock_world import World
from tests.stock_servers import PROGRAMS, StockServerProcess, TestClock, stock_server

PARTS = ("tombstone", "deadline", "generation")


class InMemory:
    """The model alone, with simulated time."""

    def __init__(self, leave_out: frozenset[str] = frozenset()) -> None:
        self.model = FakeStockServer(leave_out=leave_out)

    def now_ms(self) -> int:
        return self.model.now_ms

    def advance(self, by_ms: int) -> None:
        self.model.now_ms += by_ms

    def run(self, name: str, keys: Sequence[str], arguments: Sequence[object]) -> list[object]:
        return self.model.run(name, keys, [a.at_ms if isinstance(a, NotAfter) else a for a in arguments])

    def add(self, key: str, by: int) -> int:
        return self.model.add(key, by)

    def counter(self, key: str) -> int:
        return int(self.model.text(key) or 0)

    def holds(self, key: str) -> dict[str, str]:
        return self.model.fields(key)


class BesideModel:
    """A real server, and the model beside it that has to answer the same to everything.

    A real server's clock cannot be moved, so the deadlines are moved instead, and what would have expired is
    deleted.
    """

    def __init__(self, server: StockServerProcess, leave_out: frozenset[str] = frozenset()) -> None:
        self.model = FakeStockServer(leave_out=leave_out)
        self.link = Link(server.url, 500, 1_000, TestClock().monotonic_ns)
        self.link.open()
        self.link.command("FLUSHALL")
        self.model.now_ms = self.link.read_time()
        self.ahead_ms = 0
        self.expires_at_ms: dict[str, int] = {}

    def now_ms(self) -> int:
        return self.model.now_ms + self.ahead_ms

    def advance(self, by_ms: int) -> None:
        self.ahead_ms += by_ms
        for key in [key for key, at_ms in self.expires_at_ms.items() if at_ms <= self.now_ms()]:
            self.link.command("DEL", key)
            self.model.drop(key)
            del self.expires_at_ms[key]

    def run(self, name: str, keys: Sequence[str], arguments: Sequence[object]) -> list[object]:
        told = [a.at_ms - self.ahead_ms if isinstance(a, NotAfter) else a for a in arguments]
        reply = self.link.run(name, keys, told)
        self.model.now_ms = cast(int, reply[-1])
        expected = self.model.run(name, keys, told)
        if reply != expected:
            raise Violation(f"{name} {told}: the server says {reply}, the model {expected}")
        self._note_expiry(keys[-1])
        return reply

    def add(self, key: str, by: int) -> int:
        left = cast(int, self.link.command("INCRBY", key, by))
        if left != self.model.add(key, by):
            raise Violation(f"{key} is {left} on the server")
        return left

    def counter(self, key: str) -> int:
        return int(self.model.text(key) or 0)

    def holds(self, key: str) -> dict[str, str]:
        return self.model.fields(key)

    def compare(self) -> None:
        """Everything there is on the server stands in the model too."""
        for name in cast(list[bytes], self.link.command("KEYS", "*")):
            key = name.decode()
            if key.endswith(":holds"):
                flat = [item.decode() for item in cast(list[bytes], self.link.command("HGETALL", key))]
                assert dict(zip(flat[::2], flat[1::2], strict=True)) == self.model.fields(key)
            else:
                assert self.link.command("GET", key) == (self.model.text(key) or "").encode(), key
                runs_out = self.link.command("PTTL", key) != -1
                assert runs_out == (self.model.ttl_ms(key) is not None), key

    def _note_expiry(self, key: str) -> None:
        if self.model.ttl_ms(key) is None:
            self.expires_at_ms.pop(key, None)
        else:
            self.expires_at_ms.setdefault(key, self.now_ms() + TOMBSTONE_MS)


@contextmanager
def beside_model(kind: str, leave_out: frozenset[str] = frozenset()) -> Iterator[BesideModel]:
    with stock_server(kind, fsync="no") as server:
        beside = BesideModel(server, leave_out)
        yield beside
        beside.link.close()


def live(world: World, steps: int) -> None:
    for number in range(1, steps + 1):
        world.step()
        if number % 250 == 0:
            world.come_to_rest()


@pytest.mark.parametrize("kind", PROGRAMS)
def test_the_scripts_keep_the_protocol(kind: str) -> None:
    with beside_model(kind) as beside:
        world = World(beside, seed=20)

        live(world, 10_000)

        beside.compare()
    assert world.holds_made > 500


@pytest.mark.parametrize("part", PARTS)
def test_scripts_that_do_not_match_the_model_are_found(part: str) -> None:
    with beside_model("valkey", frozenset({part})) as beside, pytest.raises(Violation):
        live(World(beside, seed=20), 10_000)


@pytest.mark.parametrize("seed", range(3))
def test_the_model_keeps_the_protocol(seed: int) -> None:
    live(World(InMemory(), seed), 5_000)


@pytest.mark.parametrize("part", PARTS)
def test_without_a_part_of_the_scripts_the_protocol_breaks(part: str) -> None:
    world = World(InMemory(frozenset({part})), seed=1)

    with pytest.raises(Violation):
        live(world, 20_000)


@pytest.mark.parametrize("part", ["handover", "fsync"])
def test_without_a_part_of_the_rules_for_tills_the_protocol_breaks(part: str) -> None:
    world = World(InMemory(), seed=2, leave_out=frozenset({part}))

    with pytest.raises(Violation):
        live(world, 20_000)
