"""What every stock server promises of leases and connections."""

from __future__ import annotations

import pytest

from pos_terminal.errors import StockUnavailable
from pos_terminal.services.ports import StockAudit, StockCounters, Version
from tests.fakes.stock_shop import V1, Shop


def test_the_client_fulfils_both_ports(shop: Shop) -> None:
    counters: StockCounters = shop.till()
    audit: StockAudit = shop.till("T2")

    assert (counters.settle_deadline() > 0, audit.lease_seen("T2")) == (True, 1)


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
