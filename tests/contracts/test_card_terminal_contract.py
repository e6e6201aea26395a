"""What every card terminal must do, whoever built it. A new one adds its bench to BENCHES."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from drivers.api import CardResult, CardTerminal, DeviceLost, DeviceRefused, DriverError, NeverSeen
from drivers.cards.simulated import SimulatedCards
from drivers.simulated.card_terminal import SimulatedCardTerminal


@dataclass(frozen=True, slots=True)
class Bench:
    """One terminal, and what people and the world do to it.

    restart: power off and on again on the till's side; answers the connection made anew.
    """

    cards: CardTerminal
    approve: Callable[[], object]
    decline: Callable[[], object]
    break_after_charge: Callable[[], None]
    cut: Callable[[], None]
    mend: Callable[[], None]
    restart: Callable[[], CardTerminal]
    moved: Callable[[str], int]


def simulated(folder: Path) -> Bench:
    memory = folder / "memory.jsonl"
    terminal = SimulatedCardTerminal(memory)

    def moved(reference: str) -> int:
        """How often money moved."""
        lines = memory.read_text().splitlines() if memory.exists() else []
        return sum(f'"{reference}"' in line and '"approved"' in line for line in lines)

    return Bench(
        SimulatedCards("card", terminal),
        terminal.approve,
        terminal.decline,
        terminal.lose_next_answer,
        lambda: terminal.set_fault("cut"),
        lambda: terminal.set_fault(""),
        lambda: SimulatedCards("card", SimulatedCardTerminal(memory)),
        moved,
    )


BENCHES = {"simulated": simulated}


@pytest.fixture(params=BENCHES)
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Bench:
    made: Bench = BENCHES[request.param](tmp_path)
    return made


@pytest.mark.parametrize("amount_minor", [2000, -2000])
def test_a_charge_or_refund_is_approved_and_asked_for_later(bench: Bench, amount_minor: int) -> None:
    assert bench.cards.charge("t1", amount_minor, "EUR") == CardResult("in_progress")
    assert bench.cards.outcome("t1") == CardResult("in_progress")

    bench.approve()

    found = bench.cards.outcome("t1")
    assert isinstance(found, CardResult)
    assert found.state == "approved"
    assert found.approval_code
    assert bench.cards.outcome("t1") == found
    bench.cards.close()
    assert bench.cards.outcome("t1") == found


def test_a_declined_one_says_why(bench: Bench) -> None:
    bench.cards.charge("t1", 2000, "EUR")
    bench.decline()

    found = bench.cards.outcome("t1")
    assert isinstance(found, CardResult)
    assert (found.state, bool(found.reason), found.approval_code) == ("declined", True, "")


def test_a_reference_is_charged_once_however_often_it_is_asked(bench: Bench) -> None:
    for _ in range(3):
        bench.cards.charge("t1", 2000, "EUR")
    bench.approve()
    found = bench.cards.charge("t1", 2000, "EUR")

    assert found.state == "approved"
    bench.approve()
    assert bench.moved("t1") == 1


def test_one_operation_at_a_time(bench: Bench) -> None:
    bench.cards.charge("t1", 2000, "EUR")

    with pytest.raises(DeviceRefused):
        bench.cards.charge("t2", 100, "EUR")

    assert bench.cards.outcome("t2") == NeverSeen()


def test_what_is_in_progress_can_be_cancelled_and_what_has_ended_cannot(bench: Bench) -> None:
    bench.cards.charge("t1", 2000, "EUR")
    bench.cards.cancel("t1")
    assert bench.cards.outcome("t1") == CardResult("cancelled")
    bench.cards.charge("t2", 2000, "EUR")
    bench.approve()

    bench.cards.cancel("t2")

    found = bench.cards.outcome("t2")
    assert isinstance(found, CardResult)
    assert found.state == "approved"


def test_a_reference_given_up_before_it_came_is_never_charged(bench: Bench) -> None:
    assert bench.cards.outcome("t1") == NeverSeen()
    bench.cards.cancel("t1")

    assert bench.cards.charge("t1", 2000, "EUR") == CardResult("cancelled")

    bench.approve()
    assert bench.moved("t1") == 0
    assert bench.cards.outcome("t1") == CardResult("cancelled")


def test_after_a_broken_connection_it_knows_what_it_did(bench: Bench) -> None:
    bench.break_after_charge()
    with pytest.raises(DeviceLost):
        bench.cards.charge("t1", 2000, "EUR")
    bench.approve()

    found = bench.cards.outcome("t1")
    assert isinstance(found, CardResult)
    assert found.state == "approved"


def test_it_says_nothing_false_while_it_is_away(bench: Bench) -> None:
    bench.cards.charge("t1", 2000, "EUR")
    bench.cut()
    with pytest.raises(DriverError):
        bench.cards.outcome("t1")
    with pytest.raises(DriverError):
        bench.cards.charge("t2", 2000, "EUR")

    bench.mend()

    assert bench.cards.outcome("t1") == CardResult("in_progress")


def test_it_knows_after_the_till_died(bench: Bench) -> None:
    bench.cards.charge("t1", 2000, "EUR")
    bench.approve()
    bench.cards.charge("t2", 100, "EUR")

    again = bench.restart()

    assert again.outcome("t1") == bench.cards.outcome("t1")
    assert again.outcome("t2") == CardResult("in_progress")
    assert again.outcome("t3") == NeverSeen()
