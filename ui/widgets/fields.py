"""The fields right of the cart: total, last item, customer, and what is being typed. GUI thread.

Each paints itself and only when what it shows has changed.
"""

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from pos_terminal.views import LastItemView
from ui.formatting import MINUS, Numbers
from ui.keymap import NOT_BUILT, Action
from ui.theme.look import Look
from ui.theme.tokens import FLASH_MS, MARK, MONEY_SMALLER, PAD, ColourRole, Type
from ui.translations.words import tr
from ui.widgets.canvas import Pen, Surface, Words
from ui.wording import Wording

SENTENCE_SMALLER = (Type.ROW_BOLD, Type.BODY, Type.SMALL, Type.SMALL_NARROW)


class TotalField(Surface):
    """The total, readable at two metres."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._shown = ("", "", "")

    def show_total(self, label: str, detail: str, amount: str) -> None:
        """label: what is summed and in which currency; detail: how many articles."""
        if (label, detail, amount) != self._shown:
            self._shown = (label, detail, amount)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt asks for the picture."""
        label, detail, amount = self._shown
        with QPainter(self) as painter:
            pen, px = Pen(painter, self.look, self.drawn), self.look.px
            area, pad = self.rect(), px(PAD)
            pen.fill(area, "panel")
            pen.frame(area, "edge")
            top = QRect(pad, px(3), area.width() - 2 * pad, px(25))
            half = top.width() // 2
            lead = self.look.mirrored(QRect(top.x(), top.y(), half, top.height()), self.width())
            trail = self.look.mirrored(QRect(top.x() + half, top.y(), half, top.height()), self.width())
            pen.text(lead, label, Words(Type.SMALL_BOLD, "ink"))
            pen.text(trail, detail, Words(Type.SMALL, "muted", side="trail"))
            digits = QRect(pad, top.bottom(), top.width(), area.height() - top.bottom() - px(2))
            ink: ColourRole = "alarm" if amount.startswith(MINUS) else "ink"
            pen.text(
                digits,
                amount,
                Words(Type.MONEY_84, ink, "panel", "trail", "shrink", True, True, MONEY_SMALLER),
            )


