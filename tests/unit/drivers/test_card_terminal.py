"""What a person, and a fault, can do to the simulated card terminal; the till's side has a contract suite."""

from pathlib import Path

import pytest

from drivers.api import CardResult, DeviceLost, DeviceMissing, DeviceSilent, NeverSeen
from drivers.simulated.card_terminal import Fault, Operation, SimulatedCardTerminal


def test_it_shows_what_it_asks_for_until_somebody_answers() -> None:
    terminal = SimulatedCardTerminal()
    assert terminal.shown() is None
    assert terminal.approve() is None

    terminal.charge("c1", 2000, "EUR")

    assert terminal.shown() == Operation("c1", 2000, "EUR")
    assert terminal.wait_shown(0)
    approved = terminal.approve()
    assert approved is not None
    assert (approved.state, len(approved.approval_code)) == ("approved", 6)
    assert terminal.shown() is None
    assert not terminal.wait_shown(0)


def test_declined_with_the_reason_or_stopped_by_the_customer() -> None:
    terminal = SimulatedCardTerminal()
    terminal.charge("c1", 2000, "EUR")
    terminal.decline()
    terminal.charge("c2", 2000, "EUR")
    terminal.press_stop()

    assert terminal.outcome("c1") == CardResult("declined", reason="The bank declined the card.")
    assert terminal.outcome("c2") == CardResult("cancelled")


@pytest.mark.parametrize(("fault", "error"), [("cut", DeviceLost), ("silent", DeviceSilent)])
def test_what_is_in_progress_goes_on_without_the_tills_knowledge(
    fault: Fault, error: type[Exception]
) -> None:
    # Given a charge, and a terminal that then answers nothing
    terminal = SimulatedCardTerminal()
    terminal.charge("c1", 2000, "EUR")
    terminal.set_fault(fault)
    for ask in (terminal.outcome, terminal.cancel):
        with pytest.raises(error):
            ask("c1")

    # When the customer pays all the same
    terminal.approve()
    terminal.set_fault("")

    # Then asking for the reference tells the truth
    assert terminal.outcome("c1") != NeverSeen()
    assert terminal.fault() == ""


def test_a_power_cut_ends_what_is_in_progress() -> None:
    terminal = SimulatedCardTerminal()
    terminal.charge("c1", 2000, "EUR")
    terminal.set_fault("no_power")
    with pytest.raises(DeviceMissing):
        terminal.charge("c2", 100, "EUR")

    terminal.set_fault("")

    assert terminal.outcome("c1") == CardResult("cancelled")
    assert terminal.outcome("c2") == NeverSeen()


def test_a_connection_that_breaks_between_charge_and_answer() -> None:
    terminal = SimulatedCardTerminal()
    terminal.lose_next_answer()

    with pytest.raises(DeviceLost):
        terminal.charge("c1", 2000, "EUR")

    assert terminal.outcome("c1") == CardResult("in_progress")


def test_its_memory_is_a_file_and_a_line_cut_off_by_a_crash_was_never_said(tmp_path: Path) -> None:
    # Given a memory with an approved charge and the beginning of another
    memory = tmp_path / "till" / "card-terminal.jsonl"
    terminal = SimulatedCardTerminal(memory)
    terminal.charge("c1", 2000, "EUR")
    terminal.approve()
    whole = memory.read_bytes()
    memory.write_bytes(whole + b'{"reference": "c2", "amo')

    # When it is switched on again
    again = SimulatedCardTerminal(memory)

    # Then it knows the one and not the other, and goes on from there
    assert again.outcome("c1") == terminal.outcome("c1")
    assert again.outcome("c2") == NeverSeen()
    again.charge("c2", 100, "EUR")
    assert SimulatedCardTerminal(memory).shown() == Operation("c2", 100, "EUR")


def test_no_more_than_four_digits_of_a_card_leave_a_driver() -> None:
    with pytest.raises(ValueError, match="four digits"):
        CardResult("approved", card_tail="42424")
