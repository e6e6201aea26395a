"""What every stock server promises of claims."""

from __future__ import annotations

import re

import pytest

from pos_terminal.services.ports import Version
from tests.fakes.stock_shop import V1, V2, V3, Shop


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
