"""What every stock server promises: the one in memory, Valkey, and the system's Redis where there is one."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

import pytest

from pos_terminal.adapters.redis_stock.client import RedisStock
from pos_terminal.errors import Bug, ConfigError, StockRefused, StockUnavailable
from pos_terminal.services.ports import Clock, StockAudit, StockCounters, Version
from tests.fakes.stock import FakeStockServer
from tests.stock_servers import PROGRAMS, TestClock, stock_server

HOUR_MS = 3_600_000


class Server(Protocol):
    """A server, real or in memory, with what others do to its keys."""

    def connect(
        self,
        terminal_id: str = ...,
        token: str = ...,
        *,
        clock: Clock,
        key_prefix: str = ...,
        location: str = ...,
        pause: Callable[[int], None] = ...,
    ) -> RedisStock: ...

    def text(self, key: str) -> str | None: ...

    def fields(self, key: str) -> dict[str, str]: ...

    def ttl_ms(self, key: str) -> int | None: ...

    def put(self, key: str, value: str) -> None: ...

    def drop(self, key: str) -> None: ...

    def add(self, key: str, by: int) -> int: ...


@contextmanager
def running(kind: str) -> Iterator[Server]:
    if kind == "memory":
        yield FakeStockServer()
    else:
        with stock_server(kind) as server:
            yield server


@pytest.fixture(scope="module", params=["memory", *PROGRAMS])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with running(request.param) as started:
        yield started


class Shop:
    """One test's own keys on the server, and the tills that look at them."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.prefix = f"{uuid.uuid4().hex}:"
        self.clock = TestClock()
        self.pauses: list[int] = []
        self.in_pause: Callable[[], object] = lambda: None
        self._tills: list[RedisStock] = []

    def till(
        self, terminal_id: str = "T1", token: str = "a", *, generation: int = 1, location: str = ""
    ) -> RedisStock:
        """A till; generation 0: without a lease."""
        till = self.server.connect(
            terminal_id,
            token,
            clock=self.clock,
            key_prefix=self.prefix,
            location=location,
            pause=self._pause,
        )
        self._tills.append(till)
        if generation:
            assert till.lease(generation).ours
        return till

    def close(self) -> None:
        for till in self._tills:
            till.close()

    def stock(self, units: int) -> None:
        self.server.put(f"{self.prefix}stock:p", str(units))

    def counter(self) -> int | None:
        text = self.server.text(f"{self.prefix}stock:p")
        return None if text is None else int(text)

    def online(self, by: int) -> int:
        """The online store moves the counter."""
        return self.server.add(f"{self.prefix}stock:p", by)

    def hold(self, hold_id: str = "h") -> str | None:
        return self.server.fields(f"{{{self.prefix}stock:p}}:holds").get(hold_id)

    def tombstone(self, hold_id: str = "h") -> tuple[str | None, int | None]:
        key = f"{{{self.prefix}stock:p}}:done:{hold_id}"
        return self.server.text(key), self.server.ttl_ms(key)

    def _pause(self, milliseconds: int) -> None:
        self.pauses.append(milliseconds)
        self.in_pause()


@pytest.fixture
def shop(server: Server) -> Iterator[Shop]:
    opened = Shop(server)
    yield opened
    opened.close()


V1, V2, V3 = Version(1, 10), Version(1, 11), Version(1, 12)


def test_the_client_fulfils_both_ports(shop: Shop) -> None:
    counters: StockCounters = shop.till()
    audit: StockAudit = shop.till("T2")

    assert (counters.settle_deadline() > 0, audit.lease_seen("T2")) == (True, 1)


# Claims


