"""A scanner in keyboard mode, from struct input_event to the inbox: interfaces, lights, losses, returns."""

import queue
import random
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator

import pytest

from drivers.api import DeviceChanged, DeviceMissing, DeviceRefused, Message, ScanBroken, ScanRead, Sink
from drivers.scanners.framing import Framing
from drivers.scanners.hid_evdev import EV_KEY, EV_LED, EV_SYN, EVENT, LED_CAPSL, SYN_DROPPED, KeyboardReader
from drivers.scanners.key_decoder import KeyDecoder, KeySettings
from drivers.supervisor import BackOff, Supervisor
from tests.unit.drivers.event_line import EventLine
from tests.unit.drivers.typist import CAPS, Typist

WITHIN_S = 20.0
EAN = "4006381333931"


class Desk:
    """A supervised scanner; what is plugged in is a list of lines that the test changes."""

    def __init__(self) -> None:
        self.inbox: queue.Queue[Message] = queue.Queue()
        self.plugged: list[EventLine] = []
        self.refused = ""
        self._supervisor = Supervisor(self.inbox.put, BackOff(first_s=0.005, most_s=0.01))

    def start(self, framing: Framing | None = None) -> None:
        def make(sink: Sink) -> KeyboardReader:
            decoder = KeyDecoder("s1", KeySettings(), framing or Framing())
            return KeyboardReader("s1", self._open, decoder, sink)

        self._supervisor.watch(make, "scanner")

    def _open(self, already: Collection[str]) -> list[EventLine]:
        if self.refused:
            raise DeviceRefused(self.refused)
        if not self.plugged:
            raise DeviceMissing("Nothing is plugged in.")
        return [line for line in self.plugged if line.path not in already]

    def plug(self, *paths: str) -> list[EventLine]:
        """Plug a scanner in with its interfaces, and wait until it is read."""
        lines = []
        for path in paths or ("/dev/input/event7",):
            lines.append(EventLine())
            lines[-1].path = path
        self.plugged = lines
        self.told(DeviceChanged("s1", "scanner", True, ""))
        return lines

    def unplug(self) -> None:
        lines, self.plugged = self.plugged, []
        for line in lines:
            line.unplug()

    def told(self, message: Message) -> None:
        assert self.inbox.get(timeout=WITHIN_S) == message

    def text(self) -> str:
        message = self.inbox.get(timeout=WITHIN_S)
        assert isinstance(message, ScanRead), message
        return message.text

    def lost(self) -> None:
        message = self.inbox.get(timeout=WITHIN_S)
        assert isinstance(message, DeviceChanged)
        assert not message.present

    def stop(self) -> None:
        assert self._supervisor.stop(WITHIN_S) == ()
        for line in self.plugged:
            line.unplug()


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    made.stop()


def keys(text: str, at_ns: int = 0, seed: int = 1, end: bool = True) -> bytes:
    typist = Typist("us", random.Random(seed), at_ns=at_ns or EventLine.quiet_ns())
    typist.scan(text, ((28, False),) if end else ())
    return typist.bytes()


def event(kind: int, code: int, value: int) -> bytes:
    at_ns = EventLine.quiet_ns()
    return EVENT.pack(at_ns // 10**9, at_ns % 10**9 // 1000, kind, code, value)


def until(done: Callable[[], bool], line: EventLine, desk: Desk) -> None:
    """Scan until something is so: each scan that arrives says that the reader came round."""
    for count in range(1000):
        line.send(keys(f"{count}"))
        assert desk.text() == f"{count}"
        if done():
            return
    raise AssertionError("It never became so.")


@pytest.mark.expected_warnings("^device_lost")
def test_unplugged_in_the_middle_and_plugged_in_again(desk: Desk) -> None:
    desk.start()
    desk.lost()
    (line,) = desk.plug()
    line.send(keys(EAN))
    assert desk.text() == EAN

    line.send(keys(EAN[:6], end=False))
    desk.unplug()

    desk.told(ScanBroken("s1", "unplugged"))
    desk.lost()
    assert line.closed
    (line,) = desk.plug()
    line.send(keys(EAN[6:]))
    assert desk.text() == EAN[6:]


@pytest.mark.expected_warnings("^device_lost")
def test_a_refusal_is_told_with_its_sentence_and_goes_away_by_itself(desk: Desk) -> None:
    desk.refused = "It may not be read."
    desk.start()

    desk.told(DeviceChanged("s1", "scanner", False, "It may not be read."))
    desk.refused = ""
    (line,) = desk.plug()
    line.send(keys(EAN))
    assert desk.text() == EAN


@pytest.mark.expected_warnings("^device_lost")
def test_keys_of_both_interfaces_make_one_scan(desk: Desk) -> None:
    desk.start()
    desk.lost()
    first, second = desk.plug("/dev/input/event7", "/dev/input/event8")
    at_ns = EventLine.quiet_ns()

    first.send(keys("40063", at_ns, end=False))
    until_read(first)
    second.send(keys("81333931", at_ns + 10**9))

    assert desk.text() == EAN


def until_read(line: EventLine) -> None:
    """Wait until the reader has taken what was sent: what it answers comes after it."""
    for _ in range(100_000):
        if line.waiting() == 0:
            return
    raise AssertionError("Nobody reads.")


@pytest.mark.expected_warnings("^device_lost")
def test_an_interface_that_appears_later_is_grabbed_too(desk: Desk) -> None:
    desk.start()
    desk.lost()
    (first,) = desk.plug()
    second = EventLine()
    second.path = "/dev/input/event8"

    desk.plugged.append(second)
    second.send(keys(EAN))

    assert desk.text() == EAN
    first.send(keys("431"))
    assert desk.text() == "431"


@pytest.mark.expected_warnings("^device_lost")
def test_dropped_events_break_their_scan_alone(desk: Desk) -> None:
    desk.start()
    desk.lost()
    (line,) = desk.plug()

    line.send(keys(EAN[:4], end=False) + event(EV_SYN, SYN_DROPPED, 0) + keys("431") + keys("73513537"))

    desk.told(ScanBroken("s1", "overrun"))
    assert desk.text() == "73513537"


@pytest.mark.expected_warnings("^device_lost")
def test_the_light_shows_the_scanners_own_caps_lock_and_nobody_elses(desk: Desk) -> None:
    desk.start()
    desk.lost()
    (line,) = desk.plug()
    assert line.lights == [False]

    line.send(event(EV_KEY, CAPS, 1))
    line.send(keys("a"))
    assert desk.text() == "A"
    line.send(event(EV_KEY, CAPS, 1) + event(EV_KEY, CAPS, 0))
    until(lambda: line.lights == [False, True, False], line, desk)
    line.send(event(EV_LED, LED_CAPSL, 1))
    until(lambda: line.lights == [False, True, False, False], line, desk)


@pytest.mark.expected_warnings("^device_lost")
def test_silence_ends_a_scan_without_suffix(desk: Desk) -> None:
    desk.start(Framing(terminators=b"", idle_ms=60))
    desk.lost()
    (line,) = desk.plug()

    line.send(keys(EAN, end=False))

    assert desk.text() == EAN


def test_the_module_is_imported_where_there_is_no_evdev() -> None:
    program = (
        "import sys; sys.modules.update(evdev=None, fcntl=None)\n"
        "from drivers.scanners.hid_evdev import EvdevKeyboards\n"
        "from drivers.api import DeviceMissing\n"
        "import pathlib\n"
        "try: EvdevKeyboards('', (), pathlib.Path('/nowhere'))(())\n"
        "except DeviceMissing as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True
    )

    assert done.stdout.startswith("No scanner that is known works as a keyboard here")
