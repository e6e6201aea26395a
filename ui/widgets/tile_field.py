"""A sheet's rows as keys of their own: one tap is one article. GUI thread.

Where they have no room all at once, the last key turns to the next page; the mark takes its page along.
"""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from ui.flows.sheet import SheetRow
from ui.geometry import grid
from ui.theme.look import Look
from ui.theme.tokens import GAP, ColourRole, Type
from ui.translations.words import tr
from ui.widgets.canvas import Pen, Surface, Words
from ui.widgets.key_button import KeyButton

COLUMNS = 4
TILE = 80
PRICE = 26


class Tile(KeyButton):
    """A key with a name of two lines and a price."""

    def _draw(self, pen: Pen) -> None:
        ground, ink = self._colours()
        area, pad = self.rect(), self.look.px(4)
        chosen = self._kind == "chosen"
        pen.fill(area, ground)
        edge: ColourRole = "accent" if chosen else "edge"
        pen.frame(area, edge, 2 if chosen else 1)
        inner = area.adjusted(pad, pad, -pad, -pad)
        low = self.look.px(PRICE) if self._hint else 0
        name = QRect(inner.x(), inner.y(), inner.width(), inner.height() - low)
        pen.name(
            name,
            self._label,
            Words(Type.KEY_NARROW, ink, ground, "middle", data=True, smaller=(Type.SMALL_NARROW,)),
        )
        price = QRect(inner.x(), name.y() + name.height(), inner.width(), low)
        pen.text(
            price,
            self._hint,
            Words(Type.SMALL, ink, ground, "middle", "shrink", ltr=True, smaller=(Type.SMALL_NARROW,)),
        )


class TileField(Surface):
    """A page of tiles."""

    chosen = Signal(int)
    scrolled = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._rows: Sequence[SheetRow] = ()
        self._row = 0
        self._first = 0
        self._tiles: list[Tile] = []
        self._more = KeyButton(look, "", "", "plain", self)
        self._more.tapped.connect(self._turn)

    @property
    def capacity(self) -> int:
        """So many tiles have room, less the one that turns the page."""
        cells = COLUMNS * self._lines()
        return cells if len(self._rows) <= cells else max(1, cells - 1)

    def show_tiles(self, rows: Sequence[SheetRow], row: int) -> None:
        """row: the marked one."""
        self._rows, self._row = rows, row
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer have room."""
        self._arrange()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """One notch is one row of tiles."""
        self.scrolled.emit(-COLUMNS if event.angleDelta().y() > 0 else COLUMNS)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt asks for what is between the tiles."""
        with QPainter(self) as painter:
            Pen(painter, self.look, self.drawn).fill(event.rect(), "window")

    def _lines(self) -> int:
        gap = self.look.px(GAP)
        return max(1, (self.height() + gap) // (self.look.px(TILE) + gap))

    def _arrange(self) -> None:
        capacity, cells = self.capacity, COLUMNS * self._lines()
        self._first = self._row // capacity * capacity
        shown = self._rows[self._first : self._first + capacity]
        while len(self._tiles) < len(shown):
            tile, index = Tile(self.look, "", "", "plain", self), len(self._tiles)
            tile.tapped.connect(lambda index=index: self.chosen.emit(self._first + index))
            self._tiles.append(tile)
        high = self.look.px(TILE + GAP) * self._lines() - self.look.px(GAP)
        places = grid(QRect(0, 0, self.width(), high), COLUMNS, self._lines(), self.look.px(GAP))
        for index, tile in enumerate(self._tiles):
            tile.setVisible(index < len(shown))
            if index < len(shown):
                tile.setGeometry(self.look.mirrored(places[index], self.width()))
                marked = self._first + index == self._row
                cells_of = shown[index].cells
                price = cells_of[1] if len(cells_of) > 1 else ""
                tile.set_face(cells_of[0], price, "chosen" if marked else "plain")
        pages = -(-len(self._rows) // capacity) if self._rows else 1
        self._more.setVisible(pages > 1)
        self._more.setGeometry(self.look.mirrored(places[cells - 1], self.width()))
        self._more.set_face(tr("Next page"), f"{self._first // capacity + 1} / {pages}")

    def _turn(self) -> None:
        """The next page; after the last one the first."""
        wanted = self._first + self.capacity
        self.scrolled.emit((wanted if wanted < len(self._rows) else 0) - self._row)