def test_a_claim_moves_the_counter_by_the_difference(shop: Shop) -> None:
    shop.stock(10)
    till = shop.till()

    first = till.claim("p", "h", V1, 3, False, "warn")
    more = till.claim("p", "h", V2, 7, False, "warn")
    fewer = till.claim("p", "h", V3, 2, False, "warn")

    assert [(reply.outcome, reply.held, reply.left) for reply in (first, more, fewer)] == [
        ("held", 3, 7),
        ("held", 7, 3),
        ("held", 2, 8),
    ]
    assert shop.counter() == 8


def test_a_hold_is_stored_as_the_contract_writes_it(shop: Shop) -> None:
    shop.stock(10)
    till = shop.till("KASSE2")

    till.claim("p", "h", Version(1, 7), 3, False, "warn")
    opened = shop.hold() or ""
    till.claim("p", "h", Version(1, 9), 4, True, "warn")
    sold = shop.hold() or ""

    assert re.fullmatch(r"1\|7\|3\|o\|\d{13}\|KASSE2", opened)
    assert sold == opened.replace("1|7|3|o", "1|9|4|s")


def test_the_same_claim_again_changes_nothing_and_answers_the_same(shop: Shop) -> None:
    shop.stock(10)
    till = shop.till()

    first = till.claim("p", "h", V1, 3, False, "block")
    again = till.claim("p", "h", V1, 3, False, "block")

    assert again == first
    assert shop.counter() == 7


def test_a_lower_version_changes_nothing(shop: Shop) -> None:
    shop.stock(10)
    till = shop.till()
    till.claim("p", "h", V2, 3, False, "warn")

    older = till.claim("p", "h", V1, 9, False, "warn")
    release = till.release("p", "h", V1)

    assert (older.outcome, older.held, release.outcome) == ("stale", 3, "stale")
    assert (shop.counter(), shop.tombstone()) == (7, (None, None))


def test_a_higher_generation_outranks_a_higher_seq(shop: Shop) -> None:
    """After a power cut seqs are used again, so seq alone runs backwards."""
    shop.stock(10)
    till = shop.till()
    till.claim("p", "h", Version(1, 500), 9, False, "warn")

    said_again = till.claim("p", "h", Version(2, 3), 1, False, "warn")
    delayed = till.claim("p", "h", Version(1, 501), 9, False, "warn")

    assert (said_again.outcome, said_again.held) == ("held", 1)
    assert (delayed.outcome, shop.counter()) == ("stale", 9)


def test_block_gives_no_more_than_there_is_and_keeps_the_old_quantity(shop: Shop) -> None:
    shop.stock(5)
    till = shop.till()
    till.claim("p", "h", V1, 2, False, "block")

    short = till.claim("p", "h", V2, 6, False, "block")

    assert (short.outcome, short.held, short.left) == ("short", 2, 3)
    assert shop.counter() == 3
    assert shop.pauses == [100]
    assert till.claim("p", "h", V3, 5, False, "block").outcome == "held"


def test_a_first_claim_that_is_short_leaves_nothing_behind(shop: Shop) -> None:
    shop.stock(1)

    reply = shop.till().claim("p", "h", V1, 2, False, "block")

    assert (reply.outcome, reply.held, reply.left) == ("short", 0, 1)
    assert (shop.counter(), shop.hold()) == (1, None)


def test_what_came_before_a_short_claim_stays_older(shop: Shop) -> None:
    shop.stock(5)
    till = shop.till()
    till.claim("p", "h", V1, 2, False, "block")
    till.claim("p", "h", V3, 9, False, "block")

    assert till.claim("p", "h", V2, 4, False, "block").outcome == "stale"
    assert shop.counter() == 3


def test_an_online_refusal_under_way_is_not_taken_for_short(shop: Shop) -> None:
    """The online store takes 8 of 5, sees that it is below zero, and puts them back."""
    shop.stock(5)
    shop.online(-8)
    shop.in_pause = lambda: shop.online(8)

    reply = shop.till().claim("p", "h", V1, 4, False, "block")

    assert (reply.outcome, reply.left, shop.counter()) == ("held", 1, 1)
    assert shop.pauses == [100]


