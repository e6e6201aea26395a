"""The display's thread against a display that the test holds in its hand."""

import queue
import threading
from collections.abc import Iterator

import pytest

from drivers.api import DeviceChanged, DeviceMissing, DisplayFace, DisplayRow
from pos_terminal.adapters.system_clock import SystemClock
from pos_terminal.views import RegisterView, TotalsView
from pos_terminal.workers.display import DisplayWorker, Pace

WITHIN_S = 10.0
CALM = Pace(refresh_s=3600, first_s=0.01, most_s=0.01, settle_s=0)
FAREWELL = DisplayFace(DisplayRow("Closed"))


def faces(view: RegisterView, settled: bool) -> DisplayFace:
    """Views 100 to 109 look alike."""
    if view.serial < 0:
        raise ValueError("a fault of ours")
    text = "same" if 100 <= view.serial < 110 else str(view.serial)
    return DisplayFace(DisplayRow("idle" if settled else text))


class HandDisplay:
    """Shows when the test lets it; away: how often it refuses first."""

    name = "hand"

    def __init__(self) -> None:
        self.shown: queue.Queue[str] = queue.Queue()
        self.begun = threading.Semaphore(0)
        self.go_on = threading.Semaphore(1_000_000)
        self.away = 0
        self.closed = 0

    def show(self, face: DisplayFace) -> None:
        self.begun.release()
        assert self.go_on.acquire(timeout=WITHIN_S)
        if self.away:
            self.away -= 1
            raise DeviceMissing("It is not there.")
        self.shown.put(face.top.left)

    def close(self) -> None:
        self.closed += 1

    def next(self) -> str:
        return self.shown.get(timeout=WITHIN_S)


class Desk:
    def __init__(self, pace: Pace = CALM) -> None:
        self.display = HandDisplay()
        self.said: queue.Queue[object] = queue.Queue()
        self.worker = DisplayWorker(self.display, faces, FAREWELL, self.said.put, SystemClock(), pace)
        self.worker.start()

    def put(self, *serials: int) -> None:
        for serial in serials:
            self.worker.put(RegisterView(serial, "sale", "EUR", 2, TotalsView()))

    def said_of_it(self) -> list[bool]:
        said = [self.said.get_nowait() for _ in range(self.said.qsize())]
        return [row.present for row in said if isinstance(row, DeviceChanged)]


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    made.worker.stop(WITHIN_S)


def test_the_newest_view_wins_while_the_display_is_slow(desk: Desk) -> None:
    desk.display.go_on = threading.Semaphore(0)
    desk.put(1)
    assert desk.display.begun.acquire(timeout=WITHIN_S)

    desk.put(*range(2, 60))
    for _ in range(10):
        desk.display.go_on.release()

    assert (desk.display.next(), desk.display.next()) == ("1", "59")
    assert desk.said_of_it() == [True]


def test_what_stays_the_same_is_not_sent_again(desk: Desk) -> None:
    desk.put(100)
    assert desk.display.next() == "same"

    for serial in range(101, 110):
        desk.put(serial)
    desk.put(7)

    assert desk.display.next() == "7"


def test_it_is_written_again_now_and_then() -> None:
    desk = Desk(Pace(refresh_s=0.01, settle_s=0))
    desk.put(1)

    assert [desk.display.next() for _ in range(3)] == ["1", "1", "1"]
    desk.worker.stop(WITHIN_S)


def test_the_change_gives_way_to_the_idle_text() -> None:
    desk = Desk(Pace(refresh_s=3600, settle_s=0.02))
    desk.put(1)

    assert (desk.display.next(), desk.display.next()) == ("1", "idle")
    desk.put(2)
    assert (desk.display.next(), desk.display.next()) == ("2", "idle")
    desk.worker.stop(WITHIN_S)


@pytest.mark.expected_warnings("device_lost")
def test_away_is_said_once_and_back_once_and_then_the_newest_is_shown(desk: Desk) -> None:
    desk.display.away = 5
    desk.put(1, 2, 3)

    assert desk.display.next() == "3"
    desk.put(4)
    assert desk.display.next() == "4"
    assert desk.said_of_it() == [False, True]


@pytest.mark.expected_warnings("display_failed", "device_lost")
def test_a_fault_of_ours_does_not_end_it(desk: Desk) -> None:
    desk.put(-1)
    lost = desk.said.get(timeout=WITHIN_S)
    desk.put(5)

    assert isinstance(lost, DeviceChanged)
    assert "report it" in lost.reason
    assert desk.display.next() == "5"


def test_at_the_end_it_says_that_the_till_is_closed(desk: Desk) -> None:
    desk.put(1)
    assert desk.display.next() == "1"

    desk.worker.stop(WITHIN_S)

    assert desk.display.next() == "Closed"
    assert desk.display.closed == 1


def test_without_a_view_it_shows_nothing_and_ends(desk: Desk) -> None:
    desk.worker.stop(WITHIN_S)

    assert desk.display.shown.empty()
