"""The one seam between threads: the core publishes a view, the screen shows the newest.

`publish` may run on any thread and never waits; `show` runs on the GUI thread. A view that nobody has seen
yet is replaced by the next, so a slow screen skips pictures and never falls behind. One signal, queued once.
"""

import threading
from collections.abc import Callable

import msgspec
from PySide6.QtCore import QObject, Qt, Signal

from pos_terminal.views import RegisterView


class Bridge(QObject):
    """Carries the newest view into the GUI thread. Made on the GUI thread."""

    _arrived = Signal()

    def __init__(self, show: Callable[[RegisterView], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._show = show
        self._lock = threading.Lock()
        self._unseen: RegisterView | None = None
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def publish(self, view: RegisterView) -> None:
        """Make this the newest view. Any thread."""
        with self._lock:
            waiting = self._unseen is not None
            self._unseen = view if self._unseen is None else _keeping_alarm(self._unseen, view)
        if not waiting:
            self._arrived.emit()

    def _take(self) -> None:
        with self._lock:
            view, self._unseen = self._unseen, None
        if view is not None:
            self._show(view)


def _keeping_alarm(unseen: RegisterView, view: RegisterView) -> RegisterView:
    """A bad scan that nobody has heard of yet is not covered by a good one that followed at once."""
    if unseen.cue.kind != "bad" or view.cue.kind == "bad":
        return view
    return msgspec.structs.replace(view, cue=msgspec.structs.replace(view.cue, kind="bad"))


class Knock(QObject):
    """Calls something without arguments on the GUI thread, from any thread. Made on the GUI thread."""

    _knocked = Signal()

    def __init__(self, act: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._act = act
        self._knocked.connect(self._open, Qt.ConnectionType.QueuedConnection)

    def knock(self) -> None:
        """Have it called soon. Any thread."""
        self._knocked.emit()

    def _open(self) -> None:
        self._act()