def test_short_shows_no_less_than_nothing(shop: Shop) -> None:
    shop.stock(-3)

    assert shop.till().claim("p", "h", V1, 1, False, "block").left == 0


@pytest.mark.parametrize("policy", ["warn", "allow"])
def test_other_policies_always_take(shop: Shop, policy: str) -> None:
    shop.stock(1)
    till = shop.till()

    reply = till.claim("p", "h", V1, 4, False, policy)

    assert (reply.outcome, reply.held, reply.left) == ("below", 4, 0)
    assert (shop.counter(), shop.pauses) == (-3, [])


def test_a_sold_claim_always_takes(shop: Shop) -> None:
    shop.stock(1)

    reply = shop.till().claim("p", "h", V1, 4, True, "block")

    assert (reply.outcome, reply.held, shop.counter()) == ("below", 4, -3)


def test_giving_some_back_is_never_short(shop: Shop) -> None:
    shop.stock(5)
    till = shop.till()
    till.claim("p", "h", V1, 5, False, "block")
    shop.online(-2)

    reply = till.claim("p", "h", V2, 4, False, "block")

    assert (reply.outcome, reply.held, shop.counter()) == ("below", 4, -1)


def test_no_counter_is_made_by_a_claim(shop: Shop) -> None:
    till = shop.till()

    claimed = till.claim("p", "h", V1, 2, False, "block")
    written = shop.hold()
    released = till.release("p", "h", V2)

    assert (claimed.outcome, claimed.held, claimed.left) == ("norecord", 2, None)
    assert written is not None
    assert (released.outcome, released.left, shop.counter(), shop.hold()) == ("released", None, None, None)


def test_a_counter_of_zero_that_nobody_set_is_a_counter(shop: Shop) -> None:
    shop.online(-1)
    shop.online(1)

    assert shop.till().claim("p", "h", V1, 1, False, "block").outcome == "short"


def test_the_higher_version_decides_the_state_too(shop: Shop) -> None:
    """The till's disk is the truth: what it says later holds."""
    shop.stock(5)
    till = shop.till()
    till.claim("p", "h", Version(1, 20), 2, True, "warn")

    till.claim("p", "h", Version(2, 12), 2, False, "warn")

    assert (shop.hold() or "").split("|")[3] == "o"


def test_quantities_beyond_32_bits_are_exact(shop: Shop) -> None:
    shop.stock(2**52)
    till = shop.till()

    till.claim("p", "h", V1, 2**51 + 1, False, "block")

    assert shop.counter() == 2**52 - 2**51 - 1
    assert till.look("p").holds[0].units == 2**51 + 1


# Ends of a hold


def test_a_release_gives_back_and_leaves_a_tombstone_for_an_hour(shop: Shop) -> None:
    shop.stock(5)
    till = shop.till()
    till.claim("p", "h", V1, 2, False, "warn")

    released = till.release("p", "h", V2)

    assert (released.outcome, released.held, released.left) == ("released", 0, 5)
    assert (shop.counter(), shop.hold()) == (5, None)
    value, ttl_ms = shop.tombstone()
    assert value == "r"
    assert ttl_ms is not None
    assert 0 < ttl_ms <= HOUR_MS


def test_a_claim_that_was_overtaken_by_its_release_finds_the_tombstone(shop: Shop) -> None:
    shop.stock(5)
    till = shop.till()

    released = till.release("p", "h", V2)
    overtaken = till.claim("p", "h", V1, 2, False, "warn")
    released_again = till.release("p", "h", V2)

    assert [released.outcome, overtaken.outcome, released_again.outcome] == ["released", "done", "done"]
    assert (shop.counter(), shop.hold()) == (5, None)


