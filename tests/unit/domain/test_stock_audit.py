"""What two sights of an article allow, by example; and that every finding is explained in sentences."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from pos_terminal.domain import stock_audit as a
from pos_terminal.domain.inventory import HoldSeen, Look, Version
from pos_terminal.domain.records import Movement

HOLD = HoldSeen("h", "3|7|2|o|5|T1", Version(3, 7), 2, False, 5, "T1")
MOVE = Movement("m", "p", 2, "sale")


def sight(
    at_ms: int, counter: int | None = 8, on_hand: int | None = 10, *, lease: int | None = 3, touches: int = 1
) -> a.Sight:
    look = Look(counter, (HOLD,), 0, "s1", touches)
    return a.Sight("p", look, "run", at_ms, at_ms + 5, a.CentreStock(on_hand), {"T1": lease})


def after(first: a.Sight) -> a.Memory:
    return a.judge(a.Memory(), first, False).memory


def test_what_adds_up_leaves_nothing_to_do_and_nothing_to_remember() -> None:
    assert a.judge(a.Memory(), sight(0), False) == a.Verdict(())


def test_the_minute_begins_when_the_first_look_was_answered() -> None:
    memory = after(sight(0, counter=9))

    early = a.judge(memory, sight(60_004, counter=9), False)
    late = a.judge(memory, sight(60_005, counter=9), False)

    assert early.decisions == (a.Wait("high", 1, 60_005),)
    assert late.decisions == (a.Lower(8, 1),)


@pytest.mark.parametrize(
    "second",
    [
        sight(90_000, counter=9, touches=2),
        sight(90_000, counter=9, on_hand=9),
        replace(sight(90_000, counter=9), server_run="another"),
        replace(sight(90_000, counter=9), look=Look(9, (HOLD,), 0, "s2", 1)),
        replace(sight(90_000, counter=9), look=Look(9, (replace(HOLD, value="3|8|2|o|5|T1"),), 0, "s1", 1)),
    ],
)
def test_whatever_changed_begins_the_minute_anew(second: a.Sight) -> None:
    verdict = a.judge(after(sight(0, counter=9)), second, False)

    assert all(isinstance(decision, a.Wait) for decision in verdict.decisions)
    assert verdict.memory.drift == second


@pytest.mark.parametrize(("may_raise", "decision"), [(False, a.ReportLow(3)), (True, a.Raise(8, 3))])
def test_what_is_too_low_takes_a_quarter_of_an_hour(may_raise: bool, decision: a.Decision) -> None:
    memory = after(sight(0, counter=5))

    assert a.judge(memory, sight(900_004, counter=5), may_raise).decisions == (a.Wait("low", 3, 900_005),)
    assert a.judge(memory, sight(900_005, counter=5), may_raise).decisions == (decision,)


def test_movements_come_before_everything_else() -> None:
    seen = sight(0, counter=99, lease=None)
    memory = after(seen)
    later = replace(seen, asked_ms=10**6, centre=a.CentreStock(10, (MOVE,)))

    verdict = a.judge(memory, later, True)

    assert verdict.decisions == (a.Settle((MOVE,)),)
    assert verdict.memory.drift is None


@pytest.mark.parametrize("lease", [None, 4])
def test_a_hold_of_a_till_that_is_gone_is_free_after_a_minute(lease: int | None) -> None:
    memory = after(sight(0, lease=lease))

    early = a.judge(memory, sight(60_004, lease=lease), False)
    late = a.judge(memory, sight(60_005, lease=lease), False)

    assert early.decisions == (a.Wait("gone", 2, 60_005),)
    assert late.decisions == (a.Reap(HOLD, lease),)


@pytest.mark.parametrize("lease", [3, 2])
def test_a_hold_of_a_till_that_lives_stays(lease: int) -> None:
    memory = after(sight(0, lease=None))

    assert a.judge(memory, sight(10**9, lease=lease), False) == a.Verdict(())


def test_a_till_that_nobody_can_ask_about_counts_as_living() -> None:
    seen = replace(sight(0), leases={})

    assert a.judge(after(seen), replace(seen, asked_ms=10**9), False) == a.Verdict(())


def test_an_article_that_the_centre_does_not_count_is_left() -> None:
    assert a.judge(a.Memory(), sight(0, on_hand=None), False) == a.Verdict(())


def test_an_article_without_a_counter_is_said() -> None:
    assert a.judge(a.Memory(), sight(0, counter=None), False).decisions == (a.NoCounter(10),)


@pytest.mark.parametrize(
    "decision",
    [
        a.Settle((MOVE,)),
        a.Reap(HOLD, None),
        a.Reap(HOLD, 4),
        a.Lower(8, 2),
        a.Raise(8, 2),
        a.ReportLow(2),
        a.NoCounter(2),
        a.Wait("gone", 2, 0),
        a.Wait("high", 2, 0),
        a.Wait("low", 2, 0),
    ],
)
def test_every_finding_is_explained_in_plain_sentences(decision: a.Decision) -> None:
    pieces = a.explained(decision, "p", a.CentreStock(2, name="Milk"))
    weighed = a.explained(decision, "p", a.CentreStock(2, name="Ham", unit="kg"))

    assert pieces.units == 2
    assert pieces.text.startswith("Milk (p): ")
    assert re.search(r"\b2\b", pieces.text)
    assert "0.002 kg" in weighed.text
    assert pieces.text.endswith(".")
