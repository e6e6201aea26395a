"""Faults of a simulated scanner: what they put on the line, and what the driver makes of them."""

import random
from collections.abc import Sequence

import pytest

from drivers.api import ScanBroken, ScanRead
from drivers.scanners.framing import Framer, Framing
from drivers.simulated.scan_faults import NO_FAULTS, ScanFaults, Step, garbled, steps

MILK = "4006381333931"


def played(faults: ScanFaults, framing: Framing | None = None) -> list[str]:
    """What a framer makes of a scan with faults and a clean one after it."""
    todo = steps(b"", MILK, b"\r", faults, random.Random(1))
    framer, found, at_ns = Framer("s1", framing or Framing()), list[ScanRead | ScanBroken](), 0
    for step in [*todo, Step(500, b"73513537\r")]:
        at_ns += step.after_ms * 1_000_000
        found += framer.lost() if step.plug == "out" else framer.feed(step.sent, at_ns)
    return [scan.text if isinstance(scan, ScanRead) else f"({scan.reason})" for scan in found]


@pytest.mark.parametrize(
    ("faults", "found"),
    [
        (NO_FAULTS, [MILK, "73513537"]),
        (ScanFaults(bounces=1), [MILK, MILK, "73513537"]),
        (ScanFaults(splits=6), [MILK, "73513537"]),
        (ScanFaults(byte_ms=40), [MILK, "73513537"]),
        (ScanFaults(terminator="doubled"), [MILK, "73513537"]),
        (ScanFaults(terminator="lost"), [MILK + "73513537"]),
        (ScanFaults(unplug=True, back_ms=300), ["(unplugged)", "73513537"]),
        (ScanFaults(endless_bytes=100_000), ["(too_long)"]),
    ],
)
def test_what_the_driver_makes_of_a_fault(faults: ScanFaults, found: list[str]) -> None:
    assert played(faults) == found


def test_a_bounce_within_the_window_is_one_scan() -> None:
    assert played(ScanFaults(bounces=2, bounce_ms=10), Framing(repeat_ms=30)) == [MILK, "73513537"]


def test_garbage_before_a_scan_makes_another_text_never_another_article() -> None:
    first, second = played(ScanFaults(garbage_bytes=5))

    assert first.endswith(MILK)
    assert first != MILK
    assert second == "73513537"


def test_the_wrong_layout_garbles_as_a_french_computer_does() -> None:
    assert garbled(MILK, "us", "fr") == '\'àà-"_&"""ç"&'
    assert garbled("AB-12z", "us", "us") == "AB-12z"
    assert garbled("YZ", "us", "de") == "ZY"
    assert played(ScanFaults(typed_as="fr"))[0] == '\'àà-"_&"""ç"&'


def test_slow_bytes_come_one_by_one() -> None:
    todo = steps(b"\x02", "431", b"\r\n", ScanFaults(byte_ms=30), random.Random(1))

    assert [step.sent for step in todo] == [b"\x02", b"4", b"3", b"1", b"\r", b"\n"]
    assert [step.after_ms for step in todo] == [0, 30, 30, 30, 30, 30]


def test_a_scan_that_is_cut_is_the_same_bytes_in_more_pieces() -> None:
    for seed in range(50):
        todo = steps(b"", MILK, b"\r", ScanFaults(splits=4), random.Random(seed))
        assert len(todo) == 5
        assert joined(todo) == MILK.encode() + b"\r"


def test_more_cuts_than_there_are_bytes_are_one_a_byte() -> None:
    assert len(steps(b"", "431", b"\r", ScanFaults(splits=99), random.Random(1))) == 4
    assert len(steps(b"", "4", b"", ScanFaults(splits=99), random.Random(1))) == 1


def joined(todo: Sequence[Step]) -> bytes:
    return b"".join(step.sent for step in todo)
