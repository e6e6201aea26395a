"""The frame of every page that covers the cart: a title, and the way back at the same place. GUI thread."""

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.theme.look import Look
from ui.theme.tokens import GAP, PAD, Type
from ui.translations.words import tr
from ui.widgets.canvas import Pen, Surface, Words
from ui.widgets.key_button import KeyButton

HEAD = 56
BACK_WIDTH = 128


class PageFrame(Surface):
    """A page with a head."""

    closed = Signal()

    def __init__(self, look: Look, title: str, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._title = title
        self._back = KeyButton(look, tr("Back"), "Esc", "plain", self)
        self._back.tapped.connect(self.closed)

    def body(self) -> QRect:
        """The room below the head, not mirrored."""
        head = self.look.px(HEAD + GAP)
        return QRect(0, head, self.width(), self.height() - head)

    def set_title(self, title: str) -> None:
        """Change the title."""
        if title != self._title:
            self._title = title
            self.update()

    def arrange(self) -> None:
        """Place the page's own widgets into its body; called at every change of size."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The way back stands at the trailing end of the head."""
        px = self.look.px
        back = QRect(self.width() - px(BACK_WIDTH), 0, px(BACK_WIDTH), px(HEAD))
        self._back.setGeometry(self.look.mirrored(back, self.width()))
        self.arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt asks for what is between the page's widgets."""
        with QPainter(self) as painter:
            self.draw(Pen(painter, self.look, self.drawn), event.rect())

    def draw(self, pen: Pen, area: QRect) -> None:
        """Paint the ground and the title."""
        px = self.look.px
        pen.fill(area, "window")
        title = QRect(px(PAD), 0, self.width() - px(BACK_WIDTH + 2 * PAD), px(HEAD))
        pen.text(
            self.look.mirrored(title, self.width()),
            self._title,
            Words(Type.TITLE, "ink", "window", fit="shrink", smaller=(Type.ROW_BOLD,)),
        )
