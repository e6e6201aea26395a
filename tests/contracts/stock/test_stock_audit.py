"""What every stock server promises whoever looks, reaps and repairs; and of names."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pos_terminal.errors import Bug, ConfigError, StockRefused
from tests.fakes.stock_shop import V1, V2, V3, Shop


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


def test_two_looks_show_that_nobody_touched_the_counter(shop: Shop) -> None:
    shop.stock(10)
    audit = shop.audit()

    first, second = audit.look("p"), audit.look("p")

    assert first.same_state(second)


@pytest.mark.parametrize("times", [1, 3])
def test_two_looks_show_a_touch_that_left_the_value_as_it_was(shop: Shop, times: int) -> None:
    shop.stock(10)
    audit = shop.audit()

    looks = [audit.look("p")]
    for _ in range(times):
        shop.online(-2)
        shop.online(2)
        looks.append(audit.look("p"))

    assert {look.counter for look in looks} == {10}
    assert not any(a.same_state(b) for a, b in pairwise(looks))
    assert looks[-1].same_state(audit.look("p"))


def test_a_claim_touches_its_own_counter_only(shop: Shop) -> None:
    shop.stock(10)
    till, audit = shop.till(), shop.audit()
    seen, other = audit.look("p"), audit.look("q")

    till.claim("p", "h", V1, 3, False, "warn")
    till.release("p", "h", V2)

    assert not seen.same_state(audit.look("p"))
    assert other.same_state(audit.look("q"))


def test_a_counter_that_is_made_is_a_touch(shop: Shop) -> None:
    audit = shop.audit()
    seen = audit.look("p")

    shop.online(-1)
    shop.online(1)
    shop.server.drop(f"{shop.prefix}stock:p")

    assert not seen.same_state(audit.look("p"))


def test_a_new_connection_and_a_look_before_it_are_not_the_same(shop: Shop) -> None:
    shop.stock(10)
    audit = shop.audit()
    seen = audit.look("p")

    audit.close()

    assert not seen.same_state(audit.look("p"))


def test_a_counter_is_created_only_where_there_is_none_and_the_holds_are_as_seen(shop: Shop) -> None:
    till, audit = shop.till(), shop.audit()
    till.claim("p", "h", V1, 3, False, "warn")
    seen = audit.look("p")
    till.claim("p", "h", V2, 4, False, "warn")

    other_holds = audit.create("p", seen, 7)
    made = audit.create("p", audit.look("p"), 6)
    there_already = audit.create("p", audit.look("p"), 9)

    assert (other_holds, made, there_already, shop.counter()) == (False, True, False, 6)


def test_a_server_run_has_a_name(shop: Shop) -> None:
    audit = shop.audit()

    assert audit.server_run() == audit.server_run() != ""


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
