"""The simulated card terminal: one charge for one id, whatever is asked how often."""

import pytest

from drivers.api import DeviceRefused, DeviceSilent
from drivers.simulated.card_terminal import Charge, SimulatedCardTerminal


def test_a_charge_is_approved_with_a_code_and_can_be_asked_for_later() -> None:
    terminal = SimulatedCardTerminal()
    assert terminal.charge("c1", 2000, "EUR").state == "pending"
    assert terminal.pending() == Charge("c1", 2000, "EUR")

    approved = terminal.approve()

    assert approved is not None
    assert (approved.state, len(approved.approval_code)) == ("approved", 6)
    assert terminal.inquire("c1") == approved
    assert terminal.pending() is None
    assert terminal.wait_ended("c1", 1.0)


def test_the_same_id_again_is_the_same_charge() -> None:
    terminal = SimulatedCardTerminal()
    terminal.charge("c1", 2000, "EUR")
    terminal.approve()

    assert terminal.charge("c1", 2000, "EUR").state == "approved"
    assert terminal.pending() is None


def test_declined_and_cancelled() -> None:
    terminal = SimulatedCardTerminal()
    terminal.charge("c1", 2000, "EUR")
    terminal.decline()
    terminal.charge("c2", 2000, "EUR")
    terminal.cancel()

    states = [charge.state for charge in (terminal.inquire("c1"), terminal.inquire("c2")) if charge]
    assert states == ["declined", "cancelled"]
    assert terminal.approve() is None
    assert terminal.inquire("c3") is None


def test_one_charge_at_a_time() -> None:
    terminal = SimulatedCardTerminal()
    terminal.charge("c1", 2000, "EUR")

    with pytest.raises(DeviceRefused, match="another card"):
        terminal.charge("c2", 100, "EUR")


def test_a_silent_terminal_goes_on_without_the_tills_knowledge() -> None:
    # Given a charge, and a terminal that then answers nothing
    terminal = SimulatedCardTerminal()
    terminal.charge("c1", 2000, "EUR")
    terminal.set_silent(True)
    with pytest.raises(DeviceSilent):
        terminal.inquire("c1")

    # When the customer pays all the same
    terminal.approve()
    terminal.set_silent(False)

    # Then asking for the id tells the truth
    charge = terminal.inquire("c1")
    assert charge is not None
    assert charge.state == "approved"
    assert not terminal.wait_ended("c9", 0.01)
