"""A drawer on a serial port of its own: opened in time or not at all, also after its box was unplugged."""

import queue
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers.api import DeviceMissing, Drawer, DriverError
from drivers.catalog import make_serial_drawer
from drivers.scanners.serial_line import SerialSettings
from pos_terminal.adapters.system_clock import SystemClock
from pos_terminal.services import messages as m
from pos_terminal.services.print_messages import Kick
from pos_terminal.workers.drawer import DrawerWorker
from tests.counter_lines import Received, SerialCable

WITHIN_S = 10.0
LONG_NS = 60_000_000_000


@pytest.fixture
def opened() -> Received:
    return Received()


@pytest.fixture
def cable(tmp_path: Path, opened: Received) -> Iterator[SerialCable]:
    made = SerialCable(tmp_path / "drawer", opened)
    yield made
    made.unplug()


def drawer_on(path: Path, opens_with: str = "\\x07") -> Drawer:
    return make_serial_drawer("till", str(path), SerialSettings(), opens_with)


class Till:
    """The worker, and what it said."""

    def __init__(self, drawer: Drawer) -> None:
        self.said: queue.Queue[object] = queue.Queue()
        self.clock = SystemClock()
        self.worker = DrawerWorker(drawer, self.said.put, self.clock, retry_s=0.01)
        self.worker.start()

    def kick(self, number: int, within_ns: int = LONG_NS) -> None:
        self.worker.put(Kick(number, f"s{number}", self.clock.monotonic_ns() + within_ns))

    def next(self) -> m.DrawerAnswer:
        said = self.said.get(timeout=WITHIN_S)
        assert isinstance(said, m.DrawerAnswer)
        return said


@pytest.fixture
def till(cable: SerialCable) -> Iterator[Till]:
    made = Till(drawer_on(cable.path))
    yield made
    made.worker.stop(WITHIN_S)


@pytest.mark.parametrize(
    ("opens_with", "sent"),
    [("\\x07", b"\x07"), ("open", b"open"), ("\\x1bp\\x00\\x19\\xfa", b"\x1bp\x00\x19\xfa")],
)
def test_its_own_bytes_open_it(cable: SerialCable, opened: Received, opens_with: str, sent: bytes) -> None:
    drawer = drawer_on(cable.path, opens_with)

    drawer.open(5.0)

    assert opened.wait_for(sent) == sent
    drawer.close()


def test_a_kick_is_answered(till: Till, opened: Received) -> None:
    till.kick(1)

    assert till.next() == m.DrawerAnswer(1, "s1", "sent")
    assert opened.wait_for(b"\x07") == b"\x07"


def test_unplugged_and_plugged_in_between_two_sales_nobody_notices(
    till: Till, cable: SerialCable, opened: Received
) -> None:
    till.kick(1)
    assert till.next().outcome == "sent"
    opened.wait_for(b"\x07")
    cable.unplug()
    cable.plug()

    till.kick(2)

    assert till.next() == m.DrawerAnswer(2, "s2", "sent")
    assert opened.wait_for(b"\x07\x07") == b"\x07\x07"


def test_plugged_in_before_the_deadline_it_still_opens(
    till: Till, cable: SerialCable, opened: Received
) -> None:
    cable.unplug()
    till.kick(1)
    cable.plug()

    assert till.next() == m.DrawerAnswer(1, "s1", "sent")
    assert opened.wait_for(b"\x07") == b"\x07"


def test_away_until_the_deadline_it_says_so_once_and_does_not_open_later(
    till: Till, cable: SerialCable, opened: Received
) -> None:
    cable.unplug()
    till.kick(1, within_ns=50_000_000)

    answer = till.next()
    cable.plug()
    till.kick(2)

    assert (answer.outcome, answer.job_id) == ("failed", 1)
    assert "plug the device in" in answer.reason
    assert till.next() == m.DrawerAnswer(2, "s2", "sent")
    assert opened.wait_for(b"\x07") == b"\x07"
    assert till.said.empty()


def test_a_kick_that_comes_too_late_is_not_tried(till: Till, opened: Received) -> None:
    till.kick(1, within_ns=-1)

    assert till.next() == m.DrawerAnswer(1, "s1", "expired")
    assert opened.whole == b""


def test_one_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(DeviceMissing):
        drawer_on(tmp_path / "nothing").open(1.0)


class BrokenDrawer:
    """Fails by a fault of ours, or waits until the test lets go."""

    name = "broken"

    def __init__(self) -> None:
        self.tried = threading.Semaphore(0)

    def open(self, within_s: float) -> None:
        self.tried.release()
        raise ValueError("a fault of the driver")

    def close(self) -> None:
        pass


@pytest.mark.expected_warnings("drawer_failed")
def test_a_fault_of_ours_is_answered_and_the_next_sale_is_served() -> None:
    till = Till(BrokenDrawer())
    till.kick(1)
    till.kick(2)

    assert [till.next().outcome, till.next().outcome] == ["failed", "failed"]
    till.worker.stop(WITHIN_S)


class AwayDrawer(BrokenDrawer):
    def open(self, within_s: float) -> None:
        self.tried.release()
        raise DriverError("It is away.")


def test_the_till_ends_while_a_drawer_is_away() -> None:
    drawer = AwayDrawer()
    till = Till(drawer)
    till.kick(1)
    assert drawer.tried.acquire(timeout=WITHIN_S)

    till.worker.stop(WITHIN_S)

    assert till.next() == m.DrawerAnswer(1, "s1", "failed", "It is away.")
