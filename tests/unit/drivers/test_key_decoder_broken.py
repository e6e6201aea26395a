"""Scans that come only in part: thrown away up to their end, told, and never joined with another."""

import pytest

from drivers.scanners.framing import Framing
from tests.unit.drivers.key_bench import CTRL, ENTER, SHIFT, Bench
from tests.unit.drivers.typist import CAPS

EAN = "4006381333931"


def test_an_endless_scan_is_thrown_away_up_to_its_end() -> None:
    bench = Bench()

    bench.type("7" * 5000)
    bench.tap(ENTER)
    bench.type("431")
    bench.tap(ENTER)

    assert bench.texts == ["<too_long>", "431"]


@pytest.mark.parametrize("lost_at", range(14))
def test_lost_keys_break_the_whole_scan_and_not_the_next(lost_at: int) -> None:
    bench = Bench()

    bench.type(EAN[:lost_at])
    bench.found += bench.decoder.overrun(bench.at_ns)
    bench.type(EAN[-3:])
    bench.tap(ENTER)
    bench.type("73513537")
    bench.tap(ENTER)

    assert bench.texts == ["<overrun>", "73513537"]


def test_keys_lost_with_the_end_of_a_scan_break_the_next_one_too_and_both_are_told() -> None:
    bench = Bench()

    bench.type(EAN)
    bench.found += bench.decoder.overrun(bench.at_ns)
    bench.wait(2000)
    for _ in range(2):
        bench.type("73513537")
        bench.tap(ENTER)
        bench.wait(2000)

    assert bench.texts == ["<overrun>", "<overrun>", "73513537"]


def test_keys_lost_lift_all_modifiers_and_caps_lock() -> None:
    bench = Bench()
    bench.key(CAPS, 1)
    bench.key(SHIFT, 1)
    bench.key(CTRL, 1)

    bench.found += bench.decoder.overrun(bench.at_ns)
    bench.found += bench.decoder.overrun(bench.at_ns)
    bench.tap(ENTER)
    bench.type("a")
    bench.tap(ENTER)

    assert bench.texts == ["<overrun>", "a"]


def test_losing_the_scanner_throws_its_half_scan_away() -> None:
    bench = Bench()
    bench.key(SHIFT, 1)
    bench.tap(30)

    bench.found += bench.decoder.lost()
    bench.decoder.begin(bench.at_ns)
    bench.wait(1000)
    bench.type("431")
    bench.tap(ENTER)

    assert bench.texts == ["<unplugged>", "431"]


def test_a_scanner_that_is_lost_between_scans_is_nothing_to_tell() -> None:
    bench = Bench()
    bench.type("431")
    bench.tap(ENTER)

    assert not bench.decoder.lost()


def test_a_scan_that_began_before_the_grab_is_not_taken_for_a_code() -> None:
    # Given a scanner that is grabbed in the middle of a scan
    bench = Bench()
    bench.decoder.begin(bench.at_ns)

    bench.type("431")
    bench.tap(ENTER)
    bench.wait(200)
    bench.type("73513537")
    bench.tap(ENTER)

    assert bench.texts == ["<late_start>", "73513537"]


def test_a_rest_without_an_end_is_told_when_it_is_quiet() -> None:
    bench = Bench()
    bench.decoder.begin(bench.at_ns)

    bench.type("431")
    bench.wait(200)

    assert bench.texts == ["<late_start>"]
    bench.type("73513537")
    bench.tap(ENTER)
    assert bench.texts == ["<late_start>", "73513537"]


def test_the_end_of_a_scan_that_began_before_the_grab_breaks_nothing_else() -> None:
    bench = Bench()
    bench.decoder.begin(bench.at_ns, held=frozenset((ENTER, SHIFT)))

    bench.key(ENTER, 0)
    bench.key(SHIFT, 0)
    bench.wait(200)
    bench.type("431")
    bench.tap(ENTER)

    assert bench.texts == ["431"]


def test_without_an_end_silence_ends_a_scan() -> None:
    bench = Bench(framing=Framing(terminators=b"", idle_ms=60))

    bench.type("431")
    bench.wait(100)
    bench.type("432")
    bench.wait(100)

    assert bench.texts == ["431", "432"]


def test_without_an_end_silence_ends_a_broken_scan() -> None:
    bench = Bench(framing=Framing(terminators=b"", idle_ms=60))

    bench.type("43")
    bench.found += bench.decoder.overrun(bench.at_ns)
    bench.type("1")
    bench.wait(100)
    bench.type("432")
    bench.wait(100)

    assert bench.texts == ["<overrun>", "432"]


def test_a_suffix_of_characters_ends_a_scan() -> None:
    bench = Bench(framing=Framing(terminators=b"", suffix=b"$$"))

    bench.type("431$$")
    bench.found += bench.decoder.overrun(bench.at_ns)
    bench.type("31$$432$$")

    assert bench.texts == ["431", "<overrun>", "432"]
