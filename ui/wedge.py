"""Takes a keyboard scanner's bursts out of the window's keys before any widget sees them. GUI thread.

It filters the events of the window itself, which get there before the focused widget; the recogniser that is
injected decides. A filter on the whole application would see the same keys and, besides, every event of every
widget in Python. Keys that turn out to be a person's are sent on in order, with their own time stamps. It
knows no scanner.
"""

from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QWindow

from ui.ports import WedgeDecision, WedgePort

_KEY_EVENTS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
# One more turn of the loop after the hold time: whatever the window system has waiting is delivered first.
_SETTLE_MS = 1


class WedgeFilter(QObject):
    """Stands between a window and its keys."""

    def __init__(self, window: QWindow, port: WedgePort[Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._port = port
        self._replaying = False
        self._asked_ms = 0
        self._tick_ms = 0
        self._hold = self._single_shot()
        self._settle = self._single_shot()
        self._hold.timeout.connect(lambda: self._settle.start(_SETTLE_MS))
        self._settle.timeout.connect(self._tick)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt asks before each event of the window."""
        kind = event.type()
        if kind in _KEY_EVENTS and isinstance(event, QKeyEvent):
            return not self._replaying and self._key(event)
        if kind == QEvent.Type.FocusOut:
            self._obey(self._port.recogniser.reset())
        return False

    def _key(self, event: QKeyEvent) -> bool:
        modifiers = event.modifiers()
        self._asked_ms = event.timestamp()
        held = self._port.make_key(
            event.nativeScanCode(),
            event.type() == QEvent.Type.KeyPress,
            event.timestamp(),
            shift=bool(modifiers & Qt.KeyboardModifier.ShiftModifier),
            ctrl=bool(modifiers & Qt.KeyboardModifier.ControlModifier),
            alt=bool(modifiers & Qt.KeyboardModifier.AltModifier),
            repeat=event.isAutoRepeat(),
            token=_copy(event),
        )
        decision = self._port.recogniser.key(held)
        self._obey(decision)
        return decision.withhold

    def _tick(self) -> None:
        self._asked_ms += self._tick_ms
        self._obey(self._port.recogniser.tick(self._asked_ms))

    def _obey(self, decision: WedgeDecision) -> None:
        for key in decision.release:
            self._replay(key.token)
        if decision.scan:
            self._port.on_scan(decision.scan)
        if decision.broken:
            self._port.on_broken(decision.broken)
        self._settle.stop()
        self._hold.stop()
        if decision.tick_in_ms:
            self._tick_ms = decision.tick_in_ms
            self._hold.start(decision.tick_in_ms)

    def _replay(self, token: object) -> None:
        if not isinstance(token, QKeyEvent):
            return
        self._replaying = True
        try:
            QCoreApplication.sendEvent(self._window, token)
        finally:
            self._replaying = False

    def _single_shot(self) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        return timer


def _copy(event: QKeyEvent) -> QKeyEvent:
    """A key event of our own, which outlives Qt's."""
    copy = QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
    )
    copy.setTimestamp(event.timestamp())
    return copy
