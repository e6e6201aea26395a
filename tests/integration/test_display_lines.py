"""Customer displays on real lines: a serial port (a pty) and a TCP port; lost, back, and never in the way."""

import queue
from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers.api import DeviceChanged, Display, DisplayFace, DisplayRow, DriverError
from drivers.catalog import DisplayOptions, make_display
from drivers.simulated.devices import SimulatedDevices
from drivers.simulated.display import SimulatedDisplay
from pos_terminal.adapters.system_clock import SystemClock
from pos_terminal.views import RegisterView, TotalsView
from pos_terminal.workers.display import DisplayWorker, Pace
from tests.counter_lines import SerialCable, TcpCable

WITHIN_S = 10.0
QUICK = Pace(refresh_s=0.02, first_s=0.01, most_s=0.02, settle_s=0)
FAREWELL = DisplayFace(DisplayRow("Closed"))


class Counter:
    """A display on a line, the driver that reaches it, and its plug."""

    def __init__(self, kind: str, commands: str, folder: Path) -> None:
        self.shown = SimulatedDisplay(commands)
        self.cable: SerialCable | TcpCable
        if kind == "serial":
            self.cable = SerialCable(folder / "pole", self.shown.receive)
            options = DisplayOptions("pole", commands, path=str(self.cable.path))
        else:
            self.cable = TcpCable(self.shown.receive)
            options = DisplayOptions("pole", commands, host="127.0.0.1", port=self.cable.port)
        display = make_display(kind, options)
        assert display is not None
        self.driver: Display = display


@pytest.fixture(params=[("serial", "escpos"), ("serial", "cd5220"), ("network", "escpos")])
def counter(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Counter]:
    kind, commands = request.param
    made = Counter(kind, commands, tmp_path)
    yield made
    made.driver.close()
    made.cable.unplug()


def face(text: str) -> DisplayFace:
    return DisplayFace(DisplayRow(text, "1.19"), DisplayRow("Total", "1.19"))


def test_it_shows_what_it_is_told(counter: Counter) -> None:
    counter.driver.show(face("Käse"))

    assert counter.shown.wait_for("Käse            1.19", "Total           1.19", WITHIN_S)


def test_gone_and_back(counter: Counter) -> None:
    counter.driver.show(face("Milk"))
    counter.cable.unplug()
    with pytest.raises(DriverError):
        counter.driver.show(face("Bread"))

    counter.cable.plug()
    counter.driver.show(face("Bread"))

    assert counter.shown.wait_for("Bread           1.19", "Total           1.19", WITHIN_S)


def test_one_that_is_not_there_says_what_to_do(tmp_path: Path) -> None:
    serial = make_display("serial", DisplayOptions("pole", path=str(tmp_path / "nothing")))
    network = make_display("network", DisplayOptions("pole", host="127.0.0.1", port=1))
    assert serial is not None
    assert network is not None

    with pytest.raises(DriverError, match="plug the device in"):
        serial.show(face("x"))
    with pytest.raises(DriverError, match="switched on"):
        network.show(face("x"))


def test_none_is_none_and_simulated_is_in_the_program() -> None:
    devices = SimulatedDevices()
    simulated = make_display("simulated", DisplayOptions("pole", "cd5220", "cp858"), devices)
    assert simulated is not None
    simulated.show(face("1 €"))

    assert make_display("none", DisplayOptions("pole")) is None
    assert devices.display.rows()[0] == "1 €             1.19"


@pytest.mark.expected_warnings("device_lost")
def test_the_till_hears_once_of_a_loss_and_once_of_its_end(counter: Counter) -> None:
    said: queue.Queue[object] = queue.Queue()

    def faces(view: RegisterView, settled: bool) -> DisplayFace:
        return face(f"View {view.serial}")

    worker = DisplayWorker(counter.driver, faces, FAREWELL, said.put, SystemClock(), QUICK)
    worker.start()
    worker.put(RegisterView(1, "sale", "EUR", 2, TotalsView()))
    assert counter.shown.wait_for("View 1          1.19", "Total           1.19", WITHIN_S)
    assert said.get(timeout=WITHIN_S) == DeviceChanged("pole", "display", True, "")

    counter.cable.unplug()
    lost = said.get(timeout=WITHIN_S)
    assert isinstance(lost, DeviceChanged)
    assert not lost.present
    for serial in range(2, 200):
        worker.put(RegisterView(serial, "sale", "EUR", 2, TotalsView()))
    counter.cable.plug()

    assert said.get(timeout=WITHIN_S) == DeviceChanged("pole", "display", True, "")
    assert counter.shown.wait_for("View 199        1.19", "Total           1.19", WITHIN_S)
    worker.stop(WITHIN_S)
    assert counter.shown.wait_for("Closed", "", WITHIN_S)
    assert said.empty()
    assert counter.shown.misunderstood() == ()
