"""Ids are UUIDs of version 7 and sort in the order in which they were made."""

import re
import threading
import uuid

from pos_terminal.adapters.ids import Uuid7


class Wall:
    def __init__(self, at_ms: int) -> None:
        self.at_ms = at_ms

    def __call__(self) -> int:
        return self.at_ms


def test_an_id_is_a_uuid_of_version_7_that_carries_its_time() -> None:
    # given a clock at the time of RFC 9562's own example (appendix A.6)
    new_id = Uuid7(Wall(0x017F22E279B0))

    # when an id is made
    made = new_id()

    # then its time, version and variant stand where the RFC puts them
    parsed = uuid.UUID(made)
    assert made.startswith("017f22e2-79b0-7")
    assert (parsed.version, parsed.variant) == (7, uuid.RFC_4122)
    assert re.fullmatch(r"[A-Za-z0-9._-]{1,64}", made)


def test_the_bits_of_the_rfc_example_come_out_as_printed_there() -> None:
    # given the random parts of the RFC's example: rand_a 0xCC3, rand_b 0x18C4DC0C0C07398F
    new_id = Uuid7(Wall(0x017F22E279B0), random_bits=lambda _bits: 0xCC3 << 62 | 0x18C4DC0C0C07398F)

    # when, then
    assert new_id() == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"


def test_ids_of_one_millisecond_ascend() -> None:
    # given a clock that stands still
    new_id = Uuid7(Wall(1_700_000_000_000))

    # when
    made = [new_id() for _ in range(2000)]

    # then
    assert made == sorted(set(made))


def test_ids_ascend_when_the_clock_runs_back() -> None:
    # given
    wall = Wall(1_700_000_000_000)
    new_id = Uuid7(wall)
    before = new_id()

    # when the wall clock is set back by an hour
    wall.at_ms -= 3_600_000

    # then
    assert new_id() > before


def test_the_random_part_running_over_goes_to_the_next_millisecond() -> None:
    # given random numbers that are as large as they can be
    new_id = Uuid7(Wall(1000), random_bits=lambda bits: (1 << bits) - 1)
    before = new_id()
    new_id._random = (1 << 74) - 1

    # when
    after = new_id()

    # then
    assert after > before
    assert uuid.UUID(after).int >> 80 == 1001


def test_threads_never_get_the_same_id() -> None:
    # given
    new_id = Uuid7(Wall(1_700_000_000_000))
    made: list[str] = []

    # when four threads draw at once
    threads = [threading.Thread(target=lambda: made.extend([new_id() for _ in range(500)])) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)

    # then
    assert len(set(made)) == 2000
