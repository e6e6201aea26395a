"""The thread that looks at what is plugged in: only while somebody looks, and only what has changed."""

import queue
from collections.abc import Callable, Iterator

import pytest

from pos_terminal.bootstrap_tools import drawn_symbols
from pos_terminal.domain.codes.self_test import SYMBOLS
from pos_terminal.services.device_messages import (
    DevicesSeen,
    DrawSymbols,
    SeenDevice,
    SymbolsDrawn,
    WatchDevices,
)
from pos_terminal.workers.devices import DeviceWorker

WITHIN_S = 20.0
NOTHING = DevicesSeen()
ONE = DevicesSeen((SeenDevice("com", "Gryphon", "", "05f9:4204", "", "/dev/ttyACM0", "Gryphon", True),))


class Bus:
    """What is plugged in, look by look; each look is announced."""

    def __init__(self, *looks: DevicesSeen | Exception) -> None:
        self.left = list(looks)
        self.looked: queue.SimpleQueue[int] = queue.SimpleQueue()
        self.posted: queue.SimpleQueue[object] = queue.SimpleQueue()

    def look(self) -> DevicesSeen:
        seen = self.left.pop(0) if len(self.left) > 1 else self.left[0]
        self.looked.put(1)
        if isinstance(seen, Exception):
            raise seen
        return seen


@pytest.fixture
def worker_on() -> Iterator[Callable[[Bus], DeviceWorker]]:
    made: list[DeviceWorker] = []

    def start(bus: Bus) -> DeviceWorker:
        worker = DeviceWorker(bus.look, drawn_symbols, bus.posted.put, every_s=0.01)
        worker.start()
        made.append(worker)
        return worker

    yield start
    for worker in made:
        worker.stop(WITHIN_S)


def test_it_says_only_what_changed(worker_on: Callable[[Bus], DeviceWorker]) -> None:
    """Given a bus on which a device appears at the third look, when watched, then two messages come."""
    bus = Bus(NOTHING, NOTHING, ONE)
    worker_on(bus).put(WatchDevices(True))
    for _ in range(6):
        bus.looked.get(timeout=WITHIN_S)
    assert [bus.posted.get(timeout=WITHIN_S) for _ in range(2)] == [NOTHING, ONE]
    assert bus.posted.empty()


def test_nobody_looks_and_it_sleeps(worker_on: Callable[[Bus], DeviceWorker]) -> None:
    """Given that the page was closed, when it is opened again, then all is said anew."""
    bus = Bus(ONE)
    worker = worker_on(bus)
    worker.put(WatchDevices(False))
    worker.put(DrawSymbols())
    drawn = bus.posted.get(timeout=WITHIN_S)
    assert isinstance(drawn, SymbolsDrawn)
    assert [name for name, _ in drawn.symbols] == [symbol.symbol_id for symbol in SYMBOLS]
    assert bus.looked.empty()
    for _ in range(2):
        worker.put(WatchDevices(True))
        assert bus.posted.get(timeout=WITHIN_S) == ONE
        worker.put(WatchDevices(False))


@pytest.mark.expected_warnings("^devices_not_looked_at")
def test_a_fault_is_said_and_it_goes_on(worker_on: Callable[[Bus], DeviceWorker]) -> None:
    """Given a bus that cannot be looked at once, when watched, then that is said, and then what is there."""
    bus = Bus(OSError("gone"), ONE)
    worker_on(bus).put(WatchDevices(True))
    said = bus.posted.get(timeout=WITHIN_S)
    assert isinstance(said, DevicesSeen)
    assert said.problem.startswith("What is plugged in could not be looked at")
    assert bus.posted.get(timeout=WITHIN_S) == ONE
