"""A scanner in keyboard mode, read through evdev: taken from everybody else, so no widget ever sees its keys.

Its own thread does nothing but read, stamp and decode: the kernel keeps 64 events for it, about ten
characters. It waits in poll() and a pipe wakes it. Other keyboards are never opened. evdev is imported when a
device is opened: elsewhere than on Linux this module can be imported and finds nothing.
"""

import errno
import os
import select
import struct
import time
from array import array
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any, Protocol

from drivers.api import (
    DeviceChanged,
    DeviceLost,
    DeviceMissing,
    DeviceRefused,
    DriverError,
    Message,
    Sink,
)
from drivers.scanners.input_devices import SYSFS, InputDevice, chosen, keyboards
from drivers.scanners.key_decoder import KeyDecoder
from drivers.wake import Wake, wait_ms

# struct input_event of include/uapi/linux/input.h: seconds, microseconds, type, code, value.
EVENT = struct.Struct("@llHHi")
EV_SYN, EV_KEY, EV_MSC, EV_LED = 0, 1, 4, 17
SYN_DROPPED, LED_CAPSL = 3, 1

_EVIOCSCLOCKID = 0x400445A0
_EVIOCSMASK = 0x40104593
_READ_BYTES = 65_536

# A key that is down while the device is grabbed would repeat for ever in the window that saw it go down.
_RELEASE_S = 0.5
# The interfaces of one scanner appear one after the other.
_SIBLINGS_NS, _SIBLINGS_EVERY_NS = 2_000_000_000, 250_000_000


class Keyboard(Protocol):
    """One grabbed keyboard."""

    path: str

    def fileno(self) -> int:
        """The descriptor that gives input events, their times on CLOCK_MONOTONIC."""

    def held(self) -> frozenset[int]:
        """The keys that are down."""

    def light(self, on: bool) -> None:
        """Set its Caps Lock light."""

    def close(self) -> None:
        """Give it back."""


# Grabs what is meant and is not among the paths given; raises DriverError where there is nothing at all.
OpenKeyboards = Callable[[Collection[str]], Sequence[Keyboard]]
_Event = tuple[int, int, int, int]


class KeyboardReader:
    """One scanner in keyboard mode, all its interfaces together; a Reader."""

    def __init__(self, name: str, open_keyboards: OpenKeyboards, decoder: KeyDecoder, sink: Sink) -> None:
        self.name = name
        self._open = open_keyboards
        self._decoder = decoder
        self._sink = sink
        self._wake = Wake()
        self._keyboards: dict[int, Keyboard] = {}
        self._rests: dict[int, bytes] = {}
        self._caps_lit = False

    def run(self, stop: Callable[[], bool]) -> None:
        """Grab, read and report until stop(); raises DriverError where it is not there, or no longer."""
        try:
            self._add(self._open(()))
            self._caps_lit = True  # whoever had it before may have left it on
            self._set_light()
            held = frozenset[int]().union(*(keyboard.held() for keyboard in self._keyboards.values()))
            self._decoder.begin(time.monotonic_ns(), held)
            self._sink(DeviceChanged(self.name, "scanner", True, ""))
            self._read(stop)
        finally:
            self._report(self._decoder.lost())
            for keyboard in self._keyboards.values():
                keyboard.close()
            self._keyboards.clear()

    def wake(self) -> None:
        """Make a run() that waits look at stop() again; from any thread."""
        self._wake.set()

    def close(self) -> None:
        """Let go of the wake-up pipe; run() and wake() must not be called again."""
        self._wake.close()

    def _add(self, opened: Sequence[Keyboard]) -> None:
        for keyboard in opened:
            self._keyboards[keyboard.fileno()] = keyboard
            self._rests[keyboard.fileno()] = b""

    def _read(self, stop: Callable[[], bool]) -> None:
        poll = select.poll()
        for fd in (self._wake.fileno(), *self._keyboards):
            poll.register(fd, select.POLLIN)
        last_look_ns = time.monotonic_ns() + _SIBLINGS_NS
        look_ns: int | None = time.monotonic_ns() + _SIBLINGS_EVERY_NS
        while not stop():
            due = [when for when in (self._decoder.due_ns(), look_ns) if when is not None]
            ready = [fd for fd, _ in poll.poll(wait_ms(min(due) if due else None))]
            if self._wake.fileno() in ready:
                self._wake.clear()
            readable = [fd for fd in ready if fd in self._keyboards]
            if readable:
                self._take(readable)
            else:
                self._report(self._decoder.idle(time.monotonic_ns()))
            if look_ns is not None and time.monotonic_ns() >= look_ns:
                for fd in self._look_for_siblings():
                    poll.register(fd, select.POLLIN)
                look_ns = look_ns + _SIBLINGS_EVERY_NS if look_ns < last_look_ns else None

    def _look_for_siblings(self) -> list[int]:
        """Grab the interfaces of this scanner that appeared after the first one; their descriptors."""
        try:
            more = self._open({keyboard.path for keyboard in self._keyboards.values()})
        except DriverError:
            return []  # it went away, which reading will say, or a sibling is not ready yet
        self._add(more)
        return [keyboard.fileno() for keyboard in more]

    def _take(self, readable: Sequence[int]) -> None:
        events = [event for fd in readable for event in self._events(fd)]
        if len(readable) > 1:
            events.sort(key=lambda event: event[0])
        decoder = self._decoder
        for at_ns, kind, code, value in events:
            if kind == EV_KEY:
                found = decoder.key(code, value, at_ns)
                if found:
                    self._report(found)
            elif kind == EV_SYN and code == SYN_DROPPED:
                self._report(decoder.overrun(at_ns))
            elif kind == EV_LED and code == LED_CAPSL:
                self._caps_lit = bool(value)
        self._set_light()

    def _set_light(self) -> None:
        """Scanners look at the light and turn Shift round where it is on: it shows what the decoder takes."""
        if self._caps_lit is self._decoder.caps:
            return
        self._caps_lit = self._decoder.caps
        for keyboard in self._keyboards.values():
            keyboard.light(self._caps_lit)

    def _events(self, fd: int) -> list[_Event]:
        try:
            chunk = os.read(fd, _READ_BYTES)
        except BlockingIOError:
            return []
        except OSError as error:
            raise DeviceLost(
                f"The scanner {self.name} is gone ({error.strerror}); plug it in again."
            ) from error
        if not chunk:
            raise DeviceLost(f"The scanner {self.name} is gone; plug it in again.")
        whole = self._rests[fd] + chunk
        end = len(whole) - len(whole) % EVENT.size
        self._rests[fd] = whole[end:]
        return [
            (seconds * 1_000_000_000 + micros * 1000, kind, code, value)
            for seconds, micros, kind, code, value in EVENT.iter_unpack(whole[:end])
        ]

    def _report(self, messages: Sequence[Message]) -> None:
        for message in messages:
            self._sink(message)


