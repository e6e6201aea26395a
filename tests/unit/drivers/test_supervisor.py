"""The supervisor: one loss and one return are told once each, whatever happens in between."""

import queue
import threading
from collections.abc import Callable, Iterator

import pytest

from drivers.api import DeviceChanged, DeviceLost, DeviceMissing, DriverError, Message, ScanRead, Sink
from drivers.supervisor import MOST_WAITING, BackOff, Supervisor

WITHIN_S = 10.0


class ScriptedReader:
    """Each run() does the next thing of a script, the last for ever."""

    name = "s1"

    def __init__(self, sink: Sink, script: list[Exception | str]) -> None:
        self._sink = sink
        self._script = script
        self._woken = threading.Event()
        self.closed = False

    def run(self, stop: Callable[[], bool]) -> None:
        step = self._script.pop(0) if len(self._script) > 1 else self._script[0]
        if isinstance(step, DeviceMissing):
            raise step
        self._sink(DeviceChanged(self.name, "scanner", True, ""))
        if isinstance(step, Exception):
            raise step
        self._sink(ScanRead(step, self.name, 0))
        self._woken.wait(WITHIN_S)

    def wake(self) -> None:
        self._woken.set()

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def messages() -> "queue.Queue[Message]":
    return queue.Queue()


@pytest.fixture
def supervisor(messages: "queue.Queue[Message]") -> Iterator[Supervisor]:
    made = Supervisor(messages.put, BackOff(first_s=0.001, most_s=0.002))
    yield made
    made.stop()


def told(messages: "queue.Queue[Message]", until: str) -> list[Message]:
    found: list[Message] = []
    while not (found and isinstance(found[-1], ScanRead) and found[-1].text == until):
        found.append(messages.get(timeout=WITHIN_S))
    return found


@pytest.mark.expected_warnings("^device_lost")
def test_many_failed_tries_are_one_loss(supervisor: Supervisor, messages: "queue.Queue[Message]") -> None:
    script: list[Exception | str] = [
        DeviceMissing("Not there."),
        DeviceMissing("Still not."),
        DeviceMissing("No."),
        "A",
    ]

    supervisor.watch(lambda sink: ScriptedReader(sink, script), "scanner")

    assert told(messages, "A") == [
        DeviceChanged("s1", "scanner", False, "Not there."),
        DeviceChanged("s1", "scanner", True, ""),
        ScanRead("A", "s1", 0),
    ]


@pytest.mark.expected_warnings("^device_lost")
def test_each_loss_and_each_return_is_told(supervisor: Supervisor, messages: "queue.Queue[Message]") -> None:
    script: list[Exception | str] = [DeviceLost("Gone."), DeviceLost("Gone again."), "A"]

    supervisor.watch(lambda sink: ScriptedReader(sink, script), "scanner")

    presence = [m.present for m in told(messages, "A") if isinstance(m, DeviceChanged)]
    assert presence == [True, False, True, False, True]


@pytest.mark.expected_warnings("^device_lost", "^reader_failed")
def test_a_bug_in_a_reader_does_not_end_the_reading(
    supervisor: Supervisor, messages: "queue.Queue[Message]"
) -> None:
    supervisor.watch(lambda sink: ScriptedReader(sink, [KeyError("bug"), "A"]), "scanner")

    reasons = [m.reason for m in told(messages, "A") if isinstance(m, DeviceChanged)]
    assert reasons == ["", "The scanner s1 failed inside the program; tried again, please report it.", ""]


def test_stop_closes_what_ended_and_names_what_did_not(messages: "queue.Queue[Message]") -> None:
    # Given one reader that wakes and one that does not
    class Deaf(ScriptedReader):
        name = "s2"

        def wake(self) -> None:
            pass

    readers: list[ScriptedReader] = []

    def make(kind: type[ScriptedReader], sink: Sink) -> ScriptedReader:
        readers.append(kind(sink, ["A"]))
        return readers[-1]

    supervisor = Supervisor(messages.put)
    supervisor.watch(lambda sink: make(ScriptedReader, sink), "scanner")
    supervisor.watch(lambda sink: make(Deaf, sink), "scanner")
    told(messages, "A")

    # Then stop() ends within its time and says so
    assert supervisor.stop(0.2) == ("s2",)
    assert [reader.closed for reader in readers] == [True, False]
    readers[1]._woken.set()


def test_the_pause_doubles_up_to_its_limit() -> None:
    pauses = [BackOff().after(tries) for tries in (1, 2, 3, 4, 5, 6, 7, 1000)]

    assert pauses == [0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0, 5.0]


def test_every_error_of_drivers_is_one_family() -> None:
    assert issubclass(DeviceLost, DriverError)
    assert issubclass(DeviceMissing, DriverError)


class Flooding(ScriptedReader):
    """Scans without end, as fast as it can."""

    def run(self, stop: Callable[[], bool]) -> None:
        self._sink(DeviceChanged(self.name, "scanner", True, ""))
        number = 0
        while not stop():
            number += 1
            self._sink(ScanRead(str(number), self.name, 0))


def test_a_device_that_never_ends_waits_for_the_till_and_loses_nothing() -> None:
    # Given a device that scans without end, and a till that takes nothing
    messages: queue.Queue[Message] = queue.Queue()
    supervisor = Supervisor(messages.put, waiting=messages.qsize)
    supervisor.watch(lambda sink: Flooding(sink, []), "scanner")
    found = [messages.get(timeout=WITHIN_S)]

    # When the till takes some, there are always more, and never more than so many
    for _ in range(5 * MOST_WAITING):
        assert messages.qsize() <= MOST_WAITING
        found.append(messages.get(timeout=WITHIN_S))

    # Then none was left out, and a device that waits can be stopped
    texts = [message.text for message in found if isinstance(message, ScanRead)]
    assert texts == [str(number) for number in range(1, len(texts) + 1)]
    while messages.qsize() < MOST_WAITING:
        pass
    assert supervisor.stop(WITHIN_S) == ()
