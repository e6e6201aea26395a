"""The customer display's thread: shows the newest view, skips what came in between.

`put` replaces what nobody has shown yet, so a display that is slow or away costs the till nothing. A loss is
told once and a return once; meanwhile it is tried again with growing pauses. What is shown is written again
now and then: a display that was switched off and on is right again, and one that is gone is noticed.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from drivers.api import DeviceChanged, Display, DisplayFace, DriverError
from pos_terminal.services.ports import Clock, Post
from pos_terminal.views import RegisterView

log = logging.getLogger("devices")

Faces = Callable[[RegisterView, bool], DisplayFace]

_NS_PER_S = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Pace:
    """refresh_s: how often the same is written again; first_s to most_s: pauses while it is away.

    settle_s: how long the change stays, 0: until the next sale.
    """

    refresh_s: float = 10.0
    first_s: float = 0.5
    most_s: float = 10.0
    settle_s: float = 30.0


class DisplayWorker:
    """One display on its thread. faces: what to show of a view, and whether it has stood for settle_s."""

    def __init__(
        self, display: Display, faces: Faces, farewell: DisplayFace, post: Post, clock: Clock, pace: Pace
    ) -> None:
        self._display = display
        self._faces = faces
        self._farewell = farewell
        self._post = post
        self._clock = clock
        self._pace = pace
        self._changed = threading.Condition()
        self._newest: RegisterView | None = None
        self._fresh = False
        self._stopping = False
        # Below, the thread's own.
        self._view: RegisterView | None = None
        self._meant: DisplayFace | None = None
        self._meant_ns = 0
        self._shown: DisplayFace | None = None
        self._shown_ns = 0
        self._present: bool | None = None
        self._tries = 0
        self._again_ns = 0
        self._thread = threading.Thread(target=self._run, name="customer-display", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def put(self, view: RegisterView) -> None:
        """Show this as soon as possible, unless a newer one comes first; any thread, returns at once."""
        with self._changed:
            self._newest, self._fresh = view, True
            self._changed.notify()

    def stop(self, timeout_s: float) -> None:
        """End; a display that is there says that the till is closed."""
        with self._changed:
            self._stopping = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join(timeout_s)

    def _run(self) -> None:
        while self._wait():
            try:
                self._turn()
            except Exception:
                log.exception("display_failed device=%s", self._display.name)
                self._lost("The customer display failed inside the program; please report it.")
        try:
            if self._present:
                self._display.show(self._farewell)
        except DriverError as error:
            log.info("display_farewell_failed reason=%s", error)
        self._display.close()

    def _wait(self) -> bool:
        """Until there is something to do; False at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._fresh or self._stopping, self._patience_s())
            self._view, self._fresh = self._newest, False
            return not self._stopping

    def _patience_s(self) -> float | None:
        if self._meant is None:
            return None
        now_ns = self._clock.monotonic_ns()
        if self._tries:
            due_ns = self._again_ns
        else:
            due_ns = self._shown_ns + int(self._pace.refresh_s * _NS_PER_S)
            settles_ns = self._meant_ns + int(self._pace.settle_s * _NS_PER_S)
            if self._pace.settle_s and settles_ns > now_ns:
                due_ns = min(due_ns, settles_ns)
        return max(0.0, (due_ns - now_ns) / _NS_PER_S)

    def _turn(self) -> None:
        view, now_ns = self._view, self._clock.monotonic_ns()
        if view is None:
            return
        meant = self._faces(view, False)
        if meant != self._meant:
            self._meant, self._meant_ns = meant, now_ns
        if self._tries and now_ns < self._again_ns:
            return
        stood_ns = now_ns - self._meant_ns
        settled = bool(self._pace.settle_s) and stood_ns >= self._pace.settle_s * _NS_PER_S
        face = self._faces(view, True) if settled else meant
        stale = now_ns - self._shown_ns >= self._pace.refresh_s * _NS_PER_S
        if face != self._shown or stale or self._tries:
            self._show(face, now_ns)

    def _show(self, face: DisplayFace, now_ns: int) -> None:
        try:
            self._display.show(face)
        except DriverError as error:
            self._lost(str(error))
            return
        self._shown, self._shown_ns, self._tries = face, now_ns, 0
        if not self._present:
            log.info("device_%s device=%s", "found" if self._present is None else "back", self._display.name)
            self._present = True
            self._post(DeviceChanged(self._display.name, "display", True, ""))

    def _lost(self, reason: str) -> None:
        self._display.close()
        pause_s = min(self._pace.most_s, self._pace.first_s * (1 << min(self._tries, 16)))
        self._tries += 1
        self._shown = None
        self._again_ns = self._clock.monotonic_ns() + int(pause_s * _NS_PER_S)
        if self._present is not False:
            log.warning("device_lost device=%s reason=%s", self._display.name, reason)
            self._present = False
            self._post(DeviceChanged(self._display.name, "display", False, reason))