@pytest.mark.parametrize(("held", "moved"), [(3, 3), (3, 2), (2, 3), (0, 2)])
def test_settling_lets_the_counter_follow_the_movement(shop: Shop, held: int, moved: int) -> None:
    shop.stock(10)
    till = shop.till()
    if held:
        till.claim("p", "h", V1, held, True, "warn")

    answer = till.settle("p", "h", moved, till.settle_deadline())

    assert answer == "settled"
    assert (shop.counter(), shop.hold(), shop.tombstone()) == (10 - moved, None, ("s", None))


def test_goods_that_come_back_raise_the_counter_by_settling(shop: Shop) -> None:
    shop.stock(10)
    till = shop.till()

    till.settle("p", "h", -4, till.settle_deadline())

    assert shop.counter() == 14


def test_a_movement_is_settled_once(shop: Shop) -> None:
    shop.stock(10)
    till = shop.till()
    till.settle("p", "h", 3, till.settle_deadline())

    again = till.settle("p", "h", 3, till.settle_deadline())
    claimed = till.claim("p", "h", V3, 3, True, "warn")
    released = till.release("p", "h", V3)

    assert (again, claimed.outcome, released.outcome) == ("done", "done", "done")
    assert (shop.counter(), shop.hold()) == (7, None)


def test_a_movement_of_a_released_hold_is_settled_all_the_same(shop: Shop) -> None:
    """on_hand has moved, so the counter must."""
    shop.stock(10)
    till = shop.till()
    till.claim("p", "h", V1, 3, False, "warn")
    till.release("p", "h", V2)

    assert till.settle("p", "h", 3, till.settle_deadline()) == "settled"
    assert (shop.counter(), shop.tombstone()) == (7, ("s", None))


def test_forgetting_lets_the_tombstone_run_out_and_does_not_begin_anew(shop: Shop) -> None:
    shop.stock(10)
    till = shop.till()
    till.settle("p", "h", 3, till.settle_deadline())

    till.forget("p", "h")
    _, first_ms = shop.tombstone()
    till.forget("p", "h")
    _, then_ms = shop.tombstone()

    assert first_ms is not None
    assert then_ms is not None
    assert 0 < then_ms <= first_ms <= HOUR_MS


def test_forgetting_touches_no_tombstone_of_a_release(shop: Shop) -> None:
    till = shop.till()
    till.release("p", "h", V1)

    till.forget("p", "h")
    till.forget("p", "another")

    assert (shop.tombstone()[0], shop.tombstone("another")[0]) == ("r", None)


# Deadlines


def test_what_comes_after_its_deadline_does_nothing(shop: Shop) -> None:
    shop.stock(10)
    till = shop.till()
    till.claim("p", "h", V1, 3, False, "warn")
    deadline_ms = till.settle_deadline() - 30_001
    shop.clock.offset_ms -= 31_000

    late_claim = till.claim("p", "h", V2, 5, False, "warn")
    late_settle = till.settle("p", "h", 3, deadline_ms)

    assert (late_claim.outcome, late_settle) == ("late", "late")
    assert (shop.counter(), (shop.hold() or "").split("|")[2]) == (7, "3")


def test_a_late_release_does_nothing(shop: Shop) -> None:
    shop.stock(10)
    till = shop.till()
    till.claim("p", "h", V1, 3, False, "warn")
    shop.clock.offset_ms -= 31_000

    assert till.release("p", "h", V2).outcome == "late"
    assert (shop.counter(), shop.tombstone()[0]) == (7, None)


def test_a_late_answer_tells_the_time_so_the_next_is_in_time(shop: Shop) -> None:
    shop.stock(10)
    till = shop.till()
    shop.clock.offset_ms -= 31_000

    outcomes = [till.claim("p", "h", V1, 3, False, "warn").outcome for _ in range(2)]

    assert outcomes == ["late", "held"]


# Leases