class EvdevKeyboards:
    """Finds and grabs the keyboards of one scanner; an OpenKeyboards."""

    def __init__(self, select: str, known: Collection[tuple[int, int]], sysfs: Path = SYSFS) -> None:
        self._select = select
        self._known = known
        self._sysfs = sysfs
        self._unit: object = None

    def __call__(self, already: Collection[str]) -> list[Keyboard]:
        """Grab what is meant; where some of it is open already, what else belongs to the same scanner.

        Raises DeviceMissing; DeviceRefused where the system or another program forbids it.
        """
        units = chosen(self._select, self._known, keyboards(self._sysfs))
        if already:
            units = [unit for unit in units if unit[0].unit == self._unit]
            return _grab_all([device for unit in units for device in unit if device.path not in already])
        refused: DriverError | None = None
        for unit in units:
            try:
                opened = _grab_all(unit)
            except (DeviceRefused, DeviceMissing) as error:
                refused = error  # a second scanner of this model may be free
            else:
                self._unit = unit[0].unit
                return opened
        raise refused or DeviceMissing(f"The scanner {self._select} is not plugged in.")


def _grab_all(devices: Sequence[InputDevice]) -> list[Keyboard]:
    opened: list[Keyboard] = []
    try:
        for device in devices:
            opened += (_GrabbedKeyboard(device.path),)
    except DriverError:
        for keyboard in opened:
            keyboard.close()
        raise
    return opened


class _GrabbedKeyboard:
    """One keyboard of the kernel, held by this program alone."""

    def __init__(self, path: str) -> None:
        self.path = path
        try:
            self._device = _input_device(path)
        except OSError as error:
            raise _refusal(path, error) from error
        try:
            self._prepare()
            self._wait_for_release()
            self._device.grab()
            self._drain()
        except OSError as error:
            self._device.close()
            raise _refusal(path, error) from error

    def fileno(self) -> int:
        return int(self._device.fd)

    def held(self) -> frozenset[int]:
        try:
            return frozenset(self._device.active_keys())
        except (OSError, SystemError):
            return frozenset()  # it is gone, which reading will say

    def light(self, on: bool) -> None:
        try:
            self._device.set_led(LED_CAPSL, int(on))
        except OSError:
            pass  # it has no light, or may only be read

    def close(self) -> None:
        try:
            self._device.ungrab()
        except OSError:
            pass  # it is gone, and the grab with it
        self._device.close()

    def _prepare(self) -> None:
        """Times on our clock, and no scan codes (EV_MSC): they take a third of the kernel's 64 places."""
        import fcntl

        fcntl.ioctl(self.fileno(), _EVIOCSCLOCKID, struct.pack("@i", time.CLOCK_MONOTONIC))
        nothing = array("l", [0])
        mask = struct.pack("@IIQ", EV_MSC, nothing.itemsize, nothing.buffer_info()[0])
        try:
            fcntl.ioctl(self.fileno(), _EVIOCSMASK, mask)
        except OSError:
            pass  # kernels before 4.4 send them

    def _wait_for_release(self) -> None:
        poll = select.poll()
        poll.register(self.fileno(), select.POLLIN)
        end = time.monotonic() + _RELEASE_S
        while self.held() and time.monotonic() < end:
            poll.poll(10)
            self._drain()

    def _drain(self) -> None:
        """What came before the grab went to the window too."""
        try:
            while os.read(self.fileno(), _READ_BYTES):
                pass
        except BlockingIOError:
            pass


def _input_device(path: str) -> Any:
    import evdev

    return evdev.InputDevice(path)


def _refusal(path: str, error: OSError) -> DriverError:
    if error.errno in (errno.ENOENT, errno.ENODEV, errno.ENXIO):
        return DeviceMissing(f"{path} is not there; plug the scanner in.")
    if error.errno in (errno.EACCES, errno.EPERM):
        return DeviceRefused(
            f"{path} may not be read; install the udev rule 70-pos-terminal.rules and plug the scanner in "
            "again. Until then its scans are taken from the window."
        )
    if error.errno == errno.EBUSY:
        return DeviceRefused(f"Another program holds the scanner at {path}; close that program.")
    return DeviceRefused(f"The scanner at {path} cannot be taken ({error.strerror}); plug it in again.")
