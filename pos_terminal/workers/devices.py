"""Looks at what is plugged in while somebody wants to know, and draws the self-test's symbols.

One thread of its own: neither the core nor the screen waits for a bus. It looks again every two seconds and
says only what has changed; while nobody looks it sleeps.
"""

import logging
import queue
import threading
from collections.abc import Callable

from pos_terminal.services.device_messages import (
    DeviceRequest,
    DevicesSeen,
    DrawSymbols,
    SymbolsDrawn,
    WatchDevices,
)
from pos_terminal.services.ports import Post

log = logging.getLogger("pos.devices")

EVERY_S = 2.0
_FAILED = "What is plugged in could not be looked at; see the till's log."


class DeviceWorker:
    """The thread. look, draw: called on it; they may wait."""

    def __init__(
        self,
        look: Callable[[], DevicesSeen],
        draw: Callable[[], SymbolsDrawn],
        post: Post,
        every_s: float = EVERY_S,
    ) -> None:
        self._look = look
        self._draw = draw
        self._post = post
        self._every_s = every_s
        self._requests: queue.SimpleQueue[DeviceRequest | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="devices", daemon=True)

    def start(self) -> None:
        """Begin to wait for somebody who looks."""
        self._thread.start()

    def put(self, request: DeviceRequest) -> None:
        """Ask, from any thread; returns at once."""
        self._requests.put(request)

    def stop(self, timeout_s: float) -> None:
        """End after what is under way."""
        self._requests.put(None)
        self._thread.join(timeout_s)

    def _run(self) -> None:
        said: DevicesSeen | None = None
        watching = False
        while True:
            try:
                request = self._requests.get(timeout=self._every_s if watching else None)
            except queue.Empty:
                request = WatchDevices(True)
            else:
                said = None
            match request:
                case None:
                    return
                case WatchDevices(on=on):
                    watching = on
                    said = self._say(said) if on else None
                case DrawSymbols():
                    self._draw_symbols()

    def _say(self, said: DevicesSeen | None) -> DevicesSeen:
        try:
            seen = self._look()
        except Exception:  # the top of a thread
            log.exception("devices_not_looked_at")
            seen = DevicesSeen(problem=_FAILED)
        if seen != said:
            self._post(seen)
        return seen

    def _draw_symbols(self) -> None:
        try:
            self._post(self._draw())
        except Exception:  # the top of a thread
            log.exception("symbols_not_drawn")
