"""A key to touch: its word, and below it the key of the keyboard that does the same. GUI thread.

It acts on release, takes two taps within 150 ms for one, never takes the focus, and shows a press at once.
"""

import time
from typing import Literal

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme.look import Look
from ui.theme.tokens import DOUBLE_TAP_MS, ColourRole, Type
from ui.widgets.canvas import Pen, Surface, Words

KeyKind = Literal["plain", "main", "alarm", "digit", "chosen", "data", "sign"]
_GROUNDS: dict[KeyKind, ColourRole] = {
    "plain": "key",
    "main": "accent",
    "alarm": "key",
    "digit": "key",
    "chosen": "accent_soft",
    "data": "key",
    "sign": "key",
}
_INKS: dict[KeyKind, ColourRole] = {
    "plain": "ink",
    "main": "accent_ink",
    "alarm": "alarm",
    "digit": "ink",
    "chosen": "ink",
    "data": "ink",
    "sign": "ink",
}


class KeyButton(Surface):
    """One key."""

    tapped = Signal()

    def __init__(
        self,
        look: Look,
        label: str,
        hint: str = "",
        kind: KeyKind = "plain",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self._label = label
        self._hint = hint
        self._kind: KeyKind = kind
        self._money = False
        self._pressed = False
        self._last_tap_ns = 0
        self.setAccessibleName(label)

    @property
    def label(self) -> str:
        """The word on the key."""
        return self._label

    @property
    def hint(self) -> str:
        """The key of the keyboard that does the same."""
        return self._hint

    def set_face(
        self, label: str, hint: str = "", kind: KeyKind | None = None, *, money: bool = False
    ) -> None:
        """Change what stands on it; repaints only where it differs."""
        new_kind = kind or self._kind
        if (label, hint, new_kind) == (self._label, self._hint, self._kind):
            return
        self._label, self._hint, self._kind, self._money = label, hint, new_kind, money
        self.setAccessibleName(label)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Show the press."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = True
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Act, if the finger is still on the key."""
        if not self._pressed:
            return
        self._pressed = False
        self.update()
        now_ns = time.monotonic_ns()
        if self.rect().contains(event.position().toPoint()):
            doubled = now_ns - self._last_tap_ns < DOUBLE_TAP_MS * 1_000_000
            self._last_tap_ns = now_ns
            if not doubled:
                self.tapped.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick taps are two presses; the 150 ms rule decides."""
        self.mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt asks for the key's picture."""
        with QPainter(self) as painter:
            self._draw(Pen(painter, self.look, self.drawn))

    def _draw(self, pen: Pen) -> None:
        ground, ink = self._colours()
        area = self.rect()
        pen.fill(area, ground)
        pen.frame(
            area, "accent" if self._kind in ("main", "chosen") else "edge", 2 if self._kind == "chosen" else 1
        )
        pad = self.look.px(3)
        inner = area.adjusted(pad, pad, -pad, -pad)
        if self._kind == "digit":
            pen.text(inner, self._label, Words(Type.DIGIT, ink, ground, "middle"))
            return
        if not self._hint:
            self._write(pen, inner, ink, ground)
            return
        split = inner.y() + inner.height() * 55 // 100
        upper = QRect(inner.x(), inner.y(), inner.width(), split - inner.y())
        lower = QRect(inner.x(), split, inner.width(), inner.bottom() + 1 - split)
        self._write(pen, upper, ink, ground)
        muted: ColourRole = ink if self._kind == "main" or not self.isEnabled() else "muted"
        pen.text(
            lower,
            self._hint,
            Words(Type.SMALL, muted, ground, "middle", "shrink", smaller=(Type.SMALL_NARROW,), data=True),
        )

    def _write(self, pen: Pen, rect: QRect, ink: ColourRole, ground: ColourRole) -> None:
        if self._kind == "sign":
            pen.text(rect, self._label, Words(Type.SIGN, ink, ground, "middle"))
            return
        if self._kind == "data":
            pen.text(rect, self._label, Words(Type.SMALL, ink, ground, "middle", "elide", data=True))
            return
        pen.text(
            rect,
            self._label,
            Words(
                Type.KEY,
                ink,
                ground,
                "middle",
                "shrink",
                smaller=(Type.KEY_NARROW, Type.SMALL_NARROW),
                money=self._money,
                ltr=self._money,
            ),
        )

    def _colours(self) -> tuple[ColourRole, ColourRole]:
        if not self.isEnabled():
            return "key_off", "off_ink"
        if self._pressed:
            return "key_pressed", "ink"
        return _GROUNDS[self._kind], _INKS[self._kind]
