"""Painting by tokens: the base of every widget that paints itself, and the pen that it paints with.

GUI thread.

A surface is opaque and repaints only what it is asked to. While `drawn` is a list it takes down every text
that is painted with its room and its colours, so that a test can find what is clipped or too faint.
"""

from dataclasses import dataclass, replace
from typing import Literal
from unicodedata import bidirectional

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QWidget

from ui.theme.look import Look
from ui.theme.tokens import ColourRole, Type

Side = Literal["lead", "trail", "middle"]
Fit = Literal["plain", "elide", "wrap", "shrink"]

_ELLIPSIS = Qt.TextElideMode.ElideRight
_WRAP = int(Qt.TextFlag.TextWordWrap)
_SINGLE = int(Qt.TextFlag.TextSingleLine)
_LTR = int(Qt.TextFlag.TextForceLeftToRight)
_RTL = int(Qt.TextFlag.TextForceRightToLeft)
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)
_ABSOLUTE = int(Qt.AlignmentFlag.AlignAbsolute)
_SIDES: dict[tuple[Side, bool], int] = {
    ("lead", False): int(Qt.AlignmentFlag.AlignLeft) | _ABSOLUTE,
    ("lead", True): int(Qt.AlignmentFlag.AlignRight) | _ABSOLUTE,
    ("trail", False): int(Qt.AlignmentFlag.AlignRight) | _ABSOLUTE,
    ("trail", True): int(Qt.AlignmentFlag.AlignLeft) | _ABSOLUTE,
    ("middle", False): int(Qt.AlignmentFlag.AlignHCenter),
    ("middle", True): int(Qt.AlignmentFlag.AlignHCenter),
}
_UNBOUND = 100_000


@dataclass(frozen=True, slots=True)
class Drawn:
    """One text as it was painted.

    needed: its own size; room: what it was given; money: an amount; cut: a sentence that lost its end.
    """

    text: str
    needed_width: int
    needed_height: int
    room_width: int
    room_height: int
    may_elide: bool
    money: bool
    ink: ColourRole
    ground: ColourRole
    font_px: int
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """How a text is set.

    ltr: amounts and codes, also in a right-to-left language. money: must be read from afar. data: a name, set
    in the direction of its own letters. smaller: steps of the type scale to shrink to.
    """

    kind: Type
    ink: ColourRole = "ink"
    ground: ColourRole = "panel"
    side: Side = "lead"
    fit: Fit = "plain"
    ltr: bool = False
    money: bool = False
    smaller: tuple[Type, ...] = ()
    data: bool = False


class Surface(QWidget):
    """A widget that paints itself wholly, from the look."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.drawn: list[Drawn] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)


class Pen:
    """Paints on one widget during one paint event."""

    def __init__(self, painter: QPainter, look: Look, drawn: list[Drawn] | None) -> None:
        self.painter = painter
        self.look = look
        self._drawn = drawn

    def fill(self, rect: QRect, colour: ColourRole) -> None:
        """Fill a rectangle."""
        self.painter.fillRect(rect, self.look.colour(colour))

    def frame(self, rect: QRect, colour: ColourRole, design_px: int = 1) -> None:
        """Draw a rectangle's edge inside it."""
        width = max(1, self.look.px(design_px))
        brush = self.look.colour(colour)
        paint = self.painter
        paint.fillRect(rect.x(), rect.y(), rect.width(), width, brush)
        paint.fillRect(rect.x(), rect.bottom() + 1 - width, rect.width(), width, brush)
        paint.fillRect(rect.x(), rect.y(), width, rect.height(), brush)
        paint.fillRect(rect.right() + 1 - width, rect.y(), width, rect.height(), brush)

    def text(self, rect: QRect, text: str, words: Words, *, cut: bool = False) -> None:
        """Write a text into a rectangle, in the middle of its height. cut: it lost its end already."""
        if not text:
            return
        font, metrics = self.look.font(words.kind)
        if words.fit == "shrink":
            for kind in words.smaller:
                if metrics.horizontalAdvance(text) <= rect.width():
                    break
                font, metrics = self.look.font(kind)
        flags = _MIDDLE | _SIDES[words.side, self.look.rtl]
        rtl = reads_from_right(text, self.look.rtl) if words.data else self.look.rtl and not words.ltr
        flags |= _RTL if rtl else _LTR
        flags |= _WRAP if words.fit == "wrap" else _SINGLE
        shown = metrics.elidedText(text, _ELLIPSIS, rect.width()) if words.fit == "elide" else text
        self.painter.setFont(font)
        self.painter.setPen(self.look.colour(words.ink))
        self.painter.drawText(rect, flags, shown)
        if self._drawn is not None:
            self._take_down(rect, text, words, metrics, flags, cut=cut)

    def name(self, rect: QRect, text: str, words: Words) -> None:
        """Write a name or a sentence over the lines that have room, in the first size that holds it whole.

        Where none does it ends in an ellipsis, which only a name may.
        """
        shown, kind = text, words.kind
        for kind in (words.kind, *words.smaller):
            shown = fit_lines(self.look.font(kind)[1], text, rect.width(), rect.height())
            if shown == text:
                break
        self.text(rect, shown, replace(words, kind=kind, fit="wrap"), cut=shown != text and not words.data)

    def _take_down(
        self, rect: QRect, text: str, words: Words, metrics: QFontMetrics, flags: int, *, cut: bool
    ) -> None:
        if words.fit == "wrap":
            needed = metrics.boundingRect(QRect(0, 0, rect.width(), _UNBOUND), flags & ~_MIDDLE, text)
            width, height = needed.width(), needed.height()
        else:
            width = metrics.horizontalAdvance(text)
            height = metrics.capHeight() if words.money else metrics.ascent() + metrics.descent()
        self._drawn.append(  # type: ignore[union-attr]
            Drawn(
                text=text,
                needed_width=width,
                needed_height=height,
                room_width=rect.width(),
                room_height=rect.height(),
                may_elide=words.fit == "elide",
                money=words.money,
                ink=words.ink,
                ground=words.ground,
                font_px=metrics.height()
                if words.fit == "wrap"
                else self.look.font(words.kind)[0].pixelSize(),
                cut=cut,
            )
        )


def reads_from_right(text: str, otherwise: bool) -> bool:
    """Whether a name is written from right to left: its first letter that has a direction says so."""
    for char in text:
        direction = bidirectional(char)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return otherwise


def fit_lines(metrics: QFontMetrics, text: str, width: int, height: int) -> str:
    """The text, or as much of it as fits the lines of a rectangle, then an ellipsis."""
    # An advance is rounded: one that is just the width may still be broken into two lines.
    if metrics.horizontalAdvance(text) < width:
        return text
    flags = _WRAP | int(Qt.AlignmentFlag.AlignLeft)
    lines = max(1, height // metrics.lineSpacing())
    if lines == 1:
        return metrics.elidedText(text, _ELLIPSIS, width)
    for percent in (1000, 100, 92, 84, 76, 68, 60):
        cut = metrics.elidedText(text, _ELLIPSIS, width * lines * percent // 100)
        needed = metrics.boundingRect(QRect(0, 0, width, _UNBOUND), flags, cut)
        if needed.height() <= height and needed.width() <= width:
            return cut
    return metrics.elidedText(text, _ELLIPSIS, width)
