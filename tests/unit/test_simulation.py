"""The device panel's port at real simulated devices: what its card keys do to the terminal."""

from pathlib import Path

import pytest

from drivers.api import CardResult, DeviceLost, DeviceSilent
from drivers.simulated.devices import SimulatedDevices
from pos_terminal.simulation import DevicePanelPort


def port_of(devices: SimulatedDevices) -> DevicePanelPort:
    return DevicePanelPort(devices, (), Path("unused"))


def test_the_keys_answer_what_the_terminal_asks() -> None:
    devices = SimulatedDevices()
    port, terminal = port_of(devices), devices.card_terminal
    port.answer_card(True)
    assert port.state().card == "idle"

    terminal.charge("t1", 2000, "EUR")
    assert port.state().card == "waiting"
    port.answer_card(False)

    assert port.state().card == "declined"
    assert terminal.outcome("t1") == CardResult("declined", reason="The bank declined the card.")


def test_broken_off_it_has_charged_and_the_till_cannot_ask_until_it_is_mended() -> None:
    devices = SimulatedDevices()
    port, terminal = port_of(devices), devices.card_terminal
    terminal.charge("t1", 2000, "EUR")

    port.break_card()

    assert (port.state().card, port.state().card_away) == ("approved", True)
    with pytest.raises(DeviceLost):
        terminal.outcome("t1")
    port.set_card_silent(False)
    found = terminal.outcome("t1")
    assert isinstance(found, CardResult)
    assert found.state == "approved"


def test_silent_and_back() -> None:
    devices = SimulatedDevices()
    port = port_of(devices)
    port.set_card_silent(True)
    with pytest.raises(DeviceSilent):
        devices.card_terminal.charge("t1", 2000, "EUR")

    port.set_card_silent(False)

    assert not port.state().card_away


def test_the_terminal_of_a_till_that_was_killed_still_waits_for_its_card(tmp_path: Path) -> None:
    SimulatedDevices(card_memory=tmp_path / "card.jsonl").card_terminal.charge("t1", 2000, "EUR")

    assert port_of(SimulatedDevices(card_memory=tmp_path / "card.jsonl")).state().card == "waiting"