class LastItemField(Surface):
    """Answers every scan at one glance; flashes with every sound."""

    def __init__(self, look: Look, numbers: Numbers, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._numbers = numbers
        self._wording = wording
        self._item: LastItemView | None = None
        self._decimals = 2
        self._flashing = False
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.timeout.connect(self._end_flash)

    @property
    def is_flashing(self) -> bool:
        """Whether it is lit up just now."""
        return self._flashing

    def show_item(self, item: LastItemView | None, decimals: int) -> None:
        """What was scanned or refused last."""
        if item is not self._item or decimals != self._decimals:
            self._item, self._decimals = item, decimals
            self.update()

    def flash(self) -> None:
        """Light up for the blink of an eye, as every sound does."""
        self._flashing = True
        self._calm.start(FLASH_MS)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt asks for the picture."""
        with QPainter(self) as painter:
            pen = Pen(painter, self.look, self.drawn)
            item = self._item
            bad = item is not None and item.level == "bad"
            ground: ColourRole = "alarm_fill" if bad else "panel"
            if self._flashing:
                ground = "alarm_soft" if bad else "accent_soft"
            pen.fill(self.rect(), ground)
            pen.frame(self.rect(), "alarm" if bad else "edge")
            if item is None:
                return
            stripe = QRect(0, 0, self.look.px(MARK), self.height())
            mark: ColourRole = "accent" if item.level in ("good", "info") else "alarm"
            pen.fill(self.look.mirrored(stripe, self.width()), mark)
            ink: ColourRole = "alarm_ink" if bad and not self._flashing else "ink"
            if item.name and (item.code == "added" or self._wording.title(item)):
                self._draw_article(pen, item, ink, ground)
            else:
                self._draw_words(pen, item, ink, ground)

    def _inner(self) -> QRect:
        px = self.look.px
        inner = QRect(px(MARK + PAD), px(3), self.width() - px(MARK + 2 * PAD), self.height() - px(6))
        return self.look.mirrored(inner, self.width())

    def _draw_article(self, pen: Pen, item: LastItemView, ink: ColourRole, ground: ColourRole) -> None:
        inner = self._inner()
        low = self.look.px(44)
        name = QRect(inner.x(), inner.y(), inner.width(), inner.height() - low)
        pen.name(name, item.name, Words(Type.ROW_BOLD, ink, ground, data=True, smaller=(Type.KEY_NARROW,)))
        row = QRect(inner.x(), name.bottom() + 1, inner.width(), low)
        amount_width = row.width() * 48 // 100
        lead = QRect(row.x(), row.y(), row.width() - amount_width, low)
        trail = QRect(row.x() + row.width() - amount_width, row.y(), amount_width, low)
        if self.look.rtl:
            lead, trail = (
                QRect(row.x() + amount_width, row.y(), lead.width(), low),
                QRect(row.x(), row.y(), amount_width, low),
            )
        title = self._wording.title(item)
        quantity = self._numbers.quantity(item.milli, item.unit) if item.milli else ""
        price = self._numbers.amount(item.unit_price_minor, self._decimals)
        if title:
            warn: ColourRole = "alarm" if item.level == "warn" else ink
            pen.name(lead, title, Words(Type.KEY, warn, ground, smaller=(Type.KEY_NARROW, Type.SMALL_NARROW)))
        else:
            pen.text(
                lead,
                f"{quantity} × {price}",
                Words(Type.BODY, ink, ground, ltr=True, fit="shrink", smaller=(Type.KEY_NARROW,)),
            )
        pen.text(
            trail,
            self._numbers.amount(item.amount_minor, self._decimals),
            Words(Type.LAST_AMOUNT, ink, ground, "trail", "shrink", True, True, (Type.TITLE, Type.AMOUNT)),
        )

    def _draw_words(self, pen: Pen, item: LastItemView, ink: ColourRole, ground: ColourRole) -> None:
        inner, text = self._inner(), self._wording.title(item)
        sentence = self._wording.sentence(item.code, item.params)
        if not text:
            pen.name(inner, sentence, Words(Type.TITLE, ink, ground, smaller=SENTENCE_SMALLER))
            return
        high = self.look.px(36)
        title = QRect(inner.x(), inner.y(), inner.width(), high)
        below = QRect(inner.x(), inner.y() + high, inner.width(), inner.height() - high)
        pen.text(
            title,
            text,
            Words(Type.TITLE, ink, ground, fit="shrink", smaller=(Type.ROW_BOLD, Type.KEY_NARROW)),
        )
        pen.name(below, sentence, Words(Type.BODY, ink, ground, smaller=SENTENCE_SMALLER[2:]))

    def _end_flash(self) -> None:
        self._flashing = False
        self.update()


class CustomerField(Surface):
    """Who buys, and their store credit; a tap is F3. Where it is not built, it says so."""

    tapped = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._name = ""
        self._credit = ""

    def show_customer(self, name: str, credit: str) -> None:
        """Empty: nobody in particular, no credit known."""
        if (name, credit) != (self._name, self._credit):
            self._name, self._credit = name, credit
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt asks for the picture."""
        with QPainter(self) as painter:
            pen, pad = Pen(painter, self.look, self.drawn), self.look.px(PAD)
            built = Action.CUSTOMER not in NOT_BUILT
            ground: ColourRole = "panel" if built else "key_off"
            pen.fill(self.rect(), ground)
            pen.frame(self.rect(), "accent" if self._name else "edge")
            inner = self.rect().adjusted(pad, 0, -pad, 0)
            trail = self._credit if built else tr("later")
            _, metrics = self.look.font(Type.BODY_BOLD)
            side = metrics.horizontalAdvance(trail) + pad if trail else 0
            label = QRect(inner.x(), inner.y(), inner.width() - side, inner.height())
            state = QRect(inner.x() + inner.width() - side, inner.y(), side, inner.height())
            who = self._name or f"{tr('Customer')}  F3"
            name = Words(Type.BODY_BOLD, "ink", ground, fit="elide", data=True)
            nobody = Words(Type.BODY, "ink" if built else "off_ink", ground)
            pen.text(self.look.mirrored(label, self.width()), who, name if self._name else nobody)
            amount = Words(Type.BODY_BOLD, "ink", ground, "trail", ltr=True, money=True)
            later = Words(Type.SMALL, "off_ink", ground, "trail")
            pen.text(self.look.mirrored(state, self.width()), trail, amount if built else later)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A tap."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.tapped.emit()


@dataclass(frozen=True, slots=True)
class Typed:
    """What the entry field shows. label: what it will become; text: as typed."""

    label: str
    text: str = ""
    active: bool = False


class EntryField(Surface):
    """What is typed, over the keys that type it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._typed = Typed("")

    def show_typed(self, typed: Typed) -> None:
        """Show what is typed so far."""
        if typed != self._typed:
            self._typed = typed
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt asks for the picture."""
        with QPainter(self) as painter:
            pen, pad, typed = Pen(painter, self.look, self.drawn), self.look.px(PAD), self._typed
            ground: ColourRole = "accent_soft" if typed.active else "panel"
            pen.fill(self.rect(), ground)
            pen.frame(self.rect(), "accent" if typed.text or typed.active else "edge", 2)
            inner = self.rect().adjusted(pad, 0, -pad, 0)
            _, metrics = self.look.font(Type.ENTRY)
            shown = metrics.elidedText(typed.text, Qt.TextElideMode.ElideLeft, inner.width() * 3 // 4)
            room = metrics.horizontalAdvance(shown) + pad if shown else 0
            label = QRect(inner.x(), inner.y(), inner.width() - room, inner.height())
            text = QRect(inner.x() + inner.width() - room, inner.y(), room, inner.height())
            pen.text(
                self.look.mirrored(label, self.width()),
                typed.label,
                Words(Type.BODY, "ink", ground, fit="elide"),
            )
            pen.text(
                self.look.mirrored(text, self.width()),
                shown,
                Words(Type.ENTRY, "ink", ground, "trail", ltr=True),
            )
