"""The storm's judge finds what is planted, and nothing on a clean roll."""

from dataclasses import replace

import pytest

from drivers.simulated.roll import PaperRead
from tools.storm import lying_of, selftest
from tools.storm_judge import Lying, Sold, differences
from tools.storm_printer import Roll, is_torn

SOLD = [Sold("T1-A000001", 1_000), Sold("T1-A000002", 9_000, copies=1)]
CLEAN = [Lying("T1-A000001", False, True), Lying("T1-A000002", False, True)]
PULSES = [1_050, 9_100]
RECEIPT = (
    "       Proof shop",
    "-" * 48,
    "Storm article 2                             1.69",
    "=" * 48,
    "TOTAL GBP             1.69",
    "Receipt                               T1-A000001",
    "           [CODE128 T1-A000001-CC8A]",
    "- - -",
)


def kinds(roll: list[Lying], pulses: list[int] = PULSES) -> list[str]:
    return [found.kind for found in differences(SOLD, roll, pulses)]


def test_every_plant_of_the_selftest_is_found() -> None:
    assert selftest() == []


def test_a_clean_roll_is_clean_with_its_copy_or_without() -> None:
    copy = Lying("T1-A000002", True, True)
    assert kinds(CLEAN) == []
    assert kinds([*CLEAN, copy]) == []
    assert kinds([CLEAN[0], copy]) == []


@pytest.mark.parametrize(
    ("roll", "found"),
    [
        ([CLEAN[0], replace(CLEAN[1], whole=False, torn=True)], ["lost"]),
        ([CLEAN[0], CLEAN[0], CLEAN[1]], ["doubled"]),
        ([*CLEAN, replace(CLEAN[0], copy=True)], ["doubled"]),
        ([*CLEAN, CLEAN[1]], ["unmarked"]),
        ([CLEAN[0], replace(CLEAN[1], copy=True), CLEAN[1]], ["swapped"]),
        ([*CLEAN, replace(CLEAN[1], whole=False)], ["foreign"]),
        ([CLEAN[0], replace(CLEAN[1], notices=("The command ? ESC 7A is not understood.",))], ["foreign"]),
        ([CLEAN[0], replace(CLEAN[1], facts=None)], ["wrong"]),
    ],
)
def test_what_is_wrong_is_named(roll: list[Lying], found: list[str]) -> None:
    assert kinds(roll) == found


@pytest.mark.parametrize("pulses", [[1_050, 16_000], [1_050, 1_060], [500]])
def test_a_pulse_that_belongs_to_no_sale_is_late(pulses: list[int]) -> None:
    assert kinds(CLEAN, pulses) == ["drawer"]


def paper(*rows: str) -> PaperRead:
    return PaperRead(1, "T1-A000001", False, True, False, rows, ())


def test_a_receipt_is_read_below_what_hung_out_of_the_printer_before() -> None:
    roll = Roll(papers=[paper(*RECEIPT[:3], *RECEIPT), paper(*RECEIPT)])
    torn, clean = lying_of(roll)
    assert (torn.torn, clean.torn) == (True, False)
    assert torn.facts == clean.facts
    assert clean.facts is not None
    assert dict(clean.facts)["total"] == 169
    assert is_torn(paper(*RECEIPT[2:]))
