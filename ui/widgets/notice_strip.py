"""One sentence to the cashier, or one question with a key each for yes and no. Never a dialog. GUI thread."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from pos_terminal.views import Level
from ui.theme.look import Look
from ui.theme.tokens import PAD, ColourRole, Type
from ui.translations.words import tr
from ui.widgets.canvas import Pen, Surface, Words
from ui.widgets.key_button import KeyButton

KEY_WIDTH = 112
SMALLER = (Type.BODY, Type.SMALL, Type.SMALL_NARROW)


@dataclass(frozen=True, slots=True)
class Said:
    """What the strip shows. more: how many other notices wait behind it; question: yes and no are offered."""

    text: str = ""
    level: Level = "info"
    time: str = ""
    more: int = 0
    question: bool = False


class NoticeStrip(Surface):
    """Always there, mostly empty."""

    answered = Signal(bool)
    read = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._said = Said()
        self._yes = KeyButton(look, tr("Yes"), tr("Y"), "main", self)
        self._no = KeyButton(look, tr("No"), tr("N"), "plain", self)
        self._clear = KeyButton(look, tr("Read"), "Esc", "plain", self)
        self._yes.tapped.connect(lambda: self.answered.emit(True))
        self._no.tapped.connect(lambda: self.answered.emit(False))
        self._clear.tapped.connect(self.read)
        for key in (self._yes, self._no, self._clear):
            key.hide()

    def show_said(self, said: Said) -> None:
        """Show a notice or a question."""
        if said == self._said:
            return
        old, self._said = self._said, said
        if (old.question, bool(old.text)) != (said.question, bool(said.text)):
            self._yes.setVisible(said.question)
            self._no.setVisible(said.question)
            self._clear.setVisible(bool(said.text) and not said.question)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The keys stand at the trailing end, No outermost."""
        px = self.look.px
        width, pad = px(KEY_WIDTH), px(2)
        height = self.height() - 2 * pad
        last = QRect(self.width() - width - pad, pad, width, height)
        before = QRect(last.x() - width - px(PAD), pad, width, height)
        self._no.setGeometry(self.look.mirrored(last, self.width()))
        self._clear.setGeometry(self.look.mirrored(last, self.width()))
        self._yes.setGeometry(self.look.mirrored(before, self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt asks for the picture."""
        said = self._said
        with QPainter(self) as painter:
            pen, px = Pen(painter, self.look, self.drawn), self.look.px
            if not said.text:
                pen.fill(self.rect(), "window")
                return
            ground, ink = self._colours()
            pen.fill(self.rect(), ground)
            pen.frame(
                self.rect(),
                "accent" if said.question else "alarm" if said.level in ("warn", "bad") else "edge",
                2,
            )
            keys = px(KEY_WIDTH + PAD) * (2 if said.question else 1)
            room = QRect(px(10), px(3), self.width() - keys - px(22), self.height() - px(6))
            side = px(76)
            lead = QRect(room.x(), room.y(), side, room.height())
            text = QRect(room.x() + side, room.y(), room.width() - side, room.height())
            self._draw_side(pen, self.look.mirrored(lead, self.width()), ink, ground)
            kind = Type.ROW_BOLD if said.question else Type.BODY_BOLD
            pen.name(
                self.look.mirrored(text, self.width()), said.text, Words(kind, ink, ground, smaller=SMALLER)
            )

    def _draw_side(self, pen: Pen, rect: QRect, ink: ColourRole, ground: ColourRole) -> None:
        half = rect.height() // 2
        more = f"+{self._said.more}" if self._said.more else ""
        words = Words(Type.SMALL, ink, ground, ltr=True)
        if not more:
            pen.text(rect, self._said.time, words)
            return
        pen.text(QRect(rect.x(), rect.y(), rect.width(), half), self._said.time, words)
        pen.text(QRect(rect.x(), rect.y() + half, rect.width(), half), more, words)

    def _colours(self) -> tuple[ColourRole, ColourRole]:
        if self._said.question:
            return "accent_soft", "ink"
        if self._said.level == "bad":
            return "alarm_soft", "ink"
        return "panel", "ink"
