"""What a printer says of the drawer on it, through the simulated printer's own status bytes."""

from dataclasses import replace

import pytest

from drivers import drawer
from drivers.api import DriverError
from drivers.drawers.sensed import SensedPrinter
from drivers.simulated.drawer import SimulatedDrawer
from drivers.simulated.machine import PrinterMachine
from drivers.simulated.printer import simulated_printer


class Counter:
    """A printer with a drawer, and what was heard of it."""

    def __init__(self, open_is_high: bool = True) -> None:
        self.drawer = SimulatedDrawer()
        self.machine = PrinterMachine(self.drawer)
        self.heard: list[bool | None] = []
        self.printer = SensedPrinter(
            simulated_printer("printer", self.machine), open_is_high, self.heard.append
        )


def test_each_change_is_told_once() -> None:
    counter = Counter()
    counter.printer.status()
    counter.printer.send(drawer.pulse())
    for _ in range(3):
        counter.printer.status()
    counter.drawer.close()
    counter.printer.status()

    assert counter.heard == [False, True, False]


def test_a_switch_that_pulls_the_pin_down_is_read_the_other_way() -> None:
    counter = Counter(open_is_high=False)
    counter.printer.status()
    counter.printer.send(drawer.pulse())
    counter.printer.status()

    assert counter.heard == [True, False]


def test_a_printer_that_does_not_answer_says_nothing_of_its_drawer() -> None:
    counter = Counter()
    counter.printer.status()
    counter.machine.set_faults(replace(counter.machine.faults(), answers="nothing"))

    with pytest.raises(DriverError):
        counter.printer.status()

    assert counter.heard == [False, None]


def test_it_is_looked_at_soon_while_it_may_stand_open() -> None:
    counter = Counter()
    counter.printer.status()
    rarely_s = counter.printer.look_again_s()
    counter.printer.send(drawer.pulse())
    after_a_pulse_s = counter.printer.look_again_s()
    counter.printer.status()
    while_open_s = counter.printer.look_again_s()
    counter.drawer.close()
    counter.printer.status()

    assert after_a_pulse_s == while_open_s < rarely_s == counter.printer.look_again_s()


@pytest.mark.parametrize(
    ("form", "in_turn", "at_once"),
    [
        ("auto", b"\x1bp\x00\x3c\x78", b"\x10\x14\x01\x00\x02"),
        ("esc_p", b"\x1bp\x00\x3c\x78", b""),
        ("dle_dc4", b"\x10\x14\x01\x00\x02", b"\x10\x14\x01\x00\x02"),
    ],
)
def test_the_forms_of_a_pulse(form: drawer.Form, in_turn: bytes, at_once: bytes) -> None:
    assert drawer.pulses(form) == drawer.Pulses(in_turn, at_once)


@pytest.mark.parametrize("form", ["auto", "esc_p", "dle_dc4"])
@pytest.mark.parametrize("pin", [2, 5])
def test_each_form_opens_the_drawer_on_its_pin(form: drawer.Form, pin: drawer.Pin) -> None:
    opened = SimulatedDrawer(pin)
    printer = simulated_printer("printer", PrinterMachine(opened))

    printer.send(drawer.pulses(form, pin).in_turn)

    assert opened.snapshot().opened == 1