def test_a_lease_is_stored_as_the_contract_writes_it(shop: Shop) -> None:
    reply = shop.till("T7", "token", generation=0).lease(4)

    key = f"{shop.prefix}pos:lease:T7"
    assert (reply.ours, reply.generation_seen) == (True, 4)
    assert shop.server.text(key) == "4:token"
    assert 0 < (shop.server.ttl_ms(key) or 0) <= 15 * 60_000


def test_a_lease_is_renewed_and_the_server_is_the_same(shop: Shop) -> None:
    till = shop.till(generation=0)

    first, second = till.lease(1), till.lease(1)

    assert second == first


def test_a_lease_that_was_gone_is_not_taken_again_by_the_same_generation(shop: Shop) -> None:
    """Its open holds may have been given back meanwhile; they have to be said again."""
    shop.stock(5)
    till = shop.till()
    shop.server.drop(f"{shop.prefix}pos:lease:T1")

    lost = till.lease(1)

    assert (lost.ours, lost.generation_seen) == (False, 0)
    with pytest.raises(StockUnavailable):
        till.claim("p", "h", V1, 1, False, "warn")
    assert till.lease(2).ours
    assert till.claim("p", "h", Version(2, 10), 1, False, "warn").outcome == "held"


def test_a_new_start_takes_over_the_lease_of_the_one_before(shop: Shop) -> None:
    shop.till(generation=3)

    assert shop.till(generation=0).lease(4).ours


def test_a_till_that_took_our_name_is_seen(shop: Shop) -> None:
    ours = shop.till(token="a", generation=3)
    other = shop.till(token="b", generation=0)

    refused = other.lease(2)
    taken = other.lease(4)
    lost = ours.lease(3)

    assert (refused.ours, refused.generation_seen) == (False, 3)
    assert taken.ours
    assert (lost.ours, lost.generation_seen) == (False, 4)


def test_without_a_lease_nothing_is_claimed_or_released(shop: Shop) -> None:
    shop.stock(5)
    till = shop.till(generation=0)
    till.look("p")

    with pytest.raises(StockUnavailable):
        till.claim("p", "h", V1, 1, False, "warn")
    with pytest.raises(StockUnavailable):
        till.release("p", "h", V1)
    assert shop.counter() == 5


def test_nothing_but_an_opening_call_connects(shop: Shop) -> None:
    till = shop.till()
    deadline_ms = till.settle_deadline()
    till.close()

    with pytest.raises(StockUnavailable):
        till.settle("p", "h", 1, deadline_ms)
    with pytest.raises(StockUnavailable):
        till.claim("p", "h", V1, 1, False, "warn")
    till.settle_deadline()
    with pytest.raises(StockUnavailable):
        till.claim("p", "h", V1, 1, False, "warn")


def test_the_generation_of_any_lease_can_be_seen(shop: Shop) -> None:
    till = shop.till("T1", generation=6)

    assert (till.lease_seen("T1"), till.lease_seen("T2")) == (6, None)


# Audit


def test_a_look_shows_counter_and_holds_in_order(shop: Shop) -> None:
    shop.stock(10)
    first, second = shop.till("T1"), shop.till("T2")
    second.claim("p", "b", V2, 4, True, "warn")
    first.claim("p", "a", V1, 3, False, "warn")

    look = first.look("p")

    assert look.counter == 3
    assert [(h.hold_id, h.version, h.units, h.sold, h.terminal_id) for h in look.holds] == [
        ("a", V1, 3, False, "T1"),
        ("b", V2, 4, True, "T2"),
    ]
    assert look.server_ms >= look.holds[0].since_ms
    assert (look.session == first.look("p").session, look.session == second.look("p").session) == (
        True,
        False,
    )


def test_a_look_at_nothing(shop: Shop) -> None:
    look = shop.till().look("p")

    assert (look.counter, look.holds) == (None, ())


