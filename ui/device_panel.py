"""The simulated devices beside the till: scanner, scale, drawer, card terminal, display, printer and paper.

GUI thread.

For demo and training. Its keys put bytes on simulated transports through a `DevicePort`; its paper is what
the simulated printer made of the bytes. It asks the port a few times a second and repaints only what changed.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from ui.formatting import Numbers
from ui.geometry import grid
from ui.ports import DemoArticle, DevicePort, DeviceState
from ui.theme.look import Look
from ui.theme.tokens import GAP, PAD, TARGET, Type
from ui.translations.words import tr
from ui.widgets.canvas import Pen, Surface, Words
from ui.widgets.drag import TAP_SLIP, Drag
from ui.widgets.key_button import KeyButton
from ui.widgets.pole_glass import PoleGlass
from ui.widgets.text_field import TextField

POLL_MS = 200
ARTICLES = 8
ARTICLE_ROW = 52
HEAD = 36
GLASS = 60
SCALE_MILLI = 5000
SCALE_STEP = 5


class Slider(Surface):
    """A weight put on the scale by hand."""

    moved = Signal(int)

    def __init__(self, look: Look, numbers: Numbers, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._numbers = numbers
        self._milli = 0

    def show_milli(self, milli: int) -> None:
        """Show what lies on the scale."""
        if milli != self._milli:
            self._milli = milli
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the finger."""
        self._follow(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the finger."""
        self._follow(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt asks for the picture."""
        with QPainter(self) as painter:
            pen, pad = Pen(painter, self.look, self.drawn), self.look.px(PAD)
            pen.fill(self.rect(), "panel")
            filled = self.width() * self._milli // SCALE_MILLI
            bar = QRect(0, self.height() - self.look.px(10), filled, self.look.px(10))
            pen.fill(self.look.mirrored(bar, self.width()), "accent")
            pen.frame(self.rect(), "edge")
            text = self.rect().adjusted(pad, 0, -pad, -self.look.px(10))
            half = text.width() // 2
            lead = QRect(text.x(), text.y(), half, text.height())
            trail = QRect(text.x() + half, text.y(), text.width() - half, text.height())
            pen.text(self.look.mirrored(lead, self.width()), tr("Scale"), Words(Type.SMALL, "muted"))
            weight = self._numbers.quantity(self._milli, "kg")
            pen.text(
                self.look.mirrored(trail, self.width()),
                weight,
                Words(Type.SMALL_BOLD, side="trail", ltr=True),
            )

    def _follow(self, event: QMouseEvent) -> None:
        x = int(event.position().x())
        x = self.width() - x if self.look.rtl else x
        milli = max(0, min(SCALE_MILLI, x * SCALE_MILLI // max(1, self.width())))
        self.show_milli(milli - milli % SCALE_STEP)
        self.moved.emit(self._milli)


class PaperRoll(Surface):
    """The paper as it hangs from the printer: the newest is in sight, the wheel goes back."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._picture = QPixmap()
        self._back = 0
        self._drag = Drag()

    def show_paper(self, png: bytes) -> None:
        """Show what has come out so far."""
        self._picture = QPixmap()
        self._picture.loadFromData(png)
        self._back = 0
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Look back, or down to the newest again."""
        self._pull(event.angleDelta().y() // 2)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A pull begins."""
        self._drag.press(int(event.position().y()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A pull moves the paper."""
        self._pull(-self._drag.move(int(event.position().y()), 1, self.look.px(TAP_SLIP)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt asks for the picture."""
        with QPainter(self) as painter:
            pen = Pen(painter, self.look, self.drawn)
            pen.fill(self.rect(), "panel_alt")
            if self._picture.isNull():
                pad = self.look.px(PAD)
                place = QRect(pad, pad, self.width() - 2 * pad, min(self.look.px(60), self.height() - pad))
                pen.name(place, tr("The paper comes out here."), Words(Type.SMALL, "muted", "panel_alt"))
            else:
                width = self.width()
                height = self._picture.height() * width // max(1, self._picture.width())
                top = min(0, self.height() - height) + self._back
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawPixmap(QRect(0, top, width, height), self._picture)
            pen.frame(self.rect(), "edge")

    def _pull(self, pixels: int) -> None:
        width = max(1, self._picture.width())
        furthest = max(0, self._picture.height() * self.width() // width - self.height())
        self._back = max(0, min(self._back + pixels, furthest))
        self.update()


class DevicePanel(Surface):
    """All simulated devices."""

    def __init__(self, look: Look, numbers: Numbers, port: DevicePort, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._port = port
        self._state = DeviceState()
        self._articles: Sequence[DemoArticle] = tuple(port.articles())[:ARTICLES]
        self._scans = [self._article_key(index, article) for index, article in enumerate(self._articles)]
        self._code = TextField(look, tr("Code to scan"), self)
        self._code.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._code.returnPressed.connect(self._scan_typed)
        self._code_key = self._key(tr("Scan"), self._scan_typed)
        self._slider = Slider(look, numbers, self)
        self._slider.moved.connect(port.set_weight)
        self._drawer = self._key("", port.close_drawer)
        self._paper = self._key("", lambda: port.set_paper_out(not self._state.paper_out))
        self._cover = self._key("", lambda: port.set_cover_open(not self._state.cover_open))
        self._approve = self._key(tr("Card: yes"), lambda: port.answer_card(True))
        self._decline = self._key(tr("Card: no"), lambda: port.answer_card(False))
        self._break = self._key(tr("Card: break off"), port.break_card)
        self._silence = self._key("", lambda: port.set_card_silent(not self._state.card_away))
        self._glass = PoleGlass(look, self)
        self._glass.hide()
        self._roll = PaperRoll(look, self)
        self._show_state(DeviceState(), force=True)
        self._poll = QTimer(self)
        self._poll.timeout.connect(self.look_at_devices)
        self._poll.start(POLL_MS)

    def scan_article(self, index: int) -> bool:
        """Scan one of the articles on the keys; answers whether there is one."""
        if not 0 <= index < len(self._articles):
            return False
        self._port.scan(self._articles[index].code_text)
        return True

    def look_at_devices(self) -> None:
        """Ask the devices how they are."""
        self._show_state(self._port.state(), force=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the code field leaves over ends here: its Enter must never reach the till."""
        if event.key() == Qt.Key.Key_Escape:
            self._code.clearFocus()
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt says how large it is now."""
        self._arrange()

    def _arrange(self) -> None:
        """Rows from above; the paper takes the rest."""
        px, gap, pad = self.look.px, self.look.px(GAP), self.look.px(PAD)
        width = self.width() - 2 * pad
        top = px(HEAD)
        rows = (ARTICLES + 1) // 2
        articles = QRect(pad, top, width, rows * px(ARTICLE_ROW) + (rows - 1) * gap)
        for key, cell in zip(self._scans, grid(articles, 2, rows, gap), strict=False):
            key.setGeometry(self.look.mirrored(cell, self.width()))
        target = px(TARGET)
        line = QRect(pad, articles.bottom() + 1 + gap, width, target)
        key_width = px(86)
        self._code.dress()
        place = self.look.mirrored
        self._code.setGeometry(place(QRect(pad, line.y(), width - key_width - gap, target), self.width()))
        self._code_key.setGeometry(
            place(QRect(pad + width - key_width, line.y(), key_width, target), self.width())
        )
        line.translate(0, target + gap)
        self._slider.setGeometry(line)
        machine = (self._drawer, self._paper, self._cover)
        for keys in (machine, (self._approve, self._decline), (self._break, self._silence)):
            line.translate(0, target + gap)
            for key, cell in zip(keys, grid(line, len(keys), 1, gap), strict=True):
                key.setGeometry(place(cell, self.width()))
        roll = line.bottom() + 1 + gap
        if self._state.display:
            self._glass.setGeometry(pad, roll, width, px(GLASS))
            roll += px(GLASS) + gap
        self._roll.setGeometry(pad, roll, width, self.height() - roll - pad)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt asks for what is between the widgets."""
        with QPainter(self) as painter:
            pen, px = Pen(painter, self.look, self.drawn), self.look.px
            pen.fill(event.rect(), "panel_alt")
            pen.frame(self.rect(), "edge")
            title = QRect(px(PAD), 0, self.width() - 2 * px(PAD), px(HEAD))
            pen.text(
                title, tr("Simulated devices"), Words(Type.SMALL_BOLD, "muted", "panel_alt", fit="elide")
            )

    def _article_key(self, index: int, article: DemoArticle) -> KeyButton:
        key = KeyButton(self.look, article.name, f"Alt {index + 1}", "data", self)
        key.tapped.connect(lambda: self.scan_article(index))
        return key

    def _key(self, label: str, act: Callable[[], None]) -> KeyButton:
        key = KeyButton(self.look, label, "", "plain", self)
        key.tapped.connect(act)
        return key

    def _scan_typed(self) -> None:
        text = self._code.text().strip()
        if text:
            self._port.scan(text)
            self._code.clear()
        self._code.clearFocus()

    def _show_state(self, state: DeviceState, *, force: bool) -> None:
        old, self._state = self._state, state
        if state == old and not force:
            return
        self._drawer.set_face(
            tr("Shut drawer") if state.drawer_open else tr("Drawer shut"),
            kind="chosen" if state.drawer_open else "plain",
        )
        self._drawer.setEnabled(state.drawer_open)
        self._paper.set_face(
            tr("Put paper in") if state.paper_out else tr("Paper out"),
            kind="chosen" if state.paper_out else "plain",
        )
        self._cover.set_face(
            tr("Shut cover") if state.cover_open else tr("Open cover"),
            kind="chosen" if state.cover_open else "plain",
        )
        waiting = state.card == "waiting"
        self._approve.setEnabled(waiting)
        self._decline.setEnabled(waiting)
        self._break.setEnabled(waiting)
        self._silence.set_face(
            tr("Card: answer") if state.card_away else tr("Card: silent"),
            kind="chosen" if state.card_away else "plain",
        )
        self._slider.show_milli(state.weight_milli)
        self._glass.show_rows(state.display)
        if bool(state.display) != bool(old.display):
            self._glass.setVisible(bool(state.display))
            self._arrange()
        if state.paper_serial != old.paper_serial:
            self._roll.show_paper(self._port.paper_png())
