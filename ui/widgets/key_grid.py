"""Keys in equal cells: the bar below the cart and the page of rarer keys. GUI thread."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.geometry import grid
from ui.keymap import NOT_BUILT, Action, hint_of
from ui.theme.look import Look
from ui.theme.tokens import GAP
from ui.translations.words import key_name, later, tr
from ui.widgets.canvas import Pen, Surface
from ui.widgets.key_button import KeyButton, KeyKind


@dataclass(frozen=True, slots=True)
class Cap:
    """One key of a grid. label: a source text."""

    label: str
    action: Action
    kind: KeyKind = "plain"


class KeyGrid(Surface):
    """A grid of keys; the empty cells at its end stay empty."""

    acted = Signal(object)

    def __init__(
        self, look: Look, caps: tuple[Cap, ...], columns: int, rows: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, parent)
        self._shape = (columns, rows)
        self._keys: list[KeyButton] = []
        self._of: dict[Action, KeyButton] = {}
        for cap in caps:
            hint, built = key_name(hint_of(cap.action)), cap.action not in NOT_BUILT
            key = KeyButton(look, tr(cap.label), hint if built else later(hint), cap.kind, self)
            key.setEnabled(built)
            key.tapped.connect(lambda action=cap.action: self.acted.emit(action))
            self._keys.append(key)
            self._of[cap.action] = key

    def show_label(self, action: Action, label: str) -> None:
        """What stands on a key of the grid; it keeps its place and its hint."""
        key = self._of[action]
        key.set_face(label, key.hint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Every key keeps its cell."""
        cells = grid(self.rect(), *self._shape, self.look.px(GAP))
        for key, cell in zip(self._keys, cells, strict=False):
            key.setGeometry(self.look.mirrored(cell, self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt asks for what is between the keys."""
        with QPainter(self) as painter:
            Pen(painter, self.look, self.drawn).fill(event.rect(), "window")