def test_a_hold_is_reaped_only_if_it_is_as_seen(shop: Shop) -> None:
    shop.stock(10)
    till = shop.till()
    till.claim("p", "h", V1, 3, False, "warn")
    seen = till.look("p").holds[0]
    till.claim("p", "h", V2, 4, False, "warn")

    changed = till.reap("p", seen)
    as_seen = till.reap("p", till.look("p").holds[0])
    gone = till.reap("p", seen)

    assert (changed, as_seen, gone) == (False, True, False)
    assert (shop.counter(), shop.hold(), shop.tombstone()[0]) == (10, None, None)
    assert till.claim("p", "h", V3, 4, False, "warn").outcome == "held"


def test_a_sold_hold_is_never_reaped(shop: Shop) -> None:
    shop.stock(10)
    till = shop.till()
    till.claim("p", "h", V1, 3, True, "warn")

    assert not till.reap("p", till.look("p").holds[0])
    assert shop.counter() == 7


def test_a_repair_needs_the_counter_as_it_was_seen(shop: Shop) -> None:
    shop.stock(10)
    till = shop.till()
    seen = till.look("p")
    shop.online(-1)

    changed = till.repair("p", seen, 4)
    as_seen = till.repair("p", till.look("p"), 4)

    assert (changed, as_seen, shop.counter()) == (False, True, 4)


def test_a_repair_needs_the_holds_as_they_were_seen(shop: Shop) -> None:
    shop.stock(10)
    till = shop.till()
    till.claim("p", "a", V1, 1, False, "warn")
    seen = till.look("p")
    till.claim("p", "a", V2, 1, False, "warn")
    other_value = till.repair("p", seen, 4)
    seen = till.look("p")
    till.claim("p", "b", V1, 0, False, "warn")
    one_more = till.repair("p", seen, 4)

    assert (other_value, one_more, shop.counter()) == (False, False, 9)
    assert till.repair("p", till.look("p"), 4)


def test_a_repair_makes_no_counter(shop: Shop) -> None:
    till = shop.till()

    assert not till.repair("p", till.look("p"), 4)
    assert shop.counter() is None


# Keys


def test_another_location_has_counters_of_its_own(shop: Shop) -> None:
    shop.stock(10)
    shop.server.put(f"{shop.prefix}stock@cellar:p", "3")

    till = shop.till(location="cellar")
    reply = till.claim("p", "h", V1, 2, False, "warn")
    till.release("p", "g", V1)

    assert (reply.left, shop.counter()) == (1, 10)
    assert shop.server.fields(f"{{{shop.prefix}stock@cellar:p}}:holds").keys() == {"h"}
    assert shop.server.text(f"{{{shop.prefix}stock@cellar:p}}:done:g") == "r"


def test_a_counter_is_preset_only_where_there_is_none(shop: Shop) -> None:
    till = shop.till(generation=0)

    made, kept = till.preset("p", 12), till.preset("p", 99)

    assert (made, kept, shop.counter()) == (True, False, 12)


@pytest.mark.parametrize("bad", ["", "a b", "a}b", "a|b", "x" * 65, "ä"])
def test_ids_that_would_break_a_key_are_refused(shop: Shop, bad: str) -> None:
    till = shop.till()

    with pytest.raises(StockRefused):
        till.claim(bad, "h", V1, 1, False, "warn")
    with pytest.raises(StockRefused):
        till.claim("p", bad, V1, 1, False, "warn")


def test_names_that_would_break_a_key_are_refused_at_once(shop: Shop) -> None:
    with pytest.raises(ConfigError):
        shop.server.connect("till 1", "a", clock=shop.clock)
    with pytest.raises(ConfigError):
        shop.server.connect("T1", "a", clock=shop.clock, key_prefix="{x}")
    with pytest.raises(ConfigError):
        shop.server.connect("T1", "a", clock=shop.clock, location="a:b")


def test_nobody_claims_less_than_nothing(shop: Shop) -> None:
    with pytest.raises(Bug):
        shop.till().claim("p", "h", V1, -1, False, "warn")
