"""The clock tells the machine's time in the units that its names say."""

import time

from pos_terminal.adapters.system_clock import SystemClock


def test_the_wall_clock_counts_milliseconds_since_1970() -> None:
    # given
    before = time.time_ns()

    # when
    read_ms = SystemClock().utc_ms()

    # then
    assert before // 1_000_000 <= read_ms <= time.time_ns() // 1_000_000


def test_the_monotonic_clock_is_the_one_that_other_processes_see() -> None:
    # given
    before = time.clock_gettime_ns(time.CLOCK_MONOTONIC)

    # when
    read_ns = SystemClock().monotonic_ns()

    # then
    assert before <= read_ns <= time.clock_gettime_ns(time.CLOCK_MONOTONIC)
