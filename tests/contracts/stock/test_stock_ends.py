"""What every stock server promises of the end of a hold, and of what comes too late."""

from __future__ import annotations

import pytest

from tests.fakes.stock_shop import V1, V2, V3, Shop

HOUR_MS = 3_600_000


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
