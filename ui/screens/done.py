"""After the last tender: the change, large, until the next sale's first scan. GUI thread."""

from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme.look import Look
from ui.theme.tokens import CHANGE_SMALLER, PAD, Type
from ui.translations.words import tr
from ui.widgets.canvas import Pen, Surface, Words


@dataclass(frozen=True, slots=True)
class Change:
    """What is shown: the change as text, lines of what was paid, the receipt's number. title: what it is."""

    title: str = ""
    amount: str = ""
    paid: tuple[tuple[str, str], ...] = ()
    receipt: str = ""


class DonePage(Surface):
    """Stands where the cart stands."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._change = Change()

    def show_change(self, change: Change) -> None:
        """Show what goes back to the customer."""
        if change != self._change:
            self._change = change
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt asks for the picture."""
        change, px, width = self._change, self.look.px, self.width()
        with QPainter(self) as painter:
            pen = Pen(painter, self.look, self.drawn)
            pen.fill(self.rect(), "panel")
            pen.frame(self.rect(), "accent", 3)
            left, room = px(3 * PAD), width - px(6 * PAD)
            pen.text(QRect(left, px(20), room, px(44)), change.title, Words(Type.TITLE))
            pen.text(
                QRect(left, px(64), room, px(130)),
                change.amount,
                Words(Type.CHANGE, side="trail", fit="shrink", ltr=True, money=True, smaller=CHANGE_SMALLER),
            )
            top = px(208)
            for label, amount in change.paid[:4]:
                half = room // 2
                lead = self.look.mirrored(QRect(left, top, half, px(34)), width)
                trail = self.look.mirrored(QRect(left + half, top, room - half, px(34)), width)
                pen.text(lead, label, Words(Type.ROW, "ink", fit="elide"))
                pen.text(trail, amount, Words(Type.ROW_BOLD, side="trail", ltr=True, money=True))
                top += px(36)
            bottom = self.height() - px(92)
            pen.text(
                QRect(left, bottom, room, px(34)), change.receipt, Words(Type.BODY, "muted", fit="elide")
            )
            pen.text(
                QRect(left, bottom + px(36), room, px(40)),
                tr("The next scan begins the next sale."),
                Words(Type.ROW_BOLD, "accent", fit="shrink", smaller=(Type.KEY, Type.KEY_NARROW)),
            )
