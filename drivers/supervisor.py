"""Keeps readers running: one thread each finds, opens and reads its device, and begins again when it is lost.

A loss is told once and a return once, however often the device was tried in between. Nothing here knows
what a device is. stop() ends within its time even if a thread does not. A device that sends faster than the
till works waits here, so that it can neither fill the memory nor keep the cashier waiting.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from drivers.api import DeviceChanged, DriverError, MakeReader, Message, Reader, ScanBroken, ScanRead, Sink

log = logging.getLogger("devices")

Kind = Literal["scanner", "scale"]

# A thousand messages are a second's work; no hand scans faster than the till works.
MOST_WAITING = 1000
_LOOK_AGAIN_S = 0.005


@dataclass(frozen=True, slots=True)
class BackOff:
    """How long to wait before a device is tried again: doubling from first_s to most_s."""

    first_s: float = 0.2
    most_s: float = 5.0

    def after(self, tries: int) -> float:
        """The pause after so many tries in a row that did not open it (1 or more)."""
        return min(self.most_s, self.first_s * (1 << min(tries - 1, 16)))


class Supervisor:
    """The threads of all readers.

    waiting: how many messages the sink holds that nobody has taken; None: no device ever waits.
    """

    def __init__(
        self, sink: Sink, back_off: BackOff | None = None, waiting: Callable[[], int] | None = None
    ) -> None:
        self._sink = sink
        self._back_off = back_off or BackOff()
        self._waiting = waiting
        self._stopping = threading.Event()
        self._watched: list[tuple[Reader, threading.Thread]] = []

    def watch(self, make_reader: MakeReader, kind: Kind) -> None:
        """Begin to read a device, there or not, on a thread of its own."""
        watch = _Watch(kind, self._sink, self._back_off, self._stopping, self._waiting)
        reader = make_reader(watch.tell)
        thread = threading.Thread(
            target=watch.keep_running, args=(reader,), name=f"device-{reader.name}", daemon=True
        )
        self._watched.append((reader, thread))
        thread.start()

    def stop(self, timeout_s: float = 2.0) -> tuple[str, ...]:
        """End all threads; answers the names of those that did not end in time."""
        self._stopping.set()
        for reader, _ in self._watched:
            reader.wake()
        for _, thread in self._watched:
            thread.join(timeout_s / len(self._watched))
        for reader, thread in self._watched:
            if not thread.is_alive():
                reader.close()
        return tuple(reader.name for reader, thread in self._watched if thread.is_alive())


class _Watch:
    """One device over all its losses; used by its own thread alone."""

    def __init__(
        self,
        kind: Kind,
        sink: Sink,
        back_off: BackOff,
        stopping: threading.Event,
        waiting: Callable[[], int] | None,
    ) -> None:
        self._kind = kind
        self._sink = sink
        self._back_off = back_off
        self._stopping = stopping
        self._waiting = waiting
        self._present: bool | None = None
        self._tries = 0

    def keep_running(self, reader: Reader) -> None:
        while not self._stopping.is_set():
            reason = self._run_once(reader)
            if self._stopping.is_set():
                return
            self.tell(DeviceChanged(reader.name, self._kind, False, reason))
            self._tries += 1
            self._stopping.wait(self._back_off.after(self._tries))

    def tell(self, message: Message) -> None:
        """The sink that the reader is given: lets a change of presence through only where it is one."""
        if isinstance(message, DeviceChanged):
            if message.present:
                self._tries = 0
            if message.present is self._present:
                return
            self._log(message)
            self._present = message.present
        elif self._waiting is not None and isinstance(message, ScanRead | ScanBroken):
            while self._waiting() >= MOST_WAITING and not self._stopping.wait(_LOOK_AGAIN_S):
                pass
        self._sink(message)

    def _run_once(self, reader: Reader) -> str:
        try:
            reader.run(self._stopping.is_set)
        except DriverError as error:
            return str(error)
        except Exception:
            # The top of a thread: a bug in a reader must not end the reading for good.
            log.exception("reader_failed device=%s", reader.name)
            return f"The {self._kind} {reader.name} failed inside the program; tried again, please report it."
        return f"The {self._kind} {reader.name} ended by itself; it is tried again."

    def _log(self, change: DeviceChanged) -> None:
        if not change.present:
            log.warning("device_lost device=%s reason=%s", change.device, change.reason)
        elif self._present is False:
            log.info("device_back device=%s", change.device)
        else:
            log.info("device_found device=%s", change.device)
